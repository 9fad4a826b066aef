/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A data session that comes up although no client asked for one. */
#include "detect.h"

#include <string.h>

#include "../parsers/at.h"

enum { WDS = 0x01, START_NETWORK = 0x0020, PACKET_SERVICE_STATUS = 0x0022, CONNECTED = 2 };

static bool asks(const struct event *e)
{
	static const char *const commands[] = { "+CGACT", "+CGDATA", "^NDISDUP", "+CGATT" };

	if (e->message)
		return detect_asks(e, WDS, START_NETWORK, "");
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		if (detect_asks(e, 0, 0, commands[i]))
			return e->form == AT_FORM_SET;
	return detect_asks(e, 0, 0, "D") && e->dial == AT_DIAL_DATA;
}

/*
 * TS 27.007 10.1.19. Only what the network began: "ME PDN ACT" is how every registration in LTE
 * ends, and "NW ACT" a bearer within a session, as voice calls have.
 */
static bool comes_up(const struct event *e)
{
	uint64_t status;

	if (e->side != SIDE_MODEM || e->type != TYPE_INDICATION)
		return false;
	if (e->message)
		return e->service == WDS && e->id == PACKET_SERVICE_STATUS &&
		       message_scalar(e->message, 0x01, 0, &status) && status == CONNECTED;
	if (strcmp(e->command, "^NDISSTAT") == 0)
		return detect_decimal(e, 0, &status) && status == 1;
	return strcmp(e->command, "+CGEV") == 0 && detect_begins(e, 0, "NW PDN ACT");
}

static bool sees(struct detect_state *st, const struct event *e, uint32_t limit,
		 uint64_t window_ms)
{
	(void)limit;
	if (e->passed && asks(e)) {
		st->last_ms = e->now_ms;
		st->flags = 1;
	}
	return comes_up(e) && (!st->flags || e->now_ms - st->last_ms > window_ms);
}

const struct detector detect_data_unasked = { "data-unasked", DETECT_ALERT, 0, 300, sees, false };
