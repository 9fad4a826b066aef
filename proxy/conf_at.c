/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Selectors of AT rules: groups, families, commands by name, grants; to rules and back. */
#include "conf_internal.h"

#include <string.h>

#include "../parsers/at_part.h"

static const char *const dial_words[AT_DIAL_COUNT] = {
	[AT_DIAL_NONE] = "",
	[AT_DIAL_DATA] = "data",
	[AT_DIAL_VOICE] = "voice",
	[AT_DIAL_EMERGENCY] = "emergency",
	[AT_DIAL_SUPPLEMENTARY] = "supplementary",
	[AT_DIAL_USSD] = "ussd",
	[AT_DIAL_MEMORY] = "memory",
};

static const char *const form_suffixes[AT_FORM_COUNT + 1] = {
	[AT_FORM_EXEC] = "", [AT_FORM_READ] = "?", [AT_FORM_TEST] = "=?",
	[AT_FORM_SET] = "=", [AT_FORM_COUNT] = "",
};

/* One word of a table, as a number; and the rule selects by it. */
static bool select_word(struct conf_parser *p, const char *what, const struct conf_keyword *words,
			size_t n, size_t *index)
{
	const struct conf_keyword *k = conf_word_keyword(p, what, words, n);

	if (k == NULL)
		return false;
	*index = (size_t)(k - words);
	conf_lex_next(p);
	return true;
}

static bool select_group(struct conf_parser *p, void *into)
{
	struct conf_keyword words[AT_GROUP_COUNT - 1] = { { 0 } };
	struct ruleset_rule *r = into;
	size_t index;

	for (unsigned i = 1; i < AT_GROUP_COUNT; i++) /* all but "none" */
		words[i - 1].word = at_group_name((enum at_group)i);
	if (!select_word(p, "group", words, COUNT(words), &index))
		return false;
	r->selector = SELECT_GROUP;
	r->kind = (uint8_t)(index + 1);
	return true;
}

enum { MAX_FAMILIES = 64 };

static bool select_family(struct conf_parser *p, void *into)
{
	struct conf_keyword words[MAX_FAMILIES] = { { 0 } };
	struct ruleset_rule *r = into;
	size_t n = 0, index;

	for (; n < at_family_count && n < MAX_FAMILIES; n++)
		words[n].word = at_families[n]->name;
	if (!select_word(p, "family", words, n, &index))
		return false;
	r->selector = SELECT_FAMILY;
	r->kind = (uint8_t)index;
	return true;
}

static bool select_dial(struct conf_parser *p, void *into)
{
	struct conf_keyword words[AT_DIAL_COUNT - 1] = { { 0 } };
	struct ruleset_rule *r = into;
	size_t index;

	for (unsigned i = 1; i < AT_DIAL_COUNT; i++)
		words[i - 1].word = dial_words[i];
	if (!select_word(p, "kind of dial string", words, COUNT(words), &index))
		return false;
	r->selector = SELECT_DIAL;
	r->rows[0] = at_find("D", 1);
	r->kind = (uint8_t)(index + 1);
	return true;
}

static bool select_grant(void *into, enum at_grant grant)
{
	struct ruleset_rule *r = into;

	r->selector = SELECT_GRANT;
	r->kind = (uint8_t)grant;
	return true;
}

static bool select_entry(struct conf_parser *p, void *into)
{
	static const struct conf_keyword words[] = { { "text", NULL, 0 } };
	size_t index;

	return select_word(p, "kind of entry", words, COUNT(words), &index) &&
	       select_grant(into, AT_GRANT_TEXT);
}

static bool select_data(struct conf_parser *p, void *into)
{
	(void)p;
	return select_grant(into, AT_GRANT_DATA);
}

static bool select_repeat(struct conf_parser *p, void *into)
{
	(void)p;
	return select_grant(into, AT_GRANT_REPEAT);
}

/* A command as it is written in rules. */
struct spelled {
	struct conf_token at;
	char name[AT_MAX_NAME];
	size_t len;
	uint8_t form;
};

static bool ends_with(const char *s, size_t len, const char *suffix)
{
	size_t n = strlen(suffix);

	return len > n && memcmp(&s[len - n], suffix, n) == 0;
}

/* Takes "=" and "=?", which are tokens of their own, where they stand at once behind the word. */
static bool take_equals(struct conf_parser *p, const char *end, uint8_t *form)
{
	if (p->tok.kind != TOKEN_EQUALS || p->tok.p != end)
		return true;
	*form = AT_FORM_SET;
	conf_lex_next(p);
	if ((p->tok.kind != TOKEN_WORD && p->tok.kind != TOKEN_STRING) || p->tok.p != end + 1)
		return true;
	if (!conf_lex_is(&p->tok, "?"))
		return conf_fail(p, &p->tok, "where FIELD in (..)",
				 "\"%.*s\": arguments stand behind \"where\"",
				 (int)(p->tok.len < 80 ? p->tok.len : 80), p->tok.p);
	*form = AT_FORM_TEST;
	conf_lex_next(p);
	return true;
}

static void to_capitals(char *s, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (s[i] >= 'a' && s[i] <= 'z')
			s[i] = (char)(s[i] - 'a' + 'A');
}

/* A name with its suffix, in quotes or without. In capitals, but where the schema has it small. */
static bool take_command(struct conf_parser *p, struct spelled *c)
{
	const char *s = p->tok.p;
	size_t len = p->tok.len;
	bool quoted = p->tok.kind == TOKEN_STRING;

	c->at = p->tok;
	c->form = AT_FORM_COUNT;
	for (unsigned f = AT_FORM_READ; f < AT_FORM_COUNT; f++) /* "=?" also ends with "?" */
		if (ends_with(s, len, form_suffixes[f]))
			c->form = (uint8_t)f;
	c->len = len;
	if (c->form < AT_FORM_COUNT)
		c->len -= strlen(form_suffixes[c->form]);
	if (c->len == 0 || c->len > sizeof(c->name))
		return conf_fail_token(p, "a command, like +CREG or +CREG?");
	memcpy(c->name, s, c->len);
	if (at_find(s, c->len) == ROW_NONE)
		to_capitals(c->name, c->len);
	conf_lex_next(p);
	return quoted || c->form != AT_FORM_COUNT || take_equals(p, &s[len], &c->form);
}

bool conf_at_string(struct conf_parser *p, const struct conf_token *t, const char *s, size_t len,
		    uint16_t *where)
{
	struct ruleset *rs = &p->conf->rules;

	if (len > RULESET_MAX_STRINGS - rs->n_strings)
		return conf_fail(p, t, NULL, "more than %d bytes of texts in all rules",
				 RULESET_MAX_STRINGS);
	memcpy(&rs->strings[rs->n_strings], s, len);
	*where = (uint16_t)rs->n_strings;
	rs->n_strings += (uint32_t)len;
	return true;
}

static bool is_name(const struct spelled *c)
{
	return at_part_name_fits((struct cur){ (const uint8_t *)c->name, c->len }, SIDE_CLIENT);
}

/* "raw +XYZ": behind "at" only, since "raw" alone is a message of QMI. */
static bool select_raw(struct conf_parser *p, void *into)
{
	static const char expected[] = "the name of a command, like +XYZ";
	struct ruleset_rule *r = into;
	struct spelled c;

	if (p->tok.kind != TOKEN_WORD && p->tok.kind != TOKEN_STRING)
		return conf_fail_token(p, expected);
	if (!take_command(p, &c))
		return false;
	if (!is_name(&c))
		return conf_fail(p, &c.at, expected, "found \"%.*s\"", (int)c.len, c.name);
	r->selector = SELECT_AT_RAW;
	r->form = c.form;
	r->name_len = (uint8_t)c.len;
	return conf_at_string(p, &c.at, c.name, c.len, &r->name);
}

static const struct conf_keyword selectors[] = {
	{ "group", select_group, 0 }, { "family", select_family, 0 },
	{ "dial", select_dial, 0 },   { "entry", select_entry, 0 },
	{ "data", select_data, 0 },   { "repeat", select_repeat, 0 },
	{ "raw", select_raw, 0 },
};

const struct conf_keyword *conf_at_keyword(const struct conf_token *t)
{
	for (size_t i = 0; i < COUNT(selectors); i++)
		if (conf_lex_is(t, selectors[i].word))
			return &selectors[i];
	return NULL;
}

bool conf_at_is_command(const struct conf_token *t)
{
	return t->len > 0 && (t->kind == TOKEN_STRING || t->p[0] < 'a' || t->p[0] > 'z') &&
	       memchr(t->p, '.', t->len) == NULL;
}

static bool fail_command(struct conf_parser *p, const struct spelled *c)
{
	struct conf_nearest nearest = { .word = c->name, .len = c->len };
	char memory[256];
	struct text expected = text_init(memory, sizeof(memory));

	for (size_t row = 0; row < at_row_count(); row++)
		conf_nearest_try(&nearest, at_row(row, NULL)->name);
	for (size_t i = 0; i < COUNT(selectors); i++)
		conf_nearest_try(&nearest, selectors[i].word);
	text_add(&expected, "a command of the schema");
	if (is_name(c))
		text_addf(&expected, ", or raw %.*s", (int)c->len, c->name);
	conf_nearest_text(&nearest, &expected);
	return conf_fail(p, &c->at, memory, "unknown command \"%.*s\"", (int)c->len, c->at.p);
}

static bool fail_form(struct conf_parser *p, const struct spelled *c, const struct at_def *def)
{
	char memory[256];
	struct text expected = text_init(memory, sizeof(memory));

	text_add(&expected, def->name);
	for (unsigned f = AT_FORM_READ; f < AT_FORM_COUNT; f++)
		if (def->forms >> f & 1)
			text_addf(&expected, " or %s%s", def->name, form_suffixes[f]);
	return conf_fail(p, &c->at, memory, "%s has no form \"%s\"", def->name,
			 form_suffixes[c->form]);
}

bool conf_at_command(struct conf_parser *p, struct ruleset_rule *r)
{
	const struct at_def *def;
	struct spelled c;

	if (p->tok.kind != TOKEN_WORD && p->tok.kind != TOKEN_STRING)
		return conf_fail_token(p, "any, class, group, family, dial, entry, data, repeat, "
					  "raw or a command (\"#NAME\" in quotes)");
	if (!take_command(p, &c))
		return false;
	r->selector = SELECT_COMMAND;
	r->form = c.form;
	r->rows[0] = at_find(c.name, c.len);
	def = at_row(r->rows[0], NULL);
	if (def == NULL)
		return fail_command(p, &c);
	return c.form == AT_FORM_COUNT || (def->forms >> c.form & 1) || fail_form(p, &c, def);
}

static void print_command(const char *name, size_t len, uint8_t form, struct text *out)
{
	bool quote = false;

	for (size_t i = 0; i < len; i++)
		quote = quote || strchr(" {};,()=#", name[i]) != NULL;
	text_add(out, quote ? "\"" : "");
	text_add_bytes(out, name, len);
	text_addf(out, "%s%s", form_suffixes[form], quote ? "\"" : "");
}

static const char *grant_words(uint8_t grant)
{
	return grant == AT_GRANT_DATA ? "data" : grant == AT_GRANT_TEXT ? "entry text" : "repeat";
}

void conf_at_print(const struct ruleset *rs, const struct ruleset_rule *r, struct text *out)
{
	const struct at_def *def = at_row(r->rows[0], NULL);

	if (r->selector == SELECT_GROUP)
		text_addf(out, "group %s", at_group_name((enum at_group)r->kind));
	else if (r->selector == SELECT_FAMILY)
		text_addf(out, "family %s", at_families[r->kind]->name);
	else if (r->selector == SELECT_DIAL)
		text_addf(out, "dial %s", dial_words[r->kind]);
	else if (r->selector == SELECT_GRANT)
		text_add(out, grant_words(r->kind));
	if (r->selector == SELECT_AT_RAW) {
		text_add(out, "raw ");
		print_command(&rs->strings[r->name], r->name_len, r->form, out);
	}
	if (r->selector == SELECT_COMMAND && def != NULL)
		print_command(def->name, strlen(def->name), r->form, out);
}
