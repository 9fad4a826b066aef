/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An audit record as one line of JSON: fixed keys, names instead of numbers, no personal value. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "audit.h"
#include "ruleset.h"

/* Version of the keys; a consumer may rely on a key's meaning within one version. */
enum { SCRIBE_VERSION = 1 };
/* Longest line, with room for the line ends around it. */
enum { SCRIBE_LINE = 8192 };

/* Gives jansson its static memory. Call once, before lock-down. */
void scribe_json_init(void);
/* Whether every index, count and string of `r` is in bounds: gates are not trusted with that. */
bool scribe_json_check(const struct ruleset *rs, const struct audit_record *r);
/* Prints one object without a line end. Its length, or 0 where it does not fit. */
size_t scribe_json_print(const struct ruleset *rs, const struct audit_record *r, uint64_t seq,
			 char *to, size_t size);
