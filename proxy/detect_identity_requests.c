/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Clients that ask for the identity of subscriber or device again and again. */
#include "detect.h"

static bool sees(struct detect_state *st, const struct event *e, uint32_t limit,
		 uint64_t window_ms)
{
	bool asks = detect_asks(e, 0x02, 0x0025, "+CGSN") ||
		    detect_asks(e, 0x02, 0x0043, "+CIMI") ||
		    detect_asks(e, 0x02, 0x003C, "+CCID") || detect_asks(e, 0, 0, "+GSN") ||
		    detect_asks(e, 0, 0, "+ICCID") || detect_asks(e, 0, 0, "+CNUM");

	return asks && detect_over(st, e->now_ms, limit, window_ms);
}

const struct detector detect_identity_requests = { "identity-requests", DETECT_ALERT, 30, 3600,
							sees, false };
