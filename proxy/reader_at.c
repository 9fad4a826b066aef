// SPDX-License-Identifier: GPL-2.0-or-later
/* The reader of AT and NMEA ports and of their clients: lines, and the bytes of data mode. */
#include "reader.h"

#include "../parsers/frame_at.h"
#include "../parsers/nmea.h"
#include "trace.h"

/* One of these is in use. */
static union {
	struct frame_at at;
	struct nmea_stream nmea;
} framer;

static size_t want(void)
{
	return STREAM_CHUNK;
}

/* Lines come into step by themselves. */
static bool resync(struct cur chunk, struct wtr *out)
{
	(void)chunk;
	(void)out;
	return true;
}

static enum stream_state at_feed(struct cur *chunk, struct wtr *out)
{
	trace_frame(chunk->p, chunk->n); /* lines are put together out of what comes */
	return frame_at_feed(&framer.at, chunk, out) == FRAME_AT_FULL ? STREAM_FULL : STREAM_MORE;
}

static bool at_lost(struct wtr *out)
{
	return frame_at_lost(&framer.at, out);
}

static bool at_end(int error, struct wtr *out)
{
	return frame_at_end(&framer.at, error, out);
}

static enum stream_state nmea_take(struct cur *chunk, struct wtr *out)
{
	trace_frame(chunk->p, chunk->n);
	return nmea_feed(&framer.nmea, chunk, out) ? STREAM_MORE : STREAM_FULL;
}

static bool nmea_lost(struct wtr *out)
{
	return nmea_signal(&framer.nmea, AT_KIND_LOST, 0, out);
}

static bool nmea_end(int error, struct wtr *out)
{
	return nmea_signal(&framer.nmea, AT_KIND_END, error, out);
}

const struct reader_protocol *reader_choose(const struct decoder *d, char **words)
{
	static const struct reader_protocol at = { want, resync, at_feed, at_lost, at_end };
	static const struct reader_protocol nmea = { want, resync, nmea_take, nmea_lost, nmea_end };
	const struct frame_at_options options = {
		.side = d->side,
		.text_entry = reader_has_word(words, "text"),
		.data = reader_has_word(words, "data"),
		.raw = reader_has_word(words, "raw"),
	};

	if (reader_has_word(words, "nmea")) {
		nmea_init(&framer.nmea);
		return &nmea;
	}
	if (!reader_has_word(words, "at"))
		return NULL;
	frame_at_init(&framer.at, &options);
	return &at;
}
