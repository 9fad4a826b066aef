/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Records of AT lines, written afresh and read again. */
#include "at_check.h"
#include "../parsers/sms.h"

#include <string.h>

enum { SUMMARY_MAX = 1 << 21 };

static uint8_t batch[AT_RECORD_MAX * 4], again[AT_RECORD_MAX * 4], bytes[4 * AT_MAX_LINE];

static bool same(struct cur a, struct cur b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

/* What a record says, but for how data was cut. */
static bool sum_up(struct wtr *all, const struct at_record *r)
{
	if (r->kind == AT_KIND_DATA)
		return wtr_bytes(all, r->text);
	return wtr_u8(all, r->kind) && wtr_u8(all, r->reason) && wtr_u8(all, r->flags) &&
	       wtr_u8(all, r->final) && wtr_u16(all, r->column) && wtr_u8(all, r->n_parts) &&
	       wtr_u16(all, r->n_values) && wtr_bytes(all, r->text);
}

static void flush(struct wtr *w, enum side side, void (*each)(const struct at_record *r),
		  struct wtr *summary)
{
	static struct at_record r;
	struct cur c = { w->p, w->len };

	while (c.n > 0) {
		MUST(at_next(&c, side, &r));
		if (each)
			each(&r);
		MUST(sum_up(summary, &r));
	}
	w->len = 0;
}

void at_check_stream(const struct frame_at_options *o, struct cur in, size_t step,
		     void (*each)(const struct at_record *r), struct wtr *summary)
{
	static struct frame_at f;
	struct wtr w = { batch, sizeof(batch), 0 };

	frame_at_init(&f, o);
	while (in.n > 0) {
		struct cur chunk;

		MUST(cur_take(&in, step && step < in.n ? step : in.n, &chunk));
		while (frame_at_feed(&f, &chunk, &w) == FRAME_AT_FULL) {
			MUST(w.len > 0);
			flush(&w, o->side, each, summary);
		}
		MUST(chunk.n == 0);
		flush(&w, o->side, each, summary);
	}
	MUST(frame_at_end(&f, 0, &w));
	flush(&w, o->side, each, summary);
}

void at_check_records(struct cur in, enum side side, void (*each)(const struct at_record *r))
{
	static struct at_record r;

	while (in.n > 0 && at_next(&in, side, &r))
		each(&r);
}

const struct at_record *at_check_again(enum side side, struct cur text)
{
	static struct frame_at f;
	static struct at_record r;
	const struct frame_at_options o = { .side = side };
	struct wtr w = { again, sizeof(again), 0 };
	struct cur c;

	frame_at_init(&f, &o);
	MUST(frame_at_feed(&f, &text, &w) == FRAME_AT_MORE);
	c = (struct cur){ w.p, w.len };
	MUST(at_next(&c, side, &r) && c.n == 0);
	return &r;
}

static void same_parts(const struct at_record *a, const struct at_record *b)
{
	MUST(a->n_parts == b->n_parts && a->n_values == b->n_values);
	for (unsigned i = 0; i < a->n_parts; i++) {
		const struct at_part *x = &a->parts[i], *y = &b->parts[i];

		MUST(x->row == y->row && x->form == y->form && x->dial == y->dial && x->n == y->n &&
		     same(x->name, y->name));
	}
	for (unsigned i = 0; i < a->n_values; i++) {
		const struct at_value *x = &a->values[i], *y = &b->values[i];

		MUST(x->kind == y->kind && x->number == y->number);
		MUST(x->kind == AT_VALUE_NUMBER || same(x->text, y->text));
	}
}

void at_check_command(const struct at_record *r)
{
	struct wtr w = { bytes, sizeof(bytes), 0 };
	const struct at_record *b;

	if (r->kind == AT_KIND_ENTRY || r->kind == AT_KIND_CANCEL)
		MUST(at_encode_entry(r, &w));
	if (r->kind != AT_KIND_LINE)
		return;
	for (unsigned i = 0; i < r->n_parts; i++) {
		(void)at_part_class(&r->parts[i], r->values);
		(void)at_part_group(&r->parts[i], r->values);
	}
	MUST(at_encode_parts(r, 0, r->n_parts, &w));
	if (w.len > AT_MAX_LINE)
		return; /* a captured reader's: no line could hold it */
	b = at_check_again(SIDE_CLIENT, (struct cur){ w.p, w.len });
	MUST(b->kind == AT_KIND_LINE);
	same_parts(r, b);
}

/* Held against a command and as an unsolicited code; then written as the gate would. */
static void check_fit(const struct at_record *r)
{
	struct at_fit fit;
	struct wtr w = { bytes, sizeof(bytes), 0 };
	int64_t length;
	bool smsc;

	for (unsigned form = 0; form < AT_FORM_COUNT; form++)
		if (at_answer_fits(r->parts[0].row, (enum at_form)form, r->parts[0].name, r,
				   &fit) == REASON_OK) {
			w.len = 0;
			MUST(at_encode_info(r, fit.shape, &w));
		}
	w.len = 0;
	if (at_unsolicited_fits(r, &fit) == REASON_OK)
		MUST(at_encode_info(r, fit.shape, &w));
	(void)!at_pdu_announced(r, &length, &smsc);
}

void at_check_line(const struct at_record *r)
{
	struct wtr w = { bytes, sizeof(bytes), 0 };
	const struct at_record *b;

	switch ((enum at_kind)r->kind) {
	case AT_KIND_INFO:
		check_fit(r);
		MUST(at_encode_info(r, NULL, &w));
		if (w.len > AT_MAX_LINE)
			return;
		b = at_check_again(SIDE_MODEM, (struct cur){ w.p, w.len });
		MUST(b->kind == AT_KIND_INFO);
		same_parts(r, b);
		break;
	case AT_KIND_FINAL:
		MUST(at_encode_final(r, true, &w));
		w.len = 0;
		MUST(at_encode_final(r, false, &w));
		b = at_check_again(SIDE_MODEM, (struct cur){ w.p, w.len });
		MUST(b->kind == AT_KIND_FINAL && b->final == r->final && b->number == r->number);
		break;
	case AT_KIND_HEX:
		(void)at_pdu_hex_fits(20, true, r->text);
		for (unsigned k = PAYLOAD_SMS_DELIVERED; k <= PAYLOAD_SMS_ACKED; k++)
			(void)!sms_pdu_check((enum payload_kind)k, r->text);
		MUST(at_encode_text(r, &w));
		break;
	case AT_KIND_TEXT:
		MUST(at_encode_text(r, &w));
		break;
	case AT_KIND_REFUSAL:
	case AT_KIND_END:
	case AT_KIND_LOST:
	case AT_KIND_DATA:
	case AT_KIND_LINE:
	case AT_KIND_REPEAT:
	case AT_KIND_ESCAPE:
	case AT_KIND_ENTRY:
	case AT_KIND_CANCEL:
	case AT_KIND_PROMPT:
	case AT_KIND_ECHO:
	case AT_KIND_COUNT:
		break;
	}
}

void at_check_input(struct cur in, enum side side, void (*each)(const struct at_record *r))
{
	static uint8_t whole[SUMMARY_MAX], pieces[SUMMARY_MAX];
	unsigned how = choose(&in, 8);
	size_t step = choose(&in, 64) + 1;
	const struct frame_at_options o = {
		.side = side, .text_entry = how & 1, .data = how & 1, .raw = how & 2
	};
	struct wtr a = { whole, sizeof(whole), 0 }, b = { pieces, sizeof(pieces), 0 };

	if (how & 4) {
		at_check_records(in, side, each);
		return;
	}
	at_check_stream(&o, in, 0, each, &a);
	at_check_stream(&o, in, step, NULL, &b);
	MUST(a.len == b.len && memcmp(whole, pieces, a.len) == 0);
}
