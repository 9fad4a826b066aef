// SPDX-License-Identifier: GPL-2.0-or-later
/* The digest of a frame: four lanes of multiplications by secret odd numbers. */
#include "digest.h"
#include <string.h>

enum { LANES = 4, STRIDE = 32 };

/* Bijective, and each bit of the result depends on all of `v` (Stafford's 13th mix). */
static uint64_t mix(uint64_t v)
{
	v = (v ^ v >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	v = (v ^ v >> 27) * UINT64_C(0x94d049bb133111eb);
	return v ^ v >> 31;
}

static int digit_of(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool digest_key_parse(const char *text, uint8_t bytes[16])
{
	for (unsigned i = 0; i < 16; i++) {
		int high = digit_of(text[2 * i]);
		int low = high < 0 ? -1 : digit_of(text[2 * i + 1]);

		if (low < 0)
			return false;
		bytes[i] = (uint8_t)(high << 4 | low);
	}
	return strspn(&text[32], " \t\r\n") == strlen(&text[32]);
}

struct digest_key digest_key_of(const uint8_t bytes[16])
{
	struct digest_key key;
	uint64_t half[2];

	memcpy(half, bytes, sizeof(half));
	for (unsigned i = 0; i < LANES; i++)
		key.words[i] = mix(half[0] + mix(half[1] + i + 1)) | 1;
	return key;
}

static uint64_t word_at(const uint8_t *bytes)
{
	uint64_t word;

	memcpy(&word, bytes, sizeof(word));
	return word;
}

static inline uint64_t stir(uint64_t lane, uint64_t word, uint64_t by)
{
	uint64_t v = (lane ^ word) * by;

	return v ^ v >> 32;
}

uint64_t digest_of(const struct digest_key *key, const uint8_t *bytes, size_t len)
{
	const uint64_t *k = key->words;
	uint64_t a = k[0] ^ len, b = k[1], c = k[2], d = k[3];
	uint8_t last[STRIDE] = { 0 };
	size_t at = 0;

	/* Four multiplications that do not wait for each other. */
	for (; len - at >= STRIDE; at += STRIDE) {
		a = stir(a, word_at(&bytes[at]), k[0]);
		b = stir(b, word_at(&bytes[at + 8]), k[1]);
		c = stir(c, word_at(&bytes[at + 16]), k[2]);
		d = stir(d, word_at(&bytes[at + 24]), k[3]);
	}
	memcpy(last, &bytes[at], len - at);
	a = stir(a, word_at(last), k[0]);
	b = stir(b, word_at(&last[8]), k[1]);
	c = stir(c, word_at(&last[16]), k[2]);
	d = stir(d, word_at(&last[24]), k[3]);
	return mix((a + (b << 16 | b >> 48)) * k[2] + (c + (d << 16 | d >> 48)) * k[3]);
}
