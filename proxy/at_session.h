/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The session of one AT port: a virtual modem for each client. Pure, like session.h, and with the
 * same way out. One command line is in flight on the port; clients take turns. What belongs to a
 * client's own terminal (echo, verbose and quiet results, +CMEE, terminators) is kept and answered
 * here, and the port never hears of it.
 */
#pragma once

#include "../parsers/at.h"
#include "at_policy.h"
#include "session.h"

struct at_session;

/* Bytes that a session needs; zeroed by the caller, as session_size(). */
size_t at_session_size(const struct ruleset *rules);
/* `max_write` and `first_txid` of the setup are not used. The port is initialised at once. */
struct at_session *at_session_init(void *memory, const struct session_setup *setup);

/*
 * As session.h has them. CONTROL_SWAPPED says that a reader was replaced that this session asked to
 * have replaced by CONTROL_SWAP.
 */
void at_session_control(struct at_session *s, const struct control *c, uint64_t now_ms);
/* See session_shut(). */
void at_session_shut(struct at_session *s, bool is_shut, uint64_t now_ms);
/* See session_drained(). */
bool at_session_drained(struct at_session *s, uint64_t now_ms);
/* See session_reload(). */
void at_session_reload(struct at_session *s, const struct ruleset *rules);
void at_session_from_client(struct at_session *s, unsigned slot, struct cur batch, uint64_t now_ms);
/*
 * One record that somebody else waits for the verdict on, as in a tunnel: what is refused is
 * counted and audited here, but answered by the caller; what passes goes the way of all others.
 */
struct verdict at_session_offer(struct at_session *s, unsigned slot, struct cur record,
				uint64_t now_ms);
/* The port did not take the line in flight. */
void at_session_fail(struct at_session *s, uint64_t now_ms);
void at_session_from_modem(struct at_session *s, struct cur batch, uint64_t now_ms);
void at_session_modem_ready(struct at_session *s, uint64_t now_ms);
void at_session_client_ready(struct at_session *s, unsigned slot, uint64_t now_ms);
void at_session_client_hangup(struct at_session *s, unsigned slot, uint64_t now_ms);
void at_session_flush(struct at_session *s, uint64_t now_ms);
uint32_t at_session_tick(struct at_session *s, uint64_t now_ms);
void at_session_counters(const struct at_session *s, struct audit_counters out[AUDIT_SIDES]);
bool at_session_modem_waiting(const struct at_session *s);
bool at_session_client_waiting(const struct at_session *s, unsigned slot);
/*
 * Whether records of a client (slot GATE_SLOTS: of the modem) must not be read now: in data mode,
 * what the other side does not take is not taken here either.
 */
bool at_session_stopped(const struct at_session *s, unsigned slot);
