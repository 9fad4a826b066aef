/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * QMUX framing. Two frames are known: marker 0x01 (QMUX: 16-bit length, flags, 8-bit service,
 * client id; GobiNet and libqmi), and marker 0x02, which libqmi uses on its proxy socket for
 * services above 0xFF (16-bit length, 16-bit service, client id, no flags).
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
MUST_USE enum reason frame_qmux_parse(struct cur bytes, struct frame *out);

/* SDU header: control flag, transaction id (8 bits for CTL, else 16), message id, length. */
struct sdu {
	uint8_t flags;
	uint16_t txid;
	uint16_t message;
	struct cur tlvs;
};

/* FRAME_SHORT where the header is not whole, BODY_LENGTH where its length is not what there is. */
MUST_USE enum reason frame_sdu_parse(uint16_t service, struct cur bytes, struct sdu *out);

/*
 * The next TLV of a partition of a message's body: tag, and value as a child view. TLV_TRUNCATED
 * where one runs past the end. Call while `tlvs->n` is not 0.
 */
MUST_USE enum reason frame_tlv_next(struct cur *tlvs, uint8_t *tag, struct cur *value);
