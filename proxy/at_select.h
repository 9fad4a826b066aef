/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which AT rules are about a command, whatever its arguments: one question for policy and language.
 */
#pragma once

#include "ruleset.h"

/* A command as rules see it. */
struct at_subject {
	uint16_t row; /* ROW_NONE: the schema does not know `name`, or a grant */
	uint8_t form; /* enum at_form; AT_FORM_COUNT: the unsolicited code */
	uint8_t dial; /* enum at_dial */
	uint8_t class, group;
	uint8_t grant; /* enum at_grant; 0: a command */
	struct cur name;
};

enum { AT_SUBJECTS = AT_FORM_COUNT + AT_DIAL_COUNT + 2 }; /* of one row, at most */

/* The subject of one command of a line. */
struct at_subject at_select_part(const struct at_record *r, unsigned part);
/*
 * The unsolicited code of a row. It is of the class of the command of its name, or else of the one
 * that asks for it: it tells what that is about. But it changes nothing: class control becomes
 * read, unless what it tells is personal.
 */
struct at_subject at_select_code(uint16_t row);
/* One of enum at_grant. */
struct at_subject at_select_grant(enum at_grant grant);
/*
 * The subjects of a row that rules may tell apart: forms, a query, kinds of dial strings, the code.
 * False behind the last one.
 */
bool at_select_next(uint16_t row, unsigned *next, struct at_subject *out);

/*
 * Whether the selector of a rule is about the subject; its role and terms are not looked at.
 *
 * What is in a group does harm, and so is allowed only by those who say so: a rule that allows any,
 * a class or a family is not about it. One that denies is.
 */
bool at_select(const struct ruleset *rs, const struct ruleset_rule *r, const struct at_subject *s);
/*
 * Bits of enum at_grant (ruleset.h) that a command needs besides a rule that allows it. To answer a
 * call (A) needs none, since it may be a voice call: CONNECT, if it comes, needs data mode.
 */
unsigned at_select_needs(const struct at_record *r, unsigned part);
/* Those that the role has. */
unsigned at_select_grants(const struct ruleset *rs, uint16_t role);
