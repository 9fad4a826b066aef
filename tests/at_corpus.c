/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads corpus/at/NAME.txt: > "C text" from the host, < "C text" from the modem, # a note. */
#include "at_corpus.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int octal(const char **s)
{
	int v = 0;

	for (int i = 0; i < 3 && **s >= '0' && **s <= '7'; i++)
		v = v * 8 + *(*s)++ - '0';
	return v;
}

static int escaped(const char **s)
{
	static const char names[] = "rntb\"\\", bytes[] = "\r\n\t\b\"\\";
	const char *found = **s ? strchr(names, **s) : NULL;
	unsigned v;
	int used;

	if (found) {
		(*s)++;
		return bytes[found - names];
	}
	if (**s == 'x' && sscanf(*s + 1, "%2x%n", &v, &used) == 1) {
		*s += 1 + used;
		return (int)v;
	}
	if (**s >= '0' && **s <= '7')
		return octal(s);
	return -1;
}

/* The text between the first and the last quote. False where it is none. */
static bool read_text(const char *s, struct at_corpus_text *t)
{
	const char *end = strrchr(s, '"');

	t->n = 0;
	if (*s != '"' || end == s)
		return false;
	for (s++; s < end;) {
		int b = (unsigned char)*s++;

		if (b == '\\')
			b = escaped(&s);
		if (b < 0 || t->n == sizeof(t->bytes))
			return false;
		t->bytes[t->n++] = (uint8_t)b;
	}
	return true;
}

static void read_file(const char *path, const char *name,
		      void (*each)(const struct at_corpus_text *t))
{
	static struct at_corpus_text text;
	FILE *file = fopen(path, "r");
	char *line = NULL;
	size_t cap = 0;
	unsigned number = 0;

	if (!file)
		return;
	text.first = true;
	while (getline(&line, &cap, file) > 0) {
		number++;
		if ((line[0] != '<' && line[0] != '>') || line[1] != ' ' ||
		    !read_text(line + 2, &text))
			continue;
		text.side = line[0] == '>' ? SIDE_CLIENT : SIDE_MODEM;
		snprintf(text.origin, sizeof(text.origin), "%.80s:%u", name, number);
		each(&text);
		text.first = false;
	}
	free(line);
	fclose(file);
}

static int is_text(const struct dirent *e)
{
	size_t n = strlen(e->d_name);

	return n > 4 && strcmp(e->d_name + n - 4, ".txt") == 0;
}

bool at_corpus_read(void (*each)(const struct at_corpus_text *t))
{
	const char *shared = getenv("AIRLOCK_SHARED");
	char dir[512], path[1024];
	struct dirent **entries;
	int n;

	snprintf(dir, sizeof(dir), "%s/corpus/at", shared ? shared : SOURCE_ROOT "/../shared");
	n = scandir(dir, &entries, is_text, alphasort);
	if (n <= 0)
		return false;
	for (int i = 0; i < n; i++) {
		snprintf(path, sizeof(path), "%s/%s", dir, entries[i]->d_name);
		read_file(path, entries[i]->d_name, each);
		free(entries[i]);
	}
	free(entries);
	return true;
}
