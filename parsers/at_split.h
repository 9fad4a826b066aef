/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where lines, parts and values end: the searches that everything about AT lines stands on, proved
 * by Frama-C (tests/proof.sh). Each returns an index from `from` to `text.n`; the latter where
 * nothing was found.
 */
#pragma once

#include "cursor.h"

/* The first CR, LF or Ctrl-Z. */
/*@
  requires \valid_read(text.p + (0 .. text.n - 1)) && from <= text.n;
  assigns \nothing;
  ensures from <= \result <= text.n;
  ensures \forall integer k; from <= k < \result ==>
    text.p[k] != 13 && text.p[k] != 10 && text.p[k] != 26;
  ensures \result < text.n ==>
    text.p[\result] == 13 || text.p[\result] == 10 || text.p[\result] == 26;
*/
size_t at_split_line(struct cur text, size_t from);

/* The first `byte`. */
/*@
  requires \valid_read(text.p + (0 .. text.n - 1)) && from <= text.n;
  assigns \nothing;
  ensures from <= \result <= text.n;
  ensures \forall integer k; from <= k < \result ==> text.p[k] != byte;
  ensures \result < text.n ==> text.p[\result] == byte;
*/
size_t at_split_byte(struct cur text, size_t from, uint8_t byte);

/* The first byte other than `byte`. */
/*@
  requires \valid_read(text.p + (0 .. text.n - 1)) && from <= text.n;
  assigns \nothing;
  ensures from <= \result <= text.n;
  ensures \forall integer k; from <= k < \result ==> text.p[k] == byte;
  ensures \result < text.n ==> text.p[\result] != byte;
*/
size_t at_split_past(struct cur text, size_t from, uint8_t byte);

/*@
  // 1 where a quote that began at `from` or behind is open before `to`, else 0.
  logic integer at_quoted{L}(uint8_t *p, integer from, integer to) =
    to <= from ? 0 :
    (p[to - 1] == 34 ? 1 - at_quoted(p, from, to - 1) : at_quoted(p, from, to - 1));
*/

/* The first `byte` outside quotes, where none are open at `from` (V.250 5.4.2.2). */
/*@
  requires \valid_read(text.p + (0 .. text.n - 1)) && from <= text.n && byte != 34;
  assigns \nothing;
  ensures from <= \result <= text.n;
  ensures \result < text.n ==>
    text.p[\result] == byte && at_quoted(text.p, from, \result) == 0;
  ensures \forall integer k; from <= k < \result && text.p[k] == byte ==>
    at_quoted(text.p, from, k) == 1;
*/
size_t at_split_unquoted(struct cur text, size_t from, uint8_t byte);

/* The bytes from `from` to before `to`; none where that is no part of `text`. */
/*@
  requires \valid_read(text.p + (0 .. text.n - 1));
  assigns \nothing;
  ensures \valid_read(\result.p + (0 .. \result.n - 1));
  ensures from <= to <= text.n ==> \result.p == text.p + from && \result.n == to - from;
  ensures !(from <= to <= text.n) ==> \result.n == 0;
*/
struct cur at_split_slice(struct cur text, size_t from, size_t to);

/* The byte at `i`; 0, which no line holds, behind the end. */
/*@
  requires \valid_read(text.p + (0 .. text.n - 1));
  assigns \nothing;
  ensures i < text.n ==> \result == text.p[i];
  ensures i >= text.n ==> \result == 0;
*/
static inline uint8_t at_byte(struct cur text, size_t i)
{
	return i < text.n ? text.p[i] : 0;
}

/* Where `part`, a view into `text`, begins in it. */
static inline size_t at_split_offset(struct cur text, struct cur part)
{
	return (size_t)(part.p - text.p);
}
