/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How a record lies in memory: what message_decode.c writes and message_record.c reads again.
 *   size u32 (counts itself), kind, type, marker, cid, service u16, id u16, txid u16, row u16,
 *   reason, tag, has_header, number of TLVs, number of notes, 0, notes_more u16, error u32,
 *   frame_len u32; then each TLV: tag, length u32, packed value; then each note: kind, tag,
 *   bytes u16. Little-endian, nothing aligned.
 */
#pragma once

#include "cursor.h"
#include "message.h"

enum { RECORD_SIZE_FIELD = 4, RECORD_HEADER = 32, RECORD_TLV_HEADER = 5 };

/* All of a record but its TLVs. */
struct record {
	uint8_t kind, type, marker, cid;
	uint16_t service, id, txid, row;
	uint8_t reason, tag, has_header, n_tlvs, n_notes;
	uint16_t notes_more;
	int32_t error;
	uint32_t frame_len;
	struct message_note notes[MESSAGE_MAX_NOTES];
};

/* The tags that stand in a message. */
struct tag_set {
	uint64_t bits[4];
};

static inline bool tag_set_has(const struct tag_set *t, uint8_t tag)
{
	return t->bits[tag / 64] >> (tag % 64) & 1;
}

static inline void tag_set_add(struct tag_set *t, uint8_t tag)
{
	t->bits[tag / 64] |= UINT64_C(1) << (tag % 64);
}

enum { RESULT_TAG = 0x02 };

/* FIELD-NOTES C5: an error result may come with any or none of the others; itself it must come. */
static inline bool tlv_required(const struct tlv_def *def, enum message_type type, bool success)
{
	return (def->flags & TLV_MANDATORY) &&
	       (type != TYPE_RESPONSE || success || def->tag == RESULT_TAG);
}

/* Carves the next record off a batch: what follows its size field. False where it is not whole. */
/*@
  requires cur_ok(batch) && \valid(record);
  requires \separated(batch, record, batch->p + (0 .. batch->n - 1));
  assigns *batch, *record;
  ensures cur_ok(batch);
  ensures \result <==> \old(batch->n) >= 4 && 4 <= le32(\old(batch->p)) <= \old(batch->n);
  ensures \result ==>
    record->p == \old(batch->p) + 4 && record->n == le32(\old(batch->p)) - 4 &&
    cur_ok(record) && cur_moved{Pre,Post}(batch, 4 + record->n);
*/
MUST_USE bool record_next(struct cur *batch, struct cur *record);

/* Writes the header of `r` at the end of `out`, for a record of `size` bytes. */
MUST_USE bool record_write_header(struct wtr *out, const struct record *r, uint32_t size);
