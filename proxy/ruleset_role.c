// SPDX-License-Identifier: GPL-2.0-or-later
/* A client keeps its role by name when the rules change. */
#include "ruleset_align.h"

#include <string.h>

uint16_t ruleset_same_role(const struct ruleset *from, uint16_t role, const struct ruleset *to)
{
	if (role >= from->n_roles)
		return role;
	for (uint16_t i = 0; i < to->n_roles; i++)
		if (!strcmp(from->roles[role].name, to->roles[i].name))
			return i;
	return ROLE_NONE;
}
