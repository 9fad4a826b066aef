/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The framer: any bytes in any pieces give records that check, and the same ones for any pieces. */
#include "harness.h"

#include <string.h>

#include "../proxy/stream.h"

enum { RECORDS_MAX = 1 << 20 };

static uint8_t batch[STREAM_BATCH];
static uint8_t whole[RECORDS_MAX], pieces[RECORDS_MAX];

static bool garbage(const struct message *m)
{
	return m->reason == REASON_BAD_MARKER || m->reason == REASON_FRAME_SHORT;
}

/* What a record says, but for how much garbage was seen at once. */
static bool summary(struct wtr *all, const struct message *m)
{
	bool ok = wtr_u8(all, m->kind) && wtr_u8(all, m->reason) && wtr_u16(all, m->service) &&
		  wtr_u16(all, m->id) && wtr_u16(all, m->txid) && wtr_u8(all, m->n_tlvs) &&
		  wtr_u8(all, m->n_notes) &&
		  wtr_u32(all, garbage(m) ? 0 : m->frame_len);

	for (unsigned i = 0; ok && i < m->n_tlvs; i++)
		ok = wtr_u8(all, m->tlvs[i].tag) && wtr_bytes(all, m->tlvs[i].packed);
	return ok;
}

static void flush(struct wtr *w, struct wtr *all, enum side side)
{
	struct cur c = { w->p, w->len };
	struct message m;

	while (c.n) {
		MUST(message_next(&c, side, &m));
		MUST(summary(all, &m));
	}
	w->len = 0;
}

/* Feeds the input in chunks of at most `step` bytes; 0: all at once. */
static void run(struct cur in, const struct decoder *d, bool once, size_t step, struct wtr *all)
{
	static struct stream s;
	struct wtr w = { batch, sizeof(batch), 0 };
	enum stream_state state = STREAM_MORE;

	stream_init(&s, d, once);
	while (in.n && state == STREAM_MORE) {
		size_t want = stream_want(&s);
		struct cur chunk;

		MUST(want > 0 && want <= STREAM_CHUNK);
		if (step && want > step)
			want = step;
		MUST(cur_take(&in, want < in.n ? want : in.n, &chunk));
		MUST(stream_resync(&s, chunk, &w));
		do {
			size_t before = chunk.n + w.len;

			state = stream_feed(&s, &chunk, &w);
			MUST(state != STREAM_FULL || chunk.n + w.len != before);
			flush(&w, all, d->side);
		} while (state == STREAM_FULL);
		MUST(state != STREAM_MORE || chunk.n == 0);
	}
	if (state == STREAM_MORE) {
		MUST(stream_end(&s, 0, &w));
		flush(&w, all, d->side);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cur in = { data, size };
	unsigned how = choose(&in, 4);
	size_t step = choose(&in, 64) + 1;
	struct decoder d = { how & 1 ? SIDE_MODEM : SIDE_CLIENT, 0, 4096 };
	struct wtr a = { whole, sizeof(whole), 0 }, b = { pieces, sizeof(pieces), 0 };

	run(in, &d, how & 2, 0, &a);
	run(in, &d, how & 2, step, &b);
	/* A modem's stream comes back into step at read boundaries, so there the pieces matter. */
	if (d.side == SIDE_CLIENT)
		MUST(a.len == b.len && memcmp(a.p, b.p, a.len) == 0);
	return 0;
}
