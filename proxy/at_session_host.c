/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Clients' lines: put by, judged part by part, encoded afresh for the port, one at a time. */
#include "at_internal.h"

#include <string.h>

#include "../parsers/at_part.h"

enum {
	/*
	 * V.250 5.6.1: a client that goes on before the result has given it up. One that sends
	 * several lines in one go has not.
	 */
	ABANDON_MS = 2000,
	PATIENCE_MS = 1000 * AT_TIMEOUT_S, /* how long a line waits for its turn */
	DATA_PATIENCE_MS = 1000,           /* the same while the port carries another's data */
	PLACE_HEAD = 11, /* of a record that waits: its length, when it came, if it was judged */
};

/* Silence is the answer to what is no command line (V.250 5.2.1), and to what comes after one. */
static bool is_answered(const struct at_record *r, enum reason why)
{
	if (r->kind == AT_KIND_REFUSAL)
		return why != REASON_AT_NO_PREFIX && why != REASON_AT_BINARY;
	return r->kind == AT_KIND_LINE || r->kind == AT_KIND_REPEAT;
}

static void refuse(struct at_session *s, unsigned slot, const struct at_record *r, struct verdict v)
{
	s->count[AUDIT_HOST].refused++;
	at_out_audit(s, AUDIT_REFUSED, SIDE_CLIENT, slot, r, &v);
	if (v.act == ACT_PANIC)
		at_payload_panic(s);
	if (is_answered(r, (enum reason)v.reason))
		at_out_error(s, slot, (enum reason)v.reason);
}

/* ------------------------------------------------------------------ records that wait */

struct cur at_host_peek(struct at_session *s, unsigned slot, uint64_t *came_ms)
{
	struct cur c = queue_view(&s->clients[slot].in), record, again;
	uint16_t len;

	if (!cur_u16(&c, &len) || !cur_le(&c, 8, came_ms) || !cur_u8(&c, &s->in_judged) ||
	    !cur_take(&c, len, &record))
		__builtin_trap(); /* written by put_by() only */
	again = record;
	if (!at_next(&again, SIDE_CLIENT, &s->in))
		__builtin_trap(); /* it was checked when it came */
	return record;
}

void at_host_pop(struct at_session *s, unsigned slot, size_t len)
{
	struct at_client *cl = &s->clients[slot];

	queue_skip(&cl->in, PLACE_HEAD + len);
	cl->n_waiting--;
	s->count[AUDIT_HOST].in_flight--;
}

static bool put_by(struct at_session *s, unsigned slot, struct cur record, bool judged,
		   uint64_t now_ms)
{
	struct at_client *cl = &s->clients[slot];
	struct queue *q = &cl->in;
	struct wtr w;

	if (cl->n_owed || !queue_room(q, PLACE_HEAD + record.n))
		return false;
	w = (struct wtr){ q->p + q->tail, q->cap - q->tail, 0 };
	if (!wtr_u16(&w, (uint16_t)record.n) || !wtr_le(&w, 8, now_ms) ||
	    !wtr_u8(&w, judged) || !wtr_bytes(&w, record))
		return false;
	q->tail += w.len;
	cl->n_waiting++;
	s->count[AUDIT_HOST].in_flight++;
	return true;
}

/* No room: its error follows those of the lines before it. Too many such, and it must leave. */
static void overflow(struct at_session *s, unsigned slot)
{
	struct at_client *cl = &s->clients[slot];
	struct verdict v = at_refusal(REASON_OUTSTANDING_QUOTA);

	s->count[AUDIT_HOST].refused++;
	at_out_audit(s, AUDIT_REFUSED, SIDE_CLIENT, slot, &s->in, &v);
	if (!is_answered(&s->in, (enum reason)s->in.reason))
		return;
	if (++cl->n_owed > s->rules->limits[LIMIT_OUTSTANDING])
		at_out_evict(s, slot, REASON_OUTSTANDING_QUOTA);
}

static void drop_head(struct at_session *s, unsigned slot, enum reason why)
{
	struct verdict v = at_refusal(why);
	uint64_t came_ms;
	struct cur record = at_host_peek(s, slot, &came_ms);

	s->count[AUDIT_HOST].refused++;
	at_out_audit(s, AUDIT_REFUSED, SIDE_CLIENT, slot, &s->in, &v);
	at_host_pop(s, slot, record.n);
}

void at_host_forget(struct at_session *s, unsigned slot)
{
	while (s->clients[slot].n_waiting)
		drop_head(s, slot, REASON_CLIENT_GONE);
	s->clients[slot].n_owed = 0;
}

/* A new line: what the client asked long before, it does not wait for any more. */
static void abandon(struct at_session *s, unsigned slot, uint64_t now_ms)
{
	struct at_pending *p = &s->pending;
	uint64_t came_ms;

	if (p->slot == slot && s->port.state == AT_PORT_COMMAND &&
	    now_ms - p->sent_ms >= ABANDON_MS)
		p->abandoned = 1;
	while (s->clients[slot].n_waiting) {
		(void)at_host_peek(s, slot, &came_ms);
		if (now_ms - came_ms < ABANDON_MS)
			break;
		drop_head(s, slot, REASON_AT_ABANDONED);
	}
}

void at_host_receive(struct at_session *s, unsigned slot, struct cur record, bool judged,
		     uint64_t now_ms)
{
	s->count[AUDIT_HOST].received++;
	if (is_answered(&s->in, (enum reason)s->in.reason)) {
		struct cur again = record;

		abandon(s, slot, now_ms);
		if (!at_next(&again, SIDE_CLIENT, &s->in))
			__builtin_trap(); /* it was whole a moment ago */
	}
	if (!put_by(s, slot, record, judged, now_ms))
		overflow(s, slot);
}

/* ------------------------------------------------------------------ a command line */

static struct verdict judge_part(struct at_session *s, unsigned slot, const struct at_record *r,
				 unsigned part, uint64_t now_ms)
{
	const struct at_def *def = at_row(r->parts[part].row, NULL);
	struct verdict v;

	v = at_policy_decide(s->rules, &s->policy, s->clients[slot].role, r, part, now_ms);
	if (!v.pass || !def)
		return v;
	if (at_part_entry(r, part) != AT_ENTRY_NONE && part + 1u < r->n_parts)
		return at_refusal(REASON_AT_SYNTAX); /* the prompt ends the line */
	if (at_select_needs(r, part) & ~at_grants(s, slot))
		return at_refusal(REASON_NOT_IN_POLICY);
	if (at_channel_may(s, slot, r, part) != REASON_OK)
		return at_refusal(REASON_CHANNEL_FOREIGN);
	return v;
}

/* The verdict on all parts: the first that does not pass, or the last that calls for an alert. */
static struct verdict judge(struct at_session *s, unsigned slot, struct at_record *r,
			    uint64_t now_ms)
{
	struct verdict all = { .pass = 1, .rule = RULE_BUILTIN };

	for (unsigned i = 0; i < r->n_parts; i++) {
		struct verdict v;

		if (at_local_is(r, i))
			continue;
		v = judge_part(s, slot, r, i, now_ms);
		if (at_detect_command(s, slot, r, i, &v, now_ms) >= DETECT_DROP && v.pass)
			v = at_refusal(REASON_ALARM);
		if (!v.pass) {
			r->parts[0] = r->parts[i]; /* the audit names the one to blame */
			return v;
		}
		if (v.alert || !all.alert)
			all = v;
	}
	return all;
}

struct verdict at_host_judge(struct at_session *s, unsigned slot, uint64_t now_ms)
{
	struct at_record *r = &s->in;
	struct verdict v = at_refusal((enum reason)r->reason);

	if (r->kind == AT_KIND_LINE)
		v = judge(s, slot, r, now_ms);
	else if (r->kind == AT_KIND_ENTRY || r->kind == AT_KIND_CANCEL)
		v.pass = 1; /* belongs to a line that passed */
	else if (r->kind == AT_KIND_REPEAT && (at_grants(s, slot) & AT_GRANT_REPEAT))
		v.pass = 1; /* judged when its turn comes */
	else if (r->kind != AT_KIND_REFUSAL)
		v = at_refusal(REASON_NOT_IN_POLICY);
	if (!v.pass) {
		s->count[AUDIT_HOST].received++;
		s->count[AUDIT_HOST].refused++;
		at_out_audit(s, AUDIT_REFUSED, SIDE_CLIENT, slot, r, &v);
	}
	return v;
}

/* Obeys the client's own commands. False: one has a bad argument. `rest`: how many others. */
static bool obey_local(struct at_session *s, unsigned slot, const struct at_record *r,
		       unsigned *rest)
{
	*rest = 0;
	for (unsigned i = 0; i < r->n_parts; i++) {
		if (!at_local_is(r, i))
			++*rest;
		else if (!at_local_apply(s, slot, r, i))
			return false;
	}
	return true;
}

static void leave_out_local(struct at_record *r)
{
	unsigned n = 0;

	for (unsigned i = 0; i < r->n_parts; i++)
		if (!at_local_is(r, i))
			r->parts[n++] = r->parts[i];
	r->n_parts = (uint8_t)n;
}

uint64_t at_host_time_out_ms(const struct at_record *r)
{
	uint64_t ms = 0;

	for (unsigned i = 0; i < r->n_parts; i++) {
		const struct at_def *def = at_row(r->parts[i].row, NULL);

		ms += 1000ull * (def && def->timeout_s ? def->timeout_s : AT_TIMEOUT_S);
	}
	return ms ? ms : 1000ull * AT_TIMEOUT_S;
}

/* Puts the line on the port, which is idle. The reason why not, or OK. */
static enum reason forward(struct at_session *s, unsigned slot, struct cur record, uint64_t now_ms)
{
	struct at_pending *p = &s->pending;
	struct wtr w = { p->sent, sizeof(p->sent), 0 };
	struct cur copy = { p->bytes, record.n };
	struct at_record *r = &p->line;

	memcpy(p->bytes, record.p, record.n);
	if (!at_next(&copy, SIDE_CLIENT, r))
		__builtin_trap(); /* it was checked when it came */
	leave_out_local(r);
	if (!at_payload_command(s, r) || !at_encode_parts(r, 0, r->n_parts, &w))
		return REASON_PORT_OVERSIZE;
	if (!at_out_port(s, (struct cur){ w.p, w.len }))
		return REASON_PORT_BUSY;
	p->slot = (uint16_t)slot;
	p->sent_len = w.len;
	p->sent_ms = now_ms;
	p->due_ms = now_ms + at_host_time_out_ms(r);
	p->answered = 0;
	p->refusal = REASON_OK;
	p->abandoned = 0;
	p->enough = 0;
	p->entry = r->n_parts > 0 && at_part_entry(r, r->n_parts - 1u) != AT_ENTRY_NONE;
	p->entry_part = (uint8_t)(r->n_parts - 1u);
	at_port_enter(s, AT_PORT_COMMAND, now_ms);
	return REASON_OK;
}

static void echo(struct at_session *s, unsigned slot, const struct at_record *r)
{
	struct wtr w = { s->scratch, sizeof(s->scratch), 0 };

	if (s->clients[slot].echo && at_encode_parts(r, 0, r->n_parts, &w))
		(void)at_out_bytes(s, slot, (struct cur){ w.p, w.len });
}

/* s->in is a command line, and `record` its bytes. */
static void command_line(struct at_session *s, unsigned slot, struct cur record, uint64_t now_ms)
{
	struct at_record *r = &s->in;
	struct verdict v;
	unsigned rest;

	echo(s, slot, r);
	v = (struct verdict){ .pass = 1, .rule = RULE_BUILTIN };
	if (!s->in_judged)
		v = judge(s, slot, r, now_ms);
	if (!v.pass) {
		refuse(s, slot, r, v);
		return;
	}
	if (!obey_local(s, slot, r, &rest)) {
		refuse(s, slot, r, at_refusal(REASON_AT_VALUE_RANGE));
		return;
	}
	if (r->n_parts > 0 && rest == 0) {
		s->count[AUDIT_HOST].answered++;
		at_out_result(s, slot, AT_FINAL_OK, -1);
		return;
	}
	if (v.alert)
		at_out_audit(s, AUDIT_PASSED, SIDE_CLIENT, slot, r, &v);
	v = at_refusal(forward(s, slot, record, now_ms));
	if (v.reason != REASON_OK)
		refuse(s, slot, r, v);
	else
		s->count[AUDIT_HOST].forwarded++;
}

static void repeat(struct at_session *s, unsigned slot, uint64_t now_ms)
{
	const struct at_client *cl = &s->clients[slot];

	struct cur last = { cl->last, cl->last_len }, again = last;

	if (!(at_grants(s, slot) & AT_GRANT_REPEAT) || last.n == 0) {
		refuse(s, slot, &s->in, at_refusal(REASON_NOT_IN_POLICY));
		return;
	}
	if (!at_next(&again, SIDE_CLIENT, &s->in))
		__builtin_trap(); /* it was checked when it came */
	s->in_judged = 0;
	command_line(s, slot, last, now_ms);
}

/* ------------------------------------------------------------------ whose turn it is */

static bool needs_port(const struct at_record *r)
{
	if (r->kind == AT_KIND_REPEAT)
		return true;
	if (r->kind != AT_KIND_LINE)
		return false;
	for (unsigned i = 0; i < r->n_parts; i++)
		if (!at_local_is(r, i))
			return true;
	return r->n_parts == 0; /* "AT" asks whether the modem is there */
}

static void take(struct at_session *s, unsigned slot, struct cur record, uint64_t now_ms)
{
	struct at_client *cl = &s->clients[slot];

	switch ((enum at_kind)s->in.kind) {
	case AT_KIND_LINE:
		memcpy(cl->last, record.p, record.n);
		cl->last_len = (uint16_t)record.n;
		command_line(s, slot, record, now_ms);
		break;
	case AT_KIND_REPEAT:
		repeat(s, slot, now_ms);
		break;
	case AT_KIND_REFUSAL:
		refuse(s, slot, &s->in, at_refusal((enum reason)s->in.reason));
		break;
	case AT_KIND_CANCEL: /* there is nothing to give up any more */
		s->count[AUDIT_HOST].answered++;
		break;
	case AT_KIND_ENTRY: /* its command was refused, which the client did not wait to hear */
		refuse(s, slot, &s->in, at_refusal(REASON_AT_ENTRY));
		break;
	case AT_KIND_ESCAPE:
	case AT_KIND_END:
	case AT_KIND_LOST:
	case AT_KIND_DATA:
	case AT_KIND_FINAL:
	case AT_KIND_INFO:
	case AT_KIND_TEXT:
	case AT_KIND_HEX:
	case AT_KIND_PROMPT:
	case AT_KIND_ECHO:
	case AT_KIND_COUNT:
		refuse(s, slot, &s->in, at_refusal(REASON_NOT_IN_POLICY));
		break;
	}
}

/* One record of the client. False: there is none that can be dealt with now. */
static bool run_one(struct at_session *s, unsigned slot, uint64_t now_ms)
{
	struct at_client *cl = &s->clients[slot];
	struct cur record;
	uint64_t came_ms;

	if (cl->evicted) {
		at_host_forget(s, slot);
		return false;
	}
	if (s->pending.slot == slot || s->port.state == AT_PORT_GONE)
		return false;
	if (cl->n_waiting == 0) {
		for (; cl->n_owed && !cl->evicted; cl->n_owed--)
			at_out_error(s, slot, REASON_OUTSTANDING_QUOTA);
		return false;
	}
	record = at_host_peek(s, slot, &came_ms);
	if (needs_port(&s->in) && s->port.state != AT_PORT_IDLE)
		return false;
	at_host_pop(s, slot,
		    record.n); /* its bytes stay where they are until the next one is put by */
	take(s, slot, record, now_ms);
	return true;
}

void at_host_run(struct at_session *s, uint64_t now_ms)
{
	bool went = s->present != 0;

	while (went) {
		went = false;
		for (unsigned i = 1; i <= GATE_SLOTS; i++) {
			unsigned slot = (s->turn + i) % GATE_SLOTS;

			if (!(s->present >> slot & 1) || !run_one(s, slot, now_ms))
				continue;
			s->turn = (uint16_t)slot;
			went = true;
			break;
		}
	}
}

uint32_t at_host_tick(struct at_session *s, uint64_t now_ms)
{
	bool is_data = s->port.state == AT_PORT_DATA || s->port.state == AT_PORT_SWAPPING;
	uint64_t patience_ms = is_data ? DATA_PATIENCE_MS : PATIENCE_MS;
	uint32_t next = UINT32_MAX;

	AT_FOR_EACH_CLIENT(s, slot)
	{
		uint64_t came_ms;

		while (s->clients[slot].n_waiting && s->pending.slot != slot) {
			struct cur record = at_host_peek(s, slot, &came_ms);

			if (came_ms + patience_ms > now_ms) {
				next = at_sooner(next, came_ms + patience_ms, now_ms);
				break;
			}
			at_host_pop(s, slot, record.n);
			refuse(s, slot, &s->in, at_refusal(REASON_PORT_BUSY));
		}
	}
	return next;
}
