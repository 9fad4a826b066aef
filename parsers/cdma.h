/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Short messages of CDMA, 3GPP2 C.S0015-B: transport layer parameters (3.4) and, in one of them,
 * the subparameters of the teleservice layer (4.5), as QMI carries both. Pure.
 */
#pragma once

#include "payload.h"

enum { CDMA_MAX_DIGITS = 36, CDMA_MAX_USER_DATA = 256 };

enum cdma_message { CDMA_POINT_TO_POINT, CDMA_BROADCAST, CDMA_ACKNOWLEDGE };

/* The numbers and texts of a message that has been read. */
struct cdma {
	enum cdma_message type;
	uint32_t seen;     /* bit per parameter (3.4.3) */
	uint32_t seen_sub; /* bit per subparameter (4.5) */
	uint16_t teleservice, category, id;
	uint8_t message_type, encoding, fields;
	bool has_header;
	uint8_t address_len, callback_len;
	char address[CDMA_MAX_DIGITS], callback[CDMA_MAX_DIGITS];
	uint16_t data_len;
	uint8_t data[CDMA_MAX_USER_DATA]; /* the characters of the user data, moved to octets */
};

/*
 * REASON_OK, or REASON_CDMA_PARAMETER, _CDMA_ADDRESS, _CDMA_USER_DATA or REASON_TEXT_CONTROL. `out`
 * may be NULL; it gets the message with reserved bits zero.
 */
MUST_USE enum reason cdma_parse(enum payload_kind kind, struct cur bytes, struct cdma *m,
				struct wtr *out);

/* A payload_parser for both kinds. */
enum reason cdma_check(enum payload_kind kind, struct cur bytes, struct facts *facts,
		       struct wtr *out);
