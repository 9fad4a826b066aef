// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Starts airlock-net, once, before the warden gives up its rights. The launcher does not do it: so
 * neither launcher nor warden nor any room but this one ever has CAP_NET_ADMIN.
 */
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/close_range.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <linux/sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "../sandbox/nowhere.h"
#include "net.h"
#include "warden.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

enum {
	FIRST_ASIDE = 64, /* above every number that it has */
	N_FDS = NET_FD_RULES + 1,
	RECEIVE = 1 << 20, /* what the kernel may have to say at a time */
	FAILED = 127,
};

struct child {
	const struct warden *w;
	int fds[N_FDS]; /* ours; -1: /dev/null, or an epoll instance */
	int program;
};

static const int route_groups[] = { RTNLGRP_LINK, RTNLGRP_IPV4_IFADDR, RTNLGRP_IPV6_IFADDR,
				    RTNLGRP_IPV4_ROUTE, RTNLGRP_IPV6_ROUTE };
static const int firewall_groups[] = { NFNLGRP_NFTABLES };

/* Joins what it has not joined yet, and gives it a place to wait in. 0 or -errno. */
static int join(int fd, const int *groups, size_t n)
{
	const int size = RECEIVE;

	for (size_t i = 0; i < n; i++)
		if (setsockopt(fd, SOL_NETLINK, NETLINK_ADD_MEMBERSHIP, &groups[i],
			       sizeof(groups[i])) < 0)
			return -errno;
	/* With less it asks again more often: whether it was granted does not matter. */
	if (setsockopt(fd, SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof(size)) < 0)
		(void)setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size));
	return 0;
}

int warden_net_socket(int protocol, const int *groups, size_t n)
{
	const struct sockaddr_nl name = { .nl_family = AF_NETLINK };
	int fd = warden_activation_netlink(protocol), rc = 0;

	if (fd < 0) {
		fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK, protocol);
		if (fd < 0 || bind(fd, (const struct sockaddr *)&name, sizeof(name)) < 0)
			rc = -errno;
	}
	if (rc == 0)
		rc = join(fd, groups, n);
	if (rc < 0 && fd >= 0)
		close(fd);
	return rc < 0 ? rc : fd;
}

/* Another user, with just one right, which an exec leaves it. */
static int keep_right(const struct warden *w)
{
	struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct data[2] = { { 0 } };

	if (w->drop &&
	    (prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) < 0 || setgroups(0, NULL) < 0 ||
	     setresgid(w->gid, w->gid, w->gid) < 0 || setresuid(w->uid, w->uid, w->uid) < 0))
		return -errno;
	data[0].permitted = data[0].effective = data[0].inheritable = 1u << CAP_NET_ADMIN;
	if (syscall(SYS_capset, &header, data) < 0 ||
	    prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_NET_ADMIN, 0, 0) < 0)
		return -errno;
	return 0;
}

static int arrange_fds(struct child *c)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);
	int epoll = epoll_create1(EPOLL_CLOEXEC);

	for (int i = 0; i < N_FDS; i++) {
		int from = c->fds[i] >= 0 ? c->fds[i] : i == ROOM_FD_EPOLL ? epoll : null;

		c->fds[i] = fcntl(from, F_DUPFD_CLOEXEC, FIRST_ASIDE);
		if (c->fds[i] < 0)
			return -errno;
	}
	c->program = fcntl(c->program, F_DUPFD_CLOEXEC, FIRST_ASIDE);
	return c->program < 0 ? -errno : 0;
}

static int put_fds(struct child *c)
{
	for (int i = 0; i < N_FDS; i++)
		if (dup2(c->fds[i], i) < 0)
			return -errno;
	if (dup3(c->program, N_FDS, O_CLOEXEC) < 0 ||
	    syscall(SYS_close_range, N_FDS + 1, ~0u, 0) < 0)
		return -errno;
	return 0;
}

/*
 * It is not tied to the warden: after the warden's death it takes interfaces down, and then ends.
 * Not in a user namespace either, as its right is one over the network of this.
 */
static _Noreturn void be_net(struct child *c)
{
	static char name[] = "airlock-net", without_cages[] = SANDBOX_WITHOUT_CAGES "=1";
	char *const argv[] = { name, NULL };
	char *const env[] = { c->w->without_cages ? without_cages : NULL, NULL };
	const uint32_t namespaces = sandbox_walls_of(ROOM_NET)->namespaces &
				    (ROOMS_ARE_STATIC ? ~0u : ~(uint32_t)CLONE_NEWNS);
	int rc;

	setsid();
	rc = arrange_fds(c);
	if (rc == 0 && c->w->drop)
		nowhere_begin(namespaces);
	if (rc == 0)
		rc = put_fds(c);
	if (rc == 0)
		rc = keep_right(c->w);
	if (rc == 0) {
		syscall(SYS_execveat, N_FDS, "", argv, env, AT_EMPTY_PATH);
		rc = -errno;
	}
	dprintf(STDERR_FILENO, "airlock-net: %s\n", strerror(-rc));
	_exit(FAILED);
}

static pid_t clone_with(uint64_t flags, int *pidfd)
{
	/* Not clone3(), which systemd's RestrictNamespaces takes away. */
	return (pid_t)syscall(SYS_clone, CLONE_PIDFD | flags | SIGCHLD, NULL, pidfd, NULL, NULL);
}

static pid_t start(struct child *c, int *pidfd)
{
	/* In a process namespace of its own, if that may be. */
	pid_t pid = c->w->drop ? clone_with(CLONE_NEWPID, pidfd) : -1;

	if (pid < 0)
		pid = clone_with(0, pidfd);
	if (pid == 0)
		be_net(c);
	return pid < 0 ? -errno : pid;
}

static bool needs_firewall(const struct warden *w)
{
	bool needed = false;

	for (unsigned i = 0; i < w->rules->n_links; i++)
		needed = needed || (w->rules->links[i].net.flags & NET_FIREWALL);
	return needed;
}

static int open_program(const char *folder)
{
	int dir = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
	int fd = dir < 0 ? -1 : openat(dir, "airlock-net", O_PATH | O_CLOEXEC);
	int rc = fd < 0 ? -errno : fd;

	if (dir >= 0)
		close(dir);
	return rc;
}

static void close_fd(int fd)
{
	if (fd >= 0)
		close(fd);
}

pid_t warden_net_spawn(const struct warden *w, const char *folder, int control, int *pidfd)
{
	struct child c = { .w = w, .program = open_program(folder) };
	const bool firewall = needs_firewall(w);
	pid_t pid = c.program;

	c.fds[ROOM_FD_CONTROL] = control;
	c.fds[ROOM_FD_OUT] = c.fds[ROOM_FD_EPOLL] = -1;
	c.fds[ROOM_FD_LOG] = STDERR_FILENO;
	c.fds[NET_FD_ROUTE] = warden_net_socket(NETLINK_ROUTE, route_groups, COUNT(route_groups));
	c.fds[NET_FD_FIREWALL] = !firewall ? -1
					   : warden_net_socket(NETLINK_NETFILTER, firewall_groups,
							       COUNT(firewall_groups));
	c.fds[NET_FD_RULES] = w->rules_fd;
	if (pid >= 0 && c.fds[NET_FD_ROUTE] < 0)
		pid = c.fds[NET_FD_ROUTE];
	if (pid >= 0 && firewall && c.fds[NET_FD_FIREWALL] < 0)
		pid = c.fds[NET_FD_FIREWALL];
	if (pid >= 0)
		pid = start(&c, pidfd);
	close_fd(c.program);
	close_fd(c.fds[NET_FD_ROUTE]);
	close_fd(c.fds[NET_FD_FIREWALL]);
	return pid;
}
