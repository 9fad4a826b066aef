/* SPDX-License-Identifier: GPL-2.0-or-later */
/* State of the modem: handlers by message, values that one request sets and another answers. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "value.h"
#include "world_state.h"

enum { SUPPORTED_MESSAGES = 0x001E };

/* Set and get with the same shape on the wire. "@": an indication. */
static const struct world_copy copies[] = {
	{ "dms.set-operating-mode", "mode", "dms.get-operating-mode", "mode" },
	{ "dms.write-user-data", "user-data", "dms.read-user-data", "user-data" },
	{ "dms.set-boot-image-download-mode", "mode", "dms.get-boot-image-download-mode", "mode" },
	{ "dms.set-alt-net-config", "config", "dms.get-alt-net-config", "config" },
	{ "nas.set-preferred-networks", "preferred-networks", "nas.get-preferred-networks",
	  "preferred-networks" },
	{ "nas.set-technology-preference", "current", "nas.get-technology-preference", "active" },
	{ "nas.set-system-selection-preference", "mode-preference",
	  "nas.get-system-selection-preference", "mode-preference" },
	{ "nas.set-system-selection-preference", "band-preference",
	  "nas.get-system-selection-preference", "band-preference" },
	{ "nas.set-system-selection-preference", "roaming-preference",
	  "nas.get-system-selection-preference", "roaming-preference" },
	{ "nas.set-system-selection-preference", "lte-band-preference",
	  "nas.get-system-selection-preference", "lte-band-preference" },
	{ "nas.set-system-selection-preference", "usage-preference",
	  "nas.get-system-selection-preference", "usage-preference" },
	{ "nas.set-system-selection-preference", "acquisition-order-preference",
	  "nas.get-system-selection-preference", "acquisition-order-preference" },
	{ "wds.set-autoconnect-settings", "status", "wds.get-autoconnect-settings", "status" },
	{ "wds.set-autoconnect-settings", "roaming", "wds.get-autoconnect-settings", "roaming" },
	{ "wds.bind-subscription", "subscription-id", "wds.get-bind-subscription",
	  "subscription-id" },
	{ "wds.set-lte-attach-pdn-list", "list", "wds.get-lte-attach-pdn-list", "current-list" },
	{ "wms.set-routes", "route-list", "wms.get-routes", "route-list" },
	{ "wms.set-routes", "transfer-status-report", "wms.get-routes", "transfer-status-report" },
	{ "wda.set-data-format", "qos-format", "wda.get-data-format", "qos-format" },
	{ "wda.set-data-format", "link-layer-protocol", "wda.get-data-format",
	  "link-layer-protocol" },
	{ "wda.set-data-format", "uplink-data-aggregation-protocol", "wda.get-data-format",
	  "uplink-data-aggregation-protocol" },
	{ "wda.set-data-format", "downlink-data-aggregation-protocol", "wda.get-data-format",
	  "downlink-data-aggregation-protocol" },
	{ "ctl.set-data-format", "protocol", "ctl.set-data-format", "protocol" },
	{ "uim.register-events", "event-registration-mask", "uim.register-events",
	  "event-registration-mask" },
	{ "pbm.indication-register", "event-registration-mask", "pbm.indication-register",
	  "event-registration-mask" },
	{ "sar.rf-set-state", "state", "sar.rf-get-state", "state" },
	{ "gms.test-set-value", "test-mandatory-value", "gms.test-get-value",
	  "test-mandatory-value" },
	{ "gms.test-set-value", "test-optional-value", "gms.test-get-value",
	  "test-optional-value" },
	{ "gas.dms-set-usb-composition", "usb-composition", "gas.dms-get-usb-composition",
	  "usb-composition" },
	{ "oma.set-feature-setting", "hfa-feature-config", "oma.get-feature-setting",
	  "hfa-feature-config" },
	{ "pds.set-auto-tracking-state", "state", "pds.get-auto-tracking-state", "state" },
	{ "pds.set-default-tracking-session", "info", "pds.get-default-tracking-session", "info" },
	{ "pds.set-agps-config", "location-server-url", "pds.get-agps-config",
	  "location-server-url" },
	{ "loc.set-engine-lock", "lock-type", "@loc.get-engine-lock", "lock-type" },
	{ "loc.set-nmea-types", "nmea-types", "@loc.get-nmea-types", "nmea-types" },
	{ "loc.set-operation-mode", "operation-mode", "@loc.get-operation-mode",
	  "operation-mode" },
	{ "loc.set-server", "url", "@loc.get-server", "url" },
};

uint16_t world_row(const struct store *s, const char *name)
{
	bool is_indication = *name == '@';
	const char *text = name + is_indication, *why;

	return store_find(s, &text, is_indication, &why);
}

static uint8_t tag_of(const struct tlv_set *set, const char *name)
{
	for (size_t i = 0; i < set->n; i++)
		if (strcmp(set->rows[i].name, name) == 0)
			return set->rows[i].tag;
	fprintf(stderr, "no TLV %s\n", name);
	abort();
}

static void bind_copies(struct world *w, const struct store *s)
{
	for (size_t i = 0; i < sizeof(copies) / sizeof(copies[0]); i++) {
		struct bound_copy *b = &w->copies[w->copy_count];

		if (w->copy_count >= WORLD_MAX_COPIES)
			abort();
		b->from = world_row(s, copies[i].from);
		b->to = world_row(s, copies[i].to);
		if (b->from == ROW_NONE || b->to == ROW_NONE)
			abort();
		b->from_tag = tag_of(&schema_row(b->from, NULL)->tlvs[TYPE_REQUEST],
				     copies[i].from_tlv);
		b->to_tag = tag_of(store_tlvs(b->to), copies[i].to_tlv);
		w->copy_count++;
	}
}

static void bind_handlers(struct world *w, const struct store *s, const struct world_row *rows)
{
	for (; rows->name; rows++) {
		uint16_t row = world_row(s, rows->name);

		if (row == ROW_NONE) {
			fprintf(stderr, "no message %s\n", rows->name);
			abort();
		}
		w->handlers[row] = rows->run;
	}
}

/* Requests that ask for indications: registered clients hear announcements. */
static void bind_registrations(struct world *w)
{
	static const char *const names[] = { "set-event-report", "indication-register",
					     "register-indications", "register-events",
					     "register" };

	for (uint16_t row = 0; row < schema_row_count(); row++) {
		const struct message_def *def = schema_row(row, NULL);

		for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
			if (!def->is_indication && strcmp(def->name, names[i]) == 0)
				w->registers[row] = true;
	}
}

struct world *world_new(struct modem *m)
{
	struct world *w = calloc(1, sizeof(*w));

	if (!w)
		return NULL;
	m->world = w;
	bind_copies(w, &m->store);
	bind_registrations(w);
	bind_handlers(w, &m->store, world_core);
	bind_handlers(w, &m->store, world_calls);
	bind_handlers(w, &m->store, world_cards);
	bind_handlers(w, &m->store, world_messages);
	bind_handlers(w, &m->store, world_tunnel);
	world_core_init(m);
	world_calls_init(w);
	world_cards_init(w);
	world_messages_init(m);
	return w;
}

void world_free(struct world *w)
{
	if (!w)
		return;
	osmo_timer_del(&w->loc_timer);
	osmo_timer_del(&w->restart_timer);
	free(w);
}

/* The requests that a service has an answer to, a bit each. */
static void list_messages(struct modem *m, const struct message *request)
{
	uint8_t bits[32] = { 0 };
	size_t top = 0;

	for (uint16_t row = 0; row < schema_row_count(); row++) {
		const struct service_def *service;
		const struct message_def *def = schema_row(row, &service);

		if (service->id != request->service || def->is_indication ||
		    !m->store.answers[row].is_set || def->id >= sizeof(bits) * 8)
			continue;
		bits[def->id / 8] |= (uint8_t)(1u << def->id % 8);
		if (def->id / 8u >= top)
			top = def->id / 8u + 1;
	}
	m->reply.tlvs.len = 0;
	if (!wtr_u8(&m->reply.tlvs, 0x10) || !wtr_u16(&m->reply.tlvs, (uint16_t)(top + 2)) ||
	    !wtr_u16(&m->reply.tlvs, (uint16_t)top) ||
	    !wtr_bytes(&m->reply.tlvs, (struct cur){ bits, top }))
		abort();
}

/* The value of one request becomes the value of another's answer. */
static void copy_values(struct modem *m, const struct message *request)
{
	const struct world *w = m->world;
	struct cur value;

	for (size_t i = 0; i < w->copy_count; i++) {
		const struct bound_copy *b = &w->copies[i];

		if (b->from != request->row ||
		    !store_tlv(m->request_tlvs, b->from_tag, &value))
			continue;
		if (!store_replace(&m->store, b->to, b->to_tag, value))
			abort();
	}
}

void world_fail(struct modem *m, uint16_t error)
{
	m->reply.error = error;
	m->reply.tlvs.len = 0;
}

void world_say(struct modem *m, const struct message *request, const char *format, ...)
{
	static uint8_t bytes[STORE_MAX_TLVS];
	struct wtr changes = { bytes, sizeof(bytes), 0 }, merged;
	static uint8_t old[STORE_MAX_TLVS];
	char buffer[8192];
	const char *text = buffer, *why = "";
	va_list args;
	size_t len = m->reply.tlvs.len;

	va_start(args, format);
	vsnprintf(buffer, sizeof(buffer), format, args);
	va_end(args);
	for (value_skip_blanks(&text); *text; value_skip_blanks(&text)) {
		if (!value_encode_tlv(store_tlvs(request->row), &text, &changes, &why)) {
			fprintf(stderr, "%s: expected %s\n", buffer, why);
			abort();
		}
	}
	memcpy(old, m->reply.bytes, len);
	merged = (struct wtr){ m->reply.bytes, sizeof(m->reply.bytes), 0 };
	if (!store_merge((struct cur){ old, len }, (struct cur){ bytes, changes.len }, &merged))
		abort();
	m->reply.tlvs = merged;
}

void world_apply(struct modem *m, const struct message *request)
{
	world_handler run = m->world->handlers[request->row];

	if (m->reply.error != ERROR_NONE)
		return;
	if (run)
		run(m, request);
	else if (request->id == SUPPORTED_MESSAGES && request->service != 0)
		list_messages(m, request);
	if (m->reply.error != ERROR_NONE)
		return;
	copy_values(m, request);
	if (m->world->registers[request->row])
		clients_take(&m->world->registered, (uint8_t)request->service, request->cid);
}

bool world_is_registered(const struct modem *m, uint8_t service, uint8_t cid)
{
	return clients_holds(&m->world->registered, service, cid);
}

struct cur world_request(const struct modem *m, uint8_t tag)
{
	struct cur value;

	return store_tlv(m->request_tlvs, tag, &value) ? value : (struct cur){ NULL, 0 };
}

uint8_t world_u8(struct cur *value)
{
	uint8_t v;

	return cur_u8(value, &v) ? v : 0;
}

uint16_t world_u16(struct cur *value)
{
	uint16_t v;

	return cur_u16(value, &v) ? v : 0;
}

uint32_t world_u32(struct cur *value)
{
	uint32_t v;

	return cur_u32(value, &v) ? v : 0;
}

const char *world_hex(struct cur bytes, char *text, size_t size)
{
	size_t at = 2;

	strcpy(text, "x\"");
	for (size_t i = 0; i < bytes.n && at + 4 < size; i++, at += 2)
		snprintf(text + at, 3, "%02x", bytes.p[i]);
	strcpy(text + at, "\"");
	return text;
}

/* A token in the request is the token in what comes later. */
static void second_step(struct modem *m, const struct message *request, uint16_t row)
{
	const struct answer *a = &m->store.answers[row];
	const struct tlv_set *set = store_tlvs(row);
	static uint8_t bytes[STORE_MAX_TLVS];
	struct wtr w = { bytes, sizeof(bytes), 0 };
	uint8_t changes[16];
	struct wtr c = { changes, sizeof(changes), 0 };
	struct cur token;

	for (size_t i = 0; i < set->n; i++)
		if (strcmp(set->rows[i].name, "token") == 0 &&
		    store_tlv(m->request_tlvs, set->rows[i].tag, &token) && token.n == 4 &&
		    !(wtr_u8(&c, set->rows[i].tag) && wtr_u16(&c, 4) && wtr_bytes(&c, token)))
			abort();
	if (!store_merge((struct cur){ a->tlvs, a->len }, (struct cur){ changes, c.len }, &w))
		abort();
	modem_indicate(m, row, request->cid, (struct cur){ bytes, w.len });
}

void world_after(struct modem *m, const struct message *request)
{
	uint16_t row = schema_find(request->service, request->id, true, m->store.vendor);
	bool is_two_step = request->service == SERVICE_LOC || request->service == SERVICE_PDC ||
			   (request->service == SERVICE_VOICE && request->id == 0x0043) ||
			   (request->service == SERVICE_WDS && request->id == 0x0093);

	if (m->reply.error == ERROR_NONE && is_two_step && row != ROW_NONE &&
	    m->store.answers[row].is_set)
		second_step(m, request, row);
	if (m->reply.error == ERROR_NONE) {
		world_core_after(m, request);
		world_calls_after(m, request);
	}
}
