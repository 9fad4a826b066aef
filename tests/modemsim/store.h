/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the modem answers: for each row of the schema an error code and TLVs, kept as wire bytes. */
#pragma once

#include "../../parsers/cursor.h"
#include "../../parsers/schema.h"

enum { STORE_MAX_TLVS = 65000 };

/* A response without its result TLV, or an indication. */
struct answer {
	bool is_set;
	uint16_t error; /* QMI error code, 0 for success */
	size_t len;
	uint8_t *tlvs; /* owned; tags in any order, each once */
};

struct store {
	struct answer answers[SCHEMA_MAX_ROWS];
	uint16_t vendor; /* USB vendor id: which vendor's messages are known */
};

/*
 * The row that "service.message" names, in the first word of `*text`, which is moved behind it.
 * ROW_NONE where there is none, and `*why` says what was expected.
 */
uint16_t store_find(const struct store *s, const char **text, bool is_indication,
		    const char **why);
/* The TLV rows that an answer of this row is written with. */
const struct tlv_set *store_tlvs(uint16_t row);

/*
 * Changes one answer: words of `text` are "tlv=value" (set), "-tlv" (remove), "clear" (remove
 * all), "error=N", "sample" (every TLV of the schema with an example value), "unset" (the
 * message is not supported). All or nothing. False: `*why` says what was expected.
 */
MUST_USE bool store_change(struct store *s, uint16_t row, const char *text, const char **why);
/* "service.message ..." from a table or a command: find and change. */
MUST_USE bool store_set(struct store *s, const char *text, bool is_indication, const char **why);
/* The same with a format; the text is ours, so a mistake in it ends the program. */
void store_setf(struct store *s, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Appends every TLV of a set with an example value, but for the result. */
MUST_USE bool store_sample(const struct tlv_set *set, struct wtr *out);
/* The value of a TLV in a run of wire TLVs. False where it is not there. */
MUST_USE bool store_tlv(struct cur tlvs, uint8_t tag, struct cur *value);
/* Replaces or adds a TLV of an answer by its wire bytes. */
MUST_USE bool store_replace(struct store *s, uint16_t row, uint8_t tag, struct cur value);
/* Appends to `out` the TLVs of `base` that `changes` does not hold, then `changes`. */
MUST_USE bool store_merge(struct cur base, struct cur changes, struct wtr *out);
void store_free(struct store *s);
