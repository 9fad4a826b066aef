/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Positions that come although no client has started the positioning. */
#include "detect.h"

static bool sees(struct detect_state *st, const struct event *e, uint32_t limit,
		 uint64_t window_ms)
{
	(void)limit, (void)window_ms;
	if (e->passed && (detect_asks(e, 0x10, 0x0022, "+QGPS") ||
			  detect_asks(e, 0x06, 0x0021, "+CGPS") ||
			  detect_asks(e, 0x10, 0x0021, "^WPDGP") ||
			  detect_asks(e, 0, 0, "$GPSP") || detect_asks(e, 0, 0, "+CGNSPWR")))
		st->flags = 1;
	if (e->side != SIDE_MODEM || e->type != TYPE_INDICATION || e->class != CLASS_LOCATION ||
	    st->flags || !e->message)
		return false;
	if (e->service != 0x10 || (e->id != 0x0024 && e->id != 0x0026))
		return false; /* position report, NMEA */
	st->flags = 1; /* told once */
	return true;
}

const struct detector detect_location_unasked = { "location-unasked", DETECT_ALERT, 0, 0, sees };
