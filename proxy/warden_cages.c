// SPDX-License-Identifier: GPL-2.0-or-later
/* What walls this kernel gives to rooms: made ready, and said where some are missing. */
#include <limits.h>
#include <linux/capability.h>
#include <malloc.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "warden.h"

static const struct {
	uint32_t flag;
	const char *name;
} namespaces[] = {
	{ CLONE_NEWUSER, "user" }, { CLONE_NEWNS, "mount" }, { CLONE_NEWNET, "net" },
	{ CLONE_NEWIPC, "ipc" },   { CLONE_NEWUTS, "uts" },  { CLONE_NEWCGROUP, "cgroup" },
	{ CLONE_NEWPID, "pid" },
};

#define CAP(c) (UINT64_C(1) << (c))

/* Of a table with a row for each descriptor the select loop needs the most: 65536, twice. */
enum { MEMORY = 8 << 20 };

enum { NAMESPACES = sizeof(namespaces) / sizeof(namespaces[0]) };

/* Those that rooms lack. */
static char missing_names[64];

static void say_namespaces(uint32_t there)
{
	const uint32_t missing = sandbox_walls_of(ROOM_READER)->namespaces & ~there;
	char *names = missing_names;

	for (unsigned i = 0; i < NAMESPACES; i++)
		if (missing & namespaces[i].flag)
			snprintf(names + strlen(names), sizeof(missing_names) - strlen(names),
				 " %s", namespaces[i].name);
	if (missing)
		LOGP(LOG_WARDEN, LOGL_NOTICE, "rooms have no namespace of their own for:%s\n",
		     names);
}

void warden_cages_report(struct warden *w)
{
	const int abi = sandbox_landlock_abi();
	char text[64];

	if (w->without_cages)
		warden_audit_link(w, NULL, REASON_CAGES_MISSING, "system call filters", 0);
	if (abi < SANDBOX_LANDLOCK_ABI) {
		snprintf(text, sizeof(text), "Landlock: ABI %d of %d", abi, SANDBOX_LANDLOCK_ABI);
		warden_audit_link(w, NULL, REASON_CAGES_MISSING, text, 0);
	}
	if (missing_names[0]) {
		snprintf(text, sizeof(text), "namespaces:%.50s", missing_names);
		warden_audit_link(w, NULL, REASON_CAGES_MISSING, text, 0);
	}
}

bool warden_cages_make(struct warden *w)
{
	const int abi = sandbox_landlock_abi();
	const bool has_filters = sandbox_has_filters();

	if (!has_filters && !w->without_cages) {
		LOGP(LOG_WARDEN, LOGL_FATAL,
		     "this kernel has no system call filters, so there are no rooms; "
		     "--without-cages goes on all the same\n");
		return false;
	}
	w->without_cages = !has_filters;
	if (!has_filters)
		LOGP(LOG_WARDEN, LOGL_ERROR,
		     "WITHOUT CAGES: this kernel has no system call filters\n");
	if (abi < SANDBOX_LANDLOCK_ABI)
		LOGP(LOG_WARDEN, LOGL_NOTICE, "Landlock: ABI %d of %d: %s\n", abi,
		     SANDBOX_LANDLOCK_ABI,
		     abi == 0 ? "rooms are without" : "rooms are without the newer denials");
	return true;
}

int warden_cages_begin(struct warden *w, void (*died)(void))
{
	const struct spawn_options options = { .folder = w->folder,
					       .drop = w->drop,
					       .uid = w->uid,
					       .gid = w->gid,
					       .without_cages = w->without_cages,
					       .died = died };
	uint32_t there;
	int rc = spawn_begin(&options, &there);

	if (rc == 0 && died) /* once is enough */
		say_namespaces(there);
	return rc;
}

/* What the configuration asks for, of what the warden's page allows. */
static uint64_t choose_capabilities(const struct warden *w)
{
	/* Devices, sockets and the audit file may be another's. */
	uint64_t keep = CAP(CAP_DAC_OVERRIDE);

	if (w->drop) /* rooms are another's, and must die */
		keep |= CAP(CAP_KILL);
	for (unsigned i = 0; i < w->rules->n_roles; i++)
		if (w->rules->roles[i].exe[0])
			keep |= CAP(CAP_SYS_PTRACE);
	for (unsigned i = 0; i < w->rules->n_listens; i++)
		if (w->rules->listens[i].flavour == LISTEN_PTY) /* TIOCVHANGUP */
			keep |= CAP(CAP_SYS_ADMIN);
	return keep;
}

/*
 * Memory for all that is still to come: the warden's list has no call to get more. The C library
 * keeps what is given back to it.
 */
static void provide_memory(void)
{
	mallopt(M_MMAP_MAX, 0);
	mallopt(M_TRIM_THRESHOLD, INT_MAX);
	free(malloc(MEMORY));
}

int warden_cages_enter(const struct warden *w)
{
	int rc = sandbox_keep_capabilities(choose_capabilities(w));

	if (w->without_cages)
		setenv(SANDBOX_WITHOUT_CAGES, "1", 1);
	else
		unsetenv(SANDBOX_WITHOUT_CAGES);
	provide_memory();
	return rc < 0 ? rc : sandbox_enter(ROOM_WARDEN, NULL);
}

void warden_cages_print(void)
{
	printf("filters: %s, Landlock: ABI %d of %d\n",
	       sandbox_has_filters() ? "yes" : "NO (needs --without-cages)",
	       sandbox_landlock_abi(), SANDBOX_LANDLOCK_ABI);
}
