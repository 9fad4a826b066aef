/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The subject of the catalogue test, and what its two halves share. */
#pragma once

#include "generate.h"

/* One direction of one row, and a message of it that the tests change in one place each. */
struct subject {
	uint16_t row;
	enum message_type type;
	struct decoder d;
	const struct message_def *def;
	const char *service;
	struct generated m;
	struct cur frame; /* of `m`, canonical */
};

extern struct generate catalog_generator;
extern unsigned long catalog_frames;

/* One check, told with the subject it is about. */
#define CHECK_ON(s, condition)                                                                   \
	CHECK_IN(condition, "%s.%s, type %d (line %d)", (s)->service, (s)->def->name, (s)->type, \
		 __LINE__)

/* Who writes such a message. */
enum side catalog_writer(const struct subject *s);
/* Whether it cannot do without this TLV. */
bool catalog_required(const struct tlv_def *def);
/* Decodes a frame; `m` is what the gate would see of it. False where its record does not check. */
bool catalog_decode(const struct subject *s, struct cur frame, struct message *m,
		    struct cur *record);
/* The frame of a changed message; valid until the next. */
struct cur catalog_frame(const struct generated *m);
/* Expects a refusal for exactly this. */
void catalog_refused(const struct subject *s, struct cur frame, enum reason why, uint8_t tag,
		     int line);
/* Expects a message, and returns it; NULL where it was refused. */
const struct message *catalog_accepted(const struct subject *s, struct cur frame, int line);
bool catalog_has_note(const struct message *m, enum note_kind kind, uint8_t tag, size_t bytes);

#define REFUSED(s, frame, why, tag) catalog_refused(s, frame, why, tag, __LINE__)
#define ACCEPTED(s, frame) catalog_accepted(s, frame, __LINE__)

/* All that must be refused: cut, doubled, missing, too long, miscounted. */
void catalog_check_refusals(const struct subject *s);
