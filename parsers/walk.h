/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A walk over the fields of a payload: each is read, judged and written again in one step. The
 * first fault stays, and nothing is read or written behind it, so that a parser is a column of
 * fields and asks once.
 */
#pragma once

#include "cursor.h"
#include "reason.h"

struct walk {
	struct cur in;
	struct wtr *out;       /* NULL: judge only */
	enum reason truncated; /* what it is when a field is not there */
	enum reason why;       /* REASON_OK, or the first fault */
};

static inline void walk_fail(struct walk *w, enum reason why)
{
	if (w->why == REASON_OK)
		w->why = why;
}

static inline void walk_put(struct walk *w, uint8_t octet)
{
	if (w->why == REASON_OK && w->out && !wtr_u8(w->out, octet))
		w->why = REASON_FRAME_OVERSIZE;
}

static inline void walk_put_bytes(struct walk *w, struct cur bytes)
{
	if (w->why == REASON_OK && w->out && !wtr_bytes(w->out, bytes))
		w->why = REASON_FRAME_OVERSIZE;
}

/* Octets that the caller writes. None where there are fewer. */
static inline struct cur walk_take(struct walk *w, size_t n)
{
	struct cur bytes = { NULL, 0 };

	if (w->why == REASON_OK && !cur_take(&w->in, n, &bytes))
		w->why = w->truncated;
	return bytes;
}

/* Octets that are any. */
static inline struct cur walk_bytes(struct walk *w, size_t n)
{
	struct cur bytes = walk_take(w, n);

	walk_put_bytes(w, bytes);
	return bytes;
}

/* One octet, of which the bits in `keep` mean something. 0 behind a fault. */
static inline uint8_t walk_u8(struct walk *w, uint8_t keep)
{
	struct cur one = walk_take(w, 1);
	uint8_t octet = (uint8_t)cur_at(one, 0);

	walk_put(w, octet & keep);
	return octet;
}

/* Two octets, the high one first. */
static inline uint16_t walk_u16be(struct walk *w)
{
	struct cur two = walk_bytes(w, 2);

	return (uint16_t)(256u * cur_at(two, 0) + cur_at(two, 1));
}
