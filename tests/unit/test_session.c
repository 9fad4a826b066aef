/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The session: ownership of client ids, matching of answers, policy, indications, resets. */
#include "session_frames.h"

static void test_round_trip(void)
{
	struct rig *r = start(0);

	rig_connect(r, 0, 0, true);
	CHECK_EQ(client_error(r, 0), 0);
	allocate(r, 0, 2, 5);
	client(r, 0, frame(2, 5, 0, 0x1234, 0x22, EMPTY));
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
	client(r, 1, frame(2, 5, 0, 1, 0x22, EMPTY));
	CHECK_EQ(client_error(r, 1), 7);
	CHECK_EQ(rig_last_audit(r).reason, REASON_CLIENT_ID_FOREIGN);
	r->client_len[1] = 0;
	client(r, 1, frame(0, 0, 0, 1, 0x23, TLVS("\x01\x02\x00\x02\x05")));
	CHECK_EQ(client_error(r, 1), 7);
	CHECK_EQ(r->modem_len, 0);
	/* SYNC is answered here */
	r->client_len[1] = 0;
	client(r, 1, frame(0, 0, 0, 0, 0x27, EMPTY));
	CHECK_EQ(client_error(r, 1), 0);
	CHECK_EQ(r->modem_len, 0);
	/* its own it may release, and then no longer use */
	client(r, 0, frame(0, 0, 0, 3, 0x23, TLVS("\x01\x02\x00\x02\x05")));
	modem(r, frame(0, 0, 1, modem_txid(r, 0), 0x23,
		       TLVS(OK_RESULT "\x01\x02\x00\x02\x05")));
	CHECK_EQ(r->client[0][16], 5);
	client(r, 0, frame(2, 5, 0, 4, 0x22, EMPTY));
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
		modem(r, frame(0, 0, 1, modem_txid(r, 0), 0x22, BYTES(answer)));
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
	client(r, 0, frame(2, 1, 0, 9, 0x22, EMPTY));
	CHECK_EQ(client_error(r, 0), 71);
	CHECK_EQ(rig_last_audit(r).rule, RULE_IMPLICIT);
	CHECK_EQ(r->modem_len, 0);
	/* the version info shows nothing but CTL to a role that may use nothing */
	client(r, 0, frame(0, 0, 0, 1, 0x21, EMPTY));
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
	client(r, 0, frame(2, 5, 0, 1, 0x22, EMPTY));
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
	client(r, 0, frame(2, 5, 0, 2, 0x22, EMPTY));
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
	client(r, 0, frame(2, 5, 0, 1, 0x22, EMPTY));
	modem(r, frame(0, 0, 2, 0, 0x24, TLVS("\x01\x02\x00\x02\x05")));
	CHECK(r->client_len[0] >= 20);
	CHECK_EQ(r->client[0][18], 4); /* Aborted, then the indication itself */
	r->client_len[0] = 0;
	client(r, 0, frame(2, 5, 0, 2, 0x22, EMPTY));
	CHECK_EQ(client_error(r, 0), 7);
	client(r, 0, frame(3, 1, 0, 3, 0x20, EMPTY));
	modem(r, frame(0, 0, 2, 0, 0x27, EMPTY));
	r->client_len[0] = 0;
	client(r, 0, frame(3, 1, 0, 4, 0x20, EMPTY));
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
	client(r, 0, frame(2, 5, 0, 1, 0x22, EMPTY));
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
	client(r, 1, frame(2, 5, 0, 1, 0x22, EMPTY));
	CHECK_EQ(client_error(r, 1), 7);
	rig_connect(r, 0, 2, false);
	client(r, 0, frame(2, 5, 0, 1, 0x22, EMPTY));
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
	return check_done();
}
