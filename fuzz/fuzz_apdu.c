/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Command APDUs, response APDUs and names of applications. The first byte says which. */
#include "card_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const enum payload_kind kinds[] = { PAYLOAD_APDU_COMMAND, PAYLOAD_APDU_RESPONSE,
						   PAYLOAD_AID };
	struct cur in = { data, size };
	unsigned how = choose(&in, 3);

	if (in.n <= 65536)
		card_check(kinds[how], in);
	return 0;
}
