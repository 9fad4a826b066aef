/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The network side without a kernel: what it sends, what it makes of what it hears. */
#include <errno.h>
#include <linux/if_link.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <stdlib.h>
#include <string.h>
#ifdef HAVE_MNL
#include <libmnl/libmnl.h>
#endif
#include "../../parsers/reason.h"
#include "../../proxy/device_find.h"
#include "../../proxy/net_firewall.h"
#include "../../proxy/net_watch.h"
#include "../check.h"

enum { MODEM_INDEX = 7, OTHER_INDEX = 8, PORT = 4711 };

static struct {
	unsigned downs, ups, dumps, installs, removals, ready, failed;
	uint32_t last, firewall;
	uint16_t reason;
	char text[64];
} seen;

/* Whether a second opinion takes it for well-formed, attributes and all. */
static bool is_sound(const void *bytes, size_t len, size_t body)
{
#ifdef HAVE_MNL
	const struct nlmsghdr *h = bytes;
	int left = (int)len;

	for (; mnl_nlmsg_ok(h, left); h = mnl_nlmsg_next(h, &left)) {
		const struct nlattr *a = mnl_nlmsg_get_payload_offset(h, body);
		const char *tail = mnl_nlmsg_get_payload_tail(h);
		size_t end = body;

		for (; mnl_attr_ok(a, (int)(tail - (const char *)a)); a = mnl_attr_next(a))
			end += MNL_ALIGN(mnl_attr_get_len(a));
		if (end + MNL_NLMSG_HDRLEN != h->nlmsg_len)
			return false;
	}
	return left == 0;
#else
	(void)bytes;
	(void)len;
	(void)body;
	return true;
#endif
}

static int to_route(void *ctx, const void *bytes, size_t len)
{
	struct netlink_in in = { bytes, len };
	struct netlink_message m;
	struct ifinfomsg head;

	(void)ctx;
	CHECK(is_sound(bytes, len, sizeof(head)));
	CHECK(netlink_next(&in, &m) && netlink_take(&m.body, &head, sizeof(head)));
	seen.last = m.sequence;
	if (m.type == RTM_NEWLINK) {
		CHECK(head.ifi_change == IFF_UP);
		seen.downs += head.ifi_index == MODEM_INDEX && !(head.ifi_flags & IFF_UP);
		seen.ups += head.ifi_index == MODEM_INDEX && (head.ifi_flags & IFF_UP);
	} else {
		CHECK((m.flags & NLM_F_DUMP) == NLM_F_DUMP);
		seen.dumps++;
	}
	return 0;
}

static int to_firewall(void *ctx, const void *bytes, size_t len)
{
	struct netlink_in in = { bytes, len };
	struct netlink_message m;
	unsigned chains = 0, acks = 0;

	(void)ctx;
	CHECK(is_sound(bytes, len, sizeof(struct nfgenmsg)));
	while (netlink_next(&in, &m)) {
		chains += m.type == (NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_NEWCHAIN);
		acks += (m.flags & NLM_F_ACK) != 0;
		seen.firewall = m.sequence;
	}
	CHECK(in.n == 0 && acks == 1);
	seen.installs += chains > 0;
	seen.removals += chains == 0;
	return 0;
}

static void tell(void *ctx, const struct net_message *m)
{
	(void)ctx;
	CHECK(net_message_ok(m, sizeof(*m)));
	seen.ready += m->kind == NET_READY;
	seen.failed += m->kind == NET_FAILED;
	if (m->kind != NET_RECORD)
		return;
	seen.reason = m->reason;
	memcpy(seen.text, m->text, sizeof(seen.text));
}

static const struct net_io io = { NULL, to_route, to_firewall, tell };
static struct ruleset rules;
static struct net_watch watch;

static void start(uint8_t flags)
{
	memset(&seen, 0, sizeof(seen));
	memset(&watch, 0, sizeof(watch));
	memset(&rules, 0, sizeof(rules));
	rules.n_links = 1;
	strcpy(rules.links[0].name, "modem");
	rules.links[0].match.bus = MATCH_USB;
	rules.links[0].net.is_auto = 1;
	rules.links[0].net.flags = flags;
	rules.links[0].net.n_admits = 6;
	for (uint16_t i = 0; i < 6; i++)
		rules.links[0].net.admits[i].kind = i;
	rules.links[0].net.admits[4].port = rules.links[0].net.admits[5].port = 22;
	net_watch_init(&watch, &rules, &io);
	watch.port = PORT;
	net_watch_start(&watch, 1000);
}

/* A message of the kernel. */
static void hear(struct netlink_head h, const void *body, size_t len, const char *parent,
		 const char *name)
{
	uint8_t memory[512];
	struct netlink_out o = netlink_out_init(memory, sizeof(memory));

	netlink_begin(&o, &h, body, len);
	if (name) {
		netlink_put_text(&o, IFLA_IFNAME, name);
		netlink_put_u32(&o, IFLA_MTU, 1500);
		netlink_put_text(&o, IFLA_PARENT_DEV_NAME, parent);
	}
	netlink_end(&o);
	net_watch_route(&watch, (struct netlink_in){ o.p, o.len }, 1000);
}

static void hear_link(int index, bool up, const char *parent, const char *name)
{
	const struct ifinfomsg body = { .ifi_index = index, .ifi_flags = up ? IFF_UP : 0 };

	hear((struct netlink_head){ .type = RTM_NEWLINK }, &body, sizeof(body), parent, name);
}

static void end_dump(void)
{
	hear((struct netlink_head){ NLMSG_DONE, NLM_F_MULTI, watch.dump_sequence }, &(int){ 0 },
	     sizeof(int), NULL, NULL);
}

static void acknowledge(uint32_t sequence, int error)
{
	const struct nlmsgerr e = { .error = error };

	hear((struct netlink_head){ NLMSG_ERROR, 0, sequence }, &e, sizeof(e), NULL, NULL);
}

static void firewall_says(uint16_t type, uint32_t sequence, uint32_t port, const char *table)
{
	uint8_t memory[128];
	struct netlink_out o = netlink_out_init(memory, sizeof(memory));
	const struct netlink_head h = { type, 0, sequence };
	const struct nlmsgerr error = { .error = 0 };
	const struct nfgenmsg body = { .nfgen_family = 1 };

	if (type == NLMSG_ERROR)
		netlink_begin(&o, &h, &error, sizeof(error));
	else
		netlink_begin(&o, &h, &body, sizeof(body));
	if (table)
		netlink_put_text(&o, NFTA_TABLE_NAME, table);
	netlink_end(&o);
	memcpy(memory + offsetof(struct nlmsghdr, nlmsg_pid), &port, sizeof(port));
	net_watch_firewall(&watch, (struct netlink_in){ o.p, o.len }, 1000);
}

static void say(enum net_kind kind, const char *text)
{
	struct net_message m = { .kind = (uint8_t)kind };

	strcpy(m.text, text);
	net_watch_control(&watch, &m, 1000);
}

/* The interfaces of the modem that was told, whatever they are called, and no others. */
static void test_auto(void)
{
	start(NET_GUARD);
	CHECK(seen.dumps == 1 && seen.ready == 0);
	say(NET_MODEM, "1-4");
	hear_link(OTHER_INDEX, true, "1-40:1.8", "wwan1");
	hear_link(OTHER_INDEX, true, "2-1", "eth0");
	CHECK(seen.downs == 0);
	hear_link(MODEM_INDEX, true, "1-4:1.8", "wwan0");
	CHECK(seen.downs == 1 && seen.reason == REASON_INTERFACE_RAISED);
	CHECK(strcmp(seen.text, "wwan0") == 0);
	end_dump();
	CHECK(seen.ready == 0); /* it is not down yet */
	hear_link(MODEM_INDEX, false, "1-4:1.8", "wwan0");
	acknowledge(seen.last, 0);
	CHECK(seen.ready == 1 && seen.downs == 1);
	say(NET_OPEN, "");
	hear_link(MODEM_INDEX, true, "1-4:1.8", "wwan0");
	CHECK(seen.downs == 1);
	say(NET_CLOSE, "");
	CHECK(seen.downs == 2 && seen.reason == REASON_INTERFACE_DOWN);
	acknowledge(seen.last, -EPERM);
	CHECK(seen.failed == 1 && seen.reason == REASON_NETWORK_FAILED);
}

/* Its name is in no table yet: down, though the gate is up. */
static void test_auto_firewall(void)
{
	start(NET_GUARD | NET_FIREWALL | NET_UP);
	CHECK(seen.installs == 1);
	firewall_says(NLMSG_ERROR, seen.firewall, PORT, NULL);
	say(NET_MODEM, "1-4");
	end_dump();
	CHECK(seen.ready == 1);
	say(NET_OPEN, "");
	hear_link(MODEM_INDEX, false, "1-4:1.8", "wwan0");
	CHECK(seen.installs == 2 && seen.ups == 0);
	hear_link(MODEM_INDEX, true, "1-4:1.8", "wwan0");
	CHECK(seen.downs == 1);
	hear_link(MODEM_INDEX, false, "1-4:1.8", "wwan0");
	acknowledge(seen.last, 0);
	firewall_says(NLMSG_ERROR, seen.firewall, PORT, NULL);
	CHECK(seen.ups == 1);
}

/* Changes of others are repaired, our own are none, and nobody can make us do it all the time. */
static void test_repair(void)
{
	start(NET_GUARD | NET_FIREWALL);
	firewall_says(NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_DELTABLE, 1, PORT, "airlock-modem");
	firewall_says(NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_DELTABLE, 1, 99, "airlock-modem2");
	firewall_says(NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_NEWGEN, 1, 99, NULL);
	CHECK(seen.installs == 1);
	for (unsigned i = 0; i < 100; i++)
		firewall_says(NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_DELRULE, 1, 99, "airlock-modem");
	CHECK(seen.installs == 5 && seen.reason == REASON_FIREWALL_CHANGED);
	CHECK(net_watch_tick(&watch, 1100) <= 250);
	(void)net_watch_tick(&watch, 3000);
	CHECK(seen.installs == 6);
	say(NET_FINISH, "");
	CHECK(seen.removals == 1 && !net_watch_is_over(&watch));
}

/* The kernel could not say everything: it is asked again. */
static void test_lost(void)
{
	start(NET_GUARD);
	end_dump();
	CHECK(seen.dumps == 1);
	net_watch_lost(&watch, 1000);
	CHECK(seen.dumps == 2);
	hear((struct netlink_head){ RTM_NEWADDR, NLM_F_MULTI | NLM_F_DUMP_INTR,
				    watch.dump_sequence },
	     "", 0, NULL, NULL);
	end_dump();
	CHECK(seen.dumps == 3);
}

/* Nothing that is too short, too long or not there is read. */
static void test_garbage(void)
{
	uint8_t good[256], bad[256];
	struct netlink_out o = netlink_out_init(good, sizeof(good));
	const struct netlink_head h = { RTM_NEWLINK, 0, 0 };
	const struct ifinfomsg body = { .ifi_index = MODEM_INDEX, .ifi_flags = IFF_UP };

	start(NET_GUARD | NET_FIREWALL);
	say(NET_MODEM, "1-4");
	netlink_begin(&o, &h, &body, sizeof(body));
	netlink_put_text(&o, IFLA_IFNAME, "wwan0");
	netlink_put_text(&o, IFLA_PARENT_DEV_NAME, "1-4");
	netlink_end(&o);
	srand(1);
	for (unsigned i = 0; i < 200000; i++) {
		size_t len = i % (o.len + 1);
		uint8_t *copy = malloc(len + 1);

		memcpy(bad, good, sizeof(bad));
		for (int k = rand() % 4; k > 0; k--)
			bad[(size_t)rand() % o.len] = (uint8_t)rand();
		memcpy(copy, bad, len);
		net_watch_route(&watch, (struct netlink_in){ copy, len }, i);
		net_watch_firewall(&watch, (struct netlink_in){ copy, len }, i);
		free(copy);
	}
	CHECK(seen.downs > 0);
	/* What does not fit is not sent. */
	o = netlink_out_init(good, 20);
	netlink_begin(&o, &h, &body, sizeof(body));
	netlink_put_text(&o, IFLA_IFNAME, "wwan0");
	netlink_end(&o);
	CHECK(o.full && o.len <= 20);
}

static void test_glob(void)
{
	CHECK(device_glob("*", "") && device_glob("", "") && !device_glob("", "a"));
	CHECK(device_glob("pci0000:00/*/usb1/1-4", "pci0000:00/0000:00:14.0/usb1/1-4"));
	CHECK(!device_glob("pci0000:00/*/usb1/1-4", "pci0000:00/0000:00:14.0/usb1/1-40"));
	CHECK(device_glob("*a*b*c", "xxaxbxbxxc") && !device_glob("*a*b*c", "xxaxbxbxxcx"));
	CHECK(device_glob("1-?", "1-4") && !device_glob("1-?", "1-"));
}

int main(void)
{
	test_auto();
	test_auto_firewall();
	test_repair();
	test_lost();
	test_garbage();
	test_glob();
	return check_done();
}
