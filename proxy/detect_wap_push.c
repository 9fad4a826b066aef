/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages for the ports of WAP push (WAP-235, 6.4), by which phones were configured. */
#include "detect.h"

static bool sees(struct detect_state *st, const struct event *e, uint32_t limit,
		 uint64_t window_ms)
{
	uint32_t port;

	(void)st, (void)limit, (void)window_ms;
	return detect_carries(e, DETECT_SMS_COMES) && detect_fact(e, FACT_SMS_PORT, &port) &&
	       (port == 2948 || port == 2949 || (port >= 9200 && port <= 9207) ||
		port == 49999);
}

const struct detector detect_wap_push = { "wap-push", DETECT_ALERT, 0, 0, sees, false };
