/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which rules are about a message of QMI, whatever is in it: for policy and language. */
#include "policy.h"

struct policy_subject policy_subject_of(uint16_t row)
{
	struct policy_subject s = { .row = row };

	s.def = schema_row(row, &s.service);
	return s;
}

bool policy_selects(const struct ruleset_rule *r, const struct policy_subject *s)
{
	if (!(r->protocol & RULE_QMI) || s->def == NULL)
		return false;
	switch ((enum rule_selector)r->selector) {
	case SELECT_ANY:
		return true;
	case SELECT_CLASS:
		return s->def->class == r->class;
	case SELECT_SERVICE:
		return s->service->id == r->service;
	case SELECT_MESSAGE:
		return r->rows[0] == s->row || r->rows[1] == s->row;
	case SELECT_RAW: /* for what has no row */
	case SELECT_GROUP:
	case SELECT_FAMILY:
	case SELECT_COMMAND:
	case SELECT_DIAL:
	case SELECT_GRANT:
	case SELECT_AT_RAW:
	case SELECT_PAYLOAD: /* what messages carry is asked about behind them */
	case SELECT_COUNT:
		break;
	}
	return false;
}

bool policy_may_allow(const struct ruleset *rs, uint16_t role, uint16_t row)
{
	const struct policy_subject s = policy_subject_of(row);

	for (size_t i = 0; i < rs->n_rules; i++) {
		const struct ruleset_rule *r = &rs->rules[i];

		if ((r->role != role && r->role != ROLE_ANY) || !policy_selects(r, &s))
			continue;
		if (r->allow)
			return true;
		if (r->n_terms == 0)
			return false;
	}
	return false;
}
