/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An identity or a firmware that is another than it was: the device was changed or updated. */
#include "detect.h"


/* DMS Get Revision, and what AT answers to the same. */
static bool is_identity(const struct event *e)
{
	if (e->message)
		return e->service == 0x02 && e->id == 0x0023;
	return e->command[0] == '+' && e->command[1] == 'C' && e->command[2] == 'G' &&
	       e->command[3] == 'M' && e->command[4] == 'R' && e->command[5] == '\0';
}

static bool sees(struct detect_state *st, const struct event *e, uint32_t limit,
		 uint64_t window_ms)
{
	(void)limit, (void)window_ms;
	if (e->side != SIDE_MODEM || e->type != TYPE_RESPONSE || e->digest == 0 || !is_identity(e))
		return false;
	if (st->value == 0)
		st->value = e->digest;
	if (st->value == e->digest)
		return false;
	st->value = e->digest;
	return true;
}

const struct detector detect_drift = { "drift", DETECT_ALERT, 0, 0, sees, false };
