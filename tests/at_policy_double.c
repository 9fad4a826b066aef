/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A policy for the AT session's tests, by role: see at_rig.h. */
#include "at_rig.h"

struct verdict at_policy_decide(const struct ruleset *rs, struct policy_state *st, uint16_t role,
				const struct at_record *r, unsigned part, uint64_t now_ms)
{
	const struct at_part *p = &r->parts[part];
	struct verdict v = { .rule = RULE_IMPLICIT, .reason = REASON_NOT_IN_POLICY };

	(void)rs;
	(void)st;
	(void)now_ms;
	v.pass = (role == AT_RIG_ALL || role == AT_RIG_PLAIN) && p->row != ROW_NONE;
	if (role == AT_RIG_READ)
		v.pass = p->row != ROW_NONE && at_part_class(p, r->values) == CLASS_READ;
	/* What no shipped policy allows. */
	if (at_part_group(p, r->values) == AT_GROUP_CODE_EXECUTION)
		v = (struct verdict){ .reason = REASON_DENIED };
	if (v.pass)
		v.reason = REASON_OK;
	return v;
}

bool at_policy_hears(const struct ruleset *rs, const struct policy_state *st, uint16_t role,
		     uint16_t row)
{
	(void)rs;
	(void)st;
	return role != AT_RIG_NONE && row != ROW_NONE;
}

unsigned at_policy_grants(const struct ruleset *rs, uint16_t role)
{
	(void)rs;
	return role == AT_RIG_ALL ? AT_GRANT_DATA | AT_GRANT_TEXT | AT_GRANT_REPEAT : 0;
}
