/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What the bytes of a port are: the part of a reader that differs between protocols. Each program
 * links its own, so that none carries the tables of another.
 */
#pragma once

#include "stream.h"

/* As stream.h has them; `want` is how many bytes to read next. */
struct reader_protocol {
	size_t (*want)(void);
	bool (*resync)(struct cur chunk, struct wtr *out);
	enum stream_state (*feed)(struct cur *chunk, struct wtr *out);
	bool (*lost)(struct wtr *out);
	bool (*end)(int error, struct wtr *out);
};

/* Whether `word` is one of what the warden said (control.h). */
bool reader_has_word(char **words, const char *word);
/* The protocol that the words ask for, set up; NULL: this program does not have it. */
const struct reader_protocol *reader_choose(const struct decoder *d, char **words);
