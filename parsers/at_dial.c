/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a dial string is for: the codes of TS 22.030 are no calls. */
#include "at.h"

#include "at_split.h"
#include "at_text.h"

/* TS 22.030 annex B and C: service codes of supplementary services, PINs and the IMEI. */
static const char *const service_codes[] = {
	"002", "004", "03",  "04",  "042", "043", "05",  "052", "06",  "061", "062", "067", "066",
	"21",  "30",  "300", "31",  "33",  "330", "331", "332", "333", "35",  "351", "353", "360",
	"361", "362", "363", "37",  "43",  "591", "592", "593", "61",  "62",  "66",  "67",  "75",
	"750", "751", "752", "753", "754", "76",  "77",  "88",  "96",  "150", "300", "070", "071",
	"072", "073", "074", "075", "076", "077", "078", "079", "214",
};

/* TS 22.101 10.1, without a SIM too. */
static const char *const emergency_numbers[] = { "112", "911", "000", "08",  "110",
						 "118", "119", "999", "120", "122" };

static bool any_equal(struct cur text, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (at_equal(text, words[i]))
			return true;
	return false;
}

static struct cur from(struct cur text, size_t i)
{
	return at_split_slice(text, i, text.n);
}

/* Without T or P (tone, pulse), and without the marks of a voice call at its end. */
static struct cur bare(struct cur text, bool *voice)
{
	uint8_t first = at_upper(at_byte(text, 0));

	*voice = false;
	if (first == 'T' || first == 'P')
		text = from(text, 1);
	while (text.n > 0) {
		uint8_t last = at_upper(at_byte(text, text.n - 1));

		/* TS 27.007 6.1: I, G and their small forms say how the number is shown. */
		if (last != ';' && last != 'I' && last != 'G')
			break;
		*voice |= last == ';';
		text = at_split_slice(text, 0, text.n - 1);
	}
	return text;
}

/* TS 27.007 10.2.1: *99 and *98, alone or with *address*profile*cid, up to #; CDMA: #777. */
static bool is_data(struct cur text)
{
	uint8_t next = at_byte(text, 3);

	if (at_equal(text, "#777"))
		return true;
	return (at_starts(text, "*99") || at_starts(text, "*98")) && (next == '*' || next == '#') &&
	       at_split_byte(text, 0, '#') == text.n - 1;
}

/* TS 22.030 6.5.2: * ** # *# ## in front of a service code, which a * or # ends. */
static bool is_supplementary(struct cur text)
{
	size_t i = 0, n;

	while (i < 2 && (at_byte(text, i) == '*' || at_byte(text, i) == '#'))
		i++;
	for (n = i; at_is_digit(at_byte(text, n)); n++)
		;
	return any_equal(at_split_slice(text, i, n), service_codes,
			 sizeof(service_codes) / sizeof(service_codes[0]));
}

static bool is_dial(uint8_t b)
{
	return at_is_digit(b) || at_is_letter(b) || at_among(b, "*#+,!@;");
}

/* Letters only as *99**PPP*1# has them: what else a modem ignores would hide a code from us. */
static bool is_code(uint8_t b)
{
	return at_is_digit(b) || b == '*' || b == '#' || b == '+' || at_upper(b) == 'P';
}

bool at_dial_fits(struct cur text)
{
	bool voice;
	uint8_t first;

	if (at_byte(text, 0) == '>')
		return at_all(text, at_is_ascii);
	if (text.n == 1 && at_upper(at_byte(text, 0)) == 'L')
		return true;
	if (!at_all(text, is_dial))
		return false;
	text = bare(text, &voice);
	first = at_byte(text, 0);
	if (at_split_byte(text, 0, ';') < text.n)
		return false;
	if (first == '*' || first == '#')
		return at_all(text, is_code);
	return text.n == 0 || at_is_digit(first) || (first == '+' && at_is_digit(at_byte(text, 1)));
}

enum at_dial at_dial_kind(struct cur text)
{
	bool voice;
	uint8_t first;

	if (at_byte(text, 0) == '>' || (text.n == 1 && at_upper(at_byte(text, 0)) == 'L'))
		return AT_DIAL_MEMORY;
	text = bare(text, &voice);
	first = at_byte(text, 0);
	if (is_data(text) && !voice)
		return AT_DIAL_DATA;
	if (any_equal(text, emergency_numbers,
		      sizeof(emergency_numbers) / sizeof(emergency_numbers[0])))
		return AT_DIAL_EMERGENCY;
	if (first == '*' || first == '#')
		return is_supplementary(text) ? AT_DIAL_SUPPLEMENTARY : AT_DIAL_USSD;
	/* Digits and # at the end: USSD; so are one or two digits (TS 22.030 6.5.3). */
	if (at_byte(text, text.n - 1) == '#' || text.n <= 2)
		return text.n == 0 ? AT_DIAL_VOICE : AT_DIAL_USSD;
	return AT_DIAL_VOICE;
}
