/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What lines of AT carry. A row says so in `carries` (at.h): a list, parted by blanks, of
 *   setN=WHAT answerN=WHAT urcN=WHAT   argument or value N (1 the first)
 *   entry=WHAT			        what is entered at the prompt
 *   pdu=WHAT			        the line of hex digits behind the line
 * with WHAT as in carrier.h. A value is octets in hex digits; a name or a USSD is characters, or
 * hex digits where its coding scheme says so.
 */
#pragma once

#include "at.h"
#include "carrier.h"

enum at_place { AT_PLACE_SET, AT_PLACE_ANSWER, AT_PLACE_URC, AT_PLACE_ENTRY, AT_PLACE_PDU };

/* How a payload is settled. */
struct at_settling {
	struct content content; /* of what is as it should be */
	enum payload_kind kind; /* the last one; PAYLOAD_NONE: nothing is carried */
	enum reason why;	/* what is wrong with the first one that is wrong, or OK */
	bool substitute;	/* in: each is replaced by a harmless one */
	struct wtr memory;	/* in: for what is written afresh */
};

/*
 * Judges what the values of part `part` carry, and writes them afresh: the views in `values`, which
 * are the record's own (NULL: it is only asked), then point into `memory`. False: there is no room,
 * or nothing harmless of that length. A value that is wrong stays as it is unless `substitute` was
 * asked for.
 */
MUST_USE bool at_settle_values(const struct at_record *r, unsigned part, enum at_place place,
			       struct at_settling *s, struct at_value *values);
/* The same of the octets of an entry (`octets` then points into `memory`). */
MUST_USE bool at_settle_octets(uint16_t row, enum at_place place, struct cur *octets,
			       struct at_settling *s);
/* The same of a line of hex digits. */
MUST_USE bool at_settle_hex(uint16_t row, enum at_place place, struct cur *hex,
			    struct at_settling *s);
