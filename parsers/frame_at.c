/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The AT framer: what both sides have in common; see frame_at.h. */
#include "frame_at.h"

#include "at_record.h"
#include "at_text.h"
#include "frame_at_step.h"

void frame_at_init(struct frame_at *f, const struct frame_at_options *o)
{
	f->options = *o;
	f->step = AT_STEP_START;
	f->refusing = REASON_OK;
	f->text = f->half = f->after_cr = f->armed = false;
	f->pluses = f->flags = 0;
	f->column = f->held = 0;
	f->wire_len = 0;
	if (o->raw)
		frame_at_raw_begin(f);
}

bool frame_at_emit(struct frame_at *f, struct at_record *r, struct wtr *out)
{
	r->wire_len = f->wire_len;
	f->wire_len = 0;
	return at_record_write(out, r);
}

static struct at_record *blank(struct at_record *r, enum at_kind kind)
{
	r->kind = (uint8_t)kind;
	r->reason = r->flags = r->final = r->n_parts = 0;
	r->column = r->n_values = 0;
	r->error = r->number = 0;
	r->text = (struct cur){ NULL, 0 };
	return r;
}

bool frame_at_signal(struct frame_at *f, enum at_kind kind, struct wtr *out)
{
	UNINITIALIZED struct at_record r;

	return frame_at_emit(f, blank(&r, kind), out);
}

bool frame_at_refuse(struct frame_at *f, enum reason why, uint16_t column, struct wtr *out)
{
	UNINITIALIZED struct at_record r;

	blank(&r, AT_KIND_REFUSAL);
	r.reason = (uint8_t)why;
	r.column = column;
	f->flags = 0;
	return frame_at_emit(f, &r, out);
}

void frame_at_skip(struct frame_at *f, enum reason why, enum frame_at_step step)
{
	f->step = step;
	f->refusing = why;
	f->column = (uint16_t)(f->held + 1);
	f->held = 0;
}

static bool byte(struct frame_at *f, uint8_t b, struct wtr *out)
{
	bool ok;

	f->wire_len++;
	if (f->options.side == SIDE_CLIENT)
		ok = frame_at_client_byte(f, b, out);
	else
		ok = frame_at_modem_byte(f, b, out);
	/* Noise without an end is told of all the same, so that it is counted. */
	if (ok && f->wire_len >= FRAME_AT_MOST_NOISE)
		ok = frame_at_refuse(f, f->refusing != REASON_OK ? f->refusing : REASON_AT_BINARY,
				     f->column, out);
	return ok;
}

enum frame_at_state frame_at_feed(struct frame_at *f, struct cur *chunk, struct wtr *out)
{
	while (chunk->n > 0) {
		uint8_t b;
		bool ok;

		/* One step gives two records at most. */
		if (out->cap - out->len < AT_RECORD_MAX)
			return FRAME_AT_FULL;
		if (f->step == AT_STEP_RAW)
			ok = frame_at_raw(f, chunk, out);
		else
			ok = cur_u8(chunk, &b) && byte(f, b, out);
		if (!ok)
			return FRAME_AT_FULL; /* not reached: the room was asked for */
	}
	return FRAME_AT_MORE;
}

/* What was begun and is not finished. Nothing is: noise that nobody was told of. */
static bool cut(struct frame_at *f, struct wtr *out)
{
	enum reason why = REASON_AT_LINE_CUT;
	bool ok = true;

	switch (f->step) {
	case AT_STEP_START:
	case AT_STEP_PROMPT:
	case AT_STEP_ENTRY:
		break;
	case AT_STEP_RAW:
		ok = frame_at_raw_flush(f, out);
		break;
	case AT_STEP_SKIP:
	case AT_STEP_DROP:
	case AT_STEP_FLAG:
	case AT_STEP_FLAGGED:
		why = f->refusing;
		ok = frame_at_refuse(f, why, f->column, out);
		break;
	case AT_STEP_A:
	case AT_STEP_PLUS:
	case AT_STEP_LINE:
	case AT_STEP_ENTRY_A:
	case AT_STEP_OCTETS:
	case AT_STEP_TEXT:
		ok = frame_at_refuse(f, why, 0, out);
		break;
	}
	f->held = 0;
	f->pluses = 0;
	f->flags = 0;
	if (f->step != AT_STEP_RAW)
		f->step = AT_STEP_START;
	return ok;
}

bool frame_at_end(struct frame_at *f, int error, struct wtr *out)
{
	UNINITIALIZED struct at_record r;

	if (!cut(f, out))
		return false;
	blank(&r, AT_KIND_END);
	r.error = error;
	return frame_at_emit(f, &r, out);
}

bool frame_at_lost(struct frame_at *f, struct wtr *out)
{
	return cut(f, out) && frame_at_signal(f, AT_KIND_LOST, out);
}
