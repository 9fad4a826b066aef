/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The state behind the answers, for the world_*.c files only. */
#pragma once

#include <stdarg.h>

#include "world.h"

enum {
	SERVICE_CTL = 0x00,
	SERVICE_WDS = 0x01,
	SERVICE_DMS = 0x02,
	SERVICE_NAS = 0x03,
	SERVICE_WMS = 0x05,
	SERVICE_VOICE = 0x09,
	SERVICE_UIM = 0x0B,
	SERVICE_LOC = 0x10,
	SERVICE_PDC = 0x24,
	WORLD_MAX_COPIES = 64,
	WORLD_PINS = 2,
	WORLD_CHANNELS = 4,
	WORLD_SMS_SIZE = 256,
	WORLD_PROFILE_SIZE = 512,
};

struct bound_copy {
	uint16_t from, to;
	uint8_t from_tag, to_tag;
};

/* Codes of QMI for the state of a PIN. */
enum pin_state { PIN_ENABLED = 1, PIN_VERIFIED = 2, PIN_DISABLED = 3, PIN_BLOCKED = 4 };

struct pin {
	uint8_t state;
	uint8_t tries, unblock_tries;
	char code[9];
};

struct profile {
	bool is_used;
	uint8_t type;
	size_t len;
	uint8_t tlvs[WORLD_PROFILE_SIZE]; /* wire TLVs, as create and modify sent them */
};

struct sms {
	bool is_used;
	uint8_t storage, tag, format;
	size_t len;
	uint8_t pdu[WORLD_SMS_SIZE];
};

struct call {
	bool is_used;
	uint8_t state, direction;
	char number[41];
};

struct world {
	world_handler handlers[SCHEMA_MAX_ROWS];
	struct bound_copy copies[WORLD_MAX_COPIES];
	size_t copy_count;
	struct pin pins[WORLD_PINS];
	uint32_t handles[256]; /* packet data handle by client id, 0: not connected */
	uint8_t profile_of_cid[256];
	uint32_t next_handle;
	struct profile profiles[MODEM_MAX_PROFILES];
	struct sms sms[MODEM_MAX_SMS];
	uint16_t next_message_id;
	struct call calls[MODEM_MAX_CALLS];
	bool channels[WORLD_CHANNELS];
	bool registers[SCHEMA_MAX_ROWS];   /* requests that ask for indications */
	struct clients registered;	   /* who asked for them */
	uint8_t loc_session[256];	   /* session id + 1 by client id, 0: none */
	uint64_t loc_events[256];	   /* what a LOC client wants to hear */
	struct osmo_timer_list loc_timer, restart_timer;
	uint32_t pdc_received;
	bool is_card_out;
};

extern const struct world_row world_core[];

uint16_t world_row(const struct store *s, const char *name);
/* The reply is this error and nothing else. */
void world_fail(struct modem *m, uint16_t error);
/* TLVs "name=value .." of the reply to `request` replace those of the stored answer. */
void world_say(struct modem *m, const struct message *request, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
void world_core_init(struct modem *m);
void world_calls_init(struct world *w);
void world_cards_init(struct world *w);
void world_messages_init(struct modem *m);
/* What follows the response: indications that the request caused. */
void world_core_after(struct modem *m, const struct message *request);
void world_calls_after(struct modem *m, const struct message *request);
/* A TLV of the request, as it stood on the wire; empty where it is not there. */
struct cur world_request(const struct modem *m, uint8_t tag);
/* Numbers out of such a value; 0 where it has no more. */
uint8_t world_u8(struct cur *value);
uint16_t world_u16(struct cur *value);
uint32_t world_u32(struct cur *value);
/* "x\"..\"" for values of TLVs. `text` has room for twice the bytes and four more. */
const char *world_hex(struct cur bytes, char *text, size_t size);
/* Writes the state of PINs and card into the answers that tell them. */
void world_cards_publish(struct modem *m);
/* A file of the card in `out`: its size, or -1 where the card has none such. */
int world_card_file(unsigned id, size_t *record_size, uint8_t *out, size_t size);
/* Events: true where `name` was one of theirs. */
bool world_calls_event(struct modem *m, const char *name, const char *arguments);
bool world_cards_event(struct modem *m, const char *name, const char *arguments);
bool world_messages_event(struct modem *m, const char *name, const char *arguments);
