/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Makes AT lines from the shapes of the tables, as small or as large as they allow; and feeds them.
 */
#pragma once

#include "../parsers/frame_at.h"

enum { AT_GENERATE_MOST = 48 };

/* One value of a shape. */
struct at_item {
	char type;         /* as in at.h; '*' is a tail of any values */
	bool optional;     /* behind '[' or with a '?' */
	bool bounded;      /* a number: has `low` and `high` */
	int64_t low, high; /* of a number, or of a length */
	bool gap;          /* a number: not all between them are allowed */
};

struct at_items {
	unsigned n, mandatory; /* the first `mandatory` may not be missing */
	bool open;             /* more values may follow */
	struct at_item items[AT_GENERATE_MOST];
};

/* Reads a shape without lists (no table has them); NULL is one tail. */
void at_generate_items(const char *shape, struct at_items *out);

enum at_size { AT_SMALLEST, AT_LARGEST, AT_TOO_LARGE, AT_TOO_SMALL, AT_WRONG_SET, AT_WRONG_TYPE };

/* Writes a value of that size; false where the type has none, or none that is wrong in this way. */
bool at_generate_value(const struct at_item *item, enum at_size size, struct wtr *out);
/* Why such a value is refused. */
enum reason at_generate_reason(enum at_size size);

/* Feeds bytes in chunks of `step` to a framer that begins, and its end; the records. */
struct cur at_generate_records(const struct frame_at_options *o, struct cur bytes, size_t step);
/* The first record of one line that is fed whole. NULL where it does not check. */
const struct at_record *at_generate_read(enum side side, struct cur line);
