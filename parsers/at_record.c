/* SPDX-License-Identifier: GPL-2.0-or-later */
/* AT records: written by readers, and checked as if a stranger had written them. */
#include "at_record.h"

#include "at_part.h"
#include "at_split.h"
#include "at_text.h"
#include "at_value.h"
#include "record.h"

enum { SPACED = 128 };

/* --- writing --- */

static bool write_value(struct wtr *w, const struct at_value *v)
{
	return wtr_u8(w, (uint8_t)(v->kind | (v->spaced ? SPACED : 0))) &&
	       wtr_u16(w, (uint16_t)v->text.n) && wtr_bytes(w, v->text);
}

static bool write_part(struct wtr *w, const struct at_part *p)
{
	return wtr_u16(w, p->row) && wtr_u8(w, p->form) && wtr_u8(w, p->dial) &&
	       wtr_u16(w, p->column) && wtr_u16(w, p->n) && wtr_u8(w, (uint8_t)p->name.n) &&
	       wtr_bytes(w, p->name);
}

static bool write_header(struct wtr *w, const struct at_record *r)
{
	return wtr_u32(w, 0) && wtr_u8(w, r->kind) && wtr_u8(w, r->reason) && wtr_u8(w, r->flags) &&
	       wtr_u8(w, r->final) && wtr_u16(w, r->column) && wtr_u8(w, r->n_parts) &&
	       wtr_u8(w, 0) && wtr_u16(w, r->n_values) && wtr_u32(w, (uint32_t)r->error) &&
	       wtr_u32(w, (uint32_t)r->number) && wtr_u32(w, r->wire_len) &&
	       wtr_u16(w, (uint16_t)r->text.n) && wtr_bytes(w, r->text);
}

bool at_record_write(struct wtr *out, const struct at_record *r)
{
	struct wtr w = *out, head = *out;
	bool ok = write_header(&w, r);

	for (unsigned i = 0; ok && i < r->n_parts; i++)
		ok = write_part(&w, &r->parts[i]);
	for (unsigned i = 0; ok && i < r->n_values; i++)
		ok = write_value(&w, &r->values[i]);
	if (!ok || !wtr_u32(&head, (uint32_t)(w.len - out->len)))
		return false;
	out->len = w.len;
	return true;
}

/* --- reading --- */

static bool read_value(struct cur *c, struct at_value *v)
{
	uint16_t len;

	if (!cur_u8(c, &v->kind) || !cur_u16(c, &len) || !cur_take(c, len, &v->text))
		return false;
	v->spaced = v->kind / SPACED;
	v->kind %= SPACED;
	v->number = 0;
	return v->kind != AT_VALUE_NUMBER || at_value_number(v->text, &v->number);
}

static bool read_part(struct cur *c, struct at_part *p)
{
	uint8_t len;

	return cur_u16(c, &p->row) && cur_u8(c, &p->form) && cur_u8(c, &p->dial) &&
	       cur_u16(c, &p->column) && cur_u16(c, &p->n) && cur_u8(c, &len) &&
	       cur_take(c, len, &p->name);
}

static bool read_header(struct cur *c, struct at_record *r)
{
	uint8_t zero;
	uint32_t error, number;
	uint16_t len;

	if (!cur_u8(c, &r->kind) || !cur_u8(c, &r->reason) || !cur_u8(c, &r->flags) ||
	    !cur_u8(c, &r->final) || !cur_u16(c, &r->column) || !cur_u8(c, &r->n_parts) ||
	    !cur_u8(c, &zero) || !cur_u16(c, &r->n_values) || !cur_u32(c, &error) ||
	    !cur_u32(c, &number) || !cur_u32(c, &r->wire_len) || !cur_u16(c, &len) ||
	    !cur_take(c, len, &r->text))
		return false;
	r->error = (int32_t)error;
	r->number = (int32_t)number;
	return zero == 0 && r->n_parts <= AT_MAX_PARTS && r->n_values <= AT_MAX_VALUES;
}

static bool read_body(struct cur *c, struct at_record *r)
{
	size_t first = 0;

	for (unsigned i = 0; i < r->n_parts; i++) {
		if (!read_part(c, &r->parts[i]))
			return false;
		r->parts[i].first = (uint16_t)first;
		first += r->parts[i].n;
	}
	for (unsigned i = 0; i < r->n_values; i++)
		if (!read_value(c, &r->values[i]))
			return false;
	return c->n == 0 && (r->n_parts == 0 || first == r->n_values);
}

/* --- checking --- */

/* Each value is one, and lists begin before they end. */
static bool values_fit(const struct at_record *r, enum side side)
{
	unsigned depth = 0;

	for (unsigned i = 0; i < r->n_values; i++) {
		const struct at_value *v = &r->values[i];

		if (v->kind == AT_VALUE_CLOSE && depth-- == 0)
			return false;
		if (!at_value_fits(v, side, depth > 0))
			return false;
		if (v->kind == AT_VALUE_OPEN)
			depth++;
	}
	return depth == 0;
}

static bool row_fits(const struct at_part *p)
{
	return p->row == at_find((const char *)p->name.p, p->name.n);
}

static bool command_fits(const struct at_record *r, const struct at_part *p)
{
	size_t blame;

	if (p->form >= AT_FORM_COUNT || p->dial >= AT_DIAL_COUNT || p->column == 0 ||
	    !at_part_name_fits(p->name, SIDE_CLIENT) || !row_fits(p))
		return false;
	if (p->dial == AT_DIAL_NONE)
		for (unsigned i = 0; i < p->n; i++)
			if (!at_value_fits(&r->values[p->first + i], SIDE_CLIENT, false))
				return false;
	return at_part_check(p, r->values, &blame) == REASON_OK;
}

static bool line_fits(const struct at_record *r)
{
	for (unsigned i = 0; i < r->n_parts; i++) {
		/* D takes the rest of a line, so nothing stands behind it. */
		if (!command_fits(r, &r->parts[i]) ||
		    (r->parts[i].dial != AT_DIAL_NONE && i + 1u < r->n_parts))
			return false;
	}
	return r->n_parts > 0 || r->n_values == 0;
}

/* The one named line of a modem. A name without a prefix is only a code that the tables have. */
static bool info_fits(const struct at_record *r)
{
	const struct at_part *p = &r->parts[0];

	return r->n_parts == 1 && p->form == AT_FORM_EXEC && p->dial == AT_DIAL_NONE &&
	       p->column == 1 && row_fits(p) &&
	       (at_part_name_fits(p->name, SIDE_MODEM) || p->row != ROW_NONE) &&
	       (!(r->flags & AT_RECORD_BARE) || (p->n == 0 && p->row != ROW_NONE)) &&
	       values_fit(r, SIDE_MODEM);
}

/* What is to blame for a refusal: a command, or the name of a line, or nothing. */
static bool refusal_fits(const struct at_record *r, enum side side)
{
	const struct at_part *p = &r->parts[0];

	if (r->reason < REASON_AT_NO_PREFIX || r->reason > REASON_NMEA_LONG || r->n_values > 0 ||
	    r->n_parts > 1)
		return false;
	return r->n_parts == 0 ||
	       (p->form < AT_FORM_COUNT && p->n == 0 && p->dial < AT_DIAL_COUNT && row_fits(p) &&
		(at_part_name_fits(p->name, side) || (side == SIDE_MODEM && p->row != ROW_NONE)));
}

static bool final_fits(const struct at_record *r)
{
	const bool has_text = r->final >= AT_FINAL_CME_ERROR && r->final <= AT_FINAL_MODEM_ERROR;
	const bool numbered = has_text || r->final == AT_FINAL_CONNECT;

	if (r->final >= AT_FINAL_COUNT || r->n_parts > 0 || !values_fit(r, SIDE_MODEM) ||
	    r->number < -1)
		return false;
	if (r->number >= 0 && !numbered)
		return false;
	return r->n_values == (has_text && r->number < 0);
}

static bool nothing_named(const struct at_record *r)
{
	return r->n_parts == 0 && r->n_values == 0;
}

static bool hex_fits(struct cur text)
{
	return text.n > 0 && text.n % 2 == 0 && at_all(text, at_is_hex);
}

/* What each kind may say, by who says it. */
static bool content_fits(const struct at_record *r)
{
	switch ((enum at_kind)r->kind) {
	case AT_KIND_LINE:
		return line_fits(r);
	case AT_KIND_FINAL:
		return final_fits(r);
	case AT_KIND_INFO:
		return info_fits(r);
	case AT_KIND_HEX:
		return nothing_named(r) && hex_fits(r->text);
	case AT_KIND_ENTRY:
		return nothing_named(r) && r->text.n <= AT_MAX_ENTRY;
	case AT_KIND_DATA:
		return nothing_named(r) && r->text.n > 0 && r->text.n <= AT_MAX_DATA;
	case AT_KIND_TEXT:
	case AT_KIND_ECHO:
		return nothing_named(r) && r->text.n > 0;
	case AT_KIND_REPEAT:
	case AT_KIND_ESCAPE:
	case AT_KIND_CANCEL:
	case AT_KIND_PROMPT:
	case AT_KIND_LOST:
	case AT_KIND_END:
		return nothing_named(r) && r->text.n == 0;
	case AT_KIND_REFUSAL:
	case AT_KIND_COUNT:
		break;
	}
	return false;
}

/* The text of a modem's line is printable; data is any octets; nothing else has one. */
static bool text_fits(const struct at_record *r)
{
	if (r->kind == AT_KIND_DATA || (r->kind == AT_KIND_ENTRY && !(r->flags & AT_RECORD_TEXT)))
		return true;
	if (r->kind == AT_KIND_ENTRY) {
		for (size_t i = 0; i < r->text.n; i++) {
			uint8_t b = at_byte(r->text, i);

			if (!at_is_text(b) && b != '\r' && b != '\n')
				return false;
		}
		return true;
	}
	return r->text.n <= AT_MAX_LINE && at_all(r->text, at_is_text);
}

static bool side_fits(uint8_t kind, enum side side)
{
	if (kind <= AT_KIND_DATA)
		return true;
	return (kind <= AT_KIND_CANCEL) == (side == SIDE_CLIENT);
}

/* The fields that a kind does not use are 0. */
static bool fields_fit(const struct at_record *r)
{
	static const uint8_t flags_of[AT_KIND_COUNT] = {
		[AT_KIND_ENTRY] = AT_RECORD_TEXT,
		[AT_KIND_FINAL] = AT_RECORD_NUMERIC | AT_RECORD_PROMPTED,
		[AT_KIND_INFO] = AT_RECORD_PROMPTED | AT_RECORD_JOINED | AT_RECORD_BARE,
		[AT_KIND_TEXT] = AT_RECORD_PROMPTED,
		[AT_KIND_HEX] = AT_RECORD_PROMPTED,
		[AT_KIND_ECHO] = AT_RECORD_PROMPTED,
	};

	if (r->flags & ~flags_of[r->kind])
		return false;
	if (r->kind == AT_KIND_LINE && r->text.n > 0)
		return false;
	if (r->kind != AT_KIND_FINAL && (r->final != 0 || r->number != 0))
		return false;
	if (r->kind != AT_KIND_REFUSAL && (r->reason != 0 || r->column != 0))
		return false;
	return r->kind == AT_KIND_END || r->error == 0;
}

bool at_next(struct cur *batch, enum side side, struct at_record *out)
{
	struct cur c;

	if (!record_next(batch, &c) || !read_header(&c, out) || !read_body(&c, out))
		return false;
	if (out->kind >= AT_KIND_COUNT || !side_fits(out->kind, side) || !fields_fit(out) ||
	    !text_fits(out))
		return false;
	if (out->kind == AT_KIND_REFUSAL)
		return refusal_fits(out, side) && out->text.n == 0;
	return content_fits(out);
}
