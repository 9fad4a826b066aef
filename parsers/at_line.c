/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines of a modem: final result codes, named lines, the rest. */
#include "at_line.h"

#include "at_part.h"
#include "at_split.h"
#include "at_text.h"
#include "at_value.h"

/* V.250 5.7, TS 27.007 9.2, TS 27.005 3.2.5; FIELD-NOTES A6 for the others. */
static const struct final_code {
	const char *text;
	uint8_t code;
} codes[] = {
	{ "OK", AT_FINAL_OK },
	{ "CONNECT", AT_FINAL_CONNECT },
	{ "NO CARRIER", AT_FINAL_NO_CARRIER },
	{ "ERROR", AT_FINAL_ERROR },
	{ "NO DIALTONE", AT_FINAL_NO_DIALTONE },
	{ "NO DIAL TONE", AT_FINAL_NO_DIALTONE },
	{ "BUSY", AT_FINAL_BUSY },
	{ "NO ANSWER", AT_FINAL_NO_ANSWER },
	{ "COMMAND NOT SUPPORT", AT_FINAL_NOT_SUPPORTED },
	{ "NA", AT_FINAL_NA },
};

/* Codes with a number or a text behind them. */
static const struct final_code errors[] = {
	{ "+CME ERROR:", AT_FINAL_CME_ERROR },
	{ "+CMS ERROR:", AT_FINAL_CMS_ERROR },
	{ "+EXT ERROR:", AT_FINAL_EXT_ERROR },
	{ "MODEM ERROR:", AT_FINAL_MODEM_ERROR },
};

/* V.250 table 1; 2 is RING, 5 CONNECT 1200. */
static const uint8_t numeric[] = { AT_FINAL_OK,          AT_FINAL_CONNECT, AT_FINAL_COUNT,
				   AT_FINAL_NO_CARRIER,  AT_FINAL_ERROR,   AT_FINAL_COUNT,
				   AT_FINAL_NO_DIALTONE, AT_FINAL_BUSY,    AT_FINAL_NO_ANSWER };

enum { MOST_ERROR_TEXT = 80, MOST_CODE = 1000000000 };

#define N_OF(a) (sizeof(a) / sizeof((a)[0]))

static struct cur trimmed(struct cur text, size_t from)
{
	size_t start = at_split_past(text, from, ' '), end = text.n;

	while (end > start && at_byte(text, end - 1) == ' ')
		end--;
	return at_split_slice(text, start, end);
}

static bool small_number(struct cur text, int32_t *out)
{
	int64_t v;

	if (!at_value_number(text, &v) || v < 0 || v > MOST_CODE)
		return false;
	*out = (int32_t)v;
	return true;
}

static void set_final(struct at_record *r, uint8_t code)
{
	r->kind = AT_KIND_FINAL;
	r->final = code;
	r->number = -1;
}

static bool read_code(struct cur line, struct at_record *r)
{
	struct cur rest;

	for (size_t i = 0; i < N_OF(codes); i++)
		if (at_equal(line, codes[i].text)) {
			set_final(r, codes[i].code);
			return true;
		}
	if (at_starts(line, "CONNECT ") && at_all(line, at_is_ascii)) {
		set_final(r, AT_FINAL_CONNECT);
		rest = trimmed(line, sizeof("CONNECT"));
		if (!small_number(rest, &r->number))
			r->number = -1;
		return true;
	}
	if (line.n == 1 && at_is_digit(at_byte(line, 0))) {
		unsigned n = at_byte(line, 0) - (unsigned)'0';

		if (n < N_OF(numeric) && numeric[n] != AT_FINAL_COUNT) {
			set_final(r, numeric[n]);
			r->flags |= AT_RECORD_NUMERIC;
			return true;
		}
	}
	return false;
}

/* With a number or a text, with or without the blank (FIELD-NOTES A6). */
static bool read_error(struct cur line, struct at_record *r)
{
	for (size_t i = 0; i < N_OF(errors); i++) {
		struct cur text;

		if (!at_starts(line, errors[i].text))
			continue;
		text = trimmed(line, strlen(errors[i].text));
		if (text.n == 0 || text.n > MOST_ERROR_TEXT || !at_all(text, at_is_ascii) ||
		    at_split_byte(text, 0, '"') < text.n)
			return false;
		set_final(r, errors[i].code);
		if (small_number(text, &r->number))
			return true;
		r->number = -1;
		r->n_values = 1;
		r->values[0] = (struct at_value){ AT_VALUE_STRING, 0, text, 0 };
		return true;
	}
	return false;
}

static void refuse(struct at_record *r, enum reason why, size_t offset)
{
	r->kind = AT_KIND_REFUSAL;
	r->reason = (uint8_t)why;
	r->column = (uint16_t)(offset + 1);
	r->n_values = 0;
	r->text.n = 0;
	if (r->n_parts > 0)
		r->parts[0].n = 0;
}

static void set_name(struct at_record *r, struct cur name, uint16_t row)
{
	r->kind = AT_KIND_INFO;
	r->n_parts = 1;
	r->parts[0] = (struct at_part){ .row = row, .column = 1, .name = name };
}

/* NAME: values. The name is all that stands before the colon. */
static void read_values(struct cur line, struct cur name, uint16_t row, struct at_record *r)
{
	size_t start = name.n + 1, at;
	enum reason e;

	set_name(r, name, row);
	e = at_value_split(at_split_slice(line, start, line.n), SIDE_MODEM, r, &at);
	if (r->n_values > 0)
		r->values[0].spaced = 0; /* the blank behind the colon is ours */
	r->parts[0].n = r->n_values;
	if (e != REASON_OK)
		refuse(r, e, start + at);
}

/* A line with a name in front: one with a prefix, or a code of the tables. */
static bool read_info(struct cur line, struct at_record *r)
{
	size_t colon = at_split_byte(line, 0, ':');
	struct cur name = at_split_slice(line, 0, colon);
	uint16_t row = name.n <= AT_MAX_NAME ? at_find((const char *)name.p, name.n) : ROW_NONE;
	const struct at_def *def = at_row(row, NULL);

	/* A name alone: a code of the tables (RING), no line of a list of commands (+CLAC). */
	if (colon == line.n) {
		if (!def || !def->urc)
			return false;
		set_name(r, name, row);
		r->flags |= AT_RECORD_BARE;
		return true;
	}
	if (!at_part_name_fits(name, SIDE_MODEM) && !(def && def->urc))
		return false;
	read_values(line, name, row, r);
	return true;
}

static bool is_echo(struct cur line)
{
	return at_upper(at_byte(line, 0)) == 'A' && at_upper(at_byte(line, 1)) == 'T';
}

/* $GPRMC, and the like: a talker, a sentence, a comma (NMEA 0183 5.3). */
static bool is_nmea(struct cur line)
{
	if (at_byte(line, 0) != '$' || at_byte(line, 6) != ',')
		return false;
	for (size_t i = 1; i < 6; i++)
		if (at_byte(line, i) != at_upper(at_byte(line, i)) || !at_is_name(at_byte(line, i)))
			return false;
	return true;
}

void at_line_read(struct cur line, struct at_record *r)
{
	struct cur text = trimmed(line, 0);

	r->text = line;
	r->n_parts = 0;
	r->n_values = 0;
	if (is_nmea(text)) {
		refuse(r, REASON_AT_NMEA, 0);
		return;
	}
	if (read_code(text, r) || read_error(text, r) || read_info(text, r))
		return;
	if (is_echo(text))
		r->kind = AT_KIND_ECHO;
	else if (line.n % 2 == 0 && at_all(line, at_is_hex))
		r->kind = AT_KIND_HEX;
	else
		r->kind = AT_KIND_TEXT;
}

bool at_line_open(struct cur line)
{
	size_t colon = at_split_byte(line, 0, ':'), quote;
	const struct at_def *def;

	if (colon == line.n || colon > AT_MAX_NAME)
		return false;
	def = at_row(at_find((const char *)line.p, colon), NULL);
	quote = at_split_byte(line, colon, '"');
	return def && (def->flags & AT_MULTILINE) && quote < line.n &&
	       at_split_byte(line, quote + 1, '"') == line.n;
}
