/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The text notation for values of TLVs, driven by the shape strings of the schema. */
#pragma once

#include "../../parsers/cursor.h"
#include "../../parsers/schema.h"

/*
 * Writes the value that `*text` spells as wire bytes of `shape`, and moves `*text` behind it.
 *   numbers    12  0x0c  -3  1.5          strings   "a \"b\" \x41 \n"  x"00 ff"
 *   sequences  (1,"a",2)                  arrays    [1,2,3], of u8 also as a string
 * A string for s[N] may be shorter: NUL bytes follow. An array with a sequence number takes
 * "7:[..]". On failure false, and `*why` says what was expected (static text).
 */
MUST_USE bool value_encode(const char *shape, const char **text, struct wtr *out,
			   const char **why);

/*
 * TLVs "name=value name=value" for one direction of a message, appended to `out` as wire TLVs. A
 * name may be a tag as well ("0x2a=x\"00\""), for what the schema does not know.
 */
MUST_USE bool value_encode_tlv(const struct tlv_set *set, const char **text, struct wtr *out,
			       const char **why);

/* An example value of a shape: numbers are 1, strings "a", arrays have one element. */
MUST_USE bool value_sample(const char *shape, struct wtr *out);
/* The end of the shape that begins at `shape`. */
const char *value_shape_end(const char *shape);
/* Moves over blanks. */
void value_skip_blanks(const char **text);
