/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The AT session: lines and their parts, each client's terminal, answers, unsolicited codes. */
#include "at_session_kit.h"

#include <stdlib.h>

/* A rig with a client of `role` whose echo is off. */
static struct at_rig *start(uint16_t role)
{
	struct at_rig *r = at_rig_start();

	at_rig_connect(r, 0, role);
	at_rig_client(r, 0, "ATE0\r");
	(void)at_rig_heard(r, 0);
	return r;
}

static void finish(struct at_rig *r)
{
	CHECK(at_rig_conserved(r));
	at_rig_free(r);
}

static void test_initialise(void)
{
	struct at_rig *r = at_rig_new();

	HEARD(r, MODEM, "ATE0V1+CMEE=1\r");
	at_rig_connect(r, 0, AT_RIG_ALL);
	at_rig_client(r, 0, "AT+CSQ\r");
	HEARD(r, MODEM, "");
	/* it echoes still, and says no to the line as a whole */
	at_rig_modem(r, "ATE0V1+CMEE=1\r\r\nERROR\r\n");
	HEARD(r, MODEM, "ATE0\r");
	at_rig_modem(r, "\r\nOK\r\n");
	HEARD(r, MODEM, "ATV1\r");
	at_rig_modem(r, "\r\nOK\r\n");
	HEARD(r, MODEM, "AT+CMEE=1\r");
	at_rig_modem(r, "\r\nERROR\r\n");
	HEARD(r, MODEM, "AT+CSQ\r");
	finish(r);
	/* one that is deaf at first */
	r = at_rig_new();
	(void)at_rig_heard(r, MODEM);
	at_rig_pass(r, 3000);
	HEARD(r, MODEM, "AT\r");
	at_rig_pass(r, 3000);
	HEARD(r, MODEM, "AT\r");
	CHECK_EQ(at_rig_count(r, REASON_NO_ANSWER), 1);
	at_rig_modem(r, "\r\nOK\r\n");
	at_rig_pass(r, 1000);
	HEARD(r, MODEM, "ATE0V1+CMEE=1\r");
	at_rig_modem(r, "0\r");
	at_rig_connect(r, 0, AT_RIG_ALL);
	at_rig_client(r, 0, "AT\r");
	HEARD(r, MODEM, "AT\r");
	finish(r);
}

static void test_round_trip(void)
{
	struct at_rig *r = at_rig_start();

	at_rig_connect(r, 0, AT_RIG_ALL);
	at_rig_client(r, 0, "at+csq\r");
	HEARD(r, 0, "AT+CSQ\r");
	HEARD(r, MODEM, "AT+CSQ\r");
	at_rig_modem(r, "\r\n+CSQ: 20,99\r\n");
	HEARD(r, 0, "\r\n+CSQ: 20,99\r\n");
	at_rig_modem(r, "\r\nOK\r\n");
	HEARD(r, 0, "\r\nOK\r\n");
	/* nobody asked for any of these */
	at_rig_modem(r, "\r\nOK\r\n");
	CHECK_EQ(at_rig_last_audit(r).reason, REASON_UNMATCHED);
	at_rig_modem(r, "\r\n+COPS: 0\r\n");
	CHECK_EQ(at_rig_last_audit(r).reason, REASON_AT_FOREIGN);
	CHECK(strcmp(at_rig_last_audit(r).at.command, "+COPS") == 0);
	at_rig_modem(r, "\r\n> ");
	CHECK_EQ(at_rig_last_audit(r).reason, REASON_AT_FOREIGN);
	HEARD(r, 0, "");
	/* an answer to something else, and one that has not its shape */
	at_rig_client(r, 0, "AT+CSQ\r");
	at_rig_modem(r, "\r\n+CPAS: 0\r\n");
	CHECK_EQ(at_rig_last_audit(r).reason, REASON_AT_FOREIGN);
	at_rig_modem(r, "\r\n+CSQ: twenty\r\n");
	CHECK_EQ(at_rig_last_audit(r).reason, REASON_AT_VALUE_TYPE);
	at_rig_modem(r, "\r\n+CSQ: 20,99\r\nOK\r\n");
	HEARD(r, 0, "AT+CSQ\r\r\n+CSQ: 20,99\r\n\r\nOK\r\n");
	finish(r);
}

static void test_terminal(void)
{
	struct at_rig *r = at_rig_start();

	at_rig_connect(r, 0, AT_RIG_ALL);
	at_rig_connect(r, 1, AT_RIG_ALL);
	at_rig_client(r, 0, "ATE0\r");
	HEARD(r, 0, "ATE0\r\r\nOK\r\n");
	at_rig_client(r, 0, "ATV0\r");
	HEARD(r, 0, "0\r");
	at_rig_client(r, 0, "AT+CMEE=2;+CMEE?\r");
	HEARD(r, 0, "+CMEE: 2\r\n0\r");
	at_rig_client(r, 0, "ATQ1\r");
	HEARD(r, 0, "");
	at_rig_client(r, 0, "ATV1Q0S4=35S3?\r");
	HEARD(r, 0, "\r#013\r#\r#OK\r#");
	/* not the other's */
	at_rig_client(r, 1, "AT+CMEE?\r");
	HEARD(r, 1, "AT+CMEE?\r\r\n+CMEE: 0\r\n\r\nOK\r\n");
	at_rig_client(r, 1, "ATE2\r");
	HEARD(r, 1, "\r\nERROR\r\n");
	/* a reset is the client's own, and nothing of all this reached the port */
	at_rig_client(r, 0, "ATZ\r");
	HEARD(r, 0, "\r\nOK\r\n");
	HEARD(r, MODEM, "");
	/* what is left of a mixed line */
	at_rig_client(r, 1, "ATE0Q0V1+CMEE=1;+CREG?\r");
	HEARD(r, MODEM, "AT+CREG?\r");
	at_rig_modem(r, "\r\n+CREG: 0,1\r\n\r\nOK\r\n");
	HEARD(r, 1, "ATE0Q0V1+CMEE=1;+CREG?\r\r\n+CREG: 0,1\r\n\r\nOK\r\n");
	finish(r);
}

static void ask_and_fail(struct at_rig *r, const char *result, const char *heard)
{
	at_rig_client(r, 0, "AT+CPIN?\r");
	at_rig_modem(r, result);
	HEARD(r, 0, heard);
}

static void test_errors(void)
{
	struct at_rig *r = start(AT_RIG_ALL);

	ask_and_fail(r, "\r\n+CME ERROR: 10\r\n", "\r\nERROR\r\n");
	at_rig_client(r, 0, "AT+CMEE=1\r");
	(void)at_rig_heard(r, 0);
	ask_and_fail(r, "\r\n+CME ERROR: 10\r\n", "\r\n+CME ERROR: 10\r\n");
	ask_and_fail(r, "\r\nERROR\r\n", "\r\nERROR\r\n");
	at_rig_client(r, 0, "AT+CMEE=2\r");
	(void)at_rig_heard(r, 0);
	ask_and_fail(r, "\r\n+CME ERROR: 10\r\n", "\r\n+CME ERROR: SIM not inserted\r\n");
	ask_and_fail(r, "\r\n+CME ERROR: 60001\r\n", "\r\n+CME ERROR: 60001\r\n");
	finish(r);
}

static void test_chains(void)
{
	static const char *const smuggled[] = {
		"AT+CSQ;+QLINUXCMD=\"id\"\r", "AT+QLINUXCMD=\"id\";+CSQ\r",
		"ATE0+QLINUXCMD=\"id\"\r",    "at+csq ; + qlinuxcmd=\"id\"\r",
		"ATI;E1;+QLINUXCMD?\r",
	};
	struct at_rig *r = start(AT_RIG_ALL);

	at_rig_client(r, 0, "AT+CMEE=1\r");
	(void)at_rig_heard(r, 0);
	for (size_t i = 0; i < sizeof(smuggled) / sizeof(smuggled[0]); i++) {
		at_rig_client(r, 0, smuggled[i]);
		HEARD(r, MODEM, "");
		CHECK(strstr(at_rig_heard(r, 0), "ERROR"));
		CHECK(at_rig_last_audit(r).reason == REASON_DENIED ||
		      at_rig_last_audit(r).reason == REASON_AT_SYNTAX);
	}
	CHECK(strcmp(at_rig_last_audit(r).at.command, "+QLINUXCMD") == 0);
	/* one bad command, and the good one before it is not obeyed either */
	at_rig_client(r, 0, "ATE1+QLINUXCMD=\"id\"\r");
	HEARD(r, 0, "\r\n+CME ERROR: 4\r\n");
	at_rig_client(r, 0, "AT\r");
	HEARD(r, 0, "");
	at_rig_modem(r, "OK\r\n");
	(void)at_rig_heard(r, 0);
	(void)at_rig_heard(r, MODEM);
	/* an end of line in an argument makes two lines, and the second is judged as one */
	at_rig_client(r, 0, "AT+COPS=4,2,\"2620\rAT+QLINUXCMD=\"id\"\r1\"\r");
	HEARD(r, MODEM, "");
	CHECK_EQ(at_rig_count(r, REASON_AT_QUOTE), 1);
	CHECK(strstr(at_rig_heard(r, 0), "+CME ERROR: 4"));
	finish(r);
}

static void test_policy(void)
{
	struct at_rig *r = start(AT_RIG_NONE);

	at_rig_client(r, 0, "AT+CSQ\r");
	HEARD(r, 0, "\r\nERROR\r\n");
	CHECK_EQ(at_rig_last_audit(r).reason, REASON_NOT_IN_POLICY);
	CHECK_EQ(at_rig_last_audit(r).rule, RULE_IMPLICIT);
	at_rig_client(r, 0, "AT+CMEE=1;+CMEE?;+CSQ\r");
	HEARD(r, 0, "\r\nERROR\r\n");
	/* but whether the modem is there, everybody may ask */
	at_rig_client(r, 0, "AT\r");
	HEARD(r, MODEM, "AT\r");
	at_rig_modem(r, "\r\nOK\r\n");
	HEARD(r, 0, "\r\nOK\r\n");
	at_rig_connect(r, 1, AT_RIG_READ);
	at_rig_client(r, 1, "ATE0\r");
	(void)at_rig_heard(r, 1);
	at_rig_client(r, 1, "AT+COPS?;+COPS=0\r");
	HEARD(r, 1, "\r\nERROR\r\n");
	at_rig_client(r, 1, "A/+++\r");
	HEARD(r, 1, "\r\nERROR\r\n");
	HEARD(r, MODEM, "");
	finish(r);
	/* who may have a line again */
	r = start(AT_RIG_ALL);
	at_rig_client(r, 0, "A/");
	HEARD(r, 0, "\r\nOK\r\n"); /* ATE0 */
	at_rig_client(r, 0, "AT+CSQ\r");
	at_rig_modem(r, "\r\n+CSQ: 1,99\r\n\r\nOK\r\n");
	at_rig_client(r, 0, "A/");
	HEARD(r, MODEM, "AT+CSQ\rAT+CSQ\r");
	finish(r);
}

static void test_turns(void)
{
	struct at_rig *r = start(AT_RIG_ALL);

	at_rig_connect(r, 1, AT_RIG_ALL);
	at_rig_client(r, 1, "ATE0\r");
	(void)at_rig_heard(r, 1);
	at_rig_client(r, 0, "AT+CSQ\rAT+CREG?\r");
	at_rig_client(r, 1, "AT+COPS?\rATE1\r");
	HEARD(r, MODEM, "AT+CSQ\r");
	at_rig_modem(r, "\r\n+CSQ: 1,99\r\n\r\nOK\r\n");
	HEARD(r, MODEM, "AT+COPS?\r");
	at_rig_modem(r, "\r\n+COPS: 0\r\n\r\nOK\r\n");
	HEARD(r, MODEM, "AT+CREG?\r");
	at_rig_modem(r, "\r\n+CREG: 0,1\r\n\r\nOK\r\n");
	HEARD(r, 0, "\r\n+CSQ: 1,99\r\n\r\nOK\r\n\r\n+CREG: 0,1\r\n\r\nOK\r\n");
	HEARD(r, 1, "\r\n+COPS: 0\r\n\r\nOK\r\n\r\nOK\r\n");
	CHECK(at_rig_conserved(r));
	/* one that is gone takes nothing with it */
	at_rig_client(r, 0, "AT+CSQ\rAT+CSQ\r");
	at_rig_gone(r, 0);
	CHECK_EQ(at_rig_last_audit(r).reason, REASON_CLIENT_GONE);
	at_rig_client(r, 1, "ATE0+COPS?\r");
	at_rig_modem(r, "\r\n+CSQ: 1,99\r\n\r\nOK\r\n");
	at_rig_modem(r, "\r\n+COPS: 0\r\n\r\nOK\r\n");
	HEARD(r, 1, "ATE0+COPS?\r\r\n+COPS: 0\r\n\r\nOK\r\n");
	finish(r);
}

static void test_many_lines(void)
{
	struct at_rig *r = start(AT_RIG_ALL);
	unsigned n;

	for (n = 0; n < 400; n++)
		at_rig_client(r, 0, "AT+CREG?\r");
	CHECK(at_rig_count(r, REASON_OUTSTANDING_QUOTA) > 0);
	/* each has its answer, in order: results first, then errors */
	for (n = 0; n < 400 && r->modem_len; n++) {
		(void)at_rig_heard(r, MODEM);
		at_rig_modem(r, "\r\n+CREG: 0,1\r\n\r\nOK\r\n");
	}
	CHECK(n > 100 && n < 400);
	CHECK(at_rig_conserved(r));
	/* one that never stops must leave */
	for (n = 0; n < 10000; n++)
		at_rig_client(r, 0, "AT+CREG?\r");
	CHECK_EQ(r->control[(r->n_control - 1) % AT_RIG_RECORDS].kind, CONTROL_EVICT);
	CHECK_EQ(r->control[(r->n_control - 1) % AT_RIG_RECORDS].reason, REASON_OUTSTANDING_QUOTA);
	finish(r);
}

static void test_unsolicited(void)
{
	struct at_rig *r = start(AT_RIG_ALL);

	at_rig_connect(r, 1, AT_RIG_READ);
	at_rig_connect(r, 2, AT_RIG_NONE);
	at_rig_modem(r, "\r\nRING\r\n");
	HEARD(r, 0, "\r\nRING\r\n");
	HEARD(r, 1, "\r\nRING\r\n");
	HEARD(r, 2, "");
	/* in the middle of an answer: each where it belongs */
	at_rig_client(r, 0, "AT+CREG?\r");
	at_rig_modem(r, "\r\n+CREG: 5\r\n\r\n+CREG: 2,1\r\n\r\nOK\r\n");
	HEARD(r, 0, "\r\n+CREG: 5\r\n\r\n+CREG: 2,1\r\n\r\nOK\r\n");
	HEARD(r, 1, "\r\n+CREG: 5\r\n");
	/* not where it was switched off, and again where it is on */
	at_rig_client(r, 0, "AT+CREG=0\r");
	at_rig_modem(r, "\r\nOK\r\n");
	at_rig_modem(r, "\r\n+CREG: 5\r\n");
	CHECK_EQ(at_rig_last_audit(r).reason, REASON_AT_UNASKED);
	HEARD(r, 1, "");
	at_rig_client(r, 0, "AT+CREG=2\r");
	at_rig_modem(r, "\r\nOK\r\n\r\n+CREG: 5\r\n");
	HEARD(r, 1, "\r\n+CREG: 5\r\n");
	at_rig_client(r, 0, "AT+CNMI=2,0,0,0,0\r");
	at_rig_modem(r, "\r\nOK\r\n\r\n+CMTI: \"SM\",1\r\n");
	CHECK_EQ(at_rig_last_audit(r).reason, REASON_AT_UNASKED);
	at_rig_client(r, 0, "AT+CNMI=2,1\r");
	at_rig_modem(r, "\r\nOK\r\n\r\n+CMTI: \"SM\",1\r\n");
	HEARD(r, 1, "\r\n+CMTI: \"SM\",1\r\n");
	/* what no table knows, and what is no line at all */
	at_rig_modem(r, "\r\n+NOBODY: 1\r\n\r\nhello\r\n");
	at_rig_modem(r, "\x7e\x01\x02\x7e\r\n$GPGGA,1*00\r\n");
	HEARD(r, 1, "");
	finish(r);
}

static void test_floods(void)
{
	struct at_rig *r = start(AT_RIG_ALL);

	for (unsigned i = 0; i < 20000; i++)
		at_rig_modem(r, "\r\n+CREG: 5\r\n");
	CHECK_EQ(at_rig_last_audit(r).reason, REASON_INDICATION_RATE);
	CHECK_EQ(r->client_len[0], 1000 * strlen("\r\n+CREG: 5\r\n"));
	CHECK(at_rig_conserved(r));
	at_rig_pass(r, 1000);
	(void)at_rig_heard(r, 0);
	/* over and over that it has started: once, marked; then no more */
	for (unsigned i = 0; i < 1000; i++)
		at_rig_modem(r, "\r\nRDY\r\n");
	CHECK_EQ(at_rig_last_audit(r).reason, REASON_INDICATION_RATE);
	CHECK_EQ(r->client_len[0], strlen("\r\nRDY\r\n"));
	/* in several words: a few of them */
	at_rig_pass(r, 1000);
	for (unsigned i = 0; i < 1000; i++)
		at_rig_modem(r, "\r\nREADY\r\n\r\nALIVE\r\n\r\n+PBREADY\r\n"
				"\r\n+CPIN: READY\r\n");
	CHECK_EQ(at_rig_last_audit(r).reason, REASON_INDICATION_RATE);
	HEARD(r, 0, "\r\nRDY\r\n\r\nREADY\r\n\r\nALIVE\r\n\r\n+PBREADY\r\n"
		    "\r\n+CPIN: READY\r\n\r\n+CPIN: READY\r\n\r\n+CPIN: READY\r\n"
		    "\r\n+CPIN: READY\r\n");
	CHECK_EQ(at_rig_count(r, REASON_MODEM_RESET), 0); /* long since wrapped over */
	(void)at_rig_heard(r, 0);
	(void)at_rig_heard(r, MODEM);
	/* it is set anew, once */
	at_rig_pass(r, 10000);
	HEARD(r, MODEM, "ATE0V1+CMEE=1\r");
	at_rig_modem(r, "\r\nOK\r\n\r\nRDY\r\n");
	CHECK_EQ(at_rig_last_audit(r).reason, REASON_MODEM_RESET);
	HEARD(r, 0, "\r\nRDY\r\n");
	/* nor is there more of it inside an answer that may be any text */
	at_rig_client(r, 0, "AT+CGMM\r");
	for (unsigned i = 0; i < 1000; i++)
		at_rig_modem(r, "\r\nRDY\r\n");
	CHECK_EQ(at_rig_last_audit(r).reason, REASON_INDICATION_RATE);
	CHECK(r->client_len[0] <= 1 * strlen("\r\nRDY\r\n"));
	(void)at_rig_heard(r, 0);
	(void)at_rig_heard(r, MODEM);
	at_rig_modem(r, "\r\nModel\r\n\r\nOK\r\n");
	HEARD(r, 0, "\r\nModel\r\n\r\nOK\r\n");
	(void)at_rig_heard(r, MODEM);
	/* an answer without an end */
	at_rig_client(r, 0, "AT+COPS=?\r");
	for (unsigned i = 0; i < 20000; i++)
		at_rig_modem(r, "\r\n+COPS: (1,\"a\",\"b\",\"26201\",2)\r\n");
	CHECK_EQ(at_rig_last_audit(r).reason, REASON_AT_ANSWER_LONG);
	finish(r);
}

static void test_flood_of_messages(void)
{
	struct at_rig *r = start(AT_RIG_ALL);

	/* what stands behind the lines of an answer counts, too */
	at_rig_client(r, 0, "AT+CMGL=4\r");
	(void)at_rig_heard(r, 0);
	for (unsigned i = 0; i < 10000; i++)
		at_rig_modem(r, "\r\n+CMGL: 1,1,,24\r\n07915155051000F0040B915155051032F4000042101"
				"02100004005E8329BFD06\r\n");
	CHECK_EQ(at_rig_count(r, REASON_CLIENT_SLOW), 0);
	at_rig_modem(r, "\r\nOK\r\n");
	CHECK(strstr(at_rig_heard(r, 0), "OK"));
	finish(r);
}

static void test_captured(void)
{
	struct at_rig *r = start(AT_RIG_ALL);
	static const uint8_t lie[] = { 200, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15 };

	at_session_from_client(r->s, 0, (struct cur){ lie, sizeof(lie) }, r->now_ms);
	CHECK_EQ(at_rig_last_audit(r).reason, REASON_READER_CAPTURED);
	CHECK_EQ(r->control[(r->n_control - 1) % AT_RIG_RECORDS].kind, CONTROL_EVICT);
	at_session_from_modem(r->s, (struct cur){ lie, sizeof(lie) }, r->now_ms);
	CHECK_EQ(r->control[(r->n_control - 1) % AT_RIG_RECORDS].kind, CONTROL_PORT);
	finish(r);
}

static void test_slow(void)
{
	struct at_rig *r = start(AT_RIG_ALL);

	r->client_takes[0] = 4;
	at_rig_modem(r, "\r\nRING\r\n");
	CHECK(at_session_client_waiting(r->s, 0));
	at_rig_pass(r, 4000);
	r->client_takes[0] = -1;
	at_session_client_ready(r->s, 0, r->now_ms);
	HEARD(r, 0, "\r\nRING\r\n");
	r->client_takes[0] = 0;
	at_rig_modem(r, "\r\nRING\r\n");
	at_rig_pass(r, 6000);
	CHECK_EQ(at_rig_last_audit(r).reason, REASON_CLIENT_SLOW);
	/* the port takes its time as well */
	at_rig_connect(r, 1, AT_RIG_ALL);
	at_rig_client(r, 1, "ATE0\r");
	(void)at_rig_heard(r, 1);
	r->modem_takes = 3;
	at_rig_client(r, 1, "AT+CSQ\r");
	CHECK(at_session_modem_waiting(r->s));
	r->modem_takes = -1;
	at_session_modem_ready(r->s, r->now_ms);
	HEARD(r, MODEM, "AT+CSQ\r");
	r->modem_error = -19;
	at_rig_modem(r, "\r\n+CSQ: 1,99\r\n\r\nOK\r\n");
	at_rig_client(r, 1, "AT+CSQ\r");
	CHECK_EQ(r->control[(r->n_control - 1) % AT_RIG_RECORDS].kind, CONTROL_PORT);
	CHECK_EQ(r->control[(r->n_control - 1) % AT_RIG_RECORDS].error, 19);
	finish(r);
}

int main(void)
{
	test_initialise();
	test_round_trip();
	test_terminal();
	test_errors();
	test_chains();
	test_policy();
	test_turns();
	test_many_lines();
	test_unsolicited();
	test_floods();
	test_flood_of_messages();
	test_captured();
	test_slow();
	test_at_session_port();
	return check_done();
}
