/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a ruleset says in vain: rules that never match, roles that nobody gets or that may nothing.
 */
#include "conf_internal.h"

#include <string.h>

enum { NOBODY = 0xFFFF };

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
	const struct service_def *service;
	const struct message_def *def = schema_row(row, &service);

	switch ((enum rule_selector)r->selector) {
	case SELECT_ANY:
		return true;
	case SELECT_CLASS:
		return def->class == r->class;
	case SELECT_SERVICE:
		return service->id == r->service;
	case SELECT_MESSAGE: /* terms ask about requests, and match nothing else */
		return r->rows[0] == row || (r->rows[1] == row && r->n_terms == 0);
	case SELECT_RAW:
		return false;
	}
	return false;
}

static size_t role_line(const struct ruleset_rule *r)
{
	return r->role < RULESET_MAX_ROLES ? r->role : RULESET_MAX_ROLES;
}

/* The earlier rule that decides whatever rule `index` could; NOBODY where it may still match. */
static uint16_t shadowed_by(const struct warnings *w, size_t index)
{
	const struct ruleset_rule *r = &w->rs->rules[index];
	size_t rows = schema_row_count();
	uint16_t by = NOBODY;

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

static uint16_t raw_shadowed_by(const struct ruleset *rs, size_t index)
{
	const struct ruleset_rule *r = &rs->rules[index];

	for (size_t i = 0; i < index; i++) {
		const struct ruleset_rule *e = &rs->rules[i];

		if (e->selector == SELECT_RAW && e->service == r->service && e->id == r->id &&
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

static void warn_rules(struct warnings *w)
{
	const struct ruleset *rs = w->rs;

	memset(w->decided, 0xFF, sizeof(w->decided));
	for (size_t i = 0; i < rs->n_rules; i++) {
		const struct ruleset_rule *r = &rs->rules[i];
		uint16_t by =
			r->selector == SELECT_RAW ? raw_shadowed_by(rs, i) : shadowed_by(w, i);

		if (by != NOBODY) {
			warn_start(w, r->file, r->line);
			text_add(w->out, "\"");
			conf_print_rule(rs, i, w->out);
			text_addf(w->out, "\" never matches: %s:%u decides before it\n",
				  rs->files[rs->rules[by].file], rs->rules[by].line);
		}
		decide_rows(w, i);
	}
}

/* Raw rules are for what the schema does not know. */
static void warn_raw(struct warnings *w)
{
	for (size_t i = 0; i < w->rs->n_rules; i++) {
		const struct ruleset_rule *r = &w->rs->rules[i];
		uint16_t row = schema_find(r->service, r->id, false, 0);

		if (r->selector != SELECT_RAW || row == ROW_NONE)
			continue;
		warn_start(w, r->file, r->line);
		text_addf(w->out, "raw 0x%02x 0x%02x: the schema knows this request, as ",
			  r->service, r->id);
		text_addf(w->out, "%s.", schema_service_name(r->service));
		text_addf(w->out, "%s; \"raw\" does not match it\n", schema_row(row, NULL)->name);
	}
}

static bool may_something(const struct ruleset *rs, size_t role)
{
	for (size_t i = 0; i < rs->n_rules; i++)
		if (rs->rules[i].allow &&
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
	warn_raw(&w);
	for (size_t i = 0; i < c->rules.n_roles; i++)
		warn_role(&w, i);
	return w.n;
}
