/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Each detector: what it is for raises its alarm, and ordinary traffic raises none. */
#include "detect_kit.h"

#include <stdlib.h>

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
