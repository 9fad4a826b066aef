/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What must hold of every AT record that checks: it can be written, and read again as the same. */
#pragma once

#include "../parsers/frame_at.h"
#include "harness.h"

/* Runs `in` through a framer in chunks of `step` (0: at once), checks each record with `each`. */
void at_check_stream(const struct frame_at_options *o, struct cur in, size_t step,
		     void (*each)(const struct at_record *r), struct wtr *summary);
/* Records that a captured reader may have written. */
void at_check_records(struct cur in, enum side side, void (*each)(const struct at_record *r));
/* The one record of canonical bytes. */
const struct at_record *at_check_again(enum side side, struct cur bytes);
/* One input of a side: the framer's own choices first, then its bytes, in any pieces. */
void at_check_input(struct cur in, enum side side, void (*each)(const struct at_record *r));
void at_check_command(const struct at_record *r);
void at_check_line(const struct at_record *r);
