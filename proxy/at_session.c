/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A session of an AT port: set up, fed with records, control messages and time. */
#include "at_internal.h"

#include <string.h>

static size_t queue_size(const struct ruleset *rules)
{
	return (rules->limits[LIMIT_QUEUE] + AT_CLIENT_OUT + 63u) & ~(size_t)63;
}

size_t at_session_size(const struct ruleset *rules)
{
	return sizeof(struct at_session) + GATE_SLOTS * queue_size(rules);
}

struct at_session *at_session_init(void *memory, const struct session_setup *setup)
{
	struct at_session *s = memory;
	uint8_t *queues = (uint8_t *)(s + 1);

	s->rules = setup->rules;
	s->link = setup->link;
	s->io = setup->io;
	at_policy_init(&s->policy, s->rules);
	s->to_port = (struct queue){ s->port_bytes, sizeof(s->port_bytes), 0, 0 };
	s->indication_tokens = 1000ull * s->rules->limits[LIMIT_INDICATIONS];
	s->channels = setup->channels ? setup->channels : &s->own_channels;
	s->never = setup->never;
	s->boot_tokens = AT_BOOT_BURST;
	s->pending.slot = AT_SLOT_NONE;
	for (unsigned i = 0; i < GATE_SLOTS; i++)
		s->clients[i].out.p = queues + i * queue_size(s->rules);
	return s;
}

static void start(struct at_session *s, uint64_t now_ms)
{
	if (s->started)
		return;
	s->started = 1;
	at_port_enter(s, AT_PORT_INIT, now_ms);
}

/* What has become possible. */
static void go_on(struct at_session *s, uint64_t now_ms)
{
	if (s->port.state == AT_PORT_ENTRY)
		at_entry_take(s, now_ms);
	at_host_run(s, now_ms);
}

static void client_come(struct at_session *s, const struct control *c)
{
	struct at_client *cl = &s->clients[c->slot];
	uint8_t *queue = cl->out.p;

	if (cl->present)
		__builtin_trap(); /* the warden seats nobody on a slot it was not given back */
	memset(cl, 0, offsetof(struct at_client, last));
	cl->present = 1;
	cl->role = c->role;
	cl->uid = c->uid;
	cl->pid = c->pid;
	memcpy(cl->exe, c->exe, sizeof(cl->exe));
	cl->exe[sizeof(cl->exe) - 1] = 0;
	cl->out = (struct queue){ queue, queue_size(s->rules), 0, 0 };
	cl->in = (struct queue){ cl->in_bytes, sizeof(cl->in_bytes), 0, 0 };
	at_local_reset(cl);
	/* What is in messages is no terminal's: nobody types there. */
	cl->echo = c->flavour == LISTEN_LINES || c->flavour == LISTEN_PTY;
	s->present |= at_bit(c->slot);
}

static void client_gone(struct at_session *s, const struct control *c, uint64_t now_ms)
{
	struct control back = { .kind = CONTROL_FREE, .link = s->link, .slot = c->slot };
	struct at_client *cl = &s->clients[c->slot];

	if (cl->present) {
		cl->evicted = 1; /* nothing reaches it any more */
		if (at_data_is_owner(s, c->slot))
			at_data_hang_up(s, now_ms);
		at_host_forget(s, c->slot);
		if (s->pending.slot == c->slot)
			s->pending.slot = AT_SLOT_NONE;
		cl->present = 0;
		s->present &= ~at_bit(c->slot);
		if (s->channels == &s->own_channels) /* else it may only have left the tunnel */
			channels_leave(s->channels, c->slot);
		s->held.to &= ~at_bit(c->slot);
		s->body.to &= ~at_bit(c->slot);
		if (s->port.swaps & at_bit(c->slot))
			at_data_swapped(s, c->slot, now_ms);
	}
	s->io.control(s->io.ctx, &back);
}

void at_session_control(struct at_session *s, const struct control *c, uint64_t now_ms)
{
	if (c->slot > GATE_SLOTS || (c->slot == GATE_SLOTS && c->kind != CONTROL_SWAPPED))
		__builtin_trap();
	start(s, now_ms);
	switch (c->kind) {
	case CONTROL_CLIENT:
		client_come(s, c);
		break;
	case CONTROL_GONE:
		client_gone(s, c, now_ms);
		break;
	case CONTROL_SWAPPED:
		at_data_swapped(s, c->slot, now_ms);
		break;
	case CONTROL_HANGUP:
		if (at_data_is_owner(s, c->slot))
			at_data_hang_up(s, now_ms);
		break;
	default:
		__builtin_trap();
	}
	go_on(s, now_ms);
}

static void from_client(struct at_session *s, unsigned slot, struct cur record, uint64_t now_ms)
{
	if (s->in.kind == AT_KIND_DATA) {
		at_data_from_client(s, slot, &s->in, now_ms);
	} else if (s->in.kind == AT_KIND_END) {
		at_out_close(s, slot, REASON_OK);
		if (at_data_is_owner(s, slot))
			at_data_hang_up(s, now_ms);
	} else if (s->in.kind != AT_KIND_LOST) {
		at_host_receive(s, slot, record, false, now_ms);
	}
}

void at_session_from_client(struct at_session *s, unsigned slot, struct cur batch, uint64_t now_ms)
{
	struct at_client *cl = &s->clients[slot];

	start(s, now_ms);
	while (batch.n && cl->present && !cl->evicted) {
		struct cur before = batch, record;

		if (!at_next(&batch, SIDE_CLIENT, &s->in)) {
			at_out_evict(s, slot, REASON_READER_CAPTURED);
			break;
		}
		if (!cl->closing && cur_take(&before, before.n - batch.n, &record))
			from_client(s, slot, record, now_ms);
		/* Each at once, where that is possible: the queue is for those that must wait. */
		go_on(s, now_ms);
	}
	at_out_done(s, slot);
}

struct verdict at_session_offer(struct at_session *s, unsigned slot, struct cur record,
				uint64_t now_ms)
{
	struct at_client *cl = &s->clients[slot];
	struct cur again = record;
	struct verdict v;

	start(s, now_ms);
	if (!cl->present || cl->evicted || cl->closing)
		return at_refusal(REASON_CLIENT_GONE);
	if (!at_next(&again, SIDE_CLIENT, &s->in) || again.n > 0 || s->in.kind == AT_KIND_DATA ||
	    s->in.kind == AT_KIND_END || s->in.kind == AT_KIND_LOST) {
		at_out_evict(s, slot, REASON_READER_CAPTURED);
		return at_refusal(REASON_READER_CAPTURED);
	}
	v = at_host_judge(s, slot, now_ms);
	if (!v.pass)
		return v;
	again = record;
	if (!at_next(&again, SIDE_CLIENT, &s->in))
		__builtin_trap(); /* it was whole a moment ago */
	at_host_receive(s, slot, record, true, now_ms);
	go_on(s, now_ms);
	return v;
}

void at_session_fail(struct at_session *s, uint64_t now_ms)
{
	if (s->port.state == AT_PORT_COMMAND || s->port.state == AT_PORT_ENTRY)
		at_port_late(s, now_ms);
}

void at_session_from_modem(struct at_session *s, struct cur batch, uint64_t now_ms)
{
	struct verdict v = at_refusal(REASON_READER_CAPTURED);

	start(s, now_ms);
	while (batch.n && s->port.state != AT_PORT_GONE) {
		if (!at_next(&batch, SIDE_MODEM, &s->line)) {
			at_out_audit(s, AUDIT_LINK, SIDE_MODEM, AT_SLOT_NONE, NULL, &v);
			at_out_port_gone(s, 0, REASON_READER_CAPTURED);
			return;
		}
		at_modem_record(s, &s->line, now_ms);
		go_on(s, now_ms);
	}
}

void at_session_modem_ready(struct at_session *s, uint64_t now_ms)
{
	at_out_port_flush(s);
	(void)now_ms;
}

void at_session_client_ready(struct at_session *s, unsigned slot, uint64_t now_ms)
{
	at_out_flush(s, slot, now_ms);
}

void at_session_client_hangup(struct at_session *s, unsigned slot, uint64_t now_ms)
{
	struct at_client *cl = &s->clients[slot];

	if (!cl->present || cl->hung_up)
		return;
	cl->hung_up = 1;
	cl->out.head = cl->out.tail = 0;
	if (at_data_is_owner(s, slot))
		at_data_hang_up(s, now_ms);
	if (cl->closing)
		at_out_evict(s, slot, REASON_OK);
}

void at_session_flush(struct at_session *s, uint64_t now_ms)
{
	AT_FOR_EACH_CLIENT(s, slot)
	{
		if (queue_used(&s->clients[slot].out) || s->clients[slot].closing)
			at_out_flush(s, slot, now_ms);
	}
}

static uint32_t tick_clients(struct at_session *s, uint64_t now_ms)
{
	uint64_t slow_ms = 1000ull * s->rules->limits[LIMIT_SLOW];
	uint32_t next = UINT32_MAX;

	AT_FOR_EACH_CLIENT(s, slot)
	{
		const struct at_client *cl = &s->clients[slot];

		if (cl->evicted || !cl->stuck_ms)
			continue;
		if (now_ms - cl->stuck_ms >= slow_ms)
			at_out_evict(s, slot, REASON_CLIENT_SLOW);
		else
			next = at_sooner(next, cl->stuck_ms + slow_ms, now_ms);
	}
	return next;
}

uint32_t at_session_tick(struct at_session *s, uint64_t now_ms)
{
	uint32_t next[4], least = UINT32_MAX;

	start(s, now_ms);
	next[0] = at_body_tick(s, now_ms);
	next[1] = at_port_tick(s, now_ms);
	next[2] = tick_clients(s, now_ms);
	go_on(s, now_ms);
	next[3] = at_host_tick(s, now_ms);
	for (unsigned i = 0; i < 4; i++)
		least = next[i] < least ? next[i] : least;
	/* What went on just now has a time-out of its own. */
	next[1] = at_port_tick(s, now_ms);
	return next[1] < least ? next[1] : least;
}

void at_session_counters(const struct at_session *s, struct audit_counters out[AUDIT_SIDES])
{
	memcpy(out, s->count, sizeof(s->count));
}

bool at_session_modem_waiting(const struct at_session *s)
{
	return s->to_port.tail != 0 && s->port.state != AT_PORT_GONE;
}

bool at_session_client_waiting(const struct at_session *s, unsigned slot)
{
	const struct at_client *cl = &s->clients[slot];

	return cl->present && !cl->evicted && !cl->hung_up && !cl->held && cl->out.tail != 0;
}

bool at_session_stopped(const struct at_session *s, unsigned slot)
{
	unsigned owner = s->pending.slot;

	if (s->port.state != AT_PORT_DATA && s->port.state != AT_PORT_SWAPPING)
		return false;
	if (slot == GATE_SLOTS)
		return owner < GATE_SLOTS && queue_used(&s->clients[owner].out) > AT_STOP;
	return slot == owner && queue_used(&s->to_port) > AT_STOP;
}
