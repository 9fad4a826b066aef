/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Client ids: a strict book per service of which ones are allocated. */
#pragma once

#include <stdbool.h>
#include <stdint.h>

enum { CLIENTS_BROADCAST = 255, CLIENTS_SERVICES = 256, CLIENTS_DEFAULT_POOL = 32 };

/* A service with pool size 0 cannot be allocated. */
struct clients {
	uint8_t pool[CLIENTS_SERVICES]; /* how many ids a service has: 1 to pool */
	uint8_t used[CLIENTS_SERVICES][32];
};

/* Forgets all ids. Pools stay. */
void clients_reset(struct clients *c);
/* The lowest free id of a service; 0 where the pool is exhausted. */
uint8_t clients_allocate(struct clients *c, uint8_t service);
/* Notes one id as used. */
void clients_take(struct clients *c, uint8_t service, uint8_t cid);
/* False where that id is not allocated. */
bool clients_release(struct clients *c, uint8_t service, uint8_t cid);
bool clients_holds(const struct clients *c, uint8_t service, uint8_t cid);
/* The lowest allocated id above `cid`; 0 where there is none. */
uint8_t clients_next(const struct clients *c, uint8_t service, uint8_t cid);
