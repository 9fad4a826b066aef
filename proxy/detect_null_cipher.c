/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A cell of GSM or UMTS that ciphers nothing, where the one before did. */
#include "detect.h"

enum { NAS = 0x03, GET_SYSTEM_INFO = 0x004D, SYSTEM_INFO = 0x004E, AVAILABLE = 2 };
enum { DOMAIN_NONE = 0, DOMAIN_CS_PS = 3 };

/* The status of the service, and the domains that are ciphered: circuits, packets, both. */
static const struct {
	uint8_t status, domain;
} systems[] = { { 0x12, 0x22 }, { 0x13, 0x23 } };

static bool sees(struct detect_state *st, const struct event *e, uint32_t limit,
		 uint64_t window_ms)
{
	(void)limit, (void)window_ms;
	if (e->side != SIDE_MODEM || !e->message || e->service != NAS ||
	    (e->id != GET_SYSTEM_INFO && e->id != SYSTEM_INFO))
		return false;
	for (size_t i = 0; i < sizeof(systems) / sizeof(systems[0]); i++) {
		uint64_t status, domain;

		if (!message_scalar(e->message, systems[i].status, 0, &status) ||
		    status != AVAILABLE ||
		    !message_scalar(e->message, systems[i].domain, 0, &domain))
			continue;
		/* A modem that never says that anything is ciphered does not know. */
		if (domain > DOMAIN_NONE && domain <= DOMAIN_CS_PS)
			st->flags = 1;
		if (domain == DOMAIN_NONE && st->flags) {
			st->flags = 0;
			return true;
		}
	}
	return false;
}

const struct detector detect_null_cipher = { "null-cipher", DETECT_ALERT, 0, 0, sees, false };
