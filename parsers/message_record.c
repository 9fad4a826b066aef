/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Records: written by readers, and checked against the schema as if a stranger had written them. */
#include "record.h"
#include "schema.h"
#include "shape.h"

bool record_write_header(struct wtr *out, const struct record *r, uint32_t size)
{
	if (out->cap - out->len < RECORD_HEADER)
		return false;
	return wtr_u32(out, size) && wtr_u8(out, r->kind) && wtr_u8(out, r->type) &&
	       wtr_u8(out, r->marker) && wtr_u8(out, r->cid) && wtr_u16(out, r->service) &&
	       wtr_u16(out, r->id) && wtr_u16(out, r->txid) && wtr_u16(out, r->row) &&
	       wtr_u8(out, r->reason) && wtr_u8(out, r->tag) && wtr_u8(out, r->has_header) &&
	       wtr_u8(out, r->n_tlvs) && wtr_u8(out, r->n_notes) && wtr_u8(out, 0) &&
	       wtr_u16(out, r->notes_more) && wtr_u32(out, (uint32_t)r->error) &&
	       wtr_u32(out, r->frame_len);
}

static bool read_header(struct cur *c, struct message *m)
{
	uint8_t zero;
	uint32_t error;

	if (!cur_u8(c, &m->kind) || !cur_u8(c, &m->type) || !cur_u8(c, &m->marker) ||
	    !cur_u8(c, &m->cid) || !cur_u16(c, &m->service) || !cur_u16(c, &m->id) ||
	    !cur_u16(c, &m->txid) || !cur_u16(c, &m->row) || !cur_u8(c, &m->reason) ||
	    !cur_u8(c, &m->tag) || !cur_u8(c, &m->has_header) || !cur_u8(c, &m->n_tlvs) ||
	    !cur_u8(c, &m->n_notes) || !cur_u8(c, &zero) || !cur_u16(c, &m->notes_more) ||
	    !cur_u32(c, &error) || !cur_u32(c, &m->frame_len))
		return false;
	m->error = (int32_t)error;
	return zero == 0 && m->n_tlvs <= MESSAGE_MAX_TLVS && m->n_notes <= MESSAGE_MAX_NOTES;
}

/* Marker, ids and row say the same thing, and something that this side can say. */
static bool header_fits(const struct message *m, enum side side)
{
	const struct service_def *service;
	const struct message_def *def;

	if (m->type >= TYPE_COUNT || m->error != 0 || m->frame_len > QMUX_MAX_FRAME)
		return false;
	if (m->service > UINT8_MAX ? m->marker != WIDE_MARKER || side != SIDE_CLIENT
				   : m->marker != QMUX_MARKER)
		return false;
	if (m->service == 0 && m->txid > UINT8_MAX)
		return false;
	if (m->row == ROW_NONE)
		return schema_find(m->service, m->id, m->type == TYPE_INDICATION, 0) == ROW_NONE;
	def = schema_row(m->row, &service);
	return def && service->id == m->service && def->id == m->id &&
	       def->is_indication == (m->type == TYPE_INDICATION);
}

static bool result_is_success(const struct message *m)
{
	const struct message_tlv *t = message_tlv(m, RESULT_TAG);
	struct cur value;
	uint16_t status;

	if (!t)
		return false;
	value = t->packed;
	return cur_u16(&value, &status) && status == 0;
}

static bool mandatory_there(const struct message *m, const struct tlv_set *set,
			    const struct tag_set *present)
{
	bool success = m->type == TYPE_RESPONSE && result_is_success(m);

	for (size_t i = 0; i < set->n; i++) {
		const struct tlv_def *def = &set->rows[i];

		if (tlv_required(def, m->type, success) && !(def->flags & TLV_TOLERANT) &&
		    !tag_set_has(present, def->tag))
			return false;
	}
	return true;
}

/* The value of one TLV: of its shape to the last byte. Raw ones have any that a frame could hold.
 */
static bool value_fits(const struct message_tlv *t)
{
	struct cur value = t->packed;

	if (!t->def)
		return value.n <= UINT16_MAX;
	return shape_transcode(t->def->shape, DIALECT_PACKED, false, &value, NULL) == REASON_OK &&
	       value.n == 0;
}

static bool read_tlvs(struct cur *c, const struct tlv_set *set, struct message *m)
{
	struct tag_set present = { 0 };
	size_t expected = 0;

	for (size_t i = 0; i < m->n_tlvs; i++) {
		struct message_tlv *t = &m->tlvs[i];
		uint32_t len;

		if (!cur_u8(c, &t->tag) || !cur_u32(c, &len) || !cur_take(c, len, &t->packed))
			return false;
		if (i > 0 && t->tag <= m->tlvs[i - 1].tag)
			return false;
		t->def = NULL;
		if (set) {
			while (expected < set->n && set->rows[expected].tag < t->tag)
				expected++;
			if (expected == set->n || set->rows[expected].tag != t->tag)
				return false;
			t->def = &set->rows[expected];
		}
		if (!value_fits(t))
			return false;
		tag_set_add(&present, t->tag);
	}
	return !set || mandatory_there(m, set, &present);
}

/* A note tells what the decoder did, so it must be something that the decoder does. */
static bool note_fits(const struct message_note *n, const struct tlv_set *set,
		      const struct message *m, enum side side)
{
	const struct tlv_def *def = schema_tlv(set, n->tag);
	bool there = message_tlv(m, n->tag);

	switch (n->kind) {
	case NOTE_UNKNOWN_TLV:
		return !def;
	case NOTE_TRAILING:
		return there && n->bytes > 0;
	case NOTE_EMPTY_TLV:
		return def && !there && n->bytes == 0 && side == SIDE_MODEM;
	case NOTE_MISSING_TLV:
		return def && !there && n->bytes == 0 && (def->flags & TLV_TOLERANT);
	case NOTE_PAYLOAD:
		return there && def && (def->flags & TLV_CARRIER) && side == SIDE_MODEM &&
		       reason_is_payload((enum reason)n->bytes);
	default:
		return false;
	}
}

static bool read_notes(struct cur *c, const struct tlv_set *set, enum side side, struct message *m)
{
	if (m->notes_more > 0 && m->n_notes < MESSAGE_MAX_NOTES)
		return false;
	for (size_t i = 0; i < m->n_notes; i++) {
		struct message_note *n = &m->notes[i];

		if (!set || !cur_u8(c, &n->kind) || !cur_u8(c, &n->tag) || !cur_u16(c, &n->bytes) ||
		    !note_fits(n, set, m, side))
			return false;
	}
	return true;
}

static bool read_message(struct cur *c, enum side side, struct message *m)
{
	const struct message_def *def;
	const struct tlv_set *set = NULL;

	if (m->reason != 0 || m->tag != 0 || m->has_header != 0 || !header_fits(m, side))
		return false;
	if ((m->type == TYPE_REQUEST) != (side == SIDE_CLIENT) || (m->service == 0 && m->cid != 0))
		return false;
	def = schema_row(m->row, NULL);
	if (def)
		set = &def->tlvs[m->type];
	return read_tlvs(c, set, m) && read_notes(c, set, side, m);
}

static bool no_header(const struct message *m)
{
	return m->type == 0 && m->marker == 0 && m->cid == 0 && m->service == 0 && m->id == 0 &&
	       m->txid == 0 && m->row == ROW_NONE;
}

static bool no_content(const struct message *m)
{
	return m->n_tlvs == 0 && m->n_notes == 0 && m->notes_more == 0;
}

static bool refusal_fits(const struct message *m, enum side side)
{
	bool is_frame = m->reason >= REASON_BAD_MARKER && m->reason <= REASON_TLV_EXCESS;

	if ((!is_frame && !reason_is_payload((enum reason)m->reason)) || !no_content(m))
		return false;
	if (m->has_header == 0)
		return no_header(m) && m->error == 0;
	return m->has_header == 1 && header_fits(m, side);
}

static bool signal_fits(const struct message *m)
{
	return no_header(m) && no_content(m) && m->reason == 0 && m->tag == 0 &&
	       m->has_header == 0 && m->frame_len == 0;
}

bool message_next(struct cur *batch, enum side side, struct message *out)
{
	struct cur c;
	bool good = false;

	if (!record_next(batch, &c) || !read_header(&c, out))
		return false;
	switch (out->kind) {
	case RECORD_MESSAGE:
		good = read_message(&c, side, out);
		break;
	case RECORD_REFUSAL:
		good = refusal_fits(out, side);
		break;
	case RECORD_END:
		good = signal_fits(out);
		break;
	case RECORD_LOST:
		good = signal_fits(out) && out->error == 0;
		break;
	default:
		break;
	}
	return good && c.n == 0;
}
