/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The launcher: starts rooms for the warden. Filters are inherited and add up, so whoever forks
 * needs all that its children need until they are rooms; the warden shall not. The launcher has no
 * port, no client and no rule, and reads nothing but the warden's requests. It can start the
 * programs of rooms and no other, as the user of rooms and no other, and dies with the warden.
 */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/close_range.h>
#include <linux/sched.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "../sandbox/nowhere.h"
#include "control.h"
#include "launch.h"

/* Above every number that a room's descriptors have. */
enum { ASIDE = GATE_FD_CLIENTS + 8 };

/* The child's exit status where it fails before the room's program runs. */
enum { FAILED = 127 };

static struct {
	int programs[PROGRAM_COUNT];
	int null, warden;
	bool without_cages, drop;
	uid_t uid;
	gid_t gid;
} launcher;

static struct launch_request request;
static int received[LAUNCH_MAX_FDS];
static unsigned n_received;

static _Noreturn void end(const char *what)
{
	fprintf(stderr, LAUNCHER_PROGRAM ": %s: %s\n", what, strerror(errno));
	_exit(1);
}

/* All sources are first moved out of the way of the targets. */
static int put_aside(int aside[LAUNCH_MAX_FDS])
{
	unsigned next = 0;

	for (unsigned i = 0; i < request.n_fds; i++) {
		int from = request.fds[i].is_null ? launcher.null : received[next++];

		aside[i] = fcntl(from, F_DUPFD_CLOEXEC, ASIDE);
		if (aside[i] < 0)
			return -1;
	}
	return 0;
}

/* Behind the room's own descriptors, the two that live until exec; all others are closed. */
static int put_last(int last, int *program, int *warden)
{
	if (dup3(*program, last + 1, O_CLOEXEC) < 0 || dup3(*warden, last + 2, O_CLOEXEC) < 0 ||
	    syscall(SYS_close_range, last + 3, ~0u, 0) < 0)
		return -1;
	*program = last + 1;
	*warden = last + 2;
	return 0;
}

static int arrange_fds(const int aside[], int epoll_to, int *program, int *warden)
{
	int last = 0;

	for (unsigned i = 0; i < request.n_fds; i++) {
		if (dup3(aside[i], request.fds[i].to, 0) < 0)
			return -1;
		if (request.fds[i].to > last)
			last = request.fds[i].to;
	}
	if (epoll_to >= 0) {
		int epoll = epoll_create1(EPOLL_CLOEXEC);

		if (epoll < 0 || dup3(epoll, epoll_to, 0) < 0)
			return -1;
		if (epoll_to > last)
			last = epoll_to;
	}
	return put_last(last, program, warden);
}

static int drop_rights(void)
{
	if (!launcher.drop)
		return 0;
	if (setgroups(0, NULL) < 0 || setresgid(launcher.gid, launcher.gid, launcher.gid) < 0 ||
	    setresuid(launcher.uid, launcher.uid, launcher.uid) < 0)
		return -1;
	return 0;
}

/* A child in a process namespace of its own cannot ask for its parent's number. */
static bool is_dead(int pidfd)
{
	struct pollfd p = { .fd = pidfd, .events = POLLIN };

	return ppoll(&p, 1, &(struct timespec){ 0 }, NULL) != 0;
}

/* Changing the user clears it, so it comes last; the warden may have died before. */
static bool tie_to(int warden)
{
	return prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0 && !is_dead(warden);
}

static void make_argv(char *argv[LAUNCH_MAX_WORDS + 2])
{
	static char name[32];
	char *word = request.words;
	unsigned n = 0;

	snprintf(name, sizeof(name), "%s", programs[request.program].name);
	argv[n++] = name;
	for (unsigned i = 0; i < request.n_words; i++, word += strlen(word) + 1)
		argv[n++] = word;
	argv[n] = NULL;
}

static _Noreturn void be_child(void)
{
	static char without_cages[] = SANDBOX_WITHOUT_CAGES "=1";
	char *const env[] = { launcher.without_cages ? without_cages : NULL, NULL };
	const struct program_row *row = &programs[request.program];
	/* A dynamic loader would find nothing. */
	const uint32_t namespaces = sandbox_walls_of(row->room)->namespaces &
				    (ROOMS_ARE_STATIC ? ~0u : ~(uint32_t)CLONE_NEWNS);
	int aside[LAUNCH_MAX_FDS], program, warden;
	char *argv[LAUNCH_MAX_WORDS + 2];
	sigset_t none;

	setsid();
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	make_argv(argv);
	warden = fcntl(launcher.warden, F_DUPFD_CLOEXEC, ASIDE);
	program = fcntl(launcher.programs[request.program], F_DUPFD_CLOEXEC, ASIDE);
	if (warden < 0 || program < 0 || put_aside(aside) < 0)
		_exit(FAILED);
	/* Before the targets overwrite what leads there. */
	if (nowhere_enter(namespaces) < 0 ||
	    arrange_fds(aside, row->epoll_to, &program, &warden) < 0)
		_exit(FAILED);
	if (drop_rights() < 0 || nowhere_enter_user(namespaces) < 0 || !tie_to(warden))
		_exit(FAILED);
	syscall(SYS_execveat, program, "", argv, env, AT_EMPTY_PATH);
	_exit(FAILED);
}

/*
 * The warden is the parent of the rooms, so it hears how they die, and they die with it. Not by
 * clone3(): its flags are in memory, where no filter sees them, and so systemd's RestrictNamespaces
 * takes that call away.
 */
static void launch(struct launch_answer *answer, int *pidfd)
{
	const enum room room = programs[request.program].room;
	const unsigned long flags = CLONE_PIDFD | CLONE_PARENT |
				    nowhere_clone_flags(sandbox_walls_of(room)->namespaces);
	long pid = syscall(SYS_clone, flags, NULL, pidfd, NULL, NULL);

	if (pid == 0)
		be_child();
	*answer = (struct launch_answer){ pid < 0 ? -errno : 0, (int32_t)pid };
}

/* A warden that says something else is not ours any more. */
static bool is_sound(void)
{
	unsigned from = 0, words = 0;

	if (request.program >= PROGRAM_COUNT || request.n_fds > LAUNCH_MAX_FDS ||
	    request.n_words > LAUNCH_MAX_WORDS)
		return false;
	for (unsigned i = 0; i < request.n_fds; i++) {
		if (request.fds[i].to < 0 || request.fds[i].to >= ASIDE)
			return false;
		from += !request.fds[i].is_null;
	}
	for (unsigned i = 0; i < LAUNCH_WORDS; i++)
		words += request.words[i] == '\0';
	return from == n_received && words >= request.n_words;
}

union ancillary {
	char bytes[CMSG_SPACE(sizeof(int) * (LAUNCH_MAX_FDS + 1))];
	struct cmsghdr align;
};

static bool take_descriptors(struct msghdr *msg)
{
	n_received = 0;
	for (struct cmsghdr *h = CMSG_FIRSTHDR(msg); h; h = CMSG_NXTHDR(msg, h)) {
		size_t n = (h->cmsg_len - CMSG_LEN(0)) / sizeof(int);

		if (h->cmsg_level != SOL_SOCKET || h->cmsg_type != SCM_RIGHTS ||
		    n_received + n > LAUNCH_MAX_FDS)
			return false;
		memcpy(&received[n_received], CMSG_DATA(h), n * sizeof(int));
		n_received += (unsigned)n;
	}
	return !(msg->msg_flags & (MSG_CTRUNC | MSG_TRUNC));
}

/* False at the end: the warden is gone, or talks nonsense. */
static bool receive(void)
{
	struct iovec iov = { &request, sizeof(request) };
	union ancillary anc;
	struct msghdr msg = { .msg_iov = &iov,
			      .msg_iovlen = 1,
			      .msg_control = anc.bytes,
			      .msg_controllen = sizeof(anc.bytes) };
	ssize_t n;

	do
		n = recvmsg(LAUNCHER_CHANNEL, &msg, MSG_CMSG_CLOEXEC);
	while (n < 0 && errno == EINTR);
	return n == (ssize_t)sizeof(request) && take_descriptors(&msg) && is_sound();
}

static bool answer(const void *what, size_t len, int fd)
{
	struct iovec iov = { (void *)(uintptr_t)what, len };
	struct msghdr msg = { .msg_iov = &iov, .msg_iovlen = 1 };
	union {
		char bytes[CMSG_SPACE(sizeof(int))];
		struct cmsghdr align;
	} anc = { { 0 } };

	if (fd >= 0) {
		msg.msg_control = anc.bytes;
		msg.msg_controllen = sizeof(anc.bytes);
		struct cmsghdr *h = CMSG_FIRSTHDR(&msg);
		h->cmsg_level = SOL_SOCKET;
		h->cmsg_type = SCM_RIGHTS;
		h->cmsg_len = CMSG_LEN(sizeof(int));
		memcpy(CMSG_DATA(h), &fd, sizeof(fd));
	}
	return sendmsg(LAUNCHER_CHANNEL, &msg, MSG_NOSIGNAL) == (ssize_t)len;
}

static void serve(void)
{
	while (receive()) {
		struct launch_answer said;
		int pidfd = -1;

		launch(&said, &pidfd);
		for (unsigned i = 0; i < n_received; i++)
			close(received[i]);
		if (!answer(&said, sizeof(said), pidfd))
			return;
		if (pidfd >= 0)
			close(pidfd);
	}
}

static void open_programs(const char *folder)
{
	int dir = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);

	if (dir < 0)
		end(folder);
	for (int i = 0; i < PROGRAM_COUNT; i++) {
		launcher.programs[i] = openat(dir, programs[i].name, O_PATH | O_CLOEXEC);
		if (launcher.programs[i] < 0)
			end(programs[i].name);
	}
	close(dir);
	launcher.null = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (launcher.null < 0)
		end("/dev/null");
}

static void read_arguments(int argc, char **argv)
{
	if (argc < 4)
		_exit(2);
	launcher.drop = strcmp(argv[2], "-") != 0;
	launcher.uid = launcher.drop ? (uid_t)strtoul(argv[2], NULL, 10) : getuid();
	launcher.gid = launcher.drop ? (gid_t)strtoul(argv[3], NULL, 10) : getgid();
	launcher.without_cages = argc > 4 && !strcmp(argv[4], SANDBOX_WITHOUT_CAGES);
	if (launcher.without_cages)
		setenv(SANDBOX_WITHOUT_CAGES, "1", 1);
	if (launcher.drop && launcher.uid == 0)
		_exit(2);
}

int main(int argc, char **argv)
{
	struct launch_hello hello;
	struct sandbox_pins pins;

	read_arguments(argc, argv);
	umask(077);
	signal(SIGPIPE, SIG_DFL);
	launcher.warden = (int)syscall(SYS_pidfd_open, getppid(), 0);
	if (launcher.warden < 0)
		end("the warden");
	open_programs(argv[1]);
	nowhere_make();
	hello.namespaces = nowhere_has();
	pins = (struct sandbox_pins){ .user = launcher.uid, .group = launcher.gid };
	if (sandbox_enter(ROOM_LAUNCHER, &pins) < 0)
		end("the room cannot be entered");
	if (answer(&hello, sizeof(hello), -1))
		serve();
	for (;;)
		__builtin_trap();
}
