/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The AT session: prompts, messages behind lines, late answers, data mode. */
#include "at_session_kit.h"

static struct at_rig *start(uint16_t role)
{
	struct at_rig *r = at_rig_start();

	at_rig_connect(r, 0, role);
	at_rig_connect(r, 1, AT_RIG_ALL);
	at_rig_client(r, 0, "ATE0\r");
	at_rig_client(r, 1, "ATE0\r");
	(void)at_rig_heard(r, 0);
	(void)at_rig_heard(r, 1);
	return r;
}

static void finish(struct at_rig *r)
{
	CHECK(at_rig_conserved(r));
	at_rig_free(r);
}

#define PDU "000100089121436587000000"
#define DELIVER "0004008100002610101200000000"
#define PDU_LINE "AT+CMGS=11\r"

static void test_prompt(void)
{
	struct at_rig *r = start(AT_RIG_PLAIN);

	/* ModemManager: waits for the prompt */
	at_rig_client(r, 0, PDU_LINE);
	HEARD(r, MODEM, PDU_LINE);
	at_rig_client(r, 1, "AT+CSQ\r");
	at_rig_modem(r, "\r\n> ");
	HEARD(r, 0, "\r\n> ");
	HEARD(r, MODEM, "");
	at_rig_client(r, 0, PDU "\x1a");
	HEARD(r, MODEM, PDU "\x1a");
	at_rig_modem(r, "\r\n+CMGS: 7\r\n\r\nOK\r\n");
	HEARD(r, 0, "\r\n+CMGS: 7\r\n\r\nOK\r\n");
	HEARD(r, MODEM, "AT+CSQ\r");
	at_rig_modem(r, "\r\n+CSQ: 1,99\r\n\r\nOK\r\n");
	/* oFono: all in one go; and a modem without the blank (FIELD-NOTES A7) */
	at_rig_client(r, 0, PDU_LINE PDU "\x1a");
	HEARD(r, MODEM, PDU_LINE);
	at_rig_modem(r, "\r\n>\r\n");
	HEARD(r, MODEM, PDU "\x1a");
	at_rig_modem(r, "\r\n+CMGS: 8\r\n\r\nOK\r\n");
	HEARD(r, 0, "\r\n> \r\n+CMGS: 8\r\n\r\nOK\r\n");
	/* gammu: a byte at a time */
	for (const char *c = PDU_LINE PDU "\x1a"; *c; c++)
		at_rig_bytes(r, 0, c, 1);
	at_rig_modem(r, "\r\n> ");
	HEARD(r, MODEM, PDU_LINE PDU "\x1a");
	at_rig_modem(r, "\r\n+CMS ERROR: 38\r\n");
	HEARD(r, 0, "\r\n> \r\n+CMS ERROR: 38\r\n");
	/* oFono acknowledges; that has no field for the service centre (TS 27.005 3.4.4) */
	at_rig_client(r, 0, "AT+CNMA=1,2\r");
	at_rig_modem(r, "\r\n> ");
	at_rig_client(r, 0, "0000\x1a");
	HEARD(r, MODEM, "AT+CNMA=1,2\r" "0000\x1a");
	at_rig_modem(r, "\r\nOK\r\n");
	HEARD(r, 0, "\r\n> \r\nOK\r\n");
	finish(r);
}

static void test_prompt_given_up(void)
{
	struct at_rig *r = start(AT_RIG_PLAIN);

	at_rig_client(r, 0, PDU_LINE);
	at_rig_modem(r, "\r\n> ");
	at_rig_client(r, 0, "\x1b");
	HEARD(r, MODEM, PDU_LINE "\x1b");
	at_rig_modem(r, "\r\nOK\r\n");
	HEARD(r, 0, "\r\n> \r\nOK\r\n");
	/* another length than announced, something that is no PDU: the modem never sees it */
	at_rig_client(r, 0, "AT+CMGS=12\r" PDU "\x1a");
	at_rig_modem(r, "\r\n> ");
	HEARD(r, MODEM, "AT+CMGS=12\r\x1b");
	CHECK_EQ(at_rig_last_audit(r).reason, REASON_AT_PDU_LENGTH);
	at_rig_modem(r, "\r\nOK\r\n");
	HEARD(r, 0, "\r\n> \r\nERROR\r\n");
	at_rig_client(r, 0, PDU_LINE);
	at_rig_modem(r, "\r\n> ");
	at_rig_client(r, 0, "00010hello\x1a");
	HEARD(r, MODEM, PDU_LINE "\x1b");
	CHECK_EQ(at_rig_last_audit(r).reason, REASON_AT_ENTRY);
	at_rig_modem(r, "\r\nOK\r\n");
	HEARD(r, 0, "\r\n> \r\nERROR\r\n");
	/* another command in place of the data does not become a message */
	at_rig_client(r, 0, PDU_LINE);
	at_rig_modem(r, "\r\n> ");
	at_rig_client(r, 0, "AT+CSQ\r");
	HEARD(r, MODEM, PDU_LINE "\x1b");
	at_rig_modem(r, "\r\nOK\r\n");
	HEARD(r, MODEM, "AT+CSQ\r");
	at_rig_modem(r, "\r\n+CSQ: 1,99\r\n\r\nOK\r\n");
	HEARD(r, 0, "\r\n> \r\n+CSQ: 1,99\r\n\r\nOK\r\n");
	/* the client leaves, or says nothing */
	at_rig_client(r, 0, PDU_LINE);
	at_rig_modem(r, "\r\n> ");
	at_rig_pass(r, 60000);
	HEARD(r, MODEM,
	      PDU_LINE "\x1b"
		       "AT\r");
	HEARD(r, 0, "\r\n> \r\nERROR\r\n");
	at_rig_modem(r, "\r\nOK\r\n\r\nOK\r\n");
	at_rig_client(r, 0, PDU_LINE);
	at_rig_modem(r, "\r\n> ");
	at_rig_gone(r, 0);
	HEARD(r, MODEM, PDU_LINE "\x1b");
	finish(r);
}

static void test_text_entry(void)
{
	struct at_rig *r = start(AT_RIG_PLAIN);

	at_rig_client(r, 0, "AT+CMGS=\"+4917\"\rhello\x1a");
	HEARD(r, MODEM, "");
	HEARD(r, 0, "\r\nERROR\r\n");
	at_rig_client(r, 1, "AT+CMGS=\"+4917\"\r");
	at_rig_modem(r, "\r\n> ");
	at_rig_client(r, 1, "hello\x1a");
	HEARD(r, MODEM, "AT+CMGS=\"+4917\"\rhello\x1a");
	finish(r);
}

static void test_pdu_behind(void)
{
	struct at_rig *r = start(AT_RIG_ALL);

	/* line and PDU go out together */
	at_rig_modem(r, "\r\n+CMT: ,13\r\n");
	HEARD(r, 0, "");
	CHECK(at_rig_conserved(r));
	at_rig_modem(r, "\r\n" DELIVER "\r\n");
	HEARD(r, 0, "\r\n+CMT: ,13\r\n" DELIVER "\r\n");
	HEARD(r, 1, "\r\n+CMT: ,13\r\n" DELIVER "\r\n");
	/* of another length; another line in its place; nothing at all: neither goes out */
	at_rig_modem(r, "\r\n+CMT: ,14\r\n" DELIVER "\r\n");
	CHECK_EQ(at_rig_last_audit(r).reason, REASON_AT_PDU_LENGTH);
	at_rig_modem(r, "\r\n+CMT: ,13\r\nRING\r\n");
	HEARD(r, 0, "\r\nRING\r\n");
	/* nor do words in its place become an answer to a command that has such */
	at_rig_client(r, 0, "AT+CGMM\r");
	at_rig_modem(r, "\r\n+CMT: ,13\r\nno octets\r\n\r\nModel\r\n\r\nOK\r\n");
	CHECK_EQ(at_rig_last_audit(r).reason, REASON_AT_PDU_LENGTH);
	HEARD(r, 0, "\r\nModel\r\n\r\nOK\r\n");
	at_rig_modem(r, "\r\n+CMT: ,13\r\n");
	at_rig_pass(r, 2000);
	CHECK_EQ(at_rig_last_audit(r).reason, REASON_AT_PDU_LENGTH);
	CHECK(strcmp(at_rig_last_audit(r).at.command, "+CMT") == 0);
	HEARD(r, 0, "");
	at_rig_client(r, 0, "AT+CMGL=4\r");
	at_rig_modem(r, "\r\n+CMGL: 1,0,,13\r\n" DELIVER "\r\n+CMGL: 2,0,,99\r\n" PDU
			"\r\n+CMGL: 3,0,,13\r\n" DELIVER "\r\n\r\nOK\r\n");
	HEARD(r, 0, "\r\n+CMGL: 1,0,,13\r\n" DELIVER "\r\n\r\n+CMGL: 3,0,,13\r\n" DELIVER
		    "\r\n\r\nOK\r\n");
	finish(r);
}

static void test_text_behind(void)
{
	struct at_rig *r = start(AT_RIG_ALL);

	/* a message whose text says OK ends nothing (FIELD-NOTES A10) */
	at_rig_client(r, 0, "AT+CMGR=1\r");
	at_rig_modem(r, "\r\n+CMGR: \"REC READ\",\"+49\",,\"26/01/01,00:00:00+00\"\r\n"
			"is all\r\nOK\r\n+CREG: 0\r\n");
	HEARD(r, 0,
	      "\r\n+CMGR: \"REC READ\",\"+49\",,\"26/01/01,00:00:00+00\"\r\n"
	      "is all\r\n OK\r\n +CREG: 0\r\n");
	at_rig_modem(r, "?\r\n\r\nOK\r\n");
	CHECK(at_rig_conserved(r));
	HEARD(r, 0, "?\r\n");
	at_rig_pass(r, 300);
	HEARD(r, 0, "\r\nOK\r\n");
	/* unsolicited, while a command waits: nor does this one end it */
	at_rig_client(r, 0, "AT+CSQ\r");
	at_rig_modem(r, "\r\n+CMT: \"+49\",,\"26/01/01,00:00:00+00\"\r\nfine\r\nOK\r\n");
	at_rig_pass(r, 300);
	HEARD(r, 0, "\r\n+CMT: \"+49\",,\"26/01/01,00:00:00+00\"\r\nfine\r\n");
	at_rig_modem(r, "\r\n+CSQ: 1,99\r\n\r\nOK\r\n");
	HEARD(r, 0, "\r\n+CSQ: 1,99\r\n OK\r\n\r\nOK\r\n");
	CHECK(at_rig_conserved(r));
	/* the result that came close behind a text is the only one there is: late, but not lost */
	at_rig_client(r, 1, "AT+CSQ\r");
	(void)at_rig_heard(r, 1);
	at_rig_modem(r, "\r\n+CMT: \"+49\",,\"26/01/01,00:00:00+00\"\r\nfine\r\nOK\r\n");
	at_rig_pass(r, 30000);
	HEARD(r, 1, "\r\n+CMT: \"+49\",,\"26/01/01,00:00:00+00\"\r\nfine\r\n\r\nOK\r\n");
	finish(r);
}

static void test_late(void)
{
	struct at_rig *r = start(AT_RIG_ALL);

	at_rig_client(r, 0, "AT+CSQ\r");
	HEARD(r, MODEM, "AT+CSQ\r");
	at_rig_pass(r, 30000);
	HEARD(r, 0, "\r\nERROR\r\n");
	CHECK_EQ(at_rig_last_audit(r).reason, REASON_NO_ANSWER);
	HEARD(r, MODEM, "AT\r");
	at_rig_client(r, 1, "AT+CREG?\r");
	HEARD(r, MODEM, "");
	/* both results come, and the answer that nobody waits for; then it is the next one's turn
	 */
	at_rig_modem(r, "\r\n+CSQ: 1,99\r\n\r\nERROR\r\n");
	HEARD(r, MODEM, "");
	at_rig_modem(r, "\r\nOK\r\n");
	HEARD(r, MODEM, "AT+CREG?\r");
	HEARD(r, 0, "");
	at_rig_modem(r, "\r\n+CREG: 0,1\r\n\r\nOK\r\n");
	HEARD(r, 1, "\r\n+CREG: 0,1\r\n\r\nOK\r\n");
	/* only one comes, and then nothing */
	at_rig_client(r, 0, "AT+CSQ\r");
	at_rig_pass(r, 30000);
	at_rig_modem(r, "\r\nOK\r\n");
	(void)at_rig_heard(r, MODEM);
	at_rig_client(r, 1, "AT+CREG?\r");
	HEARD(r, MODEM, "");
	at_rig_pass(r, 1000);
	HEARD(r, MODEM, "AT+CREG?\r");
	/* nothing comes: those who wait are told */
	at_rig_pass(r, 30000);
	at_rig_client(r, 1, "AT+CREG?\r");
	at_rig_pass(r, 30000);
	HEARD(r, 1, "\r\nERROR\r\n\r\nERROR\r\n");
	finish(r);
}

static void test_abandoned(void)
{
	struct at_rig *r = start(AT_RIG_ALL);

	/* a client with a time-out of its own, shorter than the modem needs */
	at_rig_client(r, 0, "AT+COPS=?\r");
	at_rig_pass(r, 3000);
	at_rig_client(r, 0, "AT+CSQ\r");
	at_rig_modem(r, "\r\n+COPS: (1,\"a\",\"b\",\"26201\",2)\r\n\r\nOK\r\n");
	CHECK_EQ(at_rig_last_audit(r).reason, REASON_AT_ABANDONED);
	HEARD(r, 0, "");
	at_rig_modem(r, "\r\n+CSQ: 1,99\r\n\r\nOK\r\n");
	HEARD(r, 0, "\r\n+CSQ: 1,99\r\n\r\nOK\r\n");
	/* the same while it waits for its turn */
	at_rig_client(r, 1, "AT+COPS=?\r");
	at_rig_client(r, 0, "AT+CSQ\r");
	at_rig_pass(r, 3000);
	at_rig_client(r, 0, "AT+CREG?\r");
	(void)at_rig_heard(r, MODEM);
	at_rig_modem(r, "\r\nOK\r\n");
	HEARD(r, MODEM, "AT+CREG?\r");
	/* FIELD-NOTES A5: READY, and no OK */
	at_rig_modem(r, "\r\n+CREG: 0,1\r\n\r\nOK\r\n");
	(void)at_rig_heard(r, 0);
	at_rig_client(r, 0, "AT+CPIN?\r");
	at_rig_modem(r, "\r\n+CPIN: READY\r\n");
	at_rig_pass(r, 2000);
	HEARD(r, 0, "\r\n+CPIN: READY\r\n\r\nOK\r\n");
	finish(r);
}

static void test_calls(void)
{
	struct at_rig *r = start(AT_RIG_ALL);

	at_rig_client(r, 0, "ATD+4917;\r");
	at_rig_modem(r, "\r\nOK\r\n");
	HEARD(r, 0, "\r\nOK\r\n");
	/* its end is no result of what another asks */
	at_rig_client(r, 1, "AT+CSQ\r");
	at_rig_modem(r, "\r\nNO CARRIER\r\n");
	HEARD(r, 0, "\r\nNO CARRIER\r\n");
	HEARD(r, 1, "");
	at_rig_modem(r, "\r\n+CSQ: 1,99\r\n\r\nOK\r\n");
	HEARD(r, 1, "\r\n+CSQ: 1,99\r\n\r\nOK\r\n\r\nNO CARRIER\r\n");
	at_rig_client(r, 0, "ATD+4917;\r");
	at_rig_modem(r, "\r\nBUSY\r\n");
	HEARD(r, 0, "\r\nBUSY\r\n");
	finish(r);
}

static unsigned count_control(const struct at_rig *r, enum control_kind kind)
{
	unsigned n = 0;

	for (unsigned i = 0; i < r->n_control && i < AT_RIG_RECORDS; i++)
		n += r->control[i].kind == kind;
	return n;
}

static void test_data(void)
{
	struct at_rig *r = start(AT_RIG_ALL);
	static const uint8_t ppp[] = "\x7e\xff\x7d\x23\xc0\x21\r\nOK\r\nAT+CFUN=0\r\x7e";

	r->swaps = false;
	at_rig_client(r, 0, "ATD*99#\r");
	at_rig_modem(r, "\r\nCONNECT 100000000\r\n\x7e\x01");
	HEARD(r, 0, ""); /* not before its reader parts no lines any more */
	at_rig_swap(r);
	HEARD(r, 0, "\r\nCONNECT 100000000\r\n\x7e\x01");
	(void)at_rig_heard(r, MODEM);
	at_rig_bytes(r, 0, ppp, sizeof(ppp) - 1);
	HEARD(r, MODEM, (const char *)ppp);
	at_rig_bytes(r, MODEM, ppp, sizeof(ppp) - 1);
	HEARD(r, 0, (const char *)ppp);
	/* others are not served, and hear so */
	at_rig_client(r, 1, "AT+CSQ\r");
	at_rig_pass(r, 1000);
	HEARD(r, 1, "\r\nERROR\r\n");
	/* what one side does not take, is not taken from the other */
	r->modem_takes = 0;
	for (unsigned i = 0; i < 70; i++) {
		static const uint8_t kilobyte[1024] = { 1 };

		at_rig_bytes(r, 0, kilobyte, sizeof(kilobyte));
	}
	CHECK(at_session_stopped(r->s, 0));
	CHECK(!at_session_stopped(r->s, 1) && !at_session_stopped(r->s, GATE_SLOTS));
	r->modem_takes = -1;
	at_session_modem_ready(r->s, r->now_ms);
	CHECK(!at_session_stopped(r->s, 0));
	(void)at_rig_heard(r, MODEM);
	/* the modem ends it */
	at_rig_modem(r, "\r\nNO CARRIER\r\n");
	HEARD(r, 0, "");
	at_rig_swap(r);
	HEARD(r, 0, "\r\nNO CARRIER\r\n");
	HEARD(r, MODEM, "AT\r");
	at_rig_modem(r, "\r\nOK\r\n");
	at_rig_client(r, 0, "AT+CSQ\r");
	HEARD(r, MODEM, "AT+CSQ\r");
	CHECK_EQ(count_control(r, CONTROL_HANGUP), 0);
	finish(r);
}

static struct at_rig *start_data(void)
{
	struct at_rig *r = start(AT_RIG_ALL);

	at_rig_client(r, 0, "ATD*99#\r");
	at_rig_modem(r, "\r\nCONNECT\r\n");
	HEARD(r, 0, "\r\nCONNECT\r\n");
	(void)at_rig_heard(r, MODEM);
	return r;
}

static void test_hang_up(void)
{
	struct at_rig *r = start_data();
	struct control hangup = { .kind = CONTROL_HANGUP, .slot = 0 };

	at_rig_end(r, 0);
	CHECK_EQ(count_control(r, CONTROL_HANGUP), 1);
	at_rig_pass(r, 1100);
	HEARD(r, MODEM, "+++");
	at_rig_pass(r, 1100);
	HEARD(r, MODEM, "\rATH\rAT\r");
	at_rig_modem(r, "\r\nOK\r\n\r\nOK\r\n");
	at_rig_client(r, 1, "AT+CSQ\r");
	HEARD(r, MODEM, "AT+CSQ\r");
	finish(r);
	/* by the line, and the client stays */
	r = start_data();
	at_session_control(r->s, &hangup, r->now_ms);
	at_session_flush(r->s, r->now_ms);
	at_rig_swap(r);
	HEARD(r, 0, "\r\nNO CARRIER\r\n");
	finish(r);
	/* by going away altogether */
	r = start_data();
	at_rig_gone(r, 0);
	CHECK_EQ(count_control(r, CONTROL_HANGUP), 1);
	finish(r);
	/* a warden that does not do it: the link goes down */
	r = start_data();
	r->swaps = false;
	at_rig_gone(r, 0);
	at_rig_pass(r, 10000);
	CHECK_EQ(count_control(r, CONTROL_PORT), 1);
	finish(r);
}

static void test_no_data(void)
{
	struct at_rig *r = start(AT_RIG_PLAIN);

	at_rig_client(r, 0, "ATD*99***1#\r");
	at_rig_client(r, 0, "AT+CGDATA=\"PPP\",1\r");
	at_rig_client(r, 0, "ATO\r");
	HEARD(r, 0, "\r\nERROR\r\n\r\nERROR\r\n\r\nERROR\r\n");
	HEARD(r, MODEM, "");
	/* nor because the modem says so */
	at_rig_client(r, 1, "AT+CSQ\r");
	at_rig_modem(r, "\r\nCONNECT\r\n\x7e\x01\x02\x7e");
	HEARD(r, 1, "\r\nNO CARRIER\r\n");
	HEARD(r, 0, "");
	CHECK(at_rig_count(r, REASON_AT_FOREIGN) == 1);
	CHECK_EQ(count_control(r, CONTROL_HANGUP), 1);
	finish(r);
}

/* The modem's reader died while the port carried data: the next one parts lines. */
static void test_reader_died(void)
{
	const struct control died = { .kind = CONTROL_SWAPPED, .slot = GATE_SLOTS };
	struct at_rig *r = start_data();

	at_session_control(r->s, &died, r->now_ms);
	at_session_flush(r->s, r->now_ms);
	at_rig_swap(r);
	HEARD(r, 0, "\r\nNO CARRIER\r\n");
	CHECK_EQ(count_control(r, CONTROL_HANGUP), 1);
	at_rig_pass(r, 2000);
	at_rig_pass(r, 2000);
	(void)at_rig_heard(r, MODEM);
	at_rig_modem(r, "\r\nOK\r\n");
	at_rig_pass(r, 2000);
	at_rig_client(r, 0, "AT+CSQ\r");
	HEARD(r, MODEM, "AT+CSQ\r");
	/* at other times nothing is lost but what it had read */
	at_session_control(r->s, &died, r->now_ms);
	at_rig_modem(r, "\r\n+CSQ: 1,99\r\n\r\nOK\r\n");
	HEARD(r, 0, "\r\n+CSQ: 1,99\r\n\r\nOK\r\n");
	finish(r);
}

/* A voice call is answered without the grant of data mode; a data call is not. */
static void test_answer(void)
{
	struct at_rig *r = start(AT_RIG_PLAIN);

	at_rig_client(r, 0, "ATA\r");
	HEARD(r, MODEM, "ATA\r");
	at_rig_modem(r, "\r\nOK\r\n");
	HEARD(r, 0, "\r\nOK\r\n");
	at_rig_client(r, 0, "ATA\r");
	at_rig_modem(r, "\r\nCONNECT 9600\r\n");
	HEARD(r, 0, "\r\nNO CARRIER\r\n");
	CHECK_EQ(count_control(r, CONTROL_HANGUP), 1);
	finish(r);
}

void test_at_session_port(void)
{
	test_prompt();
	test_prompt_given_up();
	test_text_entry();
	test_pdu_behind();
	test_text_behind();
	test_late();
	test_abandoned();
	test_calls();
	test_data();
	test_reader_died();
	test_answer();
	test_hang_up();
	test_no_data();
}
