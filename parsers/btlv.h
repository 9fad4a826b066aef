/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Data objects of smart cards: BER-TLV lengths and COMPREHENSION-TLV objects (TS 101 220 7.1).
 * Lengths longer than they need be are read, because cards write them, and never written. Pure.
 */
#pragma once

#include "cursor.h"

/* A COMPREHENSION-TLV object (TS 101 220 7.1.1). */
struct btlv_object {
	uint16_t tag;     /* without the flag; three-byte tags from BTLV_LONG_TAG on */
	bool is_required; /* who does not understand it must not act on what it stands in */
	struct cur value;
};

enum { BTLV_LONG_TAG = 0x8000, BTLV_REQUIRED = 0x80 };

/* A length in one to three bytes (TS 101 220 7.1.2). False where it is none, or cut. */
MUST_USE bool btlv_take_length(struct cur *c, size_t *n);
/* The next object. False where tag or length are none, or the value runs past the end. */
MUST_USE bool btlv_take_object(struct cur *c, struct btlv_object *object);
/* The fewest bytes that say `n`. False where there is no room, or `n` is above 65535. */
MUST_USE bool btlv_put_length(struct wtr *w, size_t n);
/* An object with a tag of one byte. */
MUST_USE bool btlv_put_object(struct wtr *w, const struct btlv_object *object);
