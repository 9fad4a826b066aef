/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Texts in the alphabets that networks and modems use: whether there are control characters in
 * one, and what it is in ASCII. Clients put such texts into their own commands; a line end in one
 * is a command of the sender's.
 */
#pragma once

#include "cursor.h"
#include "reason.h"

enum text_form {
	TEXT_BYTES,   /* ASCII, UTF-8 or another set of octets */
	TEXT_SEPTETS, /* GSM 7 bit default alphabet, packed (TS 23.038 6.1.2.1 and 6.2.1) */
	TEXT_UCS2,    /* the high octet first (TS 23.038 6.2.3) */
	TEXT_WIDE,    /* UTF-16, the low octet first, as QMI has it */
};

struct text {
	enum text_form form;
	struct cur bytes;
	size_t from; /* the first character; of septets those before are fill or a header */
	size_t to;   /* behind the last one */
	bool lines;  /* line ends may stand in it */
};

/* Septet `i` of packed text; beyond the octets there are zeros. */
unsigned text_septet(struct cur packed, size_t i);

/*
 * REASON_OK or REASON_TEXT_CONTROL. `ascii` may be NULL; it gets one character for each as long as
 * there is room, '?' for those that ASCII does not have.
 */
MUST_USE enum reason text_check(const struct text *t, struct wtr *ascii);

/* Whether these are hex digits, a multiple of `unit` of them, and not none. */
bool text_is_hex(struct cur text, size_t unit);
/* Their octets. False: no hex digits, an odd number of them, or no room. */
MUST_USE bool text_from_hex(struct cur hex, struct wtr *out);

/* Names: no control characters at all. */
MUST_USE enum reason text_name_check(enum text_form form, struct cur bytes, struct wtr *ascii);
