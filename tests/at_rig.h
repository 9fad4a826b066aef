/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An AT session without processes: readers' framers, session and a virtual clock. */
#pragma once

#include "../parsers/frame_at.h"
#include "../proxy/at_session.h"

enum { AT_RIG_MODEM = 1 << 16, AT_RIG_CLIENT = 1 << 18, AT_RIG_RECORDS = 512 };

/* Roles of a rig. */
enum {
	AT_RIG_ALL, /* everything but code execution; data mode, text and A/ */
	AT_RIG_NONE,
	AT_RIG_PLAIN, /* the same without data mode, text and A/ */
	AT_RIG_READ,  /* what only asks */
	AT_RIG_ROLES
};

struct at_rig {
	struct ruleset rules;
	struct at_session *s;
	uint64_t now_ms;
	struct frame_at readers[GATE_SLOTS + 1]; /* the last is the modem's */
	bool present[GATE_SLOTS];
	/* What left the session, until the caller resets the lengths. */
	uint8_t modem[AT_RIG_MODEM + 1];
	size_t modem_len;
	uint8_t client[GATE_SLOTS][AT_RIG_CLIENT + 1];
	size_t client_len[GATE_SLOTS];
	struct audit_record audit[AT_RIG_RECORDS];
	unsigned n_audit; /* counts on beyond AT_RIG_RECORDS; the last ones are kept by wrapping */
	struct control control[AT_RIG_RECORDS];
	unsigned n_control;
	bool swaps;                                /* CONTROL_SWAP is obeyed at once */
	int modem_takes, client_takes[GATE_SLOTS]; /* -1: all; else that many, then none */
	int modem_error, client_error[GATE_SLOTS];
};

/* The session begins; the port is not yet initialised. Heap; never NULL. */
struct at_rig *at_rig_new(void);
/* The same, and the modem has answered the initialisation; what was sent is forgotten. */
struct at_rig *at_rig_start(void);
void at_rig_free(struct at_rig *r);

void at_rig_connect(struct at_rig *r, unsigned slot, uint16_t role);
void at_rig_gone(struct at_rig *r, unsigned slot);
/* Bytes from a client (or the modem, slot GATE_SLOTS) through its reader's framer; then a flush. */
void at_rig_bytes(struct at_rig *r, unsigned slot, const void *bytes, size_t len);
void at_rig_client(struct at_rig *r, unsigned slot, const char *text);
void at_rig_modem(struct at_rig *r, const char *text);
/* The descriptor is at its end. */
void at_rig_end(struct at_rig *r, unsigned slot);
/* The readers that CONTROL_SWAP asked for run. */
void at_rig_swap(struct at_rig *r);
void at_rig_pass(struct at_rig *r, uint64_t ms);
/* What the client, or the modem (slot GATE_SLOTS) got since it was last asked; a string. */
const char *at_rig_heard(struct at_rig *r, unsigned slot);
bool at_rig_conserved(const struct at_rig *r);
struct audit_record at_rig_last_audit(const struct at_rig *r);
/* How many audit records of that reason there are among those kept. */
unsigned at_rig_count(const struct at_rig *r, enum reason reason);
