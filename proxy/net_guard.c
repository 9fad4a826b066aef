// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The interfaces of links. One that is guarded is down unless its gate is up: whoever brings it up
 * earlier finds it down again. Which interface is whose: by name, or by the device it is part of.
 */
#include <errno.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <stdio.h>
#include <string.h>
#include "bucket.h"
#include "net_watch.h"

enum { REPORTS_PER_S = 2 };

/* What a message tells of an interface. */
struct found {
	struct ifinfomsg head;
	char name[RULESET_IFNAME], parent[64];
	uint32_t mtu;
};

const struct ruleset_net *net_guard_rule(const struct net_watch *w, uint16_t link)
{
	return &w->rules->links[link].net;
}

struct net_interface *net_guard_find(struct net_watch *w, int32_t index)
{
	for (unsigned i = 0; i < NET_INTERFACES; i++)
		if (w->interfaces[i].index == index)
			return &w->interfaces[i];
	return NULL;
}

static bool fits(const char *pattern, const char *name)
{
	size_t len = strlen(pattern);

	if (pattern[len - 1] == '*')
		return strncmp(pattern, name, len - 1) == 0;
	return strcmp(pattern, name) == 0;
}

static bool is_named(const struct ruleset_net *n, const char *name)
{
	for (unsigned i = 0; i < n->n_names; i++)
		if (fits(n->names[i], name))
			return true;
	return false;
}

/* The device itself, or one of the interfaces of a USB device: "1-4" has "1-4:1.8". */
static bool is_part(const char *modem, const char *parent)
{
	size_t len = strlen(modem);

	return len > 0 && strncmp(modem, parent, len) == 0 &&
	       (parent[len] == '\0' || parent[len] == ':');
}

/* UINT16_MAX: of none. */
static uint16_t find_link(const struct net_watch *w, const struct found *f, bool *is_auto)
{
	*is_auto = false;
	for (uint16_t i = 0; i < w->rules->n_links; i++) {
		const struct ruleset_net *n = net_guard_rule(w, i);

		if (is_named(n, f->name))
			return i;
		if (n->is_auto && is_part(w->links[i].modem, f->parent)) {
			*is_auto = true;
			return i;
		}
	}
	return UINT16_MAX;
}

static void set_state(struct net_watch *w, struct net_interface *i, bool up)
{
	uint8_t memory[64];
	struct netlink_out o = netlink_out_init(memory, sizeof(memory));
	const struct netlink_head h = { RTM_NEWLINK, NLM_F_ACK, net_watch_sequence(w) };
	const struct ifinfomsg body = { .ifi_family = AF_UNSPEC,
					.ifi_index = i->index,
					.ifi_flags = up ? IFF_UP : 0,
					.ifi_change = IFF_UP };
	int rc;

	netlink_begin(&o, &h, &body, sizeof(body));
	netlink_end(&o);
	rc = w->io.route(w->io.ctx, o.p, o.len);
	if (rc < 0)
		net_watch_fail(w, i->link, i->name, rc);
	else
		i->pending = h.sequence;
}

/* Whoever fights for it fills no audit: what was left out is counted. */
static void report_raised(struct net_watch *w, const struct net_interface *i, uint64_t now_ms)
{
	struct net_link *l = &w->links[i->link];
	char text[48];

	if (!bucket_take(&l->report_tokens, &l->report_ms, REPORTS_PER_S, now_ms)) {
		l->unreported++;
		return;
	}
	if (l->unreported > 0)
		snprintf(text, sizeof(text), "%s, and %u more", i->name, l->unreported);
	else
		snprintf(text, sizeof(text), "%s", i->name);
	l->unreported = 0;
	net_watch_record(w, i->link, REASON_INTERFACE_RAISED, text, 0);
}

static bool may_be_up(const struct net_watch *w, const struct net_interface *i)
{
	const struct net_link *l = &w->links[i->link];

	return l->is_open && !w->is_ending &&
	       (!(net_guard_rule(w, i->link)->flags & NET_FIREWALL) || l->acked >= i->needs);
}

void net_guard_enforce(struct net_watch *w, struct net_interface *i, bool is_news, uint64_t now_ms)
{
	const uint8_t flags = net_guard_rule(w, i->link)->flags;

	if (!(flags & NET_GUARD) || i->pending)
		return;
	if (i->is_up && !may_be_up(w, i)) {
		if (is_news)
			report_raised(w, i, now_ms);
		else
			net_watch_record(w, i->link, REASON_INTERFACE_DOWN, i->name, 0);
		set_state(w, i, false);
	} else if (!i->is_up && i->wants_up && (flags & NET_UP) && may_be_up(w, i)) {
		i->wants_up = false;
		set_state(w, i, true);
	}
}

void net_guard_enforce_link(struct net_watch *w, uint16_t link, uint64_t now_ms)
{
	for (unsigned k = 0; k < NET_INTERFACES; k++)
		if (w->interfaces[k].index != 0 && w->interfaces[k].link == link)
			net_guard_enforce(w, &w->interfaces[k], false, now_ms);
}

bool net_guard_answered(struct net_watch *w, uint32_t sequence, int error, uint64_t now_ms)
{
	for (unsigned k = 0; k < NET_INTERFACES; k++) {
		struct net_interface *i = &w->interfaces[k];

		if (i->index == 0 || i->pending != sequence)
			continue;
		i->pending = 0;
		if (error < 0 && error != -ENODEV) {
			net_watch_fail(w, i->link, i->name, error);
			return true;
		}
		/* What the kernel tells of it comes before its answer. */
		net_guard_enforce(w, i, true, now_ms);
		return true;
	}
	return false;
}

static bool read_link(const struct netlink_message *m, struct found *f)
{
	struct netlink_in in = m->body;
	struct netlink_attribute a;

	memset(f, 0, sizeof(*f));
	/* Others are about a bridge's view of it. */
	if (!netlink_take(&in, &f->head, sizeof(f->head)) || f->head.ifi_family != AF_UNSPEC ||
	    f->head.ifi_index <= 0)
		return false;
	while (netlink_next_attribute(&in, &a)) {
		bool good = true;

		if (a.type == IFLA_IFNAME)
			good = netlink_text(&a.value, f->name, sizeof(f->name));
		else if (a.type == IFLA_PARENT_DEV_NAME)
			good = netlink_text(&a.value, f->parent, sizeof(f->parent));
		else if (a.type == IFLA_MTU)
			good = netlink_value(&a.value, &f->mtu, sizeof(f->mtu));
		if (!good)
			return false;
	}
	return f->name[0] != '\0';
}

static struct net_interface *add(struct net_watch *w, const struct found *f, uint16_t link,
				 bool is_auto)
{
	struct net_interface *i = net_guard_find(w, 0);

	if (!i) {
		net_watch_fail(w, link, f->name, -ENOSPC);
		return NULL;
	}
	*i = (struct net_interface){ .index = f->head.ifi_index, .link = link, .needs = 1 };
	i->wants_up = true;
	i->is_auto = is_auto;
	memcpy(i->name, f->name, sizeof(i->name));
	if (is_auto && (net_guard_rule(w, link)->flags & NET_FIREWALL)) {
		net_watch_install(w, link);
		i->needs = w->links[link].firewall;
	}
	return i;
}

static void remove_interface(struct net_interface *i)
{
	*i = (struct net_interface){ 0 };
}

static void on_link(struct net_watch *w, const struct found *f, uint64_t now_ms)
{
	struct net_interface *i = net_guard_find(w, f->head.ifi_index);
	bool is_auto, was_up;
	uint16_t link = find_link(w, f, &is_auto);

	if (i && (i->link != link || strcmp(i->name, f->name) != 0)) {
		remove_interface(i); /* it was renamed */
		i = NULL;
	}
	if (link == UINT16_MAX)
		return;
	if (!i)
		i = add(w, f, link, is_auto);
	if (!i)
		return;
	was_up = i->is_up;
	i->was_seen = true;
	i->mtu = f->mtu;
	i->is_up = (f->head.ifi_flags & IFF_UP) != 0;
	net_guard_enforce(w, i, !was_up, now_ms);
}

void net_guard_message(struct net_watch *w, const struct netlink_message *m, uint64_t now_ms)
{
	struct net_interface *i;
	struct found f;

	if (!read_link(m, &f))
		return;
	if (m->type == RTM_NEWLINK) {
		on_link(w, &f, now_ms);
		return;
	}
	i = net_guard_find(w, f.head.ifi_index);
	if (i)
		remove_interface(i);
}

void net_guard_modem(struct net_watch *w, uint16_t link, const char *modem)
{
	snprintf(w->links[link].modem, sizeof(w->links[link].modem), "%s", modem);
	/* What was part of the modem before is looked for anew. */
	for (unsigned k = 0; k < NET_INTERFACES; k++)
		if (w->interfaces[k].is_auto && w->interfaces[k].link == link)
			remove_interface(&w->interfaces[k]);
}

void net_guard_swept(struct net_watch *w)
{
	for (unsigned k = 0; k < NET_INTERFACES; k++) {
		struct net_interface *i = &w->interfaces[k];

		if (i->index != 0 && !i->was_seen)
			remove_interface(i);
		i->was_seen = false;
	}
}
