/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * New rules in the place of old ones while rooms run: links, ports and listeners are known by their
 * index everywhere, so what has the same name must keep it. Pure.
 */
#pragma once

#include "ruleset.h"

enum ruleset_change {
	CHANGE_NONE,	/* or nothing that matters to who runs already */
	CHANGE_OTHER,	/* another port: its gate must be started anew */
	CHANGE_ADDED,
	CHANGE_REMOVED, /* its place is kept, by its name only */
};

struct ruleset_changes {
	char refused[RULESET_PATH + 32]; /* what cannot change while airlock runs; "" */
	uint8_t links[RULESET_MAX_LINKS], ports[RULESET_MAX_PORTS];   /* enum ruleset_change */
	uint8_t listens[RULESET_MAX_LISTENS];
};

/* What stood in `now` and was removed earlier: bits by index. */
struct ruleset_gone {
	uint32_t links, ports, listens;
};

/*
 * Brings links, ports and listeners of `next` to the places that they have in `now`. Both have
 * passed ruleset_check(), and `next` does again. False: something cannot change, see `refused`;
 * then `next` is of no use.
 */
bool ruleset_align(const struct ruleset *now, const struct ruleset_gone *gone, struct ruleset *next,
		   struct ruleset_changes *changes);
/* The role of the same name, ROLE_NONE where there is none. ROLE_ANY and ROLE_NONE stay. */
uint16_t ruleset_same_role(const struct ruleset *from, uint16_t role, const struct ruleset *to);
