/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What holds for a payload over QMI holds over AT: the same table, played on both roads. */
#include "at_session_kit.h"
#include "content_kit.h"
#include "session_frames.h"

#include "../../proxy/channels.h"

/* ------------------------------------------------------------------ who has a channel */

static struct cur bytes_of(const char *s, size_t n)
{
	return (struct cur){ (const uint8_t *)s, n };
}
#define APDU(s) bytes_of(s, sizeof(s) - 1)

static void test_table(void)
{
	static struct channels c;

	CHECK_EQ(channels_may_use(&c, 1, 0, 5), REASON_OK); /* the basic one is everybody's */
	CHECK_EQ(channels_may_use(&c, 1, 1, 5), REASON_CHANNEL_FOREIGN);
	CHECK_EQ(channels_may_close(&c, 1, 1, 5), REASON_CHANNEL_FOREIGN);
	channels_own(&c, 1, 1, 5);
	CHECK_EQ(channels_may_use(&c, 1, 1, 5), REASON_OK);
	CHECK_EQ(channels_may_use(&c, CHANNEL_ANY_CARD, 1, 5), REASON_OK);
	CHECK_EQ(channels_may_use(&c, 2, 1, 5), REASON_CHANNEL_FOREIGN);
	CHECK_EQ(channels_may_use(&c, 1, 1, 6), REASON_CHANNEL_FOREIGN);
	CHECK_EQ(channels_may_close(&c, 1, 1, 6), REASON_CHANNEL_FOREIGN);
	channels_leave(&c, 5);
	CHECK_EQ(channels_may_use(&c, 1, 1, 5), REASON_CHANNEL_FOREIGN);
	CHECK_EQ(channels_may_close(&c, 1, 1, 6), REASON_OK);
	channels_own(&c, 1, 1, 6);
	channels_own(&c, 1, 1, 7); /* the card began anew */
	CHECK_EQ(channels_may_use(&c, 1, 1, 6), REASON_CHANNEL_FOREIGN);
	CHECK_EQ(c.n, 1);
	for (unsigned i = 0; i < 3 * CHANNELS_MAX; i++)
		channels_own(&c, 2, (uint8_t)(i % 200 + 1), 8);
	CHECK_EQ(c.n, CHANNELS_MAX);
	CHECK_EQ(channels_may_use(&c, 1, 1, 7), REASON_OK); /* its place is not another's */
	channels_own(&c, 3, 1, 9);
	CHECK_EQ(channels_may_use(&c, 3, 1, 9), REASON_CHANNEL_FOREIGN); /* no room */
}

static void test_apdus(void)
{
	static struct channels c;
	struct channel_request r = channels_of_apdu(1, APDU("\x00\x70\x00\x00\x01"));

	CHECK_EQ(r.act, CHANNEL_MANAGED_OPEN);
	CHECK_EQ(channels_may_send(&c, 1, APDU("\x01\xCA\x00\x00\x00"), 3), REASON_CHANNEL_FOREIGN);
	channels_managed(&c, &r, APDU("\x01\x6A\x81"), 3); /* refused by the card */
	CHECK_EQ(c.n, 0);
	channels_managed(&c, &r, APDU("\x01\x90\x00"), 3);
	CHECK_EQ(channels_may_send(&c, 1, APDU("\x01\xCA\x00\x00\x00"), 3), REASON_OK);
	CHECK_EQ(channels_may_send(&c, 1, APDU("\x81\xE2\x00\x00\x00"), 4), REASON_CHANNEL_FOREIGN);
	/* channel 4 and on stand elsewhere in the class (ISO 7816-4 5.4.1) */
	CHECK_EQ(channels_may_send(&c, 1, APDU("\x40\xCA\x00\x00\x00"), 3), REASON_CHANNEL_FOREIGN);
	CHECK_EQ(channels_may_send(&c, 1, APDU("\x00\x70\x80\x01"), 4), REASON_CHANNEL_FOREIGN);
	CHECK_EQ(channels_may_send(&c, 1, APDU("\x01\x70\x80\x00"), 4), REASON_CHANNEL_FOREIGN);
	CHECK_EQ(channels_may_send(&c, 1, APDU("\x00\x70\x00\x01"), 4), REASON_CHANNEL_FOREIGN);
	CHECK_EQ(channels_may_send(&c, 1, APDU("\x00\x70\x80\x01"), 3), REASON_OK);
	r = channels_of_apdu(1, APDU("\x01\x70\x80\x00"));
	CHECK_EQ(r.id, 1);
	channels_managed(&c, &r, APDU("\x90\x00"), 3);
	CHECK_EQ(c.n, 0);
	r = channels_of_apdu(1, APDU("\x00\x70\x00\x02"));
	channels_managed(&c, &r, APDU("\x91\x10"), 3);
	CHECK_EQ(channels_may_use(&c, 1, 2, 3), REASON_OK);
}

/* ------------------------------------------------------------------ a road */

enum step_kind { OPEN, SEND, SEND_IN_CLASS, CLOSE, LEAVE, COME };

/* Client `who` does that with channel `id`; OPEN gets `id` of the modem. */
static const struct step {
	enum step_kind kind;
	unsigned who;
	uint8_t id;
	bool passes;
} steps[] = {
	{ SEND, 0, 1, false }, /* nobody opened it */
	{ OPEN, 0, 1, true },
	{ SEND, 0, 1, true },
	{ SEND_IN_CLASS, 0, 1, true },
	{ SEND, 1, 1, false },
	{ SEND_IN_CLASS, 1, 1, false },
	{ CLOSE, 1, 1, false },
	{ OPEN, 1, 2, true },
	{ SEND, 0, 2, false },
	{ SEND, 1, 2, true },
	{ SEND, 0, 1, true }, /* and nothing was closed by what was refused */
	{ CLOSE, 0, 1, true },
	{ SEND, 0, 1, false },
	{ LEAVE, 1, 0, true },
	{ COME, 1, 0, true },
	{ SEND, 1, 2, false },
	{ SEND, 0, 2, false },
	{ CLOSE, 0, 2, true }, /* what a client left open anybody may close */
	{ CLOSE, 0, 2, false },
};

static void at_step(struct at_rig *r, const struct step *step, unsigned number)
{
	unsigned before = at_rig_count(r, REASON_CHANNEL_FOREIGN);
	char text[128], answer[64] = "";

	switch (step->kind) {
	case OPEN:
		snprintf(text, sizeof(text), "AT+CCHO=\"A0000000871002\"\r");
		snprintf(answer, sizeof(answer), "\r\n%u\r\n", step->id);
		break;
	case SEND:
		snprintf(text, sizeof(text), "AT+CGLA=%u,10,\"00CA000000\"\r", step->id);
		snprintf(answer, sizeof(answer), "\r\n+CGLA: 4,\"9000\"\r\n");
		break;
	case SEND_IN_CLASS:
		snprintf(text, sizeof(text), "AT+CSIM=10,\"%02XCA000000\"\r", step->id);
		snprintf(answer, sizeof(answer), "\r\n+CSIM: 4,\"9000\"\r\n");
		break;
	case CLOSE:
		snprintf(text, sizeof(text), "AT+CCHC=%u\r", step->id);
		break;
	case LEAVE:
		at_rig_gone(r, step->who);
		return;
	case COME:
		at_rig_connect(r, step->who, AT_RIG_ALL);
		return;
	}
	at_rig_client(r, step->who, text);
	CHECK_IN((*at_rig_heard(r, MODEM) != '\0') == step->passes, "AT step %u", number);
	CHECK_IN(at_rig_count(r, REASON_CHANNEL_FOREIGN) == before + !step->passes,
		 "AT step %u: no reason", number);
	if (step->passes) {
		at_rig_modem(r, answer);
		at_rig_modem(r, "\r\nOK\r\n");
		CHECK_IN(strstr(at_rig_heard(r, step->who), "OK"), "AT step %u: no answer", number);
	} else {
		CHECK_IN(strstr(at_rig_heard(r, step->who), "ERROR"), "AT step %u", number);
	}
}

static void test_channels_at(void)
{
	struct at_rig *r = at_rig_start();

	at_rig_connect(r, 0, AT_RIG_ALL);
	at_rig_connect(r, 1, AT_RIG_ALL);
	for (unsigned i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		at_step(r, &steps[i], i);
	CHECK(at_rig_conserved(r));
	at_rig_free(r);
}

enum { UIM = 0x0B, WMS = 0x05 };

static void qmi_request(struct rig *r, const struct step *step)
{
	char open[] = "\x01\x01\x00\x01\x10\x08\x00\x07\xA0\x00\x00\x00\x87\x10\x02";
	char send[] = "\x01\x01\x00\x01\x02\x07\x00\x05\x00\x00\xCA\x00\x00\x00\x10\x01\x00\x01";
	char in_class[] = "\x01\x01\x00\x01\x02\x07\x00\x05\x00\x01\xCA\x00\x00\x00";
	char close[] = "\x01\x01\x00\x01\x11\x01\x00\x01";
	uint8_t cid = (uint8_t)(step->who + 1);

	send[17] = in_class[9] = close[7] = (char)step->id;
	r->modem_len = r->client_len[step->who] = 0;
	if (step->kind == OPEN)
		client(r, step->who, frame(UIM, cid, 0, 7, 0x42, TLVS(open)));
	else if (step->kind == SEND)
		client(r, step->who, frame(UIM, cid, 0, 7, 0x3B, TLVS(send)));
	else if (step->kind == SEND_IN_CLASS)
		client(r, step->who, frame(UIM, cid, 0, 7, 0x3B, TLVS(in_class)));
	else
		client(r, step->who, frame(UIM, cid, 0, 7, 0x3F, TLVS(close)));
}

static void qmi_answer(struct rig *r, const struct step *step)
{
	char opened[] = OK_RESULT "\x10\x01\x00\x01";
	char sent[] = OK_RESULT "\x10\x04\x00\x02\x00\x90\x00";
	uint8_t cid = (uint8_t)(step->who + 1);
	uint16_t txid = modem_txid(r, 0);

	opened[10] = (char)step->id;
	if (step->kind == OPEN)
		modem(r, frame(UIM, cid, 2, txid, 0x42, TLVS(opened)));
	else if (step->kind == CLOSE)
		modem(r, frame(UIM, cid, 2, txid, 0x3F, TLVS(OK_RESULT)));
	else
		modem(r, frame(UIM, cid, 2, txid, 0x3B, TLVS(sent)));
}

static void qmi_step(struct rig *r, const struct step *step, unsigned number)
{
	if (step->kind == LEAVE) {
		rig_gone(r, step->who);
	} else if (step->kind == COME) {
		rig_connect(r, step->who, 0, true);
		allocate(r, step->who, UIM, (uint8_t)(step->who + 1));
	} else {
		qmi_request(r, step);
		CHECK_IN((r->modem_len > 0) == step->passes, "QMI step %u", number);
		if (step->passes)
			qmi_answer(r, step);
		else
			CHECK_IN(rig_last_audit(r).reason == REASON_CHANNEL_FOREIGN,
				 "QMI step %u: %s", number,
				 reason_word((enum reason)rig_last_audit(r).reason));
		CHECK_IN(step->passes ? r->client_len[step->who] > 0
				      : client_error(r, step->who) == 82,
			 "QMI step %u: answer", number);
	}
}

static void test_channels_qmi(void)
{
	struct rig *r = start(0);

	for (unsigned who = 0; who < 2; who++) {
		rig_connect(r, who, 0, true);
		allocate(r, who, UIM, (uint8_t)(who + 1));
	}
	for (unsigned i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		qmi_step(r, &steps[i], i);
	CHECK(rig_conserved(r));
	rig_free(r);
}

/* ------------------------------------------------------------------ what rules do */

/* An SMS-DELIVER of "hello" with this PID; `udl` 05 is right. 24 octets. */
#define SMS(pid, udl) "\x04\x0B\x91\x51\x55\x05\x10\x32\xF4" pid "\x00"             \
		      "\x42\x10\x10\x21\x00\x00\x40" udl "\xE8\x32\x9B\xFD\x06"
enum { SMS_OCTETS = 24 };

enum outcome { HEARD_SO, HEARD_BLANK, UNHEARD, LINK_CLOSED };

static const struct rule_case {
	const char *what, *sms;
	bool malformed, has_rule; /* a rule about what is malformed, or about its PID */
	enum rule_act act;
	enum outcome outcome;
} rule_cases[] = {
	{ "no rule", SMS("\x40", "\x05"), false, false, ACT_NONE, HEARD_SO },
	{ "a rule about another", SMS("\x00", "\x05"), false, true, ACT_NONE, HEARD_SO },
	{ "deny", SMS("\x40", "\x05"), false, true, ACT_NONE, UNHEARD },
	{ "substitute", SMS("\x40", "\x05"), false, true, ACT_SUBSTITUTE, HEARD_BLANK },
	{ "panic", SMS("\x40", "\x05"), false, true, ACT_PANIC, LINK_CLOSED },
	{ "malformed", SMS("\x00", "\x9B"), true, false, ACT_NONE, UNHEARD },
	{ "malformed, deny", SMS("\x00", "\x9B"), true, true, ACT_NONE, UNHEARD },
	{ "malformed, substitute", SMS("\x00", "\x9B"), true, true, ACT_SUBSTITUTE, HEARD_BLANK },
	{ "malformed, panic", SMS("\x00", "\x9B"), true, true, ACT_PANIC, LINK_CLOSED },
};

static void add_rule(struct ruleset *rs, const struct rule_case *c)
{
	const uint32_t kinds = KIND(SMS_DELIVERED) | KIND(SMS_ROUTED);

	if (c->has_rule && c->malformed)
		deny_malformed(rs, kinds, c->act);
	else if (c->has_rule)
		deny_payload(rs, kinds, FACT_SMS_PID, 0x40, c->act);
}

static void rule_at(const struct rule_case *c)
{
	struct at_rig *r = at_rig_start();
	char hex[2 * SMS_OCTETS + 1], line[128];
	const char *heard, *pdu;

	add_rule(&r->rules, c);
	at_rig_connect(r, 0, AT_RIG_ALL);
	for (unsigned i = 0; i < SMS_OCTETS; i++)
		snprintf(&hex[2 * i], 3, "%02X", (uint8_t)c->sms[i]);
	snprintf(line, sizeof(line), "\r\n+CMT: ,24\r\n00%s\r\n", hex);
	at_rig_modem(r, line);
	heard = at_rig_heard(r, 0);
	pdu = strstr(heard, "\r\n00");
	CHECK_IN((pdu != NULL) == (c->outcome == HEARD_SO || c->outcome == HEARD_BLANK),
		 "AT: %s: \"%s\"", c->what, heard);
	if (pdu)
		CHECK_IN((strncmp(&pdu[4], hex, sizeof(hex) - 1) == 0) == (c->outcome == HEARD_SO),
			 "AT: %s: \"%s\"", c->what, heard);
	CHECK_IN((r->n_control == 1 && r->control[0].reason == REASON_PANIC) ==
			 (c->outcome == LINK_CLOSED), "AT: %s", c->what);
	at_rig_free(r);
}

/* Where the octets of the message stand in what the client heard. */
static const uint8_t *qmi_sms(const struct rig *r)
{
	static const uint8_t head[] = { 1, 7, 0, 0, 0, 6, SMS_OCTETS, 0 };

	for (size_t i = 0; i + sizeof(head) + SMS_OCTETS <= r->client_len[0]; i++)
		if (memcmp(&r->client[0][i], head, sizeof(head)) == 0)
			return &r->client[0][i + sizeof(head)];
	return NULL;
}

static void rule_qmi(const struct rule_case *c)
{
	struct rig *r = start(0);
	/* ack-indicator, transaction, format (6: GSM point to point), length */
	char tlv[11 + SMS_OCTETS] = "\x11\x20\x00\x01\x07\x00\x00\x00\x06\x18\x00";
	const uint8_t *sms;

	memcpy(&tlv[11], c->sms, SMS_OCTETS);
	add_rule(&r->rules, c);
	rig_connect(r, 0, 0, true);
	allocate(r, 0, WMS, 1);
	modem(r, frame(WMS, 1, 4, 1, 0x01, BYTES(tlv)));
	sms = qmi_sms(r);
	CHECK_IN((sms != NULL) == (c->outcome == HEARD_SO || c->outcome == HEARD_BLANK),
		 "QMI: %s: %zu bytes", c->what, r->client_len[0]);
	if (sms)
		CHECK_IN((memcmp(sms, c->sms, SMS_OCTETS) == 0) == (c->outcome == HEARD_SO),
			 "QMI: %s", c->what);
	CHECK_IN((rig_last_control(r).kind == CONTROL_PORT &&
		  rig_last_control(r).reason == REASON_PANIC) == (c->outcome == LINK_CLOSED),
		 "QMI: %s", c->what);
	CHECK(rig_conserved(r));
	rig_free(r);
}

/* ------------------------------------------------------------------ main */

int main(void)
{
	test_table();
	test_apdus();
	test_channels_at();
	test_channels_qmi();
	for (unsigned i = 0; i < sizeof(rule_cases) / sizeof(rule_cases[0]); i++) {
		rule_at(&rule_cases[i]);
		rule_qmi(&rule_cases[i]);
	}
	return check_done();
}
