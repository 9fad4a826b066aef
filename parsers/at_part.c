/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A client's line in parts: basic commands and runs of them, extended commands (V.250 5.3, 5.4). */
#include "at_part.h"

#include "at_split.h"
#include "at_text.h"
#include "at_value.h"

struct parting {
	uint8_t *clean;
	struct cur text; /* `clean`, without blanks outside quotes (V.250 5.2.1) */
	struct at_record *r;
	size_t i;     /* where we are */
	size_t wrong; /* the offset in `text` that a refusal is about */
};

/* --- names --- */

size_t at_part_name(struct cur text)
{
	size_t n = 1;

	if (!at_is_prefix(at_byte(text, 0)) || !at_is_letter(at_byte(text, 1)))
		return 0;
	while (at_is_name(at_byte(text, n)))
		n++;
	return n <= AT_MAX_NAME ? n : 0;
}

static bool basic_name(struct cur name)
{
	uint8_t mark = at_byte(name, 0);

	return name.n == 1 ? at_is_letter(mark)
			   : name.n == 2 && (mark == '&' || mark == '\\') &&
				     at_is_letter(at_byte(name, 1));
}

static bool is_capital(uint8_t b)
{
	return b == at_upper(b);
}

bool at_part_name_fits(struct cur name, enum side side)
{
	if (side == SIDE_MODEM)
		return at_part_name(name) == name.n && name.n > 0;
	return at_all(name, is_capital) && name.n > 0 &&
	       (at_part_name(name) == name.n || basic_name(name));
}

/* --- what every part has --- */

static struct at_value *push(struct parting *p, enum at_value_kind kind, struct cur text)
{
	struct at_value *v;

	if (p->r->n_values == AT_MAX_VALUES)
		return NULL;
	v = &p->r->values[p->r->n_values++];
	*v = (struct at_value){ (uint8_t)kind, 0, text, 0 };
	return v;
}

/* Takes a name of `n` bytes, in capitals from here on. */
static struct at_part *begin(struct parting *p, size_t n)
{
	struct at_part *part = &p->r->parts[p->r->n_parts++];

	for (size_t k = 0; k < n; k++)
		p->clean[p->i + k] = at_upper(p->clean[p->i + k]);
	*part = (struct at_part){ .form = AT_FORM_EXEC,
				  .column = (uint16_t)p->i,
				  .first = p->r->n_values,
				  .name = at_split_slice(p->text, p->i, p->i + n) };
	part->row = at_find((const char *)part->name.p, part->name.n);
	p->wrong = p->i;
	p->i += n;
	return part;
}

static bool over(const struct parting *p, size_t i)
{
	return i >= p->text.n || at_byte(p->text, i) == ';';
}

/* --- basic commands --- */

static size_t digits_end(const struct parting *p, size_t i)
{
	while (at_is_digit(at_byte(p->text, i)))
		i++;
	return i;
}

/* Digits at the mark as a value; nothing where there are none. */
static enum reason number(struct parting *p)
{
	size_t end = digits_end(p, p->i);
	struct cur digits = at_split_slice(p->text, p->i, end);
	struct at_value *v;

	if (digits.n == 0)
		return REASON_OK;
	v = push(p, AT_VALUE_NUMBER, digits);
	if (!v)
		return REASON_AT_VALUES;
	if (!at_value_number(digits, &v->number))
		return REASON_AT_VALUE_RANGE;
	p->i = end;
	return REASON_OK;
}

/* D takes the rest of the line: its dial string (V.250 6.3.1). */
static enum reason part_dial(struct parting *p)
{
	struct at_part *part = begin(p, 1);
	struct cur text = at_split_slice(p->text, p->i, p->text.n);

	p->wrong = p->i;
	if (at_byte(text, 0) != '>')
		for (size_t k = p->i; k < p->text.n; k++)
			p->clean[k] = at_upper(p->clean[k]);
	part->dial = (uint8_t)at_dial_kind(text);
	p->i = p->text.n;
	if (text.n == 0)
		return REASON_OK;
	part->form = AT_FORM_SET;
	return push(p, AT_VALUE_WORD, text) ? REASON_OK : REASON_AT_VALUES;
}

static enum reason part_basic(struct parting *p)
{
	uint8_t b = at_byte(p->text, p->i);
	bool marked = b == '&' || b == '\\';
	struct at_part *part;
	enum reason e = REASON_OK;

	if (marked && !at_is_letter(at_byte(p->text, p->i + 1)))
		return REASON_AT_SYNTAX;
	if (at_upper(b) == 'D')
		return part_dial(p);
	part = begin(p, marked ? 2 : 1);
	if (at_byte(part->name, 0) == 'S') {
		e = number(p); /* V.250 5.3.2: the register's number is part of its name */
		if (e == REASON_OK && p->r->n_values == part->first)
			e = REASON_AT_SYNTAX;
	}
	if (e != REASON_OK)
		return e;
	if (at_byte(p->text, p->i) == '?') {
		part->form = AT_FORM_READ;
		p->i++;
	} else if (at_byte(p->text, p->i) == '=' && at_byte(p->text, p->i + 1) == '?') {
		part->form = AT_FORM_TEST;
		p->i += 2;
	} else if (at_byte(p->text, p->i) == '=' || at_is_digit(at_byte(p->text, p->i))) {
		part->form = AT_FORM_SET;
		p->i += at_byte(p->text, p->i) == '=';
		e = number(p);
	}
	return e;
}

/* --- extended commands --- */

static enum reason part_set(struct parting *p)
{
	size_t end = at_split_unquoted(p->text, p->i, ';'), at;
	enum reason e = at_value_split(at_split_slice(p->text, p->i, end), SIDE_CLIENT, p->r, &at);

	p->wrong = p->i + at;
	p->i = end;
	return e;
}

static enum reason part_extended(struct parting *p)
{
	size_t n = at_part_name(at_split_slice(p->text, p->i, p->text.n));
	struct at_part *part;
	uint8_t b;

	if (n == 0)
		return REASON_AT_SYNTAX;
	part = begin(p, n);
	b = at_byte(p->text, p->i);
	if (b == '?' && over(p, p->i + 1)) {
		part->form = AT_FORM_READ;
		p->i++;
	} else if (b == '=' && at_byte(p->text, p->i + 1) == '?' && over(p, p->i + 2)) {
		part->form = AT_FORM_TEST;
		p->i += 2;
	} else if (b == '=') {
		part->form = AT_FORM_SET;
		p->i++;
		return part_set(p);
	} else if (!over(p, p->i)) {
		p->wrong = p->i;
		return REASON_AT_SYNTAX;
	}
	return REASON_OK;
}

/* --- the line --- */

static enum reason part_next(struct parting *p)
{
	uint8_t b = at_byte(p->text, p->i);
	struct at_part *part;
	enum reason e;
	size_t blame = 0;

	p->wrong = p->i;
	if (p->r->n_parts == AT_MAX_PARTS)
		return REASON_AT_PARTS;
	if (at_is_letter(b) || b == '&' || b == '\\')
		e = part_basic(p);
	else
		e = part_extended(p);
	if (e != REASON_OK)
		return e;
	part = &p->r->parts[p->r->n_parts - 1];
	part->n = (uint16_t)(p->r->n_values - part->first);
	e = at_part_check(part, p->r->values, &blame);
	if (e != REASON_OK && part->dial == AT_DIAL_NONE && blame < part->n) {
		p->wrong = at_split_offset(p->text, p->r->values[part->first + blame].text);
	}
	return e;
}

/* Copies a line without blanks outside quotes; `columns` says where each byte stood. */
static enum reason clean_line(struct cur line, struct parting *p, uint16_t *columns)
{
	bool quoted = false;
	size_t n = 0;

	for (size_t i = 0; i < line.n; i++) {
		uint8_t b = at_byte(line, i);

		columns[n] = (uint16_t)i;
		p->wrong = n;
		if (n == AT_MAX_LINE)
			return REASON_AT_LINE_LONG;
		if (!at_is_ascii(b))
			return REASON_AT_CHARACTER;
		if (b == '"')
			quoted = !quoted;
		if (b != ' ' || quoted)
			p->clean[n++] = b;
	}
	columns[n] = (uint16_t)line.n;
	p->text = (struct cur){ p->clean, n };
	return REASON_OK;
}

enum reason at_part_line(struct cur line, uint8_t *clean, struct at_record *r)
{
	enum { BEFORE = 3 }; /* "AT" stands before, and columns begin with 1 */
	UNINITIALIZED uint16_t columns[AT_MAX_LINE + 1];
	struct parting p = { .clean = clean, .r = r };
	enum reason e;

	r->n_parts = 0;
	r->n_values = 0;
	e = clean_line(line, &p, columns);
	while (e == REASON_OK && p.i < p.text.n) {
		if (at_byte(p.text, p.i) == ';')
			p.i++;
		else
			e = part_next(&p);
	}
	for (unsigned k = 0; k < r->n_parts; k++)
		r->parts[k].column = (uint16_t)(columns[r->parts[k].column] + BEFORE);
	if (e == REASON_OK)
		return e;
	r->column = (uint16_t)(columns[p.wrong] + BEFORE);
	if (r->n_parts > 0 && e != REASON_AT_PARTS)
		r->parts[0] = r->parts[r->n_parts - 1];
	return e;
}
