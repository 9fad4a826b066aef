/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Messages: what a reader makes of a frame, what travels to the gate as a record, and what the gate
 * encodes afresh. A record is self-contained: header, notes on what was stripped, packed TLVs.
 */
#pragma once

#include "cursor.h"
#include "frame_qmux.h"
#include "reason.h"
#include "schema.h"

enum side { SIDE_CLIENT, SIDE_MODEM }; /* who wrote the frame */

enum record_kind {
	RECORD_MESSAGE, /* a frame that decodes */
	RECORD_REFUSAL, /* a frame that does not: `reason`, and what there was of the header */
	RECORD_END,	/* the descriptor is at its end: `error` is an errno, 0 for end of file */
	RECORD_LOST,	/* the driver lost messages (ENOBUFS) */
	RECORD_KINDS
};

enum { MESSAGE_MAX_TLVS = 64, MESSAGE_MAX_NOTES = 8 };
/* A record is never larger than its frame by more than this factor (1-byte counts become 2). */
enum { RECORD_MAX_SIZE = 3 * 65536 };

/* One TLV as a record holds it. Unknown ("raw") messages have def NULL and wire bytes as value. */
struct message_tlv {
	uint8_t tag;
	const struct tlv_def *def;
	struct cur packed;
};

/* What the decoder took away or missed, for the audit. */
enum note_kind {
	NOTE_UNKNOWN_TLV,
	NOTE_TRAILING,
	NOTE_EMPTY_TLV,
	NOTE_MISSING_TLV,
	NOTE_PAYLOAD, /* a payload was wrong, and a harmless one stands in its place */
	NOTE_KINDS
};
struct message_note {
	uint8_t kind; /* enum note_kind */
	uint8_t tag;
	uint16_t bytes; /* how many were stripped; NOTE_PAYLOAD: enum reason, what was wrong */
};

/* In a refusal, header fields are valid where `has_header`. Views point into the record. */
struct message {
	uint8_t kind;	/* enum record_kind */
	uint8_t type;	/* enum message_type */
	uint8_t marker; /* QMUX_MARKER or WIDE_MARKER */
	uint8_t cid;
	uint16_t service;
	uint16_t id;
	uint16_t txid;
	uint16_t row;	     /* of the schema; ROW_NONE: unknown, only its structure was checked */
	uint8_t reason;	     /* RECORD_REFUSAL: enum reason */
	uint8_t tag;	     /* RECORD_REFUSAL: the TLV that was wrong, else 0 */
	uint8_t has_header;  /* RECORD_REFUSAL: service .. txid are what the frame said */
	uint8_t n_tlvs;
	uint8_t n_notes;     /* notes kept, at most MESSAGE_MAX_NOTES */
	uint16_t notes_more; /* notes that found no room */
	int32_t error;	     /* RECORD_END */
	uint32_t frame_len;  /* bytes of the frame on the wire; 0 for END and LOST */
	struct message_note notes[MESSAGE_MAX_NOTES];
	struct message_tlv tlvs[MESSAGE_MAX_TLVS]; /* ascending by tag */
};

/* What a decoder must know of its port. */
struct decoder {
	enum side side;	    /* who writes what we read */
	uint16_t vendor;    /* USB vendor id of the modem, 0 where unknown */
	uint32_t max_frame; /* bytes; longer frames are refused */
	bool is_blind;	    /* payloads are not judged: for tests of what is around them */
};

/*
 * Decodes one whole frame and appends one record (RECORD_MESSAGE or RECORD_REFUSAL) to `out`.
 * Always appends one, unless `out` has less room than RECORD_MAX_SIZE: then false.
 */
MUST_USE bool message_decode(const struct decoder *d, struct cur frame, struct wtr *out);
/* Appends a RECORD_REFUSAL for bytes that are no frame. `start` is what there is of it. */
MUST_USE bool message_refuse(const struct decoder *d, enum reason r, struct cur start,
			     uint32_t frame_len, struct wtr *out);
/* Appends RECORD_END or RECORD_LOST. */
MUST_USE bool message_signal(enum record_kind kind, int32_t error, struct wtr *out);

/*
 * The next record of a batch, checked field by field against the schema again: false means that
 * whoever wrote it is not our reader. `side` is who wrote the frame, from the descriptor that the
 * batch arrived on. Views in `out` point into the batch.
 */
MUST_USE bool message_next(struct cur *batch, enum side side, struct message *out);

/*
 * Encodes a message as a frame: canonical, TLVs ascending by tag. `flags` of QMUX are 0x80 towards
 * clients and 0x00 towards the modem. False where `out` has no room or a value does not fit its
 * shape (a captured reader); nothing is written then.
 */
MUST_USE bool message_encode(const struct message *m, enum side to, struct wtr *out);

/* A response of only the result TLV: a failure with QMI error `error`, success where it is 0. */
MUST_USE bool message_encode_result(const struct message *request, uint16_t error, struct wtr *out);

/* A TLV by tag, NULL where the message has none. */
const struct message_tlv *message_tlv(const struct message *m, uint8_t tag);
/* A scalar leaf of a TLV (see shape_scalar()). */
MUST_USE bool message_scalar(const struct message *m, uint8_t tag, unsigned leaf, uint64_t *out);
/* Service and message words ("dms", "set-operating-mode"; "?" where unknown). Static. */
const char *message_name(const struct message *m);
