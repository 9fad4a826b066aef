/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Frames, service data units and TLVs: where each begins and ends. */
#include "../check.h"
#include "../../parsers/frame_qmux.h"

/* NAS (3), client 5, response, transaction 0x1234, message 0x0020, TLVs 0x02 and 0x10. */
static const uint8_t nas[] = { 0x01, 0x17, 0x00, 0x80, 0x03, 0x05, 0x02, 0x34,
			       0x12, 0x20, 0x00, 0x0B, 0x00, 0x02, 0x04, 0x00,
			       0x00, 0x00, 0x00, 0x00, 0x10, 0x01, 0x00, 0x7F };
static const uint8_t sync[] = { 0x01, 0x0B, 0x00, 0x00, 0x00, 0x00,
				0x00, 0x07, 0x27, 0x00, 0x00, 0x00 };
static const uint8_t wide[] = { 0x02, 0x0C, 0x00, 0x90, 0x01, 0x09, 0x00,
				0x01, 0x00, 0x20, 0x00, 0x00, 0x00 };

static void test_size(void)
{
	static const uint8_t others[] = { 0x00, 0x03, 0x41, 0x80, 0xFF };
	uint8_t head[3] = { 0x01, 0xFF, 0xFF };
	size_t size = 99;

	for (size_t n = 0; n < QMUX_PREFIX_SIZE; n++)
		CHECK(frame_qmux_size((struct cur){ nas, n }, &size) == REASON_OK && size == 0);
	CHECK(frame_qmux_size((struct cur){ nas, 3 }, &size) == REASON_OK && size == sizeof(nas));
	CHECK(frame_qmux_size((struct cur){ nas, 24 }, &size) == REASON_OK && size == sizeof(nas));
	CHECK(frame_qmux_size((struct cur){ sync, 12 }, &size) == REASON_OK &&
	      size == sizeof(sync));
	CHECK(frame_qmux_size((struct cur){ wide, 13 }, &size) == REASON_OK &&
	      size == sizeof(wide));
	CHECK(frame_qmux_size((struct cur){ head, 3 }, &size) == REASON_OK &&
	      size == QMUX_MAX_FRAME);
	head[2] = 0;
	for (head[1] = 0; head[1] < 11; head[1]++)
		CHECK(frame_qmux_size((struct cur){ head, 3 }, &size) == REASON_FRAME_SHORT &&
		      size == 0);
	CHECK(frame_qmux_size((struct cur){ head, 3 }, &size) == REASON_OK && size == 12);
	for (size_t i = 0; i < sizeof(others); i++)
		CHECK(frame_qmux_size((struct cur){ others + i, 1 }, &size) == REASON_BAD_MARKER);
}

static void test_parse(void)
{
	uint8_t copy[sizeof(nas)];
	struct frame f;

	CHECK(frame_qmux_parse((struct cur){ nas, sizeof(nas) }, &f) == REASON_OK);
	CHECK(f.marker == QMUX_MARKER && f.flags == 0x80 && f.service == 3 && f.cid == 5 &&
	      f.sdu.p == nas + 6 && f.sdu.n == sizeof(nas) - 6);
	CHECK(frame_qmux_parse((struct cur){ wide, sizeof(wide) }, &f) == REASON_OK);
	CHECK(f.marker == WIDE_MARKER && f.flags == 0 && f.service == 0x190 && f.cid == 9 &&
	      f.sdu.p == wide + 6 && f.sdu.n == 7);
	for (size_t n = 0; n < sizeof(nas); n++)
		CHECK(frame_qmux_parse((struct cur){ nas, n }, &f) ==
		      (n < QMUX_HEADER_SIZE ? REASON_FRAME_SHORT : REASON_BODY_LENGTH));
	memcpy(copy, nas, sizeof(nas));
	for (int step = -1; step <= 1; step += 2) {
		copy[1] = (uint8_t)(nas[1] + step);
		CHECK(frame_qmux_parse((struct cur){ copy, sizeof(copy) }, &f) ==
		      REASON_BODY_LENGTH);
	}
	copy[0] = 0x03;
	CHECK(frame_qmux_parse((struct cur){ copy, sizeof(copy) }, &f) == REASON_BAD_MARKER);
}

static void test_sdu(void)
{
	struct sdu s;

	CHECK(frame_sdu_parse(3, (struct cur){ nas + 6, 18 }, &s) == REASON_OK);
	CHECK(s.flags == 2 && s.txid == 0x1234 && s.message == 0x20 && s.tlvs.p == nas + 13 &&
	      s.tlvs.n == 11);
	CHECK(frame_sdu_parse(0, (struct cur){ sync + 6, 6 }, &s) == REASON_OK);
	CHECK(s.flags == 0 && s.txid == 7 && s.message == 0x27 && s.tlvs.n == 0);
	for (size_t n = 0; n < 18; n++)
		CHECK(frame_sdu_parse(3, (struct cur){ nas + 6, n }, &s) ==
		      (n < 7 ? REASON_FRAME_SHORT : REASON_BODY_LENGTH));
	for (size_t n = 0; n < 6; n++)
		CHECK(frame_sdu_parse(0, (struct cur){ sync + 6, n }, &s) == REASON_FRAME_SHORT);
}

static void test_tlvs(void)
{
	struct cur tlvs = { nas + 13, 11 }, value;
	uint8_t tag;

	CHECK(frame_tlv_next(&tlvs, &tag, &value) == REASON_OK && tag == 2 && value.n == 4 &&
	      value.p == nas + 16 && tlvs.n == 4);
	CHECK(frame_tlv_next(&tlvs, &tag, &value) == REASON_OK && tag == 0x10 && value.n == 1 &&
	      value.p == nas + 23 && tlvs.n == 0);
	for (size_t n = 0; n < 7; n++) {
		tlvs = (struct cur){ nas + 13, n };
		CHECK(frame_tlv_next(&tlvs, &tag, &value) == REASON_TLV_TRUNCATED);
	}
}

int main(void)
{
	test_size();
	test_parse();
	test_sdu();
	test_tlvs();
	return check_done();
}
