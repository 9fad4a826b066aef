/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Service that falls to GSM from anything newer, where it stays long enough to matter. */
#include "detect.h"


/* Radio interfaces of QMI NAS. */
enum { RADIO_GSM = 4, RADIO_UMTS = 5, RADIO_LTE = 8, RADIO_NR = 12 };
enum { NAS = 0x03, SERVING_SYSTEM = 0x0024, TLV_SERVING = 0x01, LEAF_RADIO = 4 };

/*
 * The radio interface of a serving system: registration, attachments, network, and then a list
 * whose first element it is; a record has the count in two bytes.
 */
static bool radio_of(const struct event *e, uint64_t *out)
{
	const struct message_tlv *t;
	struct cur value, skipped;

	if (!e->message || e->service != NAS || e->id != SERVING_SYSTEM)
		return false;
	t = message_tlv(e->message, TLV_SERVING);
	if (!t)
		return false;
	value = t->packed;
	return cur_take(&value, LEAF_RADIO, &skipped) && cur_le(&value, 2, out) && *out > 0 &&
	       cur_le(&value, 1, out);
}

static bool sees(struct detect_state *st, const struct event *e, uint32_t limit,
		 uint64_t window_ms)
{
	uint64_t radio;
	bool is_gsm, is_newer;

	(void)limit, (void)window_ms;
	if (e->side != SIDE_MODEM || !radio_of(e, &radio))
		return false;
	is_gsm = radio == RADIO_GSM;
	is_newer = radio == RADIO_UMTS || radio == RADIO_LTE || radio == RADIO_NR;
	if (is_newer)
		st->flags = 1;
	if (!is_gsm || !st->flags)
		return false;
	st->flags = 0;
	return true;
}

const struct detector detect_downgrade = { "downgrade", DETECT_ALERT, 0, 0, sees };
