/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The little QMUX that the measuring tools need: frames built and cut without any checks. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { WIRE_REQUEST = 0, WIRE_RESPONSE = 2, WIRE_INDICATION = 4 };
enum { WIRE_CTL = 0x00, WIRE_NAS = 0x03 };
enum {
	WIRE_GET_VERSION = 0x0021,
	WIRE_ALLOCATE = 0x0022,
	WIRE_RELEASE = 0x0023,
	WIRE_SYNC = 0x0027,
	WIRE_PROXY_OPEN = 0xFF00,
	WIRE_NETWORK_SCAN = 0x0021, /* NAS: the long answer */
	WIRE_SIGNAL_INFO = 0x004F,  /* NAS: the short answer */
	WIRE_SIGNAL_IND = 0x0051,   /* NAS: the indication */
};
enum { WIRE_HEADER = 6, WIRE_SHORT_ANSWER = 60, WIRE_LONG_ANSWER = 2048, WIRE_MAX_FRAME = 65536 };

struct wire_head {
	uint16_t service;
	uint8_t cid;
	uint8_t flags; /* WIRE_REQUEST, WIRE_RESPONSE or WIRE_INDICATION, also for CTL */
	uint16_t txid;
	uint16_t id;
};

struct wire_frame {
	struct wire_head head;
	const uint8_t *bytes;
	size_t len;
	const uint8_t *tlvs;
	size_t tlvs_len;
};

uint64_t wire_now_ns(void);
/* "@NAME" is an abstract socket. A descriptor (blocking, close-on-exec), or ends the program. */
int wire_connect(const char *name);
int wire_listen(const char *name);
/* Waits for the socket where it has no room: all bytes, or false where the other side is gone. */
bool wire_send(int fd, const uint8_t *bytes, size_t len);
/* Writes a frame around `tlvs` to `out`; returns its size. `flags_qmux` is 0x80 for a modem. */
size_t wire_build(uint8_t *out, uint8_t flags_qmux, struct wire_head head, const uint8_t *tlvs,
		  size_t tlvs_len);
/* Cuts the first whole frame of `bytes`: its size, 0 where it is not whole yet, -1: bad marker. */
long wire_cut(const uint8_t *bytes, size_t len, struct wire_frame *out);
/* Value of the first TLV with `tag`, NULL where there is none. */
const uint8_t *wire_tlv(const struct wire_frame *f, uint8_t tag, size_t *len);
/* Appends a TLV; returns the new length. */
size_t wire_put_tlv(uint8_t *out, size_t at, uint8_t tag, const void *value, size_t len);
/* Prints what failed, and errno, and ends the program. */
_Noreturn void wire_die(const char *what);
