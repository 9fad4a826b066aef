/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Records from a captured reader: refused, or nothing worse than what an honest one could say. */
#include "../parsers/carrier.h"
#include "frame_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static uint8_t frame[2 * 65536];
	struct cur in = { data, size }, encoded;
	enum side side = choose(&in, 2) ? SIDE_MODEM : SIDE_CLIENT;
	enum side to = side == SIDE_CLIENT ? SIDE_MODEM : SIDE_CLIENT;
	struct decoder d = { side, 0, QMUX_MAX_FRAME };
	struct message m;

	while (in.n && message_next(&in, side, &m)) {
		struct wtr w = { frame, sizeof(frame), 0 };

		if (m.kind != RECORD_MESSAGE || !message_payloads_fit(&m) ||
		    !message_encode(&m, to, &w))
			continue;
		const struct message_def *def = schema_row(m.row, NULL);

		d.vendor = def ? def->vendor : 0;
		MUST(frame_check(&d, (struct cur){ w.p, w.len }, &encoded)->kind == RECORD_MESSAGE);
	}
	return 0;
}
