/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How tests read configuration and policies. */
#include "load.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TEXT_SIZE = 1 << 20 };

char *load_text(const char *path, size_t *len)
{
	FILE *f = fopen(path, "rb");
	char *text = malloc(CONF_MAX_FILE + 1);

	if (f == NULL || text == NULL) {
		free(text);
		return NULL;
	}
	*len = fread(text, 1, CONF_MAX_FILE + 1, f);
	fclose(f);
	return text;
}

static void parse_file(struct conf *c, const char *path)
{
	size_t len = 0;
	char *text = load_text(path, &len);

	if (text != NULL)
		conf_parse(c, path, text, len);
	free(text);
}

bool load_rules(struct conf *c, struct text *errors, const char *path)
{
	conf_begin(c, errors);
	parse_file(c, path);
	for (size_t i = 1; i < c->rules.n_files; i++)
		parse_file(c, c->rules.files[i]);
	return conf_finish(c, CONF_ALL);
}

bool load_string(struct conf *c, struct text *errors, const char *text)
{
	conf_begin(c, errors);
	conf_parse(c, "test", text, strlen(text));
	return conf_finish(c, CONF_ALL);
}

static void forget_lines(struct ruleset *rs)
{
	memset(rs->files, 0, sizeof(rs->files));
	for (size_t i = 0; i < rs->n_links; i++)
		rs->links[i].line = 0;
	for (size_t i = 0; i < rs->n_ports; i++)
		rs->ports[i].line = 0;
	for (size_t i = 0; i < rs->n_listens; i++)
		rs->listens[i].line = 0;
	for (size_t i = 0; i < rs->n_roles; i++)
		rs->roles[i].line = 0;
	for (size_t i = 0; i < rs->n_rules; i++)
		rs->rules[i].line = 0;
}

bool load_again(const struct conf *c, unsigned i, struct text *printed)
{
	struct conf *again = calloc(1, sizeof(*again)), *before = calloc(1, sizeof(*before));
	char *memory = malloc(TEXT_SIZE), errors_memory[4096];
	struct text second = text_init(memory, TEXT_SIZE);
	struct text errors = text_init(errors_memory, sizeof(errors_memory));
	bool same;

	conf_print(c, i, printed);
	*before = *c;
	conf_begin(again, &errors);
	/* Policies and what they define are there as they were: only file `i` is parsed from print.
	 */
	for (unsigned k = 0; k < c->rules.n_files; k++) {
		struct text text = text_init(memory, TEXT_SIZE);

		conf_print(c, k, &text);
		conf_parse(again, c->rules.files[k], text.p, text.len);
	}
	same = conf_finish(again, CONF_ALL);
	if (!same)
		fprintf(stderr, "the print does not parse: %s", errors_memory);
	second = text_init(memory, TEXT_SIZE);
	conf_print(again, i, &second);
	same = same && !printed->full && strcmp(second.p, printed->p) == 0;
	forget_lines(&again->rules);
	forget_lines(&before->rules);
	same = same && memcmp(&again->rules, &before->rules, sizeof(again->rules)) == 0;
	free(again);
	free(before);
	free(memory);
	return same;
}
