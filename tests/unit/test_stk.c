/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * SIM toolkit: what the tables do not say. Texts in each coding, payloads in objects, lengths that
 * are longer than they need be, facts, and the public faults of programs that read such data.
 */
#include "payload_kit.h"

#include "../../parsers/btlv.h"
#include "../../parsers/stk.h"
#include "../../parsers/stk_text.h"

#define COMMAND PAYLOAD_STK_COMMAND
#define ENVELOPE PAYLOAD_STK_ENVELOPE
#define RESPONSE PAYLOAD_STK_RESPONSE

/* A command of a type, to the network, with objects behind; the outer length is put in below. */
#define HEAD(type) "81 03 01" type "00 82 02 81 83"
#define X10 "41414141414141414141"
#define X120 X10 X10 X10 X10 X10 X10 X10 X10 X10 X10 X10 X10

/* `hex` is what stands in the outer object, or the response. */
static const struct kit_vector vectors[] = {
	{ "a call", COMMAND, HEAD("10") "86 05 91 21 43 65 F7", REASON_OK,
	  "stk.command=16 stk.qualifier=0 stk.number=1234567" },
	{ "a call with pauses", COMMAND, HEAD("10") "86 04 81 C1 BA F2", REASON_OK,
	  "stk.command=16 stk.qualifier=0 stk.number=1p*#2" },
	{ "digits behind the end of a number", COMMAND, HEAD("10") "86 04 91 2F 43 65",
	  REASON_STK_OBJECT, NULL },
	{ "a browser", COMMAND, HEAD("15") "31 08 687474703A2F2F61", REASON_OK,
	  "stk.command=21 stk.qualifier=0 stk.url=http://a" },
	{ "a line end in an address", COMMAND, HEAD("15") "31 08 687474703A0D0A61", REASON_STK_TEXT,
	  NULL },
	{ "an AT command with another behind it", COMMAND, HEAD("34") "A8 06 41540D41543B",
	  REASON_STK_TEXT, NULL },
	{ "a message to send", COMMAND, HEAD("13") "8B 0C 01 00 04 91 2143 00 04 03 616263",
	  REASON_OK, NULL },
	{ "a message that is cut", COMMAND, HEAD("13") "8B 0C 01 00 04 91 2143 00 04 04 616263",
	  REASON_SMS_TRUNCATED, NULL },
	{ "a message of a type that is received", COMMAND,
	  HEAD("13") "8B 11 04 04 91 2143 7F F6 02211132547600 03 616263", REASON_SMS_TYPE, NULL },
	{ "a message and a CDMA message", COMMAND,
	  HEAD("13") "8B 0C 01 00 04 91 2143 00 04 03 616263 48 01 00", REASON_CDMA_PARAMETER,
	  NULL },
	{ "no message", COMMAND, HEAD("13") "85 01 41", REASON_STK_MANDATORY, NULL },
	{ "a card reader is asked", COMMAND, HEAD("30") "A2 05 00 B0 00 00 10", REASON_OK, NULL },
	{ "a card reader is asked more than it says", COMMAND,
	  HEAD("30") "A2 07 00 B0 00 00 10 01 02", REASON_APDU_LENGTH, NULL },
	{ "a terminal that says what a card says", COMMAND, "81 03 01 21 00 82 02 82 81 8D 00",
	  REASON_STK_OBJECT, NULL },
	{ "a card that tells itself", ENVELOPE, "82 02 81 82 90 01 01", REASON_STK_OBJECT, NULL },
	{ "a device that there is not", COMMAND, "81 03 01 02 00 82 02 81 55", REASON_STK_OBJECT,
	  NULL },
	{ "a menu chosen", ENVELOPE, "82 02 01 81 90 01 02 15 00", REASON_OK, "stk.envelope=211" },
	{ "a timer without a value", COMMAND, "81 03 01 27 00 82 02 81 82 A4 01 01",
	  REASON_STK_MANDATORY, NULL },
	{ "a timer that there is not", COMMAND, "81 03 01 27 01 82 02 81 82 A4 01 09",
	  REASON_STK_OBJECT, NULL },
	{ "a time in no digits", COMMAND, "81 03 01 27 00 82 02 81 82 A4 01 01 A5 03 A0 00 00",
	  REASON_STK_OBJECT, NULL },
	{ "a name of an access point", COMMAND,
	  HEAD("40") "35 01 03 39 02 0578 47 0A 06 546573744770 02 7273", REASON_OK, NULL },
	{ "a name with a length in front and a dot", COMMAND,
	  HEAD("40") "35 01 03 39 02 0578 47 0B 07 6D656761666F6E 2E 7275", REASON_OK, NULL },
	{ "a name with dots only", COMMAND, HEAD("40") "35 01 03 39 02 0578 47 03 61 2E 62",
	  REASON_OK, NULL },
	{ "a label longer than the name", COMMAND,
	  HEAD("40") "35 01 03 39 02 0578 47 0A 06 546573744770 03 7273", REASON_STK_OBJECT, NULL },
	{ "a line end in a label", COMMAND, HEAD("40") "35 01 03 39 02 0578 47 03 02 610A",
	  REASON_STK_TEXT, NULL },
	{ "an address of no kind", COMMAND, HEAD("40") "35 01 03 39 02 0578 3E 05 57 01010101",
	  REASON_STK_OBJECT, NULL },
	{ "a bearer without parameters", COMMAND, HEAD("40") "35 06 02 0304030402 39 02 0578",
	  REASON_STK_OBJECT, NULL },
	{ "files", COMMAND, "81 03 01 01 01 82 02 81 82 92 09 02 3F002FE2 3F002F05", REASON_OK,
	  "stk.command=1 stk.qualifier=1" },
	{ "more files than are said", COMMAND,
	  "81 03 01 01 01 82 02 81 82 92 09 01 3F002FE2 3F002F05", REASON_STK_OBJECT, NULL },
	{ "half a file", COMMAND, "81 03 01 01 01 82 02 81 82 92 04 01 3F002F", REASON_STK_OBJECT,
	  NULL },
	{ "less than least", COMMAND, HEAD("23") "8D 02 04 41 91 02 05 04", REASON_STK_OBJECT,
	  NULL },
	{ "an event", ENVELOPE, "99 01 05 82 02 02 81", REASON_OK, "stk.envelope=214 stk.event=5" },
	{ "two events", ENVELOPE, "99 02 05 04 82 02 82 81", REASON_STK_OBJECT, NULL },
	{ "no details", RESPONSE, "82 02 82 81 83 01 00", REASON_STK_MANDATORY, NULL },
	{ "no result", RESPONSE, "81 03 01 21 00 82 02 82 81", REASON_STK_MANDATORY, NULL },
	{ "done", RESPONSE, "81 03 01 21 00 82 02 82 81 83 01 00", REASON_OK,
	  "stk.command=33 stk.qualifier=0" },
	{ "nothing", RESPONSE, "", REASON_STK_LENGTH, NULL },
	/* the public faults of THREATS: 127 octets are copied into so many */
	{ "MMS reference of 127", COMMAND,
	  HEAD("60") "6A 7F" X120 "41414141414141 92 05 01 3F002FE2 6E 01 41", REASON_OK, NULL },
	{ "MMS reference of 128", COMMAND,
	  HEAD("60") "6A 81 80" X120 "4141414141414141 92 05 01 3F002FE2 6E 01 41",
	  REASON_STK_OBJECT, NULL },
	{ "MMS identification of 128", COMMAND,
	  HEAD("62") "92 05 01 3F002FE2 6B 81 80" X120 "4141414141414141", REASON_STK_OBJECT,
	  NULL },
	{ "MMS content identification of 128", COMMAND,
	  HEAD("60") "6A 01 41 92 05 01 3F002FE2 6E 81 80" X120 "4141414141414141",
	  REASON_STK_OBJECT, NULL },
	{ "frame layout of 128", COMMAND, HEAD("50") "68 01 01 66 81 80" X120 "4141414141414141",
	  REASON_STK_OBJECT, NULL },
};

/* Hex digits in an outer object where the kind has one; the tag by what is in it. */
static struct cur wrap(const struct kit_vector *v, uint8_t *memory)
{
	static struct kit_bytes b;
	struct wtr w = { memory, 512, 0 };
	bool fits = true;
	uint8_t tag = STK_TAG_COMMAND;

	kit_read(v->hex, &b);
	if (v->kind == ENVELOPE)
		tag = b.bytes[0] == 0x99 ? STK_TAG_EVENT : 0xD3;
	if (v->kind != RESPONSE)
		fits = wtr_u8(&w, tag) && btlv_put_length(&w, b.n);
	fits = fits && wtr_bytes(&w, (struct cur){ b.bytes, b.n });
	CHECK_IN(fits, "%s", v->what);
	return (struct cur){ w.p, w.len };
}

static void check_vectors(void)
{
	uint8_t memory[512];

	for (size_t i = 0; i < sizeof(vectors) / sizeof(vectors[0]); i++) {
		const struct kit_vector *v = &vectors[i];
		struct cur bytes = wrap(v, memory);
		struct facts facts;
		enum reason why = kit_check(v->kind, bytes.p, bytes.n, &facts);

		CHECK_IN(why == v->why, "%s: %s", v->what, reason_word(why));
		if (v->facts)
			CHECK_IN(strcmp(kit_facts(&facts), v->facts) == 0, "%s: %s", v->what,
				 kit_facts(&facts));
	}
}

static const struct {
	const char *what, *hex;
	bool fits;
} texts[] = {
	{ "none", "", true },
	{ "a scheme only", "04", true },
	{ "octets", "04 41 0D 0A 42", true },
	{ "octets with an escape", "04 1B 3C", true },
	{ "octets with an escape of nothing", "04 41 1B", false },
	{ "octets above the alphabet", "04 C3", false },
	{ "octets of a message class", "F6 41", true },
	{ "packed", "00 54 74 19", true },
	{ "packed of a message class", "F0 54 74 19", true },
	{ "UCS2", "08 04 17 00 0A", true },
	{ "half a character of UCS2", "08 04 17 00", false },
	{ "a control character of UCS2", "08 00 07", false },
	{ "a control character of UCS2 above ASCII", "08 00 85", false },
	{ "compressed", "20 41", false },
	{ "a scheme of no alphabet", "0C 41", false },
	{ "a scheme of waiting messages", "C8 41", false },
}, alphas[] = {
	{ "none", "", true },
	{ "a line", "41 62 20 63", true },
	{ "filled up", "41 FF FF", true },
	{ "more behind the fill", "41 FF 42", false },
	{ "a line end", "41 0D 42", false },
	{ "a line feed", "41 0A", false },
	{ "an escape of an escape", "1B 1B", false },
	{ "an escape of a line end", "1B 0D", false },
	{ "UCS2", "80 04 17 04 10", true },
	{ "UCS2, filled up", "80 04 17 FF", true },
	{ "half a character of UCS2", "80 04 17 00", false },
	{ "a line end in UCS2", "80 00 0D", false },
	{ "one octet above a half page", "81 03 08 97 61 A0", true },
	{ "one octet too many", "81 04 08 97 61 A0", false },
	{ "a line end above the lowest half page", "81 02 00 61 8D", false },
	{ "a line end of the default alphabet", "81 02 08 61 0D", false },
	{ "an escape before UCS2", "81 02 08 1B 97", false },
	{ "one octet above a base", "82 03 04 10 87 61 90", true },
	{ "one octet above a base, filled up", "82 02 04 10 87 61 FF", true },
	{ "one octet above a base, and more", "82 02 04 10 87 61 90", false },
	{ "no base", "82 02 04", false },
	{ "a line end above a base", "82 01 00 0C 81", false },
};

static void check_texts(void)
{
	static struct kit_bytes b;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		kit_read(texts[i].hex, &b);
		CHECK_IN(stk_text_fits((struct cur){ b.bytes, b.n }) == texts[i].fits, "text: %s",
			 texts[i].what);
	}
	for (size_t i = 0; i < sizeof(alphas) / sizeof(alphas[0]); i++) {
		kit_read(alphas[i].hex, &b);
		CHECK_IN(stk_alpha_fits((struct cur){ b.bytes, b.n }) == alphas[i].fits,
			 "alpha: %s", alphas[i].what);
	}
}

/* Bits behind the last septet say nothing, and do not come out. */
static void check_spare_bits(void)
{
	static const uint8_t loud[] = { 0xD0, 0x0D, 0x81, 0x03, 0x01, 0x21, 0x80, 0x82,
					0x02, 0x81, 0x02, 0x8D, 0x02, 0x00, 0xC1 };
	uint8_t memory[32];
	struct wtr out = { memory, sizeof(memory), 0 };

	CHECK(stk_check(COMMAND, (struct cur){ loud, sizeof(loud) }, NULL, &out) == REASON_OK);
	CHECK(out.len == sizeof(loud) && memory[out.len - 1] == 0x41);
}

/* A message that the terminal packs is longer than one on the air, and is not judged as one. */
static void check_packing(void)
{
	uint8_t bytes[256] = { 0xD0, 0x81, 0xB9, 0x81, 0x03, 0x01, 0x13, 0x01, 0x82,
			       0x02, 0x81, 0x83, 0x8B, 0x81, 0xAD, 0x01, 0x01, 0x09,
			       0x91, 0x10, 0x32, 0x54, 0x76, 0xF8, 0x40, 0xF4, 0xA0 };
	size_t n = 3 + 0xB9;

	CHECK(stk_check(COMMAND, (struct cur){ bytes, n }, NULL, NULL) == REASON_OK);
	bytes[7] = 0;
	CHECK(stk_check(COMMAND, (struct cur){ bytes, n }, NULL, NULL) != REASON_OK);
}

/* What cards write, and what does not pass for a length. */
static void check_lengths(void)
{
	static const struct {
		uint8_t bytes[4];
		size_t n, taken, value;
	} lengths[] = {
		{ { 0x00 }, 1, 1, 0 },
		{ { 0x7F }, 1, 1, 127 },
		{ { 0x81, 0x05 }, 2, 2, 5 },
		{ { 0x81, 0xFF }, 2, 2, 255 },
		{ { 0x82, 0x00, 0x05 }, 3, 3, 5 },
		{ { 0x82, 0x01, 0x00 }, 3, 3, 256 },
		{ { 0x80, 0x00 }, 2, 0, 0 },
		{ { 0x83, 0x00, 0x00, 0x01 }, 4, 0, 0 },
		{ { 0x81 }, 1, 0, 0 },
		{ { 0x82, 0x01 }, 2, 0, 0 },
		{ { 0xFF }, 1, 0, 0 },
	};

	for (size_t i = 0; i < sizeof(lengths) / sizeof(lengths[0]); i++) {
		struct cur c = { lengths[i].bytes, lengths[i].n };
		size_t n = 0;
		bool fits = btlv_take_length(&c, &n);

		CHECK_IN(fits == (lengths[i].taken > 0), "length %zu", i);
		if (fits)
			CHECK_IN(n == lengths[i].value && c.n == 0, "length %zu", i);
	}
}

static void check_tags(void)
{
	static const uint8_t longer[] = { 0x7F, 0x81, 0x02, 0x01, 0x41 };
	static const uint8_t none[][3] = { { 0x00, 0x00 }, { 0x80, 0x00 }, { 0xFF, 0x00 } };
	struct cur c = { longer, sizeof(longer) };
	struct btlv_object o;
	uint8_t memory[70000];
	struct wtr w = { memory, sizeof(memory), 0 };

	CHECK(btlv_take_object(&c, &o) && o.is_required && o.tag == BTLV_LONG_TAG + 0x102u);
	CHECK(!btlv_put_object(&w, &o));
	for (size_t i = 0; i < 3; i++) {
		c = (struct cur){ none[i], 2 };
		CHECK_IN(!btlv_take_object(&c, &o), "tag %02X", none[i][0]);
	}
	CHECK(!btlv_put_length(&w, 65536) && btlv_put_length(&w, 65535) && w.len == 3);
}

/* A whole command in an outer object of another length, or with more behind it. */
static void check_outer(void)
{
	static const uint8_t more_time[] = { 0xD0, 0x09, 0x81, 0x03, 0x01, 0x02,
					     0x00, 0x82, 0x02, 0x81, 0x82, 0x41 };
	static uint8_t big[400] = { 0xD0, 0x82, 0x01, 0x00 };
	uint8_t memory[16];
	struct wtr narrow = { memory, 10, 0 };
	struct cur whole = { more_time, 11 };

	CHECK(stk_check(COMMAND, whole, NULL, NULL) == REASON_OK);
	CHECK(stk_check(COMMAND, whole, NULL, &narrow) == REASON_FRAME_OVERSIZE);
	CHECK(stk_check(COMMAND, (struct cur){ more_time, 12 }, NULL, NULL) == REASON_STK_LENGTH);
	CHECK(stk_check(ENVELOPE, whole, NULL, NULL) == REASON_STK_COMMAND);
	CHECK(stk_check(COMMAND, (struct cur){ big, 260 }, NULL, NULL) == REASON_STK_LENGTH);
	CHECK(stk_check(RESPONSE, (struct cur){ big, 256 }, NULL, NULL) == REASON_STK_LENGTH);
}

/* One octet more than an APDU carries; all else is as it should be. */
static void check_largest(void)
{
	static const uint8_t head[] = { 0x81, 0x03, 0x01, 0x21, 0x00, 0x82,
					0x02, 0x81, 0x02, 0x8D, 0x81 };

	for (size_t body = STK_MAX_BODY; body <= STK_MAX_BODY + 1; body++) {
		uint8_t bytes[300];
		struct wtr w = { bytes, sizeof(bytes), 0 };
		size_t text = body - sizeof(head) - 1;
		bool fits = wtr_u8(&w, STK_TAG_COMMAND) && btlv_put_length(&w, body) &&
			    wtr_bytes(&w, (struct cur){ head, sizeof(head) }) &&
			    wtr_u8(&w, (uint8_t)text) && wtr_u8(&w, 0x04);

		while (fits && --text > 0)
			fits = wtr_u8(&w, 'a');
		CHECK(fits);
		CHECK_IN(stk_check(COMMAND, (struct cur){ w.p, w.len }, NULL, NULL) ==
				 (body > STK_MAX_BODY ? REASON_STK_LENGTH : REASON_OK),
			 "%zu", body);
	}
}

int main(void)
{
	check_vectors();
	check_texts();
	check_spare_bits();
	check_packing();
	check_lengths();
	check_tags();
	check_outer();
	check_largest();
	return check_done();
}
