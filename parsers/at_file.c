/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Arguments of +CRSM. */
#include "at_file.h"

#include <string.h>

enum { COMMAND, FILE_ID, P1, P2, P3, DATA, PATH };
enum { NEEDS_FILE = 1, WRITES = 2 };

/* TS 27.007 8.18; what the commands do: TS 102 221 11.1, 11.3. */
static const struct {
	uint8_t command, flags;
} commands[] = {
	{ 176, NEEDS_FILE },	      /* READ BINARY */
	{ 178, NEEDS_FILE },	      /* READ RECORD */
	{ 192, 0 },		      /* GET RESPONSE */
	{ 203, NEEDS_FILE },	      /* RETRIEVE DATA */
	{ 214, NEEDS_FILE | WRITES }, /* UPDATE BINARY */
	{ 219, NEEDS_FILE | WRITES }, /* SET DATA */
	{ 220, NEEDS_FILE | WRITES }, /* UPDATE RECORD */
	{ 242, 0 },		      /* STATUS */
};

/* Hex digits of an argument; 0 where it is missing. */
static size_t digits(const struct at_record *r, unsigned part, unsigned i)
{
	struct cur text;

	return at_part_text(r, part, i, &text) ? text.n : 0;
}

static enum reason fits(const struct at_record *r, unsigned part, unsigned flags)
{
	size_t data = digits(r, part, DATA);
	int64_t file, p3 = 0;

	if ((flags & NEEDS_FILE) && !at_part_number(r, part, FILE_ID, &file))
		return REASON_APDU_FILE;
	if (digits(r, part, PATH) % 4 != 0)
		return REASON_APDU_FILE;
	if (!(flags & WRITES))
		return data == 0 ? REASON_OK : REASON_APDU_LENGTH;
	if (!at_part_number(r, part, P3, &p3) || p3 == 0 || data != 2 * (uint64_t)p3)
		return REASON_APDU_LENGTH;
	return REASON_OK;
}

enum reason at_file_fits(const struct at_record *r, unsigned part)
{
	const struct at_part *p = &r->parts[part];
	int64_t command;

	if (p->form != AT_FORM_SET || p->name.n != 5 || memcmp(p->name.p, "+CRSM", 5) != 0)
		return REASON_OK;
	if (!at_part_number(r, part, COMMAND, &command))
		return REASON_APDU_INSTRUCTION;
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		if (commands[i].command == command)
			return fits(r, part, commands[i].flags);
	return REASON_APDU_INSTRUCTION;
}
