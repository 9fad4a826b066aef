/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Texts as smart cards write them. What is shown to a user or written into a log may break lines
 * only where its field may; no other control characters are in it. Pure.
 */
#pragma once

#include "cursor.h"

/* Coding scheme (TS 23.038 4) and text; empty is a text too (TS 102 223 8.15). */
MUST_USE bool stk_text_fits(struct cur text);
/* Zeroes what is behind the last septet of packed text. `octets`: a whole text as above. */
void stk_text_trim(uint8_t *octets, size_t n);
/* One line as in EF-ADN: default alphabet, or UCS2 in one of three codings (TS 102 221 annex A). */
MUST_USE bool stk_alpha_fits(struct cur alpha);
/* Printable ASCII. */
MUST_USE bool stk_ascii_fits(struct cur text);
