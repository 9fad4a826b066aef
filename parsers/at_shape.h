/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one interpreter of AT shapes (notation: at.h): it checks values and writes them canonically.
 */
#pragma once

#include "at.h"

/* Where a walk of values ended. */
struct at_walked {
	size_t blame;    /* the value that is wrong, or before which one is missing */
	size_t stripped; /* values behind the known end */
};

/*
 * Holds `n` values against `shape` (NULL: any) and writes them to `out`, parted by commas, numbers
 * without leading zeros; `out` NULL: only checks. Values behind the known end are AT_VALUE_EXCESS,
 * or with `strip` counted and left out. Other reasons: AT_VALUE_*; AT_LINE_LONG where `out` is
 * full.
 */
MUST_USE enum reason at_shape_walk(const char *shape, const struct at_value *values, size_t n,
				   bool strip, struct wtr *out, struct at_walked *walked);

/* Whether a shape is written as the notation says; for tests of the tables. */
bool at_shape_valid(const char *shape);
