/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Logical channels of the card over AT: +CCHO, +CCHC, +CGLA (TS 27.007 8.43 to 8.46), +CSIM. */
#include "at_internal.h"

#include <string.h>

#include "../parsers/charset.h"

enum { APDU_MAX = 512 };

static bool is_named(const struct at_part *p, const char *name)
{
	return strlen(name) == p->name.n && memcmp(p->name.p, name, p->name.n) == 0;
}

/* Value `i` of the part, octets in hex digits. */
static struct cur octets(const struct at_record *r, unsigned part, unsigned i, struct wtr *memory)
{
	struct cur hex;

	if (!at_part_text(r, part, i, &hex) || !text_from_hex(hex, memory))
		return (struct cur){ NULL, 0 };
	return (struct cur){ memory->p, memory->len };
}

static struct cur apdu_of(const struct at_record *r, unsigned part, struct wtr *memory)
{
	if (r->parts[part].form != AT_FORM_SET)
		return (struct cur){ NULL, 0 };
	if (is_named(&r->parts[part], "+CSIM"))
		return octets(r, part, 1, memory);
	if (is_named(&r->parts[part], "+CGLA"))
		return octets(r, part, 2, memory);
	return (struct cur){ NULL, 0 };
}

enum reason at_channel_may(const struct at_session *s, unsigned slot, const struct at_record *r,
			   unsigned part)
{
	const struct at_part *p = &r->parts[part];
	uint8_t bytes[APDU_MAX];
	struct wtr memory = { bytes, sizeof(bytes), 0 };
	enum reason why = REASON_OK;
	struct cur apdu;
	int64_t id;

	if (p->form != AT_FORM_SET)
		return REASON_OK;
	if (is_named(p, "+CCHC") && at_part_number(r, part, 0, &id))
		return channels_may_close(s->channels, CHANNEL_ANY_CARD, (uint8_t)id, slot);
	if (is_named(p, "+CGLA") && at_part_number(r, part, 0, &id))
		why = channels_may_use(s->channels, CHANNEL_ANY_CARD, (uint8_t)id, slot);
	apdu = apdu_of(r, part, &memory);
	if (why != REASON_OK || apdu.n == 0)
		return why;
	return channels_may_send(s->channels, CHANNEL_ANY_CARD, apdu, slot);
}

/* The number of a new channel: "+CCHO: 2", and from most modems "2" alone. */
static bool opened_id(const struct at_record *line, uint8_t *id)
{
	unsigned value = 0;
	int64_t number;

	if (line->kind == AT_KIND_INFO) {
		if (!at_part_number(line, 0, 0, &number) || number < 0 || number > UINT8_MAX)
			return false;
		*id = (uint8_t)number;
		return true;
	}
	for (size_t i = 0; i < line->text.n; i++) {
		if (line->text.p[i] < '0' || line->text.p[i] > '9' || value > UINT8_MAX)
			return false;
		value = 10 * value + (unsigned)(line->text.p[i] - '0');
	}
	*id = (uint8_t)value;
	return line->text.n > 0 && value <= UINT8_MAX;
}

void at_channel_answered(struct at_session *s, const struct at_record *line, unsigned part)
{
	const struct at_pending *p = &s->pending;
	unsigned owner = p->slot < GATE_SLOTS ? p->slot : CHANNEL_NOBODY;
	uint8_t asked[APDU_MAX], said[APDU_MAX];
	struct wtr asked_memory = { asked, sizeof(asked), 0 };
	struct wtr said_memory = { said, sizeof(said), 0 };
	struct channel_request r;
	uint8_t id;

	if (p->line.parts[part].form != AT_FORM_SET)
		return;
	if (is_named(&p->line.parts[part], "+CCHO")) {
		if (opened_id(line, &id))
			channels_own(s->channels, CHANNEL_ANY_CARD, id, owner);
		return;
	}
	r = channels_of_apdu(CHANNEL_ANY_CARD, apdu_of(&p->line, part, &asked_memory));
	if (r.act != CHANNEL_STAYS && line->kind == AT_KIND_INFO)
		channels_managed(s->channels, &r, octets(line, 0, 1, &said_memory), owner);
}

void at_channel_done(struct at_session *s)
{
	const struct at_record *r = &s->pending.line;
	int64_t id;

	for (unsigned i = 0; i < r->n_parts; i++)
		if (r->parts[i].form == AT_FORM_SET && is_named(&r->parts[i], "+CCHC") &&
		    at_part_number(r, i, 0, &id))
			channels_forget(s->channels, CHANNEL_ANY_CARD, (uint8_t)id);
}
