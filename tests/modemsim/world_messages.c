/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The store of short messages, positions, and carrier configurations. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "world_state.h"

enum { TAG_READ = 0, TAG_NOT_READ = 1, TAG_SENT = 2, TAG_NOT_SENT = 3 };
enum { FORMAT_GSM = 6, STORAGE_NV = 1, FIX_MS = 1000 };
enum { EVENT_POSITION = 1, EVENT_SATELLITES = 2, EVENT_NMEA = 4 };

static struct sms *sms_get(struct modem *m, uint8_t storage, uint32_t index)
{
	struct sms *s;

	if (index >= MODEM_MAX_SMS)
		return NULL;
	s = &m->world->sms[index];
	return s->is_used && s->storage == storage ? s : NULL;
}

/* The index, or -1 where the store is full or the message too long. */
static int sms_put(struct modem *m, uint8_t storage, uint8_t tag, uint8_t format, struct cur pdu)
{
	for (int i = 0; i < MODEM_MAX_SMS && pdu.n <= WORLD_SMS_SIZE; i++) {
		struct sms *s = &m->world->sms[i];

		if (s->is_used)
			continue;
		*s = (struct sms){ true, storage, tag, format, pdu.n, { 0 } };
		memcpy(s->pdu, pdu.p, pdu.n);
		return i;
	}
	return -1;
}

static void raw_write(struct modem *m, const struct message *request)
{
	struct cur value = world_request(m, 0x01);
	uint8_t storage = world_u8(&value), format = world_u8(&value);
	int index;

	(void)world_u16(&value); /* length */
	index = sms_put(m, storage, TAG_NOT_SENT, format, value);
	if (index < 0)
		world_fail(m, ERROR_STORAGE_FULL);
	else
		world_say(m, request, "memory-index=%d", index);
}

static void raw_read(struct modem *m, const struct message *request)
{
	struct cur value = world_request(m, 0x01);
	uint8_t storage = world_u8(&value);
	struct sms *s = sms_get(m, storage, world_u32(&value));
	char hex[2 * WORLD_SMS_SIZE + 8];

	if (!s) {
		world_fail(m, ERROR_NO_ENTRY);
		return;
	}
	world_say(m, request, "raw-message-data=(%u,%u,%s)", s->tag, s->format,
		  world_hex((struct cur){ s->pdu, s->len }, hex, sizeof(hex)));
	if (s->tag == TAG_NOT_READ)
		s->tag = TAG_READ;
}

static void list_messages(struct modem *m, const struct message *request)
{
	struct cur value = world_request(m, 0x01), tag = world_request(m, 0x11);
	uint8_t storage = world_u8(&value);
	char list[MODEM_MAX_SMS * 16] = "";
	size_t len = 0;

	for (unsigned i = 0; i < MODEM_MAX_SMS; i++) {
		const struct sms *s = &m->world->sms[i];

		if (s->is_used && s->storage == storage && (!tag.n || tag.p[0] == s->tag))
			len += (size_t)snprintf(list + len, sizeof(list) - len, "%s(%u,%u)",
						len ? "," : "", i, s->tag);
	}
	world_say(m, request, "message-list=[%s]", list);
}

static void delete_messages(struct modem *m, const struct message *request)
{
	struct cur value = world_request(m, 0x01), index = world_request(m, 0x10);
	struct cur tag = world_request(m, 0x11);
	uint8_t storage = world_u8(&value);
	uint32_t wanted = index.n ? world_u32(&index) : UINT32_MAX;
	bool found = false;

	(void)request;
	for (uint32_t i = 0; i < MODEM_MAX_SMS; i++) {
		struct sms *s = sms_get(m, storage, i);

		if (!s || (wanted != UINT32_MAX && wanted != i) || (tag.n && tag.p[0] != s->tag))
			continue;
		s->is_used = false;
		found = true;
	}
	if (!found && wanted != UINT32_MAX)
		world_fail(m, ERROR_NO_ENTRY);
}

static void modify_tag(struct modem *m, const struct message *request)
{
	struct cur value = world_request(m, 0x01);
	uint8_t storage = world_u8(&value);
	struct sms *s = sms_get(m, storage, world_u32(&value));

	(void)request;
	if (s)
		s->tag = world_u8(&value);
	else
		world_fail(m, ERROR_NO_ENTRY);
}

static void raw_send(struct modem *m, const struct message *request)
{
	struct cur value = world_request(m, 0x01);

	(void)world_u8(&value);
	if (world_u16(&value) == 0) {
		world_fail(m, ERROR_INVALID_ARGUMENT);
		return;
	}
	world_say(m, request, "message-id=%u", ++m->world->next_message_id);
}

static void send_stored(struct modem *m, const struct message *request)
{
	struct cur value = world_request(m, 0x01);
	uint8_t storage = world_u8(&value);
	struct sms *s = sms_get(m, storage, world_u32(&value));

	if (!s) {
		world_fail(m, ERROR_NO_ENTRY);
		return;
	}
	s->tag = TAG_SENT;
	world_say(m, request, "message-id=%u", ++m->world->next_message_id);
}

static bool engine_runs(const struct world *w)
{
	for (size_t cid = 0; cid < 256; cid++)
		if (w->loc_session[cid])
			return true;
	return false;
}

static void fix_send(struct modem *m)
{
	static const struct {
		uint64_t event;
		const char *name;
	} reports[] = {
		{ EVENT_POSITION, "@loc.position-report" },
		{ EVENT_SATELLITES, "@loc.gnss-sv-info" },
		{ EVENT_NMEA, "@loc.nmea" },
	};

	for (uint8_t cid = 0; (cid = clients_next(&m->clients, SERVICE_LOC, cid)) != 0;) {
		for (size_t i = 0; i < sizeof(reports) / sizeof(reports[0]); i++) {
			uint16_t row = world_row(&m->store, reports[i].name);
			const struct answer *a = &m->store.answers[row];

			if (m->world->loc_events[cid] & reports[i].event)
				modem_indicate(m, row, cid, (struct cur){ a->tlvs, a->len });
		}
	}
}

static void fix_due(void *data)
{
	struct modem *m = data;

	if (!engine_runs(m->world))
		return;
	fix_send(m);
	port_flush(&m->port);
	modem_schedule(&m->world->loc_timer, FIX_MS);
}

static void loc_register(struct modem *m, const struct message *request)
{
	struct cur value = world_request(m, 0x01);
	uint64_t mask = 0;

	if (cur_le(&value, 8, &mask))
		m->world->loc_events[request->cid] = mask;
}

static void loc_start(struct modem *m, const struct message *request)
{
	struct cur value = world_request(m, 0x01);

	m->world->loc_session[request->cid] = (uint8_t)(world_u8(&value) | 1);
	modem_schedule(&m->world->loc_timer, FIX_MS);
}

static void loc_stop(struct modem *m, const struct message *request)
{
	if (!m->world->loc_session[request->cid])
		world_fail(m, ERROR_INVALID_ARGUMENT);
	m->world->loc_session[request->cid] = 0;
}

static void pdc_load(struct modem *m, const struct message *request)
{
	struct cur value = world_request(m, 0x01), id;
	uint32_t total, *received = &m->world->pdc_received;
	char text[128];
	const char *why;

	(void)request;
	(void)world_u32(&value); /* type */
	if (!cur_take(&value, world_u8(&value), &id))
		return;
	total = world_u32(&value);
	*received += world_u16(&value);
	snprintf(text, sizeof(text), "indication-result=0 received=%u remaining-size=%u", *received,
		 *received < total ? total - *received : 0);
	if (!store_change(&m->store, world_row(&m->store, "@pdc.load-config"), text, &why))
		abort();
	if (*received >= total)
		*received = 0;
}

const struct world_row world_messages[] = {
	{ "wms.raw-write", raw_write },
	{ "wms.raw-read", raw_read },
	{ "wms.list-messages", list_messages },
	{ "wms.delete", delete_messages },
	{ "wms.modify-tag", modify_tag },
	{ "wms.raw-send", raw_send },
	{ "wms.send-from-memory-storage", send_stored },
	{ "loc.register-events", loc_register },
	{ "loc.start", loc_start },
	{ "loc.stop", loc_stop },
	{ "pdc.load-config", pdc_load },
	{ NULL, NULL },
};

static bool sms_event(struct modem *m, const char *arguments)
{
	uint8_t pdu[WORLD_SMS_SIZE];
	size_t len = 0;
	unsigned byte;
	int index, used;

	while (len < sizeof(pdu) && sscanf(arguments, "%2x%n", &byte, &used) == 1 && used == 2) {
		pdu[len++] = (uint8_t)byte;
		arguments += used;
	}
	if (*arguments || !len)
		return false;
	index = sms_put(m, STORAGE_NV, TAG_NOT_READ, FORMAT_GSM, (struct cur){ pdu, len });
	if (index < 0)
		return false;
	modem_announce(m, "wms.event-report", "mt-message=(%d,%d)", STORAGE_NV, index);
	return true;
}

bool world_messages_event(struct modem *m, const char *name, const char *arguments)
{
	if (strcmp(name, "sms") == 0)
		return sms_event(m, arguments);
	if (strcmp(name, "fix") == 0) {
		fix_send(m);
		return true;
	}
	if (strcmp(name, "ussd") != 0 || strpbrk(arguments, "\"\\"))
		return false;
	modem_announce(m, "voice.ussd", "user-action=1 uss-data=(1,\"%.180s\")", arguments);
	return true;
}

/* One message lies in the store from the start: a test message from +15550123, "hello". */
void world_messages_init(struct modem *m)
{
	static const uint8_t pdu[] = { 0x07, 0x91, 0x51, 0x55, 0x05, 0x10, 0x00, 0xf0, 0x04,
				       0x0b, 0x91, 0x51, 0x55, 0x05, 0x10, 0x32, 0xf4, 0x00,
				       0x00, 0x42, 0x10, 0x10, 0x21, 0x00, 0x00, 0x40, 0x05,
				       0xe8, 0x32, 0x9b, 0xfd, 0x06 };

	osmo_timer_setup(&m->world->loc_timer, fix_due, m);
	(void)sms_put(m, STORAGE_NV, TAG_NOT_READ, FORMAT_GSM, (struct cur){ pdu, sizeof(pdu) });
}
