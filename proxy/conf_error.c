/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Errors of the language: where, what, what was expected, and the nearest spelling. */
#include "conf_internal.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { MAX_SPELLING = 64 };

bool conf_full(const struct conf *c)
{
	return c->n_errors >= CONF_MAX_ERRORS;
}

static void report(struct conf *c, const struct conf_place *at, const char *what,
		   const char *expected)
{
	if (conf_full(c))
		return;
	c->n_errors++;
	text_add_bytes(c->errors, c->rules.files[at->file], RULESET_PATH);
	if (at->line > 0)
		text_addf(c->errors, ":%u:%u", at->line, at->column);
	text_add(c->errors, ": ");
	text_add(c->errors, what);
	if (expected != NULL) {
		text_add(c->errors, ", expected ");
		text_add(c->errors, expected);
	}
	text_add(c->errors, conf_full(c) ? "\ntoo many errors, the rest was not read\n" : "\n");
}

void conf_report(struct conf *c, const struct conf_place *at, const char *format, ...)
{
	char what[512];
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	report(c, at, what, NULL);
}

bool conf_fail(struct conf_parser *p, const struct conf_token *at, const char *expected,
	       const char *format, ...)
{
	struct conf_place place = { p->file, at->line, at->column };
	char what[512];
	va_list args;

	va_start(args, format);
	vsnprintf(what, sizeof(what), format, args);
	va_end(args);
	report(p->conf, &place, what, expected);
	return false;
}

bool conf_fail_token(struct conf_parser *p, const char *expected)
{
	const struct conf_token *t = &p->tok;

	switch (t->kind) {
	case TOKEN_END:
		return conf_fail(p, t, expected, "found end of the file");
	case TOKEN_NEWLINE:
		return conf_fail(p, t, expected, "found end of the line");
	case TOKEN_WORD:
	case TOKEN_STRING:
	case TOKEN_OPEN:
	case TOKEN_CLOSE:
	case TOKEN_SEMICOLON:
	case TOKEN_COMMA:
	case TOKEN_LEFT:
	case TOKEN_RIGHT:
	case TOKEN_EQUALS:
		break;
	}
	return conf_fail(p, t, expected, "found \"%.*s\"", (int)(t->len < 80 ? t->len : 80), t->p);
}

/* Levenshtein's distance, by rows; words longer than MAX_SPELLING count as far away. */
static unsigned distance(const char *a, size_t n, const char *b, size_t m)
{
	unsigned row[MAX_SPELLING + 1];

	if (n > MAX_SPELLING || m > MAX_SPELLING)
		return MAX_SPELLING;
	for (unsigned j = 0; j <= m; j++)
		row[j] = j;
	for (unsigned i = 1; i <= n; i++) {
		unsigned diagonal = row[0];

		row[0] = i;
		for (unsigned j = 1; j <= m; j++) {
			unsigned best = diagonal + (a[i - 1] != b[j - 1]);

			diagonal = row[j];
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
		}
	}
	return row[m];
}

void conf_nearest_try(struct conf_nearest *n, const char *candidate)
{
	unsigned d = distance(n->word, n->len, candidate, strlen(candidate));

	if (n->best != NULL && d >= n->distance)
		return;
	n->best = candidate;
	n->distance = d;
}

void conf_nearest_text(const struct conf_nearest *n, struct text *out)
{
	if (n->best != NULL && n->distance <= n->len / 3 + 1 && n->distance < n->len)
		text_addf(out, " (did you mean \"%s\"?)", n->best);
}
