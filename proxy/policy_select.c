/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which rules are about a message of QMI, whatever is in it: for policy and language. */
#include "policy.h"

bool policy_selects(const struct ruleset_rule *r, uint16_t row)
{
	const struct service_def *service;
	const struct message_def *def = schema_row(row, &service);

	if (!(r->protocol & RULE_QMI) || def == NULL)
		return false;
	switch ((enum rule_selector)r->selector) {
	case SELECT_ANY:
		return true;
	case SELECT_CLASS:
		return def->class == r->class;
	case SELECT_SERVICE:
		return service->id == r->service;
	case SELECT_MESSAGE:
		return r->rows[0] == row || r->rows[1] == row;
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
	for (size_t i = 0; i < rs->n_rules; i++) {
		const struct ruleset_rule *r = &rs->rules[i];

		if ((r->role != role && r->role != ROLE_ANY) || !policy_selects(r, row))
			continue;
		if (r->allow)
			return true;
		if (r->n_terms == 0)
			return false;
	}
	return false;
}
