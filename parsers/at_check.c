/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a command may be: its form and its arguments, by its row. Reader and gate ask the same. */
#include "at_part.h"

#include "at_text.h"

/* S and D have values in other forms than the set form. */
static bool is_register(const struct at_part *p)
{
	return at_equal(p->name, "S");
}

static enum reason check_dial(const struct at_part *p, const struct at_value *values)
{
	const struct at_value *v = &values[p->first];

	if (p->n == 0)
		return p->form == AT_FORM_EXEC ? REASON_OK : REASON_AT_VALUE_MISSING;
	if (p->n > 1 || p->form != AT_FORM_SET || v->kind != AT_VALUE_WORD || v->text.n == 0)
		return REASON_AT_FORM;
	if (!at_dial_fits(v->text))
		return REASON_AT_VALUE_SET;
	return p->dial == at_dial_kind(v->text) ? REASON_OK : REASON_AT_VALUE_TYPE;
}

/* A basic command has digits behind it and nothing else (V.250 5.3.1), whatever its row. */
static enum reason check_basic(const struct at_part *p, const struct at_value *values)
{
	if (p->form != AT_FORM_SET || at_is_prefix(at_byte(p->name, 0)))
		return REASON_OK;
	for (unsigned i = 0; i < p->n; i++) {
		const struct at_value *v = &values[p->first + i];

		if (v->kind != AT_VALUE_NUMBER || !at_all(v->text, at_is_digit))
			return REASON_AT_VALUE_TYPE;
	}
	if (p->n > 1u + is_register(p))
		return REASON_AT_VALUE_EXCESS;
	return p->n > 0 ? REASON_OK : REASON_AT_VALUE_MISSING;
}

enum reason at_part_check(const struct at_part *p, const struct at_value *values, size_t *blame)
{
	const struct at_def *def = at_row(p->row, NULL);
	const char *shape = "";
	struct at_walked walked;
	enum reason e;

	*blame = 0;
	if (at_equal(p->name, "D"))
		return check_dial(p, values);
	if (p->dial != AT_DIAL_NONE)
		return REASON_AT_VALUE_TYPE;
	if (def && !(def->forms >> p->form & 1))
		return REASON_AT_FORM;
	if (p->form == AT_FORM_SET)
		shape = def ? def->set : NULL;
	else if (is_register(p))
		shape = "n0..255";
	e = at_shape_walk(shape, &values[p->first], p->n, false, NULL, &walked);
	*blame = walked.blame;
	return e == REASON_OK ? check_basic(p, values) : e;
}

bool at_entry_announced(const struct at_record *r, unsigned part, int64_t *out)
{
	const struct at_def *def;
	int field;

	if (part >= r->n_parts || r->parts[part].form != AT_FORM_SET)
		return false;
	def = at_row(r->parts[part].row, NULL);
	if (!def || !(def->flags & AT_ENTRY_MODE))
		return false;
	field = at_field(def, "length", 6);
	return field >= 0 && at_part_number(r, part, (unsigned)field, out);
}

enum at_entry at_part_entry(const struct at_record *r, unsigned part)
{
	const struct at_part *p = &r->parts[part];
	const struct at_def *def = at_row(p->row, NULL);
	int64_t length;
	struct cur text;

	if (!def || !(def->flags & AT_ENTRY_MODE))
		return AT_ENTRY_NONE;
	if (at_entry_announced(r, part, &length))
		return length > 0 ? AT_ENTRY_OCTETS : AT_ENTRY_NONE;
	if (p->form == AT_FORM_EXEC)
		return AT_ENTRY_TEXT;
	if (p->form != AT_FORM_SET || !at_part_text(r, part, 0, &text))
		return AT_ENTRY_NONE;
	/* +CNMA=n asks for nothing; an address, quoted or with a +, asks for text. */
	return r->values[p->first].kind == AT_VALUE_NUMBER ? AT_ENTRY_NONE : AT_ENTRY_TEXT;
}
