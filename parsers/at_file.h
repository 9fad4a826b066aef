/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Access to files of the card by +CRSM (TS 27.007 8.18): whether its arguments belong together. */
#pragma once

#include "at.h"

/*
 * OK for any other command. APDU_INSTRUCTION: no command that +CRSM has; APDU_FILE: no file, or a
 * path with half an identifier; APDU_LENGTH: data where none is written, none where some is, or
 * another number of octets than P3 says.
 */
MUST_USE enum reason at_file_fits(const struct at_record *r, unsigned part);
