/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The interpreter of shapes. Brackets and commas of sequences mean nothing for the bytes, so a
 * shape is a flat list of numbers, strings and arrays; only arrays need the small stack.
 */
#include "shape.h"

enum { SHAPE_MAX_DEPTH = 8 };

/* An array that is being read: where its element begins in the shape, and how many are to come. */
struct level {
	const char *element;
	size_t left;
	bool counted;
};

struct run {
	const char *s; /* what is next in the shape */
	enum dialect from;
	bool cut;
	struct cur *in;
	struct wtr *out; /* NULL: check only */
	unsigned depth;
	unsigned counted; /* arrays with a count prefix among the levels */
	struct level levels[SHAPE_MAX_DEPTH];
};

/* A decimal number of the shape; moves behind it. */
static size_t shape_number(const char **s)
{
	size_t n = 0;

	for (; **s >= '0' && **s <= '9'; (*s)++)
		n = n * 10 + (size_t)(**s - '0');
	return n;
}

/* Behind the bracket that closes the body that begins at `s`. */
static const char *shape_skip_body(const char *s)
{
	for (unsigned open = 1; *s != '\0' && open > 0; s++) {
		if (*s == '{')
			open++;
		if (*s == '}')
			open--;
	}
	return s;
}

/* Bytes and characters of "u8" to "f64": the first digit tells. */
static size_t shape_width(const char *s, size_t *chars)
{
	*chars = 3;
	switch (s[1]) {
	case '8':
		*chars = 2;
		return 1;
	case '1':
		return 2;
	case '3':
		return 4;
	case '4':
		return 6;
	default:
		return 8;
	}
}

/*
 * The bytes of all tokens from `*s` on that are the same in both dialects: little-endian numbers
 * and strings of fixed size. Moves behind them; most shapes are nothing else.
 */
static size_t shape_plain(const char **shape)
{
	const char *s = *shape;
	size_t bytes = 0, width, chars;

	for (;; s++) {
		if (*s == 'u' || *s == 'i' || *s == 'f') {
			width = shape_width(s, &chars);
			if (s[chars] == 'b')
				break;
			bytes += width;
			s += chars - 1;
		} else if (*s == 's' && s[1] == '[') {
			s += 2;
			bytes += shape_number(&s);
		} else if (*s != '(' && *s != ',' && *s != ')') {
			break;
		}
	}
	*shape = s;
	return bytes;
}

static enum reason too_short(const struct run *r)
{
	return r->counted > 0 ? REASON_TLV_COUNT : REASON_TLV_SHORT;
}

static enum reason put(struct run *r, struct cur bytes)
{
	return !r->out || wtr_bytes(r->out, bytes) ? REASON_OK : REASON_FRAME_OVERSIZE;
}

static enum reason copy(struct run *r, size_t n, enum reason otherwise)
{
	struct cur bytes;

	return cur_take(r->in, n, &bytes) ? put(r, bytes) : otherwise;
}

/* A count or a length: `width` bytes on the wire, always two when packed. False if not there. */
static bool prefix_take(struct run *r, size_t width, size_t *v)
{
	uint64_t n = 0;

	if (!cur_le(r->in, r->from == DIALECT_WIRE ? width : 2, &n))
		return false;
	*v = (size_t)n;
	return true;
}

/* Writes a count or length in the other dialect; `over` where it does not fit there. */
static enum reason prefix_put(struct run *r, size_t width, size_t v, enum reason over)
{
	size_t w = r->from == DIALECT_WIRE ? 2 : width;

	if (w < 4 && v >> (8 * w) != 0)
		return over;
	return !r->out || wtr_le(r->out, w, v) ? REASON_OK : REASON_FRAME_OVERSIZE;
}

/* s8, s16, srest; r->s stands behind the 's'. */
static enum reason run_string(struct run *r)
{
	bool rest = *r->s == 'r';
	size_t width = 0, len = 0, most = UINT16_MAX;
	enum reason e;

	if (rest)
		r->s += 4;
	else
		width = shape_number(&r->s) / 8;
	if (*r->s == '<') {
		r->s += 2;
		most = shape_number(&r->s);
	}
	if (rest && r->from == DIALECT_WIRE)
		len = r->in->n > most && r->cut ? most : r->in->n;
	else if (!prefix_take(r, width, &len))
		return too_short(r);
	if (len > most)
		return REASON_TLV_STRING;
	if (!rest || r->from == DIALECT_WIRE) {
		e = prefix_put(r, width, len, REASON_TLV_STRING);
		if (e != REASON_OK)
			return e;
	}
	return copy(r, len, REASON_TLV_STRING);
}

/* A big-endian number: its bytes turned round; r->s stands behind its letter. */
static enum reason run_big_endian(struct run *r)
{
	uint64_t v;
	size_t width;

	width = shape_number(&r->s) / 8;
	r->s += 2;
	if (!cur_le(r->in, width, &v))
		return too_short(r);
	for (size_t i = width; r->out && i > 0; i--)
		if (!wtr_u8(r->out, (uint8_t)(v >> (8 * (i - 1)))))
			return REASON_FRAME_OVERSIZE;
	return REASON_OK;
}

/* The elements of an array, `count` of them; r->s stands at the first element's shape. */
static enum reason run_elements(struct run *r, size_t count, bool counted)
{
	const char *end = r->s;
	size_t plain = shape_plain(&end);

	/* An element has at least one byte, so this bounds the work by the input. */
	if (count > r->in->n)
		return counted ? REASON_TLV_COUNT : too_short(r);
	if (*end == '}') {
		r->s = end + 1;
		return copy(r, count * plain, counted ? REASON_TLV_COUNT : too_short(r));
	}
	if (count == 0) {
		r->s = shape_skip_body(r->s);
		return REASON_OK;
	}
	if (r->depth == SHAPE_MAX_DEPTH)
		return REASON_TLV_EXCESS;
	r->levels[r->depth++] = (struct level){ r->s, count, counted };
	r->counted += counted;
	return REASON_OK;
}

/* a8{..} a16+seq8{..} a[N]{..}; r->s stands behind the 'a'. */
static enum reason run_array(struct run *r)
{
	size_t width, count;
	enum reason e;

	if (*r->s == '[') {
		r->s++;
		count = shape_number(&r->s);
		r->s += 2;
		return run_elements(r, count, false);
	}
	width = shape_number(&r->s) / 8;
	if (!prefix_take(r, width, &count))
		return too_short(r);
	e = prefix_put(r, width, count, REASON_TLV_COUNT);
	if (e == REASON_OK && *r->s == '+') {
		r->s += 5; /* "+seq8": a sequence number of one byte */
		e = copy(r, 1, too_short(r));
	}
	if (e != REASON_OK)
		return e;
	r->s++;
	return run_elements(r, count, true);
}

/* The end of an element, r->s stands behind it: back to its begin, or out of the array. */
static void run_close(struct run *r)
{
	struct level *l = &r->levels[r->depth - 1];

	if (--l->left > 0) {
		r->s = l->element;
		return;
	}
	r->counted -= l->counted;
	r->depth--;
}

enum reason shape_transcode(const char *shape, enum dialect from, bool cut, struct cur *in,
			    struct wtr *out)
{
	UNINITIALIZED struct run r;
	enum reason e = REASON_OK;

	r.s = shape;
	r.from = from;
	r.cut = cut;
	r.in = in;
	r.out = out;
	r.depth = 0;
	r.counted = 0;
	for (;;) {
		size_t plain = shape_plain(&r.s);

		if (plain > 0)
			e = copy(&r, plain, too_short(&r));
		if (e != REASON_OK || *r.s == '\0')
			return e;
		switch (*r.s++) {
		case '}':
			run_close(&r);
			break;
		case 'a':
			e = run_array(&r);
			break;
		case 's':
			e = run_string(&r);
			break;
		default:
			e = run_big_endian(&r);
		}
		if (e != REASON_OK)
			return e;
	}
}

size_t shape_min(const char *shape)
{
	size_t bytes = 0, times[SHAPE_MAX_DEPTH] = { 1 };
	unsigned depth = 0;

	for (const char *s = shape;;) {
		bytes += times[depth] * shape_plain(&s);
		if (*s == '\0')
			return bytes;
		if (*s == '}') {
			s++;
			depth--;
		} else if (s[0] == 'a' && s[1] == '[') {
			s += 2;
			times[depth + 1] = times[depth] * shape_number(&s);
			depth++;
			s += 2;
		} else if (*s == 'a') {
			s++;
			bytes += times[depth] * (shape_number(&s) / 8 + (*s == '+'));
			s = shape_skip_body(s + (*s == '+' ? 6 : 1));
		} else if (*s == 's' && s[1] == 'r') {
			return bytes;
		} else {
			bool string = *s++ == 's';

			bytes += times[depth] * (shape_number(&s) / 8);
			if (string && *s == '<') {
				s += 2;
				shape_number(&s);
			} else if (!string) {
				s += 2; /* "be" */
			}
		}
	}
}

/* Takes the leaf at `*s` off a packed value. False for arrays, and where the value ends. */
static bool leaf_take(const char **s, struct cur *in, struct cur *bytes)
{
	uint64_t len = 0;
	const char *t = *s + 1;

	if (**s == 's' && *t == '[') {
		t++;
		len = shape_number(&t);
		t++;
	} else if (**s == 's') {
		if (!cur_le(in, 2, &len))
			return false;
		while (*t != '\0' && *t != ',' && *t != ')')
			t++;
	} else if (**s == 'u' || **s == 'i' || **s == 'f') {
		len = shape_number(&t) / 8;
		if (*t == 'b')
			t += 2;
	} else {
		return false;
	}
	*s = t;
	return cur_take(in, (size_t)len, bytes);
}

bool shape_scalar(const char *shape, unsigned leaf, struct cur packed, uint64_t *out)
{
	struct cur bytes;
	size_t n;
	uint64_t v = 0;
	char kind = '\0';

	for (const char *s = shape;; leaf--) {
		while (*s == '(' || *s == ',' || *s == ')')
			s++;
		kind = *s;
		if (!leaf_take(&s, &packed, &bytes))
			return false;
		if (leaf == 0)
			break;
	}
	n = bytes.n;
	if ((kind != 'u' && kind != 'i') || !cur_le(&bytes, n, &v))
		return false;
	if (kind == 'i' && n < 8 && v >> (8 * n - 1) != 0)
		v |= UINT64_MAX << (8 * n);
	*out = v;
	return true;
}
