/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The session: ownership of client ids, matching of answers, resets, quotas, slow clients, time. */
#include "../check.h"
#include "../session_rig.h"

#include <errno.h>
#include <stdlib.h>

struct bytes {
	uint8_t b[512];
	size_t n;
};

/* A QMUX frame of service data: type bits, transaction, message, TLVs. */
static struct bytes frame(uint8_t service, uint8_t cid, uint8_t bits, uint16_t txid, uint16_t id,
			  const char *tlvs, size_t n)
{
	struct bytes f = { .n = 0 };
	struct wtr w = { f.b, sizeof(f.b), 0 };
	size_t sdu = (service ? 7 : 6) + n;
	bool ok = wtr_u8(&w, 1) && wtr_u16(&w, (uint16_t)(5 + sdu)) && wtr_u8(&w, 0) &&
		  wtr_u8(&w, service) && wtr_u8(&w, cid) && wtr_u8(&w, bits) &&
		  (service ? wtr_u16(&w, txid) : wtr_u8(&w, (uint8_t)txid)) && wtr_u16(&w, id) &&
		  wtr_u16(&w, (uint16_t)n) &&
		  wtr_bytes(&w, (struct cur){ (const uint8_t *)tlvs, n });

	if (!ok)
		abort();
	f.n = w.len;
	return f;
}

#define TLVS(s) s, sizeof(s) - 1
#define OK_RESULT "\x02\x04\x00\x00\x00\x00\x00"

static void client(struct rig *r, unsigned slot, struct bytes f)
{
	rig_client(r, slot, f.b, f.n);
}

static void modem(struct rig *r, struct bytes f)
{
	rig_modem(r, f.b, f.n);
}

/* The transaction id of the last frame of CTL (1 byte) or of a service (2) that the modem got. */
static uint16_t modem_txid(const struct rig *r, size_t frame_at)
{
	const uint8_t *f = r->modem + frame_at;

	return f[4] == 0 ? f[7] : (uint16_t)(f[7] + 256 * f[8]);
}

/* The QMI error of the response with which a client's bytes end: 0 success, 0xFFFF none. */
static uint16_t client_error(const struct rig *r, unsigned slot)
{
	size_t n = r->client_len[slot];
	const uint8_t *end = r->client[slot] + n;

	return n < 7 || end[-7] != 0x02 ? 0xFFFF : (uint16_t)(end[-2] + 256 * end[-1]);
}

static struct rig *start(uint16_t link)
{
	struct rig *r = rig_new();

	rig_start(r, link);
	return r;
}

/* Has the client get client id `cid` of `service` from the modem. */
static void allocate(struct rig *r, unsigned slot, uint8_t service, uint8_t cid)
{
	char tlv[] = { 1, 1, 0, (char)service };
	char answer[] = { 2, 4, 0, 0, 0, 0, 0, 1, 2, 0, (char)service, (char)cid };

	r->modem_len = 0;
	client(r, slot, frame(0, 0, 0, 9, 0x22, tlv, sizeof(tlv)));
	modem(r, frame(0, 0, 1, modem_txid(r, 0), 0x22, answer, sizeof(answer)));
	r->modem_len = 0;
	r->client_len[slot] = 0;
}

static void test_round_trip(void)
{
	struct rig *r = start(0);

	rig_connect(r, 0, 0, true);
	CHECK_EQ(client_error(r, 0), 0);
	allocate(r, 0, 2, 5);
	client(r, 0, frame(2, 5, 0, 0x1234, 0x22, NULL, 0));
	CHECK_EQ(r->modem_len, 13);
	CHECK(modem_txid(r, 0) != 0);
	modem(r, frame(2, 5, 2, modem_txid(r, 0), 0x22, TLVS(OK_RESULT "\x01\x01\x00X")));
	CHECK_EQ(r->client_len[0], 13 + 7 + 4);
	CHECK_EQ(r->client[0][3], 0x80);
	CHECK_EQ(r->client[0][7] + 256 * r->client[0][8], 0x1234);
	/* the same answer a second time answers nothing */
	modem(r, frame(2, 5, 2, modem_txid(r, 0), 0x22, TLVS(OK_RESULT "\x01\x01\x00X")));
	CHECK_EQ(r->client_len[0], 13 + 7 + 4);
	CHECK_EQ(rig_last_audit(r).reason, REASON_UNMATCHED);
	CHECK(rig_conserved(r));
	rig_free(r);
}

static void test_ownership(void)
{
	struct rig *r = start(0);

	rig_connect(r, 0, 0, false);
	rig_connect(r, 1, 0, false);
	allocate(r, 0, 2, 5);
	/* another's client id: neither to use nor to release */
	client(r, 1, frame(2, 5, 0, 1, 0x22, NULL, 0));
	CHECK_EQ(client_error(r, 1), 7);
	CHECK_EQ(rig_last_audit(r).reason, REASON_CLIENT_ID_FOREIGN);
	r->client_len[1] = 0;
	client(r, 1, frame(0, 0, 0, 1, 0x23, TLVS("\x01\x02\x00\x02\x05")));
	CHECK_EQ(client_error(r, 1), 7);
	CHECK_EQ(r->modem_len, 0);
	/* SYNC is answered here */
	r->client_len[1] = 0;
	client(r, 1, frame(0, 0, 0, 0, 0x27, NULL, 0));
	CHECK_EQ(client_error(r, 1), 0);
	CHECK_EQ(r->modem_len, 0);
	/* its own it may release, and then no longer use */
	client(r, 0, frame(0, 0, 0, 3, 0x23, TLVS("\x01\x02\x00\x02\x05")));
	modem(r, frame(0, 0, 1, modem_txid(r, 0), 0x23,
		       TLVS(OK_RESULT "\x01\x02\x00\x02\x05")));
	CHECK_EQ(r->client[0][16], 5);
	client(r, 0, frame(2, 5, 0, 4, 0x22, NULL, 0));
	CHECK_EQ(client_error(r, 0), 7);
	CHECK(rig_conserved(r));
	rig_free(r);
}

static void test_bogus_allocation(void)
{
	static const struct {
		uint8_t service, cid, reason;
	} bogus[] = { { 3, 1, REASON_SERVICE_MISMATCH },  { 2, 0, REASON_SERVICE_MISMATCH },
		      { 2, 255, REASON_SERVICE_MISMATCH }, { 0, 1, REASON_SERVICE_MISMATCH },
		      { 2, 5, REASON_CLIENT_ID_FOREIGN } };
	struct rig *r = start(0);

	rig_connect(r, 0, 0, false);
	rig_connect(r, 1, 0, false);
	allocate(r, 0, 2, 5);
	for (unsigned i = 0; i < sizeof(bogus) / sizeof(bogus[0]); i++) {
		char answer[] = { 2, 4, 0, 0, 0, 0, 0, 1, 2, 0,
				  (char)bogus[i].service, (char)bogus[i].cid };

		r->modem_len = r->client_len[1] = 0;
		client(r, 1, frame(0, 0, 0, 9, 0x22, TLVS("\x01\x01\x00\x02")));
		modem(r, frame(0, 0, 1, modem_txid(r, 0), 0x22, answer, sizeof(answer)));
		CHECK_EQ(rig_last_audit(r).reason, bogus[i].reason);
		CHECK(client_error(r, 1) != 0 && client_error(r, 1) != 0xFFFF);
	}
	CHECK(rig_conserved(r));
	rig_free(r);
}

static void test_policy(void)
{
	struct rig *r = start(0);

	rig_connect(r, 0, 1, false);
	client(r, 0, frame(0, 0, 0, 9, 0x22, TLVS("\x01\x01\x00\x02")));
	CHECK_EQ(client_error(r, 0), 31);
	CHECK_EQ(rig_last_audit(r).reason, REASON_UNKNOWN_SERVICE);
	client(r, 0, frame(2, 1, 0, 9, 0x22, NULL, 0));
	CHECK_EQ(client_error(r, 0), 71);
	CHECK_EQ(rig_last_audit(r).rule, RULE_IMPLICIT);
	CHECK_EQ(r->modem_len, 0);
	/* the version info shows nothing but CTL to a role that may use nothing */
	client(r, 0, frame(0, 0, 0, 1, 0x21, NULL, 0));
	r->client_len[0] = 0;
	modem(r, frame(0, 0, 1, modem_txid(r, 0), 0x21,
		       TLVS(OK_RESULT "\x01\x0b\x00\x02\x00\x01\x00\x05\x00\x02\x01\x00\x0e\x00")));
	CHECK_EQ(r->client_len[0], 12 + 3 + 1 + 5 + 7);
	CHECK(rig_conserved(r));
	rig_free(r);
}

static void test_mismatches(void)
{
	struct rig *r = start(0);
	uint16_t txid;

	rig_connect(r, 0, 0, false);
	allocate(r, 0, 2, 5);
	client(r, 0, frame(2, 5, 0, 1, 0x22, NULL, 0));
	txid = modem_txid(r, 0);
	modem(r, frame(2, 6, 2, txid, 0x22, TLVS(OK_RESULT "\x01\x01\x00X")));
	CHECK_EQ(rig_last_audit(r).reason, REASON_UNMATCHED);
	modem(r, frame(3, 5, 2, txid, 0x22, TLVS(OK_RESULT)));
	CHECK_EQ(r->client_len[0], 0);
	/* another message id under the right transaction: the request has failed */
	modem(r, frame(2, 5, 2, txid, 0x23, TLVS(OK_RESULT "\x01\x01\x00X")));
	CHECK_EQ(rig_last_audit(r).reason, REASON_MESSAGE_ID_MISMATCH);
	CHECK_EQ(client_error(r, 0), 4);
	/* a malformed answer fails it as well, at once */
	r->modem_len = r->client_len[0] = 0;
	client(r, 0, frame(2, 5, 0, 2, 0x22, NULL, 0));
	modem(r, frame(2, 5, 2, modem_txid(r, 0), 0x22, TLVS(OK_RESULT "\x01\x09\x00X")));
	CHECK_EQ(rig_last_audit(r).reason, REASON_TLV_TRUNCATED);
	CHECK_EQ(client_error(r, 0), 1);
	CHECK(rig_conserved(r));
	rig_free(r);
}

static void test_indications(void)
{
	struct rig *r = start(0);

	rig_connect(r, 0, 0, false);
	rig_connect(r, 1, 0, false);
	allocate(r, 0, 2, 5);
	allocate(r, 0, 2, 6);
	allocate(r, 1, 2, 7);
	modem(r, frame(2, 5, 4, 0, 1, TLVS("\x14\x01\x00\x00")));
	CHECK_EQ(r->client_len[0], 17);
	CHECK_EQ(r->client_len[1], 0);
	/* a broadcast reaches each owner once, also one with two ids */
	modem(r, frame(2, 0xFF, 4, 0, 1, TLVS("\x14\x01\x00\x00")));
	CHECK_EQ(r->client_len[0], 2 * 17);
	CHECK_EQ(r->client_len[1], 17);
	modem(r, frame(2, 9, 4, 0, 1, TLVS("\x14\x01\x00\x00")));
	CHECK_EQ(rig_last_audit(r).reason, REASON_NO_OWNER);
	/* not beyond the limit */
	for (unsigned i = 0; i < 1100; i++)
		modem(r, frame(2, 5, 4, 0, 1, TLVS("\x14\x01\x00\x00")));
	CHECK_EQ(rig_last_audit(r).reason, REASON_INDICATION_RATE);
	CHECK_EQ(r->client_len[0], 17 * (2 + 1000 - 3));
	rig_pass(r, 1000);
	modem(r, frame(2, 5, 4, 0, 1, TLVS("\x14\x01\x00\x00")));
	CHECK_EQ(r->client_len[0], 17 * (2 + 1000 - 3 + 1));
	CHECK(rig_conserved(r));
	rig_free(r);
}

static void test_reset(void)
{
	struct rig *r = start(0);

	rig_connect(r, 0, 0, false);
	allocate(r, 0, 2, 5);
	allocate(r, 0, 3, 1);
	client(r, 0, frame(2, 5, 0, 1, 0x22, NULL, 0));
	modem(r, frame(0, 0, 2, 0, 0x24, TLVS("\x01\x02\x00\x02\x05")));
	CHECK(r->client_len[0] >= 20);
	CHECK_EQ(r->client[0][18], 4); /* Aborted, then the indication itself */
	r->client_len[0] = 0;
	client(r, 0, frame(2, 5, 0, 2, 0x22, NULL, 0));
	CHECK_EQ(client_error(r, 0), 7);
	client(r, 0, frame(3, 1, 0, 3, 0x20, NULL, 0));
	modem(r, frame(0, 0, 2, 0, 0x27, NULL, 0));
	r->client_len[0] = 0;
	client(r, 0, frame(3, 1, 0, 4, 0x20, NULL, 0));
	CHECK_EQ(client_error(r, 0), 7);
	CHECK(rig_conserved(r));
	rig_free(r);
}

static void test_gone(void)
{
	struct rig *r = start(0);
	uint16_t txid;

	rig_connect(r, 0, 0, false);
	allocate(r, 0, 2, 5);
	client(r, 0, frame(2, 5, 0, 1, 0x22, NULL, 0));
	txid = modem_txid(r, 0);
	r->modem_len = 0;
	rig_gone(r, 0);
	CHECK_EQ(rig_last_control(r).kind, CONTROL_FREE);
	/* no grace: the gate itself gives the id back */
	CHECK_EQ(r->modem_len, 17);
	CHECK_EQ(r->modem[8], 0x23);
	CHECK_EQ(r->modem[16], 5);
	modem(r, frame(2, 5, 2, txid, 0x22, TLVS(OK_RESULT "\x01\x01\x00X")));
	CHECK_EQ(rig_last_audit(r).reason, REASON_CLIENT_GONE);
	modem(r, frame(0, 0, 1, modem_txid(r, 0), 0x23, TLVS(OK_RESULT "\x01\x02\x00\x02\x05")));
	CHECK(rig_conserved(r));
	rig_free(r);
}

static void test_adoption(void)
{
	struct rig *r = start(0);

	rig_connect(r, 0, 2, false);
	allocate(r, 0, 2, 5);
	rig_gone(r, 0);
	CHECK_EQ(r->modem_len, 0);
	/* of another role: no; of the same: yes; after the grace: released */
	rig_connect(r, 1, 0, false);
	client(r, 1, frame(2, 5, 0, 1, 0x22, NULL, 0));
	CHECK_EQ(client_error(r, 1), 7);
	rig_connect(r, 0, 2, false);
	client(r, 0, frame(2, 5, 0, 1, 0x22, NULL, 0));
	CHECK_EQ(r->modem_len, 13);
	modem(r, frame(2, 5, 2, modem_txid(r, 0), 0x22, TLVS(OK_RESULT "\x01\x01\x00X")));
	rig_gone(r, 0);
	r->modem_len = 0;
	rig_pass(r, 59999);
	CHECK_EQ(r->modem_len, 0);
	rig_pass(r, 1);
	CHECK_EQ(r->modem_len, 17);
	CHECK(rig_conserved(r));
	rig_free(r);
}

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
	for (uint16_t i = 0; i < 4; i++)
		client(r, 0, frame(2, 5, 0, i, 0x22, NULL, 0));
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
	client(r, 0, frame(2, 5, 0, 1, 0x22, NULL, 0));
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

/* 300 control requests of which none is answered: the 8-bit ids run out, and are never shared. */
static void test_ctl_exhaustion(void)
{
	struct rig *r = rig_new();
	bool seen[256] = { false };

	r->rules.limits[LIMIT_OUTSTANDING] = 1024;
	rig_start(r, 0);
	rig_connect(r, 0, 0, false);
	for (unsigned i = 0; i < 300; i++) {
		r->modem_len = 0;
		client(r, 0, frame(0, 0, 0, (uint16_t)(i & 0xFF), 0x21, NULL, 0));
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
		client(r, 0, frame(2, 5, 0, i, 0x22, NULL, 0));
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
	client(r, 0, frame(2, 5, 0, 9, 0x22, NULL, 0));
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
	client(r, 0, frame(2, 5, 0, 1, 0x22, NULL, 0));
	rig_end(r, 0);
	CHECK_EQ(r->n_control, 0);
	modem(r, frame(2, 5, 2, modem_txid(r, 0), 0x22, TLVS(OK_RESULT "\x01\x01\x00X")));
	CHECK_EQ(r->client_len[0], 24);
	CHECK_EQ(rig_last_control(r).kind, CONTROL_EVICT);
	/* one that is gone for good leaves at once */
	rig_connect(r, 1, 0, false);
	allocate(r, 1, 2, 6);
	client(r, 1, frame(2, 6, 0, 1, 0x22, NULL, 0));
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
	test_round_trip();
	test_ownership();
	test_bogus_allocation();
	test_policy();
	test_mismatches();
	test_indications();
	test_reset();
	test_gone();
	test_adoption();
	test_quotas();
	test_no_answer();
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
