/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The floor of the measurements of AT ports: the least that a relay between two terminals can do.
 * What comes on one side is written to the other; it looks at nothing.
 */
#include <stdio.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "tty.h"
#include "wire.h"

static void watch(int epoll_fd, int fd)
{
	struct epoll_event e = { .events = EPOLLIN, .data.fd = fd };

	if (epoll_ctl(epoll_fd, EPOLL_CTL_ADD, fd, &e) < 0)
		wire_die("floor");
}

int main(int argc, char **argv)
{
	static char bytes[65536];
	int epoll_fd = epoll_create1(EPOLL_CLOEXEC), client, modem;
	struct epoll_event e;

	if (argc != 3) {
		fprintf(stderr, "usage: bench-at-floor ENDPOINT PORT\n");
		return 2;
	}
	modem = tty_open(argv[2]);
	client = tty_new(argv[1]);
	watch(epoll_fd, client);
	watch(epoll_fd, modem);
	for (;;) {
		ssize_t n;

		if (epoll_wait(epoll_fd, &e, 1, -1) != 1)
			continue;
		n = read(e.data.fd, bytes, sizeof(bytes));
		if (n <= 0 || !tty_send(e.data.fd == modem ? client : modem, bytes, (size_t)n))
			return 1;
	}
}
