/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The walk through packed values, and the notation of what they carry. */
#include "carrier.h"

#include <string.h>
#include "message.h"
#include "sms.h"

static inline bool is_one_of(char c, const char *set)
{
	while (*set != '\0' && *set != c)
		set++;
	return *set != '\0';
}

/* The characters before the first of these, or to the end. */
static size_t length_until(const char *s, const char *stops)
{
	size_t n = 0;

	while (s[n] != '\0' && !is_one_of(s[n], stops))
		n++;
	return n;
}

static size_t number_of(const char **s)
{
	size_t n = 0;

	for (; **s >= '0' && **s <= '9'; (*s)++)
		n = n * 10 + (size_t)(**s - '0');
	return n;
}

/* A word of the notation: PAYLOAD_NONE and a fact, or a kind. */
static void find_word(const char *word, size_t len, struct carried *out)
{
	out->kind = payload_find(word, len);
	out->fact = out->kind == PAYLOAD_NONE ? payload_fact(word, len) : FACT_COUNT;
}

/* "#N": the octet N stands before the payload, which the carrier says otherwise. */
static bool put_lead(struct carrier_lead *lead, size_t octet, struct carried *out)
{
	struct wtr w = { lead->bytes, sizeof(lead->bytes), 0 };

	if (!wtr_u8(&w, (uint8_t)octet) || !wtr_bytes(&w, out->bytes))
		return false;
	out->bytes = (struct cur){ w.p, w.len };
	out->lead = 1;
	return true;
}

/* TS 24.011 8.2.5.1: a length, and as many octets. One that does not fit leaves nothing. */
static void take_centre(struct carried *out)
{
	struct cur all = out->bytes;
	size_t size = all.n;

	out->bytes.n = 0;
	if (sms_centre_take(&all, NULL, NULL) != REASON_OK)
		return;
	out->bytes = all;
	out->at += size - all.n;
}

void carrier_find(const char *text, uint64_t number, struct cur bytes, struct carrier_lead *lead,
		  struct carried *out)
{
	*out = (struct carried){ .fact = FACT_COUNT, .number = number, .bytes = bytes };
	for (;;) {
		bool centre = *text == '+';
		size_t len, octet = 0;
		uint64_t wanted = number;

		text += centre;
		len = length_until(text, ",|@# ");
		find_word(text, len, out);
		text += len;
		if (*text == '#') {
			text++;
			octet = number_of(&text);
		}
		if (*text == '@') {
			text++;
			wanted = number_of(&text);
		}
		if (wanted == number) {
			if (centre)
				take_centre(out);
			if (octet > 0 && !put_lead(lead, octet, out))
				out->bytes.n = 0; /* longer than any: no parser takes it */
			return;
		}
		out->kind = PAYLOAD_NONE;
		out->fact = FACT_COUNT;
		if (*text != '|')
			return;
		text++;
	}
}

void carrier_begin(struct carrier *c, const struct tlv_def *def, struct cur packed)
{
	c->shape = def->shape;
	c->fields = def->fields;
	c->value = packed;
	c->size = packed.n;
	c->number = 0;
	c->text = NULL;
	c->depth = 0;
}

/* To the name of the next leaf. What stands behind "=" in the name of this one; NULL: nothing. */
static const char *next_field(struct carrier *c)
{
	const char *s = c->fields, *text = NULL;

	for (; *s != '\0' && *s != ','; s++)
		if (*s == '=' && !text)
			text = s + 1;
	c->fields = *s == ',' ? s + 1 : s;
	return text;
}

/* uN, iN, fN, "be" behind. False where the value ends. */
static bool take_number(struct carrier *c, size_t count, struct cur *bytes)
{
	struct cur one;
	size_t width;

	c->shape++;
	width = number_of(&c->shape) / 8;
	if (c->shape[0] == 'b')
		c->shape += 2;
	if (!cur_take(&c->value, width * count, bytes))
		return false;
	one = *bytes;
	if (count == 1 && !cur_le(&one, width, &c->number))
		return false;
	return true;
}

static bool take_string(struct carrier *c, struct cur *bytes)
{
	uint64_t len;

	c->shape++;
	if (*c->shape == '[') {
		c->shape++;
		len = number_of(&c->shape);
	} else if (!cur_le(&c->value, 2, &len)) {
		return false;
	}
	c->shape += length_until(c->shape, ",)}");
	return cur_take(&c->value, (size_t)len, bytes);
}

/* Behind the body that begins here; its leaves' names are passed over too. */
static void skip_body(struct carrier *c)
{
	char before = '{';

	for (unsigned open = 1; *c->shape != '\0' && open > 0; before = *c->shape++) {
		if (*c->shape == '{')
			open++;
		if (*c->shape == '}')
			open--;
		if (is_one_of(before, "{(,") && is_one_of(*c->shape, "uifs"))
			(void)next_field(c);
	}
}

/* aN{..}, aN+seq8{..}, a[N]{..}. True: an array of nothing but numbers, `bytes`. */
static bool take_array(struct carrier *c, struct cur *bytes, bool *whole)
{
	bool counted = c->shape[1] != '[';
	uint64_t count;
	struct cur skipped;
	const char *end;

	*whole = false;
	c->shape += counted ? 1 : 2;
	count = number_of(&c->shape);
	if (counted && !cur_le(&c->value, 2, &count))
		return false;
	if (*c->shape == '+' && !cur_take(&c->value, 1, &skipped))
		return false;
	c->shape += length_until(c->shape, "{") + 1;
	end = c->shape + length_until(c->shape, ",)}");
	if (*end == '}' && *c->shape == 'u') {
		*whole = true;
		if (!take_number(c, count, bytes))
			return false;
		c->shape = end + 1;
		return true;
	}
	if (count == 0) {
		skip_body(c);
		return true;
	}
	if (c->depth == CARRIER_MAX_DEPTH)
		return false;
	c->levels[c->depth].shape = c->shape;
	c->levels[c->depth].fields = c->fields;
	c->levels[c->depth++].left = count;
	return true;
}

/* The end of an element: back to its begin, or out of the array. */
static void close_element(struct carrier *c)
{
	if (c->depth > 0 && --c->levels[c->depth - 1].left > 0) {
		c->shape = c->levels[c->depth - 1].shape;
		c->fields = c->levels[c->depth - 1].fields;
		return;
	}
	c->depth -= c->depth > 0;
	c->shape++;
}

/* The next leaf; false at the end, which a value of its shape reaches. */
static bool next_leaf(struct carrier *c, struct cur *bytes)
{
	for (;;) {
		bool whole = true, good;

		switch (*c->shape) {
		case '\0':
			return false;
		case 'u':
		case 'i':
		case 'f':
			return take_number(c, 1, bytes);
		case 's':
			return take_string(c, bytes);
		case 'a':
			good = take_array(c, bytes, &whole);
			if (!good || whole)
				return good;
			break;
		case '}':
			close_element(c);
			break;
		default: /* ( , ) */
			c->shape++;
		}
	}
}

/* carrier_find(), which asks only once for a word that stands alone. */
static void find(struct carrier *c, const char *text, uint64_t number, struct cur bytes,
		 struct carried *out)
{
	if (text == c->text) {
		*out = (struct carried){ .kind = c->kind, .fact = c->fact, .number = number,
					 .bytes = bytes };
		return;
	}
	carrier_find(text, number, bytes, &c->lead, out);
	if (!is_one_of(text[length_until(text, "+|@#,")], "+|@#")) {
		c->text = text;
		c->kind = out->kind;
		c->fact = out->fact;
	}
}

bool carrier_next(struct carrier *c, struct carried *out)
{
	uint64_t before = c->number;
	struct cur bytes;

	for (; next_leaf(c, &bytes); before = c->number) {
		const char *text = next_field(c);

		if (!text)
			continue;
		find(c, text, before, bytes, out);
		out->at += c->size - c->value.n - bytes.n;
		if (out->kind == PAYLOAD_NONE)
			out->number = c->number;
		if (out->kind != PAYLOAD_NONE || out->fact != FACT_COUNT)
			return true;
	}
	return false;
}

static bool is_name(enum payload_kind kind)
{
	return kind == PAYLOAD_NAME || kind == PAYLOAD_NAME_PACKED || kind == PAYLOAD_NAME_WIDE;
}

void content_add(struct content *out, const struct carried *p)
{
	if (p->kind == PAYLOAD_NONE) {
		facts_number(&out->facts, p->fact, (uint32_t)p->number);
		return;
	}
	/* What does not fit was refused before; what it said till then is known. Names say none. */
	if (is_name(p->kind) || payload_check(p->kind, p->bytes, &out->facts, NULL) == REASON_OK)
		out->kinds |= UINT32_C(1) << p->kind;
}

bool message_carries(const struct message *m)
{
	for (size_t i = 0; i < m->n_tlvs; i++)
		if (m->tlvs[i].def && (m->tlvs[i].def->flags & TLV_CARRIER))
			return true;
	return false;
}

bool message_content(const struct message *m, struct content *out)
{
	bool any = false;

	for (size_t i = 0; i < m->n_tlvs; i++) {
		const struct tlv_def *def = m->tlvs[i].def;
		struct carrier c;
		struct carried p;

		if (!def || !(def->flags & TLV_CARRIER))
			continue;
		if (!any)
			*out = (struct content){ 0 };
		any = true;
		carrier_begin(&c, def, m->tlvs[i].packed);
		while (carrier_next(&c, &p))
			content_add(out, &p);
	}
	return any;
}

static bool tlv_fits(const struct message_tlv *t)
{
	UNINITIALIZED uint8_t bytes[CARRIER_MAX_PAYLOAD];
	struct carrier c;
	struct carried p;

	carrier_begin(&c, t->def, t->packed);
	while (carrier_next(&c, &p)) {
		struct wtr fresh = { bytes, sizeof(bytes), 0 };

		if (p.kind == PAYLOAD_NONE)
			continue;
		if (payload_check(p.kind, p.bytes, NULL, &fresh) != REASON_OK ||
		    fresh.len != p.bytes.n || memcmp(bytes, p.bytes.p, fresh.len) != 0)
			return false;
	}
	return true;
}

bool message_payloads_fit(const struct message *m)
{
	for (size_t i = 0; i < m->n_tlvs; i++)
		if (m->tlvs[i].def && (m->tlvs[i].def->flags & TLV_CARRIER) &&
		    !tlv_fits(&m->tlvs[i]))
			return false;
	return true;
}

/* One value in `memory`, from `start` on, with harmless payloads of these kinds. */
static bool substitute_tlv(const struct message_tlv *t, uint32_t kinds, const struct wtr *memory,
			   size_t start)
{
	UNINITIALIZED uint8_t bytes[CARRIER_MAX_PAYLOAD];
	struct carrier c;
	struct carried p;

	carrier_begin(&c, t->def, t->packed);
	while (carrier_next(&c, &p)) {
		struct wtr fresh = { bytes, sizeof(bytes), 0 };
		struct wtr at = { memory->p, memory->len, start + p.at };
		struct cur value, lead;

		if (p.kind == PAYLOAD_NONE || !(kinds >> p.kind & 1))
			continue;
		if (!payload_substitute(p.kind, p.bytes, &fresh))
			return false;
		value = (struct cur){ fresh.p, fresh.len };
		if (!cur_take(&value, p.lead, &lead) || !wtr_bytes(&at, value))
			return false;
	}
	return true;
}

bool message_substitute(const struct message *m, uint32_t kinds, struct wtr *memory,
			struct message *out)
{
	*out = *m;
	for (size_t i = 0; i < m->n_tlvs; i++) {
		const struct message_tlv *t = &m->tlvs[i];
		size_t start = memory->len;
		struct cur value, before;

		if (!t->def || !(t->def->flags & TLV_CARRIER))
			continue;
		if (!wtr_bytes(memory, t->packed) || !substitute_tlv(t, kinds, memory, start))
			return false;
		value = (struct cur){ memory->p, memory->len };
		if (!cur_take(&value, start, &before))
			return false;
		out->tlvs[i].packed = value;
	}
	return true;
}
