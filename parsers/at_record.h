/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How an AT record lies in memory. The same size field as other records first, so that one walk
 * fits all batches:
 *   size u32 (counts itself), kind, reason, flags, final, column u16, n_parts, 0, n_values u16,
 *   error u32, number u32, wire_len u32, length of the text u16; the text; each part: row u16,
 *   form, dial, column u16, n u16, length of the name u8, name; each value: kind (128: spaced),
 *   length u16, text. Little-endian, nothing aligned.
 */
#pragma once

#include "at.h"

/* Appends `r`. False where there is no room. */
MUST_USE bool at_record_write(struct wtr *out, const struct at_record *r);
