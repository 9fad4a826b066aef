// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Transactions of nftables. A table is first made and deleted, so that deleting does not fail and
 * all of the one before is gone, and then made: the kernel does all of it or nothing.
 */
#include "net_firewall.h"
#include <arpa/inet.h>
#include <linux/netfilter.h>
#include <linux/netfilter/nf_conntrack_common.h>
#include <linux/netfilter/nf_tables.h>
#include <linux/netfilter/nfnetlink.h>
#include <linux/netlink.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

enum {
	TABLE_NAME = sizeof("airlock-") + RULESET_NAME,
	PRIORITY = -10, /* before the filters of others, which may only take more away */
	/* As the kernel has them in a register: NF_CT_STATE_BIT() */
	STATE_OLD = 1 << (IP_CT_ESTABLISHED + 1) | 1 << (IP_CT_RELATED + 1),
	ICMP_ECHO = 8,
	ICMPV6_ECHO = 128,
	ND_ADVERT = 134, /* RFC 4861: of routers; then solicitation and advertisement */
	ND_LAST = 136,
};

static const char chain_modem[] = "from-modem";

/* What an admitted packet has at `offset` behind its transport header: from `low` to `high`. */
static const struct admit_row {
	uint8_t kind, protocol, offset, len;
	uint8_t low[4], high[4];
} admit_rows[] = {
	{ ADMIT_DHCP, IPPROTO_UDP, 0, 4, { 0, 67, 0, 68 }, { 0, 67, 0, 68 } },
	{ ADMIT_DHCPV6, IPPROTO_UDP, 0, 4, { 2, 35, 2, 34 }, { 2, 35, 2, 34 } },
	{ ADMIT_ND, IPPROTO_ICMPV6, 0, 1, { ND_ADVERT }, { ND_LAST } },
	{ ADMIT_PING, IPPROTO_ICMP, 0, 1, { ICMP_ECHO }, { ICMP_ECHO } },
	{ ADMIT_PING, IPPROTO_ICMPV6, 0, 1, { ICMPV6_ECHO }, { ICMPV6_ECHO } },
	{ ADMIT_TCP, IPPROTO_TCP, 2, 2, { 0 }, { 0 } },
	{ ADMIT_UDP, IPPROTO_UDP, 2, 2, { 0 }, { 0 } },
};

struct batch {
	struct netlink_out *o;
	uint32_t sequence;
	char table[TABLE_NAME];
};

static void begin(const struct batch *b, uint16_t type, uint16_t flags)
{
	const struct netlink_head h = { (uint16_t)(NFNL_SUBSYS_NFTABLES << 8 | type), flags,
					b->sequence };
	const struct nfgenmsg body = { .nfgen_family = NFPROTO_INET };

	netlink_begin(b->o, &h, &body, sizeof(body));
}

/* The brackets of a transaction say which subsystem it is for. */
static void bracket(const struct batch *b, uint16_t type)
{
	const struct netlink_head h = { type, 0, b->sequence };
	const struct nfgenmsg body = { .res_id = htons(NFNL_SUBSYS_NFTABLES) };

	netlink_begin(b->o, &h, &body, sizeof(body));
	netlink_end(b->o);
}

static void put_table(const struct batch *b, uint16_t type, uint16_t flags)
{
	begin(b, type, flags);
	netlink_put_text(b->o, NFTA_TABLE_NAME, b->table);
	netlink_end(b->o);
}

/* `hook` NF_INET_NUMHOOKS: a chain that others jump to. */
static void put_chain(const struct batch *b, const char *name, uint32_t hook)
{
	size_t at;

	begin(b, NFT_MSG_NEWCHAIN, NLM_F_CREATE);
	netlink_put_text(b->o, NFTA_CHAIN_TABLE, b->table);
	netlink_put_text(b->o, NFTA_CHAIN_NAME, name);
	if (hook != NF_INET_NUMHOOKS) {
		at = netlink_open(b->o, NFTA_CHAIN_HOOK);
		netlink_put_be32(b->o, NFTA_HOOK_HOOKNUM, hook);
		netlink_put_be32(b->o, NFTA_HOOK_PRIORITY, (uint32_t)PRIORITY);
		netlink_close(b->o, at);
		netlink_put_be32(b->o, NFTA_CHAIN_POLICY, NF_ACCEPT);
		netlink_put_text(b->o, NFTA_CHAIN_TYPE, "filter");
	}
	netlink_end(b->o);
}

/* A rule is a list of expressions, which goes on until rule_end(). */
static size_t rule_begin(const struct batch *b, const char *chain, uint16_t flags)
{
	begin(b, NFT_MSG_NEWRULE, (uint16_t)(NLM_F_CREATE | NLM_F_APPEND | flags));
	netlink_put_text(b->o, NFTA_RULE_TABLE, b->table);
	netlink_put_text(b->o, NFTA_RULE_CHAIN, chain);
	return netlink_open(b->o, NFTA_RULE_EXPRESSIONS);
}

static void rule_end(const struct batch *b, size_t at)
{
	netlink_close(b->o, at);
	netlink_end(b->o);
}

struct expression {
	size_t element, data;
};

static struct expression expr_begin(struct netlink_out *o, const char *name)
{
	struct expression e = { .element = netlink_open(o, NFTA_LIST_ELEM) };

	netlink_put_text(o, NFTA_EXPR_NAME, name);
	e.data = netlink_open(o, NFTA_EXPR_DATA);
	return e;
}

static void expr_end(struct netlink_out *o, struct expression e)
{
	netlink_close(o, e.data);
	netlink_close(o, e.element);
}

static void put_data(struct netlink_out *o, uint16_t type, const void *value, size_t len)
{
	size_t at = netlink_open(o, type);

	netlink_put(o, NFTA_DATA_VALUE, value, len);
	netlink_close(o, at);
}

static void load_meta(struct netlink_out *o, uint32_t key)
{
	struct expression e = expr_begin(o, "meta");

	netlink_put_be32(o, NFTA_META_KEY, key);
	netlink_put_be32(o, NFTA_META_DREG, NFT_REG_1);
	expr_end(o, e);
}

static void load_payload(struct netlink_out *o, uint32_t offset, uint32_t len)
{
	struct expression e = expr_begin(o, "payload");

	netlink_put_be32(o, NFTA_PAYLOAD_DREG, NFT_REG_1);
	netlink_put_be32(o, NFTA_PAYLOAD_BASE, NFT_PAYLOAD_TRANSPORT_HEADER);
	netlink_put_be32(o, NFTA_PAYLOAD_OFFSET, offset);
	netlink_put_be32(o, NFTA_PAYLOAD_LEN, len);
	expr_end(o, e);
}

static void compare(struct netlink_out *o, uint32_t how, const void *value, size_t len)
{
	struct expression e = expr_begin(o, "cmp");

	netlink_put_be32(o, NFTA_CMP_SREG, NFT_REG_1);
	netlink_put_be32(o, NFTA_CMP_OP, how);
	put_data(o, NFTA_CMP_DATA, value, len);
	expr_end(o, e);
}

static void put_verdict(struct netlink_out *o, uint32_t code, const char *chain)
{
	struct expression e = expr_begin(o, "immediate");
	size_t data, verdict;

	netlink_put_be32(o, NFTA_IMMEDIATE_DREG, NFT_REG_VERDICT);
	data = netlink_open(o, NFTA_IMMEDIATE_DATA);
	verdict = netlink_open(o, NFTA_DATA_VERDICT);
	netlink_put_be32(o, NFTA_VERDICT_CODE, code);
	if (chain)
		netlink_put_text(o, NFTA_VERDICT_CHAIN, chain);
	netlink_close(o, verdict);
	netlink_close(o, data);
	expr_end(o, e);
}

/* "ct state established,related accept" */
static void put_old(const struct batch *b)
{
	const uint32_t mask = STATE_OLD, none = 0;
	size_t at = rule_begin(b, chain_modem, 0);
	struct expression e = expr_begin(b->o, "ct");

	netlink_put_be32(b->o, NFTA_CT_KEY, NFT_CT_STATE);
	netlink_put_be32(b->o, NFTA_CT_DREG, NFT_REG_1);
	expr_end(b->o, e);
	e = expr_begin(b->o, "bitwise");
	netlink_put_be32(b->o, NFTA_BITWISE_SREG, NFT_REG_1);
	netlink_put_be32(b->o, NFTA_BITWISE_DREG, NFT_REG_1);
	netlink_put_be32(b->o, NFTA_BITWISE_LEN, sizeof(mask));
	put_data(b->o, NFTA_BITWISE_MASK, &mask, sizeof(mask));
	put_data(b->o, NFTA_BITWISE_XOR, &none, sizeof(none));
	expr_end(b->o, e);
	compare(b->o, NFT_CMP_NEQ, &none, sizeof(none));
	put_verdict(b->o, NF_ACCEPT, NULL);
	rule_end(b, at);
}

static void put_admit(const struct batch *b, const struct admit_row *r, uint16_t port)
{
	const uint8_t number[2] = { (uint8_t)(port >> 8), (uint8_t)port };
	size_t at = rule_begin(b, chain_modem, 0);

	load_meta(b->o, NFT_META_L4PROTO);
	compare(b->o, NFT_CMP_EQ, &r->protocol, 1);
	load_payload(b->o, r->offset, r->len);
	if (port > 0) {
		compare(b->o, NFT_CMP_EQ, number, sizeof(number));
	} else {
		compare(b->o, NFT_CMP_GTE, r->low, r->len);
		compare(b->o, NFT_CMP_LTE, r->high, r->len);
	}
	put_verdict(b->o, NF_ACCEPT, NULL);
	rule_end(b, at);
}

static void put_admits(const struct batch *b, const struct ruleset_net *n)
{
	for (size_t i = 0; i < n->n_admits; i++)
		for (size_t k = 0; k < COUNT(admit_rows); k++)
			if (admit_rows[k].kind == n->admits[i].kind)
				put_admit(b, &admit_rows[k], n->admits[i].port);
}

/* Packets of the interface take the common chain; a "*" at the end stands for any rest. */
static void put_jump(const struct batch *b, const char *chain, const char *name)
{
	char padded[RULESET_IFNAME] = "";
	size_t len = strnlen(name, RULESET_IFNAME - 1);
	size_t at = rule_begin(b, chain, 0);

	memcpy(padded, name, len);
	load_meta(b->o, NFT_META_IIFNAME);
	compare(b->o, NFT_CMP_EQ, padded, name[len - 1] == '*' ? len - 1 : sizeof(padded));
	put_verdict(b->o, (uint32_t)NFT_JUMP, chain_modem);
	rule_end(b, at);
}

static void put_base(const struct batch *b, const struct net_firewall *f, const char *chain,
		     uint32_t hook)
{
	put_chain(b, chain, hook);
	for (size_t i = 0; i < f->net->n_names; i++)
		put_jump(b, chain, f->net->names[i]);
	for (size_t i = 0; i < f->n_names; i++)
		put_jump(b, chain, f->names[i]);
}

static struct batch start(struct netlink_out *o, const char *link, uint32_t sequence)
{
	struct batch b = { .o = o, .sequence = sequence };

	snprintf(b.table, sizeof(b.table), "airlock-%s", link);
	bracket(&b, NFNL_MSG_BATCH_BEGIN);
	put_table(&b, NFT_MSG_NEWTABLE, NLM_F_CREATE);
	return b;
}

void net_firewall_install(struct netlink_out *o, const struct net_firewall *f, uint32_t sequence)
{
	struct batch b = start(o, f->link, sequence);
	size_t at;

	put_table(&b, NFT_MSG_DELTABLE, 0);
	put_table(&b, NFT_MSG_NEWTABLE, NLM_F_CREATE);
	put_chain(&b, chain_modem, NF_INET_NUMHOOKS);
	put_base(&b, f, "input", NF_INET_LOCAL_IN);
	put_base(&b, f, "forward", NF_INET_FORWARD);
	put_old(&b);
	put_admits(&b, f->net);
	at = rule_begin(&b, chain_modem, NLM_F_ACK);
	put_verdict(o, NF_DROP, NULL);
	rule_end(&b, at);
	bracket(&b, NFNL_MSG_BATCH_END);
}

void net_firewall_remove(struct netlink_out *o, const char *link, uint32_t sequence)
{
	struct batch b = start(o, link, sequence);

	put_table(&b, NFT_MSG_DELTABLE, NLM_F_ACK);
	bracket(&b, NFNL_MSG_BATCH_END);
}

bool net_firewall_is_change(const struct netlink_message *m, const char *link)
{
	struct netlink_in in = m->body;
	struct netlink_attribute a;
	struct nfgenmsg head;
	char name[TABLE_NAME + 1], table[TABLE_NAME];

	/* Tables, chains and rules: the attribute with the table's name is the first of each. */
	if (m->type < (NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_NEWTABLE) ||
	    m->type > (NFNL_SUBSYS_NFTABLES << 8 | NFT_MSG_DELRULE) ||
	    !netlink_take(&in, &head, sizeof(head)) || head.nfgen_family != NFPROTO_INET)
		return false;
	snprintf(table, sizeof(table), "airlock-%s", link);
	while (netlink_next_attribute(&in, &a))
		if (a.type == NFTA_TABLE_NAME)
			return netlink_text(&a.value, name, sizeof(name)) && !strcmp(name, table);
	return false;
}
