/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Short messages of type 0 (TS 23.040 9.2.3.9, TP-PID 0x40): acknowledged, and never shown. */
#include "detect.h"

static bool sees(struct detect_state *st, const struct event *e, uint32_t limit,
		 uint64_t window_ms)
{
	uint32_t pid;

	(void)st, (void)limit, (void)window_ms;
	return detect_carries(e, DETECT_SMS_COMES) && detect_fact(e, FACT_SMS_PID, &pid) &&
	       pid == 0x40;
}

const struct detector detect_silent_sms = { "silent-sms", DETECT_ALERT, 0, 0, sees, false };
