/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libqmi-glib as a second opinion on one frame; for the test of the oracle and the fuzzer. */
#pragma once

#include "../parsers/message.h"

/*
 * NULL where libqmi agrees: it parses the frame, and what the encoder makes of it, with the same
 * ids, TLVs and lengths. Else what it does not agree on. *refused is whether the frame is none
 * that both can judge (refused by us, or of a 16-bit service): libqmi may think of it what it
 * likes.
 */
const char *oracle_compare(const struct decoder *d, struct cur frame, bool *refused);
