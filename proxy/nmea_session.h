/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The session of an NMEA port: each sentence to each client whose place it is; clients say nothing.
 * Pure, and as session.h has it.
 */
#pragma once

#include "session.h"

struct nmea_session;

size_t nmea_session_size(const struct ruleset *rules);
struct nmea_session *nmea_session_init(void *memory, const struct session_setup *setup);
void nmea_session_control(struct nmea_session *s, const struct control *c, uint64_t now_ms);
/* What clients write is refused. */
/* See session_shut(). */
void nmea_session_shut(struct nmea_session *s, bool is_shut, uint64_t now_ms);
/* See session_drained(). */
bool nmea_session_drained(struct nmea_session *s, uint64_t now_ms);
/* See session_reload(). */
void nmea_session_reload(struct nmea_session *s, const struct ruleset *rules);
void nmea_session_from_client(struct nmea_session *s, unsigned slot, struct cur batch,
			      uint64_t now_ms);
void nmea_session_from_modem(struct nmea_session *s, struct cur batch, uint64_t now_ms);
void nmea_session_modem_ready(struct nmea_session *s, uint64_t now_ms);
void nmea_session_client_ready(struct nmea_session *s, unsigned slot, uint64_t now_ms);
void nmea_session_client_hangup(struct nmea_session *s, unsigned slot, uint64_t now_ms);
void nmea_session_flush(struct nmea_session *s, uint64_t now_ms);
uint32_t nmea_session_tick(struct nmea_session *s, uint64_t now_ms);
void nmea_session_counters(const struct nmea_session *s, struct audit_counters out[AUDIT_SIDES]);
bool nmea_session_modem_waiting(const struct nmea_session *s);
bool nmea_session_client_waiting(const struct nmea_session *s, unsigned slot);
