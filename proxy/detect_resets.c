/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A modem that starts again and again: a fault that somebody may be able to trigger. */
#include "detect.h"

static bool sees(struct detect_state *st, const struct event *e, uint32_t limit,
		 uint64_t window_ms)
{
	return e->side == SIDE_MODEM && e->is_start &&
	       detect_over(st, e->now_ms, limit, window_ms);
}

const struct detector detect_resets = { "resets", DETECT_ALERT, 3, 600, sees, false };
