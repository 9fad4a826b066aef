// SPDX-License-Identifier: GPL-2.0-or-later
/* The order of things: what is asked of the kernel and when, what the warden is told and when. */
#include "net_watch.h"
#include <errno.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include "bucket.h"
#include "net_firewall.h"

enum {
	REPAIRS_PER_S = 4,
	SETTLE_MS = 2000,  /* without a change: then it is compared */
	LATEST_MS = 10000, /* or when it has changed for so long */
	RETRY_MS = 3000,   /* after a failure */
};

void net_watch_init(struct net_watch *w, const struct ruleset *rules, const struct net_io *io)
{
	w->rules = rules;
	w->io = *io;
}

uint32_t net_watch_sequence(struct net_watch *w)
{
	if (++w->sequence == 0)
		w->sequence = 1;
	return w->sequence;
}

static void tell(struct net_watch *w, enum net_kind kind, uint16_t link, int error)
{
	const struct net_message m = { .kind = (uint8_t)kind, .link = link, .error = error };

	w->io.tell(w->io.ctx, &m);
}

void net_watch_record(struct net_watch *w, uint16_t link, enum reason reason, const char *text,
		      int error)
{
	struct net_message m = {
		.kind = NET_RECORD, .link = link, .reason = (uint16_t)reason, .error = error
	};
	size_t len = 0;

	/* Names of interfaces may have any bytes. */
	for (; text[len] != '\0' && len + 1 < sizeof(m.text); len++)
		m.text[len] = text[len] >= 0x20 && text[len] <= 0x7E ? text[len] : '?';
	w->io.tell(w->io.ctx, &m);
}

void net_watch_fail(struct net_watch *w, uint16_t link, const char *text, int error)
{
	struct net_link *l = &w->links[link];

	l->told_ready = false;
	l->has_failed = true;
	l->retry_ms = 0;
	if (l->was_told_failed)
		return;
	l->was_told_failed = true;
	net_watch_record(w, link, REASON_NETWORK_FAILED, text, -error);
	tell(w, NET_FAILED, link, error);
}

static bool is_concerned(const struct net_watch *w, uint16_t link)
{
	return ruleset_has_net(&w->rules->links[link]);
}

static bool has_firewall(const struct net_watch *w, uint16_t link)
{
	return (net_guard_rule(w, link)->flags & NET_FIREWALL) != 0;
}

static void send_firewall(struct net_watch *w, uint16_t link, const struct netlink_out *o)
{
	int rc = o->full ? -EMSGSIZE : w->io.firewall(w->io.ctx, o->p, o->len);

	if (rc < 0)
		net_watch_fail(w, link, "firewall", rc);
}

void net_watch_install(struct net_watch *w, uint16_t link)
{
	static uint8_t memory[NET_FIREWALL_MAX];
	struct netlink_out o = netlink_out_init(memory, sizeof(memory));
	struct net_link *l = &w->links[link];
	const char *names[NET_INTERFACES];
	struct net_firewall f = { .link = w->rules->links[link].name,
				  .net = net_guard_rule(w, link),
				  .names = names };

	for (unsigned k = 0; k < NET_INTERFACES; k++)
		if (w->interfaces[k].is_auto && w->interfaces[k].link == link)
			names[f.n_names++] = w->interfaces[k].name;
	l->firewall++;
	l->firewall_sequence = net_watch_sequence(w);
	net_firewall_install(&o, &f, l->firewall_sequence);
	send_firewall(w, link, &o);
}

static void remove_firewall(struct net_watch *w, uint16_t link)
{
	uint8_t memory[512];
	struct netlink_out o = netlink_out_init(memory, sizeof(memory));
	struct net_link *l = &w->links[link];

	l->firewall++;
	l->firewall_sequence = net_watch_sequence(w);
	net_firewall_remove(&o, w->rules->links[link].name, l->firewall_sequence);
	send_firewall(w, link, &o);
}

static void ask(struct net_watch *w, enum net_dump dump)
{
	static const struct {
		uint16_t type;
		uint8_t family;
	} requests[] = {
		[DUMP_LINKS] = { RTM_GETLINK, AF_UNSPEC },
		[DUMP_ADDRESSES] = { RTM_GETADDR, AF_UNSPEC },
		[DUMP_ROUTES] = { RTM_GETROUTE, AF_INET },
		[DUMP_ROUTES6] = { RTM_GETROUTE, AF_INET6 },
	};
	uint8_t memory[64];
	struct netlink_out o = netlink_out_init(memory, sizeof(memory));
	const struct netlink_head h = { requests[dump].type, NLM_F_DUMP, net_watch_sequence(w) };
	/* As long as the struct of any of them, and zero but for the family, which is first. */
	const struct ifinfomsg body = { .ifi_family = requests[dump].family };
	int rc;

	netlink_begin(&o, &h, &body, sizeof(body));
	netlink_end(&o);
	w->dump = dump;
	w->dump_sequence = h.sequence;
	w->again = false;
	rc = w->io.route(w->io.ctx, o.p, o.len);
	for (uint16_t i = 0; rc < 0 && i < w->rules->n_links; i++)
		if (is_concerned(w, i))
			net_watch_fail(w, i, "interfaces", rc);
}

/* Whether nothing that the link wants is still to be done. */
static bool is_done(const struct net_watch *w, uint16_t link)
{
	const struct net_link *l = &w->links[link];

	if (!w->links_known || (has_firewall(w, link) && l->acked != l->firewall))
		return false;
	for (unsigned k = 0; k < NET_INTERFACES; k++) {
		const struct net_interface *i = &w->interfaces[k];

		if (i->index != 0 && i->link == link && i->pending)
			return false;
	}
	return true;
}

static void tell_ready(struct net_watch *w)
{
	for (uint16_t i = 0; i < w->rules->n_links && !w->is_ending; i++) {
		struct net_link *l = &w->links[i];

		if (!is_concerned(w, i) || l->told_ready || l->has_failed || !is_done(w, i))
			continue;
		l->told_ready = true;
		l->was_told_failed = false;
		tell(w, NET_READY, i, 0);
	}
}

void net_watch_start(struct net_watch *w, uint64_t now_ms)
{
	for (uint16_t i = 0; i < w->rules->n_links; i++) {
		struct net_link *l = &w->links[i];

		l->repair_ms = l->report_ms = now_ms;
		l->repair_tokens = REPAIRS_PER_S * 1000;
		l->report_tokens = 2000;
		if (has_firewall(w, i))
			net_watch_install(w, i);
	}
	ask(w, DUMP_LINKS);
}

static void end(struct net_watch *w)
{
	w->is_ending = true;
	for (uint16_t i = 0; i < w->rules->n_links; i++) {
		w->links[i].is_open = false;
		net_guard_enforce_link(w, i, 0);
		if (w->removes && has_firewall(w, i))
			remove_firewall(w, i);
	}
}

void net_watch_orphan(struct net_watch *w)
{
	if (!w->is_ending)
		end(w);
}

bool net_watch_is_over(const struct net_watch *w)
{
	for (uint16_t i = 0; i < w->rules->n_links; i++)
		if (!w->links[i].has_failed && is_concerned(w, i) && !is_done(w, i))
			return false;
	return w->is_ending;
}

void net_watch_control(struct net_watch *w, const struct net_message *m, uint64_t now_ms)
{
	struct net_link *l = &w->links[m->link];

	if (m->link >= w->rules->n_links || w->is_ending)
		return;
	switch ((enum net_kind)m->kind) {
	case NET_OPEN:
	case NET_CLOSE:
		l->is_open = m->kind == NET_OPEN;
		for (unsigned k = 0; k < NET_INTERFACES; k++)
			if (w->interfaces[k].link == m->link)
				w->interfaces[k].wants_up = l->is_open;
		net_guard_enforce_link(w, m->link, now_ms);
		break;
	case NET_MODEM:
		l->told_ready = false;
		net_guard_modem(w, m->link, m->text);
		w->links_known = false;
		ask(w, DUMP_LINKS);
		break;
	case NET_SETTINGS:
		net_settings_told(w, m->link, &m->settings, now_ms);
		break;
	case NET_FINISH:
		w->removes = true;
		end(w);
		break;
	case NET_READY:
	case NET_FAILED:
	case NET_RECORD:
	case NET_KINDS:
		break;
	}
	tell_ready(w);
}

/* A dump came to its end: what is next. */
static void dump_done(struct net_watch *w, uint64_t now_ms)
{
	enum net_dump done = w->dump;

	w->dump = DUMP_NONE;
	if (w->again) {
		ask(w, done);
		return;
	}
	switch (done) {
	case DUMP_NONE:
		break;
	case DUMP_LINKS:
		net_guard_swept(w);
		w->links_known = true;
		net_settings_touch(w, now_ms);
		break;
	case DUMP_ADDRESSES:
		ask(w, DUMP_ROUTES);
		break;
	case DUMP_ROUTES:
		ask(w, DUMP_ROUTES6);
		break;
	case DUMP_ROUTES6:
		net_settings_compare(w);
		break;
	}
}

static void on_route(struct net_watch *w, const struct netlink_message *m, uint64_t now_ms)
{
	const bool is_dump =
		w->dump != DUMP_NONE && m->sequence == w->dump_sequence && (m->flags & NLM_F_MULTI);

	if (is_dump && (m->flags & NLM_F_DUMP_INTR))
		w->again = true;
	switch (m->type) {
	case NLMSG_DONE:
		if (is_dump)
			dump_done(w, now_ms);
		break;
	case NLMSG_ERROR:
		if (!net_guard_answered(w, m->sequence, netlink_error(m), now_ms) &&
		    m->sequence == w->dump_sequence && netlink_error(m) < 0)
			w->dump = DUMP_NONE; /* the timer asks again */
		break;
	case RTM_NEWLINK:
	case RTM_DELLINK:
		net_guard_message(w, m, now_ms);
		net_settings_touch(w, now_ms);
		break;
	default:
		if (is_dump)
			net_settings_message(w, m);
		else
			net_settings_touch(w, now_ms);
		break;
	}
}

void net_watch_route(struct net_watch *w, struct netlink_in in, uint64_t now_ms)
{
	struct netlink_message m;

	while (netlink_next(&in, &m))
		on_route(w, &m, now_ms);
	tell_ready(w);
}

static void repair(struct net_watch *w, uint16_t link, uint64_t now_ms)
{
	struct net_link *l = &w->links[link];

	l->repair_due = !bucket_take(&l->repair_tokens, &l->repair_ms, REPAIRS_PER_S, now_ms);
	if (l->repair_due || w->is_ending)
		return;
	net_watch_install(w, link);
	net_watch_record(w, link, REASON_FIREWALL_CHANGED, w->rules->links[link].name, 0);
}

static void on_firewall(struct net_watch *w, const struct netlink_message *m, bool *hurt)
{
	for (uint16_t i = 0; i < w->rules->n_links; i++) {
		struct net_link *l = &w->links[i];
		int error;

		if (!has_firewall(w, i))
			continue;
		if (m->type != NLMSG_ERROR) {
			hurt[i] |= m->port != w->port &&
				   net_firewall_is_change(m, w->rules->links[i].name);
			continue;
		}
		if (m->sequence != l->firewall_sequence)
			continue;
		error = netlink_error(m);
		if (error < 0)
			net_watch_fail(w, i, "firewall", error);
		else
			l->acked = l->firewall;
	}
}

void net_watch_firewall(struct net_watch *w, struct netlink_in in, uint64_t now_ms)
{
	bool hurt[RULESET_MAX_LINKS] = { false };
	struct netlink_message m;

	while (netlink_next(&in, &m))
		on_firewall(w, &m, hurt);
	for (uint16_t i = 0; i < w->rules->n_links; i++) {
		if (hurt[i])
			repair(w, i, now_ms);
		net_guard_enforce_link(w, i, now_ms);
	}
	tell_ready(w);
}

void net_watch_lost(struct net_watch *w, uint64_t now_ms)
{
	/* Any of it may have been about an interface, or have been the end of a dump. */
	for (unsigned k = 0; k < NET_INTERFACES; k++)
		w->interfaces[k].pending = 0;
	ask(w, DUMP_LINKS);
	for (uint16_t i = 0; i < w->rules->n_links; i++)
		if (has_firewall(w, i))
			repair(w, i, now_ms);
}

/* What failed is tried again from the beginning. True while that is still to come. */
static bool retry(struct net_watch *w, uint16_t link, uint64_t now_ms)
{
	struct net_link *l = &w->links[link];

	if (!l->has_failed || w->is_ending)
		return false;
	if (l->retry_ms == 0)
		l->retry_ms = now_ms + RETRY_MS;
	if (now_ms < l->retry_ms)
		return true;
	l->has_failed = false;
	if (has_firewall(w, link))
		net_watch_install(w, link);
	w->links_known = false;
	ask(w, DUMP_LINKS);
	return l->has_failed;
}

uint32_t net_watch_tick(struct net_watch *w, uint64_t now_ms)
{
	uint32_t wait = 60000;

	for (uint16_t i = 0; i < w->rules->n_links; i++) {
		if (w->links[i].repair_due)
			repair(w, i, now_ms);
		if (w->links[i].repair_due || retry(w, i, now_ms))
			wait = 250;
	}
	if (w->dirty_ms == 0 || w->is_ending)
		return wait;
	if (now_ms - w->changed_ms < SETTLE_MS && now_ms - w->dirty_ms < LATEST_MS)
		return 100;
	if (w->dump != DUMP_NONE)
		return SETTLE_MS;
	w->dirty_ms = 0;
	net_settings_clear(w);
	ask(w, DUMP_ADDRESSES);
	return wait;
}
