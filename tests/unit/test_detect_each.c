// SPDX-License-Identifier: GPL-2.0-or-later
/* Each detector provoked under each setting: off, alert, drop, panic, and its limit. */
#include "detect_kit.h"

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

void test_each(void)
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
