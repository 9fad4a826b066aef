/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Records: refusals and signals, and what a captured reader could write and is not believed. */
#include "../check.h"
#include "message_kit.h"

static void test_refuse(void)
{
	struct wtr w = { record_memory, sizeof(record_memory), 0 };
	struct cur batch;

	CHECK(message_refuse(&from_client, REASON_FRAME_TRUNCATED, hex("01ffff0003050001002000"),
			     11, &w));
	CHECK(message_refuse(&from_client, REASON_FRAME_TRUNCATED, hex("01ffff00030500010020"), 10,
			     &w));
	CHECK(message_refuse(&from_modem, REASON_BAD_MARKER, hex("41540d"), 3, &w));
	CHECK(message_signal(RECORD_END, 5, &w) && message_signal(RECORD_LOST, 0, &w));
	batch = (struct cur){ w.p, w.len };
	CHECK(message_next(&batch, SIDE_CLIENT, &m) && m.kind == RECORD_REFUSAL && m.has_header &&
	      m.service == 3 && m.cid == 5 && m.txid == 1 && m.id == 0x20 && m.frame_len == 11 &&
	      m.reason == REASON_FRAME_TRUNCATED &&
	      strcmp(message_name(&m), "get-signal-strength") == 0);
	CHECK(message_next(&batch, SIDE_CLIENT, &m) && !m.has_header && m.service == 0 &&
	      m.cid == 0);
	CHECK(message_next(&batch, SIDE_MODEM, &m) && !m.has_header &&
	      m.reason == REASON_BAD_MARKER);
	CHECK(message_next(&batch, SIDE_MODEM, &m) && m.kind == RECORD_END && m.error == 5);
	CHECK(message_next(&batch, SIDE_MODEM, &m) && m.kind == RECORD_LOST);
	CHECK(batch.n == 0 && !message_next(&batch, SIDE_MODEM, &m));
}

/* Changes one byte of the record that was decoded last; is it still believed? */
static bool believed(size_t at, uint8_t value, enum side side)
{
	struct cur batch = record;
	uint8_t old = record_memory[at];
	bool good;

	record_memory[at] = value;
	good = message_next(&batch, side, &m);
	record_memory[at] = old;
	return good;
}

/* Where fields stand in a record; see record.h. */
enum {
	AT_SIZE = 0,
	AT_KIND = 4,
	AT_TYPE,
	AT_MARKER,
	AT_CID,
	AT_SERVICE,
	AT_ID = 10,
	AT_TXID = 12,
	AT_ROW = 14,
	AT_REASON = 16,
	AT_TAG,
	AT_HAS_HEADER,
	AT_TLVS,
	AT_NOTES,
	AT_ZERO,
	AT_MORE,
	AT_ERROR = 24,
	AT_FRAME_LEN = 28,
	AT_FIRST_TLV = 32
};

static void test_captured(void)
{
	/* NAS Get Signal Strength with its mask, of a client. */
	CHECK(decodes(&from_client, "01110000030500010020000500"
				    "100200ff00"));
	CHECK(believed(AT_CID, 9, SIDE_CLIENT) &&
	      m.cid == 9);                       /* its own word, and the gate's to judge */
	CHECK(!believed(AT_CID, 9, SIDE_MODEM)); /* a modem asks nothing */
	CHECK(!believed(AT_TYPE, TYPE_RESPONSE, SIDE_CLIENT));
	CHECK(!believed(AT_KIND, RECORD_KINDS, SIDE_CLIENT) &&
	      !believed(AT_KIND, RECORD_END, SIDE_CLIENT));
	CHECK(!believed(AT_MARKER, WIDE_MARKER, SIDE_CLIENT) &&
	      !believed(AT_SERVICE, 2, SIDE_CLIENT));
	CHECK(!believed(AT_SERVICE + 1, 1, SIDE_CLIENT) && !believed(AT_ID, 0x21, SIDE_CLIENT));
	CHECK(!believed(AT_REASON, 1, SIDE_CLIENT) && !believed(AT_TAG, 1, SIDE_CLIENT));
	CHECK(!believed(AT_HAS_HEADER, 1, SIDE_CLIENT) && !believed(AT_ZERO, 1, SIDE_CLIENT));
	CHECK(!believed(AT_TLVS, 0, SIDE_CLIENT) && !believed(AT_TLVS, 2, SIDE_CLIENT));
	CHECK(!believed(AT_TLVS, 255, SIDE_CLIENT) && !believed(AT_NOTES, 1, SIDE_CLIENT));
	CHECK(!believed(AT_NOTES, 9, SIDE_CLIENT) && !believed(AT_MORE, 1, SIDE_CLIENT));
	CHECK(!believed(AT_ERROR, 1, SIDE_CLIENT) && !believed(AT_FRAME_LEN + 2, 2, SIDE_CLIENT));
	CHECK(!believed(AT_FIRST_TLV, 0x11, SIDE_CLIENT)); /* no such TLV */
	CHECK(!believed(AT_FIRST_TLV + 1, 1, SIDE_CLIENT) &&
	      !believed(AT_FIRST_TLV + 1, 3, SIDE_CLIENT));
	CHECK(!believed(AT_FIRST_TLV + 4, 1, SIDE_CLIENT));
	for (size_t n = 0; n < 256; n++)
		CHECK(n == record.n || !believed(AT_SIZE, (uint8_t)n, SIDE_CLIENT));
	CHECK(believed(AT_FIRST_TLV + 5, 0x12, SIDE_CLIENT)); /* another value of the right shape */
	/* To call a known message unknown, so that nobody looks at its values. */
	record_memory[AT_ROW] = 0xFF; /* the other half of ROW_NONE */
	CHECK(!believed(AT_ROW + 1, 0xFF, SIDE_CLIENT));
	/* CTL: transactions have 8 bits, and there are no client ids. */
	CHECK(decodes(&from_client, "010b00000000000127000000"));
	CHECK(!believed(AT_TXID + 1, 1, SIDE_CLIENT) && !believed(AT_CID, 1, SIDE_CLIENT));
	/* What a reader of a modem leaves out, the gate must not believe either. */
	CHECK(decodes(&from_modem, "011700800000010122000c00"
				   "0102000304" RESULT_OK));
	CHECK(believed(AT_FIRST_TLV + 12, 1, SIDE_MODEM) && !believed(AT_FIRST_TLV, 2, SIDE_MODEM));
}

/* Notes are what our decoder would write. */
static void test_captured_notes(void)
{
	size_t note;

	CHECK(decodes(&from_modem, "011b00800000010122001000"
				   "0102000304" RESULT_OK "990100ff"));
	note = record.n - 4;
	CHECK(believed(note, NOTE_UNKNOWN_TLV, SIDE_MODEM) &&
	      !believed(note, NOTE_KINDS, SIDE_MODEM));
	CHECK(!believed(note, NOTE_TRAILING, SIDE_MODEM) &&
	      !believed(note, NOTE_EMPTY_TLV, SIDE_MODEM));
	CHECK(!believed(note, NOTE_MISSING_TLV, SIDE_MODEM) && !believed(note + 1, 2, SIDE_MODEM));
	CHECK(believed(note + 2, 7, SIDE_MODEM) && !believed(AT_MORE, 1, SIDE_MODEM));
	CHECK(decodes(&from_modem, "0116008003050201004f000a00" RESULT_OK "140000"));
	note = record.n - 4;
	CHECK(believed(note, NOTE_EMPTY_TLV, SIDE_MODEM));
	CHECK(!believed(note, NOTE_MISSING_TLV,
			SIDE_MODEM)); /* no modem may leave it out unnoticed */
}

/* Appends bytes to the record that was decoded last and sets its size and one count right. */
static bool believed_longer(const char *more, size_t at_count, enum side side)
{
	struct cur tail = hex(more), batch;
	uint32_t size = (uint32_t)(record.n + tail.n);
	struct wtr w = { record_memory, sizeof(record_memory), 0 };

	CHECK(wtr_u32(&w, size));
	w.len = record.n;
	CHECK(wtr_bytes(&w, tail));
	record_memory[at_count]++;
	batch = (struct cur){ w.p, w.len };
	return message_next(&batch, side, &m);
}

/* As many TLVs or notes as there is room for in a message are fine, and not one more. */
static void test_captured_counts(void)
{
	CHECK(decode_bytes(&from_modem, many_tlvs(0xEEEE, MESSAGE_MAX_TLVS - 2)));
	CHECK(believed_longer("f000000000", AT_TLVS, SIDE_MODEM) && m.n_tlvs == MESSAGE_MAX_TLVS);
	record.n += 5;
	CHECK(!believed_longer("f100000000", AT_TLVS, SIDE_MODEM));
	CHECK(decode_bytes(&from_modem, many_tlvs(0x0000, MESSAGE_MAX_NOTES - 1)));
	CHECK(believed_longer("00f00100", AT_NOTES, SIDE_MODEM) && m.n_notes == MESSAGE_MAX_NOTES);
	record.n += 4;
	CHECK(!believed_longer("00f10100", AT_NOTES, SIDE_MODEM));
}

static void test_captured_refusal(void)
{
	struct wtr w = { record_memory, sizeof(record_memory), 0 };

	CHECK(message_refuse(&from_client, REASON_TLV_SHORT, hex("01ffff0003050001002000"), 11,
			     &w));
	record = (struct cur){ w.p, w.len };
	CHECK(believed(AT_REASON, REASON_BAD_MARKER, SIDE_CLIENT));
	CHECK(!believed(AT_REASON, REASON_OK, SIDE_CLIENT)); /* nor in the name of others */
	CHECK(!believed(AT_REASON, REASON_DENIED, SIDE_CLIENT));
	CHECK(!believed(AT_REASON, REASON_TLV_UNKNOWN, SIDE_CLIENT));
	CHECK(!believed(AT_HAS_HEADER, 0, SIDE_CLIENT) && !believed(AT_HAS_HEADER, 2, SIDE_CLIENT));
	CHECK(!believed(AT_TLVS, 1, SIDE_CLIENT) && !believed(AT_ROW, 1, SIDE_CLIENT));
	CHECK(!believed(AT_KIND, RECORD_LOST, SIDE_CLIENT) &&
	      !believed(AT_KIND, RECORD_MESSAGE, SIDE_CLIENT));
	/* A wide service came in a wide frame, from a client. */
	w.len = 0;
	CHECK(message_refuse(&from_client, REASON_TLV_SHORT, hex("021200900107000100200006000100"),
			     19, &w));
	record = (struct cur){ w.p, w.len };
	CHECK(believed(AT_CID, 8, SIDE_CLIENT) && !believed(AT_MARKER, QMUX_MARKER, SIDE_CLIENT));
	CHECK(!believed(AT_CID, 8, SIDE_MODEM));
	/* What has no header says nothing else; a signal says nothing but its error. */
	w.len = 0;
	CHECK(message_refuse(&from_client, REASON_BAD_MARKER, hex("41"), 1, &w));
	record = (struct cur){ w.p, w.len };
	CHECK(believed(AT_FRAME_LEN, 2, SIDE_CLIENT) && !believed(AT_ERROR, 1, SIDE_CLIENT));
	CHECK(!believed(AT_ID, 1, SIDE_CLIENT));
	w.len = 0;
	CHECK(message_signal(RECORD_END, 0, &w));
	record = (struct cur){ w.p, w.len };
	CHECK(believed(AT_ERROR, 1, SIDE_CLIENT) && !believed(AT_FRAME_LEN, 1, SIDE_CLIENT));
	CHECK(!believed(AT_HAS_HEADER, 1, SIDE_CLIENT));
	w.len = 0;
	CHECK(message_signal(RECORD_LOST, 0, &w));
	record = (struct cur){ w.p, w.len };
	CHECK(!believed(AT_ERROR, 1, SIDE_CLIENT) && believed(AT_KIND, RECORD_END, SIDE_CLIENT));
}

int main(void)
{
	test_refuse();
	test_captured();
	test_captured_notes();
	test_captured_counts();
	test_captured_refusal();
	return check_done();
}
