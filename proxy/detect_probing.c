/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A client that is refused again and again: it tries what it may. */
#include "detect.h"

static bool sees(struct detect_state *st, const struct event *e, uint32_t limit,
		 uint64_t window_ms)
{
	return e->side == SIDE_CLIENT && !e->passed && e->reason != REASON_RATE_EXCEEDED &&
	       detect_over(st, e->now_ms, limit, window_ms);
}

const struct detector detect_probing = { "probing", DETECT_ALERT, 40, 60, sees, true };
