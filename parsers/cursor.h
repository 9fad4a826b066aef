/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bounded views: the only place in parsers/ where a pointer moves over bytes. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MUST_USE __attribute__((warn_unused_result))

/* A borrowed, bounded view of bytes to read. Owns nothing. */
struct cur {
	const uint8_t *p;
	size_t n;
};

/* A bounded buffer to write to. `len` bytes of `cap` are written. */
struct wtr {
	uint8_t *p;
	size_t cap;
	size_t len;
};

/* Carves the next `n` bytes off `c` into `out`. False, and nothing changed, where `c` has fewer. */
MUST_USE bool cur_take(struct cur *c, size_t n, struct cur *out);

/* Take an unsigned little-endian integer. False, and nothing changed, where too few are left. */
MUST_USE bool cur_u8(struct cur *c, uint8_t *out);
MUST_USE bool cur_u16(struct cur *c, uint16_t *out);
MUST_USE bool cur_u32(struct cur *c, uint32_t *out);
/* `n` bytes, 1 to 8, little-endian. */
MUST_USE bool cur_le(struct cur *c, size_t n, uint64_t *out);

/* Append. False, and nothing written, where the writer has no room. */
MUST_USE bool wtr_u8(struct wtr *w, uint8_t v);
MUST_USE bool wtr_u16(struct wtr *w, uint16_t v);
MUST_USE bool wtr_u32(struct wtr *w, uint32_t v);
MUST_USE bool wtr_le(struct wtr *w, size_t n, uint64_t v);
MUST_USE bool wtr_bytes(struct wtr *w, struct cur bytes);
/* Overwrites two bytes that were written before, at `at` (a length that was not known yet). */
MUST_USE bool wtr_patch_u16(struct wtr *w, size_t at, uint16_t v);
