/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Commands of the control socket that are about the AT ports. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "atsim_state.h"
#include "value.h"

struct control {
	struct atsim *a;
	const char *text;
	const char *why;
	const struct atsim_out *out;
};

static void say(struct control *c, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void say(struct control *c, const char *format, ...)
{
	char line[2 * ATSIM_LINE];
	va_list args;

	va_start(args, format);
	vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	c->out->print(c->out->ctx, line);
}

size_t atsim_unescape(const char *text, char *out, size_t size)
{
	size_t len = 0;

	for (; *text && len < size - 1; text++) {
		unsigned byte;

		out[len] = *text;
		if (*text == '\\' && text[1]) {
			text++;
			out[len] = *text == 'r'   ? '\r'
				   : *text == 'n' ? '\n'
				   : *text == '0' ? '\0'
						  : *text;
			if (*text == 'x' && sscanf(text + 1, "%2x", &byte) == 1) {
				out[len] = (char)byte;
				text += 2;
			}
		}
		len++;
	}
	out[len] = '\0';
	return len;
}

/* The command that a rule is about: a word, or quoted by ' where it has blanks. */
static bool take_name(struct control *c, char *name, size_t size)
{
	size_t len;

	value_skip_blanks(&c->text);
	c->why = "a command, such as +CSQ or +COPS=? or '+CMGL=\"REC UNREAD\"'";
	if (*c->text == '\'') {
		len = strcspn(c->text + 1, "'");
		snprintf(name, size, "%.*s", (int)len, c->text + 1);
		c->text += len + 1 + (c->text[len + 1] == '\'');
	} else {
		len = strcspn(c->text, " \t");
		snprintf(name, size, "%.*s", (int)len, c->text);
		c->text += len;
	}
	value_skip_blanks(&c->text);
	return len > 0 && len < size;
}

/* The rule of a command, made where there is none. */
static struct atsim_rule *rule(struct control *c)
{
	char name[sizeof(c->a->rules[0].command)];
	struct atsim_rule *free_one = NULL;

	if (!take_name(c, name, sizeof(name)))
		return NULL;
	for (size_t i = 0; i < ATSIM_RULES; i++) {
		struct atsim_rule *r = &c->a->rules[i];

		if (strcmp(r->command, name) == 0)
			return r;
		if (!*r->command && !free_one)
			free_one = r;
	}
	c->why = "fewer rules";
	if (!free_one)
		return NULL;
	*free_one = (struct atsim_rule){ .is_dropped = false };
	snprintf(free_one->command, sizeof(free_one->command), "%s", name);
	return free_one;
}

static bool set_text(struct control *c, bool is_raw)
{
	struct atsim_rule *r = rule(c);

	if (!r)
		return false;
	r->has_text = *c->text != '\0';
	r->is_raw = is_raw;
	(void)atsim_unescape(c->text, r->text, sizeof(r->text));
	return true;
}

static bool run_answer(struct control *c)
{
	return set_text(c, false);
}

static bool run_answer_raw(struct control *c)
{
	return set_text(c, true);
}

static bool run_delay(struct control *c)
{
	struct atsim_rule *r = rule(c);
	char *end;

	if (!r)
		return false;
	r->delay_ms = (unsigned)strtoul(c->text, &end, 0);
	c->why = "milliseconds";
	return end != c->text && !*end;
}

static bool run_drop(struct control *c)
{
	struct atsim_rule *r = rule(c);

	if (r)
		r->is_dropped = true;
	return r;
}

static bool run_undrop(struct control *c)
{
	struct atsim_rule *r = rule(c);

	if (r)
		r->is_dropped = false;
	return r;
}

static bool run_indicate(struct control *c)
{
	char text[4096];

	c->why = "a line to send";
	if (!*c->text)
		return false;
	(void)atsim_unescape(c->text, text, sizeof(text));
	atsim_code_all(c->a, "%s", text);
	return true;
}

static bool run_send(struct control *c)
{
	char bytes[8192];
	size_t len = atsim_unescape(c->text, bytes, sizeof(bytes));

	for (size_t i = 0; i < c->a->port_count; i++)
		atsim_send(c->a->ports[i], bytes, len);
	return true;
}

static bool run_event(struct control *c, const char *name)
{
	char line[1024];

	snprintf(line, sizeof(line), "%s %s", name, c->text);
	if (!world_event(c->a->m, line, &c->why))
		return false;
	port_flush(&c->a->m->port);
	return true;
}

static bool run_sms(struct control *c)
{
	return run_event(c, "sms");
}

static bool run_ring(struct control *c)
{
	return run_event(c, "call");
}

static bool run_boot(struct control *c)
{
	atsim_boot(c->a);
	return true;
}

static bool run_hang_up(struct control *c)
{
	for (size_t i = 0; i < c->a->port_count; i++)
		if (c->a->ports[i]->mode == MODE_DATA)
			atsim_data_end(c->a->ports[i], true);
	return true;
}

/* Printable, so that a line stays a line. */
static void print_received(struct control *c, const struct atsim_received *r)
{
	char text[4 * ATSIM_LINE + 1];
	size_t len = 0;

	for (size_t i = 0; i < r->len && len < sizeof(text) - 5; i++) {
		unsigned char byte = (unsigned char)r->line[i];

		if (byte >= ' ' && byte < 0x7f && byte != '\\')
			text[len++] = (char)byte;
		else
			len += (size_t)snprintf(text + len, sizeof(text) - len, "\\x%02x", byte);
	}
	text[len] = '\0';
	c->out->print(c->out->ctx, text);
}

static bool run_received(struct control *c)
{
	uint64_t have = c->a->received_count, count = ATSIM_RECEIVED;

	if (*c->text)
		count = strtoul(c->text, NULL, 0);
	count = count > ATSIM_RECEIVED ? ATSIM_RECEIVED : count;
	count = count > have ? have : count;
	for (uint64_t i = have - count; i < have; i++)
		print_received(c, &c->a->received[i % ATSIM_RECEIVED]);
	return true;
}

static bool run_stats(struct control *c)
{
	const struct atsim_counters *n = &c->a->counters;
	uint64_t rx = 0, tx = 0, lost = 0, opens = 0;

	for (size_t i = 0; i < c->a->port_count; i++) {
		const struct port_counters *p = &c->a->ports[i]->port.counters;

		rx += p->rx_bytes;
		tx += p->tx_bytes;
		lost += p->tx_lost;
		opens += p->opens;
	}
	say(c,
	    "at rx-bytes=%llu tx-bytes=%llu tx-lost=%llu opens=%llu lines=%llu commands=%llu"
	    " errors=%llu codes=%llu entries=%llu data-bytes=%llu long-lines=%llu"
	    " storm=%llu storm-us=%llu",
	    (unsigned long long)rx, (unsigned long long)tx, (unsigned long long)lost,
	    (unsigned long long)opens, (unsigned long long)n->lines,
	    (unsigned long long)n->commands, (unsigned long long)n->errors,
	    (unsigned long long)n->codes, (unsigned long long)n->entries,
	    (unsigned long long)n->data_bytes, (unsigned long long)n->long_lines,
	    (unsigned long long)n->storm, (unsigned long long)n->storm_us);
	return true;
}

static bool run_forget(struct control *c)
{
	memset(c->a->rules, 0, sizeof(c->a->rules));
	memset(&c->a->counters, 0, sizeof(c->a->counters));
	c->a->received_count = 0;
	return true;
}

static bool run_stall(struct control *c)
{
	bool on = strcmp(c->text, "off") != 0;

	for (size_t i = 0; i < c->a->port_count; i++)
		port_stall(&c->a->ports[i]->port, on);
	return true;
}

static bool run_disappear(struct control *c)
{
	for (size_t i = 0; i < c->a->port_count; i++)
		port_disappear(&c->a->ports[i]->port, (unsigned)strtoul(c->text, NULL, 0));
	return true;
}

static const struct {
	const char *name;
	bool (*run)(struct control *c);
} commands[] = {
	{ "at-answer", run_answer },   { "at-answer-raw", run_answer_raw },
	{ "at-delay", run_delay },     { "at-drop", run_drop },
	{ "at-undrop", run_undrop },   { "at-indicate", run_indicate },
	{ "at-send", run_send },       { "at-boot", run_boot },
	{ "at-hang-up", run_hang_up }, { "at-received", run_received },
	{ "at-stats", run_stats },     { "at-forget", run_forget },
	{ "at-stall", run_stall },     { "at-disappear", run_disappear },
	{ "sms-receive", run_sms },    { "ring", run_ring },
};

bool atsim_command(struct modem *m, const char *name, const char *text, const char **why,
		   const struct atsim_out *out)
{
	struct control c = { m->at, text, "an AT port (see --at-unix)", out };
	bool done = false;

	for (size_t i = 0; m->at && i < sizeof(commands) / sizeof(commands[0]); i++)
		if (strcmp(commands[i].name, name) == 0)
			done = commands[i].run(&c);
	*why = c.why;
	return done;
}
