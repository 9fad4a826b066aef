/* SPDX-License-Identifier: GPL-2.0-or-later */
/* USSD in all its forms, as +CUSD writes it too, and names. The first byte says which. */
#include "card_check.h"

#include "../parsers/ussd.h"

/* What +CUSD says with a scheme, or with none, is judged as a payload in one form or the other. */
static void from_text(struct cur in)
{
	static uint8_t memory[70000];
	struct wtr w = { memory, sizeof(memory), 0 };
	unsigned dcs = choose(&in, 256), has = choose(&in, 2);

	if (in.n < sizeof(memory) / 2) {
		MUST(ussd_from_text(in, has ? dcs : USSD_NO_SCHEME, &w));
		MUST(w.len <= in.n + 1);
		card_check(PAYLOAD_USSD_RECEIVED, (struct cur){ memory, w.len });
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const enum payload_kind kinds[] = { PAYLOAD_USSD_RECEIVED, PAYLOAD_USSD_SENT,
						   PAYLOAD_USSD_WIDE, PAYLOAD_NAME,
						   PAYLOAD_NAME_WIDE };
	struct cur in = { data, size };
	unsigned how = choose(&in, 6);

	if (how == 5)
		from_text(in);
	else
		card_check(kinds[how], in);
	return 0;
}
