/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * libqmi-glib as a second opinion: whatever the decoder accepts (recorded traffic, instances of all
 * rows, and mutations of both), libqmi parses too and finds the same ids, TLVs and lengths in it;
 * and in what the encoder makes of it, exactly what was not stripped.
 */
#include "check.h"
#include "corpus.h"
#include "generate.h"

#include <libqmi-glib.h>

enum { MUTATIONS = 40, SEED = 20 };

/* TLVs by tag; length -1 where there is none. */
struct tlv_list {
	int length[256];
};

static struct generate generator;
static uint32_t seed = SEED;
static unsigned long compared, refused, corpus_frames;

static void collect(guint8 type, const guint8 *value, gsize length, gpointer list)
{
	struct tlv_list *l = list;

	(void)value;
	CHECK_IN(l->length[type] == -1, "TLV 0x%02X stands twice", type);
	l->length[type] = (int)length;
}

/* What libqmi makes of a frame. */
static bool libqmi_parses(struct cur frame, const struct message *m, struct tlv_list *l)
{
	GByteArray *bytes = g_byte_array_append(g_byte_array_new(), frame.p, (guint)frame.n);
	GError *error = NULL;
	QmiMessage *q = qmi_message_new_from_raw(bytes, &error);
	bool same;

	for (unsigned i = 0; i < 256; i++)
		l->length[i] = -1;
	g_byte_array_unref(bytes);
	if (!q) {
		g_clear_error(&error);
		return false;
	}
	same = (unsigned)qmi_message_get_service(q) == m->service &&
	       qmi_message_get_client_id(q) == m->cid &&
	       qmi_message_get_transaction_id(q) == m->txid &&
	       qmi_message_get_message_id(q) == m->id && qmi_message_get_length(q) == frame.n;
	/* To libqmi the indication bit is one of two; to us it wins (FIELD-NOTES Q10). */
	if (m->type == TYPE_INDICATION)
		same = same && qmi_message_is_indication(q);
	else
		same = same && qmi_message_is_response(q) == (m->type == TYPE_RESPONSE);
	qmi_message_foreach_raw_tlv(q, collect, l);
	qmi_message_unref(q);
	return same;
}

/* Of the frame that came, TLV by TLV: what is left of it, and what the notes say was taken away. */
static bool lists_agree(const struct message *m, const struct tlv_list *came,
			const struct tlv_list *sent)
{
	struct tlv_list expected = *sent;

	for (unsigned i = 0; i < m->n_notes; i++) {
		const struct message_note *n = &m->notes[i];

		if (n->kind == NOTE_TRAILING)
			expected.length[n->tag] += n->bytes;
		else if (n->kind != NOTE_MISSING_TLV)
			expected.length[n->tag] = n->bytes;
	}
	for (unsigned i = 0; i < 256; i++)
		if (expected.length[i] != came->length[i] && m->notes_more == 0)
			return false;
	for (unsigned i = 0; i < 256; i++)
		if ((sent->length[i] >= 0) != (message_tlv(m, (uint8_t)i) != NULL))
			return false;
	return true;
}

/* False where we refuse the frame, of which libqmi may think what it likes. */
static bool compare(const struct decoder *d, struct cur frame, const char *name)
{
	static uint8_t record_memory[RECORD_MAX_SIZE], frame_memory[65536];
	static struct message m;
	struct wtr record = { record_memory, sizeof(record_memory), 0 };
	struct wtr sent = { frame_memory, sizeof(frame_memory), 0 };
	struct tlv_list came_list, sent_list;
	struct cur batch;

	CHECK(message_decode(d, frame, &record));
	batch = (struct cur){ record.p, record.len };
	CHECK_IN(message_next(&batch, d->side, &m), "%s", name);
	/* libqmi 1.32 knows no 16-bit services. */
	if (m.kind != RECORD_MESSAGE || m.marker != QMUX_MARKER) {
		refused++;
		return false;
	}
	compared++;
	CHECK_IN(libqmi_parses(frame, &m, &came_list), "%s: the frame", name);
	CHECK_IN(message_encode(&m, d->side == SIDE_CLIENT ? SIDE_MODEM : SIDE_CLIENT, &sent), "%s",
		 name);
	CHECK_IN(libqmi_parses((struct cur){ sent.p, sent.len }, &m, &sent_list),
		 "%s: encoded afresh", name);
	CHECK_IN(lists_agree(&m, &came_list, &sent_list), "%s: TLVs", name);
	return true;
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
			     QMUX_MAX_FRAME };

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
