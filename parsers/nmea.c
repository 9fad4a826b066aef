/* SPDX-License-Identifier: GPL-2.0-or-later */
/* NMEA 0183 sentences: character set, shape, checksum. */
#include "nmea.h"

#include <string.h>

#include "at_record.h"
#include "at_split.h"
#include "at_text.h"

/* A $, an address of two characters, and * with two digits. */
enum { SHORTEST = 6, CHECKSUM = 3, MOST_NOISE = 65536, LINE_END = 2 };

static bool is_sentence_start(uint8_t b)
{
	return b == '$' || b == '!';
}

static bool is_capital(uint8_t b)
{
	return at_is_digit(b) || (b >= 'A' && b <= 'Z');
}

/* Reserved characters (5.2, table 1) stand at their places only; ^ begins a code for a character.
 */
static bool is_field(uint8_t b)
{
	return at_is_ascii(b) && b != '$' && b != '*' && b != '\\' && b != '!' && b != '~';
}

static uint8_t checksum(struct cur body)
{
	uint8_t sum = 0;

	for (size_t i = 0; i < body.n; i++)
		sum ^= at_byte(body, i);
	return sum;
}

static enum reason wrong(uint16_t *column, size_t i, enum reason why)
{
	*column = (uint16_t)(i + 1);
	return why;
}

enum reason nmea_check(struct cur line, uint16_t *column)
{
	struct cur body;
	size_t star, i;

	*column = 0;
	if (line.n + LINE_END > NMEA_TOLERATED)
		return REASON_NMEA_LONG;
	if (line.n < SHORTEST || !is_sentence_start(at_byte(line, 0)))
		return wrong(column, 0, REASON_NMEA_SYNTAX);
	star = line.n - CHECKSUM;
	for (i = 1; i < star; i++)
		if (!is_field(at_byte(line, i)))
			return wrong(column, i, REASON_AT_CHARACTER);
	/* 5.3.1.1: the address is capitals and digits, up to the first comma. */
	for (i = 1; i < star && at_byte(line, i) != ','; i++)
		if (!is_capital(at_byte(line, i)))
			return wrong(column, i, REASON_NMEA_SYNTAX);
	if (i < 3)
		return wrong(column, i, REASON_NMEA_SYNTAX);
	if (at_byte(line, star) != '*' || !at_is_hex(at_byte(line, star + 1)) ||
	    !at_is_hex(at_byte(line, star + 2)))
		return wrong(column, star, REASON_NMEA_CHECKSUM);
	body = at_split_slice(line, 1, star);
	if (checksum(body) !=
	    16 * at_hex_value(at_byte(line, star + 1)) + at_hex_value(at_byte(line, star + 2)))
		return wrong(column, star, REASON_NMEA_CHECKSUM);
	return REASON_OK;
}

void nmea_init(struct nmea_stream *s)
{
	s->refusing = REASON_OK;
	s->column = 0;
	s->held = 0;
	s->wire_len = 0;
}

static bool emit(struct nmea_stream *s, enum at_kind kind, enum reason why, int error,
		 struct wtr *out)
{
	UNINITIALIZED struct at_record r;

	memset(&r, 0, offsetof(struct at_record, parts));
	r.kind = (uint8_t)kind;
	r.reason = (uint8_t)why;
	r.column = why == REASON_OK ? 0 : s->column;
	r.error = error;
	r.wire_len = s->wire_len;
	if (kind == AT_KIND_TEXT)
		r.text = (struct cur){ s->line, s->held };
	s->wire_len = 0;
	s->held = 0;
	s->refusing = REASON_OK;
	return at_record_write(out, &r);
}

static bool emit_line(struct nmea_stream *s, struct wtr *out)
{
	enum reason why = s->refusing;

	if (why == REASON_OK)
		why = nmea_check((struct cur){ s->line, s->held }, &s->column);
	return emit(s, why == REASON_OK ? AT_KIND_TEXT : AT_KIND_REFUSAL, why, 0, out);
}

static void skip(struct nmea_stream *s, enum reason why)
{
	s->refusing = why;
	s->column = (uint16_t)(s->held + 1);
}

static bool byte(struct nmea_stream *s, uint8_t b, struct wtr *out)
{
	s->wire_len++;
	if (b == '\r' || b == '\n')
		return (s->held == 0 && s->refusing == REASON_OK) || emit_line(s, out);
	if (s->refusing != REASON_OK) {
		if (s->wire_len < MOST_NOISE)
			return true;
		if (!emit_line(s, out))
			return false;
		s->refusing = REASON_AT_BINARY;
		return true;
	}
	if (b == 0 && s->held == 0)
		s->wire_len %= MOST_NOISE; /* idle lines of some ports: no line at all */
	else if (!at_is_ascii(b) || (s->held == 0 && b == '~')) /* 0x7E: a frame of DIAG */
		skip(s, s->held == 0 ? REASON_AT_BINARY : REASON_AT_CHARACTER);
	else if (s->held == NMEA_TOLERATED)
		skip(s, REASON_NMEA_LONG);
	else
		s->line[s->held++] = b;
	return true;
}

bool nmea_feed(struct nmea_stream *s, struct cur *chunk, struct wtr *out)
{
	uint8_t b;

	while (chunk->n > 0) {
		if (out->cap - out->len < AT_RECORD_MAX)
			return false;
		if (!cur_u8(chunk, &b) || !byte(s, b, out))
			return false;
	}
	return true;
}

bool nmea_signal(struct nmea_stream *s, enum at_kind kind, int error, struct wtr *out)
{
	if (s->held > 0 || s->refusing != REASON_OK) {
		if (s->refusing == REASON_OK)
			skip(s, REASON_AT_LINE_CUT);
		if (!emit_line(s, out))
			return false;
	}
	return emit(s, kind, REASON_OK, error, out);
}

bool nmea_next(struct cur *batch, struct at_record *out)
{
	uint16_t column;

	if (!at_next(batch, SIDE_MODEM, out))
		return false;
	switch ((enum at_kind)out->kind) {
	case AT_KIND_TEXT:
		return nmea_check(out->text, &column) == REASON_OK;
	case AT_KIND_REFUSAL:
	case AT_KIND_END:
	case AT_KIND_LOST:
		return out->n_parts == 0;
	case AT_KIND_DATA:
	case AT_KIND_LINE:
	case AT_KIND_REPEAT:
	case AT_KIND_ESCAPE:
	case AT_KIND_ENTRY:
	case AT_KIND_CANCEL:
	case AT_KIND_FINAL:
	case AT_KIND_INFO:
	case AT_KIND_HEX:
	case AT_KIND_PROMPT:
	case AT_KIND_ECHO:
	case AT_KIND_COUNT:
		break;
	}
	return false;
}

bool nmea_encode(const struct at_record *r, struct wtr *out)
{
	static const char digits[] = "0123456789ABCDEF";
	struct cur body = at_split_slice(r->text, 0, r->text.n - CHECKSUM);
	struct wtr w = *out;
	uint8_t sum;

	if (r->kind != AT_KIND_TEXT || r->text.n < SHORTEST)
		return false;
	sum = checksum(at_split_slice(body, 1, body.n));
	if (!wtr_bytes(&w, body) || !wtr_u8(&w, '*') || !wtr_u8(&w, (uint8_t)digits[sum / 16]) ||
	    !wtr_u8(&w, (uint8_t)digits[sum % 16]) || !wtr_bytes(&w, at_word("\r\n")))
		return false;
	out->len = w.len;
	return true;
}
