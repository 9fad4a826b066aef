/* SPDX-License-Identifier: GPL-2.0-or-later */
/* More messages that clients send than people write: malware that sends them, or costs. */
#include "detect.h"

static bool sees(struct detect_state *st, const struct event *e, uint32_t limit,
		 uint64_t window_ms)
{
	bool sends = detect_carries(e, UINT32_C(1) << PAYLOAD_SMS_SENT |
					       UINT32_C(1) << PAYLOAD_CDMA_SENT) ||
		     detect_asks(e, 0x05, 0x0042, "+CMSS");

	return sends && e->side == SIDE_CLIENT && detect_over(st, e->now_ms, limit, window_ms);
}

const struct detector detect_sent_sms = { "sent-sms", DETECT_ALERT, 10, 600, sees, false };
