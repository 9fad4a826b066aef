/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The network side as a script: the kernel says netlink messages, sound ones with hostile values or
 * arbitrary bytes, the warden talks, time passes. What goes to the kernel must be well-formed, and
 * no guarded interface comes up while its link is closed.
 */
#include "harness.h"

#include <linux/if_link.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/rtnetlink.h>
#include <net/if.h>
#include <string.h>

#include "../proxy/net_watch.h"

enum { STEPS = 200, PORT = 4711, TABLE = NFNL_SUBSYS_NFTABLES << 8 };

static struct net_watch watch;
static struct ruleset rules;

static void look_at(const void *bytes, size_t len, size_t body)
{
	struct netlink_in in = { bytes, len };
	struct netlink_message m;
	struct netlink_attribute a;
	uint8_t skipped[32];

	while (netlink_next(&in, &m)) {
		MUST(body <= sizeof(skipped) && netlink_take(&m.body, skipped, body));
		while (netlink_next_attribute(&m.body, &a))
			;
		MUST(m.body.n == 0);
	}
	MUST(in.n == 0);
}

static int to_route(void *ctx, const void *bytes, size_t len)
{
	struct netlink_in in = { bytes, len };
	struct netlink_message m;
	struct ifinfomsg head;

	(void)ctx;
	MUST(netlink_next(&in, &m) && netlink_take(&m.body, &head, sizeof(head)));
	if (m.type == RTM_NEWLINK && (head.ifi_flags & IFF_UP))
		MUST(watch.links[0].is_open || watch.links[1].is_open);
	return 0;
}

static int to_firewall(void *ctx, const void *bytes, size_t len)
{
	(void)ctx;
	look_at(bytes, len, sizeof(struct nfgenmsg));
	return 0;
}

static void tell(void *ctx, const struct net_message *m)
{
	(void)ctx;
	MUST(net_message_ok(m, sizeof(*m)));
}

/* A message whose frame is sound, about things that exist for the most part. */
static struct cur make_message(struct cur *in, uint8_t *memory, size_t cap, bool is_firewall)
{
	static const uint16_t route_types[] = { RTM_NEWLINK,  RTM_DELLINK,  RTM_NEWADDR,
						RTM_DELADDR,  RTM_NEWROUTE, RTM_DELROUTE,
						NLMSG_ERROR,  NLMSG_DONE };
	static const uint16_t table_types[] = { TABLE | NFT_MSG_NEWTABLE, TABLE | NFT_MSG_DELTABLE,
						TABLE | NFT_MSG_DELCHAIN, TABLE | NFT_MSG_NEWGEN,
						NLMSG_ERROR,		  NLMSG_DONE };
	static const char *const texts[] = { "wwan0", "wwan1", "1-1", "airlock-modem", "lo" };
	struct netlink_out o = netlink_out_init(memory, cap);
	uint32_t near = watch.sequence - choose(in, 4), sender = choose(in, 2) ? PORT : 0;
	struct netlink_head h = { is_firewall ? table_types[choose(in, 6)] :
						route_types[choose(in, 8)],
				  (uint16_t)(choose(in, 4) ? 0 : NLM_F_MULTI | NLM_F_DUMP_INTR),
				  choose(in, 2) ? watch.dump_sequence : near };
	uint8_t body[16] = { (uint8_t)(choose(in, 2) ? AF_INET : AF_INET6) };
	unsigned attributes = choose(in, 6);

	body[4] = (uint8_t)(6 + choose(in, 4));
	body[8] = (uint8_t)choose(in, 2);
	netlink_begin(&o, &h, body, is_firewall ? sizeof(struct nfgenmsg) : sizeof(body));
	for (unsigned i = 0; i < attributes; i++) {
		uint16_t type = (uint16_t)choose(in, 64);
		unsigned form = choose(in, 3);
		struct cur bytes;

		if (form == 0) {
			netlink_put_text(&o, type, texts[choose(in, 5)]);
		} else if (form == 1) {
			netlink_put_u32(&o, type, 6 + choose(in, 4));
		} else {
			bytes = choose_bytes(in);
			netlink_put(&o, type, bytes.p ? (const void *)bytes.p : "",
				    bytes.n < 200 ? bytes.n : 200);
		}
	}
	netlink_end(&o);
	memcpy(memory + offsetof(struct nlmsghdr, nlmsg_pid), &sender, sizeof(sender));
	return (struct cur){ o.p, o.full ? 0 : o.len };
}

static void kernel_says(struct cur *in, bool is_firewall, uint64_t now_ms)
{
	_Alignas(8) uint8_t memory[2048];
	struct cur bytes = choose(in, 4) == 3 ?
				   choose_bytes(in) :
				   make_message(in, memory, sizeof(memory), is_firewall);
	struct netlink_in message = { bytes.p, bytes.n };

	if (is_firewall)
		net_watch_firewall(&watch, message, now_ms);
	else
		net_watch_route(&watch, message, now_ms);
}

static void warden_says(struct cur *in, uint64_t now_ms)
{
	struct net_message m = { .kind = (uint8_t)choose(in, NET_SETTINGS + 1),
				 .link = (uint16_t)choose(in, 2) };

	memcpy(m.text, choose(in, 2) ? "1-1" : "1-2", 4);
	m.settings.family = choose(in, 2) ? 4 : 6;
	m.settings.prefix = (uint8_t)choose(in, 129);
	m.settings.mtu = choose(in, 2) * 1500;
	net_watch_control(&watch, &m, now_ms);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct net_io io = { NULL, to_route, to_firewall, tell };
	struct cur in = { data, size };
	uint64_t now_ms = 1000;

	memset(&watch, 0, sizeof(watch));
	memset(&rules, 0, sizeof(rules));
	rules.n_links = 2;
	for (unsigned i = 0; i < 2; i++) {
		memcpy(rules.links[i].name, i ? "other" : "modem", 6);
		rules.links[i].match.bus = MATCH_USB;
		rules.links[i].net.is_auto = 1;
		rules.links[i].net.flags = (uint8_t)choose(&in, 8);
	}
	net_watch_init(&watch, &rules, &io);
	watch.port = PORT;
	net_watch_start(&watch, now_ms);
	for (unsigned i = 0; i < STEPS && in.n; i++) {
		unsigned what = choose(&in, 16);

		if (what < 7)
			kernel_says(&in, false, now_ms);
		else if (what < 10)
			kernel_says(&in, true, now_ms);
		else if (what < 13)
			warden_says(&in, now_ms);
		else if (what == 13)
			net_watch_lost(&watch, now_ms);
		else
			now_ms += UINT64_C(1) << choose(&in, 16);
		(void)net_watch_tick(&watch, now_ms);
	}
	return 0;
}
