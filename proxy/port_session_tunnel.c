/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of sessions of a gate for QMI ports whose policy grants AT inside QMI. */
#include "port_session_rows.h"

#include "at_session.h"
#include "session_tunnel.h"

SESSION(session, session)
SESSION(at_session, at_session)

static struct verdict offer(void *s, unsigned slot, struct cur record, uint64_t now_ms)
{
	return at_session_offer((struct at_session *)s, slot, record, now_ms);
}

static void fail(void *s, uint64_t now_ms)
{
	at_session_fail((struct at_session *)s, now_ms);
}

static const struct port_session at = { ROW(at_session) };
static const struct session_tunnel tunnel = { &at, offer, fail };

/* Both sessions in one piece of memory; the second begins at a page. */
static size_t outer_size(const struct ruleset *rules)
{
	return (session_size(rules) + 4095u) & ~(size_t)4095;
}

static size_t both_size(const struct ruleset *rules)
{
	return outer_size(rules) + at_session_size(rules);
}

static void *both_init(void *memory, const struct session_setup *setup)
{
	struct session_setup both = *setup;

	both.tunnel = &tunnel;
	both.tunnel_memory = (uint8_t *)memory + outer_size(setup->rules);
	return session_init_(memory, &both);
}

const struct port_session *port_session_of(enum port_kind kind)
{
	static const struct port_session qmi = { .size = both_size,
						 .init = both_init,
						 ROW_REST(session) };

	return kind == PORT_KINDS ? &qmi : NULL;
}
