/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One character after the other, by the alphabet's table; control characters are found here. */
#include "charset.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

enum { LF = 0x0A, FF = 0x0C, CR = 0x0D, DEL = 0x7F, GSM_ESCAPE = 0x1B, UNKNOWN = '?' };
/* Nothing: this septet was the first half of a character. */
enum { HALF = 0x10000 };

/* TS 23.038 6.2.1 in ASCII. */
static const char gsm_basic[] = "@?$???????\n??\r??"
				"?_?????????\x1b????"
				" !\"#?%&'()*+,-./"
				"0123456789:;<=>?"
				"?ABCDEFGHIJKLMNO"
				"PQRSTUVWXYZ?????"
				"?abcdefghijklmno"
				"pqrstuvwxyz?????";
_Static_assert(sizeof(gsm_basic) == 128 + 1, "a character for each septet");

/* TS 23.038 6.2.1.1, behind an escape. The rest is read as if there were none. */
static const struct {
	uint8_t septet, ascii;
} gsm_extension[] = {
	{ 0x0A, FF },  { 0x0D, CR },  { 0x14, '^' },  { 0x1B, GSM_ESCAPE },
	{ 0x28, '{' }, { 0x29, '}' }, { 0x2F, '\\' }, { 0x3C, '[' },
	{ 0x3D, '~' }, { 0x3E, ']' }, { 0x40, '|' },  { 0x65, UNKNOWN },
};

unsigned text_septet(struct cur packed, size_t i)
{
	size_t at = i * 7 / 8, shift = i * 7 % 8;

	return ((cur_at(packed, at) + 256u * cur_at(packed, at + 1)) >> shift) & 0x7f;
}

static unsigned escaped(unsigned septet)
{
	for (size_t i = 0; i < COUNT(gsm_extension); i++)
		if (gsm_extension[i].septet == septet)
			return gsm_extension[i].ascii;
	return (uint8_t)gsm_basic[septet];
}

/* The next character as far as ASCII goes, or HALF. `escape`: the one before began it. */
static unsigned gsm_character(const struct text *t, size_t i, bool *escape)
{
	unsigned septet = text_septet(t->bytes, i);

	if (*escape) {
		*escape = false;
		return escaped(septet);
	}
	*escape = septet == GSM_ESCAPE && i + 1 < t->to;
	return *escape ? HALF : (uint8_t)gsm_basic[septet];
}

/* Octets, of which UTF-8 may be made: the control characters above ASCII are then C2 80 to C2 9F.
 */
static unsigned byte_character(const struct text *t, size_t i)
{
	unsigned c = cur_at(t->bytes, i);

	return c >= 0x80 && c <= 0x9F && i > 0 && cur_at(t->bytes, i - 1) == 0xC2 ? c
	       : c >= 0x80                                                        ? 0x100 + c
										  : c;
}

static unsigned character(const struct text *t, size_t i, bool *escape)
{
	switch (t->form) {
	case TEXT_BYTES:
		return byte_character(t, i);
	case TEXT_SEPTETS:
		return gsm_character(t, i, escape);
	case TEXT_UCS2:
		return 256u * cur_at(t->bytes, 2 * i) + cur_at(t->bytes, 2 * i + 1);
	case TEXT_WIDE:
		return cur_at(t->bytes, 2 * i) + 256u * cur_at(t->bytes, 2 * i + 1);
	}
	return 0;
}

/* Control characters of ISO 6429: C0, delete and C1. */
static bool is_control(unsigned c)
{
	return c < ' ' || (c >= DEL && c <= 0x9F);
}

/* TS 23.038 6.2.1.1 has a page break too, and does not say what an escape of an escape is. */
static bool is_line_end(enum text_form form, unsigned c)
{
	return c == LF || c == CR || (form == TEXT_SEPTETS && (c == FF || c == GSM_ESCAPE));
}

enum reason text_check(const struct text *t, struct wtr *ascii)
{
	bool escape = false;

	for (size_t i = t->from; i < t->to; i++) {
		unsigned c = character(t, i, &escape);

		if (c == HALF)
			continue;
		if (is_control(c) && !(t->lines && is_line_end(t->form, c)))
			return REASON_TEXT_CONTROL;
		if (ascii && !wtr_u8(ascii, c < DEL ? (uint8_t)c : UNKNOWN))
			ascii = NULL;
	}
	return REASON_OK;
}

static unsigned hex_digit(unsigned c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 16;
}

bool text_is_hex(struct cur text, size_t unit)
{
	if (text.n == 0 || text.n % unit != 0)
		return false;
	for (size_t i = 0; i < text.n; i++)
		if (hex_digit(cur_at(text, i)) > 15)
			return false;
	return true;
}

bool text_from_hex(struct cur hex, struct wtr *out)
{
	if (hex.n % 2 != 0)
		return false;
	for (size_t i = 0; i < hex.n; i += 2) {
		unsigned high = hex_digit(cur_at(hex, i)), low = hex_digit(cur_at(hex, i + 1));

		if (high > 15 || low > 15 || !wtr_u8(out, (uint8_t)(16 * high + low)))
			return false;
	}
	return true;
}

enum reason text_name_check(enum text_form form, struct cur bytes, struct wtr *ascii)
{
	struct text t = { form, bytes, 0, form == TEXT_BYTES ? bytes.n : bytes.n / 2, false };

	if (form == TEXT_SEPTETS)
		t.to = bytes.n * 8 / 7;
	return text_check(&t, ascii);
}
