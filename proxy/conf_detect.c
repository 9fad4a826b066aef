/* SPDX-License-Identifier: GPL-2.0-or-later */
/* "detect NAME off|alert|drop|panic limit N key K pin D": to the ruleset and back. */
#include "conf_internal.h"

#include <string.h>
#include "detectors.h"
#include "digest.h"

/* With "_" for "-", as the files are called. */
static const char *const files[] = {
#define X(name) #name,
	DETECTORS(X)
#undef X
};

enum {
#define X(name) DETECTOR_##name,
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

static bool take_key(struct conf_parser *p, struct ruleset_pins *pins)
{
	char text[2 * RULESET_PIN_KEY + 1] = "";

	if (p->tok.len == sizeof(text) - 1)
		memcpy(text, p->tok.p, p->tok.len);
	if (!digest_key_parse(text, pins->key))
		return conf_fail_token(p, "a key of 32 hexadecimal digits");
	conf_lex_next(p);
	return true;
}

static bool take_pin(struct conf_parser *p, struct ruleset_pins *pins)
{
	char text[2 * RULESET_PIN_KEY + 1];
	uint8_t bytes[RULESET_PIN_KEY];
	uint64_t digest = 0;

	memset(text, '0', sizeof(text));
	text[sizeof(text) - 1] = '\0';
	if (p->tok.len == 16)
		memcpy(text, p->tok.p, p->tok.len);
	if (p->tok.len != 16 || !digest_key_parse(text, bytes))
		return conf_fail_token(p, "a digest of 16 hexadecimal digits");
	if (pins->n == RULESET_MAX_PINS)
		return conf_fail(p, &p->tok, NULL, "more than %u pins", RULESET_MAX_PINS);
	for (unsigned i = 0; i < sizeof(digest); i++)
		digest = digest << 8 | bytes[i];
	pins->digests[pins->n++] = digest;
	conf_lex_next(p);
	return true;
}

/* Without a key a digest of an identity is as good as the identity: there are not that many. */
static bool take_pins(struct conf_parser *p, struct ruleset_pins *pins)
{
	if (!conf_lex_is(&p->tok, "key"))
		return true;
	conf_lex_next(p);
	if (!take_key(p, pins))
		return false;
	do {
		if (!conf_lex_is(&p->tok, "pin"))
			return pins->n > 0 || conf_fail_token(p, "pin");
		conf_lex_next(p);
	} while (take_pin(p, pins));
	return false;
}

static void print_pins(const struct ruleset_pins *pins, struct text *out)
{
	if (pins->n == 0)
		return;
	text_add(out, " key ");
	for (size_t i = 0; i < RULESET_PIN_KEY; i++)
		text_addf(out, "%02x", pins->key[i]);
	for (uint32_t i = 0; i < pins->n; i++)
		text_addf(out, " pin %016llx", (unsigned long long)pins->digests[i]);
}

bool conf_detect_parse(struct conf_parser *p, void *into)
{
	char names[COUNT(files)][RULESET_NAME];
	struct conf_keyword words[COUNT(files)] = { { 0 } }, what[DETECT_ACTS] = { { 0 } };
	struct ruleset_detect d = { .is_set = 1, .file = p->file }, *place;
	const struct conf_keyword *k;
	struct conf_token at = p->tok;
	struct ruleset_pins pins = { 0 };
	bool is_drift;

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
	is_drift = place == &p->conf->rules.detects[DETECTOR_drift];
	if (!take_limit(p, &d) || (is_drift && !take_pins(p, &pins)))
		return false;
	if (place->is_set && place->file == p->file)
		return conf_fail(p, &at, NULL, "a second word about this detector");
	/* The first file wins, as with rules. */
	if (!place->is_set) {
		*place = d;
		if (is_drift)
			p->conf->rules.pins = pins;
	}
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
		if (i == DETECTOR_drift)
			print_pins(&rs->pins, out);
		text_add(out, "\n");
	}
}
