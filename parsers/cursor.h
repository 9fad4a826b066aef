/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Bounded views: the only place in parsers/ where a pointer moves over bytes. Inline, because every
 * field of every message goes through here.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define MUST_USE __attribute__((warn_unused_result))
/* Not worth zeroing for every message: nothing is read in it that was not written before. */
#define UNINITIALIZED __attribute__((uninitialized))

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
MUST_USE static inline bool cur_take(struct cur *c, size_t n, struct cur *out)
{
	if (n > c->n)
		return false;
	out->p = c->p;
	out->n = n;
	if (n > 0)
		c->p += n;
	c->n -= n;
	return true;
}

/* Take an unsigned little-endian integer. False, and nothing changed, where too few are left. */
MUST_USE static inline bool cur_u8(struct cur *c, uint8_t *out)
{
	struct cur b;

	if (!cur_take(c, 1, &b))
		return false;
	*out = b.p[0];
	return true;
}

MUST_USE static inline bool cur_u16(struct cur *c, uint16_t *out)
{
	struct cur b;

	if (!cur_take(c, 2, &b))
		return false;
	*out = (uint16_t)(b.p[0] + 256u * b.p[1]);
	return true;
}

MUST_USE static inline bool cur_u32(struct cur *c, uint32_t *out)
{
	struct cur b;

	if (!cur_take(c, 4, &b))
		return false;
	*out = b.p[0] + 256u * b.p[1] + 65536u * b.p[2] + 16777216u * b.p[3];
	return true;
}

/* `n` bytes, 0 to 8, little-endian. */
MUST_USE static inline bool cur_le(struct cur *c, size_t n, uint64_t *out)
{
	struct cur b;
	uint64_t v = 0;

	if (n > 8 || !cur_take(c, n, &b))
		return false;
	for (size_t i = n; i > 0; i--)
		v = v * 256u + b.p[i - 1];
	*out = v;
	return true;
}

/* Append. False, and nothing written, where the writer has no room. */
MUST_USE static inline bool wtr_u8(struct wtr *w, uint8_t v)
{
	if (w->cap - w->len < 1)
		return false;
	w->p[w->len] = v;
	w->len += 1;
	return true;
}

MUST_USE static inline bool wtr_u16(struct wtr *w, uint16_t v)
{
	if (w->cap - w->len < 2)
		return false;
	w->p[w->len] = (uint8_t)(v % 256u);
	w->p[w->len + 1] = (uint8_t)(v / 256u);
	w->len += 2;
	return true;
}

MUST_USE static inline bool wtr_u32(struct wtr *w, uint32_t v)
{
	if (w->cap - w->len < 4)
		return false;
	w->p[w->len] = (uint8_t)(v % 256u);
	w->p[w->len + 1] = (uint8_t)(v / 256u % 256u);
	w->p[w->len + 2] = (uint8_t)(v / 65536u % 256u);
	w->p[w->len + 3] = (uint8_t)(v / 16777216u);
	w->len += 4;
	return true;
}

MUST_USE static inline bool wtr_le(struct wtr *w, size_t n, uint64_t v)
{
	if (n > 8 || w->cap - w->len < n)
		return false;
	for (size_t i = 0; i < n; i++) {
		w->p[w->len + i] = (uint8_t)(v % 256u);
		v /= 256u;
	}
	w->len += n;
	return true;
}

MUST_USE static inline bool wtr_bytes(struct wtr *w, struct cur bytes)
{
	if (w->cap - w->len < bytes.n)
		return false;
	if (bytes.n > 0)
		memcpy(w->p + w->len, bytes.p, bytes.n);
	w->len += bytes.n;
	return true;
}

/* Overwrites two bytes that were written before, at `at` (a length that was not known yet). */
MUST_USE static inline bool wtr_patch_u16(struct wtr *w, size_t at, uint16_t v)
{
	if (w->len < 2 || at > w->len - 2)
		return false;
	w->p[at] = (uint8_t)(v % 256u);
	w->p[at + 1] = (uint8_t)(v / 256u);
	return true;
}
