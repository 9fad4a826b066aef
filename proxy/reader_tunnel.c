// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The reader of QMI ports and clients of a link that grants AT inside QMI: QMUX frames, and behind
 * the record of each that carries AT, the records of what is in it.
 */
#include "reader.h"

#include <string.h>

#include "../parsers/tunnel.h"
#include "trace.h"

static struct stream framer;
static struct tunnel tunnel;
/* Of an indication: what is still to be parted. */
static uint8_t text[QMUX_MAX_FRAME];
static struct cur rest;
static uint8_t cid;

static size_t want(void)
{
	return stream_want(&framer);
}

static bool resync(struct cur chunk, struct wtr *out)
{
	return stream_resync(&framer, chunk, out);
}

/* Looks into the last of the records that were just written, which is that of the frame. */
static void look_into(struct cur records, struct wtr *out)
{
	static struct message m;
	struct cur found;

	while (records.n > 0)
		if (!message_next(&records, framer.decoder.side, &m))
			__builtin_trap(); /* it was written a moment ago */
	if (!tunnel_carries(&m))
		return;
	found = tunnel_text(&m);
	if (framer.decoder.side == SIDE_CLIENT) {
		if (!tunnel_send(&tunnel, found, out))
			__builtin_trap(); /* a message that carries AT is short: there is room */
		return;
	}
	memcpy(text, found.p, found.n);
	rest = (struct cur){ text, found.n };
	cid = m.cid;
}

static enum stream_state feed(struct cur *chunk, struct wtr *out)
{
	for (;;) {
		enum stream_state state;
		size_t before;

		if (tunnel_received(&tunnel, cid, &rest, out) == FRAME_AT_FULL)
			return STREAM_FULL;
		before = out->len;
		state = stream_feed(&framer, chunk, out);
		if (state != STREAM_FRAME)
			return state;
		look_into((struct cur){ out->p + before, out->len - before }, out);
	}
}

static bool lost(struct wtr *out)
{
	return message_signal(RECORD_LOST, 0, out);
}

static bool end(int error, struct wtr *out)
{
	return stream_end(&framer, error, out);
}

const struct reader_protocol *reader_choose(const struct decoder *d, char **words)
{
	static const struct reader_protocol qmux = { want, resync, feed, lost, end };

	if (reader_has_word(words, "at") || reader_has_word(words, "nmea") ||
	    reader_has_word(words, "once"))
		return NULL;
	stream_init(&framer, d, false);
	framer.each = true;
	framer.note = trace_frame;
	tunnel_init(&tunnel, d->side);
	return &qmux;
}
