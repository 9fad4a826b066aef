/* SPDX-License-Identifier: GPL-2.0-or-later */
/* APDUs: each case of lengths and its neighbours, classes, instructions, what is inside. */
#include "payload_kit.h"

#include "../../parsers/apdu.h"

#define COMMAND PAYLOAD_APDU_COMMAND
#define RESPONSE PAYLOAD_APDU_RESPONSE

static const struct kit_vector vectors[] = {
	{ "case 1", COMMAND, "00 A4 00 00", REASON_OK,
	  "apdu.class=0 apdu.channel=0 apdu.instruction=164" },
	{ "case 2", COMMAND, "00 B0 00 00 18", REASON_OK,
	  "apdu.class=0 apdu.channel=0 apdu.instruction=176" },
	{ "case 3", COMMAND, "A0 A4 00 00 +02 7F 20", REASON_OK,
	  "apdu.class=160 apdu.channel=0 apdu.instruction=164 apdu.file=32544" },
	{ "case 4", COMMAND, "01 A4 04 0C -05 A0 00 00 05 59 00", REASON_OK,
	  "apdu.class=0 apdu.channel=1 apdu.instruction=164 apdu.aid=A000000559" },
	{ "case 2, extended", COMMAND, "00 B0 00 00 00 01 00", REASON_OK, NULL },
	{ "case 3, extended", COMMAND, "00 D6 00 00 00 !00 !02 01 02", REASON_OK, NULL },
	{ "case 4, extended", COMMAND, "80 E2 91 00 00 !00 !02 01 02 01 00", REASON_OK,
	  "apdu.class=128 apdu.channel=0 apdu.instruction=226" },
	{ "no header", COMMAND, "00 A4 00", REASON_APDU_LENGTH, NULL },
	{ "data cut", COMMAND, "00 D6 00 00 03 01 02", REASON_APDU_LENGTH, NULL },
	{ "more than data and Le", COMMAND, "00 D6 00 00 01 01 02 03", REASON_APDU_LENGTH, NULL },
	{ "no data, and then some", COMMAND, "00 D6 00 00 00 01", REASON_APDU_LENGTH, NULL },
	{ "extended, half an Le", COMMAND, "00 D6 00 00 00 00 01 01 02", REASON_APDU_LENGTH, NULL },
	{ "extended, no data", COMMAND, "00 D6 00 00 00 00 00 01", REASON_APDU_LENGTH, NULL },
	{ "data where there are none", COMMAND, "00 B0 00 00 01 01", REASON_APDU_LENGTH, NULL },
	{ "no data where there are some", COMMAND, "00 D6 00 00", REASON_APDU_LENGTH, NULL },
	{ "a path", COMMAND, "00 A4 08 04 +04 7F FF 6F 07", REASON_OK,
	  "apdu.class=0 apdu.channel=0 apdu.instruction=164 apdu.file=28423" },
	{ "half a file", COMMAND, "00 A4 00 04 03 3F 00 2F", REASON_APDU_FILE, NULL },
	{ "a name of 17", COMMAND,
	  "00 A4 04 00 11 A0 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00", REASON_APDU_AID,
	  NULL },
	{ "the last channel", COMMAND, "4F B0 00 00 01", REASON_OK,
	  "apdu.class=0 apdu.channel=19 apdu.instruction=176" },
	{ "proprietary, further channel, secured", COMMAND, "E2 CA 00 00 01", REASON_OK,
	  "apdu.class=128 apdu.channel=6 apdu.instruction=202" },
	{ "a class that is reserved", COMMAND, "20 B0 00 00 01", REASON_APDU_CLASS, NULL },
	{ "a class that is none", COMMAND, "FF B0 00 00 01", REASON_APDU_CLASS, NULL },
	{ "a class like GSM's", COMMAND, "A1 B0 00 00 01", REASON_APDU_CLASS, NULL },
	{ "a status for an instruction", COMMAND, "00 90 00 00", REASON_APDU_INSTRUCTION, NULL },
	{ "an instruction without a name", COMMAND, "80 F8 00 00 01 02", REASON_OK,
	  "apdu.class=128 apdu.channel=0 apdu.instruction=248" },
	{ "a terminal response", COMMAND, "80 14 00 00 0C 81 03 01 21 00 82 02 82 81 83 01 00",
	  REASON_OK,
	  "stk.command=33 stk.qualifier=0 apdu.class=128 apdu.channel=0 apdu.instruction=20" },
	{ "a terminal response that is cut", COMMAND,
	  "80 14 00 00 0B 81 03 01 21 00 82 02 82 81 83 01", REASON_STK_LENGTH, NULL },
	{ "an envelope", COMMAND, "A0 C2 00 00 09 D3 07 82 02 01 81 90 01 02", REASON_OK,
	  "stk.envelope=211 apdu.class=160 apdu.channel=0 apdu.instruction=194" },
	{ "an envelope that says another length", COMMAND,
	  "A0 C2 00 00 09 D3 08 82 02 01 81 90 01 02", REASON_STK_LENGTH, NULL },
	{ "a status", RESPONSE, "90 00", REASON_OK, "" },
	{ "data and a status", RESPONSE, "01 02 03 61 10", REASON_OK, "" },
	{ "half a status", RESPONSE, "90", REASON_APDU_LENGTH, NULL },
	{ "no status", RESPONSE, "01 02 50 00", REASON_APDU_STATUS, NULL },
	{ "the null procedure byte for a status", RESPONSE, "01 60 00", REASON_APDU_STATUS, NULL },
	{ "what FETCH got", RESPONSE, "D0 09 81 03 01 02 00 82 02 81 82 90 00", REASON_OK,
	  "stk.command=2 stk.qualifier=0" },
	{ "what FETCH got, with an object too long", RESPONSE,
	  "D0 0C 81 03 01 03 00 82 02 81 82 84 01 00 90 00", REASON_STK_OBJECT, NULL },
	{ "a file that begins like that", RESPONSE, "D0 09 41 41 90 00", REASON_OK, "" },
	{ "an application of 5", PAYLOAD_AID, "A0 00 00 05 59", REASON_OK, "apdu.aid=A000000559" },
	{ "an application of 16", PAYLOAD_AID, "A0 00 00 05 59 10 10 FF FF FF FF 89 00 00 01 00",
	  REASON_OK, "apdu.aid=A0000005591010FFFFFFFF8900000100" },
	{ "an application of 4", PAYLOAD_AID, "A0 00 00 05", REASON_APDU_AID, NULL },
	{ "an application of 17", PAYLOAD_AID, "A0 00 00 05 59 10 10 FF FF FF FF 89 00 00 01 00 00",
	  REASON_APDU_AID, NULL },
};

/*
 * Lengths that are one more or less, by the marks of payload_kit.h. Of data without an Le the last
 * octet may be one, and the other way round; so of the short ones only one neighbour is wrong.
 */
static void check_neighbours(const struct kit_vector *v, const struct kit_bytes *b)
{
	for (size_t i = 0; i < b->n; i++)
		kit_neighbours(v, b, i);
}

static void check_vectors(void)
{
	static struct kit_bytes b;

	for (size_t i = 0; i < sizeof(vectors) / sizeof(vectors[0]); i++) {
		const struct kit_vector *v = &vectors[i];
		struct facts facts;
		enum reason why;

		kit_read(v->hex, &b);
		why = kit_check(v->kind, b.bytes, b.n, &facts);
		CHECK_IN(why == v->why, "%s: %s", v->what, reason_word(why));
		if (v->facts)
			CHECK_IN(strcmp(kit_facts(&facts), v->facts) == 0, "%s: %s", v->what,
				 kit_facts(&facts));
		if (why == REASON_OK)
			check_neighbours(v, &b);
	}
}

/* A command of `n` octets of data, short or extended, with or without Le. */
static size_t make(uint8_t *bytes, bool is_extended, size_t n, bool has_le)
{
	size_t at = 4;

	memset(bytes, 0, n + 16);
	bytes[1] = 0xE2;
	if (is_extended)
		at++;
	if (n > 0 && is_extended)
		bytes[at++] = (uint8_t)(n / 256);
	if (n > 0)
		bytes[at++] = (uint8_t)n;
	at += n;
	if (has_le)
		at += is_extended ? 2 : 1;
	return at;
}

/* Every length that there can be is told apart, exactly. */
static void check_sizes(void)
{
	static uint8_t bytes[70000];
	struct apdu_command c;

	for (unsigned how = 0; how < 4; how++) {
		bool is_extended = how / 2 == 1, has_le = how % 2 == 1;

		for (size_t n = is_extended; n < (is_extended ? 600 : 256); n++) {
			size_t size = make(bytes, is_extended, n, has_le);

			CHECK_IN(apdu_split((struct cur){ bytes, size }, &c) == REASON_OK &&
					 c.data.n == n && c.has_le == has_le &&
					 c.is_extended == is_extended,
				 "%u: %zu", how, n);
		}
	}
	CHECK(apdu_split((struct cur){ bytes, make(bytes, true, 65535, true) }, &c) == REASON_OK &&
	      c.data.n == 65535);
}

/* Every class: its kind and its channel (TS 102 221 10.1.1). */
static void check_classes(void)
{
	unsigned counts[20] = { 0 }, refused = 0;

	for (unsigned class = 0; class < 256; class ++) {
		const uint8_t bytes[] = { (uint8_t) class, 0xB0, 0, 0, 0 };

		if (apdu_fits((struct cur){ bytes, sizeof(bytes) }) == REASON_APDU_CLASS)
			refused++;
		else
			counts[apdu_channel((uint8_t) class)]++;
	}
	/* 20 to 3F, A1 to BF, FF */
	CHECK_EQ(refused, 32 + 31 + 1);
	CHECK_EQ(counts[0], 8 + 8 + 1);
	CHECK_EQ(counts[3], 8 + 8);
	CHECK_EQ(counts[4], 8);
	CHECK_EQ(counts[19], 7);
}

int main(void)
{
	check_vectors();
	check_sizes();
	check_classes();
	return check_done();
}
