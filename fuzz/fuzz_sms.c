/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Short messages of both networks and cell broadcast. The first byte says which. */
#include "card_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cur in = { data, size };
	unsigned how = choose(&in, PAYLOAD_ETWS - PAYLOAD_SMS_DELIVERED + 1);

	card_check((enum payload_kind)(PAYLOAD_SMS_DELIVERED + how), in);
	return 0;
}
