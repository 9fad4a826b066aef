/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hostile behaviours: found by name, at once or armed for next answers. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "atsim.h"
#include "hostile.h"
#include "value.h"

struct hostile {
	const struct behaviour *armed;
	unsigned long left; /* answers */
	struct act act;
};

struct hostile *hostile_new(void)
{
	return calloc(1, sizeof(struct hostile));
}

void hostile_free(struct hostile *h)
{
	free(h);
}

void hostile_clear(struct modem *m)
{
	m->hostile->armed = NULL;
	atsim_hostile_clear(m);
}

bool hostile_is_armed(const struct modem *m)
{
	return m->hostile->armed != NULL;
}

static const struct behaviour *find(const char *name, size_t len)
{
	for (size_t i = 0; i < hostile_behaviour_count; i++)
		if (strncmp(hostile_behaviours[i].name, name, len) == 0 &&
		    !hostile_behaviours[i].name[len])
			return &hostile_behaviours[i];
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

/*
 * An indication that has a place for the fault, to somebody if there is one: the schema's rows are
 * tried in turn, first those of services with clients.
 */
static bool change_indication(struct act *a, mutation change)
{
	struct modem *m = a->m;

	for (int anybody = 0; anybody <= 1; anybody++) {
		for (uint16_t row = 0; row < schema_row_count(); row++) {
			const struct service_def *service;
			const struct message_def *def = schema_row(row, &service);
			uint8_t cid;

			if (!def->is_indication || service->id > 0xff || def->vendor)
				continue;
			cid = clients_next(&m->clients, (uint8_t)service->id, 0);
			if (!cid && !anybody && service->id != 0)
				continue;
			if (!modem_sample(m, row, cid ? cid : CLIENTS_BROADCAST) ||
			    !change(m, &m->out, a->n))
				continue;
			modem_transmit(m, (struct cur){ m->out.bytes, m->out.len });
			return true;
		}
	}
	return false;
}

static bool run_now(struct act *a, const struct behaviour *b, const char **why)
{
	*why = "another time: there is nothing that this could be done to";
	if (b->change)
		return change_indication(a, b->change);
	return b->run(a);
}

bool hostile_command(struct modem *m, const char *text, const char **why)
{
	struct act a = { m, NULL, -1, -1, NULL };
	const struct behaviour *b;
	unsigned long count = 1;
	bool is_next;

	value_skip_blanks(&text);
	if (strncmp(text, "at-", 3) == 0)
		return atsim_hostile(m, text, why);
	b = find(text, strcspn(text, " \t"));
	*why = "the name of a behaviour (see hostile list)";
	if (!b)
		return false;
	a.name = b->name;
	text += strlen(b->name);
	value_skip_blanks(&text);
	is_next = strncmp(text, "next", 4) == 0 && (!text[4] || text[4] == ' ');
	if (is_next) {
		text += 4;
		count = (unsigned long)take_number(&text, 1);
	}
	a.n = take_number(&text, -1);
	a.second = take_number(&text, -1);
	value_skip_blanks(&text);
	*why = "the end of the line";
	if (*text)
		return false;
	*why = is_next ? "no 'next' with this one" : "'next' with this one";
	if (!(b->when & (is_next ? WHEN_NEXT : WHEN_NOW)))
		return false;
	if (!is_next)
		return run_now(&a, b, why);
	m->hostile->armed = b;
	m->hostile->left = count;
	m->hostile->act = a;
	return true;
}

bool hostile_filter(struct modem *m, struct frame_out *f)
{
	struct hostile *h = m->hostile;
	const struct behaviour *b = h->armed;

	if (!b)
		return false;
	h->act.f = f;
	if (b->change ? !b->change(m, f, h->act.n) : !b->run(&h->act))
		return false;
	if (--h->left == 0)
		h->armed = NULL;
	if (b->change)
		modem_transmit(m, (struct cur){ f->bytes, f->len });
	return true;
}

void hostile_list(const struct modem *m, void (*print)(void *ctx, const char *line), void *ctx)
{
	static const char *const when[] = { "", "now", "next", "now-or-next" };

	for (size_t i = 0; i < hostile_behaviour_count; i++) {
		const struct behaviour *b = &hostile_behaviours[i];
		char line[256];

		snprintf(line, sizeof(line), "%s %s %s: %s", b->name, when[b->when],
			 reason_word(b->reason), b->text);
		print(ctx, line);
	}
	if (m->at)
		atsim_hostile_list(print, ctx);
}
