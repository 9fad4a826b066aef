/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Walks every row and direction of the schema: what must pass comes back as it went in, what must
 * be refused is refused for exactly the reason that the generator foretells.
 */
#include "check.h"
#include "catalog.h"
#include "../parsers/shape.h"

static uint8_t values_memory[8 * 65536], frame_memory[65536], again_memory[RECORD_MAX_SIZE];

static bool wide_from_modem(const struct subject *s)
{
	return s->m.service > UINT8_MAX && s->type != TYPE_REQUEST;
}

static bool encodes_as(const struct message *m, enum side to, struct cur frame)
{
	struct wtr w = { again_memory, sizeof(again_memory), 0 };

	return message_encode(m, to, &w) && w.len == frame.n && memcmp(w.p, frame.p, w.len) == 0;
}

/* The other side, or where no port may carry the frame, the same. */
static enum side reader_of(const struct subject *s)
{
	return catalog_writer(s) == SIDE_CLIENT && s->m.service <= UINT8_MAX ? SIDE_MODEM
									     : SIDE_CLIENT;
}

/* --- what must pass --- */

static void check_round_trip(const struct subject *s)
{
	static uint8_t first[RECORD_MAX_SIZE];
	static struct message m;
	struct cur record;
	size_t len;

	CHECK_ON(s, catalog_decode(s, s->frame, &m, &record));
	CHECK_IN(m.kind == RECORD_MESSAGE && m.row == s->row && m.n_notes == 0 &&
			 m.n_tlvs == s->m.n,
		 "%s.%s, type %d: %s for 0x%02X", s->service, s->def->name, s->type,
		 reason_word(m.reason), m.tag);
	if (m.kind != RECORD_MESSAGE)
		return;
	CHECK_ON(s, m.type == s->type && m.service == s->m.service && m.id == s->m.id &&
			    m.cid == s->m.cid && m.txid == s->m.txid && m.frame_len == s->frame.n &&
			    strcmp(message_name(&m), s->def->name) == 0);
	CHECK_ON(s, encodes_as(&m, reader_of(s), s->frame));
	len = record.n;
	memcpy(first, record.p, len);
	CHECK_ON(s, catalog_decode(s, s->frame, &m, &record) && record.n == len &&
			    memcmp(first, record.p, len) == 0);
}

/* A modem's wide frame reaches no QMUX port; its values and its encoding are checked all the same.
 */
static void check_wide(const struct subject *s)
{
	static uint8_t packed[RECORD_MAX_SIZE];
	static struct message m;
	struct wtr w = { packed, sizeof(packed), 0 };

	REFUSED(s, s->frame, REASON_BAD_MARKER, 0);
	m = (struct message){ .type = (uint8_t)s->type,
			      .cid = s->m.cid,
			      .service = s->m.service,
			      .id = s->m.id,
			      .txid = s->m.txid,
			      .row = s->row };
	w.len = 0;
	for (unsigned i = 0; i < s->m.n; i++) {
		struct cur value = s->m.tlvs[i].value;
		size_t start = w.len;

		CHECK_ON(s, shape_transcode(s->m.tlvs[i].def->shape, DIALECT_WIRE, false, &value,
					    &w) == REASON_OK &&
				    value.n == 0);
		m.tlvs[m.n_tlvs++] = (struct message_tlv){ s->m.tlvs[i].tag,
							   s->m.tlvs[i].def,
							   { w.p + start, w.len - start } };
	}
	CHECK_ON(s, encodes_as(&m, SIDE_CLIENT, s->frame));
}

static void check_any_order(const struct subject *s)
{
	struct generated m = s->m;
	const struct message *got;

	for (unsigned i = 0; i < m.n; i++)
		m.tlvs[i] = s->m.tlvs[m.n - 1 - i];
	got = ACCEPTED(s, catalog_frame(&m));
	CHECK_ON(s, got && encodes_as(got, reader_of(s), s->frame));
}

/* --- what is stripped --- */

static void check_unknown_tlv(const struct subject *s)
{
	static const uint8_t bytes[] = { 1, 2, 3 };
	struct generated m = s->m;
	const struct message *got;
	uint8_t tag = 0;

	while (schema_tlv(&s->def->tlvs[s->type], tag))
		tag++;
	m.tlvs[m.n++] = (struct generated_tlv){ tag, NULL, { bytes, sizeof(bytes) } };
	got = ACCEPTED(s, catalog_frame(&m));
	CHECK_ON(s, got && got->n_notes == 1 && catalog_has_note(got, NOTE_UNKNOWN_TLV, tag, 3));
	CHECK_ON(s, got && encodes_as(got, reader_of(s), s->frame));
}

static void check_extra_byte(const struct subject *s, unsigned i)
{
	static uint8_t longer[GENERATE_MAX_VALUE + 1];
	struct generated m = s->m;
	struct cur value = m.tlvs[i].value;
	const struct message *got;

	memcpy(longer, value.p, value.n);
	longer[value.n] = 'x';
	m.tlvs[i].value = (struct cur){ longer, value.n + 1 };
	got = ACCEPTED(s, catalog_frame(&m));
	if (strncmp(m.tlvs[i].def->shape, "srest", 5) == 0) {
		CHECK_ON(s, got && got->n_notes == 0 &&
				    encodes_as(got, reader_of(s), catalog_frame(&m)));
		return;
	}
	CHECK_ON(s, got && got->n_notes == 1 &&
			    catalog_has_note(got, NOTE_TRAILING, m.tlvs[i].tag, 1));
	CHECK_ON(s, got && encodes_as(got, reader_of(s), s->frame));
}

/* --- records of a captured reader --- */

/* A record that checks must mean a message that our own decoder could have decoded. */
static void check_forged(const struct subject *s, const struct message *m)
{
	const struct message_def *def = schema_row(m->row, NULL);
	struct subject as = *s;
	struct wtr w = { again_memory, sizeof(again_memory), 0 };
	static struct message again;
	struct cur record, frame;

	if (m->kind != RECORD_MESSAGE)
		return;
	as.d.vendor = def ? def->vendor : 0;
	if (m->service > UINT8_MAX)
		CHECK_ON(s, message_encode(m, SIDE_CLIENT, &w));
	else
		CHECK_ON(s, message_encode(
				    m, catalog_writer(s) == SIDE_CLIENT ? SIDE_MODEM : SIDE_CLIENT,
				    &w));
	frame = (struct cur){ w.p, w.len };
	CHECK_ON(s, catalog_decode(&as, frame, &again, &record) && again.kind == RECORD_MESSAGE &&
			    again.n_tlvs == m->n_tlvs && again.row == m->row &&
			    again.type == m->type);
}

static void check_records(const struct subject *s)
{
	static const uint8_t flips[] = { 0x01, 0x80, 0xFF };
	static uint8_t copy[RECORD_MAX_SIZE];
	static struct message m;
	struct cur record;

	CHECK_ON(s, catalog_decode(s, s->frame, &m, &record));
	memcpy(copy, record.p, record.n);
	for (size_t i = 0; i < record.n; i++) {
		struct cur batch = { copy, i };

		CHECK_ON(s, !message_next(&batch, s->d.side, &m));
	}
	for (size_t i = 0; i < record.n; i++) {
		for (size_t f = 0; f < sizeof(flips); f++) {
			struct cur batch = { copy, record.n };

			copy[i] ^= flips[f];
			if (message_next(&batch, s->d.side, &m))
				check_forged(s, &m);
			copy[i] ^= flips[f];
		}
	}
}

/* --- the walk --- */

static bool make(struct subject *s, unsigned elements, unsigned string, bool all)
{
	struct wtr values = { values_memory, sizeof(values_memory), 0 };
	struct wtr frame = { frame_memory, sizeof(frame_memory), 0 };

	catalog_generator.elements = elements;
	catalog_generator.string = string;
	catalog_generator.over = -1;
	if (!generate_message(&catalog_generator, s->row, s->type, all, &values, &s->m) ||
	    !generate_frame(&s->m, &frame))
		return false;
	s->frame = (struct cur){ frame.p, frame.len };
	return true;
}

static void check_subject(struct subject *s)
{
	unsigned size = 4096;

	CHECK_ON(s, make(s, 0, 0, false));
	if (wide_from_modem(s))
		check_wide(s);
	else
		check_round_trip(s);
	/* As large as one frame carries it. */
	while (!make(s, size, size, true) && size > 0)
		size /= 2;
	CHECK_ON(s, size > 0);
	if (wide_from_modem(s)) {
		check_wide(s);
		return;
	}
	check_round_trip(s);
	CHECK_ON(s, make(s, 0, 0, true));
	check_round_trip(s);
	CHECK_ON(s, make(s, 2, 6, true));
	check_round_trip(s);
	check_any_order(s);
	check_unknown_tlv(s);
	check_records(s);
	for (unsigned i = 0; i < s->m.n; i++)
		check_extra_byte(s, i);
	catalog_check_refusals(s);
}

int main(void)
{
	unsigned directions = 0;

	catalog_generator.seed = 1;
	for (uint16_t row = 0; row < schema_row_count(); row++) {
		const struct service_def *service;
		struct subject s = { .row = row, .def = schema_row(row, &service) };

		s.service = service->name;
		for (s.type = TYPE_REQUEST; s.type < TYPE_COUNT; s.type++) {
			if (s.def->is_indication != (s.type == TYPE_INDICATION))
				continue;
			s.d = (struct decoder){ catalog_writer(&s), s.def->vendor, QMUX_MAX_FRAME,
						true };
			check_subject(&s);
			directions++;
		}
	}
	printf("%zu rows, %u directions, %lu frames\n", schema_row_count(), directions,
	       catalog_frames);
	CHECK(directions > 0);
	return check_done();
}
