/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The verdict of the policy on one message: a pure function of rules, message, buckets and time. */
#pragma once

#include "../parsers/carrier.h"
#include "../parsers/message.h"
#include "ruleset.h"

#define RULE_IMPLICIT UINT16_MAX	  /* no rule matched: the end of the file refuses */
#define RULE_BUILTIN (UINT16_MAX - 1) /* no policy can allow this: structure, session, ownership */

/* Refusal is the zero value. */
struct verdict {
	uint8_t pass;
	uint8_t reason; /* NOT_IN_POLICY, DENIED, RATE_EXCEEDED, UNKNOWN_*, TLV_*; or OK */
	uint16_t rule;	/* index of the rule that decided, or RULE_IMPLICIT */
	uint8_t alert;	/* write an audit record even where it passes */
	uint8_t act;	/* enum rule_act. SUBSTITUTE: it passes with other payloads in it */
};

/* Token buckets of the rules with a rate, per rule. Zeroed = full at the first use. */
struct policy_state {
	uint8_t is_shut; /* nobody may write down what would pass: nothing does */
	struct {
		uint64_t at_ms;
		uint32_t spent; /* in 1/1000 of a message */
		uint8_t used;
	} buckets[RULESET_MAX_RULES];
	/* First rule that can match, by role and row, so that the common case is one look-up. */
	uint16_t first[RULESET_MAX_ROLES][SCHEMA_MAX_ROWS];
	/* Whether a role may use a service at all, by role and index of schema_services. */
	uint8_t service[RULESET_MAX_ROLES][64];
	/* AT: the first rule that can match, and a bit whether its code is heard; by role and row.
	 * Written for the roles and rows that there are. */
	uint16_t at_first[RULESET_MAX_ROLES][AT_MAX_ROWS];
	uint8_t at_hears[RULESET_MAX_ROLES][AT_MAX_ROWS / 8];
};

/* policy_select.c: a message as rules see it; and whether the selector of a rule is about it. */
struct policy_subject {
	uint16_t row;
	const struct message_def *def; /* NULL: there is no such row */
	const struct service_def *service;
};

struct policy_subject policy_subject_of(uint16_t row);
bool policy_selects(const struct ruleset_rule *r, const struct policy_subject *s);
/* Whether an allowing rule for role and row stands before a denial without terms. */
bool policy_may_allow(const struct ruleset *rs, uint16_t role, uint16_t row);
/* Fills the look-ups of `st` for QMI and empties its buckets. `rs` has passed ruleset_check(). */
void policy_init(struct policy_state *st, const struct ruleset *rs);
/*
 * Requests and indications: may this message pass to or from a client of this role? First match
 * wins; the end refuses. `now_ms` is monotonic; only a passing request spends from a bucket.
 * Terms ("where") hold for requests; for indications a rule with terms does not match. What passes
 * is then asked for its payloads: the verdict is of the rule about those, where one decides.
 */
struct verdict policy_decide(const struct ruleset *rs, struct policy_state *st, uint16_t role,
			     const struct message *m, uint64_t now_ms);
/*
 * policy_payload.c: the payloads that a message of either protocol (`road`, one of enum
 * rule_protocol) carries, for or from a client of this role: the first rule about payloads of such
 * a kind whose terms hold. Where none does, they pass. policy_decide() asks this itself; for
 * responses their session asks.
 */
struct verdict policy_payloads(const struct ruleset *rs, struct policy_state *st, uint16_t role,
			       enum rule_protocol road, const struct content *c, uint64_t now_ms);
/*
 * The same of one that was not what it should be, and why: refused, but for a name, which is
 * replaced; or what a rule about malformed ones says.
 */
struct verdict policy_malformed(const struct ruleset *rs, uint16_t role, enum rule_protocol road,
				enum payload_kind kind, enum reason why);
/* Whether a term about a fact holds. */
bool policy_fact_holds(const struct ruleset *rs, const struct ruleset_term *t,
		       const struct facts *f);
/* policy_carried.c: both, of a message of QMI that another rule allows, or none decides. */
struct verdict policy_carried(const struct ruleset *rs, struct policy_state *st, uint16_t role,
			      const struct message *m, uint64_t now_ms);
/*
 * policy_rate.c: takes one message off the bucket of rule `index`, which has a rate; false where it
 * is empty.
 */
MUST_USE bool policy_spend(const struct ruleset *rs, struct policy_state *st, size_t index,
			   uint64_t now_ms);
/*
 * Whether the notes of a message refuse it ("strict SERVICE"): REASON_TLV_UNKNOWN, _TLV_TRAILING or
 * _OK. policy_decide() asks this itself; for a response, which no rule decides, its session asks.
 */
MUST_USE enum reason policy_strict(const struct ruleset *rs, const struct message *m);
/* Whether some rule may allow the role something in the service (raw rules included). */
bool policy_service(const struct ruleset *rs, const struct policy_state *st, uint16_t role,
		    uint16_t service);
