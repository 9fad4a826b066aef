/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Commands of a line, one at a time: made by the reader, and checked by the same rules in the gate.
 */
#pragma once

#include "at.h"
#include "at_shape.h"

/*
 * Parts a client's line, without "AT" and its end, into commands: fills parts and values of `r`,
 * whose texts are views of `clean`, AT_MAX_LINE bytes that live as long. On a refusal parts[0] is
 * the command to blame, where it has a name, and `column` where, counted from 1 in `line`.
 */
MUST_USE enum reason at_part_line(struct cur line, uint8_t *clean, struct at_record *r);

/* Whether a command may stand in a line: form, arguments. `blame`: the argument that is wrong. */
MUST_USE enum reason at_part_check(const struct at_part *p, const struct at_value *values,
				   size_t *blame);

/* Whether a name is canonical, of a command, or of a line of the modem (small letters too). */
bool at_part_name_fits(struct cur name, enum side side);

/* The length of the name at the start of `text`, prefix included; 0 where there is none. */
size_t at_part_name(struct cur text);

/* Whether data follows a command, and of which kind. */
enum at_entry { AT_ENTRY_NONE, AT_ENTRY_OCTETS, AT_ENTRY_TEXT };
enum at_entry at_part_entry(const struct at_record *r, unsigned part);
