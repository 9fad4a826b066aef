/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Words of groups and forms, apart from the tables: the scribe needs the words only. */
#include "at.h"

static const char *const group_names[] = {
#define X(id, word) word,
	AT_GROUPS(X)
#undef X
};

static const char *const form_names[AT_FORM_COUNT] = { "exec", "read", "test", "set" };

const char *at_group_name(enum at_group g)
{
	return (unsigned)g < AT_GROUP_COUNT ? group_names[g] : "?";
}

const char *at_form_name(enum at_form f)
{
	return (unsigned)f < AT_FORM_COUNT ? form_names[f] : "?";
}
