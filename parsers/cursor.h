/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Bounded views: the only place in parsers/ where a pointer moves over bytes. Inline, because every
 * field of every message goes through here. The contracts that begin with an at sign are proved by
 * Frama-C (tests/proof.sh): each access is inside its view, and every view inside its parent.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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

/*@
  predicate cur_ok{L}(struct cur *c) = \valid(c) && \valid_read(c->p + (0 .. c->n - 1));
  // From one state to the next `n` bytes were taken off the front, or none.
  predicate cur_moved{A,B}(struct cur *c, integer n) =
    \at(c->p,B) == \at(c->p,A) + n && \at(c->n,B) == \at(c->n,A) - n;
  predicate wtr_ok{L}(struct wtr *w) =
    \valid(w) && w->len <= w->cap && \valid(w->p + (0 .. w->cap - 1)) &&
    \separated(w, w->p + (0 .. w->cap - 1));
  predicate wtr_grown{A,B}(struct wtr *w, integer n) =
    \at(w->p,B) == \at(w->p,A) && \at(w->cap,B) == \at(w->cap,A) &&
    \at(w->len,B) == \at(w->len,A) + n;
  logic integer le16(uint8_t *p) = p[0] + 256 * p[1];
  logic integer le32(uint8_t *p) = p[0] + 256 * p[1] + 65536 * p[2] + 16777216 * p[3];
*/

/* Carves the next `n` bytes off `c` into `out`. False, and nothing changed, where it has fewer. */
/*@
  requires cur_ok(c) && \valid(out) && \separated(c, out, c->p + (0 .. c->n - 1));
  assigns *c, *out;
  behavior whole:
    assumes n <= c->n;
    ensures \result && cur_ok(c) && cur_moved{Pre,Post}(c, n);
    ensures out->p == \old(c->p) && out->n == n && cur_ok(out);
  behavior short:
    assumes n > c->n;
    ensures !\result && cur_moved{Pre,Post}(c, 0) && *out == \old(*out);
  complete behaviors;
  disjoint behaviors;
*/
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
/*@
  requires cur_ok(c) && \valid(out) && \separated(c, out, c->p + (0 .. c->n - 1));
  assigns *c, *out;
  ensures \result <==> \old(c->n) >= 1;
  ensures cur_ok(c) && cur_moved{Pre,Post}(c, \result ? 1 : 0);
  ensures \result ==> *out == *\old(c->p);
*/
MUST_USE static inline bool cur_u8(struct cur *c, uint8_t *out)
{
	struct cur b;

	if (!cur_take(c, 1, &b))
		return false;
	*out = b.p[0];
	return true;
}

/*@
  requires cur_ok(c) && \valid(out) && \separated(c, out, c->p + (0 .. c->n - 1));
  assigns *c, *out;
  ensures \result <==> \old(c->n) >= 2;
  ensures cur_ok(c) && cur_moved{Pre,Post}(c, \result ? 2 : 0);
  ensures \result ==> *out == le16(\old(c->p));
*/
MUST_USE static inline bool cur_u16(struct cur *c, uint16_t *out)
{
	struct cur b;

	if (!cur_take(c, 2, &b))
		return false;
	*out = (uint16_t)(b.p[0] + 256u * b.p[1]);
	return true;
}

/*@
  requires cur_ok(c) && \valid(out) && \separated(c, out, c->p + (0 .. c->n - 1));
  assigns *c, *out;
  ensures \result <==> \old(c->n) >= 4;
  ensures cur_ok(c) && cur_moved{Pre,Post}(c, \result ? 4 : 0);
  ensures \result ==> *out == le32(\old(c->p));
*/
MUST_USE static inline bool cur_u32(struct cur *c, uint32_t *out)
{
	struct cur b;

	if (!cur_take(c, 4, &b))
		return false;
	*out = b.p[0] + 256u * b.p[1] + 65536u * b.p[2] + 16777216u * b.p[3];
	return true;
}

/* `n` bytes, 0 to 8, little-endian. */
/*@
  requires cur_ok(c) && \valid(out) && \separated(c, out, c->p + (0 .. c->n - 1));
  assigns *c, *out;
  ensures \result <==> n <= 8 && \old(c->n) >= n;
  ensures cur_ok(c) && cur_moved{Pre,Post}(c, \result ? n : 0);
*/
MUST_USE static inline bool cur_le(struct cur *c, size_t n, uint64_t *out)
{
	struct cur b;
	uint64_t v = 0;

	if (n > 8 || !cur_take(c, n, &b))
		return false;
	/*@
	  loop invariant 0 <= i <= n;
	  loop assigns i, v;
	  loop variant i;
	*/
	for (size_t i = n; i > 0; i--)
		v = v * 256u + b.p[i - 1];
	*out = v;
	return true;
}

/* The octet at `i`; 0 behind the end. */
/*@
  requires \valid_read(c.p + (0 .. c.n - 1));
  assigns \nothing;
  ensures i < c.n ==> \result == c.p[i];
  ensures i >= c.n ==> \result == 0;
*/
static inline unsigned cur_at(struct cur c, size_t i)
{
	return i < c.n ? c.p[i] : 0;
}

/* Append. False, and nothing written, where the writer has no room. */
/*@
  requires wtr_ok(w);
  assigns w->len, w->p[w->len];
  ensures \result <==> \old(w->cap - w->len) >= 1;
  ensures wtr_ok(w) && wtr_grown{Pre,Post}(w, \result ? 1 : 0);
  ensures \result ==> w->p[\old(w->len)] == v;
*/
MUST_USE static inline bool wtr_u8(struct wtr *w, uint8_t v)
{
	if (w->cap - w->len < 1)
		return false;
	w->p[w->len] = v;
	w->len += 1;
	return true;
}

/*@
  requires wtr_ok(w);
  assigns w->len, w->p[w->len .. w->len + 1];
  ensures \result <==> \old(w->cap - w->len) >= 2;
  ensures wtr_ok(w) && wtr_grown{Pre,Post}(w, \result ? 2 : 0);
  ensures \result ==> le16(w->p + \old(w->len)) == v;
*/
MUST_USE static inline bool wtr_u16(struct wtr *w, uint16_t v)
{
	if (w->cap - w->len < 2)
		return false;
	w->p[w->len] = (uint8_t)(v % 256u);
	w->p[w->len + 1] = (uint8_t)(v / 256u);
	w->len += 2;
	return true;
}

/*@
  requires wtr_ok(w);
  assigns w->len, w->p[w->len .. w->len + 3];
  ensures \result <==> \old(w->cap - w->len) >= 4;
  ensures wtr_ok(w) && wtr_grown{Pre,Post}(w, \result ? 4 : 0);
*/
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

/*@
  requires wtr_ok(w);
  assigns w->len, w->p[w->len .. w->len + n - 1];
  ensures \result <==> n <= 8 && \old(w->cap - w->len) >= n;
  ensures wtr_ok(w) && wtr_grown{Pre,Post}(w, \result ? n : 0);
*/
MUST_USE static inline bool wtr_le(struct wtr *w, size_t n, uint64_t v)
{
	if (n > 8 || w->cap - w->len < n)
		return false;
	/*@
	  loop invariant 0 <= i <= n;
	  loop assigns i, v, w->p[w->len .. w->len + n - 1];
	  loop variant n - i;
	*/
	for (size_t i = 0; i < n; i++) {
		w->p[w->len + i] = (uint8_t)(v % 256u);
		v /= 256u;
	}
	w->len += n;
	return true;
}

/* A memcpy() that provers can read; the compiler makes one of it again. */
/*@
  requires \valid(to + (0 .. n - 1)) && \valid_read(from + (0 .. n - 1));
  requires \separated(to + (0 .. n - 1), from + (0 .. n - 1));
  assigns to[0 .. n - 1];
  ensures \forall integer i; 0 <= i < n ==> to[i] == from[i];
*/
static inline void wtr_copy(uint8_t *restrict to, const uint8_t *restrict from, size_t n)
{
	/*@
	  loop invariant 0 <= i <= n;
	  loop invariant \forall integer k; 0 <= k < i ==> to[k] == from[k];
	  loop assigns i, to[0 .. n - 1];
	  loop variant n - i;
	*/
	for (size_t i = 0; i < n; i++)
		to[i] = from[i];
}

/*@
  requires wtr_ok(w) && \valid_read(bytes.p + (0 .. bytes.n - 1));
  requires \separated(w->p + (0 .. w->cap - 1), bytes.p + (0 .. bytes.n - 1));
  assigns w->len, w->p[w->len .. w->len + bytes.n - 1];
  ensures \result <==> \old(w->cap - w->len) >= bytes.n;
  ensures wtr_ok(w) && wtr_grown{Pre,Post}(w, \result ? bytes.n : 0);
  ensures \result ==>
    \forall integer i; 0 <= i < bytes.n ==> w->p[\old(w->len) + i] == bytes.p[i];
*/
MUST_USE static inline bool wtr_bytes(struct wtr *w, struct cur bytes)
{
	if (w->cap - w->len < bytes.n)
		return false;
	wtr_copy(w->p + w->len, bytes.p, bytes.n);
	w->len += bytes.n;
	return true;
}

/* Overwrites two bytes that were written before, at `at` (a length that was not known yet). */
/*@
  requires wtr_ok(w);
  assigns w->p[at .. at + 1];
  ensures \result <==> at + 2 <= w->len;
  ensures wtr_ok(w) && wtr_grown{Pre,Post}(w, 0);
  ensures \result ==> le16(w->p + at) == v;
*/
MUST_USE static inline bool wtr_patch_u16(struct wtr *w, size_t at, uint16_t v)
{
	if (w->len < 2 || at > w->len - 2)
		return false;
	w->p[at] = (uint8_t)(v % 256u);
	w->p[at + 1] = (uint8_t)(v / 256u);
	return true;
}
