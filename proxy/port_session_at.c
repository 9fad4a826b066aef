/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of sessions of a gate for AT and NMEA ports. */
#include "port_session_rows.h"

#include "at_session.h"
#include "nmea_session.h"

SESSION(at_session, at_session)
SESSION(nmea_session, nmea_session)

static bool at_stopped(const void *s, unsigned slot)
{
	return at_session_stopped((const struct at_session *)s, slot);
}

const struct port_session *port_session_of(enum port_kind kind)
{
	static const struct port_session at = { ROW(at_session), .stopped = at_stopped };
	static const struct port_session nmea = { ROW(nmea_session) };

	switch (kind) {
	case PORT_AT:
		return &at;
	case PORT_NMEA:
		return &nmea;
	case PORT_KINDS:
		break;
	}
	return NULL;
}
