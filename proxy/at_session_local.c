/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Commands of the client's own terminal: obeyed here, never sent (V.250 6.2, TS 27.007 9.1). */
#include "at_internal.h"

#include <stdio.h>
#include <string.h>

enum { CR = 13, LF = 10 };

/* A setting of the terminal: its name (and register), where it is, what it may be. */
struct setting {
	const char *name;
	uint8_t reg; /* number of an S register; 0: it is none */
	uint8_t initial, max;
	size_t at;
};

static const struct setting settings[] = {
	{ "E", 0, 1, 1, offsetof(struct at_client, echo) },
	{ "Q", 0, 0, 1, offsetof(struct at_client, quiet) },
	{ "V", 0, 1, 1, offsetof(struct at_client, verbose) },
	{ "+CMEE", 0, 0, 2, offsetof(struct at_client, cmee) },
	{ "S", 3, CR, 127, offsetof(struct at_client, s3) },
	{ "S", 4, LF, 127, offsetof(struct at_client, s4) },
};

enum { SETTINGS = sizeof(settings) / sizeof(settings[0]) };

static uint8_t *place(struct at_client *cl, const struct setting *set)
{
	return (uint8_t *)cl + set->at;
}

void at_local_reset(struct at_client *cl)
{
	for (size_t i = 0; i < SETTINGS; i++)
		*place(cl, &settings[i]) = settings[i].initial;
}

static bool named(const struct at_part *p, const char *name)
{
	return strlen(name) == p->name.n && memcmp(p->name.p, name, p->name.n) == 0;
}

/* V.250 6.2.3: of what a terminal edits its lines with. Nobody does here. */
enum { S5_BACKSPACE = 5 };

static const struct setting *find(const struct at_record *r, unsigned part)
{
	int64_t reg = 0;

	for (size_t i = 0; i < SETTINGS; i++) {
		if (!named(&r->parts[part], settings[i].name))
			continue;
		if (settings[i].reg == 0 ||
		    (at_part_number(r, part, 0, &reg) && reg == settings[i].reg))
			return &settings[i];
	}
	return NULL;
}

bool at_local_is(const struct at_record *r, unsigned part)
{
	const struct at_part *p = &r->parts[part];
	const struct at_def *def = at_row(p->row, NULL);
	int64_t reg = 0;

	if (!def)
		return false;
	if ((def->flags & AT_LOCAL) || find(r, part))
		return true;
	/* A reset would change the port for everybody. */
	return named(p, "Z") ||
	       (named(p, "S") && at_part_number(r, part, 0, &reg) && reg == S5_BACKSPACE);
}

static void answer(struct at_session *s, unsigned slot, const struct setting *set, bool is_test)
{
	uint8_t value = *place(&s->clients[slot], set);
	char text[64];
	int n;

	if (set->reg && is_test)
		n = snprintf(text, sizeof(text), "\r\n(0-%u)\r\n", set->max);
	else if (set->reg)
		n = snprintf(text, sizeof(text), "\r\n%03u\r\n", value);
	else if (is_test)
		n = snprintf(text, sizeof(text), "\r\n%s: (0-%u)\r\n", set->name, set->max);
	else
		n = snprintf(text, sizeof(text), "\r\n%s: %u\r\n", set->name, value);
	(void)at_out_line(s, slot, (struct cur){ (const uint8_t *)text, (size_t)n }, true);
}

bool at_local_apply(struct at_session *s, unsigned slot, const struct at_record *r, unsigned part)
{
	const struct setting *set = find(r, part);
	const struct at_part *p = &r->parts[part];
	struct at_client *cl = &s->clients[slot];
	int64_t value = 0;

	if (!set) {
		/* Others of the terminal have nothing to be set here; a reset sets all. */
		if (named(p, "Z"))
			at_local_reset(cl);
		return true;
	}
	if (p->form == AT_FORM_READ || p->form == AT_FORM_TEST) {
		answer(s, slot, set, p->form == AT_FORM_TEST);
		return true;
	}
	if (set->reg && p->form == AT_FORM_EXEC)
		return true; /* V.250 5.3.2: it selects the register, and sets nothing */
	/* V.250 5.3.1: a number that is missing is 0. */
	if (at_part_number(r, part, set->reg != 0, &value) && (value < 0 || value > set->max))
		return false;
	*place(cl, set) = (uint8_t)value;
	return true;
}
