/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cell broadcast, TS 23.041 9.4: pages of GSM, whole messages of UMTS, and ETWS alarms. Pure. */
#pragma once

#include "charset.h"
#include "payload.h"

enum {
	CBM_HEAD = 6,
	CBM_PAGE = 82, /* octets of text in one page */
	CBM_SIZE = 88,
	CBM_TRAILER = 4, /* octets that some modems put behind it, and that mean nothing */
	CBM_MAX_PAGES = 15,
	CBM_MAX = 7 + CBM_MAX_PAGES * (CBM_PAGE + 1), /* a message of UMTS, 9.4.2.2 */
	ETWS_SIZE = 56,                               /* 9.4.1.3 */
};

struct cbm {
	uint16_t serial, id;
	uint8_t dcs, page, pages; /* a message of UMTS: page 0, all of them */
	struct text text;         /* of a page */
};

/*
 * REASON_OK, REASON_CBM_PAGE (a length, number of pages or type that there is not) or
 * REASON_SMS_HEADER. Some modems leave out the padding of a page, others put four octets behind
 * it; what has the size of pages of UMTS is a message of UMTS. `out` may be NULL.
 */
MUST_USE enum reason cbm_parse(enum payload_kind kind, struct cur bytes, struct cbm *m,
			       struct wtr *out);

/* A payload_parser for PAYLOAD_CBM and PAYLOAD_ETWS. */
enum reason cbm_check(enum payload_kind kind, struct cur bytes, struct facts *facts,
		      struct wtr *out);

/* By a coding scheme of TS 23.038 5, which USSD has too. */
enum sms_alphabet cbm_alphabet(uint8_t dcs);
bool cbm_is_compressed(uint8_t dcs);
/* Septets, or octets, that a language stands in, in front of the text. */
unsigned cbm_language(uint8_t dcs);
