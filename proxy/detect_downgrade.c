/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Service that falls to GSM from anything newer. */
#include "registration.h"

static bool sees(struct detect_state *st, const struct event *e, uint32_t limit,
		 uint64_t window_ms)
{
	struct registration r;

	(void)limit, (void)window_ms;
	if (!registration_of(e, &r) || !r.is_registered)
		return false;
	if (r.radio == REGISTRATION_NEWER)
		st->flags = 1;
	if (r.radio != REGISTRATION_GSM || !st->flags)
		return false;
	st->flags = 0; /* told once each time that it falls */
	return true;
}

const struct detector detect_downgrade = { "downgrade", DETECT_ALERT, 0, 0, sees, false };
