/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Data mode: bytes in bounded pieces, but for what would end the mode unseen. */
#include <string.h>

#include "at_text.h"
#include "frame_at_step.h"

static const char ending[] = "NO CARRIER";
enum { ENDING = sizeof(ending) - 1, MOST_LINE_ENDS = 4, PPP_FLAG = 0x7E };

void frame_at_raw_begin(struct frame_at *f)
{
	f->step = AT_STEP_RAW;
	f->held = 0;
	f->pluses = 0;
	f->armed = f->options.side == SIDE_MODEM;
}

static bool emit_data(struct frame_at *f, struct cur bytes, struct wtr *out)
{
	UNINITIALIZED struct at_record r;

	if (bytes.n == 0)
		return true;
	memset(&r, 0, offsetof(struct at_record, parts));
	r.kind = AT_KIND_DATA;
	r.text = bytes;
	return frame_at_emit(f, &r, out);
}

bool frame_at_raw_flush(struct frame_at *f, struct wtr *out)
{
	struct cur held = { f->line, f->held };

	f->held = 0;
	f->pluses = 0;
	if (f->options.side == SIDE_CLIENT)
		return true; /* the last + of +++ is for nobody any more */
	return emit_data(f, held, out);
}

/* How many line ends stand at the start of what is held. */
static size_t line_ends(const struct frame_at *f)
{
	size_t n = 0;

	while (n < f->held && (f->line[n] == '\r' || f->line[n] == '\n'))
		n++;
	return n;
}

/*
 * Whether `b` may go on with what is held, line ends and NO CARRIER and a line end. It is taken at
 * the start of data and behind a frame's end only: a packet of the network cannot say it there,
 * because PPP's first byte is an address or a protocol, never CR or LF or N (RFC 1661, RFC 1662).
 */
static bool goes_on(const struct frame_at *f, uint8_t b)
{
	size_t ends = line_ends(f), word = f->held - ends;

	if (b == '\r' || b == '\n')
		return word == ENDING || (word == 0 && ends < MOST_LINE_ENDS);
	return word < ENDING && b == (uint8_t)ending[word];
}

/* One byte where the mode's end may be. */
static bool modem_byte(struct frame_at *f, uint8_t b, struct wtr *out)
{
	UNINITIALIZED struct at_record r;
	bool word;

	if (!goes_on(f, b)) {
		f->armed = b == PPP_FLAG;
		f->line[f->held++] = b;
		return frame_at_raw_flush(f, out);
	}
	word = f->held - line_ends(f) == ENDING;
	f->line[f->held++] = b;
	if (!word)
		return true;
	f->held = 0;
	f->step = AT_STEP_START;
	memset(&r, 0, offsetof(struct at_record, parts));
	r.kind = AT_KIND_FINAL;
	r.final = AT_FINAL_NO_CARRIER;
	r.number = -1;
	r.text = at_word(ending);
	return frame_at_emit(f, &r, out);
}

/* Up to the byte behind which something is looked for: a modem's flag. */
static size_t modem_run(struct cur chunk)
{
	size_t n = chunk.n < AT_MAX_DATA ? chunk.n : AT_MAX_DATA;

	for (size_t i = 0; i < n; i++)
		if (at_byte(chunk, i) == PPP_FLAG)
			return i + 1;
	return n;
}

static bool raw_modem(struct frame_at *f, struct cur *chunk, struct wtr *out)
{
	struct cur run;

	if (f->after_cr && at_byte(*chunk, 0) == '\n' && cur_take(chunk, 1, &run)) {
		f->after_cr = false;
		f->wire_len++;
		return true;
	}
	f->after_cr = false;
	if (f->armed && f->held == 0 && !goes_on(f, at_byte(*chunk, 0)))
		f->armed = false;
	if (f->armed) {
		uint8_t b;

		if (!cur_u8(chunk, &b))
			return true;
		f->wire_len++;
		return modem_byte(f, b, out);
	}
	if (!cur_take(chunk, modem_run(*chunk), &run))
		return true;
	f->wire_len += (uint32_t)run.n;
	f->armed = at_byte(run, run.n - 1) == PPP_FLAG;
	return emit_data(f, run, out);
}

static bool raw_client(struct frame_at *f, struct cur *chunk, struct wtr *out)
{
	size_t n = 0, most = AT_MAX_DATA - 1;
	struct cur run;
	uint8_t *bytes = f->line;

	/* What was held goes first; then up to the third + with nothing behind it. */
	n = f->held;
	while (n < most && chunk->n > 0) {
		uint8_t b;

		if (!cur_u8(chunk, &b))
			break;
		f->wire_len++;
		f->pluses = b == '+' ? (uint8_t)(f->pluses < 3 ? f->pluses + 1 : 3) : 0;
		bytes[n++] = b;
	}
	f->held = f->pluses == 3;
	run = (struct cur){ bytes, n - f->held };
	if (!emit_data(f, run, out))
		return false;
	if (f->held)
		bytes[0] = '+';
	return true;
}

bool frame_at_raw(struct frame_at *f, struct cur *chunk, struct wtr *out)
{
	return f->options.side == SIDE_MODEM ? raw_modem(f, chunk, out) : raw_client(f, chunk, out);
}
