/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tokens of the language: words, strings, punctuation, and newlines that end statements. */
#include "conf_internal.h"

#include <string.h>

static const char punctuation[] = "{};,()=";
static const enum conf_kind punctuation_kind[] = {
	TOKEN_OPEN, TOKEN_CLOSE, TOKEN_SEMICOLON, TOKEN_COMMA,
	TOKEN_LEFT, TOKEN_RIGHT, TOKEN_EQUALS,
};

static bool at_end(const struct conf_parser *p)
{
	return p->pos >= p->len;
}

static bool is_word(unsigned char ch)
{
	return ch > ' ' && ch < 0x7F && ch != '#' && ch != '"' &&
	       memchr(punctuation, ch, sizeof(punctuation) - 1) == NULL;
}

/* What may stand in a comment: all but control characters. */
static bool is_comment(unsigned char ch)
{
	return ch == '\t' || (ch >= ' ' && ch != 0x7F);
}

static void begin_token(struct conf_parser *p, enum conf_kind kind)
{
	size_t column = p->pos - p->line_start + 1;

	p->tok = (struct conf_token){
		.kind = kind,
		.p = &p->text[p->pos],
		.line = (uint16_t)(p->line < UINT16_MAX ? p->line : UINT16_MAX),
		.column = (uint16_t)(column < UINT16_MAX ? column : UINT16_MAX),
	};
}

/* A character that may not stand here. Reported once, then stepped over. */
static void refuse_char(struct conf_parser *p)
{
	unsigned char ch = (unsigned char)p->text[p->pos];

	begin_token(p, TOKEN_END);
	if (ch < 0x20 || ch == 0x7F)
		conf_fail(p, &p->tok, "text", "control character 0x%02x", ch);
	else
		conf_fail(p, &p->tok, "ASCII (other characters stand in comments only)",
			  "character 0x%02x", ch);
	p->pos++;
}

/* Blanks, comments, and characters that are refused. */
static void skip_blank(struct conf_parser *p)
{
	bool in_comment = false;

	for (; !at_end(p) && p->text[p->pos] != '\n';) {
		unsigned char ch = (unsigned char)p->text[p->pos];

		in_comment = in_comment || ch == '#';
		if (ch == ' ' || ch == '\t' || (in_comment && is_comment(ch)))
			p->pos++;
		else if (in_comment || (ch < 0x20 || ch >= 0x7F))
			refuse_char(p);
		else
			return;
	}
}

static void take_word(struct conf_parser *p)
{
	size_t start = p->pos;

	begin_token(p, TOKEN_WORD);
	while (!at_end(p) && is_word((unsigned char)p->text[p->pos]))
		p->pos++;
	p->tok.len = p->pos - start;
}

/* A string ends on its line. What it holds is printable; a quote cannot stand in it. */
static void take_string(struct conf_parser *p)
{
	size_t start;

	begin_token(p, TOKEN_STRING);
	start = ++p->pos;
	p->tok.p = &p->text[start];
	while (!at_end(p) && p->text[p->pos] >= ' ' && p->text[p->pos] < 0x7F &&
	       p->text[p->pos] != '"')
		p->pos++;
	p->tok.len = p->pos - start;
	if (!at_end(p) && p->text[p->pos] == '"')
		p->pos++;
	else
		conf_fail(p, &p->tok, "\"", "a string that does not end on its line");
}

static void take_newline(struct conf_parser *p)
{
	begin_token(p, TOKEN_NEWLINE);
	if (p->pos - p->line_start > CONF_MAX_LINE) {
		p->tok.column = 1;
		conf_fail(p, &p->tok, NULL, "line longer than %d bytes", CONF_MAX_LINE);
	}
	p->pos++;
	p->line++;
	p->line_start = p->pos;
	if (p->line == UINT16_MAX)
		conf_fail(p, &p->tok, NULL, "more than %d lines", UINT16_MAX - 1);
}

static void next_token(struct conf_parser *p)
{
	const char *found;
	char ch;

	skip_blank(p);
	if (at_end(p) || conf_full(p->conf)) {
		begin_token(p, TOKEN_END);
		return;
	}
	ch = p->text[p->pos];
	found = memchr(punctuation, ch, sizeof(punctuation) - 1);
	if (ch == '\n') {
		take_newline(p);
	} else if (ch == '"') {
		take_string(p);
	} else if (found != NULL) {
		begin_token(p, punctuation_kind[found - punctuation]);
		p->tok.len = 1;
		p->pos++;
	} else {
		take_word(p);
	}
}

/* A newline behind a comma is none: long lists go on in the next line. */
void conf_lex_next(struct conf_parser *p)
{
	bool after_comma = p->tok.kind == TOKEN_COMMA;

	do {
		next_token(p);
	} while (after_comma && p->tok.kind == TOKEN_NEWLINE);
}

void conf_lex_start(struct conf_parser *p)
{
	p->pos = 0;
	p->line_start = 0;
	p->line = 1;
	p->tok.kind = TOKEN_NEWLINE;
	conf_lex_next(p);
}

bool conf_lex_is(const struct conf_token *t, const char *word)
{
	return t->kind == TOKEN_WORD && conf_word_equals(t, word);
}

void conf_lex_skip_item(struct conf_parser *p)
{
	while (p->tok.kind != TOKEN_END && p->tok.kind != TOKEN_NEWLINE &&
	       p->tok.kind != TOKEN_SEMICOLON && p->tok.kind != TOKEN_CLOSE)
		conf_lex_next(p);
}

void conf_lex_skip_statement(struct conf_parser *p)
{
	unsigned depth = 0;

	for (; p->tok.kind != TOKEN_END; conf_lex_next(p)) {
		if (p->tok.kind == TOKEN_NEWLINE && depth == 0)
			return;
		if (p->tok.kind == TOKEN_OPEN)
			depth++;
		if (p->tok.kind == TOKEN_CLOSE && depth > 0)
			depth--;
	}
}
