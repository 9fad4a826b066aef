/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The verdict of the policy on AT commands and unsolicited codes; pure, like policy.h. */
#pragma once

#include "at_select.h"

#include "../parsers/at.h"
#include "policy.h"

/*
 * Whether command number `part` of a client's line may pass: first match wins, the end refuses.
 * A passing one spends from the bucket of its rule. Commands of the client's own terminal
 * (AT_LOCAL) are not asked about.
 */
struct verdict at_policy_decide(const struct ruleset *rs, struct policy_state *st, uint16_t role,
				const struct at_record *r, unsigned part, uint64_t now_ms);
/* Whether a role may see the unsolicited code of `row`. */
bool at_policy_hears(const struct ruleset *rs, const struct policy_state *st, uint16_t role,
		     uint16_t row);
/*
 * Fills the look-ups of `st` for AT and empties its buckets: the sibling of policy_init(). A gate
 * has one protocol, and needs its own only.
 */
void at_policy_init(struct policy_state *st, const struct ruleset *rs);
