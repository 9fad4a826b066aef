/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Decoder and encoder: what is accepted comes out in one canonical form, decode(encode(m)) = m. */
#include "frame_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const uint16_t vendors[] = { 0, 0x1199, 0x0489, 0x03F0, 0x0490 };
	struct cur in = { data, size }, encoded;
	unsigned how = choose(&in, 10);
	struct decoder d = { how & 1 ? SIDE_MODEM : SIDE_CLIENT, vendors[how / 2], 65535 };

	if (in.n <= 65536)
		frame_check(&d, in, &encoded);
	return 0;
}
