/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The digest of a frame, by which a crash record names the frame without saying what is in it. With
 * an unknown key, a short content cannot be found by trying all there are. Not meant to withstand
 * whoever can have digests of frames of his choice made; it costs some 10 ns per 100 bytes.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct digest_key {
	uint64_t words[4];
};

/* A key as people write it: 32 hexadecimal digits, then nothing but white space. */
bool digest_key_parse(const char *text, uint8_t bytes[16]);
/* The words are made ready for use out of a key of 16 bytes. */
struct digest_key digest_key_of(const uint8_t bytes[16]);
uint64_t digest_of(const struct digest_key *key, const uint8_t *bytes, size_t len);
