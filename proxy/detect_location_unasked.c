/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Positions that come although no client has started the positioning. */
#include "detect.h"

enum { LOC = 0x10, PDS = 0x06, LOC_POSITION = 0x0024, LOC_NMEA = 0x0026 };

/* The control class of AT's positioning is that of its commands; of QMI these begin it. */
static bool starts(const struct event *e)
{
	if (!e->message)
		return e->side == SIDE_CLIENT && e->class == CLASS_LOCATION;
	return detect_asks(e, LOC, 0x0022, "") || detect_asks(e, LOC, 0x0021, "") ||
	       detect_asks(e, PDS, 0x0021, "");
}

static bool is_position(const struct event *e)
{
	if (e->side != SIDE_MODEM || e->type != TYPE_INDICATION)
		return false;
	if (!e->message)
		return e->class == CLASS_LOCATION;
	return e->service == LOC && (e->id == LOC_POSITION || e->id == LOC_NMEA);
}

static bool sees(struct detect_state *st, const struct event *e, uint32_t limit,
		 uint64_t window_ms)
{
	(void)limit, (void)window_ms;
	if (e->passed && starts(e))
		st->flags = 1;
	if (!is_position(e) || st->flags)
		return false;
	st->flags = 1; /* told once */
	return true;
}

const struct detector detect_location_unasked = { "location-unasked", DETECT_ALERT, 0, 0, sees,
						       false };
