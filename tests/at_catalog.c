/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Walks every row of the AT tables: commands and answers, as small and as large as they may be,
 * come back as they went in; what is cut, too large, of another type, too much is refused for its
 * reason.
 */
#include "check.h"
#include "at_generate.h"
#include "../parsers/at_shape.h"

enum { PLACES = 4 }; /* where a row has an answer: read, answer, test, unsolicited */

static uint8_t line_memory[8 * AT_MAX_LINE], encoded_memory[8 * AT_MAX_LINE];
static const struct at_def *def;
static uint16_t row;
static unsigned long lines;

#define ON(condition)                                                               \
	CHECK_IN(condition, "%s (line %d): %.*s", def->name, __LINE__, (int)line.n, \
		 (const char *)line.p)

static struct wtr begin(void)
{
	lines++;
	return (struct wtr){ line_memory, sizeof(line_memory), 0 };
}

static bool word(struct wtr *w, const char *text)
{
	return wtr_bytes(w, (struct cur){ (const uint8_t *)text, strlen(text) });
}

/* --- lines of values --- */

/* `n` values of one size, of which number `odd` has another. False where there is no such value. */
static bool values(struct wtr *w, const struct at_items *items, unsigned n, enum at_size size,
		   int odd, enum at_size odd_size)
{
	for (unsigned i = 0; i < n; i++) {
		if (i > 0 && !wtr_u8(w, ','))
			return false;
		if (!at_generate_value(&items->items[i], (int)i == odd ? odd_size : size, w))
			return false;
	}
	return true;
}

static bool basic(void)
{
	return def->flags & AT_BASIC;
}

static struct cur command_line(const struct at_items *items, unsigned n, enum at_size size, int odd,
			       enum at_size odd_size)
{
	struct wtr w = begin();

	if (!word(&w, "AT") || !word(&w, def->name) || (!basic() && !word(&w, "=")) ||
	    !values(&w, items, n, size, odd, odd_size) || !word(&w, "\r"))
		return (struct cur){ w.p, 0 };
	return (struct cur){ w.p, w.len };
}

static struct cur answer_line(const struct at_items *items, unsigned n, enum at_size size, int odd,
			      enum at_size odd_size)
{
	struct wtr w = begin();

	if (!word(&w, "\r\n") || !word(&w, def->name) || !word(&w, ": ") ||
	    !values(&w, items, n, size, odd, odd_size) || !word(&w, "\r\n"))
		return (struct cur){ w.p, 0 };
	return (struct cur){ w.p, w.len };
}

static bool same(const struct wtr *w, struct cur line)
{
	return w->len == line.n && memcmp(w->p, line.p, line.n) == 0;
}

/* --- commands --- */

static void command_passes(struct cur line, enum at_form form)
{
	const struct at_record *r = at_generate_read(SIDE_CLIENT, line);
	struct wtr w = { encoded_memory, sizeof(encoded_memory), 0 };

	ON(r && r->kind == AT_KIND_LINE);
	if (!r || r->kind != AT_KIND_LINE)
		return;
	ON(r->n_parts == 1 && r->parts[0].row == row && r->parts[0].form == form);
	ON(at_encode_parts(r, 0, 1, &w) && same(&w, line));
	ON(at_part_class(&r->parts[0], r->values) < CLASS_COUNT);
}

static void command_refused(struct cur line, enum reason why)
{
	const struct at_record *r = at_generate_read(SIDE_CLIENT, line);

	CHECK_IN(r && r->kind == AT_KIND_REFUSAL && r->reason == why, "%s: %s, not %s: %.*s",
		 def->name, r ? reason_word((enum reason)r->reason) : "?", reason_word(why),
		 (int)line.n, (const char *)line.p);
	ON(r && r->n_parts == 1 && r->parts[0].row == row && r->column > 2);
}

/* The reason for a value that is wrong: bounds of numbers are ranges, of text lengths. */
static enum reason reason_of(const struct at_item *item, enum at_size size)
{
	enum reason e = at_generate_reason(size);

	return e == REASON_AT_VALUE_RANGE && item->type != 'n' ? REASON_AT_VALUE_LENGTH : e;
}

static void check_set(void)
{
	struct at_items items;

	at_generate_items(def->set, &items);
	for (unsigned n = items.mandatory; n <= items.n; n++) {
		struct cur line = command_line(&items, n, AT_SMALLEST, -1, AT_SMALLEST);

		/* A basic command without its number is the other form. */
		if (n > 0 || !basic())
			command_passes(line, AT_FORM_SET);
		line = command_line(&items, n, AT_LARGEST, -1, AT_LARGEST);
		if ((n > 0 || !basic()) && line.n < AT_MAX_LINE)
			command_passes(line, AT_FORM_SET);
	}
	if (basic())
		return;
	for (unsigned n = 0; n < items.mandatory; n++)
		command_refused(command_line(&items, n, AT_SMALLEST, -1, AT_SMALLEST),
				REASON_AT_VALUE_MISSING);
	for (unsigned i = 0; i < items.n; i++)
		for (enum at_size size = AT_TOO_LARGE; size <= AT_WRONG_TYPE; size++) {
			struct cur line = command_line(&items, items.n, AT_SMALLEST, (int)i, size);

			/* Between the bounds of "n0..2|7" not all is allowed, so 8 it is. */
			if (line.n > 0)
				command_refused(line, reason_of(&items.items[i], size));
		}
	if (!items.open) {
		struct cur line = command_line(&items, items.n, AT_SMALLEST, -1, AT_SMALLEST);
		struct wtr w = { line_memory, sizeof(line_memory), line.n - 1 };

		CHECK(word(&w, items.n > 0 ? ",1\r" : "1\r"));
		command_refused((struct cur){ w.p, w.len }, REASON_AT_VALUE_EXCESS);
	}
}

static void check_forms(void)
{
	static const char *const suffix[AT_FORM_COUNT] = { "", "?", "=?", "=" };

	for (unsigned form = 0; form < AT_FORM_SET; form++) {
		struct wtr w = begin();
		struct cur line;

		CHECK(word(&w, "AT") && word(&w, def->name) && word(&w, suffix[form]) &&
		      word(&w, "\r"));
		line = (struct cur){ w.p, w.len };
		if (def->forms >> form & 1)
			command_passes(line, (enum at_form)form);
		else
			command_refused(line, REASON_AT_FORM);
	}
	if (def->forms >> AT_FORM_SET & 1)
		check_set();
	else
		command_refused(
			command_line(&(struct at_items){ .n = 1, .items = { { .type = '.' } } }, 1,
				     AT_SMALLEST, -1, AT_SMALLEST),
			REASON_AT_FORM);
}

/* --- answers --- */

/* Holds a line against one place of the row. */
static enum reason judge(unsigned place, const struct at_record *r, struct at_fit *fit)
{
	static const enum at_form forms[] = { AT_FORM_READ, AT_FORM_EXEC, AT_FORM_TEST };

	if (place == PLACES - 1)
		return at_unsolicited_fits(r, fit);
	return at_answer_fits(row, forms[place], (struct cur){ NULL, 0 }, r, fit);
}

static void answer_is(unsigned place, struct cur line, enum reason why, unsigned stripped)
{
	const struct at_record *r = at_generate_read(SIDE_MODEM, line);
	struct wtr w = { encoded_memory, sizeof(encoded_memory), 0 };
	struct at_fit fit;
	enum reason e;

	ON(r && r->kind == AT_KIND_INFO && r->parts[0].row == row);
	if (!r || r->kind != AT_KIND_INFO)
		return;
	e = judge(place, r, &fit);
	CHECK_IN(e == why && fit.stripped == stripped, "%s: %s and %u, not %s: %.*s", def->name,
		 reason_word(e), fit.stripped, reason_word(why), (int)line.n, (const char *)line.p);
	if (e != REASON_OK)
		return;
	ON(at_encode_info(r, fit.shape, &w));
	if (stripped == 0)
		ON(same(&w, line));
}

static void check_answer(unsigned place, const char *shape)
{
	struct at_items items;

	at_generate_items(shape, &items);
	for (unsigned n = items.mandatory; n <= items.n; n++) {
		struct cur line = answer_line(&items, n, AT_LARGEST, -1, AT_LARGEST);

		answer_is(place, answer_line(&items, n, AT_SMALLEST, -1, AT_SMALLEST), REASON_OK,
			  0);
		line = answer_line(&items, n, AT_LARGEST, -1, AT_LARGEST);
		if (line.n < AT_MAX_LINE)
			answer_is(place, line, REASON_OK, 0);
	}
	for (unsigned n = 0; n < items.mandatory; n++)
		answer_is(place, answer_line(&items, n, AT_SMALLEST, -1, AT_SMALLEST),
			  REASON_AT_VALUE_MISSING, 0);
	for (unsigned i = 0; i < items.n; i++)
		for (enum at_size size = AT_TOO_LARGE; size <= AT_WRONG_TYPE; size++) {
			struct cur line = answer_line(&items, items.n, AT_SMALLEST, (int)i, size);

			if (line.n > 0)
				answer_is(place, line, reason_of(&items.items[i], size), 0);
		}
	if (!items.open && items.n > 0) {
		struct cur line = answer_line(&items, items.n, AT_SMALLEST, -1, AT_SMALLEST);
		struct wtr w = { line_memory, sizeof(line_memory), line.n - 2 };

		CHECK(word(&w, ",(1,2)\r\n"));
		answer_is(place, (struct cur){ w.p, w.len }, REASON_OK, 4);
	}
}

static void check_answers(void)
{
	const char *shapes[PLACES] = { def->read, def->answer, def->test, def->urc };

	for (unsigned place = 0; place < PLACES; place++) {
		if (!shapes[place])
			continue;
		CHECK_IN(at_shape_valid(shapes[place]), "%s: %s", def->name, shapes[place]);
		check_answer(place, shapes[place]);
	}
}

/* --- the rows themselves --- */

static void check_row(const char *before)
{
	const struct at_def *enabler;

	CHECK_IN(!before || strcmp(before, def->name) < 0, "%s behind %s", def->name, before);
	CHECK_IN(at_find(def->name, strlen(def->name)) == row, "%s stands twice", def->name);
	CHECK_IN(strlen(def->name) <= AT_MAX_NAME, "%s", def->name);
	CHECK_IN(def->class < CLASS_COUNT && def->group < AT_GROUP_COUNT, "%s", def->name);
	CHECK_IN(def->forms || def->urc, "%s can neither be sent nor come", def->name);
	CHECK_IN(!def->set || at_shape_valid(def->set), "%s: %s", def->name, def->set);
	CHECK_IN(!def->set == !(def->forms >> AT_FORM_SET & 1), "%s", def->name);
	if (def->enable) {
		enabler = at_row(at_find(def->enable, strlen(def->enable)), NULL);
		CHECK_IN(enabler && (enabler->forms >> AT_FORM_SET & 1), "%s: %s", def->name,
			 def->enable);
	}
}

int main(void)
{
	const char *before = NULL;
	const struct at_family *family = NULL, *last = NULL;

	for (row = 0; row < at_row_count(); row++) {
		def = at_row(row, &family);
		check_row(family == last ? before : NULL);
		before = def->name;
		last = family;
		/* D and S have a grammar of their own: unit tests. */
		if (def->forms && strcmp(def->name, "D") != 0 && strcmp(def->name, "S") != 0)
			check_forms();
		check_answers();
	}
	CHECK(at_row_count() <= AT_MAX_ROWS && !at_row(at_row_count(), NULL));
	printf("%zu rows of %zu families, %lu lines\n", at_row_count(), at_family_count, lines);
	return check_done();
}
