/* SPDX-License-Identifier: GPL-2.0-or-later */
/* USSD on both roads, and names: lengths, alphabets, control characters, codes for policies. */
#include "payload_kit.h"
#include "../../parsers/ussd.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define GOT PAYLOAD_USSD_RECEIVED
#define USSD PAYLOAD_USSD_SENT
#define WIDE PAYLOAD_USSD_WIDE
#define NAME PAYLOAD_NAME

/* `text` behind the scheme as it is. */
static const struct {
	const char *what;
	enum payload_kind kind;
	int scheme; /* -1: none in front */
	const char *text;
	size_t n;
	enum reason why;
	const char *facts;
} rows[] = {
#define ROW(what, kind, scheme, text, why, facts)                      \
	{                                                              \
		what, kind, scheme, text, sizeof(text) - 1, why, facts \
	}
	/* octets, TS 23.038 5; "*100#" is AA 18 0C 36 02 */
	ROW("a code", USSD, 0x0F, "\xAA\x18\x0C\x36\x02", 0, "ussd.dcs=15 ussd.code=*100#"),
	ROW("line ends", GOT, 0x0F, "\x8D\x02", 0, NULL),
	ROW("with a language", GOT, 0x10, "\xe4\x72\x43\x15\x1b\x01", 0,
	    "ussd.dcs=16 ussd.code=*1#"),
	ROW("UCS2", GOT, 0x48, "\0*\0#", 0, "ussd.dcs=72 ussd.code=*#"),
	ROW("UCS2 with a language", GOT, 0x11, "\x65\x37\0*", 0, "ussd.dcs=17 ussd.code=*"),
	ROW("data", GOT, 0x44, "\x01\x02", 0, NULL),
	ROW("half a letter", GOT, 0x48, "\0*\0", REASON_USSD_CODING, NULL),
	ROW("compressed", GOT, 0x60, "\0*", REASON_USSD_CODING, NULL),
	ROW("a control character", GOT, 0x48, "\0\x1a", REASON_TEXT_CONTROL, NULL),
	ROW("nothing", GOT, 0x0F, "", 0, "ussd.dcs=15 ussd.code="),
	ROW("not even a scheme", GOT, -1, "", REASON_USSD_LENGTH, NULL),
	/* characters */
	ROW("a code", USSD, USSD_CHARACTERS, "*100#", 0, "ussd.code=*100#"),
	ROW("a code as hex digits", USSD, USSD_CHARACTERS, "AA180C3602", 0, "ussd.code=*100#"),
	ROW("a word of hex digits", GOT, USSD_CHARACTERS, "Cafe", 0, "ussd.code=Cafe"),
	ROW("digits that may be either", USSD, USSD_CHARACTERS, "31590C", 0, NULL),
	ROW("an answer", USSD, USSD_CHARACTERS, "1", 0, "ussd.code=1"),
	ROW("two digits", USSD, USSD_CHARACTERS, "12", 0, "ussd.code=12"),
	ROW("lines", GOT, USSD_CHARACTERS, "1. a\r\n2. b", 0, NULL),
	ROW("an injected command", GOT, USSD_CHARACTERS, "a\x1a", REASON_TEXT_CONTROL, NULL),
	ROW("an escape", GOT, USSD_CHARACTERS, "a\x1b[2J", REASON_TEXT_CONTROL, NULL),
	/* UTF-16 */
	ROW("wide", WIDE, -1, "*\0#\0", 0, "ussd.code=*#"),
	ROW("half a wide letter", WIDE, -1, "*\0#", REASON_USSD_CODING, NULL),
	ROW("a wide control character", WIDE, -1, "\x1a\0", REASON_TEXT_CONTROL, NULL),
	/* names */
	ROW("a name", NAME, -1, "Vodafone.de", 0, ""),
	ROW("a name of UTF-8", NAME, -1, "T\xC3\xA9l\xC3\xA9", 0, NULL),
	ROW("a name of hex digits", NAME, -1, "0054002D004D", 0, NULL),
	ROW("a name with a line end", NAME, -1, "A\r+CFUN=0", REASON_TEXT_CONTROL, NULL),
	ROW("the same in hex digits", NAME, -1, "0041000D002B", REASON_TEXT_CONTROL, NULL),
	ROW("a number of a network", NAME, -1, "26201", 0, NULL),
	ROW("delete", NAME, -1, "A\x7f", REASON_TEXT_CONTROL, NULL),
	ROW("C1 of UTF-8", NAME, -1, "A\xC2\x9B", REASON_TEXT_CONTROL, NULL),
	ROW("no name", NAME, -1, "", 0, NULL),
	/* from a real modem, and "A" CR of the same */
	ROW("a packed name", PAYLOAD_NAME_PACKED, -1, "Iv:L\x06", 0, NULL),
	ROW("a line end in one", PAYLOAD_NAME_PACKED, -1, "\xC1\x06", REASON_TEXT_CONTROL, NULL),
	ROW("a wide name", PAYLOAD_NAME_WIDE, -1, "A\0B\0", 0, NULL),
	ROW("a wide name with a line end", PAYLOAD_NAME_WIDE, -1, "A\0\r\0", REASON_TEXT_CONTROL,
	    NULL),
	ROW("half a wide name", PAYLOAD_NAME_WIDE, -1, "A\0B", REASON_TEXT_CONTROL, NULL),
};

static void test_rows(void)
{
	for (size_t i = 0; i < COUNT(rows); i++) {
		uint8_t bytes[64];
		size_t head = rows[i].scheme >= 0;
		struct facts facts;
		enum reason why;

		bytes[0] = (uint8_t)rows[i].scheme;
		memcpy(bytes + head, rows[i].text, rows[i].n);
		why = kit_check(rows[i].kind, bytes, head + rows[i].n, &facts);
		CHECK_IN(why == rows[i].why, "%s: %s", rows[i].what, reason_word(why));
		CHECK_IN(!rows[i].facts || strcmp(kit_facts(&facts), rows[i].facts) == 0, "%s: %s",
			 rows[i].what, kit_facts(&facts));
		/* any octet changed, any cut: what must be true of any input */
		for (size_t n = 0; n < head + rows[i].n; n++) {
			(void)kit_check(rows[i].kind, bytes, n, &facts);
			for (unsigned b = 0; b < 8; b++) {
				bytes[n] ^= (uint8_t)(1u << b);
				(void)kit_check(rows[i].kind, bytes, head + rows[i].n, &facts);
				bytes[n] ^= (uint8_t)(1u << b);
			}
		}
	}
}

static enum reason of_length(enum payload_kind kind, int scheme, uint8_t fill, size_t n)
{
	static uint8_t bytes[1024];
	size_t head = scheme >= 0;
	struct facts facts;

	memset(bytes, fill, sizeof(bytes));
	if (head)
		bytes[0] = (uint8_t)scheme;
	return kit_check(kind, bytes, head + n, &facts);
}

/* CVE-2024-7538 and -7539: a text longer than any, in each form that it may come in. */
static void test_lengths(void)
{
	CHECK_EQ(of_length(GOT, 0x0F, 0x41, 160), REASON_OK);
	CHECK_EQ(of_length(GOT, 0x0F, 0x41, 161), REASON_USSD_LENGTH);
	CHECK_EQ(of_length(GOT, 0x48, 0x41, 160), REASON_OK);
	CHECK_EQ(of_length(GOT, 0x48, 0x41, 162), REASON_USSD_LENGTH);
	CHECK_EQ(of_length(GOT, 0x44, 0x41, 161), REASON_USSD_LENGTH);
	CHECK_EQ(of_length(GOT, USSD_CHARACTERS, 'z', 182), REASON_OK);
	CHECK_EQ(of_length(GOT, USSD_CHARACTERS, 'z', 183), REASON_USSD_LENGTH);
	CHECK_EQ(of_length(GOT, USSD_CHARACTERS, 'A', 320), REASON_OK);
	CHECK_EQ(of_length(GOT, USSD_CHARACTERS, 'A', 319), REASON_USSD_LENGTH);
	CHECK_EQ(of_length(GOT, USSD_CHARACTERS, 'A', 322), REASON_USSD_LENGTH);
	CHECK_EQ(of_length(WIDE, -1, 0x41, 2 * 182), REASON_OK);
	CHECK_EQ(of_length(WIDE, -1, 0x41, 2 * 183), REASON_USSD_LENGTH);
}

/* Bits behind the last septet mean nothing. */
static void test_spare(void)
{
	static const uint8_t in[] = { 0x0F, 0xAA, 0x18, 0x0C, 0x36, 0xFA };
	uint8_t bytes[8];
	struct wtr w = { bytes, sizeof(bytes), 0 };

	CHECK_EQ(ussd_check(USSD, (struct cur){ in, sizeof(in) }, NULL, &w), REASON_OK);
	CHECK(w.len == sizeof(in) && bytes[5] == 0x02 && memcmp(bytes, in, 5) == 0);
}

static bool payload_is(const char *text, unsigned dcs, const char *hex)
{
	static struct kit_bytes want;
	uint8_t bytes[64];
	struct wtr w = { bytes, sizeof(bytes), 0 };

	kit_read(hex, &want);
	return ussd_from_text((struct cur){ (const uint8_t *)text, strlen(text) }, dcs, &w) &&
	       w.len == want.n && memcmp(bytes, want.bytes, w.len) == 0;
}

static void test_from_text(void)
{
	uint8_t bytes[4];
	struct wtr w = { bytes, sizeof(bytes), 0 };
	struct cur text = { (const uint8_t *)"*100#", 5 };

	CHECK(payload_is("*1#", 15, "FF 2A3123"));
	CHECK(payload_is("*1#", USSD_NO_SCHEME, "FF 2A3123"));
	CHECK(payload_is("002A0023", 72, "48 002A0023"));
	CHECK(payload_is("002A00", 72, "FF 303032413030"));
	CHECK(payload_is("2A23", 68, "44 2A23"));
	CHECK(payload_is("2A23", 15, "FF 32413233"));
	CHECK(payload_is("", 72, "FF"));
	CHECK(!ussd_from_text(text, 15, &w));
	w.len = 0;
	CHECK(!ussd_from_text((struct cur){ (const uint8_t *)"0011223344", 10 }, 68, &w));
}

int main(void)
{
	test_rows();
	test_lengths();
	test_spare();
	test_from_text();
	return check_done();
}
