// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The reader: reads one port or client, decodes, writes records to its gate. It may do nothing
 * else, not even exit: it ends itself by an illegal instruction, after it has said why in
 * RECORD_END. What its bytes are is linked to it: reader_qmux.c or reader_at.c.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include "../sandbox/sandbox.h"
#include "control.h"
#include "reader.h"
#include "trace.h"

static uint8_t in_bytes[STREAM_CHUNK];
static uint8_t out_bytes[STREAM_BATCH];
static bool is_pty;

static const struct reader_protocol *protocol;

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
	trace_written();
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

bool reader_has_word(char **words, const char *word)
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

	protocol = reader_choose(&decoder, argv + 4);
	if (!protocol)
		abort();
	is_pty = reader_has_word(argv + 4, "pty");
	for (char **word = argv + 4; *word; word++)
		if (!strncmp(*word, "trace=", 6))
			trace_open(READER_FD_TRACE, (unsigned)number(*word + 6, UINT16_MAX));
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
