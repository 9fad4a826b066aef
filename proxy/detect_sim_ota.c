/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages that command the card: data download (TP-PID 0x7F) or a security header (TS 23.048). */
#include "detect.h"

static bool sees(struct detect_state *st, const struct event *e, uint32_t limit,
		 uint64_t window_ms)
{
	uint32_t value;

	(void)st, (void)limit, (void)window_ms;
	if (!detect_carries(e, DETECT_SMS_COMES))
		return false;
	if (detect_fact(e, FACT_SMS_PID, &value) && value == 0x7F)
		return true;
	return detect_fact(e, FACT_SMS_ELEMENT, &value) && value >= 0x70 && value <= 0x7F;
}

const struct detector detect_sim_ota = { "sim-ota", DETECT_ALERT, 0, 0, sees, false };
