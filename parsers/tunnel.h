/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * AT inside QMI: service ATR (0xED), whose "send" carries a command line and whose "received"
 * indications carry what the modem says to it. The reader of a link that grants these parts what
 * is in them by the same grammar as the bytes of an AT port, and puts the records behind that of
 * the message. What leaves the gate is made of those records, never of the text.
 */
#pragma once

#include "frame_at.h"

/*
 * The kind of a record that holds an AT record, in a batch of QMI records: size u32, this kind,
 * then the AT record as at_next() takes it.
 */
enum { TUNNEL_RECORD = 0x40 };

/* How a message says that it carries AT. */
enum { TUNNEL_SERVICE = 0xED, TUNNEL_SEND = 0x0000, TUNNEL_RECEIVED = 0x0001, TUNNEL_TAG = 0x01 };

/* Room for one AT record. */
enum { TUNNEL_RECORD_MAX = AT_RECORD_MAX + 8 };

struct tunnel {
	struct frame_at lines;
	uint8_t cid; /* modem: whose indication came last */
};

void tunnel_init(struct tunnel *t, enum side side);
/* Whether the message has a text to be parted: a request or an indication of the two. */
bool tunnel_carries(const struct message *m);
/* That text; empty where there is none. */
struct cur tunnel_text(const struct message *m);
/*
 * The text of a request: one line, or the data that the line before it asked for, with or without
 * its end. Appends one record, always: where there is more than one line, or none, a refusal.
 * False: less than TUNNEL_RECORD_MAX of room.
 */
MUST_USE bool tunnel_send(struct tunnel *t, struct cur text, struct wtr *out);
/*
 * Text of an indication, as far as there is room: taken off `text`. Lines may go on in the next
 * indication of the same client id.
 */
MUST_USE enum frame_at_state tunnel_received(struct tunnel *t, uint8_t cid, struct cur *text,
					     struct wtr *out);

/* For the gate. Whether the next record of a batch is a TUNNEL_RECORD; takes it off if so. */
MUST_USE bool tunnel_next(struct cur *batch, struct cur *at_record);
