/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The verdict of the policy on AT commands and unsolicited codes. */
#include "at_policy.h"

#include <string.h>
#include "../parsers/at_content.h"
#include "../parsers/at_file.h"
#include "at_select.h"

static bool role_fits(const struct ruleset_rule *r, uint16_t role)
{
	return r->role == role || r->role == ROLE_ANY;
}

/* What rules may tell apart in a row. */
struct variants {
	struct at_subject subjects[AT_SUBJECTS];
	unsigned n;
};

static bool selects_some(const struct ruleset *rs, const struct ruleset_rule *r,
			 const struct variants *v)
{
	for (unsigned i = 0; i < v->n && (r->protocol & RULE_AT); i++)
		if (at_select(rs, r, &v->subjects[i]))
			return true;
	return false;
}

/* The first rule for role and row that can decide: arguments and rates are looked at later. */
static uint16_t first_rule(const struct ruleset *rs, uint16_t role, const struct variants *v)
{
	for (size_t i = 0; i < rs->n_rules; i++)
		if (role_fits(&rs->rules[i], role) && selects_some(rs, &rs->rules[i], v))
			return (uint16_t)i;
	return RULE_IMPLICIT;
}

/* Terms are about commands: no code matches a rule that has some. */
static bool hears(const struct ruleset *rs, uint16_t role, uint16_t row)
{
	struct at_subject code = at_select_code(row);

	for (size_t i = 0; i < rs->n_rules; i++) {
		const struct ruleset_rule *r = &rs->rules[i];

		if (role_fits(r, role) && r->n_terms == 0 && at_select(rs, r, &code))
			return r->allow;
	}
	return false;
}

/* Only what roles and rows that there are need is written, and so only that takes memory. */
void at_policy_init(struct policy_state *st, const struct ruleset *rs)
{
	size_t rows = at_row_count();

	memset(st->buckets, 0, sizeof(st->buckets));
	for (uint16_t row = 0; row < rows && row < AT_MAX_ROWS; row++) {
		struct variants v = { .n = 0 };
		unsigned next = 0;

		while (v.n < AT_SUBJECTS && at_select_next(row, &next, &v.subjects[v.n]))
			v.n++;
		for (uint16_t role = 0; role < rs->n_roles; role++) {
			uint8_t bit = (uint8_t)(1u << (row % 8));

			st->at_first[role][row] = first_rule(rs, role, &v);
			st->at_hears[role][row / 8] &= (uint8_t)~bit;
			if (hears(rs, role, row))
				st->at_hears[role][row / 8] |= bit;
		}
	}
}

/* Digits, also in quotes: "1" is no way around a rule about 1. */
static bool text_number(struct cur text, uint64_t *out)
{
	uint64_t value = 0;

	if (text.n == 0 || text.n > 18)
		return false;
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] < '0' || text.p[i] > '9')
			return false;
		value = value * 10 + text.p[i] - '0';
	}
	*out = value;
	return true;
}

static bool value_holds(const struct ruleset *rs, const struct ruleset_value *v,
			const struct at_record *r, unsigned part, unsigned leaf)
{
	struct cur text;
	uint64_t number;

	if (!at_part_text(r, part, leaf, &text)) /* missing, empty, or a list */
		return v->kind == VALUE_NONE &&
		       (leaf >= r->parts[part].n ||
			r->values[r->parts[part].first + leaf].kind == AT_VALUE_EMPTY);
	switch ((enum value_kind)v->kind) {
	case VALUE_NUMBER:
		return text_number(text, &number) && number >= v->low && number <= v->high;
	case VALUE_TEXT:
		return text.n == v->high && memcmp(text.p, &rs->strings[v->low], text.n) == 0;
	case VALUE_PREFIX:
		return text.n >= v->high && memcmp(text.p, &rs->strings[v->low], v->high) == 0;
	case VALUE_NONE:
	case VALUE_KINDS:
		break;
	}
	return false;
}

static bool term_holds(const struct ruleset *rs, const struct ruleset_term *t,
		       const struct at_record *r, unsigned part)
{
	for (size_t i = 0; i < t->n_values; i++)
		if (value_holds(rs, &rs->values[t->first_value + i], r, part, t->leaf))
			return true;
	return false;
}

/* A read or test form has no arguments for terms to ask about. */
static bool terms_hold(const struct ruleset *rs, const struct ruleset_rule *rule,
		       const struct at_record *r, unsigned part, const struct content *c)
{
	if (rule->n_terms > 0 && r->parts[part].n == 0)
		return false;
	for (size_t i = 0; i < rule->n_terms; i++) {
		const struct ruleset_term *t = &rs->terms[rule->first_term + i];

		if (t->fact ? !policy_fact_holds(rs, t, &c->facts) : !term_holds(rs, t, r, part))
			return false;
	}
	return true;
}

static struct verdict refuse(enum reason reason)
{
	return (struct verdict){ .reason = (uint8_t)reason, .rule = RULE_IMPLICIT };
}

static struct verdict rule_verdict(const struct ruleset *rs, struct policy_state *st, uint16_t role,
				   size_t index, const struct content *c, uint64_t now_ms)
{
	const struct ruleset_rule *r = &rs->rules[index];
	struct verdict v = { .rule = (uint16_t)index, .alert = r->alert }, carried = { 0 };

	if (!r->allow) {
		v.reason = REASON_DENIED;
		return v;
	}
	if (c->kinds) { /* before anything is spent */
		carried = policy_payloads(rs, st, role, RULE_AT, c, now_ms);
		/* What a client says is not replaced: it is told. */
		carried.pass = carried.pass && carried.act == ACT_NONE;
		if (!carried.pass)
			return carried;
	}
	if (r->rate > 0 && !policy_spend(rs, st, index, now_ms)) {
		v.reason = REASON_RATE_EXCEEDED;
		return v;
	}
	v.pass = 1;
	return carried.alert ? carried : v;
}

/* What a command carries; the reason why it must not. */
static enum reason carried_by(const struct at_record *r, unsigned part, struct content *out)
{
	UNINITIALIZED uint8_t bytes[2 * AT_MAX_LINE];
	struct at_settling settling = { .memory = { bytes, sizeof(bytes), 0 } };
	const struct at_def *def = at_row(r->parts[part].row, NULL);

	if (!def || !def->carries || r->parts[part].form != AT_FORM_SET)
		return REASON_OK;
	if (!at_settle_values(r, part, AT_PLACE_SET, &settling, NULL))
		return REASON_PAYLOAD;
	*out = settling.content;
	return settling.why != REASON_OK ? settling.why : at_file_fits(r, part);
}

struct verdict at_policy_decide(const struct ruleset *rs, struct policy_state *st, uint16_t role,
				const struct at_record *r, unsigned part, uint64_t now_ms)
{
	struct content c = { 0 };
	struct at_subject s;
	enum reason why;
	size_t first = 0;

	if (role >= rs->n_roles || role >= RULESET_MAX_ROLES)
		return refuse(REASON_NO_ROLE);
	if (st->is_shut)
		return (struct verdict){ .reason = REASON_AUDIT_STUCK, .rule = RULE_BUILTIN };
	if (part >= r->n_parts)
		return refuse(REASON_NOT_IN_POLICY);
	s = at_select_part(r, part);
	why = carried_by(r, part, &c);
	if (s.row < AT_MAX_ROWS)
		first = st->at_first[role][s.row];
	for (size_t i = first; i < rs->n_rules; i++) {
		const struct ruleset_rule *rule = &rs->rules[i];

		if (!role_fits(rule, role) || !at_select(rs, rule, &s) ||
		    !terms_hold(rs, rule, r, part, &c))
			continue;
		if (rule->allow && why != REASON_OK)
			return (struct verdict){ .reason = (uint8_t)why, .rule = RULE_BUILTIN };
		return rule_verdict(rs, st, role, i, &c, now_ms);
	}
	return refuse(s.row < AT_MAX_ROWS ? REASON_NOT_IN_POLICY : REASON_UNKNOWN_MESSAGE);
}

bool at_policy_hears(const struct ruleset *rs, const struct policy_state *st, uint16_t role,
		     uint16_t row)
{
	return role < rs->n_roles && role < RULESET_MAX_ROLES && row < AT_MAX_ROWS &&
	       row < at_row_count() && (st->at_hears[role][row / 8] >> (row % 8) & 1);
}
