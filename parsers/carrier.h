/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Carriers: which values of messages are payloads. The tables say so; this finds them, so that the
 * reader, the gate, the policy and the tests all see the same ones.
 *
 * Behind the name of a field (schema.h), and of a value of AT (at.h), stands
 *   =KIND       the string or the array of bytes is a payload of that kind (payload.h)
 *   =+KIND      the same behind the address of a service centre (TS 24.011 8.2.5.1, its length
 *		 first): what AT calls a PDU
 *   =KIND@N|..  one of several, by the last number before it; without @N: the rest
 *   =KIND#N	 the octet N stands before it for its parser (a coding scheme of the carrier's own)
 *   =FACT       the number is a fact, like "apdu.file"
 */
#pragma once

#include "payload.h"

/* All that policy and detectors may ask of the payloads of one message. Zeroed: there are none. */
struct content {
	uint32_t kinds; /* bit per enum payload_kind */
	struct facts facts;
};

/* A payload where it stands. */
struct carried {
	enum payload_kind kind; /* PAYLOAD_NONE: a number that is a fact */
	enum fact_id fact;
	uint64_t number;
	struct cur bytes; /* behind the service centre's address */
	size_t at;	  /* where they begin in the value */
	uint8_t lead;	  /* so many of the bytes do not stand there (=KIND#N) */
};

enum { CARRIER_MAX_DEPTH = 4, CARRIER_MAX_PAYLOAD = 4096, CARRIER_MAX_LED = 512 };

/* Where payloads with an octet before them are put together. */
struct carrier_lead {
	uint8_t bytes[CARRIER_MAX_LED];
};

/* A walk through the packed value of a TLV. */
struct carrier {
	const char *shape, *fields;
	struct cur value;
	size_t size;
	uint64_t number; /* the last one */
	/* The last word that was looked up, and what it says: an array asks for it each time. */
	const char *text;
	enum payload_kind kind;
	enum fact_id fact;
	unsigned depth;
	struct {
		const char *shape, *fields;
		size_t left;
	} levels[CARRIER_MAX_DEPTH];
	struct carrier_lead lead;
};

/* `packed` is a value of the row's shape. */
void carrier_begin(struct carrier *c, const struct tlv_def *def, struct cur packed);
/* The next one; false behind the last. */
MUST_USE bool carrier_next(struct carrier *c, struct carried *out);

/*
 * What a notation says of `bytes`, where `number` is the last number before it; `text` stands
 * behind the "=" and ends at a comma. The service centre's address is taken off.
 */
void carrier_find(const char *text, uint64_t number, struct cur bytes, struct carrier_lead *lead,
		  struct carried *out);

struct message;

/* Takes a payload, or a fact, into account. */
void content_add(struct content *out, const struct carried *p);
/* Whether a value of it may carry a payload or a fact. */
bool message_carries(const struct message *m);
/* What a message of QMI carries. False: nothing, and `out` is as it was. */
MUST_USE bool message_content(const struct message *m, struct content *out);
/*
 * The message with harmless payloads in the place of those of `kinds` (bit per enum payload_kind);
 * values that change are written to `memory`. False: no room, or nothing harmless of that length.
 */
MUST_USE bool message_substitute(const struct message *m, uint32_t kinds, struct wtr *memory,
				 struct message *out);
/* Whether each of them is as its parser writes it: what a reader says, the gate asks again. */
MUST_USE bool message_payloads_fit(const struct message *m);

/*
 * A harmless payload of the same kind, exactly as long, instead of `bytes`, which may be anything:
 * a message or a page of blanks, a proactive command that asks for nothing but has the same number,
 * a name without control characters. False where there is none of that length or kind; nothing is
 * written then. What is written passes payload_check().
 */
MUST_USE bool payload_substitute(enum payload_kind kind, struct cur bytes, struct wtr *out);
