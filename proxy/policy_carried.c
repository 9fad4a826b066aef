/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The verdict on what a message of QMI carries. */
#include "policy.h"

/* The kind of what the reader replaced in a TLV: the first one that is no name, if any is. */
static enum payload_kind replaced_kind(const struct message *m, uint8_t tag)
{
	const struct message_tlv *t = message_tlv(m, tag);
	enum payload_kind kind = PAYLOAD_NAME;
	struct carrier c;
	struct carried p;

	if (!t || !t->def)
		return kind;
	carrier_begin(&c, t->def, t->packed);
	while (carrier_next(&c, &p))
		if (p.kind != PAYLOAD_NONE && p.kind != PAYLOAD_NAME &&
		    p.kind != PAYLOAD_NAME_PACKED && p.kind != PAYLOAD_NAME_WIDE)
			kind = p.kind;
	return kind;
}

/* Whether any rule is about payloads: only then is it worth while to look into them. */
static bool has_rules(const struct ruleset *rs)
{
	for (uint32_t i = 0; i < rs->n_rules; i++)
		if (rs->rules[i].payloads != 0)
			return true;
	return false;
}

struct verdict policy_carried(const struct ruleset *rs, struct policy_state *st, uint16_t role,
			      const struct message *m, uint64_t now_ms)
{
	struct verdict v, worst = { .pass = 1, .rule = RULE_BUILTIN };
	struct content c;

	for (size_t i = 0; i < m->n_notes; i++) {
		if (m->notes[i].kind != NOTE_PAYLOAD)
			continue;
		v = policy_malformed(rs, role, RULE_QMI, replaced_kind(m, m->notes[i].tag),
				     (enum reason)m->notes[i].bytes);
		if (!v.pass)
			return v;
		worst = v;
	}
	if (!message_carries(m) || !has_rules(rs) || !message_content(m, &c) || c.kinds == 0)
		return worst;
	v = policy_payloads(rs, st, role, RULE_QMI, &c, now_ms);
	return !v.pass || v.act != ACT_NONE || v.rule != RULE_BUILTIN ? v : worst;
}
