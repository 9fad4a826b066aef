/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the two sides of the AT framer share. Private to frame_at*.c. */
#pragma once

#include "frame_at.h"

/* Noise between records tells of itself when there is this much of it. */
enum { FRAME_AT_MOST_NOISE = 65536 };

/* Appends a record; its wire_len is what was taken since the last. The room was asked for. */
MUST_USE bool frame_at_emit(struct frame_at *f, struct at_record *r, struct wtr *out);
MUST_USE bool frame_at_signal(struct frame_at *f, enum at_kind kind, struct wtr *out);
MUST_USE bool frame_at_refuse(struct frame_at *f, enum reason why, uint16_t column,
			      struct wtr *out);
/* Skips to the end of the line and refuses it then, for the byte that comes at `held`. */
void frame_at_skip(struct frame_at *f, enum reason why, enum frame_at_step step);

/* One byte in any state but RAW. At most one record comes of it. */
MUST_USE bool frame_at_client_byte(struct frame_at *f, uint8_t b, struct wtr *out);
MUST_USE bool frame_at_modem_byte(struct frame_at *f, uint8_t b, struct wtr *out);
/* A run of bytes in state RAW. */
MUST_USE bool frame_at_raw(struct frame_at *f, struct cur *chunk, struct wtr *out);
/* What raw mode holds back. */
MUST_USE bool frame_at_raw_flush(struct frame_at *f, struct wtr *out);
void frame_at_raw_begin(struct frame_at *f);
