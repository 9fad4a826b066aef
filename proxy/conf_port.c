/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Ports of a link besides its QMI port, with the places where their clients come:
 *   at PATH|interface N|wwan N as NAME [speed N]
 *	endpoint PATH [role R] [owner U] [group G] [mode M] [endpoint ..]
 */
#include "conf_internal.h"

#include <string.h>

enum { MAX_SPEED = 10000000 };

struct port {
	struct ruleset_port *rule;
	struct ruleset_listen *endpoint; /* whose options follow; NULL: none yet */
	bool has_mode;
};

static bool once(struct conf_parser *p, bool is_set, const char *word)
{
	return !is_set || conf_fail(p, &p->tok, NULL, "%s is set twice", word);
}

/* Options of an endpoint stand behind it. */
static bool behind_endpoint(struct conf_parser *p, const struct port *b)
{
	return b->endpoint != NULL || conf_fail_token(p, "endpoint PATH before its options");
}

static bool port_speed(struct conf_parser *p, void *into)
{
	struct ruleset_port *r = ((struct port *)into)->rule;
	uint64_t value;

	if (!once(p, r->speed != 0, "speed") ||
	    !conf_word_number(p, "bits per second", MAX_SPEED, &value))
		return false;
	r->speed = (uint32_t)value;
	return true;
}

/* Endpoints come before other listeners, as they are printed: in the blocks of their links. */
static struct ruleset_listen *insert(struct conf *c, const struct ruleset_listen *l)
{
	struct ruleset *rs = &c->rules;
	size_t at = rs->n_listens;

	while (at > 0 && rs->listens[at - 1].port == UINT16_MAX) {
		rs->listens[at] = rs->listens[at - 1];
		c->listen_links[at] = c->listen_links[at - 1];
		at--;
	}
	rs->n_listens++;
	rs->listens[at] = *l;
	c->listen_links[at] = (struct conf_ref){ .name = "" };
	return &rs->listens[at];
}

static bool endpoint_new(struct conf_parser *p, const struct conf_token *at,
			 const struct ruleset_listen *l)
{
	const struct ruleset *rs = &p->conf->rules;

	if (l->path[0] != '/' && (l->flavour == LISTEN_PTY || l->path[0] != '@'))
		return conf_fail(p, at, "an absolute path, or unix:PATH for a socket",
				 "found \"%s\"", l->path);
	for (size_t i = 0; i < rs->n_listens; i++)
		if (strcmp(rs->listens[i].path, l->path) == 0)
			return conf_fail(p, at, NULL, "\"%s\" is listened on twice", l->path);
	return rs->n_listens < RULESET_MAX_LISTENS ||
	       conf_fail(p, at, NULL, "more than %d listeners", RULESET_MAX_LISTENS);
}

/* What must hold of the endpoint before. */
static bool endpoint_done(struct conf_parser *p, const struct conf_token *at, const struct port *b)
{
	if (b->endpoint == NULL || b->endpoint->flavour != LISTEN_PTY ||
	    b->endpoint->role != ROLE_ANY)
		return true;
	return conf_fail(p, at, "role NAME", "a pseudo-terminal does not tell who opens it");
}

static bool port_endpoint(struct conf_parser *p, void *into)
{
	struct port *b = into;
	struct conf_token at = p->tok;
	char path[RULESET_PATH];
	bool is_socket;
	struct ruleset_listen l = { .role = ROLE_ANY,
				    .line = p->tok.line,
				    .mode = CONF_LISTEN_MODE };

	if (!endpoint_done(p, &at, b) ||
	    !conf_word_path(p, "the path of an endpoint, or unix:PATH", path))
		return false;
	is_socket = strncmp(path, "unix:", 5) == 0;
	l.flavour = is_socket ? LISTEN_LINES : LISTEN_PTY;
	l.link = b->rule->link;
	l.port = (uint16_t)p->conf->rules.n_ports;
	strcpy(l.path, is_socket ? &path[5] : path);
	if (!endpoint_new(p, &at, &l))
		return false;
	b->endpoint = insert(p->conf, &l);
	b->has_mode = false;
	return true;
}

static bool port_role(struct conf_parser *p, void *into)
{
	struct port *b = into;

	return behind_endpoint(p, b) && once(p, b->endpoint->role != ROLE_ANY, "role") &&
	       conf_rule_role(p, &b->endpoint->role);
}

static bool port_owner(struct conf_parser *p, void *into)
{
	struct port *b = into;

	return behind_endpoint(p, b) && once(p, b->endpoint->owner[0] != '\0', "owner") &&
	       conf_word_name(p, "the name or number of a user", b->endpoint->owner);
}

static bool port_group(struct conf_parser *p, void *into)
{
	struct port *b = into;

	return behind_endpoint(p, b) && once(p, b->endpoint->group[0] != '\0', "group") &&
	       conf_word_name(p, "the name or number of a group", b->endpoint->group);
}

static bool port_mode(struct conf_parser *p, void *into)
{
	struct port *b = into;

	if (!behind_endpoint(p, b) || !once(p, b->has_mode, "mode"))
		return false;
	b->has_mode = true;
	return conf_word_mode(p, &b->endpoint->mode);
}

static const struct conf_keyword options[] = {
	{ "speed", port_speed, 0 }, { "endpoint", port_endpoint, 0 }, { "role", port_role, 0 },
	{ "owner", port_owner, 0 }, { "group", port_group, 0 },       { "mode", port_mode, 0 },
};

static bool port_new(struct conf_parser *p, const struct conf_token *at,
		     const struct ruleset_port *r)
{
	const struct ruleset *rs = &p->conf->rules;

	for (size_t i = 0; i < rs->n_ports; i++) {
		const struct ruleset_port *e = &rs->ports[i];

		if (e->by != r->by || strcmp(e->path, r->path) != 0)
			continue;
		if (r->by == BY_PATH)
			return conf_fail(p, at, NULL, "\"%s\" is a port twice", r->path);
		if (e->link == r->link && e->kind == r->kind && e->number == r->number)
			return conf_fail(p, at, NULL, "%u is a port twice", r->number);
	}
	for (size_t i = 0; i < rs->n_ports; i++) {
		if (rs->ports[i].link == r->link && strcmp(rs->ports[i].name, r->name) == 0)
			return conf_fail(p, at, NULL, "the link has two ports called \"%s\"",
					 r->name);
	}
	return rs->n_ports < RULESET_MAX_PORTS ||
	       conf_fail(p, at, NULL, "more than %d ports", RULESET_MAX_PORTS);
}

static bool parse_options(struct conf_parser *p, struct port *b)
{
	while (p->tok.kind != TOKEN_NEWLINE && p->tok.kind != TOKEN_SEMICOLON &&
	       p->tok.kind != TOKEN_CLOSE && p->tok.kind != TOKEN_END) {
		const struct conf_keyword *k =
			conf_word_keyword(p, "option", options, COUNT(options));

		if (k == NULL)
			return false;
		conf_lex_next(p);
		if (!k->parse(p, b))
			return false;
	}
	return true;
}

/* The path, or the number by which it is found. */
static bool take_place(struct conf_parser *p, struct ruleset_port *r)
{
	struct conf_token at = p->tok;

	if (!conf_net_by(p, &r->by, &r->number))
		return false;
	if (r->by != BY_PATH)
		return true;
	if (!conf_word_path(p, "the path of a port, or unix:PATH", r->path))
		return false;
	return r->path[0] == '/' || (strncmp(r->path, "unix:", 5) == 0 && r->path[5] != '\0') ||
	       conf_fail(p, &at, "an absolute path, unix:PATH, interface N or wwan N",
			 "found \"%s\"", r->path);
}

bool conf_port_parse(struct conf_parser *p, enum port_kind kind)
{
	struct ruleset *rs = &p->conf->rules;
	struct ruleset_port r = { .link = (uint16_t)rs->n_links,
				  .kind = (uint8_t)kind,
				  .line = p->tok.line };
	struct port b = { .rule = &r };
	struct conf_token at = p->tok;
	bool good;

	if (!take_place(p, &r))
		return false;
	if (!conf_lex_is(&p->tok, "as"))
		return conf_fail_token(p, "as NAME");
	conf_lex_next(p);
	if (!conf_word_name(p, "the name of a port", r.name) || !port_new(p, &at, &r))
		return false;
	good = parse_options(p, &b) && endpoint_done(p, &p->tok, &b) &&
	       (b.endpoint != NULL || conf_fail_token(p, "endpoint PATH"));
	rs->ports[rs->n_ports++] = r; /* also where it is wrong: its endpoints name it */
	return good;
}

static void print_word(struct text *out, const char *keyword, const char *word)
{
	bool quote = word[strcspn(word, " {};,()=#")] != '\0';

	if (word[0] != '\0')
		text_addf(out, "%s %s%s%s", keyword, quote ? "\"" : "", word, quote ? "\"" : "");
}

static void print_endpoint(const struct ruleset *rs, const struct ruleset_listen *l,
			   struct text *out)
{
	char path[RULESET_PATH + 8] = "unix:";

	strcpy(l->flavour == LISTEN_LINES ? &path[5] : path, l->path);
	print_word(out, " endpoint", path);
	if (l->role < rs->n_roles)
		text_addf(out, " role %s", rs->roles[l->role].name);
	print_word(out, " owner", l->owner);
	print_word(out, " group", l->group);
	if (l->mode != CONF_LISTEN_MODE)
		text_addf(out, " mode %04o", l->mode);
}

void conf_port_print(const struct ruleset *rs, size_t port, struct text *out)
{
	const struct ruleset_port *r = &rs->ports[port];

	text_add(out, "\n\t");
	print_word(out, r->kind == PORT_AT ? "at" : "nmea", r->path);
	if (r->by != BY_PATH) {
		text_add(out, r->kind == PORT_AT ? "at" : "nmea");
		conf_net_by_print(r->by, r->number, out);
	}
	text_addf(out, " as %s", r->name);
	if (r->speed != 0)
		text_addf(out, " speed %u", r->speed);
	for (size_t i = 0; i < rs->n_listens; i++)
		if (rs->listens[i].port == port)
			print_endpoint(rs, &rs->listens[i], out);
}
