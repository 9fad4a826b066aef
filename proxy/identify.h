/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who is at the other end of a unix socket: from the kernel, never from what the client says. */
#pragma once

#include <stdbool.h>
#include <stdint.h>
#include "ruleset.h"

enum { PEER_GROUPS = 64 };

struct peer {
	uint32_t uid, gid, pid;
	uint32_t groups[PEER_GROUPS]; /* supplementary */
	unsigned n_groups;
	char exe[RULESET_PATH]; /* "" where it cannot be told for certain */
};

/* 0 or -errno. */
int identify_peer(int client, struct peer *out);
/* The first role that fits, or ROLE_NONE. */
uint16_t identify_role(const struct ruleset *rules, const struct peer *p);
