/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The way of one frame, with everything that must hold on it. */
#include "frame_check.h"

#include <string.h>

static uint8_t records[2][RECORD_MAX_SIZE];
static uint8_t frames[2][QMUX_MAX_FRAME + 64];

static void decode(const struct decoder *d, struct cur frame, uint8_t *memory, struct message *m)
{
	struct wtr w = { memory, RECORD_MAX_SIZE, 0 };
	struct cur c;

	MUST(message_decode(d, frame, &w));
	c = (struct cur){ w.p, w.len };
	MUST(message_next(&c, d->side, m) && c.n == 0);
	MUST(m->kind == RECORD_MESSAGE || m->kind == RECORD_REFUSAL);
}

static void same(const struct message *a, const struct message *b)
{
	MUST(b->kind == RECORD_MESSAGE && b->n_notes == 0);
	MUST(a->type == b->type && a->service == b->service && a->cid == b->cid && a->id == b->id);
	MUST(a->txid == b->txid && a->row == b->row && a->n_tlvs == b->n_tlvs);
	for (unsigned i = 0; i < a->n_tlvs; i++) {
		const struct message_tlv *x = &a->tlvs[i], *y = &b->tlvs[i];

		MUST(x->tag == y->tag && x->def == y->def && x->packed.n == y->packed.n);
		MUST(x->packed.n == 0 || memcmp(x->packed.p, y->packed.p, x->packed.n) == 0);
	}
}

static bool tolerated(const struct message *m)
{
	for (unsigned i = 0; i < m->n_notes; i++)
		if (m->notes[i].kind == NOTE_MISSING_TLV)
			return true;
	return m->notes_more > 0;
}

const struct message *frame_check(const struct decoder *d, struct cur frame, struct cur *encoded)
{
	static struct message first, second;
	struct wtr a = { frames[0], sizeof(frames[0]), 0 }, b = { frames[1], sizeof(frames[1]), 0 };
	enum side to = d->side == SIDE_CLIENT ? SIDE_MODEM : SIDE_CLIENT;
	struct decoder any = *d;

	*encoded = (struct cur){ NULL, 0 };
	decode(d, frame, records[0], &first);
	if (first.kind != RECORD_MESSAGE)
		return &first;
	if (first.service > UINT8_MAX && to == SIDE_MODEM) {
		MUST(!message_encode(&first, to, &a) && a.len == 0);
		return &first;
	}
	MUST(message_encode(&first, to, &a));
	MUST(a.len <= frame.n);
	any.max_frame = QMUX_MAX_FRAME;
	decode(&any, (struct cur){ a.p, a.len }, records[1], &second);
	if (!tolerated(&first))
		same(&first, &second);
	MUST(second.kind == RECORD_MESSAGE);
	MUST(message_encode(&second, to, &b) && a.len == b.len && memcmp(a.p, b.p, a.len) == 0);
	*encoded = (struct cur){ a.p, a.len };
	return &first;
}
