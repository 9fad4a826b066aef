/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the catalogue cannot derive from the tables: headers, types, tolerance, answers. */
#include "../check.h"
#include "message_kit.h"

static void test_qmux_flags(void)
{
	/* FIELD-NOTES Q11: answers with 0x80 and 0x00 exist; clients hear 0x80, modems 0x00. */
	CHECK(decodes(&from_modem, "0113008003050201000000070002040000000000"));
	CHECK(decodes(&from_modem, "0113000003050201000000070002040000000000"));
	CHECK(encodes(SIDE_CLIENT, "0113008003050201000000070002040000000000"));
	CHECK(refuses(&from_modem, "0113004003050201002000070002040000000000", REASON_FRAME_FLAGS,
		      true));
	CHECK(decodes(&from_client, "010c0000030500010000000000"));
	CHECK(encodes(SIDE_MODEM, "010c0000030500010000000000"));
	CHECK(refuses(&from_client, "010c0080030500010000000000", REASON_FRAME_FLAGS, true));
}

/* A frame of NAS or CTL with these bits, and how it is judged. */
static void check_bits(const struct decoder *d, bool ctl, unsigned bits, int type)
{
	char text[64];

	if (ctl)
		snprintf(text, sizeof(text), "011200%02x0000%02x01270007000204%s",
			 d->side == SIDE_MODEM ? 0x80 : 0, bits, "0000000000");
	else
		snprintf(text, sizeof(text), "011300%02x0305%02x0100000007000204%s",
			 d->side == SIDE_MODEM ? 0x80 : 0, bits, "0000000000");
	if (type < 0)
		CHECK_IN(refuses(d, text, REASON_MESSAGE_TYPE, true), "bits %u", bits);
	else
		CHECK_IN(decodes(d, text) && m.type == type, "bits %u: %s", bits,
			 reason_word(m.reason));
}

static void test_types(void)
{
	/* Q10: the indication's bit wins, the compound bit of services says nothing. */
	static const int ctl[4] = { -1, TYPE_RESPONSE, TYPE_INDICATION, TYPE_INDICATION };
	static const int nas[8] = { -1,
				    -1,
				    TYPE_RESPONSE,
				    TYPE_RESPONSE,
				    TYPE_INDICATION,
				    TYPE_INDICATION,
				    TYPE_INDICATION,
				    TYPE_INDICATION };

	for (unsigned bits = 0; bits < 256; bits++) {
		check_bits(&from_modem, true, bits, bits < 4 ? ctl[bits] : -1);
		check_bits(&from_modem, false, bits, bits < 8 ? nas[bits] : -1);
		check_bits(&from_client, true, bits, bits == 0 ? TYPE_REQUEST : -1);
		check_bits(&from_client, false, bits, bits == 0 ? TYPE_REQUEST : -1);
	}
}

static void test_ctl(void)
{
	/* Q12: control frames have no client. Q13: transaction 0 is one like any other. */
	CHECK(refuses(&from_client, "010b00000005000127000000", REASON_CTL_CLIENT_ID, true));
	CHECK(m.service == 0 && m.cid == 5 && m.txid == 1 && m.id == 0x27 &&
	      m.type == TYPE_REQUEST);
	CHECK(refuses(&from_modem, "011200800005010127000700" RESULT_OK, REASON_CTL_CLIENT_ID,
		      true));
	CHECK(decodes(&from_client, "010b00000000000027000000") && m.txid == 0);
	CHECK(encodes(SIDE_MODEM, "010b00000000000027000000"));
	/* Q15: the revocation that libqmi does not know; C10: the version text. */
	CHECK(decodes(&from_modem, "0110008000000200240005000102000305") && m.row != ROW_NONE &&
	      m.type == TYPE_INDICATION && strcmp(message_name(&m), "revoke-cid") == 0);
}

static void test_wide(void)
{
	struct wtr w = { frame_memory, sizeof(frame_memory), 0 };

	CHECK(decodes(&from_client, "0216009001070001002000"
				    "0a00"
				    "0103000100aa"
				    "10010001"));
	CHECK(m.marker == WIDE_MARKER && m.service == 0x190 && m.cid == 7 && m.row != ROW_NONE);
	CHECK(encodes(SIDE_CLIENT, "0216009001070001002000"
				   "0a00"
				   "0103000100aa"
				   "10010001"));
	CHECK(!message_encode(&m, SIDE_MODEM, &w) && w.len == 0); /* Q20: no QMUX port carries it */
	/* Such a frame exists for wide services only, and from clients only. */
	CHECK(refuses(&from_client,
		      "020c000300070001002000"
		      "0000",
		      REASON_BAD_MARKER, false));
	CHECK(refuses(&from_modem,
		      "0213009001070201002000"
		      "0700" RESULT_OK,
		      REASON_BAD_MARKER, false));
}

static void test_frames(void)
{
	struct decoder small = { SIDE_CLIENT, 0, 12 };

	CHECK(refuses(&from_client, "030c0000030500010000000000", REASON_BAD_MARKER, false));
	CHECK(refuses(&small, "010c0000030500010000000000", REASON_FRAME_OVERSIZE, true));
	CHECK(m.service == 3 && m.cid == 5 && m.txid == 1 && m.frame_len == 13);
	CHECK(refuses(&from_client, "", REASON_FRAME_SHORT, false));
	CHECK(refuses(&from_client, "01080000030500010000", REASON_BODY_LENGTH, false));
	CHECK(refuses(&from_client, "010d0000030500010000000000", REASON_BODY_LENGTH, true));
	CHECK(refuses(&from_client, "010c0000030500010000000100", REASON_BODY_LENGTH, true));
	CHECK(refuses(&from_client,
		      "010e000003050001000000020001"
		      "00",
		      REASON_TLV_TRUNCATED, true));
	CHECK(m.tag == 0x01);
}

static bool noted(unsigned i, enum note_kind kind, uint8_t tag, uint16_t bytes)
{
	return m.n_notes > i && m.notes[i].kind == kind && m.notes[i].tag == tag &&
	       m.notes[i].bytes == bytes;
}

static void test_tolerance(void)
{
	/* C3: an empty TLV is left out where a modem sends it. */
	CHECK(decodes(&from_modem, "0116008003050201004f000a00" RESULT_OK "140000") &&
	      m.n_tlvs == 1);
	CHECK(m.n_notes == 1 && m.notes[0].kind == NOTE_EMPTY_TLV && m.notes[0].tag == 0x14);
	/* DMS Set Operating Mode with an empty mode, from a client. */
	CHECK(refuses(&from_client,
		      "010f00000205000100"
		      "2e00"
		      "0300"
		      "010000",
		      REASON_TLV_SHORT, true));
	CHECK(m.tag == 0x01 && m.id == 0x2E);
	/* C4: WMS Raw Send answers without its message id. */
	CHECK(decodes(&from_modem, "01130080050502010020000700" RESULT_OK));
	CHECK(noted(0, NOTE_MISSING_TLV, 0x01, 0));
	/* C5: an error result alone, and one with company. */
	CHECK(decodes(&from_modem, "011200800000010122000700"
				   "02040001004700") &&
	      m.n_notes == 0);
	CHECK(decodes(&from_modem, "011700800000010122000c00"
				   "02040001004700"
				   "0102000304"));
	CHECK(m.n_tlvs == 2 && m.tlvs[0].tag == 1 && m.tlvs[1].tag == 2);
	CHECK(refuses(&from_modem, "011200800000010122000700" RESULT_OK, REASON_TLV_MISSING, true));
	CHECK(m.tag == 0x01);
	/* C1, C2: strange TLVs and strange tails are taken away and told. */
	CHECK(decodes(&from_modem, "011d00800000010122001200"
				   "02060000000000aaaa"
				   "0102000304"
				   "990100ff"));
	CHECK(m.n_tlvs == 2 && noted(0, NOTE_UNKNOWN_TLV, 0x99, 1) &&
	      noted(1, NOTE_TRAILING, 2, 2));
	CHECK(encodes(SIDE_CLIENT, "011700800000010122000c00"
				   "0102000304" RESULT_OK));
}

static void test_unknown(void)
{
	struct decoder sierra = { SIDE_CLIENT, 0x1199, 4096 }, hp = { SIDE_CLIENT, 0x03F0, 4096 };
	uint16_t row;

	/* Unknown message, unknown service: structure only, values as they are. */
	CHECK(decodes(&from_client, "011300000305000100eeee0700"
				    "41010001"
				    "110000"));
	CHECK(m.row == ROW_NONE && m.n_tlvs == 2 && m.tlvs[0].tag == 0x11 && !m.tlvs[0].def &&
	      m.tlvs[0].packed.n == 0 && m.tlvs[1].packed.n == 1 && m.n_notes == 0);
	CHECK(strcmp(message_name(&m), "?") == 0);
	CHECK(encodes(SIDE_MODEM, "011300000305000100eeee0700"
				  "110000"
				  "41010001"));
	CHECK(decodes(&from_modem, "010c00805105040100eeee0000") && m.row == ROW_NONE);
	CHECK(refuses(&from_client,
		      "011400000305000100eeee0800"
		      "41010001"
		      "41010002",
		      REASON_TLV_DUPLICATE, true));
	/* Q24: what 0x5556 of DMS means hangs on the vendor. */
	CHECK(decodes(&from_client, "010c0000020500010056550000") && m.row == ROW_NONE);
	CHECK(decodes(&sierra, "010c0000020500010056550000") && m.row != ROW_NONE);
	row = m.row;
	CHECK(refuses(&hp, "010c0000020500010056550000", REASON_TLV_MISSING, true) && m.row != row);
}

static void test_bounds(void)
{
	CHECK(decode_bytes(&from_modem, many_tlvs(0xEEEE, MESSAGE_MAX_TLVS - 1)));
	CHECK(m.kind == RECORD_MESSAGE && m.n_tlvs == MESSAGE_MAX_TLVS);
	CHECK(decode_bytes(&from_modem, many_tlvs(0xEEEE, MESSAGE_MAX_TLVS)));
	CHECK(m.kind == RECORD_REFUSAL && m.reason == REASON_TLV_EXCESS && m.tag == 0x40 + 63);
	/* Notes: the first few in full, the rest as a number. */
	CHECK(decode_bytes(&from_modem, many_tlvs(0x0000, 190)) && m.kind == RECORD_MESSAGE);
	CHECK(m.n_tlvs == 1 && m.n_notes == MESSAGE_MAX_NOTES && m.notes_more == 190 - 8);
	CHECK(noted(7, NOTE_UNKNOWN_TLV, 0x47, 1));
}

static void test_no_room(void)
{
	static uint8_t memory[RECORD_MAX_SIZE];
	struct wtr w = { memory, RECORD_MAX_SIZE - 1, 0 };

	CHECK(!message_decode(&from_client, hex("010c0000030500010000000000"), &w) && w.len == 0);
	w.cap = 31;
	CHECK(!message_signal(RECORD_LOST, 0, &w) && w.len == 0);
	CHECK(!message_refuse(&from_client, REASON_BAD_MARKER, hex("03"), 1, &w) && w.len == 0);
	CHECK(decodes(&from_client, "010c0000030500010000000000"));
	for (size_t cap = 0; cap < 13; cap++) {
		w = (struct wtr){ memory, cap, 0 };
		CHECK(!message_encode(&m, SIDE_MODEM, &w) && w.len == 0);
	}
	w.cap = 13;
	CHECK(message_encode(&m, SIDE_MODEM, &w) && w.len == 13);
}

static bool answers(uint16_t error, const char *text)
{
	struct wtr w = { frame_memory, sizeof(frame_memory), 0 };
	struct cur expected = hex(text);

	return message_encode_result(&m, error, &w) && w.len == expected.n &&
	       memcmp(w.p, expected.p, w.len) == 0;
}

static void test_encode_result(void)
{
	static uint8_t memory[64];
	struct wtr w = { memory, 19, 0 };

	CHECK(decodes(&from_client, "010c0000030500341200000000"));
	CHECK(answers(94, "011300800305023412000007000204"
			  "0001005e00"));
	CHECK(answers(0, "011300800305023412000007000204"
			 "0000000000"));
	CHECK(!message_encode_result(&m, 94, &w) && w.len == 0);
	w.cap = 20;
	CHECK(message_encode_result(&m, 94, &w) && w.len == 20);
	CHECK(decodes(&from_client, "010b00000000002127000000"));
	CHECK(answers(3, "0112008000000121270007000204"
			 "0001000300"));
	/* Also where only the header could be read. */
	CHECK(refuses(&from_client,
		      "010f00000205000100"
		      "2e00"
		      "0300"
		      "010000",
		      REASON_TLV_SHORT, true));
	CHECK(answers(1, "0113008002050201002e0007000204"
			 "0001000100"));
	CHECK(decodes(&from_client, "0212009001070001002000"
				    "0600"
				    "0103000100aa"));
	CHECK(answers(82, "0213009001070201002000"
			  "07000204"
			  "0001005200"));
}

/* Messages that no decoder makes have no encoding. */
static void test_encode_unfit(void)
{
	static uint8_t value[65535], memory[70000];
	struct wtr w = { memory, sizeof(memory), 0 };

	CHECK(decodes(&from_client, "010b00000000002127000000") &&
	      message_encode(&m, SIDE_MODEM, &w));
	m.txid = 0x100;
	w.len = 0;
	CHECK(!message_encode(&m, SIDE_MODEM, &w) && w.len == 0);
	CHECK(decodes(&from_client, "0110000003050001000a00" /* unknown id 0x000A */
				    "0400"
				    "41010001"));
	m.tlvs[0].packed = (struct cur){ value, 65535 - 6 - 7 - 2 };
	CHECK(message_encode(&m, SIDE_MODEM, &w) && w.len == QMUX_MAX_FRAME);
	m.tlvs[0].packed.n++;
	w.len = 0;
	CHECK(!message_encode(&m, SIDE_MODEM, &w) && w.len == 0);
	CHECK(decodes(&from_client, "01110000030500010020000500"
				    "100200ff00"));
	m.tlvs[0].packed = (struct cur){ value, 3 }; /* a mask has two bytes */
	CHECK(!message_encode(&m, SIDE_MODEM, &w) && w.len == 0);
	m.tlvs[0].packed.n = 1;
	CHECK(!message_encode(&m, SIDE_MODEM, &w) && w.len == 0);
}

static void test_look(void)
{
	uint64_t v = 0;

	CHECK(decodes(&from_modem, "011700800000010122000c00"
				   "0102000304" RESULT_OK));
	CHECK(message_tlv(&m, 1) == &m.tlvs[0] && message_tlv(&m, 2) == &m.tlvs[1] &&
	      !message_tlv(&m, 3));
	CHECK(message_scalar(&m, 1, 0, &v) && v == 3 && message_scalar(&m, 1, 1, &v) && v == 4);
	CHECK(!message_scalar(&m, 1, 2, &v) && !message_scalar(&m, 9, 0, &v));
	CHECK(decodes(&from_client, "011000000305000100eeee0400"
				    "41010001"));
	CHECK(!message_scalar(&m, 0x41, 0, &v)); /* raw: nobody knows what the byte means */
}

int main(void)
{
	test_qmux_flags();
	test_types();
	test_ctl();
	test_wide();
	test_frames();
	test_tolerance();
	test_unknown();
	test_bounds();
	test_no_room();
	test_encode_result();
	test_encode_unfit();
	test_look();
	return check_done();
}
