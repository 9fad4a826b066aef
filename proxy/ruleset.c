/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The check of a compiled ruleset on arrival: it may come from a compiler that was taken over. */
#include "ruleset.h"

#include <string.h>

struct limit_range {
	uint32_t min, max;
};

static const struct limit_range limit_ranges[LIMIT_COUNT] = {
#define X(id, word, def, min, max, text) { min, max },
	LIMITS(X)
#undef X
};

/* Terminated, and of printable characters: these strings reach the audit and the log. */
static bool string_ok(const char *s, size_t size)
{
	size_t len = strnlen(s, size);

	if (len == size)
		return false;
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)s[i] < 0x20 || (unsigned char)s[i] > 0x7E)
			return false;
	return true;
}

static bool name_ok(const char *s, size_t size)
{
	return string_ok(s, size) && s[0] != '\0';
}

static bool counts_ok(const struct ruleset *rs)
{
	return rs->magic == RULESET_MAGIC && rs->version == RULESET_VERSION &&
	       rs->n_links <= RULESET_MAX_LINKS && rs->n_ports <= RULESET_MAX_PORTS &&
	       rs->n_listens <= RULESET_MAX_LISTENS &&
	       rs->n_files >= 1 && rs->n_files <= RULESET_MAX_FILES &&
	       rs->n_roles <= RULESET_MAX_ROLES && rs->n_rules <= RULESET_MAX_RULES &&
	       rs->n_terms <= RULESET_MAX_TERMS && rs->n_values <= RULESET_MAX_VALUES &&
	       rs->n_strings <= RULESET_MAX_STRINGS && rs->pins.n <= RULESET_MAX_PINS;
}

static bool settings_ok(const struct ruleset *rs)
{
	for (size_t i = 0; i < LIMIT_COUNT; i++)
		if (rs->limits[i] < limit_ranges[i].min || rs->limits[i] > limit_ranges[i].max)
			return false;
	for (size_t i = 0; i < DETECT_MAX; i++)
		if (rs->detects[i].is_set > 1 || rs->detects[i].act >= DETECT_ACTS ||
		    rs->detects[i].file >= rs->n_files)
			return false;
	for (size_t i = 0; i < rs->n_files; i++)
		if (!name_ok(rs->files[i], sizeof(rs->files[i])))
			return false;
	return rs->audit_lossy <= 1 && string_ok(rs->audit, sizeof(rs->audit)) &&
	       name_ok(rs->user, sizeof(rs->user));
}

/* These names reach the kernel: a "*" only at the end, and nothing that is all there is. */
static bool net_name_ok(const char *name)
{
	size_t len = strnlen(name, RULESET_IFNAME);

	if (!string_ok(name, RULESET_IFNAME) || name[0] == '*')
		return false;
	for (size_t i = 0; i < len; i++)
		if (name[i] == '/' || name[i] == ' ' || (name[i] == '*' && i + 1 < len))
			return false;
	return len > 0;
}

static bool net_ok(const struct ruleset_link *l)
{
	const struct ruleset_net *n = &l->net;

	if (n->n_names > RULESET_NET_NAMES || n->n_admits > RULESET_NET_ADMITS ||
	    n->is_auto > 1 || n->flags >= NET_END || (n->is_auto && l->match.bus == MATCH_NONE))
		return false;
	for (size_t i = 0; i < n->n_names; i++)
		if (!net_name_ok(n->names[i]))
			return false;
	for (size_t i = 0; i < n->n_admits; i++)
		if (n->admits[i].kind >= ADMIT_KINDS ||
		    (n->admits[i].port == 0) != (n->admits[i].kind < ADMIT_TCP))
			return false;
	return true;
}

/* A port has a path, or its link's modem is looked for. */
static bool by_ok(uint8_t by, const char *path, const struct ruleset_link *l)
{
	if (by == BY_PATH)
		return true;
	return by < PORT_BYS && path[0] == '\0' && l->match.bus != MATCH_NONE;
}

static bool link_ok(const struct ruleset_link *l)
{
	return name_ok(l->name, sizeof(l->name)) && string_ok(l->qmi, sizeof(l->qmi)) &&
	       string_ok(l->alias, sizeof(l->alias)) &&
	       string_ok(l->match.path, sizeof(l->match.path)) && l->match.bus < MATCH_BUSES &&
	       by_ok(l->qmi_by, l->qmi, l) && net_ok(l);
}

static bool port_ok(const struct ruleset *rs, const struct ruleset_port *p)
{
	return name_ok(p->name, sizeof(p->name)) && string_ok(p->path, sizeof(p->path)) &&
	       p->link < rs->n_links && p->kind < PORT_KINDS &&
	       by_ok(p->by, p->path, &rs->links[p->link]) &&
	       (p->by != BY_PATH || p->path[0] != '\0');
}

/* Whose clients come to a port other than the QMI port are told apart by what listens. */
static bool listen_port_ok(const struct ruleset *rs, const struct ruleset_listen *l)
{
	if (l->flavour == LISTEN_PROXY || l->flavour == LISTEN_QMUX)
		return l->port == UINT16_MAX;
	return l->port < rs->n_ports && rs->ports[l->port].link == l->link;
}

static bool listen_ok(const struct ruleset *rs, const struct ruleset_listen *l)
{
	if (l->flavour >= LISTEN_FLAVOURS || !listen_port_ok(rs, l))
		return false;
	if (l->link >= rs->n_links && (l->link != UINT16_MAX || l->flavour == LISTEN_QMUX))
		return false;
	return name_ok(l->path, sizeof(l->path)) && string_ok(l->owner, sizeof(l->owner)) &&
	       string_ok(l->group, sizeof(l->group)) && (l->mode & ~0777u) == 0 &&
	       (l->role < rs->n_roles || l->role == ROLE_ANY);
}

static bool role_ok(const struct ruleset *rs, const struct ruleset_role *r)
{
	return name_ok(r->name, sizeof(r->name)) && string_ok(r->user, sizeof(r->user)) &&
	       string_ok(r->group, sizeof(r->group)) && string_ok(r->exe, sizeof(r->exe)) &&
	       (r->exe[0] == '\0' || r->exe[0] == '/') && r->adopt <= 1 &&
	       r->grants < AT_GRANT_END && r->tunnel <= 1 && r->file < rs->n_files;
}

/* Rows are compared, never looked up: so a room may lack the schema that they are of. */
static bool message_ok(const struct ruleset_rule *r)
{
	return (r->rows[0] < SCHEMA_MAX_ROWS || r->rows[0] == ROW_NONE) &&
	       (r->rows[1] < SCHEMA_MAX_ROWS || r->rows[1] == ROW_NONE) &&
	       (r->rows[0] != ROW_NONE || r->rows[1] != ROW_NONE);
}

static bool raw_name_ok(const struct ruleset *rs, const struct ruleset_rule *r)
{
	return r->name_len > 0 && r->name_len <= AT_MAX_NAME && r->name_len <= rs->n_strings &&
	       r->name <= rs->n_strings - r->name_len && r->form <= AT_FORM_COUNT;
}

/* `protocol` is the only one that fits the selector. */
static bool selector_ok(const struct ruleset *rs, const struct ruleset_rule *r)
{
	bool qmi = r->protocol == RULE_QMI, at = r->protocol == RULE_AT;

	switch (r->selector) {
	case SELECT_ANY:
		return qmi || at || r->protocol == (RULE_QMI | RULE_AT);
	case SELECT_CLASS:
		return (qmi || at || r->protocol == (RULE_QMI | RULE_AT)) && r->class < CLASS_COUNT;
	case SELECT_RAW:
	case SELECT_SERVICE:
		return qmi;
	case SELECT_MESSAGE:
		return qmi && message_ok(r);
	case SELECT_GROUP:
		return at && r->kind > AT_GROUP_NONE && r->kind < AT_GROUP_COUNT;
	case SELECT_FAMILY:
		return at && r->kind < AT_MAX_FAMILIES;
	case SELECT_COMMAND:
		return at && r->rows[0] < AT_MAX_ROWS && r->form <= AT_FORM_COUNT;
	case SELECT_DIAL:
		return at && r->kind > AT_DIAL_NONE && r->kind < AT_DIAL_COUNT;
	case SELECT_GRANT:
		return at && (r->kind == AT_GRANT_DATA || r->kind == AT_GRANT_TEXT ||
			      r->kind == AT_GRANT_REPEAT);
	case SELECT_AT_RAW:
		return at && raw_name_ok(rs, r);
	case SELECT_PAYLOAD:
		return (qmi || at || r->protocol == (RULE_QMI | RULE_AT)) && r->payloads != 0 &&
		       r->payloads < UINT32_C(1) << PAYLOAD_KINDS && (r->payloads & 1) == 0;
	default:
		return false;
	}
}

static bool numbers_only(const struct ruleset *rs, const struct ruleset_term *t)
{
	for (size_t k = 0; k < t->n_values; k++)
		if (rs->values[t->first_value + k].kind != VALUE_NUMBER)
			return false;
	return true;
}

/* Terms ask for facts, or stand in rules about one message (numbers only) or one command. */
static bool rule_terms_ok(const struct ruleset *rs, const struct ruleset_rule *r)
{
	bool command = r->selector == SELECT_COMMAND || r->selector == SELECT_DIAL ||
		       r->selector == SELECT_AT_RAW;

	if (r->n_terms > rs->n_terms || r->first_term > rs->n_terms - r->n_terms)
		return false;
	if (r->n_terms > 0 && !command && r->selector != SELECT_MESSAGE &&
	    r->selector != SELECT_PAYLOAD)
		return false;
	for (size_t i = 0; i < r->n_terms; i++) {
		const struct ruleset_term *t = &rs->terms[r->first_term + i];

		if (t->fact == 0 && r->selector == SELECT_PAYLOAD)
			return false;
		if (t->fact == 0 && r->selector == SELECT_MESSAGE && !numbers_only(rs, t))
			return false;
	}
	return true;
}

/* What is malformed is never allowed, and its facts are not known; only payloads are replaced. */
static bool act_ok(const struct ruleset_rule *r)
{
	if (r->selector != SELECT_PAYLOAD)
		return r->payloads == 0 && r->malformed == 0 && r->act == ACT_NONE;
	return r->malformed <= 1 && r->act < ACT_COUNT && (!r->allow || r->act == ACT_NONE) &&
	       (!r->malformed || (!r->allow && r->n_terms == 0));
}

static bool rule_ok(const struct ruleset *rs, const struct ruleset_rule *r)
{
	if (r->allow > 1 || r->alert > 1 || r->file >= rs->n_files || !selector_ok(rs, r))
		return false;
	if (r->role >= rs->n_roles && r->role != ROLE_ANY)
		return false;
	if (!rule_terms_ok(rs, r) || !act_ok(r))
		return false;
	if (r->rate == 0)
		return r->per_s == 0;
	return r->allow && r->selector != SELECT_GRANT && r->rate <= RULESET_MAX_RATE &&
	       r->per_s >= 1 && r->per_s <= RULESET_MAX_PER_S;
}

static bool value_ok(const struct ruleset *rs, const struct ruleset_value *v)
{
	switch (v->kind) {
	case VALUE_NUMBER:
		return v->low <= v->high;
	case VALUE_TEXT:
	case VALUE_PREFIX:
		return v->high <= rs->n_strings && v->low <= rs->n_strings - v->high;
	case VALUE_NONE:
		return v->low == 0 && v->high == 0;
	default:
		return false;
	}
}

static bool terms_ok(const struct ruleset *rs)
{
	for (size_t i = 0; i < rs->n_terms; i++) {
		const struct ruleset_term *t = &rs->terms[i];

		if (t->fact > FACT_COUNT || t->pad != 0)
			return false;
		if (t->n_values == 0 || t->n_values > rs->n_values ||
		    t->first_value > rs->n_values - t->n_values)
			return false;
	}
	for (size_t i = 0; i < rs->n_values; i++)
		if (!value_ok(rs, &rs->values[i]))
			return false;
	for (size_t i = 0; i < rs->n_strings; i++)
		if (rs->strings[i] < 0x20 || rs->strings[i] > 0x7E || rs->strings[i] == '"')
			return false;
	return true;
}

bool ruleset_check(const struct ruleset *rs)
{
	if (!counts_ok(rs) || !settings_ok(rs) || !terms_ok(rs))
		return false;
	for (size_t i = 0; i < rs->n_links; i++)
		if (!link_ok(&rs->links[i]))
			return false;
	for (size_t i = 0; i < rs->n_ports; i++)
		if (!port_ok(rs, &rs->ports[i]))
			return false;
	for (size_t i = 0; i < rs->n_listens; i++)
		if (!listen_ok(rs, &rs->listens[i]))
			return false;
	for (size_t i = 0; i < rs->n_roles; i++)
		if (!role_ok(rs, &rs->roles[i]))
			return false;
	for (size_t i = 0; i < rs->n_rules; i++)
		if (!rule_ok(rs, &rs->rules[i]))
			return false;
	return true;
}
