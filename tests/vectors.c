/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Recorded traffic of real modems and clients through the decoder: what is forwarded whole, what is
 * stripped, what is refused. Each refusal must be explained here.
 */
#include "check.h"
#include "corpus.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

#define NO_RESULT "an answer made by hand for a unit test, without the result that modems send"

static const struct {
	const char *origin; /* file, or file:line */
	enum reason reason;
	const char *why;
} explained[] = {
	{ "nerves-qmi-control.txt:7", REASON_TLV_MISSING, NO_RESULT },
	{ "nerves-qmi-control.txt:9", REASON_TLV_MISSING, NO_RESULT },
	{ "wwan-go-transport-test.txt:13", REASON_MESSAGE_TYPE,
	  "a test's own frame with control flags 0x04, which is neither an answer nor an "
	  "indication" },
};

enum outcome { WHOLE, STRIPPED, RAW, REFUSED, OUTCOMES };

static const char *const kind_names[] = { "requests", "answers", "made-up answers" };
static const char *const outcome_names[] = { "whole", "stripped", "unknown (raw)", "refused" };
static unsigned counts[CORPUS_KINDS][OUTCOMES];
static unsigned notes[NOTE_KINDS];

static const char *explain(const struct corpus_frame *f, enum reason reason)
{
	for (size_t i = 0; i < COUNT(explained); i++) {
		size_t n = strlen(explained[i].origin);

		if (explained[i].reason == reason &&
		    strncmp(f->origin, explained[i].origin, n) == 0 &&
		    (f->origin[n] == '\0' || f->origin[n] == ':'))
			return explained[i].why;
	}
	return NULL;
}

/* Encoded afresh, a message is as long as its frame was, and decodes to the same record. */
static bool comes_back(const struct message *m, const struct decoder *d, struct cur record)
{
	static uint8_t frame_memory[65536], record_memory[RECORD_MAX_SIZE];
	struct wtr frame = { frame_memory, sizeof(frame_memory), 0 };
	struct wtr again = { record_memory, sizeof(record_memory), 0 };
	enum side to = d->side == SIDE_CLIENT ? SIDE_MODEM : SIDE_CLIENT;

	return message_encode(m, to, &frame) && frame.len == m->frame_len &&
	       message_decode(d, (struct cur){ frame.p, frame.len }, &again) &&
	       again.len == record.n && memcmp(again.p, record.p, record.n) == 0;
}

static enum outcome classify(const struct corpus_frame *f, const struct message *m,
			     const struct decoder *d, struct cur record)
{
	const char *why;

	if (m->kind == RECORD_REFUSAL) {
		why = explain(f, m->reason);
		printf("refused: %s: %s, TLV 0x%02X of %s 0x%04X: %s\n", f->origin,
		       reason_word(m->reason), m->tag, schema_service_name(m->service), m->id,
		       why ? why : "NOT EXPLAINED");
		CHECK_IN(why || f->kind == CORPUS_STUB, "%s", f->origin);
		return REFUSED;
	}
	for (unsigned i = 0; i < m->n_notes; i++)
		notes[m->notes[i].kind]++;
	if (m->n_notes == 0)
		CHECK_IN(comes_back(m, d, record), "%s", f->origin);
	if (m->row == ROW_NONE)
		return RAW;
	return m->n_notes > 0 ? STRIPPED : WHOLE;
}

static void each(const struct corpus_frame *f)
{
	static uint8_t memory[RECORD_MAX_SIZE];
	static struct message m;
	struct decoder d = { f->kind == CORPUS_REQUEST ? SIDE_CLIENT : SIDE_MODEM, 0, 4096 };
	struct wtr w = { memory, sizeof(memory), 0 };
	struct cur batch;

	CHECK_IN(message_decode(&d, (struct cur){ f->bytes, f->n }, &w), "%s", f->origin);
	batch = (struct cur){ w.p, w.len };
	if (!message_next(&batch, d.side, &m)) {
		CHECK_IN(false, "%s: our own record does not check", f->origin);
		return;
	}
	counts[f->kind][classify(f, &m, &d, (struct cur){ w.p, w.len })]++;
}

int main(void)
{
	if (!corpus_read(each)) {
		printf("skipped: no corpus beside the repository (set AIRLOCK_SHARED)\n");
		return CHECK_SKIP;
	}
	for (unsigned k = 0; k < CORPUS_KINDS; k++) {
		printf("%s:", kind_names[k]);
		for (unsigned o = 0; o < OUTCOMES; o++)
			printf(" %u %s%s", counts[k][o], outcome_names[o],
			       o + 1 < OUTCOMES ? "," : "\n");
	}
	printf("notes: %u unknown TLVs, %u trailing, %u empty, %u missing\n",
	       notes[NOTE_UNKNOWN_TLV], notes[NOTE_TRAILING], notes[NOTE_EMPTY_TLV],
	       notes[NOTE_MISSING_TLV]);
	return check_done();
}
