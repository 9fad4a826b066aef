/* SPDX-License-Identifier: GPL-2.0-or-later */
/* "where FIELD in (VALUE, "TEXT", prefix "TEXT", none) and .." of AT rules; to terms and back. */
#include "conf_internal.h"

#include <string.h>

enum { MAX_ARGUMENT = 64 };

/* What the rule is about; NULL: a raw command. */
static const struct at_def *rule_def(const struct ruleset_rule *r)
{
	return r->selector == SELECT_AT_RAW ? NULL : at_row(r->rows[0], NULL);
}

/* Where the name of argument `index` is; false behind the last. */
static bool field_name(const struct at_def *def, unsigned index, struct conf_token *out)
{
	const char *s = def != NULL ? def->fields : NULL;

	for (; s != NULL && index > 0; index--) {
		s = strchr(s, ',');
		s = s != NULL ? s + 1 : NULL;
	}
	if (s == NULL)
		return false;
	*out = (struct conf_token){ .p = s, .len = strcspn(s, ",") };
	return true;
}

/* "arg1" is the first argument, for commands that the schema has no names for. */
static int field_number(const struct at_def *def, const struct conf_token *t)
{
	uint64_t number;
	int field = def != NULL ? at_field(def, t->p, t->len) : -1;

	if (field >= 0)
		return field <= UINT8_MAX ? field : -1;
	if (t->len < 4 || memcmp(t->p, "arg", 3) != 0 ||
	    !conf_word_to_number(&t->p[3], t->len - 3, MAX_ARGUMENT, &number) || number == 0)
		return -1;
	return (int)number - 1;
}

static bool fail_field(struct conf_parser *p, const struct at_def *def)
{
	char memory[512], names[64][48];
	struct conf_nearest nearest = { .word = p->tok.p, .len = p->tok.len };
	struct text expected = text_init(memory, sizeof(memory));
	struct conf_token name;
	unsigned n = 0;

	for (unsigned i = 0; n < COUNT(names) && field_name(def, i, &name); i++) {
		struct text one = text_init(names[n], sizeof(names[n]));

		if (name.len == 0)
			continue;
		text_add_bytes(&one, name.p, name.len);
		conf_nearest_try(&nearest, names[n++]);
	}
	for (unsigned i = 0; i < n && i < 8; i++)
		text_addf(&expected, "%s, ", names[i]);
	text_addf(&expected, "arg1 to arg%d", MAX_ARGUMENT);
	conf_nearest_text(&nearest, &expected);
	return conf_fail(p, &p->tok, memory, "\"%.*s\" is no argument of %s",
			 (int)(p->tok.len < 80 ? p->tok.len : 80), p->tok.p,
			 def != NULL ? def->name : "it");
}

/* Texts that need no quotes: a letter, then letters, digits and "-". */
static bool is_plain(const struct conf_token *t)
{
	for (size_t i = 0; i < t->len; i++) {
		char ch = t->p[i];
		bool letter = (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z');

		if (!letter && (i == 0 || ((ch < '0' || ch > '9') && ch != '-' && ch != '_')))
			return false;
	}
	return t->len > 0;
}

static bool take_text(struct conf_parser *p, enum value_kind kind, struct ruleset_value *out)
{
	struct conf_token t = p->tok;
	uint16_t where;

	if (t.kind != TOKEN_STRING && (t.kind != TOKEN_WORD || !is_plain(&t)))
		return conf_fail_token(p, "a number, LOW..HIGH, a text, prefix \"TEXT\" or none");
	if (t.len > CONF_MAX_TEXT)
		return conf_fail(p, &t, NULL, "a text longer than %d bytes", CONF_MAX_TEXT);
	if (!conf_at_string(p, &t, t.p, t.len, &where))
		return false;
	*out = (struct ruleset_value){ .low = where, .high = t.len, .kind = kind };
	conf_lex_next(p);
	return true;
}

/* NUMBER or LOW..HIGH. False, and nothing reported, where the word is none. */
static bool word_range(const struct conf_token *t, struct ruleset_value *out)
{
	const char *s = t->p;
	size_t dots = 0;

	*out = (struct ruleset_value){ .kind = VALUE_NUMBER };
	if (t->kind != TOKEN_WORD)
		return false;
	if (conf_word_to_number(s, t->len, INT64_MAX, &out->low)) {
		out->high = out->low;
		return true;
	}
	while (dots + 2 < t->len && (s[dots] != '.' || s[dots + 1] != '.'))
		dots++;
	return dots + 2 < t->len && conf_word_to_number(s, dots, INT64_MAX, &out->low) &&
	       conf_word_to_number(&s[dots + 2], t->len - dots - 2, INT64_MAX, &out->high);
}

bool conf_at_where_value(struct conf_parser *p, const void *field, struct ruleset_value *out)
{
	(void)field;
	if (word_range(&p->tok, out)) {
		if (out->low > out->high)
			return conf_fail(p, &p->tok, "LOW..HIGH", "a range from high to low");
		conf_lex_next(p);
		return true;
	}
	if (conf_lex_is(&p->tok, "none")) {
		*out = (struct ruleset_value){ .kind = VALUE_NONE };
		conf_lex_next(p);
		return true;
	}
	if (!conf_lex_is(&p->tok, "prefix"))
		return take_text(p, VALUE_TEXT, out);
	conf_lex_next(p);
	return take_text(p, VALUE_PREFIX, out);
}

static bool parse_term(struct conf_parser *p, const struct at_def *def, struct ruleset_rule *r)
{
	struct ruleset *rs = &p->conf->rules;
	struct ruleset_term t = { 0 };
	int field;

	if (p->tok.kind != TOKEN_WORD)
		return conf_fail_token(p, "the name of an argument");
	if (conf_fact_is(&p->tok))
		return conf_fact_term(p, r);
	field = field_number(def, &p->tok);
	if (field < 0)
		return fail_field(p, def);
	if (!conf_where_room(p, r))
		return false;
	conf_lex_next(p);
	t.leaf = (uint8_t)field;
	if (!conf_where_values(p, conf_at_where_value, def, &t))
		return false;
	rs->terms[rs->n_terms++] = t;
	r->n_terms++;
	return true;
}

bool conf_at_where_parse(struct conf_parser *p, struct ruleset_rule *r)
{
	const struct at_def *def = rule_def(r);

	if (r->form == AT_FORM_READ || r->form == AT_FORM_TEST)
		return conf_fail(p, &p->tok, NULL, "\"where\" on a form without arguments");
	r->first_term = (uint16_t)p->conf->rules.n_terms;
	for (;;) {
		if (!parse_term(p, def, r))
			return false;
		if (!conf_lex_is(&p->tok, "and"))
			return true;
		conf_lex_next(p);
	}
}

void conf_at_where_value_print(const struct ruleset *rs, const struct ruleset_value *v,
			       struct text *out)
{
	if (v->kind == VALUE_NONE) {
		text_add(out, "none");
	} else if (v->kind == VALUE_NUMBER) {
		text_addf(out, "%llu", (unsigned long long)v->low);
		if (v->low != v->high)
			text_addf(out, "..%llu", (unsigned long long)v->high);
	} else {
		text_add(out, v->kind == VALUE_PREFIX ? "prefix \"" : "\"");
		text_add_bytes(out, &rs->strings[v->low], v->high);
		text_add(out, "\"");
	}
}

void conf_at_where_print(const struct ruleset *rs, const struct ruleset_rule *r,
			 const struct ruleset_term *t, bool wrap, struct text *out)
{
	const struct at_def *def = rule_def(r);
	struct conf_token name;

	if (field_name(def, t->leaf, &name) && name.len > 0)
		text_add_bytes(out, name.p, name.len);
	else
		text_addf(out, "arg%u", t->leaf + 1u);
	text_add(out, t->n_values == 1 ? " = " : " in (");
	for (size_t i = 0; i < t->n_values; i++) {
		if (i > 0)
			conf_print_comma(wrap, out);
		conf_at_where_value_print(rs, &rs->values[t->first_value + i], out);
	}
	text_add(out, t->n_values == 1 ? "" : ")");
}
