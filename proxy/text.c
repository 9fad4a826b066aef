/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text in memory of fixed size. */
#include "text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

struct text text_init(char *memory, size_t size)
{
	if (size > 0)
		memory[0] = '\0';
	return (struct text){ .p = memory, .cap = size };
}

void text_add_bytes(struct text *t, const char *s, size_t len)
{
	size_t room = t->cap > t->len ? t->cap - t->len - 1 : 0;

	len = strnlen(s, len);
	if (len > room) {
		len = room;
		t->full = true;
	}
	if (len == 0)
		return;
	memcpy(&t->p[t->len], s, len);
	t->len += len;
	t->p[t->len] = '\0';
}

void text_add(struct text *t, const char *s)
{
	text_add_bytes(t, s, strlen(s));
}

void text_addf(struct text *t, const char *format, ...)
{
	char line[1024];
	va_list args;
	int n;

	va_start(args, format);
	n = vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	if (n < 0)
		return;
	if ((size_t)n >= sizeof(line))
		t->full = true;
	text_add(t, line);
}
