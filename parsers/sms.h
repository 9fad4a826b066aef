/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Short messages, TS 23.040 9.2: the six types of TPDU by direction, addresses, user data and their
 * headers. Most public faults of programs that read messages are in here, not in the protocol
 * around it. Pure.
 */
#pragma once

#include "charset.h"
#include "payload.h"

enum {
	SMS_MAX_DIGITS = 20, /* TS 23.040 9.1.2.5 */
	SMS_DIGITS_TEXT = 24,
	SMS_MAX_PDU = 512,         /* far beyond any; longer ones are not read */
	SMS_SECURITY_FIRST = 0x70, /* elements of SIM toolkit security, TS 23.040 9.2.3.24.7 */
	SMS_SECURITY_LAST = 0x7F,
	SMS_WCMP = 0x09, /* wireless control message protocol, 9.2.3.24.5 */
};

struct sms_address {
	uint8_t digits; /* Address-Length */
	uint8_t type;   /* number type and numbering plan */
	uint8_t text_len;
	char text[SMS_DIGITS_TEXT]; /* digits, or the name as far as ASCII goes */
};

/* What the elements of a user data header say (TS 23.040 9.2.3.24). */
struct sms_header {
	uint8_t size;     /* octets, with the one that says so; 0: no header */
	uint8_t elements; /* how many */
	uint8_t seen;     /* bits: of those that may stand there once */
	uint8_t security; /* identifier of the first of SIM toolkit security or WCMP; 0: none */
	uint8_t part, parts;
	uint16_t reference, port, from_port;
};
enum { SMS_SEEN_PARTS = 1, SMS_SEEN_PORT = 2, SMS_SEEN_SINGLE = 4, SMS_SEEN_LOCKING = 8 };

/* A TPDU, read. The cursor looks into what was given. */
struct sms {
	enum sms_type type;
	uint8_t first, pid, dcs;
	uint8_t length; /* TP-UDL or TP-CDL */
	bool has_pid, has_dcs, has_length, has_peer, failed;
	struct sms_address peer; /* originator, destination or recipient */
	struct cur data;         /* TP-UD or TP-CD, with the header */
	struct sms_header header;
};

/*
 * REASON_OK, or REASON_SMS_TYPE, _TRUNCATED, _EXCESS, _ADDRESS, _VALIDITY, _USER_DATA, _HEADER or
 * REASON_TEXT_CONTROL. `out` may be NULL; it gets the TPDU with all bits that mean nothing zero.
 */
MUST_USE enum reason sms_parse(enum payload_kind kind, struct cur tpdu, struct sms *m,
			       struct wtr *out);

/* A payload_parser for the kinds of short messages. */
enum reason sms_check(enum payload_kind kind, struct cur bytes, struct facts *facts,
		      struct wtr *out);

/*
 * Takes the address of the service centre (TS 24.011 8.2.5.1, its length in front) off a PDU as AT
 * and stores have it. `centre` and `out` may be NULL.
 */
MUST_USE enum reason sms_centre_take(struct cur *pdu, struct sms_address *centre, struct wtr *out);

/* The same of a whole PDU in hex digits, as AT has it. REASON_AT_ENTRY: no hex digits. */
MUST_USE enum reason sms_pdu_check(enum payload_kind kind, struct cur hex);

/* By TP-DCS, TS 23.038 4. */
enum sms_alphabet sms_alphabet(uint8_t dcs);
bool sms_is_compressed(uint8_t dcs);
/* 0 to 3; -1: no class. */
int sms_class(uint8_t dcs);

/* The user data behind the header as text; of one that is data each octet. */
struct text sms_text(const struct sms *m);

/* A header that `data` begins with: its elements fill it exactly. */
MUST_USE enum reason sms_header_read(struct cur data, struct sms_header *h);
