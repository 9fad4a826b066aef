/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From a message to a frame: always afresh, always in the one canonical form. */
#include "frame_qmux.h"
#include "record.h"
#include "shape.h"

enum { QMUX_FLAGS_TO_CLIENT = 0x80, QMUX_FLAGS_TO_MODEM = 0x00 };
/* Where the lengths stand, from the begin of the frame. */
enum { AT_FRAME_LENGTH = 1 };

static uint8_t type_bits(uint16_t service, enum message_type type)
{
	switch (type) {
	case TYPE_REQUEST:
		return 0;
	case TYPE_RESPONSE:
		return service == 0 ? 1 : 2;
	case TYPE_INDICATION:
		return service == 0 ? 2 : 4;
	case TYPE_COUNT:
		break;
	}
	return 0;
}

/* All but the two lengths, which encode_end() writes; `at_tlvs` is where the TLVs begin. */
static bool encode_begin(const struct message *m, enum message_type type, enum side to,
			 struct wtr *w, size_t *at_tlvs)
{
	uint8_t flags = to == SIDE_CLIENT ? QMUX_FLAGS_TO_CLIENT : QMUX_FLAGS_TO_MODEM;
	bool ok;

	if (m->service > UINT8_MAX) {
		/* Q20: only libqmi's own sockets carry such services, never a QMUX port. */
		ok = to == SIDE_CLIENT && wtr_u8(w, WIDE_MARKER) && wtr_u16(w, 0) &&
		     wtr_u16(w, m->service);
	} else {
		ok = wtr_u8(w, QMUX_MARKER) && wtr_u16(w, 0) && wtr_u8(w, flags) &&
		     wtr_u8(w, (uint8_t)m->service);
	}
	/* Q12: control frames bear client id 0, also where one that did not is refused. */
	ok = ok && wtr_u8(w, m->service == 0 ? 0 : m->cid) &&
	     wtr_u8(w, type_bits(m->service, type));
	if (m->service == 0)
		ok = ok && m->txid <= UINT8_MAX && wtr_u8(w, (uint8_t)m->txid);
	else
		ok = ok && wtr_u16(w, m->txid);
	ok = ok && wtr_u16(w, m->id) && wtr_u16(w, 0);
	*at_tlvs = w->len;
	return ok;
}

static bool encode_end(struct wtr *w, size_t start, size_t at_tlvs)
{
	size_t frame_len = w->len - start - 1;

	return frame_len <= UINT16_MAX &&
	       wtr_patch_u16(w, start + AT_FRAME_LENGTH, (uint16_t)frame_len) &&
	       wtr_patch_u16(w, at_tlvs - 2, (uint16_t)(w->len - at_tlvs));
}

static bool encode_tlv(const struct message_tlv *t, struct wtr *w)
{
	struct cur value = t->packed;
	size_t start;

	if (!wtr_u8(w, t->tag) || !wtr_u16(w, 0))
		return false;
	start = w->len;
	if (!t->def) {
		if (!wtr_bytes(w, value))
			return false;
	} else if (shape_transcode(t->def->shape, DIALECT_PACKED, false, &value, w) != REASON_OK ||
		   value.n > 0) {
		return false;
	}
	/* A value too long for this makes the frame too long, which encode_end() refuses. */
	return wtr_patch_u16(w, start - 2, (uint16_t)(w->len - start));
}

bool message_encode(const struct message *m, enum side to, struct wtr *out)
{
	struct wtr w = *out;
	size_t at_tlvs;

	if (!encode_begin(m, m->type, to, &w, &at_tlvs))
		return false;
	for (size_t i = 0; i < m->n_tlvs; i++)
		if (!encode_tlv(&m->tlvs[i], &w))
			return false;
	if (!encode_end(&w, out->len, at_tlvs))
		return false;
	out->len = w.len;
	return true;
}

bool message_encode_result(const struct message *request, uint16_t error, struct wtr *out)
{
	struct wtr w = *out;
	size_t at_tlvs;

	if (!encode_begin(request, TYPE_RESPONSE, SIDE_CLIENT, &w, &at_tlvs) ||
	    !wtr_u8(&w, RESULT_TAG) || !wtr_u16(&w, 4) || !wtr_u16(&w, error != 0) ||
	    !wtr_u16(&w, error) || !encode_end(&w, out->len, at_tlvs))
		return false;
	out->len = w.len;
	return true;
}
