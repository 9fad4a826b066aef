/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The buckets of rules with a rate, for rules of either protocol. */
#include "policy.h"

enum { MILLI = 1000 }; /* buckets count in 1/1000 of a message */

/*
 * Spends one message from the bucket of a rule, which holds `rate` messages and refills in `per_s`.
 * The clock of the bucket advances by whole 1/1000 messages only, rounded up, so that neither
 * frequent nor rare questions gain anything. A clock that jumps back refills nothing.
 */
bool policy_spend(const struct ruleset *rs, struct policy_state *st, size_t index, uint64_t now_ms)
{
	const struct ruleset_rule *r = &rs->rules[index];
	uint64_t elapsed, gained;

	if (!st->buckets[index].used || now_ms < st->buckets[index].at_ms) {
		st->buckets[index].used = 1;
		st->buckets[index].at_ms = now_ms;
	}
	elapsed = now_ms - st->buckets[index].at_ms;
	if (elapsed >= (uint64_t)r->per_s * 1000) {
		st->buckets[index].spent = 0;
		st->buckets[index].at_ms = now_ms;
	} else {
		gained = elapsed * r->rate / r->per_s;
		if (gained >= st->buckets[index].spent) {
			st->buckets[index].spent = 0;
			st->buckets[index].at_ms = now_ms;
		} else {
			st->buckets[index].spent -= (uint32_t)gained;
			st->buckets[index].at_ms += (gained * r->per_s + r->rate - 1) / r->rate;
		}
	}
	if (st->buckets[index].spent + MILLI > r->rate * MILLI)
		return false;
	st->buckets[index].spent += MILLI;
	return true;
}
