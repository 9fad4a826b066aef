/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A value for each form, a message for each row. */
#include "stk_generate.h"

#include <string.h>

#define BYTES(...)                                                                         \
	{                                                                                  \
		(const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ }) \
	}

/* What other parsers judge has one size here: an SMS-SUBMIT, an SMS-DELIVER, a CDMA message. */
static const struct cur submit =
	BYTES(0x01, 0x00, 0x04, 0x91, 0x21, 0x43, 0x00, 0x04, 0x03, 'a', 'b', 'c');
static const struct cur deliver = BYTES(0x04, 0x04, 0x91, 0x21, 0x43, 0x7F, 0xF6, 0x02, 0x21, 0x11,
					0x32, 0x54, 0x76, 0x00, 0x03, 'a', 'b', 'c');
static const struct cur ussd = BYTES(0x0F, 0xAA, 0x18, 0x0D, 0x06);

static bool copy(struct cur from, size_t n, uint8_t *value)
{
	if (from.n != n)
		return false;
	memcpy(value, from.p, n);
	return true;
}

static bool page(size_t n, uint8_t *value)
{
	static const uint8_t head[] = { 0x00, 0x10, 0x00, 0x32, 0x0F, 0x11 };

	if (n != 88)
		return false;
	memset(value, 0x20, n);
	memcpy(value, head, sizeof(head));
	value[n - 1] &= 0x7F;
	return true;
}

static bool apdu(size_t n, uint8_t *value)
{
	if (n < 4)
		return false;
	memset(value, 0, n);
	value[1] = n <= 5 ? 0xB0 : 0xD6;
	if (n > 5)
		value[4] = (uint8_t)(n - 5);
	return true;
}

static void labels(size_t n, uint8_t *value)
{
	for (size_t at = 0; at < n;) {
		size_t size = n - at - 1 < 63 ? n - at - 1 : 63;

		value[at] = (uint8_t)size;
		at += size + 1;
	}
}

/* The first octets of a form, before the ones that fill it up. */
static void begin(enum stk_form form, enum payload_kind kind, size_t n, uint8_t *value)
{
	static const uint8_t mf[] = { 1, 0x3F, 0x00 };

	if (n == 0)
		return;
	if (form == STK_DEVICES)
		value[0] = kind == PAYLOAD_STK_COMMAND ? 0x81 : 0x82;
	if (form == STK_DEVICES && n > 1)
		value[1] = kind == PAYLOAD_STK_COMMAND ? 0x82 : 0x81;
	if (form == STK_TEXT)
		value[0] = 0x04;
	if (form == STK_ADDRESS)
		value[0] = 0x91;
	if (form == STK_CCP)
		value[0] = (uint8_t)(n - 1);
	if (form == STK_BEARER)
		value[0] = n == 1 ? 3 : 0x0B;
	if (form == STK_OTHER)
		value[0] = n == 5 ? 0x21 : 0x57;
	if (form == STK_FILES)
		memcpy(value, mf, n < sizeof(mf) ? n : sizeof(mf));
}

static bool has_length(enum stk_form form, size_t n)
{
	static const uint8_t multiples[STK_FORMS] = {
		[STK_PATH] = 2,
		[STK_ATTRIBUTES] = 4,
		[STK_PLMNS] = 3,
		[STK_TECHNOLOGIES] = 5,
	};

	if (form == STK_OTHER)
		return n == 0 || n == 5 || n == 17;
	if (form == STK_FILES)
		return n % 2 == 1;
	return multiples[form] == 0 || n % multiples[form] == 0;
}

bool stk_generate_value(const struct stk_object_def *def, enum payload_kind kind, size_t n,
			uint8_t *value)
{
	static const uint8_t fill[STK_FORMS] = {
		[STK_DURATION] = 1,  [STK_RANGE] = 1,      [STK_TIMER] = 1,    [STK_BCD] = 0x12,
		[STK_DIGITS] = 0x21, [STK_ADDRESS] = 0x21, [STK_FILES] = 0x2F, [STK_PATH] = 0x2F,
		[STK_TEXT] = 'a',    [STK_ALPHA] = 'a',    [STK_ITEM] = 'a',   [STK_ASCII] = 'a',
		[STK_NAME] = 'a',    [STK_LANGUAGE] = 'a', [STK_BYTES] = 1,
	};
	enum stk_form form = (enum stk_form)def->form;

	if (form == STK_SMS)
		return copy(kind == PAYLOAD_STK_COMMAND ? submit : deliver, n, value);
	if (form == STK_USSD)
		return copy(ussd, n, value);
	if (form == STK_PAGE)
		return page(n, value);
	if (form == STK_APDU)
		return apdu(n, value);
	if (form == STK_CDMA || !has_length(form, n))
		return false;
	memset(value, fill[form], n);
	begin(form, kind, n, value);
	if (form == STK_NAME)
		labels(n, value);
	return true;
}

size_t stk_generate_least(const struct stk_object_def *def, enum payload_kind kind)
{
	uint8_t value[300];
	size_t n = def->min;

	/* An item or a text without anything is a case of its own. */
	if (n == 0 && (def->form == STK_ITEM || def->form == STK_TEXT))
		n = 2;
	while (n <= def->max && !stk_generate_value(def, kind, n, value))
		n++;
	return n;
}

/* Adds an object of the fewest octets. */
static void add(struct stk_sample *s, uint8_t tag)
{
	const struct stk_object_def *def = stk_object(tag);
	size_t n = stk_generate_least(def, s->kind);

	if (s->count == SAMPLE_MAX_OBJECTS || n > def->max)
		return;
	s->objects[s->count].tag = tag;
	s->objects[s->count].n = n;
	if (stk_generate_value(def, s->kind, n, s->objects[s->count].value))
		s->count++;
}

/* What stands before the places of a row. */
static void add_head(enum stk_table table, const struct stk_row *row, struct stk_sample *s)
{
	static const enum payload_kind kinds[STK_TABLES] = {
		[STK_COMMANDS] = PAYLOAD_STK_COMMAND,
		[STK_ENVELOPES] = PAYLOAD_STK_ENVELOPE,
		[STK_EVENTS] = PAYLOAD_STK_ENVELOPE,
		[STK_RESPONSES] = PAYLOAD_STK_RESPONSE,
	};

	*s = (struct stk_sample){ .kind = kinds[table] };
	if (table == STK_COMMANDS)
		s->outer = STK_TAG_COMMAND;
	else if (table != STK_RESPONSES)
		s->outer = table == STK_EVENTS ? STK_TAG_EVENT : row->type;
	if (table == STK_COMMANDS || table == STK_RESPONSES) {
		add(s, STK_OBJECT_COMMAND);
		s->objects[0].value[1] = row->type;
	} else if (table == STK_EVENTS) {
		add(s, STK_OBJECT_EVENTS);
		s->objects[0].n = 1;
		s->objects[0].value[0] = row->type;
	}
}

void stk_generate_row(enum stk_table table, const struct stk_row *row, bool whole, unsigned which,
		      struct stk_sample *s)
{
	unsigned choice = 0;

	add_head(table, row, s);
	for (size_t i = 0; i < row->n; i++) {
		enum stk_need need = (enum stk_need)row->places[i].need;
		bool is_wanted = whole || need == STK_MUST || need == STK_SOME;

		if (need == STK_ONE_OF)
			is_wanted = choice++ == which;
		if (is_wanted)
			add(s, row->places[i].tag);
	}
}

unsigned stk_generate_choices(const struct stk_row *row)
{
	unsigned n = 0;

	for (size_t i = 0; i < row->n; i++)
		n += row->places[i].need == STK_ONE_OF;
	return n > 0 ? n : 1;
}

static void put_length(struct wtr *w, size_t n, unsigned extra)
{
	unsigned size = (n < 0x80 ? 0 : n < 0x100 ? 1 : 2) + extra;

	if (size > 2)
		size = 2;
	if ((size > 0 && !wtr_u8(w, (uint8_t)(0x80 + size))) ||
	    (size == 2 && !wtr_u8(w, (uint8_t)(n / 256))) || !wtr_u8(w, (uint8_t)n))
		return;
}

struct cur stk_generate_bytes(const struct stk_sample *s, unsigned extra, uint8_t *memory)
{
	static uint8_t body[SAMPLE_MAX_SIZE];
	struct wtr w = { body, sizeof(body), 0 }, all = { memory, SAMPLE_MAX_SIZE, 0 };

	for (unsigned i = 0; i < s->count; i++) {
		struct cur value = { s->objects[i].value, s->objects[i].n };

		if (!wtr_u8(&w, s->objects[i].tag))
			break;
		put_length(&w, value.n, extra);
		if (!wtr_bytes(&w, value))
			break;
	}
	if (s->outer != 0 && wtr_u8(&all, s->outer))
		put_length(&all, w.len, extra);
	if (!wtr_bytes(&all, (struct cur){ w.p, w.len }))
		all.len = 0;
	return (struct cur){ all.p, all.len };
}
