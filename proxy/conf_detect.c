/* SPDX-License-Identifier: GPL-2.0-or-later */
/* "detect NAME off|alert|drop|panic limit N": to the ruleset and back. */
#include "conf_internal.h"

#include <string.h>
#include "detectors.h"

/* With "_" for "-", as the files are called. */
static const char *const files[] = {
#define X(name) #name,
	DETECTORS(X)
#undef X
};

static const char *const acts[DETECT_ACTS] = { "off", "alert", "drop", "panic" };

static void put_name(size_t i, char out[RULESET_NAME])
{
	size_t n = 0;

	for (; files[i][n] != '\0' && n + 1 < RULESET_NAME; n++)
		out[n] = files[i][n] == '_' ? '-' : files[i][n];
	out[n] = '\0';
}

static bool take_limit(struct conf_parser *p, struct ruleset_detect *d)
{
	uint64_t limit;

	if (!conf_lex_is(&p->tok, "limit"))
		return true;
	conf_lex_next(p);
	if (!conf_word_number(p, "a limit", UINT32_MAX, &limit))
		return false;
	if (limit == 0)
		return conf_fail(p, &p->tok, "a number from 1 on", "a limit of 0");
	d->limit = (uint32_t)limit;
	return true;
}

bool conf_detect_parse(struct conf_parser *p, void *into)
{
	char names[COUNT(files)][RULESET_NAME];
	struct conf_keyword words[COUNT(files)] = { { 0 } }, what[DETECT_ACTS] = { { 0 } };
	struct ruleset_detect d = { .is_set = 1, .file = p->file }, *place;
	const struct conf_keyword *k;
	struct conf_token at = p->tok;

	(void)into;
	for (size_t i = 0; i < COUNT(files); i++) {
		put_name(i, names[i]);
		words[i].word = names[i];
	}
	for (size_t i = 0; i < DETECT_ACTS; i++)
		what[i].word = acts[i];
	k = conf_word_keyword(p, "detector", words, COUNT(words));
	if (k == NULL)
		return false;
	place = &p->conf->rules.detects[k - words];
	conf_lex_next(p);
	k = conf_word_keyword(p, "what follows from an alarm", what, COUNT(what));
	if (k == NULL)
		return false;
	d.act = (uint8_t)(k - what);
	conf_lex_next(p);
	if (!take_limit(p, &d))
		return false;
	if (place->is_set && place->file == p->file)
		return conf_fail(p, &at, NULL, "a second word about this detector");
	/* The first file wins, as with rules. */
	if (!place->is_set)
		*place = d;
	return true;
}

void conf_detect_print(const struct ruleset *rs, unsigned file, struct text *out)
{
	char name[RULESET_NAME];

	for (size_t i = 0; i < COUNT(files); i++) {
		const struct ruleset_detect *d = &rs->detects[i];

		if (!d->is_set || d->file != file)
			continue;
		put_name(i, name);
		text_addf(out, "detect %s %s", name, acts[d->act]);
		if (d->limit > 0)
			text_addf(out, " limit %u", d->limit);
		text_add(out, "\n");
	}
}
