/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The state of a session, shared by the session_*.c files and nobody else. */
#pragma once

#include "../parsers/tunnel.h"
#include "channels.h"
#include "detect.h"
#include "queue.h"
#include "session_tunnel.h"

enum {
	SLOT_NONE = 0xFFFF,   /* an outstanding request whose client has left */
	SLOT_GATE = 0xFFFE,   /* one that the gate itself sent */
	OUTSTANDING_MAX = 4096,
	OUTSTANDING_HASH = 4096, /* power of two */
	DISOWNED_MAX = 512,
	PORT_QUEUE_SIZE = 256 * 1024,
	CID_BROADCAST = 0xFF,
	SERVICE_CTL = 0,
	SERVICES_8BIT = 256,
};

/* Control messages that the session knows by itself (QMI CTL, libqmi's proxy protocol). */
enum {
	CTL_GET_VERSION_INFO = 0x0021,
	CTL_ALLOCATE_CID = 0x0022,
	CTL_RELEASE_CID = 0x0023,
	CTL_REVOKE_CID = 0x0024,
	CTL_SYNC = 0x0027,
	CTL_PROXY_OPEN = 0xFF00,
	CTL_ALLOCATE_WIDE = 0xFF22,
	CTL_RELEASE_WIDE = 0xFF23,
};

/* A request that went to the modem and waits for its one answer. */
struct outstanding {
	uint16_t service, txid, id, row;
	uint8_t cid, marker;
	/* What it is about. CTL allocate, release: a client id; UIM: a card and its channel. */
	uint8_t arg_service, arg_cid;
	uint16_t client_txid;
	uint16_t slot;
	uint64_t deadline_ms;
	uint16_t hash_next, older, newer; /* indices; 0: end */
	uint8_t channel_act; /* enum channel_act */
};

struct outstanding_table {
	struct outstanding e[OUTSTANDING_MAX + 1]; /* 0 is nobody: a zeroed table is an empty one */
	uint16_t head[OUTSTANDING_HASH];
	uint16_t free, used, oldest, newest; /* `used`: entries that were ever in use */
	uint16_t last_txid; /* of any service */
};

enum cid_state { CID_UNKNOWN, CID_OWNED, CID_DISOWNED, CID_GATE /* the gate's own */ };

/* Who owns a client id of the modem. */
struct cid {
	uint8_t state; /* enum cid_state */
	uint8_t slot;
	uint16_t role;
};

struct disowned {
	uint8_t service, cid;
	uint64_t release_ms; /* UINT64_MAX: kept until somebody adopts it */
};

struct client {
	uint8_t present;
	uint8_t closing;  /* no more input; leaves when everything is answered and sent */
	uint8_t evicted;  /* the warden was asked to disconnect it */
	uint8_t hung_up;
	uint8_t decided;  /* lobby: its first frame was judged */
	uint8_t flavour;
	uint16_t role;
	uint16_t close_reason;
	uint32_t uid, pid;
	uint32_t n_outstanding, n_cids;
	uint8_t owned[SERVICES_8BIT]; /* how many client ids of each service */
	uint64_t since_ms;	      /* when it came */
	uint64_t stuck_ms;	      /* since when it has taken nothing; 0: nothing waits */
	struct queue out;
	char exe[RULESET_PATH];
};

/* Bytes of AT in one message: what the schema allows a request. */
enum { INNER_TEXT_MAX = 1024 };

/* AT inside QMI. */
struct session_inner {
	const struct session_tunnel *kind; /* NULL: nobody is granted it */
	void *memory;
	void *session;	 /* in that memory, once somebody may need it */
	uint64_t seated; /* bit per slot: clients that it knows */
	uint64_t now_ms;
	struct cur line;   /* AT record of the request at hand */
	uint8_t cid;	   /* of the gate's own, by which the modem is spoken to; 0: none yet */
	uint8_t is_asking; /* for one */
	uint8_t hears;	   /* the indication at hand is for it: so are the lines behind */
	uint8_t swapped;   /* it waits to hear that a reader was replaced */
	uint8_t packed[INNER_TEXT_MAX + 2];
};

/* Settings that the warden was told, of a family. */
struct told {
	struct net_settings last;
	uint64_t tokens, since_ms;
};

struct session {
	const struct ruleset *rules;
	uint16_t link;
	uint32_t max_write;
	struct session_io io;
	uint8_t port_gone;
	uint64_t shut_ms;   /* since when nothing passes */
	uint8_t has_let_go; /* at the end: client ids were given back */
	struct audit_counters count[AUDIT_SIDES];
	uint64_t indication_ms;	    /* token bucket of indications */
	uint64_t indication_tokens; /* in 1/1000 */
	struct told told[2];	    /* IPv4, IPv6 */
	char nodes[RULESET_MAX_LINKS][RULESET_PATH]; /* lobby: other names of links; "": none */
	struct policy_state policy;
	struct detect detect;
	struct channels *channels, own_channels;
	struct session_inner inner;
	struct outstanding_table table;
	struct cid cids[SERVICES_8BIT][256];
	struct disowned disowned[DISOWNED_MAX];
	unsigned n_disowned;
	struct queue port; /* frames, each behind a 32-bit length */
	uint64_t present; /* bit per slot: the loops below run every round */
	struct client clients[GATE_SLOTS];
	uint8_t scratch[QMUX_MAX_FRAME + 64];
	uint8_t port_bytes[PORT_QUEUE_SIZE];
	/* behind it: GATE_SLOTS client queues of the configured size */
};

/* For each slot with a client in it; `left` is a name for the loop's own use. */
#define FOR_EACH_CLIENT(s, slot, left)                                                             \
	for (uint64_t left = (s)->present, slot = 0;                                               \
	     left && (slot = (uint64_t)__builtin_ctzll(left), true); left &= left - 1)

_Static_assert(GATE_SLOTS <= 64, "a slot is a bit of session.present");

/* session_table.c: outstanding requests */
struct outstanding *table_find(struct outstanding_table *t, uint16_t service, uint8_t cid,
			       uint16_t txid);
/* Files a copy of `o`. NULL where the table is full. `deadline_ms` must not go down. */
struct outstanding *table_add(struct outstanding_table *t, const struct outstanding *o);
void table_remove(struct outstanding_table *t, struct outstanding *o);
struct outstanding *table_oldest(struct outstanding_table *t);
struct outstanding *table_newer(struct outstanding_table *t, const struct outstanding *o);
/*
 * A transaction id that nothing waits for: 1 to 255 for CTL, to 65535 for others; 0 where all are
 * taken. They go up through all services, so that a late answer does not meet a later request.
 */
uint16_t table_txid(struct outstanding_table *t, uint16_t service, uint8_t cid);

/* session_ids.c: client ids and their owners */
/* Whether the client may speak for (service, cid) now; adopts it where its role may. */
bool ids_may_use(struct session *s, unsigned slot, uint8_t service, uint8_t cid);
void ids_own(struct session *s, unsigned slot, uint8_t service, uint8_t cid);
void ids_forget(struct session *s, uint8_t service, uint8_t cid);
void ids_forget_all(struct session *s);
/* The client has left: its ids are disowned, to be released after the grace of its role. */
void ids_disown_all(struct session *s, unsigned slot, uint64_t now_ms);
/* Releases what is due. Milliseconds until the next one is, UINT32_MAX for none. */
uint32_t ids_tick(struct session *s, uint64_t now_ms);

/* The verdict of the session itself, which no policy can turn. */
static inline struct verdict refusal(enum reason r)
{
	return (struct verdict){ .reason = (uint8_t)r, .rule = RULE_BUILTIN };
}

/* session_settings.c: the answer of a modem that passed, on its way to a client */
void settings_heard(struct session *s, const struct message *m, uint64_t now_ms);

/* session_out.c: what leaves the session */
/* Sends or queues a frame to the modem. False: the queue is full. `own`: not a client's frame. */
bool out_to_modem(struct session *s, const uint8_t *frame, size_t len, bool own);
void out_port_flush(struct session *s);
/* Encodes into the client's queue. False: it had no room and the client is being evicted. */
bool out_message(struct session *s, unsigned slot, const struct message *m, uint64_t now_ms);
bool out_result(struct session *s, unsigned slot, const struct message *request, uint16_t error,
		uint64_t now_ms);
void out_client_flush(struct session *s, unsigned slot, uint64_t now_ms);
/* Asks the warden, once, to disconnect the client, and records why. */
void out_evict(struct session *s, unsigned slot, enum reason why);
/* No more input of the client is heard; it is disconnected once it has got what it waits for. */
void out_close(struct session *s, unsigned slot, enum reason why);
/*
 * The message as a client is to have it: with harmless payloads where the verdict says so. False:
 * there are none such, and it must not have it. `memory` is what the new values stand in.
 */
bool out_substitute(const struct session *s, const struct message *m, const struct verdict *v,
		    struct wtr *memory, struct message *out);
/*
 * session_detect.c: shows a message to the detectors; `v` is what was decided so far. What follows
 * from their alarms: DETECT_DROP or more where it must not pass.
 */
enum detect_act session_event(struct session *s, enum side side, unsigned slot,
			      const struct message *m, const struct verdict *v, uint64_t now_ms);
/* The audit record of an alarm. */
void out_alarm(struct session *s, enum side side, unsigned slot, const struct message *m,
	       const struct verdict *v, const char *name);
/* Closes the link for good (ACT_PANIC), once. */
void out_panic(struct session *s);
/* One audit record about a message (or NULL) and a client (or a slot outside). */
void out_audit(struct session *s, enum audit_event event, enum side side, unsigned slot,
	       const struct message *m, const struct verdict *v);

/* session_host.c: clients' frames. session_lobby.c: of clients without a link. */
void host_message(struct session *s, unsigned slot, struct message *m, uint64_t now_ms);
/* Refuses a frame of a client: answer where there is a request to answer, audit, counter. */
void host_refuse(struct session *s, unsigned slot, const struct message *m, struct verdict v,
		 uint64_t now_ms);
void lobby_message(struct session *s, unsigned slot, const struct message *m, uint64_t now_ms);
/* The warden could not seat the client: its PROXY_OPEN is answered with an error. */
/* Another name of a link, or none any more. */
void lobby_named(struct session *s, const struct control *c);
void lobby_refused(struct session *s, const struct control *c, uint64_t now_ms);
/* The gate's own request that gives a client id back to the modem. */
void host_release(struct session *s, uint8_t service, uint8_t cid, uint64_t now_ms);
/*
 * Requests of the gate's own, whose answers inner_answered() gets: any message (`args`: the service
 * and client id that it is about); a client id. False: it cannot be sent now.
 */
bool host_own(struct session *s, struct message *m, const uint8_t args[2], uint64_t now_ms);
bool host_allocate(struct session *s, uint8_t service, uint64_t now_ms);

/* session_channel.c: logical channels of cards */
/* Whether the client may ask that, which is noted in `o`; then what the modem says to it. */
enum reason channel_request(const struct session *s, unsigned slot, const struct message *m,
			    struct outstanding *o);
void channel_answered(struct session *s, const struct outstanding *o, const struct message *m);

/* session_tunnel.c: AT inside QMI */
void inner_init(struct session *s, const struct session_setup *setup);
/* The client has a client id of the service; it has none any more. */
void inner_seat(struct session *s, unsigned slot, uint64_t now_ms);
void inner_unseat(struct session *s, unsigned slot, uint64_t now_ms);
/* The record that must follow that of a request that carries AT. False: it does not. */
MUST_USE bool inner_take(struct session *s, struct cur *batch);
/* A request that the policy allows, `allowed`, and whose line is yet to be judged. */
void inner_request(struct session *s, unsigned slot, const struct message *m,
		   struct verdict allowed, uint64_t now_ms);
/* An indication that carries AT: OK, or why not a line of it is heard; and those lines. */
enum reason inner_indication(struct session *s, const struct message *m);
void inner_lines(struct session *s, struct cur at_record, uint64_t now_ms);
/* The answer to a request of the gate's own; `m` NULL: there is none, or none that passes. */
void inner_answered(struct session *s, const struct outstanding *o, const struct message *m,
		    uint64_t now_ms);
void inner_flush(struct session *s, uint64_t now_ms);
uint32_t inner_tick(struct session *s, uint64_t now_ms);
/* Adds its counters. */
void inner_counters(const struct session *s, struct audit_counters out[AUDIT_SIDES]);

/* session_modem.c: the modem's frames. */
void modem_message(struct session *s, struct message *m, uint64_t now_ms);
/* The modem will not answer this request any more: its client gets an error instead. */
void modem_fail(struct session *s, struct outstanding *o, enum reason why, uint64_t now_ms);
/* The QMI error that a client gets for a refusal (FIELD-NOTES section 0: the clean fallbacks). */
uint16_t host_error(enum reason r);
