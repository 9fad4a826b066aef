/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Instances of messages, made from the schema alone: for the catalogue test, the oracle and the
 * seeds of the fuzzers. Written as recursive descent, unlike the interpreter that it tests, and it
 * knows for each byte why a value that ends before it must be refused.
 */
#pragma once

#include "../parsers/message.h"

enum { GENERATE_MARKS = 1024, GENERATE_MAX_VALUE = 65536 };

enum generate_mark_kind { MARK_ARRAY, MARK_FIXED_ARRAY, MARK_STRING };

/* A count or a length inside a value. */
struct generate_mark {
	enum generate_mark_kind kind;
	size_t at;    /* where the prefix stands */
	size_t width; /* of the prefix; 0 for fixed arrays */
	size_t open;  /* where the elements or characters begin */
	size_t end;
	size_t n;             /* elements or characters */
	enum reason short_of; /* where there are fewer bytes than elements */
};

struct generate {
	/* what is wanted */
	uint32_t seed;     /* of the values */
	unsigned elements; /* of each outermost counted array, as far as its prefix goes */
	unsigned string;   /* characters of each string, as far as its prefix and bound go */
	bool vary;         /* any number up to those, by the seed */
	int over;          /* which bounded string gets one character too many; -1: none */
	/* what was made */
	int bounded; /* strings with a bound */
	unsigned n_marks;
	struct generate_mark marks[GENERATE_MARKS];
	uint8_t why[GENERATE_MAX_VALUE]; /* enum reason, by byte of the value */
};

struct generated_tlv {
	uint8_t tag;
	const struct tlv_def *def;
	struct cur value; /* wire bytes */
};

/* A message as a list of TLVs, still to be put in a frame. */
struct generated {
	uint16_t service, id, txid;
	uint8_t cid;
	enum message_type type;
	unsigned n;
	struct generated_tlv tlvs[MESSAGE_MAX_TLVS + 1];
};

/* The next number of a simple generator; the same on every machine. */
uint32_t generate_random(uint32_t *seed);

/* Appends one wire value of `shape`; fills marks and why, with offsets in the value. */
bool generate_value(struct generate *g, const char *shape, struct wtr *out);

/*
 * A message of a row: all its TLVs, or only the mandatory ones; the result says success. Values
 * are appended to `values`. False where they do not fit.
 */
bool generate_message(struct generate *g, uint16_t row, enum message_type type, bool all,
		      struct wtr *values, struct generated *out);

/* The frame of a message, as its side writes it. False where it is too large for one. */
bool generate_frame(const struct generated *m, struct wtr *out);
