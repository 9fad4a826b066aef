/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From the bytes that reads bring to records: finds frames across reads, decodes them, and comes
 * back into step after garbage. Pure: no I/O, so that tests and the fuzzer drive what the reader
 * runs.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "../parsers/message.h"

/*
 * Bytes of a batch of records. A record needs RECORD_MAX_SIZE of room before it is made, so a batch
 * is written when it has grown to the difference, or when the bytes of a read are used up.
 */
enum { STREAM_BATCH = 65536 + RECORD_MAX_SIZE };
/*
 * Bytes to read at once: at least the largest message of a port, so that a read holds whole frames.
 */
enum { STREAM_CHUNK = 65536 };

enum stream_state {
	STREAM_MORE, /* all bytes are used: read on */
	STREAM_FULL, /* write the batch, and feed the rest */
	STREAM_DONE, /* `once`: the frame was taken; write it, and leave the rest to another */
	STREAM_OVER, /* garbage of a client: write the batch, and end */
	STREAM_FRAME, /* `each`: a frame was taken; go on feeding */
};

struct stream {
	struct decoder decoder;
	/* Is told of each frame before it is decoded; NULL: nobody is. */
	void (*note)(const uint8_t *bytes, size_t len);
	bool each;     /* stop behind each frame */
	bool once;     /* over after the first frame, and not one byte behind it is asked for */
	uint32_t skip; /* bytes still to come of a frame that was refused for its size */
	uint32_t held; /* bytes of `carry`: a frame that began in an earlier read */
	uint8_t carry[QMUX_MAX_FRAME];
};

/* `decoder.max_frame` is brought into bounds: the headers of a message to QMUX_MAX_FRAME. */
void stream_init(struct stream *s, const struct decoder *decoder, bool once);
/*
 * How many bytes to read next: at most STREAM_CHUNK, and in `once` mode no more than the frame has.
 */
size_t stream_want(const struct stream *s);
/*
 * Call once with what a read brought, before stream_feed(): a modem that was reset in the middle of
 * a message begins anew, and its frames must not be taken for the rest of the old one.
 */
MUST_USE bool stream_resync(struct stream *s, struct cur chunk, struct wtr *out);
/* Takes bytes off `chunk` and appends records to `out`. */
MUST_USE enum stream_state stream_feed(struct stream *s, struct cur *chunk, struct wtr *out);
/* The descriptor is at its end: an unfinished frame is refused, then comes RECORD_END. */
MUST_USE bool stream_end(struct stream *s, int error, struct wtr *out);
