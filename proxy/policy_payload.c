/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The verdict of the policy on payloads, on both roads. */
#include "policy.h"

#include <string.h>

/* Digits, also in a text: "900" is no way around a rule about 900. */
static bool fact_number(const struct facts *f, enum fact_id id, uint64_t *out)
{
	uint64_t value = 0;

	if (!payload_facts[id].is_text) {
		*out = f->number[id];
		return true;
	}
	if (f->text[id].len == 0 || f->text[id].len > 18)
		return false;
	for (size_t i = 0; i < f->text[id].len; i++) {
		if (f->text[id].bytes[i] < '0' || f->text[id].bytes[i] > '9')
			return false;
		value = value * 10 + (uint64_t)(f->text[id].bytes[i] - '0');
	}
	*out = value;
	return true;
}

static bool value_holds(const struct ruleset *rs, const struct ruleset_value *v,
			const struct facts *f, enum fact_id id)
{
	uint64_t number;
	size_t len = f->text[id].len;

	switch ((enum value_kind)v->kind) {
	case VALUE_NUMBER:
		return fact_number(f, id, &number) && number >= v->low && number <= v->high;
	case VALUE_TEXT:
		return payload_facts[id].is_text && len == v->high &&
		       memcmp(f->text[id].bytes, &rs->strings[v->low], len) == 0;
	case VALUE_PREFIX:
		return payload_facts[id].is_text && len >= v->high &&
		       memcmp(f->text[id].bytes, &rs->strings[v->low], v->high) == 0;
	case VALUE_NONE:
	case VALUE_KINDS:
		break;
	}
	return false;
}

bool policy_fact_holds(const struct ruleset *rs, const struct ruleset_term *t,
		       const struct facts *f)
{
	enum fact_id id = (enum fact_id)(t->fact - 1);
	bool known = f->known >> id & 1;

	for (size_t i = 0; i < t->n_values; i++) {
		const struct ruleset_value *v = &rs->values[t->first_value + i];

		if (v->kind == VALUE_NONE ? !known : known && value_holds(rs, v, f, id))
			return true;
	}
	return false;
}

static bool is_about(const struct ruleset_rule *r, uint16_t role, enum rule_protocol road,
		     uint32_t kinds, bool malformed)
{
	return r->selector == SELECT_PAYLOAD && (r->role == role || r->role == ROLE_ANY) &&
	       (r->protocol & road) && (r->payloads & kinds) && r->malformed == malformed;
}

static bool terms_hold(const struct ruleset *rs, const struct ruleset_rule *r,
		       const struct facts *f)
{
	for (size_t i = 0; i < r->n_terms; i++)
		if (!policy_fact_holds(rs, &rs->terms[r->first_term + i], f))
			return false;
	return true;
}

static struct verdict denied(const struct ruleset_rule *r, size_t index, enum reason why)
{
	return (struct verdict){ .pass = r->act == ACT_SUBSTITUTE,
				 .reason = (uint8_t)why,
				 .rule = (uint16_t)index,
				 .alert = r->alert,
				 .act = r->act };
}

struct verdict policy_payloads(const struct ruleset *rs, struct policy_state *st, uint16_t role,
			       enum rule_protocol road, const struct content *c, uint64_t now_ms)
{
	struct verdict v = { .pass = 1, .rule = RULE_BUILTIN };

	for (size_t i = 0; i < rs->n_rules; i++) {
		const struct ruleset_rule *r = &rs->rules[i];

		if (!is_about(r, role, road, c->kinds, false) || !terms_hold(rs, r, &c->facts))
			continue;
		if (!r->allow)
			return denied(r, i, REASON_DENIED);
		v.rule = (uint16_t)i;
		v.alert = r->alert;
		if (r->rate > 0 && !policy_spend(rs, st, i, now_ms)) {
			v.pass = 0;
			v.reason = REASON_RATE_EXCEEDED;
		}
		return v;
	}
	return v;
}

struct verdict policy_malformed(const struct ruleset *rs, uint16_t role, enum rule_protocol road,
				enum payload_kind kind, enum reason why)
{
	struct verdict v = { .reason = (uint8_t)why, .rule = RULE_BUILTIN };

	for (size_t i = 0; i < rs->n_rules; i++)
		if (is_about(&rs->rules[i], role, road, UINT32_C(1) << kind, true))
			return denied(&rs->rules[i], i, why);
	/* Real modems say strange names (FIELD-NOTES C6), and clients want to hear them. */
	v.pass = kind == PAYLOAD_NAME || kind == PAYLOAD_NAME_PACKED || kind == PAYLOAD_NAME_WIDE;
	v.act = v.pass ? ACT_SUBSTITUTE : ACT_NONE;
	return v;
}
