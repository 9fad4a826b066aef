// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What a service manager gives and wants: listening sockets, word that we are ready, signs of life.
 * sd_listen_fds(3) and sd_notify(3) describe it; a library for this would weigh more than it does.
 */
#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>
#include "warden.h"

enum { FIRST_FD = 3, MOST_FDS = 64 };

static int notify_fd = -1;
static unsigned watchdog_ms;
static struct osmo_timer_list watchdog;
static int given[MOST_FDS], n_given;

static unsigned long get_number(const char *name)
{
	const char *text = getenv(name);

	return text ? strtoul(text, NULL, 10) : 0;
}

/* Variables for another process, our parent perhaps, are not for us. */
static bool is_for_us(const char *name)
{
	unsigned long pid = get_number(name);

	return pid == 0 || pid == (unsigned long)getpid();
}

static void take_sockets(void)
{
	unsigned long n = get_number("LISTEN_PID") ? get_number("LISTEN_FDS") : 0;

	for (int fd = FIRST_FD; is_for_us("LISTEN_PID") && n > 0 && n_given < MOST_FDS; fd++, n--)
		if (fcntl(fd, F_SETFD, FD_CLOEXEC) == 0)
			given[n_given++] = fd;
}

static void open_notify(void)
{
	struct sockaddr_un a = { .sun_family = AF_UNIX };
	const char *path = getenv("NOTIFY_SOCKET");
	size_t len = path ? strlen(path) : 0;

	if (len < 2 || len >= sizeof(a.sun_path))
		return;
	memcpy(a.sun_path, path, len);
	if (path[0] == '@')
		a.sun_path[0] = '\0';
	notify_fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	len += offsetof(struct sockaddr_un, sun_path);
	if (notify_fd >= 0 && connect(notify_fd, (struct sockaddr *)&a, (socklen_t)len) < 0) {
		close(notify_fd);
		notify_fd = -1;
	}
}

void warden_activation_take(void)
{
	take_sockets();
	open_notify();
	if (is_for_us("WATCHDOG_PID"))
		watchdog_ms = (unsigned)(get_number("WATCHDOG_USEC") / 1000);
}

int warden_activation_socket(const struct sockaddr_un *address, unsigned len)
{
	for (int i = 0; i < n_given; i++) {
		struct sockaddr_un a;
		socklen_t a_len = sizeof(a);
		int fd = given[i];

		if (fd < 0 || getsockname(fd, (struct sockaddr *)&a, &a_len) < 0)
			continue;
		/* A path's length may or may not count the NUL. */
		if (a.sun_path[0] && a_len > len)
			a_len = len;
		if (a_len != len || memcmp(&a, address, len) != 0)
			continue;
		given[i] = -1;
		return fd;
	}
	return -1;
}

static void tell(const char *what)
{
	if (notify_fd >= 0)
		(void)control_send_bytes(notify_fd, what, strlen(what));
}

static void on_watchdog(void *data)
{
	(void)data;
	tell("WATCHDOG=1");
	warden_arm(&watchdog, watchdog_ms / 3);
}

int warden_activation_netlink(int protocol)
{
	for (int i = 0; i < n_given; i++) {
		int family = 0, spoken = 0, fd = given[i];
		socklen_t len = sizeof(family), size = sizeof(spoken);

		if (fd < 0 || getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &family, &len) < 0 ||
		    family != AF_NETLINK ||
		    getsockopt(fd, SOL_SOCKET, SO_PROTOCOL, &spoken, &size) < 0 ||
		    spoken != protocol)
			continue;
		given[i] = -1;
		return fd;
	}
	return -1;
}

void warden_activation_ready(void)
{
	tell("READY=1");
	if (notify_fd < 0 || watchdog_ms < 3 || osmo_timer_pending(&watchdog))
		return;
	osmo_timer_setup(&watchdog, on_watchdog, NULL);
	on_watchdog(NULL);
}

void warden_activation_reloading(void)
{
	char text[64];
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	snprintf(text, sizeof(text), "RELOADING=1\nMONOTONIC_USEC=%lld",
		 (long long)t.tv_sec * 1000000 + t.tv_nsec / 1000);
	tell(text);
}

void warden_activation_ending(void)
{
	tell("STOPPING=1");
}
