/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The session of an NMEA port. A client that does not read misses sentences, and nobody else. */
#include "nmea_session.h"
#include "bucket.h"

#include <string.h>

#include "../parsers/nmea.h"
#include "queue.h"
#include "ruleset_align.h"

enum { SENTENCES = 4096 }; /* bytes that wait for one client: the next second brings new ones */

struct nmea_client {
	uint8_t present, evicted, hung_up;
	uint16_t role;
	uint32_t uid, pid;
	struct queue out;
	char exe[RULESET_PATH];
	uint8_t bytes[SENTENCES];
};

struct nmea_session {
	const struct ruleset *rules;
	uint16_t link;
	uint8_t port_gone;
	struct session_io io;
	struct audit_counters count[AUDIT_SIDES];
	uint64_t indication_ms;
	uint64_t indication_tokens; /* in 1/1000 */
	struct at_record r;
	struct nmea_client clients[GATE_SLOTS];
};

size_t nmea_session_size(const struct ruleset *rules)
{
	(void)rules;
	return sizeof(struct nmea_session);
}

struct nmea_session *nmea_session_init(void *memory, const struct session_setup *setup)
{
	struct nmea_session *s = memory;

	s->rules = setup->rules;
	s->link = setup->link;
	s->io = setup->io;
	s->indication_tokens = 1000ull * s->rules->limits[LIMIT_INDICATIONS];
	return s;
}

void nmea_session_reload(struct nmea_session *s, const struct ruleset *rules)
{
	for (unsigned slot = 0; slot < GATE_SLOTS; slot++)
		if (s->clients[slot].present)
			s->clients[slot].role =
				ruleset_same_role(s->rules, s->clients[slot].role, rules);
	s->rules = rules;
}

/* Clients may not say anything anyway, and the modem is not read meanwhile. */
void nmea_session_shut(struct nmea_session *s, bool is_shut, uint64_t now_ms)
{
	(void)s;
	(void)is_shut;
	(void)now_ms;
}

/* Nobody asks anything here. */
bool nmea_session_drained(struct nmea_session *s, uint64_t now_ms)
{
	(void)s;
	(void)now_ms;
	return true;
}

static void audit(struct nmea_session *s, enum audit_event event, enum side side, unsigned slot,
		  enum reason why)
{
	struct audit_record r = { .event = (uint8_t)event, .side = (uint8_t)side };

	r.protocol = AUDIT_NMEA;
	r.link = s->link;
	r.reason = (uint8_t)why;
	r.role = ROLE_NONE;
	r.row = ROW_NONE;
	r.rule = RULE_BUILTIN;
	r.has_rule = event == AUDIT_REFUSED;
	if (r.has_rule) {
		r.has_message = 1;
		r.at.kind = s->r.kind;
		r.at.column = s->r.column;
		r.at.final = AT_FINAL_COUNT;
		r.frame_len = s->r.wire_len;
	}
	if (slot < GATE_SLOTS) {
		const struct nmea_client *cl = &s->clients[slot];

		r.has_client = 1;
		r.role = cl->role;
		r.uid = cl->uid;
		r.pid = cl->pid;
		memcpy(r.exe, cl->exe, sizeof(r.exe));
	}
	s->io.audit(s->io.ctx, &r);
}

static void refuse(struct nmea_session *s, enum side side, unsigned slot, enum reason why)
{
	s->count[side == SIDE_CLIENT ? AUDIT_HOST : AUDIT_MODEM].refused++;
	audit(s, AUDIT_REFUSED, side, slot, why);
}

static void evict(struct nmea_session *s, unsigned slot, enum reason why)
{
	struct control c = { .kind = CONTROL_EVICT, .link = s->link, .slot = (uint16_t)slot };

	if (s->clients[slot].evicted)
		return;
	s->clients[slot].evicted = 1;
	if (why != REASON_OK)
		audit(s, AUDIT_CLIENT, SIDE_CLIENT, slot, why);
	c.reason = (uint16_t)why;
	s->io.control(s->io.ctx, &c);
}

static void port_gone(struct nmea_session *s, enum reason why, int error)
{
	struct control c = { .kind = CONTROL_PORT, .link = s->link, .error = error };

	if (s->port_gone)
		return;
	s->port_gone = 1;
	c.reason = (uint16_t)why;
	s->io.control(s->io.ctx, &c);
}

static void client_come(struct nmea_client *cl, const struct control *c)
{
	if (cl->present)
		__builtin_trap(); /* the warden seats nobody on a slot it was not given back */
	memset(cl, 0, offsetof(struct nmea_client, bytes));
	cl->present = 1;
	cl->role = c->role;
	cl->uid = c->uid;
	cl->pid = c->pid;
	memcpy(cl->exe, c->exe, sizeof(cl->exe));
	cl->exe[sizeof(cl->exe) - 1] = 0;
	cl->out = (struct queue){ cl->bytes, sizeof(cl->bytes), 0, 0 };
}

void nmea_session_control(struct nmea_session *s, const struct control *c, uint64_t now_ms)
{
	struct control back = { .kind = CONTROL_FREE, .link = s->link, .slot = c->slot };

	(void)now_ms;
	if (c->slot >= GATE_SLOTS)
		__builtin_trap();
	switch (c->kind) {
	case CONTROL_CLIENT:
		client_come(&s->clients[c->slot], c);
		break;
	case CONTROL_GONE:
		s->clients[c->slot].present = 0;
		s->io.control(s->io.ctx, &back);
		break;
	default:
		__builtin_trap();
	}
}

void nmea_session_from_client(struct nmea_session *s, unsigned slot, struct cur batch,
			      uint64_t now_ms)
{
	(void)now_ms;
	while (batch.n && s->clients[slot].present && !s->clients[slot].evicted) {
		if (!nmea_next(&batch, &s->r)) {
			evict(s, slot, REASON_READER_CAPTURED);
			return;
		}
		if (s->r.kind == AT_KIND_END) {
			evict(s, slot, REASON_OK);
		} else if (s->r.kind != AT_KIND_LOST) {
			s->count[AUDIT_HOST].received++;
			refuse(s, SIDE_CLIENT, slot, REASON_NOT_IN_POLICY);
		}
	}
}

static bool is_due(struct nmea_session *s, uint64_t now_ms)
{
	return bucket_take(&s->indication_tokens, &s->indication_ms,
			   s->rules->limits[LIMIT_INDICATIONS], now_ms);
}

static void sentence(struct nmea_session *s, uint64_t now_ms)
{
	uint8_t bytes[NMEA_TOLERATED + 8];
	struct wtr w = { bytes, sizeof(bytes), 0 };
	unsigned n = 0;

	if (!is_due(s, now_ms)) {
		refuse(s, SIDE_MODEM, GATE_SLOTS, REASON_INDICATION_RATE);
		return;
	}
	if (!nmea_encode(&s->r, &w)) {
		refuse(s, SIDE_MODEM, GATE_SLOTS, REASON_NMEA_SYNTAX);
		return;
	}
	for (unsigned slot = 0; slot < GATE_SLOTS; slot++) {
		struct nmea_client *cl = &s->clients[slot];

		if (cl->present && !cl->evicted && !cl->hung_up)
			n += queue_put(&cl->out, (struct cur){ w.p, w.len });
	}
	if (n == 0) {
		refuse(s, SIDE_MODEM, GATE_SLOTS, REASON_NO_OWNER);
		return;
	}
	s->count[AUDIT_MODEM].forwarded++;
	s->count[AUDIT_MODEM].copies += n - 1;
}

void nmea_session_from_modem(struct nmea_session *s, struct cur batch, uint64_t now_ms)
{
	while (batch.n && !s->port_gone) {
		if (!nmea_next(&batch, &s->r)) {
			audit(s, AUDIT_LINK, SIDE_MODEM, GATE_SLOTS, REASON_READER_CAPTURED);
			port_gone(s, REASON_READER_CAPTURED, 0);
		} else if (s->r.kind == AT_KIND_END) {
			port_gone(s, REASON_OK, s->r.error);
		} else if (s->r.kind == AT_KIND_LOST) {
			audit(s, AUDIT_LINK, SIDE_MODEM, GATE_SLOTS, REASON_MESSAGES_LOST);
		} else {
			s->count[AUDIT_MODEM].received++;
			if (s->r.kind == AT_KIND_REFUSAL)
				refuse(s, SIDE_MODEM, GATE_SLOTS, (enum reason)s->r.reason);
			else
				sentence(s, now_ms);
		}
	}
}

void nmea_session_modem_ready(struct nmea_session *s, uint64_t now_ms)
{
	(void)s;
	(void)now_ms;
}

void nmea_session_client_ready(struct nmea_session *s, unsigned slot, uint64_t now_ms)
{
	struct nmea_client *cl = &s->clients[slot];
	int n;

	if (!cl->present || cl->evicted || cl->hung_up || queue_used(&cl->out) == 0)
		return;
	n = s->io.to_client(s->io.ctx, slot, queue_view(&cl->out).p, queue_used(&cl->out));
	if (n < 0)
		nmea_session_client_hangup(s, slot, now_ms);
	else
		queue_skip(&cl->out, (size_t)n);
}

void nmea_session_client_hangup(struct nmea_session *s, unsigned slot, uint64_t now_ms)
{
	(void)now_ms;
	s->clients[slot].hung_up = 1;
}

void nmea_session_flush(struct nmea_session *s, uint64_t now_ms)
{
	for (unsigned slot = 0; slot < GATE_SLOTS; slot++)
		nmea_session_client_ready(s, slot, now_ms);
}

uint32_t nmea_session_tick(struct nmea_session *s, uint64_t now_ms)
{
	(void)s;
	(void)now_ms;
	return UINT32_MAX;
}

void nmea_session_counters(const struct nmea_session *s, struct audit_counters out[AUDIT_SIDES])
{
	memcpy(out, s->count, sizeof(s->count));
}

bool nmea_session_modem_waiting(const struct nmea_session *s)
{
	(void)s;
	return false;
}

bool nmea_session_client_waiting(const struct nmea_session *s, unsigned slot)
{
	const struct nmea_client *cl = &s->clients[slot];

	return cl->present && !cl->evicted && !cl->hung_up && cl->out.tail != 0;
}
