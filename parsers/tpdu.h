/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Short messages (TS 23.040 9.2): whether a TPDU is what its own lengths say. Most public faults of
 * programs that read messages are in here, not in the protocol around it. Pure.
 */
#pragma once

#include "cursor.h"
#include "reason.h"

/* Where a TPDU stands, and so which types it may have. */
enum tpdu_place {
	TPDU_DELIVERED, /* +CMT: SMS-DELIVER only */
	TPDU_REPORTED,  /* +CDS: SMS-STATUS-REPORT only */
	TPDU_STORED,    /* +CMGL, +CMGR: these two, and SMS-SUBMIT */
};

/*
 * REASON_OK, or REASON_TPDU: a type that does not belong there, an address above 20 digits or with
 * control characters in a name, user data that are longer than a message can hold (TS 23.040
 * 9.2.3.16) or than there is, or a header that runs over their end.
 */
enum reason tpdu_fits(struct cur tpdu, enum tpdu_place place);
/* The same with the service centre's address in front, in hex digits. REASON_AT_ENTRY: no hex. */
enum reason tpdu_hex_fits(struct cur hex, enum tpdu_place place);
