/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Searches in lines; one loop each. */
#include "at_split.h"

size_t at_split_line(struct cur text, size_t from)
{
	size_t i = from;

	/*@
	  loop invariant from <= i <= text.n;
	  loop invariant \forall integer k; from <= k < i ==>
	    text.p[k] != 13 && text.p[k] != 10 && text.p[k] != 26;
	  loop assigns i;
	  loop variant text.n - i;
	*/
	while (i < text.n && text.p[i] != 13 && text.p[i] != 10 && text.p[i] != 26)
		i++;
	return i;
}

size_t at_split_byte(struct cur text, size_t from, uint8_t byte)
{
	size_t i = from;

	/*@
	  loop invariant from <= i <= text.n;
	  loop invariant \forall integer k; from <= k < i ==> text.p[k] != byte;
	  loop assigns i;
	  loop variant text.n - i;
	*/
	while (i < text.n && text.p[i] != byte)
		i++;
	return i;
}

size_t at_split_past(struct cur text, size_t from, uint8_t byte)
{
	size_t i = from;

	/*@
	  loop invariant from <= i <= text.n;
	  loop invariant \forall integer k; from <= k < i ==> text.p[k] == byte;
	  loop assigns i;
	  loop variant text.n - i;
	*/
	while (i < text.n && text.p[i] == byte)
		i++;
	return i;
}

size_t at_split_unquoted(struct cur text, size_t from, uint8_t byte)
{
	size_t i = from;
	bool quoted = false;

	/*@
	  loop invariant from <= i <= text.n;
	  loop invariant at_quoted(text.p, from, i) == (quoted ? 1 : 0);
	  loop invariant \forall integer k; from <= k < i && text.p[k] == byte ==>
	    at_quoted(text.p, from, k) == 1;
	  loop assigns i, quoted;
	  loop variant text.n - i;
	*/
	while (i < text.n && (quoted || text.p[i] != byte)) {
		if (text.p[i] == '"')
			quoted = !quoted;
		i++;
	}
	return i;
}

struct cur at_split_slice(struct cur text, size_t from, size_t to)
{
	struct cur slice = { text.p, 0 };

	if (from <= to && to <= text.n) {
		slice.p = text.p + from;
		slice.n = to - from;
	}
	return slice;
}
