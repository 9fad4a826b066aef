/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Of a link: which device of sysfs the modem is, and what becomes of its network interfaces.
 *   match usb VID:PID [path GLOB]   match pci VID:PID [path GLOB]   match path GLOB
 *   net NAME|auto[, ..] [guard] [up] [firewall] [admit WHAT[, ..]]
 */
#include "conf_internal.h"

#include <string.h>

static const char *const buses[MATCH_BUSES] = {
	[MATCH_USB] = "usb",
	[MATCH_PCI] = "pci",
	[MATCH_ANY] = "path",
};

static const char *const ways[PORT_BYS] = {
	[BY_INTERFACE] = "interface",
	[BY_WWAN] = "wwan",
};

static const struct {
	const char *word;
	uint8_t flag;
} flags[] = { { "guard", NET_GUARD }, { "up", NET_UP }, { "firewall", NET_FIREWALL } };

static const char *const admits[ADMIT_KINDS] = {
	[ADMIT_DHCP] = "dhcp", [ADMIT_DHCPV6] = "dhcpv6", [ADMIT_ND] = "nd",
	[ADMIT_PING] = "ping", [ADMIT_TCP] = "tcp/",      [ADMIT_UDP] = "udp/",
};

static bool is_end(const struct conf_token *t)
{
	return t->kind == TOKEN_NEWLINE || t->kind == TOKEN_SEMICOLON || t->kind == TOKEN_CLOSE ||
	       t->kind == TOKEN_END;
}

bool conf_net_by(struct conf_parser *p, uint8_t *by, uint8_t *number)
{
	uint64_t value;

	for (uint8_t i = BY_INTERFACE; i < PORT_BYS; i++) {
		if (!conf_lex_is(&p->tok, ways[i]))
			continue;
		conf_lex_next(p);
		if (!conf_word_number(p, "the number of a port", UINT8_MAX, &value))
			return false;
		*by = i;
		*number = (uint8_t)value;
		return true;
	}
	return true;
}

void conf_net_by_print(uint8_t by, uint8_t number, struct text *out)
{
	text_addf(out, " %s %u", ways[by], number);
}

/* Four digits of hex, as sysfs and lsusb write them. */
static bool take_id(const char *s, uint16_t *out)
{
	char text[] = "0x0000";
	uint64_t value;

	memcpy(&text[2], s, 4);
	if (!conf_word_to_number(text, 6, UINT16_MAX, &value))
		return false;
	*out = (uint16_t)value;
	return true;
}

static bool parse_ids(struct conf_parser *p, struct ruleset_match *m)
{
	const struct conf_token *t = &p->tok;

	if (t->kind != TOKEN_WORD || t->len != 9 || t->p[4] != ':' || !take_id(t->p, &m->vendor) ||
	    !take_id(&t->p[5], &m->product))
		return conf_fail_token(p, "VENDOR:PRODUCT in hex, like 1199:9071");
	conf_lex_next(p);
	return true;
}

bool conf_net_match(struct conf_parser *p, struct ruleset_match *m)
{
	struct conf_token at = p->tok;

	if (m->bus != MATCH_NONE)
		return conf_fail(p, &at, NULL, "match is set twice");
	for (uint8_t i = MATCH_USB; i < MATCH_BUSES; i++)
		if (conf_lex_is(&p->tok, buses[i]))
			m->bus = i;
	if (m->bus == MATCH_NONE)
		return conf_fail_token(p, "usb, pci or path");
	if (m->bus != MATCH_ANY) {
		conf_lex_next(p);
		if (!parse_ids(p, m))
			return false;
	}
	if (!conf_lex_is(&p->tok, "path"))
		return true;
	conf_lex_next(p);
	at = p->tok;
	if (!conf_word_path(p, "the path of a device below /sys/devices", m->path))
		return false;
	return m->path[0] != '/' ||
	       conf_fail(p, &at, "a path below /sys/devices, without / in front", "found \"%s\"",
			 m->path);
}

static void print_quoted(const char *word, struct text *out)
{
	bool quote = word[strcspn(word, " {};,()=#")] != '\0';

	text_addf(out, quote ? " \"%s\"" : " %s", word);
}

void conf_net_match_print(const struct ruleset_match *m, struct text *out)
{
	if (m->bus == MATCH_NONE)
		return;
	text_addf(out, "\n\tmatch %s", buses[m->bus]);
	if (m->bus != MATCH_ANY)
		text_addf(out, " %04x:%04x", m->vendor, m->product);
	if (m->bus != MATCH_ANY && m->path[0] != '\0')
		text_add(out, " path");
	if (m->path[0] != '\0')
		print_quoted(m->path, out);
}

/* The kernel takes most bytes in a name; only those that the grammar needs are left out. */
static bool is_name(const struct conf_token *t)
{
	bool good =
		t->kind == TOKEN_WORD && t->len > 0 && t->len < RULESET_IFNAME && t->p[0] != '*';

	for (size_t i = 0; good && i < t->len; i++)
		good = t->p[i] > ' ' && t->p[i] < 0x7F && t->p[i] != '/' && t->p[i] != '"' &&
		       (t->p[i] != '*' || i + 1 == t->len);
	return good;
}

static bool parse_name(struct conf_parser *p, struct ruleset_net *n)
{
	if (conf_lex_is(&p->tok, "auto")) {
		if (n->is_auto)
			return conf_fail(p, &p->tok, NULL, "auto is set twice");
		n->is_auto = 1;
		conf_lex_next(p);
		return true;
	}
	if (!is_name(&p->tok))
		return conf_fail_token(p, "the name of a network interface, or auto");
	if (n->n_names >= RULESET_NET_NAMES)
		return conf_fail(p, &p->tok, NULL, "more than %d interfaces", RULESET_NET_NAMES);
	for (size_t i = 0; i < n->n_names; i++)
		if (conf_word_equals(&p->tok, n->names[i]))
			return conf_fail(p, &p->tok, NULL, "\"%s\" is named twice", n->names[i]);
	return conf_word_take(p, "the name of a network interface", n->names[n->n_names++],
			      RULESET_IFNAME);
}

/* "tcp/22" or "ping". */
static bool parse_admit(struct conf_parser *p, struct ruleset_net *n)
{
	const struct conf_token *t = &p->tok;
	uint64_t port = 0;
	uint16_t kind = 0;

	for (; kind < ADMIT_KINDS; kind++) {
		size_t len = strlen(admits[kind]);

		if (kind < ADMIT_TCP ? conf_word_equals(t, admits[kind])
				     : t->len > len && memcmp(t->p, admits[kind], len) == 0 &&
					       conf_word_to_number(&t->p[len], t->len - len,
								   UINT16_MAX, &port) &&
					       port > 0)
			break;
	}
	if (t->kind != TOKEN_WORD || kind == ADMIT_KINDS)
		return conf_fail_token(p, "dhcp, dhcpv6, nd, ping, tcp/PORT or udp/PORT");
	if (n->n_admits >= RULESET_NET_ADMITS)
		return conf_fail(p, t, NULL, "more than %d admitted", RULESET_NET_ADMITS);
	n->admits[n->n_admits].kind = kind;
	n->admits[n->n_admits++].port = (uint16_t)port;
	conf_lex_next(p);
	return true;
}

/* One or more, with commas between. */
static bool parse_list(struct conf_parser *p, struct ruleset_net *n,
		       bool (*one)(struct conf_parser *p, struct ruleset_net *n))
{
	while (one(p, n)) {
		if (p->tok.kind != TOKEN_COMMA)
			return true;
		conf_lex_next(p);
	}
	return false;
}

static bool parse_flag(struct conf_parser *p, struct ruleset_net *n)
{
	for (size_t i = 0; i < COUNT(flags); i++) {
		if (!conf_lex_is(&p->tok, flags[i].word))
			continue;
		if (n->flags & flags[i].flag)
			return conf_fail(p, &p->tok, NULL, "%s is set twice", flags[i].word);
		n->flags |= flags[i].flag;
		conf_lex_next(p);
		return true;
	}
	return conf_fail_token(p, "guard, up, firewall or admit");
}

static bool parse_flags(struct conf_parser *p, struct ruleset_net *n)
{
	while (!is_end(&p->tok)) {
		if (!conf_lex_is(&p->tok, "admit")) {
			if (!parse_flag(p, n))
				return false;
			continue;
		}
		if (n->n_admits > 0)
			return conf_fail(p, &p->tok, NULL, "admit is set twice");
		conf_lex_next(p);
		if (!parse_list(p, n, parse_admit))
			return false;
	}
	return true;
}

bool conf_net_parse(struct conf_parser *p, struct ruleset_net *n)
{
	struct conf_token at = p->tok;

	if (n->n_names > 0 || n->is_auto)
		return conf_fail(p, &at, NULL, "net is set twice");
	if (!parse_list(p, n, parse_name) || !parse_flags(p, n))
		return false;
	if (n->n_admits > 0 && !(n->flags & NET_FIREWALL))
		return conf_fail(p, &at, "firewall", "admit is about a firewall");
	if ((n->flags & NET_UP) && !(n->flags & NET_GUARD))
		return conf_fail(p, &at, "guard", "who brings an interface up must guard it");
	/* Its name is known only when it is there: until the table has it, it must be down. */
	if (n->is_auto && (n->flags & NET_FIREWALL) && !(n->flags & NET_GUARD))
		return conf_fail(p, &at, "guard", "a firewall for auto comes after the interface");
	return true;
}

void conf_net_print(const struct ruleset_net *n, struct text *out)
{
	const char *between = "\n\tnet ";

	if (n->is_auto) {
		text_addf(out, "%sauto", between);
		between = ", ";
	}
	for (size_t i = 0; i < n->n_names; i++) {
		text_addf(out, "%s%s", between, n->names[i]);
		between = ", ";
	}
	for (size_t i = 0; i < COUNT(flags); i++)
		if (n->flags & flags[i].flag)
			text_addf(out, " %s", flags[i].word);
	between = " admit ";
	for (size_t i = 0; i < n->n_admits; i++) {
		text_addf(out, "%s%s", between, admits[n->admits[i].kind]);
		if (n->admits[i].port > 0)
			text_addf(out, "%u", n->admits[i].port);
		between = ", ";
	}
}
