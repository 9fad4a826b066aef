/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The commands of the control socket and of script files: one table, a line each. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "atsim.h"
#include "command.h"
#include "hostile.h"
#include "periodic.h"
#include "value.h"
#include "world.h"

/* One command in hand. */
struct call {
	struct modem *m;
	const char *name; /* the command's word */
	const char *text; /* behind the command's word */
	const char *why;  /* of a failure: what was expected */
	const struct command_output *out;
	char note[512];	  /* what follows "ok" */
};

static void print(struct call *c, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void print(struct call *c, const char *format, ...)
{
	char line[2048];
	va_list args;

	va_start(args, format);
	vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	c->out->line(c->out->ctx, line);
}

static bool take_number(struct call *c, unsigned long *n)
{
	char *end;

	value_skip_blanks(&c->text);
	*n = strtoul(c->text, &end, 0);
	c->why = "a number";
	if (end == c->text || (*end && !strchr(" \t", *end)))
		return false;
	c->text = end;
	return true;
}

static bool take_word(struct call *c, const char *word)
{
	size_t len = strlen(word);

	value_skip_blanks(&c->text);
	if (strncmp(c->text, word, len) != 0 || (c->text[len] && !strchr(" \t", c->text[len])))
		return false;
	c->text += len;
	return true;
}

static bool at_end(struct call *c)
{
	value_skip_blanks(&c->text);
	c->why = "the end of the line";
	return *c->text == '\0';
}

static bool take_service(struct call *c, uint8_t *service)
{
	const struct service_def *def;
	size_t len;

	value_skip_blanks(&c->text);
	len = strcspn(c->text, " \t");
	def = schema_service_by_name(c->text, len);
	c->why = "a service of the schema";
	if (!def || def->id > 0xff)
		return false;
	*service = (uint8_t)def->id;
	c->text += len;
	return true;
}

static bool run_answer(struct call *c)
{
	return store_set(&c->m->store, c->text, false, &c->why);
}

static bool run_indication(struct call *c)
{
	return store_set(&c->m->store, c->text, true, &c->why);
}

static bool run_indicate(struct call *c)
{
	return periodic_indicate(c->m, c->text, 1, &c->why);
}

static bool run_flood(struct call *c)
{
	unsigned long count;

	return take_number(c, &count) && periodic_indicate(c->m, c->text, count, &c->why);
}

static bool run_every(struct call *c)
{
	unsigned long ms;
	unsigned id;

	if (!take_number(c, &ms))
		return false;
	value_skip_blanks(&c->text);
	if (!take_word(c, "indicate")) {
		c->why = "'indicate'";
		return false;
	}
	if (!periodic_start(c->m, (unsigned)ms, c->text, &id, &c->why))
		return false;
	snprintf(c->note, sizeof(c->note), " %u", id);
	return true;
}

static bool run_cancel(struct call *c)
{
	unsigned long id;

	if (take_word(c, "all")) {
		periodic_stop_all();
		return at_end(c);
	}
	if (!take_number(c, &id))
		return false;
	c->why = "the number of a periodic indication";
	return periodic_stop((unsigned)id) && at_end(c);
}

static bool run_delay(struct call *c)
{
	uint16_t row = store_find(&c->m->store, &c->text, false, &c->why);
	unsigned long ms;

	if (row == ROW_NONE || !take_number(c, &ms) || !at_end(c))
		return false;
	c->m->rules[row].delay_ms = (uint32_t)ms;
	return true;
}

static bool set_drop(struct call *c, bool drop)
{
	uint16_t row = store_find(&c->m->store, &c->text, false, &c->why);

	if (row == ROW_NONE || !at_end(c))
		return false;
	c->m->rules[row].drop = drop;
	return true;
}

static bool run_drop(struct call *c)
{
	return set_drop(c, true);
}

static bool run_undrop(struct call *c)
{
	return set_drop(c, false);
}

static bool run_stall(struct call *c)
{
	port_stall(&c->m->port, true);
	return at_end(c);
}

static bool run_resume(struct call *c)
{
	port_stall(&c->m->port, false);
	port_drip(&c->m->port, 0);
	return at_end(c);
}

static bool run_out_of_order(struct call *c)
{
	unsigned long count;

	if (!take_number(c, &count) || !at_end(c))
		return false;
	c->why = "at most 256 answers";
	return count <= 256 && modem_hold(c->m, (unsigned)count);
}

static bool run_drip(struct call *c)
{
	unsigned long ms;

	if (!take_number(c, &ms) || !at_end(c))
		return false;
	port_drip(&c->m->port, (unsigned)ms);
	return true;
}

static bool run_bench(struct call *c)
{
	unsigned long size;

	if (!take_number(c, &size) || !at_end(c))
		return false;
	c->why = "a frame size of 0 or 23 to 65535";
	if (size > 65535 || (size && size < 23))
		return false;
	c->m->bench_size = (uint32_t)size;
	return true;
}

static bool run_pool(struct call *c)
{
	unsigned long size;
	uint8_t service;

	if (!take_service(c, &service) || !take_number(c, &size) || !at_end(c))
		return false;
	modem_set_pool(c->m, service, (unsigned)size);
	return true;
}

static bool run_stats(struct call *c)
{
	const struct port_counters *p = &c->m->port.counters;
	const struct modem_counters *n = &c->m->counters;

	for (uint16_t row = 0; row < schema_row_count(); row++) {
		const struct service_def *service;
		const struct message_def *def = schema_row(row, &service);

		if (c->m->rules[row].seen)
			print(c, "request %s.%s %llu", service->name, def->name,
			      (unsigned long long)c->m->rules[row].seen);
	}
	snprintf(c->note, sizeof(c->note),
		 " rx-bytes=%llu rx-frames=%llu rx-garbage=%llu tx-bytes=%llu tx-frames=%llu"
		 " tx-lost=%llu opens=%llu closes=%llu requests=%llu malformed=%llu unknown=%llu"
		 " foreign=%llu dropped=%llu responses=%llu errors=%llu indications=%llu",
		 (unsigned long long)p->rx_bytes, (unsigned long long)p->rx_frames,
		 (unsigned long long)p->rx_garbage, (unsigned long long)p->tx_bytes,
		 (unsigned long long)p->tx_frames, (unsigned long long)p->tx_lost,
		 (unsigned long long)p->opens, (unsigned long long)p->closes,
		 (unsigned long long)n->requests, (unsigned long long)n->malformed,
		 (unsigned long long)n->unknown, (unsigned long long)n->foreign,
		 (unsigned long long)n->dropped, (unsigned long long)n->responses,
		 (unsigned long long)n->errors, (unsigned long long)n->indications);
	return at_end(c);
}

static bool run_received(struct call *c)
{
	unsigned long count = MODEM_RECEIVED;
	uint64_t have = c->m->received_count;

	if (!at_end(c) && !take_number(c, &count))
		return false;
	if (count > MODEM_RECEIVED)
		count = MODEM_RECEIVED;
	if (count > have)
		count = (unsigned long)have;
	for (uint64_t i = have - count; i < have; i++) {
		const struct received *r = &c->m->received[i % MODEM_RECEIVED];
		char hex[2 * MODEM_RECEIVED_BYTES + 1];
		size_t n = r->len < MODEM_RECEIVED_BYTES ? r->len : MODEM_RECEIVED_BYTES;

		for (size_t b = 0; b < n; b++)
			snprintf(hex + 2 * b, 3, "%02x", r->bytes[b]);
		print(c, "frame %u %s%s", (unsigned)r->len, hex, n < r->len ? ".." : "");
	}
	snprintf(c->note, sizeof(c->note), " frames=%llu", (unsigned long long)have);
	return at_end(c);
}

static bool run_forget(struct call *c)
{
	memset(&c->m->counters, 0, sizeof(c->m->counters));
	memset(&c->m->port.counters, 0, sizeof(c->m->port.counters));
	c->m->received_count = 0;
	for (size_t i = 0; i < SCHEMA_MAX_ROWS; i++)
		c->m->rules[i].seen = 0;
	return at_end(c);
}

static bool run_clients(struct call *c)
{
	unsigned count = 0;

	for (unsigned service = 0; service < CLIENTS_SERVICES; service++) {
		char line[1024];
		int len = 0;

		for (uint8_t cid = 0;
		     (cid = clients_next(&c->m->clients, (uint8_t)service, cid)) != 0; count++)
			len += snprintf(line + len, sizeof(line) - (size_t)len, " %u", cid);
		if (len)
			print(c, "client %s%s", schema_service_name((uint16_t)service), line);
	}
	snprintf(c->note, sizeof(c->note), " clients=%u", count);
	return at_end(c);
}

static void print_behaviour(void *ctx, const char *line)
{
	print(ctx, "%s", line);
}

static bool run_hostile(struct call *c)
{
	if (take_word(c, "list")) {
		hostile_list(c->m, print_behaviour, c);
		return at_end(c);
	}
	if (take_word(c, "off")) {
		hostile_clear(c->m);
		return at_end(c);
	}
	return hostile_command(c->m, c->text, &c->why);
}

static bool run_reset(struct call *c)
{
	modem_reset(c->m);
	return at_end(c);
}

static bool run_disappear(struct call *c)
{
	unsigned long ms;

	if (!take_number(c, &ms) || !at_end(c))
		return false;
	modem_disappear(c->m, (unsigned)ms);
	return true;
}

static bool run_event(struct call *c)
{
	return world_event(c->m, c->text, &c->why);
}

static bool run_verbose(struct call *c)
{
	unsigned long level;

	if (!take_number(c, &level) || !at_end(c))
		return false;
	c->m->verbosity = (int)level;
	return true;
}

static bool run_at(struct call *c)
{
	const struct atsim_out out = { print_behaviour, c };

	return atsim_command(c->m, c->name, c->text, &c->why, &out);
}

static bool run_help(struct call *c);

static const struct command {
	const char *name;
	const char *arguments;
	bool (*run)(struct call *c);
	const char *text;
} commands[] = {
	{ "answer", "SERVICE.MESSAGE [TLV=VALUE | -TLV | clear | sample | error=N | unset]..",
	  run_answer, "changes an answer" },
	{ "indication", "SERVICE.MESSAGE TLV=VALUE..", run_indication,
	  "changes what an indication says when nothing else is given" },
	{ "indicate", "SERVICE.MESSAGE [TLV=VALUE].. [cid N | all | broadcast]", run_indicate,
	  "sends an indication" },
	{ "flood", "N SERVICE.MESSAGE [TLV=VALUE].. [cid N | all | broadcast]", run_flood,
	  "sends an indication N times" },
	{ "every", "MS indicate SERVICE.MESSAGE ..", run_every,
	  "sends an indication every MS ms; answers with its number" },
	{ "cancel", "N | all", run_cancel, "ends a periodic indication" },
	{ "delay", "SERVICE.MESSAGE MS", run_delay, "delays its answers" },
	{ "drop", "SERVICE.MESSAGE", run_drop, "never answers it" },
	{ "undrop", "SERVICE.MESSAGE", run_undrop, "answers it again" },
	{ "stall", "", run_stall, "stops reading from the port" },
	{ "drip", "MS", run_drip, "sends a byte each MS ms; 0 ends that" },
	{ "resume", "", run_resume, "ends stall and drip" },
	{ "out-of-order", "N", run_out_of_order,
	  "gathers N answers and sends them backwards; 0 ends that" },
	{ "bench", "SIZE", run_bench, "answers of SIZE bytes from the fast path; 0 ends that" },
	{ "pool", "SERVICE N", run_pool, "how many client ids the service has; 0: none" },
	{ "event", "NAME [ARGUMENTS]", run_event,
	  "something happens to the modem; see event help" },
	{ "hostile", "list | off | NAME [next [N]] [ARGUMENTS]", run_hostile, "misbehaves" },
	{ "reset", "", run_reset, "forgets all client ids and says so" },
	{ "disappear", "MS", run_disappear, "closes the port, and opens it again MS ms later" },
	{ "stats", "", run_stats, "counters, and how often each request was seen" },
	{ "received", "[N]", run_received, "the last frames, in hexadecimal digits" },
	{ "forget", "", run_forget, "sets counters and received frames to nothing" },
	{ "clients", "", run_clients, "allocated client ids" },
	{ "at-answer", "COMMAND [TEXT]", run_at,
	  "lines, parted by \\n, that answer an AT command; OK comes by itself; none ends that" },
	{ "at-answer-raw", "COMMAND TEXT", run_at, "the bytes that answer it, and nothing else" },
	{ "at-delay", "COMMAND MS", run_at, "delays its answers" },
	{ "at-drop", "COMMAND", run_at, "never answers it" },
	{ "at-undrop", "COMMAND", run_at, "answers it again" },
	{ "at-indicate", "TEXT", run_at, "an unsolicited code on every AT port" },
	{ "at-send", "BYTES", run_at, "these bytes on every AT port, with \\r \\n \\0 \\xHH" },
	{ "at-boot", "", run_at, "what a modem of this flavour says when it starts" },
	{ "at-hang-up", "", run_at, "ends data mode" },
	{ "at-received", "[N]", run_at, "the last AT lines" },
	{ "at-stats", "", run_at, "counters of the AT ports" },
	{ "at-forget", "", run_at, "sets those and the lines to nothing, and forgets all rules" },
	{ "at-stall", "[off]", run_at, "stops reading from the AT ports" },
	{ "at-disappear", "MS", run_at, "closes the AT ports, and opens them MS ms later" },
	{ "sms-receive", "HEX", run_at, "a message comes in" },
	{ "ring", "NUMBER", run_at, "a call comes in" },
	{ "verbose", "N", run_verbose, "0 quiet, 1 messages, 2 bytes" },
	{ "help", "", run_help, "this list" },
};

static bool run_help(struct call *c)
{
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		print(c, "%s %s: %s", commands[i].name, commands[i].arguments, commands[i].text);
	return at_end(c);
}

bool command_run(struct modem *m, const char *line, const struct command_output *out)
{
	struct call c = { m, NULL, line, "a command (see help)", out, "" };
	bool done = false;

	value_skip_blanks(&c.text);
	if (*c.text == '\0' || *c.text == '#')
		return true;
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++) {
		if (!take_word(&c, commands[i].name))
			continue;
		value_skip_blanks(&c.text);
		c.name = commands[i].name;
		done = commands[i].run(&c);
		atsim_refresh(m);
		break;
	}
	if (done)
		print(&c, "ok%s", c.note);
	else
		print(&c, "error column %u: expected %s", (unsigned)(c.text - line) + 1, c.why);
	return done;
}

static void script_line(void *ctx, const char *text)
{
	if (strncmp(text, "error", 5) == 0)
		fprintf(stderr, "%s: %s\n", (const char *)ctx, text);
}

bool command_script(struct modem *m, const char *path)
{
	FILE *file = fopen(path, "re");
	char place[512], *line = NULL;
	size_t size = 0;
	bool done = true;

	if (!file) {
		perror(path);
		return false;
	}
	for (unsigned number = 1; getline(&line, &size, file) > 0; number++) {
		struct command_output out = { place, script_line };

		snprintf(place, sizeof(place), "%s:%u", path, number);
		line[strcspn(line, "\r\n")] = '\0';
		if (!command_run(m, line, &out))
			done = false;
	}
	free(line);
	fclose(file);
	return done;
}
