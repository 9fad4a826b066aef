/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Whether lines of a modem belong to the pending command, are unsolicited codes, fit what they
 * announce. */
#include "at_shape.h"
#include "at_split.h"
#include "at_text.h"

static enum reason fits(const struct at_record *line, const char *shape, struct at_fit *fit)
{
	const struct at_part *p = &line->parts[0];
	struct at_walked walked;
	enum reason e = at_shape_walk(shape, &line->values[p->first], p->n, true, NULL, &walked);

	fit->shape = shape;
	fit->stripped = (uint16_t)walked.stripped;
	return e;
}

/* Whether `name` is one of the words in `list`, parted by blanks. */
static bool listed(const char *list, struct cur name)
{
	struct cur words;

	if (!list)
		return false;
	words = at_word(list);
	for (size_t i = 0; i < words.n;) {
		size_t end = at_split_byte(words, i, ' ');
		struct cur word = at_split_slice(words, i, end);

		if (word.n == name.n && memcmp(word.p, name.p, name.n) == 0)
			return true;
		i = at_split_past(words, end, ' ');
	}
	return false;
}

static const char *answer_shape(const struct at_def *def, enum at_form form)
{
	switch (form) {
	case AT_FORM_READ:
		return def->read;
	case AT_FORM_TEST:
		return def->test;
	case AT_FORM_EXEC:
	case AT_FORM_SET:
	case AT_FORM_COUNT:
		break;
	}
	return def->answer;
}

static bool is_line(const struct at_record *line)
{
	return line->kind == AT_KIND_INFO || line->kind == AT_KIND_TEXT ||
	       line->kind == AT_KIND_HEX;
}

/* A name alone is a line of text too: +CLAC lists commands. */
/* RDY and RING are no text, whoever waits for some: what bounds codes must not miss them (A12). */
static bool is_code_only(const struct at_record *line)
{
	const struct at_def *own = at_row(line->parts[0].row, NULL);

	return line->kind == AT_KIND_INFO && own && own->urc && own->forms == 0;
}

static enum reason text_fits(const struct at_def *def, const struct at_record *line)
{
	bool plain = line->kind != AT_KIND_INFO || (line->parts[0].n == 0 && !is_code_only(line));

	return plain && (def->flags & AT_FREE_TEXT) ? REASON_OK : REASON_AT_FOREIGN;
}

enum reason at_answer_fits(uint16_t row, enum at_form form, struct cur name,
			   const struct at_record *line, struct at_fit *fit)
{
	const struct at_def *def = at_row(row, NULL);
	const char *shape;

	*fit = (struct at_fit){ NULL, 0 };
	if (!is_line(line))
		return REASON_AT_FOREIGN;
	if (!def) {
		if (line->kind != AT_KIND_INFO)
			return REASON_OK;
		return line->parts[0].name.n == name.n &&
				       memcmp(line->parts[0].name.p, name.p, name.n) == 0
			       ? REASON_OK
			       : REASON_AT_FOREIGN;
	}
	if (line->kind != AT_KIND_INFO)
		return text_fits(def, line);
	if (listed(def->also, line->parts[0].name))
		return REASON_OK;
	if (!at_equal(line->parts[0].name, def->name))
		return text_fits(def, line);
	shape = answer_shape(def, form);
	if (shape && at_equal(at_word(shape), "-"))
		return REASON_AT_FOREIGN;
	return fits(line, shape, fit);
}

enum reason at_unsolicited_fits(const struct at_record *line, struct at_fit *fit)
{
	const struct at_def *def;

	*fit = (struct at_fit){ NULL, 0 };
	if (line->kind != AT_KIND_INFO)
		return REASON_AT_FOREIGN;
	def = at_row(line->parts[0].row, NULL);
	if (!def || !def->urc)
		return REASON_AT_FOREIGN;
	return fits(line, def->urc, fit);
}

enum reason at_line_fits(const struct at_part *command, const struct at_record *line,
			 struct at_fit *fit, bool *unsolicited)
{
	struct at_fit code;
	enum reason answer =
		at_answer_fits(command->row, (enum at_form)command->form, command->name, line, fit);
	enum reason alone = at_unsolicited_fits(line, &code);

	*unsolicited = alone == REASON_OK && (answer != REASON_OK || code.stripped < fit->stripped);
	if (*unsolicited)
		*fit = code;
	return *unsolicited ? REASON_OK : answer;
}

bool at_echo_fits(const struct at_record *line, struct cur sent)
{
	size_t end = at_split_line(sent, 0);

	/* A name in front may have made it an INFO: AT+X: is none, so only what is an ECHO. */
	if (line->kind != AT_KIND_ECHO || line->text.n != end)
		return false;
	for (size_t i = 0; i < end; i++)
		if (at_upper(at_byte(line->text, i)) != at_upper(at_byte(sent, i)))
			return false;
	return true;
}

/* --- lengths --- */

/* `count` octets of which the first is `smsc`, the octets of the SMSC field behind it. */
static enum reason length_fits(int64_t announced, bool has_smsc, size_t count, uint8_t smsc)
{
	size_t prefix = has_smsc ? 1u + smsc : 0;

	if (count == 0 || announced < 0 || prefix > count)
		return REASON_AT_PDU_LENGTH;
	return (uint64_t)announced == count - prefix ? REASON_OK : REASON_AT_PDU_LENGTH;
}

enum reason at_pdu_fits(int64_t announced, bool has_smsc, struct cur octets)
{
	return length_fits(announced, has_smsc, octets.n, at_byte(octets, 0));
}

enum reason at_pdu_hex_fits(int64_t announced, bool has_smsc, struct cur hex)
{
	uint8_t first;

	if (hex.n == 0 || hex.n % 2 != 0 || !at_all(hex, at_is_hex))
		return REASON_AT_ENTRY;
	first = (uint8_t)(16 * at_hex_value(at_byte(hex, 0)) + at_hex_value(at_byte(hex, 1)));
	return length_fits(announced, has_smsc, hex.n / 2, first);
}

bool at_pdu_announced(const struct at_record *line, int64_t *out, bool *has_smsc)
{
	const struct at_part *p = &line->parts[0];
	const struct at_def *def;
	const struct at_value *last;

	if (line->kind != AT_KIND_INFO || p->n == 0)
		return false;
	def = at_row(p->row, NULL);
	if (!def || !(def->flags & AT_PDU_FOLLOWS))
		return false;
	/* TS 27.005 3.4: in PDU mode <length> is the last, and no other line has a number there
	 * that stands alone or behind an <alpha> or <stat>; text mode has more values. */
	last = &line->values[p->first + p->n - 1];
	*has_smsc = !at_equal(p->name, "+CBM");
	*out = last->number;
	return last->kind == AT_VALUE_NUMBER && p->n <= 4;
}
