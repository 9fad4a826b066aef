/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How a row of the table of sessions is written; for port_session_*.c only. */
#pragma once

#include "port_session.h"

/* The functions of a session with its type left out. */
#define SESSION(kind, type)                                                                        \
	static void *kind##_init_(void *memory, const struct session_setup *setup)                 \
	{                                                                                          \
		return kind##_init(memory, setup);                                                 \
	}                                                                                          \
	static void kind##_control_(void *s, const struct control *c, uint64_t now_ms)             \
	{                                                                                          \
		kind##_control((struct type *)s, c, now_ms);                                       \
	}                                                                                          \
	static void kind##_from_client_(void *s, unsigned slot, struct cur batch, uint64_t now_ms) \
	{                                                                                          \
		kind##_from_client((struct type *)s, slot, batch, now_ms);                         \
	}                                                                                          \
	static void kind##_from_modem_(void *s, struct cur batch, uint64_t now_ms)                 \
	{                                                                                          \
		kind##_from_modem((struct type *)s, batch, now_ms);                                \
	}                                                                                          \
	static void kind##_modem_ready_(void *s, uint64_t now_ms)                                  \
	{                                                                                          \
		kind##_modem_ready((struct type *)s, now_ms);                                      \
	}                                                                                          \
	static void kind##_client_ready_(void *s, unsigned slot, uint64_t now_ms)                  \
	{                                                                                          \
		kind##_client_ready((struct type *)s, slot, now_ms);                               \
	}                                                                                          \
	static void kind##_client_hangup_(void *s, unsigned slot, uint64_t now_ms)                 \
	{                                                                                          \
		kind##_client_hangup((struct type *)s, slot, now_ms);                              \
	}                                                                                          \
	static void kind##_flush_(void *s, uint64_t now_ms)                                        \
	{                                                                                          \
		kind##_flush((struct type *)s, now_ms);                                            \
	}                                                                                          \
	static void kind##_reload_(void *s, const struct ruleset *rules)                           \
	{                                                                                          \
		kind##_reload((struct type *)s, rules);                                            \
	}                                                                                          \
	static void kind##_shut_(void *s, bool is_shut, uint64_t now_ms)                           \
	{                                                                                          \
		kind##_shut((struct type *)s, is_shut, now_ms);                                    \
	}                                                                                          \
	static bool kind##_drained_(void *s, uint64_t now_ms)                                      \
	{                                                                                          \
		return kind##_drained((struct type *)s, now_ms);                                   \
	}                                                                                          \
	static uint32_t kind##_tick_(void *s, uint64_t now_ms)                                     \
	{                                                                                          \
		return kind##_tick((struct type *)s, now_ms);                                      \
	}                                                                                          \
	static void kind##_counters_(const void *s, struct audit_counters out[AUDIT_SIDES])        \
	{                                                                                          \
		kind##_counters((const struct type *)s, out);                                      \
	}                                                                                          \
	static bool kind##_modem_waiting_(const void *s)                                           \
	{                                                                                          \
		return kind##_modem_waiting((const struct type *)s);                               \
	}                                                                                          \
	static bool kind##_client_waiting_(const void *s, unsigned slot)                           \
	{                                                                                          \
		return kind##_client_waiting((const struct type *)s, slot);                        \
	}

#define ROW_REST(kind)                                                                        \
	.control = kind##_control_, .from_client = kind##_from_client_,                       \
	.from_modem = kind##_from_modem_, .modem_ready = kind##_modem_ready_,                 \
	.client_ready = kind##_client_ready_, .client_hangup = kind##_client_hangup_,         \
	.flush = kind##_flush_, .tick = kind##_tick_, .counters = kind##_counters_,           \
	.reload = kind##_reload_, .drained = kind##_drained_, .shut = kind##_shut_,           \
	.modem_waiting = kind##_modem_waiting_, .client_waiting = kind##_client_waiting_

#define ROW(kind) .size = kind##_size, .init = kind##_init_, ROW_REST(kind)
