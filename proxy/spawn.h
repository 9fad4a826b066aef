/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Starting rooms: the launcher is asked for a fresh program with just its descriptors. */
#pragma once

#include <osmocom/core/select.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>
#include "launch.h"

/* One descriptor of a room: ours, and the number it has in the room. */
struct spawn_fd {
	int from; /* -1: /dev/null */
	int to;
};

struct spawn {
	enum program program;
	const char *const *argv; /* ends with NULL; the first is the program's name */
	struct spawn_fd fds[LAUNCH_MAX_FDS];
	unsigned n_fds;
};

/* A running room. Zeroed: none. */
struct process {
	pid_t pid; /* 0: none */
	struct osmo_fd pidfd;
	void (*died)(struct process *p, const siginfo_t *how);
	void *owner;
};

struct spawn_options {
	const char *folder; /* of the programs */
	bool drop;          /* rooms become uid and gid, with no further groups */
	uid_t uid;
	gid_t gid;
	bool without_cages; /* the kernel has no filters, and the operator wants it so */
	void (*died)(void); /* the launcher is dead: nothing can be started any more */
};

/*
 * Starts the launcher, which is needed before the first room; before we have a filter of our own.
 * It dies with us. In `namespaces` those that rooms will be in. 0 or -errno, where the launcher has
 * said why.
 */
int spawn_begin(const struct spawn_options *options, uint32_t *namespaces);
/* Ends it; another may be begun. */
void spawn_finish(void);

void spawn_add_fd(struct spawn *s, int from, int to);
/*
 * Starts the room. It dies with us. `died` is called from the select loop, after which `p` may be
 * used again. 0 or -errno.
 */
int spawn_start(struct process *p, const struct spawn *s,
		void (*died)(struct process *p, const siginfo_t *how), void *owner);
/*
 * A process that was started in another way, and is a child of ours; `p->died` is set. False: it
 * cannot be watched.
 */
bool spawn_watch(struct process *p, pid_t pid, int pidfd);
/* Kills it, if it runs; `died` follows. */
void spawn_kill(struct process *p);
static inline bool spawn_is_alive(const struct process *p)
{
	return p->pid != 0;
}
/* A room ends itself by an illegal instruction; everything else is a crash or a kill. */
static inline bool spawn_meant_it(const siginfo_t *how)
{
	return (how->si_code == CLD_KILLED || how->si_code == CLD_DUMPED) &&
	       how->si_status == SIGILL;
}
