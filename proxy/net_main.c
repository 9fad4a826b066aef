// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * airlock-net: the one process that may change network interfaces and nftables. Started by airlockd
 * where a link has something to say about its network; it hears the kernel and the warden, nobody
 * else. It outlives the warden for as long as it takes to bring guarded interfaces down.
 */
#include <errno.h>
#include <linux/netlink.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#include "../sandbox/sandbox.h"
#include "control.h"
#include "net_watch.h"
#include "rules_memory.h"

enum { BUFFER = 65536, ROUND = 64, END_MS = 2000 };

static struct ruleset rules;
static struct net_watch watch;
static uint8_t buffer[BUFFER] __attribute__((aligned(8)));
static bool is_orphan;
static uint64_t end_ms; /* when it ends, whatever the kernel says; 0: not yet */

static uint64_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000u + (uint64_t)t.tv_nsec / 1000000u;
}

static int to_kernel(int fd, const void *bytes, size_t len)
{
	/* Without an address: to the kernel. */
	ssize_t n = sendto(fd, bytes, len, MSG_DONTWAIT | MSG_NOSIGNAL, NULL, 0);

	return n == (ssize_t)len ? 0 : n < 0 ? -errno : -EIO;
}

static int to_route(void *ctx, const void *bytes, size_t len)
{
	(void)ctx;
	return to_kernel(NET_FD_ROUTE, bytes, len);
}

static int to_firewall(void *ctx, const void *bytes, size_t len)
{
	(void)ctx;
	return to_kernel(NET_FD_FIREWALL, bytes, len);
}

static void to_warden(void *ctx, const struct net_message *m)
{
	(void)ctx;
	if (is_orphan)
		return;
	/* A warden that does not read is broken: it will be gone, or start another of us. */
	if (to_kernel(ROOM_FD_CONTROL, m, sizeof(*m)) == -EAGAIN)
		__builtin_trap();
}

static void orphaned(void)
{
	is_orphan = true;
	net_watch_orphan(&watch);
}

/* One datagram into `buffer`: its length, or -errno. `from`: who of netlink sent it, or NULL. */
static ssize_t receive(int fd, struct sockaddr_nl *from)
{
	struct iovec iov = { buffer, sizeof(buffer) };
	struct msghdr m = { .msg_iov = &iov, .msg_iovlen = 1 };
	ssize_t n;

	if (from) {
		memset(from, 0, sizeof(*from));
		m.msg_name = from;
		m.msg_namelen = sizeof(*from);
	}
	do
		n = recvmsg(fd, &m, MSG_DONTWAIT);
	while (n < 0 && errno == EINTR);
	if (n < 0)
		return -errno;
	/* Cut: what is missing may have been about us. */
	return m.msg_flags & MSG_TRUNC ? -ENOBUFS : n;
}

static void read_control(void)
{
	struct net_message m;
	ssize_t n = receive(ROOM_FD_CONTROL, NULL);

	if (n == -EAGAIN || is_orphan)
		return;
	if (n != sizeof(m)) {
		orphaned();
		return;
	}
	memcpy(&m, buffer, sizeof(m));
	if (net_message_ok(&m, (size_t)n))
		net_watch_control(&watch, &m, now());
	else
		orphaned();
}

static void read_kernel(int fd)
{
	struct sockaddr_nl from;
	ssize_t n = 0;

	for (int i = 0; i < ROUND && n != -EAGAIN; i++) {
		n = receive(fd, &from);
		if (n < 0 && n != -EAGAIN) {
			net_watch_lost(&watch, now());
		} else if (n > 0 && from.nl_family == AF_NETLINK && from.nl_pid == 0) {
			struct netlink_in in = { buffer, (size_t)n };

			if (fd == NET_FD_ROUTE)
				net_watch_route(&watch, in, now());
			else
				net_watch_firewall(&watch, in, now());
		}
	}
}

/* What was sent to one of us before is nobody's. */
static void drain(int fd)
{
	struct sockaddr_nl from;

	while (receive(fd, &from) != -EAGAIN)
		;
}

static bool poll_for(int fd)
{
	struct epoll_event e = { .events = EPOLLIN, .data.fd = fd };

	/* EPERM: /dev/null, as no link has a firewall. */
	return epoll_ctl(ROOM_FD_EPOLL, EPOLL_CTL_ADD, fd, &e) == 0 || errno == EPERM;
}

static uint32_t port_of(int fd)
{
	struct sockaddr_nl name = { 0 };
	socklen_t len = sizeof(name);

	return getsockname(fd, (struct sockaddr *)&name, &len) == 0 ? name.nl_pid : 0;
}

/* Signals meant for the warden's group must not keep interfaces up. */
static void block_signals(void)
{
	sigset_t all;

	sigfillset(&all);
	sigprocmask(SIG_SETMASK, &all, NULL);
}

/*
 * The rules are copied: what is said of networks does not change while it runs, but the memory is
 * written again when the warden loads other rules.
 */
static bool take_rules(void)
{
	const struct ruleset *shared = rules_memory_get(rules_memory_open(NET_FD_RULES));

	if (!shared)
		return false;
	memcpy(&rules, shared, sizeof(rules));
	close(NET_FD_RULES);
	return ruleset_check(&rules);
}

static bool set_up(void)
{
	const struct net_io io = { NULL, to_route, to_firewall, to_warden };

	if (!take_rules())
		return false;
	block_signals();
	net_watch_init(&watch, &rules, &io);
	watch.port = port_of(NET_FD_FIREWALL);
	return poll_for(ROOM_FD_CONTROL) && poll_for(NET_FD_ROUTE) && poll_for(NET_FD_FIREWALL);
}

static bool is_over(void)
{
	if (!watch.is_ending)
		return false;
	if (end_ms == 0)
		end_ms = now() + END_MS;
	return net_watch_is_over(&watch) || now() >= end_ms;
}

static void run(void)
{
	struct epoll_event events[4];

	while (!is_over()) {
		uint32_t wait = net_watch_tick(&watch, now());
		int n = epoll_wait(ROOM_FD_EPOLL, events, 4,
				   watch.is_ending && wait > 100 ? 100 : (int)wait);

		for (int i = 0; i < n; i++) {
			if (events[i].data.fd == ROOM_FD_CONTROL)
				read_control();
			else
				read_kernel(events[i].data.fd);
		}
	}
}

int main(int argc, char **argv)
{
	(void)argv;
	if (argc != 1 || !set_up() || sandbox_enter(ROOM_NET, NULL) < 0) {
		fputs("airlock-net: started by airlockd only\n", stderr);
		return 1;
	}
	drain(NET_FD_ROUTE);
	if (watch.port != 0)
		drain(NET_FD_FIREWALL);
	net_watch_start(&watch, now());
	run();
	__builtin_trap();
}
