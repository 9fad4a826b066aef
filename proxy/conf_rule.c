/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rules: "allow|deny ROLE qmi|at SELECTOR, SELECTOR where .. rate .. alert". */
#include "conf_internal.h"

#include <string.h>

bool conf_rule_role(struct conf_parser *p, uint16_t *ref)
{
	struct conf *c = p->conf;
	struct conf_ref new = { .at = { p->file, p->tok.line, p->tok.column } };
	struct conf_token at = p->tok;

	if (!conf_word_name(p, "the name of a role", new.name))
		return false;
	for (uint16_t i = 0; i < c->n_refs; i++) {
		if (strcmp(c->refs[i].name, new.name) != 0)
			continue;
		*ref = i;
		return true;
	}
	if (c->n_refs >= RULESET_MAX_ROLES)
		return conf_fail(p, &at, NULL, "more than %d roles are named", RULESET_MAX_ROLES);
	*ref = c->n_refs;
	c->refs[c->n_refs++] = new;
	return true;
}

static bool parse_who(struct conf_parser *p, uint16_t *role)
{
	if (conf_lex_is(&p->tok, "any")) {
		*role = ROLE_ANY;
		conf_lex_next(p);
		return true;
	}
	if (p->tok.kind != TOKEN_WORD)
		return conf_fail_token(p, "any or the name of a role");
	return conf_rule_role(p, role);
}

static bool select_any(struct conf_parser *p, void *into)
{
	(void)p;
	((struct ruleset_rule *)into)->selector = SELECT_ANY;
	return true;
}

static bool select_class(struct conf_parser *p, void *into)
{
	struct conf_keyword classes[CLASS_COUNT] = { { 0 } };
	struct ruleset_rule *r = into;
	const struct conf_keyword *k;

	for (unsigned i = 0; i < CLASS_COUNT; i++)
		classes[i].word = schema_class_name(i);
	k = conf_word_keyword(p, "class", classes, COUNT(classes));
	if (k == NULL)
		return false;
	r->selector = SELECT_CLASS;
	r->class = (uint8_t)(k - classes);
	conf_lex_next(p);
	return true;
}

enum { SERVICE_AT = 0x08 };

static bool select_raw(struct conf_parser *p, void *into)
{
	struct ruleset_rule *r = into;
	struct conf_token at = p->tok;
	uint64_t service, id;

	if (!conf_word_number(p, "the number of a service", UINT16_MAX, &service) ||
	    !conf_word_number(p, "the number of a message", UINT16_MAX, &id))
		return false;
	/* Commands for the host to run, and what it says to the modem's terminal. */
	if (service == SERVICE_AT)
		return conf_fail(p, &at, NULL,
				 "service 0x08 carries AT commands that nothing would parse");
	r->selector = SELECT_RAW;
	r->service = (uint16_t)service;
	r->id = (uint16_t)id;
	return true;
}

/* A family of payloads ("sms"), or one kind ("sms-delivered"). */
static bool payload_words(struct conf_parser *p, struct ruleset_rule *r)
{
	struct conf_nearest nearest = { .word = p->tok.p, .len = p->tok.len };
	char memory[256];
	struct text expected = text_init(memory, sizeof(memory));

	if (p->tok.kind != TOKEN_WORD)
		return conf_fail_token(p, "a kind of payload, like sms or sms-delivered");
	r->selector = SELECT_PAYLOAD;
	r->payloads = conf_payload_kinds(p->tok.p, p->tok.len);
	if (r->payloads != 0) {
		conf_lex_next(p);
		return true;
	}
	for (unsigned k = PAYLOAD_NONE + 1; k < PAYLOAD_KINDS; k++)
		conf_nearest_try(&nearest, payload_word((enum payload_kind)k));
	text_add(&expected, "sms, cdma, cbm, ussd, stk, apdu, aid, name or one of their kinds");
	conf_nearest_text(&nearest, &expected);
	return conf_fail(p, &p->tok, memory, "unknown payload \"%.*s\"",
			 (int)(p->tok.len < 80 ? p->tok.len : 80), p->tok.p);
}

static bool select_payload(struct conf_parser *p, void *into)
{
	return payload_words(p, into);
}

static bool select_malformed(struct conf_parser *p, void *into)
{
	struct ruleset_rule *r = into;

	if (r->allow)
		return conf_fail(p, &p->tok, "deny", "what is malformed cannot be allowed");
	r->malformed = 1;
	return payload_words(p, r);
}

enum { KEYWORD_QMI = 1 }; /* not of AT rules */

static const struct conf_keyword selectors[] = {
	{ "any", select_any, 0 },
	{ "class", select_class, 0 },
	{ "raw", select_raw, KEYWORD_QMI },
	{ "payload", select_payload, 0 },
	{ "malformed", select_malformed, 0 },
};

static bool fail_selector(struct conf_parser *p, const struct service_def *s, size_t dot)
{
	struct conf_nearest nearest = { .word = p->tok.p, .len = dot };
	char memory[256];
	struct text expected = text_init(memory, sizeof(memory));

	if (s == NULL) {
		text_add(&expected,
			 "any, class, raw, or SERVICE.* or SERVICE.MESSAGE of the schema");
		for (size_t i = 0; i < schema_service_count; i++)
			conf_nearest_try(&nearest, schema_services[i]->name);
		for (size_t i = 0; i < COUNT(selectors) && dot == p->tok.len; i++)
			conf_nearest_try(&nearest, selectors[i].word);
		conf_nearest_text(&nearest, &expected);
		return conf_fail(p, &p->tok, memory, "unknown service \"%.*s\"",
				 (int)(dot < 80 ? dot : 80), p->tok.p);
	}
	nearest.len = p->tok.len - dot < 2 ? 0 : p->tok.len - dot - 1;
	nearest.word = nearest.len > 0 ? &p->tok.p[dot + 1] : "";
	for (size_t i = 0; i < s->n; i++)
		conf_nearest_try(&nearest, s->messages[i].name);
	text_addf(&expected, "%s.* or a message of %s", s->name, s->name);
	conf_nearest_text(&nearest, &expected);
	return conf_fail(p, &p->tok, memory, "unknown message \"%.*s\"",
			 (int)(p->tok.len < 80 ? p->tok.len : 80), p->tok.p);
}

/* Fills in the rows of SERVICE.MESSAGE. */
static bool find_rows(const struct service_def *s, const char *name, size_t len,
		      struct ruleset_rule *r)
{
	size_t rows = schema_row_count();

	r->rows[0] = r->rows[1] = ROW_NONE;
	for (size_t row = 0; row < rows; row++) {
		const struct service_def *service;
		const struct message_def *def = schema_row(row, &service);

		if (service != s || strlen(def->name) != len || memcmp(def->name, name, len) != 0)
			continue;
		r->rows[def->is_indication ? 1 : 0] = (uint16_t)row;
		r->id = def->id;
	}
	r->selector = SELECT_MESSAGE;
	r->service = s->id;
	return r->rows[0] != ROW_NONE || r->rows[1] != ROW_NONE;
}

static bool select_message(struct conf_parser *p, struct ruleset_rule *r)
{
	const char *word = p->tok.p, *found = memchr(word, '.', p->tok.len);
	size_t dot = found == NULL ? p->tok.len : (size_t)(found - word);
	const struct service_def *s = schema_service_by_name(word, dot);
	size_t len = dot < p->tok.len ? p->tok.len - dot - 1 : 0;

	if (s == NULL || len == 0)
		return fail_selector(p, s, dot);
	if (len == 1 && word[dot + 1] == '*') {
		r->selector = SELECT_SERVICE;
		r->service = s->id;
	} else if (!find_rows(s, &word[dot + 1], len, r)) {
		return fail_selector(p, s, dot);
	}
	conf_lex_next(p);
	return true;
}

static bool select_at(struct conf_parser *p, struct ruleset_rule *r)
{
	const struct conf_keyword *k = conf_at_keyword(&p->tok);

	r->protocol = RULE_AT;
	if (k == NULL)
		return conf_at_command(p, r);
	conf_lex_next(p);
	return k->parse(p, r);
}

static bool select_qmi(struct conf_parser *p, struct ruleset_rule *r)
{
	r->protocol = RULE_QMI;
	if (p->tok.kind != TOKEN_WORD)
		return conf_fail_token(p, "any, class, raw, SERVICE.* or SERVICE.MESSAGE");
	return select_message(p, r);
}

/* Where neither "qmi" nor "at" was said, the selector tells: any and class are about both. */
static bool parse_selector(struct conf_parser *p, struct ruleset_rule *r)
{
	bool said = r->protocol != 0, at = r->protocol == RULE_AT;

	for (size_t i = 0; i < COUNT(selectors); i++) {
		if (!conf_lex_is(&p->tok, selectors[i].word) ||
		    (at && (selectors[i].flags & KEYWORD_QMI)))
			continue;
		if (!said)
			r->protocol =
				(selectors[i].flags & KEYWORD_QMI) ? RULE_QMI : RULE_QMI | RULE_AT;
		conf_lex_next(p);
		return selectors[i].parse(p, r);
	}
	if (at || (!said && (conf_at_keyword(&p->tok) != NULL || conf_at_is_command(&p->tok))))
		return select_at(p, r);
	if (!said && p->tok.kind != TOKEN_WORD)
		return conf_fail_token(p, "qmi, at, any, class, group or SERVICE.MESSAGE");
	return select_qmi(p, r);
}

/* Skips a selector that was wrong, so that the others of the list are looked at too. */
static void skip_selector(struct conf_parser *p)
{
	while (p->tok.kind == TOKEN_STRING || p->tok.kind == TOKEN_EQUALS ||
	       (p->tok.kind == TOKEN_WORD && !conf_lex_is(&p->tok, "where") &&
		!conf_lex_is(&p->tok, "rate") && !conf_lex_is(&p->tok, "alert") &&
		!conf_lex_is(&p->tok, "substitute") && !conf_lex_is(&p->tok, "panic")))
		conf_lex_next(p);
}

/* A rule each, like `model`. False where one was wrong; the others are read nevertheless. */
static bool parse_selectors(struct conf_parser *p, const struct ruleset_rule *model)
{
	struct ruleset *rs = &p->conf->rules;
	bool good = true;

	for (;;) {
		struct ruleset_rule r = *model;
		struct conf_token at = p->tok;

		r.rows[0] = r.rows[1] = ROW_NONE;
		if (!parse_selector(p, &r)) {
			good = false;
			skip_selector(p);
		} else if (rs->n_rules >= RULESET_MAX_RULES) {
			conf_lex_skip_item(p);
			return conf_fail(p, &at, NULL, "more than %d rules", RULESET_MAX_RULES);
		} else {
			rs->rules[rs->n_rules++] = r;
		}
		if (p->tok.kind != TOKEN_COMMA)
			return good;
		conf_lex_next(p);
	}
}

struct options {
	size_t first_rule;
	uint32_t rate, per_s;
	uint8_t protocol;
	uint8_t act; /* enum rule_act */
	bool alert, deny, broken;
};

static bool option_where(struct conf_parser *p, void *into)
{
	const struct options *o = into;
	struct ruleset *rs = &p->conf->rules;
	struct ruleset_rule *r = &rs->rules[o->first_rule];

	if (o->broken) /* its message is not known: nothing can be said of its fields */
		return false;
	if (rs->n_rules != o->first_rule + 1 ||
	    (r->selector != SELECT_MESSAGE && r->selector != SELECT_COMMAND &&
	     r->selector != SELECT_DIAL && r->selector != SELECT_AT_RAW &&
	     r->selector != SELECT_PAYLOAD))
		return conf_fail(p, &p->tok, NULL, "\"where\" needs a rule for one single %s",
				 o->protocol == RULE_AT ? "command" : "message");
	if (r->malformed)
		return conf_fail(p, &p->tok, NULL, "nothing is known of what is malformed");
	if (r->n_terms > 0)
		return conf_fail(p, &p->tok, "and", "a second \"where\"");
	if (r->selector == SELECT_PAYLOAD)
		return conf_fact_parse(p, r);
	return r->protocol == RULE_AT ? conf_at_where_parse(p, r) : conf_where_parse(p, r);
}

static bool option_rate(struct conf_parser *p, void *into)
{
	struct options *o = into;

	if (o->rate > 0)
		return conf_fail(p, &p->tok, NULL, "a second rate");
	if (o->deny)
		return conf_fail(p, &p->tok, NULL, "a rate on a rule that denies");
	return conf_word_rate(p, &o->rate, &o->per_s);
}

static bool option_alert(struct conf_parser *p, void *into)
{
	struct options *o = into;

	if (o->alert)
		return conf_fail(p, &p->tok, NULL, "a second \"alert\"");
	o->alert = true;
	return true;
}

static bool option_act(struct conf_parser *p, struct options *o, enum rule_act act)
{
	const struct ruleset *rs = &p->conf->rules;

	for (size_t i = o->first_rule; i < rs->n_rules; i++)
		if (rs->rules[i].selector != SELECT_PAYLOAD || !o->deny)
			return conf_fail(p, &p->tok, NULL,
					 "only a rule that denies payloads can do this");
	if (o->act != ACT_NONE)
		return conf_fail(p, &p->tok, NULL, "a second of substitute and panic");
	o->act = (uint8_t)act;
	return true;
}

static bool option_substitute(struct conf_parser *p, void *into)
{
	return option_act(p, into, ACT_SUBSTITUTE);
}

static bool option_panic(struct conf_parser *p, void *into)
{
	return option_act(p, into, ACT_PANIC);
}

static const struct conf_keyword options[] = {
	{ "where", option_where, 0 },
	{ "rate", option_rate, 0 },
	{ "alert", option_alert, 0 },
	{ "substitute", option_substitute, 0 },
	{ "panic", option_panic, 0 },
};

static bool parse_options(struct conf_parser *p, struct options *o)
{
	struct ruleset *rs = &p->conf->rules;

	while (p->tok.kind != TOKEN_NEWLINE && p->tok.kind != TOKEN_END) {
		const struct conf_keyword *k;

		if (p->tok.kind != TOKEN_WORD)
			return conf_fail_token(p, "a comma, where, rate, alert, substitute, panic "
						  "or end of the line");
		k = conf_word_keyword(p, "option", options, COUNT(options));
		if (k == NULL)
			return false;
		conf_lex_next(p);
		if (!k->parse(p, o))
			return false;
	}
	for (size_t i = o->first_rule; i < rs->n_rules; i++) {
		if (rs->rules[i].selector == SELECT_GRANT && o->rate > 0)
			return conf_fail(p, &p->tok, NULL,
					 "a rate on what is granted once and for all");
		rs->rules[i].rate = o->rate;
		rs->rules[i].per_s = o->per_s;
		rs->rules[i].alert = o->alert;
		rs->rules[i].act = o->act;
	}
	return true;
}

static bool parse_rule(struct conf_parser *p, bool allow)
{
	struct ruleset *rs = &p->conf->rules;
	struct ruleset_rule model = { .allow = allow, .file = p->file, .line = p->tok.line };
	struct options o = { .first_rule = rs->n_rules, .deny = !allow };
	uint32_t terms = rs->n_terms, values = rs->n_values, strings = rs->n_strings;

	if (!parse_who(p, &model.role))
		return false;
	if (conf_lex_is(&p->tok, "at"))
		model.protocol = RULE_AT;
	if (conf_lex_is(&p->tok, "qmi"))
		model.protocol = RULE_QMI;
	if (model.protocol != 0)
		conf_lex_next(p);
	o.protocol = model.protocol;
	o.broken = !parse_selectors(p, &model);
	if (parse_options(p, &o) && !o.broken)
		return true;
	rs->n_rules = (uint32_t)o.first_rule;
	rs->n_terms = terms;
	rs->n_values = values;
	memset(&rs->strings[strings], 0, rs->n_strings - strings);
	rs->n_strings = strings;
	return false;
}

bool conf_rule_allow(struct conf_parser *p, void *into)
{
	(void)into;
	return parse_rule(p, true);
}

bool conf_rule_deny(struct conf_parser *p, void *into)
{
	(void)into;
	return parse_rule(p, false);
}
