/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Command lines: parted as V.250 5.2 says, each part answered from its row, then the result. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "atsim_state.h"

/* The next argument, without its quotes, and with a comma inside of them. */
static const char *take_arg(const char *text, char *out)
{
	bool quoted = false;
	size_t len = 0;

	while (*text == ' ')
		text++;
	for (; *text && (quoted || *text != ','); text++) {
		if (*text == '"')
			quoted = !quoted;
		else if (len < ATSIM_ARG - 1)
			out[len++] = *text;
	}
	out[len] = '\0';
	return text;
}

static void take_args(struct atsim_call *c, const char *text)
{
	c->n = 0;
	memset(c->args, 0, sizeof(c->args));
	while (*text && c->n < ATSIM_ARGS) {
		text = take_arg(text, c->args[c->n++]);
		if (*text == ',' && !*++text)
			c->n++;
	}
	if (c->n > ATSIM_ARGS)
		c->n = ATSIM_ARGS;
}

static int say_lines(struct atsim_call *c, const char *text)
{
	if (!text)
		return CME_NOT_SUPPORTED;
	while (*text) {
		size_t len = strcspn(text, "\n");

		atsim_say(c, "%.*s", (int)len, text);
		text += len + (text[len] == '\n');
	}
	return AT_OK;
}

/* What the texts of a row say. */
static int run_table(struct atsim_call *c)
{
	const struct atsim_row *row = c->row;
	char *value = atsim_value(c->p, row->name);

	switch (c->form) {
	case FORM_EXEC:
		return say_lines(c, row->exec);
	case FORM_READ:
		if (!row->read && row->value) {
			atsim_say(c, "%s: %s", row->name, value);
			return AT_OK;
		}
		return say_lines(c, row->read);
	case FORM_TEST:
		return say_lines(c, row->test);
	case FORM_SET:
		if (!row->value)
			return CME_NOT_SUPPORTED;
		snprintf(value, ATSIM_VALUE, "%s", c->text);
		return AT_OK;
	}
	return AT_ERROR;
}

/* Also the words that make a final result of an operator's answer. */
static int operator_answer(struct atsim_call *c, const struct atsim_rule *r)
{
	static const char *const finals[] = { "OK",         "ERROR",
					      "NO CARRIER", "BUSY",
					      "CONNECT",    "+CME ERROR",
					      "+CMS ERROR", "COMMAND NOT SUPPORT" };
	const char *text = r->text;

	if (r->is_raw) {
		atsim_put(&c->p->answer, r->text, strlen(r->text));
		return AT_NO_FINAL;
	}
	while (*text) {
		size_t len = strcspn(text, "\n");

		for (size_t i = 0; i < sizeof(finals) / sizeof(finals[0]); i++) {
			if (strncmp(text, finals[i], strlen(finals[i])) != 0)
				continue;
			atsim_putf(&c->p->answer, "\r\n%.*s\r\n", (int)len, text);
			return AT_NO_FINAL;
		}
		atsim_say(c, "%.*s", (int)len, text);
		text += len + (text[len] == '\n');
	}
	return AT_OK;
}

/* Runs c->row, or what the operator said instead. */
static int run_command(struct atsim_call *c, const char *name, const char *spelling)
{
	const struct atsim_rule *rule = atsim_rule_of(c->p, name, spelling);
	size_t i = atsim_row_index(c->a, name);
	int result = AT_TABLE;

	c->a->counters.commands++;
	if (rule && rule->is_dropped)
		return AT_NO_ANSWER;
	c->row = i == SIZE_MAX ? NULL : c->a->rows[i];
	if (rule && rule->has_text)
		return operator_answer(c, rule);
	if (!c->row)
		return AT_ERROR;
	if (c->row->run)
		result = c->row->run(c);
	return result == AT_TABLE ? run_table(c) : result;
}

static bool is_name_char(char ch)
{
	return isalnum((unsigned char)ch) || (ch && strchr("!%-./:_", ch));
}

/* The length of a part that begins at `text`, its name and what stands behind it. */
static size_t part_extended(const char *text, char *name, size_t size)
{
	size_t len = 1, end;
	bool quoted = false;

	while (is_name_char(text[len]))
		len++;
	for (end = len; text[end] && (quoted || text[end] != ';'); end++)
		if (text[end] == '"')
			quoted = !quoted;
	snprintf(name, size, "%.*s", (int)len, text);
	return end;
}

static size_t part_basic(const char *text, char *name, size_t size)
{
	size_t len = strchr("&\\", *text) ? 2 : 1, end;

	if (toupper((unsigned char)*text) == 'S')
		while (isdigit((unsigned char)text[len]))
			len++;
	end = len;
	if (toupper((unsigned char)*text) == 'D') {
		end += strcspn(text + len, ";");
		end += text[end] == ';';
	} else if (text[end] == '=' || text[end] == '?') {
		end++;
		while (isdigit((unsigned char)text[end]) || text[end] == '?')
			end++;
	} else {
		while (isdigit((unsigned char)text[end]))
			end++;
	}
	snprintf(name, size, "%.*s", (int)len, text);
	return end;
}

/* What stands behind a name: the form, and where the arguments begin. */
static const char *part_form(struct atsim_call *c, bool is_basic, const char *behind)
{
	c->form = FORM_EXEC;
	if (is_basic && *behind && *behind != '?' && *behind != '=') {
		c->form = FORM_SET;
		return behind;
	}
	if (*behind == '?') {
		c->form = FORM_READ;
		return behind + 1;
	}
	if (*behind == '=' && behind[1] == '?' && !behind[2]) {
		c->form = FORM_TEST;
		return behind + 2;
	}
	if (*behind == '=') {
		c->form = FORM_SET;
		return behind + 1;
	}
	return behind;
}

/* One part; what is behind it stays in p->rest. */
static int run_part(struct atsim_port *p)
{
	static const char prefixes[] = "+^$*!#%_-@";
	char *text = p->rest, name[ATSIM_LINE], spelling[ATSIM_LINE + 1];
	bool is_basic = !strchr(prefixes, *text);
	size_t len = is_basic ? part_basic(text, name, sizeof(name))
			      : part_extended(text, name, sizeof(name));

	for (char *n = name; *n; n++)
		*n = (char)toupper((unsigned char)*n);
	snprintf(spelling, sizeof(spelling), "%s%.*s", name, (int)(len - strlen(name)),
		 text + strlen(name));
	memmove(text, text + len, strlen(text + len) + 1);
	p->call.a = p->a;
	p->call.p = p;
	p->call.text = part_form(&p->call, is_basic, spelling + strlen(name));
	take_args(&p->call, p->call.text);
	if (p->call.form == FORM_EXEC && *p->call.text)
		return AT_ERROR;
	return run_command(&p->call, name, spelling);
}

void atsim_run_line(struct atsim_port *p)
{
	int result = AT_OK;

	while (p->rest[strspn(p->rest, " ;")] && result == AT_OK) {
		memmove(p->rest, p->rest + strspn(p->rest, " ;"),
			strlen(p->rest + strspn(p->rest, " ;")) + 1);
		result = run_part(p);
	}
	if (result == AT_LATER)
		return;
	if (result == AT_NO_ANSWER) {
		p->answer.len = 0;
		result = AT_NO_FINAL;
	}
	atsim_finish(p, result);
}

void atsim_run_entry(struct atsim_port *p, bool is_cancelled)
{
	int result;

	p->mode = MODE_COMMAND;
	p->a->counters.entries++;
	p->entry[p->entry_len] = '\0';
	result = is_cancelled ? AT_OK : p->entered(&p->call);
	p->entry_len = 0;
	if (result == AT_OK)
		atsim_run_line(p);
	else
		atsim_finish(p, result);
}

static void answer_due(void *data)
{
	struct atsim_port *p = data;

	atsim_send(p, p->answer.bytes, p->answer.len);
	p->answer.len = 0;
	if (p->will_connect)
		atsim_data_begin(p);
	p->will_connect = false;
	atsim_port_done(p);
}

void atsim_finish(struct atsim_port *p, int result)
{
	const char *name = p->call.row ? p->call.row->name : "";
	const struct atsim_rule *rule = atsim_rule_of(p, name, name);

	p->a->counters.errors += result == AT_ERROR || result > 0;
	p->rest[0] = '\0';
	p->is_busy = true;
	atsim_final(p, &p->answer, result);
	p->will_connect = result == AT_CONNECT;
	p->has_line = false;
	if (p->a->armed && atsim_hostile_filter(p)) {
		p->answer.len = 0;
		atsim_port_done(p);
		return;
	}
	if (rule && rule->delay_ms) {
		osmo_timer_setup(&p->answer_timer, answer_due, p);
		modem_schedule(&p->answer_timer, rule->delay_ms);
		return;
	}
	answer_due(p);
}
