/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Serving systems of QMI NAS, +CREG and its kin, and +COPS: as one. */
#include "registration.h"

#include <string.h>

/* Radio interfaces of QMI NAS. */
enum { RADIO_GSM = 4, RADIO_UMTS = 5, RADIO_LTE = 8, RADIO_NR = 12 };
enum { NAS = 0x03, SERVING_SYSTEM = 0x0024 };
enum { TLV_SERVING = 0x01, LEAF_RADIO = 4, TLV_ROAMING = 0x10 };
/* The indication has other tags than the response. */
enum { IND_LAC = 0x1D, IND_CID = 0x1E, RSP_LAC = 0x1C, RSP_CID = 0x1D };

/*
 * Registration, attachments, network, and then a list whose first element is the radio interface; a
 * record has the count in two bytes.
 */
static uint8_t radio_of(const struct message *m)
{
	const struct message_tlv *t = message_tlv(m, TLV_SERVING);
	struct cur value, skipped;
	uint64_t radio;

	if (!t)
		return REGISTRATION_UNKNOWN;
	value = t->packed;
	if (!cur_take(&value, LEAF_RADIO, &skipped) || !cur_le(&value, 2, &radio) || radio == 0 ||
	    !cur_le(&value, 1, &radio))
		return REGISTRATION_UNKNOWN;
	return radio == RADIO_GSM ? REGISTRATION_GSM
	       : radio == RADIO_UMTS || radio == RADIO_LTE || radio == RADIO_NR
		       ? REGISTRATION_NEWER
		       : REGISTRATION_UNKNOWN;
}

static bool of_message(const struct event *e, struct registration *r)
{
	bool is_ind = e->type == TYPE_INDICATION;
	uint64_t state, roaming;

	if (e->service != NAS || e->id != SERVING_SYSTEM ||
	    !message_scalar(e->message, TLV_SERVING, 0, &state))
		return false;
	r->is_registered = state == 1;
	r->has_area = message_scalar(e->message, is_ind ? IND_LAC : RSP_LAC, 0, &r->area);
	r->has_cell = message_scalar(e->message, is_ind ? IND_CID : RSP_CID, 0, &r->cell);
	r->radio = radio_of(e->message);
	/* 0: roaming, 1: at home; more are of CDMA. */
	r->has_roaming = message_scalar(e->message, TLV_ROAMING, 0, &roaming) && roaming <= 1;
	r->is_roaming = r->has_roaming && roaming == 0;
	return true;
}

/* TS 27.007 7.3 <AcT>: GSM, GSM compact, EGPRS and EC-GSM-IoT are 0, 1, 3 and 8. */
static uint8_t radio_of_act(const struct event *e, unsigned i)
{
	uint64_t act;

	if (!detect_decimal(e, i, &act))
		return REGISTRATION_UNKNOWN;
	return act == 0 || act == 1 || act == 3 || act == 8 ? REGISTRATION_GSM
							    : REGISTRATION_NEWER;
}

/* TS 27.007 7.2: <stat> 1 and 6 and 9 are at home, 5 and 7 and 10 roaming. */
static void take_stat(struct registration *r, uint64_t stat)
{
	bool home = stat == 1 || stat == 6 || stat == 9;

	r->is_roaming = stat == 5 || stat == 7 || stat == 10;
	r->is_registered = r->has_roaming = home || r->is_roaming;
}

static bool of_line(const struct event *e, struct registration *r)
{
	static const char *const commands[] = { "+CREG", "+CGREG", "+CEREG", "+C5GREG" };
	unsigned i = 0, first = e->type == TYPE_RESPONSE; /* a read begins with <n> */
	uint64_t stat;

	if (strcmp(e->command, "+COPS") == 0 && e->type == TYPE_RESPONSE) {
		/* A list of networks is no registration: its first value is no number. */
		r->source = 5;
		r->is_registered = detect_decimal(e, 0, &stat) && e->values[2].n > 0;
		r->radio = radio_of_act(e, 3);
		return r->is_registered;
	}
	while (i < 4 && strcmp(e->command, commands[i]) != 0)
		i++;
	if (i == 4 || !detect_decimal(e, first, &stat))
		return false;
	r->source = (uint8_t)(1 + i);
	take_stat(r, stat);
	r->has_area = detect_hex(e, first + 1, &r->area);
	r->has_cell = detect_hex(e, first + 2, &r->cell);
	/* +C5GREG has <allowed NSSAI length> there, +CEREG and +CREG what we want. */
	r->radio = radio_of_act(e, first + 3);
	return true;
}

bool registration_of(const struct event *e, struct registration *out)
{
	*out = (struct registration){ 0 };
	if (e->side != SIDE_MODEM || (e->type != TYPE_INDICATION && e->type != TYPE_RESPONSE))
		return false;
	return e->message ? of_message(e, out) : of_line(e, out);
}
