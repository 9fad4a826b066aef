/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Each detector: what it is for raises its alarm, and ordinary traffic raises none. */
#include "../check.h"
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
			       .bytes = 40, .number = -1 };
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
	struct event ask = { .side = SIDE_CLIENT, .command = "+CMGS", .number = -1 };

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
			       .type = TYPE_INDICATION, .class = CLASS_SIM, .passed = 1,
			       .number = -1 };
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

static struct event ask(const char *name, int64_t number, enum at_form form)
{
	return (struct event){ .side = SIDE_CLIENT, .command = name, .number = number,
			       .form = (uint8_t)form, .bytes = 20 };
}

static void test_forwarding(void)
{
	struct event refused = ask("+CCFC", 3, AT_FORM_SET);

	fresh();
	RAISES(ask("+CCFC", 3, AT_FORM_SET), "forwarding ");
	RAISES(ask("+CCFC", 2, AT_FORM_SET), ""); /* a query */
	RAISES(ask("D", AT_DIAL_SUPPLEMENTARY, AT_FORM_SET), "forwarding ");
	RAISES(ask("D", AT_DIAL_VOICE, AT_FORM_SET), "");
	RAISES(ask("+CSQ", -1, AT_FORM_EXEC), "");
	refused.reason = REASON_DENIED;
	RAISES(refused, "");
}

static void test_counted(void)
{
	struct event identity = ask("+CIMI", -1, AT_FORM_EXEC), no = ask("+CFUN", 1, AT_FORM_SET);
	struct event code = { .side = SIDE_MODEM, .type = TYPE_INDICATION, .command = "+CREG",
			      .number = 1, .passed = 1 };
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
	fresh();
	for (unsigned i = 0; i < 100; i++) {
		RAISES(code, "");
		now_ms += 50;
	}
	alarms = 0;
	for (unsigned i = 0; i < 100; i++)
		alarms += strcmp(show(code), "repeated ") == 0;
	CHECK_EQ(alarms, 1);
	code.command = "RDY";
	code.is_start = 1;
	fresh();
	for (unsigned i = 0; i < 3; i++)
		RAISES(code, "");
	RAISES(code, "resets ");
}

static void test_drift(void)
{
	struct event answer = { .side = SIDE_MODEM, .type = TYPE_RESPONSE, .command = "+CGMR",
				.digest = 7, .passed = 1, .number = -1 };

	fresh();
	RAISES(answer, "");
	RAISES(answer, "");
	answer.digest = 8;
	RAISES(answer, "drift ");
	RAISES(answer, "");
	answer.command = "+CSQ";
	answer.digest = 9;
	RAISES(answer, "");
}

static void test_covert(void)
{
	struct event e = ask("+CSQ", -1, AT_FORM_EXEC);

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
static uint8_t packed[64];

static struct event qmi(uint16_t service, uint16_t id, enum side side, enum message_type type)
{
	message = (struct message){ .kind = RECORD_MESSAGE, .service = service, .id = id,
				    .type = (uint8_t)type };
	message.row = schema_find(service, id, type == TYPE_INDICATION, 0);
	CHECK_IN(message.row != ROW_NONE, "0x%02x 0x%04x is a row", service, id);
	return (struct event){ .message = &message, .service = service, .id = id,
			       .side = (uint8_t)side, .type = (uint8_t)type, .passed = 1,
			       .class = schema_row(message.row, NULL)->class, .number = -1 };
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
	e = ask("+CFUN", 1, AT_FORM_SET);
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
	test_covert();
	test_network();
	test_unasked();
	test_settings();
	free(rules);
	return check_done();
}
