/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tables as tables: ordered, without two of one kind, and found again by their keys. */
#include "../check.h"
#include "../../parsers/reason.h"
#include "../../parsers/schema.h"

static bool is_word(const char *s)
{
	return *s != '\0' && strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == strlen(s) &&
	       s[0] != '-' && s[strlen(s) - 1] != '-';
}

static void test_services(void)
{
	for (size_t i = 0; i < schema_service_count; i++) {
		const struct service_def *s = schema_services[i];

		CHECK_IN(i == 0 || schema_services[i - 1]->id < s->id, "%s", s->name);
		CHECK_IN(is_word(s->name) && s->n > 0, "%s", s->name);
		CHECK(schema_service(s->id) == s &&
		      strcmp(schema_service_name(s->id), s->name) == 0);
		CHECK(schema_service_by_name(s->name, strlen(s->name)) == s);
		CHECK(schema_service_by_name(s->name, strlen(s->name) - 1) != s);
	}
	CHECK_EQ(schema_service_count, 26);
	CHECK(!schema_service(0x07) && strcmp(schema_service_name(0x07), "auth") == 0);
	CHECK(strcmp(schema_service_name(0xE6), "fota") == 0);
	CHECK(strcmp(schema_service_name(0x51), "?") == 0 && !schema_service(0xFFFF));
	CHECK(!schema_service_by_name("auth", 4) && !schema_service_by_name("", 0));
}

/* Ascending by id; of one id requests before indications, the common row before a vendor's. */
static bool in_order(const struct message_def *a, const struct message_def *b)
{
	if (a->id != b->id)
		return a->id < b->id;
	if (a->is_indication != b->is_indication)
		return a->is_indication < b->is_indication;
	return a->vendor < b->vendor;
}

static void check_set(const struct message_def *m, enum message_type type)
{
	const struct tlv_set *set = &m->tlvs[type];

	CHECK_IN(set->n == 0 || m->is_indication == (type == TYPE_INDICATION), "%s", m->name);
	/* The gate answers in the place of the modem with a result, so each response has one. */
	CHECK_IN(type != TYPE_RESPONSE || m->is_indication || schema_tlv(set, 0x02), "%s", m->name);
	for (size_t i = 0; i < set->n; i++) {
		const struct tlv_def *t = &set->rows[i];

		CHECK_IN(i == 0 || set->rows[i - 1].tag < t->tag, "%s TLV 0x%02X", m->name, t->tag);
		CHECK_IN(is_word(t->name), "%s TLV %s", m->name, t->name);
		CHECK_IN(!(t->flags & TLV_TOLERANT) || (t->flags & TLV_MANDATORY), "%s", m->name);
		CHECK(schema_tlv(set, t->tag) == t);
		for (size_t k = 0; k < i; k++)
			CHECK_IN(strcmp(t->name, set->rows[k].name) != 0, "%s TLV %s", m->name,
				 t->name);
	}
}

static void test_messages(void)
{
	size_t row = 0;

	for (size_t i = 0; i < schema_service_count; i++) {
		const struct service_def *s = schema_services[i];

		for (size_t k = 0; k < s->n; k++, row++) {
			const struct message_def *m = &s->messages[k];
			const struct service_def *of = NULL;

			CHECK_IN(k == 0 || in_order(m - 1, m), "%s.%s", s->name, m->name);
			CHECK_IN(is_word(m->name) && m->class < CLASS_COUNT, "%s", m->name);
			CHECK(schema_row(row, &of) == m && of == s);
			CHECK_EQ(schema_find(s->id, m->id, m->is_indication, m->vendor), row);
			for (size_t j = 0; j < k; j++)
				CHECK_IN(m->is_indication != s->messages[j].is_indication ||
						 strcmp(m->name, s->messages[j].name) != 0,
					 "%s.%s", s->name, m->name);
			for (enum message_type t = TYPE_REQUEST; t < TYPE_COUNT; t++)
				check_set(m, t);
		}
	}
	CHECK_EQ(schema_row_count(), row);
	CHECK(row < SCHEMA_MAX_ROWS && !schema_row(row, NULL) && !schema_row(ROW_NONE, NULL));
}

static void test_find(void)
{
	uint16_t hp = schema_find(0x02, 0x5556, false, 0x03F0);
	uint16_t sierra = schema_find(0x02, 0x5556, false, 0x1199);

	CHECK(hp != ROW_NONE && sierra != ROW_NONE && hp != sierra);
	CHECK_EQ(schema_find(0x02, 0x5556, false, 0), ROW_NONE);
	CHECK_EQ(schema_find(0x02, 0x5556, false, 0x2C7C), ROW_NONE);
	CHECK_EQ(schema_find(0x03, 0x0020, false, 0x2C7C), schema_find(0x03, 0x0020, false, 0));
	CHECK_EQ(schema_find(0x03, 0x0020, true, 0), ROW_NONE);
	CHECK_EQ(schema_find(0x03, 0xFFFF, false, 0), ROW_NONE);
	CHECK_EQ(schema_find(0x07, 0x0020, false, 0), ROW_NONE);
	CHECK_EQ(schema_find(0xFFFF, 0x0020, false, 0), ROW_NONE);
	CHECK(schema_find(0x00, 0x0027, false, 0) != schema_find(0x00, 0x0027, true, 0));
}

static void test_words(void)
{
	for (size_t i = 0; i < schema_enum_count; i++) {
		const struct enum_def *e = &schema_enums[i];

		CHECK_IN(is_word(e->name) && e->n > 0, "%s", e->name);
		CHECK_IN(schema_enum(e->name, strlen(e->name)) == e, "%s", e->name);
		for (size_t k = 0; k < e->n; k++)
			CHECK_IN(is_word(e->values[k].name), "%s %s", e->name, e->values[k].name);
	}
	CHECK(!schema_enum("", 0) && !schema_enum("no-such", 7));
	for (unsigned c = 0; c < CLASS_COUNT; c++)
		CHECK(is_word(schema_class_name(c)));
	CHECK(strcmp(schema_class_name(CLASS_COUNT), "?") == 0);
	for (unsigned r = 0; r < REASON_COUNT; r++) {
		CHECK(is_word(reason_word(r)) && strlen(reason_text(r)) > 0);
		for (unsigned k = 0; k < r; k++)
			CHECK_IN(strcmp(reason_word(r), reason_word(k)) != 0, "%s", reason_word(r));
	}
	CHECK(strcmp(reason_word(REASON_COUNT), "?") == 0);
	CHECK(strcmp(reason_text(REASON_COUNT), "?") == 0);
}

int main(void)
{
	test_services();
	test_messages();
	test_find();
	test_words();
	return check_done();
}
