/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Records of the audit, as gates, lobby and warden hand them to the scribe (SOCK_SEQPACKET, one
 * struct each). The scribe numbers them and writes JSON Lines; airlock-audit(5) describes the keys.
 */
#pragma once

#include <stdint.h>
#include "../parsers/at.h"
#include "../parsers/message.h"
#include "ruleset.h"

enum audit_event {
	AUDIT_REFUSED,	/* a frame or message was not passed on; `reason` */
	AUDIT_STRIPPED, /* a message passed without some of its TLVs or bytes */
	AUDIT_PASSED,	/* passed, by a rule with `alert` */
	AUDIT_SUBSTITUTED, /* passed with a harmless payload in it: `reason`, why */
	AUDIT_ALARM,	   /* a detector: its name is `text` */
	AUDIT_CLIENT,	/* a client came, or was disconnected: `reason` */
	AUDIT_LINK,	/* a link's or room's life: `reason` LINK_UP, .._DIED, MODEM_RESET, .. */
	AUDIT_COUNTERS,
	AUDIT_EVENTS
};

/* What the frames of a port are: the QMI fields of a record are valid, or `at`. */
enum audit_protocol { AUDIT_QMI, AUDIT_AT, AUDIT_NMEA, AUDIT_PROTOCOLS };

/* A line of an AT port. Never what it says: its command at most. */
struct audit_line {
	uint8_t kind;    /* enum at_kind */
	uint8_t form;    /* enum at_form, of `command` */
	uint8_t final;   /* enum at_final; AT_FINAL_COUNT: it is no result */
	uint16_t column; /* where the line is wrong, or the command stands; 0: not known */
	char command[AT_MAX_NAME + 1]; /* "": none */
};

/*
 * Per direction, in frames (of AT ports: lines, pieces of data). Conservation, at every moment:
 *   received = forwarded + answered + refused + in_flight
 * host: clients' frames; forwarded to the modem, answered by the gate, refused, waiting for the
 * port. modem: the modem's frames; forwarded to a client, answered = consumed by the gate (its own
 * requests' answers, resets), refused, in_flight is 0. `copies`: deliveries beyond the first of a
 * frame that goes to several clients. `own`: frames that the gate itself sent to the modem.
 */
enum { AUDIT_HOST, AUDIT_MODEM, AUDIT_SIDES };
struct audit_counters {
	uint64_t received, forwarded, answered, refused, in_flight;
	uint64_t stripped, copies, own;
};

/* What a room died of. Digest and length are what the room left: numbers to look for, no more. */
struct audit_crash {
	uint8_t signal; /* 0: it was none */
	uint8_t has_syscall;
	uint16_t pad;
	uint32_t syscall, arch; /* that its filter did not allow; AUDIT_ARCH_* */
	uint32_t pad2;
	uint64_t digest, digest_len; /* of the last frame; 0: there was none */
};

struct audit_record {
	uint8_t event;
	uint8_t side;	/* enum side: who wrote the message */
	uint8_t reason; /* enum reason */
	uint8_t has_message, has_client;
	uint8_t protocol; /* enum audit_protocol */
	uint8_t type, cid, tag;
	uint16_t service, id, txid, row;
	uint16_t link;	 /* index, UINT16_MAX: none; set by the scribe from the channel for gates */
	uint16_t port;	 /* index + 1 of the link's ports; 0: its QMI port, or none */
	uint16_t role;	 /* index, ROLE_NONE */
	uint16_t rule;	 /* index, RULE_IMPLICIT or RULE_BUILTIN; meaningful if has_rule */
	uint8_t has_rule;
	uint8_t n_notes;
	uint32_t repeats; /* so many more of the same since the last such record */
	uint32_t frame_len;
	uint32_t uid, pid;
	int32_t error;	  /* errno, exit status or signal where that says more; else 0 */
	uint64_t mono_ns; /* CLOCK_MONOTONIC */
	uint64_t wall_ns; /* CLOCK_REALTIME */
	struct audit_line at;
	struct audit_crash crash;
	uint32_t rules; /* generation of the rules that the indices above are of */
	uint8_t has_sum, pad3[3];
	uint8_t sum[32]; /* AUDIT_LINK, rules loaded: SHA-256 of configuration and policies */
	char exe[RULESET_PATH];
	char text[64]; /* e.g. the name of the room that died; "" */
	struct message_note notes[MESSAGE_MAX_NOTES];
	uint64_t lost; /* AUDIT_COUNTERS and every record: records lost before this one */
	struct audit_counters counters[AUDIT_SIDES]; /* AUDIT_COUNTERS */
};
