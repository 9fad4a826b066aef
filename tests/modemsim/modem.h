/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The simulated modem: takes frames, keeps client ids and state, answers from the store. */
#pragma once

#include <osmocom/core/linuxlist.h>

#include "../../parsers/message.h"
#include "clients.h"
#include "port.h"
#include "store.h"

enum {
	MODEM_RECEIVED = 256,	  /* frames that `received` remembers */
	MODEM_RECEIVED_BYTES = 64, /* of each */
	MODEM_DELAYED = 4096,	  /* answers that wait at one time */
	MODEM_FRAME_SIZE = QMUX_MAX_FRAME,
	MODEM_MAX_SMS = 20,
	MODEM_MAX_PROFILES = 16,
	MODEM_MAX_CALLS = 4,
};

/* QMI error codes that the modem uses by itself. */
enum modem_error {
	ERROR_NONE = 0,
	ERROR_MALFORMED = 1,
	ERROR_IDS_EXHAUSTED = 5,
	ERROR_INVALID_CLIENT_ID = 7,
	ERROR_INVALID_HANDLE = 9,
	ERROR_INVALID_PROFILE = 10,
	ERROR_INCORRECT_PIN = 12,
	ERROR_OUT_OF_CALL = 15,
	ERROR_MISSING_ARGUMENT = 17,
	ERROR_NO_EFFECT = 26,
	ERROR_NO_FREE_PROFILE = 27,
	ERROR_INVALID_SERVICE = 31,
	ERROR_PIN_BLOCKED = 35,
	ERROR_INVALID_ARGUMENT = 48,
	ERROR_INVALID_INDEX = 49,
	ERROR_NO_ENTRY = 50,
	ERROR_STORAGE_FULL = 51,
	ERROR_INVALID_COMMAND = 71,
	ERROR_ACCESS_DENIED = 82,
	ERROR_NOT_SUPPORTED = 94,
};

/* A frame of ours on its way out; hostile behaviours change it here. */
struct frame_out {
	uint16_t row; /* ROW_NONE where the schema has none */
	uint8_t type; /* enum message_type */
	size_t len;
	uint8_t bytes[MODEM_FRAME_SIZE];
};

/* What a handler makes of a request: an error, or TLVs without the result. */
struct reply {
	uint16_t error;
	bool is_silent;
	struct wtr tlvs;
	uint8_t bytes[STORE_MAX_TLVS];
};

/* What is done with the answers to one kind of request. */
struct rule {
	uint32_t delay_ms;
	bool drop;
	uint64_t seen; /* requests */
};

struct received {
	uint32_t len;
	uint8_t bytes[MODEM_RECEIVED_BYTES];
};

struct delayed {
	struct llist_head entry;
	struct osmo_timer_list timer;
	struct modem *modem;
	size_t len;
	uint8_t bytes[];
};

struct modem_counters {
	uint64_t requests, malformed, unknown, foreign, dropped, responses, indications, errors;
};

struct hostile;
struct world;

struct modem {
	struct store store;
	struct clients clients;
	struct port port;
	struct rule rules[SCHEMA_MAX_ROWS];
	struct modem_counters counters;
	struct received received[MODEM_RECEIVED];
	uint64_t received_count;
	struct llist_head delayed;
	unsigned delayed_count;
	unsigned hold_count;   /* out-of-order: answers gathered before they go out backwards */
	unsigned held;
	struct frame_out *holds;
	struct osmo_timer_list hold_timer;
	uint32_t bench_size;   /* 0: no bench mode */
	int verbosity;
	struct osmo_timer_list reset_timer;
	struct hostile *hostile;
	struct world *world;   /* state of calls, PINs, messages and so on */
	struct atsim *at;      /* NULL: no AT ports */
	struct cur request_tlvs; /* wire TLVs of the request in hand */
	struct reply reply;
	struct frame_out out;
	uint8_t record[RECORD_MAX_SIZE];
};

/* Fills a zeroed modem. False with a text on stderr: our tables are wrong, or no memory. */
bool modem_init(struct modem *m, uint16_t vendor, unsigned pool);
void modem_free(struct modem *m);
/* One whole frame from the other side (struct port's on_frame). */
void modem_receive(void *ctx, struct cur frame);

/* Header and TLVs of a frame of ours, in `f`. False where they do not fit a frame. */
MUST_USE bool modem_build(struct frame_out *f, uint16_t service, uint8_t cid, uint16_t txid,
			  uint16_t id, struct cur tlvs);
/* An indication of a schema row to one client id, or CLIENTS_BROADCAST. */
void modem_indicate(struct modem *m, uint16_t row, uint8_t cid, struct cur tlvs);
/* The same with the TLVs that the store holds for it, changed by `text` ("" for none). */
MUST_USE bool modem_indicate_text(struct modem *m, uint16_t row, uint8_t cid, const char *text,
				  const char **why);
/* As above for a message of ours by name: to the clients of its service that asked. */
void modem_announce(struct modem *m, const char *name, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* Makes m->out an example of an indication, to be changed or sent. False where it has no room. */
MUST_USE bool modem_sample(struct modem *m, uint16_t row, uint8_t cid);
/* The port is gone, and comes back after `ms` with no client ids (0: stays away). */
void modem_disappear(struct modem *m, unsigned ms);
/* Sends a frame later. */
void modem_delay(struct modem *m, const struct frame_out *f, uint32_t ms);
/* Sends a frame as it is, past delays and behaviours. */
void modem_transmit(struct modem *m, struct cur frame);
/* The modem restarts: all client ids are gone, and it says so. */
void modem_reset(struct modem *m);
/* Whether a service may be allocated, and makes it so or not. */
void modem_set_pool(struct modem *m, uint8_t service, unsigned pool);
/* Gathers `count` answers and sends them backwards; below 2 ends that. */
MUST_USE bool modem_hold(struct modem *m, unsigned count);
/* Milliseconds to a timer. */
void modem_schedule(struct osmo_timer_list *timer, unsigned ms);
