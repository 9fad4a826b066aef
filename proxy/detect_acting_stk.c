/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Proactive commands that act: they send, call, connect, tell where the user is or open a page. */
#include "detect.h"


/* TS 102 223 9.4 */
static const uint8_t acting[] = {
	0x10, /* SET UP CALL */
	0x11, /* SEND SS */
	0x12, /* SEND USSD */
	0x13, /* SEND SHORT MESSAGE */
	0x14, /* SEND DTMF */
	0x15, /* LAUNCH BROWSER */
	0x16, /* GEOGRAPHICAL LOCATION REQUEST */
	0x26, /* PROVIDE LOCAL INFORMATION */
	0x34, /* RUN AT COMMAND */
	0x40, /* OPEN CHANNEL */
	0x43, /* SEND DATA */
};

static bool sees(struct detect_state *st, const struct event *e, uint32_t limit,
		 uint64_t window_ms)
{
	uint32_t command;

	(void)st, (void)limit, (void)window_ms;
	if (!detect_carries(e, UINT32_C(1) << PAYLOAD_STK_COMMAND) ||
	    !detect_fact(e, FACT_STK_COMMAND, &command))
		return false;
	for (size_t i = 0; i < sizeof(acting); i++)
		if (acting[i] == command)
			return true;
	return false;
}

const struct detector detect_acting_stk = { "acting-stk", DETECT_ALERT, 0, 0, sees, false };
