/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One line of a modem: what kind it is, and its values. For the reader. */
#pragma once

#include "at.h"

/*
 * Makes a record of a line without its end. Blanks may have replaced tabs; it holds no control
 * character. Always fills `r`: a REFUSAL where the line is none. Texts are views of `line`.
 */
void at_line_read(struct cur line, struct at_record *r);

/* Whether a line has begun a quoted string that goes on in the next (AT_MULTILINE). */
bool at_line_open(struct cur line);
