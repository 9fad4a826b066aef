/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages of QMI as events, and what follows from alarms. */
#include "session_internal.h"

#include <string.h>

enum { DMS = 0x02 };

struct alarm {
	struct session *s;
	const struct message *m;
	enum side side;
	unsigned slot;
};

static void on_alarm(void *ctx, const char *name, enum detect_act act)
{
	const struct alarm *a = ctx;
	struct verdict v = { .pass = act < DETECT_DROP, .reason = REASON_ALARM,
			     .rule = RULE_BUILTIN };

	out_alarm(a->s, a->side, a->slot, a->m, &v, name);
}

/* What of a device's identity matters is whether it changes. */
static uint64_t digest(const struct session *s, const struct message *m)
{
	static const struct {
		uint16_t id;
		uint8_t tag;
	} values[] = { { 0x0022, 0x01 }, { 0x0023, 0x01 }, { 0x0025, 0x11 } };

	if (m->type != TYPE_RESPONSE || m->service != DMS)
		return 0;
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		const struct message_tlv *t =
			m->id == values[i].id ? message_tlv(m, values[i].tag) : NULL;

		if (t)
			return detect_digest(&s->rules->pins, t->packed);
	}
	return 0;
}

enum detect_act session_event(struct session *s, enum side side, unsigned slot,
			      const struct message *m, const struct verdict *v, uint64_t now_ms)
{
	struct alarm a = { s, m, side, slot };
	const struct message_def *def = schema_row(m->row, NULL);
	struct content c;
	struct event e = { .now_ms = now_ms, .message = m, .command = "" };
	enum detect_act act;

	if (message_content(m, &c))
		e.content = &c;
	for (size_t i = 0; i < m->n_notes && i < MESSAGE_MAX_NOTES; i++)
		if (m->notes[i].kind == NOTE_PAYLOAD)
			e.wrong = (uint8_t)m->notes[i].bytes;
	if (m->kind == RECORD_REFUSAL && reason_is_payload((enum reason)m->reason))
		e.wrong = m->reason;
	e.pins = &s->rules->pins;
	e.digest = digest(s, m);
	e.bytes = m->frame_len;
	e.role = slot < GATE_SLOTS ? s->clients[slot].role : ROLE_NONE;
	e.slot = slot < GATE_SLOTS ? (uint16_t)slot : UINT16_MAX;
	e.service = m->service;
	e.id = m->id;
	e.side = (uint8_t)side;
	e.type = m->type;
	e.class = def ? def->class : CLASS_COUNT;
	e.is_start = m->service == SERVICE_CTL && m->id == CTL_SYNC; /* FIELD-NOTES Q14 */
	e.passed = v->pass;
	e.reason = v->reason;
	act = detect_run(&s->detect, s->rules, &e, on_alarm, &a);
	if (act == DETECT_PANIC)
		out_panic(s);
	return act;
}
