/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The nftables table "airlock-LINK" of family inet: nothing new comes in from a modem's network
 * interfaces, for the host or through it, but what the rules admit. It is put in place of the one
 * before in one transaction, stays when airlock dies, and goes when airlock ends.
 */
#pragma once

#include "netlink.h"
#include "ruleset.h"

enum { NET_FIREWALL_MAX = 16384 }; /* bytes of the largest transaction */

struct net_firewall {
	const char *link;
	const struct ruleset_net *net;
	const char *const *names; /* of interfaces that are found by "auto" */
	size_t n_names;
};

/* A whole transaction: the kernel answers the last of its messages, or the first that is wrong. */
void net_firewall_install(struct netlink_out *o, const struct net_firewall *f, uint32_t sequence);
void net_firewall_remove(struct netlink_out *o, const char *link, uint32_t sequence);
/* Whether the kernel tells that somebody changed a part of the link's table, or took it away. */
bool net_firewall_is_change(const struct netlink_message *m, const char *link);
