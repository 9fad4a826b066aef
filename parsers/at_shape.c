/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shapes of AT values: a walk along the notation and the values at once, without recursion. */
#include "at_shape.h"

#include "at_split.h"
#include "at_text.h"

enum { DEFAULT_LENGTH = 255 };

struct walk {
	const char *shape;
	const char *group; /* behind the '{' that we are in */
	const struct at_value *values;
	size_t n, at;
	size_t group_at; /* the first value of this round of the group */
	struct wtr *out; /* NULL: only checks */
	bool optional;
	bool strip;
	size_t stripped;
	size_t depth; /* lists open in the values */
};

/* --- the values --- */

static const struct at_value *current(const struct walk *w)
{
	return w->at < w->n ? &w->values[w->at] : NULL;
}

/* No more values in this list, or in the line. */
static bool at_end(const struct walk *w)
{
	const struct at_value *v = current(w);

	return !v || v->kind == AT_VALUE_CLOSE;
}

static bool write_number(struct wtr *out, int64_t number)
{
	uint8_t digits[24];
	size_t n = sizeof(digits);
	uint64_t v = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;

	do {
		digits[--n] = (uint8_t)('0' + v % 10);
		v /= 10;
	} while (v > 0);
	if (number < 0)
		digits[--n] = '-';
	return wtr_bytes(out, (struct cur){ digits + n, sizeof(digits) - n });
}

static bool write_value(const struct walk *w, const struct at_value *v, bool number)
{
	bool first = w->at == 0 || w->values[w->at - 1].kind == AT_VALUE_OPEN;
	struct wtr *out = w->out;

	if (v->kind == AT_VALUE_CLOSE)
		return wtr_u8(out, ')');
	if (!first && !wtr_u8(out, ','))
		return false;
	if (v->spaced && w->at > 0 && !wtr_u8(out, ' '))
		return false;
	if (number)
		return write_number(out, v->number);
	if (v->kind == AT_VALUE_OPEN)
		return wtr_u8(out, '(');
	if (v->kind != AT_VALUE_STRING)
		return wtr_bytes(out, v->text);
	return wtr_u8(out, '"') && wtr_bytes(out, v->text) && wtr_u8(out, '"');
}

/* Goes on behind the current value, which is as it should be. */
static enum reason take(struct walk *w, bool number)
{
	const struct at_value *v = current(w);

	if (w->out && !write_value(w, v, number))
		return REASON_AT_LINE_LONG;
	if (v->kind == AT_VALUE_OPEN)
		w->depth++;
	if (v->kind == AT_VALUE_CLOSE)
		w->depth--;
	w->at++;
	return REASON_OK;
}

/* Takes a simple value, or a list with all that is in it. */
static enum reason take_any(struct walk *w)
{
	size_t depth = w->depth;
	enum reason e;

	do {
		e = take(w, false);
	} while (e == REASON_OK && w->depth > depth && current(w));
	return e;
}

/* --- the notation --- */

static const char *past_number(const char *s, int64_t *out)
{
	bool minus = *s == '-';
	int64_t v = 0;

	for (s += minus; at_is_digit((uint8_t)*s); s++)
		v = v * 10 + (*s - '0');
	*out = minus ? -v : v;
	return s;
}

static bool is_bound(char c)
{
	return at_is_digit((uint8_t)c) || c == '-' || c == '.' || c == '|';
}

/* Behind the bounds of an item, and whether `v` is within: "0..7|9" of numbers, "8", "1..8" of
 * lengths. */
static const char *past_bounds(const char *s, int64_t v, bool length, bool *within)
{
	const bool bounded = is_bound(*s);

	*within = bounded ? false : !length || v <= DEFAULT_LENGTH;
	while (is_bound(*s)) {
		int64_t low = 0, high;

		s = past_number(s, &low);
		high = low;
		if (length)
			low = *s == '.' ? low : 0;
		if (s[0] == '.' && s[1] == '.')
			s = past_number(s + 2, &high);
		*within |= v >= low && v <= high;
		if (*s != '|')
			break;
		s++;
	}
	return s;
}

static const char *past_list(const char *s)
{
	unsigned depth = 0;

	for (; *s; s++) {
		if (*s == '(')
			depth++;
		if (*s == ')' && --depth == 0)
			return s + 1;
	}
	return s;
}

/* To the ')' that closes the list which we are in, or the '}', or the end. */
static const char *to_close(const char *s, char close)
{
	while (*s && *s != close)
		s = *s == '(' ? past_list(s) : s + 1;
	return s;
}

/* --- one item --- */

/* TS 23.038 6.1.2.3: a USSD string is 160 octets: 182 characters of 7 bits, or 320 hex digits. */
enum { USSD_HEX = 320, USSD_TEXT = 182 };

static bool is_ussd(struct cur text)
{
	return text.n <= USSD_TEXT || (text.n <= USSD_HEX && at_all(text, at_is_hex));
}

static bool is_phone(uint8_t b)
{
	return at_is_digit(b) || at_among(b, "*#+,?ABCDabcd");
}

static bool is_word(uint8_t b)
{
	return at_is_ascii(b) && b != ' ' && b != '"' && b != ',' && b != ';';
}

static bool of_set(char type, struct cur text)
{
	switch (type) {
	case 'd':
		return at_all(text, at_is_digit);
	case 'p':
		return at_all(text, is_phone);
	case 'x':
		return text.n % 2 == 0 && at_all(text, at_is_hex);
	case 'h':
		return at_all(text, at_is_hex);
	case 'w':
		return at_all(text, is_word);
	default:
		return true;
	}
}

/* The item of type `type` with bounds at `w->shape`; moves behind them. */
static enum reason item_value(struct walk *w, char type)
{
	const struct at_value *v = current(w);
	bool within, list = v && v->kind == AT_VALUE_OPEN;
	const char *bounds = w->shape;

	w->shape = past_bounds(bounds, v ? (int64_t)v->text.n : 0, true, &within);
	if (type == 'n' && v)
		w->shape = past_bounds(bounds, v->number, false, &within);
	if (*w->shape == '?')
		w->shape++;
	if (!v || v->kind == AT_VALUE_CLOSE) {
		if (w->optional || w->shape[-1] == '?')
			return REASON_OK;
		return REASON_AT_VALUE_MISSING;
	}
	if (v->kind == AT_VALUE_EMPTY)
		return w->optional || w->shape[-1] == '?' ? take(w, false)
							  : REASON_AT_VALUE_MISSING;
	if (list || (type == 'n' && v->kind != AT_VALUE_NUMBER))
		return REASON_AT_VALUE_TYPE;
	if (type == '.')
		return take(w, false);
	if (type == 'u' ? !is_ussd(v->text) : !within)
		return type == 'n' ? REASON_AT_VALUE_RANGE : REASON_AT_VALUE_LENGTH;
	if (type != 'n' && !of_set(type, v->text))
		return REASON_AT_VALUE_SET;
	return take(w, type == 'n');
}

static enum reason item_open(struct walk *w)
{
	const struct at_value *v = current(w);

	if (v && v->kind == AT_VALUE_OPEN)
		return take(w, false);
	if (w->optional && (at_end(w) || v->kind == AT_VALUE_EMPTY)) {
		w->shape = past_list(w->shape - 1);
		return at_end(w) ? REASON_OK : take(w, false);
	}
	return at_end(w) ? REASON_AT_VALUE_MISSING : REASON_AT_VALUE_TYPE;
}

static enum reason item_close(struct walk *w)
{
	return current(w) && current(w)->kind == AT_VALUE_CLOSE ? take(w, false)
								: REASON_AT_VALUE_EXCESS;
}

static enum reason item_group(struct walk *w, char item)
{
	if (item == '{') {
		w->group = w->shape;
		w->group_at = w->at;
		if (at_end(w))
			w->shape = to_close(w->shape, '}') + 1;
		return REASON_OK;
	}
	if (at_end(w))
		return REASON_OK;
	if (w->at == w->group_at)
		return REASON_AT_VALUE_EXCESS; /* a round that took nothing: there would be no end
						*/
	w->group_at = w->at;
	w->shape = w->group;
	return REASON_OK;
}

static enum reason item_rest(struct walk *w)
{
	enum reason e = REASON_OK;

	while (e == REASON_OK && !at_end(w))
		e = take_any(w);
	return e;
}

static enum reason item(struct walk *w)
{
	char c = *w->shape++;

	switch (c) {
	case ',':
		return REASON_OK;
	case '[':
		w->optional = true;
		return REASON_OK;
	case '*':
		return item_rest(w);
	case 'l':
		return at_end(w) ? REASON_OK : take_any(w);
	case '(':
		return item_open(w);
	case ')':
		return item_close(w);
	case '{':
	case '}':
		return item_group(w, c);
	default:
		return item_value(w, c);
	}
}

enum reason at_shape_walk(const char *shape, const struct at_value *values, size_t n, bool strip,
			  struct wtr *out, struct at_walked *walked)
{
	struct walk w = { .shape = shape ? shape : "*", .values = values, .n = n, .out = out };
	size_t start = out ? out->len : 0;
	enum reason e = REASON_OK;

	while (e == REASON_OK && *w.shape)
		e = item(&w);
	if (e == REASON_OK && w.at < n) {
		if (strip && w.depth == 0)
			w.stripped = n - w.at;
		else
			e = REASON_AT_VALUE_EXCESS;
	}
	if (e != REASON_OK && out)
		out->len = start;
	walked->blame = w.at;
	walked->stripped = w.stripped;
	return e;
}

bool at_shape_valid(const char *shape)
{
	unsigned depth = 0, groups = 0;
	bool ended = false;

	for (const char *s = shape; *s; s++) {
		bool within;

		if (ended && *s != ')' && *s != '}')
			return false;
		if (*s == '(')
			depth++;
		else if (*s == ')' && depth-- == 0)
			return false;
		else if (*s == '{' && ++groups > 1)
			return false;
		else if (*s == '*')
			ended = depth == 0;
		else if (at_among((uint8_t)*s, "nsdpxhwu"))
			s = past_bounds(s + 1, 0, *s != 'n', &within) - 1;
		else if (!at_among((uint8_t)*s, "(){},[.l?"))
			return false;
	}
	return depth == 0;
}
