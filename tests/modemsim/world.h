/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a modem remembers beyond its answers, and the requests that change it. */
#pragma once

#include "modem.h"

/* A handler finds in `m->reply` the stored answer and changes it. */
typedef void (*world_handler)(struct modem *m, const struct message *request);

struct world_row {
	const char *name;
	world_handler run;
};

/* A request's TLV that becomes a TLV of another message's answer. */
struct world_copy {
	const char *from, *from_tlv;
	const char *to, *to_tlv;
};

extern const struct world_row world_calls[], world_cards[], world_messages[], world_tunnel[];


/* Sets m->world; the store is loaded before. NULL where there is no memory. */
struct world *world_new(struct modem *m);
void world_free(struct world *w);
/* Clients of a service were released or all ids forgotten (cid 0: all). */
void world_client_gone(struct modem *m, uint8_t service, uint8_t cid);
/* "NAME [ARGUMENTS]": something happens to the modem. False: `*why` says what was expected. */
MUST_USE bool world_event(struct modem *m, const char *text, const char **why);
/* What the network looks like to all who ask: 0 none, 1 registered, 2 searching, 3 denied. */
void world_set_registration(struct modem *m, unsigned state);
/* Whether a client asked for its service's indications. */
bool world_is_registered(const struct modem *m, uint8_t service, uint8_t cid);
/* Applies what a request does to the world; called with the stored answer in `m->reply`. */
void world_apply(struct modem *m, const struct message *request);
/* After the response went out: later results of two-step operations, announcements. */
void world_after(struct modem *m, const struct message *request);
