/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A session: set up, fed with records, control messages and time. */
#include "../parsers/carrier.h"
#include "session_internal.h"

#include <string.h>

static size_t queue_size(const struct ruleset *rules)
{
	return (rules->limits[LIMIT_QUEUE] + 63u) & ~(size_t)63;
}

size_t session_size(const struct ruleset *rules)
{
	return sizeof(struct session) + GATE_SLOTS * queue_size(rules);
}

struct session *session_init(void *memory, const struct session_setup *setup)
{
	struct session *s = memory;
	uint8_t *queues = (uint8_t *)(s + 1);

	s->rules = setup->rules;
	s->link = setup->link;
	s->max_write = setup->max_write;
	s->io = setup->io;
	policy_init(&s->policy, s->rules);
	s->channels = setup->channels ? setup->channels : &s->own_channels;
	inner_init(s, setup);
	s->table.last_txid = setup->first_txid;
	s->port = (struct queue){ s->port_bytes, sizeof(s->port_bytes), 0, 0 };
	s->indication_tokens = 1000ull * s->rules->limits[LIMIT_INDICATIONS];
	for (unsigned i = 0; i < GATE_SLOTS; i++)
		s->clients[i].out.p = queues + i * queue_size(s->rules);
	return s;
}

static void client_come(struct session *s, const struct control *c, uint64_t now_ms)
{
	struct client *cl = &s->clients[c->slot];
	struct message open = { .kind = RECORD_MESSAGE, .marker = c->marker, .id = CTL_PROXY_OPEN };
	uint8_t *queue = cl->out.p;

	if (cl->present)
		__builtin_trap(); /* the warden seats nobody on a slot it was not given back */
	*cl = (struct client){ .present = 1, .flavour = c->flavour, .role = c->role };
	s->present |= UINT64_C(1) << c->slot;
	cl->uid = c->uid;
	cl->pid = c->pid;
	cl->since_ms = now_ms;
	memcpy(cl->exe, c->exe, sizeof(cl->exe));
	cl->exe[sizeof(cl->exe) - 1] = 0;
	cl->out = (struct queue){ queue, queue_size(s->rules), 0, 0 };
	if (!c->opened)
		return;
	open.txid = c->txid;
	open.row = schema_find(SERVICE_CTL, CTL_PROXY_OPEN, false, 0);
	(void)out_result(s, c->slot, &open, 0, now_ms);
}

static void client_gone(struct session *s, const struct control *c, uint64_t now_ms)
{
	struct client *cl = &s->clients[c->slot];
	struct control back = { .kind = CONTROL_FREE, .link = s->link, .slot = c->slot };

	if (cl->present) {
		/* Answers that are still to come find nobody; their transactions stay taken. */
		for (struct outstanding *o = table_oldest(&s->table); o;
		     o = table_newer(&s->table, o))
			if (o->slot == c->slot)
				o->slot = SLOT_NONE;
		out_client_flush(s, c->slot, now_ms);
		inner_unseat(s, c->slot, now_ms);
		ids_disown_all(s, c->slot, now_ms);
		channels_leave(s->channels, c->slot);
		cl->present = 0;
		s->present &= ~(UINT64_C(1) << c->slot);
	}
	s->io.control(s->io.ctx, &back);
}

void session_control(struct session *s, const struct control *c, uint64_t now_ms)
{
	if (c->slot >= GATE_SLOTS)
		__builtin_trap();
	switch (c->kind) {
	case CONTROL_CLIENT:
		client_come(s, c, now_ms);
		break;
	case CONTROL_GONE:
		client_gone(s, c, now_ms);
		break;
	case CONTROL_REFUSED:
		lobby_refused(s, c, now_ms);
		break;
	case CONTROL_NAMED:
		lobby_named(s, c);
		break;
	default:
		__builtin_trap();
	}
}

void session_from_client(struct session *s, unsigned slot, struct cur batch, uint64_t now_ms)
{
	struct client *cl = &s->clients[slot];
	struct message m;

	while (batch.n && cl->present && !cl->evicted) {
		if (!message_next(&batch, SIDE_CLIENT, &m) || !message_payloads_fit(&m)) {
			out_evict(s, slot, REASON_READER_CAPTURED);
			return;
		}
		if (s->inner.kind && tunnel_carries(&m) && !inner_take(s, &batch)) {
			out_evict(s, slot, REASON_READER_CAPTURED);
			return;
		}
		if (!cl->closing)
			host_message(s, slot, &m, now_ms);
	}
}

void session_from_modem(struct session *s, struct cur batch, uint64_t now_ms)
{
	struct verdict v = refusal(REASON_READER_CAPTURED);
	struct control c = { .kind = CONTROL_PORT, .link = s->link };
	struct message m;

	while (batch.n && !s->port_gone) {
		struct cur line;

		if (s->inner.kind && tunnel_next(&batch, &line)) {
			inner_lines(s, line, now_ms);
			continue;
		}
		if (!message_next(&batch, SIDE_MODEM, &m) || !message_payloads_fit(&m)) {
			out_audit(s, AUDIT_LINK, SIDE_MODEM, SLOT_NONE, NULL, &v);
			s->port_gone = 1;
			c.reason = REASON_READER_CAPTURED;
			s->io.control(s->io.ctx, &c);
			return;
		}
		modem_message(s, &m, now_ms);
	}
}

void session_modem_ready(struct session *s, uint64_t now_ms)
{
	(void)now_ms;
	out_port_flush(s);
}

void session_client_ready(struct session *s, unsigned slot, uint64_t now_ms)
{
	out_client_flush(s, slot, now_ms);
}

void session_client_hangup(struct session *s, unsigned slot, uint64_t now_ms)
{
	struct client *cl = &s->clients[slot];

	if (!cl->present || cl->hung_up)
		return;
	/* What it sent before it hung up is still judged; what waits for it is not sent. */
	cl->hung_up = 1;
	cl->out.head = cl->out.tail = 0;
	if (cl->closing)
		out_evict(s, slot, REASON_OK);
	(void)now_ms;
}

void session_flush(struct session *s, uint64_t now_ms)
{
	inner_flush(s, now_ms);
	FOR_EACH_CLIENT(s, slot, left) {
		const struct client *cl = &s->clients[slot];

		if (cl->out.tail || cl->closing)
			out_client_flush(s, (unsigned)slot, now_ms);
	}
}

static uint32_t sooner(uint32_t a, uint64_t at_ms, uint64_t now_ms)
{
	uint64_t in = at_ms > now_ms ? at_ms - now_ms : 0;

	return in < a ? (uint32_t)in : a;
}

static uint32_t tick_outstanding(struct session *s, uint64_t now_ms)
{
	struct outstanding *o;

	while ((o = table_oldest(&s->table)) && o->deadline_ms <= now_ms) {
		struct message m = { .kind = RECORD_MESSAGE, .type = TYPE_REQUEST, .cid = o->cid };
		struct verdict v = refusal(REASON_NO_ANSWER);

		m.service = o->service;
		m.id = o->id;
		m.txid = o->txid;
		m.row = o->row;
		out_audit(s, AUDIT_LINK, SIDE_MODEM, o->slot, &m, &v);
		modem_fail(s, o, REASON_NO_ANSWER, now_ms);
	}
	return o ? sooner(UINT32_MAX, o->deadline_ms, now_ms) : UINT32_MAX;
}

static uint32_t tick_clients(struct session *s, uint64_t now_ms)
{
	uint64_t slow_ms = 1000ull * s->rules->limits[LIMIT_SLOW];
	uint64_t open_ms = 1000ull * s->rules->limits[LIMIT_OPEN];
	uint32_t next = UINT32_MAX;

	FOR_EACH_CLIENT(s, slot, left) {
		struct client *cl = &s->clients[slot];

		if (cl->evicted)
			continue;
		if (cl->stuck_ms) {
			if (now_ms - cl->stuck_ms >= slow_ms)
				out_evict(s, (unsigned)slot, REASON_CLIENT_SLOW);
			else
				next = sooner(next, cl->stuck_ms + slow_ms, now_ms);
		}
		if (s->link == UINT16_MAX && !cl->decided && !cl->evicted) {
			if (now_ms - cl->since_ms >= open_ms)
				out_evict(s, (unsigned)slot, REASON_OPEN_TIMEOUT);
			else
				next = sooner(next, cl->since_ms + open_ms, now_ms);
		}
	}
	return next;
}

uint32_t session_tick(struct session *s, uint64_t now_ms)
{
	uint32_t a = tick_outstanding(s, now_ms);
	uint32_t b = tick_clients(s, now_ms);
	uint32_t c = ids_tick(s, now_ms);
	uint32_t d = inner_tick(s, now_ms);

	if (b < a)
		a = b;
	if (c < a)
		a = c;
	return d < a ? d : a;
}

void session_counters(const struct session *s, struct audit_counters out[AUDIT_SIDES])
{
	memcpy(out, s->count, sizeof(s->count));
	inner_counters(s, out);
}

bool session_modem_waiting(const struct session *s)
{
	return s->port.tail != 0 && !s->port_gone;
}

bool session_client_waiting(const struct session *s, unsigned slot)
{
	const struct client *cl = &s->clients[slot];

	return cl->present && !cl->evicted && !cl->hung_up && cl->out.tail != 0;
}
