/* SPDX-License-Identifier: GPL-2.0-or-later */
/* AT inside QMI, the reader's half: from texts to records; see tunnel.h. */
#include "tunnel.h"

#include <string.h>

#include "at_record.h"
#include "at_text.h"
#include "record.h"

enum { HEAD = 5 };

void tunnel_init(struct tunnel *t, enum side side)
{
	/* No text mode and no data mode: what is in a message is neither's beginning nor end. */
	const struct frame_at_options options = { .side = side };

	frame_at_init(&t->lines, &options);
	t->cid = 0;
}

/* Around the AT records that `w` holds from `start` on: each becomes a record of the batch. */
static bool wrap(struct cur records, struct wtr *out)
{
	while (records.n > 0) {
		struct cur before = records, body, whole;

		if (!record_next(&records, &body) || !cur_take(&before, body.n + 4, &whole) ||
		    !wtr_u32(out, (uint32_t)whole.n + HEAD) || !wtr_u8(out, TUNNEL_RECORD) ||
		    !wtr_bytes(out, whole))
			return false;
	}
	return true;
}

static unsigned count(struct cur records)
{
	struct cur body;
	unsigned n = 0;

	while (record_next(&records, &body))
		n++;
	return n;
}

/* Whether the framer stands where a text may end. */
static bool is_between(const struct frame_at *f)
{
	return f->step == AT_STEP_START || f->step == AT_STEP_ENTRY;
}

static bool refuse(struct tunnel *t, enum reason why, struct cur text, struct wtr *out)
{
	UNINITIALIZED struct at_record r;
	UNINITIALIZED uint8_t bytes[64];
	struct wtr w = { bytes, sizeof(bytes), 0 };

	tunnel_init(t, SIDE_CLIENT);
	memset(&r, 0, offsetof(struct at_record, parts));
	r.kind = AT_KIND_REFUSAL;
	r.reason = (uint8_t)why;
	r.wire_len = (uint32_t)text.n;
	return at_record_write(&w, &r) && wrap((struct cur){ w.p, w.len }, out);
}

/* A line without its end is one all the same: where the text ends is known. */
static bool end_line(struct frame_at *f, struct wtr *w)
{
	static const uint8_t cr[] = { '\r' };
	struct cur chunk = { cr, sizeof(cr) };

	if (f->step != AT_STEP_LINE && f->step != AT_STEP_SKIP)
		return true;
	return frame_at_feed(f, &chunk, w) == FRAME_AT_MORE;
}

bool tunnel_send(struct tunnel *t, struct cur text, struct wtr *out)
{
	/* Two records, and the room that the framer asks for before each byte. */
	UNINITIALIZED uint8_t bytes[3 * AT_RECORD_MAX];
	struct wtr w = { bytes, sizeof(bytes), 0 };
	struct cur rest = text, all;
	bool is_whole;

	if (out->cap - out->len < TUNNEL_RECORD_MAX)
		return false;
	is_whole = frame_at_feed(&t->lines, &rest, &w) == FRAME_AT_MORE && end_line(&t->lines, &w);
	all = (struct cur){ w.p, w.len };
	if (!is_whole || count(all) > 1)
		return refuse(t, REASON_AT_CHARACTER, text, out); /* a line end in the middle */
	if (count(all) == 0 || !is_between(&t->lines))
		return refuse(t, REASON_AT_LINE_CUT, text, out);
	return wrap(all, out);
}

enum frame_at_state tunnel_received(struct tunnel *t, uint8_t cid, struct cur *text,
				    struct wtr *out)
{
	UNINITIALIZED uint8_t bytes[4 * AT_RECORD_MAX];
	struct wtr w = { bytes, sizeof(bytes), 0 };

	/* Each client id has a terminal of its own: lines do not go on in another's. */
	if (cid != t->cid && t->lines.step != AT_STEP_START)
		tunnel_init(t, SIDE_MODEM);
	t->cid = cid;
	while (text->n > 0) {
		enum frame_at_state state;

		if (out->cap - out->len < 2 * sizeof(bytes))
			return FRAME_AT_FULL;
		w.len = 0;
		state = frame_at_feed(&t->lines, text, &w);
		if (!wrap((struct cur){ w.p, w.len }, out))
			return FRAME_AT_FULL; /* not reached: the room was asked for */
		if (state == FRAME_AT_MORE)
			break;
	}
	return FRAME_AT_MORE;
}
