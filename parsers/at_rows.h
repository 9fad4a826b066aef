/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How the tables of AT commands are written; for the table files only. */
#pragma once

#include "at.h"

/* Forms. */
enum {
	E = 1 << AT_FORM_EXEC,
	R = 1 << AT_FORM_READ,
	T = 1 << AT_FORM_TEST,
	S = 1 << AT_FORM_SET,
};

/* The last line of a table file: what at.c collects. */
#define FAMILY(word, title)                             \
	extern const struct at_family at_family_##word; \
	const struct at_family at_family_##word = { title, rows, sizeof(rows) / sizeof(rows[0]) }
