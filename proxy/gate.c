/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The gate of one link: reads records, never a wire byte; decides; writes frames that it encoded
 * itself. All of the deciding is its session's; here is the loop around it and nothing else.
 * Arguments and descriptors: see control.h.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include "../sandbox/sandbox.h"
#include "audit_collapse.h"
#include "clock.h"
#include "control.h"
#include "port_session.h"
#include "rules_memory.h"
#include "trace.h"

_Static_assert((int)SANDBOX_GATE_CLIENTS == (int)GATE_FD_CLIENTS &&
		       (int)SANDBOX_GATE_PORT == (int)GATE_FD_PORT,
	       "the filter and the descriptors agree");

enum { BATCH_SIZE = 256 * 1024, ROUND_EVENTS = 64, LOST_MS = 100 };
/* What an epoll event is about: a descriptor below GATE_FD_CLIENTS, or a client's slot above. */
enum { EVENT_CLIENT = 1u << 16 };

struct gate {
	const struct port_session *kind;
	void *session;
	struct collapse collapse;
	uint64_t now_ms;
	uint64_t lost; /* audit records that the scribe did not take */
	uint16_t link;
	uint16_t port; /* UINT16_MAX: the QMI port */
	uint32_t generation; /* of the rules */
	uint8_t draining, drained;
	uint8_t is_shut;  /* nobody writes down what is said */
	int audit_fd;
	unsigned channel; /* its number; what was sent there */
	uint64_t sent;
	uint64_t said_ms; /* the last try to say what was lost */
	uint8_t port_is_socket;
	uint8_t port_polled;
	int client_fd[GATE_SLOTS]; /* -1: nobody */
	uint8_t client_polled[GATE_SLOTS];
	uint8_t client_watched[GATE_SLOTS]; /* by epoll, until its hangup was heard */
	uint8_t client_is_pty[GATE_SLOTS];
	uint8_t stopped[GATE_SLOTS + 1]; /* its channel is not read; the last is the modem's */
};

static const struct ruleset *rules;
static uint8_t batch[BATCH_SIZE];

/* How many bytes a socket took, 0 for none now, -errno. */
static int taken(ssize_t n)
{
	if (n >= 0)
		return (int)n;
	return errno == EAGAIN || errno == EINTR || errno == ENOBUFS ? 0 : -errno;
}

static int to_modem(void *ctx, const uint8_t *frame, size_t len)
{
	const struct gate *g = ctx;

	if (g->port_is_socket)
		return taken(send(GATE_FD_PORT, frame, len, MSG_DONTWAIT | MSG_NOSIGNAL));
	return taken(write(GATE_FD_PORT, frame, len));
}

/*
 * EIO: nobody has it open. Whether that is the end of a client only its reader knows, since the
 * terminal may be open again by the time it looks: then it was none. The bytes are nobody's.
 */
static int to_pty(int fd, const uint8_t *bytes, size_t len)
{
	ssize_t n = write(fd, bytes, len);

	return n < 0 && errno == EIO ? (int)len : taken(n);
}

static int to_client(void *ctx, unsigned slot, const uint8_t *bytes, size_t len)
{
	const struct gate *g = ctx;

	if (g->client_is_pty[slot])
		return to_pty(g->client_fd[slot], bytes, len);
	return taken(send(g->client_fd[slot], bytes, len, MSG_DONTWAIT | MSG_NOSIGNAL));
}

static void emit_audit(void *ctx, const struct audit_record *r)
{
	struct gate *g = ctx;
	struct audit_record out = *r;

	out.mono_ns = clock_ns(CLOCK_MONOTONIC);
	out.wall_ns = clock_ns(CLOCK_REALTIME);
	out.lost = g->lost;
	out.rules = g->generation;
	out.port = (uint16_t)(g->port + 1);
	if (send(g->audit_fd, &out, sizeof(out), MSG_DONTWAIT | MSG_NOSIGNAL) == sizeof(out)) {
		g->lost = 0;
		g->sent += 1 + out.repeats;
	} else {
		g->lost += 1 + out.repeats;
	}
}

static void audit(void *ctx, const struct audit_record *r)
{
	struct gate *g = ctx;

	collapse_add(&g->collapse, r, g->now_ms, emit_audit, g);
}

static void poll_for(int op, int fd, uint32_t events, uint32_t what)
{
	struct epoll_event e = { .events = events, .data.u32 = what };

	/* EPERM: /dev/null stands there (the lobby), which is never ready. */
	if (epoll_ctl(ROOM_FD_EPOLL, op, fd, &e) < 0 && errno != EPERM)
		__builtin_trap();
}

/* The socket lives on in another gate where the lobby let it go: close() alone would not do. */
static void unwatch(struct gate *g, unsigned slot)
{
	if (g->client_is_pty[slot] ? g->client_polled[slot] : g->client_watched[slot])
		poll_for(EPOLL_CTL_DEL, g->client_fd[slot], 0, 0);
	g->client_watched[slot] = 0;
	g->client_polled[slot] = 0;
}

static void say(void *ctx, const struct control *c)
{
	struct gate *g = ctx;

	if (c->kind == CONTROL_FREE && g->client_fd[c->slot] >= 0) {
		unwatch(g, c->slot);
		close(g->client_fd[c->slot]);
		g->client_fd[c->slot] = -1;
	}
	/* The warden always reads; one that does not is dead or broken, and so is this gate. */
	if (control_send(ROOM_FD_CONTROL, c, -1) < 0)
		__builtin_trap();
}

static int channel_of(unsigned slot)
{
	return slot < GATE_SLOTS ? GATE_FD_CHANNELS + (int)slot : GATE_FD_MODEM;
}

/* What the other side does not take is left in the channel. */
static void stop_update(struct gate *g)
{
	const unsigned first = g->draining ? GATE_SLOTS : 0; /* then no client is read anyway */

	for (unsigned slot = first; g->kind->stopped && slot <= GATE_SLOTS; slot++) {
		uint8_t stopped = g->kind->stopped(g->session, slot);
		int fd = channel_of(slot);

		if (stopped == g->stopped[slot])
			continue;
		poll_for(EPOLL_CTL_MOD, fd,
			 stopped || (slot == GATE_SLOTS && g->is_shut) ? 0 : EPOLLIN, (uint32_t)fd);
		g->stopped[slot] = stopped;
	}
}

/* A pty is not watched for its hang-up: see to_pty(). */
static int watch_op(const struct gate *g, unsigned slot, bool wanted)
{
	if (!g->client_is_pty[slot])
		return EPOLL_CTL_MOD;
	return wanted ? EPOLL_CTL_ADD : EPOLL_CTL_DEL;
}

/* Writability is polled for only while something waits. */
static void poll_update(struct gate *g)
{
	uint8_t wanted = g->kind->modem_waiting(g->session);

	if (wanted != g->port_polled) {
		poll_for(wanted ? EPOLL_CTL_ADD : EPOLL_CTL_DEL, GATE_FD_PORT, EPOLLOUT,
			 GATE_FD_PORT);
		g->port_polled = wanted;
	}
	for (unsigned slot = 0; slot < GATE_SLOTS; slot++) {
		if (!g->client_watched[slot])
			continue;
		wanted = g->kind->client_waiting(g->session, slot);
		if (wanted == g->client_polled[slot])
			continue;
		poll_for(watch_op(g, slot, wanted), g->client_fd[slot], wanted ? EPOLLOUT : 0,
			 EVENT_CLIENT | slot);
		g->client_polled[slot] = wanted;
	}
}

/* One batch of a channel. False where there is none. */
static bool read_channel(struct gate *g, int fd)
{
	ssize_t n = read(fd, batch, sizeof(batch));
	struct cur c = { batch, n > 0 ? (size_t)n : 0 };

	if (n <= 0)
		return false;
	trace_begun(fd == GATE_FD_MODEM ? GATE_SLOTS : (unsigned)(fd - GATE_FD_CHANNELS));
	if (fd == GATE_FD_MODEM)
		g->kind->from_modem(g->session, c, g->now_ms);
	else
		g->kind->from_client(g->session, (unsigned)(fd - GATE_FD_CHANNELS), c, g->now_ms);
	return true;
}

static void write_counters(struct gate *g)
{
	struct audit_record r = { .event = AUDIT_COUNTERS, .link = g->link, .role = ROLE_NONE };

	r.row = ROW_NONE;
	(void)collapse_tick(&g->collapse, true, g->now_ms, emit_audit, g);
	g->kind->counters(g->session, r.counters);
	emit_audit(g, &r);
}

/* Records that still wait are of the old rules. */
static void turn_to_rules(struct gate *g, uint32_t generation)
{
	struct control back = { .kind = CONTROL_RULES, .link = g->link, .uid = generation };

	if (generation != g->generation) {
		(void)collapse_tick(&g->collapse, true, g->now_ms, emit_audit, g);
		rules = rules_memory_get(generation);
		if (!rules)
			__builtin_trap();
		g->kind->reload(g->session, rules);
		g->generation = generation;
	}
	say(g, &back);
}

/* The modem is heard on, for what it still answers. */
static void drain(struct gate *g)
{
	for (unsigned slot = 0; slot < GATE_SLOTS && !g->draining; slot++)
		poll_for(EPOLL_CTL_MOD, channel_of(slot), 0, (uint32_t)channel_of(slot));
	g->draining = 1;
}

/* The last that this gate says. */
static void say_drained(struct gate *g)
{
	const struct control c = { .kind = CONTROL_DRAINED, .link = g->link };

	g->drained = 1;
	write_counters(g);
	say(g, &c);
}

/* What was lost is the first that the scribe hears when it takes something again. */
static void say_lost(struct gate *g)
{
	struct audit_record r = { .event = AUDIT_LINK, .link = g->link, .role = ROLE_NONE };
	const uint64_t lost = g->lost;

	if (lost == 0 || g->now_ms - g->said_ms < LOST_MS)
		return;
	g->said_ms = g->now_ms;
	r.row = ROW_NONE;
	r.reason = REASON_AUDIT_LOST;
	emit_audit(g, &r);
	if (g->lost > 0)
		g->lost = lost; /* this one is no loss */
}

/* Refusals go on being counted; what the modem says waits in its channel. */
static void shut_update(struct gate *g)
{
	const bool is_shut = !rules->audit_lossy && (g->lost > 0 || trace_is_scribe_stuck());

	if (is_shut || g->is_shut)
		g->kind->shut(g->session, is_shut, g->now_ms);
	if (is_shut == g->is_shut)
		return;
	g->is_shut = is_shut;
	poll_for(EPOLL_CTL_MOD, GATE_FD_MODEM, is_shut || g->stopped[GATE_SLOTS] ? 0 : EPOLLIN,
		 GATE_FD_MODEM);
}

/* Of a new scribe. What the last one had and did not write, is lost. */
static void take_audit(struct gate *g, int fd, unsigned channel)
{
	const uint64_t taken = trace_scribe_taken(g->channel);

	if (g->sent > taken)
		g->lost += g->sent - taken;
	g->sent = 0;
	g->channel = channel;
	if (fd < GATE_FD_CLIENTS)
		__builtin_trap();
	if (g->audit_fd >= GATE_FD_CLIENTS)
		close(g->audit_fd);
	g->audit_fd = fd;
	g->said_ms = 0;
}

static void handle_control(struct gate *g, const struct control *c, int fd)
{
	switch (c->kind) {
	case CONTROL_CLIENT:
		if (c->slot >= GATE_SLOTS || fd < 0 || g->client_fd[c->slot] >= 0)
			__builtin_trap();
		g->client_fd[c->slot] = fd;
		g->client_watched[c->slot] = 1;
		g->client_polled[c->slot] = 0;
		g->client_is_pty[c->slot] = c->flavour == LISTEN_PTY;
		if (!g->client_is_pty[c->slot])
			poll_for(EPOLL_CTL_ADD, fd, 0, EVENT_CLIENT | c->slot);
		break;
	case CONTROL_SWAPPED:
		/* What the reader before said is judged as such. */
		while (read_channel(g, channel_of(c->slot)))
			;
		break;
	case CONTROL_GONE:
		/* What its reader still said is judged before the place is given away. */
		while (c->slot < GATE_SLOTS && read_channel(g, GATE_FD_CHANNELS + c->slot))
			;
		break;
	case CONTROL_COUNT:
		write_counters(g);
		return;
	case CONTROL_RULES:
		turn_to_rules(g, c->uid);
		return;
	case CONTROL_DRAIN:
		drain(g);
		return;
	case CONTROL_PRODUCER:
		take_audit(g, fd, c->txid);
		return;
	default:
		break;
	}
	g->kind->control(g->session, c, g->now_ms);
}

static void read_control(struct gate *g)
{
	struct control c;
	int fd = -1;
	int n = control_receive(ROOM_FD_CONTROL, &c, &fd);

	if (n == -EAGAIN || n == -EINTR)
		return;
	if (n <= 0)
		__builtin_trap(); /* no warden, no gate */
	handle_control(g, &c, fd);
}

static void handle_client(struct gate *g, unsigned slot, uint32_t events)
{
	if (slot >= GATE_SLOTS || !g->client_watched[slot])
		return;
	if (g->client_is_pty[slot]) {
		g->kind->client_ready(g->session, slot, g->now_ms);
	} else if (events & (EPOLLHUP | EPOLLERR)) {
		/* Heard once: the descriptor stays open until the reader's end is known. */
		unwatch(g, slot);
		g->kind->client_hangup(g->session, slot, g->now_ms);
	} else if (events & EPOLLOUT) {
		g->kind->client_ready(g->session, slot, g->now_ms);
	}
}

static void handle_event(struct gate *g, const struct epoll_event *e)
{
	uint32_t what = e->data.u32;

	if (what & EVENT_CLIENT)
		handle_client(g, what & ~(uint32_t)EVENT_CLIENT, e->events);
	else if (what == ROOM_FD_CONTROL)
		read_control(g);
	else if (what == GATE_FD_PORT)
		g->kind->modem_ready(g->session, g->now_ms);
	else if (what == GATE_FD_MODEM || g->client_fd[what - GATE_FD_CHANNELS] >= 0)
		(void)read_channel(g, (int)what);
	/* Else its client was not announced yet: the warden's message is still to be read. */
}

static void run(struct gate *g)
{
	struct epoll_event events[ROUND_EVENTS];
	uint32_t wait_ms = 0;

	for (;;) {
		int timeout = wait_ms > 60000 ? 60000 : (int)wait_ms;
		int n = epoll_wait(ROOM_FD_EPOLL, events, ROUND_EVENTS, timeout);
		uint32_t collapse_ms;

		g->now_ms = clock_ns(CLOCK_MONOTONIC) / 1000000u;
		say_lost(g);
		shut_update(g);
		for (int i = 0; i < n; i++)
			handle_event(g, &events[i]);
		g->kind->flush(g->session, g->now_ms);
		wait_ms = g->kind->tick(g->session, g->now_ms);
		collapse_ms = collapse_tick(&g->collapse, false, g->now_ms, emit_audit, g);
		if (collapse_ms < wait_ms)
			wait_ms = collapse_ms;
		shut_update(g);
		if ((g->is_shut || g->lost > 0) && wait_ms > LOST_MS)
			wait_ms = LOST_MS;
		if (g->draining && !g->drained && g->kind->drained(g->session, g->now_ms))
			say_drained(g);
		poll_update(g);
		stop_update(g);
	}
}

/* Mapped, not read: only the pages in use take memory. */
static bool read_rules(struct gate *g)
{
	g->generation = rules_memory_open(GATE_FD_RULES);
	rules = g->generation ? rules_memory_get(g->generation) : NULL;
	return rules != NULL;
}

static void set_up(struct gate *g, const struct session_setup *setup)
{
	size_t size = g->kind->size(rules);
	void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (memory == MAP_FAILED) {
		perror("airlock-gate: memory of the session");
		abort();
	}
	g->session = g->kind->init(memory, setup);
	poll_for(EPOLL_CTL_ADD, ROOM_FD_CONTROL, EPOLLIN, ROOM_FD_CONTROL);
	poll_for(EPOLL_CTL_ADD, GATE_FD_MODEM, EPOLLIN, GATE_FD_MODEM);
	for (int slot = 0; slot < GATE_SLOTS; slot++) {
		g->client_fd[slot] = -1;
		poll_for(EPOLL_CTL_ADD, GATE_FD_CHANNELS + slot, EPOLLIN,
			 (uint32_t)(GATE_FD_CHANNELS + slot));
	}
}

/* Which of them it is. False: the warden asks for what the rules do not have. */
static bool choose_port(struct gate *g, const char *link, const char *port)
{
	g->link = strcmp(link, "lobby") ? (uint16_t)atoi(link) : UINT16_MAX;
	g->port = strcmp(port, "qmi") ? (uint16_t)atoi(port) : UINT16_MAX;
	if (g->port == UINT16_MAX)
		g->kind = port_session_of(PORT_KINDS);
	else if (g->port < rules->n_ports && rules->ports[g->port].link == g->link)
		g->kind = port_session_of((enum port_kind)rules->ports[g->port].kind);
	return g->kind != NULL;
}

int main(int argc, char **argv)
{
	static struct gate g;
	struct session_setup setup = { 0 };
	struct control ready = { .kind = CONTROL_READY };

	if (argc != 8 || !read_rules(&g) || !choose_port(&g, argv[1], argv[2])) {
		fputs("airlock-gate: started by airlockd only\n", stderr);
		return 1;
	}
	g.port_is_socket = strcmp(argv[4], "socket") == 0;
	setup.rules = rules;
	setup.link = g.link;
	setup.max_write = (uint32_t)atoi(argv[3]);
	setup.first_txid = (uint16_t)clock_ns(CLOCK_MONOTONIC);
	setup.io = (struct session_io){ &g, to_modem, to_client, audit, say };
	set_up(&g, &setup);
	g.audit_fd = ROOM_FD_OUT;
	g.channel = (unsigned)atoi(argv[7]);
	trace_open_scribe(GATE_FD_TRACE, (unsigned)atoi(argv[6]));
	trace_open(GATE_FD_TRACE, (unsigned)atoi(argv[5]));
	if (dup3(GATE_FD_CHANNELS - 1, GATE_FD_TRACE, 0) < 0 ||
	    dup3(GATE_FD_CHANNELS - 1, GATE_FD_RULES, 0) < 0 ||
	    sandbox_enter(ROOM_GATE, NULL) < 0) {
		fputs("airlock-gate: the sandbox cannot be entered\n", stderr);
		return 1;
	}
	say(&g, &ready);
	run(&g);
}
