/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Client ids: allocation and release, per service, with pools that can run dry. */
#include <string.h>

#include "clients.h"

void clients_reset(struct clients *c)
{
	memset(c->used, 0, sizeof(c->used));
}

bool clients_holds(const struct clients *c, uint8_t service, uint8_t cid)
{
	return c->used[service][cid / 8] >> (cid % 8) & 1;
}

void clients_take(struct clients *c, uint8_t service, uint8_t cid)
{
	c->used[service][cid / 8] |= (uint8_t)(1u << cid % 8);
}

uint8_t clients_allocate(struct clients *c, uint8_t service)
{
	for (unsigned cid = 1; cid <= c->pool[service]; cid++) {
		if (clients_holds(c, service, (uint8_t)cid))
			continue;
		clients_take(c, service, (uint8_t)cid);
		return (uint8_t)cid;
	}
	return 0;
}

bool clients_release(struct clients *c, uint8_t service, uint8_t cid)
{
	if (!clients_holds(c, service, cid))
		return false;
	c->used[service][cid / 8] &= (uint8_t)~(1u << cid % 8);
	return true;
}

uint8_t clients_next(const struct clients *c, uint8_t service, uint8_t cid)
{
	for (unsigned next = cid + 1u; next < CLIENTS_BROADCAST; next++)
		if (clients_holds(c, service, (uint8_t)next))
			return (uint8_t)next;
	return 0;
}
