/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The verdict of the policy on one message. */
#include "policy.h"

#include <string.h>

static bool role_fits(const struct ruleset_rule *r, uint16_t role)
{
	return r->role == role || r->role == ROLE_ANY;
}

static bool selects_raw(const struct ruleset_rule *r, const struct message *m)
{
	return r->selector == SELECT_RAW && r->service == m->service && r->id == m->id;
}

/* The first rule for role and row that can decide: terms and rates are looked at per message. */
static uint16_t first_rule(const struct ruleset *rs, uint16_t role, uint16_t row)
{
	const struct policy_subject s = policy_subject_of(row);

	for (size_t i = 0; i < rs->n_rules; i++)
		if (role_fits(&rs->rules[i], role) && policy_selects(&rs->rules[i], &s))
			return (uint16_t)i;
	return RULE_IMPLICIT;
}

static size_t service_index(uint16_t id)
{
	size_t i = 0;

	while (i < schema_service_count && schema_services[i]->id != id)
		i++;
	return i;
}

void policy_init(struct policy_state *st, const struct ruleset *rs)
{
	size_t rows = schema_row_count();

	/* Roles that there are not are never looked up: their memory is not touched. */
	memset(st->buckets, 0, sizeof(st->buckets));
	for (uint16_t role = 0; role < rs->n_roles; role++) {
		memset(st->first[role], 0xFF, sizeof(st->first[role])); /* RULE_IMPLICIT */
		memset(st->service[role], 0, sizeof(st->service[role]));
		for (uint16_t row = 0; row < rows && row < SCHEMA_MAX_ROWS; row++) {
			const struct service_def *service;
			uint16_t first = first_rule(rs, role, row);
			size_t index;

			st->first[role][row] = first;
			if (first == RULE_IMPLICIT || !policy_may_allow(rs, role, row))
				continue;
			schema_row(row, &service);
			index = service_index(service->id);
			if (index < sizeof(st->service[0]))
				st->service[role][index] = 1;
		}
	}
}

static bool term_holds(const struct ruleset *rs, const struct ruleset_term *t,
		       const struct message *m)
{
	struct content c;
	uint64_t value;

	if (t->fact != 0)
		return message_content(m, &c) && policy_fact_holds(rs, t, &c.facts);
	if (!message_scalar(m, t->tag, t->leaf, &value))
		return false;
	for (size_t i = 0; i < t->n_values; i++) {
		const struct ruleset_value *v = &rs->values[t->first_value + i];

		if (value >= v->low && value <= v->high)
			return true;
	}
	return false;
}

static bool terms_hold(const struct ruleset *rs, const struct ruleset_rule *r,
		       const struct message *m)
{
	if (r->n_terms > 0 && m->type != TYPE_REQUEST)
		return false;
	for (size_t i = 0; i < r->n_terms; i++)
		if (!term_holds(rs, &rs->terms[r->first_term + i], m))
			return false;
	return true;
}

enum reason policy_strict(const struct ruleset *rs, const struct message *m)
{
	if (m->row >= SCHEMA_MAX_ROWS || m->n_notes + m->notes_more == 0)
		return REASON_OK;
	if (!(rs->strict[m->row / 32] >> (m->row % 32) & 1))
		return REASON_OK;
	for (size_t i = 0; i < m->n_notes && i < MESSAGE_MAX_NOTES; i++) {
		if (m->notes[i].kind == NOTE_UNKNOWN_TLV)
			return REASON_TLV_UNKNOWN;
		if (m->notes[i].kind == NOTE_TRAILING)
			return REASON_TLV_TRAILING;
	}
	/* What found no room may have been a strip: refused rather than guessed. */
	return m->notes_more > 0 ? REASON_TLV_UNKNOWN : REASON_OK;
}

/* The verdict of rule `index`, which matches. */
static struct verdict rule_verdict(const struct ruleset *rs, struct policy_state *st, uint16_t role,
				   size_t index, const struct message *m, uint64_t now_ms)
{
	const struct ruleset_rule *r = &rs->rules[index];
	struct verdict v = { .rule = (uint16_t)index, .alert = r->alert }, carried;

	if (!r->allow) {
		v.reason = REASON_DENIED;
		return v;
	}
	/* Before anything is spent. */
	carried = policy_carried(rs, st, role, m, now_ms);
	/* What a client says is not replaced: it is told. */
	if (m->type == TYPE_REQUEST && carried.act != ACT_NONE)
		carried.pass = 0;
	if (!carried.pass)
		return carried;
	v.reason = (uint8_t)policy_strict(rs, m);
	if (v.reason != REASON_OK)
		return v;
	if (r->rate > 0 && m->type == TYPE_REQUEST && !policy_spend(rs, st, index, now_ms)) {
		v.reason = REASON_RATE_EXCEEDED;
		return v;
	}
	v.pass = 1;
	if (carried.act != ACT_NONE || carried.alert)
		return carried;
	return v;
}

static struct verdict refuse(enum reason reason)
{
	return (struct verdict){ .reason = (uint8_t)reason, .rule = RULE_IMPLICIT };
}

static struct verdict decide_raw(const struct ruleset *rs, struct policy_state *st, uint16_t role,
				 const struct message *m, uint64_t now_ms)
{
	for (size_t i = 0; i < rs->n_rules; i++)
		if (role_fits(&rs->rules[i], role) && selects_raw(&rs->rules[i], m))
			return rule_verdict(rs, st, role, i, m, now_ms);
	return refuse(schema_service(m->service) == NULL ? REASON_UNKNOWN_SERVICE
							 : REASON_UNKNOWN_MESSAGE);
}

struct verdict policy_decide(const struct ruleset *rs, struct policy_state *st, uint16_t role,
			     const struct message *m, uint64_t now_ms)
{
	struct policy_subject subject;
	size_t first;

	if (role >= rs->n_roles || role >= RULESET_MAX_ROLES)
		return refuse(REASON_NO_ROLE);
	if (st->is_shut)
		return (struct verdict){ .reason = REASON_AUDIT_STUCK, .rule = RULE_BUILTIN };
	if (m->row >= SCHEMA_MAX_ROWS)
		return decide_raw(rs, st, role, m, now_ms);
	first = st->first[role][m->row];
	if (first >= rs->n_rules)
		return refuse(REASON_NOT_IN_POLICY);
	if (terms_hold(rs, &rs->rules[first], m))
		return rule_verdict(rs, st, role, first, m, now_ms);
	subject = policy_subject_of(m->row);
	for (size_t i = first + 1; i < rs->n_rules; i++) {
		const struct ruleset_rule *r = &rs->rules[i];

		if (role_fits(r, role) && policy_selects(r, &subject) && terms_hold(rs, r, m))
			return rule_verdict(rs, st, role, i, m, now_ms);
	}
	return refuse(REASON_NOT_IN_POLICY);
}

/* Whether the first raw rule for the id of rule `index` is `index` itself, for this role. */
static bool raw_is_first(const struct ruleset *rs, uint16_t role, size_t index)
{
	const struct ruleset_rule *r = &rs->rules[index];

	for (size_t i = 0; i < index; i++) {
		const struct ruleset_rule *e = &rs->rules[i];

		if (role_fits(e, role) && e->selector == SELECT_RAW && e->service == r->service &&
		    e->id == r->id)
			return false;
	}
	return true;
}

bool policy_service(const struct ruleset *rs, const struct policy_state *st, uint16_t role,
		    uint16_t service)
{
	size_t index = service_index(service);

	if (role >= rs->n_roles || role >= RULESET_MAX_ROLES)
		return false;
	if (index < schema_service_count && index < sizeof(st->service[0]) &&
	    st->service[role][index])
		return true;
	for (size_t i = 0; i < rs->n_rules; i++) {
		const struct ruleset_rule *r = &rs->rules[i];

		if (r->allow && r->selector == SELECT_RAW && r->service == service &&
		    role_fits(r, role) && raw_is_first(rs, role, i))
			return true;
	}
	return false;
}
