/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Each detector: what it is for raises its alarm, and ordinary traffic raises none. */
#include "../check.h"
#include "../../parsers/at.h"
#include "../../proxy/detect.h"

#include <stdlib.h>

static struct ruleset *rules;
static struct detect detect;
static char raised[512];
static uint64_t now_ms;

static void on_alarm(void *ctx, const char *name, enum detect_act act)
{
	size_t n = strlen(raised);

	(void)ctx, (void)act;
	snprintf(&raised[n], sizeof(raised) - n, "%s ", name);
}

static void fresh(void)
{
	memset(&detect, 0, sizeof(detect));
	now_ms = 1000;
}

/* The alarms of an event, each name with a blank behind it. */
static const char *show(struct event e)
{
	raised[0] = '\0';
	e.now_ms = now_ms;
	if (!e.command)
		e.command = "";
	if (e.type == TYPE_REQUEST && e.reason == REASON_OK)
		e.passed = 1;
	(void)detect_run(&detect, rules, &e, on_alarm, NULL);
	return raised;
}

#define RAISES(e, names) \
	CHECK_IN(strcmp(show(e), names) == 0, "line %d: \"%s\", not \"%s\"", __LINE__, raised, \
		 names)

static struct content content;

/* A short message that comes, with facts in pairs; FACT_COUNT ends them. */
static struct event sms(enum payload_kind kind, const uint32_t *facts)
{
	content = (struct content){ .kinds = UINT32_C(1) << kind };
	facts_number(&content.facts, FACT_SMS_TYPE, SMS_DELIVER);
	facts_number(&content.facts, FACT_SMS_PID, 0);
	facts_number(&content.facts, FACT_SMS_DCS, 0);
	facts_number(&content.facts, FACT_SMS_ALPHABET, SMS_TEXT);
	for (; facts[0] != FACT_COUNT; facts += 2)
		facts_number(&content.facts, (enum fact_id)facts[0], facts[1]);
	return (struct event){ .content = &content, .command = "+CMT", .side = SIDE_MODEM,
			       .type = TYPE_INDICATION, .class = CLASS_SMS, .passed = 1,
			       .bytes = 40 };
}

#define SMS(...) sms(PAYLOAD_SMS_DELIVERED, (const uint32_t[]){ __VA_ARGS__, FACT_COUNT, 0 })
#define PLAIN sms(PAYLOAD_SMS_DELIVERED, (const uint32_t[]){ FACT_COUNT, 0 })

static void test_sms(void)
{
	fresh();
	RAISES(PLAIN, "");
	RAISES(SMS(FACT_SMS_CLASS, 1), "");
	RAISES(SMS(FACT_SMS_ALPHABET, SMS_UCS2), "");
	RAISES(SMS(FACT_SMS_PID, 0x40), "silent-sms ");
	RAISES(SMS(FACT_SMS_CLASS, 0), "flash-sms ");
	RAISES(SMS(FACT_SMS_CLASS, 2), "sim-sms ");
	RAISES(SMS(FACT_SMS_ALPHABET, SMS_DATA), "binary-sms ");
	RAISES(SMS(FACT_SMS_PORT, 5000), "binary-sms ");
	RAISES(SMS(FACT_SMS_PID, 0x7F), "sim-ota ");
	RAISES(SMS(FACT_SMS_ELEMENT, 0x70), "sim-ota ");
	RAISES(SMS(FACT_SMS_PORT, 2948), "binary-sms wap-push ");
	/* what a client sends is its own business here */
	RAISES(sms(PAYLOAD_SMS_SENT, (const uint32_t[]){ FACT_SMS_PID, 0x40, FACT_COUNT, 0 }), "");
}

static void test_many_sms(void)
{
	struct event sent, bad = PLAIN;

	fresh();
	for (unsigned i = 0; i < 30; i++)
		RAISES(PLAIN, "");
	RAISES(PLAIN, "bulk-sms ");
	RAISES(PLAIN, "");
	now_ms += 600000;
	RAISES(PLAIN, "");
	fresh();
	sent = sms(PAYLOAD_SMS_SENT,
		   (const uint32_t[]){ FACT_SMS_TYPE, SMS_SUBMIT, FACT_COUNT, 0 });
	sent.side = SIDE_CLIENT;
	sent.type = TYPE_REQUEST;
	sent.command = "+CMGS";
	for (unsigned i = 0; i < 10; i++)
		RAISES(sent, "");
	RAISES(sent, "sent-sms ");
	fresh();
	bad.content = NULL;
	bad.wrong = REASON_PAYLOAD;
	RAISES(bad, "malformed ");
}

static void test_unasked_sms(void)
{
	struct event report = sms(PAYLOAD_SMS_REPORTED, (const uint32_t[]){
								FACT_SMS_TYPE,
								SMS_STATUS_REPORT, FACT_COUNT, 0 });
	struct event ask = { .side = SIDE_CLIENT, .command = "+CMGS" };

	fresh();
	RAISES(report, "unasked-sms ");
	fresh();
	RAISES(ask, "");
	now_ms += 86400000;
	RAISES(report, "");
	now_ms += 4 * 86400000ull;
	RAISES(report, "unasked-sms ");
}

static struct event command(uint32_t type)
{
	content = (struct content){ .kinds = UINT32_C(1) << PAYLOAD_STK_COMMAND };
	facts_number(&content.facts, FACT_STK_COMMAND, type);
	return (struct event){ .content = &content, .command = "+CUSATP", .side = SIDE_MODEM,
			       .type = TYPE_INDICATION, .class = CLASS_SIM, .passed = 1 };
}

static void test_toolkit(void)
{
	fresh();
	RAISES(command(0x21), ""); /* DISPLAY TEXT */
	RAISES(command(0x25), ""); /* SET UP MENU */
	RAISES(command(0x13), "acting-stk ");
	RAISES(command(0x40), "acting-stk ");
	RAISES(command(0x26), "acting-stk ");
	RAISES(command(0x34), "acting-stk ");
}

/* Values as AT has them, parted at semicolons. */
static struct event line(struct event e, const char *values)
{
	for (unsigned i = 0; i < DETECT_VALUES && *values; i++) {
		size_t n = strcspn(values, ";");

		e.values[i] = (struct cur){ (const uint8_t *)values, n };
		values += n + (values[n] == ';');
	}
	return e;
}

static struct event ask(const char *name, const char *values, enum at_form form)
{
	return line((struct event){ .side = SIDE_CLIENT, .command = name, .form = (uint8_t)form,
				    .bytes = 20 }, values);
}

static struct event dial(const char *number, enum at_dial kind)
{
	struct event e = ask("D", number, AT_FORM_SET);

	e.dial = (uint8_t)kind;
	return e;
}

static struct event code(const char *name, const char *values)
{
	return line((struct event){ .side = SIDE_MODEM, .type = TYPE_INDICATION, .command = name,
				    .passed = 1, .bytes = 20 }, values);
}

static struct event answer(const char *name, const char *values)
{
	struct event e = code(name, values);

	e.type = TYPE_RESPONSE;
	return e;
}

static void test_forwarding(void)
{
	static const struct {
		const char *command, *values;
		bool raises;
	} lines[] = {
		{ "+CCFC", "0;0", true }, { "+CCFC", "2;1", true },
		{ "+CCFC", "0;3;+15550100", true }, { "+CCFC", "4;4", true },
		{ "+CCFC", "0;2", false }, { "+CCFC", "3;2", false }, { "+CCFC", "2", false },
		{ "+CLCK", "AO;1;0000", true }, { "+CLCK", "AC;0;0000", true },
		{ "+CLCK", "AO;2", false }, { "+CLCK", "SC;2", false },
		{ "+CLCK", "SC;1;1234", false }, { "+CLCK", "FD;2", false },
		{ "+CLCK", "PN;0;1234", false },
		{ "+CCWA", "1;1", true }, { "+CCWA", "0;0;1", true }, { "+CCWA", "1;2", false },
		{ "+CCWA", "1", false }, { "+CSQ", "", false },
	};
	struct event refused = ask("+CCFC", "0;3", AT_FORM_SET);

	fresh();
	for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++)
		CHECK_IN(strcmp(show(ask(lines[i].command, lines[i].values, AT_FORM_SET)),
				lines[i].raises ? "forwarding " : "") == 0,
			 "%s=%s: \"%s\"", lines[i].command, lines[i].values, raised);
	RAISES(ask("+CCFC", "", AT_FORM_TEST), "");
	RAISES(dial("**21*15550100#", AT_DIAL_SUPPLEMENTARY), "forwarding ");
	RAISES(dial("T##002#", AT_DIAL_SUPPLEMENTARY), "forwarding ");
	RAISES(dial("*33*0000#", AT_DIAL_SUPPLEMENTARY), "forwarding ");
	RAISES(dial("*#21#", AT_DIAL_SUPPLEMENTARY), ""); /* it asks */
	RAISES(dial("*#06#", AT_DIAL_SUPPLEMENTARY), "");
	RAISES(dial("**04*0000*1111*1111#", AT_DIAL_SUPPLEMENTARY), ""); /* a PIN */
	RAISES(dial("*31#", AT_DIAL_SUPPLEMENTARY), "");
	RAISES(dial("*", AT_DIAL_SUPPLEMENTARY), "");
	RAISES(dial("15550100", AT_DIAL_VOICE), "");
	refused.reason = REASON_DENIED;
	RAISES(refused, "");
}

static void test_at_network(void)
{
	fresh();
	RAISES(code("+CREG", "1;1A2B;01C3;7"), "");
	RAISES(code("+CREG", "1"), "");
	RAISES(code("+CREG", "1;1A2B;01C3;2"), ""); /* UMTS is no fall */
	RAISES(code("+CREG", "2;0000;0000;0"), ""); /* it searches */
	RAISES(code("+CREG", "1;1A2B;01C3;0"), "downgrade ");
	RAISES(code("+CREG", "1;1A2B;01C3;3"), "");
	RAISES(answer("+CEREG", "2;1;1A2B;01C3;7"), "");
	RAISES(answer("+CGREG", "2;1;1A2B;01C3;3"), "downgrade ");
	RAISES(answer("+COPS", "0;0;Airlock;7"), "");
	RAISES(answer("+COPS", "0"), "");
	RAISES(answer("+COPS", "0;0;Airlock;0"), "downgrade ");
	fresh();
	RAISES(answer("+CREG", "0;1"), "");
	RAISES(answer("+CREG", "2;1;FFFE;01C3"), "");
	RAISES(code("+CREG", "1;0000;01C3;7"), "cell-identity ");
	RAISES(code("+CREG", "1;0000;01C3;7"), "");
	RAISES(code("+CREG", "1;0001;01C3;7"), "");
	RAISES(answer("+CREG", "2;5;FFFF;01C3;7"), "cell-identity ");
	RAISES(code("+CEREG", "1;0001;00000000;7"), "cell-identity ");
	RAISES(code("+CREG", "0;0000;0000"), "");
}

static void test_at_roaming(void)
{
	fresh();
	for (unsigned i = 0; i < 20; i++)
		RAISES(code("+CREG", "1"), "");
	for (unsigned i = 0; i < 20; i++) { /* domains that differ for good */
		RAISES(code("+CREG", "1"), "");
		RAISES(code("+CEREG", "5"), "");
	}
	for (unsigned i = 0; i < 6; i++)
		RAISES(code("+CREG", i % 2 ? "1" : "5"), "");
	RAISES(code("+CREG", "5"), "roaming ");
	RAISES(code("+CREG", "1"), "");
	now_ms += 600000;
	RAISES(code("+CREG", "5"), "");
}

static void test_at_unasked(void)
{
	struct event position = code("+UULOC", "13/04/2011"), start = ask("+ULOC", "", AT_FORM_SET);

	position.class = start.class = CLASS_LOCATION;
	fresh();
	RAISES(code("+CGEV", "ME PDN ACT 1"), ""); /* LTE always has a session */
	RAISES(code("+CGEV", "NW ACT 1;2;0"), "");
	RAISES(code("+CGEV", "NW PDN ACT 2"), "data-unasked ");
	RAISES(code("^NDISSTAT", "0;;;IPV4"), "");
	RAISES(code("^NDISSTAT", "1;;;IPV4"), "data-unasked ");
	RAISES(ask("+CGACT", "", AT_FORM_READ), "");
	RAISES(code("^NDISSTAT", "1;;;IPV4"), "data-unasked ");
	RAISES(ask("^NDISDUP", "1;1", AT_FORM_SET), "");
	RAISES(code("^NDISSTAT", "1;;;IPV4"), "");
	fresh();
	RAISES(dial("*99#", AT_DIAL_DATA), "");
	RAISES(code("+CGEV", "NW PDN ACT 2"), "");
	RAISES(position, "location-unasked ");
	RAISES(position, "");
	fresh();
	RAISES(start, "");
	RAISES(position, "");
}

static void test_counted(void)
{
	struct event identity = ask("+CIMI", "", AT_FORM_EXEC);
	struct event no = ask("+CFUN", "1", AT_FORM_SET);
	struct event again = code("+CREG", "1");
	unsigned alarms = 0;

	fresh();
	for (unsigned i = 0; i < 30; i++)
		RAISES(identity, "");
	RAISES(identity, "identity-requests ");
	RAISES(identity, "");
	now_ms += 3600000;
	RAISES(identity, "");
	fresh();
	no.reason = REASON_DENIED;
	for (unsigned i = 0; i < 100; i++)
		alarms += strcmp(show(no), "probing ") == 0;
	CHECK_EQ(alarms, 1);
	/* Each client has its own count. */
	fresh();
	for (unsigned i = 0; i < 40; i++) {
		no.slot = 3;
		RAISES(no, "");
		no.slot = 4;
		RAISES(no, "");
	}
	no.slot = UINT16_MAX;
	RAISES(no, "");
	no.slot = 4;
	RAISES(no, "probing ");
	fresh();
	for (unsigned i = 0; i < 100; i++) {
		RAISES(again, "");
		now_ms += 50;
	}
	alarms = 0;
	for (unsigned i = 0; i < 100; i++)
		alarms += strcmp(show(again), "repeated ") == 0;
	CHECK_EQ(alarms, 1);
	again.command = "RDY";
	again.is_start = 1;
	fresh();
	for (unsigned i = 0; i < 3; i++)
		RAISES(again, "");
	RAISES(again, "resets ");
}

/* A question for what the device is, and the first line of the answer. */
static const char *identifies(const char *command, const struct ruleset_pins *pins, uint64_t digest)
{
	struct event e = answer(command, "");

	RAISES(ask(command, "", AT_FORM_EXEC), "");
	e.digest = digest;
	e.pins = pins;
	return show(e);
}

static void test_drift(void)
{
	struct ruleset_pins pins = { .n = 2, .digests = { 7, 0xABC } };
	struct event more = answer("+CGMR", "");

	fresh();
	CHECK(strcmp(identifies("+CGMR", NULL, 7), "") == 0);
	more.digest = 99; /* another line of the same answer */
	RAISES(more, "");
	CHECK(strcmp(identifies("+CGMR", NULL, 7), "") == 0);
	CHECK(strcmp(identifies("+CGMM", NULL, 5), "") == 0);
	CHECK(strcmp(identifies("+CGMR", NULL, 8), "drift ") == 0);
	CHECK(strcmp(identifies("+CGMR", NULL, 8), "") == 0);
	CHECK(strcmp(identifies("+CSQ", NULL, 9), "") == 0);
	fresh();
	CHECK(strcmp(identifies("+CGMR", &pins, 7), "") == 0);
	CHECK(strcmp(identifies("+CGSN", &pins, 0xABC), "") == 0);
	/* What is not pinned is told, at once and with its digest, once. */
	CHECK(strcmp(identifies("+CGMM", &pins, 0xFEDC), "drift 000000000000fedc ") == 0);
	CHECK(strcmp(identifies("+CGMM", &pins, 0xFEDC), "") == 0);
	CHECK(strcmp(identifies("+CGSN", &pins, 8), "drift 0000000000000008 ") == 0);
}

static void test_digest(void)
{
	static const uint8_t value[] = "490154203237518";
	struct ruleset_pins one = { .key = { 1 } }, two = { .key = { 2 } };
	const struct cur text = { value, sizeof(value) - 1 }, part = { value, sizeof(value) - 2 };

	CHECK(detect_digest(&one, text) == detect_digest(&one, text));
	CHECK(detect_digest(&one, text) != detect_digest(&two, text));
	CHECK(detect_digest(&one, text) != detect_digest(&one, part));
	CHECK(detect_digest(&one, text) != 0);
}

static void test_covert(void)
{
	struct event e = ask("+CSQ", "", AT_FORM_EXEC);

	fresh();
	e.bytes = 1 << 20;
	for (unsigned i = 0; i < 16; i++)
		RAISES(e, "");
	RAISES(e, "covert ");
	RAISES(e, "");
	now_ms += 3600000;
	RAISES(e, "");
}

/* ------------------------------------------------------------------ messages of QMI */

static struct message message;
static uint8_t packed[128];

static struct event qmi(uint16_t service, uint16_t id, enum side side, enum message_type type)
{
	message = (struct message){ .kind = RECORD_MESSAGE, .service = service, .id = id,
				    .type = (uint8_t)type };
	message.row = schema_find(service, id, type == TYPE_INDICATION, 0);
	CHECK_IN(message.row != ROW_NONE, "0x%02x 0x%04x is a row", service, id);
	return (struct event){ .message = &message, .service = service, .id = id,
			       .side = (uint8_t)side, .type = (uint8_t)type, .passed = 1,
			       .class = schema_row(message.row, NULL)->class };
}

static void put(uint8_t tag, const void *bytes, size_t n)
{
	static size_t used;
	const struct tlv_set *set = &schema_row(message.row, NULL)->tlvs[message.type];

	if (message.n_tlvs == 0)
		used = 0;
	memcpy(&packed[used], bytes, n);
	message.tlvs[message.n_tlvs++] =
		(struct message_tlv){ tag, schema_tlv(set, tag), { &packed[used], n } };
	used += n;
}

static struct event serving(uint8_t radio, uint16_t lac)
{
	const uint8_t system[] = { 1, 1, 1, 1, 1, 0, radio };
	const uint8_t area[] = { (uint8_t)lac, (uint8_t)(lac >> 8) };
	struct event e = qmi(0x03, 0x0024, SIDE_MODEM, TYPE_INDICATION);

	put(0x01, system, sizeof(system));
	put(0x1D, area, sizeof(area));
	return e;
}

static void test_network(void)
{
	fresh();
	RAISES(serving(4, 100), ""); /* it has always been GSM */
	RAISES(serving(8, 100), "");
	RAISES(serving(4, 100), "downgrade ");
	RAISES(serving(4, 100), "");
	RAISES(serving(8, 0), "cell-identity ");
	RAISES(serving(8, 0), "");
	RAISES(serving(8, 7), "");
	RAISES(serving(8, 0xFFFF), "cell-identity ");
}

/* A serving system that says whether it is abroad. */
static struct event roams(uint8_t indicator, uint16_t mcc)
{
	const uint8_t plmn[] = { (uint8_t)mcc, (uint8_t)(mcc >> 8), 1, 0, 0, 0 };
	struct event e = serving(8, 100);

	put(0x10, &indicator, 1);
	put(0x12, plmn, sizeof(plmn));
	return e;
}

static struct event home(uint16_t mcc)
{
	const uint8_t plmn[] = { (uint8_t)mcc, (uint8_t)(mcc >> 8), 1, 0, 0, 0 };
	struct event e = qmi(0x03, 0x0025, SIDE_MODEM, TYPE_RESPONSE);

	put(0x01, plmn, sizeof(plmn));
	return e;
}

static struct event ciphered(uint8_t status, uint8_t domain)
{
	const uint8_t service[] = { status, status, 0 };
	struct event e = qmi(0x03, 0x004E, SIDE_MODEM, TYPE_INDICATION);

	put(0x12, service, sizeof(service));
	put(0x22, &domain, 1);
	return e;
}

static void test_roaming(void)
{
	fresh();
	RAISES(roams(1, 262), ""); /* the home is not known yet */
	RAISES(home(310), "");
	RAISES(roams(1, 311), ""); /* of the same country */
	RAISES(roams(0, 262), ""); /* abroad, and it says so */
	RAISES(roams(1, 262), "roaming ");
	RAISES(roams(1, 262), "");
	RAISES(roams(1, 310), "");
	for (unsigned i = 0; i < 4; i++)
		RAISES(roams(i % 2, 310), "");
	RAISES(roams(0, 310), "roaming ");
}

static void test_cipher(void)
{
	fresh();
	for (unsigned i = 0; i < 10; i++)
		RAISES(ciphered(2, 0), ""); /* a modem that does not know */
	RAISES(ciphered(2, 3), "");
	RAISES(ciphered(0, 0), ""); /* no service */
	RAISES(ciphered(2, 4), ""); /* not known */
	RAISES(ciphered(2, 0), "null-cipher ");
	RAISES(ciphered(2, 0), "");
	RAISES(ciphered(2, 2), "");
	RAISES(ciphered(2, 0), "null-cipher ");
}

static struct event connected(void)
{
	static const uint8_t status[] = { 2, 0 };
	struct event e = qmi(0x01, 0x0022, SIDE_MODEM, TYPE_INDICATION);

	put(0x01, status, sizeof(status));
	return e;
}

static void test_unasked(void)
{
	fresh();
	RAISES(connected(), "data-unasked ");
	fresh();
	RAISES(qmi(0x01, 0x0020, SIDE_CLIENT, TYPE_REQUEST), "");
	now_ms += 60000;
	RAISES(connected(), "");
	now_ms += 600000;
	RAISES(connected(), "data-unasked ");
	fresh();
	RAISES(qmi(0x10, 0x0024, SIDE_MODEM, TYPE_INDICATION), "location-unasked ");
	fresh();
	RAISES(qmi(0x10, 0x0022, SIDE_CLIENT, TYPE_REQUEST), "");
	RAISES(qmi(0x10, 0x0024, SIDE_MODEM, TYPE_INDICATION), "");
	RAISES(qmi(0x09, 0x0033, SIDE_CLIENT, TYPE_REQUEST), "forwarding ");
	RAISES(qmi(0x00, 0x0027, SIDE_MODEM, TYPE_INDICATION), "");
}

/* ------------------------------------------------------------------ what is configured */

static struct event by_sms(void) { return SMS(FACT_SMS_PID, 0x40); }
static struct event by_flash(void) { return SMS(FACT_SMS_CLASS, 0); }
static struct event by_class2(void) { return SMS(FACT_SMS_CLASS, 2); }
static struct event by_octets(void) { return SMS(FACT_SMS_ALPHABET, SMS_DATA); }
static struct event by_ota(void) { return SMS(FACT_SMS_PID, 0x7F); }
static struct event by_push(void) { return SMS(FACT_SMS_PORT, 2948); }
static struct event by_plain(void) { return PLAIN; }
static struct event by_toolkit(void) { return command(0x40); }
static struct event by_position(void) { return qmi(0x10, 0x0024, SIDE_MODEM, TYPE_INDICATION); }
static struct event by_forwarding(void) { return ask("+CCFC", "0;1", AT_FORM_SET); }
static struct event by_question(void) { return ask("+CIMI", "", AT_FORM_EXEC); }
static struct event by_code(void) { return code("+CREG", "1"); }
static struct event by_cell(void) { return code("+CREG", "1;0000;01;7"); }

static struct event by_report(void)
{
	return sms(PAYLOAD_SMS_REPORTED,
		   (const uint32_t[]){ FACT_SMS_TYPE, SMS_STATUS_REPORT, FACT_COUNT, 0 });
}

static struct event by_sending(void)
{
	return ask("+CMSS", "1", AT_FORM_SET);
}

static struct event by_fault(void)
{
	struct event e = code("+CMT", "");

	e.wrong = REASON_PAYLOAD;
	return e;
}

static struct event by_start(void)
{
	struct event e = code("RDY", "");

	e.is_start = 1;
	return e;
}

static struct event by_refusal(void)
{
	struct event e = ask("+CFUN", "1", AT_FORM_SET);

	e.reason = REASON_DENIED;
	return e;
}

static struct event by_bytes(void)
{
	struct event e = ask("+CSQ", "", AT_FORM_EXEC);

	e.bytes = 1024;
	return e;
}

static struct event before_drift(void) { return ask("+CGMM", "", AT_FORM_EXEC); }

static struct event by_drift(void)
{
	static const struct ruleset_pins pins = { .n = 1, .digests = { 1 } };
	struct event e = answer("+CGMM", "");

	e.pins = &pins;
	e.digest = 2;
	return e;
}

static struct event before_downgrade(void) { return serving(8, 100); }
static struct event by_downgrade(void) { return serving(4, 100); }
static struct event before_cipher(void) { return ciphered(2, 3); }
static struct event by_cipher(void) { return ciphered(2, 0); }
static struct event before_roaming(void) { return home(310); }
static struct event by_roaming(void) { return roams(1, 262); }

/* What provokes each: maybe an event before, and then one that is repeated behind its limit. */
static const struct {
	const char *name;
	struct event (*before)(void), (*by)(void);
} provoked[] = {
	{ "silent-sms", NULL, by_sms },
	{ "flash-sms", NULL, by_flash },
	{ "sim-sms", NULL, by_class2 },
	{ "binary-sms", NULL, by_octets },
	{ "sim-ota", NULL, by_ota },
	{ "wap-push", NULL, by_push },
	{ "unasked-sms", NULL, by_report },
	{ "sent-sms", NULL, by_sending },
	{ "bulk-sms", NULL, by_plain },
	{ "malformed", NULL, by_fault },
	{ "acting-stk", NULL, by_toolkit },
	{ "forwarding", NULL, by_forwarding },
	{ "identity-requests", NULL, by_question },
	{ "downgrade", before_downgrade, by_downgrade },
	{ "null-cipher", before_cipher, by_cipher },
	{ "cell-identity", NULL, by_cell },
	{ "roaming", before_roaming, by_roaming },
	{ "location-unasked", NULL, by_position },
	{ "data-unasked", NULL, connected },
	{ "drift", before_drift, by_drift },
	{ "repeated", NULL, by_code },
	{ "resets", NULL, by_start },
	{ "probing", NULL, by_refusal },
	{ "covert", NULL, by_bytes },
};

/* How many events until there is an alarm of this name; 0: none in `most`. */
static unsigned provoke(size_t row, unsigned most, enum detect_act *act)
{
	fresh();
	if (provoked[row].before)
		(void)show(provoked[row].before());
	for (unsigned i = 1; i <= most; i++) {
		struct event e = provoked[row].by();

		raised[0] = '\0';
		e.now_ms = now_ms;
		e.command = e.command ? e.command : "";
		e.passed = e.reason == REASON_OK;
		*act = detect_run(&detect, rules, &e, on_alarm, NULL);
		if (strstr(raised, provoked[row].name))
			return i;
	}
	return 0;
}

static void test_each(void)
{
	memset(rules->detects, 0, sizeof(rules->detects));
	CHECK_EQ(sizeof(provoked) / sizeof(provoked[0]), detector_count);
	for (size_t row = 0; row < detector_count; row++) {
		const char *name = provoked[row].name;
		size_t i = detect_find(name, strlen(name));
		/* roaming has a limit, and another reason that needs none */
		uint32_t limit = strcmp(name, "roaming") == 0 ? 0 : detectors[i]->limit;
		enum detect_act act;

		CHECK_IN(i < detector_count && detectors[i]->act == DETECT_ALERT, "%s", name);
		CHECK_IN(provoke(row, limit + 2, &act) == limit + 1 && act == DETECT_ALERT, "%s",
			 name);
		for (enum detect_act to = DETECT_OFF; to < DETECT_ACTS; to++) {
			unsigned at;

			rules->detects[i] = (struct ruleset_detect){ .is_set = 1, .limit = 2,
								     .act = (uint8_t)to };
			at = provoke(row, 4, &act);
			CHECK_IN(at == (to == DETECT_OFF ? 0 : limit ? 3 : 1), "%s %u: at %u", name,
				 to, at);
			CHECK_IN(act == (to == DETECT_OFF ? DETECT_ALERT : to), "%s %u: %u", name,
				 to, act);
		}
		rules->detects[i] = (struct ruleset_detect){ 0 };
	}
}

static void test_settings(void)
{
	size_t silent = detect_find("silent-sms", 10);
	struct event e = SMS(FACT_SMS_PID, 0x40);

	CHECK(silent < detector_count && detect_find("none", 4) == detector_count);
	fresh();
	e.now_ms = now_ms;
	CHECK_EQ(detect_run(&detect, rules, &e, on_alarm, NULL), DETECT_ALERT);
	rules->detects[silent] = (struct ruleset_detect){ .is_set = 1, .act = DETECT_OFF };
	RAISES(e, "");
	rules->detects[silent].act = DETECT_DROP;
	CHECK_EQ(detect_run(&detect, rules, &e, on_alarm, NULL), DETECT_DROP);
	rules->detects[silent].act = DETECT_PANIC;
	CHECK_EQ(detect_run(&detect, rules, &e, on_alarm, NULL), DETECT_PANIC);
	rules->detects[silent].is_set = 0;
	rules->detects[detect_find("probing", 7)].limit = 2;
	fresh();
	e = ask("+CFUN", "1", AT_FORM_SET);
	e.reason = REASON_DENIED;
	RAISES(e, "");
	RAISES(e, "");
	RAISES(e, "probing ");
}

int main(void)
{
	rules = calloc(1, sizeof(*rules));
	if (!rules)
		abort();
	test_sms();
	test_many_sms();
	test_unasked_sms();
	test_toolkit();
	test_forwarding();
	test_counted();
	test_drift();
	test_digest();
	test_covert();
	test_network();
	test_at_network();
	test_at_roaming();
	test_at_unasked();
	test_roaming();
	test_cipher();
	test_unasked();
	test_settings();
	test_each();
	free(rules);
	return check_done();
}
