/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reports of messages that no client sent: somebody else did, on this subscription. */
#include "detect.h"

static bool sees(struct detect_state *st, const struct event *e, uint32_t limit,
		 uint64_t window_ms)
{
	uint32_t type;

	(void)limit;
	if (detect_carries(e, DETECT_SMS_GOES) || detect_asks(e, 0x05, 0x0042, "+CMSS") ||
	    detect_asks(e, 0x05, 0x0020, "+CMGS")) {
		if (e->passed) {
			st->last_ms = e->now_ms;
			st->flags = 1;
		}
		return false;
	}
	if (e->side != SIDE_MODEM || !detect_fact(e, FACT_SMS_TYPE, &type) ||
	    type != SMS_STATUS_REPORT || e->type != TYPE_INDICATION)
		return false;
	return !st->flags || e->now_ms - st->last_ms > window_ms;
}

const struct detector detect_unasked_sms = { "unasked-sms", DETECT_ALERT, 0, 259200, sees, false };
