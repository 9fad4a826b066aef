// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The reader: reads one port or client, decodes, writes records to its gate. It may do nothing
 * else, not even exit: it ends itself by an illegal instruction, after it has said why in
 * RECORD_END.
 */
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "../sandbox/sandbox.h"
#include "control.h"
#include "stream.h"

static uint8_t in_bytes[STREAM_CHUNK];
static uint8_t out_bytes[STREAM_BATCH];
static struct stream stream;

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
	if (stream_end(&stream, error, out))
		flush_batch(out);
	end();
}

static void report_lost(struct wtr *out)
{
	if (!message_signal(RECORD_LOST, 0, out))
		end();
	flush_batch(out);
}

static void take_chunk(struct cur chunk, struct wtr *out)
{
	enum stream_state state;

	if (!stream_resync(&stream, chunk, out))
		end();
	while ((state = stream_feed(&stream, &chunk, out)) == STREAM_FULL)
		flush_batch(out);
	if (state == STREAM_OVER)
		end_stream(out, 0);
	flush_batch(out);
	if (state == STREAM_DONE)
		end();
}

static _Noreturn void run(void)
{
	struct wtr out = { out_bytes, sizeof(out_bytes), 0 };

	for (;;) {
		ssize_t n = read(ROOM_FD_CONTROL, in_bytes, stream_want(&stream));

		if (n > 0)
			take_chunk((struct cur){ in_bytes, (size_t)n }, &out);
		else if (n == 0)
			end_stream(&out, 0);
		else if (errno == ENOBUFS) /* cdc-wdm: an answer did not fit and was thrown away */
			report_lost(&out);
		else if (errno != EINTR && errno != EAGAIN)
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

int main(int argc, char **argv)
{
	const struct sandbox_pins pins = { in_bytes, out_bytes, sizeof(in_bytes),
					   sizeof(out_bytes) };
	struct decoder decoder;

	if (argc < 4 || argc > 5 || (argc == 5 && strcmp(argv[4], "once")))
		return 2; /* control.h says how the warden starts it */
	decoder.side = strcmp(argv[1], "modem") ? SIDE_CLIENT : SIDE_MODEM;
	decoder.max_frame = (uint32_t)number(argv[2], QMUX_MAX_FRAME);
	decoder.vendor = (uint16_t)number(argv[3], UINT16_MAX);
	stream_init(&stream, &decoder, argc == 5);
	signal(SIGPIPE, SIG_IGN);
	if (sandbox_enter(ROOM_READER, &pins) < 0)
		abort();
	run();
}
