/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A session without processes: readers, session and a virtual clock, for tests and the fuzzer. */
#pragma once

#include "../parsers/tunnel.h"
#include "../proxy/port_session.h"

enum { RIG_MODEM_MAX = 1 << 18, RIG_CLIENT_MAX = 1 << 17, RIG_RECORDS = 512 };

struct rig {
	struct ruleset rules;
	struct session *s;
	void *memory; /* of the session */
	size_t memory_size;
	uint64_t now_ms;
	uint32_t max_write; /* of the port */
	const struct port_session *port; /* with AT inside QMI, and readers for it; NULL: without */
	struct tunnel readers[GATE_SLOTS + 1]; /* the last is the modem's */
	/* What left the session, until the caller resets the lengths. */
	uint8_t modem[RIG_MODEM_MAX];
	size_t modem_len;
	uint8_t client[GATE_SLOTS][RIG_CLIENT_MAX];
	size_t client_len[GATE_SLOTS];
	struct audit_record audit[RIG_RECORDS];
	unsigned n_audit; /* counts on beyond RIG_RECORDS; the last ones are kept by wrapping */
	struct control control[RIG_RECORDS];
	unsigned n_control;
	/* What the world does: how many bytes are taken at the next call, or an error. */
	int modem_takes, client_takes[GATE_SLOTS]; /* -1: all; else that many, then none */
	int modem_error, client_error[GATE_SLOTS];
};

/* A rig with the rules of a full policy (role 0: everything; role 1: nothing). Heap; never NULL. */
struct rig *rig_new(void);
/* The session on rig->rules as they are now. `link` UINT16_MAX: the lobby. */
void rig_start(struct rig *r, uint16_t link);
void rig_free(struct rig *r);

/* A client of `role` takes its place; with `opened` its PROXY_OPEN is answered. */
void rig_connect(struct rig *r, unsigned slot, uint16_t role, bool opened);
void rig_gone(struct rig *r, unsigned slot);
/* One frame from a client or the modem through its reader's decoder; then a flush. */
void rig_client(struct rig *r, unsigned slot, const uint8_t *frame, size_t len);
void rig_modem(struct rig *r, const uint8_t *frame, size_t len);
/* The descriptor of the client (or the modem, slot GATE_SLOTS) is at its end. */
void rig_end(struct rig *r, unsigned slot);
/* Time goes on, and timers run. */
void rig_pass(struct rig *r, uint64_t ms);
/* Whether received = forwarded + answered + refused + in flight, in both directions. */
bool rig_conserved(const struct rig *r);
/* The last audit record, zeroed where there is none. The last control message likewise. */
struct audit_record rig_last_audit(const struct rig *r);
struct control rig_last_control(const struct rig *r);
