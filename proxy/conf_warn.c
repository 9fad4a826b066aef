/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a ruleset says in vain: rules that never match, roles that nobody gets or that may nothing.
 */
#include "conf_internal.h"

#include <string.h>
#include "at_select.h"
#include "policy.h"

/* Instead of a rule: no rule decides before; there is nothing to decide. */
enum { NOBODY = 0xFFFF, NOTHING = 0xFFFE };

struct warnings {
	const struct ruleset *rs;
	struct text *out;
	unsigned n;
	/* Which rule decides on a row for sure, by role; the last line is for rules for any role.
	 */
	uint16_t decided[RULESET_MAX_ROLES + 1][SCHEMA_MAX_ROWS];
};

static void warn_start(struct warnings *w, uint16_t file, uint16_t line)
{
	w->n++;
	text_addf(w->out, "%s:%u: warning: ", w->rs->files[file], line);
}

static bool selects(const struct ruleset_rule *r, size_t row)
{
	const struct policy_subject s = policy_subject_of((uint16_t)row);

	/* Terms ask about requests, and match nothing else. */
	if (r->selector == SELECT_MESSAGE && r->rows[0] != row && r->n_terms > 0)
		return false;
	return policy_selects(r, &s);
}

static size_t role_line(const struct ruleset_rule *r)
{
	return r->role < RULESET_MAX_ROLES ? r->role : RULESET_MAX_ROLES;
}

/* The earlier rule that decides on messages of QMI whatever rule `index` could. */
static uint16_t qmi_shadowed_by(const struct warnings *w, size_t index)
{
	const struct ruleset_rule *r = &w->rs->rules[index];
	size_t rows = schema_row_count();
	uint16_t by = NOTHING;

	for (size_t row = 0; row < rows && row < SCHEMA_MAX_ROWS; row++) {
		uint16_t any = w->decided[RULESET_MAX_ROLES][row];
		uint16_t own = w->decided[role_line(r)][row];

		if (!selects(r, row))
			continue;
		if (any == NOBODY && own == NOBODY)
			return NOBODY;
		by = own < any ? own : any;
	}
	return by;
}

static bool same_raw(const struct ruleset *rs, const struct ruleset_rule *a,
		     const struct ruleset_rule *b)
{
	if (a->selector != b->selector)
		return false;
	if (a->selector == SELECT_RAW)
		return a->service == b->service && a->id == b->id;
	return (a->form == AT_FORM_COUNT || a->form == b->form) && a->name_len == b->name_len &&
	       memcmp(&rs->strings[a->name], &rs->strings[b->name], a->name_len) == 0;
}

static uint16_t raw_shadowed_by(const struct ruleset *rs, size_t index)
{
	const struct ruleset_rule *r = &rs->rules[index];

	for (size_t i = 0; i < index; i++) {
		const struct ruleset_rule *e = &rs->rules[i];

		if (e->n_terms == 0 && same_raw(rs, e, r) &&
		    (e->role == r->role || e->role == ROLE_ANY))
			return (uint16_t)i;
	}
	return NOBODY;
}

/* The earlier rule that decides on all payloads that rule `index` is about. */
static uint16_t payload_shadowed_by(const struct ruleset *rs, size_t index)
{
	const struct ruleset_rule *r = &rs->rules[index];

	for (size_t i = 0; i < index; i++) {
		const struct ruleset_rule *e = &rs->rules[i];

		if (e->selector == SELECT_PAYLOAD && e->n_terms == 0 &&
		    e->malformed == r->malformed && (e->payloads & r->payloads) == r->payloads &&
		    (e->protocol & r->protocol) == r->protocol &&
		    (e->role == r->role || e->role == ROLE_ANY))
			return (uint16_t)i;
	}
	return NOBODY;
}

/* A rule without terms decides on all its rows, also by refusing what exceeds its rate. */
static void decide_rows(struct warnings *w, size_t index)
{
	const struct ruleset_rule *r = &w->rs->rules[index];
	size_t rows = schema_row_count();

	if (r->n_terms > 0)
		return;
	for (size_t row = 0; row < rows && row < SCHEMA_MAX_ROWS; row++)
		if (selects(r, row) && w->decided[role_line(r)][row] == NOBODY)
			w->decided[role_line(r)][row] = (uint16_t)index;
}

/* The rule that decides before rule `index` on a subject of AT. */
static uint16_t at_decided_by(const struct ruleset *rs, size_t index, const struct at_subject *s)
{
	const struct ruleset_rule *r = &rs->rules[index];

	for (size_t i = 0; i < index; i++) {
		const struct ruleset_rule *e = &rs->rules[i];

		if (e->n_terms == 0 && (e->role == r->role || e->role == ROLE_ANY) &&
		    at_select(rs, e, s))
			return (uint16_t)i;
	}
	return NOBODY;
}

/* As qmi_shadowed_by(), for one row. */
static uint16_t at_row_shadowed_by(const struct ruleset *rs, size_t index, uint16_t row,
				   uint16_t by)
{
	struct at_subject s;
	unsigned next = 0;

	while (by != NOBODY && at_select_next(row, &next, &s)) {
		/* Terms ask about commands, and match no code. */
		if (s.form == AT_FORM_COUNT && rs->rules[index].n_terms > 0)
			continue;
		if (at_select(rs, &rs->rules[index], &s))
			by = at_decided_by(rs, index, &s);
	}
	return by;
}

static uint16_t at_shadowed_by(const struct ruleset *rs, size_t index)
{
	const struct ruleset_rule *r = &rs->rules[index];
	uint16_t by = NOTHING;

	for (unsigned g = 1; g < AT_GRANT_END && by != NOBODY; g <<= 1) {
		struct at_subject s = at_select_grant((enum at_grant)g);

		if (at_select(rs, r, &s))
			by = at_decided_by(rs, index, &s);
	}
	if (r->selector == SELECT_COMMAND)
		return at_row_shadowed_by(rs, index, r->rows[0], by);
	for (size_t row = 0; row < at_row_count() && by != NOBODY; row++)
		by = at_row_shadowed_by(rs, index, (uint16_t)row, by);
	return by;
}

/*
 * The earlier rule that decides whatever rule `index` could; NOBODY where it may still match;
 * NOTHING where the schema has nothing that it is about.
 */
static uint16_t shadowed_by(const struct warnings *w, size_t index)
{
	const struct ruleset_rule *r = &w->rs->rules[index];
	uint16_t qmi = NOTHING, at = NOTHING;

	if (r->selector == SELECT_RAW || r->selector == SELECT_AT_RAW)
		return raw_shadowed_by(w->rs, index);
	if (r->selector == SELECT_PAYLOAD)
		return payload_shadowed_by(w->rs, index);
	if (r->protocol & RULE_QMI)
		qmi = qmi_shadowed_by(w, index);
	if (r->protocol & RULE_AT)
		at = at_shadowed_by(w->rs, index);
	if (qmi == NOBODY || at == NOBODY)
		return NOBODY;
	return qmi == NOTHING ? at : qmi;
}

static void warn_rules(struct warnings *w)
{
	const struct ruleset *rs = w->rs;

	memset(w->decided, 0xFF, sizeof(w->decided));
	for (size_t i = 0; i < rs->n_rules; i++) {
		const struct ruleset_rule *r = &rs->rules[i];
		uint16_t by = shadowed_by(w, i);

		if (by != NOBODY) {
			warn_start(w, r->file, r->line);
			text_add(w->out, "\"");
			conf_print_rule(rs, i, w->out);
			text_add(w->out, "\" never matches: ");
		}
		if (by == NOTHING)
			text_add(w->out, r->protocol == RULE_AT && r->allow
						 ? "what does harm is allowed by its group or "
						   "by its name only\n"
						 : "the schema has nothing that it is about\n");
		else if (by != NOBODY)
			text_addf(w->out, "%s:%u decides before it\n",
				  rs->files[rs->rules[by].file], rs->rules[by].line);
		decide_rows(w, i);
	}
}

static void warn_raw_message(struct warnings *w, const struct ruleset_rule *r)
{
	uint16_t row = schema_find(r->service, r->id, false, 0);

	if (row == ROW_NONE)
		return;
	warn_start(w, r->file, r->line);
	text_addf(w->out, "raw 0x%02x 0x%02x: the schema knows this request, as ", r->service,
		  r->id);
	text_addf(w->out, "%s.", schema_service_name(r->service));
	text_addf(w->out, "%s; \"raw\" does not match it\n", schema_row(row, NULL)->name);
}

static void warn_raw_command(struct warnings *w, const struct ruleset_rule *r)
{
	const char *name = &w->rs->strings[r->name];

	if (at_find(name, r->name_len) == ROW_NONE)
		return;
	warn_start(w, r->file, r->line);
	text_addf(w->out, "raw %.*s: the schema knows this command; \"raw\" does not match it\n",
		  (int)r->name_len, name);
}

/* D takes codes that forward calls and change PINs, too. */
static void warn_dial(struct warnings *w, const struct ruleset_rule *r)
{
	if (!r->allow || r->n_terms > 0 || r->rows[0] != at_find("D", 1))
		return;
	warn_start(w, r->file, r->line);
	text_add(w->out, "\"D\" allows codes that forward calls or change PINs, not only calls; "
			 "\"dial voice\" is a call\n");
}

/* Rules that say something else than what is probably meant. */
static void warn_meaning(struct warnings *w)
{
	for (size_t i = 0; i < w->rs->n_rules; i++) {
		const struct ruleset_rule *r = &w->rs->rules[i];

		if (r->selector == SELECT_RAW)
			warn_raw_message(w, r);
		else if (r->selector == SELECT_AT_RAW)
			warn_raw_command(w, r);
		else if (r->selector == SELECT_COMMAND)
			warn_dial(w, r);
	}
}

static bool may_something(const struct ruleset *rs, size_t role)
{
	for (size_t i = 0; i < rs->n_rules; i++)
		if (rs->rules[i].allow && rs->rules[i].selector != SELECT_PAYLOAD &&
		    (rs->rules[i].role == role || rs->rules[i].role == ROLE_ANY))
			return true;
	return false;
}

static bool is_listened(const struct ruleset *rs, size_t role)
{
	for (size_t i = 0; i < rs->n_listens; i++)
		if (rs->listens[i].role == role)
			return true;
	return false;
}

static bool has_condition(const struct ruleset_role *r)
{
	return r->user[0] != '\0' || r->group[0] != '\0' || r->exe[0] != '\0';
}

/* Whether whoever fits `b` fits `a` as well. */
static bool fits_first(const struct ruleset_role *a, const struct ruleset_role *b)
{
	return has_condition(a) && (a->user[0] == '\0' || strcmp(a->user, b->user) == 0) &&
	       (a->group[0] == '\0' || strcmp(a->group, b->group) == 0) &&
	       (a->exe[0] == '\0' || strcmp(a->exe, b->exe) == 0);
}

static void warn_role(struct warnings *w, size_t role)
{
	const struct ruleset *rs = w->rs;
	const struct ruleset_role *r = &rs->roles[role];

	if (!may_something(rs, role)) {
		warn_start(w, r->file, r->line);
		text_addf(w->out, "role %s has no rule that allows anything\n", r->name);
	}
	if (is_listened(rs, role))
		return;
	if (!has_condition(r) && rs->n_listens > 0) {
		warn_start(w, r->file, r->line);
		text_addf(w->out,
			  "nobody gets role %s: it has no user, group or exe, "
			  "and no listener gives it\n",
			  r->name);
	}
	for (size_t i = 0; i < role && has_condition(r); i++) {
		if (!fits_first(&rs->roles[i], r))
			continue;
		warn_start(w, r->file, r->line);
		text_addf(w->out, "nobody gets role %s: %s fits before it\n", r->name,
			  rs->roles[i].name);
		return;
	}
}

unsigned conf_warn(const struct conf *c, struct text *out)
{
	struct warnings w = { .rs = &c->rules, .out = out };

	warn_rules(&w);
	warn_meaning(&w);
	for (size_t i = 0; i < c->rules.n_roles; i++)
		warn_role(&w, i);
	return w.n;
}
