/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads the frames of recorded traffic that lies beside the repository; tests skip without it. */
#pragma once

#include "../parsers/message.h"

enum corpus_kind { CORPUS_REQUEST, CORPUS_ANSWER, CORPUS_STUB, CORPUS_KINDS };

struct corpus_frame {
	enum corpus_kind kind;
	char origin[96]; /* file:line */
	size_t n;
	uint8_t bytes[4096];
};

/* Calls `each` for each frame, files in order of their names. False where there is no corpus. */
bool corpus_read(void (*each)(const struct corpus_frame *f));
