/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Frames for tests of the session: written as bytes, so that wrong ones can be written, too. */
#pragma once

#include "../check.h"
#include "../session_rig.h"

#include <stdlib.h>

struct bytes {
	uint8_t b[512];
	size_t n;
};

/* A QMUX frame of service data: type bits, transaction, message, TLVs. */
static inline struct bytes frame(uint8_t service, uint8_t cid, uint8_t bits, uint16_t txid,
				 uint16_t id, struct cur tlvs)
{
	struct bytes f = { .n = 0 };
	struct wtr w = { f.b, sizeof(f.b), 0 };
	size_t sdu = (service ? 7 : 6) + tlvs.n;
	bool ok = wtr_u8(&w, 1) && wtr_u16(&w, (uint16_t)(5 + sdu)) && wtr_u8(&w, 0) &&
		  wtr_u8(&w, service) && wtr_u8(&w, cid) && wtr_u8(&w, bits) &&
		  (service ? wtr_u16(&w, txid) : wtr_u8(&w, (uint8_t)txid)) && wtr_u16(&w, id) &&
		  wtr_u16(&w, (uint16_t)tlvs.n) && wtr_bytes(&w, tlvs);

	if (!ok)
		abort();
	f.n = w.len;
	return f;
}

#define BYTES(a) ((struct cur){ (const uint8_t *)(a), sizeof(a) })
#define TLVS(s) ((struct cur){ (const uint8_t *)(s), sizeof(s) - 1 })
#define EMPTY ((struct cur){ NULL, 0 })
#define OK_RESULT "\x02\x04\x00\x00\x00\x00\x00"

static inline void client(struct rig *r, unsigned slot, struct bytes f)
{
	rig_client(r, slot, f.b, f.n);
}

static inline void modem(struct rig *r, struct bytes f)
{
	rig_modem(r, f.b, f.n);
}

/* The transaction id of the last frame of CTL (1 byte) or of a service (2) that the modem got. */
static inline uint16_t modem_txid(const struct rig *r, size_t frame_at)
{
	const uint8_t *f = r->modem + frame_at;

	return f[4] == 0 ? f[7] : (uint16_t)(f[7] + 256 * f[8]);
}

/* The QMI error of the response with which a client's bytes end: 0 success, 0xFFFF none. */
static inline uint16_t client_error(const struct rig *r, unsigned slot)
{
	size_t n = r->client_len[slot];
	const uint8_t *end = r->client[slot] + n;

	return n < 7 || end[-7] != 0x02 ? 0xFFFF : (uint16_t)(end[-2] + 256 * end[-1]);
}

static inline struct rig *start(uint16_t link)
{
	struct rig *r = rig_new();

	rig_start(r, link);
	return r;
}

/* Has the client get client id `cid` of `service` from the modem. */
static inline void allocate(struct rig *r, unsigned slot, uint8_t service, uint8_t cid)
{
	char tlv[] = { 1, 1, 0, (char)service };
	char answer[] = { 2, 4, 0, 0, 0, 0, 0, 1, 2, 0, (char)service, (char)cid };

	r->modem_len = 0;
	client(r, slot, frame(0, 0, 0, 9, 0x22, BYTES(tlv)));
	modem(r, frame(0, 0, 1, modem_txid(r, 0), 0x22, BYTES(answer)));
	r->modem_len = 0;
	r->client_len[slot] = 0;
}
