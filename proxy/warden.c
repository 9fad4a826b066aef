// SPDX-License-Identifier: GPL-2.0-or-later
/* Small things that all parts of the warden use. */
#include "warden.h"
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#include "stream.h"

enum { FIRST_DELAY_MS = 10, LAST_DELAY_MS = 5000 };

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

const char *warden_program_name(enum program p)
{
	static const char *const names[PROGRAM_COUNT] = {
		[PROGRAM_READER] = "airlock-reader",
		[PROGRAM_READER_TUNNEL] = "airlock-reader-tunnel",
		[PROGRAM_READER_AT] = "airlock-reader-at",
		[PROGRAM_GATE] = "airlock-gate",
		[PROGRAM_GATE_TUNNEL] = "airlock-gate-tunnel",
		[PROGRAM_GATE_AT] = "airlock-gate-at",
		[PROGRAM_SCRIBE] = "airlock-scribe",
		[PROGRAM_COMPILER] = "airlock-compiler",
	};

	return names[p];
}

void warden_spawn_init(const struct warden *w, enum program p, const char *const *argv,
		       struct spawn *s)
{
	static const enum room rooms[PROGRAM_COUNT] = {
		[PROGRAM_READER] = ROOM_READER,
		[PROGRAM_READER_TUNNEL] = ROOM_READER,
		[PROGRAM_READER_AT] = ROOM_READER,
		[PROGRAM_GATE] = ROOM_GATE,
		[PROGRAM_GATE_TUNNEL] = ROOM_GATE,
		[PROGRAM_GATE_AT] = ROOM_GATE,
		[PROGRAM_SCRIBE] = ROOM_SCRIBE,
		[PROGRAM_COMPILER] = ROOM_COMPILER,
	};

	memset(s, 0, sizeof(*s));
	s->room = rooms[p];
	s->without_cages = w->without_cages;
	s->program = w->programs[p];
	s->argv = argv;
	s->epoll_to = -1;
	s->drop = w->drop;
	s->uid = w->uid;
	s->gid = w->gid;
	spawn_add_fd(s, STDERR_FILENO, ROOM_FD_LOG);
}

int warden_channel(int pair[2])
{
	/* Twice as much is granted, less than that is used for bookkeeping. */
	const int size = STREAM_BATCH;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0)
		return -errno;
	/* The limit on unforced sizes is enough too, unless an administrator has lowered it. */
	if (setsockopt(pair[1], SOL_SOCKET, SO_SNDBUFFORCE, &size, sizeof(size)) == 0 ||
	    setsockopt(pair[1], SOL_SOCKET, SO_SNDBUF, &size, sizeof(size)) == 0)
		return 0;
	int error = errno;
	close(pair[0]);
	close(pair[1]);
	return -error;
}
