/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Makes instances of messages from the schema; see generate.h. */
#include "generate.h"

#include <stdlib.h>
#include <string.h>

enum { NESTED_ELEMENTS = 2 };

uint32_t generate_random(uint32_t *seed)
{
	/* xorshift32; 0 would stay 0 */
	if (*seed == 0)
		*seed = 0x9E3779B9;
	*seed ^= *seed << 13;
	*seed ^= *seed >> 17;
	*seed ^= *seed << 5;
	return *seed;
}

/* One value in the making. */
struct making {
	struct generate *g;
	struct wtr *out;
	size_t start;
	unsigned depth, counted;
};

static bool put(struct making *m, uint8_t byte, enum reason why)
{
	size_t at = m->out->len - m->start;

	if (at >= GENERATE_MAX_VALUE || !wtr_u8(m->out, byte))
		return false;
	m->g->why[at] = (uint8_t)why;
	return true;
}

static enum reason context(const struct making *m)
{
	return m->counted > 0 ? REASON_TLV_COUNT : REASON_TLV_SHORT;
}

static bool put_random(struct making *m, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!put(m, (uint8_t)generate_random(&m->g->seed), context(m)))
			return false;
	return true;
}

static bool put_number(struct making *m, size_t width, size_t v)
{
	for (size_t i = 0; i < width; i++)
		if (!put(m, (uint8_t)(v >> (8 * i)), context(m)))
			return false;
	return true;
}

static size_t choose(struct generate *g, size_t most)
{
	return g->vary ? generate_random(&g->seed) % (most + 1) : most;
}

static size_t smaller(size_t a, size_t b)
{
	return a < b ? a : b;
}

static struct generate_mark *mark(struct making *m, enum generate_mark_kind kind, size_t width)
{
	static struct generate_mark spare;
	struct generate *g = m->g;
	struct generate_mark *k = g->n_marks < GENERATE_MARKS ? &g->marks[g->n_marks++] : &spare;

	*k = (struct generate_mark){ .kind = kind, .width = width };
	k->at = m->out->len - m->start;
	return k;
}

/* Behind 's': "[N]", "8", "16", "rest", with or without "<=N". */
static bool make_string(struct making *m, const char **s)
{
	char *end = (char *)*s;
	size_t width = 0, most = UINT16_MAX, len;
	bool bound = false, rest = false;
	struct generate_mark *k;

	if (**s == '[') {
		len = strtoul(*s + 1, &end, 10);
		*s = end + 1;
		return put_random(m, len);
	}
	if (strncmp(*s, "rest", 4) == 0) {
		rest = true;
		end += 4;
	} else {
		width = strtoul(*s, &end, 10) / 8;
		most = width == 1 ? UINT8_MAX : UINT16_MAX;
	}
	if (strncmp(end, "<=", 2) == 0) {
		bound = true;
		most = strtoul(end + 2, &end, 10);
	}
	*s = end;
	len = choose(m->g, smaller(most, m->depth > 0 ? smaller(m->g->string, 5) : m->g->string));
	if (bound && m->g->bounded++ == m->g->over)
		len = most + 1;
	k = mark(m, MARK_STRING, width);
	if (!put_number(m, width, len))
		return false;
	k->n = len;
	k->open = m->out->len - m->start;
	for (size_t i = 0; i < len; i++)
		if (!put(m, (uint8_t)('a' + generate_random(&m->g->seed) % 26),
			 rest ? REASON_OK : REASON_TLV_STRING))
			return false;
	k->end = m->out->len - m->start;
	return true;
}

static bool make_sequence(struct making *m, const char **s);

/* Behind 'a': "[N]{..}", "8{..}", "16+seq8{..}". */
static bool make_array(struct making *m, const char **s)
{
	bool fixed = **s == '[';
	char *end;
	size_t n = strtoul(*s + fixed, &end, 10), width = fixed ? 0 : n / 8;
	unsigned most = m->depth > 0 ? NESTED_ELEMENTS : m->g->elements;
	struct generate_mark *k = mark(m, fixed ? MARK_FIXED_ARRAY : MARK_ARRAY, width);
	const char *body;

	if (!fixed)
		n = choose(m->g, smaller(smaller(most, m->g->elements), width == 1 ? 255 : 60000));
	k->n = n;
	if (!put_number(m, width, n))
		return false;
	end += fixed;
	if (*end == '+') {
		end += 5;
		if (!put_random(m, 1))
			return false;
	}
	k->open = m->out->len - m->start;
	k->short_of = fixed ? context(m) : REASON_TLV_COUNT;
	body = end + 1;
	m->depth++;
	m->counted += !fixed;
	for (size_t i = 0; i < n; i++) {
		*s = body;
		if (!make_sequence(m, s))
			return false;
	}
	m->counted -= !fixed;
	m->depth--;
	k->end = m->out->len - m->start;
	*s = body;
	for (int open = 1; open > 0; (*s)++)
		open += (**s == '{') - (**s == '}');
	return true;
}

/* Items up to the closing bracket or the end of the shape. */
static bool make_sequence(struct making *m, const char **s)
{
	while (**s != '\0' && **s != ')' && **s != '}') {
		char kind = *(*s)++;
		char *end;
		bool ok = true;

		if (kind == 'a') {
			ok = make_array(m, s);
		} else if (kind == 's') {
			ok = make_string(m, s);
		} else if (kind == '(') {
			ok = make_sequence(m, s);
			(*s)++;
		} else if (kind != ',') {
			ok = put_random(m, strtoul(*s, &end, 10) / 8);
			*s = strncmp(end, "be", 2) == 0 ? end + 2 : end;
		}
		if (!ok)
			return false;
	}
	return true;
}

bool generate_value(struct generate *g, const char *shape, struct wtr *out)
{
	struct making m = { .g = g, .out = out, .start = out->len };

	g->n_marks = 0;
	g->bounded = 0;
	return make_sequence(&m, &shape);
}

bool generate_message(struct generate *g, uint16_t row, enum message_type type, bool all,
		      struct wtr *values, struct generated *out)
{
	const struct service_def *service;
	const struct message_def *def = schema_row(row, &service);
	const struct tlv_set *set = &def->tlvs[type];

	out->service = service->id;
	out->id = def->id;
	out->type = type;
	out->cid = service->id == 0 ? 0 : 5;
	out->txid = service->id == 0 ? 0x21 : 0x1234;
	out->n = 0;
	for (size_t i = 0; i < set->n; i++) {
		size_t start = values->len;
		uint8_t *p = values->p + start;

		if (!all && !(set->rows[i].flags & TLV_MANDATORY))
			continue;
		if (!generate_value(g, set->rows[i].shape, values))
			return false;
		if (type == TYPE_RESPONSE && set->rows[i].tag == 0x02)
			memset(p, 0, 4);
		out->tlvs[out->n++] = (struct generated_tlv){ set->rows[i].tag,
							      &set->rows[i],
							      { p, values->len - start } };
	}
	return true;
}

static bool begin_frame(const struct generated *m, struct wtr *out)
{
	static const uint8_t bits[2][TYPE_COUNT] = { { 0, 2, 4 }, { 0, 1, 2 } };
	bool ok;

	if (m->service > UINT8_MAX)
		ok = wtr_u8(out, WIDE_MARKER) && wtr_u16(out, 0) && wtr_u16(out, m->service);
	else
		ok = wtr_u8(out, QMUX_MARKER) && wtr_u16(out, 0) &&
		     wtr_u8(out, m->type == TYPE_REQUEST ? 0x00 : 0x80) &&
		     wtr_u8(out, (uint8_t)m->service);
	return ok && wtr_u8(out, m->cid) && wtr_u8(out, bits[m->service == 0][m->type]) &&
	       wtr_le(out, m->service == 0 ? 1 : 2, m->txid) && wtr_u16(out, m->id) &&
	       wtr_u16(out, 0);
}

bool generate_frame(const struct generated *m, struct wtr *out)
{
	struct wtr w = *out;
	size_t start = w.len, tlvs;

	if (!begin_frame(m, &w))
		return false;
	tlvs = w.len;
	for (unsigned i = 0; i < m->n; i++)
		if (m->tlvs[i].value.n > UINT16_MAX || !wtr_u8(&w, m->tlvs[i].tag) ||
		    !wtr_u16(&w, (uint16_t)m->tlvs[i].value.n) || !wtr_bytes(&w, m->tlvs[i].value))
			return false;
	if (w.len - start > QMUX_MAX_FRAME ||
	    !wtr_patch_u16(&w, start + 1, (uint16_t)(w.len - start - 1)) ||
	    !wtr_patch_u16(&w, tlvs - 2, (uint16_t)(w.len - tlvs)))
		return false;
	*out = w;
	return true;
}
