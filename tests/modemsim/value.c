/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The text notation for values of TLVs: text to wire bytes along a shape string. */
#include <stdlib.h>
#include <string.h>

#include "value.h"

enum { MAX_DEPTH = 8, MAX_STRING = 65535 };

/* One walk along a shape: where we are in the shape and in the text, and where bytes go. */
struct walk {
	const char *shape;
	const char *text; /* NULL: no text, write examples */
	struct wtr *out;
	const char *why;
	unsigned depth;
};

static bool walk_value(struct walk *w);

static bool fail(struct walk *w, const char *why)
{
	if (!w->why)
		w->why = why;
	return false;
}

static bool append(struct walk *w, size_t size, uint64_t v)
{
	return wtr_le(w->out, size, v) || fail(w, "a shorter message");
}

void value_skip_blanks(const char **text)
{
	while (**text == ' ' || **text == '\t')
		(*text)++;
}

static bool expect(struct walk *w, char c, const char *why)
{
	value_skip_blanks(&w->text);
	if (*w->text != c)
		return fail(w, why);
	w->text++;
	return true;
}

const char *value_shape_end(const char *shape)
{
	int nesting = 0;

	for (; *shape; shape++) {
		if (*shape == '(' || *shape == '{')
			nesting++;
		else if (*shape == ')' || *shape == '}')
			nesting--;
		if (nesting < 0 || (*shape == ',' && nesting == 0))
			break;
	}
	return shape;
}

static bool float_bytes(struct walk *w, unsigned bits)
{
	char *end;
	double d = w->text ? strtod(w->text, &end) : 1;
	float f = (float)d;
	uint64_t v = 0;
	uint32_t narrow;

	if (w->text && end == w->text)
		return fail(w, "a number");
	if (w->text)
		w->text = end;
	memcpy(&narrow, &f, sizeof(narrow));
	memcpy(&v, &d, sizeof(v));
	return append(w, bits / 8, bits == 32 ? narrow : v);
}

static bool number_text(struct walk *w, uint64_t *v)
{
	char *end;

	value_skip_blanks(&w->text);
	if (*w->text == '-')
		*v = (uint64_t)strtoll(w->text, &end, 0);
	else
		*v = strtoull(w->text, &end, 0);
	if (end == w->text)
		return fail(w, "a number");
	w->text = end;
	return true;
}

static bool walk_number(struct walk *w)
{
	char kind = *w->shape++;
	unsigned bits = (unsigned)strtoul(w->shape, (char **)&w->shape, 10);
	bool swapped = strncmp(w->shape, "be", 2) == 0;
	uint64_t v = 1, max = bits == 64 ? UINT64_MAX : (1ull << bits) - 1;

	if (swapped)
		w->shape += 2;
	if (kind == 'f')
		return float_bytes(w, bits);
	if (w->text && !number_text(w, &v))
		return false;
	if (v > max && (kind == 'u' || (v | max >> 1) != UINT64_MAX))
		return fail(w, "a smaller number");
	if (swapped && bits == 16)
		v = (v & 0xff) << 8 | (v >> 8 & 0xff);
	else if (swapped)
		v = __builtin_bswap64(v) >> (64 - bits);
	return append(w, bits / 8, v & max);
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* x"00 ff": pairs of digits, blanks between them. The opening quote is already taken. */
static bool hex_bytes(struct walk *w)
{
	while (*w->text != '"') {
		int high, low;

		value_skip_blanks(&w->text);
		if (*w->text == '"')
			break;
		high = hex_digit(w->text[0]);
		low = high < 0 ? -1 : hex_digit(w->text[1]);
		if (low < 0)
			return fail(w, "pairs of hexadecimal digits");
		w->text += 2;
		if (!append(w, 1, (uint64_t)(high << 4 | low)))
			return false;
	}
	w->text++;
	return true;
}

static bool escape(struct walk *w, char *c)
{
	int high, low;

	switch (*c = *w->text++) {
	case 'n':
		*c = '\n';
		return true;
	case 'r':
		*c = '\r';
		return true;
	case 'x':
		high = hex_digit(w->text[0]);
		low = high < 0 ? -1 : hex_digit(w->text[1]);
		if (low < 0)
			return fail(w, "two hexadecimal digits behind \\x");
		*c = (char)(high << 4 | low);
		w->text += 2;
		return true;
	default:
		return *c != '\0' || fail(w, "a closing quote");
	}
}

static bool string_bytes(struct walk *w)
{
	if (!w->text)
		return append(w, 1, 'a');
	value_skip_blanks(&w->text);
	if (w->text[0] == 'x' && w->text[1] == '"') {
		w->text += 2;
		return hex_bytes(w);
	}
	if (!expect(w, '"', "a string"))
		return false;
	while (*w->text != '"') {
		char c = *w->text;

		if (c == '\0')
			return fail(w, "a closing quote");
		w->text++;
		if (c == '\\' && !escape(w, &c))
			return false;
		if (!append(w, 1, (uint8_t)c))
			return false;
	}
	w->text++;
	return true;
}

static bool walk_fixed_string(struct walk *w, size_t begin)
{
	size_t size = strtoul(w->shape + 2, (char **)&w->shape, 10);

	w->shape++;
	if (!string_bytes(w))
		return false;
	if (w->out->len - begin > size)
		return fail(w, "a shorter string");
	while (w->out->len - begin < size)
		if (!append(w, 1, w->text ? 0 : 'a'))
			return false;
	return true;
}

static bool walk_string(struct walk *w)
{
	size_t begin = w->out->len, prefix = 0, limit = MAX_STRING, len;

	if (w->shape[1] == '[')
		return walk_fixed_string(w, begin);
	if (strncmp(w->shape, "srest", 5) == 0) {
		w->shape += 5;
	} else {
		prefix = strtoul(w->shape + 1, (char **)&w->shape, 10) / 8;
		limit = prefix == 1 ? 255 : MAX_STRING;
	}
	if (strncmp(w->shape, "<=", 2) == 0)
		limit = strtoul(w->shape + 2, (char **)&w->shape, 10);
	if (prefix && !append(w, prefix, 0))
		return false;
	if (!string_bytes(w))
		return false;
	len = w->out->len - begin - prefix;
	if (len > limit)
		return fail(w, "a shorter string");
	for (size_t i = 0; i < prefix; i++)
		w->out->p[begin + i] = (uint8_t)(len >> 8 * i);
	return true;
}

static bool walk_sequence(struct walk *w, char open, char close)
{
	w->shape++;
	if (w->text && !expect(w, open, "a sequence in (..)"))
		return false;
	for (bool first = true; *w->shape != ')'; first = false) {
		if (!first) {
			w->shape++;
			if (w->text && !expect(w, ',', "',' and the next value of the sequence"))
				return false;
		}
		if (!walk_value(w))
			return false;
	}
	w->shape++;
	return !w->text || expect(w, close, "')'");
}

/* The elements [..] of an array; `w->shape` stands on the element's shape. */
static bool array_elements(struct walk *w, size_t *count)
{
	const char *element = w->shape;

	*count = 0;
	if (!w->text) {
		*count = 1;
		return walk_value(w);
	}
	if (!expect(w, '[', "an array in [..]"))
		return false;
	value_skip_blanks(&w->text);
	while (*w->text != ']') {
		if (*count && !expect(w, ',', "',' or ']'"))
			return false;
		w->shape = element;
		if (!walk_value(w))
			return false;
		++*count;
		value_skip_blanks(&w->text);
	}
	w->text++;
	return true;
}

/* An array of bytes may be written as a string. */
static bool array_body(struct walk *w, size_t *count)
{
	size_t begin = w->out->len;
	bool bytes = strncmp(w->shape, "u8}", 3) == 0;

	if (w->text)
		value_skip_blanks(&w->text);
	if (!w->text || !bytes || *w->text == '[')
		return array_elements(w, count);
	if (!string_bytes(w))
		return false;
	*count = w->out->len - begin;
	return true;
}

static bool walk_fixed_array(struct walk *w)
{
	size_t size = strtoul(w->shape + 2, (char **)&w->shape, 10), count = 0;
	const char *element = w->shape + 2; /* "]{" */

	w->shape = element;
	for (; !w->text && count < size; count++) {
		w->shape = element;
		if (!walk_value(w))
			return false;
	}
	if (w->text && !array_body(w, &count))
		return false;
	w->shape = value_shape_end(element) + 1;
	return count == size || fail(w, "another number of elements");
}

static bool walk_array(struct walk *w)
{
	size_t begin = w->out->len, prefix, count;
	uint64_t sequence = 0;
	const char *element;

	if (w->shape[1] == '[')
		return walk_fixed_array(w);
	prefix = strtoul(w->shape + 1, (char **)&w->shape, 10) / 8;
	if (!append(w, prefix, 0))
		return false;
	if (strncmp(w->shape, "+seq8", 5) == 0) {
		w->shape += 5;
		if (w->text && !(number_text(w, &sequence) && expect(w, ':', "':'")))
			return false;
		if (!append(w, 1, sequence & 0xff))
			return false;
	}
	element = ++w->shape;
	if (!array_body(w, &count))
		return false;
	if (prefix == 1 && count > 255)
		return fail(w, "fewer elements");
	for (size_t i = 0; i < prefix; i++)
		w->out->p[begin + i] = (uint8_t)(count >> 8 * i);
	w->shape = value_shape_end(element) + 1;
	return true;
}

static bool walk_value(struct walk *w)
{
	bool done;

	if (w->depth++ >= MAX_DEPTH)
		return fail(w, "a flatter shape");
	switch (*w->shape) {
	case '(':
		done = walk_sequence(w, '(', ')');
		break;
	case 'a':
		done = walk_array(w);
		break;
	case 's':
		done = walk_string(w);
		break;
	default:
		done = walk_number(w);
		break;
	}
	w->depth--;
	return done;
}

bool value_encode(const char *shape, const char **text, struct wtr *out, const char **why)
{
	struct walk w = { shape, *text, out, NULL, 0 };
	bool done = walk_value(&w);

	*text = w.text;
	*why = w.why;
	return done;
}

bool value_sample(const char *shape, struct wtr *out)
{
	struct walk w = { shape, NULL, out, NULL, 0 };

	return walk_value(&w);
}

static bool find_tlv(const struct tlv_set *set, const char *name, size_t len, uint8_t *tag,
		     const char **shape)
{
	char *end;
	unsigned long number;

	for (size_t i = 0; i < set->n; i++) {
		if (strncmp(set->rows[i].name, name, len) == 0 && !set->rows[i].name[len]) {
			*tag = set->rows[i].tag;
			*shape = set->rows[i].shape;
			return true;
		}
	}
	number = strtoul(name, &end, 0);
	if (end != name + len || number > 255)
		return false;
	*tag = (uint8_t)number;
	*shape = "srest";
	return true;
}

bool value_encode_tlv(const struct tlv_set *set, const char **text, struct wtr *out,
		      const char **why)
{
	size_t len = strcspn(*text, "= \t"), at;
	const char *shape = "";
	uint8_t tag = 0;

	*why = "the name of a TLV of this message";
	if ((*text)[len] != '=' || !find_tlv(set, *text, len, &tag, &shape))
		return false;
	*text += len + 1;
	*why = "a shorter message";
	if (!wtr_u8(out, tag) || !wtr_u16(out, 0))
		return false;
	at = out->len;
	if (!value_encode(shape, text, out, why))
		return false;
	*why = "a shorter value";
	if (out->len - at > UINT16_MAX)
		return false;
	return wtr_patch_u16(out, at - 2, (uint16_t)(out->len - at));
}
