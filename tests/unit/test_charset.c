/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Alphabets: what is a control character in each, and what is left as ASCII. */
#include "../check.h"
#include "../../parsers/charset.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define BYTES(text)                                       \
	{                                                 \
		(const uint8_t *)(text), sizeof(text) - 1 \
	}

static const struct {
	struct text text;
	const char *ascii; /* NULL: refused */
} rows[] = {
	{ { TEXT_BYTES, BYTES("Vodafone"), 0, 8, false }, "Vodafone" },
	{ { TEXT_BYTES, BYTES(" ~"), 0, 2, false }, " ~" },
	{ { TEXT_BYTES, BYTES("\xC3\xA9\xE9\x80"), 0, 4, false }, "????" },
	{ { TEXT_BYTES, BYTES("\xC2\xA0"), 0, 2, false }, "??" },
	{ { TEXT_BYTES, BYTES("\xC2\x85"), 0, 2, false }, NULL },
	{ { TEXT_BYTES, BYTES("a\x1f"), 0, 2, false }, NULL },
	{ { TEXT_BYTES, BYTES("a\x7f"), 0, 2, false }, NULL },
	{ { TEXT_BYTES, BYTES("a\r\nb"), 0, 4, true }, "a\r\nb" },
	{ { TEXT_BYTES, BYTES("a\x1b"), 0, 2, true }, NULL },
	{ { TEXT_UCS2, BYTES("\0\f"), 0, 1, true }, NULL },
	{ { TEXT_BYTES, BYTES("a\r"), 0, 2, false }, NULL },
	{ { TEXT_BYTES, BYTES("a\x1a"), 0, 2, true }, NULL },
	{ { TEXT_UCS2, BYTES("\0A\1A"), 0, 2, false }, "A?" },
	{ { TEXT_UCS2, BYTES("\0A\0\r"), 0, 2, false }, NULL },
	{ { TEXT_UCS2, BYTES("\0\x9f"), 0, 1, true }, NULL },
	{ { TEXT_UCS2, BYTES("\0\xa0"), 0, 1, false }, "?" },
	{ { TEXT_UCS2, BYTES("\0\nA\0"), 0, 2, true }, "\n?" },
	{ { TEXT_WIDE, BYTES("A\0A\1"), 0, 2, false }, "A?" },
	{ { TEXT_WIDE, BYTES("A\0\r\0"), 0, 2, false }, NULL },
	{ { TEXT_WIDE, BYTES("\0\r"), 0, 1, false }, "?" },
	/* "hello": e8 32 9b fd 06 */
	{ { TEXT_SEPTETS, BYTES("\xe8\x32\x9b\xfd\x06"), 0, 5, false }, "hello" },
	{ { TEXT_SEPTETS, BYTES("\xe8\x32\x9b\xfd\x06"), 2, 4, false }, "ll" },
	/* "[|" and an escape that ends nothing */
	{ { TEXT_SEPTETS, BYTES("\x1b\xde\x06\x08"), 0, 4, false }, "[|" },
	{ { TEXT_SEPTETS, BYTES("\x9b\x32"), 0, 2, false }, "?" },
	{ { TEXT_SEPTETS, BYTES("\x1b\x05"), 0, 2, false }, NULL },
	{ { TEXT_SEPTETS, BYTES("\x1b\x05"), 0, 2, true }, "\f" },
	{ { TEXT_SEPTETS, BYTES("\x0a"), 0, 1, false }, NULL },
	{ { TEXT_SEPTETS, BYTES("\x0d"), 0, 1, true }, "\r" },
	{ { TEXT_SEPTETS, BYTES("\x1b"), 0, 1, false }, NULL },
	{ { TEXT_SEPTETS, BYTES("\x1b"), 0, 1, true }, "\x1b" },
	/* '@', '$', '_', and one that ASCII does not have */
	{ { TEXT_SEPTETS, BYTES("\x00\x41\x24\x00"), 0, 4, false }, "@$_?" },
};

static void test_rows(void)
{
	for (size_t i = 0; i < COUNT(rows); i++) {
		uint8_t memory[16];
		struct wtr w = { memory, sizeof(memory), 0 };
		enum reason why = text_check(&rows[i].text, &w);

		CHECK_IN((why == REASON_OK) == (rows[i].ascii != NULL), "row %zu", i);
		CHECK_IN(text_check(&rows[i].text, NULL) == why, "row %zu", i);
		if (!rows[i].ascii)
			CHECK_EQ(why, REASON_TEXT_CONTROL);
		else
			CHECK_IN(w.len == strlen(rows[i].ascii) &&
					 memcmp(memory, rows[i].ascii, w.len) == 0,
				 "row %zu: %.*s", i, (int)w.len, (const char *)memory);
	}
}

/* Each septet alone, and behind an escape: names take those that TS 23.038 calls letters. */
static void test_septets(void)
{
	for (unsigned s = 0; s < 128; s++) {
		uint8_t one = (uint8_t)s;
		uint8_t two[] = { (uint8_t)(0x1B | (s << 7)), (uint8_t)(s >> 1) };
		bool control = s == 0x0A || s == 0x0D || s == 0x1B;
		struct text alone = { TEXT_SEPTETS, { &one, 1 }, 0, 1, false };
		struct text behind = { TEXT_SEPTETS, { two, 2 }, 0, 2, false };

		CHECK_EQ(text_septet(alone.bytes, 0), s);
		CHECK_EQ(text_septet(behind.bytes, 1), s);
		CHECK_EQ(text_check(&alone, NULL), control ? REASON_TEXT_CONTROL : REASON_OK);
		CHECK_EQ(text_check(&behind, NULL), control ? REASON_TEXT_CONTROL : REASON_OK);
	}
}

/* What does not fit into the room is left out; what is behind it is judged all the same. */
static void test_room(void)
{
	static const uint8_t text[] = "abc\r";
	uint8_t memory[2];
	struct wtr w = { memory, sizeof(memory), 0 };
	struct text t = { TEXT_BYTES, { text, 3 }, 0, 3, false };

	CHECK(text_check(&t, &w) == REASON_OK && w.len == 2 && memory[1] == 'b');
	t.bytes.n = t.to = 4;
	w.len = 0;
	CHECK(text_check(&t, &w) == REASON_TEXT_CONTROL);
}

static bool hex(const char *text, size_t unit)
{
	return text_is_hex((struct cur){ (const uint8_t *)text, strlen(text) }, unit);
}

static void test_hex(void)
{
	uint8_t memory[4];
	struct wtr w = { memory, sizeof(memory), 0 };
	struct cur digits = { (const uint8_t *)"09aF", 4 };

	CHECK(hex("00", 2) && hex("09afAF", 2) && !hex("", 2) && !hex("000", 2) && !hex("0g", 2));
	CHECK(hex("0041", 4) && !hex("004100", 4) && !hex("/:@G", 4) && !hex("`g00", 4));
	CHECK(text_from_hex(digits, &w) && w.len == 2 && memory[0] == 0x09 && memory[1] == 0xAF);
	CHECK(text_from_hex(digits, &w) && !text_from_hex(digits, &w));
	w.len = 0;
	CHECK(!text_from_hex((struct cur){ digits.p, 3 }, &w));
	CHECK(!text_from_hex((struct cur){ (const uint8_t *)"0x", 2 }, &w));
}

static void test_names(void)
{
	CHECK_EQ(text_name_check(TEXT_SEPTETS, (struct cur)BYTES("\xc1\x61"), NULL), REASON_OK);
	CHECK_EQ(text_name_check(TEXT_UCS2, (struct cur)BYTES("\0A\0\0"), NULL),
		 REASON_TEXT_CONTROL);
	CHECK_EQ(text_name_check(TEXT_BYTES, (struct cur)BYTES("a\tb"), NULL), REASON_TEXT_CONTROL);
	CHECK_EQ(text_name_check(TEXT_WIDE, (struct cur)BYTES("A\0"), NULL), REASON_OK);
}

int main(void)
{
	test_rows();
	test_septets();
	test_room();
	test_hex();
	test_names();
	return check_done();
}
