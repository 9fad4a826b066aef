/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Payloads: what well-formed messages of either protocol carry on: short messages, USSD, SIM
 * toolkit, APDUs. The same code judges them on both roads. What policy and detectors may ask of
 * one are its facts.
 */
#pragma once

#include <stdbool.h>
#include "cursor.h"
#include "reason.h"
#include "schema.h"

/* What a payload is, and so who sends it and which forms it may have. */
enum payload_kind {
	PAYLOAD_NONE,
	PAYLOAD_SMS_DELIVERED, /* to the host, just come: SMS-DELIVER */
	PAYLOAD_SMS_REPORTED,  /* to the host: SMS-STATUS-REPORT */
	PAYLOAD_SMS_ROUTED,    /* to the host, just come: both, on a road that does not say which */
	PAYLOAD_SMS_STORED,    /* to the host, from a store: both, and SMS-SUBMIT; fill behind it */
	PAYLOAD_SMS_SENT,      /* to the modem: SMS-SUBMIT, SMS-COMMAND */
	PAYLOAD_SMS_WRITTEN,   /* to the modem, into a store */
	PAYLOAD_SMS_ACK,       /* to the modem: SMS-DELIVER-REPORT */
	PAYLOAD_SMS_ACKED,     /* to the host: SMS-SUBMIT-REPORT */
	PAYLOAD_CDMA_RECEIVED, /* 3GPP2 C.S0015 transport layer message, to the host */
	PAYLOAD_CDMA_SENT,     /* the same, to the modem */
	PAYLOAD_CBM,	       /* cell broadcast page, TS 23.041 9.4.1.2, or of UMTS 9.4.2.2 */
	PAYLOAD_ETWS,	       /* the first alarm of an earthquake or tsunami, 9.4.1.3 */
	PAYLOAD_USSD_RECEIVED, /* TS 22.090, coding scheme in front (one octet) */
	PAYLOAD_USSD_SENT,
	PAYLOAD_USSD_WIDE,     /* a received text as UTF-16, the low octet first */
	PAYLOAD_STK_COMMAND,   /* proactive command, TS 102 223 6.6, to the host */
	PAYLOAD_STK_ENVELOPE,  /* to the modem, 7 */
	PAYLOAD_STK_RESPONSE,  /* terminal response, to the modem, 6.8 */
	PAYLOAD_APDU_COMMAND,  /* ISO 7816-4 5, to the modem */
	PAYLOAD_APDU_RESPONSE, /* to the host */
	PAYLOAD_AID,	       /* of a logical channel that is opened, ISO 7816-5 8.2.1.2 */
	PAYLOAD_NAME,	       /* a string that clients splice into commands */
	PAYLOAD_NAME_PACKED,   /* the same, or packed septets, as modems name networks */
	PAYLOAD_NAME_WIDE,     /* the same as UTF-16, the low octet first */
	PAYLOAD_KINDS
};

/*
 * What may be asked of a payload; X(id, word of `where`, kind, enumeration or "", meaning). Those
 * that a payload does not have are not known, and no term about them holds.
 */
#define FACTS(X)                                                                                   \
	X(SMS_TYPE, "sms.type", NUMBER, "sms-type", "TP-MTI with its direction")                   \
	X(SMS_PID, "sms.pid", NUMBER, "", "TP-PID")                                                \
	X(SMS_DCS, "sms.dcs", NUMBER, "", "TP-DCS")                                                \
	X(SMS_CLASS, "sms.class", NUMBER, "", "message class by TP-DCS, 0 to 3")                   \
	X(SMS_ALPHABET, "sms.alphabet", NUMBER, "sms-alphabet", "by TP-DCS: text, data or ucs2")   \
	X(SMS_PORT, "sms.port", NUMBER, "", "destination port of the user data header")            \
	X(SMS_ELEMENT, "sms.element", NUMBER, "", "first information element of security or WAP")  \
	X(SMS_ORIGIN, "sms.origin", TEXT, "", "originator: digits, or the name as ASCII")          \
	X(SMS_DESTINATION, "sms.destination", TEXT, "", "destination: digits, or the name")        \
	X(SMS_LENGTH, "sms.length", NUMBER, "", "TP-UDL")                                          \
	X(CDMA_TELESERVICE, "cdma.teleservice", NUMBER, "", "teleservice identifier")              \
	X(CDMA_CATEGORY, "cdma.category", NUMBER, "", "service category of a broadcast")           \
	X(CBM_ID, "cbm.id", NUMBER, "", "message identifier")                                      \
	X(CBM_DCS, "cbm.dcs", NUMBER, "", "coding scheme")                                         \
	X(USSD_DCS, "ussd.dcs", NUMBER, "", "coding scheme")                                       \
	X(USSD_CODE, "ussd.code", TEXT, "", "text as ASCII")                                       \
	X(STK_COMMAND, "stk.command", NUMBER, "stk-command", "type of the proactive command")      \
	X(STK_QUALIFIER, "stk.qualifier", NUMBER, "", "its qualifier")                             \
	X(STK_NUMBER, "stk.number", TEXT, "", "digits of the number that it calls")                \
	X(STK_URL, "stk.url", TEXT, "", "address that it opens in a browser")                      \
	X(STK_ENVELOPE, "stk.envelope", NUMBER, "stk-envelope", "tag of an envelope")              \
	X(STK_EVENT, "stk.event", NUMBER, "", "event that an envelope tells")                      \
	X(APDU_CLASS, "apdu.class", NUMBER, "apdu-class", "CLA without the logical channel")       \
	X(APDU_CHANNEL, "apdu.channel", NUMBER, "", "the logical channel in CLA")                  \
	X(APDU_INSTRUCTION, "apdu.instruction", NUMBER, "apdu-instruction", "INS")                 \
	X(APDU_FILE, "apdu.file", NUMBER, "", "file that is selected, read or written")            \
	X(APDU_AID, "apdu.aid", TEXT, "", "application that is selected or opened, hex digits")

enum fact_id {
#define X(id, word, kind, enumeration, text) FACT_##id,
	FACTS(X)
#undef X
		FACT_COUNT
};

/* Values of FACT_SMS_TYPE and FACT_SMS_ALPHABET. FACT_STK_COMMAND has those of TS 102 223 9.4. */
enum sms_type {
	SMS_DELIVER,
	SMS_SUBMIT,
	SMS_STATUS_REPORT,
	SMS_DELIVER_REPORT,
	SMS_SUBMIT_REPORT,
	SMS_COMMAND,
};
enum sms_alphabet { SMS_TEXT, SMS_DATA, SMS_UCS2 };

/*
 * In front of a USSD text stands its coding scheme (TS 23.038 5). Carriers that write characters,
 * one octet each, and not packed septets, put this there: a value that no network uses.
 */
enum { USSD_CHARACTERS = 0xFF };

enum { FACT_TEXT_MAX = 32 };

/* One payload's facts. A zeroed one knows nothing. */
struct facts {
	uint32_t known; /* bit per enum fact_id */
	uint32_t number[FACT_COUNT];
	struct {
		uint8_t len;
		char bytes[FACT_TEXT_MAX]; /* cut there; printable ASCII, others as '?' */
	} text[FACT_COUNT];
};

/* `f` NULL: nothing is done. */
void facts_number(struct facts *f, enum fact_id id, uint32_t value);
void facts_text(struct facts *f, enum fact_id id, struct cur text);

/* A fact as policies name it. */
struct fact_def {
	const char *word;
	bool is_text;
	const char *enumeration; /* of payload_enum(); "" where its values have no names */
};
extern const struct fact_def payload_facts[FACT_COUNT];
/* FACT_COUNT where there is none of that word. */
enum fact_id payload_fact(const char *word, size_t len);
/* Names of the values of a fact; NULL where it has none. */
const struct enum_def *payload_enum(enum fact_id id);

/* A kind by its word ("sms-delivered"); PAYLOAD_NONE where there is none. And its word. */
enum payload_kind payload_find(const char *word, size_t len);
const char *payload_word(enum payload_kind kind);
/* What policies select payloads by: the word up to the first "-", "sms", "stk", .. */
size_t payload_family(enum payload_kind kind);

/* A parser of one kind or several; payload.c has the table of them. */
typedef enum reason payload_parser(enum payload_kind kind, struct cur bytes, struct facts *facts,
				   struct wtr *out);

/*
 * Judges one payload, whose bytes are binary (carriers that write hex digits convert first, and
 * take off the service centre's address that some put before a TPDU). REASON_OK, or what is wrong
 * with it. `facts` and `out` may be NULL; `out` gets the payload encoded afresh: fill bits and
 * spare bits zero, lengths as they are. SIM toolkit data may come out shorter (stk.h).
 */
MUST_USE enum reason payload_check(enum payload_kind kind, struct cur bytes, struct facts *facts,
				   struct wtr *out);
