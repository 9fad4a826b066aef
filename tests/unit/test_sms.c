/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Short messages: all six types, each field at its bounds, and the faults that became public. */
#include "payload_kit.h"
#include "../../parsers/sms.h"

#define ADDRESS "-0B 91 5155051032F4"
#define STAMP "42101021000040"
#define X10 "41414141414141414141"
#define X130 X10 X10 X10 X10 X10 X10 X10 X10 X10 X10 X10 X10 X10
#define X140 X130 X10
#define X150 X140 X10
#define DELIVERED PAYLOAD_SMS_DELIVERED
#define ROUTED PAYLOAD_SMS_ROUTED
#define STORED PAYLOAD_SMS_STORED
#define SENT PAYLOAD_SMS_SENT
#define REPORTED PAYLOAD_SMS_REPORTED
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const struct kit_vector good[] = {
	/* SMS-DELIVER, TS 23.040 9.2.2.1 */
	{ "a text", DELIVERED, "04" ADDRESS "0000" STAMP "!05 E8329BFD06", 0,
	  "sms.type=0 sms.pid=0 sms.dcs=0 sms.alphabet=0 sms.origin=15555001234 sms.length=5" },
	{ "nothing", DELIVERED, "04" ADDRESS "0000" STAMP "!00", 0, NULL },
	{ "an empty address", DELIVERED, "04 00 80 0000" STAMP "!00", 0,
	  "sms.type=0 sms.pid=0 sms.dcs=0 sms.alphabet=0 sms.origin= sms.length=0" },
	{ "a name", DELIVERED, "04 +06 D0 41E110 0000" STAMP "!00", 0,
	  "sms.type=0 sms.pid=0 sms.dcs=0 sms.alphabet=0 sms.origin=ABC sms.length=0" },
	{ "a name of 11 letters", DELIVERED, "04 +14 D1 41E19058341E9149E512 0000" STAMP "!00", 0,
	  "sms.type=0 sms.pid=0 sms.dcs=0 sms.alphabet=0 sms.origin=ABCDEFGHIJK sms.length=0" },
	{ "20 digits", DELIVERED, "04 +14 91 21436587092143658709 0000" STAMP "!00", 0,
	  "sms.type=0 sms.pid=0 sms.dcs=0 sms.alphabet=0 sms.origin=12345678901234567890 "
	  "sms.length=0" },
	{ "signs", DELIVERED, "04 +06 81 BADCFE 0000" STAMP "!00", REASON_OK,
	  "sms.type=0 sms.pid=0 sms.dcs=0 sms.alphabet=0 sms.origin=*#abc sms.length=0" },
	{ "140 octets", DELIVERED, "04" ADDRESS "0004" STAMP "!8C" X140, 0, NULL },
	{ "160 septets", DELIVERED, "04" ADDRESS "0000" STAMP "+A0" X140, 0, NULL },
	{ "UCS2", DELIVERED, "04" ADDRESS "0008" STAMP "!04 00410042", 0, NULL },
	{ "compressed", DELIVERED, "04" ADDRESS "0020" STAMP "!03 414243", 0, NULL },
	{ "compressed UCS2", DELIVERED, "04" ADDRESS "0028" STAMP "!03 414243", 0, NULL },
	{ "class 0", DELIVERED, "04" ADDRESS "0010" STAMP "!05 E8329BFD06", 0, NULL },
	{ "class 2 of octets", DELIVERED, "04" ADDRESS "7FF6" STAMP "!01 41", 0, NULL },
	{ "message waiting", DELIVERED, "04" ADDRESS "00C8" STAMP "!00", 0, NULL },
	{ "message waiting, UCS2", DELIVERED, "04" ADDRESS "00E0" STAMP "!02 0041", 0, NULL },
	{ "a reserved group is text", DELIVERED, "04" ADDRESS "00B4" STAMP "!05 E8329BFD06", 0,
	  NULL },
	{ "silent", DELIVERED, "04 +04 81 2143 4000" STAMP "!00", 0,
	  "sms.type=0 sms.pid=64 sms.dcs=0 sms.alphabet=0 sms.origin=1234 sms.length=0" },
	/* user data header, 9.2.3.24 */
	{ "part 1 of 2", DELIVERED, "44" ADDRESS "0004" STAMP "!08 !05 00 !03 01 02 -01 4142", 0,
	  NULL },
	{ "part 2 of 2, 16 bits", DELIVERED,
	  "44" ADDRESS "0004" STAMP "!08 !06 08 !04 1234 -02 +02 41", 0, NULL },
	{ "in septets", DELIVERED, "44" ADDRESS "0000" STAMP "+08 !05 00 !03 01 02 -01 82", 0,
	  NULL },
	{ "an empty header", DELIVERED, "44 +04 81 2143 0004" STAMP "!02 -00 41", 0, NULL },
	{ "ports", DELIVERED, "44 +04 81 2143 00F5" STAMP "!08 !06 05 !04 0B84 23F0 41", 0,
	  "sms.type=0 sms.pid=0 sms.dcs=245 sms.class=1 sms.alphabet=1 sms.port=2948 "
	  "sms.origin=1234 sms.length=8" },
	{ "ports of 8 bits and parts", DELIVERED,
	  "44 +04 81 2143 0004" STAMP "!0B !09 04 !02 F0F1 00 !03 07 -02 02 41", 0,
	  "sms.type=0 sms.pid=0 sms.dcs=4 sms.alphabet=1 sms.port=240 sms.origin=1234 "
	  "sms.length=11" },
	{ "SIM toolkit security", DELIVERED, "44 +04 81 2143 7FF6" STAMP "!04 !02 70 !00 41", 0,
	  "sms.type=0 sms.pid=127 sms.dcs=246 sms.class=2 sms.alphabet=1 sms.element=112 "
	  "sms.origin=1234 sms.length=4" },
	{ "languages", DELIVERED, "44 +04 81 2143 0000" STAMP "-08 !06 24 !01 01 25 !01 03", 0,
	  NULL },
	{ "elements of others", DELIVERED,
	  "44 +04 81 2143 0004" STAMP "!08 !07 80 !00 C0 !03 010203", 0, NULL },
	/* SMS-STATUS-REPORT, 9.2.2.3 */
	{ "a report", REPORTED, "06 01 0B 91 5155051032F4" STAMP STAMP "00", 0, NULL },
	{ "a report with all", REPORTED, "06 01" ADDRESS STAMP STAMP "00 | 07 00 04 !01 41", 0,
	  NULL },
	{ "a report with 143 octets", REPORTED,
	  "06 01" ADDRESS STAMP STAMP "00 | 06 04 !8F" X140 "414141", 0, NULL },
	{ "a report with a TP-PI alone", REPORTED, "06 01" ADDRESS STAMP STAMP "00 | 00", 0, NULL },
	{ "extended TP-PI", REPORTED, "06 01" ADDRESS STAMP STAMP "00 | 81 80 00 05", 0, NULL },
	{ "a report by a road that has both", ROUTED, "06 01 0B 91 5155051032F4" STAMP STAMP "00",
	  0, NULL },
	{ "a text by it", ROUTED, "04" ADDRESS "0000" STAMP "!00", 0, NULL },
	/* SMS-SUBMIT, 9.2.2.2 */
	{ "relative validity", STORED, "11 00" ADDRESS "0000 A7 !05 E8329BFD06", 0, NULL },
	{ "no validity", SENT, "01 00" ADDRESS "0000 !05 E8329BFD06", 0, NULL },
	{ "absolute validity", SENT, "19 00" ADDRESS "0000" STAMP "!00", 0, NULL },
	{ "enhanced, none", SENT, "09 00" ADDRESS "0000 40000000000000 !00", 0, NULL },
	{ "enhanced, relative", SENT, "09 00" ADDRESS "0000 01A70000000000 !00", 0, NULL },
	{ "enhanced, seconds", SENT, "09 00" ADDRESS "0000 023C0000000000 !00", 0, NULL },
	{ "enhanced, clock", SENT, "09 00" ADDRESS "0000 03102030000000 !00", 0, NULL },
	/* SMS-COMMAND, 9.2.2.4 */
	{ "a command", SENT, "02 42 AB 02 34 +04 91 3619 !02 4142", 0,
	  "sms.type=5 sms.pid=171 sms.destination=6391 sms.length=2" },
	{ "a command of 156 octets", SENT, "02 42 AB 02 34 +04 91 3619 !9C" X150 "414141414141", 0,
	  NULL },
	/* SMS-DELIVER-REPORT, 9.2.2.1a */
	{ "an acknowledgement", PAYLOAD_SMS_ACK, "00 00", 0, "sms.type=3" },
	{ "one that failed", PAYLOAD_SMS_ACK, "00 D3 06 04 !01 41", 0, NULL },
	{ "159 octets", PAYLOAD_SMS_ACK, "00 06 04 !9F" X150 "414141414141414141", 0, NULL },
	{ "158 octets that failed", PAYLOAD_SMS_ACK, "00 D3 06 04 !9E" X150 "4141414141414141", 0,
	  NULL },
	/* SMS-SUBMIT-REPORT, 9.2.2.2a */
	{ "a submit report", PAYLOAD_SMS_ACKED, "01 00" STAMP, 0, "sms.type=4" },
	{ "a failed one", PAYLOAD_SMS_ACKED, "01 C0 00" STAMP, 0, NULL },
	{ "152 octets", PAYLOAD_SMS_ACKED, "01 06" STAMP "04 !98" X150 "4141", 0, NULL },
	{ "151 octets that failed", PAYLOAD_SMS_ACKED, "01 C0 06" STAMP "04 !97" X150 "41", 0,
	  NULL },
};

static const struct kit_vector bad[] = {
	/* CVE-2023-2794, -4232 to -4235, CVE-2024-7547 */
	{ "141 octets", DELIVERED, "04" ADDRESS "0004" STAMP "8D" X140 "41", REASON_SMS_USER_DATA,
	  NULL },
	{ "161 septets", DELIVERED, "04" ADDRESS "0000" STAMP "A1" X140 "41", REASON_SMS_USER_DATA,
	  NULL },
	{ "a report of 144 octets", REPORTED,
	  "06 01" ADDRESS STAMP STAMP "00 07 00 04 90" X140 "41414141", REASON_SMS_USER_DATA,
	  NULL },
	{ "21 digits", DELIVERED, "04 15 91" X10 "41 0000" STAMP "00", REASON_SMS_ADDRESS, NULL },
	{ "255 digits", DELIVERED, "04 FF 91" X140 "0000" STAMP "00", REASON_SMS_ADDRESS, NULL },
	{ "a submit report as a text", DELIVERED, "01 00 07 00 04 C8" X140, REASON_SMS_TYPE, NULL },
	{ "153 octets", PAYLOAD_SMS_ACKED, "01 06" STAMP "04 99" X150 "414141",
	  REASON_SMS_USER_DATA, NULL },
	{ "152 octets that failed", PAYLOAD_SMS_ACKED, "01 C0 06" STAMP "04 98" X150 "4141",
	  REASON_SMS_USER_DATA, NULL },
	{ "160 octets", PAYLOAD_SMS_ACK, "00 06 04 A0" X150 X10, REASON_SMS_USER_DATA, NULL },
	{ "159 octets that failed", PAYLOAD_SMS_ACK, "00 D3 06 04 9F" X150 X10,
	  REASON_SMS_USER_DATA, NULL },
	{ "a command from a store", STORED, "02 01 00 00 01 0B 91 5155051032F4 00",
	  REASON_SMS_TRUNCATED, NULL },
	{ "a command of 157 octets", SENT, "02 42 AB 02 34 04 91 3619 9D" X150 "41414141414141",
	  REASON_SMS_USER_DATA, NULL },
	/* ModemManager #1062: a line end in a sender's name, also behind an escape */
	{ "CR in a name", DELIVERED, "04 06 D0 C18610 0000" STAMP "00", REASON_TEXT_CONTROL, NULL },
	{ "LF in a name", DELIVERED, "04 02 D0 0A 0000" STAMP "00", REASON_TEXT_CONTROL, NULL },
	{ "an escape at the end", DELIVERED, "04 02 D0 1B 0000" STAMP "00", REASON_TEXT_CONTROL,
	  NULL },
	{ "two escapes", DELIVERED, "04 04 D0 9B0D 0000" STAMP "00", REASON_TEXT_CONTROL, NULL },
	{ "a page break", DELIVERED, "04 04 D0 1B05 0000" STAMP "00", REASON_TEXT_CONTROL, NULL },
	/* ModemManager's fuzzing of 2023 */
	{ "a report with nothing", REPORTED, "0A BF 00", REASON_SMS_TRUNCATED, NULL },
	{ "a header that is not there", DELIVERED, "44" ADDRESS "0000" STAMP "00",
	  REASON_SMS_HEADER, NULL },
	{ "a header over the end", DELIVERED, "44" ADDRESS "0004" STAMP "02 0500",
	  REASON_SMS_HEADER, NULL },
	{ "an element over the end", DELIVERED, "44" ADDRESS "0004" STAMP "04 03 00 05 01",
	  REASON_SMS_HEADER, NULL },
	{ "an element cut off", DELIVERED, "44" ADDRESS "0004" STAMP "02 01 00", REASON_SMS_HEADER,
	  NULL },
	{ "a header beyond the septets", DELIVERED, "44" ADDRESS "0000" STAMP "06 050003010201",
	  REASON_SMS_HEADER, NULL },
	{ "a header of a report without data", REPORTED, "46 01" ADDRESS STAMP STAMP "00 00",
	  REASON_SMS_HEADER, NULL },
	{ "255 octets of header", DELIVERED,
	  "44" ADDRESS "0004" STAMP "8C FF" X130 "414141414141414141", REASON_SMS_HEADER, NULL },
	/* elements that clients act on */
	{ "part 0", DELIVERED, "44" ADDRESS "0004" STAMP "06 05 00 03 010200", REASON_SMS_HEADER,
	  NULL },
	{ "part 3 of 2", DELIVERED, "44" ADDRESS "0004" STAMP "06 05 00 03 010203",
	  REASON_SMS_HEADER, NULL },
	{ "part 1 of 0", DELIVERED, "44" ADDRESS "0004" STAMP "07 06 08 04 01020001",
	  REASON_SMS_HEADER, NULL },
	{ "two parts", DELIVERED, "44" ADDRESS "0004" STAMP "0B 0A 00 03 010202 00 03 010201",
	  REASON_SMS_HEADER, NULL },
	{ "both forms of ports", DELIVERED,
	  "44" ADDRESS "0004" STAMP "0B 0A 04 02 F0F1 05 04 0B8423F0", REASON_SMS_HEADER, NULL },
	{ "ports of 3 octets", DELIVERED, "44" ADDRESS "0004" STAMP "06 05 05 03 0B8423",
	  REASON_SMS_HEADER, NULL },
	{ "security with a value", DELIVERED, "44" ADDRESS "00F6" STAMP "04 03 70 01 00",
	  REASON_SMS_HEADER, NULL },
	{ "two languages", DELIVERED, "44" ADDRESS "0004" STAMP "07 06 24 01 01 24 01 02",
	  REASON_SMS_HEADER, NULL },
	/* types that do not belong there */
	{ "a report as a text", DELIVERED, "06 01" ADDRESS STAMP STAMP "00", REASON_SMS_TYPE,
	  NULL },
	{ "a text as a report", REPORTED, "04" ADDRESS "0000" STAMP "00", REASON_SMS_TYPE, NULL },
	{ "our own as a text", DELIVERED, "11 00" ADDRESS "0000 A7 00", REASON_SMS_TYPE, NULL },
	{ "a text that is sent", SENT, "04" ADDRESS "0000" STAMP "00", REASON_SMS_TYPE, NULL },
	{ "the reserved type", STORED, "07" ADDRESS "0000" STAMP "00", REASON_SMS_TYPE, NULL },
	{ "nothing", STORED, "", REASON_SMS_TRUNCATED, NULL },
	/* the rest */
	{ "half a letter", DELIVERED, "04" ADDRESS "0008" STAMP "03 004100", REASON_SMS_USER_DATA,
	  NULL },
	{ "fill between digits", DELIVERED, "04 04 91 F143 0000" STAMP "00", REASON_SMS_ADDRESS,
	  NULL },
	{ "reserved validity", SENT, "09 00" ADDRESS "0000 04000000000000 00", REASON_SMS_VALIDITY,
	  NULL },
	{ "extended validity", SENT, "09 00" ADDRESS "0000 80000000000000 00", REASON_SMS_VALIDITY,
	  NULL },
	{ "TP-PI without end", REPORTED, "06 01" ADDRESS STAMP STAMP "00 80 80",
	  REASON_SMS_TRUNCATED, NULL },
	{ "fill behind a text", DELIVERED, "04" ADDRESS "0000" STAMP "00 FFFF", REASON_SMS_EXCESS,
	  NULL },
	{ "fill and something", STORED, "04" ADDRESS "0000" STAMP "00 FFFE", REASON_SMS_EXCESS,
	  NULL },
};

/* Bits that mean nothing come out as they should be. */
static const struct {
	enum payload_kind kind;
	const char *in, *out;
} canonical[] = {
	/* first octet: bit 4 of a text, bits 4 and 7 of a report, all but two of an answer */
	{ DELIVERED, "14 00 80 0000" STAMP "00", "04 00 80 0000" STAMP "00" },
	{ REPORTED, "96 01 00 80" STAMP STAMP "00", "06 01 00 80" STAMP STAMP "00" },
	{ PAYLOAD_SMS_ACK, "BC 00", "00 00" },
	{ SENT, "9E 42 AB 02 34 00 80 00", "02 42 AB 02 34 00 80 00" },
	/* number type, fill of an odd digit, fill that is counted, bits behind a name */
	{ DELIVERED, "04 03 11 2103 0000" STAMP "00", "04 03 91 21F3 0000" STAMP "00" },
	{ DELIVERED, "04 04 91 21F3 0000" STAMP "00", "04 04 91 21F3 0000" STAMP "00" },
	{ DELIVERED, "04 02 D0 C1 0000" STAMP "00", "04 02 D0 41 0000" STAMP "00" },
	/* fill between header and text, and behind the text */
	{ DELIVERED, "44 00 80 0000" STAMP "08 05 00 03 010201 FF",
	  "44 00 80 0000" STAMP "08 05 00 03 010201 FE" },
	{ DELIVERED, "04 00 80 0000" STAMP "05 E8329BFDFE", "04 00 80 0000" STAMP "05 E8329BFD06" },
	/* TP-PI and enhanced validity */
	{ REPORTED, "06 01 00 80" STAMP STAMP "00 F9 F8 00 05",
	  "06 01 00 80" STAMP STAMP "00 81 80 00 05" },
	{ SENT, "09 00 00 80 0000 79A7FFFFFFFFFF 00", "09 00 00 80 0000 41A70000000000 00" },
	/* fill of a card's record */
	{ STORED, "04 00 80 0000" STAMP "00 FFFF", "04 00 80 0000" STAMP "00 0000" },
	{ STORED, "06 01 00 80" STAMP STAMP "00 FFFF", "06 01 00 80" STAMP STAMP "00 0000" },
	{ STORED, "06 01 00 80" STAMP STAMP "00 00000000",
	  "06 01 00 80" STAMP STAMP "00 00000000" },
};

static void test_canonical(void)
{
	static struct kit_bytes in, want;
	uint8_t bytes[KIT_MAX];

	for (size_t i = 0; i < COUNT(canonical); i++) {
		struct wtr w = { bytes, sizeof(bytes), 0 };

		kit_read(canonical[i].in, &in);
		kit_read(canonical[i].out, &want);
		CHECK_EQ(payload_check(canonical[i].kind, (struct cur){ in.bytes, in.n }, NULL, &w),
			 REASON_OK);
		CHECK_IN(w.len == want.n && memcmp(bytes, want.bytes, w.len) == 0, "%s",
			 canonical[i].in);
	}
}

/* Lengths of user data by each coding scheme, from nothing to all that one octet can say. */
static void test_lengths(void)
{
	uint8_t tpdu[400] = { 0x04, 0, 0x80, 0 };
	struct facts facts;

	for (unsigned dcs = 0; dcs < 256; dcs++) {
		tpdu[4] = (uint8_t)dcs;
		for (unsigned length = 0; length < 256; length++) {
			bool text = sms_alphabet((uint8_t)dcs) == SMS_TEXT;
			bool packed = text && !sms_is_compressed((uint8_t)dcs);
			bool half = sms_alphabet((uint8_t)dcs) == SMS_UCS2 &&
				    !sms_is_compressed((uint8_t)dcs) && length % 2 != 0;
			unsigned octets = packed ? (7 * length + 7) / 8 : length;
			enum reason why = octets > 140 || half ? REASON_SMS_USER_DATA : REASON_OK;

			tpdu[12] = (uint8_t)length;
			CHECK_IN(kit_check(DELIVERED, tpdu, 13u + octets, &facts) == why,
				 "scheme %02X, length %u", dcs, length);
		}
	}
}

/* TS 23.038 4, by hand. */
static void test_schemes(void)
{
	static const struct {
		uint8_t dcs;
		enum sms_alphabet alphabet;
		int class;
		bool compressed;
	} rows[] = {
		{ 0x00, SMS_TEXT, -1, false }, { 0x04, SMS_DATA, -1, false },
		{ 0x08, SMS_UCS2, -1, false }, { 0x0C, SMS_TEXT, -1, false },
		{ 0x11, SMS_TEXT, 1, false },  { 0x16, SMS_DATA, 2, false },
		{ 0x20, SMS_TEXT, -1, true },  { 0x3B, SMS_UCS2, 3, true },
		{ 0x48, SMS_UCS2, -1, false }, { 0x57, SMS_DATA, 3, false },
		{ 0x80, SMS_TEXT, -1, false }, { 0xB4, SMS_TEXT, -1, false },
		{ 0xC8, SMS_TEXT, -1, false }, { 0xD0, SMS_TEXT, -1, false },
		{ 0xE8, SMS_UCS2, -1, false }, { 0xF0, SMS_TEXT, 0, false },
		{ 0xF6, SMS_DATA, 2, false },  { 0x67, SMS_DATA, -1, true },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		CHECK_IN(sms_alphabet(rows[i].dcs) == rows[i].alphabet &&
				 sms_class(rows[i].dcs) == rows[i].class &&
				 sms_is_compressed(rows[i].dcs) == rows[i].compressed,
			 "scheme %02X", rows[i].dcs);
}

static const char *origin_of(const char *hex, enum reason *why)
{
	static struct kit_bytes b;
	static struct sms_address a;
	struct cur pdu;

	kit_read(hex, &b);
	pdu = (struct cur){ b.bytes, b.n };
	*why = sms_centre_take(&pdu, &a, NULL);
	a.text[a.text_len] = '\0';
	return a.text;
}

static void test_centre(void)
{
	enum reason why;

	CHECK(strcmp(origin_of("07 91 4477581006F0 04", &why), "44778501600") == 0 &&
	      why == REASON_OK);
	CHECK(strcmp(origin_of("00 04", &why), "") == 0 && why == REASON_OK);
	CHECK(strcmp(origin_of("01 81", &why), "") == 0 && why == REASON_OK);
	CHECK(strcmp(origin_of("03 D0 4161 ", &why), "AB") == 0 && why == REASON_OK);
	CHECK(strlen(origin_of("0B 91 21436587092143658709", &why)) == 20 && why == REASON_OK);
	CHECK(origin_of("0C 91 2143658709214365870921", &why) && why == REASON_SMS_ADDRESS);
	CHECK(origin_of("02 D0 0D", &why) && why == REASON_TEXT_CONTROL);
	CHECK(origin_of("03 91 21", &why) && why == REASON_SMS_TRUNCATED);
	CHECK(origin_of("", &why) && why == REASON_SMS_TRUNCATED);
}

static enum reason pdu(const char *hex, enum payload_kind kind)
{
	return sms_pdu_check(kind, (struct cur){ (const uint8_t *)hex, strlen(hex) });
}

static void test_hex(void)
{
	static char huge[2 * SMS_MAX_PDU + 3];

	memset(huge, '0', sizeof(huge) - 1);
	CHECK_EQ(pdu("0004g0", STORED), REASON_AT_ENTRY);
	CHECK_EQ(pdu("00040", STORED), REASON_AT_ENTRY);
	CHECK_EQ(pdu(huge, STORED), REASON_AT_ENTRY);
	CHECK_EQ(pdu("", STORED), REASON_SMS_TRUNCATED);
	CHECK_EQ(pdu("0391", STORED), REASON_SMS_TRUNCATED);
	CHECK_EQ(pdu("0291aa0400800000" STAMP "00", DELIVERED), REASON_OK);
}

int main(void)
{
	for (size_t i = 0; i < COUNT(good); i++)
		kit_vector_check(&good[i]);
	for (size_t i = 0; i < COUNT(bad); i++)
		kit_vector_check(&bad[i]);
	test_canonical();
	test_lengths();
	test_schemes();
	test_centre();
	test_hex();
	return check_done();
}
