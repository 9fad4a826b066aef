/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Roaming that is odd: abroad and yet at home, or now the one and now the other. */
#include "registration.h"

enum { NAS = 0x03, GET_HOME_NETWORK = 0x0025, TLV_HOME = 0x01, TLV_PLMN = 0x12 };
enum { ABROAD = 1u << 31 }; /* of the flags; below: known, and roaming, of each source */

/* Countries of more than one code (ITU-T E.212). */
static const struct {
	uint16_t first, last;
} countries[] = { { 234, 235 }, { 310, 316 }, { 404, 406 }, { 440, 441 }, { 460, 461 } };

static uint64_t country_of(uint64_t mcc)
{
	for (size_t i = 0; i < sizeof(countries) / sizeof(countries[0]); i++)
		if (mcc >= countries[i].first && mcc <= countries[i].last)
			return countries[i].first;
	return mcc;
}

/* What says that it is at home, in a country that is not that of the subscription. */
static bool is_abroad(struct detect_state *st, const struct event *e, const struct registration *r)
{
	uint64_t mcc;
	bool is, was = (st->flags & ABROAD) != 0;

	if (!e->message || !st->value || !r->has_roaming ||
	    !message_scalar(e->message, TLV_PLMN, 0, &mcc) || mcc == 0 || mcc > 999)
		return false;
	is = !r->is_roaming && country_of(mcc) != country_of(st->value);
	st->flags = is ? st->flags | ABROAD : st->flags & ~(uint32_t)ABROAD;
	return is && !was;
}

static bool sees(struct detect_state *st, const struct event *e, uint32_t limit,
		 uint64_t window_ms)
{
	uint32_t known, roaming;
	uint64_t home;
	struct registration r;
	bool changed;

	if (e->message && e->side == SIDE_MODEM && e->service == NAS && e->id == GET_HOME_NETWORK &&
	    e->type == TYPE_RESPONSE && message_scalar(e->message, TLV_HOME, 0, &home) &&
	    home <= 999)
		st->value = home;
	if (!registration_of(e, &r) || !r.is_registered || !r.has_roaming)
		return false;
	known = UINT32_C(1) << r.source;
	roaming = known << REGISTRATION_SOURCES;
	changed = (st->flags & known) && r.is_roaming != ((st->flags & roaming) != 0);
	st->flags |= known;
	st->flags = r.is_roaming ? st->flags | roaming : st->flags & ~roaming;
	changed = changed && detect_over(st, e->now_ms, limit, window_ms);
	return is_abroad(st, e, &r) || changed;
}

const struct detector detect_roaming = { "roaming", DETECT_ALERT, 6, 600, sees, false };
