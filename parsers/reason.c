/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The words and sentences of the list of reasons. */
#include "reason.h"

static const char *const words[] = {
#define X(id, word, text) [REASON_##id] = word,
	REASONS(X)
#undef X
};

static const char *const texts[] = {
#define X(id, word, text) [REASON_##id] = text,
	REASONS(X)
#undef X
};

const char *reason_word(enum reason r)
{
	return (unsigned)r < REASON_COUNT ? words[r] : "?";
}

const char *reason_text(enum reason r)
{
	return (unsigned)r < REASON_COUNT ? texts[r] : "?";
}
