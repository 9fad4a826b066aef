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
#include <sys/mman.h>
#include <unistd.h>
#include "../sandbox/sandbox.h"
#include "audit.h"
#include "control.h"
#include "scribe_json.h"

/* Producers: warden, lobby, links, and the dying ones that are not at their end yet. */
enum { PRODUCERS = 64, RECORDS_AT_A_TIME = 64, EVENTS = 16 };

static struct producer {
	int fd; /* -1: free */
	uint16_t link;
} producers[PRODUCERS];

static const struct ruleset *rules;
static char line[SCRIBE_LINE];
static uint64_t next_seq = 1;
static uint64_t lost; /* records that could not be written since the last one that was */
static bool torn;     /* the file ends in half a line */

static _Noreturn void end(void)
{
	(void)!fdatasync(ROOM_FD_OUT);
	for (;;)
		__builtin_trap();
}

/* One write per line. After a short one the next line begins on a line of its own. */
static bool append(size_t len)
{
	char *from = line;
	ssize_t n;

	line[len + 1] = '\n';
	if (torn)
		line[0] = '\n';
	else
		from++;
	len = (size_t)(line + len + 2 - from);
	do
		n = write(ROOM_FD_OUT, from, len);
	while (n < 0 && errno == EINTR);
	if (n > 0)
		torn = (size_t)n != len;
	return n == (ssize_t)len;
}

static void write_record(struct audit_record *r)
{
	size_t len;

	r->lost += lost;
	len = scribe_json_print(rules, r, next_seq, line + 1, sizeof(line) - 2);
	next_seq++;
	if (len > 0 && append(len))
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
	if (n == (ssize_t)sizeof(r) && scribe_json_check(rules, &r))
		write_record(&r);
	else
		lost++;
	return true;
}

static void read_producer(struct producer *p)
{
	for (int i = 0; i < RECORDS_AT_A_TIME && p->fd >= 0; i++)
		if (!read_record(p))
			break;
}

static void add_producer(const struct control *c, int fd)
{
	struct epoll_event ev = { .events = EPOLLIN };

	for (unsigned i = 0; i < PRODUCERS; i++) {
		if (producers[i].fd >= 0)
			continue;
		ev.data.u32 = i + 1;
		if (epoll_ctl(ROOM_FD_EPOLL, EPOLL_CTL_ADD, fd, &ev) < 0)
			break;
		producers[i] = (struct producer){ fd, c->link };
		return;
	}
	close(fd);
}

/* The warden is done with us: what has been sent so far is still written. */
static _Noreturn void finish(void)
{
	for (unsigned i = 0; i < PRODUCERS; i++)
		while (producers[i].fd >= 0 && read_record(&producers[i]))
			;
	end();
}

static void read_control(void)
{
	struct control c;
	int fd;
	int rc = control_receive(ROOM_FD_CONTROL, &c, &fd);

	if (rc == -EAGAIN)
		return;
	if (rc <= 0)
		finish();
	if (c.kind == CONTROL_PRODUCER && fd >= 0)
		add_producer(&c, fd);
	else if (fd >= 0)
		close(fd);
}

static _Noreturn void run(void)
{
	struct epoll_event events[EVENTS];

	for (;;) {
		int n = epoll_wait(ROOM_FD_EPOLL, events, EVENTS, -1);

		for (int i = 0; i < n; i++)
			if (events[i].data.u32 > 0)
				read_producer(&producers[events[i].data.u32 - 1]);
		for (int i = 0; i < n; i++)
			if (events[i].data.u32 == 0)
				read_control();
	}
}

static void set_up(void)
{
	struct epoll_event ev = { .events = EPOLLIN, .data.u32 = 0 };

	signal(SIGPIPE, SIG_IGN);
	for (unsigned i = 0; i < PRODUCERS; i++)
		producers[i].fd = -1;
	rules = mmap(NULL, sizeof(*rules), PROT_READ, MAP_SHARED, SCRIBE_FD_RULES, 0);
	if (rules == MAP_FAILED || !ruleset_check(rules))
		abort();
	close(SCRIBE_FD_RULES);
	scribe_json_init();
	if (epoll_ctl(ROOM_FD_EPOLL, EPOLL_CTL_ADD, ROOM_FD_CONTROL, &ev) < 0)
		abort();
	if (sandbox_enter(ROOM_SCRIBE, NULL) < 0)
		abort();
}

int main(void)
{
	set_up();
	run();
}
