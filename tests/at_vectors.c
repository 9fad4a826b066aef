/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Recorded AT lines of real modems and clients: every command parsed, every answer held against the
 * command that caused it. What is refused must be explained here, and be under one in a hundred.
 */
#include "check.h"
#include "at_corpus.h"
#include "at_vectors.h"
#include "../parsers/sms.h"
#include "../parsers/frame_at.h"

enum outcome { ACCEPTED, STRIPPED, UNKNOWN, REFUSED, OUTCOMES };

static const char *const outcome_names[] = { "accepted", "stripped", "unknown names", "refused" };
static unsigned counts[2][OUTCOMES], by_reason[REASON_COUNT], pdus, bodies, malformed[2];

/* What is pending, as the gate would know it. */
static struct frame_at client, modem;
static uint8_t memory[1 << 20], command_memory[AT_RECORD_MAX];
static struct at_record command;
static bool pending;
static int64_t announced;
static bool expects_pdu, expects_body, has_smsc;

static void count(const struct at_corpus_text *t, enum outcome o)
{
	counts[t->side][o]++;
}

static void refused(const struct at_corpus_text *t, enum reason why, const struct at_record *r)
{
	const struct at_explained *x = at_explain(t->origin, why);

	printf("refused: %s: %s: %.*s: %s\n", t->origin, reason_word(why),
	       r->text.n < 60 ? (int)r->text.n : 60, r->text.n ? (const char *)r->text.p : "",
	       x ? x->text : "NOT EXPLAINED");
	CHECK_IN(x, "%s: %s", t->origin, reason_word(why));
	by_reason[why]++;
	if (x && x->malformed)
		malformed[t->side]++;
	count(t, REFUSED);
}

/* --- commands --- */

static void keep_command(struct cur record)
{
	memcpy(command_memory, record.p, record.n);
	record.p = command_memory;
	pending = at_next(&record, SIDE_CLIENT, &command);
	expects_pdu = expects_body = false;
}

/* The canonical form of a command means the same. */
static bool comes_back(const struct at_record *r)
{
	static uint8_t line[AT_MAX_LINE + 8], again[AT_RECORD_MAX * 2], twice[AT_MAX_LINE + 8];
	static struct frame_at f;
	static struct at_record second;
	const struct frame_at_options o = { SIDE_CLIENT, true, false, false };
	struct wtr w = { line, sizeof(line), 0 }, records = { again, sizeof(again), 0 };
	struct wtr w2 = { twice, sizeof(twice), 0 };
	struct cur chunk, batch;

	if (!at_encode_parts(r, 0, r->n_parts, &w))
		return false;
	frame_at_init(&f, &o);
	chunk = (struct cur){ line, w.len };
	if (frame_at_feed(&f, &chunk, &records) != FRAME_AT_MORE)
		return false;
	batch = (struct cur){ again, records.len };
	return at_next(&batch, SIDE_CLIENT, &second) && second.kind == AT_KIND_LINE &&
	       batch.n == 0 && second.n_parts == r->n_parts &&
	       at_encode_parts(&second, 0, second.n_parts, &w2) && w2.len == w.len &&
	       memcmp(line, twice, w.len) == 0;
}

static void client_record(const struct at_corpus_text *t, const struct at_record *r,
			  struct cur record)
{
	enum outcome o = ACCEPTED;

	if (r->kind == AT_KIND_REFUSAL) {
		pending = false;
		refused(t, (enum reason)r->reason, r);
		return;
	}
	if (r->kind == AT_KIND_LINE) {
		CHECK_IN(comes_back(r), "%s", t->origin);
		for (unsigned i = 0; i < r->n_parts; i++)
			if (r->parts[i].row == ROW_NONE) {
				printf("unknown: %s: %.*s\n", t->origin, (int)r->parts[i].name.n,
				       (const char *)r->parts[i].name.p);
				o = UNKNOWN;
			}
		keep_command(record);
	}
	count(t, o);
}

/* --- answers --- */

/* Where no command is known, the form of its row that it fits best, or an unsolicited code. */
static enum reason any_form(const struct at_record *r, struct at_fit *fit)
{
	enum reason best = at_unsolicited_fits(r, fit);

	for (unsigned f = 0; f < AT_FORM_COUNT; f++) {
		struct at_fit other;
		enum reason e = at_answer_fits(r->parts[0].row, (enum at_form)f, r->parts[0].name,
					       r, &other);

		if (best == REASON_AT_FOREIGN ||
		    (e == REASON_OK && (best != REASON_OK || other.stripped < fit->stripped))) {
			best = e;
			*fit = other;
		}
	}
	return best;
}

/* As the gate would, but logs interleave, and tests of other projects hold answers alone. */
static enum reason judge(const struct at_record *r, struct at_fit *fit)
{
	enum reason e = REASON_AT_FOREIGN;
	bool unsolicited;

	for (unsigned i = 0; pending && i < command.n_parts; i++) {
		e = at_line_fits(&command.parts[i], r, fit, &unsolicited);
		if (e != REASON_AT_FOREIGN)
			return e;
	}
	if (r->kind == AT_KIND_INFO)
		return any_form(r, fit);
	return pending ? REASON_AT_FOREIGN : REASON_OK;
}

static void follow(const struct at_record *r)
{
	const struct at_def *def = at_row(r->parts[0].row, NULL);

	expects_pdu = at_pdu_announced(r, &announced, &has_smsc);
	expects_body = def && (def->flags & AT_BODY_FOLLOWS) && !expects_pdu;
}

static void modem_line(const struct at_corpus_text *t, const struct at_record *r)
{
	struct at_fit fit = { NULL, 0 };
	static uint8_t out[2 * AT_MAX_LINE];
	struct wtr w = { out, sizeof(out), 0 };
	enum reason e;

	if (expects_pdu) {
		expects_pdu = false;
		e = at_pdu_hex_fits(announced, has_smsc, r->text);
		if (e == REASON_OK && has_smsc)
			e = sms_pdu_check(PAYLOAD_SMS_STORED, r->text);
		pdus++;
		if (e == REASON_OK)
			count(t, ACCEPTED);
		else
			refused(t, e, r);
		return;
	}
	e = judge(r, &fit);
	if (e == REASON_AT_FOREIGN && expects_body) {
		bodies++;
		e = REASON_OK;
	}
	if (e != REASON_OK) {
		refused(t, e, r);
		return;
	}
	if (r->kind == AT_KIND_INFO) {
		CHECK_IN(at_encode_info(r, fit.shape, &w), "%s", t->origin);
		follow(r);
	}
	count(t, r->kind == AT_KIND_INFO && r->parts[0].row == ROW_NONE ? UNKNOWN
		 : fit.stripped                                         ? STRIPPED
									: ACCEPTED);
	if (fit.stripped)
		printf("stripped: %s: %.*s\n", t->origin, (int)r->text.n, (const char *)r->text.p);
}

static void modem_record(const struct at_corpus_text *t, const struct at_record *r)
{
	switch ((enum at_kind)r->kind) {
	case AT_KIND_REFUSAL:
		refused(t, (enum reason)r->reason, r);
		break;
	case AT_KIND_INFO:
	case AT_KIND_TEXT:
	case AT_KIND_HEX:
		modem_line(t, r);
		break;
	case AT_KIND_FINAL:
		if (r->flags & AT_RECORD_NUMERIC && expects_body)
			bodies++;
		else
			expects_pdu = expects_body = false;
		count(t, ACCEPTED);
		break;
	case AT_KIND_PROMPT:
	case AT_KIND_ECHO:
		count(t, ACCEPTED);
		break;
	case AT_KIND_END:
	case AT_KIND_LOST:
	case AT_KIND_DATA:
	case AT_KIND_LINE:
	case AT_KIND_REPEAT:
	case AT_KIND_ESCAPE:
	case AT_KIND_ENTRY:
	case AT_KIND_CANCEL:
	case AT_KIND_COUNT:
		CHECK_IN(false, "%s: kind %u of a modem", t->origin, r->kind);
		break;
	}
}

/* --- the walk --- */

/* Feeds a text, with a line end where the source left it out. */
static void feed(struct frame_at *f, const struct at_corpus_text *t, struct wtr *w)
{
	struct cur chunk = { t->bytes, t->n };
	struct cur end = { (const uint8_t *)"\r", 1 };
	uint8_t last = t->n ? t->bytes[t->n - 1] : 0;

	CHECK(frame_at_feed(f, &chunk, w) == FRAME_AT_MORE);
	if (last != '\r' && last != '\n' && last != 0x1A && last != 0x1B)
		CHECK(frame_at_feed(f, &end, w) == FRAME_AT_MORE);
}

static void each(const struct at_corpus_text *t)
{
	const struct frame_at_options host = { SIDE_CLIENT, true, false, false };
	const struct frame_at_options port = { SIDE_MODEM, false, false, false };
	static struct at_record r;
	struct wtr w = { memory, sizeof(memory), 0 };
	struct cur batch;

	if (t->first) {
		frame_at_init(&client, &host);
		frame_at_init(&modem, &port);
		pending = expects_pdu = expects_body = false;
	}
	feed(t->side == SIDE_CLIENT ? &client : &modem, t, &w);
	batch = (struct cur){ w.p, w.len };
	while (batch.n > 0) {
		struct cur record = batch;

		if (!at_next(&batch, t->side, &r)) {
			CHECK_IN(false, "%s: our own record does not check", t->origin);
			return;
		}
		record.n -= batch.n;
		if (t->side == SIDE_CLIENT)
			client_record(t, &r, record);
		else
			modem_record(t, &r);
	}
}

int main(void)
{
	unsigned lines = 0, bad;

	if (!at_corpus_read(each)) {
		printf("skipped: no corpus beside the repository (set AIRLOCK_SHARED)\n");
		return CHECK_SKIP;
	}
	for (unsigned side = 0; side < 2; side++) {
		printf("%s:", side == SIDE_CLIENT ? "commands" : "lines of modems");
		for (unsigned o = 0; o < OUTCOMES; o++)
			printf(" %u %s%s", counts[side][o], outcome_names[o],
			       o + 1 < OUTCOMES ? "," : "\n");
	}
	for (unsigned o = 0; o < OUTCOMES; o++)
		lines += counts[SIDE_MODEM][o];
	lines -= malformed[SIDE_MODEM];
	bad = counts[SIDE_MODEM][REFUSED] - malformed[SIDE_MODEM];
	printf("%u PDUs, %u lines of text; refused:", pdus, bodies);
	for (unsigned r = 0; r < REASON_COUNT; r++)
		if (by_reason[r])
			printf(" %u %s", by_reason[r], reason_word((enum reason)r));
	printf("\nof %u well-formed lines of modems %u are refused\n", lines, bad);
	CHECK(100 * bad < lines);
	return check_done();
}
