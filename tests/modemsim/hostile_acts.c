/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Hostile behaviours that are more than one fault in one frame. */
#include <stdlib.h>
#include <string.h>

#include "hostile.h"
#include "world.h"

enum { MANY = 10000, FLUSH_EACH = 256, GAP_MS = 30, SERVICE_DMS = 2, GET_MODEL = 0x0022 };
enum { NAS_SERVING_SYSTEM = 0x0024, SERVICE_NAS = 3, SYNC = 0x0027, REVOKE = 0x0024 };

static unsigned long amount(const struct act *a, unsigned long otherwise)
{
	return a->n < 0 ? otherwise : (unsigned long)a->n;
}

static void send_frame(struct act *a)
{
	modem_transmit(a->m, (struct cur){ a->f->bytes, a->f->len });
}

/* A small indication of NAS to all. */
static void send_indication(struct modem *m)
{
	static const uint8_t tlvs[] = { 0x01, 6, 0, 1, 1, 1, 2, 1, 8 };

	modem_indicate(m, schema_find(SERVICE_NAS, NAS_SERVING_SYSTEM, true, 0), CLIENTS_BROADCAST,
		       (struct cur){ tlvs, sizeof(tlvs) });
}

/* A well-formed answer to dms.get-model that nobody asked for. */
static void send_answer(struct modem *m, uint16_t txid)
{
	static const uint8_t tlvs[] = { 0x02, 4, 0, 0, 0, 0, 0, 0x01, 3, 0, 's', 'i', 'm' };
	uint8_t cid = clients_next(&m->clients, SERVICE_DMS, 0);

	m->out.type = TYPE_RESPONSE;
	m->out.row = schema_find(SERVICE_DMS, GET_MODEL, false, 0);
	if (modem_build(&m->out, SERVICE_DMS, cid ? cid : 1, txid, GET_MODEL,
			(struct cur){ tlvs, sizeof(tlvs) }))
		modem_transmit(m, (struct cur){ m->out.bytes, m->out.len });
}

bool act_response_to_nothing(struct act *a)
{
	send_answer(a->m, 0xfffe);
	return true;
}

bool act_response_twice(struct act *a)
{
	send_frame(a);
	send_frame(a);
	return true;
}

bool act_silent(struct act *a)
{
	(void)a;
	return true;
}

bool act_late(struct act *a)
{
	modem_delay(a->m, a->f, (uint32_t)amount(a, 1000));
	return true;
}

bool act_indication_first(struct act *a)
{
	static struct frame_out answer;

	memcpy(&answer, a->f, sizeof(answer));
	send_indication(a->m);
	modem_transmit(a->m, (struct cur){ answer.bytes, answer.len });
	return true;
}

bool act_split_by_indication(struct act *a)
{
	static struct frame_out answer;
	size_t half;

	memcpy(&answer, a->f, sizeof(answer));
	half = answer.len / 2;
	modem_transmit(a->m, (struct cur){ answer.bytes, half });
	send_indication(a->m);
	modem_transmit(a->m, (struct cur){ answer.bytes + half, answer.len - half });
	return true;
}

bool act_every_error(struct act *a)
{
	if (a->n < 1)
		a->n = 1;
	if (!mutate_error_code(a->m, a->f, a->n))
		return false;
	a->n++;
	send_frame(a);
	return true;
}

bool act_indication_flood(struct act *a)
{
	for (unsigned long i = amount(a, MANY); i > 0; i--) {
		send_indication(a->m);
		if (i % FLUSH_EACH == 0)
			port_flush(&a->m->port);
	}
	return true;
}

bool act_response_flood(struct act *a)
{
	for (unsigned long i = amount(a, MANY); i > 0; i--) {
		send_answer(a->m, (uint16_t)i);
		if (i % FLUSH_EACH == 0)
			port_flush(&a->m->port);
	}
	return true;
}

/* The same bytes each time, and none of them a marker. */
bool act_garbage(struct act *a)
{
	unsigned long count = amount(a, 4096);
	uint32_t state = 0x2545f491;

	while (count > 0) {
		uint8_t bytes[1024];
		size_t n = count < sizeof(bytes) ? count : sizeof(bytes);

		for (size_t i = 0; i < n; i++) {
			state = state * 1664525u + 1013904223u;
			bytes[i] = (uint8_t)(state >> 24 | 0x04);
		}
		modem_transmit(a->m, (struct cur){ bytes, n });
		count -= n;
	}
	return true;
}

bool act_announce_silence(struct act *a)
{
	unsigned long size = amount(a, 65535);
	uint8_t start[] = { 0x01, (uint8_t)size, (uint8_t)(size >> 8), 0x80 };

	modem_transmit(a->m, (struct cur){ start, sizeof(start) });
	return true;
}

bool act_stall(struct act *a)
{
	port_stall(&a->m->port, true);
	return true;
}

bool act_slow_drip(struct act *a)
{
	port_drip(&a->m->port, (unsigned)amount(a, 1));
	return true;
}

bool act_coalesced(struct act *a)
{
	static struct frame_out answer;

	if (a->f)
		memcpy(&answer, a->f, sizeof(answer));
	for (unsigned long i = amount(a, 16); i > 0; i--)
		send_indication(a->m);
	if (a->f)
		modem_transmit(a->m, (struct cur){ answer.bytes, answer.len });
	return true;
}

bool act_sync(struct act *a)
{
	modem_reset(a->m);
	return true;
}

static void reset_due(void *data)
{
	struct modem *m = data;

	modem_reset(m);
	port_flush(&m->port);
}

/* The two parts come in two reads: so a reader can know that the first is all there is. */
bool act_reset_in_mid_message(struct act *a)
{
	struct modem *m = a->m;
	uint16_t row = schema_find(SERVICE_NAS, NAS_SERVING_SYSTEM, true, 0);

	if (!modem_sample(m, row, CLIENTS_BROADCAST))
		return false;
	modem_transmit(m, (struct cur){ m->out.bytes, m->out.len / 2 });
	port_flush(&m->port);
	osmo_timer_setup(&m->reset_timer, reset_due, m);
	modem_schedule(&m->reset_timer, GAP_MS);
	return true;
}

bool act_revoke(struct act *a)
{
	struct clients *c = &a->m->clients;
	uint8_t tlvs[] = { 0x01, 2, 0, (uint8_t)amount(a, 0), (uint8_t)a->second };

	for (unsigned service = 1; a->n < 0 && service < CLIENTS_SERVICES; service++) {
		uint8_t cid = clients_next(c, (uint8_t)service, 0);

		if (!cid)
			continue;
		tlvs[3] = (uint8_t)service;
		tlvs[4] = cid;
		break;
	}
	if (tlvs[3] == 0)
		return false;
	if (clients_release(c, tlvs[3], tlvs[4]))
		world_client_gone(a->m, tlvs[3], tlvs[4]);
	modem_indicate(a->m, schema_find(0, REVOKE, true, 0), 0,
		       (struct cur){ tlvs, sizeof(tlvs) });
	return true;
}

static void send_sample(struct modem *m, uint16_t row, uint8_t cid)
{
	if (modem_sample(m, row, cid))
		modem_transmit(m, (struct cur){ m->out.bytes, m->out.len });
}

/* SYNC and Revoke are left out: they have names of their own, and would end the rest. */
bool act_everything(struct act *a)
{
	struct modem *m = a->m;

	for (uint16_t row = 0; row < schema_row_count(); row++) {
		const struct service_def *service;
		const struct message_def *def = schema_row(row, &service);

		if (!def->is_indication || service->id == 0 || service->id > 0xff)
			continue;
		send_sample(m, row, CLIENTS_BROADCAST);
		for (uint8_t cid = 0;
		     (cid = clients_next(&m->clients, (uint8_t)service->id, cid)) != 0;)
			send_sample(m, row, cid);
	}
	return true;
}

bool act_disappear(struct act *a)
{
	modem_disappear(a->m, (unsigned)amount(a, 1000));
	return true;
}
