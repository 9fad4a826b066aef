/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages of QMI as events, and what follows from alarms. */
#include "session_internal.h"

#include <string.h>

enum { DMS = 0x02, GET_REVISION = 0x0023, TLV_REVISION = 0x01 };

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

/* FNV-1a of a firmware's version: what matters is whether it changes. */
static uint64_t digest(const struct message *m)
{
	const struct message_tlv *t = message_tlv(m, TLV_REVISION);
	uint64_t h = 14695981039346656037u;
	struct cur c;
	uint8_t b;

	if (m->type != TYPE_RESPONSE || m->service != DMS || m->id != GET_REVISION || !t)
		return 0;
	c = t->packed;
	while (cur_u8(&c, &b))
		h = (h ^ b) * 1099511628211u;
	return h ? h : 1;
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
	e.digest = digest(m);
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
