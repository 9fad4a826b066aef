/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Configuration and policy, compiled: plain data of fixed size without pointers, made by the
 * compiler room, handed to the warden and the gates as bytes and checked there by ruleset_check().
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "../parsers/schema.h"

enum {
	RULESET_MAX_LINKS = 8,
	RULESET_MAX_LISTENS = 16,
	RULESET_MAX_FILES = 16, /* the configuration is file 0, policies follow */
	RULESET_MAX_ROLES = 32,
	RULESET_MAX_RULES = 1024,
	RULESET_MAX_TERMS = 1024,
	RULESET_MAX_VALUES = 2048,
	RULESET_PATH = 108, /* with the terminating NUL */
	RULESET_NAME = 32,
	RULESET_MAX_RATE = 1000000,
	RULESET_MAX_PER_S = 3600,
	ROLE_ANY = 0xFFFF,
	ROLE_NONE = 0xFFFE, /* no role fits: nothing is allowed */
};

/* limit NAME NUMBER; X(id, word, default, min, max, unit and meaning) */
#define LIMITS(X)                                                                                  \
	X(CLIENTS, "clients", 32, 1, 64, "connections per link at a time")                         \
	X(CLIENT_IDS, "client-ids", 24, 1, 255, "QMI client ids per connection")                   \
	X(OUTSTANDING, "outstanding", 128, 1, 1024, "unanswered requests, 4096 of all connections") \
	X(QUEUE, "queue", 262144, 8192, 1048576, "bytes that wait for one client to read them")    \
	X(SLOW, "slow", 5, 1, 3600, "seconds until a client that does not read is disconnected")   \
	X(OPEN, "open", 10, 1, 3600, "seconds until a client must have opened a device")           \
	X(ANSWER, "answer", 320, 316, 3600, "seconds until the modem must have answered")          \
	X(INDICATIONS, "indications", 1000, 1, 1000000, "indications per second and link")

enum limit_id {
#define X(id, word, def, min, max, text) LIMIT_##id,
	LIMITS(X)
#undef X
		LIMIT_COUNT
};

struct ruleset_link {
	char name[RULESET_NAME];
	char qmi[RULESET_PATH];	  /* device node, or "unix:PATH" */
	char alias[RULESET_PATH]; /* "qmi PATH as ALIAS": what clients open; "": the path */
	uint16_t vendor;	/* USB vendor id; 0: ask sysfs, or unknown */
	uint16_t line;
};

enum listen_flavour { LISTEN_PROXY, LISTEN_QMUX }; /* qmi-proxy's protocol, or bare QMUX */

struct ruleset_listen {
	char path[RULESET_PATH]; /* "@NAME" is abstract */
	uint8_t flavour;
	uint16_t link; /* index; UINT16_MAX: the client names a device (LISTEN_PROXY only) */
	uint16_t role; /* index, or ROLE_ANY: found by who connects */
	char owner[RULESET_NAME], group[RULESET_NAME]; /* "" : leave */
	uint16_t mode;				       /* permission bits */
	uint16_t line;
};

/*
 * Conditions that are set must all hold. The first role that fits is the client's. A role without
 * user, group and exe fits nobody by itself: only a listener gives it ("listen .. role NAME").
 */
struct ruleset_role {
	char name[RULESET_NAME];
	char user[RULESET_NAME];  /* name or number; "": any */
	char group[RULESET_NAME]; /* primary or supplementary; "": any */
	char exe[RULESET_PATH];	  /* absolute path of the executable; "": any */
	uint32_t uid, gid;	  /* filled by the warden from user and group; UINT32_MAX: none */
	uint32_t grace_s;	  /* until ids of a gone owner are released; UINT32_MAX: never */
	uint8_t adopt;		  /* may take over client ids that nobody (any more) owns */
	uint16_t file, line;
};

enum rule_selector {
	SELECT_ANY,	/* qmi any            every message that the schema knows */
	SELECT_CLASS,	/* qmi class read     */
	SELECT_SERVICE, /* qmi dms.*          */
	SELECT_MESSAGE, /* qmi dms.get-ids    every row of that name in the service */
	SELECT_RAW,	/* qmi raw 0x22 0x51  one id that the schema does not know */
};

/* where TLV[.FIELD] in (V, ..)   or   where TLV[.FIELD] in (LOW..HIGH); "and" joins terms */
struct ruleset_term {
	uint8_t tag;
	uint8_t leaf; /* of the TLV's shape */
	uint16_t first_value, n_values;
};

struct ruleset_value {
	uint64_t low, high; /* inclusive */
};

struct ruleset_rule {
	uint8_t allow; /* 0 = deny */
	uint8_t selector;
	uint8_t class; /* SELECT_CLASS */
	uint8_t alert; /* audited also where it allows */
	uint16_t role; /* index, or ROLE_ANY */
	uint16_t service; /* SELECT_SERVICE, _MESSAGE, _RAW */
	uint16_t id;	  /* SELECT_MESSAGE, _RAW */
	uint16_t rows[2]; /* SELECT_MESSAGE: the request and the indication; ROW_NONE: none such */
	uint16_t first_term, n_terms;
	uint16_t file, line;
	uint32_t rate; /* at most so many per `per_s`; 0: no bound */
	uint32_t per_s;
};

#define RULESET_MAGIC 0x6b6c7261u /* "arlk", and a version in the next field */
#define RULESET_VERSION 1u

struct ruleset {
	uint32_t magic, version;
	uint32_t n_links, n_listens, n_files, n_roles, n_rules, n_terms, n_values;
	uint32_t limits[LIMIT_COUNT];
	uint32_t strict[SCHEMA_MAX_ROWS / 32]; /* bit per row: notes refuse ("strict SERVICE") */
	char audit[RULESET_PATH];
	char user[RULESET_NAME]; /* whom the rooms run as; "nobody" by default */
	char files[RULESET_MAX_FILES][RULESET_PATH]; /* [0] the configuration, then policies */
	struct ruleset_link links[RULESET_MAX_LINKS];
	struct ruleset_listen listens[RULESET_MAX_LISTENS];
	struct ruleset_role roles[RULESET_MAX_ROLES];
	struct ruleset_rule rules[RULESET_MAX_RULES];
	struct ruleset_term terms[RULESET_MAX_TERMS];
	struct ruleset_value values[RULESET_MAX_VALUES];
};

/* Whether every count, index and string of `rs` is in bounds. Nothing else may read one before. */
bool ruleset_check(const struct ruleset *rs);
