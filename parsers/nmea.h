/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * NMEA 0183 sentences, for ports that say nothing else: $ or !, an address, fields, * and two hex
 * digits, CR LF. A sentence that passes is written afresh. Records are those of at.h: a TEXT with
 * the sentence from its $ to its checksum, a REFUSAL (NMEA_*, AT_BINARY, AT_LINE_CUT), END, LOST.
 */
#pragma once

#include "at.h"

enum {
	NMEA_MAX = 82,        /* characters of the standard (5.3), $ and CR LF included */
	NMEA_TOLERATED = 100, /* what modems send: GSV with a signal id, PQXFI and the like */
};

/*
 * Whether a line, without its end, is a sentence: NMEA_SYNTAX, NMEA_LONG, NMEA_CHECKSUM,
 * AT_CHARACTER. `column` is where, counted from 1.
 */
enum reason nmea_check(struct cur line, uint16_t *column);

struct nmea_stream {
	enum reason refusing; /* why the line is skipped; REASON_OK: it is not */
	uint16_t column;
	uint8_t held;
	uint32_t wire_len;
	uint8_t line[NMEA_TOLERATED];
};

void nmea_init(struct nmea_stream *s);
/* Takes bytes off `chunk`. False: less than AT_RECORD_MAX of room; write the batch, and go on. */
MUST_USE bool nmea_feed(struct nmea_stream *s, struct cur *chunk, struct wtr *out);
/* As frame_at_end() and frame_at_lost(): `kind` is AT_KIND_END or AT_KIND_LOST. */
MUST_USE bool nmea_signal(struct nmea_stream *s, enum at_kind kind, int error, struct wtr *out);

/*
 * The next record of an NMEA port: checked as at_next() does, and its TEXT is a sentence again.
 * False: its writer is not our reader.
 */
MUST_USE bool nmea_next(struct cur *batch, struct at_record *out);

/* The sentence, its checksum computed anew, and CR LF. False where `out` has no room. */
MUST_USE bool nmea_encode(const struct at_record *r, struct wtr *out);
