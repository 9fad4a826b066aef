/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hostile behaviours of the AT ports: found by name, done at once or to next answers. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "atsim_hostile.h"
#include "value.h"

enum {
	LONG_LINE = 1 << 20,
	CHUNK = 4096,
	STORM_RATE = 100000,    /* lines a second */
	STORM_FIRST = 2000,     /* what it begins with */
	STORM_QUEUE = 64 * 1024 /* as much waits for the other side, no more */
};

/* To the port whose answer it is, or to all. */
static void emit(struct atsim_act *act, const char *bytes, size_t len)
{
	for (size_t i = 0; i < act->a->port_count; i++)
		if (!act->p || act->p == act->a->ports[i])
			atsim_send(act->a->ports[i], bytes, len);
}

static void emit_text(struct atsim_act *act, const char *text)
{
	char bytes[4096];

	emit(act, bytes, atsim_unescape(text, bytes, sizeof(bytes)));
}

static void emit_answer(struct atsim_act *act)
{
	if (act->p)
		emit(act, act->p->answer.bytes, act->p->answer.len);
}

/* Where the final result begins in an answer; its lines are before. */
static size_t final_at(const struct atsim_text *t)
{
	size_t at = t->len;

	while (at > 0 && (t->bytes[at - 1] == '\r' || t->bytes[at - 1] == '\n'))
		at--;
	while (at > 0 && t->bytes[at - 1] != '\n')
		at--;
	/* With the line end in front of it, where it has one of its own. */
	if (at == 2 || (at > 2 && t->bytes[at - 3] == '\n'))
		at -= 2;
	return at;
}

void act_at_long_line(struct atsim_act *act)
{
	static char chunk[CHUNK];
	size_t left = act->n >= 0 ? (size_t)act->n : LONG_LINE;

	memset(chunk, 'A', sizeof(chunk));
	emit_text(act, "\\r\\n");
	while (left) {
		size_t n = left < sizeof(chunk) ? left : sizeof(chunk);

		emit(act, chunk, n);
		left -= n;
	}
	emit_text(act, "\\r\\n");
	emit_answer(act);
}

void act_at_no_final(struct atsim_act *act)
{
	emit(act, act->p->answer.bytes, final_at(&act->p->answer));
}

void act_at_silent(struct atsim_act *act)
{
	(void)act;
}

static struct {
	struct osmo_timer_list timer;
	struct atsim *a;
	struct atsim_text text;
	size_t port;
} later;

static void later_due(void *data)
{
	(void)data;
	if (later.port < later.a->port_count)
		atsim_send(later.a->ports[later.port], later.text.bytes, later.text.len);
	later.text.len = 0;
}

void act_at_late(struct atsim_act *act)
{
	later.a = act->a;
	later.port = 0;
	while (later.port < act->a->port_count && act->a->ports[later.port] != act->p)
		later.port++;
	later.text.len = 0;
	atsim_put(&later.text, act->p->answer.bytes, act->p->answer.len);
	osmo_timer_setup(&later.timer, later_due, NULL);
	modem_schedule(&later.timer, act->n >= 0 ? (unsigned)act->n : 1000);
}

void act_at_twice(struct atsim_act *act)
{
	emit_answer(act);
	emit_answer(act);
}

void act_at_final_twice(struct atsim_act *act)
{
	emit_answer(act);
	emit_text(act, "\\r\\nOK\\r\\n");
}

void act_at_prompts(struct atsim_act *act)
{
	for (long i = 0; i < (act->n >= 0 ? act->n : 1000); i++)
		emit_text(act, "\\r\\n> ");
	emit_answer(act);
}

/* The row's bytes N times. */
void act_at_repeat(struct atsim_act *act)
{
	for (long i = 0; i < (act->n >= 0 ? act->n : 200); i++)
		emit_text(act, act->b->bytes);
	emit_answer(act);
}

void act_at_flood(struct atsim_act *act)
{
	char line[64];

	for (long i = 0; i < (act->n >= 0 ? act->n : 10000); i++) {
		snprintf(line, sizeof(line), "\\r\\n+CREG: %ld\\r\\n", 1 + i % 2 * 4);
		emit_text(act, line);
	}
	emit_answer(act);
}

static struct {
	struct osmo_timer_list timer;
	struct atsim *a;
	uint64_t left, begin_us, sent;
} storm;

static uint64_t now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
}

static bool storm_has_room(void)
{
	for (size_t i = 0; i < storm.a->port_count; i++)
		if (storm.a->ports[i]->port.tx_len > STORM_QUEUE)
			return false;
	return true;
}

/* All that is due by now, in writes as large as the other side takes. */
static void storm_due(void *data)
{
	uint64_t due = STORM_FIRST + (now_us() - storm.begin_us) / (1000000 / STORM_RATE);

	(void)data;
	for (; storm.left && storm.sent < due && storm_has_room(); storm.left--) {
		const struct cur lines[] = { { (const uint8_t *)"\r\n+CREG: 1\r\n", 12 },
					     { (const uint8_t *)"\r\n+CREG: 5\r\n", 12 } };

		for (size_t i = 0; i < storm.a->port_count; i++)
			port_send(&storm.a->ports[i]->port, lines[storm.sent % 2]);
		storm.sent++;
	}
	storm.a->counters.storm = storm.sent;
	storm.a->counters.storm_us = now_us() - storm.begin_us;
	for (size_t i = 0; i < storm.a->port_count; i++)
		port_flush(&storm.a->ports[i]->port);
	if (storm.left)
		modem_schedule(&storm.timer, 1);
}

/* By the clock, and beside everything else that the modem does. */
void act_at_storm(struct atsim_act *act)
{
	storm.a = act->a;
	storm.left = act->n >= 0 ? (uint64_t)act->n : STORM_RATE / 10;
	storm.begin_us = now_us();
	storm.sent = 0;
	osmo_timer_setup(&storm.timer, storm_due, NULL);
	storm_due(NULL);
}

/* The row's bytes between the lines of an answer and its final result. */
void act_at_inside(struct atsim_act *act)
{
	const struct atsim_text *t = &act->p->answer;
	size_t at = final_at(t);

	emit(act, t->bytes, at);
	emit_text(act, act->b->bytes);
	emit(act, t->bytes + at, t->len - at);
}

/* One more byte is waited for, a millisecond for each. */
void act_at_split(struct atsim_act *act)
{
	for (size_t i = 0; i < act->p->answer.len; i++)
		emit(act, act->p->answer.bytes + i, 1);
}

/* No line ends but LF. */
void act_at_bare(struct atsim_act *act)
{
	for (size_t i = 0; i < act->p->answer.len; i++)
		if (act->p->answer.bytes[i] != '\r')
			emit(act, act->p->answer.bytes + i, 1);
}

void act_at_backwards(struct atsim_act *act)
{
	for (size_t i = 0; i < act->p->answer.len; i++) {
		char byte = act->p->answer.bytes[i];

		byte = byte == '\r' ? '\n' : byte == '\n' ? '\r' : byte;
		emit(act, &byte, 1);
	}
}

void act_at_drip(struct atsim_act *act)
{
	for (size_t i = 0; i < act->a->port_count; i++)
		port_drip(&act->a->ports[i]->port, act->n >= 0 ? (unsigned)act->n : 1);
	emit_answer(act);
}

void act_at_echo(struct atsim_act *act)
{
	emit(act, act->p->last, strlen(act->p->last));
	emit_text(act, "\\r");
	emit_answer(act);
}

/* The row's bytes, and not the answer. */
void act_at_instead(struct atsim_act *act)
{
	emit_text(act, act->b->bytes);
}

void act_at_nul_inside(struct atsim_act *act)
{
	const struct atsim_text *t = &act->p->answer;
	size_t half = t->len > 6 ? 6 : t->len;

	emit(act, t->bytes, half);
	emit_text(act, "\\0\\0\\0");
	emit(act, t->bytes + half, t->len - half);
}

void act_at_many_values(struct atsim_act *act)
{
	emit_text(act, "\\r\\n+CREG: 1");
	for (long i = 0; i < (act->n >= 0 ? act->n : 900); i++)
		emit_text(act, ",1");
	emit_text(act, "\\r\\n");
	emit_answer(act);
}

/* The row's letter N times. */
void act_at_ussd(struct atsim_act *act)
{
	emit_text(act, "\\r\\n+CUSD: 0,\"");
	for (long i = 0; i < (act->n >= 0 ? act->n : 400); i++)
		emit_text(act, act->b->bytes);
	emit_text(act, "\",15\\r\\n");
	emit_answer(act);
}

void act_at_garbage(struct atsim_act *act)
{
	char bytes[CHUNK];
	size_t n = act->n >= 0 && act->n < CHUNK ? (size_t)act->n : CHUNK;

	for (size_t i = 0; i < n; i++)
		bytes[i] = (char)(0x80 + i * 37 % 128);
	emit(act, bytes, n);
	emit_text(act, "\\r\\n");
	emit_answer(act);
}

/* Lines that the command's answer may have, but far too many of them. */
void act_at_many_lines(struct atsim_act *act)
{
	const struct atsim_text *t = &act->p->answer;
	size_t at = final_at(t);

	for (long i = 0; i < (act->n >= 0 ? act->n : 20000); i++)
		emit(act, t->bytes, at);
	emit(act, t->bytes + at, t->len - at);
}

static void run(struct atsim_act *act)
{
	if (act->b->run) {
		act->b->run(act);
		return;
	}
	emit_text(act, act->b->bytes);
	emit_answer(act);
}

static const struct atsim_behaviour *find(const char *name, size_t len)
{
	for (size_t i = 0; i < atsim_behaviour_count; i++)
		if (strncmp(atsim_behaviours[i].name, name, len) == 0 &&
		    !atsim_behaviours[i].name[len])
			return &atsim_behaviours[i];
	return NULL;
}

static long take_number(const char **text, long otherwise)
{
	char *end;
	long n;

	value_skip_blanks(text);
	n = strtol(*text, &end, 0);
	if (end == *text)
		return otherwise;
	*text = end;
	return n;
}

bool atsim_hostile(struct modem *m, const char *text, const char **why)
{
	struct atsim_act act = { m->at, NULL, find(text, strcspn(text, " \t")), -1 };
	unsigned long count = 1;
	bool is_next;

	*why = m->at ? "the name of a behaviour (see hostile list)" : "an AT port (see --at-unix)";
	if (!m->at || !act.b)
		return false;
	text += strlen(act.b->name);
	value_skip_blanks(&text);
	is_next = strncmp(text, "next", 4) == 0 && (!text[4] || text[4] == ' ');
	if (is_next) {
		text += 4;
		count = (unsigned long)take_number(&text, 1);
	}
	act.n = take_number(&text, -1);
	value_skip_blanks(&text);
	*why = *text     ? "the end of the line"
	       : is_next ? "no 'next' with this one"
			 : "'next' with this one";
	if (*text || !(act.b->when & (is_next ? AT_NEXT : AT_NOW)))
		return false;
	if (!is_next) {
		run(&act);
		return true;
	}
	m->at->armed = act.b;
	m->at->armed_left = count;
	m->at->armed_n = act.n;
	return true;
}

bool atsim_hostile_filter(struct atsim_port *p)
{
	struct atsim_act act = { p->a, p, p->a->armed, p->a->armed_n };

	if (--p->a->armed_left == 0)
		p->a->armed = NULL;
	run(&act);
	return true;
}

void atsim_hostile_clear(struct modem *m)
{
	if (!m->at)
		return;
	m->at->armed = NULL;
	storm.left = 0;
	for (size_t i = 0; i < m->at->port_count; i++)
		port_drip(&m->at->ports[i]->port, 0);
}

void atsim_hostile_list(atsim_print print, void *ctx)
{
	static const char *const when[] = { "", "now", "next", "now-or-next" };

	for (size_t i = 0; i < atsim_behaviour_count; i++) {
		const struct atsim_behaviour *b = &atsim_behaviours[i];
		char line[256];

		snprintf(line, sizeof(line), "%s %s %s: %s", b->name, when[b->when],
			 reason_word(b->reason), b->text);
		print(ctx, line);
	}
}
