// SPDX-License-Identifier: GPL-2.0-or-later
/* Starting rooms: fork, arrange descriptors, drop rights, exec; and hearing of their death. */
#include "spawn.h"
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/close_range.h>
#include <linux/sched.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
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

/* All sources are first moved out of the way of the targets. Returns the program's new number. */
static int arrange_fds(const struct spawn *s)
{
	int aside[SPAWN_MAX_FDS];
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	int last = 0;

	for (unsigned i = 0; i < s->n_fds; i++) {
		int from = s->fds[i].from < 0 ? null : s->fds[i].from;

		aside[i] = fcntl(from, F_DUPFD_CLOEXEC, ASIDE);
		if (aside[i] < 0)
			return -1;
	}
	int program = fcntl(s->program, F_DUPFD_CLOEXEC, ASIDE);
	if (program < 0)
		return -1;
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
	if (dup3(program, last + 1, O_CLOEXEC) < 0 ||
	    syscall(SYS_close_range, last + 2, ~0u, 0) < 0)
		return -1;
	return last + 1;
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

static _Noreturn void be_child(const struct spawn *s, pid_t parent)
{
	char *const env[] = { NULL };
	sigset_t none;
	int program;

	setsid();
	umask(077);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	program = arrange_fds(s);
	if (program < 0 || drop_rights(s) < 0)
		_exit(FAILED);
	/* Changing the user clears it, so it comes after; the warden may have died before. */
	if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) < 0 || getppid() != parent)
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

int spawn_start(struct process *p, const struct spawn *s,
		void (*died)(struct process *p, const siginfo_t *how), void *owner)
{
	int pidfd = -1;
	struct clone_args args = { .flags = CLONE_PIDFD,
				   .pidfd = (uint64_t)(uintptr_t)&pidfd,
				   .exit_signal = SIGCHLD };
	pid_t parent = getpid();
	long pid = syscall(SYS_clone3, &args, sizeof(args));

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
