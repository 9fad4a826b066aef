/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tags and lengths of smart cards' data objects. */
#include "btlv.h"

enum { ONE_BYTE = 0x81, TWO_BYTES = 0x82, LONG_TAG = 0x7F };

bool btlv_take_length(struct cur *c, size_t *n)
{
	uint8_t first, high, low;

	if (!cur_u8(c, &first))
		return false;
	*n = first;
	if (first < 0x80)
		return true;
	if (first == ONE_BYTE) {
		if (!cur_u8(c, &low))
			return false;
		*n = low;
		return true;
	}
	if (first != TWO_BYTES || !cur_u8(c, &high) || !cur_u8(c, &low))
		return false;
	*n = 256u * high + low;
	return true;
}

/* '00', '80' and 'FF' are no tags (TS 101 220 7.1.1.2). */
static bool take_tag(struct cur *c, struct btlv_object *object)
{
	uint8_t first, high, low;

	if (!cur_u8(c, &first) || first == 0xFF || first % BTLV_REQUIRED == 0)
		return false;
	object->is_required = first >= BTLV_REQUIRED;
	object->tag = first % BTLV_REQUIRED;
	if (first != LONG_TAG)
		return true;
	if (!cur_u8(c, &high) || !cur_u8(c, &low))
		return false;
	object->is_required = high >= BTLV_REQUIRED;
	object->tag = (uint16_t)(BTLV_LONG_TAG + 256u * (high % BTLV_REQUIRED) + low);
	return true;
}

bool btlv_take_object(struct cur *c, struct btlv_object *object)
{
	size_t n;

	return take_tag(c, object) && btlv_take_length(c, &n) && cur_take(c, n, &object->value);
}

bool btlv_put_length(struct wtr *w, size_t n)
{
	if (n > 65535)
		return false;
	if (n < 0x80)
		return wtr_u8(w, (uint8_t)n);
	if (n < 0x100)
		return wtr_u8(w, ONE_BYTE) && wtr_u8(w, (uint8_t)n);
	return wtr_u8(w, TWO_BYTES) && wtr_u8(w, (uint8_t)(n / 256)) &&
	       wtr_u8(w, (uint8_t)(n % 256));
}

bool btlv_put_object(struct wtr *w, const struct btlv_object *object)
{
	return object->tag < BTLV_LONG_TAG &&
	       wtr_u8(w, (uint8_t)(object->tag + (object->is_required ? BTLV_REQUIRED : 0u))) &&
	       btlv_put_length(w, object->value.n) && wtr_bytes(w, object->value);
}
