// SPDX-License-Identifier: GPL-2.0-or-later
/* Frames out of reads: however they are split, refused, skipped, and found again after garbage. */
#include <stdlib.h>
#include "../../proxy/stream.h"
#include "../check.h"

static uint8_t out_bytes[STREAM_BATCH];
static struct stream stream;

/* What a run of the stream said, in few words: a letter per record. */
struct heard {
	char words[64];
	enum stream_state state;
};

static char letter_of(const struct message *m)
{
	switch (m->kind) {
	case RECORD_MESSAGE:
		return 'M';
	case RECORD_END:
		return 'E';
	case RECORD_LOST:
		return 'L';
	default:
		break;
	}
	switch (m->reason) {
	case REASON_BAD_MARKER:
		return 'b';
	case REASON_FRAME_SHORT:
		return 's';
	case REASON_FRAME_OVERSIZE:
		return m->has_header ? 'o' : '?';
	case REASON_FRAME_TRUNCATED:
		return 't';
	default:
		return 'r';
	}
}

static void hear(struct heard *h, struct wtr *out)
{
	struct cur batch = { out->p, out->len };
	size_t n = strlen(h->words);
	struct message m;

	while (batch.n > 0) {
		if (!message_next(&batch, stream.decoder.side, &m)) {
			h->words[n++] = '!';
			break;
		}
		if (n < sizeof(h->words) - 1)
			h->words[n++] = letter_of(&m);
	}
	out->len = 0;
}

/* One read. */
static void chunk(struct heard *h, const uint8_t *p, size_t n)
{
	struct wtr out = { out_bytes, sizeof(out_bytes), 0 };
	struct cur c = { p, n };

	CHECK(stream_resync(&stream, c, &out));
	while ((h->state = stream_feed(&stream, &c, &out)) == STREAM_FULL)
		hear(h, &out);
	hear(h, &out);
}

static void finish(struct heard *h)
{
	struct wtr out = { out_bytes, sizeof(out_bytes), 0 };

	CHECK(stream_end(&stream, 0, &out));
	hear(h, &out);
}

static void begin(enum side side, uint32_t max_frame, bool once)
{
	const struct decoder d = { side, 0, max_frame };

	stream_init(&stream, &d, once);
}

/* CTL get-version-info, CTL allocate, DMS get-ids, a wide frame of a service nobody knows. */
static const uint8_t requests[] = {
	0x01, 0x0b, 0x00, 0x00, 0x00, 0x00, 0x00, 0x01, 0x21, 0x00, 0x00, 0x00, 0x01, 0x0f,
	0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x22, 0x00, 0x04, 0x00, 0x01, 0x01, 0x00, 0x02,
	0x01, 0x0c, 0x00, 0x00, 0x02, 0x01, 0x00, 0x03, 0x00, 0x25, 0x00, 0x00, 0x00, 0x02,
	0x0c, 0x00, 0x90, 0x01, 0x01, 0x00, 0x04, 0x00, 0x99, 0x00, 0x00, 0x00,
};
/* A DMS get-ids answer: failure, internal. */
static const uint8_t answer[] = {
	0x01, 0x13, 0x00, 0x80, 0x02, 0x01, 0x02, 0x03, 0x00, 0x25,
	0x00, 0x07, 0x00, 0x02, 0x04, 0x00, 0x01, 0x00, 0x03, 0x00,
};

static void check_words(const char *want, const struct heard *got, const char *what, size_t at)
{
	CHECK_IN(!strcmp(want, got->words), "%s at %zu: %s, not %s", what, at, got->words, want);
}

static void test_every_split(void)
{
	for (size_t a = 0; a <= sizeof(requests); a++)
		for (size_t b = a; b <= sizeof(requests); b++) {
			struct heard h = { "", STREAM_MORE };

			begin(SIDE_CLIENT, 4096, false);
			chunk(&h, requests, a);
			chunk(&h, requests + a, b - a);
			chunk(&h, requests + b, sizeof(requests) - b);
			finish(&h);
			check_words("MMMME", &h, "split", a);
		}
	for (size_t step = 1; step < 9; step++) {
		struct heard h = { "", STREAM_MORE };

		begin(SIDE_MODEM, 4096, false);
		for (int times = 0; times < 3; times++)
			for (size_t at = 0; at < sizeof(answer); at += step)
				chunk(&h, answer + at,
				      sizeof(answer) - at < step ? sizeof(answer) - at : step);
		finish(&h);
		check_words("MMME", &h, "step", step);
	}
}

static void test_unfinished(void)
{
	for (size_t n = 0; n < 12; n++) {
		struct heard h = { "", STREAM_MORE };

		begin(SIDE_CLIENT, 4096, false);
		chunk(&h, requests, n);
		finish(&h);
		check_words(n ? "tE" : "E", &h, "truncated", n);
	}
}

/*
 * A frame above the maximum is refused with its headers there, and exactly its bytes are skipped.
 */
static void test_oversize(void)
{
	static uint8_t bytes[300];
	const size_t small = 13;

	memcpy(bytes, requests + 28, small);
	bytes[1] = 199; /* 200 bytes in all */
	memcpy(bytes + 200, requests, sizeof(requests));
	for (size_t split = 0; split <= sizeof(bytes) - 50; split++) {
		struct heard h = { "", STREAM_MORE };

		begin(SIDE_CLIENT, 100, false);
		chunk(&h, bytes, split);
		CHECK_IN(h.words[0] == (split >= small ? 'o' : '\0'), "split %zu", split);
		if (split < 200 + sizeof(requests))
			chunk(&h, bytes + split, 200 + sizeof(requests) - split);
		finish(&h);
		check_words("oMMMME", &h, "oversize", split);
	}
	/* The shorter headers of CTL suffice too. */
	struct heard h = { "", STREAM_MORE };
	memcpy(bytes, requests, 12);
	bytes[1] = bytes[2] = 0xff;
	begin(SIDE_CLIENT, 100, false);
	chunk(&h, bytes, 11);
	check_words("", &h, "ctl", 11);
	chunk(&h, bytes + 11, 1);
	check_words("o", &h, "ctl", 12);
}

static void test_client_garbage(void)
{
	uint8_t bytes[40];

	for (size_t split = 0; split <= 20; split++) {
		struct heard h = { "", STREAM_MORE };

		memcpy(bytes, requests, 12);
		memset(bytes + 12, 0x55, 8);
		begin(SIDE_CLIENT, 4096, false);
		chunk(&h, bytes, split);
		if (h.state != STREAM_OVER)
			chunk(&h, bytes + split, 20 - split);
		CHECK(h.state == STREAM_OVER);
		check_words("Mb", &h, "garbage", split);
	}
	for (size_t split = 0; split <= 3; split++) {
		const uint8_t small[] = { 0x01, 0x05, 0x00 };
		struct heard h = { "", STREAM_MORE };

		begin(SIDE_CLIENT, 4096, false);
		chunk(&h, small, split);
		if (h.state != STREAM_OVER)
			chunk(&h, small + split, 3 - split);
		CHECK(h.state == STREAM_OVER);
		check_words("s", &h, "short", split);
	}
}

/* A modem is in step again with the next read. */
static void test_modem_garbage(void)
{
	uint8_t bytes[64];
	struct heard h = { "", STREAM_MORE };

	memcpy(bytes, answer, sizeof(answer));
	memset(bytes + sizeof(answer), 0xee, 10);
	begin(SIDE_MODEM, 4096, false);
	chunk(&h, bytes, sizeof(answer) + 10);
	CHECK(h.state == STREAM_MORE);
	chunk(&h, answer, sizeof(answer));
	check_words("MbM", &h, "modem", 0);
}

/*
 * Reset in the middle of a message, at every byte of it: what comes next is not taken for the rest.
 */
static void test_resync(void)
{
	uint8_t two[2 * sizeof(answer)];

	memcpy(two, answer, sizeof(answer));
	memcpy(two + sizeof(answer), answer, sizeof(answer));
	for (size_t n = 1; n < sizeof(answer); n++) {
		struct heard h = { "", STREAM_MORE };

		begin(SIDE_MODEM, 4096, false);
		chunk(&h, answer, n);
		chunk(&h, n % 2 ? two : answer, n % 2 ? sizeof(two) : sizeof(answer));
		check_words(n % 2 ? "tMM" : "tM", &h, "resync", n);
	}
	/* A frame that was refused for its size, and is never finished. */
	struct heard h = { "", STREAM_MORE };
	uint8_t large[20];
	memcpy(large, answer, sizeof(large));
	large[2] = 0x40;
	begin(SIDE_MODEM, 4096, false);
	chunk(&h, large, sizeof(large));
	chunk(&h, answer, sizeof(answer));
	check_words("oM", &h, "skip", 0);
	/* The true rest of a frame is no tiling, and is taken. */
	h = (struct heard){ "", STREAM_MORE };
	begin(SIDE_MODEM, 4096, false);
	chunk(&h, answer, 8);
	chunk(&h, answer + 8, sizeof(answer) - 8);
	check_words("M", &h, "rest", 8);
	/* Clients get no such grace: their bytes are a stream. */
	h = (struct heard){ "", STREAM_MORE };
	begin(SIDE_CLIENT, 4096, false);
	chunk(&h, requests, 11);
	chunk(&h, requests, 12);
	CHECK(h.words[0] == 'r' || h.words[0] == 'M');
}

/* Once: never asks for a byte behind the first frame. */
static void test_once(void)
{
	for (size_t most = 1; most < 20; most++) {
		struct heard h = { "", STREAM_MORE };
		size_t at = 0;

		begin(SIDE_CLIENT, 4096, true);
		while (h.state == STREAM_MORE && at < sizeof(requests) - 12) {
			size_t n = stream_want(&stream);

			CHECK(n > 0 && at + n <= 16);
			if (n > most)
				n = most;
			chunk(&h, requests + 12 + at, n);
			at += n;
		}
		CHECK(h.state == STREAM_DONE);
		CHECK_EQ(at, 16);
		check_words("M", &h, "once", most);
	}
	struct heard h = { "", STREAM_MORE };
	const uint8_t bad[] = { 0x47, 0x45, 0x54 };
	begin(SIDE_CLIENT, 4096, true);
	chunk(&h, bad, 3);
	CHECK(h.state == STREAM_OVER);
	check_words("b", &h, "once", 0);
}

/* The most frames that a read can bring: nothing is lost, batches are cut where they are full. */
static void test_flood(void)
{
	static uint8_t bytes[STREAM_CHUNK];
	struct wtr out = { out_bytes, sizeof(out_bytes), 0 };
	struct cur c = { bytes, 0 };
	size_t frames = 0, full = 0;
	struct message m;

	while (c.n + 12 <= sizeof(bytes)) {
		memcpy(bytes + c.n, requests, 12);
		c.n += 12;
	}
	const size_t sent = c.n / 12;
	begin(SIDE_CLIENT, 4096, false);
	for (enum stream_state state = STREAM_FULL; state == STREAM_FULL; out.len = 0) {
		state = stream_feed(&stream, &c, &out);
		CHECK(out.len <= sizeof(out_bytes));
		full += state == STREAM_FULL;
		for (struct cur b = { out.p, out.len }; b.n > 0; frames++)
			if (!message_next(&b, SIDE_CLIENT, &m) || m.kind != RECORD_MESSAGE)
				break;
	}
	CHECK_EQ(frames, sent);
	CHECK(full >= 1);
}

int main(void)
{
	test_every_split();
	test_unfinished();
	test_oversize();
	test_client_garbage();
	test_modem_garbage();
	test_resync();
	test_once();
	test_flood();
	return check_done();
}
