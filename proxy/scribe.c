// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The scribe: takes audit records from gates, lobby and warden, checks and numbers them, and
 * appends them as JSON Lines. It ends, by an illegal instruction, when the warden closes the
 * control channel.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>
#include "../sandbox/sandbox.h"
#include "audit.h"
#include "control.h"
#include "rules_memory.h"
#include "scribe_json.h"
#include "trace.h"

/* Producers: warden, lobby, links, and the dying ones that are not at their end yet. */
enum { PRODUCERS = 64, RECORDS_AT_A_TIME = 64, EVENTS = 16, RETRY_MS = 100 };

static struct producer {
	int fd; /* -1: free */
	uint16_t link;
	uint16_t channel; /* its number */
} producers[PRODUCERS];

static uint32_t generation; /* of the rules; records of the one before may still come */
static char line[SCRIBE_LINE];
static uint64_t next_seq = 1;
static uint64_t lost; /* records that could not be written since the last one that was */
static bool torn;     /* the file ends in half a line */
static size_t held_from, held_to; /* of `line`: what the file did not take yet; none if equal */
static bool settle_asked;
static uint64_t owed[TRACE_BATCHES]; /* by channel: records that no line tells of yet */

static _Noreturn void end(void)
{
	(void)!fdatasync(ROOM_FD_OUT);
	for (;;)
		__builtin_trap();
}

static bool is_stuck(void)
{
	return held_from < held_to;
}

/* One write per line, if the file takes all of it. False: it does not, for now. */
static bool write_held(void)
{
	while (is_stuck()) {
		ssize_t n = write(ROOM_FD_OUT, &line[held_from], held_to - held_from);

		if (n <= 0 && errno != EINTR)
			return false;
		held_from += n > 0 ? (size_t)n : 0;
	}
	return true;
}

/* A line tells of itself, and by "lost" of those before it. */
static void pay(void)
{
	torn = false;
	trace_stuck(false);
	for (unsigned i = 0; i < TRACE_BATCHES; i++) {
		if (owed[i])
			trace_taken(i, owed[i]);
		owed[i] = 0;
	}
}

static void watch_producers(bool on)
{
	for (unsigned i = 0; i < PRODUCERS; i++) {
		struct epoll_event ev = { .events = on ? EPOLLIN : 0, .data.u32 = i + 1 };

		if (producers[i].fd >= 0)
			(void)epoll_ctl(ROOM_FD_EPOLL, EPOLL_CTL_MOD, producers[i].fd, &ev);
	}
}

/* Nothing is lost: the line is tried again, and records wait in their channels. */
static void get_stuck(void)
{
	trace_stuck(true);
	watch_producers(false);
}

/* After a short line that is not gone on with, the next one begins on a line of its own. */
static bool append(size_t len, bool lossy)
{
	line[len + 1] = '\n';
	line[0] = '\n';
	held_from = torn ? 0 : 1;
	held_to = len + 2;
	const size_t from = held_from;

	if (write_held()) {
		pay();
		return true;
	}
	if (!lossy) {
		get_stuck();
		return true;
	}
	torn = torn || held_from > from;
	held_from = held_to;
	return false;
}

static void write_record(const struct ruleset *rules, struct audit_record *r)
{
	size_t len;

	r->lost += lost;
	len = scribe_json_print(rules, r, next_seq, line + 1, sizeof(line) - 2);
	next_seq++;
	if (len > 0 && append(len, rules->audit_lossy))
		lost = 0;
	else
		lost = r->lost + 1;
}

static void drop_producer(struct producer *p)
{
	(void)epoll_ctl(ROOM_FD_EPOLL, EPOLL_CTL_DEL, p->fd, NULL);
	close(p->fd);
	p->fd = -1;
}

static bool read_control(void);

/*
 * The rules that a record was made by, NULL where there are none. The warden tells of new ones here
 * before it tells any gate, so then that message is there to be read.
 */
static const struct ruleset *rules_of(const struct audit_record *r)
{
	while (r->rules == generation + 1 && read_control())
		;
	if (r->rules != generation && r->rules + 1 != generation)
		return NULL;
	return rules_memory_get(r->rules);
}

/* False when there is nothing more to read for now. */
static bool read_record(struct producer *p)
{
	struct audit_record r;
	ssize_t n = read(p->fd, &r, sizeof(r));

	if (n < 0 && (errno == EINTR || errno == EAGAIN))
		return errno == EINTR;
	if (n <= 0) {
		drop_producer(p);
		return false;
	}
	if (p->link != UINT16_MAX)
		r.link = p->link; /* who speaks is known from the channel */
	const struct ruleset *rules = n == (ssize_t)sizeof(r) ? rules_of(&r) : NULL;
	owed[p->channel] += 1 + (uint64_t)r.repeats;
	if (rules && scribe_json_check(rules, &r))
		write_record(rules, &r);
	else
		lost++;
	return true;
}

static void read_producer(struct producer *p)
{
	for (int i = 0; i < RECORDS_AT_A_TIME && p->fd >= 0 && !is_stuck(); i++)
		if (!read_record(p))
			break;
}

static void add_producer(const struct control *c, int fd)
{
	struct epoll_event ev = { .events = is_stuck() ? 0 : EPOLLIN };

	for (unsigned i = 0; i < PRODUCERS; i++) {
		if (producers[i].fd >= 0)
			continue;
		ev.data.u32 = i + 1;
		/* A room that nobody reads waits for ever: better a scribe that starts anew. */
		if (epoll_ctl(ROOM_FD_EPOLL, EPOLL_CTL_ADD, fd, &ev) < 0)
			__builtin_trap();
		producers[i] = (struct producer){ fd, c->link, c->txid % TRACE_BATCHES };
		return;
	}
	close(fd);
}

/* What has been sent so far, unless the file does not take it. */
static void read_all(void)
{
	for (unsigned i = 0; i < PRODUCERS; i++)
		while (producers[i].fd >= 0 && !is_stuck() && read_record(&producers[i]))
			;
}

/* The warden is done with us. */
static _Noreturn void finish(void)
{
	if (write_held())
		read_all();
	end();
}

/* Records of the generation before that were not read yet. What comes later is of this one. */
static void settle(void)
{
	read_all();
	settle_asked = is_stuck();
	if (!settle_asked)
		trace_settled(generation);
}

static void try_again(void)
{
	if (!write_held())
		return;
	pay();
	watch_producers(true);
	if (settle_asked)
		settle();
}

/* False where there is nothing to read. */
static bool read_control(void)
{
	struct control c;
	int fd;
	int rc = control_receive(ROOM_FD_CONTROL, &c, &fd);

	if (rc == -EAGAIN)
		return false;
	if (rc <= 0)
		finish();
	if (c.kind == CONTROL_PRODUCER && fd >= 0)
		add_producer(&c, fd);
	else if (fd >= 0)
		close(fd);
	if (c.kind == CONTROL_RULES && rules_memory_get(c.uid))
		generation = c.uid;
	if (c.kind == CONTROL_SETTLE)
		settle();
	return true;
}

static _Noreturn void run(void)
{
	struct epoll_event events[EVENTS];

	for (;;) {
		int n = epoll_wait(ROOM_FD_EPOLL, events, EVENTS, is_stuck() ? RETRY_MS : -1);

		if (is_stuck())
			try_again();
		for (int i = 0; i < n; i++)
			if (events[i].data.u32 > 0)
				read_producer(&producers[events[i].data.u32 - 1]);
		for (int i = 0; i < n; i++)
			if (events[i].data.u32 == 0)
				(void)read_control();
	}
}

static void set_up(unsigned trace)
{
	struct epoll_event ev = { .events = EPOLLIN, .data.u32 = 0 };

	signal(SIGPIPE, SIG_IGN);
	for (unsigned i = 0; i < PRODUCERS; i++)
		producers[i].fd = -1;
	generation = rules_memory_open(SCRIBE_FD_RULES);
	if (generation == 0 || !rules_memory_get(generation))
		abort();
	close(SCRIBE_FD_RULES);
	trace_open(SCRIBE_FD_TRACE, trace);
	scribe_json_init();
	if (epoll_ctl(ROOM_FD_EPOLL, EPOLL_CTL_ADD, ROOM_FD_CONTROL, &ev) < 0)
		abort();
	if (sandbox_enter(ROOM_SCRIBE, NULL) < 0)
		abort();
}

int main(int argc, char **argv)
{
	if (argc != 2)
		return 2;
	set_up((unsigned)atoi(argv[1]));
	run();
}
