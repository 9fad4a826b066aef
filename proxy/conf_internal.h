/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the parts of the language's parser share. */
#pragma once

#include "conf.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

enum conf_kind {
	TOKEN_END,
	TOKEN_NEWLINE,
	TOKEN_WORD,
	TOKEN_STRING, /* a word in quotes: never a keyword */
	TOKEN_OPEN,
	TOKEN_CLOSE,
	TOKEN_SEMICOLON,
	TOKEN_COMMA,
	TOKEN_LEFT,
	TOKEN_RIGHT,
	TOKEN_EQUALS,
};

struct conf_token {
	enum conf_kind kind;
	const char *p; /* into the text, not terminated; without quotes */
	size_t len;
	uint16_t line, column;
};

struct conf_parser {
	struct conf *conf;
	const char *text;
	size_t len, pos, line_start;
	uint32_t line;
	uint16_t file;
	bool resume;           /* a statement broke off where the next one begins */
	struct conf_token tok; /* the one to look at next */
};

/* A row of a table of statements, items or options. `parse` finds the word behind the keyword. */
struct conf_keyword {
	const char *word;
	bool (*parse)(struct conf_parser *p, void *into);
	uint8_t flags;
};

enum { KEYWORD_CONFIGURATION = 1 }; /* not in policies */

/* --- conf_lex.c --- */
void conf_lex_start(struct conf_parser *p);
void conf_lex_next(struct conf_parser *p);
/* Whether the token is this keyword. */
bool conf_lex_is(const struct conf_token *t, const char *word);
/* Skips to the end of the statement, with any block; or to the end of an item in a block. */
void conf_lex_skip_statement(struct conf_parser *p);
void conf_lex_skip_item(struct conf_parser *p);

/* --- conf_error.c --- */
/* "FILE:LINE:COLUMN: what, expected .."; `expected` may be NULL. Always false. */
__attribute__((format(printf, 4, 5))) bool conf_fail(struct conf_parser *p,
						     const struct conf_token *at,
						     const char *expected, const char *format, ...);
/* Reports that `p->tok` is not what stands in `expected`. Always false. */
bool conf_fail_token(struct conf_parser *p, const char *expected);
bool conf_full(const struct conf *c);
__attribute__((format(printf, 3, 4))) void conf_report(struct conf *c, const struct conf_place *at,
						       const char *format, ...);

/* The nearest spelling of a word among candidates. */
struct conf_nearest {
	const char *word;
	size_t len;
	const char *best;
	unsigned distance;
};
void conf_nearest_try(struct conf_nearest *n, const char *candidate);
/* ' (did you mean "WORD"?)' or "" */
void conf_nearest_text(const struct conf_nearest *n, struct text *out);

/* --- conf_word.c --- */
/* Each takes the current token, or reports and leaves it. */
bool conf_word_take(struct conf_parser *p, const char *what, char *out, size_t size);
bool conf_word_name(struct conf_parser *p, const char *what, char out[RULESET_NAME]);
bool conf_word_path(struct conf_parser *p, const char *what, char out[RULESET_PATH]);
bool conf_word_number(struct conf_parser *p, const char *what, uint64_t max, uint64_t *out);
bool conf_word_duration(struct conf_parser *p, uint32_t *seconds);
bool conf_word_rate(struct conf_parser *p, uint32_t *rate, uint32_t *per_s);
bool conf_word_mode(struct conf_parser *p, uint16_t *mode);
/* A number in decimal or hex. False where it is none, or above `max`. */
bool conf_word_to_number(const char *s, size_t len, uint64_t max, uint64_t *out);
bool conf_word_equals(const struct conf_token *t, const char *word);
/* The keyword of the table that the token is; NULL, and reported, where it is none. */
const struct conf_keyword *conf_word_keyword(struct conf_parser *p, const char *what,
					     const struct conf_keyword *table, size_t n);
/* The units of durations and rates: "s", "min", "h"; NULL outside. */
const char *conf_word_unit(uint32_t per_s);

/* --- conf_rule.c --- */
bool conf_rule_allow(struct conf_parser *p, void *into);
bool conf_rule_deny(struct conf_parser *p, void *into);
/* Takes the name of a role, as an index of conf.refs. */
bool conf_rule_role(struct conf_parser *p, uint16_t *ref);

/* --- conf_at.c --- */
/* A selector of AT rules behind its keyword; NULL where the word is none of those. */
const struct conf_keyword *conf_at_keyword(const struct conf_token *t);
/* Whether a word can only be a command: it does not begin like the name of a service. */
bool conf_at_is_command(const struct conf_token *t);
/* A command of the schema: +CREG, +CREG?, +CREG=?, +CREG= */
bool conf_at_command(struct conf_parser *p, struct ruleset_rule *r);
void conf_at_print(const struct ruleset *rs, const struct ruleset_rule *r, struct text *out);
/* Puts bytes into `strings`, or reports that they are full. */
bool conf_at_string(struct conf_parser *p, const struct conf_token *t, const char *s, size_t len,
		    uint16_t *where);

/* --- conf_at_where.c --- */
/* "where TERM and TERM .." of the rule's only command. */
bool conf_at_where_parse(struct conf_parser *p, struct ruleset_rule *r);
/* One term of such a rule. */
void conf_at_where_print(const struct ruleset *rs, const struct ruleset_rule *r,
			 const struct ruleset_term *t, bool wrap, struct text *out);

/* One value as AT terms take it: a number, a range, a text, prefix "TEXT" or none. */
bool conf_at_where_value(struct conf_parser *p, const void *field, struct ruleset_value *out);
void conf_at_where_value_print(const struct ruleset *rs, const struct ruleset_value *v,
			       struct text *out);

/* --- conf_fact.c --- */
/* The kinds of payloads of a family or of that name; 0: there are none. */
uint32_t conf_payload_kinds(const char *word, size_t len);
void conf_payload_print(const struct ruleset_rule *r, struct text *out);
/* "where FACT in (..) and .." of a rule about payloads. */
bool conf_fact_parse(struct conf_parser *p, struct ruleset_rule *r);
/* Whether a word is a fact. */
bool conf_fact_is(const struct conf_token *t);
/* One term about a fact, into the rule; and back. */
bool conf_fact_term(struct conf_parser *p, struct ruleset_rule *r);
void conf_fact_print(const struct ruleset *rs, const struct ruleset_term *t, bool wrap,
		     struct text *out);

/* --- conf_detect.c --- */
bool conf_detect_parse(struct conf_parser *p, void *into);
void conf_detect_print(const struct ruleset *rs, unsigned file, struct text *out);

/* --- conf_print.c --- */
/* Between items of a list. */
void conf_print_comma(bool wrap, struct text *out);

/* --- conf_where.c --- */
/* "where TERM and TERM .." of the rule's only message. */
bool conf_where_parse(struct conf_parser *p, struct ruleset_rule *r);

/* Takes one value of a term; `field` is what it is about. */
typedef bool conf_value_take(struct conf_parser *p, const void *field, struct ruleset_value *out);
/* "= VALUE" or "in (VALUE, ..)". */
bool conf_where_values(struct conf_parser *p, conf_value_take *take, const void *field,
		       struct ruleset_term *t);
/* One value of a field of numbers: struct conf_field. */
bool conf_where_number(struct conf_parser *p, const void *field, struct ruleset_value *out);
/* Whether one more term fits; reported where not. */
bool conf_where_room(struct conf_parser *p, const struct ruleset_rule *r);

/* A scalar field of a request: what "where" may ask about. */
struct conf_field {
	const struct enum_def *names; /* NULL: numbers only */
	uint64_t max;
	uint8_t tag, leaf;
};
enum conf_found { FIELD_FOUND, FIELD_NO_TLV, FIELD_NO_FIELD, FIELD_NOT_NUMBER };
/* Finds "TLV" or "TLV.FIELD" of a request. */
enum conf_found conf_where_field(const struct message_def *def, const char *name, size_t len,
				 struct conf_field *out);
/* The other way: the name of a leaf, and its enumeration. */
void conf_where_name(const struct tlv_def *tlv, unsigned leaf, struct text *out,
		     const struct enum_def **names);
/* The name of a leaf that is a number. False for others. */
bool conf_where_leaf(const struct tlv_def *tlv, unsigned leaf, struct text *name);
/* A value of the field: a name or a number. */
bool conf_where_value(const struct conf_field *f, const char *s, size_t len, uint64_t *out);

/* A leaf of a shape (schema.h). */
struct conf_leaf {
	unsigned bits;
	size_t packed; /* bytes of an empty or zero value in a record (DIALECT_PACKED) */
	bool is_number, is_signed;
};
/* Leaf number `wanted`, as long as no array stands before it. False where there is none such. */
bool conf_where_shape(const char *shape, unsigned wanted, struct conf_leaf *out);

/* --- conf_block.c --- */
bool conf_block_role(struct conf_parser *p, void *into);
bool conf_block_link(struct conf_parser *p, void *into);
bool conf_block_listen(struct conf_parser *p, void *into);

/* --- conf_port.c --- */
/* A port of the link whose block is being read, behind its keyword. */
bool conf_port_parse(struct conf_parser *p, enum port_kind kind);
/* The port as an item of its link, with its endpoints; without newline at its end. */
void conf_port_print(const struct ruleset *rs, size_t port, struct text *out);

/* --- conf_net.c --- */
/* "interface N" or "wwan N" in place of a path; where it is neither, nothing is taken: good. */
bool conf_net_by(struct conf_parser *p, uint8_t *by, uint8_t *number);
void conf_net_by_print(uint8_t by, uint8_t number, struct text *out);
/* Items of a link, behind their keywords; printed without newline at their end. */
bool conf_net_match(struct conf_parser *p, struct ruleset_match *m);
void conf_net_match_print(const struct ruleset_match *m, struct text *out);
bool conf_net_parse(struct conf_parser *p, struct ruleset_net *n);
void conf_net_print(const struct ruleset_net *n, struct text *out);

/* --- conf.c --- */
extern const struct conf_keyword conf_statements[];
extern const size_t conf_statement_count;
