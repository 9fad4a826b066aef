/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * QMUX framing. Two frames are known: marker 0x01 (QMUX: 16-bit length, flags, 8-bit service,
 * client id; GobiNet and libqmi), and marker 0x02, which libqmi uses on its proxy socket for
 * services above 0xFF (16-bit length, 16-bit service, client id, no flags). Proved, see cursor.h.
 */
#pragma once

#include "cursor.h"
#include "reason.h"

enum { QMUX_MARKER = 0x01, WIDE_MARKER = 0x02 };
enum { QMUX_HEADER_SIZE = 6, QMUX_PREFIX_SIZE = 3, QMUX_MAX_FRAME = 65536 };

/*
 * From the first bytes of a stream: how long is the frame that begins here? `size` counts the
 * marker; with fewer than QMUX_PREFIX_SIZE bytes it is 0 (not known yet). BAD_MARKER, FRAME_SHORT.
 */
/*@
  requires \valid_read(stream.p + (0 .. stream.n - 1)) && \valid(size);
  assigns *size;
  ensures *size == 0 || 12 <= *size <= 65536;
  ensures *size != 0 ==> \result == REASON_OK && stream.n >= 3 &&
                         *size == 1 + le16(stream.p + 1);
  ensures \result == REASON_OK && stream.n >= 3 ==> *size != 0;
*/
MUST_USE enum reason frame_qmux_size(struct cur stream, size_t *size);

/* The header of one whole frame, and the service data unit (SDU) behind it. */
struct frame {
	uint8_t marker;
	uint8_t flags; /* 0 where the marker is WIDE_MARKER */
	uint8_t cid;
	uint16_t service;
	struct cur sdu;
};

/* `bytes` is one frame, as frame_qmux_size() measured. FRAME_SHORT, BODY_LENGTH, BAD_MARKER */
/*@
  requires \valid_read(bytes.p + (0 .. bytes.n - 1)) && \valid(out);
  requires \separated(out, bytes.p + (0 .. bytes.n - 1));
  assigns *out;
  ensures \result == REASON_OK ==>
    bytes.n >= 6 && bytes.n == 1 + le16(bytes.p + 1) &&
    out->sdu.p == bytes.p + 6 && out->sdu.n == bytes.n - 6;
*/
MUST_USE enum reason frame_qmux_parse(struct cur bytes, struct frame *out);

/* SDU header: control flag, transaction id (8 bits for CTL, else 16), message id, length. */
struct sdu {
	uint8_t flags;
	uint16_t txid;
	uint16_t message;
	struct cur tlvs;
};

/* FRAME_SHORT where the header is not whole, BODY_LENGTH where its length is not what there is. */
/*@
  requires \valid_read(bytes.p + (0 .. bytes.n - 1)) && \valid(out);
  requires \separated(out, bytes.p + (0 .. bytes.n - 1));
  assigns *out;
  ensures \result == REASON_OK && service == 0 ==>
    bytes.n >= 6 && bytes.n == 6 + le16(bytes.p + 4) &&
    out->tlvs.p == bytes.p + 6 && out->tlvs.n == bytes.n - 6;
  ensures \result == REASON_OK && service != 0 ==>
    bytes.n >= 7 && bytes.n == 7 + le16(bytes.p + 5) &&
    out->tlvs.p == bytes.p + 7 && out->tlvs.n == bytes.n - 7;
*/
MUST_USE enum reason frame_sdu_parse(uint16_t service, struct cur bytes, struct sdu *out);

/*
 * The next TLV of a partition of a message's body: tag, and value as a child view. TLV_TRUNCATED
 * where one runs past the end. Call while `tlvs->n` is not 0.
 */
/*@
  requires cur_ok(tlvs) && \valid(tag) && \valid(value);
  requires \separated(tlvs, tag, value, tlvs->p + (0 .. tlvs->n - 1));
  assigns *tlvs, *tag, *value;
  ensures cur_ok(tlvs) && \result \in {REASON_OK, REASON_TLV_TRUNCATED};
  ensures \result == REASON_OK <==>
    \old(tlvs->n) >= 3 && \old(tlvs->n) >= 3 + le16{Pre}(\old(tlvs->p) + 1);
  ensures \result == REASON_OK ==>
    *tag == *\old(tlvs->p) && value->p == \old(tlvs->p) + 3 &&
    value->n == le16{Pre}(\old(tlvs->p) + 1) && cur_ok(value) &&
    cur_moved{Pre,Post}(tlvs, 3 + value->n);
*/
MUST_USE enum reason frame_tlv_next(struct cur *tlvs, uint8_t *tag, struct cur *value);
