/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Short messages of class 2 (TS 23.038 4): for the card, not for the user. */
#include "detect.h"

static bool sees(struct detect_state *st, const struct event *e, uint32_t limit,
		 uint64_t window_ms)
{
	uint32_t class;

	(void)st, (void)limit, (void)window_ms;
	return detect_carries(e, DETECT_SMS_COMES) && detect_fact(e, FACT_SMS_CLASS, &class) &&
	       class == 2;
}

const struct detector detect_sim_sms = { "sim-sms", DETECT_ALERT, 0, 0, sees, false };
