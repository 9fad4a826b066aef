/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Walks the tables of the SIM toolkit parser: every object as small and as large as it may be and
 * one beyond; every command, envelope, event and response with what it must and may have, without
 * each of these, with each twice, with neighbours changed round, cut, and with lengths that lie.
 */
#include "check.h"
#include "stk_generate.h"

static uint8_t memory[SAMPLE_MAX_SIZE], fresh_memory[SAMPLE_MAX_SIZE];
static unsigned long messages;
static enum stk_table table;
static const struct stk_row *row;

#define ON(condition, sample)                                                              \
	CHECK_IN(condition, "table %d, type %02X, %u objects (line %d)", table, row->type, \
		 (sample)->count, __LINE__)

static enum reason judge(const struct stk_sample *s, unsigned extra, struct wtr *out)
{
	messages++;
	return stk_check(s->kind, stk_generate_bytes(s, extra, memory), NULL, out);
}

/* --- objects --- */

static enum reason judge_value(const struct stk_object_def *def, enum payload_kind kind, size_t n,
			       bool *is_made)
{
	static uint8_t value[300];
	struct stk_context context = { .kind = kind, .type = 0x13 };
	struct wtr out = { fresh_memory, sizeof(fresh_memory), 0 };

	*is_made = stk_generate_value(def, kind, n, value);
	return *is_made ? stk_value_check(def, &context, (struct cur){ value, n }, &out)
			: REASON_OK;
}

/* Some parsers of payloads in objects have narrower bounds of their own. */
static bool is_foreign(const struct stk_object_def *def)
{
	return def->form == STK_SMS || def->form == STK_USSD || def->form == STK_PAGE ||
	       def->form == STK_CDMA;
}

static void walk_object(const struct stk_object_def *def)
{
	bool is_made, any = false;

	for (size_t n = 0; n <= 256; n++) {
		bool is_inside = n >= def->min && n <= def->max;
		enum reason why = judge_value(def, PAYLOAD_STK_COMMAND, n, &is_made);

		any |= is_made && is_inside;
		if (is_made)
			CHECK_IN(why == (is_inside ? REASON_OK : REASON_STK_OBJECT),
				 "%s of %zu: %s", def->name, n, reason_word(why));
	}
	CHECK_IN(any || def->form == STK_CDMA, "%s", def->name);
	if (!is_foreign(def)) {
		judge_value(def, PAYLOAD_STK_COMMAND, def->min, &is_made);
		CHECK_IN(is_made, "%s has a smallest value", def->name);
		judge_value(def, PAYLOAD_STK_COMMAND, def->max, &is_made);
		CHECK_IN(is_made, "%s has a largest value", def->name);
	}
}

/* --- rows --- */

/* What is left when an object is taken out of a sample. */
static struct stk_sample without(const struct stk_sample *s, unsigned at)
{
	struct stk_sample less = *s;

	memmove(&less.objects[at], &less.objects[at + 1],
		(less.count - at - 1) * sizeof(less.objects[0]));
	less.count--;
	return less;
}

/* The same with an object once more behind itself. */
static struct stk_sample twice(const struct stk_sample *s, unsigned at)
{
	struct stk_sample more = *s;

	memmove(&more.objects[at + 1], &more.objects[at],
		(more.count - at) * sizeof(more.objects[0]));
	more.count++;
	return more;
}

static unsigned places_of(uint8_t tag, bool *is_repeatable)
{
	unsigned n = 0;

	*is_repeatable = false;
	for (size_t i = 0; i < row->n; i++) {
		if (row->places[i].tag != tag)
			continue;
		n++;
		*is_repeatable |= row->places[i].need == STK_SOME || row->places[i].need == STK_ANY;
	}
	return n;
}

/* How many objects of a tag there must be. */
static unsigned needed(uint8_t tag)
{
	unsigned n = 0;

	for (size_t i = 0; i < row->n; i++)
		n += row->places[i].tag == tag && row->places[i].need != STK_MAY &&
		     row->places[i].need != STK_ANY;
	return n;
}

static unsigned present(const struct stk_sample *s, uint8_t tag)
{
	unsigned n = 0;

	for (unsigned i = 0; i < s->count; i++)
		n += s->objects[i].tag == tag;
	return n;
}

static bool comes_back(const struct stk_sample *s, unsigned extra)
{
	static uint8_t plain[SAMPLE_MAX_SIZE];
	struct cur expected = stk_generate_bytes(s, 0, plain);
	struct wtr out = { fresh_memory, sizeof(fresh_memory), 0 };

	return judge(s, extra, &out) == REASON_OK && out.len == expected.n &&
	       memcmp(out.p, expected.p, expected.n) == 0;
}

/* Each thing that must be there, taken away; the first says what the rest is. */
static void take_away(const struct stk_sample *s)
{
	for (unsigned i = 0; i < s->count; i++) {
		struct stk_sample less = without(s, i);
		uint8_t tag = s->objects[i].tag;
		bool is_head = i == 0 && tag != STK_OBJECT_DEVICES;

		if (is_head || present(&less, tag) < needed(tag))
			ON(judge(&less, 0, NULL) == REASON_STK_MANDATORY, s);
	}
}

static void put_twice(const struct stk_sample *s)
{
	for (unsigned i = 0; i < s->count; i++) {
		struct stk_sample more = twice(s, i);
		bool is_repeatable, is_head = i == 0 && s->objects[i].tag != STK_OBJECT_DEVICES;
		unsigned places = places_of(s->objects[i].tag, &is_repeatable);
		enum reason why = judge(&more, 0, NULL);

		if (is_head) /* behind itself it is an object like others, and belongs nowhere */
			ON(why == REASON_OK, s);
		else if (is_repeatable)
			ON(why == REASON_OK, s);
		else if (places == 1)
			ON(why == REASON_STK_ORDER, s);
	}
}

static void change_round(const struct stk_sample *s)
{
	for (unsigned i = 0; i + 1 < s->count; i++) {
		struct stk_sample other = *s;
		bool is_repeatable;
		unsigned places = places_of(s->objects[i].tag, &is_repeatable);
		enum reason why;

		other.objects[i] = s->objects[i + 1];
		other.objects[i + 1] = s->objects[i];
		why = judge(&other, 0, NULL);
		if (i == 0 && s->objects[0].tag != STK_OBJECT_DEVICES)
			ON(why == REASON_STK_MANDATORY, s);
		else if (row->is_unordered)
			ON(why == REASON_OK, s);
		else if (places == 1 && s->objects[i].tag != s->objects[i + 1].tag)
			ON(why == REASON_STK_ORDER, s);
	}
}

/* An object that nobody knows: left out, or a reason to refuse where it is insisted on. */
static void add_unknown(const struct stk_sample *s)
{
	struct stk_sample more = *s;
	struct wtr out = { fresh_memory, sizeof(fresh_memory), 0 };
	static uint8_t plain[SAMPLE_MAX_SIZE];
	struct cur expected = stk_generate_bytes(s, 0, plain);

	more.objects[more.count].tag = 0x5A;
	more.objects[more.count].n = 2;
	more.count++;
	ON(judge(&more, 0, &out) == REASON_OK && out.len == expected.n &&
		   memcmp(out.p, expected.p, expected.n) == 0,
	   s);
	more.objects[more.count - 1].tag = 0xDA;
	ON(judge(&more, 0, NULL) == REASON_STK_UNKNOWN, s);
}

/* Cut everywhere. A response may end behind the objects that it must have. */
static void cut(const struct stk_sample *s)
{
	struct cur whole = stk_generate_bytes(s, 0, memory);
	struct cur part;

	for (size_t n = 0; n < whole.n; n++) {
		struct cur all = whole;

		if (!cur_take(&all, n, &part))
			break;
		messages++;
		ON(stk_check(s->kind, part, NULL, NULL) != REASON_OK ||
			   (s->kind == PAYLOAD_STK_RESPONSE && n >= 12),
		   s);
	}
}

/* Each object with values one octet out of its bounds. */
static void stretch(const struct stk_sample *s)
{
	for (unsigned i = 0; i < s->count; i++) {
		struct stk_sample other = *s;
		const struct stk_object_def *def = stk_object(s->objects[i].tag);
		uint8_t *value = other.objects[i].value;

		other.objects[i].n = def->max + 1u;
		if (def->max < 128 && stk_generate_value(def, s->kind, def->max + 1u, value))
			ON(judge(&other, 0, NULL) == REASON_STK_OBJECT, s);
		other.objects[i].n = def->min - 1u;
		if (def->min > 0 && stk_generate_value(def, s->kind, def->min - 1u, value))
			ON(judge(&other, 0, NULL) == REASON_STK_OBJECT, s);
	}
}

static void walk_sample(const struct stk_sample *s)
{
	struct stk_sample flagged = *s;

	for (unsigned i = 0; i < s->count; i++)
		flagged.objects[i].tag |= 0x80;
	for (unsigned extra = 0; extra <= 2; extra++)
		ON(comes_back(s, extra), s);
	ON(comes_back(&flagged, 0), s);
	take_away(s);
	put_twice(s);
	change_round(s);
	add_unknown(s);
	cut(s);
	stretch(s);
}

static void walk_row(void)
{
	static struct stk_sample s;

	CHECK_IN(row->n > 0 && row->n <= 32, "type %02X", row->type);
	for (size_t i = 0; i < row->n; i++)
		CHECK_IN(stk_object(row->places[i].tag), "%02X", row->places[i].tag);
	for (unsigned which = 0; which < stk_generate_choices(row); which++) {
		stk_generate_row(table, row, false, which, &s);
		if (row->type == 0x27 && table == STK_COMMANDS)
			s.objects[0].value[2] = 1; /* a timer that is stopped has no value */
		if (judge(&s, 0, NULL) == REASON_STK_MANDATORY && stk_generate_choices(row) > 1)
			continue; /* a CDMA message, which is not made here */
		walk_sample(&s);
		stk_generate_row(table, row, true, which, &s);
		walk_sample(&s);
	}
}

/* Every type that has no row is refused as such. */
static void walk_types(void)
{
	static struct stk_sample s;

	for (unsigned type = 0; type < 256; type++) {
		if (stk_row(table, (uint8_t)type))
			continue;
		stk_generate_row(table, &stk_tables[table].rows[0], false, 0, &s);
		if (table == STK_ENVELOPES && type <= STK_TAG_COMMAND)
			continue;
		if (table == STK_ENVELOPES && type == STK_TAG_EVENT)
			continue;
		if (table == STK_ENVELOPES)
			s.outer = (uint8_t)type;
		else
			s.objects[0].value[table == STK_EVENTS ? 0 : 1] = (uint8_t)type;
		CHECK_IN(judge(&s, 0, NULL) == REASON_STK_COMMAND, "table %d: %02X", table, type);
	}
}

/* What policies may name is what the tables have. */
static void check_words(enum stk_table which, enum fact_id fact, unsigned others)
{
	const struct enum_def *words = payload_enum(fact);

	CHECK(words && words->n == stk_tables[which].n + others);
	for (size_t i = 0; words && i < words->n; i++)
		CHECK_IN(stk_row(which, (uint8_t)words->values[i].value) ||
				 words->values[i].value == STK_TAG_EVENT,
			 "%s", words->values[i].name);
}

int main(void)
{
	for (size_t i = 0; i < stk_object_count; i++)
		walk_object(&stk_objects[i]);
	for (table = STK_COMMANDS; table < STK_TABLES; table++) {
		for (size_t i = 0; i < stk_tables[table].n; i++) {
			row = &stk_tables[table].rows[i];
			walk_row();
		}
		walk_types();
	}
	check_words(STK_COMMANDS, FACT_STK_COMMAND, 0);
	check_words(STK_ENVELOPES, FACT_STK_ENVELOPE, 1);
	CHECK(stk_tables[STK_RESPONSES].n == stk_tables[STK_COMMANDS].n);
	printf("%zu objects, %lu messages\n", stk_object_count, messages);
	return check_done();
}
