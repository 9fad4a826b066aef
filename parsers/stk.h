/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * SIM toolkit (ETSI TS 102 223; 3GPP TS 31.111 where it says so): what a card asks of a terminal,
 * and what the terminal tells the card. Objects and the commands that hold them are tables; one
 * walk judges them all. Pure.
 */
#pragma once

#include "payload.h"

/* What the value of an object is like inside; see stk_form.c. */
enum stk_form {
	STK_BYTES,        /* any, within the row's bounds */
	STK_DEVICES,      /* source and destination, TS 102 223 8.7 */
	STK_DURATION,     /* 8.8 */
	STK_TEXT,         /* coding scheme and text, 8.15; lines may end in it */
	STK_ALPHA,        /* TS 102 221 annex A; one line */
	STK_ITEM,         /* identifier and alpha, 8.9 */
	STK_ADDRESS,      /* type of number and digits, 8.1 */
	STK_DIGITS,       /* 8.45 */
	STK_CCP,          /* TS 31.111 8.4 */
	STK_RANGE,        /* least and most, 8.11 */
	STK_FILES,        /* 8.18 */
	STK_PATH,         /* 8.50 */
	STK_TIMER,        /* 8.37 */
	STK_BCD,          /* 8.38 */
	STK_ASCII,        /* 8.40, 8.48 */
	STK_NAME,         /* labels of an access point, 8.70 */
	STK_LANGUAGE,     /* 8.45 */
	STK_BEARER,       /* 8.52 */
	STK_OTHER,        /* an IP address or none, 8.58 */
	STK_ATTRIBUTES,   /* four bytes each, 8.72 */
	STK_PLMNS,        /* three bytes each, TS 31.111 8.97 */
	STK_TECHNOLOGIES, /* five bytes each, TS 31.111 8.91 */
	/* those that other parsers judge */
	STK_SMS,
	STK_CDMA,
	STK_PAGE,
	STK_USSD,
	STK_APDU,
	STK_FORMS
};

/* A data object: its tag without the flag, its name in the specification, its bounds. */
struct stk_object_def {
	uint8_t tag;
	uint8_t min, max;
	uint8_t form; /* enum stk_form */
	const char *name;
};

enum stk_need {
	STK_MAY,
	STK_MUST,
	STK_ONE_OF, /* exactly one of those so marked */
	STK_SOME,   /* one or more */
	STK_ANY,    /* none or more */
};

/* A place for an object; the order of places is the order on the wire. */
struct stk_place {
	uint8_t tag;
	uint8_t need; /* enum stk_need */
};

/* A command, an envelope, an event, the response to a command. */
struct stk_row {
	uint8_t type;
	bool is_unordered;
	uint8_t n;
	const struct stk_place *places;
};

enum stk_table { STK_COMMANDS, STK_ENVELOPES, STK_EVENTS, STK_RESPONSES, STK_TABLES };

struct stk_rows {
	const struct stk_row *rows;
	size_t n;
};

extern const struct stk_object_def stk_objects[];
extern const size_t stk_object_count;
extern const struct stk_rows stk_tables[STK_TABLES];

enum {
	STK_TAG_COMMAND = 0xD0, /* TS 101 220 7.2 */
	STK_TAG_SMS_DOWNLOAD = 0xD1,
	STK_TAG_EVENT = 0xD6,
	STK_OBJECT_COMMAND = 0x01,
	STK_OBJECT_DEVICES = 0x02,
	STK_OBJECT_RESULT = 0x03,
	STK_OBJECT_EVENTS = 0x19,
	/* What one APDU carries (TS 102 223 6.1) is all that a card can say at a time. */
	STK_MAX_BODY = 255,
};

/* An object by its tag, a row by its type; NULL where there is none. */
const struct stk_object_def *stk_object(uint16_t tag);
const struct stk_row *stk_row(enum stk_table table, uint8_t type);

/* Where an object stands: what its judgement hangs on, and who wants to know. */
struct stk_context {
	enum payload_kind kind;
	uint8_t type; /* of the command or envelope */
	uint8_t qualifier;
	struct facts *facts; /* may be NULL */
};

/*
 * Judges the value of an object and writes it afresh to `out`, spare bits zero. REASON_STK_OBJECT,
 * _STK_TEXT, or what the parser of the payload in it says.
 */
MUST_USE enum reason stk_value_check(const struct stk_object_def *def,
				     const struct stk_context *context, struct cur value,
				     struct wtr *out);

/*
 * Judges one proactive command, envelope or terminal response; see payload_check(). `out` gets it
 * with lengths in the fewest bytes, without the objects that nobody knows where the card does not
 * insist on them. Where it does: REASON_STK_UNKNOWN.
 */
MUST_USE enum reason stk_check(enum payload_kind kind, struct cur bytes, struct facts *facts,
			       struct wtr *out);
