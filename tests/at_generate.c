/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines from shapes. Numbers come bare, text in quotes, so that a value is what its item says. */
#include "at_generate.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEFAULT_LENGTH = 255, USSD_HEX = 320 };

static const char *read_bounds(const char *s, struct at_item *item)
{
	char *end;
	bool first = true;

	while (*s == '-' || (*s >= '0' && *s <= '9')) {
		int64_t low = strtol(s, &end, 10), high = low;
		bool range = end[0] == '.' && end[1] == '.';

		if (range)
			high = strtol(end + 2, &end, 10);
		if (first)
			item->low = range || item->type == 'n' ? low : 0;
		else
			item->gap |= low != item->high + 1;
		item->high = high;
		item->bounded = true;
		first = false;
		s = *end == '|' ? end + 1 : end;
	}
	return s;
}

void at_generate_items(const char *shape, struct at_items *out)
{
	bool optional = false;

	memset(out, 0, sizeof(*out));
	for (const char *s = shape ? shape : "*"; *s;) {
		struct at_item *item = &out->items[out->n];

		if (strchr(",[{}", *s)) {
			optional |= *s == '[' || *s == '{';
			out->open |= *s == '{';
			s++;
			continue;
		}
		*item = (struct at_item){ .type = *s++, .high = DEFAULT_LENGTH };
		if (item->type == '*') {
			out->open = true;
			continue;
		}
		s = read_bounds(s, item);
		item->optional = optional || *s == '?';
		s += *s == '?';
		if (++out->n == AT_GENERATE_MOST)
			abort();
		if (!item->optional)
			out->mandatory = out->n;
	}
}

static bool text(struct wtr *out, const char *word)
{
	return wtr_bytes(out, (struct cur){ (const uint8_t *)word, strlen(word) });
}

static bool number(struct wtr *out, int64_t v)
{
	char digits[32];

	snprintf(digits, sizeof(digits), "%lld", (long long)v);
	return text(out, digits);
}

static bool repeat(struct wtr *out, char c, int64_t n)
{
	bool ok = wtr_u8(out, '"');

	for (int64_t i = 0; ok && i < n; i++)
		ok = wtr_u8(out, (uint8_t)c);
	return ok && wtr_u8(out, '"');
}

static bool number_value(const struct at_item *item, enum at_size size, struct wtr *out)
{
	switch (size) {
	case AT_SMALLEST:
		return number(out, item->bounded ? item->low : -9);
	case AT_LARGEST:
		return number(out, item->bounded ? item->high : 999999999999);
	case AT_TOO_LARGE:
		return item->bounded && number(out, item->high + 1);
	case AT_TOO_SMALL:
		return item->bounded && number(out, item->low - 1);
	case AT_WRONG_TYPE:
		return text(out, "\"1\"");
	case AT_WRONG_SET:
		break;
	}
	return false;
}

/* A character of the type, and one that it does not have. */
static void characters(char type, char *good, char *bad)
{
	*good = type == 'd' || type == 'p' ? '7' : 'A';
	*bad = strchr("dpxh", type) ? 'G' : type == 'w' ? ' ' : 0;
}

bool at_generate_value(const struct at_item *item, enum at_size size, struct wtr *out)
{
	bool pairs = item->type == 'x';
	char good, bad;

	if (item->type == 'n')
		return number_value(item, size, out);
	if (strchr(".l", item->type))
		return size <= AT_LARGEST && text(out, "1");
	characters(item->type, &good, &bad);
	if (item->type == 'u') {
		if (size == AT_TOO_LARGE)
			return repeat(out, good, USSD_HEX + 1);
		return size <= AT_LARGEST && repeat(out, good, size == AT_LARGEST ? USSD_HEX : 0);
	}
	switch (size) {
	case AT_SMALLEST:
		return repeat(out, good, item->low);
	case AT_LARGEST:
		return repeat(out, good, item->high - (pairs ? item->high % 2 : 0));
	case AT_TOO_LARGE:
		return repeat(out, good, item->high + 1);
	case AT_TOO_SMALL:
		return item->low > 0 && repeat(out, good, item->low - 1);
	case AT_WRONG_SET:
		return bad && item->high >= 2 && repeat(out, bad, item->low > 2 ? item->low : 2);
	case AT_WRONG_TYPE:
		break;
	}
	return false;
}

enum reason at_generate_reason(enum at_size size)
{
	switch (size) {
	case AT_SMALLEST:
	case AT_LARGEST:
		break;
	case AT_TOO_LARGE:
	case AT_TOO_SMALL:
		return REASON_AT_VALUE_RANGE; /* of text: AT_VALUE_LENGTH */
	case AT_WRONG_SET:
		return REASON_AT_VALUE_SET;
	case AT_WRONG_TYPE:
		return REASON_AT_VALUE_TYPE;
	}
	return REASON_OK;
}

struct cur at_generate_records(const struct frame_at_options *o, struct cur bytes, size_t step)
{
	static uint8_t memory[1 << 22];
	static struct frame_at f;
	struct wtr w = { memory, sizeof(memory), 0 };

	frame_at_init(&f, o);
	while (bytes.n > 0) {
		struct cur chunk;

		if (!cur_take(&bytes, step && step < bytes.n ? step : bytes.n, &chunk) ||
		    frame_at_feed(&f, &chunk, &w) != FRAME_AT_MORE)
			abort();
	}
	if (!frame_at_end(&f, 0, &w))
		abort();
	return (struct cur){ memory, w.len };
}

const struct at_record *at_generate_read(enum side side, struct cur line)
{
	static struct at_record r;
	const struct frame_at_options o = { .side = side, .text_entry = true };
	struct cur records = at_generate_records(&o, line, 0);

	return at_next(&records, side, &r) ? &r : NULL;
}
