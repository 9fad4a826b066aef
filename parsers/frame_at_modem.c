/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The modem's side of the AT framer: lines that end and begin in any way (FIELD-NOTES A1 to A13).
 */
#include "at_line.h"
#include "at_text.h"
#include "frame_at_step.h"

enum { PPP_FLAG = 0x7E, RUBBISH = 0xFF };

static bool ends_line(uint8_t b)
{
	return b == '\r' || b == '\n' || b == AT_CTRL_Z;
}

static bool emit_line(struct frame_at *f, struct wtr *out)
{
	UNINITIALIZED struct at_record r;

	r.reason = r.final = 0;
	r.column = 0;
	r.error = r.number = 0;
	r.flags = f->flags;
	f->flags = 0;
	at_line_read((struct cur){ f->line, f->held }, &r);
	if (r.kind == AT_KIND_REFUSAL)
		r.flags = 0;
	f->held = 0;
	if (r.kind == AT_KIND_FINAL && r.final == AT_FINAL_CONNECT && f->options.data &&
	    !(r.flags & AT_RECORD_NUMERIC))
		frame_at_raw_begin(f);
	return frame_at_emit(f, &r, out);
}

static bool line_end(struct frame_at *f, uint8_t b, struct wtr *out)
{
	struct cur line = { f->line, f->held };

	/* A string over several lines (USSD): a blank for the line end, so that no line is forged.
	 */
	if (at_line_open(line) && f->held < AT_MAX_LINE) {
		f->flags |= AT_RECORD_JOINED;
		if (f->line[f->held - 1] != ' ')
			f->line[f->held++] = ' ';
		return true;
	}
	f->step = AT_STEP_START;
	f->after_cr = b == '\r';
	return emit_line(f, out);
}

static bool line_byte(struct frame_at *f, uint8_t b, struct wtr *out)
{
	if (ends_line(b))
		return line_end(f, b, out);
	if (b == '\t')
		b = ' ';
	if (!at_is_text(b)) {
		frame_at_skip(f, REASON_AT_CHARACTER, AT_STEP_SKIP);
		return true;
	}
	if (f->held == AT_MAX_LINE) {
		frame_at_skip(f, REASON_AT_LINE_LONG, AT_STEP_SKIP);
		return true;
	}
	f->line[f->held++] = b;
	return true;
}

static bool start_byte(struct frame_at *f, uint8_t b, struct wtr *out)
{
	f->refusing = REASON_OK;
	if (b == 0 || ends_line(b)) {
		f->flags = 0;
		return true;
	}
	if (b == '>' && !(f->flags & AT_RECORD_PROMPTED)) {
		f->step = AT_STEP_PROMPT;
		return frame_at_signal(f, AT_KIND_PROMPT, out);
	}
	if (b == PPP_FLAG) {
		frame_at_skip(f, REASON_AT_BINARY, AT_STEP_FLAG);
		return true;
	}
	/* Sahara, firehose, DIAG without its first flag; 0xFF runs are no AT port (A1, A22). */
	if (b == RUBBISH || (b < ' ' && b != '\t')) {
		frame_at_skip(f, REASON_AT_BINARY, AT_STEP_SKIP);
		return true;
	}
	f->step = AT_STEP_LINE;
	return line_byte(f, b, out);
}

/* To the end of what is refused; `b` may be it. */
static bool skip_byte(struct frame_at *f, uint8_t b, struct wtr *out)
{
	if (!ends_line(b))
		return true;
	f->step = AT_STEP_START;
	return frame_at_refuse(f, f->refusing, f->column, out);
}

bool frame_at_modem_byte(struct frame_at *f, uint8_t b, struct wtr *out)
{
	switch (f->step) {
	case AT_STEP_START:
		return start_byte(f, b, out);
	case AT_STEP_LINE:
		return line_byte(f, b, out);
	case AT_STEP_PROMPT:
		f->step = AT_STEP_START;
		f->flags = AT_RECORD_PROMPTED;
		return b == ' ' || start_byte(f, b, out);
	case AT_STEP_FLAG:
		/* Flags in a row are one: they fill the time between frames. */
		if (b == PPP_FLAG)
			return true;
		f->step = AT_STEP_FLAGGED;
		return skip_byte(f, b, out);
	case AT_STEP_FLAGGED:
		return skip_byte(f, b == PPP_FLAG ? '\n' : b, out);
	case AT_STEP_SKIP:
		return skip_byte(f, b, out);
	case AT_STEP_A:
	case AT_STEP_PLUS:
	case AT_STEP_ENTRY:
	case AT_STEP_ENTRY_A:
	case AT_STEP_OCTETS:
	case AT_STEP_TEXT:
	case AT_STEP_DROP:
	case AT_STEP_RAW:
		break;
	}
	return true;
}
