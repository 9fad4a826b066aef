/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Values of lines: parted and typed by how they look. */
#pragma once

#include "at.h"

/*
 * Parts `text` at its commas and appends typed values to `r`. Lists in parentheses are the modem's
 * alone. AT_QUOTE, AT_LIST, AT_VALUES, AT_CHARACTER; `at` becomes the offset of what is wrong.
 */
MUST_USE enum reason at_value_split(struct cur text, enum side side, struct at_record *r,
				    size_t *at);

/* Whether a value is one that at_value_split() makes of itself, in a list or outside. */
bool at_value_fits(const struct at_value *v, enum side side, bool in_list);

/* Digits, perhaps behind a minus, at most 18 of them. */
bool at_value_number(struct cur text, int64_t *out);
