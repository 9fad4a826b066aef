// SPDX-License-Identifier: GPL-2.0-or-later
/* Frames out of a stream of reads; see stream.h. */
#include "stream.h"
#include <string.h>
#include "../parsers/frame_qmux.h"

/* Header of a frame and of its message: enough for the gate to answer a frame that is refused. */
enum { CTL_HEADERS = QMUX_HEADER_SIZE + 6, HEADERS = QMUX_HEADER_SIZE + 7 };

void stream_init(struct stream *s, const struct decoder *decoder, bool once)
{
	s->decoder = *decoder;
	if (s->decoder.max_frame > QMUX_MAX_FRAME)
		s->decoder.max_frame = QMUX_MAX_FRAME;
	if (s->decoder.max_frame < HEADERS)
		s->decoder.max_frame = HEADERS;
	s->once = once;
	s->each = false;
	s->note = NULL;
	s->skip = 0;
	s->held = 0;
}

static struct cur carried(const struct stream *s)
{
	return (struct cur){ s->carry, s->held };
}

static bool has_room(const struct wtr *out)
{
	return out->cap - out->len >= RECORD_MAX_SIZE;
}

/* How many bytes of a frame must be there before something can be done about it. 0: not known. */
static enum reason frame_need(const struct stream *s, struct cur start, size_t *need, size_t *size)
{
	enum reason r = frame_qmux_size(start, size);

	if (r != REASON_OK)
		return r;
	*need = *size;
	if (*size > s->decoder.max_frame) {
		struct cur c = start, skipped;
		uint8_t service = 1;

		/* Service CTL, whose headers are a byte shorter, exists behind marker 0x01 only. */
		if (start.n > QMUX_PREFIX_SIZE && start.p[0] == QMUX_MARKER &&
		    cur_take(&c, 4, &skipped))
			(void)!cur_u8(&c, &service);
		*need = service == 0 ? CTL_HEADERS : HEADERS;
	}
	if (*size == 0)
		*need = QMUX_PREFIX_SIZE;
	return REASON_OK;
}

size_t stream_want(const struct stream *s)
{
	size_t need = QMUX_PREFIX_SIZE, size = 0;

	if (!s->once)
		return STREAM_CHUNK;
	if (s->held > 0 && frame_need(s, carried(s), &need, &size) != REASON_OK)
		return 1;
	return need > s->held ? need - s->held : 1;
}

/* Whether `chunk` is whole frames from end to end, and whether one of them ends at `missing`. */
static bool tiles(struct cur chunk, size_t missing, bool *meets)
{
	size_t at = 0, size = 0;
	struct cur frame;

	*meets = false;
	while (chunk.n > 0) {
		if (frame_qmux_size(chunk, &size) != REASON_OK || size == 0)
			return false;
		if (!cur_take(&chunk, size, &frame))
			return false;
		at += size;
		*meets |= at == missing;
	}
	return at > 0;
}

bool stream_resync(struct stream *s, struct cur chunk, struct wtr *out)
{
	size_t need = 0, size = 0, missing = s->skip;
	bool meets;

	if (s->decoder.side != SIDE_MODEM || (s->held == 0 && s->skip == 0))
		return true;
	if (s->held > 0) {
		if (frame_need(s, carried(s), &need, &size) != REASON_OK)
			return true;
		/* 0: it is not known yet. Then whole frames are more likely than their accident. */
		missing = size > s->held ? size - s->held : 0;
	}
	if (!tiles(chunk, missing, &meets) || meets)
		return true;
	s->skip = 0;
	if (s->held == 0)
		return true; /* that frame was refused when it began */
	if (!message_refuse(&s->decoder, REASON_FRAME_TRUNCATED, carried(s), s->held, out))
		return false;
	s->held = 0;
	return true;
}

/* Puts up to `n` bytes by. False where there is none. */
static bool hold(struct stream *s, struct cur *chunk, size_t n)
{
	struct cur part;

	if (n > chunk->n)
		n = chunk->n;
	if (n == 0 || n > sizeof(s->carry) - s->held || !cur_take(chunk, n, &part))
		return false;
	memcpy(s->carry + s->held, part.p, part.n);
	s->held += (uint32_t)n;
	return true;
}

static void skip(struct stream *s, struct cur *chunk)
{
	struct cur gone;
	size_t n = s->skip < chunk->n ? s->skip : chunk->n;

	if (cur_take(chunk, n, &gone))
		s->skip -= (uint32_t)n;
}

enum step { STEP_ON, STEP_WAIT, STEP_FULL, STEP_DONE, STEP_OVER, STEP_FRAME };

/*
 * Not a frame. A client ends here: where its next frame begins cannot be known. A modem's driver
 * hands out whole messages, so what is garbage is over at the end of this read.
 */
static enum step refuse_garbage(struct stream *s, enum reason r, struct cur *chunk, struct wtr *out)
{
	const struct cur nothing = { NULL, 0 };
	size_t n = s->held + chunk->n;

	if (!message_refuse(&s->decoder, r, nothing, (uint32_t)n, out))
		return STEP_FULL;
	s->held = 0;
	chunk->n = 0;
	return s->decoder.side == SIDE_CLIENT || s->once ? STEP_OVER : STEP_ON;
}

/* `view` is all that frame_need() asked for: a whole frame, or the headers of one too large. */
static bool take_frame(struct stream *s, struct cur view, size_t size, struct wtr *out)
{
	if (s->note)
		s->note(view.p, view.n);
	if (size <= s->decoder.max_frame)
		return message_decode(&s->decoder, view, out);
	if (!message_refuse(&s->decoder, REASON_FRAME_OVERSIZE, view, (uint32_t)size, out))
		return false;
	s->skip = (uint32_t)(size - view.n);
	return true;
}

/* A whole frame out of `chunk` or the carry, or bytes put by for later, or garbage refused. */
static enum step step(struct stream *s, struct cur *chunk, struct wtr *out)
{
	struct cur view = s->held > 0 ? carried(s) : *chunk;
	size_t need = 0, size = 0;
	enum reason r;

	if (view.n == 0)
		return STEP_WAIT;
	r = frame_need(s, view, &need, &size);
	if (r != REASON_OK)
		return refuse_garbage(s, r, chunk, out);
	if (view.n < need)
		return hold(s, chunk, need - s->held) ? STEP_ON : STEP_WAIT;
	if (s->held == 0 && !cur_take(chunk, need, &view))
		return STEP_WAIT;
	if (!take_frame(s, view, size, out))
		return STEP_FULL; /* the frame is lost: not reached, since the room was asked for */
	s->held = 0;
	if (s->once)
		return STEP_DONE;
	return s->each ? STEP_FRAME : STEP_ON;
}

enum stream_state stream_feed(struct stream *s, struct cur *chunk, struct wtr *out)
{
	enum step result = STEP_ON;

	while (result == STEP_ON) {
		skip(s, chunk);
		result = has_room(out) ? step(s, chunk, out) : STEP_FULL;
	}
	switch (result) {
	case STEP_FULL:
		return STREAM_FULL;
	case STEP_DONE:
		return STREAM_DONE;
	case STEP_OVER:
		return STREAM_OVER;
	case STEP_FRAME:
		return STREAM_FRAME;
	case STEP_ON:
	case STEP_WAIT:
		break;
	}
	return STREAM_MORE;
}

bool stream_end(struct stream *s, int error, struct wtr *out)
{
	if (s->held > 0 &&
	    !message_refuse(&s->decoder, REASON_FRAME_TRUNCATED, carried(s), s->held, out))
		return false;
	s->held = 0;
	return message_signal(RECORD_END, error, out);
}
