// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * What a modem told of its network beside what the interface has. Of the addresses nothing leaves
 * this file: a record names the interface and what differs. Servers of names are no property of an
 * interface, so they are not compared.
 */
#include <errno.h>
#include <linux/if_addr.h>
#include <linux/rtnetlink.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include "net_watch.h"

enum { DIFFERS_ADDRESS = 1, DIFFERS_PREFIX = 2, DIFFERS_GATEWAY = 4, DIFFERS_MTU = 8 };

static const char *const words[] = { " address", " prefix", " gateway", " mtu" };

void net_settings_touch(struct net_watch *w, uint64_t now_ms)
{
	w->changed_ms = now_ms;
	for (uint16_t i = 0; i < w->rules->n_links && w->dirty_ms == 0; i++)
		if (w->links[i].n_told > 0) /* else there is nothing to compare with */
			w->dirty_ms = now_ms > 0 ? now_ms : 1;
}

void net_settings_told(struct net_watch *w, uint16_t link, const struct net_settings *s,
		       uint64_t now_ms)
{
	struct net_link *l = &w->links[link];
	unsigned at = 0;

	if (s->family != 4 && s->family != 6)
		return;
	while (at < NET_TOLD && at < l->n_told &&
	       (l->told[at].family != s->family || l->told[at].cid != s->cid))
		at++;
	if (at == NET_TOLD) { /* a modem with so many connections: the oldest goes */
		memmove(&l->told[0], &l->told[1], sizeof(l->told[0]) * (NET_TOLD - 1));
		at = NET_TOLD - 1;
	} else if (at == l->n_told) {
		l->n_told++;
	}
	l->told[at] = *s;
	net_settings_touch(w, now_ms);
}

void net_settings_clear(struct net_watch *w)
{
	for (unsigned k = 0; k < NET_INTERFACES; k++) {
		w->interfaces[k].n_addresses = 0;
		memset(w->interfaces[k].gateways, 0, sizeof(w->interfaces[k].gateways));
	}
}

/* An address as an attribute has it; its family by its length. */
static bool take_address(const struct netlink_in *value, struct net_address *out)
{
	memset(out->bytes, 0, sizeof(out->bytes));
	if (value->n != 4 && value->n != sizeof(out->bytes))
		return false;
	out->family = value->n == 4 ? 4 : 6;
	return netlink_value(value, out->bytes, value->n);
}

static void on_address(struct net_watch *w, struct netlink_in in)
{
	struct net_address got = { .family = 0 }, local = { .family = 0 };
	struct netlink_attribute a;
	struct net_interface *i;
	struct ifaddrmsg head;

	if (!netlink_take(&in, &head, sizeof(head)))
		return;
	i = net_guard_find(w, (int32_t)head.ifa_index);
	if (head.ifa_index == 0 || !i || head.ifa_scope >= RT_SCOPE_LINK ||
	    i->n_addresses >= NET_ADDRESSES)
		return;
	while (netlink_next_attribute(&in, &a)) {
		if (a.type == IFA_ADDRESS)
			(void)take_address(&a.value, &got);
		else if (a.type == IFA_LOCAL) /* then the other is that of the other end */
			(void)take_address(&a.value, &local);
	}
	if (local.family)
		got = local;
	got.prefix = head.ifa_prefixlen;
	if (got.family)
		i->addresses[i->n_addresses++] = got;
}

static void on_gateway(struct net_watch *w, struct netlink_in in)
{
	struct net_address gateway = { .family = 0 };
	struct netlink_attribute a;
	struct net_interface *i;
	struct rtmsg head;
	int32_t out = 0;

	if (!netlink_take(&in, &head, sizeof(head)) || head.rtm_dst_len != 0 ||
	    head.rtm_type != RTN_UNICAST)
		return;
	while (netlink_next_attribute(&in, &a)) {
		if (a.type == RTA_OIF)
			(void)netlink_value(&a.value, &out, sizeof(out));
		else if (a.type == RTA_GATEWAY)
			(void)take_address(&a.value, &gateway);
	}
	i = out > 0 ? net_guard_find(w, out) : NULL;
	if (i && gateway.family)
		i->gateways[gateway.family == 6] = gateway;
}

void net_settings_message(struct net_watch *w, const struct netlink_message *m)
{
	if (m->type == RTM_NEWADDR)
		on_address(w, m->body);
	else if (m->type == RTM_NEWROUTE)
		on_gateway(w, m->body);
}

static bool same_bits(const uint8_t *a, const uint8_t *b, unsigned bits)
{
	const unsigned bytes = bits / 8, rest = bits % 8;

	return memcmp(a, b, bytes) == 0 &&
	       (rest == 0 || ((a[bytes] ^ b[bytes]) & (0xFF00u >> rest) & 0xFF) == 0);
}

/*
 * The address that the modem means, or NULL. Of IPv6 the network decides: 3GPP TS 23.401 5.3.1.2.2
 * gives a link 64 bits, and the host chooses the rest.
 */
static const struct net_address *find_address(const struct net_interface *i,
					      const struct net_settings *s)
{
	const unsigned bits = s->family == 4 ? 32 : 64;

	for (unsigned k = 0; k < i->n_addresses; k++)
		if (i->addresses[k].family == s->family &&
		    same_bits(i->addresses[k].bytes, s->address, bits))
			return &i->addresses[k];
	return NULL;
}

static uint8_t differs(const struct net_interface *i, const struct net_settings *s,
		       const struct net_address *a)
{
	const struct net_address *gateway = &i->gateways[s->family == 6];
	uint8_t what = 0;

	if (s->family == 4 && s->prefix > 0 && s->prefix != a->prefix)
		what |= DIFFERS_PREFIX;
	/* A route without gateway is usual where frames have no addresses (raw IP). */
	if (s->has_gateway && gateway->family &&
	    memcmp(gateway->bytes, s->gateway, sizeof(s->gateway)) != 0)
		what |= DIFFERS_GATEWAY;
	if (s->mtu > 0 && s->mtu != i->mtu)
		what |= DIFFERS_MTU;
	return what;
}

/* The settings that fit best decide, as there may be several connections. */
static uint8_t compare(const struct net_watch *w, const struct net_interface *i, uint8_t family)
{
	const struct net_link *l = &w->links[i->link];
	bool is_told = false, is_set = false;
	unsigned best = DIFFERS_ADDRESS;

	for (unsigned k = 0; k < i->n_addresses; k++)
		is_set = is_set || i->addresses[k].family == family;
	for (unsigned k = 0; k < l->n_told; k++) {
		const struct net_settings *s = &l->told[k];
		const struct net_address *a = s->family == family ? find_address(i, s) : NULL;

		is_told = is_told || s->family == family;
		if (a && (best == DIFFERS_ADDRESS || differs(i, s, a) == 0))
			best = differs(i, s, a);
	}
	return is_told && is_set && i->is_up ? (uint8_t)best : 0;
}

static void report(struct net_watch *w, const struct net_interface *i, uint8_t family, uint8_t what)
{
	char text[64];
	size_t len = (size_t)snprintf(text, sizeof(text), "%s ipv%u:", i->name, family);

	for (unsigned k = 0; k < sizeof(words) / sizeof(words[0]) && len < sizeof(text); k++)
		if (what & 1u << k)
			len += (size_t)snprintf(text + len, sizeof(text) - len, "%s", words[k]);
	net_watch_record(w, i->link, REASON_SETTINGS_MISMATCH, text, 0);
}

void net_settings_compare(struct net_watch *w)
{
	for (unsigned k = 0; k < NET_INTERFACES; k++) {
		struct net_interface *i = &w->interfaces[k];

		for (unsigned v = 0; i->index != 0 && v < 2; v++) {
			const uint8_t family = v ? 6 : 4;
			const uint8_t what = compare(w, i, family);

			if (what != 0 && what != i->mismatch[v])
				report(w, i, family, what);
			i->mismatch[v] = what;
		}
	}
}
