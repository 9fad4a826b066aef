/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Makes SIM toolkit data from the parser's own tables, for the catalogue and for fuzz seeds. */
#pragma once

#include "../parsers/stk.h"

enum { SAMPLE_MAX_OBJECTS = 40, SAMPLE_MAX_SIZE = 8192 };

/* A command, envelope or response as a list of objects, which tests take from and add to. */
struct stk_sample {
	enum payload_kind kind;
	uint8_t outer; /* tag around the objects; 0: none */
	unsigned count;
	struct {
		uint8_t tag; /* with the flag */
		size_t n;
		uint8_t value[300];
	} objects[SAMPLE_MAX_OBJECTS];
};

/* A value of `n` octets that fits the object. False where there is none of that length. */
bool stk_generate_value(const struct stk_object_def *def, enum payload_kind kind, size_t n,
			uint8_t *value);
/* The fewest octets that stk_generate_value() makes of the object; above `max`: none. */
size_t stk_generate_least(const struct stk_object_def *def, enum payload_kind kind);
/* A row with what it must have, or with each object once (of alternatives: number `which`). */
void stk_generate_row(enum stk_table table, const struct stk_row *row, bool whole, unsigned which,
		      struct stk_sample *s);
/* How many alternatives a row has; at least 1. */
unsigned stk_generate_choices(const struct stk_row *row);
/* The bytes of a sample; lengths in `extra` bytes more than they need (0 to 2). */
struct cur stk_generate_bytes(const struct stk_sample *s, unsigned extra, uint8_t *memory);
