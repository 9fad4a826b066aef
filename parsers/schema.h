/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The schema: const tables that describe every QMI message airlock knows. A message is a row, a TLV
 * is a row; decode, encode, policy words, audit names, tests and fuzz dictionaries come from them.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum message_class {
	CLASS_READ,	    /* asks, and changes nothing */
	CLASS_CONTROL,	    /* changes the radio, a session or what is reported */
	CLASS_SMS,
	CLASS_VOICE,	    /* calls, supplementary services, USSD */
	CLASS_LOCATION,
	CLASS_SIM,	    /* PINs, APDUs, files, slots */
	CLASS_PROVISIONING, /* carrier configuration, activation, locks, identity */
	CLASS_FIRMWARE,	    /* images, boot modes, USB composition */
	CLASS_TUNNEL,	    /* carries another protocol that a filter would not see */
	CLASS_COUNT
};

enum message_type { TYPE_REQUEST, TYPE_RESPONSE, TYPE_INDICATION, TYPE_COUNT };

/* Flags of a TLV row. */
enum {
	TLV_MANDATORY = 1, /* refused where missing; in a response only where it says success */
	TLV_PERSONAL = 2,  /* never printed: audit and tools show its length */
	TLV_TOLERANT = 4,  /* mandatory on paper, missing from real modems: noted, not refused */
	TLV_CARRIER = 8,   /* `fields` says what it carries: see carrier.h */
};

/*
 * The shape of a TLV's value, in the notation
 *   u8 u16 u32 u48 u64, i8.., f32 f64 ("be" behind it: big-endian)   numbers
 *   s[N]                       string of exactly N bytes
 *   s8 s16                     string with a length prefix of 8 or 16 bits ("<=N": at most N bytes)
 *   srest                      string to the end of the TLV ("<=N": at most N bytes)
 *   a8{..} a16{..} a32{..}     array with a count prefix ("+seq8": a sequence number behind it)
 *   a[N]{..}                   array of exactly N elements
 *   (..,..)                    sequence
 * `fields` names the leaves in order, parted by commas; "name:enumeration" where the values have
 * names. It is "" where the TLV is one unnamed value. "name=payload" where a string or an array of
 * bytes carries one (payload.h), "name=fact" where a number is one; carrier.h has the notation.
 */
struct tlv_def {
	uint8_t tag;
	uint8_t flags;
	const char *name;
	const char *shape;
	const char *fields;
};

/* One direction of a message: its TLV rows, ascending by tag. */
struct tlv_set {
	const struct tlv_def *rows;
	size_t n;
};

struct message_def {
	uint16_t id;
	uint16_t vendor;       /* USB vendor id where the meaning of `id` hangs on it, else 0 */
	uint8_t is_indication; /* else request and response */
	uint8_t class;	       /* enum message_class */
	const char *name;
	struct tlv_set tlvs[TYPE_COUNT]; /* by enum message_type; unused directions are empty */
};

struct service_def {
	uint16_t id;
	const char *name;
	const struct message_def *messages;
	size_t n;
};

/* Names of the values of a scalar field. */
struct enum_value {
	const char *name;
	uint64_t value;
};

struct enum_def {
	const char *name;
	const struct enum_value *values;
	size_t n;
};

/* All services with a schema, ascending by id, and all enumerations. */
extern const struct service_def *const schema_services[];
extern const size_t schema_service_count;
extern const struct enum_def schema_enums[];
extern const size_t schema_enum_count;

/*
 * A row number counts messages and indications through all services in order: 0 to
 * schema_row_count() - 1. It is the same in every room of one build.
 */
#define ROW_NONE UINT16_MAX
#define SCHEMA_MAX_ROWS 512

size_t schema_row_count(void);
/* The message of a row, and its service; NULL outside. */
const struct message_def *schema_row(size_t row, const struct service_def **service);
/* The row of a message; ROW_NONE where the schema has none. `vendor` 0 matches no vendor row. */
uint16_t schema_find(uint16_t service, uint16_t id, bool is_indication, uint16_t vendor);
/* The row of a TLV in one direction; NULL where the schema has none. */
const struct tlv_def *schema_tlv(const struct tlv_set *set, uint8_t tag);
/* By id, by name; NULL where unknown. schema_service_name() knows services without a table too. */
const struct service_def *schema_service(uint16_t id);
const struct service_def *schema_service_by_name(const char *name, size_t len);
const char *schema_service_name(uint16_t id);
const char *schema_class_name(enum message_class c);
const struct enum_def *schema_enum(const char *name, size_t len);
