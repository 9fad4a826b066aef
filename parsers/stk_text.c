/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Texts of smart cards: which characters are in them, in each of their codings. */
#include "stk_text.h"

#include "charset.h"

enum { LF = 0x0A, CR = 0x0D, ESCAPE = 0x1B, DELETE = 0x7F, LAST_CONTROL = 0x9F };
enum { UCS2 = 0x80, UCS2_HALF = 0x81, UCS2_BASE = 0x82, PADDING = 0xFF };

enum alphabet { PACKED, OCTETS, WIDE, NO_ALPHABET };

/* Reads characters of the default alphabet one after the other (TS 23.038 6.2.1). */
struct reader {
	bool has_lines;
	bool is_escaped;
};

/* An escape makes control characters of CR (6.2.1.1) and of LF (page break); of itself nothing. */
static bool gsm_fits(struct reader *r, unsigned c)
{
	bool is_escaped = r->is_escaped;

	r->is_escaped = c == ESCAPE && !is_escaped;
	if (is_escaped && (c == ESCAPE || c == CR))
		return false;
	return r->has_lines || (c != LF && c != CR);
}

static bool wide_fits(unsigned c)
{
	return c >= 0x20 && (c < DELETE || c > LAST_CONTROL);
}

/* Characters of two octets; a lone 'FF' behind a line fills it up. */
static bool wide_text_fits(bool has_lines, struct cur text)
{
	struct text t = { TEXT_UCS2, text, 0, text.n / 2, has_lines };

	if (text.n % 2 != 0 && (has_lines || cur_at(text, text.n - 1) != PADDING))
		return false;
	return text_check(&t, NULL) == REASON_OK;
}

static bool packed_text_fits(struct cur text)
{
	struct text t = { TEXT_SEPTETS, text, 0, text.n * 8 / 7, true };

	return text_check(&t, NULL) == REASON_OK;
}

static bool octets_fit(struct reader *r, struct cur text)
{
	uint8_t octet;

	while (cur_u8(&text, &octet))
		if (octet > 0x7F || !gsm_fits(r, octet))
			return false;
	return !r->is_escaped;
}

/* Of a coding scheme only what it says about characters counts (TS 102 223 8.15). */
static enum alphabet alphabet_of(uint8_t scheme)
{
	static const enum alphabet general[] = { PACKED, OCTETS, WIDE, NO_ALPHABET };

	if ((scheme & 0x80) == 0)
		return (scheme & 0x20) == 0 ? general[scheme / 4 % 4] : NO_ALPHABET;
	if ((scheme & 0xF0) == 0xF0)
		return (scheme & 0x04) == 0 ? PACKED : OCTETS;
	return NO_ALPHABET;
}

bool stk_text_fits(struct cur text)
{
	struct reader r = { .has_lines = true };
	uint8_t scheme;

	if (!cur_u8(&text, &scheme))
		return true;
	switch (alphabet_of(scheme)) {
	case PACKED:
		return packed_text_fits(text);
	case OCTETS:
		return octets_fit(&r, text);
	case WIDE:
		return wide_text_fits(true, text);
	case NO_ALPHABET:
		break;
	}
	return false;
}

void stk_text_trim(uint8_t *octets, size_t n)
{
	if (n < 2 || alphabet_of(octets[0]) != PACKED)
		return;
	octets[n - 1] = (uint8_t)(octets[n - 1] % (256u >> (8 * (n - 1) % 7)));
}

/* Where UCS2 characters are one octet above a base: below 0x80 the default alphabet. */
static bool based_fits(struct cur alpha, unsigned base, uint8_t count)
{
	struct reader r = { .has_lines = false };
	struct cur text;
	uint8_t c;

	if (!cur_take(&alpha, count, &text))
		return false;
	while (cur_u8(&text, &c)) {
		if (c < 0x80 && !gsm_fits(&r, c))
			return false;
		if (c >= 0x80 && (r.is_escaped || !wide_fits(base + c % 0x80u)))
			return false;
	}
	while (cur_u8(&alpha, &c))
		if (c != PADDING)
			return false;
	return !r.is_escaped;
}

/* Unused octets behind the text are 'FF'. */
static bool line_fits(struct cur alpha)
{
	struct reader r = { .has_lines = false };
	bool is_padding = false;
	uint8_t c;

	while (cur_u8(&alpha, &c)) {
		is_padding = is_padding || c == PADDING;
		if (is_padding ? c != PADDING : c > 0x7F || !gsm_fits(&r, c))
			return false;
	}
	return !r.is_escaped;
}

bool stk_alpha_fits(struct cur alpha)
{
	struct cur text = alpha;
	uint8_t coding, count, high, low;

	if (!cur_u8(&text, &coding))
		return true;
	if (coding == UCS2)
		return wide_text_fits(false, text);
	if (coding == UCS2_HALF)
		return cur_u8(&text, &count) && cur_u8(&text, &high) &&
		       based_fits(text, 128u * high, count);
	if (coding == UCS2_BASE)
		return cur_u8(&text, &count) && cur_u8(&text, &high) && cur_u8(&text, &low) &&
		       based_fits(text, 256u * high + low, count);
	return line_fits(alpha);
}

bool stk_ascii_fits(struct cur text)
{
	uint8_t c;

	while (cur_u8(&text, &c))
		if (c < 0x20 || c > 0x7E)
			return false;
	return true;
}
