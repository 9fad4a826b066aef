/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The SIM card: PINs with their counters, files, slots, logical channels. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "world_state.h"

enum { PIN_TRIES = 3, UNBLOCK_TRIES = 10, FIRST_CHANNEL = 1 };

static const char first_pin[] = "1234", first_puk[] = "12345678";

static struct pin *pin_get(struct modem *m, uint8_t id)
{
	return id >= 1 && id <= WORLD_PINS ? &m->world->pins[id - 1] : NULL;
}

void world_cards_publish(struct modem *m)
{
	const struct pin *a = &m->world->pins[0], *b = &m->world->pins[1];
	bool needs_pin = a->state == PIN_ENABLED, is_blocked = a->state == PIN_BLOCKED;
	unsigned state = needs_pin ? 2 : is_blocked ? 3 : 7;

	store_setf(&m->store,
		   "dms.uim-get-pin-status pin1-status=(%u,%u,%u) pin2-status=(%u,%u,%u)", a->state,
		   a->tries, a->unblock_tries, b->state, b->tries, b->unblock_tries);
	store_setf(&m->store, "dms.uim-get-state state=%u", m->world->is_card_out ? 2 : 0);
	if (m->world->is_card_out) {
		store_setf(&m->store, "uim.get-card-status card-status=(0xffff,0xffff,0xffff,"
				      "0xffff,[(0,0,0,0,0,[])])");
		return;
	}
	store_setf(&m->store,
		   "uim.get-card-status card-status=(0,0xffff,0xffff,0xffff,[(1,0,0,0,0,[(2,%u,2,"
		   "0,0,0,x\"a0 00 00 00 87 10 02 ff ff ff ff 89 06 19 00 00\",0,%u,%u,%u,%u,%u,"
		   "%u)])])",
		   state, a->state, a->tries, a->unblock_tries, b->state, b->tries,
		   b->unblock_tries);
}

/* A string with an 8-bit length is the next in `value` and equals `code`. */
static struct cur take_code(struct cur *value)
{
	struct cur code;
	size_t len = world_u8(value);

	return cur_take(value, len, &code) ? code : (struct cur){ NULL, 0 };
}

static bool code_is(struct cur code, const char *text)
{
	return code.n == strlen(text) && memcmp(code.p, text, code.n) == 0;
}

static void say_tries(struct modem *m, const struct message *request, const struct pin *pin)
{
	world_say(m, request,
		  request->service == SERVICE_DMS ? "pin-retries-status=(%u,%u)" :
						    "retries-remaining=(%u,%u)",
		  pin->tries, pin->unblock_tries);
	world_cards_publish(m);
}

/* Counts a try. True where the code was right. */
static bool try_pin(struct modem *m, const struct message *request, struct pin *pin,
		    struct cur code)
{
	bool is_right = code_is(code, pin->code);

	if (pin->state == PIN_BLOCKED) {
		world_fail(m, ERROR_PIN_BLOCKED);
		is_right = false;
	} else if (is_right) {
		pin->tries = PIN_TRIES;
	} else {
		if (--pin->tries == 0)
			pin->state = PIN_BLOCKED;
		world_fail(m, pin->tries ? ERROR_INCORRECT_PIN : ERROR_PIN_BLOCKED);
	}
	say_tries(m, request, pin);
	return is_right;
}

/* DMS has the PIN's id at the start of TLV 0x01, UIM of TLV 0x02. */
static struct pin *named_pin(struct modem *m, const struct message *request, struct cur *value)
{
	struct pin *pin;

	*value = world_request(m, request->service == SERVICE_DMS ? 0x01 : 0x02);
	pin = pin_get(m, world_u8(value));
	if (!pin)
		world_fail(m, 11); /* InvalidPinId */
	return pin;
}

static void verify_pin(struct modem *m, const struct message *request)
{
	struct cur value;
	struct pin *pin = named_pin(m, request, &value);

	if (pin && try_pin(m, request, pin, take_code(&value)) && pin->state == PIN_ENABLED)
		pin->state = PIN_VERIFIED;
	world_cards_publish(m);
}

static void protect_pin(struct modem *m, const struct message *request)
{
	struct cur value;
	struct pin *pin = named_pin(m, request, &value);
	uint8_t enabled = world_u8(&value);

	if (pin && try_pin(m, request, pin, take_code(&value)))
		pin->state = enabled ? PIN_VERIFIED : PIN_DISABLED;
	world_cards_publish(m);
}

static void set_code(struct pin *pin, struct cur code)
{
	if (code.n >= 4 && code.n < sizeof(pin->code)) {
		memcpy(pin->code, code.p, code.n);
		pin->code[code.n] = '\0';
	}
}

static void change_pin(struct modem *m, const struct message *request)
{
	struct cur value;
	struct pin *pin = named_pin(m, request, &value);

	if (pin && try_pin(m, request, pin, take_code(&value)))
		set_code(pin, take_code(&value));
}

static void unblock_pin(struct modem *m, const struct message *request)
{
	struct cur value;
	struct pin *pin = named_pin(m, request, &value);

	if (!pin)
		return;
	if (!code_is(take_code(&value), first_puk)) {
		if (pin->unblock_tries)
			pin->unblock_tries--;
		world_fail(m, pin->unblock_tries ? ERROR_INCORRECT_PIN : 36); /* always blocked */
		say_tries(m, request, pin);
		return;
	}
	set_code(pin, take_code(&value));
	pin->tries = PIN_TRIES;
	pin->unblock_tries = UNBLOCK_TRIES;
	if (pin->state == PIN_BLOCKED)
		pin->state = PIN_VERIFIED;
	say_tries(m, request, pin);
}

/* Files of the card: contents, and the size of a record (0: transparent). */
static const struct card_file {
	uint16_t id;
	uint8_t record_size;
	const char *hex; /* as values are written */
	size_t size;
} files[] = {
	{ 0x2FE2, 0, "98 00 01 01 00 00 00 00 10 f2", 10 },
	{ 0x2F05, 0, "65 6e ff ff", 4 },
	{ 0x6F05, 0, "65 6e ff ff", 4 },
	{ 0x6F07, 0, "08 09 10 10 10 32 54 76 98", 9 },
	{ 0x6F38, 0, "9e 7b 1d 9c 67 fe 58 00 01 00", 10 },
	{ 0x6F46, 0, "01 54 65 73 74 20 4f 6e 65 ff ff ff ff ff ff ff ff", 17 },
	{ 0x6FAD, 0, "00 00 00 02", 4 },
	{ 0x6F3E, 0, "ff", 1 },
	{ 0x6F40, 28,
	  "ff ff ff ff ff ff ff ff ff ff ff ff ff ff "
	  "06 91 51 55 10 00 ff ff ff ff ff ff ff ff", 28 },
	{ 0x6F42, 28,
	  "ff ff ff ff ff ff ff ff ff ff ff ff ff ff "
	  "fd ff ff ff ff ff 91 51 55 10 00 ff ff ff", 28 },
	{ 0x6FC5, 12, "43 08 87 d4 f2 9c fe 74 97 01 ff ff", 12 },
};

int world_card_file(unsigned id, size_t *record_size, uint8_t *out, size_t size)
{
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		const struct card_file *f = &files[i];

		if (f->id != id || f->size > size)
			continue;
		*record_size = f->record_size;
		for (size_t k = 0; k < f->size; k++)
			out[k] = (uint8_t)strtoul(f->hex + 3 * k, NULL, 16);
		return (int)f->size;
	}
	return -1;
}

/* The file that TLV 0x02 names; an answer with SW 6A82 where the card has none. */
static const struct card_file *named_file(struct modem *m, const struct message *request)
{
	struct cur value = world_request(m, 0x02);
	uint16_t id = world_u16(&value);

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		if (files[i].id == id && !m->world->is_card_out)
			return &files[i];
	world_fail(m, ERROR_INVALID_ARGUMENT);
	world_say(m, request, "card-result=(0x6a,0x82)");
	return NULL;
}

/* Bytes `from` to `from + size` of a file; three characters stand for each. */
static void say_bytes(struct modem *m, const struct message *request, const struct card_file *f,
		      size_t from, size_t size)
{
	if (from > f->size || size > f->size - from) {
		world_fail(m, ERROR_INVALID_ARGUMENT);
		world_say(m, request, "card-result=(0x67,0)");
		return;
	}
	world_say(m, request, "read-result=x\"%.*s\"", (int)(size * 3), f->hex + from * 3);
}

static void read_transparent(struct modem *m, const struct message *request)
{
	const struct card_file *f = named_file(m, request);
	struct cur value = world_request(m, 0x03);
	size_t offset = world_u16(&value), size = world_u16(&value);

	if (f && !size && offset <= f->size)
		size = f->size - offset;
	if (f)
		say_bytes(m, request, f, offset, size);
}

static void read_record(struct modem *m, const struct message *request)
{
	const struct card_file *f = named_file(m, request);
	struct cur value = world_request(m, 0x03);

	if (f && (world_u16(&value) != 1 || !f->record_size)) {
		world_fail(m, ERROR_INVALID_ARGUMENT);
		world_say(m, request, "card-result=(0x6a,0x83)");
	} else if (f) {
		say_bytes(m, request, f, 0, f->record_size);
	}
}

static void file_attributes(struct modem *m, const struct message *request)
{
	const struct card_file *f = named_file(m, request);
	unsigned type = f && f->record_size ? 1 : 0, size = f ? (unsigned)f->size : 0;

	if (!f)
		return;
	/* The raw value is a 3G file control parameter: oFono reads nothing else. */
	world_say(m, request,
		  "file-attributes=(%u,0x%x,%u,%u,%u,0,1,0,2,0,2,0,2,0,2,"
		  "x\"62 0e 82 02 %02x 21 83 02 %02x %02x 80 02 00 %02x\")",
		  size, f->id, type, f->record_size, f->record_size ? 1 : 0,
		  f->record_size ? 0x42 : 0x41, f->id >> 8, f->id & 0xff, size);
}

static void open_channel(struct modem *m, const struct message *request)
{
	for (unsigned i = 0; i < WORLD_CHANNELS; i++) {
		if (m->world->channels[i])
			continue;
		m->world->channels[i] = true;
		world_say(m, request,
			  "channel-id=%u card-result=(0x90,0) select-response=x\"6f 00 90 00\"",
			  i + FIRST_CHANNEL);
		return;
	}
	world_fail(m, ERROR_STORAGE_FULL);
}

/* Closes where a channel is named, else opens. */
static void logical_channel(struct modem *m, const struct message *request)
{
	struct cur value = world_request(m, 0x11);
	uint8_t id;

	if (!value.n) {
		open_channel(m, request);
		return;
	}
	id = world_u8(&value);
	if (id < FIRST_CHANNEL || id >= FIRST_CHANNEL + WORLD_CHANNELS ||
	    !m->world->channels[id - FIRST_CHANNEL])
		world_fail(m, ERROR_INVALID_ARGUMENT);
	else
		m->world->channels[id - FIRST_CHANNEL] = false;
}

static void send_apdu(struct modem *m, const struct message *request)
{
	struct cur value = world_request(m, 0x10);
	uint8_t id = world_u8(&value);

	(void)request;
	if (id && (id >= FIRST_CHANNEL + WORLD_CHANNELS || !m->world->channels[id - FIRST_CHANNEL]))
		world_fail(m, ERROR_ACCESS_DENIED);
}

static void power(struct modem *m, const struct message *request)
{
	struct cur value = world_request(m, 0x01);
	bool on = request->id == 0x0031;

	if (world_u8(&value) != 1)
		world_fail(m, ERROR_INVALID_ARGUMENT);
	else if (on != m->world->is_card_out)
		world_fail(m, ERROR_NO_EFFECT);
	else
		m->world->is_card_out = !on;
	world_cards_publish(m);
}

const struct world_row world_cards[] = {
	{ "dms.uim-verify-pin", verify_pin },
	{ "dms.uim-set-pin-protection", protect_pin },
	{ "dms.uim-change-pin", change_pin },
	{ "dms.uim-unblock-pin", unblock_pin },
	{ "uim.verify-pin", verify_pin },
	{ "uim.set-pin-protection", protect_pin },
	{ "uim.change-pin", change_pin },
	{ "uim.unblock-pin", unblock_pin },
	{ "uim.read-transparent", read_transparent },
	{ "uim.read-record", read_record },
	{ "uim.get-file-attributes", file_attributes },
	{ "uim.open-logical-channel", open_channel },
	{ "uim.logical-channel", logical_channel },
	{ "uim.send-apdu", send_apdu },
	{ "uim.power-off-sim", power },
	{ "uim.power-on-sim", power },
	{ NULL, NULL },
};

bool world_cards_event(struct modem *m, const char *name, const char *arguments)
{
	const struct answer *a;
	struct cur value;
	uint8_t bytes[256];
	struct wtr w = { bytes, sizeof(bytes), 0 };

	if (strcmp(name, "card") != 0 ||
	    (strcmp(arguments, "removed") != 0 && strcmp(arguments, "inserted") != 0))
		return false;
	m->world->is_card_out = strcmp(arguments, "removed") == 0;
	world_cards_publish(m);
	a = &m->store.answers[world_row(&m->store, "uim.get-card-status")];
	/* The indication has the same TLV. */
	if (!store_tlv((struct cur){ a->tlvs, a->len }, 0x10, &value) || !wtr_u8(&w, 0x10) ||
	    !wtr_u16(&w, (uint16_t)value.n) || !wtr_bytes(&w, value))
		return false;
	for (uint8_t cid = 0; (cid = clients_next(&m->clients, SERVICE_UIM, cid)) != 0;)
		if (world_is_registered(m, SERVICE_UIM, cid))
			modem_indicate(m, world_row(&m->store, "@uim.card-status"), cid,
				       (struct cur){ bytes, w.len });
	modem_announce(m, "dms.event-report", "uim-state=%u", m->world->is_card_out ? 2 : 0);
	return true;
}

void world_cards_init(struct world *w)
{
	for (size_t i = 0; i < WORLD_PINS; i++) {
		w->pins[i].state = i == 0 ? PIN_DISABLED : PIN_ENABLED;
		w->pins[i].tries = PIN_TRIES;
		w->pins[i].unblock_tries = UNBLOCK_TRIES;
		strcpy(w->pins[i].code, first_pin);
	}
}
