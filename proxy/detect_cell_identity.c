/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cells that cannot be: registered, in an area that no network has (TS 24.008 10.5.1.3). */
#include "registration.h"

static bool sees(struct detect_state *st, const struct event *e, uint32_t limit,
		 uint64_t window_ms)
{
	struct registration r;
	uint32_t bit;
	bool impossible;

	(void)limit, (void)window_ms;
	if (!registration_of(e, &r) || !r.is_registered || (!r.has_area && !r.has_cell))
		return false;
	/* 0xFFFE is what modems say of the area of the other domain: no valid area, and no lie. */
	impossible = (r.has_area && (r.area == 0 || r.area == 0xFFFF)) ||
		     (r.has_cell && r.cell == 0);
	/* Once each time that it begins, of each source. */
	bit = UINT32_C(1) << r.source;
	if (impossible == ((st->flags & bit) != 0))
		return false;
	st->flags ^= bit;
	return impossible;
}

const struct detector detect_cell_identity = { "cell-identity", DETECT_ALERT, 0, 0, sees, false };
