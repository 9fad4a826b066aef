/* SPDX-License-Identifier: GPL-2.0-or-later */
/* "airlockctl explain ROLE payload KIND=HEX": what rules about payloads do with one. */
#include "airlockctl.h"

#include <stdlib.h>
#include <string.h>
#include "../parsers/at_text.h"
#include "conf_internal.h"
#include "policy.h"

enum { PAYLOAD_MAX = 2048 };

static bool read_hex(const char *hex, struct wtr *out)
{
	for (; hex[0] != '\0'; hex += 2)
		if (!at_is_hex((uint8_t)hex[0]) || !at_is_hex((uint8_t)hex[1]) ||
		    !wtr_u8(out, (uint8_t)(at_hex_value((uint8_t)hex[0]) << 4 |
					   at_hex_value((uint8_t)hex[1]))))
			return false;
	return true;
}

static void say_facts(struct text *out, const struct facts *f)
{
	for (unsigned id = 0; id < FACT_COUNT; id++) {
		if (!(f->known >> id & 1))
			continue;
		text_addf(out, "fact:     %s = ", payload_facts[id].word);
		if (payload_facts[id].is_text) {
			text_add(out, "\"");
			text_add_bytes(out, f->text[id].bytes, f->text[id].len);
			text_add(out, "\"\n");
		} else {
			text_addf(out, "%u\n", f->number[id]);
		}
	}
}

static const char *outcome(const struct verdict *v)
{
	if (v->act == ACT_PANIC)
		return "refused, and the link is closed";
	if (v->act == ACT_SUBSTITUTE)
		return "replaced by a harmless one where it comes from the modem, else refused";
	return v->pass ? "passes" : "refused";
}

static void say_verdict(struct airlockctl_rules *r, const char *road, const struct verdict *v)
{
	const struct ruleset *rs = &r->conf.rules;

	text_addf(&r->out, "%s %s%s\n", road, outcome(v), v->alert ? ", alert" : "");
	text_addf(&r->out, "reason:   %s (%s)\n", reason_word((enum reason)v->reason),
		  reason_text((enum reason)v->reason));
	if (v->rule >= rs->n_rules) {
		text_add(&r->out, "rule:     none is about it\n");
		return;
	}
	text_addf(&r->out, "rule:     %s:%u: ", rs->files[rs->rules[v->rule].file],
		  rs->rules[v->rule].line);
	conf_print_rule(rs, v->rule, &r->out);
	text_add(&r->out, "\n");
}

int airlockctl_payload(struct airlockctl_rules *r, struct policy_state *policy, uint16_t role,
		       const char *word)
{
	static uint8_t bytes[PAYLOAD_MAX];
	struct wtr w = { bytes, sizeof(bytes), 0 };
	const char *equals = strchr(word, '=');
	enum payload_kind kind =
		equals ? payload_find(word, (size_t)(equals - word)) : PAYLOAD_NONE;
	struct content c = { 0 };
	enum reason why;

	if (kind == PAYLOAD_NONE ||
	    !read_hex(&equals[1], &w)) {
		text_addf(&r->errors,
			  "airlockctl: expected a kind of payload and hex digits, like "
			  "sms-delivered=0004.., found \"%.80s\"\n", word);
		return EXIT_FAILURE;
	}
	why = payload_check(kind, (struct cur){ w.p, w.len }, &c.facts, NULL);
	c.kinds = UINT32_C(1) << kind;
	text_addf(&r->out, "payload:  %s, %zu octets\n", payload_word(kind), w.len);
	if (why == REASON_OK)
		say_facts(&r->out, &c.facts);
	for (unsigned i = 0; i < 2; i++) {
		enum rule_protocol road = i ? RULE_AT : RULE_QMI;
		struct verdict v =
			why == REASON_OK
				? policy_payloads(&r->conf.rules, policy, role, road, &c, 0)
				: policy_malformed(&r->conf.rules, role, road, kind, why);

		say_verdict(r, i ? "at:      " : "qmi:     ", &v);
	}
	return EXIT_SUCCESS;
}
