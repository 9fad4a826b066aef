/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Payloads on an AT port: judged in both directions, written afresh, refused or replaced. */
#include "at_session_kit.h"
#include "content_kit.h"

/* An SMS-DELIVER of "hello" with this PID and DCS, behind an empty address of the centre. */
#define OA "0B915155051032F4"
#define STAMP "42101021000040"
#define DELIVER(pid, dcs) "0004" OA pid dcs STAMP "05E8329BFD06"

static struct at_rig *start(void)
{
	struct at_rig *r = at_rig_start();

	at_rig_connect(r, 0, AT_RIG_ALL);
	at_rig_client(r, 0, "ATE0\r");
	(void)at_rig_heard(r, 0);
	return r;
}

static void finish(struct at_rig *r)
{
	CHECK(at_rig_conserved(r));
	at_rig_free(r);
}

static void say_sms(struct at_rig *r, const char *pdu)
{
	at_rig_modem(r, "\r\n+CMT: ,24\r\n");
	at_rig_modem(r, pdu);
	at_rig_modem(r, "\r\n");
}

static void test_delivered(void)
{
	struct at_rig *r = start();
	const char *heard;

	say_sms(r, DELIVER("00", "00"));
	HEARD(r, 0, "\r\n+CMT: ,24\r\n" DELIVER("00", "00") "\r\n");
	/* type 0, which no user sees (TS 23.040 9.2.3.9): refused, with the rule that says so */
	deny_payload(&r->rules, KIND(SMS_DELIVERED), FACT_SMS_PID, 0x40, ACT_NONE);
	say_sms(r, DELIVER("40", "00"));
	HEARD(r, 0, "");
	CHECK_EQ(at_rig_last_audit(r).reason, REASON_DENIED);
	CHECK_EQ(at_rig_last_audit(r).rule, r->rules.n_rules - 1);
	/* the same replaced: as long, so that what was announced holds */
	deny_payload(&r->rules, KIND(SMS_DELIVERED), FACT_SMS_CLASS, 0, ACT_SUBSTITUTE);
	say_sms(r, DELIVER("00", "10"));
	heard = at_rig_heard(r, 0);
	CHECK_EQ(strlen(heard), strlen("\r\n+CMT: ,24\r\n" DELIVER("00", "00") "\r\n"));
	CHECK(strncmp(heard, "\r\n+CMT: ,24\r\n0004", 17) == 0 && !strstr(heard, "E8329BFD06"));
	CHECK_EQ(at_rig_last_audit(r).event, AUDIT_SUBSTITUTED);
	CHECK_EQ(at_rig_last_audit(r).reason, REASON_DENIED);
	finish(r);
}

/* CVE-2023-2794: what is malformed is refused, or where a rule says so replaced. */
static void test_malformed(void)
{
	struct at_rig *r = start();
	static const char bad[] = "0004" OA "0000" STAMP "9BE8329BFD06";

	say_sms(r, bad);
	HEARD(r, 0, "");
	CHECK(reason_is_payload((enum reason)at_rig_last_audit(r).reason));
	deny_malformed(&r->rules, KIND(SMS_DELIVERED), ACT_SUBSTITUTE);
	say_sms(r, bad);
	CHECK(strncmp(at_rig_heard(r, 0), "\r\n+CMT: ,24\r\n0004", 17) == 0);
	CHECK_EQ(at_rig_last_audit(r).event, AUDIT_SUBSTITUTED);
	finish(r);
}

static void test_answers(void)
{
	struct at_rig *r = start();

	deny_payload(&r->rules, KIND(SMS_STORED), FACT_SMS_PORT, 2948, ACT_NONE);
	at_rig_client(r, 0, "AT+CMGR=1\r");
	at_rig_modem(r, "\r\n+CMGR: 1,,24\r\n" DELIVER("00", "00") "\r\n\r\nOK\r\n");
	HEARD(r, 0, "\r\n+CMGR: 1,,24\r\n" DELIVER("00", "00") "\r\n\r\nOK\r\n");
	/* a USSD with a line end is one, with a control character is none */
	at_rig_modem(r, "\r\n+CUSD: 0,\"Balance 5.00\",15\r\n");
	HEARD(r, 0, "\r\n+CUSD: 0,\"Balance 5.00\",15\r\n");
	deny_payload(&r->rules, KIND(USSD_RECEIVED), FACT_COUNT, 0, ACT_SUBSTITUTE);
	at_rig_modem(r, "\r\n+CUSD: 1,\"Pay 9.99?\",15\r\n");
	HEARD(r, 0, "\r\n+CUSD: 1,\"         \",15\r\n");
	/* hex digits of UCS2 are octets: blanks of it again */
	at_rig_modem(r, "\r\n+CUSD: 1,\"00500061\",72\r\n");
	HEARD(r, 0, "\r\n+CUSD: 1,\"00200020\",72\r\n");
	finish(r);
}

/* What the card says to the terminal, and what it becomes. */
static void test_toolkit(void)
{
	struct at_rig *r = start();
	/* DISPLAY TEXT "Hi", number 7 */
	static const char line[] = "\r\n+CUSATP: \"D00E8103072180820281028D03044869\"\r\n";
	const char *heard;

	at_rig_modem(r, line);
	HEARD(r, 0, line);
	/* a length that is one too many */
	at_rig_modem(r, "\r\n+CUSATP: \"D00F8103072180820281028D03044869\"\r\n");
	HEARD(r, 0, "");
	CHECK(reason_is_payload((enum reason)at_rig_last_audit(r).reason));
	/* an object that nobody knows, and a length that is longer than it need be */
	at_rig_modem(r, "\r\n+CUSATP: \"D0811181030721808202810"
			"28D030448695A0101\"\r\n");
	HEARD(r, 0, line);
	/* and what it becomes: MORE TIME with the same number */
	deny_payload(&r->rules, KIND(STK_COMMAND), FACT_STK_COMMAND, 0x21, ACT_SUBSTITUTE);
	at_rig_modem(r, line);
	heard = at_rig_heard(r, 0);
	CHECK_IN(strstr(heard, "D00E8103070200820281820503202020") != NULL,
		 "heard %s, reason %s", heard,
		 reason_word(at_rig_last_audit(r).reason));
	finish(r);
}

static void test_commands(void)
{
	struct at_rig *r = start();

	/* SELECT by AID of one application, and of another (ISO 7816-4 7.1) */
	deny_payload(&r->rules, KIND(AID), FACT_COUNT, 0, ACT_NONE);
	at_rig_client(r, 0, "AT+CCHO=\"A0000000871002\"\r");
	HEARD(r, MODEM, "");
	CHECK_EQ(at_rig_last_audit(r).reason, REASON_DENIED);
	HEARD(r, 0, "\r\nERROR\r\n");
	r->rules.n_rules--;
	at_rig_client(r, 0, "AT+CCHO=\"a0000000871002\"\r");
	HEARD(r, MODEM, "AT+CCHO=\"A0000000871002\"\r");
	at_rig_modem(r, "\r\n+CCHO: 1\r\n\r\nOK\r\n");
	HEARD(r, 0, "\r\n+CCHO: 1\r\n\r\nOK\r\n");
	/* an APDU whose length is not what it says, whatever the rules */
	at_rig_client(r, 0, "AT+CSIM=12,\"00A404000FA0\"\r");
	HEARD(r, MODEM, "");
	CHECK(reason_is_payload((enum reason)at_rig_last_audit(r).reason));
	/* files by number, in numbers of the command */
	deny_payload(&r->rules, UINT32_MAX & ~1u, FACT_APDU_FILE, 0x6F07, ACT_NONE);
	at_rig_client(r, 0, "AT+CSIM=10,\"00B0000009\"\r");
	HEARD(r, MODEM, "AT+CSIM=10,\"00B0000009\"\r");
	finish(r);
}

static void test_entry(void)
{
	struct at_rig *r = start();

	deny_payload(&r->rules, KIND(SMS_SENT), FACT_COUNT, 0, ACT_NONE);
	at_rig_client(r, 0, "AT+CMGS=11\r");
	at_rig_modem(r, "\r\n> ");
	at_rig_client(r, 0, "000100089121436587000000\x1a");
	CHECK_EQ(at_rig_last_audit(r).reason, REASON_DENIED);
	CHECK_EQ(at_rig_last_audit(r).rule, r->rules.n_rules - 1);
	CHECK(strchr(at_rig_heard(r, MODEM), '\x1b'));
	at_rig_modem(r, "\r\nOK\r\n");
	CHECK(strstr(at_rig_heard(r, 0), "ERROR"));
	finish(r);
}

/* TS 27.007 8.18: what reads has no data, what writes has as many as it says. */
static const struct {
	const char *arguments;
	enum reason why;
} crsm[] = {
	{ "176,28589,0,0,4", REASON_OK },
	{ "192,28589", REASON_OK },
	{ "242", REASON_OK },
	{ "176,28589,0,0,9,,\"3F007FFF\"", REASON_OK },
	{ "214,28589,0,0,2,\"0001\"", REASON_OK },
	{ "176,28589,0,0,4,\"00000000\"", REASON_APDU_LENGTH },
	{ "214,28589,0,0,2", REASON_APDU_LENGTH },
	{ "214,28589,0,0,2,\"000102\"", REASON_APDU_LENGTH },
	{ "220,28589,1,4,0", REASON_APDU_LENGTH },
	{ "176", REASON_APDU_FILE },
	{ "176,28589,0,0,9,,\"3F007F\"", REASON_APDU_FILE },
	{ "32,28589,0,1,8,\"31323334FFFFFFFF\"", REASON_APDU_INSTRUCTION }, /* VERIFY PIN */
};

static void test_files(void)
{
	struct at_rig *r = start();
	char line[128];

	for (unsigned i = 0; i < sizeof(crsm) / sizeof(crsm[0]); i++) {
		bool sent;

		snprintf(line, sizeof(line), "AT+CRSM=%s\r", crsm[i].arguments);
		at_rig_client(r, 0, line);
		sent = *at_rig_heard(r, MODEM) != '\0';
		CHECK_IN(sent == (crsm[i].why == REASON_OK), "%s", line);
		if (sent)
			at_rig_modem(r, "\r\nOK\r\n");
		else
			CHECK_IN(at_rig_last_audit(r).reason == crsm[i].why, "%s: %s", line,
				 reason_word((enum reason)at_rig_last_audit(r).reason));
	}
	finish(r);
}

/* What is not printable in a name becomes a blank, in whatever answer or code it stands. */
static void test_names(void)
{
	struct at_rig *r = start();

	at_rig_client(r, 0, "AT+CNUM\r");
	(void)at_rig_heard(r, MODEM);
	at_rig_modem(r, "\r\n+CNUM: \"A\tB\",\"5551\",129\r\n\r\nOK\r\n");
	HEARD(r, 0, "\r\n+CNUM: \"A B\",\"5551\",129\r\n\r\nOK\r\n");
	at_rig_client(r, 0, "AT+CNUM\r"); /* digits of UCS2 are left to the client */
	at_rig_modem(r, "\r\n+CNUM: \"00410042\",\"5551\",129\r\n\r\nOK\r\n");
	HEARD(r, 0, "\r\n+CNUM: \"00410042\",\"5551\",129\r\n\r\nOK\r\n");
	at_rig_modem(r, "\r\n+CLIP: \"5551\",129,,,\"A\tB\",0\r\n");
	HEARD(r, 0, "\r\n+CLIP: \"5551\",129,,,\"A B\",0\r\n");
	finish(r);
}

static void test_panic(void)
{
	struct at_rig *r = start();

	deny_payload(&r->rules, KIND(SMS_DELIVERED), FACT_SMS_PID, 0x40, ACT_PANIC);
	say_sms(r, DELIVER("40", "00"));
	CHECK_EQ(r->n_control, 1);
	CHECK_EQ(r->control[0].kind, CONTROL_PORT);
	CHECK_EQ(r->control[0].reason, REASON_PANIC);
	at_rig_client(r, 0, "AT+CSQ\r");
	HEARD(r, MODEM, "");
	at_rig_free(r);
}

int main(void)
{
	test_delivered();
	test_malformed();
	test_answers();
	test_toolkit();
	test_commands();
	test_entry();
	test_files();
	test_names();
	test_panic();
	return check_done();
}
