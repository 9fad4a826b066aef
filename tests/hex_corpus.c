/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads corpus/KIND/NAME.txt: "HEX<TAB>label"; lines that begin with '#' are notes. */
#include "hex_corpus.h"

#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool hex_corpus_parse(const char *text, struct hex_vector *v)
{
	unsigned byte;

	for (v->n = 0; isxdigit((unsigned char)text[0]); text += 2) {
		if (v->n == sizeof(v->bytes) || !isxdigit((unsigned char)text[1]) ||
		    sscanf(text, "%2x", &byte) != 1)
			return false;
		v->bytes[v->n++] = (uint8_t)byte;
	}
	return v->n > 0 && (*text == '\0' || isspace((unsigned char)*text));
}

static void read_file(const char *path, const char *file_name,
		      void (*each)(const struct hex_vector *))
{
	static struct hex_vector v;
	FILE *file = fopen(path, "r");
	char *line = NULL, *label;
	size_t cap = 0;
	unsigned number = 0;

	if (!file)
		return;
	while (getline(&line, &cap, file) > 0) {
		number++;
		line[strcspn(line, "\r\n")] = '\0';
		if (line[0] == '#' || !hex_corpus_parse(line, &v))
			continue;
		snprintf(v.origin, sizeof(v.origin), "%.80s:%u", file_name, number);
		label = strchr(line, '\t');
		snprintf(v.name, sizeof(v.name), "%.80s",
			 label && label[1] != '\0' ? label + 1 : v.origin);
		each(&v);
	}
	free(line);
	fclose(file);
}

static int is_text(const struct dirent *e)
{
	size_t n = strlen(e->d_name);

	return n > 4 && strcmp(e->d_name + n - 4, ".txt") == 0;
}

bool hex_corpus_read(const char *kind, void (*each)(const struct hex_vector *v))
{
	const char *shared = getenv("AIRLOCK_SHARED");
	char dir[512], path[1024];
	struct dirent **entries;
	int n;

	snprintf(dir, sizeof(dir), "%s/corpus/%s", shared ? shared : SOURCE_ROOT "/../shared",
		 kind);
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
