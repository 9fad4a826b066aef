/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The TLV codec, row by row: the input chooses a message of the schema and what stands in its TLVs,
 * so that nested shapes are reached without guessing headers.
 */
#include "frame_check.h"

static bool put_tlv(struct wtr *w, uint8_t tag, struct cur value)
{
	return wtr_u8(w, tag) && wtr_u16(w, (uint16_t)value.n) && wtr_bytes(w, value);
}

static bool put_headers(struct wtr *w, const struct service_def *s, const struct message_def *m,
			enum message_type type)
{
	static const uint8_t bits[2][TYPE_COUNT] = { { 0, 1, 2 }, { 0, 2, 4 } };
	bool wide = s->id > UINT8_MAX, ctl = s->id == 0;

	return wtr_u8(w, wide ? WIDE_MARKER : QMUX_MARKER) && wtr_u16(w, 0) &&
	       (wide ? wtr_u16(w, s->id) : wtr_u8(w, 0) && wtr_u8(w, (uint8_t)s->id)) &&
	       wtr_u8(w, ctl ? 0 : 3) && wtr_u8(w, bits[!ctl][type]) &&
	       (ctl ? wtr_u8(w, 9) : wtr_u16(w, 9)) && wtr_u16(w, m->id) && wtr_u16(w, 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static uint8_t frame[65536];
	struct cur in = { data, size }, encoded, value;
	struct wtr w = { frame, sizeof(frame), 0 };
	const struct service_def *service;
	const struct message_def *def;
	enum message_type type;
	uint16_t row = 0;
	size_t at;

	if (!cur_u16(&in, &row))
		return 0;
	def = schema_row(row % schema_row_count(), &service);
	type = def->is_indication ? TYPE_INDICATION : choose(&in, 2) ? TYPE_RESPONSE : TYPE_REQUEST;
	struct decoder d = { type == TYPE_REQUEST ? SIDE_CLIENT : SIDE_MODEM, def->vendor, 65535,
			     true };

	MUST(put_headers(&w, service, def, type));
	at = w.len;
	for (size_t i = 0; i < def->tlvs[type].n && in.n; i++) {
		value = choose_bytes(&in);
		if (!put_tlv(&w, def->tlvs[type].rows[i].tag, value))
			return 0;
	}
	if (w.len > 65535)
		return 0;
	MUST(wtr_patch_u16(&w, 1, (uint16_t)(w.len - 1)));
	MUST(wtr_patch_u16(&w, at - 2, (uint16_t)(w.len - at)));
	const struct message *m = frame_check(&d, (struct cur){ w.p, w.len }, &encoded);

	if (m->kind == RECORD_MESSAGE)
		MUST(m->row == row % schema_row_count());
	return 0;
}
