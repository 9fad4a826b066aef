/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Payloads of the modem that are not what they should be: faults of parsers are tried. */
#include "detect.h"

static bool sees(struct detect_state *st, const struct event *e, uint32_t limit,
		 uint64_t window_ms)
{
	(void)st, (void)limit, (void)window_ms;
	return e->side == SIDE_MODEM && e->wrong != REASON_OK;
}

const struct detector detect_malformed = { "malformed", DETECT_ALERT, 0, 0, sees, false };
