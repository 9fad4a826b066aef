/* SPDX-License-Identifier: GPL-2.0-or-later */
/* QMUX framing: frame, service data unit, TLV; each a view that cannot see past its parent. */
#include "frame_qmux.h"

/* The length field counts all but the marker; the shortest SDU is that of CTL. */
enum { CTL_SDU_HEADER = 6, SERVICE_SDU_HEADER = 7 };
enum { SHORTEST_FRAME = QMUX_HEADER_SIZE + CTL_SDU_HEADER };

enum reason frame_qmux_size(struct cur stream, size_t *size)
{
	uint8_t marker;
	uint16_t len;

	*size = 0;
	if (!cur_u8(&stream, &marker))
		return REASON_OK;
	if (marker != QMUX_MARKER && marker != WIDE_MARKER)
		return REASON_BAD_MARKER;
	if (!cur_u16(&stream, &len))
		return REASON_OK;
	if (len + 1u < SHORTEST_FRAME)
		return REASON_FRAME_SHORT;
	*size = len + 1u;
	return REASON_OK;
}

enum reason frame_qmux_parse(struct cur bytes, struct frame *out)
{
	size_t total = bytes.n;
	uint16_t len;
	uint8_t narrow;
	bool whole;

	if (!cur_u8(&bytes, &out->marker))
		return REASON_FRAME_SHORT;
	if (out->marker != QMUX_MARKER && out->marker != WIDE_MARKER)
		return REASON_BAD_MARKER;
	if (!cur_u16(&bytes, &len))
		return REASON_FRAME_SHORT;
	out->flags = 0;
	out->service = 0;
	if (out->marker == WIDE_MARKER) {
		whole = cur_u16(&bytes, &out->service);
	} else {
		whole = cur_u8(&bytes, &out->flags) && cur_u8(&bytes, &narrow);
		if (whole)
			out->service = narrow;
	}
	if (!whole || !cur_u8(&bytes, &out->cid))
		return REASON_FRAME_SHORT;
	if (len + 1u != total)
		return REASON_BODY_LENGTH;
	out->sdu = bytes;
	return REASON_OK;
}

enum reason frame_sdu_parse(uint16_t service, struct cur bytes, struct sdu *out)
{
	uint16_t len;
	uint8_t narrow;
	bool whole;

	out->txid = 0;
	if (!cur_u8(&bytes, &out->flags))
		return REASON_FRAME_SHORT;
	if (service == 0) {
		whole = cur_u8(&bytes, &narrow);
		if (whole)
			out->txid = narrow;
	} else {
		whole = cur_u16(&bytes, &out->txid);
	}
	if (!whole || !cur_u16(&bytes, &out->message) || !cur_u16(&bytes, &len))
		return REASON_FRAME_SHORT;
	if (len != bytes.n)
		return REASON_BODY_LENGTH;
	out->tlvs = bytes;
	return REASON_OK;
}

enum reason frame_tlv_next(struct cur *tlvs, uint8_t *tag, struct cur *value)
{
	uint16_t len;

	if (!cur_u8(tlvs, tag) || !cur_u16(tlvs, &len) || !cur_take(tlvs, len, value))
		return REASON_TLV_TRUNCATED;
	return REASON_OK;
}
