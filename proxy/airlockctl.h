/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the parts of airlockctl share. */
#pragma once

#include "conf.h"
#include "policy.h"

/* A configuration with its policies, or a policy alone, read and compiled in the compiler's room.
 */
struct airlockctl_rules {
	struct conf conf;
	struct text out, errors; /* written to stdout and stderr at the end */
	bool good;               /* no errors */
};

/*
 * Reads `path` and the policies that it names, enters the compiler's room for good, and compiles.
 * NULL where `path` cannot be read (said on stderr). Static memory: once per process.
 */
struct airlockctl_rules *airlockctl_load(const char *path);
/* Writes out what was gathered. Returns `status`. */
int airlockctl_flush(struct airlockctl_rules *r, int status);
/* Whether "explain" is asked about a line of a client of an AT port, or a code ("+CREG:"). */
bool airlockctl_at_is_line(const char *word);
bool airlockctl_at_is_code(const char *word);
int airlockctl_at_line(struct airlockctl_rules *r, struct policy_state *policy, uint16_t role,
		       const char *line);
int airlockctl_at_code(struct airlockctl_rules *r, const struct policy_state *policy, uint16_t role,
		       const char *name);
/* What rules about payloads do with one: KIND=HEX. */
int airlockctl_payload(struct airlockctl_rules *r, struct policy_state *policy, uint16_t role,
		       const char *word);
/* "explain": arguments are ROLE MESSAGE [TLV=VALUE ..]. The exit status. */
int airlockctl_explain(struct airlockctl_rules *r, int argc, char **argv);

/* airlockctl_digest.c: KEY FRAME, each a file or hexadecimal. The exit status. */
int airlockctl_digest(int argc, char **argv);
