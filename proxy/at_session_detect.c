/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines of AT as events, and what follows from alarms. */
#include "at_internal.h"

struct alarm {
	struct at_session *s;
	const struct at_shown *shown;
};

static void on_alarm(void *ctx, const char *name, enum detect_act act)
{
	const struct alarm *a = ctx;
	struct verdict v = { .pass = act < DETECT_DROP, .reason = REASON_ALARM,
			     .rule = RULE_BUILTIN };

	at_out_alarm(a->s, a->shown->side, a->shown->slot, a->shown->line, &v, name);
}

static void take_values(const struct at_shown *shown, struct event *e)
{
	const struct at_record *r = shown->line;

	if (shown->part >= r->n_parts)
		return;
	e->form = r->parts[shown->part].form;
	e->dial = r->parts[shown->part].dial;
	for (unsigned i = 0; i < DETECT_VALUES; i++)
		if (!at_part_text(r, shown->part, i, &e->values[i]))
			e->values[i].n = 0;
}

enum detect_act at_detect(struct at_session *s, const struct at_shown *shown, uint64_t now_ms)
{
	const struct at_def *def = at_row(shown->row, NULL);
	const struct at_record *r = shown->line;
	struct alarm a = { s, shown };
	struct event e = { .now_ms = now_ms, .content = shown->content, .command = "" };
	enum detect_act act;

	if (def)
		e.command = def->name;
	e.wrong = (uint8_t)shown->wrong;
	e.pins = &s->rules->pins;
	if (shown->type == TYPE_RESPONSE)
		e.digest = detect_digest(e.pins, r->text);
	take_values(shown, &e);
	e.bytes = r->wire_len;
	e.role = shown->slot < GATE_SLOTS ? s->clients[shown->slot].role : ROLE_NONE;
	e.slot = shown->slot < GATE_SLOTS ? (uint16_t)shown->slot : UINT16_MAX;
	e.side = (uint8_t)shown->side;
	e.type = (uint8_t)shown->type;
	e.class = def ? def->class : CLASS_COUNT;
	e.is_start = shown->type == TYPE_INDICATION && def && (def->flags & AT_BOOT) != 0;
	e.passed = shown->v.pass;
	e.reason = shown->v.reason;
	act = detect_run(&s->detect, s->rules, &e, on_alarm, &a);
	if (act == DETECT_PANIC)
		at_payload_panic(s);
	return act;
}

enum detect_act at_detect_command(struct at_session *s, unsigned slot, const struct at_record *r,
				  unsigned part, const struct verdict *v, uint64_t now_ms)
{
	struct at_settling settled = { .memory = { s->fresh, sizeof(s->fresh), 0 } };
	struct at_shown shown = { .side = SIDE_CLIENT, .slot = slot, .line = r, .row = ROW_NONE,
				  .part = part, .v = *v };

	if (part < r->n_parts)
		shown.row = r->parts[part].row;
	if (part < r->n_parts && r->parts[part].form == AT_FORM_SET &&
	    at_settle_values(r, part, AT_PLACE_SET, &settled, NULL))
		shown.content = &settled.content;
	return at_detect(s, &shown, now_ms);
}
