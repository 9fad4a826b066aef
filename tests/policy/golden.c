/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Golden files of the language: NN.in parses and prints as NN.ok (and warns as NN.warn), or has the
 * errors of NN.err. What is accepted prints, and the print parses to the same rules.
 */
#include <dirent.h>
#include <stdlib.h>
#include "../check.h"
#include "load.h"

enum { TEXT_SIZE = 1 << 18 };

static struct conf conf;
static char errors_memory[TEXT_SIZE], printed_memory[TEXT_SIZE], warnings_memory[TEXT_SIZE];

static bool update; /* write the golden files anew: read the difference before you commit it */

static void write_golden(const char *path, const struct text *text)
{
	FILE *f = text->len > 0 ? fopen(path, "wb") : NULL;

	if (text->len == 0)
		remove(path);
	if (f == NULL)
		return;
	fwrite(text->p, 1, text->len, f);
	fclose(f);
}

/* Whether DIR/NAME.SUFFIX holds exactly `text`; a file that is not there holds nothing. */
static void compare(const char *dir, const char *name, const char *suffix, const struct text *text)
{
	char path[512];
	size_t len = 0;
	char *expected;

	snprintf(path, sizeof(path), "%s/%s.%s", dir, name, suffix);
	if (update)
		write_golden(path, text);
	expected = load_text(path, &len);
	CHECK_IN(len == text->len && (len == 0 || memcmp(expected, text->p, len) == 0),
		 "%s; it is\n%s", path, text->p);
	free(expected);
}

static void one(const char *dir, const char *name)
{
	struct text errors = text_init(errors_memory, TEXT_SIZE);
	struct text printed = text_init(printed_memory, TEXT_SIZE);
	struct text warnings = text_init(warnings_memory, TEXT_SIZE);
	char path[512], base[300];
	size_t len = 0;
	char *text;
	bool good;

	snprintf(path, sizeof(path), "%s/%s.in", dir, name);
	snprintf(base, sizeof(base), "%s.in", name);
	text = load_text(path, &len);
	CHECK_IN(text != NULL, "%s", path);
	if (text == NULL)
		return;
	conf_begin(&conf, &errors);
	conf_parse(&conf, base, text, len);
	good = conf_finish(&conf, CONF_ALL);
	free(text);
	CHECK_IN(good == (errors.len == 0), "%s", path);
	if (good) {
		conf_warn(&conf, &warnings);
		CHECK_IN(load_again(&conf, 0, &printed), "%s printed and parsed", path);
	}
	compare(dir, name, "err", &errors);
	compare(dir, name, "ok", &printed);
	compare(dir, name, "warn", &warnings);
}

int main(int argc, char **argv)
{
	const char *dir = argc >= 2 ? argv[1] : ".";
	struct dirent **names;
	int n = scandir(dir, &names, NULL, alphasort);

	update = argc == 3 && strcmp(argv[2], "update") == 0;
	for (int i = 0; i < n; i++) {
		char *dot = strrchr(names[i]->d_name, '.');

		if (dot != NULL && strcmp(dot, ".in") == 0) {
			*dot = '\0';
			one(dir, names[i]->d_name);
		}
		free(names[i]);
	}
	if (n >= 0)
		free(names);
	return check_done();
}
