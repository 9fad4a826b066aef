/* SPDX-License-Identifier: GPL-2.0-or-later */
/* "airlockctl explain" of AT: each command of a line is shown to the policy; or a code of a name.
 */
#include "airlockctl.h"

#include <stdlib.h>
#include <string.h>
#include "../parsers/at_part.h"
#include "at_internal.h"
#include "at_select.h"
#include "conf_internal.h"

static struct at_record record;
static uint8_t clean[AT_MAX_LINE];

static const char *const dial_words[AT_DIAL_COUNT] = {
	[AT_DIAL_NONE] = "nothing",
	[AT_DIAL_DATA] = "data",
	[AT_DIAL_VOICE] = "a voice call",
	[AT_DIAL_EMERGENCY] = "an emergency call",
	[AT_DIAL_SUPPLEMENTARY] = "a supplementary service",
	[AT_DIAL_USSD] = "a USSD code",
	[AT_DIAL_MEMORY] = "a number that is not in the line",
};

bool airlockctl_at_is_line(const char *word)
{
	return (word[0] == 'A' || word[0] == 'a') &&
	       (word[1] == 'T' || word[1] == 't' || word[1] == '/') && strchr(word, '.') == NULL;
}

bool airlockctl_at_is_code(const char *word)
{
	size_t len = strlen(word);

	return len > 1 && word[len - 1] == ':';
}

static void say_rule(struct airlockctl_rules *r, struct verdict v)
{
	const struct ruleset *rs = &r->conf.rules;

	text_addf(&r->out, "verdict:  %s%s\n", v.pass ? "passes" : "refused",
		  v.alert ? ", alert" : "");
	text_addf(&r->out, "reason:   %s (%s)\n", reason_word(v.reason), reason_text(v.reason));
	if (v.rule >= rs->n_rules) {
		text_add(&r->out, "rule:     implicit: the end of the rules refuses\n");
		return;
	}
	text_addf(&r->out, "rule:     %s:%u: ", rs->files[rs->rules[v.rule].file],
		  rs->rules[v.rule].line);
	conf_print_rule(rs, v.rule, &r->out);
	text_add(&r->out, "\n");
}

/* What must be granted besides the command, and is not. */
static unsigned missing_grant(const struct airlockctl_rules *r, uint16_t role, unsigned part)
{
	return at_select_needs(&record, part) & ~at_select_grants(&r->conf.rules, role);
}

static void say_command(struct airlockctl_rules *r, const struct at_part *p)
{
	text_add(&r->out, "command:  ");
	text_add_bytes(&r->out, (const char *)p->name.p, p->name.n);
	text_addf(&r->out, ", %s", at_form_name((enum at_form)p->form));
	if (p->row == ROW_NONE)
		text_add(&r->out, ", not in the schema\n");
	else
		text_addf(&r->out, ", class %s, group %s\n",
			  schema_class_name(at_part_class(p, record.values)),
			  at_group_name(at_part_group(p, record.values)));
	if (p->dial != AT_DIAL_NONE)
		text_addf(&r->out, "dials:    %s\n", dial_words[p->dial]);
}

/* The reason against one command; REASON_OK where it passes. */
static enum reason ask_part(struct airlockctl_rules *r, struct policy_state *policy, uint16_t role,
			    unsigned part)
{
	struct verdict v;
	unsigned missing;

	say_command(r, &record.parts[part]);
	if (at_local_is(&record, part)) {
		text_add(&r->out, "verdict:  no rule decides: it is of the client's own terminal, "
				  "and the modem never hears it\n");
		return REASON_OK;
	}
	v = at_policy_decide(&r->conf.rules, policy, role, &record, part, 0);
	missing = v.pass ? missing_grant(r, role, part) : 0;
	if (missing == 0) {
		say_rule(r, v);
		return v.pass ? REASON_OK : (enum reason)v.reason;
	}
	text_addf(&r->out, "verdict:  refused: \"%s\" is not granted\n",
		  missing & AT_GRANT_DATA ? "data" : "entry text");
	return REASON_NOT_IN_POLICY;
}

static void say_answer(struct airlockctl_rules *r, enum reason why)
{
	int32_t number = at_error_number(why);
	const char *text = at_error_text(number);

	if (why == REASON_OK)
		text_add(&r->out, "client:   gets the modem's answer\n");
	else if (number < 0)
		text_add(&r->out, "client:   gets ERROR for the whole line\n");
	else
		text_addf(&r->out,
			  "client:   gets ERROR for the whole line, or as its +CMEE asks "
			  "+CME ERROR: %d (%s)\n",
			  (int)number, text != NULL ? text : "?");
}

static int ask_repeat(struct airlockctl_rules *r, uint16_t role)
{
	bool granted = at_select_grants(&r->conf.rules, role) & AT_GRANT_REPEAT;

	text_addf(&r->out, "line:     A/, which repeats the line before\nverdict:  %s\n",
		  granted ? "it is judged as that line" : "refused: \"repeat\" is not granted");
	return EXIT_SUCCESS;
}

int airlockctl_at_line(struct airlockctl_rules *r, struct policy_state *policy, uint16_t role,
		       const char *line)
{
	struct cur text = { (const uint8_t *)&line[2], strlen(line) - 2 };
	enum reason why, first = REASON_OK;

	if (line[1] == '/')
		return ask_repeat(r, role);
	memset(&record, 0, sizeof(record));
	record.kind = AT_KIND_LINE;
	why = at_part_line(text, clean, &record);
	if (why != REASON_OK) {
		text_addf(&r->out, "line:     refused by its grammar, column %u\n", record.column);
		text_addf(&r->out, "reason:   %s (%s)\n", reason_word(why), reason_text(why));
		say_answer(r, why);
		return EXIT_SUCCESS;
	}
	for (unsigned i = 0; i < record.n_parts; i++) {
		why = ask_part(r, policy, role, i);
		if (first == REASON_OK)
			first = why;
	}
	if (record.n_parts == 0)
		text_add(&r->out, "line:     AT alone: no rule decides\nclient:   gets OK\n");
	else
		say_answer(r, first);
	return EXIT_SUCCESS;
}

int airlockctl_at_code(struct airlockctl_rules *r, const struct policy_state *policy, uint16_t role,
		       const char *name)
{
	uint16_t row = at_find(name, strlen(name) - 1);
	const struct at_def *def = at_row(row, NULL);

	if (def == NULL || (def->urc == NULL && def->forms != 0)) {
		text_addf(&r->errors, "airlockctl: no such unsolicited code: \"%.80s\"\n", name);
		return EXIT_FAILURE;
	}
	text_addf(&r->out, "code:     %s, class %s\n", def->name,
		  schema_class_name(at_select_code(row).class));
	text_addf(&r->out, "client:   %s\n",
		  at_policy_hears(&r->conf.rules, policy, role, row) ? "hears it"
								     : "hears nothing");
	return EXIT_SUCCESS;
}
