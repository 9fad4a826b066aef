/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Seeds of short messages: each type with each alphabet, header and form of address; and USSD. */
#include "seeds_card.h"

#include <string.h>

#include "../parsers/sms.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define BYTES(...)                                                                         \
	{                                                                                  \
		(const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ }) \
	}
#define STAMP 0x42, 0x10, 0x10, 0x21, 0x00, 0x00, 0x40

static const uint8_t schemes[] = { 0x00, 0x04, 0x08, 0x10, 0x20, 0x28, 0xC0, 0xE0, 0xF0, 0xF6 };

static const struct cur addresses[] = {
	BYTES(0, 0x80),
	BYTES(11, 0x91, 0x51, 0x55, 0x05, 0x10, 0x32, 0xF4),
	BYTES(6, 0xD0, 0x41, 0xE1, 0x10),
};

static const struct cur headers[] = {
	BYTES(5, 0, 3, 1, 2, 1),
	BYTES(6, 8, 4, 0, 1, 2, 2),
	BYTES(6, 5, 4, 0x0B, 0x84, 0x23, 0xF0),
	BYTES(4, 4, 2, 0xF0, 0xF1),
	BYTES(2, 0x70, 0),
	BYTES(6, 0x24, 1, 1, 0x25, 1, 3),
	BYTES(7, 0x09, 0, 0xC0, 3, 1, 2, 3),
};

/* Behind the kind: what stands before the address, and between it and the user data. */
static const struct {
	enum payload_kind kind;
	struct cur before, scheme, between; /* TP-DCS is put behind `scheme` */
	bool has_address, has_data;
} types[] = {
	{ PAYLOAD_SMS_DELIVERED, BYTES(0x04), BYTES(0), BYTES(STAMP), true, true },
	{ PAYLOAD_SMS_SENT, BYTES(0x01, 7), BYTES(0), { NULL, 0 }, true, true },
	{ PAYLOAD_SMS_SENT, BYTES(0x11, 7), BYTES(0), BYTES(0xA7), true, true },
	{ PAYLOAD_SMS_SENT, BYTES(0x19, 7), BYTES(0), BYTES(STAMP), true, true },
	{ PAYLOAD_SMS_SENT, BYTES(0x09, 7), BYTES(0), BYTES(3, 1, 2, 3, 0, 0, 0), true, true },
	{ PAYLOAD_SMS_REPORTED,
	  BYTES(0x06, 7),
	  BYTES(STAMP, STAMP, 0, 0x07, 0),
	  { NULL, 0 },
	  true,
	  true },
	{ PAYLOAD_SMS_ACK, BYTES(0x00, 0x06), { NULL, 0 }, { NULL, 0 }, false, true },
	{ PAYLOAD_SMS_ACKED,
	  BYTES(0x01, 0xC0, 0x06, STAMP),
	  { NULL, 0 },
	  { NULL, 0 },
	  false,
	  true },
};

static void put(struct wtr *w, struct cur bytes)
{
	if (bytes.n > 0 && !wtr_bytes(w, bytes))
		w->len = 0;
}

static void put_user_data(struct wtr *w, uint8_t dcs, struct cur header, size_t letters)
{
	bool packed = sms_alphabet(dcs) == SMS_TEXT && !sms_is_compressed(dcs);
	size_t octets = header.n + 2 * letters, length = packed ? octets * 8 / 7 : octets;

	if (!wtr_u8(w, (uint8_t)length))
		return;
	put(w, header);
	for (size_t i = header.n; i < octets; i++)
		if (!wtr_u8(w, 0x41))
			return;
}

static void seed_tpdus(void (*seed)(const char *, struct cur head, struct cur body), size_t type)
{
	uint8_t memory[300], head;

	for (size_t s = 0; s < COUNT(schemes); s++)
		for (size_t a = 0; a < COUNT(addresses); a++)
			for (size_t h = 0; h <= COUNT(headers); h++) {
				struct wtr w = { memory, sizeof(memory), 0 };
				bool has = h < COUNT(headers);

				put(&w, types[type].before);
				memory[0] |= has ? 0x40 : 0;
				if (types[type].has_address)
					put(&w, addresses[a]);
				put(&w, types[type].scheme);
				put(&w, (struct cur){ &schemes[s], 1 });
				put(&w, types[type].between);
				put_user_data(&w, schemes[s], has ? headers[h] : (struct cur){ 0 },
					      a * 30);
				head = (uint8_t)(types[type].kind - PAYLOAD_SMS_DELIVERED);
				seed("sms", (struct cur){ &head, 1 }, (struct cur){ w.p, w.len });
			}
}

static void one(void (*seed)(const char *, struct cur head, struct cur body), const char *target,
		unsigned how, struct cur body)
{
	uint8_t head = (uint8_t)how;

	seed(target, (struct cur){ &head, 1 }, body);
}

static const struct cur cdma[] = {
	BYTES(0, 0, 2, 0x10, 2, 2, 7, 2, 0x8C, 0xE9, 0x5D, 0xCC, 0x65, 0x80, 6, 1, 0xFC, 8, 21, 0,
	      3, 0x16, 0x8D, 0x30, 1, 6, 0x10, 0x24, 0x18, 0x30, 0x60, 0x80, 3, 6, 0x10, 0x10, 4, 4,
	      0x48, 0x47),
	BYTES(1, 1, 2, 0x10, 0, 8, 13, 0, 3, 0x16, 0x8D, 0x30, 1, 6, 0x20, 0x10, 0, 0x41, 0, 0x42),
	BYTES(2, 4, 7, 0x88, 0x82, 0x15, 0x9A, 0x1C, 0x98, 0x80, 7, 2, 7, 0x60),
	BYTES(0, 0, 2, 0x10, 2, 2, 2, 0, 0, 8, 17, 0, 3, 0x16, 0x8D, 0x38, 1, 10, 0, 0x40, 0x28, 0,
	      0x18, 8, 8, 0x10, 0x0A, 0x10),
	BYTES(0, 0, 2, 0x10, 2, 2, 2, 0, 0, 3, 4, 0, 0x24, 0x14, 0x20, 8, 11, 0, 3, 0x16, 0x8D,
	      0x30, 0x0E, 4, 0x91, 2, 0x31, 0x32),
};
static const struct cur ussd[] = {
	BYTES(0x0F, 0xAA, 0x18, 0x0C, 0x36, 2),
	BYTES(0x48, 0, '*', 0, '#'),
	BYTES(0x11, 0x65, 0x37, 0, '*'),
	BYTES(0x44, 1, 2, 3),
	BYTES(0xFF, '*', '1', '0', '0', '#'),
	BYTES(0xFF, 'A', 'A', '1', '8', '0', 'C', '3', '6', '0', '2'),
};

/* Messages of CDMA, pages, and texts of USSD. */
static void seed_others(void (*seed)(const char *, struct cur head, struct cur body))
{
	static uint8_t page[7 + 83 + 1] = { 0x67, 0x60, 0x11, 0x12, 0x0F, 0x16, 0x41 };

	for (size_t i = 0; i < COUNT(cdma); i++) {
		one(seed, "sms", PAYLOAD_CDMA_RECEIVED - PAYLOAD_SMS_DELIVERED, cdma[i]);
		one(seed, "sms", PAYLOAD_CDMA_SENT - PAYLOAD_SMS_DELIVERED, cdma[i]);
	}
	one(seed, "sms", PAYLOAD_CBM - PAYLOAD_SMS_DELIVERED, (struct cur){ page, 88 });
	one(seed, "sms", PAYLOAD_ETWS - PAYLOAD_SMS_DELIVERED, (struct cur){ page, 56 });
	memcpy(page, (const uint8_t[]){ 1, 0x11, 0x12, 0x67, 0x60, 0x0F, 1 }, 7);
	one(seed, "sms", PAYLOAD_CBM - PAYLOAD_SMS_DELIVERED, (struct cur){ page, 90 });
	for (unsigned how = 0; how < 6; how++)
		for (size_t i = 0; i < COUNT(ussd); i++)
			one(seed, "ussd", how, ussd[i]);
}

void seeds_sms(void (*seed)(const char *target, struct cur head, struct cur body))
{
	for (size_t t = 0; t < COUNT(types); t++)
		seed_tpdus(seed, t);
	seed_others(seed);
}
