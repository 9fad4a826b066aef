/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text that grows in memory of fixed size: what does not fit is left away, and `full` says so. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct text {
	char *p; /* terminated by NUL whenever cap > 0 */
	size_t cap, len;
	bool full;
};

/* Empty text in the caller's memory. */
struct text text_init(char *memory, size_t size);
void text_add(struct text *t, const char *s);
/* At most `len` bytes of `s`, up to a NUL. */
void text_add_bytes(struct text *t, const char *s, size_t len);
__attribute__((format(printf, 2, 3))) void text_addf(struct text *t, const char *format, ...);
