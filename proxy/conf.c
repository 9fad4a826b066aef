/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The language of configuration and policies: statements, files, and what is resolved at the end.
 */
#include "../parsers/tunnel.h"
#include "at_select.h"
#include "conf_internal.h"
#include "policy.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct limit_def {
	const char *word;
	uint32_t def, min, max;
};

static const struct limit_def limits[LIMIT_COUNT] = {
#define X(id, word, def, min, max, text) { word, def, min, max },
	LIMITS(X)
#undef X
};

void conf_begin(struct conf *c, struct text *errors)
{
	memset(c, 0, sizeof(*c));
	c->errors = errors;
	c->rules.magic = RULESET_MAGIC;
	c->rules.version = RULESET_VERSION;
	for (size_t i = 0; i < LIMIT_COUNT; i++)
		c->rules.limits[i] = limits[i].def;
	snprintf(c->rules.user, sizeof(c->rules.user), "nobody");
	snprintf(c->rules.audit, sizeof(c->rules.audit), CONF_AUDIT);
}

static bool parse_user(struct conf_parser *p, void *into)
{
	struct conf *c = p->conf;

	(void)into;
	if (c->has_user)
		return conf_fail(p, &p->tok, NULL, "a second user");
	if (!conf_word_name(p, "the name of a user", c->rules.user))
		return false;
	c->has_user = 1;
	return true;
}

static bool parse_audit(struct conf_parser *p, void *into)
{
	struct conf *c = p->conf;

	(void)into;
	if (c->has_audit)
		return conf_fail(p, &p->tok, NULL, "a second audit file");
	if (!conf_word_path(p, "the path of a file", c->rules.audit))
		return false;
	if (conf_lex_is(&p->tok, "lossy")) {
		c->rules.audit_lossy = 1;
		conf_lex_next(p);
	}
	c->has_audit = 1;
	return true;
}

static bool parse_limit(struct conf_parser *p, void *into)
{
	static const struct conf_keyword words[] = {
#define X(id, word, def, min, max, text) { word, NULL, 0 },
		LIMITS(X)
#undef X
	};
	const struct conf_keyword *k = conf_word_keyword(p, "limit", words, COUNT(words));
	struct conf_token number;
	uint64_t value;
	size_t i;

	(void)into;
	if (k == NULL)
		return false;
	i = (size_t)(k - words);
	if (p->conf->has_limit[i])
		return conf_fail(p, &p->tok, NULL, "limit %s is set twice", limits[i].word);
	conf_lex_next(p);
	number = p->tok;
	if (!conf_word_number(p, "a number", UINT32_MAX, &value))
		return false;
	if (value < limits[i].min || value > limits[i].max)
		return conf_fail(p, &number, NULL, "limit %s is outside %u to %u", limits[i].word,
				 limits[i].min, limits[i].max);
	p->conf->rules.limits[i] = (uint32_t)value;
	p->conf->has_limit[i] = 1;
	return true;
}

/* A relative path of a policy is relative to the configuration. */
static bool resolve_path(const struct conf *c, const char *word, char out[RULESET_PATH])
{
	const char *slash = strrchr(c->rules.files[0], '/');
	size_t dir = 0;

	if (word[0] != '/' && slash != NULL)
		dir = (size_t)(slash - c->rules.files[0]) + 1;
	if (dir + strlen(word) >= RULESET_PATH)
		return false;
	memset(out, 0, RULESET_PATH);
	memcpy(out, c->rules.files[0], dir);
	memcpy(&out[dir], word, strlen(word));
	return true;
}

static bool parse_policy(struct conf_parser *p, void *into)
{
	struct conf *c = p->conf;
	struct conf_token at = p->tok;
	char word[RULESET_PATH], path[RULESET_PATH];
	size_t n = c->rules.n_files;

	(void)into;
	if (!conf_word_path(p, "the path of a policy", word))
		return false;
	if (!resolve_path(c, word, path))
		return conf_fail(p, &at, NULL, "the path of a policy is longer than %d bytes",
				 RULESET_PATH - 1);
	for (size_t i = 0; i < n; i++)
		if (strcmp(c->rules.files[i], path) == 0)
			return conf_fail(p, &at, NULL, "policy \"%s\" is named twice", word);
	if (n >= RULESET_MAX_FILES)
		return conf_fail(p, &at, NULL, "more than %d policies", RULESET_MAX_FILES - 1);
	memcpy(c->rules.files[n], path, sizeof(path));
	memcpy(c->policy_words[n], word, sizeof(word));
	c->policy_at[n] = (struct conf_place){ p->file, at.line, at.column };
	c->rules.n_files++;
	return true;
}

static bool fail_service(struct conf_parser *p)
{
	struct conf_nearest nearest = { .word = p->tok.p, .len = p->tok.len };
	char memory[128];
	struct text expected = text_init(memory, sizeof(memory));

	text_add(&expected, "the name of a service");
	for (size_t i = 0; i < schema_service_count; i++)
		conf_nearest_try(&nearest, schema_services[i]->name);
	conf_nearest_text(&nearest, &expected);
	return conf_fail_token(p, memory);
}

static bool parse_strict(struct conf_parser *p, void *into)
{
	struct conf *c = p->conf;
	const struct service_def *s = NULL, *row_service;
	size_t rows = schema_row_count();

	(void)into;
	if (p->tok.kind == TOKEN_WORD)
		s = schema_service_by_name(p->tok.p, p->tok.len);
	if (s == NULL)
		return fail_service(p);
	for (size_t i = 0; i < c->n_stricts; i++)
		if (c->stricts[i].service == s->id)
			return conf_fail(p, &p->tok, NULL, "strict %s is said twice", s->name);
	if (c->n_stricts >= CONF_MAX_STRICT)
		return conf_fail(p, &p->tok, NULL, "too many strict services");
	for (size_t row = 0; row < rows && row < SCHEMA_MAX_ROWS; row++)
		if (schema_row(row, &row_service) != NULL && row_service == s)
			c->rules.strict[row / 32] |= 1u << (row % 32);
	c->stricts[c->n_stricts].service = s->id;
	c->stricts[c->n_stricts++].file = p->file;
	conf_lex_next(p);
	return true;
}

const struct conf_keyword conf_statements[] = {
	{ "role", conf_block_role, 0 },
	{ "allow", conf_rule_allow, 0 },
	{ "deny", conf_rule_deny, 0 },
	{ "strict", parse_strict, 0 },
	{ "detect", conf_detect_parse, 0 },
	{ "link", conf_block_link, KEYWORD_CONFIGURATION },
	{ "listen", conf_block_listen, KEYWORD_CONFIGURATION },
	{ "policy", parse_policy, KEYWORD_CONFIGURATION },
	{ "audit", parse_audit, KEYWORD_CONFIGURATION },
	{ "limit", parse_limit, KEYWORD_CONFIGURATION },
	{ "user", parse_user, KEYWORD_CONFIGURATION },
};
const size_t conf_statement_count = COUNT(conf_statements);

static bool parse_statement(struct conf_parser *p)
{
	const struct conf_keyword *k;

	k = conf_word_keyword(p, "statement", conf_statements, conf_statement_count);
	if (k == NULL)
		return false;
	if ((k->flags & KEYWORD_CONFIGURATION) && p->file > 0)
		return conf_fail(p, &p->tok, "role, allow, deny, strict or detect",
				 "%s belongs in the configuration, not in a policy", k->word);
	conf_lex_next(p);
	if (!k->parse(p, NULL))
		return false;
	if (p->tok.kind == TOKEN_NEWLINE || p->tok.kind == TOKEN_END)
		return true;
	return conf_fail_token(p, "end of the line");
}

/*
 * The number of the file in rules.files; UINT16_MAX, and reported, where it is not the next one:
 * the order of files is the order of rules.
 */
static uint16_t file_number(struct conf *c, const char *name)
{
	struct conf_place start = { 0, 0, 0 };
	size_t len = strnlen(name, RULESET_PATH);

	if (c->rules.n_files > 0) {
		uint16_t i = 1;

		while (i < c->rules.n_files && c->given[i])
			i++;
		if (i < c->rules.n_files && strcmp(c->rules.files[i], name) == 0)
			return i;
		conf_report(c, &start, "a file was given that is not the next policy named");
		return UINT16_MAX;
	}
	for (size_t i = 0; i < len && i < RULESET_PATH - 1; i++)
		c->rules.files[0][i] = name[i] >= 0x20 && name[i] < 0x7F ? name[i] : '?';
	c->rules.n_files = 1;
	if (len == 0)
		snprintf(c->rules.files[0], RULESET_PATH, "-");
	if (len == RULESET_PATH)
		conf_report(c, &start, "the path of this file is longer than %d bytes",
			    RULESET_PATH - 1);
	return 0;
}

void conf_parse(struct conf *c, const char *name, const char *text, size_t len)
{
	struct conf_parser p = { .conf = c, .text = text, .len = len };
	struct conf_place start = { 0, 0, 0 };
	uint16_t file = file_number(c, name);

	if (file == UINT16_MAX)
		return;
	c->given[file] = 1;
	p.file = file;
	start.file = file;
	if (len > CONF_MAX_FILE) {
		conf_report(c, &start, "the file is larger than %d bytes", CONF_MAX_FILE);
		return;
	}
	conf_lex_start(&p);
	while (p.tok.kind != TOKEN_END) {
		if (p.tok.kind == TOKEN_NEWLINE) {
			conf_lex_next(&p);
		} else if (!parse_statement(&p)) {
			if (!p.resume)
				conf_lex_skip_statement(&p);
			p.resume = false;
		}
	}
}

static uint16_t find_role(const struct ruleset *rs, const char *name)
{
	for (uint16_t i = 0; i < rs->n_roles; i++)
		if (strcmp(rs->roles[i].name, name) == 0)
			return i;
	return ROLE_NONE;
}

static void undefined_role(struct conf *c, const struct conf_ref *ref)
{
	struct conf_nearest nearest = { .word = ref->name, .len = strlen(ref->name) };
	char memory[128];
	struct text hint = text_init(memory, sizeof(memory));

	for (size_t i = 0; i < c->rules.n_roles; i++)
		conf_nearest_try(&nearest, c->rules.roles[i].name);
	conf_nearest_text(&nearest, &hint);
	conf_report(c, &ref->at, "role \"%s\" is not defined, expected any or the name of a role%s",
		    ref->name, memory);
}

static void resolve_roles(struct conf *c, enum conf_mode mode)
{
	struct ruleset *rs = &c->rules;
	uint16_t roles[RULESET_MAX_ROLES];

	for (size_t i = 0; i < c->n_refs; i++) {
		roles[i] = find_role(rs, c->refs[i].name);
		if (roles[i] == ROLE_NONE && mode == CONF_ALL)
			undefined_role(c, &c->refs[i]);
	}
	if (mode == CONF_LINKS)
		rs->n_rules = rs->n_terms = rs->n_values = rs->n_strings = 0;
	for (size_t i = 0; i < rs->n_rules; i++)
		if (rs->rules[i].role != ROLE_ANY)
			rs->rules[i].role = roles[rs->rules[i].role];
	for (size_t i = 0; i < rs->n_listens; i++) {
		if (rs->listens[i].role != ROLE_ANY)
			rs->listens[i].role = roles[rs->listens[i].role];
		if (rs->listens[i].role == ROLE_NONE)
			rs->listens[i].role = ROLE_ANY;
	}
}

static void undefined_link(struct conf *c, const struct conf_ref *ref)
{
	struct conf_nearest nearest = { .word = ref->name, .len = strlen(ref->name) };
	char memory[128];
	struct text hint = text_init(memory, sizeof(memory));

	for (size_t i = 0; i < c->rules.n_links; i++)
		conf_nearest_try(&nearest, c->rules.links[i].name);
	conf_nearest_text(&nearest, &hint);
	conf_report(c, &ref->at, "link \"%s\" is not defined, expected the name of a link%s",
		    ref->name, memory);
}

static void resolve_links(struct conf *c)
{
	struct ruleset *rs = &c->rules;

	for (size_t i = 0; i < rs->n_listens; i++) {
		if (c->listen_links[i].name[0] == '\0')
			continue;
		for (uint16_t k = 0; k < rs->n_links; k++)
			if (strcmp(rs->links[k].name, c->listen_links[i].name) == 0)
				rs->listens[i].link = k;
		if (rs->listens[i].link == UINT16_MAX)
			undefined_link(c, &c->listen_links[i]);
		else if (rs->links[rs->listens[i].link].qmi[0] == '\0')
			conf_report(c, &c->listen_links[i].at,
				    "link \"%s\" has no QMI port to listen for",
				    c->listen_links[i].name);
	}
}

void conf_complain(struct conf *c, size_t i, const char *what)
{
	conf_report(c, &c->policy_at[i], "policy \"%s\": %s", c->rules.files[i], what);
	c->given[i] = 1;
}

/* What the tunnel carries is judged by the rules about AT; here is whether there is one. */
static bool has_tunnel(const struct ruleset *rs, uint16_t role)
{
	return policy_may_allow(rs, role, schema_find(TUNNEL_SERVICE, TUNNEL_SEND, false, 0)) ||
	       policy_may_allow(rs, role, schema_find(TUNNEL_SERVICE, TUNNEL_RECEIVED, true, 0));
}

bool conf_finish(struct conf *c, enum conf_mode mode)
{
	if (c->rules.n_files == 0)
		conf_parse(c, "-", "", 0);
	for (size_t i = 1; i < c->rules.n_files && mode == CONF_ALL; i++)
		if (!c->given[i])
			conf_complain(c, i, "was not given");
	resolve_roles(c, mode);
	resolve_links(c);
	if (c->n_errors > 0)
		return false;
	for (uint16_t role = 0; role < c->rules.n_roles; role++) {
		c->rules.roles[role].grants = (uint8_t)at_select_grants(&c->rules, role);
		c->rules.roles[role].tunnel = has_tunnel(&c->rules, role);
	}
	if (!ruleset_check(&c->rules))
		abort(); /* the parser lets only what is in bounds pass */
	return true;
}
