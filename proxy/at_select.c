/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which AT rules are about a command, whatever its arguments. */
#include "at_select.h"

#include <string.h>
#include "../parsers/at_part.h"

struct at_subject at_select_part(const struct at_record *r, unsigned part)
{
	const struct at_part *p = &r->parts[part];

	return (struct at_subject){
		.row = p->row,
		.form = p->form,
		.dial = p->dial,
		.class = (uint8_t)at_part_class(p, r->values),
		.group = (uint8_t)at_part_group(p, r->values),
		.name = p->name,
	};
}

/* A mere code is about what the command is that asks for it: +CMT about messages, as +CNMI is. */
static const struct at_def *code_of(const struct at_def *def)
{
	const struct at_def *asks = NULL;

	if (def->forms == 0 && def->class == CLASS_READ && def->enable != NULL)
		asks = at_row(at_find(def->enable, strlen(def->enable)), NULL);
	return asks != NULL ? asks : def;
}

struct at_subject at_select_code(uint16_t row)
{
	const struct at_def *def = at_row(row, NULL), *about;
	struct at_subject s = { .row = row, .form = AT_FORM_COUNT, .class = CLASS_COUNT };

	if (def == NULL)
		return s;
	about = code_of(def);
	s.class = about->class;
	s.group = about->group;
	if (s.class == CLASS_CONTROL && !(def->flags & AT_PERSONAL))
		s.class = CLASS_READ;
	return s;
}

struct at_subject at_select_grant(enum at_grant grant)
{
	struct at_subject s = { .row = ROW_NONE, .grant = (uint8_t)grant };

	s.class = grant == AT_GRANT_DATA   ? CLASS_TUNNEL
		  : grant == AT_GRANT_TEXT ? CLASS_SMS
					   : CLASS_CONTROL;
	s.group = grant == AT_GRANT_TEXT ? AT_GROUP_SMS_RAW : AT_GROUP_CHANNEL_CONTROL;
	return s;
}

/* Class and group of a command as the schema has them, for arguments that are not known. */
static struct at_subject imagine(uint16_t row, enum at_form form, enum at_dial dial, bool query)
{
	const struct at_def *def = at_row(row, NULL);
	UNINITIALIZED struct at_value values[UINT8_MAX]; /* the one that is asked for is set */
	struct at_part p = { .row = row, .form = (uint8_t)form, .dial = (uint8_t)dial };

	if (query) {
		p.n = def->query_arg;
		values[def->query_arg - 1] =
			(struct at_value){ .kind = AT_VALUE_NUMBER, .number = def->query_is };
	}
	return (struct at_subject){
		.row = row,
		.form = (uint8_t)form,
		.dial = (uint8_t)dial,
		.class = (uint8_t)at_part_class(&p, values),
		.group = (uint8_t)at_part_group(&p, values),
	};
}

enum { NEXT_QUERY = AT_FORM_COUNT, NEXT_CODE, NEXT_DIAL, NEXT_END = NEXT_DIAL + AT_DIAL_COUNT };

bool at_select_next(uint16_t row, unsigned *next, struct at_subject *out)
{
	const struct at_def *def = at_row(row, NULL);
	bool dials = def != NULL && strcmp(def->name, "D") == 0;

	for (; def != NULL && *next < NEXT_END; (*next)++) {
		unsigned i = *next;
		bool query = i == NEXT_QUERY && def->query_arg > 0;

		if (i < AT_FORM_COUNT && (def->forms >> i & 1))
			*out = imagine(row, (enum at_form)i, AT_DIAL_NONE, false);
		else if (query && (def->forms >> AT_FORM_SET & 1))
			*out = imagine(row, AT_FORM_SET, AT_DIAL_NONE, true);
		else if (i == NEXT_CODE && (def->urc != NULL || def->forms == 0))
			*out = at_select_code(row);
		else if (i > NEXT_DIAL && dials)
			*out = imagine(row, AT_FORM_SET, (enum at_dial)(i - NEXT_DIAL), false);
		else
			continue;
		(*next)++;
		return true;
	}
	return false;
}

/* Whether rules that name no group and no command may be about the subject. */
static bool is_open(const struct ruleset_rule *r, const struct at_subject *s)
{
	if (s->row == ROW_NONE && s->grant == 0)
		return false; /* raw: only its name */
	return !r->allow || s->group == AT_GROUP_NONE || s->form == AT_FORM_COUNT;
}

static bool is_family(const struct ruleset_rule *r, const struct at_subject *s)
{
	const struct at_family *family;

	return r->kind < at_family_count && at_row(s->row, &family) != NULL &&
	       family == at_families[r->kind];
}

static bool is_form(const struct ruleset_rule *r, const struct at_subject *s)
{
	return r->form == AT_FORM_COUNT || r->form == s->form;
}

bool at_select(const struct ruleset *rs, const struct ruleset_rule *r, const struct at_subject *s)
{
	if (!(r->protocol & RULE_AT))
		return false;
	switch ((enum rule_selector)r->selector) {
	case SELECT_ANY:
		return is_open(r, s);
	case SELECT_CLASS:
		return is_open(r, s) && s->class == r->class;
	case SELECT_GROUP:
		return s->group == r->kind;
	case SELECT_FAMILY:
		return is_open(r, s) && is_family(r, s);
	case SELECT_COMMAND:
		return s->grant == 0 && s->row == r->rows[0] && is_form(r, s);
	case SELECT_DIAL:
		return s->dial == r->kind;
	case SELECT_GRANT:
		return s->grant == r->kind;
	case SELECT_AT_RAW:
		return s->grant == 0 && s->row == ROW_NONE && is_form(r, s) &&
		       s->name.n == r->name_len &&
		       memcmp(s->name.p, &rs->strings[r->name], r->name_len) == 0;
	case SELECT_SERVICE:
	case SELECT_MESSAGE:
	case SELECT_RAW:
	case SELECT_PAYLOAD:
	case SELECT_COUNT:
		break;
	}
	return false;
}

static bool is_granted(const struct ruleset *rs, uint16_t role, enum at_grant grant)
{
	struct at_subject s = at_select_grant(grant);

	for (size_t i = 0; i < rs->n_rules; i++)
		if ((rs->rules[i].role == role || rs->rules[i].role == ROLE_ANY) &&
		    at_select(rs, &rs->rules[i], &s))
			return rs->rules[i].allow;
	return false;
}

unsigned at_select_needs(const struct at_record *r, unsigned part)
{
	const struct at_part *p = &r->parts[part];
	const struct at_def *def = at_row(p->row, NULL);
	bool data = def != NULL && (def->flags & AT_DATA_MODE) && !(def->flags & AT_ANSWERS);
	unsigned needs = at_part_entry(r, part) == AT_ENTRY_TEXT ? AT_GRANT_TEXT : 0;

	if (p->dial == AT_DIAL_NONE)
		data = data && (p->form == AT_FORM_SET || p->form == AT_FORM_EXEC);
	else
		data = p->dial == AT_DIAL_DATA;
	return data ? needs | AT_GRANT_DATA : needs;
}

unsigned at_select_grants(const struct ruleset *rs, uint16_t role)
{
	unsigned grants = 0;

	for (unsigned g = 1; g < AT_GRANT_END && role < rs->n_roles; g <<= 1)
		if (is_granted(rs, role, (enum at_grant)g))
			grants |= g;
	return grants;
}
