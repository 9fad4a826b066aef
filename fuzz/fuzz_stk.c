/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Proactive commands, envelopes and terminal responses. The first byte says which. */
#include "card_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const enum payload_kind kinds[] = { PAYLOAD_STK_COMMAND, PAYLOAD_STK_ENVELOPE,
						   PAYLOAD_STK_RESPONSE };
	struct cur in = { data, size };
	unsigned how = choose(&in, 3);

	card_check(kinds[how], in);
	return 0;
}
