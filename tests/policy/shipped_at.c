/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The shipped policies on AT ports: ModemManager gets what it needs; who may do what is dangerous
 * stands in dangerous-at.golden, and no other spelling gets a better verdict.
 */
#include <ctype.h>
#include <stdlib.h>
#include "../../parsers/at_part.h"
#include "../../proxy/at_internal.h"
#include "../../proxy/at_policy.h"
#include "../../proxy/conf_internal.h"
#include "../check.h"
#include "load.h"

enum { TEXT_SIZE = 1 << 18, MAX_SPELLED = 256 };

static struct shipped {
	const char *name;
	struct conf conf;
	struct policy_state state;
} policies[] = {
	{ .name = "modemmanager" },   { .name = "ofono" },
	{ .name = "gammu-readonly" }, { .name = "pppd" },
	{ .name = "lpac" },           { .name = "telemetry" },
	{ .name = "qmicli-full" },    { .name = "qmicli-readonly" },
	{ .name = "uqmi" },
};

static char errors_memory[TEXT_SIZE], text_memory[TEXT_SIZE];
static struct at_record record;
static uint8_t clean[AT_MAX_LINE];

static void load_policies(const char *dist)
{
	char path[512];

	for (size_t i = 0; i < COUNT(policies); i++) {
		struct text errors = text_init(errors_memory, sizeof(errors_memory));

		snprintf(path, sizeof(path), "%s/policies/%s.policy", dist, policies[i].name);
		CHECK_IN(load_rules(&policies[i].conf, &errors, path), "%s: %s", path,
			 errors_memory);
		at_policy_init(&policies[i].state, &policies[i].conf.rules);
	}
}

/* What is granted once and for all, as golden files write it; 0: a command line. */
static unsigned grant_of(const char *line)
{
	static const struct {
		const char *word;
		unsigned grant;
	} words[] = {
		{ "A/", AT_GRANT_REPEAT },
		{ "data", AT_GRANT_DATA },
		{ "entry text", AT_GRANT_TEXT },
	};

	for (size_t i = 0; i < COUNT(words); i++)
		if (strcmp(line, words[i].word) == 0)
			return words[i].grant;
	return 0;
}

/* Parts a line into `record`. */
static enum reason part(const char *line)
{
	struct cur text = { (const uint8_t *)&line[2], strlen(line) - 2 };

	memset(&record, 0, sizeof(record));
	record.kind = AT_KIND_LINE;
	return at_part_line(text, clean, &record);
}

/* What becomes of part `n` of a line that is in `record`. */
static enum reason judge_part(struct shipped *s, unsigned n)
{
	if (at_local_is(&record, n)) /* the client's own terminal: nobody is asked */
		return REASON_OK;
	memset(s->state.buckets, 0, sizeof(s->state.buckets));
	return (enum reason)at_policy_decide(&s->conf.rules, &s->state, 0, &record, n, 0).reason;
}

/* The first reason against a line; its grammar counts for every policy. */
static enum reason judge(struct shipped *s, const char *line)
{
	unsigned grant = grant_of(line);
	enum reason reason;

	if (grant > 0)
		return at_select_grants(&s->conf.rules, 0) & grant ? REASON_OK
								   : REASON_NOT_IN_POLICY;
	reason = part(line);
	for (unsigned n = 0; n < record.n_parts && reason == REASON_OK; n++)
		reason = judge_part(s, n);
	return reason;
}

/* Other ways to write a line. False behind the last one. */
static bool spell(const char *line, unsigned way, char out[MAX_SPELLED])
{
	const char *body = &line[2];
	size_t n = 0;

	switch (way) {
	case 0: /* small letters */
		for (; line[n] != '\0'; n++)
			out[n] = (char)tolower((unsigned char)line[n]);
		out[n] = '\0';
		return true;
	case 1: /* blanks */
		for (size_t i = 0, quoted = 0; line[i] != '\0'; i++) {
			quoted ^= line[i] == '"';
			out[n++] = line[i];
			if (i >= 1 && !quoted)
				out[n++] = ' ';
		}
		out[n] = '\0';
		return true;
	case 2: /* behind another one */
		snprintf(out, MAX_SPELLED, "AT+CMEE=1;%s", body);
		return true;
	case 3: /* in a run of basic commands */
		snprintf(out, MAX_SPELLED, "ATE0V1%s", body);
		return true;
	case 4: /* D takes the rest of the line; basic commands need no semicolon */
		if (body[0] == 'D')
			return false;
		snprintf(out, MAX_SPELLED, "AT%s%sE0", body,
			 strchr("+^$!*%#_", body[0]) ? ";" : "");
		return true;
	default:
		return false;
	}
}

static void check_spellings(struct shipped *s, const char *line, enum reason reason)
{
	char other[MAX_SPELLED];

	for (unsigned way = 0; spell(line, way, other); way++) {
		enum reason r = judge(s, other);

		/* Texts of rules are compared as they are: a small letter may refuse, never allow.
		 */
		CHECK_IN(r == reason || (way == 0 && reason == REASON_OK),
			 "%s: \"%s\" is %s, but \"%s\" is %s", s->name, line, reason_word(reason),
			 other, reason_word(r));
	}
}

static void judge_line(struct text *out, const char *line)
{
	text_addf(out, "%s :", line);
	if (grant_of(line) == 0 && part(line) == REASON_OK && record.n_parts == 1 &&
	    at_local_is(&record, 0)) {
		text_add(out, " the client's own terminal\n");
		return;
	}
	for (size_t i = 0; i < COUNT(policies); i++) {
		enum reason reason = judge(&policies[i], line);

		text_addf(out, " | %s %s", policies[i].name, reason_word(reason));
		if (grant_of(line) == 0 && strchr(line, 'x') == NULL)
			check_spellings(&policies[i], line, reason);
	}
	text_add(out, "\n");
}

static void check_dangerous(const char *dir, bool update)
{
	struct text out = text_init(text_memory, sizeof(text_memory));
	char path[512], *text, *line, *rest = NULL, *whole;
	size_t len = 0;
	FILE *f;

	snprintf(path, sizeof(path), "%s/dangerous-at.golden", dir);
	text = load_text(path, &len);
	CHECK_IN(text != NULL, "%s", path);
	if (text == NULL)
		return;
	text[len] = '\0';
	whole = strdup(text);
	for (line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		char *colon = line[0] == '#' ? NULL : strstr(line, " : ");

		if (colon != NULL)
			*colon = '\0';
		if (line[0] == '#')
			text_addf(&out, "%s\n", line);
		else
			judge_line(&out, line);
	}
	f = update ? fopen(path, "w") : NULL;
	if (f != NULL) {
		fputs(out.p, f);
		fclose(f);
	} else {
		CHECK_IN(strcmp(out.p, whole) == 0, "%s; it is\n%s", path, out.p);
	}
	free(whole);
	free(text);
}

/* One line of modemmanager-at.list. */
static void check_needed(const char *kind, const char *line)
{
	struct shipped *s = &policies[0];
	bool hears = strcmp(kind, "hears") == 0;
	uint16_t row = at_find(line, strlen(line));

	if (hears || strcmp(kind, "deaf") == 0) {
		CHECK_IN(row != ROW_NONE, "%s is in the schema", line);
		CHECK_IN(at_policy_hears(&s->conf.rules, &s->state, 0, row) == hears, "%s %s", kind,
			 line);
		return;
	}
	CHECK_IN((judge(s, line) == REASON_OK) == (strcmp(kind, "yes") == 0), "%s %s: %s", kind,
		 line, reason_word(judge(s, line)));
}

static void check_list(const char *dir)
{
	char path[512], line[512];
	unsigned n = 0;
	FILE *f;

	snprintf(path, sizeof(path), "%s/modemmanager-at.list", dir);
	f = fopen(path, "r");
	CHECK_IN(f != NULL, "%s", path);
	while (f != NULL && fgets(line, sizeof(line), f) != NULL) {
		char *blank = strchr(line, ' ');

		line[strcspn(line, "\n")] = '\0';
		if (line[0] == '#' || blank == NULL)
			continue;
		*blank = '\0';
		check_needed(line, &blank[1]);
		n++;
	}
	CHECK_IN(n > 100, "%u lines of %s", n, path);
	if (f != NULL)
		fclose(f);
}

int main(int argc, char **argv)
{
	if (argc < 3)
		return 1;
	load_policies(argv[1]);
	check_list(argv[2]);
	check_dangerous(argv[2], argc > 3 && strcmp(argv[3], "update") == 0);
	return check_done();
}
