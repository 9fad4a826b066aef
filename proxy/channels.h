/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Logical channels of cards (ISO 7816-4 5.4.1) and the clients that opened them. A channel stands
 * in one application for as long as it is open: who may send in another's, or close it, is inside
 * what a policy let the other one alone reach. Pure; the sessions of both protocols ask it.
 */
#pragma once

#include "../parsers/cursor.h"
#include "../parsers/reason.h"

enum {
	CHANNELS_MAX = 80,     /* 20 of each of four slots (TS 102 221 10.3) */
	CHANNEL_NOBODY = 0xFF, /* its owner has left; it is still open */
	CHANNEL_ANY_CARD = 0,  /* AT does not say which card */
};

/* Zeroed: there are none but the basic ones, which everybody has. */
struct channels {
	struct {
		uint8_t card, id, owner;
	} e[CHANNELS_MAX]; /* the oldest first */
	unsigned n;
};

/* What a request does to a channel when it succeeds. */
enum channel_act {
	CHANNEL_STAYS,
	CHANNEL_OPENS, /* the answer says which */
	CHANNEL_CLOSES,
	CHANNEL_MANAGED_OPEN, /* the same by an APDU: in its response, or `id` where not 0 */
	CHANNEL_MANAGED_CLOSE,
};

struct channel_request {
	uint8_t act; /* enum channel_act */
	uint8_t card, id;
};

/* The client has it now, whoever had it. What finds no room belongs to nobody, and is refused. */
void channels_own(struct channels *c, uint8_t card, uint8_t id, unsigned owner);
void channels_forget(struct channels *c, uint8_t card, uint8_t id);
/* The client has left: what it had nobody may use, and anybody may close. */
void channels_leave(struct channels *c, unsigned owner);

/* OK, or CHANNEL_FOREIGN: the client opened no such channel. Channel 0 needs not be opened. */
MUST_USE enum reason channels_may_use(const struct channels *c, uint8_t card, uint8_t id,
				      unsigned client);
MUST_USE enum reason channels_may_close(const struct channels *c, uint8_t card, uint8_t id,
					unsigned client);
/* What a command APDU does to channels. What is no APDU does nothing. */
struct channel_request channels_of_apdu(uint8_t card, struct cur apdu);
/* Whether the client may send it, by the channel in its class, and by what it opens and closes. */
MUST_USE enum reason channels_may_send(const struct channels *c, uint8_t card, struct cur apdu,
				       unsigned client);
/* The card's response to an APDU; `client` CHANNEL_NOBODY where it has left meanwhile. */
void channels_managed(struct channels *c, const struct channel_request *r, struct cur response,
		      unsigned client);
