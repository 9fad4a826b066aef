/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words of the language: names, paths, numbers, durations, rates, keywords of a table. */
#include "conf_internal.h"

#include <stdio.h>
#include <string.h>

static const struct unit {
	const char *word;
	uint32_t seconds;
} units[] = { { "s", 1 }, { "min", 60 }, { "h", 3600 } };

enum { MAX_DURATION_S = 604800 };

const char *conf_word_unit(uint32_t per_s)
{
	for (size_t i = 0; i < COUNT(units); i++)
		if (units[i].seconds == per_s)
			return units[i].word;
	return NULL;
}

bool conf_word_equals(const struct conf_token *t, const char *word)
{
	return t->len == strlen(word) && memcmp(t->p, word, t->len) == 0;
}

static bool is_word(const struct conf_parser *p)
{
	return p->tok.kind == TOKEN_WORD || p->tok.kind == TOKEN_STRING;
}

bool conf_word_take(struct conf_parser *p, const char *what, char *out, size_t size)
{
	if (!is_word(p) || p->tok.len == 0)
		return conf_fail_token(p, what);
	if (p->tok.len >= size)
		return conf_fail(p, &p->tok, NULL, "%s of %zu bytes, at most %zu fit", what,
				 p->tok.len, size - 1);
	memset(out, 0, size);
	memcpy(out, p->tok.p, p->tok.len);
	conf_lex_next(p);
	return true;
}

static bool name_char(char ch)
{
	return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9') ||
	       ch == '_' || ch == '-' || ch == '.';
}

bool conf_word_name(struct conf_parser *p, const char *what, char out[RULESET_NAME])
{
	for (size_t i = 0; is_word(p) && i < p->tok.len; i++)
		if (!name_char(p->tok.p[i]))
			return conf_fail(p, &p->tok, "letters, digits, \"-\", \"_\" and \".\"",
					 "\"%c\" in %s", p->tok.p[i], what);
	return conf_word_take(p, what, out, RULESET_NAME);
}

bool conf_word_path(struct conf_parser *p, const char *what, char out[RULESET_PATH])
{
	return conf_word_take(p, what, out, RULESET_PATH);
}

static bool digit_value(char ch, unsigned base, unsigned *out)
{
	unsigned v;

	if (ch >= '0' && ch <= '9')
		v = (unsigned)(ch - '0');
	else if (ch >= 'a' && ch <= 'f')
		v = (unsigned)(ch - 'a') + 10;
	else if (ch >= 'A' && ch <= 'F')
		v = (unsigned)(ch - 'A') + 10;
	else
		return false;
	*out = v;
	return v < base;
}

/* Digits of `base` only. On overflow or above `max`: false, and `*big`. */
static bool to_number(const char *s, size_t len, unsigned base, uint64_t max, uint64_t *out,
		      bool *big)
{
	uint64_t value = 0;
	unsigned digit;

	*big = false;
	if (len == 0)
		return false;
	for (size_t i = 0; i < len; i++) {
		if (!digit_value(s[i], base, &digit))
			return false;
		if (value > (UINT64_MAX - digit) / base)
			*big = true;
		value = value * base + digit;
	}
	*big = *big || value > max;
	*out = value;
	return !*big;
}

static bool any_number(const char *s, size_t len, uint64_t max, uint64_t *out, bool *big)
{
	if (len > 2 && s[0] == '0' && (s[1] == 'x' || s[1] == 'X'))
		return to_number(&s[2], len - 2, 16, max, out, big);
	return to_number(s, len, 10, max, out, big);
}

bool conf_word_to_number(const char *s, size_t len, uint64_t max, uint64_t *out)
{
	bool big;

	return any_number(s, len, max, out, &big);
}

bool conf_word_number(struct conf_parser *p, const char *what, uint64_t max, uint64_t *out)
{
	bool big;

	if (p->tok.kind != TOKEN_WORD)
		return conf_fail_token(p, what);
	if (any_number(p->tok.p, p->tok.len, max, out, &big)) {
		conf_lex_next(p);
		return true;
	}
	if (big)
		return conf_fail(p, &p->tok, what, "a number above %llu", (unsigned long long)max);
	return conf_fail_token(p, what);
}

/* How many of the leading characters are digits. */
static size_t digits(const char *s, size_t len)
{
	size_t n = 0;

	while (n < len && s[n] >= '0' && s[n] <= '9')
		n++;
	return n;
}

static bool find_unit(const char *s, size_t len, uint32_t *seconds)
{
	for (size_t i = 0; i < COUNT(units); i++) {
		if (strlen(units[i].word) != len || memcmp(units[i].word, s, len) != 0)
			continue;
		*seconds = units[i].seconds;
		return true;
	}
	return false;
}

bool conf_word_duration(struct conf_parser *p, uint32_t *seconds)
{
	static const char expected[] = "a time like 30s, 5min or 2h, or never";
	const char *s = p->tok.p;
	uint32_t unit;
	uint64_t value;
	size_t n;

	if (conf_lex_is(&p->tok, "never")) {
		*seconds = UINT32_MAX;
		conf_lex_next(p);
		return true;
	}
	if (p->tok.kind != TOKEN_WORD)
		return conf_fail_token(p, expected);
	n = digits(s, p->tok.len);
	if (n == 0 || !find_unit(&s[n], p->tok.len - n, &unit))
		return conf_fail_token(p, expected);
	if (!conf_word_to_number(s, n, MAX_DURATION_S / unit, &value))
		return conf_fail(p, &p->tok, "never", "a time above %d s", MAX_DURATION_S);
	*seconds = (uint32_t)value * unit;
	conf_lex_next(p);
	return true;
}

bool conf_word_rate(struct conf_parser *p, uint32_t *rate, uint32_t *per_s)
{
	static const char expected[] = "a rate like 5/s, 30/min or 100/h";
	const char *s = p->tok.p;
	uint64_t value;
	size_t n;

	if (p->tok.kind != TOKEN_WORD)
		return conf_fail_token(p, expected);
	n = digits(s, p->tok.len);
	if (n == 0 || n + 1 >= p->tok.len || s[n] != '/' ||
	    !find_unit(&s[n + 1], p->tok.len - n - 1, per_s))
		return conf_fail_token(p, expected);
	if (!conf_word_to_number(s, n, RULESET_MAX_RATE, &value) || value == 0)
		return conf_fail(p, &p->tok, NULL, "a rate outside 1 to %d", RULESET_MAX_RATE);
	*rate = (uint32_t)value;
	conf_lex_next(p);
	return true;
}

bool conf_word_mode(struct conf_parser *p, uint16_t *mode)
{
	uint64_t value;
	bool big;

	if (p->tok.kind != TOKEN_WORD || !to_number(p->tok.p, p->tok.len, 8, 0777, &value, &big))
		return conf_fail_token(p, "permission bits in octal, like 0660");
	*mode = (uint16_t)value;
	conf_lex_next(p);
	return true;
}

/* "A, B or C" of a table. */
static void list_keywords(struct text *out, const struct conf_keyword *table, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		text_add(out, i == 0 ? "" : i + 1 == n ? " or " : ", ");
		text_add(out, table[i].word);
	}
}

const struct conf_keyword *conf_word_keyword(struct conf_parser *p, const char *what,
					     const struct conf_keyword *table, size_t n)
{
	struct conf_nearest nearest = { .word = p->tok.p, .len = p->tok.len };
	char memory[320];
	struct text expected = text_init(memory, sizeof(memory));

	for (size_t i = 0; i < n; i++)
		if (conf_lex_is(&p->tok, table[i].word))
			return &table[i];
	list_keywords(&expected, table, n);
	if (p->tok.kind != TOKEN_WORD) {
		conf_fail_token(p, memory);
		return NULL;
	}
	for (size_t i = 0; i < n; i++)
		conf_nearest_try(&nearest, table[i].word);
	conf_nearest_text(&nearest, &expected);
	conf_fail(p, &p->tok, memory, "unknown %s \"%.*s\"", what,
		  (int)(p->tok.len < 80 ? p->tok.len : 80), p->tok.p);
	return NULL;
}
