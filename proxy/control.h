/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the warden and its rooms say to each other: one fixed-size struct per message on a
 * SOCK_SEQPACKET pair, at most one descriptor with it. Nothing here was written by an outsider.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include "net.h"
#include "ruleset.h"

/* Places for clients in one gate; also how many channels it is born with (sandbox/rooms.c). */
enum { GATE_SLOTS = 64 };

/*
 * A room's descriptors, by number. All of a gate's below GATE_FD_CLIENTS are taken from birth, so
 * that the sockets of clients, which arrive later, have higher numbers: the filter of the gate
 * allows read() below GATE_FD_PORT only and close() from GATE_FD_CLIENTS on only.
 */
enum {
	ROOM_FD_CONTROL = 0, /* reader: the port or client to read; scribe, gate: the warden */
	ROOM_FD_OUT = 1,     /* reader: its channel; gate: the scribe's channel; scribe: the file */
	ROOM_FD_LOG = 2,
	READER_FD_TRACE = 3, /* reader: memory of trace.h; closed after mapping */
	ROOM_FD_EPOLL = 3,   /* gate, scribe: made by the warden's child before exec */
	GATE_FD_RULES = 4,   /* rules_memory.h; replaced by /dev/null after mapping */
	GATE_FD_TRACE = 5,   /* memory of trace.h; closed after mapping, and /dev/null again */
	GATE_FD_MODEM = 6,   /* channel of the modem's reader; /dev/null in the lobby */
	GATE_FD_CHANNELS = 8, /* + slot: channel of that client's reader; 7 is /dev/null */
	GATE_FD_PORT = GATE_FD_CHANNELS + GATE_SLOTS, /* modem port; /dev/null in the lobby */
	GATE_FD_CLIENTS = GATE_FD_PORT + 1,
	SCRIBE_FD_RULES = 4, /* rules_memory.h, for names; closed after mapping */
	SCRIBE_FD_TRACE = 5, /* memory of trace.h; closed after mapping */
};

/*
 * Arguments of the rooms, numbers in decimal:
 *   airlock-reader client|modem MAX-FRAME VENDOR [WORD ..]
 *	once: one QMUX frame, no more; pty: a pseudo-terminal; trace=N: its page of trace.h
 *   airlock-reader-at, the same
 *	at: lines, of these words: text (may follow a prompt), data (CONNECT begins data mode), raw
 *	(it is data mode); nmea: sentences
 *   airlock-gate, airlock-gate-at LINK|lobby PORT|qmi MAX-WRITE socket|device TRACE SCRIBE CHANNEL
 *	LINK and PORT are indices, TRACE and SCRIBE are its and the scribe's
 *	page of trace.h, CHANNEL the number of its channel to the scribe
 *   airlock-scribe TRACE
 */

enum control_kind {
	/* warden to gate */
	CONTROL_CLIENT,	 /* + descriptor: a client of `slot`; `opened`: answer its PROXY_OPEN */
	CONTROL_GONE,	 /* the reader of `slot` is dead: forget it, answer CONTROL_FREE */
	CONTROL_REFUSED, /* lobby: the link it asked for is not to be had, `reason` */
	CONTROL_DRAIN,	 /* read no more of clients; CONTROL_DRAINED when all is answered */
	CONTROL_COUNT,	 /* write your counters to the audit */
	CONTROL_NAMED,	 /* lobby: clients may open `link` by `exe`, too; "": no more */
	CONTROL_SWAPPED, /* the reader of `slot` (GATE_SLOTS: the modem's) was replaced, as the gate
			  * asked, or because it died: the new one parts lines */
	/* gate to warden */
	CONTROL_READY, /* rules read, filter on */
	CONTROL_DRAINED,
	CONTROL_FREE,  /* `slot` may be used again */
	CONTROL_EVICT, /* disconnect `slot`, `reason` */
	CONTROL_ROUTE, /* lobby: the client of `slot` opens `link`; `txid`, `marker` as it wrote */
	CONTROL_PORT,  /* the modem's port is at its end, `error` */
	CONTROL_SWAP,  /* replace the reader of `slot` (or GATE_SLOTS): raw where `opened` */
	CONTROL_SETTINGS, /* the modem told a client of its network: `settings` */
	/* both ways */
	CONTROL_RULES, /* turn to the rules of generation `uid`; a gate that has answers so */
	CONTROL_HANGUP, /* gate: drop the port's line (DTR); warden: the client of `slot` did */
	/* warden to scribe */
	CONTROL_PRODUCER, /* + descriptor: channel of a room of `link` (or UINT16_MAX: none); to
			   * gates: a new scribe's. `txid`: its number */
	CONTROL_SETTLE, /* write what was sent by older rules than the present ones, and say so */
	CONTROL_KINDS
};

struct control {
	uint8_t kind;
	uint8_t flavour; /* enum listen_flavour */
	uint8_t opened;
	uint8_t marker;
	uint16_t slot, link, role, txid;
	uint16_t reason; /* enum reason */
	uint16_t pad;
	int32_t error;
	uint32_t uid, gid, pid;
	union {
		char exe[RULESET_PATH];
		struct net_settings settings;
	};
};

/* Bytes to a socket, at once or not at all. The same call as below, so that a list has one less. */
bool control_send_bytes(int to, const void *bytes, size_t len);
/* 0 or -errno. `fd` -1: none goes along. Never blocks: -EAGAIN where the other side is stuck. */
int control_send(int to, const struct control *c, int fd);
/* 1 with a message (and its descriptor or -1), 0 at the end, -errno. -EBADMSG: not one of ours. */
int control_receive(int from, struct control *c, int *fd);
