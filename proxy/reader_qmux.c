// SPDX-License-Identifier: GPL-2.0-or-later
/* The reader of QMI ports and of their clients: QMUX frames. */
#include "reader.h"
#include "trace.h"

static struct stream framer;

static size_t want(void)
{
	return stream_want(&framer);
}

static bool resync(struct cur chunk, struct wtr *out)
{
	return stream_resync(&framer, chunk, out);
}

static enum stream_state feed(struct cur *chunk, struct wtr *out)
{
	return stream_feed(&framer, chunk, out);
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

	if (reader_has_word(words, "at") || reader_has_word(words, "nmea"))
		return NULL;
	stream_init(&framer, d, reader_has_word(words, "once"));
	framer.note = trace_frame;
	return &qmux;
}
