// SPDX-License-Identifier: GPL-2.0-or-later
/* Starting rooms, by way of the launcher; and hearing of their death. */
#include "spawn.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* A launcher that does not answer for so long is broken: a start takes it a millisecond. */
enum { ANSWER_S = 5 };

static int channel = -1;
static int place = -1; /* of the descriptor of the next process */
static struct process launcher;
static void (*launcher_died)(void);

union ancillary {
	char bytes[CMSG_SPACE(sizeof(int) * LAUNCH_MAX_FDS)];
	struct cmsghdr align;
};

void spawn_add_fd(struct spawn *s, int from, int to)
{
	if (s->n_fds >= LAUNCH_MAX_FDS)
		abort();
	s->fds[s->n_fds++] = (struct spawn_fd){ from, to };
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

bool spawn_watch(struct process *p, pid_t pid, int pidfd)
{
	osmo_fd_setup(&p->pidfd, pidfd, OSMO_FD_READ, on_death, p, 0);
	if (osmo_fd_register(&p->pidfd) < 0)
		return false;
	p->pid = pid;
	return true;
}

/* Of a process that could not be watched, and was killed. */
static int orphan = -1;

static bool is_orphaned(void)
{
	siginfo_t how = { 0 };

	if (orphan >= 0 && waitid((idtype_t)P_PIDFD, (id_t)orphan, &how, WEXITED | WNOHANG) == 0 &&
	    how.si_pid != 0) {
		close(orphan);
		orphan = -1;
	}
	return orphan >= 0;
}

/* The descriptor that came along, or -1. */
static int take_descriptor(struct msghdr *msg)
{
	const struct cmsghdr *h = CMSG_FIRSTHDR(msg);
	int fd = -1;

	if (h && h->cmsg_level == SOL_SOCKET && h->cmsg_type == SCM_RIGHTS)
		memcpy(&fd, CMSG_DATA(h), sizeof(fd));
	return fd;
}

/* What the launcher says; the length, or -errno. */
static ssize_t hear(void *out, size_t len, int *fd)
{
	struct iovec iov = { out, len };
	union {
		char bytes[CMSG_SPACE(sizeof(int))];
		struct cmsghdr align;
	} anc;
	struct msghdr msg = { .msg_iov = &iov,
			      .msg_iovlen = 1,
			      .msg_control = anc.bytes,
			      .msg_controllen = sizeof(anc.bytes) };
	ssize_t n;

	do
		n = recvmsg(channel, &msg, MSG_CMSG_CLOEXEC);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return -errno;
	*fd = take_descriptor(&msg);
	return n;
}

static void append_number(char *to, size_t cap, bool is_given, unsigned number)
{
	if (is_given)
		snprintf(to, cap, "%u", number);
	else
		snprintf(to, cap, "-");
}

static _Noreturn void be_launcher(const struct spawn_options *o, int program, int end)
{
	static char without_cages[] = SANDBOX_WITHOUT_CAGES, name[] = LAUNCHER_PROGRAM;
	char user[16], group[16], folder[4096];
	char *const argv[] = { name, folder, user, group, o->without_cages ? without_cages : NULL,
			       NULL };
	char *const env[] = { NULL };

	append_number(user, sizeof(user), o->drop, o->uid);
	append_number(group, sizeof(group), o->drop, o->gid);
	snprintf(folder, sizeof(folder), "%s", o->folder);
	setsid();
	if (dup2(end, LAUNCHER_CHANNEL) == LAUNCHER_CHANNEL &&
	    dup2(program, STDERR_FILENO + 1) == STDERR_FILENO + 1 &&
	    fcntl(STDERR_FILENO + 1, F_SETFD, FD_CLOEXEC) == 0 &&
	    syscall(SYS_close_range, STDERR_FILENO + 2, ~0u, 0) == 0 &&
	    prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0)
		syscall(SYS_execveat, STDERR_FILENO + 1, "", argv, env, AT_EMPTY_PATH);
	_exit(127);
}

static void on_launcher_died(struct process *p, const siginfo_t *how)
{
	(void)p;
	(void)how;
	if (channel >= 0 && launcher_died)
		launcher_died();
}

static int open_launcher(const char *folder)
{
	char path[4096];
	int fd;

	snprintf(path, sizeof(path), "%s/%s", folder, LAUNCHER_PROGRAM);
	fd = open(path, O_PATH | O_CLOEXEC);
	if (fd < 0) {
		int error = errno;
		fprintf(stderr, "airlockd: %s: %s\n", path, strerror(error));
		return -error;
	}
	return fd;
}

/* Forks it. */
static int start_launcher(const struct spawn_options *o, int program)
{
	const struct timeval patience = { .tv_sec = ANSWER_S };
	int pair[2], pidfd;
	pid_t pid;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0)
		return -errno;
	pid = fork();
	if (pid == 0)
		be_launcher(o, program, pair[1]);
	close(pair[1]);
	channel = pair[0];
	if (pid < 0 ||
	    setsockopt(channel, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience)) < 0)
		return -errno;
	pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
	if (pidfd < 0)
		return -errno;
	launcher.died = on_launcher_died;
	if (spawn_watch(&launcher, pid, pidfd))
		return 0;
	close(pidfd);
	return -EIO;
}

int spawn_begin(const struct spawn_options *options, uint32_t *namespaces)
{
	struct launch_hello hello = { 0 };
	int fd = -1, rc, program = open_launcher(options->folder);

	if (program < 0)
		return program;
	rc = start_launcher(options, program);
	close(program);
	launcher_died = options->died;
	if (rc == 0 && hear(&hello, sizeof(hello), &fd) != (ssize_t)sizeof(hello))
		rc = -ECONNREFUSED;
	if (rc < 0)
		spawn_finish();
	*namespaces = hello.namespaces;
	return rc;
}

void spawn_finish(void)
{
	if (channel >= 0)
		close(channel);
	if (place >= 0)
		close(place);
	channel = place = -1;
	if (launcher.pid == 0)
		return;
	/*
	 * It ends when nobody can ask for anything more; whoever waits for it here has the time.
	 * The loop has made the descriptor one that waitid() does not wait for.
	 */
	osmo_fd_unregister(&launcher.pidfd);
	(void)ppoll(&(struct pollfd){ .fd = launcher.pidfd.fd, .events = POLLIN }, 1,
		    &(struct timespec){ .tv_sec = ANSWER_S }, NULL);
	(void)waitid((idtype_t)P_PIDFD, (id_t)launcher.pidfd.fd, &(siginfo_t){ 0 }, WEXITED);
	close(launcher.pidfd.fd);
	launcher.pid = 0;
}

static int make_request(const struct spawn *s, struct launch_request *r, int fds[LAUNCH_MAX_FDS])
{
	size_t len = 0;
	int n = 0;

	memset(r, 0, sizeof(*r));
	r->program = s->program;
	r->n_fds = s->n_fds;
	for (unsigned i = 0; i < s->n_fds; i++) {
		r->fds[i].to = (int16_t)s->fds[i].to;
		r->fds[i].is_null = s->fds[i].from < 0;
		if (s->fds[i].from >= 0)
			fds[n++] = s->fds[i].from;
	}
	for (unsigned i = 1; s->argv[i]; i++) {
		size_t size = strlen(s->argv[i]) + 1;

		if (size > sizeof(r->words) - len || r->n_words >= LAUNCH_MAX_WORDS)
			abort();
		memcpy(&r->words[len], s->argv[i], size);
		len += size;
		r->n_words++;
	}
	return n;
}

static int ask(const struct spawn *s)
{
	static struct launch_request request;
	struct iovec iov = { &request, sizeof(request) };
	struct msghdr msg = { .msg_iov = &iov, .msg_iovlen = 1 };
	union ancillary anc;
	int fds[LAUNCH_MAX_FDS], n = make_request(s, &request, fds);

	if (n > 0) {
		memset(&anc, 0, sizeof(anc));
		msg.msg_control = anc.bytes;
		msg.msg_controllen = CMSG_SPACE(sizeof(int) * (unsigned)n);
		struct cmsghdr *h = CMSG_FIRSTHDR(&msg);
		h->cmsg_level = SOL_SOCKET;
		h->cmsg_type = SCM_RIGHTS;
		h->cmsg_len = CMSG_LEN(sizeof(int) * (unsigned)n);
		memcpy(CMSG_DATA(h), fds, sizeof(int) * (unsigned)n);
	}
	return sendmsg(channel, &msg, MSG_DONTWAIT | MSG_NOSIGNAL) < 0 ? -errno : 0;
}

/*
 * A process whose descriptor does not fit in any more could not be killed: a place is kept for it.
 * False: there is none.
 */
static bool keep_place(void)
{
	if (place < 0)
		place = fcntl(channel, F_DUPFD_CLOEXEC, 0);
	return place >= 0;
}

static ssize_t hear_answer(struct launch_answer *said, int *pidfd)
{
	ssize_t n;

	close(place);
	place = -1;
	n = hear(said, sizeof(*said), pidfd);
	(void)keep_place();
	return n;
}

int spawn_start(struct process *p, const struct spawn *s,
		void (*died)(struct process *p, const siginfo_t *how), void *owner)
{
	struct launch_answer said = { 0 };
	int pidfd = -1, rc = channel < 0     ? -ENOTCONN
			     : is_orphaned() ? -EAGAIN
			     : !keep_place() ? -EMFILE
					     : ask(s);
	ssize_t n = rc < 0 ? 0 : hear_answer(&said, &pidfd);

	if (rc < 0)
		return rc;
	if (n != (ssize_t)sizeof(said) || (said.error == 0 && pidfd < 0)) {
		/* What it started, if anything, dies with us. */
		if (pidfd >= 0)
			close(pidfd);
		spawn_kill(&launcher);
		return n < 0 ? (int)n : -EPROTO;
	}
	if (said.error < 0)
		return said.error;
	p->died = died;
	p->owner = owner;
	if (spawn_watch(p, said.pid, pidfd))
		return 0;
	orphan = pidfd;
	syscall(SYS_pidfd_send_signal, orphan, SIGKILL, NULL, 0);
	return -EIO;
}

void spawn_kill(struct process *p)
{
	/* A room that stayed would keep its unit from starting again: so it is tried twice. */
	for (int i = 0; i < 2 && p->pid != 0; i++)
		if (syscall(SYS_pidfd_send_signal, p->pidfd.fd, SIGKILL, NULL, 0) == 0)
			return;
}
