/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the warden and airlock-net, which does to network interfaces what the rules say, tell each
 * other: one fixed-size struct per message on a SOCK_SEQPACKET pair.
 */
#pragma once

#include "ruleset.h"

/* Its descriptors, by number; control and epoll as in control.h. */
enum {
	NET_FD_ROUTE = 4,    /* rtnetlink */
	NET_FD_FIREWALL = 5, /* nfnetlink; /dev/null where no link has a firewall */
	NET_FD_RULES = 6,    /* closed after mapping */
};

/*
 * What a modem told a client of its network: WDS Get Current Settings. Addresses as they are on the
 * wire of IP, of four bytes or sixteen.
 */
struct net_settings {
	uint8_t family;	    /* 4 or 6; 0: none */
	uint8_t cid;	    /* of the client that asked: there may be several connections */
	uint8_t prefix;	    /* bits of the network; 0: not told */
	uint8_t has_gateway;
	uint32_t mtu; /* 0: not told */
	uint8_t address[16], gateway[16];
};

enum net_kind {
	/* warden to airlock-net */
	NET_OPEN,     /* the gate of `link` is up */
	NET_CLOSE,    /* it is not, or not any more: guarded interfaces go down */
	NET_MODEM,    /* `text` is the device whose interfaces are meant by "auto" */
	NET_SETTINGS, /* `settings` that a client of `link` was told */
	NET_FINISH,   /* everything down, no table stays: the end */
	/* airlock-net to warden */
	NET_READY,  /* what `link` wants is done: it may be opened */
	NET_FAILED, /* it cannot be done, or is undone: `error` */
	NET_RECORD, /* for the audit: `reason`, `text`, `error` */
	NET_KINDS
};

struct net_message {
	uint8_t kind;
	uint8_t pad;
	uint16_t link;
	uint16_t reason; /* enum reason */
	uint16_t pad2;
	int32_t error;
	char text[64]; /* printable */
	struct net_settings settings;
};

/* Whether a message that arrived is one. */
static inline bool net_message_ok(const struct net_message *m, size_t len)
{
	bool good = len == sizeof(*m) && m->kind < NET_KINDS && m->link < RULESET_MAX_LINKS;
	bool ended = false;

	for (size_t i = 0; good && i < sizeof(m->text) && !ended; i++) {
		ended = m->text[i] == '\0';
		good = ended || (m->text[i] >= 0x20 && m->text[i] <= 0x7E);
	}
	return good && ended && m->settings.prefix <= 128;
}
