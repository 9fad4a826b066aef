// SPDX-License-Identifier: GPL-2.0-or-later
/* Other rules for a session that goes on: clients, their ids and what they wait for stay. */
#include "ruleset_align.h"
#include "session_internal.h"

static void keep_ids_of(struct session *s, unsigned slot, const struct ruleset *rules)
{
	for (unsigned service = 0; service < SERVICES_8BIT; service++)
		for (unsigned cid = 0; cid < 256 && s->clients[slot].owned[service]; cid++) {
			struct cid *c = &s->cids[service][cid];

			if (c->state == CID_OWNED && c->slot == slot)
				c->role = ruleset_same_role(s->rules, c->role, rules);
		}
}

/* Who may adopt an id is told by the role of its last owner. */
static void keep_ids(struct session *s, const struct ruleset *rules)
{
	FOR_EACH_CLIENT (s, slot, left)
		keep_ids_of(s, (unsigned)slot, rules);
	for (unsigned i = 0; i < s->n_disowned; i++) {
		struct cid *c = &s->cids[s->disowned[i].service][s->disowned[i].cid];

		c->role = ruleset_same_role(s->rules, c->role, rules);
	}
}

void session_reload(struct session *s, const struct ruleset *rules)
{
	FOR_EACH_CLIENT (s, slot, left)
		s->clients[slot].role = ruleset_same_role(s->rules, s->clients[slot].role, rules);
	keep_ids(s, rules);
	if (s->inner.session)
		s->inner.kind->port->reload(s->inner.session, rules);
	s->rules = rules;
	policy_init(&s->policy, rules);
}
