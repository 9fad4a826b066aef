/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hostile behaviours of the modem, by name. */
#pragma once

#include "modem.h"

struct hostile *hostile_new(void);
void hostile_free(struct hostile *h);

/*
 * "NAME [next [N]] [arguments]": acts at once, or on the next N answers (1). Some names can only do
 * one of the two. False: `*why` says what was expected.
 */
MUST_USE bool hostile_command(struct modem *m, const char *text, const char **why);
/* An answer on its way out. True: the behaviour has sent what it wanted to send instead. */
bool hostile_filter(struct modem *m, struct frame_out *f);
/* All behaviours, a line each, through `print`. */
void hostile_list(void (*print)(void *ctx, const char *line), void *ctx);
/* Forgets what was to happen to next answers. */
void hostile_clear(struct modem *m);
