/* SPDX-License-Identifier: GPL-2.0-or-later */
/* AT inside QMI: judged as on an AT port, answered by QMI, and nothing passes that was not. */
#include "session_frames.h"

enum { ATR = 0xED, OWN_CID = 6, SEND = 0, RECEIVED = 1, TEXT_AT = 16 };

/* Roles of the rig, and what is added: 0 reads by AT, 2 has no AT, 3 hears nothing, 4 dials. */
enum { READS, NOTHING, NO_AT, DEAF, DIALS };

static struct ruleset_rule *rule(struct ruleset *rs, bool allow, uint16_t role, unsigned protocol)
{
	struct ruleset_rule *r = &rs->rules[rs->n_rules++];

	*r = (struct ruleset_rule){ .allow = allow, .role = role, .protocol = (uint8_t)protocol };
	r->form = AT_FORM_COUNT;
	return r;
}

static void set_rules(struct ruleset *rs)
{
	struct ruleset_rule *r;

	rs->n_roles = 5;
	strcpy(rs->roles[DEAF].name, "deaf");
	strcpy(rs->roles[DIALS].name, "dials");
	r = rule(rs, true, READS, RULE_AT);
	r->selector = SELECT_CLASS;
	r->class = CLASS_READ;
	r = rule(rs, true, READS, RULE_AT);
	r->selector = SELECT_COMMAND;
	r->rows[0] = at_find("+CMGS", 5);
	r = rule(rs, true, READS, RULE_AT);
	r->selector = SELECT_GROUP;
	r->kind = AT_GROUP_SMS_RAW;
	r = rule(rs, false, DEAF, RULE_QMI);
	r->selector = SELECT_MESSAGE;
	r->service = ATR;
	r->rows[0] = ROW_NONE;
	r->rows[1] = schema_find(ATR, RECEIVED, true, 0);
	rule(rs, true, DEAF, RULE_QMI);
	rule(rs, true, DEAF, RULE_AT);
	rule(rs, true, DIALS, RULE_QMI);
	rule(rs, true, DIALS, RULE_AT);
	r = rule(rs, true, DIALS, RULE_AT);
	r->selector = SELECT_GROUP;
	r->kind = AT_GROUP_CALLS;
	r = rule(rs, true, DIALS, RULE_AT);
	r->selector = SELECT_GRANT;
	r->kind = AT_GRANT_DATA;
}

static struct bytes text_frame(uint8_t cid, uint8_t bits, uint16_t txid, uint16_t id,
			       const char *text)
{
	uint8_t tlv[400];
	struct wtr w = { tlv, sizeof(tlv), 0 };
	size_t n = strlen(text);

	if (!wtr_u8(&w, 1) || !wtr_u16(&w, (uint16_t)(n + 2)) || !wtr_u16(&w, (uint16_t)n) ||
	    !wtr_bytes(&w, (struct cur){ (const uint8_t *)text, n }))
		abort();
	return frame(ATR, cid, bits, txid, id, (struct cur){ tlv, w.len });
}

static void say(struct rig *r, unsigned slot, uint8_t cid, const char *line)
{
	client(r, slot, text_frame(cid, 0, 77, SEND, line));
}

static void hear(struct rig *r, uint8_t cid, const char *lines)
{
	modem(r, text_frame(cid, 4, 0, RECEIVED, lines));
}

/* What the modem got: the text of the one "send"; "" nothing, NULL something else. */
static const char *sent(struct rig *r)
{
	static char text[400];
	const uint8_t *f = r->modem;
	size_t n = r->modem_len;

	r->modem_len = 0;
	text[0] = '\0';
	if (n == 0)
		return text;
	if (n < TEXT_AT + 2 || n != f[1] + 256u * f[2] + 1 || f[4] != ATR || f[5] != OWN_CID ||
	    f[6] != 0 || f[9] != SEND)
		return NULL;
	n = f[TEXT_AT] + 256u * f[TEXT_AT + 1];
	memcpy(text, f + TEXT_AT + 2, n);
	text[n] = '\0';
	return text;
}

/* The text of the one indication that the client got. */
static const char *heard(struct rig *r, unsigned slot, uint8_t cid)
{
	static char text[400];
	const uint8_t *f = r->client[slot];
	size_t n = r->client_len[slot];

	r->client_len[slot] = 0;
	text[0] = '\0';
	if (n == 0)
		return text;
	if (n < TEXT_AT + 2 || n != f[1] + 256u * f[2] + 1 || f[4] != ATR || f[5] != cid ||
	    f[6] != 4 || f[9] != RECEIVED)
		return NULL;
	n = f[TEXT_AT] + 256u * f[TEXT_AT + 1];
	memcpy(text, f + TEXT_AT + 2, n);
	text[n] = '\0';
	return text;
}

static bool same(const char *got, const char *want)
{
	if (got && strcmp(got, want) == 0)
		return true;
	fprintf(stderr, "got: %s\n", got ? got : "(something else)");
	return false;
}

/* The modem takes what was sent. */
static void take(struct rig *r, bool good)
{
	static const char bad[] = "\x02\x04\x00\x01\x00\x03\x00";
	uint16_t txid = modem_txid(r, 0);

	r->modem_len = 0;
	modem(r, frame(ATR, OWN_CID, 2, txid, SEND, good ? TLVS(OK_RESULT) : TLVS(bad)));
}

/* The gate asks for a client id of its own, and gets it. */
static void give_own(struct rig *r)
{
	CHECK_EQ(r->modem[4], 0);
	CHECK_EQ(r->modem[8], 0x22);
	modem(r, frame(0, 0, 1, modem_txid(r, 0), 0x22,
		       TLVS(OK_RESULT "\x01\x02\x00\xED\x06")));
}

static struct rig *begin(uint16_t role)
{
	struct rig *r = rig_new();
	char answer[] = OK_RESULT "\x01\x02\x00\xED\x05";

	r->port = port_session_of(PORT_KINDS);
	set_rules(&r->rules);
	rig_start(r, 0);
	rig_connect(r, 0, role, false);
	client(r, 0, frame(0, 0, 0, 9, 0x22, TLVS("\x01\x01\x00\xED")));
	uint16_t txid = modem_txid(r, 0);
	r->modem_len = 0;
	modem(r, frame(0, 0, 1, txid, 0x22, (struct cur){ (uint8_t *)answer, 12 }));
	r->client_len[0] = 0;
	give_own(r);
	r->modem_len = r->modem_len > 13 ? r->modem_len : 0;
	return r;
}

/* The same, and the modem has answered what the gate begins with. */
static struct rig *start_tunnel(uint16_t role)
{
	struct rig *r = begin(role);
	size_t alloc = 16;

	memmove(r->modem, r->modem + alloc, r->modem_len - alloc);
	r->modem_len -= alloc;
	CHECK(same(sent(r), "ATE0V1+CMEE=1\r"));
	take(r, true);
	hear(r, OWN_CID, "\r\nOK\r\n");
	r->modem_len = r->client_len[0] = 0;
	return r;
}

static void finish(struct rig *r)
{
	CHECK(rig_conserved(r));
	rig_free(r);
}

static void test_round_trip(void)
{
	struct rig *r = start_tunnel(READS);

	say(r, 0, 5, "at+csq");
	CHECK_EQ(client_error(r, 0), 0);
	r->client_len[0] = 0;
	CHECK(same(sent(r), "AT+CSQ\r"));
	hear(r, OWN_CID, "\r\n+CSQ: 20,");
	CHECK(same(heard(r, 0, 5), ""));
	hear(r, OWN_CID, "99\r\n\r\nOK\r\n");
	CHECK(same(heard(r, 0, 5), "\r\n+CSQ: 20,99\r\n\r\nOK\r\n"));
	/* by everybody's client id, too */
	say(r, 0, 5, "AT+CREG?\r\n");
	r->client_len[0] = 0;
	CHECK(same(sent(r), "AT+CREG?\r"));
	hear(r, 0xFF, "\r\n+CREG: 0,1\r\n\r\nOK\r\n");
	CHECK(same(heard(r, 0, 5), "\r\n+CREG: 0,1\r\n\r\nOK\r\n"));
	finish(r);
}

/* The gate's own terminal answers what is about that. */
static void test_local(void)
{
	struct rig *r = start_tunnel(READS);

	say(r, 0, 5, "ATE1");
	CHECK(same(sent(r), ""));
	CHECK(r->client_len[0] > 20); /* the result, and OK */
	finish(r);
}

static void test_refused(void)
{
	static const struct {
		const char *line, *command;
		uint8_t reason;
	} bad[] = {
		{ "AT+QLINUXCMD=\"id\"", "+QLINUXCMD", REASON_NOT_IN_POLICY },
		{ "at+csq;+qlinuxcmd?", "+QLINUXCMD", REASON_NOT_IN_POLICY },
		{ "AT+CFUN=1,1\r", "+CFUN", REASON_NOT_IN_POLICY },
		{ "AT+CSQ;D*99#", "D", REASON_NOT_IN_POLICY },
		{ "AT+CSQ\rAT+CFUN=1,1\r", "", REASON_AT_CHARACTER },
		{ "AT+CSQ\nAT+CFUN=1,1", "", REASON_AT_CHARACTER },
		{ "AT+CSQ\r\r\r\nA/", "", REASON_AT_CHARACTER },
		{ "A/", "", REASON_NOT_IN_POLICY },
		{ "+++", "", REASON_NOT_IN_POLICY },
		{ "AT+CSQ\x1a", "+CSQ", REASON_AT_CHARACTER },
		{ "hello", "", REASON_AT_NO_PREFIX },
		{ "A", "", REASON_AT_LINE_CUT },
		{ "", "", REASON_AT_LINE_CUT },
		{ "\r\n", "", REASON_AT_LINE_CUT },
	};
	struct rig *r = start_tunnel(READS);

	for (unsigned i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		struct audit_record a;

		r->client_len[0] = r->n_audit = 0;
		say(r, 0, 5, bad[i].line);
		a = rig_last_audit(r);
		CHECK_IN(client_error(r, 0) != 0 && client_error(r, 0) != 0xFFFF, "%s",
			 bad[i].line);
		CHECK_IN(a.protocol == AUDIT_AT && a.event == AUDIT_REFUSED && r->n_audit == 1,
			 "%s", bad[i].line);
		CHECK_IN(a.reason == bad[i].reason, "%s: %s", bad[i].line,
			 reason_word((enum reason)a.reason));
		CHECK_IN(a.reason == REASON_AT_CHARACTER || !strcmp(a.at.command, bad[i].command),
			 "%s: %s", bad[i].line, a.at.command);
		CHECK(same(sent(r), ""));
	}
	finish(r);
}

/* Message and line are granted apart. */
static void test_grants(void)
{
	struct rig *r = rig_new();

	/* without the tables of AT, whatever the policy says */
	rig_start(r, 0);
	rig_connect(r, 0, READS, false);
	allocate(r, 0, ATR, 5);
	say(r, 0, 5, "AT");
	CHECK_EQ(client_error(r, 0), 71);
	CHECK_EQ(r->modem_len, 0);
	finish(r);
	r = start_tunnel(NO_AT);
	say(r, 0, 5, "AT+CSQ");
	CHECK_EQ(client_error(r, 0), 71);
	CHECK(same(sent(r), ""));
	finish(r);
	/* what it hears is not allowed: it gets the result of its request, and no more */
	r = start_tunnel(DEAF);
	say(r, 0, 5, "AT+CSQ");
	r->client_len[0] = 0;
	CHECK(same(sent(r), "AT+CSQ\r"));
	hear(r, OWN_CID, "\r\n+CSQ: 20,99\r\n\r\nOK\r\n");
	CHECK_EQ(r->client_len[0], 0);
	CHECK_EQ(rig_last_audit(r).reason, REASON_DENIED);
	finish(r);
}

static void test_foreign(void)
{
	struct rig *r = start_tunnel(READS);

	/* nobody asked; another's client id; and words where none are expected */
	hear(r, OWN_CID, "\r\n+CGMI: \"x\"\r\n\r\nOK\r\n");
	CHECK(same(heard(r, 0, 5), ""));
	hear(r, 5, "\r\nRING\r\n");
	CHECK_EQ(rig_last_audit(r).reason, REASON_NO_OWNER);
	CHECK(same(heard(r, 0, 5), ""));
	say(r, 0, 5, "AT+CSQ");
	r->client_len[0] = 0;
	hear(r, OWN_CID, "\r\n+CGMI: \"x\"\r\nAT+CFUN=0\r\n\r\n+CSQ: 1,99\r\n\r\nOK\r\n");
	CHECK(same(heard(r, 0, 5), "\r\n+CSQ: 1,99\r\n\r\nOK\r\n"));
	/* one that is released hears nothing */
	r->modem_len = 0;
	client(r, 0, frame(0, 0, 0, 3, 0x23, TLVS("\x01\x02\x00\xED\x05")));
	modem(r, frame(0, 0, 1, modem_txid(r, 0), 0x23, TLVS(OK_RESULT "\x01\x02\x00\xED\x05")));
	r->client_len[0] = 0;
	hear(r, OWN_CID, "\r\n+CREG: 1\r\n");
	CHECK_EQ(r->client_len[0], 0);
	finish(r);
}

/* There is no data mode in a tunnel: CONNECT ends in a hang-up. */
static void test_no_data(void)
{
	struct rig *r = start_tunnel(DIALS);

	say(r, 0, 5, "ATD*99#");
	CHECK(client_error(r, 0) != 0);
	CHECK(same(sent(r), ""));
	r->client_len[0] = 0;
	say(r, 0, 5, "AT+CSQ");
	CHECK(same(sent(r), "AT+CSQ\r"));
	r->client_len[0] = 0;
	hear(r, OWN_CID, "\r\nCONNECT\r\n");
	CHECK(same(heard(r, 0, 5), "\r\nNO CARRIER\r\n"));
	rig_pass(r, 3000);
	CHECK(same(sent(r), "+++"));
	rig_pass(r, 3000);
	CHECK(r->modem_len > 0);
	CHECK_EQ(r->n_control, 0);
	finish(r);
}

static void test_entry(void)
{
	struct rig *r = start_tunnel(READS);

	say(r, 0, 5, "AT+CMGS=11");
	CHECK(same(sent(r), "AT+CMGS=11\r"));
	r->client_len[0] = 0;
	hear(r, OWN_CID, "\r\n> ");
	CHECK(same(heard(r, 0, 5), "\r\n> "));
	say(r, 0, 5, "000100089121436587000000\x1a");
	CHECK_EQ(client_error(r, 0), 0);
	CHECK(same(sent(r), "000100089121436587000000\x1a"));
	r->client_len[0] = 0;
	hear(r, OWN_CID, "\r\n+CMGS: 7\r\n\r\nOK\r\n");
	CHECK(same(heard(r, 0, 5), "\r\n+CMGS: 7\r\n\r\nOK\r\n"));
	finish(r);
}

static void test_modem_refuses(void)
{
	struct rig *r = start_tunnel(READS);

	say(r, 0, 5, "AT+CSQ");
	r->client_len[0] = 0;
	take(r, false);
	CHECK(same(heard(r, 0, 5), "\r\nERROR\r\n"));
	/* a reset: the client id is gone, and another is asked for */
	modem(r, frame(0, 0, 2, 0, 0x27, EMPTY));
	r->modem_len = 0;
	rig_pass(r, 20000);
	CHECK_EQ(r->modem[4], 0);
	CHECK_EQ(r->modem[8], 0x22);
	finish(r);
}

/* Its own client id is nobody's. */
static void test_own_id(void)
{
	struct rig *r = start_tunnel(NO_AT);

	say(r, 0, OWN_CID, "AT");
	CHECK_EQ(client_error(r, 0), 7);
	r->client_len[0] = 0;
	client(r, 0, frame(0, 0, 0, 3, 0x23, TLVS("\x01\x02\x00\xED\x06")));
	CHECK_EQ(client_error(r, 0), 7);
	CHECK_EQ(r->modem_len, 0);
	finish(r);
}

/* A reader that leaves the record of AT out, or writes nonsense in it. */
static void test_captured(void)
{
	static uint8_t record[RECORD_MAX_SIZE];
	struct bytes f = text_frame(5, 0, 1, SEND, "AT");
	struct decoder d = { SIDE_CLIENT, 0, 4096 };
	struct wtr w = { record, sizeof(record), 0 };
	struct rig *r = start_tunnel(READS);

	if (!message_decode(&d, (struct cur){ f.b, f.n }, &w))
		abort();
	session_from_client(r->s, 0, (struct cur){ w.p, w.len }, r->now_ms);
	CHECK_EQ(rig_last_control(r).kind, CONTROL_EVICT);
	CHECK_EQ(rig_last_control(r).reason, REASON_READER_CAPTURED);
	finish(r);
	r = start_tunnel(READS);
	if (!wtr_u32(&w, 9) || !wtr_u8(&w, TUNNEL_RECORD) || !wtr_u32(&w, 77))
		abort();
	session_from_client(r->s, 0, (struct cur){ w.p, w.len }, r->now_ms);
	CHECK_EQ(rig_last_control(r).kind, CONTROL_EVICT);
	CHECK_EQ(rig_last_control(r).reason, REASON_READER_CAPTURED);
	finish(r);
	r = start_tunnel(READS);
	w.len = 0;
	f = text_frame(OWN_CID, 4, 0, RECEIVED, "OK");
	d.side = SIDE_MODEM;
	if (!message_decode(&d, (struct cur){ f.b, f.n }, &w) || !wtr_u32(&w, 9) ||
	    !wtr_u8(&w, TUNNEL_RECORD) || !wtr_u32(&w, 77))
		abort();
	session_from_modem(r->s, (struct cur){ w.p, w.len }, r->now_ms);
	CHECK_EQ(rig_last_control(r).kind, CONTROL_PORT);
	CHECK_EQ(rig_last_control(r).reason, REASON_READER_CAPTURED);
	finish(r);
}

int main(void)
{
	test_round_trip();
	test_local();
	test_refused();
	test_grants();
	test_foreign();
	test_no_data();
	test_entry();
	test_modem_refuses();
	test_own_id();
	test_captured();
	return check_done();
}
