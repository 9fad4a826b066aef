/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What every test of a payload parser does: whole ones pass and come out in one canonical form that
 * says the same; any shorter or longer one does not pass; and one octet more or less in a length is
 * noticed. Vectors are hex digits, blanks between them mean nothing, and
 *   !	 the octet behind it is a length: neither one more nor one less passes
 *   +	 one more does not pass (one less may: fill bits hide it), - one less does not
 *   |	 the payload may end here
 */
#pragma once

#include "../check.h"
#include "../../parsers/payload.h"

enum { KIT_MAX = 2048 };

struct kit_vector {
	const char *what;
	enum payload_kind kind;
	const char *hex;
	enum reason why;
	const char *facts; /* as kit_facts() prints them; NULL: any */
};

struct kit_bytes {
	uint8_t bytes[KIT_MAX];
	char marks[KIT_MAX + 1]; /* in front of each octet, and of the end */
	size_t n;
};

static inline unsigned kit_digit(char c)
{
	return (unsigned)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
}

static inline void kit_read(const char *hex, struct kit_bytes *v)
{
	memset(v, 0, sizeof(*v));
	for (; *hex; hex++) {
		if (strchr("!+-|", *hex)) {
			v->marks[v->n] = *hex;
		} else if (*hex != ' ') {
			v->bytes[v->n++] = (uint8_t)(16 * kit_digit(hex[0]) + kit_digit(hex[1]));
			hex++;
		}
	}
}

/* "sms.type=0 sms.origin=1234 .." in the order of the list. */
static inline const char *kit_facts(const struct facts *f)
{
	static char text[1024];
	size_t n = 0;

	text[0] = '\0';
	for (unsigned id = 0; id < FACT_COUNT; id++) {
		const char *word = payload_facts[id].word, *gap = n ? " " : "";

		if (!(f->known >> id & 1))
			continue;
		if (payload_facts[id].is_text)
			n += (size_t)snprintf(text + n, sizeof(text) - n, "%s%s=%.*s", gap, word,
					      f->text[id].len, f->text[id].bytes);
		else
			n += (size_t)snprintf(text + n, sizeof(text) - n, "%s%s=%u", gap, word,
					      f->number[id]);
	}
	return text;
}

/*
 * Judges it, and holds what must be true of any input: what passes is as long as before, and what
 * comes out passes, says the same and comes out once more the same. The octets stand at the end of
 * their memory, where a sanitizer sees a step too far.
 */
static inline enum reason kit_check(enum payload_kind kind, const uint8_t *bytes, size_t n,
				    struct facts *facts)
{
	static uint8_t once[KIT_MAX], twice[KIT_MAX];
	struct wtr w = { once, sizeof(once), 0 }, w2 = { twice, sizeof(twice), 0 }, none;
	struct facts again = { 0 };
	enum reason why;

	memset(facts, 0, sizeof(*facts));
	why = payload_check(kind, (struct cur){ bytes, n }, facts, &w);
	CHECK_IN(payload_check(kind, (struct cur){ bytes, n }, NULL, NULL) == why,
		 "kind %u: another reason without facts and writer", kind);
	if (why != REASON_OK)
		return why;
	CHECK_IN(w.len == n, "kind %u: %zu octets of %zu", kind, w.len, n);
	CHECK_IN(payload_check(kind, (struct cur){ once, w.len }, &again, &w2) == REASON_OK,
		 "kind %u: what comes out does not pass", kind);
	CHECK_IN(w2.len == w.len && memcmp(once, twice, w.len) == 0, "kind %u: no canonical form",
		 kind);
	CHECK_IN(memcmp(facts, &again, sizeof(again)) == 0, "kind %u: other facts", kind);
	none = (struct wtr){ once, n ? n - 1 : 0, 0 };
	CHECK_IN(n == 0 || payload_check(kind, (struct cur){ bytes, n }, NULL, &none) ==
				   REASON_FRAME_OVERSIZE,
		 "kind %u: written beyond the room", kind);
	return why;
}

static inline void kit_neighbours(const struct kit_vector *v, const struct kit_bytes *b, size_t i)
{
	static uint8_t changed[KIT_MAX];
	struct facts facts;

	for (int step = -1; step <= 1; step += 2) {
		char mark = b->marks[i];
		bool is_length = mark == '!' || mark == (step > 0 ? '+' : '-');
		enum reason why;

		memcpy(changed, b->bytes, b->n);
		changed[i] = (uint8_t)(changed[i] + step);
		why = kit_check(v->kind, changed, b->n, &facts);
		CHECK_IN(!is_length || why != REASON_OK, "%s: octet %zu %+d", v->what, i, step);
	}
	/* and each bit of it, for what must be true of any input */
	for (unsigned bit = 0; bit < 8; bit++) {
		memcpy(changed, b->bytes, b->n);
		changed[i] ^= (uint8_t)(1u << bit);
		(void)kit_check(v->kind, changed, b->n, &facts);
	}
}

static inline void kit_vector_check(const struct kit_vector *v)
{
	static struct kit_bytes b;
	static uint8_t longer[KIT_MAX];
	struct facts facts;
	enum reason why;

	kit_read(v->hex, &b);
	why = kit_check(v->kind, b.bytes, b.n, &facts);
	CHECK_IN(why == v->why, "%s: %s", v->what, reason_word(why));
	if (v->facts)
		CHECK_IN(strcmp(kit_facts(&facts), v->facts) == 0, "%s: %s", v->what,
			 kit_facts(&facts));
	if (v->why != REASON_OK)
		return;
	for (size_t n = 0; n < b.n; n++) {
		why = kit_check(v->kind, b.bytes, n, &facts);
		CHECK_IN((why == REASON_OK) == (b.marks[n] == '|'), "%s cut to %zu: %s", v->what, n,
			 reason_word(why));
		kit_neighbours(v, &b, n);
	}
	memcpy(longer, b.bytes, b.n);
	longer[b.n] = 0x41;
	why = kit_check(v->kind, longer, b.n + 1, &facts);
	CHECK_IN((why == REASON_OK) == (b.marks[b.n] == '|'), "%s and more: %s", v->what,
		 reason_word(why));
}
