/* SPDX-License-Identifier: GPL-2.0-or-later */
/* More bytes in an hour and direction than the control plane needs: it may carry something else. */
#include "detect.h"

enum { KIB = 1024 };

static bool sees(struct detect_state *st, const struct event *e, uint32_t limit,
		 uint64_t window_ms)
{
	/* Two counts: of what clients wrote, and (last_ms is free for it) of what the modem did. */
	uint64_t *bytes = e->side == SIDE_CLIENT ? &st->value : &st->last_ms;

	if (st->count == 0 || e->now_ms - st->since_ms >= window_ms) {
		*st = (struct detect_state){ .since_ms = e->now_ms, .count = 1 };
		bytes = e->side == SIDE_CLIENT ? &st->value : &st->last_ms;
	}
	*bytes += e->bytes;
	if (st->flags || *bytes <= (uint64_t)limit * KIB)
		return false;
	st->flags = 1; /* told once per hour */
	return true;
}

const struct detector detect_covert = { "covert", DETECT_ALERT, 16384, 3600, sees, false };
