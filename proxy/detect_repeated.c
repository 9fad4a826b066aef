/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Indications and codes that come again and again: what freed memory twice in clients. */
#include "detect.h"


static uint64_t hash(const char *s)
{
	uint64_t h = 14695981039346656037u; /* FNV-1a */

	for (; *s; s++)
		h = (h ^ (uint8_t)*s) * 1099511628211u;
	return h;
}

static bool sees(struct detect_state *st, const struct event *e, uint32_t limit,
		 uint64_t window_ms)
{
	uint64_t what;

	if (e->side != SIDE_MODEM || e->type != TYPE_INDICATION)
		return false;
	what = e->message ? (uint64_t)e->service << 16 | e->id : hash(e->command);
	if (what != st->value) {
		st->value = what;
		st->count = 0;
	}
	return detect_over(st, e->now_ms, limit, window_ms);
}

const struct detector detect_repeated = { "repeated", DETECT_ALERT, 50, 1, sees, false };
