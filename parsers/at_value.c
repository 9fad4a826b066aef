/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Values of lines: parted at commas, typed by how they look, checked again in the gate. */
#include "at_value.h"

#include "at_split.h"
#include "at_text.h"

enum { MOST_DIGITS = 18, MOST_NESTED = 4 };

bool at_value_number(struct cur text, int64_t *out)
{
	size_t i = at_byte(text, 0) == '-';
	int64_t v = 0;

	if (text.n == i || text.n - i > MOST_DIGITS)
		return false;
	for (size_t k = i; k < text.n; k++) {
		if (!at_is_digit(at_byte(text, k)))
			return false;
		v = v * 10 + (at_byte(text, k) - '0');
	}
	*out = i ? -v : v;
	return true;
}

struct splitting {
	struct cur text;
	enum side side;
	struct at_record *r;
	size_t i;       /* where we are */
	unsigned depth; /* of lists */
	bool expecting; /* a value may begin here */
	bool opened;    /* a list has just begun */
	uint8_t spaced;
};

static enum reason push(struct splitting *s, enum at_value_kind kind, struct cur text)
{
	struct at_value *v;

	if (s->r->n_values == AT_MAX_VALUES)
		return REASON_AT_VALUES;
	v = &s->r->values[s->r->n_values++];
	*v = (struct at_value){ (uint8_t)kind, s->spaced, text, 0 };
	if (kind == AT_VALUE_WORD && at_value_number(text, &v->number))
		v->kind = AT_VALUE_NUMBER;
	if (kind == AT_VALUE_EMPTY || kind == AT_VALUE_CLOSE)
		v->spaced = 0;
	return REASON_OK;
}

/* The mark stands at the opening quote. */
static enum reason split_string(struct splitting *s)
{
	size_t end = at_split_byte(s->text, s->i + 1, '"');
	struct cur inner;
	enum reason e;

	if (end == s->text.n)
		return REASON_AT_QUOTE;
	inner = at_split_slice(s->text, s->i + 1, end);
	if (!at_all(inner, s->side == SIDE_MODEM ? at_is_text : at_is_ascii))
		return REASON_AT_CHARACTER;
	e = push(s, AT_VALUE_STRING, inner);
	if (e == REASON_OK)
		s->i = end + 1;
	return e;
}

static size_t word_end(const struct splitting *s)
{
	size_t end = at_split_byte(s->text, s->i, ',');

	if (s->depth > 0) {
		size_t close = at_split_byte(s->text, s->i, ')');

		if (close < end)
			end = close;
	}
	return end;
}

static enum reason split_word(struct splitting *s)
{
	size_t end = word_end(s), last = end;
	struct cur word;
	enum reason e;

	while (last > s->i && at_byte(s->text, last - 1) == ' ')
		last--;
	word = at_split_slice(s->text, s->i, last);
	if (!at_all(word, at_is_ascii))
		return REASON_AT_CHARACTER;
	if (at_split_byte(word, 0, '"') < word.n)
		return REASON_AT_QUOTE;
	e = push(s, AT_VALUE_WORD, word);
	if (e == REASON_OK)
		s->i = end;
	return e;
}

static enum reason split_close(struct splitting *s)
{
	enum reason e = REASON_OK;

	if (s->expecting && !s->opened)
		e = push(s, AT_VALUE_EMPTY, at_split_slice(s->text, s->i, s->i));
	if (e == REASON_OK)
		e = push(s, AT_VALUE_CLOSE, at_split_slice(s->text, s->i, s->i));
	s->depth--;
	s->expecting = s->opened = false;
	s->i++;
	return e;
}

static enum reason split_open(struct splitting *s)
{
	if (s->depth == MOST_NESTED)
		return REASON_AT_LIST;
	s->depth++;
	s->expecting = s->opened = true;
	s->i++;
	return push(s, AT_VALUE_OPEN, at_split_slice(s->text, s->i, s->i));
}

/* One value, comma or parenthesis. The mark stands on it. */
static enum reason split_next(struct splitting *s)
{
	uint8_t b = at_byte(s->text, s->i);
	enum reason e = REASON_OK;

	if (b == ',') {
		if (s->expecting)
			e = push(s, AT_VALUE_EMPTY, at_split_slice(s->text, s->i, s->i));
		s->expecting = true;
		s->opened = false;
		s->i++;
		return e;
	}
	if (b == ')' && s->depth > 0)
		return split_close(s);
	/* Some leave out the comma between lists; it is written again. */
	if (b == '(' && s->i > 0 && at_byte(s->text, s->i - 1) == ')' && s->side == SIDE_MODEM)
		return split_open(s);
	if (!s->expecting)
		return b == ')' ? REASON_AT_LIST : REASON_AT_QUOTE; /* goes on behind a string */
	if (b == '(' && s->side == SIDE_MODEM)
		return split_open(s);
	s->expecting = s->opened = false;
	return b == '"' ? split_string(s) : split_word(s);
}

enum reason at_value_split(struct cur text, enum side side, struct at_record *r, size_t *at)
{
	struct splitting s = { .text = text, .side = side, .r = r, .expecting = true };
	enum reason e = REASON_OK;

	*at = 0;
	if (at_split_past(text, 0, ' ') == text.n)
		return REASON_OK; /* no value at all */
	while (e == REASON_OK) {
		size_t start = at_split_past(text, s.i, ' ');

		s.spaced = start > s.i;
		s.i = *at = start;
		if (start == text.n)
			break;
		e = split_next(&s);
	}
	if (e == REASON_OK && s.depth > 0)
		e = REASON_AT_LIST;
	if (e == REASON_OK && s.expecting)
		e = push(&s, AT_VALUE_EMPTY, at_split_slice(text, text.n, text.n));
	return e;
}

static bool word_fits(struct cur word, enum side side, bool in_list)
{
	uint8_t first = at_byte(word, 0), last = at_byte(word, word.n - 1);

	if (word.n == 0 || !at_all(word, at_is_ascii) || first == ' ' || last == ' ')
		return false;
	if (at_split_byte(word, 0, ',') < word.n || at_split_byte(word, 0, '"') < word.n)
		return false;
	if (side == SIDE_CLIENT)
		return at_split_byte(word, 0, ';') == word.n &&
		       at_split_byte(word, 0, ' ') == word.n;
	return first != '(' && !(in_list && at_split_byte(word, 0, ')') < word.n);
}

bool at_value_fits(const struct at_value *v, enum side side, bool in_list)
{
	int64_t number;

	if (v->spaced > (side == SIDE_MODEM))
		return false;
	switch ((enum at_value_kind)v->kind) {
	case AT_VALUE_EMPTY:
	case AT_VALUE_CLOSE:
		return v->text.n == 0 && v->spaced == 0;
	case AT_VALUE_OPEN:
		return v->text.n == 0 && side == SIDE_MODEM;
	case AT_VALUE_NUMBER:
		return at_value_number(v->text, &number) && number == v->number;
	case AT_VALUE_STRING:
		return at_all(v->text, side == SIDE_MODEM ? at_is_text : at_is_ascii) &&
		       at_split_byte(v->text, 0, '"') == v->text.n;
	case AT_VALUE_WORD:
		return word_fits(v->text, side, in_list) && !at_value_number(v->text, &number);
	case AT_VALUE_KINDS:
		break;
	}
	return false;
}
