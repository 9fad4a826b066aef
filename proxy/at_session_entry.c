/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a client enters at a prompt: a PDU of the announced length, or text; or nothing after all.
 */
#include "at_internal.h"

enum { CANCEL_MS = 5000 }; /* how long the modem takes to give a prompt up */

/* The error follows as the result of the command. */
static void refuse(struct at_session *s, unsigned slot, struct verdict v)
{
	s->count[AUDIT_HOST].refused++;
	at_out_audit(s, AUDIT_REFUSED, SIDE_CLIENT, slot, &s->in, &v);
}

static void give_up(struct at_session *s, enum reason why, uint64_t now_ms)
{
	at_port_escape(s);
	s->pending.refusal = (uint8_t)why;
	s->pending.entry = 2;
	s->pending.due_ms = now_ms + CANCEL_MS;
	at_port_enter(s, AT_PORT_COMMAND, now_ms);
}

static enum reason entry_fits(const struct at_session *s, const struct at_record *r)
{
	const struct at_pending *p = &s->pending;
	unsigned grants = at_grants(s, p->slot);
	const struct at_def *def = at_row(p->line.parts[p->entry_part].row, NULL);
	int64_t announced;

	if (!at_entry_announced(&p->line, p->entry_part, &announced)) {
		if (!(r->flags & AT_RECORD_TEXT))
			return REASON_AT_ENTRY;
		return grants & AT_GRANT_TEXT ? REASON_OK : REASON_NOT_IN_POLICY;
	}
	if (r->flags & AT_RECORD_TEXT)
		return REASON_AT_ENTRY;
	return at_pdu_fits(announced, !def || !(def->flags & AT_BARE_ENTRY), r->text);
}

static void entry(struct at_session *s, unsigned slot, uint64_t now_ms)
{
	struct wtr w = { s->scratch, sizeof(s->scratch), 0 };
	struct verdict v = at_refusal(entry_fits(s, &s->in));

	if (v.reason == REASON_OK)
		v = at_payload_entry(s, &s->in, now_ms);
	if (v.reason == REASON_OK && !at_encode_entry(&s->in, &w))
		v = at_refusal(REASON_AT_ENTRY);
	if (v.reason == REASON_OK && !at_out_port(s, (struct cur){ w.p, w.len }))
		v = at_refusal(REASON_PORT_BUSY);
	if (v.reason != REASON_OK) {
		refuse(s, slot, v);
		give_up(s, (enum reason)v.reason, now_ms);
		return;
	}
	if (v.alert)
		at_out_audit(s, AUDIT_PASSED, SIDE_CLIENT, slot, &s->in, &v);
	s->count[AUDIT_HOST].forwarded++;
	s->pending.entry = 2;
	s->pending.due_ms = now_ms + at_host_time_out_ms(&s->pending.line);
	at_port_enter(s, AT_PORT_COMMAND, now_ms);
}

void at_entry_take(struct at_session *s, uint64_t now_ms)
{
	unsigned slot = s->pending.slot;
	enum reason why;
	struct cur record;
	uint64_t came_ms;

	if (slot >= GATE_SLOTS || s->clients[slot].evicted ||
	    (s->clients[slot].closing && s->clients[slot].n_waiting == 0)) {
		give_up(s, REASON_CLIENT_GONE, now_ms);
		return;
	}
	if (s->clients[slot].n_waiting == 0)
		return;
	record = at_host_peek(s, slot, &came_ms);
	if (s->in.kind == AT_KIND_LINE || s->in.kind == AT_KIND_REPEAT) {
		s->pending.abandoned = 1; /* another command, which must not become a message */
		give_up(s, REASON_AT_ABANDONED, now_ms);
		return;
	}
	at_host_pop(s, slot, record.n);
	if (s->in.kind == AT_KIND_ENTRY) {
		entry(s, slot, now_ms);
	} else if (s->in.kind == AT_KIND_CANCEL) {
		s->count[AUDIT_HOST].forwarded++;
		give_up(s, REASON_OK, now_ms);
	} else {
		why = s->in.kind == AT_KIND_REFUSAL ? (enum reason)s->in.reason
						    : REASON_NOT_IN_POLICY;
		refuse(s, slot, at_refusal(why));
		give_up(s, why, now_ms);
	}
}
