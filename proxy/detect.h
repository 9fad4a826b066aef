/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Detectors: what a security team wants to know by name. Each sees one event at a time and says
 * whether that is what it looks for; it has a few bytes of state and no other effect. What follows
 * from an alarm is configured: a line in the audit, and maybe that the message does not pass or
 * that the link is closed. A detector can only subtract: none makes a message pass.
 *
 * A detector is one file, detect_*.c, and one word in proxy/meson.build.
 */
#pragma once

#include "../parsers/carrier.h"
#include "policy.h"

enum { DETECT_NAME = 24, DETECT_TEXT = 64, DETECT_VALUES = 6, DETECT_CLIENTS = 64 };

/* A message, and what is known of it. Of AT: a command, an answer, a code, an entry. */
struct event {
	uint64_t now_ms;
	const struct content *content; /* what it carries; NULL: nothing */
	const struct message *message; /* of QMI; NULL: of AT */
	const char *command;	       /* of AT: the name of its row; "": none. Of QMI "" */
	const struct ruleset_pins *pins; /* never NULL in a session */
	uint64_t digest;	       /* of an answer's value, keyed, to see changes; else 0 */
	struct cur values[DETECT_VALUES]; /* of AT, as written and without quotes; n 0: none */
	uint32_t bytes;		       /* of its frame or line */
	uint16_t role;		       /* of the client, ROLE_NONE */
	uint16_t slot;		       /* of the client, UINT16_MAX */
	uint16_t service, id;	       /* of QMI */
	uint8_t side;		       /* enum side: who wrote it */
	uint8_t type;		       /* enum message_type; an AT code is an indication */
	uint8_t class;		       /* enum message_class; CLASS_COUNT: not known */
	uint8_t form;		       /* of AT: enum at_form of a command */
	uint8_t dial;		       /* of AT: enum at_dial of a command */
	uint8_t wrong;		       /* enum reason: of a payload that is not what it should be */
	uint8_t is_start;	       /* it says that the modem has started anew */
	uint8_t passed;		       /* the verdict */
	uint8_t reason;		       /* where it did not pass */
};

/* What a detector may remember. Zeroed: nothing yet. */
struct detect_state {
	uint64_t since_ms, last_ms;
	uint64_t value;
	uint64_t told; /* goes with the alarm into the audit, in hexadecimal; 0: nothing */
	uint32_t count, flags;
};

struct detector {
	const char *name;
	uint8_t act;	   /* enum detect_act where nothing is configured */
	uint32_t limit;	   /* its threshold, where it has one */
	uint32_t window_s; /* so many within this time */
	bool (*sees)(struct detect_state *st, const struct event *e, uint32_t limit,
		     uint64_t window_ms);
	bool by_client; /* what it remembers is of the slot that the event names */
};

/* All detectors, in the order of the list. */
extern const struct detector *const detectors[];
extern const size_t detector_count;
/* Its index; detector_count where there is none of that name. */
size_t detect_find(const char *name, size_t len);

struct detect {
	struct detect_state states[DETECT_MAX];
	/* Of the one that tells clients apart. Who leaves and comes back finds what was counted. */
	struct detect_state clients[DETECT_CLIENTS];
};

/*
 * Shows the event to every detector that is not off, and hands the name of each that raises an
 * alarm to `alarm`, with what it tells behind it. Returns the strongest of what was configured for
 * those: DETECT_ALERT where there was no alarm at all.
 */
typedef void detect_alarm(void *ctx, const char *text, enum detect_act act);
enum detect_act detect_run(struct detect *d, const struct ruleset *rs, const struct event *e,
			   detect_alarm *alarm, void *ctx);

/* ------------------------------------------------------------------ what detectors share */

/* The digest of a value under the key of the pins; never 0. */
uint64_t detect_digest(const struct ruleset_pins *pins, struct cur value);
/* Whether this is one more than `limit` within the window, told once per window. */
bool detect_over(struct detect_state *st, uint64_t now_ms, uint32_t limit, uint64_t window_ms);
/* A fact of what comes from the modem; false where it is not known. */
bool detect_fact(const struct event *e, enum fact_id id, uint32_t *out);
/* Whether the event carries one of these kinds (bit per enum payload_kind). */
bool detect_carries(const struct event *e, uint32_t kinds);
/* Whether it is a request of this service and message, or the AT command. */
bool detect_asks(const struct event *e, uint16_t service, uint16_t id, const char *command);

/* Value number `i` of AT as a decimal or a hexadecimal number; false where it is none. */
bool detect_decimal(const struct event *e, unsigned i, uint64_t *out);
bool detect_hex(const struct event *e, unsigned i, uint64_t *out);
/* Whether value number `i` of AT is this word, or begins with it. */
bool detect_is(const struct event *e, unsigned i, const char *word);
bool detect_begins(const struct event *e, unsigned i, const char *word);

/* Messages that come to the host, by any road. */
#define DETECT_SMS_COMES                                                                           \
	(UINT32_C(1) << PAYLOAD_SMS_DELIVERED | UINT32_C(1) << PAYLOAD_SMS_ROUTED |                \
	 UINT32_C(1) << PAYLOAD_SMS_STORED)
#define DETECT_SMS_GOES                                                                            \
	(UINT32_C(1) << PAYLOAD_SMS_SENT | UINT32_C(1) << PAYLOAD_SMS_WRITTEN |                    \
	 UINT32_C(1) << PAYLOAD_CDMA_SENT)
