/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The canonical text of a ruleset: parsing it gives the same ruleset again. */
#include "conf_internal.h"

#include <string.h>

enum { WRAP = 90 }; /* columns; long lists go on in the next line */

static const char *const limit_words[LIMIT_COUNT] = {
#define X(id, word, def, min, max, text) word,
	LIMITS(X)
#undef X
};

/* In quotes where it would not be one word otherwise. */
static void print_word(struct text *out, const char *word)
{
	bool quote = word[strcspn(word, " {};,()=#")] != '\0';

	text_addf(out, " %s%s%s", quote ? "\"" : "", word, quote ? "\"" : "");
}

void conf_print_comma(bool wrap, struct text *out)
{
	size_t column = 0;

	while (wrap && column < WRAP && column < out->len && out->p[out->len - column - 1] != '\n')
		column++;
	text_add(out, column < WRAP ? ", " : ",\n\t");
}

static void print_option(struct text *out, const char *keyword, const char *word)
{
	if (word[0] == '\0')
		return;
	text_addf(out, " %s", keyword);
	print_word(out, word);
}

static void print_item(struct text *out, const char *keyword, const char *word)
{
	if (word[0] == '\0')
		return;
	text_addf(out, "\t%s", keyword);
	print_word(out, word);
	text_add(out, "\n");
}

static void print_settings(const struct conf *c, struct text *out)
{
	const struct ruleset *rs = &c->rules;

	if (c->has_user)
		text_addf(out, "user %s\n", rs->user);
	if (c->has_audit) {
		text_add(out, "audit");
		print_word(out, rs->audit);
		text_add(out, rs->audit_lossy ? " lossy" : "");
		text_add(out, "\n");
	}
	for (size_t i = 0; i < LIMIT_COUNT; i++)
		if (c->has_limit[i])
			text_addf(out, "limit %s %u\n", limit_words[i], rs->limits[i]);
	for (size_t i = 0; i < rs->n_links; i++) {
		const struct ruleset_link *l = &rs->links[i];

		text_addf(out, "link %s {", l->name);
		conf_net_match_print(&l->match, out);
		if (ruleset_has_qmi(l)) {
			text_add(out, "\n\tqmi");
			if (l->qmi_by == BY_PATH)
				print_word(out, l->qmi);
			else
				conf_net_by_print(l->qmi_by, l->qmi_number, out);
			print_option(out, "as", l->alias);
		}
		if (l->vendor != 0)
			text_addf(out, "\n\tvendor 0x%04x", l->vendor);
		for (size_t k = 0; k < rs->n_ports; k++)
			if (rs->ports[k].link == i)
				conf_port_print(rs, k, out);
		conf_net_print(&l->net, out);
		text_add(out, "\n}\n");
	}
}

static void print_listen(const struct ruleset *rs, const struct ruleset_listen *l, struct text *out)
{
	bool is_qmux = l->flavour == LISTEN_QMUX;

	text_add(out, "listen");
	print_word(out, l->path);
	if (is_qmux != (strstr(l->path, "qmux_socket") != NULL))
		text_add(out, is_qmux ? " qmux" : " proxy");
	if (l->link < rs->n_links)
		text_addf(out, " link %s", rs->links[l->link].name);
	if (l->role < rs->n_roles)
		text_addf(out, " role %s", rs->roles[l->role].name);
	print_option(out, "owner", l->owner);
	print_option(out, "group", l->group);
	if (l->mode != CONF_LISTEN_MODE)
		text_addf(out, " mode %04o", l->mode);
	text_add(out, "\n");
}

static void print_role(const struct ruleset_role *r, struct text *out)
{
	text_addf(out, "role %s {\n", r->name);
	print_item(out, "user", r->user);
	print_item(out, "group", r->group);
	print_item(out, "exe", r->exe);
	if (r->adopt)
		text_add(out, "\tadopt\n");
	if (r->grace_s == UINT32_MAX)
		text_add(out, "\tgrace never\n");
	else if (r->grace_s != CONF_GRACE_S)
		text_addf(out, "\tgrace %us\n", r->grace_s);
	text_add(out, "}\n");
}

static const char *service_name(uint16_t id)
{
	const struct service_def *s = schema_service(id);

	return s != NULL ? s->name : "?";
}

static const struct message_def *rule_message(const struct ruleset_rule *r)
{
	const struct message_def *def = schema_row(r->rows[0], NULL);

	return def != NULL ? def : schema_row(r->rows[1], NULL);
}

static void print_selector(const struct ruleset *rs, const struct ruleset_rule *r, struct text *out)
{
	const struct message_def *def;

	switch ((enum rule_selector)r->selector) {
	case SELECT_ANY:
		text_add(out, "any");
		break;
	case SELECT_CLASS:
		text_addf(out, "class %s", schema_class_name(r->class));
		break;
	case SELECT_SERVICE:
		text_addf(out, "%s.*", service_name(r->service));
		break;
	case SELECT_MESSAGE:
		def = rule_message(r);
		text_addf(out, "%s.%s", service_name(r->service), def != NULL ? def->name : "?");
		break;
	case SELECT_RAW:
		text_addf(out, "raw 0x%02x 0x%02x", r->service, r->id);
		break;
	case SELECT_GROUP:
	case SELECT_FAMILY:
	case SELECT_COMMAND:
	case SELECT_DIAL:
	case SELECT_GRANT:
	case SELECT_AT_RAW:
		conf_at_print(rs, r, out);
		break;
	case SELECT_PAYLOAD:
		conf_payload_print(r, out);
		break;
	case SELECT_COUNT:
		break;
	}
}

static const char *value_name(const struct enum_def *names, uint64_t value)
{
	for (size_t i = 0; names != NULL && i < names->n; i++)
		if (names->values[i].value == value)
			return names->values[i].name;
	return NULL;
}

static void print_value(const struct enum_def *names, const struct ruleset_value *v,
			struct text *out)
{
	const char *name = value_name(names, v->low);

	if (v->low != v->high)
		text_addf(out, "%llu..%llu", (unsigned long long)v->low,
			  (unsigned long long)v->high);
	else if (name != NULL)
		text_add(out, name);
	else
		text_addf(out, "%llu", (unsigned long long)v->low);
}

static void print_term(const struct ruleset *rs, const struct message_def *def,
		       const struct ruleset_term *t, bool wrap, struct text *out)
{
	const struct tlv_def *tlv = schema_tlv(&def->tlvs[TYPE_REQUEST], t->tag);
	const struct enum_def *names = NULL;

	if (tlv != NULL)
		conf_where_name(tlv, t->leaf, out, &names);
	text_add(out, t->n_values == 1 ? " = " : " in (");
	for (size_t i = 0; i < t->n_values; i++) {
		if (i > 0)
			conf_print_comma(wrap, out);
		print_value(names, &rs->values[t->first_value + i], out);
	}
	text_add(out, t->n_values == 1 ? "" : ")");
}

static void print_options(const struct ruleset *rs, const struct ruleset_rule *r, bool wrap,
			  struct text *out)
{
	const struct message_def *def = schema_row(r->rows[0], NULL);

	for (size_t i = 0; i < r->n_terms; i++) {
		const struct ruleset_term *t = &rs->terms[r->first_term + i];

		text_add(out, i == 0 ? " where " : " and ");
		if (t->fact != 0)
			conf_fact_print(rs, t, wrap, out);
		else if (r->protocol == RULE_AT)
			conf_at_where_print(rs, r, t, wrap, out);
		else if (def != NULL)
			print_term(rs, def, t, wrap, out);
	}
	if (r->rate > 0)
		text_addf(out, " rate %u/%s", r->rate, conf_word_unit(r->per_s));
	if (r->alert)
		text_add(out, " alert");
	if (r->act != ACT_NONE)
		text_add(out, r->act == ACT_PANIC ? " panic" : " substitute");
}

/* `protocol` is what all rules of the statement have; none is said where they differ. */
static void print_head(const struct ruleset *rs, const struct ruleset_rule *r, unsigned protocol,
		       struct text *out)
{
	text_addf(out, "%s %s ", r->allow ? "allow" : "deny",
		  r->role < rs->n_roles ? rs->roles[r->role].name : "any");
	text_add(out, protocol == RULE_QMI ? "qmi " : protocol == RULE_AT ? "at " : "");
}

void conf_print_rule(const struct ruleset *rs, size_t index, struct text *out)
{
	const struct ruleset_rule *r = &rs->rules[index];

	print_head(rs, r, r->protocol, out);
	print_selector(rs, r, out);
	print_options(rs, r, false, out);
}

static bool same_statement(const struct ruleset_rule *a, const struct ruleset_rule *b)
{
	return a->file == b->file && a->line == b->line;
}

/* The rules of one statement, from `first` on. Returns the index behind the last. */
static size_t print_statement(const struct ruleset *rs, size_t first, struct text *out)
{
	const struct ruleset_rule *r = &rs->rules[first];
	size_t i = first;
	unsigned protocol = 0;

	for (; i < rs->n_rules && same_statement(r, &rs->rules[i]); i++)
		protocol |= rs->rules[i].protocol;
	print_head(rs, r, protocol, out);
	for (i = first;;) {
		print_selector(rs, &rs->rules[i++], out);
		if (i >= rs->n_rules || !same_statement(r, &rs->rules[i]))
			break;
		conf_print_comma(true, out);
	}
	print_options(rs, r, true, out);
	text_add(out, "\n");
	return i;
}

static void print_policies(const struct conf *c, struct text *out)
{
	for (size_t i = 1; i < c->rules.n_files; i++) {
		text_add(out, "policy");
		print_word(out, c->policy_words[i]);
		text_add(out, "\n");
	}
}

void conf_print(const struct conf *c, unsigned file, struct text *out)
{
	const struct ruleset *rs = &c->rules;

	if (file == 0) {
		print_settings(c, out);
		for (size_t i = 0; i < rs->n_listens; i++)
			if (rs->listens[i].port == UINT16_MAX)
				print_listen(rs, &rs->listens[i], out);
		print_policies(c, out);
	}
	for (size_t i = 0; i < c->n_stricts; i++)
		if (c->stricts[i].file == file)
			text_addf(out, "strict %s\n", service_name(c->stricts[i].service));
	conf_detect_print(rs, file, out);
	for (size_t i = 0; i < rs->n_roles; i++)
		if (rs->roles[i].file == file)
			print_role(&rs->roles[i], out);
	for (size_t i = 0; i < rs->n_rules;)
		i = rs->rules[i].file == file ? print_statement(rs, i, out) : i + 1;
}
