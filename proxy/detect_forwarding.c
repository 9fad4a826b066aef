/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Call forwarding, barring and waiting that a client changes (TS 22.082, TS 22.088). */
#include "detect.h"

static bool sees(struct detect_state *st, const struct event *e, uint32_t limit,
		 uint64_t window_ms)
{
	(void)st, (void)limit, (void)window_ms;
	if (!e->passed)
		return false;
	if (e->message)
		return detect_asks(e, 0x09, 0x0033, "");
	return (detect_asks(e, 0, 0, "+CCFC") && e->number != 2) ||
	       (detect_asks(e, 0, 0, "+CLCK") && e->form == AT_FORM_SET) ||
	       (detect_asks(e, 0, 0, "D") && e->number == AT_DIAL_SUPPLEMENTARY);
}

const struct detector detect_forwarding = { "forwarding", DETECT_ALERT, 0, 0, sees };
