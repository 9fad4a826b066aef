// SPDX-License-Identifier: GPL-2.0-or-later
/* What walls this kernel gives to rooms: made ready, and said where some are missing. */
#include <sched.h>
#include <stdio.h>
#include <string.h>
#include "../sandbox/nowhere.h"
#include "warden.h"

static const struct {
	uint32_t flag;
	const char *name;
} namespaces[] = {
	{ CLONE_NEWUSER, "user" }, { CLONE_NEWNS, "mount" }, { CLONE_NEWNET, "net" },
	{ CLONE_NEWIPC, "ipc" },   { CLONE_NEWUTS, "uts" },  { CLONE_NEWCGROUP, "cgroup" },
	{ CLONE_NEWPID, "pid" },
};

enum { NAMESPACES = sizeof(namespaces) / sizeof(namespaces[0]) };

static void say_namespaces(void)
{
	const uint32_t missing = sandbox_walls_of(ROOM_READER)->namespaces & ~nowhere_has();
	char names[64] = "";

	for (unsigned i = 0; i < NAMESPACES; i++)
		if (missing & namespaces[i].flag)
			snprintf(names + strlen(names), sizeof(names) - strlen(names), " %s",
				 namespaces[i].name);
	if (missing)
		LOGP(LOG_WARDEN, LOGL_NOTICE, "rooms have no namespace of their own for:%s\n",
		     names);
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
	nowhere_make();
	say_namespaces();
	if (abi < SANDBOX_LANDLOCK_ABI)
		LOGP(LOG_WARDEN, LOGL_NOTICE, "Landlock: ABI %d of %d: %s\n", abi,
		     SANDBOX_LANDLOCK_ABI,
		     abi == 0 ? "rooms are without" : "rooms are without the newer denials");
	return true;
}

void warden_cages_print(void)
{
	printf("filters: %s, Landlock: ABI %d of %d\n",
	       sandbox_has_filters() ? "yes" : "NO (needs --without-cages)",
	       sandbox_landlock_abi(), SANDBOX_LANDLOCK_ABI);
}
