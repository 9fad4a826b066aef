/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rules about payloads, put behind those of a rig. */
#pragma once

#include "../../proxy/ruleset.h"

/* Denies payloads of these kinds where the fact is `value`; FACT_COUNT: all of them. */
static inline void deny_payload(struct ruleset *rs, uint32_t kinds, enum fact_id fact,
				uint64_t value, enum rule_act act)
{
	struct ruleset_rule *r = &rs->rules[rs->n_rules++];

	*r = (struct ruleset_rule){ .protocol = RULE_QMI | RULE_AT,
				    .selector = SELECT_PAYLOAD,
				    .role = ROLE_ANY,
				    .payloads = kinds,
				    .act = (uint8_t)act,
				    .line = 99 };
	if (fact == FACT_COUNT)
		return;
	r->first_term = (uint16_t)rs->n_terms;
	r->n_terms = 1;
	rs->terms[rs->n_terms++] = (struct ruleset_term){ .fact = (uint8_t)(fact + 1),
							  .first_value = (uint16_t)rs->n_values,
							  .n_values = 1 };
	rs->values[rs->n_values++] = (struct ruleset_value){ .low = value, .high = value };
}

static inline void deny_malformed(struct ruleset *rs, uint32_t kinds, enum rule_act act)
{
	deny_payload(rs, kinds, FACT_COUNT, 0, act);
	rs->rules[rs->n_rules - 1].malformed = 1;
}

#define KIND(k) (UINT32_C(1) << PAYLOAD_##k)
