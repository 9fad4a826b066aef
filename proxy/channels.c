/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Logical channels of cards and who opened them. */
#include "channels.h"

#include <string.h>

#include "../parsers/apdu.h"

/* MANAGE CHANNEL (ISO 7816-4 11.1.2): P1 says what, P2 which; status words of success. */
enum {
	INS_MANAGE_CHANNEL = 0x70,
	P1_OPEN = 0x00,
	P1_CLOSE = 0x80,
	SW_DONE = 0x90,
	SW_DONE_PROACTIVE = 0x91,
};

static unsigned find(const struct channels *c, uint8_t card, uint8_t id)
{
	for (unsigned i = 0; i < c->n; i++)
		if (c->e[i].id == id &&
		    (c->e[i].card == card || c->e[i].card == CHANNEL_ANY_CARD ||
		     card == CHANNEL_ANY_CARD))
			return i;
	return CHANNELS_MAX;
}

static void take_out(struct channels *c, unsigned i)
{
	c->n--;
	memmove(&c->e[i], &c->e[i + 1], (c->n - i) * sizeof(c->e[0]));
}

/* The oldest that nobody has, or that the client itself forgot to close. */
static bool make_room(struct channels *c, unsigned owner)
{
	for (unsigned i = 0; i < c->n; i++) {
		if (c->e[i].owner != CHANNEL_NOBODY && c->e[i].owner != owner)
			continue;
		take_out(c, i);
		return true;
	}
	return false;
}

void channels_own(struct channels *c, uint8_t card, uint8_t id, unsigned owner)
{
	channels_forget(c, card, id); /* a card that was reset counts from 1 again */
	if (c->n == CHANNELS_MAX && !make_room(c, owner))
		return;
	c->e[c->n].card = card;
	c->e[c->n].id = id;
	c->e[c->n].owner = (uint8_t)owner;
	c->n++;
}

void channels_forget(struct channels *c, uint8_t card, uint8_t id)
{
	unsigned i;

	while ((i = find(c, card, id)) < CHANNELS_MAX)
		take_out(c, i);
}

void channels_leave(struct channels *c, unsigned owner)
{
	for (unsigned i = 0; i < c->n; i++)
		if (c->e[i].owner == owner)
			c->e[i].owner = CHANNEL_NOBODY;
}

enum reason channels_may_use(const struct channels *c, uint8_t card, uint8_t id, unsigned client)
{
	unsigned i = find(c, card, id);

	if (i == CHANNELS_MAX)
		return id == 0 ? REASON_OK : REASON_CHANNEL_FOREIGN;
	return c->e[i].owner == client ? REASON_OK : REASON_CHANNEL_FOREIGN;
}

enum reason channels_may_close(const struct channels *c, uint8_t card, uint8_t id, unsigned client)
{
	unsigned i = find(c, card, id);

	if (i < CHANNELS_MAX && c->e[i].owner == CHANNEL_NOBODY)
		return REASON_OK;
	return channels_may_use(c, card, id, client);
}

struct channel_request channels_of_apdu(uint8_t card, struct cur apdu)
{
	struct channel_request r = { .act = CHANNEL_STAYS, .card = card };
	struct apdu_command command;

	if (apdu_split(apdu, &command) != REASON_OK || command.instruction != INS_MANAGE_CHANNEL)
		return r;
	r.id = command.p2;
	if (command.p1 == P1_OPEN) {
		r.act = CHANNEL_MANAGED_OPEN;
	} else if (command.p1 == P1_CLOSE) {
		r.act = CHANNEL_MANAGED_CLOSE;
		if (r.id == 0) /* the one that it is sent in */
			r.id = (uint8_t)apdu_channel(command.class);
	}
	return r;
}

enum reason channels_may_send(const struct channels *c, uint8_t card, struct cur apdu,
			      unsigned client)
{
	struct channel_request r = channels_of_apdu(card, apdu);
	struct apdu_command command;
	enum reason why = REASON_OK;
	unsigned id;

	if (apdu_split(apdu, &command) != REASON_OK)
		return REASON_OK; /* its parser refuses it */
	id = apdu_channel(command.class);
	if (r.act == CHANNEL_MANAGED_CLOSE)
		why = channels_may_close(c, card, r.id, client);
	else if (r.act == CHANNEL_MANAGED_OPEN && r.id != 0 && find(c, card, r.id) < CHANNELS_MAX)
		why = channels_may_use(c, card, r.id, client);
	if (why == REASON_OK && id != 0 && !(r.act == CHANNEL_MANAGED_CLOSE && r.id == id))
		why = channels_may_use(c, card, (uint8_t)id, client);
	return why;
}

void channels_managed(struct channels *c, const struct channel_request *r, struct cur response,
		      unsigned client)
{
	uint8_t sw = response.n >= 2 ? response.p[response.n - 2] : 0;

	if (sw != SW_DONE && sw != SW_DONE_PROACTIVE)
		return;
	if (r->act == CHANNEL_MANAGED_CLOSE)
		channels_forget(c, r->card, r->id);
	else if (r->act == CHANNEL_MANAGED_OPEN && r->id != 0)
		channels_own(c, r->card, r->id, client);
	else if (r->act == CHANNEL_MANAGED_OPEN && response.n == 3 && response.p[0] != 0)
		channels_own(c, r->card, response.p[0], client);
}
