/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The client's side of the AT framer: command lines, and the data that some of them announce. */
#include <string.h>

#include "at_part.h"
#include "at_split.h"
#include "at_text.h"
#include "frame_at_step.h"

enum { PPP_FLAG = 0x7E, RUBBISH = 0xFF };

/* --- lines --- */

/* The line behind "AT". A refusal names the command that is to blame. */
static bool emit_line(struct frame_at *f, struct cur line, struct wtr *out)
{
	UNINITIALIZED struct at_record r;
	UNINITIALIZED uint8_t clean[AT_MAX_LINE];
	enum at_entry entry = AT_ENTRY_NONE;
	enum reason e;

	memset(&r, 0, offsetof(struct at_record, parts));
	e = at_part_line(line, clean, &r);
	f->held = 0;
	f->step = AT_STEP_START;
	if (e != REASON_OK) {
		r.kind = AT_KIND_REFUSAL;
		r.reason = (uint8_t)e;
		r.n_parts = r.n_parts > 0;
		r.n_values = r.parts[0].n = 0;
		return frame_at_emit(f, &r, out);
	}
	r.kind = AT_KIND_LINE;
	if (r.n_parts > 0)
		entry = at_part_entry(&r, r.n_parts - 1u);
	f->text = entry == AT_ENTRY_TEXT;
	if (entry == AT_ENTRY_OCTETS || (f->text && f->options.text_entry))
		f->step = AT_STEP_ENTRY;
	return frame_at_emit(f, &r, out);
}

static bool line_byte(struct frame_at *f, uint8_t b, struct wtr *out)
{
	if (b == '\r' || b == '\n')
		return emit_line(f, (struct cur){ f->line, f->held }, out);
	if (f->held == AT_MAX_LINE) {
		frame_at_skip(f, REASON_AT_LINE_LONG, AT_STEP_SKIP);
		return true;
	}
	f->line[f->held++] = b;
	return true;
}

static void begin_line(struct frame_at *f)
{
	f->step = AT_STEP_LINE;
	f->held = 0;
}

/* What clients send before AT and means nothing (FIELD-NOTES A3). */
static bool is_noise(uint8_t b)
{
	return b == 0 || b == RUBBISH || b == ' ' || b == '\r' || b == '\n' || b == AT_ESC ||
	       b == AT_CTRL_Z;
}

static bool start_byte(struct frame_at *f, uint8_t b, struct wtr *out)
{
	(void)out;
	f->held = 0;
	f->refusing = REASON_OK;
	if (is_noise(b))
		return true;
	if (b == 'A' || b == 'a') {
		f->step = AT_STEP_A;
	} else if (b == '+') {
		f->step = AT_STEP_PLUS;
		f->pluses = 1;
	} else if (b == PPP_FLAG) {
		frame_at_skip(f, REASON_AT_BINARY, AT_STEP_FLAG);
	} else {
		frame_at_skip(f, REASON_AT_NO_PREFIX, AT_STEP_SKIP);
	}
	return true;
}

/* To the end of the line; `b` may be it. */
static bool skip_byte(struct frame_at *f, uint8_t b, struct wtr *out)
{
	if (b != '\r' && b != '\n')
		return true;
	f->step = AT_STEP_START;
	return frame_at_refuse(f, f->refusing, f->column, out);
}

static bool no_prefix(struct frame_at *f, uint8_t b, struct wtr *out)
{
	f->held = 0;
	frame_at_skip(f, REASON_AT_NO_PREFIX, AT_STEP_SKIP);
	return skip_byte(f, b, out);
}

static bool a_byte(struct frame_at *f, uint8_t b, struct wtr *out)
{
	if (b == 'T' || b == 't') {
		begin_line(f);
		return true;
	}
	if (b == '/') {
		f->step = AT_STEP_START;
		return frame_at_signal(f, AT_KIND_REPEAT, out);
	}
	if (b == 'A' || b == 'a')
		return true;
	return no_prefix(f, b, out);
}

static bool plus_byte(struct frame_at *f, uint8_t b, struct wtr *out)
{
	if (b != '+') {
		f->pluses = 0;
		return no_prefix(f, b, out);
	}
	if (++f->pluses < 3)
		return true;
	f->pluses = 0;
	f->step = AT_STEP_START;
	return frame_at_signal(f, AT_KIND_ESCAPE, out);
}

/* --- data --- */

static bool emit_entry(struct frame_at *f, bool text, struct wtr *out)
{
	UNINITIALIZED struct at_record r;

	memset(&r, 0, offsetof(struct at_record, parts));
	r.kind = AT_KIND_ENTRY;
	r.flags = text ? AT_RECORD_TEXT : 0;
	r.text = (struct cur){ f->line, f->held };
	f->step = AT_STEP_START;
	f->held = 0;
	return frame_at_emit(f, &r, out);
}

static bool cancel(struct frame_at *f, struct wtr *out)
{
	f->step = AT_STEP_START;
	f->held = 0;
	return frame_at_signal(f, AT_KIND_CANCEL, out);
}

/* Refuses data, up to its end; `b` may be it. */
static bool drop_byte(struct frame_at *f, uint8_t b, struct wtr *out)
{
	if (b != AT_CTRL_Z && b != AT_ESC && b != '\r' && b != '\n')
		return true;
	f->step = AT_STEP_START;
	return frame_at_refuse(f, f->refusing, f->column, out);
}

static bool octets_byte(struct frame_at *f, uint8_t b, struct wtr *out)
{
	if (b == AT_ESC)
		return cancel(f, out);
	if (b == AT_CTRL_Z && !f->half && f->held > 0)
		return emit_entry(f, false, out);
	if (b == '\r' || b == '\n')
		return true; /* some clients put the PDU on several lines */
	if (at_is_hex(b) && (f->half || f->held < AT_MAX_ENTRY)) {
		if (f->half)
			f->line[f->held - 1] = (uint8_t)(f->line[f->held - 1] + at_hex_value(b));
		else
			f->line[f->held++] = (uint8_t)(16 * at_hex_value(b));
		f->half = !f->half;
		return true;
	}
	frame_at_skip(f, at_is_hex(b) ? REASON_AT_ENTRY_LONG : REASON_AT_ENTRY, AT_STEP_DROP);
	return drop_byte(f, b, out);
}

static bool text_byte(struct frame_at *f, uint8_t b, struct wtr *out)
{
	struct cur line = { f->line, f->held };

	if (b == AT_ESC)
		return cancel(f, out);
	if (b == AT_CTRL_Z)
		return emit_entry(f, true, out);
	/* The modem refused, and the client goes on with commands. A text that begins so is lost.
	 */
	if ((b == '\r' || b == '\n') && at_upper(at_byte(line, 0)) == 'A' &&
	    at_upper(at_byte(line, 1)) == 'T' && at_split_line(line, 0) == line.n)
		return emit_line(f, at_split_slice(line, 2, line.n), out);
	if (!at_is_text(b) && b != '\r' && b != '\n') {
		frame_at_skip(f, REASON_AT_ENTRY, AT_STEP_DROP);
		return true;
	}
	if (f->held == AT_MAX_ENTRY) {
		frame_at_skip(f, REASON_AT_ENTRY_LONG, AT_STEP_DROP);
		return true;
	}
	f->line[f->held++] = b;
	return true;
}

static bool entry_byte(struct frame_at *f, uint8_t b, struct wtr *out)
{
	f->held = 0;
	f->half = false;
	f->refusing = REASON_OK;
	if (b == AT_ESC)
		return cancel(f, out);
	if (b == 0 || b == ' ' || b == '\r' || b == '\n')
		return true;
	if (f->text) {
		f->step = AT_STEP_TEXT;
		return text_byte(f, b, out);
	}
	if (b == 'A' || b == 'a') {
		f->step = AT_STEP_ENTRY_A;
		return true;
	}
	f->step = AT_STEP_OCTETS;
	return octets_byte(f, b, out);
}

static bool entry_a_byte(struct frame_at *f, uint8_t b, struct wtr *out)
{
	if (b == 'T' || b == 't' || b == '/')
		return a_byte(f, b, out);
	f->step = AT_STEP_OCTETS;
	return octets_byte(f, 'A', out) && octets_byte(f, b, out);
}

bool frame_at_client_byte(struct frame_at *f, uint8_t b, struct wtr *out)
{
	switch (f->step) {
	case AT_STEP_START:
		return start_byte(f, b, out);
	case AT_STEP_A:
		return a_byte(f, b, out);
	case AT_STEP_PLUS:
		return plus_byte(f, b, out);
	case AT_STEP_LINE:
		return line_byte(f, b, out);
	case AT_STEP_SKIP:
		return skip_byte(f, b, out);
	case AT_STEP_FLAG:
		if (b == PPP_FLAG)
			return true;
		f->step = AT_STEP_FLAGGED;
		return skip_byte(f, b, out);
	case AT_STEP_FLAGGED:
		return skip_byte(f, b == PPP_FLAG ? '\n' : b, out);
	case AT_STEP_ENTRY:
		return entry_byte(f, b, out);
	case AT_STEP_ENTRY_A:
		return entry_a_byte(f, b, out);
	case AT_STEP_OCTETS:
		return octets_byte(f, b, out);
	case AT_STEP_TEXT:
		return text_byte(f, b, out);
	case AT_STEP_DROP:
		return drop_byte(f, b, out);
	case AT_STEP_PROMPT:
	case AT_STEP_RAW:
		break;
	}
	return true;
}
