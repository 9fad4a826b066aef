/* SPDX-License-Identifier: GPL-2.0-or-later */
/* "where TLV.FIELD in (VALUE, LOW..HIGH) and .." of a rule: fields of a request by name. */
#include "conf_internal.h"

#include <string.h>

static bool is_digit(char ch)
{
	return ch >= '0' && ch <= '9';
}

bool conf_where_shape(const char *shape, unsigned wanted, struct conf_leaf *out)
{
	unsigned n = 0;

	for (size_t i = 0; shape[i] != '\0';) {
		char kind = shape[i++];
		bool is_array = shape[i] == '[';
		unsigned number = 0;

		if (kind == '(' || kind == ')' || kind == ',')
			continue;
		if (kind == 'a')
			return false;
		for (i += is_array; is_digit(shape[i]); i++)
			number = number * 10 + (unsigned)(shape[i] - '0');
		while (shape[i] != '\0' && shape[i] != ',' && shape[i] != ')')
			i++; /* "be", "]", "rest", "<=N" */
		if (n++ != wanted)
			continue;
		out->is_number = kind == 'u' || kind == 'i';
		out->is_signed = kind == 'i';
		out->bits = kind == 's' ? 0 : number;
		/* Strings have a 16-bit length before them, but those of fixed size. */
		out->packed = kind != 's' ? number / 8 : is_array ? number : 2;
		return true;
	}
	return false;
}

/*
 * Field number `index` of "name:enumeration,name=payload". False behind the last. What it carries
 * is nothing that this asks about.
 */
static bool find_field(const char *fields, unsigned index, struct conf_token *name,
		       struct conf_token *names)
{
	size_t i = 0, end;

	for (; index > 0; index--) {
		i += strcspn(&fields[i], ",");
		if (fields[i] == '\0')
			return false;
		i++;
	}
	end = i + strcspn(&fields[i], ",:=");
	*name = (struct conf_token){ .p = &fields[i], .len = end - i };
	*names = (struct conf_token){ .p = &fields[end] };
	if (fields[end] != ':')
		return true;
	end++;
	*names = (struct conf_token){ .p = &fields[end], .len = strcspn(&fields[end], ",=") };
	return true;
}

static const struct tlv_def *find_tlv(const struct tlv_set *set, const char *name, size_t len)
{
	for (size_t i = 0; i < set->n; i++)
		if (strlen(set->rows[i].name) == len && memcmp(set->rows[i].name, name, len) == 0)
			return &set->rows[i];
	return NULL;
}

/* The leaf that `field` names; the only one where it is "". */
static enum conf_found choose_leaf(const struct tlv_def *tlv, const char *field, size_t len,
				   struct conf_field *out)
{
	struct conf_token name, names;
	struct conf_leaf leaf, second;

	for (unsigned i = 0; find_field(tlv->fields, i, &name, &names) && i < UINT8_MAX; i++) {
		if (name.len != len || memcmp(name.p, field, len) != 0)
			continue;
		if (!conf_where_shape(tlv->shape, i, &leaf) || !leaf.is_number)
			return FIELD_NOT_NUMBER;
		if (len == 0 && conf_where_shape(tlv->shape, 1, &second))
			return FIELD_NO_FIELD;
		out->tag = tlv->tag;
		out->leaf = (uint8_t)i;
		out->names = names.len > 0 ? schema_enum(names.p, names.len) : NULL;
		/* Negative numbers cannot be said. */
		out->max = UINT64_MAX >> (64 - leaf.bits + leaf.is_signed);
		return FIELD_FOUND;
	}
	return FIELD_NO_FIELD;
}

enum conf_found conf_where_field(const struct message_def *def, const char *name, size_t len,
				 struct conf_field *out)
{
	const char *found = memchr(name, '.', len);
	size_t dot = found == NULL ? len : (size_t)(found - name);
	const struct tlv_def *tlv = find_tlv(&def->tlvs[TYPE_REQUEST], name, dot);

	if (tlv == NULL)
		return FIELD_NO_TLV;
	if (dot == len)
		return choose_leaf(tlv, "", 0, out);
	return choose_leaf(tlv, &name[dot + 1], len - dot - 1, out);
}

void conf_where_name(const struct tlv_def *tlv, unsigned leaf, struct text *out,
		     const struct enum_def **names)
{
	struct conf_token field, enumeration;

	*names = NULL;
	text_add(out, tlv->name);
	if (!find_field(tlv->fields, leaf, &field, &enumeration))
		return;
	if (field.len > 0) {
		text_add(out, ".");
		text_add_bytes(out, field.p, field.len);
	}
	if (enumeration.len > 0)
		*names = schema_enum(enumeration.p, enumeration.len);
}

bool conf_where_leaf(const struct tlv_def *tlv, unsigned leaf, struct text *name)
{
	const struct enum_def *names;
	struct conf_leaf found;

	if (!conf_where_shape(tlv->shape, leaf, &found) || !found.is_number)
		return false;
	conf_where_name(tlv, leaf, name, &names);
	return true;
}

/* What may stand behind "where" for this message: a few names, and the nearest spelling. */
static bool fail_field(struct conf_parser *p, const struct message_def *def, enum conf_found why)
{
	const struct tlv_set *set = &def->tlvs[TYPE_REQUEST];
	char memory[512], names[64][64];
	struct conf_nearest nearest = { .word = p->tok.p, .len = p->tok.len };
	struct text expected = text_init(memory, sizeof(memory));
	size_t n = 0;

	for (size_t i = 0; i < set->n; i++) {
		for (unsigned leaf = 0; leaf < UINT8_MAX && n < COUNT(names); leaf++) {
			struct text name = text_init(names[n], sizeof(names[n]));
			struct conf_leaf shape;

			if (!conf_where_shape(set->rows[i].shape, leaf, &shape))
				break;
			if (!conf_where_leaf(&set->rows[i], leaf, &name))
				continue;
			conf_nearest_try(&nearest, names[n++]);
		}
	}
	for (size_t i = 0; i < n && i < 8; i++)
		text_addf(&expected, "%s%s", i == 0 ? "" : i + 1 == n ? " or " : ", ", names[i]);
	if (n > 8)
		text_add(&expected, ", ..");
	if (n == 0)
		text_addf(&expected, "no \"where\": %s has no field that is a number", def->name);
	conf_nearest_text(&nearest, &expected);
	return conf_fail(p, &p->tok, memory, "\"%.*s\" is %s",
			 (int)(p->tok.len < 80 ? p->tok.len : 80), p->tok.p,
			 why == FIELD_NO_TLV       ? "no TLV of this request"
			 : why == FIELD_NOT_NUMBER ? "not a single number"
						   : "no field of this TLV");
}

static bool fail_value(struct conf_parser *p, const struct conf_field *f)
{
	struct conf_nearest nearest = { .word = p->tok.p, .len = p->tok.len };
	char memory[512];
	struct text expected = text_init(memory, sizeof(memory));

	text_addf(&expected, "a number up to %llu", (unsigned long long)f->max);
	for (size_t i = 0; f->names != NULL && i < f->names->n; i++) {
		if (i < 10)
			text_addf(&expected, "%s%s", i + 1 == f->names->n ? " or " : ", ",
				  f->names->values[i].name);
		conf_nearest_try(&nearest, f->names->values[i].name);
	}
	if (f->names != NULL && f->names->n > 10)
		text_add(&expected, ", ..");
	conf_nearest_text(&nearest, &expected);
	return conf_fail_token(p, memory);
}

bool conf_where_value(const struct conf_field *f, const char *s, size_t len, uint64_t *out)
{
	for (size_t i = 0; f->names != NULL && i < f->names->n; i++) {
		const struct enum_value *v = &f->names->values[i];

		if (strlen(v->name) != len || memcmp(v->name, s, len) != 0 || v->value > f->max)
			continue;
		*out = v->value;
		return true;
	}
	return conf_word_to_number(s, len, f->max, out);
}

/* VALUE, or LOW..HIGH. */
bool conf_where_number(struct conf_parser *p, const void *field, struct ruleset_value *out)
{
	const struct conf_field *f = field;
	const char *s = p->tok.p;
	size_t len = p->tok.len, dots = 0;

	if (p->tok.kind != TOKEN_WORD && p->tok.kind != TOKEN_STRING)
		return fail_value(p, f);
	*out = (struct ruleset_value){ .kind = VALUE_NUMBER };
	if (conf_where_value(f, s, len, &out->low)) {
		out->high = out->low;
		conf_lex_next(p);
		return true;
	}
	while (dots + 2 < len && (s[dots] != '.' || s[dots + 1] != '.'))
		dots++;
	if (dots + 2 >= len || !conf_where_value(f, s, dots, &out->low) ||
	    !conf_where_value(f, &s[dots + 2], len - dots - 2, &out->high))
		return fail_value(p, f);
	if (out->low > out->high)
		return conf_fail(p, &p->tok, "LOW..HIGH", "a range from high to low");
	conf_lex_next(p);
	return true;
}

static bool add_value(struct conf_parser *p, conf_value_take *take, const void *field,
		      struct ruleset_term *t)
{
	struct ruleset *rs = &p->conf->rules;

	if (rs->n_values >= RULESET_MAX_VALUES)
		return conf_fail(p, &p->tok, NULL, "more than %d values in all rules",
				 RULESET_MAX_VALUES);
	if (!take(p, field, &rs->values[rs->n_values]))
		return false;
	rs->n_values++;
	t->n_values++;
	return true;
}

bool conf_where_values(struct conf_parser *p, conf_value_take *take, const void *field,
		       struct ruleset_term *t)
{
	bool is_list = conf_lex_is(&p->tok, "in");

	t->first_value = (uint16_t)p->conf->rules.n_values;
	if (!is_list && p->tok.kind != TOKEN_EQUALS)
		return conf_fail_token(p, "in or =");
	conf_lex_next(p);
	if (!is_list)
		return add_value(p, take, field, t);
	if (p->tok.kind != TOKEN_LEFT)
		return conf_fail_token(p, "(");
	do {
		conf_lex_next(p);
		if (!add_value(p, take, field, t))
			return false;
	} while (p->tok.kind == TOKEN_COMMA);
	if (p->tok.kind != TOKEN_RIGHT)
		return conf_fail_token(p, "a comma or )");
	conf_lex_next(p);
	return true;
}

bool conf_where_room(struct conf_parser *p, const struct ruleset_rule *r)
{
	if (r->n_terms >= CONF_MAX_TERMS)
		return conf_fail(p, &p->tok, NULL, "more than %d terms in one rule",
				 CONF_MAX_TERMS);
	return p->conf->rules.n_terms < RULESET_MAX_TERMS ||
	       conf_fail(p, &p->tok, NULL, "more than %d terms in all rules", RULESET_MAX_TERMS);
}

static bool parse_term(struct conf_parser *p, const struct message_def *def, struct ruleset_rule *r)
{
	struct ruleset *rs = &p->conf->rules;
	struct ruleset_term t = { 0 };
	struct conf_field f;
	enum conf_found found;

	if (p->tok.kind != TOKEN_WORD)
		return conf_fail_token(p, "the name of a TLV");
	if (conf_fact_is(&p->tok))
		return conf_fact_term(p, r);
	found = conf_where_field(def, p->tok.p, p->tok.len, &f);
	if (found != FIELD_FOUND)
		return fail_field(p, def, found);
	if (!conf_where_room(p, r))
		return false;
	conf_lex_next(p);
	t.tag = f.tag;
	t.leaf = f.leaf;
	if (!conf_where_values(p, conf_where_number, &f, &t))
		return false;
	rs->terms[rs->n_terms++] = t;
	r->n_terms++;
	return true;
}

bool conf_where_parse(struct conf_parser *p, struct ruleset_rule *r)
{
	const struct message_def *def = schema_row(r->rows[0], NULL);

	if (def == NULL)
		return conf_fail(p, &p->tok, NULL, "\"where\" on a message that is no request");
	r->first_term = (uint16_t)p->conf->rules.n_terms;
	for (;;) {
		if (!parse_term(p, def, r))
			return false;
		if (!conf_lex_is(&p->tok, "and"))
			return true;
		conf_lex_next(p);
	}
}
