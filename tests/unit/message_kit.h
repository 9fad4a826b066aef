/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the tests of messages and of records share: frames as hex, decoded and looked at. */
#pragma once

#include "../check.h"
#include "../../parsers/message.h"

static const struct decoder from_modem = { SIDE_MODEM, 0, 4096 };
static const struct decoder from_client = { SIDE_CLIENT, 0, 4096 };

static uint8_t record_memory[2 * RECORD_MAX_SIZE], frame_memory[65536];
static struct message m;
static struct cur record; /* of the frame that was decoded last */

static inline struct cur hex(const char *text)
{
	static uint8_t bytes[4096];
	size_t n = 0;
	unsigned byte;

	for (; text[2 * n] != '\0'; n++) {
		sscanf(text + 2 * n, "%2x", &byte);
		bytes[n] = (uint8_t)byte;
	}
	return (struct cur){ bytes, n };
}

static inline bool decode_bytes(const struct decoder *d, struct cur frame)
{
	struct wtr w = { record_memory, sizeof(record_memory), 0 };
	struct cur batch;

	if (!message_decode(d, frame, &w))
		return false;
	batch = record = (struct cur){ w.p, w.len };
	return message_next(&batch, d->side, &m) && batch.n == 0;
}

static inline bool decodes(const struct decoder *d, const char *text)
{
	return decode_bytes(d, hex(text)) && m.kind == RECORD_MESSAGE;
}

static inline bool refuses(const struct decoder *d, const char *text, enum reason why,
			   bool has_header)
{
	return decode_bytes(d, hex(text)) && m.kind == RECORD_REFUSAL && m.reason == why &&
	       m.has_header == has_header;
}

static inline bool encodes(enum side to, const char *text)
{
	struct wtr w = { frame_memory, sizeof(frame_memory), 0 };
	struct cur expected = hex(text);

	return message_encode(&m, to, &w) && w.len == expected.n &&
	       memcmp(w.p, expected.p, w.len) == 0;
}

#define RESULT_OK "02040000000000"

/* NAS 0xEEEE or NAS Get Signal Info, from a modem, with TLVs 0x40 to 0x40 + n - 1 of one byte. */
static inline struct cur many_tlvs(uint16_t id, unsigned n)
{
	struct wtr w = { frame_memory, sizeof(frame_memory), 0 };
	bool ok = wtr_u8(&w, 1) && wtr_u16(&w, (uint16_t)(12 + 7 + 4 * n)) && wtr_u8(&w, 0x80) &&
		  wtr_u8(&w, 3) && wtr_u8(&w, 5) && wtr_u8(&w, 2) && wtr_u16(&w, 1) &&
		  wtr_u16(&w, id) && wtr_u16(&w, (uint16_t)(7 + 4 * n)) && wtr_u8(&w, 2) &&
		  wtr_u16(&w, 4) && wtr_u32(&w, 0);

	for (unsigned i = 0; i < n; i++)
		ok = ok && wtr_u8(&w, (uint8_t)(0x40 + i)) && wtr_u16(&w, 1) && wtr_u8(&w, 9);
	CHECK(ok);
	return (struct cur){ w.p, w.len };
}
