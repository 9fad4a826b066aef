/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Outstanding requests: found by service, client id and transaction; dropped in order of age. */
#include "session_internal.h"

static unsigned bucket(uint16_t service, uint8_t cid, uint16_t txid)
{
	uint32_t h = (uint32_t)service * 0x9E3779B1u ^ (uint32_t)cid * 0x85EBCA6Bu ^ txid;

	return (h ^ h >> 15) & (OUTSTANDING_HASH - 1);
}

struct outstanding *table_find(struct outstanding_table *t, uint16_t service, uint8_t cid,
			       uint16_t txid)
{
	unsigned i = t->head[bucket(service, cid, txid)];

	for (; i; i = t->e[i].hash_next) {
		struct outstanding *o = &t->e[i];

		if (o->service == service && o->cid == cid && o->txid == txid)
			return o;
	}
	return NULL;
}

static uint16_t take_free(struct outstanding_table *t)
{
	uint16_t i = t->free;

	if (i)
		t->free = t->e[i].hash_next;
	else if (t->used < OUTSTANDING_MAX)
		i = ++t->used;
	return i;
}

struct outstanding *table_add(struct outstanding_table *t, const struct outstanding *o)
{
	uint16_t *head = &t->head[bucket(o->service, o->cid, o->txid)];
	uint16_t i = take_free(t);

	if (i == 0)
		return NULL;
	t->e[i] = *o;
	t->e[i].hash_next = *head;
	*head = i;
	t->e[i].older = t->newest;
	t->e[i].newer = 0;
	*(t->newest ? &t->e[t->newest].newer : &t->oldest) = i;
	t->newest = i;
	return &t->e[i];
}

void table_remove(struct outstanding_table *t, struct outstanding *o)
{
	uint16_t i = (uint16_t)(o - t->e);
	uint16_t *link = &t->head[bucket(o->service, o->cid, o->txid)];

	while (*link != i)
		link = &t->e[*link].hash_next;
	*link = o->hash_next;
	*(o->older ? &t->e[o->older].newer : &t->oldest) = o->newer;
	*(o->newer ? &t->e[o->newer].older : &t->newest) = o->older;
	o->hash_next = t->free;
	t->free = i;
}

struct outstanding *table_oldest(struct outstanding_table *t)
{
	return t->oldest ? &t->e[t->oldest] : NULL;
}

struct outstanding *table_newer(struct outstanding_table *t, const struct outstanding *o)
{
	return o->newer ? &t->e[o->newer] : NULL;
}

uint16_t table_txid(struct outstanding_table *t, uint16_t service, uint8_t cid)
{
	uint16_t mask = service == SERVICE_CTL ? 0xFF : 0xFFFF;

	for (unsigned tries = 0; tries <= OUTSTANDING_MAX; tries++) {
		uint16_t txid = ++t->last_txid & mask;

		if (txid != 0 && !table_find(t, service, cid, txid))
			return txid;
	}
	return 0;
}
