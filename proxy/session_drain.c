// SPDX-License-Identifier: GPL-2.0-or-later
/* The end of a session that is meant: what was asked is answered, client ids are given back. */
#include "session_internal.h"

static bool is_waited_for(struct session *s)
{
	FOR_EACH_CLIENT (s, slot, left)
		if (session_client_waiting(s, (unsigned)slot))
			return true;
	for (struct outstanding *o = table_oldest(&s->table); o; o = table_newer(&s->table, o))
		if (o->slot < GATE_SLOTS)
			return true;
	return s->inner.session && !s->inner.kind->port->drained(s->inner.session, s->inner.now_ms);
}

/* Client ids that a role keeps for ever are kept: somebody will adopt them. */
static void let_go(struct session *s, uint64_t now_ms)
{
	s->has_let_go = 1;
	FOR_EACH_CLIENT (s, slot, left)
		ids_disown_all(s, (unsigned)slot, now_ms);
	for (unsigned i = 0; i < s->n_disowned; i++)
		if (s->disowned[i].release_ms != UINT64_MAX)
			s->disowned[i].release_ms = now_ms;
	(void)ids_tick(s, now_ms);
}

bool session_drained(struct session *s, uint64_t now_ms)
{
	if (s->port_gone)
		return true;
	if (is_waited_for(s))
		return false;
	if (!s->has_let_go)
		let_go(s, now_ms);
	return !session_modem_waiting(s) && !table_oldest(&s->table);
}

/* Their answers lie where nobody reads them. */
static void fail_all(struct session *s, uint64_t now_ms)
{
	struct outstanding *next;

	for (struct outstanding *o = table_oldest(&s->table); o; o = next) {
		next = table_newer(&s->table, o);
		if (o->slot < GATE_SLOTS)
			modem_fail(s, o, REASON_AUDIT_STUCK, now_ms);
	}
}

void session_shut(struct session *s, bool is_shut, uint64_t now_ms)
{
	if (is_shut && !s->policy.is_shut)
		s->shut_ms = now_ms;
	if (is_shut && now_ms - s->shut_ms >= SESSION_SHUT_MS)
		fail_all(s, now_ms);
	s->policy.is_shut = is_shut;
	if (s->inner.session)
		s->inner.kind->port->shut(s->inner.session, is_shut, now_ms);
}
