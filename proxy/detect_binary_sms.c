/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Short messages of octets, or for a port (TS 23.040 9.2.3.24.3): for a program, not for a user. */
#include "detect.h"

static bool sees(struct detect_state *st, const struct event *e, uint32_t limit,
		 uint64_t window_ms)
{
	uint32_t alphabet, port;

	(void)st, (void)limit, (void)window_ms;
	return detect_carries(e, DETECT_SMS_COMES) &&
	       ((detect_fact(e, FACT_SMS_ALPHABET, &alphabet) && alphabet == SMS_DATA) ||
		detect_fact(e, FACT_SMS_PORT, &port));
}

const struct detector detect_binary_sms = { "binary-sms", DETECT_ALERT, 0, 0, sees, false };
