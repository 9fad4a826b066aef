/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Payloads by kind and family, and "where FACT in (..)": to rules and back. */
#include "conf_internal.h"

#include <string.h>

static bool is_word(const char *word, size_t n, const char *s, size_t len)
{
	return n == len && memcmp(word, s, len) == 0;
}

/* A family wins over a kind of the same word. */
uint32_t conf_payload_kinds(const char *word, size_t len)
{
	uint32_t family = 0, kind = 0;

	for (unsigned k = PAYLOAD_NONE + 1; k < PAYLOAD_KINDS; k++) {
		const char *name = payload_word((enum payload_kind)k);

		if (is_word(name, payload_family((enum payload_kind)k), word, len))
			family |= UINT32_C(1) << k;
		if (is_word(name, strlen(name), word, len))
			kind = UINT32_C(1) << k;
	}
	return family != 0 ? family : kind;
}

void conf_payload_print(const struct ruleset_rule *r, struct text *out)
{
	text_add(out, r->malformed ? "malformed " : "payload ");
	for (unsigned k = PAYLOAD_NONE + 1; k < PAYLOAD_KINDS; k++) {
		const char *word = payload_word((enum payload_kind)k);
		size_t family = payload_family((enum payload_kind)k);

		if (conf_payload_kinds(word, strlen(word)) == r->payloads) {
			text_add(out, word);
			return;
		}
		if (conf_payload_kinds(word, family) == r->payloads) {
			text_add_bytes(out, word, family);
			return;
		}
	}
}

bool conf_fact_is(const struct conf_token *t)
{
	return t->kind == TOKEN_WORD && payload_fact(t->p, t->len) != FACT_COUNT;
}

bool conf_fact_term(struct conf_parser *p, struct ruleset_rule *r)
{
	struct ruleset *rs = &p->conf->rules;
	enum fact_id id = payload_fact(p->tok.p, p->tok.len);
	struct conf_field f = { .names = payload_enum(id), .max = UINT32_MAX };
	struct ruleset_term t = { .fact = (uint8_t)(id + 1) };
	bool good;

	if (!conf_where_room(p, r))
		return false;
	conf_lex_next(p);
	good = payload_facts[id].is_text ? conf_where_values(p, conf_at_where_value, NULL, &t)
					 : conf_where_values(p, conf_where_number, &f, &t);
	if (!good)
		return false;
	rs->terms[rs->n_terms++] = t;
	r->n_terms++;
	return true;
}

static bool fail_fact(struct conf_parser *p)
{
	struct conf_nearest nearest = { .word = p->tok.p, .len = p->tok.len };
	char memory[512];
	struct text expected = text_init(memory, sizeof(memory));

	text_add(&expected, "a fact, like sms.pid or stk.command");
	for (unsigned id = 0; id < FACT_COUNT; id++)
		conf_nearest_try(&nearest, payload_facts[id].word);
	conf_nearest_text(&nearest, &expected);
	return conf_fail(p, &p->tok, memory, "\"%.*s\" is no fact of a payload",
			 (int)(p->tok.len < 80 ? p->tok.len : 80), p->tok.p);
}

bool conf_fact_parse(struct conf_parser *p, struct ruleset_rule *r)
{
	r->first_term = (uint16_t)p->conf->rules.n_terms;
	for (;;) {
		if (!conf_fact_is(&p->tok))
			return p->tok.kind == TOKEN_WORD ? fail_fact(p)
							 : conf_fail_token(p, "a fact");
		if (!conf_fact_term(p, r))
			return false;
		if (!conf_lex_is(&p->tok, "and"))
			return true;
		conf_lex_next(p);
	}
}

static void print_number(const struct enum_def *names, const struct ruleset_value *v,
			 struct text *out)
{
	for (size_t i = 0; names != NULL && v->low == v->high && i < names->n; i++) {
		if (names->values[i].value != v->low)
			continue;
		text_add(out, names->values[i].name);
		return;
	}
	text_addf(out, "%llu", (unsigned long long)v->low);
	if (v->low != v->high)
		text_addf(out, "..%llu", (unsigned long long)v->high);
}

void conf_fact_print(const struct ruleset *rs, const struct ruleset_term *t, bool wrap,
		     struct text *out)
{
	enum fact_id id = (enum fact_id)(t->fact - 1);

	text_add(out, payload_facts[id].word);
	text_add(out, t->n_values == 1 ? " = " : " in (");
	for (size_t i = 0; i < t->n_values; i++) {
		const struct ruleset_value *v = &rs->values[t->first_value + i];

		if (i > 0)
			conf_print_comma(wrap, out);
		if (payload_facts[id].is_text)
			conf_at_where_value_print(rs, v, out);
		else
			print_number(payload_enum(id), v, out);
	}
	text_add(out, t->n_values == 1 ? "" : ")");
}
