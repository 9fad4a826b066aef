/* SPDX-License-Identifier: GPL-2.0-or-later */
/* AT lines: commands and their parts, dial strings, answers, lengths, encoding, forged records. */
#include "../check.h"
#include "../at_generate.h"
#include "../../parsers/at_record.h"
#include "../../parsers/at_shape.h"

static struct cur view(const char *text)
{
	return (struct cur){ (const uint8_t *)text, strlen(text) };
}

static const struct at_record *client(const char *text)
{
	return at_generate_read(SIDE_CLIENT, view(text));
}

static const struct at_record *modem(const char *text)
{
	return at_generate_read(SIDE_MODEM, view(text));
}

static bool is(struct cur c, const char *word)
{
	return c.n == strlen(word) && memcmp(c.p, word, c.n) == 0;
}

/* What the gate would send for a command line; "" where it is refused. */
static const char *canonical(const char *text)
{
	static char out[4096];
	struct wtr w = { (uint8_t *)out, sizeof(out) - 1, 0 };
	const struct at_record *r = client(text);

	if (!r || r->kind != AT_KIND_LINE || !at_encode_parts(r, 0, r->n_parts, &w))
		return "";
	out[w.len] = '\0';
	return out;
}

#define CANONICAL(from, to) CHECK_IN(strcmp(canonical(from), to) == 0, "%s", canonical(from))

static void test_canonical(void)
{
	CANONICAL("AT\r", "AT\r");
	CANONICAL("at\n", "AT\r");
	CANONICAL("AT;;\r", "AT\r");
	CANONICAL("ATQ0 V1 E1 S0=0 &C1 &D2 +FCLASS=0\r", "ATQ0V1E1S0=0&C1&D2+FCLASS=0\r");
	CANONICAL("ate0+cmee=1;+creg=02;e1\r", "ATE0+CMEE=1;+CREG=2;E1\r");
	CANONICAL("AT+CPBS=\"SM\";+CSCS = \"UCS2\"\r", "AT+CPBS=\"SM\";+CSCS=\"UCS2\"\r");
	CANONICAL("AT+CPBW=1,\"5550100\",129,\"a; b\"\r", "AT+CPBW=1,\"5550100\",129,\"a; b\"\r");
	CANONICAL("AT+COPS=,,\r", "AT+COPS=,,\r");
	CANONICAL("ATS07?S10=015S0\r", "ATS7?S10=15S0\r");
	CANONICAL("ATS0=?\r", "ATS0=?\r");
	CANONICAL("AT\\Q3&K3\r", "AT\\Q3&K3\r");
	CANONICAL("ATZ;E0\r", "ATZE0\r");
	CANONICAL("atdt +49 12w3;\r", "ATDT+4912W3;\r");
	CANONICAL("ATD\r", "ATD\r");
	CANONICAL("ATD>\"Bob\";\r", "ATD>\"Bob\";\r");
	CANONICAL("AT$NOBODYS=1,\"x\",y\r", "AT$NOBODYS=1,\"x\",y\r");
	CANONICAL("AT+CMGS=22\r", "AT+CMGS=22\r");
	CANONICAL("AT+CSIM=1\r", "AT+CSIM=1\r");
	CANONICAL("AT^SYSCFGEX=\"0302\",3fffffff,1,2,7fffffffffffffff,,\r",
		  "AT^SYSCFGEX=\"0302\",3fffffff,1,2,7fffffffffffffff,,\r");
}

static void refused(const char *text, enum reason why, unsigned column)
{
	const struct at_record *r = client(text);

	CHECK_IN(r && r->kind == AT_KIND_REFUSAL && r->reason == why && r->column == column,
		 "%s: %s in %u", text, r ? reason_word((enum reason)r->reason) : "?",
		 r ? r->column : 0);
}

static void test_refused(void)
{
	char line[AT_MAX_LINE + 64];

	refused("AT@\r", REASON_AT_SYNTAX, 3);
	refused("AT+\r", REASON_AT_SYNTAX, 3);
	refused("AT+1\r", REASON_AT_SYNTAX, 3);
	refused("AT&1\r", REASON_AT_SYNTAX, 3);
	refused("ATS=1\r", REASON_AT_SYNTAX, 3);
	refused("AT+CSQ*\r", REASON_AT_SYNTAX, 7);
	refused("AT+CSQ;+CREG?x\r", REASON_AT_SYNTAX, 13);
	refused("AT+CREG=?1\r", REASON_AT_VALUE_TYPE, 9);
	refused("AT+CPBW=1,\"555\r", REASON_AT_QUOTE, 11);
	refused("AT+CPBW=1,\"555\"x\r", REASON_AT_QUOTE, 16);
	refused("AT+CPBW=1,5\"55\r", REASON_AT_QUOTE, 11);
	refused("AT+CSQ\x01\r", REASON_AT_CHARACTER, 7);
	refused("AT+CPIN=\"\xc3\xa4\"\r", REASON_AT_CHARACTER, 10);
	refused("AT+CSQ\t\r", REASON_AT_CHARACTER, 7);
	refused("AT+CSQ=1\r", REASON_AT_FORM, 8);
	refused("AT+CREG=6\r", REASON_AT_VALUE_RANGE, 9);
	refused("ATE2\r", REASON_AT_VALUE_RANGE, 4);
	refused("ATS256=1\r", REASON_AT_VALUE_RANGE, 4);
	refused("ATS1=256\r", REASON_AT_VALUE_RANGE, 6);
	refused("ATS1=\r", REASON_AT_VALUE_MISSING, 3);
	refused("ATE1234567890123456789\r", REASON_AT_VALUE_RANGE, 3);
	refused("AT+CPIN=\"12 4\"\r", REASON_AT_VALUE_SET, 10);
	refused("AT+CPIN=\"123\"\r", REASON_AT_VALUE_LENGTH, 10);
	refused("AT+CPIN=\r", REASON_AT_VALUE_MISSING, 9);
	refused("AT+CMGR=1,0,0\r", REASON_AT_VALUE_EXCESS, 13);
	refused("AT  +CREG = 1 , 2\r", REASON_AT_VALUE_EXCESS, 17);
	refused("AT+CCHO=\"A00\"\r", REASON_AT_VALUE_SET, 10);
	refused("ATD12;+CSQ\r", REASON_AT_VALUE_SET, 4);
	refused("ATD(12)\r", REASON_AT_VALUE_SET, 4);
	refused("ATD*9,9#\r", REASON_AT_VALUE_SET, 4);
	refused("ATDTT*99#\r", REASON_AT_VALUE_SET, 4);
	refused("ATD,*99#\r", REASON_AT_VALUE_SET, 4);
	strcpy(line, "AT");
	for (unsigned i = 0; i < AT_MAX_PARTS + 1; i++)
		strcat(line, "E0");
	strcat(line, "\r");
	refused(line, REASON_AT_PARTS, 3 + 2 * AT_MAX_PARTS);
	strcpy(line, "AT$X=1");
	for (unsigned i = 0; i < AT_MAX_VALUES; i++)
		strcat(line, ",1");
	strcat(line, "\r");
	refused(line, REASON_AT_VALUES, 6 + 2 * AT_MAX_VALUES);
}

static void test_dial(void)
{
	static const struct {
		const char *text;
		enum at_dial dial;
	} cases[] = {
		{ "*99#", AT_DIAL_DATA },
		{ "T*99***1#", AT_DIAL_DATA },
		{ "*98*1#", AT_DIAL_DATA },
		{ "T#777", AT_DIAL_DATA },
		{ "*99**PPP*1#", AT_DIAL_DATA },
		{ "5550100;", AT_DIAL_VOICE },
		{ "+49123", AT_DIAL_VOICE },
		{ "T5550100I;", AT_DIAL_VOICE },
		{ "112;", AT_DIAL_EMERGENCY },
		{ "911", AT_DIAL_EMERGENCY },
		{ "*21*5550100#", AT_DIAL_SUPPLEMENTARY },
		{ "**62*5550100**20#;", AT_DIAL_SUPPLEMENTARY },
		{ "#31#5550100;", AT_DIAL_SUPPLEMENTARY },
		{ "*#06#", AT_DIAL_SUPPLEMENTARY },
		{ "*#21#", AT_DIAL_SUPPLEMENTARY },
		{ "**04*1234*4321*4321#", AT_DIAL_SUPPLEMENTARY },
		{ "##002#", AT_DIAL_SUPPLEMENTARY },
		{ "*100#", AT_DIAL_USSD },
		{ "*99#;", AT_DIAL_USSD },
		{ "*999#", AT_DIAL_USSD },
		{ "123#", AT_DIAL_USSD },
		{ "7", AT_DIAL_USSD },
		{ ">SM1;", AT_DIAL_MEMORY },
		{ "L", AT_DIAL_MEMORY },
		{ "", AT_DIAL_VOICE },
		{ "*99#5", AT_DIAL_USSD },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		CHECK_IN(at_dial_kind(view(cases[i].text)) == cases[i].dial &&
				 at_dial_fits(view(cases[i].text)),
			 "%s: %d", cases[i].text, at_dial_kind(view(cases[i].text)));
}

static void part_is(const char *text, enum message_class class, enum at_group group)
{
	const struct at_record *r = client(text);

	CHECK_IN(r && r->n_parts == 1 && at_part_class(&r->parts[0], r->values) == class &&
			 at_part_group(&r->parts[0], r->values) == group,
		 "%s", text);
}

static void test_class(void)
{
	part_is("AT+CPIN?\r", CLASS_READ, AT_GROUP_NONE);
	part_is("AT+CPIN=?\r", CLASS_READ, AT_GROUP_NONE);
	part_is("AT+CPIN=1234\r", CLASS_SIM, AT_GROUP_SIM_RAW);
	part_is("AT+CLCK=\"SC\",2\r", CLASS_READ, AT_GROUP_NONE);
	part_is("AT+CLCK=\"SC\",1,\"1234\"\r", CLASS_SIM, AT_GROUP_SIM_RAW);
	part_is("AT+CCFC=0,2\r", CLASS_READ, AT_GROUP_NONE);
	part_is("AT+COPS=3,2\r", CLASS_READ, AT_GROUP_NONE);
	part_is("AT+COPS=\r", CLASS_CONTROL, AT_GROUP_PROFILES);
	part_is("AT+EGMR=0,7\r", CLASS_READ, AT_GROUP_NONE);
	part_is("AT+QADBKEY?\r", CLASS_FIRMWARE, AT_GROUP_DEBUG);
	part_is("AT$NOBODYS\r", CLASS_COUNT, AT_GROUP_NONE);
	part_is("ATD*99#\r", CLASS_CONTROL, AT_GROUP_CHANNEL_CONTROL);
	part_is("ATD112;\r", CLASS_VOICE, AT_GROUP_CALLS);
}

static void test_arguments(void)
{
	const struct at_record *r = client("AT+CSQ;+COPS=1,2,\"00101\",\r");
	const struct at_def *def = at_row(r->parts[1].row, NULL);
	struct cur text;
	int64_t v = 0;

	CHECK(at_field(def, "operator", 8) == 2 && at_field(def, "nobody", 6) == -1 &&
	      at_field(def, "", 0) == -1);
	CHECK(at_part_number(r, 1, 1, &v) && v == 2);
	CHECK(!at_part_number(r, 1, 2, &v) && !at_part_number(r, 1, 9, &v) &&
	      !at_part_number(r, 9, 0, &v));
	CHECK(at_part_text(r, 1, 2, &text) && is(text, "00101") && !at_part_text(r, 1, 3, &text));
	CHECK(r->parts[1].column == 8);
	r = client("AT+CMGW=23,1\r");
	CHECK(at_entry_announced(r, 0, &v) && v == 23);
	r = client("AT+CNMA=1,10\r");
	CHECK(at_entry_announced(r, 0, &v) && v == 10);
	r = client("AT+CNMA=1\r");
	CHECK(!at_entry_announced(r, 0, &v));
	CHECK(strcmp(at_form_name(AT_FORM_TEST), "test") == 0 &&
	      strcmp(at_form_name(AT_FORM_COUNT), "?") == 0 &&
	      strcmp(at_group_name(AT_GROUP_COUNT), "?") == 0);
}

/* --- answers --- */

static uint16_t find(const char *name)
{
	return at_find(name, strlen(name));
}

static enum reason answers(const char *name, enum at_form form, const char *line)
{
	struct at_fit fit;

	return at_answer_fits(find(name), form, view(name), modem(line), &fit);
}

static enum reason comes(const char *line, unsigned stripped)
{
	struct at_fit fit;
	enum reason e = at_unsolicited_fits(modem(line), &fit);

	CHECK_IN(fit.stripped == stripped, "%s: %u", line, fit.stripped);
	return e;
}

static void test_answers(void)
{
	char text[1024];

	CHECK_EQ(answers("+CREG", AT_FORM_READ, "+CREG: 2,1,\"1234\",\"ABCD\",7\r"), REASON_OK);
	CHECK_EQ(answers("+CREG", AT_FORM_READ, "+CREG: 1\r"), REASON_AT_VALUE_MISSING);
	CHECK_EQ(answers("+CREG", AT_FORM_READ, "+CGREG: 2,1\r"), REASON_AT_FOREIGN);
	CHECK_EQ(answers("+CREG", AT_FORM_READ, "huawei\r"), REASON_AT_FOREIGN);
	CHECK_EQ(answers("+CGMI", AT_FORM_EXEC, "huawei\r"), REASON_OK);
	CHECK_EQ(answers("+CIMI", AT_FORM_EXEC, "00101012345678\r"), REASON_OK);
	CHECK_EQ(answers("+CCID", AT_FORM_EXEC, "+ICCID: 8934\r"), REASON_OK);
	CHECK_EQ(answers("+CLAC", AT_FORM_EXEC, "+CREG\r"), REASON_OK);
	CHECK_EQ(answers("+CSQ", AT_FORM_EXEC, "OK\r"), REASON_AT_FOREIGN);
	CHECK_EQ(answers("$NOBODYS", AT_FORM_EXEC, "$NOBODYS: 1\r"), REASON_OK);
	CHECK_EQ(answers("$NOBODYS", AT_FORM_EXEC, "$OTHERS: 1\r"), REASON_AT_FOREIGN);
	CHECK_EQ(answers("$NOBODYS", AT_FORM_EXEC, "text\r"), REASON_OK);
	CHECK_EQ(comes("RING\r", 0), REASON_OK);
	CHECK_EQ(comes("+CREG: 2,\"1234\",\"ABCD\",7\r", 0), REASON_OK);
	CHECK_EQ(comes("+CSCS: \"GSM\"\r", 0), REASON_AT_FOREIGN);
	CHECK_EQ(comes("+CMTI: \"SM\",3,4,(5,6)\r", 5), REASON_OK);
	/* CVE-2024-7539: longer than TS 23.038 allows. */
	snprintf(text, sizeof(text), "+CUSD: 0,\"%0322d\",72\r", 0);
	CHECK_EQ(comes(text, 0), REASON_AT_VALUE_LENGTH);
	snprintf(text, sizeof(text), "+CUSD: 0,\"%0320d\",72\r", 0);
	CHECK_EQ(comes(text, 0), REASON_OK);
	snprintf(text, sizeof(text), "+CUSD: 0,\"x%0182d\",15\r", 0);
	CHECK_EQ(comes(text, 0), REASON_AT_VALUE_LENGTH);
}

static void test_either(void)
{
	static const struct {
		const char *command, *line;
		bool unsolicited;
	} cases[] = {
		{ "AT+CREG?\r", "+CREG: 2,1\r", false },
		{ "AT+CREG?\r", "+CREG: 1\r", true },
		{ "AT+CREG?\r", "+CREG: 1,\"12\",\"34\",7\r", true },
		{ "AT+CUSD?\r", "+CUSD: 1\r", false },
		{ "AT+CUSD?\r", "+CUSD: 1,\"menu\",15\r", true },
		{ "AT+CSQ\r", "+CMTI: \"SM\",1\r", true },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct at_part command = client(cases[i].command)->parts[0];
		struct at_fit fit;
		bool unsolicited = !cases[i].unsolicited;

		CHECK_IN(at_line_fits(&command, modem(cases[i].line), &fit, &unsolicited) ==
					 REASON_OK &&
				 unsolicited == cases[i].unsolicited && fit.stripped == 0,
			 "%s %s", cases[i].command, cases[i].line);
	}
}

static void test_echo(void)
{
	const struct cur sent = view("AT+CGMI\r");

	CHECK(at_echo_fits(modem("at+cgmi\r"), sent) && !at_echo_fits(modem("AT+CGMM\r"), sent));
	CHECK(!at_echo_fits(modem("AT+CGMI?\r"), sent) && !at_echo_fits(modem("+CGMI: x\r"), sent));
}

static void test_lengths(void)
{
	static const uint8_t pdu[] = { 2, 0x91, 0x21, 0x11, 0x00 };
	int64_t announced = 0;
	bool smsc = false;

	CHECK_EQ(at_pdu_fits(2, true, (struct cur){ pdu, 5 }), REASON_OK);
	CHECK_EQ(at_pdu_fits(5, false, (struct cur){ pdu, 5 }), REASON_OK);
	CHECK_EQ(at_pdu_fits(3, true, (struct cur){ pdu, 5 }), REASON_AT_PDU_LENGTH);
	CHECK_EQ(at_pdu_fits(-2, true, (struct cur){ pdu, 1 }), REASON_AT_PDU_LENGTH);
	CHECK_EQ(at_pdu_fits(0, true, (struct cur){ pdu, 0 }), REASON_AT_PDU_LENGTH);
	CHECK_EQ(at_pdu_hex_fits(2, true, view("0291211100")), REASON_OK);
	CHECK_EQ(at_pdu_hex_fits(2, true, view("029121110")), REASON_AT_ENTRY);
	CHECK_EQ(at_pdu_hex_fits(2, true, view("02912111zz")), REASON_AT_ENTRY);
	CHECK_EQ(at_pdu_hex_fits(2, true, view("")), REASON_AT_ENTRY);
	CHECK(at_pdu_announced(modem("+CMT: ,23\r"), &announced, &smsc) && announced == 23 && smsc);
	CHECK(at_pdu_announced(modem("+CBM: 88\r"), &announced, &smsc) && announced == 88 && !smsc);
	CHECK(at_pdu_announced(modem("+CMGL: 1,0,\"x\",7\r"), &announced, &smsc) && announced == 7);
	CHECK(!at_pdu_announced(modem("+CMT: \"+49\",,\"24/01/01,00:00:00+00\"\r"), &announced,
				&smsc));
	CHECK(!at_pdu_announced(modem("+CREG: 1\r"), &announced, &smsc));
}

/* --- encoding --- */

static bool encodes(const struct at_record *r, bool (*how)(const struct at_record *, struct wtr *),
		    const char *text)
{
	uint8_t out[512];
	struct wtr w = { out, sizeof(out), 0 }, small = { out, strlen(text) - 1, 0 };

	/* One byte less of room, and nothing is written. */
	return r && how(r, &w) && w.len == strlen(text) && memcmp(out, text, w.len) == 0 &&
	       !how(r, &small) && small.len == 0;
}

static bool info(const struct at_record *r, struct wtr *out)
{
	return at_encode_info(r, NULL, out);
}

static bool verbose(const struct at_record *r, struct wtr *out)
{
	return at_encode_final(r, false, out);
}

static bool numeric(const struct at_record *r, struct wtr *out)
{
	return at_encode_final(r, true, out);
}

static void test_encode(void)
{
	uint8_t out[64];
	struct wtr w = { out, sizeof(out), 0 };

	CHECK(encodes(modem("+CSQ:17 ,  99\r"), info, "\r\n+CSQ: 17, 99\r\n"));
	CHECK(encodes(modem("RING\r"), info, "\r\nRING\r\n"));
	CHECK(encodes(modem("+X: (1,2)(\"a b\", c d),\r"), info,
		      "\r\n+X: (1,2),(\"a b\", c d),\r\n"));
	CHECK(encodes(modem("a\tb\r"), at_encode_text, "\r\na b\r\n"));
	CHECK(encodes(modem("OK\r"), verbose, "\r\nOK\r\n"));
	CHECK(encodes(modem("OK\r"), numeric, "0\r"));
	CHECK(encodes(modem("4\r"), verbose, "\r\nERROR\r\n"));
	CHECK(encodes(modem("CONNECT 9600\r"), verbose, "\r\nCONNECT 9600\r\n"));
	CHECK(encodes(modem("CONNECT ARQ/V42\r"), verbose, "\r\nCONNECT\r\n"));
	CHECK(encodes(modem("+CME ERROR:010\r"), verbose, "\r\n+CME ERROR: 10\r\n"));
	CHECK(encodes(modem("+CMS ERROR: SMSC busy\r"), verbose, "\r\n+CMS ERROR: SMSC busy\r\n"));
	CHECK(encodes(modem("+CME ERROR: 10\r"), numeric, "\r\n+CME ERROR: 10\r\n"));
	CHECK(encodes(modem("NO DIAL TONE\r"), verbose, "\r\nNO DIALTONE\r\n"));
	CHECK(encodes(modem("COMMAND NOT SUPPORT\r"), verbose, "\r\nCOMMAND NOT SUPPORT\r\n"));
	CHECK(encodes(modem("MODEM ERROR: 3\r"), verbose, "\r\nMODEM ERROR: 3\r\n"));
	CHECK(at_encode_result(AT_FINAL_CME_ERROR, 4, false, &w) && w.len == 17);
	CHECK(!at_encode_result(AT_FINAL_CME_ERROR, -1, false, &w));
	CHECK(!at_encode_result(AT_FINAL_COUNT, 1, false, &w));
	CHECK(!at_encode_parts(client("AT+CSQ\r"), 0, 2, &w) && w.len == 17);
	CHECK(!at_encode_text(client("AT\r"), &w) && !at_encode_entry(client("AT\r"), &w) &&
	      !at_encode_info(modem("OK\r"), NULL, &w));
}

/* --- records --- */

/* Each byte changed: what still checks can be encoded, and is no other side's. */
static void test_forged(void)
{
	static const char *const lines[] = { "AT+CPIN=\"1234\";E0;+COPS=1,2,\"x\"\r", "ATD*99#\r",
					     "AT+CSQ=1\r", "AT+CMGS=1\r00\x1a" };
	static uint8_t copy[1024], out[8192];
	static struct at_record r;
	const struct frame_at_options o = { .side = SIDE_CLIENT };

	for (size_t l = 0; l < sizeof(lines) / sizeof(lines[0]); l++) {
		struct cur records = at_generate_records(&o, view(lines[l]), 0);
		size_t n = records.n;

		memcpy(copy, records.p, n);
		for (size_t i = 0; i < n; i++)
			for (unsigned bit = 0; bit < 8; bit++) {
				struct cur batch = { copy, n };
				struct wtr w = { out, sizeof(out), 0 };

				copy[i] ^= (uint8_t)(1u << bit);
				if (at_next(&batch, SIDE_CLIENT, &r) && r.kind == AT_KIND_LINE)
					CHECK_IN(at_encode_parts(&r, 0, r.n_parts, &w), "%s %zu",
						 lines[l], i);
				copy[i] ^= (uint8_t)(1u << bit);
			}
		for (size_t i = 0; i < n; i++) {
			struct cur batch = { copy, i };
			bool whole = i >= copy[0] + 256u * copy[1];

			CHECK_IN(at_next(&batch, SIDE_CLIENT, &r) == whole, "%s %zu", lines[l], i);
		}
		records = (struct cur){ copy, n };
		CHECK_IN(!at_next(&records, SIDE_MODEM, &r) || r.kind == AT_KIND_REFUSAL, "%s",
			 lines[l]);
	}
}

/* A record that our reader would never write, one lie at a time. */
static void test_captured(void)
{
	static uint8_t memory[AT_RECORD_MAX];
	static struct at_record r, again;

#define LIE(side, text, change)                                          \
	do {                                                             \
		struct wtr w = { memory, sizeof(memory), 0 };            \
		struct cur batch;                                        \
		r = *at_generate_read(side, view(text));                 \
		change;                                                  \
		CHECK(at_record_write(&w, &r));                          \
		batch = (struct cur){ memory, w.len };                   \
		CHECK_IN(!at_next(&batch, side, &again), "%s", #change); \
	} while (0)

	LIE(SIDE_CLIENT, "AT+CSQ\r", r.parts[0].name = view("+csq"));
	LIE(SIDE_CLIENT, "AT+CSQ\r", r.parts[0].name = view("+CSQ\rAT"));
	LIE(SIDE_CLIENT, "AT+CSQ\r", r.parts[0].row++);
	LIE(SIDE_CLIENT, "AT+CSQ\r", r.parts[0].row = ROW_NONE);
	LIE(SIDE_CLIENT, "AT+CSQ\r", r.parts[0].form = AT_FORM_SET);
	LIE(SIDE_CLIENT, "AT+CSQ\r", r.parts[0].dial = AT_DIAL_DATA);
	LIE(SIDE_CLIENT, "AT+CREG=1\r", r.values[0].text = view("9"));
	LIE(SIDE_CLIENT, "AT+CREG=1\r", r.values[0].kind = AT_VALUE_STRING);
	LIE(SIDE_CLIENT, "AT$X=1\r", r.values[0].kind = AT_VALUE_WORD);
	LIE(SIDE_CLIENT, "AT$X=a\r", r.values[0].text = view("a;+CSQ"));
	LIE(SIDE_CLIENT, "AT$X=a\r", r.values[0].text = view("a\rAT"));
	LIE(SIDE_CLIENT, "AT$X=\"a\"\r", r.values[0].text = view("a\",\""));
	LIE(SIDE_CLIENT, "AT$X=a\r", r.values[0].spaced = 1);
	LIE(SIDE_CLIENT, "AT$X=a\r", r.values[0].kind = AT_VALUE_OPEN);
	LIE(SIDE_CLIENT, "ATD*100#\r", r.parts[0].dial = AT_DIAL_DATA);
	LIE(SIDE_CLIENT, "ATD5;\r", r.values[0].text = view("5;\rAT"));
	LIE(SIDE_CLIENT, "AT\r", r.kind = AT_KIND_INFO);
	LIE(SIDE_CLIENT, "AT\r", r.text = view("x"));
	LIE(SIDE_CLIENT, "AT\r", r.number = 1);
	LIE(SIDE_CLIENT, "AT\r", r.reason = REASON_AT_SYNTAX);
	LIE(SIDE_CLIENT, "AT@\r", r.reason = REASON_DENIED);
	LIE(SIDE_CLIENT, "AT@\r", r.text = view("x"));
	LIE(SIDE_MODEM, "RING\r", r.parts[0].name = view("NOBODY"));
	LIE(SIDE_MODEM, "+X: 1\r", r.flags = AT_RECORD_BARE);
	LIE(SIDE_MODEM, "+X: 1\r", r.text = view("a\r\nOK"));
	LIE(SIDE_MODEM, "+X: (1)\r", r.values[2].kind = AT_VALUE_EMPTY);
	LIE(SIDE_MODEM, "+X: (1)\r", r.values[0].kind = AT_VALUE_CLOSE);
	LIE(SIDE_MODEM, "+X: a\r", r.values[0].text = view("(a"));
	LIE(SIDE_MODEM, "OK\r", r.final = AT_FINAL_COUNT);
	LIE(SIDE_MODEM, "OK\r", r.number = 3);
	LIE(SIDE_MODEM, "+CME ERROR: x\r", r.values[0].text = view("x\r\nOK"));
	LIE(SIDE_MODEM, "0011\r", r.text = view("001"));
	LIE(SIDE_MODEM, "text\r", r.text = view(""));
	LIE(SIDE_MODEM, "text\r", r.kind = AT_KIND_LINE);
#undef LIE
}

int main(void)
{
	test_canonical();
	test_refused();
	test_dial();
	test_class();
	test_arguments();
	test_answers();
	test_either();
	test_echo();
	test_lengths();
	test_encode();
	test_forged();
	test_captured();
	return check_done();
}
