// SPDX-License-Identifier: GPL-2.0-or-later
/* Small things that all parts of the warden use. */
#include "warden.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#include "stream.h"

enum { FIRST_DELAY_MS = 10, LAST_DELAY_MS = 5000 };

/*
 * Stands in front of the C library's poll(), for the select loop of libosmocore: that system call
 * needs restart_syscall() after it was stopped and continued, ppoll() does not.
 */
int warden_poll(struct pollfd *fds, nfds_t n, int ms) __asm__("poll");
int warden_poll(struct pollfd *fds, nfds_t n, int ms)
{
	const struct timespec t = { ms / 1000, ms % 1000 * 1000000L };

	return ppoll(fds, n, ms < 0 ? NULL : &t, NULL);
}

uint64_t warden_now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000u + (uint64_t)t.tv_nsec / 1000000u;
}

void warden_arm(struct osmo_timer_list *t, unsigned ms)
{
	osmo_timer_schedule(t, (int)(ms / 1000), (int)(ms % 1000 * 1000));
}

unsigned warden_back_off(unsigned delay_ms)
{
	if (delay_ms < FIRST_DELAY_MS)
		return FIRST_DELAY_MS;
	return delay_ms > LAST_DELAY_MS / 2 ? LAST_DELAY_MS : 2 * delay_ms;
}

bool warden_is_over(struct budget *b, unsigned max, unsigned window_ms)
{
	uint64_t now = warden_now_ms();

	if (b->n == 0 || now - b->since_ms >= window_ms)
		*b = (struct budget){ 0, now };
	b->n++;
	return b->n > max;
}

void warden_each_unit(struct warden *w, void (*what)(struct unit *u))
{
	what(&w->lobby);
	for (unsigned i = 0; i < w->rules->n_links; i++)
		what(&w->links[i]);
	for (unsigned i = 0; i < w->rules->n_ports; i++)
		what(&w->ports[i]);
}

void warden_spawn_init(enum program p, const char *const *argv, struct spawn *s)
{
	memset(s, 0, sizeof(*s));
	s->program = p;
	s->argv = argv;
	spawn_add_fd(s, STDERR_FILENO, ROOM_FD_LOG);
}

int warden_channel(int pair[2])
{
	/* Twice as much is granted, less than that is used for bookkeeping. */
	const int size = STREAM_BATCH;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0)
		return -errno;
	/* The limit on unforced sizes is enough too, unless an administrator has lowered it. */
	if (fcntl(pair[0], F_SETFL, O_NONBLOCK) == 0 &&
	    (setsockopt(pair[1], SOL_SOCKET, SO_SNDBUFFORCE, &size, sizeof(size)) == 0 ||
	     setsockopt(pair[1], SOL_SOCKET, SO_SNDBUF, &size, sizeof(size)) == 0))
		return 0;
	int error = errno;
	close(pair[0]);
	close(pair[1]);
	return -error;
}
