/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the recorded AT lines that lie beside the repository; tests skip without them. */
#pragma once

#include "../parsers/at.h"

struct at_corpus_text {
	enum side side;  /* who wrote it */
	bool first;      /* of its file */
	char origin[96]; /* file:line */
	size_t n;
	uint8_t bytes[8192];
};

/* Calls `each` for each text, files in order of their names. False where there is no corpus. */
bool at_corpus_read(void (*each)(const struct at_corpus_text *t));
