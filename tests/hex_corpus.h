/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads payloads that lie beside the repository, a line each: hex, a tab, a name. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hex_vector {
	char name[96];	 /* the label, or file:line where it has none */
	char origin[96]; /* file:line */
	size_t n;
	uint8_t bytes[4096];
};

/* Calls `each` for each line of corpus/KIND/NAME.txt, files by name. False without a corpus. */
bool hex_corpus_read(const char *kind, void (*each)(const struct hex_vector *v));
/* The same as `text`, hex digits to their end or to a blank. False where they are none. */
bool hex_corpus_parse(const char *text, struct hex_vector *v);
