/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Seeds and a dictionary for the AT targets, made from the tables of commands. */
#pragma once

#include <stdio.h>

#include "../parsers/cursor.h"

/* Calls `seed` with a target, its choices and a line for each row and form. */
void seeds_at(void (*seed)(const char *target, struct cur head, struct cur body));
void seeds_at_dictionary(FILE *f);
