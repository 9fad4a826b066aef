/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Runs a fuzz target over files and folders of inputs, so that corpora are ordinary tests. */
#include <dirent.h>
#include <string.h>

#include "harness.h"

enum { INPUT_MAX = 1 << 20, PATH_MAX_LEN = 4096 };

static unsigned long runs;

static void run_file(const char *path)
{
	static uint8_t bytes[INPUT_MAX];
	FILE *f = fopen(path, "rb");
	size_t n;
	uint8_t *exact;

	if (!f) {
		perror(path);
		exit(1);
	}
	n = fread(bytes, 1, sizeof(bytes), f);
	fclose(f);
	exact = malloc(n ? n : 1); /* of the very size, so that a sanitizer sees a read behind it */
	if (!exact)
		abort();
	memcpy(exact, bytes, n);
	LLVMFuzzerTestOneInput(exact, n);
	free(exact);
	runs++;
}

static void run_folder(const char *path)
{
	DIR *d = opendir(path);
	struct dirent *e;

	if (!d) {
		run_file(path);
		return;
	}
	while ((e = readdir(d))) {
		char name[PATH_MAX_LEN];

		if (e->d_name[0] == '.')
			continue;
		if (snprintf(name, sizeof(name), "%s/%s", path, e->d_name) < PATH_MAX_LEN)
			run_file(name);
	}
	closedir(d);
}

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++)
		run_folder(argv[i]);
	printf("%lu inputs, no find\n", runs);
	return runs == 0;
}
