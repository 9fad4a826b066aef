// SPDX-License-Identifier: GPL-2.0-or-later
/* Other rules for a session that goes on, and its end: the command in flight stays. */
#include "at_internal.h"
#include "ruleset_align.h"

void at_session_reload(struct at_session *s, const struct ruleset *rules)
{
	for (unsigned slot = 0; slot < GATE_SLOTS; slot++)
		if (s->clients[slot].present)
			s->clients[slot].role =
				ruleset_same_role(s->rules, s->clients[slot].role, rules);
	s->rules = rules;
	at_policy_init(&s->policy, rules);
}

/* A prompt is waited for in vain: no more is read. A call ends with its link. */
static bool is_answering(const struct at_session *s)
{
	switch ((enum at_port_state)s->port.state) {
	case AT_PORT_COMMAND:
	case AT_PORT_SWAPPING:
	case AT_PORT_LEAVING:
		return true;
	case AT_PORT_SYNC:
	case AT_PORT_INIT:
	case AT_PORT_IDLE:
	case AT_PORT_ENTRY:
	case AT_PORT_DATA:
	case AT_PORT_GONE:
		break;
	}
	return false;
}

bool at_session_drained(struct at_session *s, uint64_t now_ms)
{
	(void)now_ms;
	for (unsigned slot = 0; slot < GATE_SLOTS; slot++)
		if (s->clients[slot].present &&
		    (at_session_client_waiting(s, slot) ||
		     (s->clients[slot].n_waiting > 0 && s->port.state == AT_PORT_IDLE)))
			return false;
	return !is_answering(s);
}

void at_session_shut(struct at_session *s, bool is_shut, uint64_t now_ms)
{
	if (is_shut && !s->policy.is_shut)
		s->shut_ms = now_ms;
	if (is_shut && now_ms - s->shut_ms >= SESSION_SHUT_MS)
		at_session_fail(s, now_ms);
	s->policy.is_shut = is_shut;
}
