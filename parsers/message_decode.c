/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From one frame to one record: structure strict, content normalised to the schema. */
#include "carrier.h"
#include "frame_qmux.h"
#include "record.h"
#include "schema.h"
#include "shape.h"

struct kept {
	const struct tlv_def *def; /* NULL in an unknown message */
	struct cur value;
	uint8_t tag;
};

struct decoding {
	const struct decoder *d;
	const struct tlv_set *set; /* NULL: unknown message */
	struct tag_set seen, present;
	struct record r;
	struct kept kept[MESSAGE_MAX_TLVS]; /* ascending by tag */
};

static void note(struct record *r, enum note_kind kind, uint8_t tag, size_t bytes)
{
	if (r->n_notes == MESSAGE_MAX_NOTES) {
		r->notes_more++;
		return;
	}
	r->notes[r->n_notes++] = (struct message_note){ (uint8_t)kind, tag, (uint16_t)bytes };
}

/*
 * FIELD-NOTES Q10, Q11: the port says the direction. Of several type bits the indication's wins,
 * and the compound bit of services means nothing.
 */
static enum reason message_type(enum side side, uint16_t service, uint8_t flags, uint8_t *type)
{
	uint8_t indication = service == 0 ? 2 : 4;
	uint8_t response = indication / 2;

	*type = TYPE_REQUEST;
	if (flags & indication)
		*type = TYPE_INDICATION;
	else if (flags & response)
		*type = TYPE_RESPONSE;
	if (side == SIDE_CLIENT)
		return flags == 0 ? REASON_OK : REASON_MESSAGE_TYPE;
	if (*type == TYPE_REQUEST || flags >= 2 * indication)
		return REASON_MESSAGE_TYPE;
	return REASON_OK;
}

/* The 0x02 frame exists for services that QMUX cannot name, on client sockets only (Q20). */
static bool marker_fits(enum side side, uint8_t marker, uint16_t service)
{
	return marker == QMUX_MARKER ||
	       (marker == WIDE_MARKER && service > UINT8_MAX && side == SIDE_CLIENT);
}

/* As much of the header as a refusal can tell, whatever the lengths in it say. */
static void header_peek(const struct decoder *d, struct cur c, struct record *r)
{
	uint8_t marker, flags = 0, narrow = 0, cid;
	uint16_t service = 0, txid = 0, id;
	struct cur skipped;

	if (!cur_u8(&c, &marker) || !cur_take(&c, 2, &skipped))
		return;
	if (marker == WIDE_MARKER) {
		if (!cur_u16(&c, &service))
			return;
	} else {
		if (!cur_u8(&c, &flags) || !cur_u8(&c, &narrow))
			return;
		service = narrow;
	}
	if (!marker_fits(d->side, marker, service) || !cur_u8(&c, &cid) || !cur_u8(&c, &flags))
		return;
	if (service == 0) {
		if (!cur_u8(&c, &narrow))
			return;
		txid = narrow;
	} else if (!cur_u16(&c, &txid)) {
		return;
	}
	if (!cur_u16(&c, &id))
		return;
	r->has_header = 1;
	r->marker = marker;
	r->cid = cid;
	r->service = service;
	r->txid = txid;
	r->id = id;
	/* The type is what the flags say, even where they are what is refused. */
	message_type(d->side, service, flags, &r->type);
	r->row = schema_find(service, id, r->type == TYPE_INDICATION, d->vendor);
}

static bool refuse(const struct decoder *d, enum reason why, uint8_t tag, struct cur start,
		   uint32_t frame_len, struct wtr *out)
{
	struct record r = { .kind = RECORD_REFUSAL, .row = ROW_NONE };

	r.reason = (uint8_t)why;
	r.tag = tag;
	r.frame_len = frame_len;
	header_peek(d, start, &r);
	return record_write_header(out, &r, RECORD_HEADER);
}

bool message_refuse(const struct decoder *d, enum reason r, struct cur start, uint32_t frame_len,
		    struct wtr *out)
{
	return refuse(d, r, 0, start, frame_len, out);
}

bool message_signal(enum record_kind kind, int32_t error, struct wtr *out)
{
	struct record r = { .kind = (uint8_t)kind, .error = error, .row = ROW_NONE };

	return record_write_header(out, &r, RECORD_HEADER);
}

/* Headers: QMUX and SDU. Fills the record's header fields. */
static enum reason decode_header(struct decoding *x, struct cur bytes, struct cur *tlvs)
{
	const struct decoder *d = x->d;
	struct record *r = &x->r;
	struct frame f;
	struct sdu s;
	enum reason e;

	if (bytes.n > d->max_frame)
		return REASON_FRAME_OVERSIZE;
	e = frame_qmux_parse(bytes, &f);
	if (e != REASON_OK)
		return e;
	/* What a header means hangs on the marker. */
	if (!marker_fits(d->side, f.marker, f.service))
		return REASON_BAD_MARKER;
	e = frame_sdu_parse(f.service, f.sdu, &s);
	if (e != REASON_OK)
		return e;
	/* Q11: modems answer with 0x80 or 0x00; every known client sends 0x00. */
	if (f.flags != 0 && (f.flags != 0x80 || d->side != SIDE_MODEM))
		return REASON_FRAME_FLAGS;
	e = message_type(d->side, f.service, s.flags, &r->type);
	if (e != REASON_OK)
		return e;
	if (f.service == 0 && f.cid != 0)
		return REASON_CTL_CLIENT_ID; /* Q12 */
	r->marker = f.marker;
	r->cid = f.cid;
	r->service = f.service;
	r->id = s.message;
	r->txid = s.txid;
	*tlvs = s.tlvs;
	return REASON_OK;
}

/* Keeps a TLV, in its place by tag: a quarter of real frames is not in ascending order. */
static enum reason keep(struct decoding *x, const struct tlv_def *def, uint8_t tag,
			struct cur value)
{
	size_t at = x->r.n_tlvs;

	if (at == MESSAGE_MAX_TLVS)
		return REASON_TLV_EXCESS;
	for (; at > 0 && x->kept[at - 1].tag > tag; at--)
		x->kept[at] = x->kept[at - 1];
	x->kept[at] = (struct kept){ def, value, tag };
	x->r.n_tlvs++;
	tag_set_add(&x->present, tag);
	return REASON_OK;
}

/* Walks the TLVs to the end and sorts out which of them the schema knows. */
static enum reason decode_walk(struct decoding *x, struct cur tlvs, uint8_t *tag)
{
	const struct tlv_set *set = x->set;
	size_t expected = 0;

	while (tlvs.n > 0) {
		const struct tlv_def *def = NULL;
		struct cur value;
		enum reason e = frame_tlv_next(&tlvs, tag, &value);

		if (e == REASON_OK && tag_set_has(&x->seen, *tag))
			e = REASON_TLV_DUPLICATE;
		if (e != REASON_OK)
			return e;
		tag_set_add(&x->seen, *tag);
		if (set) {
			if (expected < set->n && set->rows[expected].tag == *tag)
				def = &set->rows[expected];
			else
				def = schema_tlv(set, *tag);
			if (!def) {
				note(&x->r, NOTE_UNKNOWN_TLV, *tag, value.n);
				continue;
			}
			expected = (size_t)(def - set->rows) + 1;
			/* FIELD-NOTES C3: modems send empty TLVs where they have nothing to say. */
			if (value.n == 0 && x->d->side == SIDE_MODEM && shape_min(def->shape) > 0) {
				note(&x->r, NOTE_EMPTY_TLV, *tag, 0);
				continue;
			}
		}
		e = keep(x, def, *tag, value);
		if (e != REASON_OK)
			return e;
	}
	return REASON_OK;
}

static bool result_is_success(const struct decoding *x)
{
	for (size_t i = 0; i < x->r.n_tlvs && x->kept[i].tag <= RESULT_TAG; i++) {
		struct cur value = x->kept[i].value;
		uint16_t status;

		if (x->kept[i].tag == RESULT_TAG)
			return cur_u16(&value, &status) && status == 0;
	}
	return false;
}

static enum reason decode_missing(struct decoding *x, uint8_t *tag)
{
	bool success = x->r.type == TYPE_RESPONSE && result_is_success(x);

	for (size_t i = 0; i < x->set->n; i++) {
		const struct tlv_def *def = &x->set->rows[i];

		if (!tlv_required(def, x->r.type, success) || tag_set_has(&x->present, def->tag))
			continue;
		if (!(def->flags & TLV_TOLERANT)) {
			*tag = def->tag;
			return REASON_TLV_MISSING;
		}
		note(&x->r, NOTE_MISSING_TLV, def->tag, 0); /* C4 */
	}
	return REASON_OK;
}

/*
 * Judges one payload and writes it afresh in its place. A modem's that is wrong is replaced by a
 * harmless one, and noted: whether that may pass is the policy's business.
 */
static enum reason settle_payload(struct decoding *x, const struct carried *p, uint8_t tag,
				  struct wtr *at)
{
	UNINITIALIZED uint8_t bytes[CARRIER_MAX_PAYLOAD];
	struct wtr fresh = { bytes, sizeof(bytes), 0 };
	enum reason e = payload_check(p->kind, p->bytes, NULL, &fresh);
	struct cur value, lead;

	if (e == REASON_FRAME_OVERSIZE || (e == REASON_OK && fresh.len != p->bytes.n))
		e = REASON_PAYLOAD;
	if (e != REASON_OK) {
		fresh.len = 0;
		if (x->d->side != SIDE_MODEM || x->r.n_notes == MESSAGE_MAX_NOTES ||
		    !payload_substitute(p->kind, p->bytes, &fresh))
			return e;
		note(&x->r, NOTE_PAYLOAD, tag, e);
	}
	value = (struct cur){ bytes, fresh.len };
	if (!cur_take(&value, p->lead, &lead))
		return REASON_TLV_SHORT;
	return wtr_bytes(at, value) ? REASON_OK : REASON_FRAME_OVERSIZE;
}

static enum reason settle_payloads(struct decoding *x, const struct tlv_def *def,
				   const struct wtr *body, size_t start)
{
	struct cur value = { body->p, body->len }, head;
	struct carrier c;
	struct carried p;
	enum reason e = REASON_OK;

	if (!cur_take(&value, start, &head))
		return REASON_TLV_SHORT;
	carrier_begin(&c, def, value);
	while (e == REASON_OK && carrier_next(&c, &p)) {
		struct wtr at = { body->p, body->len, start + p.at };

		if (p.kind != PAYLOAD_NONE)
			e = settle_payload(x, &p, def->tag, &at);
	}
	return e;
}

/* Writes the kept TLVs as the record holds them. */
static enum reason decode_values(struct decoding *x, struct wtr *body, uint8_t *tag)
{
	for (size_t i = 0; i < x->r.n_tlvs; i++) {
		const struct kept *k = &x->kept[i];
		struct cur value = k->value;
		struct wtr head = *body;
		enum reason e = REASON_OK;

		*tag = k->tag;
		body->len += RECORD_TLV_HEADER;
		if (!k->def)
			e = wtr_bytes(body, value) ? REASON_OK : REASON_FRAME_OVERSIZE;
		else
			e = shape_transcode(k->def->shape, DIALECT_WIRE, x->d->side == SIDE_MODEM,
					    &value, body);
		if (e == REASON_OK && k->def && (k->def->flags & TLV_CARRIER) &&
		    !x->d->is_blind)
			e = settle_payloads(x, k->def, body, head.len + RECORD_TLV_HEADER);
		if (e != REASON_OK)
			return e;
		if (k->def && value.n > 0)
			note(&x->r, NOTE_TRAILING, k->tag, value.n); /* C1 */
		if (!wtr_u8(&head, k->tag) ||
		    !wtr_u32(&head, (uint32_t)(body->len - head.len - RECORD_TLV_HEADER + 1)))
			return REASON_FRAME_OVERSIZE;
	}
	*tag = 0;
	return REASON_OK;
}

static bool decode_notes(const struct record *r, struct wtr *body)
{
	for (size_t i = 0; i < r->n_notes; i++)
		if (!wtr_u8(body, r->notes[i].kind) || !wtr_u8(body, r->notes[i].tag) ||
		    !wtr_u16(body, r->notes[i].bytes))
			return false;
	return true;
}

bool message_decode(const struct decoder *d, struct cur frame, struct wtr *out)
{
	UNINITIALIZED struct decoding x;
	struct wtr body = *out;
	struct cur tlvs;
	uint8_t tag = 0;
	enum reason e;

	if (out->cap - out->len < RECORD_MAX_SIZE)
		return false;
	x.d = d;
	x.set = NULL;
	x.seen = x.present = (struct tag_set){ 0 };
	x.r = (struct record){ .kind = RECORD_MESSAGE, .frame_len = (uint32_t)frame.n };
	body.len += RECORD_HEADER;
	e = decode_header(&x, frame, &tlvs);
	if (e == REASON_OK) {
		const struct message_def *def;

		x.r.row = schema_find(x.r.service, x.r.id, x.r.type == TYPE_INDICATION, d->vendor);
		def = schema_row(x.r.row, NULL);
		if (def)
			x.set = &def->tlvs[x.r.type];
		e = decode_walk(&x, tlvs, &tag);
	}
	if (e == REASON_OK)
		e = decode_values(&x, &body, &tag);
	if (e == REASON_OK && x.set)
		e = decode_missing(&x, &tag);
	if (e != REASON_OK)
		return refuse(d, e, tag, frame, (uint32_t)frame.n, out);
	if (!decode_notes(&x.r, &body) ||
	    !record_write_header(out, &x.r, (uint32_t)(body.len - out->len)))
		return false;
	out->len = body.len;
	return true;
}
