/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What becomes of the network interfaces of links: kept down unless the gate is up, behind a
 * firewall, compared with what the modem told. No I/O and no clock: all it does goes out by `struct
 * net_io`, so that tests drive the same code as airlock-net.
 */
#pragma once

#include "net.h"
#include "netlink.h"

enum {
	NET_INTERFACES = 32, /* of all links; more are not looked after, and are reported */
	NET_ADDRESSES = 8,   /* of one interface */
	NET_TOLD = 8,	     /* settings that are kept of one link */
};

struct net_io {
	void *ctx;
	/* To the kernel. 0 or -errno. */
	int (*route)(void *ctx, const void *bytes, size_t len);
	int (*firewall)(void *ctx, const void *bytes, size_t len);
	/* To the warden. */
	void (*tell)(void *ctx, const struct net_message *m);
};

struct net_address {
	uint8_t family; /* 4, 6 */
	uint8_t prefix;
	uint8_t bytes[16];
};

struct net_interface {
	int32_t index; /* 0: a free place */
	uint16_t link;
	bool is_up, is_auto;
	bool wants_up;	  /* to be brought up as soon as it may */
	bool was_seen;	  /* by the dump that runs */
	uint32_t pending; /* the request that sets its state; 0: none */
	uint32_t needs;	  /* which firewall of its link has its name */
	uint32_t mtu;
	char name[RULESET_IFNAME];
	unsigned n_addresses;
	struct net_address addresses[NET_ADDRESSES];
	struct net_address gateways[2]; /* of default routes; family 0: none */
	uint8_t mismatch[2];		/* what was reported last, of both families */
};

struct net_link {
	bool is_open;	 /* its gate is up */
	bool told_ready;
	bool has_failed; /* it is tried again at `retry_ms`; 0: it is not known yet when */
	bool was_told_failed;
	uint64_t retry_ms;
	uint32_t firewall, acked; /* how many were sent; the last that is in force */
	uint32_t firewall_sequence;
	uint64_t repair_ms; /* token bucket of repairs and reports */
	uint64_t repair_tokens, report_ms, report_tokens;
	uint32_t unreported; /* interfaces that came up too early, too often */
	bool repair_due;
	char modem[64];
	unsigned n_told;
	struct net_settings told[NET_TOLD]; /* a ring */
};

/* What is asked of the kernel, in turn. */
enum net_dump { DUMP_NONE, DUMP_LINKS, DUMP_ADDRESSES, DUMP_ROUTES, DUMP_ROUTES6 };

struct net_watch {
	const struct ruleset *rules;
	struct net_io io;
	uint32_t port;	   /* of our nfnetlink socket: whose changes are our own */
	uint32_t sequence; /* of the last request */
	enum net_dump dump;
	uint32_t dump_sequence;
	bool links_known;
	bool again; /* the kernel had to leave something out: ask once more */
	bool is_ending, removes;
	uint64_t changed_ms, dirty_ms; /* the last change, the first since the last comparison; 0 */
	struct net_link links[RULESET_MAX_LINKS];
	struct net_interface interfaces[NET_INTERFACES];
};

/* `w` is zeroed; `rules` outlive it. */
void net_watch_init(struct net_watch *w, const struct ruleset *rules, const struct net_io *io);
/* Asks for the interfaces, installs the firewalls. */
void net_watch_start(struct net_watch *w, uint64_t now_ms);
/* A message of the warden, which net_message_ok() passed. */
void net_watch_control(struct net_watch *w, const struct net_message *m, uint64_t now_ms);
/* The warden is dead: everything goes down, the firewalls stay. */
void net_watch_orphan(struct net_watch *w);
/* What the kernel sent, as one datagram each. */
void net_watch_route(struct net_watch *w, struct netlink_in in, uint64_t now_ms);
void net_watch_firewall(struct net_watch *w, struct netlink_in in, uint64_t now_ms);
/* The kernel could not send everything. */
void net_watch_lost(struct net_watch *w, uint64_t now_ms);
/* Timers. In how many ms to call again at the latest. */
uint32_t net_watch_tick(struct net_watch *w, uint64_t now_ms);
/* Whether the end that was asked for is done. */
bool net_watch_is_over(const struct net_watch *w);

/* net_guard.c: interfaces */
const struct ruleset_net *net_guard_rule(const struct net_watch *w, uint16_t link);
void net_guard_message(struct net_watch *w, const struct netlink_message *m, uint64_t now_ms);
/* Does what the rules want of an interface now. `is_news`: it was not like that before. */
void net_guard_enforce(struct net_watch *w, struct net_interface *i, bool is_news,
		       uint64_t now_ms);
/* The same of all interfaces of a link. */
void net_guard_enforce_link(struct net_watch *w, uint16_t link, uint64_t now_ms);
/* An answer to a request; false: it was none of these. */
bool net_guard_answered(struct net_watch *w, uint32_t sequence, int error, uint64_t now_ms);
/* Which interfaces are a link's is looked up anew. */
void net_guard_modem(struct net_watch *w, uint16_t link, const char *modem);
/* Interfaces that the dump did not name are gone. */
void net_guard_swept(struct net_watch *w);
struct net_interface *net_guard_find(struct net_watch *w, int32_t index);

/* net_settings.c: addresses and routes, compared with what was told */
void net_settings_told(struct net_watch *w, uint16_t link, const struct net_settings *s,
		       uint64_t now_ms);
/* Something may be different now: it is looked at when it has settled. */
void net_settings_touch(struct net_watch *w, uint64_t now_ms);
void net_settings_message(struct net_watch *w, const struct netlink_message *m);
/* Before a dump of addresses and routes: nothing is known. After it: the comparison. */
void net_settings_clear(struct net_watch *w);
void net_settings_compare(struct net_watch *w);

/* net_watch.c, for these */
uint32_t net_watch_sequence(struct net_watch *w);
void net_watch_record(struct net_watch *w, uint16_t link, enum reason reason, const char *text,
		      int error);
/* The firewall of a link is put in place, with all its interfaces. */
void net_watch_install(struct net_watch *w, uint16_t link);
void net_watch_fail(struct net_watch *w, uint16_t link, const char *text, int error);
