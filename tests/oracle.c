/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * libqmi-glib as a second opinion: whatever the decoder accepts (recorded traffic, instances of all
 * rows, and mutations of both), libqmi parses too and finds the same ids, TLVs and lengths in it;
 * and in what the encoder makes of it, exactly what was not stripped.
 */
#include "check.h"
#include "corpus.h"
#include "generate.h"
#include "oracle_compare.h"

enum { MUTATIONS = 40, SEED = 20 };

static struct generate generator;
static uint32_t seed = SEED;
static unsigned long compared, refused, corpus_frames;

/* False where we refuse the frame. */
static bool compare(const struct decoder *d, struct cur frame, const char *name)
{
	bool is_refused;
	const char *difference = oracle_compare(d, frame, &is_refused);

	CHECK_IN(!difference, "%s: %s", name, difference);
	refused += is_refused;
	compared += !is_refused;
	return !is_refused;
}

/* A byte, a bit or a length of a copy of the frame is changed; the frame's length stays. */
static void mutate(const struct decoder *d, struct cur frame, const char *name)
{
	static uint8_t copy[65536];

	for (unsigned i = 0; i < MUTATIONS; i++) {
		uint32_t what = generate_random(&seed);
		size_t at = generate_random(&seed) % frame.n;

		memcpy(copy, frame.p, frame.n);
		if (what % 4 == 0)
			copy[at] = (uint8_t)(what >> 8);
		else if (what % 4 == 1)
			copy[at] ^= (uint8_t)(1u << (what >> 8) % 8);
		else if (what % 4 == 2)
			copy[at]++;
		else
			copy[at]--;
		compare(d, (struct cur){ copy, frame.n }, name);
	}
}

static void each_recorded(const struct corpus_frame *f)
{
	struct decoder d = { f->kind == CORPUS_REQUEST ? SIDE_CLIENT : SIDE_MODEM, 0, 4096 };
	struct cur frame = { f->bytes, f->n };

	if (compare(&d, frame, f->origin))
		corpus_frames++;
	mutate(&d, frame, f->origin);
}

static void each_row(uint16_t row, enum message_type type, unsigned size)
{
	static uint8_t values_memory[8 * 65536], frame_memory[65536];
	static struct generated m;
	struct wtr values = { values_memory, sizeof(values_memory), 0 };
	struct wtr frame = { frame_memory, sizeof(frame_memory), 0 };
	const struct message_def *def = schema_row(row, NULL);
	struct decoder d = { type == TYPE_REQUEST ? SIDE_CLIENT : SIDE_MODEM, def->vendor,
			     QMUX_MAX_FRAME, true };

	if (def->is_indication != (type == TYPE_INDICATION))
		return;
	generator.elements = generator.string = size;
	generator.vary = size > 0;
	generator.over = -1;
	CHECK(generate_message(&generator, row, type, true, &values, &m) &&
	      generate_frame(&m, &frame));
	CHECK_IN(compare(&d, (struct cur){ frame.p, frame.len }, def->name) ||
			 m.service > UINT8_MAX,
		 "%s", def->name);
	if (m.service <= UINT8_MAX)
		mutate(&d, (struct cur){ frame.p, frame.len }, def->name);
}

int main(void)
{
	bool corpus = corpus_read(each_recorded);

	for (uint16_t row = 0; row < schema_row_count(); row++)
		for (enum message_type type = TYPE_REQUEST; type < TYPE_COUNT; type++)
			for (unsigned size = 0; size <= 40; size += 20)
				each_row(row, type, size);
	if (corpus)
		printf("%lu recorded frames, ", corpus_frames);
	else
		printf("no recorded traffic beside the repository, ");
	printf("%lu frames compared in all, %lu refused by us\n", compared, refused);
	return check_done();
}
