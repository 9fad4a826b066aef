/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines of AT clients: any bytes in any pieces give records that check, and mean what they did when
 * written. */
#include "at_check.h"

#include <string.h>

enum { SUMMARY_MAX = 1 << 21 };

static uint8_t whole[SUMMARY_MAX], pieces[SUMMARY_MAX];

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cur in = { data, size };
	unsigned how = choose(&in, 8);
	size_t step = choose(&in, 64) + 1;
	const struct frame_at_options o = {
		.side = SIDE_CLIENT, .text_entry = how & 1, .data = how & 1, .raw = how & 2
	};
	struct wtr a = { whole, sizeof(whole), 0 }, b = { pieces, sizeof(pieces), 0 };

	if (how & 4) {
		at_check_records(in, o.side, at_check_command);
		return 0;
	}
	at_check_stream(&o, in, 0, at_check_command, &a);
	at_check_stream(&o, in, step, NULL, &b);
	MUST(a.len == b.len && memcmp(whole, pieces, a.len) == 0);
	return 0;
}
