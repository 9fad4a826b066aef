/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Short messages of class 0 (TS 23.038 4): shown at once, and not stored. */
#include "detect.h"

static bool sees(struct detect_state *st, const struct event *e, uint32_t limit,
		 uint64_t window_ms)
{
	uint32_t class;

	(void)st, (void)limit, (void)window_ms;
	return detect_carries(e, DETECT_SMS_COMES) && detect_fact(e, FACT_SMS_CLASS, &class) &&
	       class == 0;
}

const struct detector detect_flash_sms = { "flash-sms", DETECT_ALERT, 0, 0, sees, false };
