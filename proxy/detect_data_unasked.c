/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A data session that comes up although no client asked for one. */
#include "detect.h"

static bool sees(struct detect_state *st, const struct event *e, uint32_t limit,
		 uint64_t window_ms)
{
	uint64_t status;

	(void)limit;
	if (e->passed && (detect_asks(e, 0x01, 0x0020, "+CGACT") || detect_asks(e, 0, 0, "D") ||
			  detect_asks(e, 0x01, 0x0051, "+CGDATA") ||
			  detect_asks(e, 0, 0, "^NDISDUP"))) {
		st->last_ms = e->now_ms;
		st->flags = 1;
	}
	if (e->side != SIDE_MODEM || e->type != TYPE_INDICATION || !e->message ||
	    e->service != 0x01 || e->id != 0x0022 ||
	    !message_scalar(e->message, 0x01, 0, &status) || status != 2)
		return false;
	return !st->flags || e->now_ms - st->last_ms > window_ms;
}

const struct detector detect_data_unasked = { "data-unasked", DETECT_ALERT, 0, 300, sees };
