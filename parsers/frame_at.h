/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From the bytes of an AT port or client to records: finds lines across reads, comes back into
 * step after noise. For the reader only. What it says does not hang on how reads cut the stream
 * (but for the sizes of DATA records).
 *
 * Client side. Before AT it skips NUL, 0xFF, blanks, line ends, ESC and Ctrl-Z (FIELD-NOTES A3).
 * A line ends at CR or LF. After a command that asks for data (AT_ENTRY_MODE) hex digits up to
 * Ctrl-Z or ESC are an ENTRY or CANCEL; what begins with AT is a command line again: the modem may
 * have refused. Whether data is text is told by the command's own argument (a length is a number).
 * In raw mode the third '+' of "+++" is held until another byte comes: with nothing behind it for
 * the guard time the modem would leave data mode (V.250, register 12) where nobody reads commands.
 *
 * Modem side. A line ends at CR, LF or Ctrl-Z, leading NULs are skipped (A1), ">" at the start of
 * a line is a PROMPT at once (A7). With `data`, CONNECT makes raw mode begin; NO CARRIER on a line
 * of its own, behind nothing or behind the flag 0x7E that ends a PPP frame, ends it.
 */
#pragma once

#include "at.h"

struct frame_at_options {
	enum side side;
	bool text_entry; /* client: text mode data is granted; else its command is a plain line */
	bool data;       /* modem: CONNECT begins raw mode */
	bool raw;        /* begin in raw mode */
};

enum frame_at_state {
	FRAME_AT_MORE, /* all bytes are used: read on */
	FRAME_AT_FULL, /* less than AT_RECORD_MAX of room: write the batch, and feed the rest */
};

/* The states of both sides; private. */
enum frame_at_step {
	AT_STEP_START, /* before a line */
	AT_STEP_A,     /* client: A was seen */
	AT_STEP_PLUS,  /* client: one or two + were seen */
	AT_STEP_LINE,
	AT_STEP_SKIP,    /* a line that is refused, up to its end */
	AT_STEP_FLAG,    /* behind the flag 0x7E of a frame */
	AT_STEP_FLAGGED, /* in such a frame, up to the next flag or line end */
	AT_STEP_PROMPT,  /* modem: behind > */
	AT_STEP_ENTRY,   /* client: before data */
	AT_STEP_ENTRY_A, /* client: A was seen, the first of data, or of AT */
	AT_STEP_OCTETS,  /* client: in data */
	AT_STEP_TEXT,    /* client: in data that is text */
	AT_STEP_DROP,    /* client: data that is refused, up to its end */
	AT_STEP_RAW,
};

struct frame_at {
	struct frame_at_options options;
	enum frame_at_step step;
	enum reason refusing; /* why SKIP and DROP skip */
	bool text;            /* the data expected is text */
	bool half;            /* OCTETS: a first digit waits in the last byte */
	bool after_cr;        /* raw mode: a LF that comes now belongs to the line before */
	bool armed;           /* raw mode, modem: NO CARRIER may begin here */
	uint8_t pluses;       /* in a row */
	uint8_t flags;        /* AT_RECORD_* of the next record */
	uint16_t column;      /* of the refusal */
	uint16_t held;        /* bytes of `line` */
	uint32_t wire_len;    /* bytes taken since the last record */
	uint8_t line[AT_MAX_LINE];
};

void frame_at_init(struct frame_at *f, const struct frame_at_options *o);
/* Takes bytes off `chunk` and appends records to `out`. */
MUST_USE enum frame_at_state frame_at_feed(struct frame_at *f, struct cur *chunk, struct wtr *out);
/* The descriptor is at its end: an unfinished line is refused, then comes AT_KIND_END. */
MUST_USE bool frame_at_end(struct frame_at *f, int error, struct wtr *out);
/* The driver lost bytes: an unfinished line is refused, then comes AT_KIND_LOST. */
MUST_USE bool frame_at_lost(struct frame_at *f, struct wtr *out);
