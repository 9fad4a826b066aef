/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Decodes what the catalogue test makes, and says what was expected of it. */
#include "check.h"
#include "catalog.h"

struct generate catalog_generator;
unsigned long catalog_frames;

static uint8_t frame_memory[65536], record_memory[RECORD_MAX_SIZE + 65536];

enum side catalog_writer(const struct subject *s)
{
	return s->type == TYPE_REQUEST ? SIDE_CLIENT : SIDE_MODEM;
}

bool catalog_required(const struct tlv_def *def)
{
	return (def->flags & TLV_MANDATORY) && !(def->flags & TLV_TOLERANT);
}

bool catalog_decode(const struct subject *s, struct cur frame, struct message *m,
		    struct cur *record)
{
	struct wtr w = { record_memory, sizeof(record_memory), 0 };
	struct cur batch;

	catalog_frames++;
	if (!message_decode(&s->d, frame, &w))
		return false;
	batch = *record = (struct cur){ w.p, w.len };
	return message_next(&batch, s->d.side, m) && batch.n == 0;
}

void catalog_refused(const struct subject *s, struct cur frame, enum reason why, uint8_t tag,
		     int line)
{
	static struct message m;
	struct cur record;

	CHECK_ON(s, catalog_decode(s, frame, &m, &record));
	CHECK_IN(m.kind == RECORD_REFUSAL && m.reason == why && m.tag == tag,
		 "%s.%s, type %d, line %d: %s for TLV 0x%02X, not %s for 0x%02X", s->service,
		 s->def->name, s->type, line,
		 m.kind == RECORD_REFUSAL ? reason_word(m.reason) : "accepted", m.tag,
		 reason_word(why), tag);
}

const struct message *catalog_accepted(const struct subject *s, struct cur frame, int line)
{
	static struct message m;
	struct cur record;

	m.kind = RECORD_KINDS;
	CHECK_ON(s, catalog_decode(s, frame, &m, &record));
	CHECK_IN(m.kind == RECORD_MESSAGE && m.row == s->row,
		 "%s.%s, type %d, line %d: %s for 0x%02X", s->service, s->def->name, s->type, line,
		 reason_word(m.reason), m.tag);
	return m.kind == RECORD_MESSAGE ? &m : NULL;
}

struct cur catalog_frame(const struct generated *m)
{
	struct wtr w = { frame_memory, sizeof(frame_memory), 0 };

	CHECK(generate_frame(m, &w));
	return (struct cur){ w.p, w.len };
}

bool catalog_has_note(const struct message *m, enum note_kind kind, uint8_t tag, size_t bytes)
{
	for (unsigned i = 0; m && i < m->n_notes; i++)
		if (m->notes[i].kind == kind && m->notes[i].tag == tag &&
		    m->notes[i].bytes == bytes)
			return true;
	return false;
}
