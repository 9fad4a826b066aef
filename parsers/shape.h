/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one interpreter of shapes: it decodes, encodes and checks values of TLVs. */
#pragma once

#include "cursor.h"
#include "reason.h"

/*
 * Two ways to write the same value. WIRE is QMI's. PACKED is what rooms say to each other: numbers
 * little-endian, each string but s[N] behind a 16-bit length, each counted array behind a 16-bit
 * count; a value says where it ends without its TLV.
 */
enum dialect { DIALECT_WIRE, DIALECT_PACKED };

/*
 * Reads one value of `shape` from `in` and writes it to `out` in the other dialect than `from`.
 * What is left in `in` afterwards stands behind the known end of the value. With `cut`, a string
 * of "srest<=N" is cut at N (the rest stays in `in`); without, a longer one is REASON_TLV_STRING.
 * `out` NULL: only checks. Returns REASON_OK, _TLV_SHORT, _TLV_COUNT, _TLV_STRING or, where `out`
 * is full, _FRAME_OVERSIZE.
 */
MUST_USE enum reason shape_transcode(const char *shape, enum dialect from, bool cut, struct cur *in,
				     struct wtr *out);

/* The fewest bytes that a WIRE value of `shape` has. */
size_t shape_min(const char *shape);

/*
 * The scalar leaf number `leaf` (0 is the first) of a PACKED value, as an unsigned number (signed
 * ones sign-extended). Only leaves that stand before any array are scalar. False for others.
 */
MUST_USE bool shape_scalar(const char *shape, unsigned leaf, struct cur packed, uint64_t *out);
