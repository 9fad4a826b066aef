/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The language of configuration and policies: text to ruleset and back. Pure: no I/O, no
 * allocation, any bytes may be given. airlock.conf(5) describes the language.
 *
 * Order of use: conf_begin(), conf_parse() on the configuration (or a policy alone), then on each
 * policy that it names, conf_finish(), and then what is wanted of conf.rules, conf_print().
 *
 * Rules and roles count in this order: first those of the configuration itself, then those of each
 * policy as it is named. So the configuration's own rules win over those of shipped policies.
 */
#pragma once

#include "ruleset.h"
#include "text.h"

#define CONF_AUDIT "/var/log/airlock/audit.jsonl" /* of a configuration that says nothing */

enum {
	CONF_MAX_FILE = 1048576, /* bytes of one file */
	CONF_MAX_LINE = 4096,    /* bytes of one line */
	CONF_MAX_ERRORS = 64,    /* then the rest of the files is not read */
	CONF_MAX_STRICT = 64,
	CONF_MAX_TERMS = 16,     /* of one rule, so that its canonical line is never too long */
	CONF_MAX_TEXT = 127,     /* bytes of one text that a rule asks about; as CONF_MAX_TERMS */
	CONF_GRACE_S = 30,       /* of a role that says nothing */
	CONF_LISTEN_MODE = 0600, /* of a listener that says nothing */
};

/* What is asked of the files that were given. */
enum conf_mode {
	/*
	 * The configuration alone, to learn rules.files: roles may be undefined. The ruleset passes
	 * ruleset_check(), but has no rules, and listeners whose role is not defined yet have
	 * ROLE_ANY: nothing of it but files[] may be used.
	 */
	CONF_LINKS,
	CONF_ALL, /* every file that the configuration names was given; all must resolve */
};

struct conf_place {
	uint16_t file, line, column;
};

/* A role or link that is used, maybe before it is defined. */
struct conf_ref {
	char name[RULESET_NAME];
	struct conf_place at;
};

/* All that the compiler holds. The caller gives the memory (some 150 KiB); nothing points out. */
struct conf {
	struct ruleset rules;
	struct text *errors; /* a line each; the caller's */
	unsigned n_errors;
	uint8_t given[RULESET_MAX_FILES];
	uint8_t has_user, has_audit;
	uint8_t has_limit[LIMIT_COUNT];
	uint16_t n_refs, n_stricts;
	/* Roles by name; until conf_finish() the role of rules and listeners is an index here. */
	struct conf_ref refs[RULESET_MAX_ROLES];
	struct conf_ref listen_links[RULESET_MAX_LISTENS];
	struct conf_place policy_at[RULESET_MAX_FILES];
	char policy_words[RULESET_MAX_FILES]
			 [RULESET_PATH]; /* as written; rules.files is resolved */
	struct {
		uint16_t service, file;
	} stricts[CONF_MAX_STRICT];
};

/* Empties `c`. Errors are appended to `errors`, which outlives `c`. */
void conf_begin(struct conf *c, struct text *errors);
/*
 * Reads one file. The first one given is file 0. Later ones bear the names of rules.files, in
 * their order.
 * All its errors are reported; whether there were any says conf_finish().
 */
void conf_parse(struct conf *c, const char *name, const char *text, size_t len);
/* Resolves names. True where no file had an error; then conf.rules passes ruleset_check(). */
bool conf_finish(struct conf *c, enum conf_mode mode);
/* Reports an error of the caller's (a policy that cannot be read) at the statement for file `i`. */
void conf_complain(struct conf *c, size_t i, const char *what);

/* The canonical text of one file. Parsing it again gives the same ruleset, but for lines. */
void conf_print(const struct conf *c, unsigned file, struct text *out);
/* One rule as a statement, without newline. */
void conf_print_rule(const struct ruleset *rs, size_t index, struct text *out);
/* What is probably not meant: rules that never match, roles that nobody gets. How many. */
unsigned conf_warn(const struct conf *c, struct text *out);
