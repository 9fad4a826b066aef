/* SPDX-License-Identifier: GPL-2.0-or-later */
/* More messages in a short time than people send: a false cell, or a flood. */
#include "detect.h"

static bool sees(struct detect_state *st, const struct event *e, uint32_t limit,
		 uint64_t window_ms)
{
	uint32_t type;

	return detect_carries(e, DETECT_SMS_COMES) && e->type == TYPE_INDICATION &&
	       detect_fact(e, FACT_SMS_TYPE, &type) && type == SMS_DELIVER &&
	       detect_over(st, e->now_ms, limit, window_ms);
}

const struct detector detect_bulk_sms = { "bulk-sms", DETECT_ALERT, 30, 600, sees, false };
