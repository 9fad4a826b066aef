/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Published SIM toolkit vectors through the parser: accepted and refused, each refusal explained
 * here. With a vector, every prefix of it and every neighbour of each of its lengths.
 *
 *   stk-vectors            the test
 *   stk-vectors --list     a line for each that is accepted: name, hex, then tag:length of each
 *                          object as it comes out again, "=" and its value for command details
 */
#include "check.h"
#include "hex_corpus.h"

#include "../parsers/btlv.h"
#include "../parsers/stk.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define ICON "the bits of an icon's image (TS 31.102 4.6.1.1), which are in a file of the card"
#define NO_MENU "a menu made to be refused: an empty item beside another"

static const struct {
	const char *name;
	enum reason reason;
	const char *why;
} explained[] = {
	{ "img", REASON_STK_MANDATORY, ICON },
	{ "setup_menu_neg_1", REASON_STK_MANDATORY, "a menu made to be refused: no item in it" },
	{ "setup_menu_neg_2", REASON_STK_OBJECT, NO_MENU },
	{ "setup_menu_neg_3", REASON_STK_OBJECT, NO_MENU },
	{ "setup_menu_neg_4", REASON_STK_OBJECT, NO_MENU },
};

static bool is_listing;
static unsigned accepted[PAYLOAD_KINDS], refused, prefixes, neighbours;

static enum payload_kind kind_of(const struct hex_vector *v)
{
	if (v->bytes[0] == STK_TAG_COMMAND)
		return PAYLOAD_STK_COMMAND;
	return v->bytes[0] > STK_TAG_COMMAND ? PAYLOAD_STK_ENVELOPE : PAYLOAD_STK_RESPONSE;
}

static void list(const struct hex_vector *v, enum payload_kind kind, struct cur fresh)
{
	struct btlv_object o;
	uint8_t tag;
	size_t n;

	printf("%s ", v->name);
	for (size_t i = 0; i < v->n; i++)
		printf("%02X", v->bytes[i]);
	if (kind != PAYLOAD_STK_RESPONSE &&
	    (!cur_u8(&fresh, &tag) || !btlv_take_length(&fresh, &n)))
		return;
	while (btlv_take_object(&fresh, &o)) {
		printf(" %02X:%zu", o.tag, o.value.n);
		if (o.tag == STK_OBJECT_COMMAND)
			printf("=%02X%02X%02X", o.value.p[0], o.value.p[1], o.value.p[2]);
	}
	putchar('\n');
}

static void explain(const struct hex_vector *v, enum reason reason)
{
	const char *why = NULL;

	for (size_t i = 0; i < COUNT(explained); i++)
		if (explained[i].reason == reason &&
		    strncmp(v->name, explained[i].name, strlen(explained[i].name)) == 0)
			why = explained[i].why;
	refused++;
	if (!is_listing)
		printf("refused: %s (%s): %s: %s\n", v->name, v->origin, reason_word(reason),
		       why ? why : "NOT EXPLAINED");
	CHECK_IN(why, "%s", v->name);
}

/* What comes out is accepted again, and comes out the same. */
static void check_fresh(const struct hex_vector *v, enum payload_kind kind, struct cur fresh)
{
	uint8_t memory[STK_MAX_BODY + 4];
	struct wtr again = { memory, sizeof(memory), 0 };

	CHECK_IN(stk_check(kind, fresh, NULL, &again) == REASON_OK && again.len == fresh.n &&
			 memcmp(again.p, fresh.p, fresh.n) == 0,
		 "%s", v->name);
	CHECK_IN(fresh.n == v->n && memcmp(fresh.p, v->bytes, v->n) == 0, "%s", v->name);
}

/* A response may end behind any object from its result on; commands and envelopes may not. */
static void check_prefixes(const struct hex_vector *v, enum payload_kind kind)
{
	enum { SHORTEST_RESPONSE = 5 + 4 + 3 };

	for (size_t n = 0; n < v->n; n++) {
		enum reason why = stk_check(kind, (struct cur){ v->bytes, n }, NULL, NULL);
		bool may_end = kind == PAYLOAD_STK_RESPONSE && n >= SHORTEST_RESPONSE;

		CHECK_IN(why != REASON_OK || may_end, "%s: %zu octets", v->name, n);
		prefixes++;
	}
}

/* Each octet that is a length, one more and one less: the parts do not fit the whole any more. */
static void check_lengths(const struct hex_vector *v, enum payload_kind kind)
{
	static uint8_t bytes[sizeof(v->bytes)];
	struct cur at = { v->bytes, v->n };
	struct btlv_object o;
	size_t n;
	uint8_t tag;
	bool has_outer = kind != PAYLOAD_STK_RESPONSE;

	if (has_outer && (!cur_u8(&at, &tag) || !btlv_take_length(&at, &n)))
		return;
	for (bool is_outer = has_outer; is_outer || btlv_take_object(&at, &o); is_outer = false) {
		size_t behind = v->n - at.n - (is_outer ? 1 : o.value.n + 1);

		for (int by = -1; by <= 1; by += 2) {
			memcpy(bytes, v->bytes, v->n);
			bytes[behind] = (uint8_t)(bytes[behind] + by);
			CHECK_IN(stk_check(kind, (struct cur){ bytes, v->n }, NULL, NULL) !=
					 REASON_OK,
				 "%s: octet %zu by %d", v->name, behind, by);
			neighbours++;
		}
	}
}

static void each(const struct hex_vector *v)
{
	enum payload_kind kind = kind_of(v);
	uint8_t memory[STK_MAX_BODY + 4];
	struct wtr fresh = { memory, sizeof(memory), 0 };
	enum reason why = stk_check(kind, (struct cur){ v->bytes, v->n }, NULL, &fresh);

	if (why != REASON_OK) {
		explain(v, why);
		return;
	}
	accepted[kind]++;
	check_fresh(v, kind, (struct cur){ fresh.p, fresh.len });
	check_prefixes(v, kind);
	check_lengths(v, kind);
	if (is_listing)
		list(v, kind, (struct cur){ fresh.p, fresh.len });
}

int main(int argc, char **argv)
{
	is_listing = argc > 1 && strcmp(argv[1], "--list") == 0;
	if (!hex_corpus_read("stk", each)) {
		printf("skipped: no corpus beside the repository (set AIRLOCK_SHARED)\n");
		return CHECK_SKIP;
	}
	if (is_listing)
		return 0;
	printf("accepted: %u commands, %u envelopes, %u responses; refused: %u\n",
	       accepted[PAYLOAD_STK_COMMAND], accepted[PAYLOAD_STK_ENVELOPE],
	       accepted[PAYLOAD_STK_RESPONSE], refused);
	printf("%u prefixes, %u lengths off by one\n", prefixes, neighbours);
	return check_done();
}
