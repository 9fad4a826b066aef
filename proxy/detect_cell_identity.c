/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cells that cannot be: registered, in an area that no network has (TS 24.008 10.5.1.3). */
#include "detect.h"

enum { NAS = 0x03, SERVING_SYSTEM = 0x0024, TLV_SERVING = 0x01, TLV_LAC = 0x1D, TLV_CID = 0x1E };

static bool sees(struct detect_state *st, const struct event *e, uint32_t limit,
		 uint64_t window_ms)
{
	uint64_t registered, value;
	bool impossible;

	(void)limit, (void)window_ms;
	if (e->side != SIDE_MODEM || !e->message || e->service != NAS || e->id != SERVING_SYSTEM ||
	    e->type != TYPE_INDICATION ||
	    !message_scalar(e->message, TLV_SERVING, 0, &registered) || registered != 1)
		return false;
	impossible = (message_scalar(e->message, TLV_LAC, 0, &value) &&
		      (value == 0 || value == 0xFFFF)) ||
		     (message_scalar(e->message, TLV_CID, 0, &value) && value == 0);
	/* Once each time that it begins. */
	if (impossible == (st->flags != 0))
		return false;
	st->flags = impossible;
	return impossible;
}

const struct detector detect_cell_identity = { "cell-identity", DETECT_ALERT, 0, 0, sees };
