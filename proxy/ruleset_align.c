// SPDX-License-Identifier: GPL-2.0-or-later
/* New rules brought to the places of old ones. */
#include "ruleset_align.h"

#include <stdio.h>
#include <string.h>

enum { NOWHERE = UINT16_MAX };

static bool refuse(struct ruleset_changes *c, const char *what, const char *name)
{
	snprintf(c->refused, sizeof(c->refused), "%s%s%.*s", what, name[0] ? " " : "",
		 RULESET_PATH, name);
	return false;
}

/* Sizes of memory that gates have had from birth, and what orders their tables. */
static const struct {
	enum limit_id id;
	const char *word;
} frozen_limits[] = { { LIMIT_QUEUE, "queue" }, { LIMIT_ANSWER, "answer" } };

/* To see whose executable a client is takes a right that the warden keeps where it needs it. */
static bool has_exe(const struct ruleset *rs)
{
	for (uint32_t i = 0; i < rs->n_roles; i++)
		if (rs->roles[i].exe[0])
			return true;
	return false;
}

static bool settings_fit(const struct ruleset *now, const struct ruleset *next,
			 struct ruleset_changes *c)
{
	if (strcmp(now->audit, next->audit))
		return refuse(c, "audit", next->audit);
	if (strcmp(now->user, next->user))
		return refuse(c, "user", next->user);
	if (!has_exe(now) && has_exe(next))
		return refuse(c, "the first role with exe", "");
	for (size_t i = 0; i < sizeof(frozen_limits) / sizeof(frozen_limits[0]); i++)
		if (now->limits[frozen_limits[i].id] != next->limits[frozen_limits[i].id])
			return refuse(c, "limit", frozen_limits[i].word);
	return true;
}

/* A place that nobody has, and that nobody has only just left. */
static uint16_t free_place(size_t n_now, size_t max, uint32_t gone, uint32_t *taken)
{
	for (uint16_t i = 0; i < max; i++) {
		if (*taken >> i & 1 || (i < n_now && !(gone >> i & 1)))
			continue;
		*taken |= UINT32_C(1) << i;
		return i;
	}
	return NOWHERE;
}

/* Line and alias are nothing to its gate. */
static bool same_link(const struct ruleset_link *a, const struct ruleset_link *b)
{
	struct ruleset_link x = *a, y = *b;

	memset(x.alias, 0, sizeof(x.alias));
	memset(y.alias, 0, sizeof(y.alias));
	x.line = y.line = 0;
	return memcmp(&x, &y, sizeof(x)) == 0;
}

static uint16_t find_link(const struct ruleset *now, uint32_t gone, const char *name)
{
	for (uint16_t i = 0; i < now->n_links; i++)
		if (!(gone >> i & 1) && !strcmp(now->links[i].name, name))
			return i;
	return NOWHERE;
}

/* airlock-net has the rules of networks from its start; so none may come, go or change. */
static bool same_net(const struct ruleset *now, size_t at, const struct ruleset_link *next)
{
	const struct ruleset_net none = { .n_names = 0 };

	return memcmp(at < now->n_links ? &now->links[at].net : &none, &next->net, sizeof(none)) ==
	       0;
}

static bool align_links(const struct ruleset *now, uint32_t gone, struct ruleset *next,
			uint16_t places[RULESET_MAX_LINKS], struct ruleset_changes *c)
{
	struct ruleset_link links[RULESET_MAX_LINKS];
	uint32_t taken = 0, n = now->n_links;

	memset(links, 0, sizeof(links));
	for (uint32_t i = 0; i < now->n_links; i++) {
		memcpy(links[i].name, now->links[i].name, sizeof(links[i].name));
		c->links[i] = gone >> i & 1 ? CHANGE_NONE : CHANGE_REMOVED;
	}
	for (uint32_t j = 0; j < next->n_links; j++) {
		places[j] = find_link(now, gone, next->links[j].name);
		if (places[j] != NOWHERE)
			taken |= UINT32_C(1) << places[j];
	}
	for (uint32_t j = 0; j < next->n_links; j++) {
		uint16_t at = places[j];

		if (at == NOWHERE) {
			at = free_place(now->n_links, RULESET_MAX_LINKS, gone, &taken);
			if (at == NOWHERE)
				return refuse(c, "no place for link", next->links[j].name);
			c->links[at] = CHANGE_ADDED;
		} else {
			c->links[at] = same_link(&now->links[at], &next->links[j]) ? CHANGE_NONE
										   : CHANGE_OTHER;
		}
		places[j] = at;
		links[at] = next->links[j];
		n = at >= n ? at + 1u : n;
	}
	for (uint32_t i = 0; i < n; i++)
		if (!same_net(now, i, &links[i]))
			return refuse(c, "net of link", links[i].name);
	memcpy(next->links, links, sizeof(links));
	next->n_links = n;
	return true;
}

static bool same_port(const struct ruleset_port *a, const struct ruleset_port *b)
{
	struct ruleset_port x = *a, y = *b;

	x.line = y.line = 0;
	return memcmp(&x, &y, sizeof(x)) == 0;
}

static uint16_t find_port(const struct ruleset *now, uint32_t gone, const struct ruleset_port *p)
{
	for (uint16_t i = 0; i < now->n_ports; i++)
		if (!(gone >> i & 1) && now->ports[i].link == p->link &&
		    !strcmp(now->ports[i].name, p->name))
			return i;
	return NOWHERE;
}

static void no_port(struct ruleset_port *p)
{
	p->by = BY_PATH;
	memset(p->path, 0, sizeof(p->path));
	p->path[0] = '-';
}

/* `next->links` stand in their places; what names one is brought there first. */
static bool align_ports(const struct ruleset *now, uint32_t gone, struct ruleset *next,
			uint16_t places[RULESET_MAX_PORTS], struct ruleset_changes *c)
{
	struct ruleset_port ports[RULESET_MAX_PORTS];
	uint32_t taken = 0, n = now->n_ports;

	memcpy(ports, now->ports, sizeof(ports));
	for (uint32_t i = 0; i < now->n_ports; i++)
		c->ports[i] = gone >> i & 1 ? CHANGE_NONE : CHANGE_REMOVED;
	for (uint32_t j = 0; j < next->n_ports; j++) {
		places[j] = find_port(now, gone, &next->ports[j]);
		if (places[j] != NOWHERE)
			taken |= UINT32_C(1) << places[j];
	}
	for (uint32_t j = 0; j < next->n_ports; j++) {
		uint16_t at = places[j];

		if (at == NOWHERE) {
			at = free_place(now->n_ports, RULESET_MAX_PORTS, gone, &taken);
			if (at == NOWHERE)
				return refuse(c, "no place for port", next->ports[j].name);
			c->ports[at] = CHANGE_ADDED;
		} else {
			c->ports[at] = same_port(&now->ports[at], &next->ports[j]) ? CHANGE_NONE
										   : CHANGE_OTHER;
		}
		places[j] = at;
		ports[at] = next->ports[j];
		n = at >= n ? at + 1u : n;
	}
	/* A place without a port stays, with a path that nobody opens. */
	for (uint32_t i = 0; i < n; i++)
		if (!(taken >> i & 1))
			no_port(&ports[i]);
	memcpy(next->ports, ports, sizeof(ports));
	next->n_ports = n;
	return true;
}

static bool has_other_owner(const struct ruleset_listen *a, const struct ruleset_listen *b)
{
	return strcmp(a->owner, b->owner) || strcmp(a->group, b->group) || a->mode != b->mode;
}

static bool listen_fits(const struct ruleset_listen *now, const struct ruleset_listen *next,
			struct ruleset_changes *c)
{
	if (has_other_owner(now, next))
		return refuse(c, "owner, group or mode of", next->path);
	if (now->flavour == LISTEN_PTY && (now->port != next->port || now->link != next->link))
		return refuse(c, "another port for", next->path);
	return true;
}

static uint16_t find_listen(const struct ruleset *now, uint32_t gone,
			    const struct ruleset_listen *l)
{
	for (uint16_t i = 0; i < now->n_listens; i++)
		if (!(gone >> i & 1) && now->listens[i].flavour == l->flavour &&
		    !strcmp(now->listens[i].path, l->path))
			return i;
	return NOWHERE;
}

/* A listener is made before the warden gives up the right to make one: none can be added. */
static bool align_listens(const struct ruleset *now, uint32_t gone, struct ruleset *next,
			  struct ruleset_changes *c)
{
	struct ruleset_listen listens[RULESET_MAX_LISTENS];

	memcpy(listens, now->listens, sizeof(listens));
	for (uint32_t i = 0; i < now->n_listens; i++) {
		listens[i].role = ROLE_ANY;
		c->listens[i] = gone >> i & 1 ? CHANGE_NONE : CHANGE_REMOVED;
	}
	for (uint32_t j = 0; j < next->n_listens; j++) {
		const struct ruleset_listen *l = &next->listens[j];
		const uint16_t at = find_listen(now, gone, l);

		if (at == NOWHERE)
			return refuse(c, "a new listener", l->path);
		if (!listen_fits(&now->listens[at], l, c))
			return false;
		listens[at] = *l;
		c->listens[at] = CHANGE_NONE;
	}
	for (uint32_t i = 0; i < now->n_listens; i++)
		if (c->listens[i] == CHANGE_REMOVED && listens[i].flavour == LISTEN_PTY &&
		    c->ports[listens[i].port] != CHANGE_REMOVED)
			return refuse(c, "no more endpoint", listens[i].path);
	memcpy(next->listens, listens, sizeof(listens));
	next->n_listens = now->n_listens;
	return true;
}

bool ruleset_align(const struct ruleset *now, const struct ruleset_gone *gone, struct ruleset *next,
		   struct ruleset_changes *changes)
{
	uint16_t links[RULESET_MAX_LINKS], ports[RULESET_MAX_PORTS];

	memset(changes, 0, sizeof(*changes));
	if (!settings_fit(now, next, changes) ||
	    !align_links(now, gone->links, next, links, changes))
		return false;
	for (uint32_t j = 0; j < next->n_ports; j++)
		next->ports[j].link = links[next->ports[j].link];
	if (!align_ports(now, gone->ports, next, ports, changes))
		return false;
	for (uint32_t j = 0; j < next->n_listens; j++) {
		struct ruleset_listen *l = &next->listens[j];

		if (l->link != UINT16_MAX)
			l->link = links[l->link];
		if (l->port != UINT16_MAX)
			l->port = ports[l->port];
	}
	return align_listens(now, gone->listens, next, changes);
}
