/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The session of one link: who owns which client id, which request waits for which answer, who
 * hears which indication. It does no I/O and reads no clock: all it does goes out by `struct
 * session_io`, so that tests, the fuzzer and replay drive the same code as the gate.
 */
#pragma once

#include "../parsers/message.h"
#include "audit.h"
#include "control.h"
#include "policy.h"
#include "ruleset.h"

struct session;

/* What the session asks of whoever runs it. `ctx` is session_io.ctx. Frames are borrowed. */
struct session_io {
	void *ctx;
	/*
	 * One frame (or what was left of it) to the modem; bytes of one or more frames to a client.
	 * Both return how many bytes were taken, 0 for none now, -errno where it is gone.
	 */
	int (*to_modem)(void *ctx, const uint8_t *frame, size_t len);
	int (*to_client)(void *ctx, unsigned slot, const uint8_t *bytes, size_t len);
	void (*audit)(void *ctx, const struct audit_record *r);
	/* To the warden: CONTROL_EVICT, _ROUTE, _PORT, _FREE. */
	void (*control)(void *ctx, const struct control *c);
};

struct session_tunnel;
struct channels;

/* How a session is set up. */
struct session_setup {
	const struct ruleset *rules; /* checked; outlives the session */
	uint16_t link;		     /* index in rules->links; UINT16_MAX: the lobby */
	uint32_t max_write;	     /* largest frame that the port takes in one write */
	uint16_t first_txid;	     /* any number; better another one at each start */
	uint8_t never;		     /* enum at_grant: what nobody is granted: data in a tunnel */
	/* What judges AT inside QMI, and zeroed memory for it. NULL: nothing: it is refused. */
	const struct session_tunnel *tunnel;
	void *tunnel_memory;
	struct channels *channels; /* of the session around this one; NULL: it has its own */
	struct session_io io;
};

/*
 * Bytes that a session needs. The memory is zeroed by the caller: much of it is never touched, and
 * a gate's stays unmapped until then.
 */
size_t session_size(const struct ruleset *rules);
struct session *session_init(void *memory, const struct session_setup *setup);

/* A client came (CONTROL_CLIENT), its reader is dead (CONTROL_GONE), the lobby is refused. */
void session_control(struct session *s, const struct control *c, uint64_t now_ms);
/*
 * Other rules for a session that goes on: clients keep their role by its name, what is outstanding
 * stays, the buckets of rates are full again.
 */
void session_reload(struct session *s, const struct ruleset *rules);
/* So long may the audit be stuck before those who wait for an answer are told. */
enum { SESSION_SHUT_MS = 2000 };
/*
 * Shut: no rule allows anything, until it is not any more. Called again and again meanwhile: who
 * waits for an answer gets an error when that lasts.
 */
void session_shut(struct session *s, bool is_shut, uint64_t now_ms);
/*
 * At the end, when no more is read of clients: whether all that they asked for is answered. Then
 * their client ids are given back, and it is true when that is done too. Call it again and again.
 */
bool session_drained(struct session *s, uint64_t now_ms);
/* A batch of records from the reader of a client. A batch that does not check evicts the client. */
void session_from_client(struct session *s, unsigned slot, struct cur batch, uint64_t now_ms);
/* A batch from the modem's reader. */
void session_from_modem(struct session *s, struct cur batch, uint64_t now_ms);
/* The port or a client takes bytes again. */
void session_modem_ready(struct session *s, uint64_t now_ms);
void session_client_ready(struct session *s, unsigned slot, uint64_t now_ms);
/* The client closed its socket for good: no answer can reach it any more. */
void session_client_hangup(struct session *s, unsigned slot, uint64_t now_ms);
/* After each round of events: sends what was gathered for clients. */
void session_flush(struct session *s, uint64_t now_ms);
/* Timers. Returns in how many ms to call again at the latest (UINT32_MAX: not needed). */
uint32_t session_tick(struct session *s, uint64_t now_ms);
/* Counters, conserved at every return of the functions above. */
void session_counters(const struct session *s, struct audit_counters out[AUDIT_SIDES]);
/* The QMI protocol error that a client is answered with where its request is refused. */
uint16_t session_error(uint8_t reason);
/* Whether frames wait for the modem, or bytes for a client (then poll for writing). */
bool session_modem_waiting(const struct session *s);
bool session_client_waiting(const struct session *s, unsigned slot);
