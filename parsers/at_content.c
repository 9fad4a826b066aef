/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Payloads of AT: hex digits and characters to octets, judged, and back. */
#include "at_content.h"

#include <string.h>
#include "ussd.h"

enum { MAX_OCTETS = AT_MAX_LINE / 2 };

static const char *const place_words[] = {
	[AT_PLACE_SET] = "set",	    [AT_PLACE_ANSWER] = "answer", [AT_PLACE_URC] = "urc",
	[AT_PLACE_ENTRY] = "entry", [AT_PLACE_PDU] = "pdu",
};

/* The blank before the next word; NULL: this is the last. */
static const char *next_place(const char *s)
{
	while (*s != '\0' && *s != ' ')
		s++;
	return *s == ' ' ? s : NULL;
}

/* What stands behind "=" for this value (0: there is only one); NULL: nothing. */
static const char *carries(const struct at_def *def, enum at_place place, unsigned value)
{
	const char *s = def ? def->carries : NULL;
	size_t len = strlen(place_words[place]);

	for (; s; s = next_place(s)) {
		unsigned number = 0;

		s += *s == ' ';
		if (strncmp(s, place_words[place], len) != 0)
			continue;
		for (s += len; *s >= '0' && *s <= '9'; s++)
			number = number * 10 + (unsigned)(*s - '0');
		if (*s == '=' && number == value)
			return s + 1;
	}
	return NULL;
}

static int digit(uint8_t c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool from_hex(struct cur hex, struct wtr *out)
{
	uint8_t high, low;

	while (hex.n > 0)
		if (!cur_u8(&hex, &high) || !cur_u8(&hex, &low) || digit(high) < 0 ||
		    digit(low) < 0 || !wtr_u8(out, (uint8_t)(16 * digit(high) + digit(low))))
			return false;
	return true;
}

static bool to_hex(struct cur octets, struct wtr *out)
{
	static const char digits[] = "0123456789ABCDEF";
	uint8_t b;

	while (cur_u8(&octets, &b))
		if (!wtr_u8(out, (uint8_t)digits[b / 16]) || !wtr_u8(out, (uint8_t)digits[b % 16]))
			return false;
	return true;
}

/* What was written to `w` from `start` on. */
static struct cur written(const struct wtr *w, size_t start)
{
	struct cur all = { w->p, w->len }, skipped;

	if (!cur_take(&all, start, &skipped))
		all.n = 0;
	return all;
}

/*
 * SIM toolkit data come out shorter without what nobody knows; no line of AT says their length
 * elsewhere. What carries others does.
 */
static bool size_fits(enum payload_kind kind, size_t before, size_t after)
{
	bool is_toolkit = kind == PAYLOAD_STK_COMMAND || kind == PAYLOAD_STK_ENVELOPE ||
			  kind == PAYLOAD_STK_RESPONSE;

	return after == before || (is_toolkit && after < before);
}

/* Judges one payload and appends it afresh. False: no room, nothing harmless. */
static bool settle(const struct carried *p, struct at_settling *s, struct wtr *out)
{
	size_t start = out->len;
	enum reason why;

	if (p->kind == PAYLOAD_NONE) {
		if (p->fact != FACT_COUNT)
			content_add(&s->content, p);
		return wtr_bytes(out, p->bytes);
	}
	s->kind = p->kind;
	if (s->substitute)
		return payload_substitute(p->kind, p->bytes, out);
	why = payload_check(p->kind, p->bytes, NULL, out);
	if (why == REASON_OK && !size_fits(p->kind, p->bytes.n, out->len - start))
		why = REASON_PAYLOAD;
	if (why == REASON_OK) {
		content_add(&s->content, p);
		return true;
	}
	s->why = s->why == REASON_OK ? why : s->why;
	out->len = start;
	return wtr_bytes(out, p->bytes);
}

/* Octets that carry a payload, maybe behind the address of a service centre. */
static bool settle_carrier(const char *what, uint64_t number, struct cur octets,
			   struct at_settling *s, struct wtr *out)
{
	struct carrier_lead lead;
	struct cur rest = octets, centre;
	struct carried p;

	carrier_find(what, number, octets, &lead, &p);
	return cur_take(&rest, p.at <= octets.n ? p.at : 0, &centre) && wtr_bytes(out, centre) &&
	       settle(&p, s, out);
}

bool at_settle_octets(uint16_t row, enum at_place place, struct cur *octets,
		      struct at_settling *s)
{
	const char *what = carries(at_row(row, NULL), place, 0);
	size_t start = s->memory.len;

	if (!what)
		return true;
	if (!settle_carrier(what, 0, *octets, s, &s->memory))
		return false;
	*octets = written(&s->memory, start);
	return true;
}

/* The octets of hex digits, settled, in hex digits again. */
static bool settle_hex(const char *what, uint64_t number, struct cur *hex, struct at_settling *s)
{
	UNINITIALIZED uint8_t bytes[MAX_OCTETS], fresh[MAX_OCTETS];
	struct wtr octets = { bytes, sizeof(bytes), 0 }, w = { fresh, sizeof(fresh), 0 };
	size_t start = s->memory.len;

	if (!from_hex(*hex, &octets)) {
		s->why = s->why == REASON_OK ? REASON_AT_ENTRY : s->why;
		return !s->substitute;
	}
	if (!settle_carrier(what, number, (struct cur){ octets.p, octets.len }, s, &w) ||
	    !to_hex((struct cur){ w.p, w.len }, &s->memory))
		return false;
	*hex = written(&s->memory, start);
	return true;
}

bool at_settle_hex(uint16_t row, enum at_place place, struct cur *hex, struct at_settling *s)
{
	const char *what = carries(at_row(row, NULL), place, 0);

	return !what || settle_hex(what, 0, hex, s);
}

/* Names, and USSD, which may be hex digits: ussd_from_text() says so by what it puts before. */
static bool settle_text(struct carried *p, unsigned scheme, struct cur *text,
			struct at_settling *s)
{
	UNINITIALIZED uint8_t bytes[2 * MAX_OCTETS + 1], fresh[2 * MAX_OCTETS + 1];
	struct wtr w = { bytes, sizeof(bytes), 0 }, out = { fresh, sizeof(fresh), 0 };
	bool led = p->kind != PAYLOAD_NAME, hex;
	size_t start = s->memory.len;
	struct cur value;

	if (!(led ? ussd_from_text(*text, scheme, &w) : wtr_bytes(&w, *text)))
		return false;
	hex = led && bytes[0] != USSD_CHARACTERS;
	p->bytes = (struct cur){ w.p, w.len };
	if (!settle(p, s, &out))
		return false;
	value = written(&out, led);
	if (!(hex ? to_hex(value, &s->memory) : wtr_bytes(&s->memory, value)))
		return false;
	*text = written(&s->memory, start);
	return true;
}

/* TS 27.007 7.15: the coding scheme stands behind the text. */
static unsigned scheme_of(const struct at_record *r, const struct at_part *part, unsigned i)
{
	const struct at_value *next = &r->values[part->first + i + 1];

	if (i + 1 >= part->n || next->kind != AT_VALUE_NUMBER || next->number < 0 ||
	    next->number > UINT8_MAX)
		return USSD_NO_SCHEME;
	return (unsigned)next->number;
}

static bool settle_value(const struct at_record *r, const struct at_part *part, unsigned i,
			 const char *what, struct at_settling *s, struct cur *text)
{
	const struct at_value *v = &r->values[part->first + i];
	struct carrier_lead lead;
	struct carried p;

	if (v->kind == AT_VALUE_EMPTY || v->kind == AT_VALUE_OPEN || v->kind == AT_VALUE_CLOSE)
		return true;
	carrier_find(what, 0, v->text, &lead, &p);
	if (p.kind == PAYLOAD_NONE) {
		p.number = (uint64_t)v->number;
		if (v->kind == AT_VALUE_NUMBER && p.fact != FACT_COUNT)
			content_add(&s->content, &p);
		return true;
	}
	if (p.kind == PAYLOAD_NAME || p.kind == PAYLOAD_USSD_SENT ||
	    p.kind == PAYLOAD_USSD_RECEIVED)
		return settle_text(&p, scheme_of(r, part, i), text, s);
	return settle_hex(what, 0, text, s);
}

bool at_settle_values(const struct at_record *r, unsigned part, enum at_place place,
		      struct at_settling *s, struct at_value *values)
{
	const struct at_part *p = &r->parts[part];
	const struct at_def *def = at_row(p->row, NULL);

	if (!def || !def->carries)
		return true;
	for (unsigned i = 0; i < p->n; i++) {
		const char *what = carries(def, place, i + 1);
		struct cur text = r->values[p->first + i].text;

		if (what && !settle_value(r, p, i, what, s, &text))
			return false;
		if (what && values)
			values[p->first + i].text = text;
	}
	return true;
}
