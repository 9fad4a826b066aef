/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What every fuzz target shares: the entry point, claims that must hold, bytes as choices. */
#pragma once

#include <stdio.h>
#include <stdlib.h>

#include "../parsers/cursor.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A claim about ourselves. Where it does not hold, the input is a find. */
#define MUST(claim)                                                                                \
	do {                                                                                       \
		if (!(claim)) {                                                                    \
			fprintf(stderr, "%s:%d: must hold: %s\n", __FILE__, __LINE__, #claim);     \
			abort();                                                                   \
		}                                                                                  \
	} while (0)

/* The next byte of the input as a choice of `n`; 0 where the input is used up. */
static inline unsigned choose(struct cur *c, unsigned n)
{
	uint8_t b;

	return cur_u8(c, &b) ? b % n : 0;
}

/* A part of the input: its length is a choice, at most what is left. */
static inline struct cur choose_bytes(struct cur *c)
{
	uint16_t want;
	struct cur part = { NULL, 0 };

	if (!cur_u16(c, &want) || !cur_take(c, want < c->n ? want : c->n, &part))
		return (struct cur){ NULL, 0 };
	return part;
}
