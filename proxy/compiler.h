/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How airlock-compiler is spoken to. It is a room: it opens nothing and knows only the bytes that
 * it is given, so the warden reads the files.
 *
 *   airlock-compiler links|all
 *
 * stdin:  the files, one after another, to COMPILER_END or the end of file; each is {u32 length of
 *         the name, u32 length of the text, name, text}, little-endian. The configuration comes
 *         first. A
 *         relative path in a policy statement is relative to the configuration's name.
 * stdout: one struct ruleset; nothing where there was an error
 * stderr: a line per error, "FILE:LINE:COLUMN: .."
 * status: 0: a ruleset was written; 1: the files have errors; 2: stdin is not as above
 *
 * It is run twice:
 *
 * links:  with the configuration alone. Of the ruleset only n_files and files[] may be used: they
 *         name the policies to read, by the paths to open. Roles that the configuration uses may
 *         be defined by policies and are not asked for yet, and there are no rules.
 * all:    with the configuration and then files[1] .. files[n_files - 1], in this order, each by
 *         the name that stands in files[].
 *
 * The reader of stdout asks ruleset_check() before anything else: a hostile text may have taken
 * over the compiler. After "links" it opens files[] only as policies, for reading.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* In the place of both lengths: no more files. */
#define COMPILER_END UINT32_MAX

enum { COMPILER_END_SIZE = 8, COMPILER_MAX_NAME = 1024 };
enum { COMPILER_OK = 0, COMPILER_ERRORS = 1, COMPILER_MISUSED = 2 };

/*
 * Appends one file to `out`, of which `*len` of `cap` bytes are used: the bytes for stdin. False,
 * and nothing appended, where there is no room or the name or text is longer than the compiler
 * takes.
 */
bool compiler_pack(uint8_t *out, size_t cap, size_t *len, const char *name, const char *text,
		   size_t text_len);
/* The end, of COMPILER_END_SIZE. */
void compiler_pack_end(uint8_t *out);
/* Bytes that compiler_pack() appends. */
size_t compiler_packed_size(const char *name, size_t text_len);
