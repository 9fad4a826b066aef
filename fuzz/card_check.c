/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Two walks over one payload of a card. */
#include "card_check.h"

#include <string.h>

enum { LARGEST = 70000 };

void card_check(enum payload_kind kind, struct cur bytes)
{
	static uint8_t once[LARGEST], twice[LARGEST];
	static struct facts facts, again;
	struct wtr w = { once, sizeof(once), 0 }, w2 = { twice, sizeof(twice), 0 };
	enum reason why;

	memset(&facts, 0, sizeof(facts));
	memset(&again, 0, sizeof(again));
	why = payload_check(kind, bytes, &facts, &w);
	MUST(payload_check(kind, bytes, NULL, NULL) == why);
	if (why != REASON_OK)
		return;
	MUST(w.len <= bytes.n);
	MUST(payload_check(kind, (struct cur){ once, w.len }, &again, &w2) == REASON_OK);
	MUST(w2.len == w.len && memcmp(once, twice, w.len) == 0);
	MUST(memcmp(&facts, &again, sizeof(facts)) == 0);
}
