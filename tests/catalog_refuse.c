/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The half of the catalogue that breaks messages, each in one place and one way. */
#include "check.h"
#include "catalog.h"
#include "../parsers/shape.h"

static uint8_t frame_memory[65536];

static void check_missing(const struct subject *s, unsigned i)
{
	struct generated m = s->m;
	const struct tlv_def *def = m.tlvs[i].def;
	const struct message *got;

	memmove(&m.tlvs[i], &m.tlvs[i + 1], (m.n - i - 1) * sizeof(m.tlvs[0]));
	m.n--;
	if (catalog_required(def) && (s->type != TYPE_RESPONSE || def->tag == 0x02)) {
		REFUSED(s, catalog_frame(&m), REASON_TLV_MISSING, def->tag);
	} else if (catalog_required(def)) {
		uint8_t failure[] = { 1, 0, 71, 0 };

		REFUSED(s, catalog_frame(&m), REASON_TLV_MISSING, def->tag);
		for (unsigned k = 0; k < m.n; k++)
			if (m.tlvs[k].tag == 0x02)
				m.tlvs[k].value.p = failure;
		got = ACCEPTED(s, catalog_frame(&m));
		CHECK_ON(s, got && got->n_notes == 0 && got->n_tlvs == m.n);
	} else {
		got = ACCEPTED(s, catalog_frame(&m));
		CHECK_ON(s, got && got->n_tlvs == m.n);
		CHECK_ON(s, got && catalog_has_note(got, NOTE_MISSING_TLV, def->tag, 0) ==
					    !!(def->flags & TLV_TOLERANT));
	}
}

static void check_duplicate(const struct subject *s, unsigned i)
{
	struct generated m = s->m;

	m.tlvs[m.n++] = m.tlvs[i];
	REFUSED(s, catalog_frame(&m), REASON_TLV_DUPLICATE, m.tlvs[i].tag);
}

/* Why a value that is cut at `n` is refused, by what the catalog_generator knows of it. */
static enum reason cut_reason(const struct generate *g, size_t n)
{
	for (unsigned i = 0; i < g->n_marks; i++) {
		const struct generate_mark *k = &g->marks[i];

		if (k->kind != MARK_STRING && k->open <= n && n - k->open < k->n)
			return k->short_of;
	}
	return g->why[n];
}

static void check_cut_value(const struct subject *s, unsigned i, struct cur value)
{
	struct generated m = s->m;
	const struct tlv_def *def = m.tlvs[i].def;

	for (size_t n = 0; n < value.n; n++) {
		enum reason why = cut_reason(&catalog_generator, n);
		const struct message *got;
		bool empty = n == 0 && catalog_writer(s) == SIDE_MODEM && shape_min(def->shape) > 0;

		m.tlvs[i].value = (struct cur){ value.p, n };
		if (empty && catalog_required(def))
			REFUSED(s, catalog_frame(&m), REASON_TLV_MISSING, def->tag);
		else if (!empty && why != REASON_OK)
			REFUSED(s, catalog_frame(&m), why, def->tag);
		else {
			got = ACCEPTED(s, catalog_frame(&m));
			CHECK_ON(s, got && catalog_has_note(got, NOTE_EMPTY_TLV, def->tag, 0) ==
						    empty);
		}
	}
}

/* Refused for what is in this value, or accepted: the fields behind are read one off. */
static void shifted(const struct subject *s, struct cur frame, uint8_t tag)
{
	static struct message m;
	struct cur record;

	CHECK_ON(s, catalog_decode(s, frame, &m, &record));
	CHECK_ON(s, m.kind == RECORD_MESSAGE || m.tag == tag);
	CHECK_ON(s, m.kind == RECORD_MESSAGE || m.reason == REASON_TLV_SHORT ||
			    m.reason == REASON_TLV_COUNT || m.reason == REASON_TLV_STRING);
}

static void check_prefixes(const struct subject *s, unsigned i, struct cur value)
{
	static uint8_t changed[GENERATE_MAX_VALUE];
	struct generated m = s->m;
	uint8_t tag = m.tlvs[i].tag;

	m.tlvs[i].value = (struct cur){ changed, value.n };
	for (unsigned k = 0; k < catalog_generator.n_marks; k++) {
		const struct generate_mark *mark = &catalog_generator.marks[k];
		bool last = mark->end == value.n;
		const struct message *got;

		if (mark->width == 0)
			continue;
		memcpy(changed, value.p, value.n);
		changed[mark->at]++;
		if (last)
			REFUSED(s, catalog_frame(&m),
				mark->kind == MARK_ARRAY ? REASON_TLV_COUNT : REASON_TLV_STRING,
				tag);
		else
			shifted(s, catalog_frame(&m), tag);
		changed[mark->at] -= 2;
		if (mark->n == 0)
			continue;
		if (!last) {
			shifted(s, catalog_frame(&m), tag);
			continue;
		}
		got = ACCEPTED(s, catalog_frame(&m));
		CHECK_ON(s, got && got->n_notes == 1 && got->notes[0].kind == NOTE_TRAILING &&
				    got->notes[0].tag == tag && got->notes[0].bytes > 0);
	}
}

/* Each bounded string of a value, one character too long. */
static void check_over_max(const struct subject *s, unsigned i)
{
	static uint8_t memory[GENERATE_MAX_VALUE];
	struct generated m = s->m;
	const struct tlv_def *def = m.tlvs[i].def;
	int n = catalog_generator.bounded;

	for (int k = 0; k < n; k++) {
		struct wtr w = { memory, sizeof(memory), 0 };
		const struct message *got;

		catalog_generator.over = k;
		CHECK_ON(s, generate_value(&catalog_generator, def->shape, &w));
		catalog_generator.over = -1;
		m.tlvs[i].value = (struct cur){ w.p, w.len };
		if (catalog_writer(s) == SIDE_CLIENT || strncmp(def->shape, "srest", 5) != 0) {
			REFUSED(s, catalog_frame(&m), REASON_TLV_STRING, def->tag);
			continue;
		}
		got = ACCEPTED(s, catalog_frame(&m));
		CHECK_ON(s, got && got->n_notes == 1 &&
				    catalog_has_note(got, NOTE_TRAILING, def->tag, 1));
	}
}

static void check_tlv(const struct subject *s, unsigned i)
{
	static uint8_t memory[GENERATE_MAX_VALUE];
	struct wtr w = { memory, sizeof(memory), 0 };
	struct subject fresh = *s;
	bool result = s->type == TYPE_RESPONSE && s->m.tlvs[i].tag == 0x02;

	/* Made again for its marks: the catalog_generator keeps those of one value. */
	CHECK_ON(s, generate_value(&catalog_generator, s->m.tlvs[i].def->shape, &w));
	if (result)
		memset(memory, 0, 4);
	fresh.m.tlvs[i].value = (struct cur){ w.p, w.len };
	check_missing(s, i);
	check_duplicate(s, i);
	check_cut_value(&fresh, i, fresh.m.tlvs[i].value);
	check_prefixes(&fresh, i, fresh.m.tlvs[i].value);
	check_over_max(s, i);
}

static void set_u16(uint8_t *p, size_t v)
{
	p[0] = (uint8_t)v;
	p[1] = (uint8_t)(v >> 8);
}

static size_t tlvs_begin(const struct subject *s)
{
	return QMUX_HEADER_SIZE + (s->m.service == 0 ? 6 : 7);
}

/* Cut at each byte: as it is, with the frame's length set right, and with all lengths set right. */
static void check_cut_frame(const struct subject *s)
{
	uint8_t *p = frame_memory;
	size_t at_tlvs = tlvs_begin(s), next = at_tlvs;
	unsigned whole = 0;

	for (size_t n = 0; n < s->frame.n; n++) {
		struct generated rest = s->m;

		memcpy(p, s->frame.p, n);
		REFUSED(s, ((struct cur){ p, n }),
			n < QMUX_HEADER_SIZE ? REASON_FRAME_SHORT : REASON_BODY_LENGTH, 0);
		if (n < QMUX_HEADER_SIZE)
			continue;
		set_u16(p + 1, n - 1);
		REFUSED(s, ((struct cur){ p, n }),
			n < at_tlvs ? REASON_FRAME_SHORT : REASON_BODY_LENGTH, 0);
		if (n < at_tlvs)
			continue;
		while (whole < s->m.n && n >= next + 3 + s->m.tlvs[whole].value.n)
			next += 3 + s->m.tlvs[whole++].value.n;
		set_u16(p + at_tlvs - 2, n - at_tlvs);
		if (n > next) {
			REFUSED(s, ((struct cur){ p, n }), REASON_TLV_TRUNCATED, p[next]);
			continue;
		}
		rest.n = whole;
		while (whole < s->m.n && rest.n < s->m.n &&
		       !catalog_required(s->m.tlvs[rest.n].def))
			rest.n++;
		/* Without its result a response may lack all else, so the result is what is
		 * missing. */
		if (s->type == TYPE_RESPONSE && (whole == 0 || s->m.tlvs[whole - 1].tag < 0x02))
			REFUSED(s, ((struct cur){ p, n }), REASON_TLV_MISSING, 0x02);
		else if (rest.n < s->m.n)
			REFUSED(s, ((struct cur){ p, n }), REASON_TLV_MISSING,
				s->m.tlvs[rest.n].tag);
		else
			ACCEPTED(s, ((struct cur){ p, n }));
	}
}

/* What a walk over TLVs must find, whatever their values: tiles, or why not. */
static enum reason walk(struct cur tlvs)
{
	bool seen[256] = { false };

	while (tlvs.n > 0) {
		size_t len;

		if (tlvs.n < 3)
			return REASON_TLV_TRUNCATED;
		len = 3 + tlvs.p[1] + 256u * tlvs.p[2];
		if (len > tlvs.n)
			return REASON_TLV_TRUNCATED;
		if (seen[tlvs.p[0]])
			return REASON_TLV_DUPLICATE;
		seen[tlvs.p[0]] = true;
		tlvs = (struct cur){ tlvs.p + len, tlvs.n - len };
	}
	return REASON_OK;
}

static void check_length(const struct subject *s, uint8_t *p, size_t at, enum reason why)
{
	static struct message m;
	struct cur frame = { p, s->frame.n }, record;
	struct cur tlvs = { p + tlvs_begin(s), s->frame.n - tlvs_begin(s) };
	size_t old = p[at] + 256u * p[at + 1];

	for (int step = -1; step <= 1; step += 2) {
		set_u16(p + at, old + (size_t)step);
		if (why == REASON_OK && walk(tlvs) == REASON_OK) {
			CHECK_ON(s, catalog_decode(s, frame, &m, &record));
		} else {
			CHECK_ON(s, catalog_decode(s, frame, &m, &record) &&
					    m.kind == RECORD_REFUSAL &&
					    m.reason == (why == REASON_OK ? walk(tlvs) : why));
		}
	}
	set_u16(p + at, old);
}

static void check_lengths(const struct subject *s)
{
	uint8_t *p = frame_memory;
	size_t at = tlvs_begin(s);

	memcpy(p, s->frame.p, s->frame.n);
	check_length(s, p, 1, REASON_BODY_LENGTH);
	check_length(s, p, at - 2, REASON_BODY_LENGTH);
	for (unsigned i = 0; i < s->m.n; i++) {
		check_length(s, p, at + 1, REASON_OK);
		at += 3 + s->m.tlvs[i].value.n;
	}
}

void catalog_check_refusals(const struct subject *s)
{
	check_cut_frame(s);
	check_lengths(s);
	for (unsigned i = 0; i < s->m.n; i++)
		check_tlv(s, i);
}
