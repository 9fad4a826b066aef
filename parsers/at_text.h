/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Kinds of characters in AT lines, and words compared. */
#pragma once

#include <string.h>

#include "at_split.h"

enum { AT_ESC = 0x1B, AT_CTRL_Z = 0x1A, AT_DEL = 0x7F };

/* Whether a character is one of `set`. */
static inline bool at_among(uint8_t b, const char *set)
{
	for (; *set; set++)
		if (b == (uint8_t)*set)
			return true;
	return false;
}

static inline bool at_is_digit(uint8_t b)
{
	return b >= '0' && b <= '9';
}

static inline bool at_is_hex(uint8_t b)
{
	return at_is_digit(b) || (b >= 'A' && b <= 'F') || (b >= 'a' && b <= 'f');
}

static inline uint8_t at_hex_value(uint8_t b)
{
	if (at_is_digit(b))
		return (uint8_t)(b - '0');
	return (uint8_t)((b >= 'a' ? b - 'a' : b - 'A') + 10);
}

static inline uint8_t at_upper(uint8_t b)
{
	return b >= 'a' && b <= 'z' ? (uint8_t)(b - 'a' + 'A') : b;
}

static inline bool at_is_letter(uint8_t b)
{
	b = at_upper(b);
	return b >= 'A' && b <= 'Z';
}

static inline bool at_is_ascii(uint8_t b)
{
	return b >= ' ' && b < AT_DEL;
}

/* Printable, or of a character set with 8 bits (FIELD-NOTES A15). */
static inline bool at_is_text(uint8_t b)
{
	return at_is_ascii(b) || b >= 0x80;
}

/* The prefixes of extended names (V.250 5.4.1 has +, the others are vendors'). */
static inline bool at_is_prefix(uint8_t b)
{
	return at_among(b, "+^$!*%#_-");
}

/* Characters of names behind the prefix (V.250 5.4.1 without those that prefixes are made of). */
static inline bool at_is_name(uint8_t b)
{
	return at_is_letter(b) || at_is_digit(b) || b == '_' || b == '/' || b == '.' || b == '-';
}

static inline bool at_equal(struct cur c, const char *word)
{
	return c.n == strlen(word) && memcmp(c.p, word, c.n) == 0;
}

static inline bool at_starts(struct cur c, const char *word)
{
	size_t n = strlen(word);

	return c.n >= n && memcmp(c.p, word, n) == 0;
}

/* Whether all bytes are of a kind; true of no bytes. */
static inline bool at_all(struct cur c, bool (*is)(uint8_t))
{
	for (size_t i = 0; i < c.n; i++)
		if (!is(at_byte(c, i)))
			return false;
	return true;
}

/* A NUL-terminated word as a view. */
static inline struct cur at_word(const char *word)
{
	return (struct cur){ (const uint8_t *)word, strlen(word) };
}
