// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The reader: reads one port or client, decodes, writes records to its gate. It may do nothing
 * else, not even exit: it ends itself by an illegal instruction, after it has said why in
 * RECORD_END.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "../parsers/frame_at.h"
#include "../parsers/nmea.h"
#include "../sandbox/sandbox.h"
#include "control.h"
#include "stream.h"

static uint8_t in_bytes[STREAM_CHUNK];
static uint8_t out_bytes[STREAM_BATCH];
static bool is_pty;

/* What the bytes of a port are: one of these is in use. */
static union {
	struct stream qmux;
	struct frame_at at;
	struct nmea_stream nmea;
} framer;

/* As stream.h has them; `want` is how many bytes to read next. */
struct protocol {
	size_t (*want)(void);
	bool (*resync)(struct cur chunk, struct wtr *out);
	enum stream_state (*feed)(struct cur *chunk, struct wtr *out);
	bool (*lost)(struct wtr *out);
	bool (*end)(int error, struct wtr *out);
};

static size_t qmux_want(void)
{
	return stream_want(&framer.qmux);
}

static bool qmux_resync(struct cur chunk, struct wtr *out)
{
	return stream_resync(&framer.qmux, chunk, out);
}

static enum stream_state qmux_feed(struct cur *chunk, struct wtr *out)
{
	return stream_feed(&framer.qmux, chunk, out);
}

static bool qmux_lost(struct wtr *out)
{
	return message_signal(RECORD_LOST, 0, out);
}

static bool qmux_end(int error, struct wtr *out)
{
	return stream_end(&framer.qmux, error, out);
}

static size_t lines_want(void)
{
	return sizeof(in_bytes);
}

/* Lines come into step by themselves. */
static bool lines_resync(struct cur chunk, struct wtr *out)
{
	(void)chunk;
	(void)out;
	return true;
}

static enum stream_state at_feed(struct cur *chunk, struct wtr *out)
{
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

static const struct protocol qmux = { qmux_want, qmux_resync, qmux_feed, qmux_lost, qmux_end };
static const struct protocol at = { lines_want, lines_resync, at_feed, at_lost, at_end };
static const struct protocol nmea = { lines_want, lines_resync, nmea_take, nmea_lost, nmea_end };

static const struct protocol *protocol = &qmux;

static _Noreturn void end(void)
{
	for (;;)
		__builtin_trap();
}

/* The gate is gone, or never takes a batch of this size: there is nobody left to tell. */
static void flush_batch(struct wtr *out)
{
	ssize_t n;

	if (out->len == 0)
		return;
	do
		n = write(ROOM_FD_OUT, out_bytes, out->len);
	while (n < 0 && (errno == EINTR || errno == EAGAIN));
	if (n != (ssize_t)out->len)
		end();
	out->len = 0;
}

static _Noreturn void end_stream(struct wtr *out, int error)
{
	flush_batch(out);
	if (protocol->end(error, out))
		flush_batch(out);
	end();
}

static void report_lost(struct wtr *out)
{
	if (!protocol->lost(out))
		end();
	flush_batch(out);
}

static void take_chunk(struct cur chunk, struct wtr *out)
{
	enum stream_state state;

	if (!protocol->resync(chunk, out))
		end();
	while ((state = protocol->feed(&chunk, out)) == STREAM_FULL)
		flush_batch(out);
	if (state == STREAM_OVER)
		end_stream(out, 0);
	flush_batch(out);
	if (state == STREAM_DONE)
		end();
}

/* The other end of a pty does not wait, and so neither does this one: they share their flags. */
static void wait_for_bytes(void)
{
	struct pollfd p = { .fd = ROOM_FD_CONTROL, .events = POLLIN };

	if (is_pty)
		(void)ppoll(&p, 1, NULL, NULL);
}

static _Noreturn void run(void)
{
	struct wtr out = { out_bytes, sizeof(out_bytes), 0 };

	for (;;) {
		ssize_t n = read(ROOM_FD_CONTROL, in_bytes, protocol->want());

		if (n > 0)
			take_chunk((struct cur){ in_bytes, (size_t)n }, &out);
		else if (n == 0)
			end_stream(&out, 0);
		else if (errno == EAGAIN)
			wait_for_bytes();
		else if (errno == ENOBUFS) /* cdc-wdm: an answer did not fit and was thrown away */
			report_lost(&out);
		else if (errno != EINTR)
			end_stream(&out, errno);
	}
}

/* The warden wrote these: wrong ones are a fault of ours. */
static unsigned long number(const char *text, unsigned long max)
{
	char *end_of;
	unsigned long v = strtoul(text, &end_of, 10);

	if (end_of == text || *end_of || v > max)
		abort();
	return v;
}

static bool has_word(char **words, const char *word)
{
	for (; *words; words++)
		if (!strcmp(*words, word))
			return true;
	return false;
}

/* control.h says how the warden starts it: side, size, vendor, and words for what there is. */
static void choose_protocol(char **argv)
{
	const struct decoder decoder = {
		.side = strcmp(argv[1], "modem") ? SIDE_CLIENT : SIDE_MODEM,
		.max_frame = (uint32_t)number(argv[2], QMUX_MAX_FRAME),
		.vendor = (uint16_t)number(argv[3], UINT16_MAX),
	};
	const struct frame_at_options options = {
		.side = decoder.side,
		.text_entry = has_word(argv + 4, "text"),
		.data = has_word(argv + 4, "data"),
		.raw = has_word(argv + 4, "raw"),
	};

	if (has_word(argv + 4, "at")) {
		protocol = &at;
		frame_at_init(&framer.at, &options);
	} else if (has_word(argv + 4, "nmea")) {
		protocol = &nmea;
		nmea_init(&framer.nmea);
	} else {
		stream_init(&framer.qmux, &decoder, has_word(argv + 4, "once"));
	}
	is_pty = has_word(argv + 4, "pty");
}

int main(int argc, char **argv)
{
	const struct sandbox_pins pins = { in_bytes, out_bytes, sizeof(in_bytes),
					   sizeof(out_bytes) };

	if (argc < 4)
		return 2;
	choose_protocol(argv);
	signal(SIGPIPE, SIG_IGN);
	if (sandbox_enter(is_pty ? ROOM_PTY_READER : ROOM_READER, &pins) < 0)
		abort();
	run();
}
