/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hostile behaviours of the modem: a table of names. */
#include <stdlib.h>
#include <string.h>

#include "hostile.h"

struct hostile {
	unsigned armed;
};

struct hostile *hostile_new(void)
{
	return calloc(1, sizeof(struct hostile));
}

void hostile_free(struct hostile *h)
{
	free(h);
}

bool hostile_command(struct modem *m, const char *text, const char **why)
{
	(void)m;
	(void)text;
	*why = "the name of a behaviour";
	return false;
}

bool hostile_filter(struct modem *m, struct frame_out *f)
{
	(void)m;
	(void)f;
	return false;
}

void hostile_list(void (*print)(void *ctx, const char *line), void *ctx)
{
	(void)print;
	(void)ctx;
}

void hostile_clear(struct modem *m)
{
	m->hostile->armed = 0;
}
