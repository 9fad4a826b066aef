/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A modem that starts again and again: a fault that somebody may be able to trigger. */
#include "detect.h"


#include <string.h>

/* CTL SYNC (FIELD-NOTES Q14), and codes of the start (A11). */
static bool is_start(const struct event *e)
{
	uint16_t row;

	if (e->message)
		return e->service == 0 && e->id == 0x0027;
	row = at_find(e->command, strlen(e->command));
	return row != ROW_NONE && (at_row(row, NULL)->flags & AT_BOOT);
}

static bool sees(struct detect_state *st, const struct event *e, uint32_t limit,
		 uint64_t window_ms)
{
	bool starts = e->side == SIDE_MODEM && e->type == TYPE_INDICATION && is_start(e);

	return starts && detect_over(st, e->now_ms, limit, window_ms);
}

const struct detector detect_resets = { "resets", DETECT_ALERT, 3, 600, sees };
