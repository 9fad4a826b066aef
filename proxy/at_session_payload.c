/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What lines of AT carry: judged, written afresh, and kept from whom the policy keeps it. */
#include "../parsers/at_content.h"
#include "at_internal.h"

static struct verdict judge(struct at_session *s, uint16_t role, const struct at_settling *settled,
			    uint64_t now_ms)
{
	struct verdict pass = { .pass = 1, .rule = RULE_BUILTIN };

	if (settled->why != REASON_OK)
		return policy_malformed(s->rules, role, RULE_AT, settled->kind, settled->why);
	if (settled->content.kinds)
		return policy_payloads(s->rules, &s->policy, role, RULE_AT, &settled->content,
				       now_ms);
	return pass;
}

void at_payload_panic(struct at_session *s)
{
	at_out_port_gone(s, 0, REASON_PANIC);
}

/*
 * Who of `to` may have it. `v` becomes the last refusal, or that one must have another payload:
 * then all have that one, since a line is written once.
 */
static uint64_t audience(struct at_session *s, const struct at_record *line, uint64_t to,
			 const struct at_settling *settled, struct verdict *v, uint64_t now_ms)
{
	uint64_t all = to;

	*v = (struct verdict){ .pass = 1, .rule = RULE_BUILTIN };
	AT_FOR_EACH_CLIENT(s, slot)
	{
		struct verdict one;

		if (!(all & at_bit(slot)))
			continue;
		one = judge(s, s->clients[slot].role, settled, now_ms);
		if (one.act == ACT_PANIC)
			at_payload_panic(s);
		if (!one.pass)
			to &= ~at_bit(slot);
		else if (one.alert && one.act == ACT_NONE)
			at_out_audit(s, AUDIT_PASSED, SIDE_MODEM, slot, line, &one);
		if (v->act != ACT_SUBSTITUTE && (!one.pass || one.act == ACT_SUBSTITUTE))
			*v = one;
	}
	return to;
}

static void note_substituted(struct at_session *s, const struct at_record *line,
			     const struct verdict *v)
{
	s->count[AUDIT_MODEM].stripped++;
	at_out_audit(s, AUDIT_SUBSTITUTED, SIDE_MODEM, s->pending.slot, line, v);
}

/* To the detectors. An answer is of the command that it answers. */
static enum detect_act shown(struct at_session *s, const struct at_record *line, uint16_t row,
			     enum at_place place, const struct at_settling *settled,
			     uint64_t now_ms)
{
	struct at_shown e = { .side = SIDE_MODEM, .type = TYPE_INDICATION, .slot = AT_SLOT_NONE,
			      .line = line, .row = row,
			      .wrong = settled->why, .v = { .pass = 1, .rule = RULE_BUILTIN } };

	if (place == AT_PLACE_ANSWER || place == AT_PLACE_PDU)
		e.slot = s->pending.slot;
	if (place == AT_PLACE_ANSWER)
		e.type = TYPE_RESPONSE;
	if (settled->content.kinds)
		e.content = &settled->content;
	return at_detect(s, &e, now_ms);
}

uint64_t at_payload_values(struct at_session *s, struct at_record *line, enum at_place place,
			   uint64_t to, struct verdict *v, uint64_t now_ms)
{
	uint16_t row = line->kind == AT_KIND_INFO ? line->parts[0].row
		       : place == AT_PLACE_ANSWER && s->pending.line.n_parts > 0
			       ? s->pending.line.parts[0].row
			       : ROW_NONE;
	struct at_settling settled = { .memory = { s->fresh, sizeof(s->fresh), 0 } };
	const struct at_def *def =
		line->kind == AT_KIND_INFO ? at_row(line->parts[0].row, NULL) : NULL;

	*v = (struct verdict){ .pass = 1, .rule = RULE_BUILTIN };
	if (def && def->carries && !at_settle_values(line, 0, place, &settled, line->values))
		settled.why = REASON_PAYLOAD;
	if (shown(s, line, row, place, &settled, now_ms) >= DETECT_DROP) {
		*v = at_refusal(REASON_ALARM);
		return 0;
	}
	if (!def || !def->carries)
		return to;
	to = audience(s, line, to, &settled, v, now_ms);
	if (to == 0 || v->act != ACT_SUBSTITUTE)
		return to;
	settled = (struct at_settling){ .memory = { s->fresh, sizeof(s->fresh), 0 },
					.substitute = true };
	/* What was written afresh stands in the same memory: read before it is overwritten. */
	if (!at_settle_values(line, 0, place, &settled, line->values))
		return 0;
	note_substituted(s, line, v);
	return to;
}

uint64_t at_payload_pdu(struct at_session *s, struct at_record *line, uint16_t row, uint64_t to,
			struct verdict *v, uint64_t now_ms)
{
	struct at_settling settled = { .memory = { s->fresh, sizeof(s->fresh), 0 } };
	struct cur came = line->text;

	if (!at_settle_hex(row, AT_PLACE_PDU, &line->text, &settled))
		settled.why = REASON_PAYLOAD;
	if (shown(s, line, row, AT_PLACE_PDU, &settled, now_ms) >= DETECT_DROP) {
		*v = at_refusal(REASON_ALARM);
		return 0;
	}
	to = audience(s, line, to, &settled, v, now_ms);
	if (to == 0 || v->act != ACT_SUBSTITUTE)
		return to;
	settled = (struct at_settling){ .memory = { s->fresh, sizeof(s->fresh), 0 },
					.substitute = true };
	line->text = came;
	if (!at_settle_hex(row, AT_PLACE_PDU, &line->text, &settled))
		return 0;
	note_substituted(s, line, v);
	return to;
}

struct verdict at_payload_entry(struct at_session *s, struct at_record *r, uint64_t now_ms)
{
	const struct at_pending *p = &s->pending;
	uint16_t row = p->line.parts[p->entry_part].row;
	struct at_settling settled = { .memory = { s->fresh, sizeof(s->fresh), 0 } };
	struct at_shown e = { .side = SIDE_CLIENT, .slot = p->slot, .line = r, .row = row };
	struct verdict v;

	if (r->flags & AT_RECORD_TEXT) /* nothing is known of it, but what it will be */
		settled.content.kinds = UINT32_C(1) << PAYLOAD_SMS_SENT;
	else if (!at_settle_octets(row, AT_PLACE_ENTRY, &r->text, &settled))
		settled.why = REASON_PAYLOAD;
	if (settled.why != REASON_OK)
		return at_refusal(settled.why);
	v = judge(s, s->clients[p->slot].role, &settled, now_ms);
	if (v.act == ACT_PANIC)
		at_payload_panic(s);
	v.pass = v.pass && v.act == ACT_NONE;
	e.content = &settled.content;
	e.v = v;
	if (at_detect(s, &e, now_ms) >= DETECT_DROP && v.pass)
		return at_refusal(REASON_ALARM);
	return v;
}

bool at_payload_command(struct at_session *s, struct at_record *r)
{
	struct at_settling settled = { .memory = { s->fresh, sizeof(s->fresh), 0 } };

	for (unsigned i = 0; i < r->n_parts; i++)
		if (r->parts[i].form == AT_FORM_SET &&
		    !at_settle_values(r, i, AT_PLACE_SET, &settled, r->values))
			return false;
	return true;
}
