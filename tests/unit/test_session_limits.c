/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The session: quotas, time, slow clients and ports, the lobby, aborts, captured readers. */
#include "session_frames.h"

#include <errno.h>

static void test_quotas(void)
{
	struct rig *r = rig_new();

	r->rules.limits[LIMIT_CLIENT_IDS] = 2;
	r->rules.limits[LIMIT_OUTSTANDING] = 3;
	rig_start(r, 0);
	rig_connect(r, 0, 0, false);
	allocate(r, 0, 2, 5);
	allocate(r, 0, 2, 6);
	client(r, 0, frame(0, 0, 0, 9, 0x22, TLVS("\x01\x01\x00\x02")));
	CHECK_EQ(client_error(r, 0), 5);
	CHECK_EQ(rig_last_audit(r).reason, REASON_CLIENT_ID_QUOTA);
	for (uint16_t i = 0; i < 4; i++)
		client(r, 0, frame(2, 5, 0, i, 0x22, EMPTY));
	CHECK_EQ(r->modem_len, 3 * 13);
	CHECK_EQ(client_error(r, 0), 68);
	CHECK_EQ(rig_last_audit(r).reason, REASON_OUTSTANDING_QUOTA);
	CHECK(rig_conserved(r));
	rig_free(r);
}

static void test_no_answer(void)
{
	struct rig *r = start(0);
	uint16_t txid;

	rig_connect(r, 0, 0, false);
	allocate(r, 0, 2, 5);
	client(r, 0, frame(2, 5, 0, 1, 0x22, EMPTY));
	txid = modem_txid(r, 0);
	rig_pass(r, 319999);
	CHECK_EQ(r->client_len[0], 0);
	rig_pass(r, 1);
	CHECK_EQ(client_error(r, 0), 3);
	CHECK_EQ(rig_last_audit(r).reason, REASON_NO_ANSWER);
	modem(r, frame(2, 5, 2, txid, 0x22, TLVS(OK_RESULT "\x01\x01\x00X")));
	CHECK_EQ(rig_last_audit(r).reason, REASON_UNMATCHED);
	CHECK(rig_conserved(r));
	rig_free(r);
}

/* One client's share of the table is such that all that may come find a place in it. */
static void test_fair_share(void)
{
	struct rig *r = rig_new();

	r->rules.limits[LIMIT_OUTSTANDING] = 1024;
	r->rules.limits[LIMIT_CLIENTS] = 64;
	rig_start(r, 0);
	rig_connect(r, 0, 0, false);
	allocate(r, 0, 2, 5);
	for (uint16_t i = 0; i < 65; i++)
		client(r, 0, frame(2, 5, 0, i, 0x22, EMPTY));
	CHECK_EQ(r->modem_len, 64 * 13);
	CHECK_EQ(rig_last_audit(r).reason, REASON_OUTSTANDING_QUOTA);
	rig_free(r);
}

/* WMS raw send of as many octets as a frame of the tests holds, in a form that nobody knows. */
static struct bytes large_request(uint16_t txid)
{
	uint8_t tlv[480] = { 0x01, 477 & 0xFF, 477 >> 8, 9, 474 & 0xFF, 474 >> 8 };

	return frame(5, 5, 0, txid, 0x20, BYTES(tlv));
}

/* A port that takes nothing: what waits for it has a bound, and what goes beyond is answered. */
static void test_busy_port(void)
{
	struct rig *r = start(0);
	uint16_t sent = 0;

	for (unsigned slot = 0; slot < 6; slot++) {
		rig_connect(r, slot, 0, false);
		allocate(r, slot, 5, (uint8_t)(slot + 1));
	}
	r->modem_takes = 0;
	for (unsigned slot = 0; slot < 6; slot++)
		for (unsigned i = 0; i < 128; i++) {
			struct bytes f = large_request(sent++);

			f.b[5] = (uint8_t)(slot + 1);
			client(r, slot, f);
		}
	CHECK_EQ(rig_last_audit(r).reason, REASON_PORT_BUSY);
	CHECK_EQ(client_error(r, 5), 68);
	CHECK(rig_conserved(r));
	r->modem_takes = -1;
	session_modem_ready(r->s, r->now_ms);
	CHECK(!session_modem_waiting(r->s));
	CHECK(rig_conserved(r));
	rig_free(r);
}

static void test_oversize(void)
{
	struct rig *r = rig_new();

	r->max_write = 492;
	rig_start(r, 0);
	rig_connect(r, 0, 0, false);
	allocate(r, 0, 5, 5);
	client(r, 0, large_request(1));
	CHECK_EQ(r->modem_len, 0);
	CHECK_EQ(client_error(r, 0), 19);
	CHECK_EQ(rig_last_audit(r).reason, REASON_PORT_OVERSIZE);
	CHECK(rig_conserved(r));
	r->max_write = 493;
	rig_start(r, 0);
	rig_connect(r, 0, 0, false);
	allocate(r, 0, 5, 5);
	client(r, 0, large_request(1));
	CHECK_EQ(r->modem_len, 493);
	rig_free(r);
}

/* Sensor core, service 0x0190, over the frame that libqmi has for such services. */
static void test_wide_service(void)
{
	static const uint8_t control[] = { 0x02, 14, 0, 0x90, 0x01, 1, 0, 7, 0, 0x20, 0,
					   3,	 0,  0x01, 0, 0 };
	struct rig *r = start(0);

	rig_connect(r, 0, 0, false);
	rig_client(r, 0, control, sizeof(control) - 1);
	CHECK_EQ(rig_last_audit(r).reason, REASON_BODY_LENGTH);
	r->client_len[0] = 0;
	rig_client(r, 0, (const uint8_t[]){ 0x02, 12, 0, 0x90, 1, 1, 0, 7, 0, 9, 9, 0, 0 }, 13);
	CHECK_EQ(rig_last_audit(r).reason, REASON_SERVICE_ID_WIDE);
	CHECK_EQ(r->client[0][0], 0x02);
	CHECK_EQ(client_error(r, 0), 94);
	CHECK_EQ(r->modem_len, 0);
	CHECK(rig_conserved(r));
	rig_free(r);
}

static void test_lost(void)
{
	struct rig *r = start(0);
	uint8_t record[64];
	struct wtr w = { record, sizeof(record), 0 };

	CHECK(message_signal(RECORD_LOST, 0, &w));
	session_from_modem(r->s, (struct cur){ w.p, w.len }, r->now_ms);
	CHECK_EQ(rig_last_audit(r).reason, REASON_MESSAGES_LOST);
	CHECK_EQ(r->n_control, 0);
	rig_free(r);
}

/* 300 control requests of which none is answered: the 8-bit ids run out, and are never shared. */
static void test_ctl_exhaustion(void)
{
	struct rig *r = rig_new();
	bool seen[256] = { false };

	r->rules.limits[LIMIT_OUTSTANDING] = 1024;
	r->rules.limits[LIMIT_CLIENTS] = 4;
	rig_start(r, 0);
	rig_connect(r, 0, 0, false);
	for (unsigned i = 0; i < 300; i++) {
		r->modem_len = 0;
		client(r, 0, frame(0, 0, 0, (uint16_t)(i & 0xFF), 0x21, EMPTY));
		if (i < 255) {
			CHECK_EQ(r->modem_len, 12);
			CHECK(!seen[r->modem[7]] && r->modem[7] != 0);
			seen[r->modem[7]] = true;
		} else {
			CHECK_EQ(r->modem_len, 0);
			CHECK_EQ(rig_last_audit(r).reason, REASON_TRANSACTIONS_EXHAUSTED);
		}
	}
	CHECK(rig_conserved(r));
	rig_free(r);
}

static void test_slow_client(void)
{
	struct rig *r = rig_new();

	r->rules.limits[LIMIT_QUEUE] = 8192;
	rig_start(r, 0);
	rig_connect(r, 0, 0, false);
	rig_connect(r, 1, 0, false);
	allocate(r, 0, 2, 5);
	allocate(r, 1, 2, 6);
	r->client_takes[0] = 20;
	for (unsigned i = 0; i < 100; i++) /* 1,700 bytes wait */
		modem(r, frame(2, 0xFF, 4, 0, 1, TLVS("\x14\x01\x00\x00")));
	CHECK_EQ(r->client_len[1], 1700);
	CHECK(session_client_waiting(r->s, 0));
	rig_pass(r, 4999);
	CHECK_EQ(r->n_control, 0);
	rig_pass(r, 1);
	CHECK_EQ(rig_last_control(r).kind, CONTROL_EVICT);
	CHECK_EQ(rig_last_control(r).slot, 0);
	CHECK_EQ(rig_last_audit(r).reason, REASON_CLIENT_SLOW);
	/* one that fills its queue goes at once */
	r->client_takes[1] = 0;
	for (unsigned i = 0; i < 600; i++)
		modem(r, frame(2, 0xFF, 4, 0, 1, TLVS("\x14\x01\x00\x00")));
	CHECK_EQ(rig_last_control(r).slot, 1);
	CHECK(rig_conserved(r));
	rig_free(r);
}

/* A port that takes nothing, or half a frame: the rest goes first, and the order stays. */
static void test_slow_port(void)
{
	struct rig *r = start(0);

	rig_connect(r, 0, 0, false);
	allocate(r, 0, 2, 5);
	r->modem_takes = 5;
	for (uint16_t i = 0; i < 3; i++)
		client(r, 0, frame(2, 5, 0, i, 0x22, EMPTY));
	CHECK_EQ(r->modem_len, 5);
	CHECK(session_modem_waiting(r->s));
	CHECK(rig_conserved(r));
	r->modem_takes = 10;
	session_modem_ready(r->s, r->now_ms);
	r->modem_takes = 3;
	session_modem_ready(r->s, r->now_ms);
	r->modem_takes = -1;
	session_modem_ready(r->s, r->now_ms);
	CHECK_EQ(r->modem_len, 39);
	for (unsigned i = 0; i < 3; i++)
		CHECK(r->modem[13 * i] == 1 && r->modem[13 * i + 9] == 0x22);
	CHECK(!session_modem_waiting(r->s));
	CHECK(rig_conserved(r));
	/* a port that is gone takes the link with it */
	r->modem_error = -EPIPE;
	client(r, 0, frame(2, 5, 0, 9, 0x22, EMPTY));
	CHECK_EQ(rig_last_control(r).kind, CONTROL_PORT);
	CHECK(rig_conserved(r));
	rig_free(r);
}

/* A client that only closed its sending half still gets its answers, then leaves. */
static void test_half_close(void)
{
	struct rig *r = start(0);

	rig_connect(r, 0, 0, false);
	allocate(r, 0, 2, 5);
	client(r, 0, frame(2, 5, 0, 1, 0x22, EMPTY));
	rig_end(r, 0);
	CHECK_EQ(r->n_control, 0);
	modem(r, frame(2, 5, 2, modem_txid(r, 0), 0x22, TLVS(OK_RESULT "\x01\x01\x00X")));
	CHECK_EQ(r->client_len[0], 24);
	CHECK_EQ(rig_last_control(r).kind, CONTROL_EVICT);
	/* one that is gone for good leaves at once */
	rig_connect(r, 1, 0, false);
	allocate(r, 1, 2, 6);
	client(r, 1, frame(2, 6, 0, 1, 0x22, EMPTY));
	session_client_hangup(r->s, 1, r->now_ms);
	rig_end(r, 1);
	CHECK_EQ(rig_last_control(r).slot, 1);
	CHECK(rig_conserved(r));
	rig_free(r);
}

static void test_lobby(void)
{
	struct rig *r = start(UINT16_MAX);

	rig_connect(r, 0, 0, false);
	client(r, 0, frame(0, 0, 0, 3, 0xFF00, TLVS("\x01\x0d\x00/dev/cdc-wdm0")));
	CHECK_EQ(rig_last_control(r).kind, CONTROL_ROUTE);
	CHECK_EQ(rig_last_control(r).link, 0);
	CHECK_EQ(rig_last_control(r).txid, 3);
	rig_connect(r, 1, 0, false);
	client(r, 1, frame(0, 0, 0, 3, 0xFF00, TLVS("\x01\x09\x00/dev/null")));
	CHECK_EQ(client_error(r, 1), 82);
	CHECK_EQ(rig_last_audit(r).reason, REASON_DEVICE_NOT_ALLOWED);
	CHECK_EQ(rig_last_control(r).kind, CONTROL_EVICT);
	rig_connect(r, 2, 0, false);
	client(r, 2, frame(0, 0, 0, 1, 0x22, TLVS("\x01\x01\x00\x02")));
	CHECK_EQ(client_error(r, 2), 70);
	CHECK_EQ(rig_last_audit(r).reason, REASON_NOT_OPEN);
	rig_connect(r, 3, 0, false);
	rig_pass(r, 9999);
	CHECK_EQ(rig_last_control(r).slot, 2);
	rig_pass(r, 1);
	CHECK_EQ(rig_last_control(r).slot, 3);
	CHECK_EQ(rig_last_audit(r).reason, REASON_OPEN_TIMEOUT);
	/* the link is not to be had after all */
	session_control(r->s,
			&(struct control){ .kind = CONTROL_REFUSED, .slot = 0, .marker = 1,
					   .txid = 3, .reason = REASON_DEVICE_ABSENT },
			r->now_ms);
	CHECK_EQ(client_error(r, 0), 52);
	CHECK(rig_conserved(r));
	rig_free(r);
}

static void test_internal_messages(void)
{
	struct rig *r = start(0);

	rig_connect(r, 0, 0, true);
	client(r, 0, frame(0, 0, 0, 3, 0xFF00, TLVS("\x01\x0d\x00/dev/cdc-wdm0")));
	CHECK_EQ(client_error(r, 0), 70);
	CHECK_EQ(rig_last_audit(r).reason, REASON_REOPEN);
	client(r, 0, frame(0, 0, 0, 3, 0xFF22, TLVS("\x01\x02\x00\x90\x01")));
	CHECK_EQ(client_error(r, 0), 94);
	CHECK_EQ(rig_last_audit(r).reason, REASON_INTERNAL_MESSAGE);
	CHECK_EQ(r->modem_len, 0);
	CHECK(rig_conserved(r));
	rig_free(r);
}

static void test_abort(void)
{
	struct rig *r = start(0);
	uint16_t txid;

	rig_connect(r, 0, 0, false);
	allocate(r, 0, 1, 5);
	client(r, 0, frame(1, 5, 0, 0x77, 0x2D, TLVS("\x10\x04\x00\xff\xff\xff\xff")));
	txid = modem_txid(r, 0);
	r->modem_len = 0;
	client(r, 0, frame(1, 5, 0, 0x78, 0x02, TLVS("\x01\x02\x00\x77\x00")));
	CHECK_EQ(r->modem_len, 18);
	CHECK_EQ(r->modem[16] + 256 * r->modem[17], txid);
	client(r, 0, frame(1, 5, 0, 0x79, 0x02, TLVS("\x01\x02\x00\x66\x00")));
	CHECK_EQ(client_error(r, 0), 22);
	CHECK_EQ(rig_last_audit(r).reason, REASON_TRANSACTION_UNKNOWN);
	CHECK_EQ(r->modem_len, 18);
	CHECK(rig_conserved(r));
	rig_free(r);
}

/* A record that no reader of ours writes ends the client, or the link. */
static void test_captured(void)
{
	static const uint8_t bad[] = { 40, 0, 0, 0, 0, 9, 9, 9 };
	struct rig *r = start(0);

	rig_connect(r, 0, 0, false);
	session_from_client(r->s, 0, (struct cur){ bad, sizeof(bad) }, r->now_ms);
	CHECK_EQ(rig_last_control(r).kind, CONTROL_EVICT);
	CHECK_EQ(rig_last_control(r).reason, REASON_READER_CAPTURED);
	session_from_modem(r->s, (struct cur){ bad, sizeof(bad) }, r->now_ms);
	CHECK_EQ(rig_last_control(r).kind, CONTROL_PORT);
	CHECK_EQ(r->modem_len, 0);
	rig_free(r);
}

int main(void)
{
	test_quotas();
	test_no_answer();
	test_fair_share();
	test_busy_port();
	test_oversize();
	test_wide_service();
	test_lost();
	test_ctl_exhaustion();
	test_slow_client();
	test_slow_port();
	test_half_close();
	test_lobby();
	test_internal_messages();
	test_abort();
	test_captured();
	return check_done();
}
