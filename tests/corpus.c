/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reads corpus/qmi/NAME.txt: "> hex" from the host, "< hex" from the modem, "#stub hex" made up. */
#include "corpus.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *prefix;
	enum corpus_kind kind;
} prefixes[] = {
	{ "> ", CORPUS_REQUEST },
	{ "< ", CORPUS_ANSWER },
	{ "#stub ", CORPUS_STUB },
};

/* False where the text is no hex. */
static bool read_hex(const char *text, struct corpus_frame *f)
{
	unsigned byte;
	int used;

	for (f->n = 0; *text != '\0' && *text != '\n' && *text != '\r'; text += 2) {
		if (f->n == sizeof(f->bytes) || sscanf(text, "%2x%n", &byte, &used) != 1 ||
		    used != 2)
			return false;
		f->bytes[f->n++] = (uint8_t)byte;
	}
	return f->n > 0;
}

static void read_file(const char *path, const char *name,
		      void (*each)(const struct corpus_frame *f))
{
	static struct corpus_frame frame;
	FILE *file = fopen(path, "r");
	char *line = NULL;
	size_t cap = 0;
	unsigned number = 0;

	if (!file)
		return;
	while (getline(&line, &cap, file) > 0) {
		number++;
		for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
			size_t n = strlen(prefixes[i].prefix);

			if (strncmp(line, prefixes[i].prefix, n) != 0 ||
			    !read_hex(line + n, &frame))
				continue;
			frame.kind = prefixes[i].kind;
			snprintf(frame.origin, sizeof(frame.origin), "%.80s:%u", name, number);
			each(&frame);
		}
	}
	free(line);
	fclose(file);
}

static int is_text(const struct dirent *e)
{
	size_t n = strlen(e->d_name);

	return n > 4 && strcmp(e->d_name + n - 4, ".txt") == 0;
}

bool corpus_read(void (*each)(const struct corpus_frame *f))
{
	const char *shared = getenv("AIRLOCK_SHARED");
	char dir[512], path[1024];
	struct dirent **entries;
	int n;

	snprintf(dir, sizeof(dir), "%s/corpus/qmi", shared ? shared : SOURCE_ROOT "/../shared");
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
