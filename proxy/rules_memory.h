/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The rules, as the warden shares them with gates and scribe: memory that only the warden can
 * write. There is room for two rulesets, so that new rules are put beside those in use. Rooms map
 * it before they enter, and are told by a control message when to look at the other one. A place is
 * written again only after every room has said that it has left it.
 */
#pragma once

#include "ruleset.h"

struct rules_memory {
	uint32_t generation; /* of the rules in use, from 1 on */
	uint32_t pad;
	struct ruleset places[2]; /* that of a generation: its lowest bit */
};

/* In a room, before it enters: maps it. Returns the generation in use; 0: that is not possible. */
uint32_t rules_memory_open(int fd);
/* The rules of a generation, checked; NULL: they are none. */
const struct ruleset *rules_memory_get(uint32_t generation);
