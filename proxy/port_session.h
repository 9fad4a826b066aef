/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The session of a port, whatever the port speaks: what session.h has, by one small table. */
#pragma once

#include "session.h"

struct port_session {
	size_t (*size)(const struct ruleset *rules);
	void *(*init)(void *memory, const struct session_setup *setup);
	void (*control)(void *s, const struct control *c, uint64_t now_ms);
	/* Other rules from now on, checked; those before are not looked at any more. */
	void (*reload)(void *s, const struct ruleset *rules);
	/* Whether clients' requests are refused and indications dropped, as nobody could write. */
	void (*shut)(void *s, bool is_shut, uint64_t now_ms);
	/* At the end: whether all that was asked is answered, see session_drained(). */
	bool (*drained)(void *s, uint64_t now_ms);
	void (*from_client)(void *s, unsigned slot, struct cur batch, uint64_t now_ms);
	void (*from_modem)(void *s, struct cur batch, uint64_t now_ms);
	void (*modem_ready)(void *s, uint64_t now_ms);
	void (*client_ready)(void *s, unsigned slot, uint64_t now_ms);
	void (*client_hangup)(void *s, unsigned slot, uint64_t now_ms);
	void (*flush)(void *s, uint64_t now_ms);
	uint32_t (*tick)(void *s, uint64_t now_ms);
	void (*counters)(const void *s, struct audit_counters out[AUDIT_SIDES]);
	bool (*modem_waiting)(const void *s);
	bool (*client_waiting)(const void *s, unsigned slot);
	/* Whether records of a client (slot GATE_SLOTS: of the modem) must wait; NULL: never. */
	bool (*stopped)(const void *s, unsigned slot);
};

/*
 * The session of a kind of port; PORT_KINDS: the QMI port, or the lobby. NULL where this program
 * does not have it: each links its own, so that none carries the tables of another.
 */
const struct port_session *port_session_of(enum port_kind kind);
