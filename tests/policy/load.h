/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How tests read configuration and policies. */
#pragma once

#include "../../proxy/conf.h"

/* A file of at most CONF_MAX_FILE bytes; NULL where it cannot be read. The caller frees it. */
char *load_text(const char *path, size_t *len);
/* Parses `path` and the policies that it names. Errors are in `errors`. */
bool load_rules(struct conf *c, struct text *errors, const char *path);
/* Parses one text alone. */
bool load_string(struct conf *c, struct text *errors, const char *text);
/*
 * Prints file `i` of `c` and parses that again: true where print and rules are the same as before.
 * `printed` gets the canonical text.
 */
bool load_again(const struct conf *c, unsigned i, struct text *printed);
