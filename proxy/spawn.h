/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Starting rooms: a fresh program with just its descriptors, as a user without rights. */
#pragma once

#include <osmocom/core/select.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/types.h>
#include "../sandbox/sandbox.h"

/* One descriptor of a room: ours, and the number it has in the room. */
struct spawn_fd {
	int from; /* -1: /dev/null */
	int to;
};

enum { SPAWN_MAX_FDS = 80 };

struct spawn {
	enum room room;          /* whose namespaces it gets */
	int program;             /* descriptor of the executable */
	const char *const *argv; /* ends with NULL */
	struct spawn_fd fds[SPAWN_MAX_FDS];
	unsigned n_fds;
	int epoll_to; /* number of an epoll instance of its own, or -1 */
	bool without_cages; /* the kernel has no filters, and the operator wants it so */
	bool drop;    /* become uid and gid, with no further groups */
	uid_t uid;
	gid_t gid;
};

/* A running room. Zeroed: none. */
struct process {
	pid_t pid; /* 0: none */
	struct osmo_fd pidfd;
	void (*died)(struct process *p, const siginfo_t *how);
	void *owner;
};

void spawn_add_fd(struct spawn *s, int from, int to);
/*
 * Starts the room. It dies with us. `died` is called from the select loop, after which `p` may be
 * used again. 0 or -errno.
 */
int spawn_start(struct process *p, const struct spawn *s,
		void (*died)(struct process *p, const siginfo_t *how), void *owner);
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
