/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Repeated identical records become one with a count, so that a flood does not fill the audit. */
#pragma once

#include "audit.h"

enum { COLLAPSE_PLACES = 16, COLLAPSE_MS = 1000 };

struct collapse {
	struct collapse_place {
		struct audit_record r;
		uint64_t since_ms;
		uint8_t used;
	} places[COLLAPSE_PLACES];
};

typedef void (*collapse_emit)(void *ctx, const struct audit_record *r);

/*
 * Hands `r` to `emit` at once where it is the first of its kind, else counts it; the count goes out
 * as `repeats` of one more record after COLLAPSE_MS, or when its place is needed.
 */
void collapse_add(struct collapse *c, const struct audit_record *r, uint64_t now_ms,
		  collapse_emit emit, void *ctx);
/* Hands out what is due (`all`: everything). Milliseconds to the next, UINT32_MAX: none. */
uint32_t collapse_tick(struct collapse *c, bool all, uint64_t now_ms, collapse_emit emit,
		       void *ctx);
