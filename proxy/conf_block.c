/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Statements that describe things: roles and links (blocks), listeners (options on one line). */
#include "conf_internal.h"

#include <string.h>

struct block {
	struct conf *conf;
	union {
		struct ruleset_role *role;
		struct ruleset_link *link;
		struct ruleset_listen *listen;
	};
	struct conf_ref *listen_link;
	bool has_flavour, has_mode, has_role, has_link;
};

static bool is_statement(const struct conf_token *t)
{
	for (size_t i = 0; i < conf_statement_count; i++)
		if (conf_lex_is(t, conf_statements[i].word))
			return true;
	return false;
}

/* Whether the table has the word: "user" is an item of roles and also a statement. */
static bool is_item(const struct conf_token *t, const struct conf_keyword *table, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (conf_lex_is(t, table[i].word))
			return true;
	return false;
}

static bool parse_item(struct conf_parser *p, const struct conf_keyword *table, size_t n,
		       struct block *b)
{
	const struct conf_keyword *k;

	k = conf_word_keyword(p, "item", table, n);
	if (k == NULL)
		return false;
	conf_lex_next(p);
	if (!k->parse(p, b))
		return false;
	if (p->tok.kind == TOKEN_NEWLINE || p->tok.kind == TOKEN_SEMICOLON ||
	    p->tok.kind == TOKEN_CLOSE)
		return true;
	return conf_fail_token(p, "; or } or end of the line");
}

/* "{ ITEM; ITEM }". All items are read even where some are wrong. */
static bool parse_items(struct conf_parser *p, const struct conf_keyword *table, size_t n,
			struct block *b)
{
	bool good = true;

	if (p->tok.kind != TOKEN_OPEN)
		return conf_fail_token(p, "{");
	conf_lex_next(p);
	while (p->tok.kind != TOKEN_CLOSE) {
		if (p->tok.kind == TOKEN_END ||
		    (is_statement(&p->tok) && !is_item(&p->tok, table, n))) {
			p->resume = true;
			return conf_fail_token(p, "} at the end of the block");
		}
		if (p->tok.kind == TOKEN_NEWLINE || p->tok.kind == TOKEN_SEMICOLON) {
			conf_lex_next(p);
		} else if (!parse_item(p, table, n, b)) {
			good = false;
			conf_lex_skip_item(p);
		}
	}
	conf_lex_next(p);
	/* Errors of items are reported: go on behind the block. */
	p->resume = !good && p->tok.kind == TOKEN_NEWLINE;
	return good;
}

static bool item_once(struct conf_parser *p, bool is_set, const char *word)
{
	return !is_set || conf_fail(p, &p->tok, NULL, "%s is set twice", word);
}

static bool role_user(struct conf_parser *p, void *into)
{
	struct ruleset_role *r = ((struct block *)into)->role;

	return item_once(p, r->user[0] != '\0', "user") &&
	       conf_word_name(p, "the name or number of a user", r->user);
}

static bool role_group(struct conf_parser *p, void *into)
{
	struct ruleset_role *r = ((struct block *)into)->role;

	return item_once(p, r->group[0] != '\0', "group") &&
	       conf_word_name(p, "the name or number of a group", r->group);
}

static bool role_exe(struct conf_parser *p, void *into)
{
	struct ruleset_role *r = ((struct block *)into)->role;
	struct conf_token at = p->tok;

	if (!item_once(p, r->exe[0] != '\0', "exe") ||
	    !conf_word_path(p, "the path of an executable", r->exe))
		return false;
	return r->exe[0] == '/' || conf_fail(p, &at, "an absolute path", "found \"%s\"", r->exe);
}

static bool role_adopt(struct conf_parser *p, void *into)
{
	struct ruleset_role *r = ((struct block *)into)->role;

	if (!item_once(p, r->adopt != 0, "adopt"))
		return false;
	r->adopt = 1;
	return true;
}

static bool role_grace(struct conf_parser *p, void *into)
{
	struct block *b = into;

	if (!item_once(p, b->has_mode, "grace"))
		return false;
	b->has_mode = true;
	return conf_word_duration(p, &b->role->grace_s);
}

static const struct conf_keyword role_items[] = {
	{ "user", role_user, 0 },   { "group", role_group, 0 }, { "exe", role_exe, 0 },
	{ "adopt", role_adopt, 0 }, { "grace", role_grace, 0 },
};

bool conf_block_role(struct conf_parser *p, void *into)
{
	struct ruleset *rs = &p->conf->rules;
	struct ruleset_role r = { .uid = UINT32_MAX,
				  .gid = UINT32_MAX,
				  .file = p->file,
				  .line = p->tok.line,
				  .grace_s = CONF_GRACE_S };
	struct block b = { .conf = p->conf, .role = &r };
	struct conf_token at = p->tok;
	bool good, whole;

	(void)into;
	if (!conf_word_name(p, "the name of a role", r.name))
		return false;
	good = strcmp(r.name, "any") != 0 ||
	       conf_fail(p, &at, NULL, "\"any\" cannot be the name of a role");
	for (size_t i = 0; good && i < rs->n_roles; i++)
		if (strcmp(rs->roles[i].name, r.name) == 0)
			good = conf_fail(p, &at, NULL,
					 "role \"%s\" is defined twice, first in %s:%u", r.name,
					 rs->files[rs->roles[i].file], rs->roles[i].line);
	if (good && rs->n_roles >= RULESET_MAX_ROLES)
		good = conf_fail(p, &at, NULL, "more than %d roles", RULESET_MAX_ROLES);
	whole = parse_items(p, role_items, COUNT(role_items), &b);
	/* Known even where an item is wrong, so that its users are not blamed as well. */
	if (good)
		rs->roles[rs->n_roles++] = r;
	return whole;
}

static bool link_qmi(struct conf_parser *p, void *into)
{
	struct ruleset_link *l = ((struct block *)into)->link;
	struct conf_token at = p->tok;

	if (!item_once(p, ruleset_has_qmi(l), "qmi") ||
	    !conf_net_by(p, &l->qmi_by, &l->qmi_number))
		return false;
	if (l->qmi_by == BY_PATH &&
	    !conf_word_path(p, "the path of a QMI port, unix:PATH, interface N or wwan N", l->qmi))
		return false;
	if (l->qmi_by == BY_PATH && l->qmi[0] != '/' &&
	    (strncmp(l->qmi, "unix:", 5) != 0 || l->qmi[5] == '\0'))
		return conf_fail(p, &at, "an absolute path or unix:PATH", "found \"%s\"", l->qmi);
	if (!conf_lex_is(&p->tok, "as"))
		return true;
	conf_lex_next(p);
	at = p->tok;
	if (!conf_word_path(p, "the path that clients open", l->alias))
		return false;
	return l->alias[0] == '/' ||
	       conf_fail(p, &at, "an absolute path", "found \"%s\"", l->alias);
}

static bool link_vendor(struct conf_parser *p, void *into)
{
	struct block *b = into;
	uint64_t value;

	if (!item_once(p, b->has_mode, "vendor") ||
	    !conf_word_number(p, "a USB vendor id, like 0x1199", UINT16_MAX, &value))
		return false;
	b->has_mode = true;
	b->link->vendor = (uint16_t)value;
	return true;
}

static bool link_at(struct conf_parser *p, void *into)
{
	(void)into;
	return conf_port_parse(p, PORT_AT);
}

static bool link_nmea(struct conf_parser *p, void *into)
{
	(void)into;
	return conf_port_parse(p, PORT_NMEA);
}

static bool link_match(struct conf_parser *p, void *into)
{
	return conf_net_match(p, &((struct block *)into)->link->match);
}

static bool link_net(struct conf_parser *p, void *into)
{
	return conf_net_parse(p, &((struct block *)into)->link->net);
}

static const struct conf_keyword link_items[] = {
	{ "qmi", link_qmi, 0 },	      { "at", link_at, 0 },	  { "nmea", link_nmea, 0 },
	{ "vendor", link_vendor, 0 }, { "match", link_match, 0 }, { "net", link_net, 0 },
};

/* What is found by attributes needs some to be found by. */
static bool link_matches(struct conf_parser *p, const struct conf_token *at,
			 const struct ruleset_link *l, uint32_t first_port)
{
	const struct ruleset *rs = &p->conf->rules;
	bool needed = l->qmi_by != BY_PATH || l->net.is_auto;

	for (uint32_t i = first_port; i < rs->n_ports; i++)
		needed = needed || rs->ports[i].by != BY_PATH;
	if (needed && l->match.bus == MATCH_NONE)
		return conf_fail(p, at, "match in its block",
				 "link \"%s\" says by no attribute which modem it is", l->name);
	if (!needed && l->match.bus != MATCH_NONE)
		return conf_fail(p, at, "interface N, wwan N or auto in its block",
				 "nothing of link \"%s\" is found by its match", l->name);
	return true;
}

/* What clients name when they open the link. */
static const char *opened_as(const struct ruleset_link *l)
{
	return l->alias[0] != '\0' ? l->alias : l->qmi;
}

static bool link_new(struct conf_parser *p, const struct conf_token *at,
		     const struct ruleset_link *l)
{
	const struct ruleset *rs = &p->conf->rules;

	for (size_t i = 0; i < rs->n_links; i++) {
		const struct ruleset_link *e = &rs->links[i];

		if (strcmp(e->name, l->name) == 0)
			return conf_fail(p, at, NULL, "link \"%s\" is defined twice", l->name);
		if (opened_as(l)[0] == '\0' || opened_as(e)[0] == '\0')
			continue;
		if ((l->qmi[0] != '\0' && strcmp(e->qmi, l->qmi) == 0) ||
		    strcmp(opened_as(e), opened_as(l)) == 0)
			return conf_fail(p, at, NULL, "link \"%s\" has the port or name of \"%s\"",
					 l->name, e->name);
	}
	return rs->n_links < RULESET_MAX_LINKS ||
	       conf_fail(p, at, NULL, "more than %d links", RULESET_MAX_LINKS);
}

bool conf_block_link(struct conf_parser *p, void *into)
{
	struct ruleset *rs = &p->conf->rules;
	struct ruleset_link l = { .line = p->tok.line };
	struct block b = { .conf = p->conf, .link = &l };
	struct conf_token at = p->tok;
	uint32_t n_ports = rs->n_ports;

	(void)into;
	if (!conf_word_name(p, "the name of a link", l.name))
		return false;
	if (!parse_items(p, link_items, COUNT(link_items), &b)) {
		if (rs->n_links < RULESET_MAX_LINKS) /* its listeners are not to blame */
			rs->links[rs->n_links++] = l;
		return false;
	}
	if (!ruleset_has_qmi(&l) && rs->n_ports == n_ports)
		return conf_fail(p, &at, "qmi PATH or at PATH in its block",
				 "link \"%s\" has no port", l.name);
	if (!link_matches(p, &at, &l, n_ports) || !link_new(p, &at, &l))
		return false;
	rs->links[rs->n_links++] = l;
	return true;
}

static bool listen_flavour(struct conf_parser *p, struct block *b, enum listen_flavour flavour)
{
	if (!item_once(p, b->has_flavour, "the flavour"))
		return false;
	b->has_flavour = true;
	b->listen->flavour = (uint8_t)flavour;
	return true;
}

static bool listen_qmux(struct conf_parser *p, void *into)
{
	return listen_flavour(p, into, LISTEN_QMUX);
}

static bool listen_proxy(struct conf_parser *p, void *into)
{
	return listen_flavour(p, into, LISTEN_PROXY);
}

static bool listen_link(struct conf_parser *p, void *into)
{
	struct block *b = into;

	b->listen_link->at = (struct conf_place){ p->file, p->tok.line, p->tok.column };
	return item_once(p, b->listen_link->name[0] != '\0', "link") &&
	       conf_word_name(p, "the name of a link", b->listen_link->name);
}

static bool listen_role(struct conf_parser *p, void *into)
{
	struct block *b = into;

	return item_once(p, b->listen->role != ROLE_ANY, "role") &&
	       conf_rule_role(p, &b->listen->role);
}

static bool listen_owner(struct conf_parser *p, void *into)
{
	struct ruleset_listen *l = ((struct block *)into)->listen;

	return item_once(p, l->owner[0] != '\0', "owner") &&
	       conf_word_name(p, "the name or number of a user", l->owner);
}

static bool listen_group(struct conf_parser *p, void *into)
{
	struct ruleset_listen *l = ((struct block *)into)->listen;

	return item_once(p, l->group[0] != '\0', "group") &&
	       conf_word_name(p, "the name or number of a group", l->group);
}

static bool listen_mode(struct conf_parser *p, void *into)
{
	struct block *b = into;

	if (!item_once(p, b->has_mode, "mode"))
		return false;
	b->has_mode = true;
	return conf_word_mode(p, &b->listen->mode);
}

static const struct conf_keyword listen_options[] = {
	{ "proxy", listen_proxy, 0 }, { "qmux", listen_qmux, 0 },   { "link", listen_link, 0 },
	{ "role", listen_role, 0 },   { "owner", listen_owner, 0 }, { "group", listen_group, 0 },
	{ "mode", listen_mode, 0 },
};

static bool parse_listen_options(struct conf_parser *p, struct block *b)
{
	while (p->tok.kind != TOKEN_NEWLINE && p->tok.kind != TOKEN_END) {
		const struct conf_keyword *k =
			conf_word_keyword(p, "option", listen_options, COUNT(listen_options));

		if (k == NULL)
			return false;
		conf_lex_next(p);
		if (!k->parse(p, b))
			return false;
	}
	return true;
}

/* What must hold of a listener as a whole. */
static bool listen_new(struct conf_parser *p, const struct conf_token *at, const struct block *b)
{
	const struct ruleset *rs = &p->conf->rules;
	const struct ruleset_listen *l = b->listen;

	for (size_t i = 0; i < rs->n_listens; i++)
		if (strcmp(rs->listens[i].path, l->path) == 0)
			return conf_fail(p, at, NULL, "\"%s\" is listened on twice", l->path);
	if (l->path[0] == '@' && l->path[1] == '\0')
		return conf_fail(p, at, "@NAME", "an abstract name without a name");
	if (l->path[0] == '@' && (b->has_mode || l->owner[0] != '\0' || l->group[0] != '\0'))
		return conf_fail(p, at, NULL, "an abstract name has no owner, group or mode");
	if (l->flavour == LISTEN_QMUX && b->listen_link->name[0] == '\0')
		return conf_fail(p, at, "link NAME",
				 "clients of a bare QMUX socket name no device");
	return rs->n_listens < RULESET_MAX_LISTENS ||
	       conf_fail(p, at, NULL, "more than %d listeners", RULESET_MAX_LISTENS);
}

bool conf_block_listen(struct conf_parser *p, void *into)
{
	struct conf *c = p->conf;
	struct ruleset_listen l = { .link = UINT16_MAX,
				    .port = UINT16_MAX,
				    .role = ROLE_ANY,
				    .line = p->tok.line,
				    .mode = CONF_LISTEN_MODE };
	struct conf_ref link = { .name = "" };
	struct block b = { .conf = c, .listen = &l, .listen_link = &link };
	struct conf_token at = p->tok;

	(void)into;
	if (!conf_word_path(p, "the path of a socket, or @NAME", l.path))
		return false;
	if (!parse_listen_options(p, &b))
		return false;
	if (!b.has_flavour)
		l.flavour = strstr(l.path, "qmux_socket") != NULL ? LISTEN_QMUX : LISTEN_PROXY;
	if (!listen_new(p, &at, &b))
		return false;
	c->listen_links[c->rules.n_listens] = link;
	c->rules.listens[c->rules.n_listens++] = l;
	return true;
}
