// SPDX-License-Identifier: GPL-2.0-or-later
/* Starting rooms: fork, arrange descriptors, drop rights, exec; and hearing of their death. */
#include "spawn.h"
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/close_range.h>
#include <linux/sched.h>
#include <poll.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include "../sandbox/nowhere.h"
#include "control.h"

/* Above every number that a room's descriptors have. */
enum { ASIDE = GATE_FD_CLIENTS + 8 };

/* The child's exit status where it fails before the room's program runs. */
enum { FAILED = 127 };

void spawn_add_fd(struct spawn *s, int from, int to)
{
	if (s->n_fds >= SPAWN_MAX_FDS)
		abort();
	s->fds[s->n_fds++] = (struct spawn_fd){ from, to };
}

/* All sources are first moved out of the way of the targets. */
static int put_aside(const struct spawn *s, int aside[SPAWN_MAX_FDS])
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	for (unsigned i = 0; i < s->n_fds; i++) {
		int from = s->fds[i].from < 0 ? null : s->fds[i].from;

		aside[i] = fcntl(from, F_DUPFD_CLOEXEC, ASIDE);
		if (aside[i] < 0)
			return -1;
	}
	return 0;
}

/* Behind the room's own descriptors, the two that live until exec; all others are closed. */
static int put_last(int last, int *program, int *parent)
{
	if (dup3(*program, last + 1, O_CLOEXEC) < 0 || dup3(*parent, last + 2, O_CLOEXEC) < 0 ||
	    syscall(SYS_close_range, last + 3, ~0u, 0) < 0)
		return -1;
	*program = last + 1;
	*parent = last + 2;
	return 0;
}

static int arrange_fds(const struct spawn *s, const int aside[], int *program, int *parent)
{
	int last = 0;

	for (unsigned i = 0; i < s->n_fds; i++) {
		if (dup2(aside[i], s->fds[i].to) < 0)
			return -1;
		if (s->fds[i].to > last)
			last = s->fds[i].to;
	}
	if (s->epoll_to >= 0) {
		int epoll = epoll_create1(EPOLL_CLOEXEC);

		if (epoll < 0 || dup2(epoll, s->epoll_to) < 0)
			return -1;
		if (s->epoll_to > last)
			last = s->epoll_to;
	}
	return put_last(last, program, parent);
}

static int drop_rights(const struct spawn *s)
{
	if (!s->drop)
		return 0;
	if (setgroups(0, NULL) < 0 || setresgid(s->gid, s->gid, s->gid) < 0 ||
	    setresuid(s->uid, s->uid, s->uid) < 0)
		return -1;
	return 0;
}

/* A child in a process namespace of its own cannot ask for its parent's number. */
static bool is_dead(int pidfd)
{
	struct pollfd p = { .fd = pidfd, .events = POLLIN };

	return poll(&p, 1, 0) != 0;
}

/* Changing the user clears it, so it comes last; the warden may have died before. */
static bool tie_to(int parent)
{
	return prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0 && !is_dead(parent);
}

static _Noreturn void be_child(const struct spawn *s, int parent)
{
	static char without_cages[] = SANDBOX_WITHOUT_CAGES "=1";
	char *const env[] = { s->without_cages ? without_cages : NULL, NULL };
	/* A dynamic loader would find nothing. */
	const uint32_t namespaces = sandbox_walls_of(s->room)->namespaces &
				    (ROOMS_ARE_STATIC ? ~0u : ~(uint32_t)CLONE_NEWNS);
	int aside[SPAWN_MAX_FDS], program;
	sigset_t none;

	setsid();
	umask(077);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	parent = fcntl(parent, F_DUPFD_CLOEXEC, ASIDE);
	program = fcntl(s->program, F_DUPFD_CLOEXEC, ASIDE);
	if (parent < 0 || program < 0 || put_aside(s, aside) < 0)
		_exit(FAILED);
	/* Once the sources are open, and before the targets overwrite what leads there. */
	if (nowhere_enter(namespaces) < 0 || arrange_fds(s, aside, &program, &parent) < 0)
		_exit(FAILED);
	if (drop_rights(s) < 0 || nowhere_enter_user(namespaces) < 0 || !tie_to(parent))
		_exit(FAILED);
	syscall(SYS_execveat, program, "", s->argv, env, AT_EMPTY_PATH);
	_exit(FAILED);
}

static int on_death(struct osmo_fd *ofd, unsigned int what)
{
	struct process *p = ofd->data;
	siginfo_t how = { 0 };

	(void)what;
	if (waitid((idtype_t)P_PIDFD, (id_t)ofd->fd, &how, WEXITED | WNOHANG) < 0 ||
	    how.si_pid == 0)
		return 0;
	osmo_fd_unregister(ofd);
	close(ofd->fd);
	p->pid = 0;
	p->died(p, &how);
	return 0;
}

/* Ours, by which a child sees whether we are still there. */
static int own_pidfd(void)
{
	static pid_t pid;
	static int fd = -1;

	if (pid != getpid()) { /* the daemon's is another than that of who started it */
		if (fd >= 0)
			close(fd);
		pid = getpid();
		fd = (int)syscall(SYS_pidfd_open, pid, 0);
	}
	return fd;
}

int spawn_start(struct process *p, const struct spawn *s,
		void (*died)(struct process *p, const siginfo_t *how), void *owner)
{
	int pidfd = -1;
	struct clone_args args = { .flags = CLONE_PIDFD, .exit_signal = SIGCHLD };
	const int parent = own_pidfd();
	long pid;

	args.flags |= nowhere_clone_flags(sandbox_walls_of(s->room)->namespaces);
	args.pidfd = (uint64_t)(uintptr_t)&pidfd;
	pid = syscall(SYS_clone3, &args, sizeof(args));
	if (pid == 0)
		be_child(s, parent);
	if (pid < 0)
		return -errno;
	p->died = died;
	p->owner = owner;
	p->pid = (pid_t)pid;
	osmo_fd_setup(&p->pidfd, pidfd, OSMO_FD_READ, on_death, p, 0);
	if (osmo_fd_register(&p->pidfd) < 0)
		abort();
	return 0;
}

void spawn_kill(struct process *p)
{
	if (p->pid != 0)
		syscall(SYS_pidfd_send_signal, p->pidfd.fd, SIGKILL, NULL, 0);
}
