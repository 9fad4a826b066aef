/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libqmi-glib as a second opinion: what we accept it parses, with the same TLVs and lengths. */
#include "../tests/oracle_compare.h"
#include "harness.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const uint16_t vendors[] = { 0, 0x1199, 0x0489, 0x03F0, 0x0490 };
	struct cur in = { data, size };
	unsigned how = choose(&in, 10);
	struct decoder d = { how & 1 ? SIDE_MODEM : SIDE_CLIENT, vendors[how / 2], 65535 };
	bool refused;

	if (in.n <= 65536)
		MUST(oracle_compare(&d, in, &refused) == NULL);
	return 0;
}
