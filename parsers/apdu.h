/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * APDUs (ISO 7816-4, ETSI TS 102 221, GlobalPlatform): what a terminal asks of a card, and what the
 * card answers. What SIM toolkit data are in them is judged as such. Pure.
 */
#pragma once

#include "payload.h"

/* Classes without channel, chaining and secure messaging (TS 102 221 10.1.1, TS 51.011 9.2). */
enum {
	APDU_CLASS_ISO = 0x00,
	APDU_CLASS_OWN = 0x80, /* ETSI's and GlobalPlatform's */
	APDU_CLASS_GSM = 0xA0,
};

/* A command APDU, taken apart (ISO 7816-4 5.2). */
struct apdu_command {
	uint8_t class; /* as it is on the wire */
	uint8_t instruction, p1, p2;
	bool is_extended; /* lengths of three bytes */
	bool has_le;
	uint16_t le; /* 0: as much as there is */
	struct cur data;
};

/* Takes a command apart. REASON_APDU_LENGTH where its lengths do not fit, exactly. */
MUST_USE enum reason apdu_split(struct cur bytes, struct apdu_command *command);
/* The logical channel of a class, 0 to 19. */
unsigned apdu_channel(uint8_t class);
/* Whether a command's lengths, class and instruction are in order; SIM toolkit is not looked at. */
MUST_USE enum reason apdu_fits(struct cur bytes);

/*
 * Judges a PAYLOAD_APDU_COMMAND, _APDU_RESPONSE or PAYLOAD_AID; see payload_check(). An instruction
 * that nobody knows is not refused: FACT_APDU_INSTRUCTION says which it is. A response that holds a
 * proactive command (what FETCH gets) is judged, and has the facts, of that command.
 */
MUST_USE enum reason apdu_check(enum payload_kind kind, struct cur bytes, struct facts *facts,
				struct wtr *out);
