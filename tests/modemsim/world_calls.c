/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Data calls with their profiles, and voice calls. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "world_state.h"

enum {
	WDS_START_NETWORK = 0x0020,
	WDS_STOP_NETWORK = 0x0021,
	VOICE_DIAL = 0x0020,
	VOICE_END = 0x0021,
	VOICE_ANSWER = 0x0022,
	ERROR_CALL_FAILED = 14,
	CALL_CONVERSATION = 3,
	CALL_INCOMING = 2,
	DISCONNECTED = 1,
	CONNECTED = 2,
};

static bool is_online(const struct modem *m)
{
	const struct answer *a = &m->store.answers[world_row(&m->store, "dms.get-operating-mode")];
	struct cur mode;

	return store_tlv((struct cur){ a->tlvs, a->len }, 0x01, &mode) && mode.n && !mode.p[0];
}

static void start_network(struct modem *m, const struct message *request)
{
	struct world *w = m->world;

	if (w->handles[request->cid]) {
		world_fail(m, ERROR_NO_EFFECT);
		return;
	}
	if (!is_online(m)) {
		/* Reasons beside an error: real modems say why a call failed. */
		world_fail(m, ERROR_CALL_FAILED);
		world_say(m, request, "call-end-reason=3 verbose-call-end-reason=(3,2001)");
		return;
	}
	w->handles[request->cid] = ++w->next_handle;
	world_say(m, request, "packet-data-handle=%u", w->handles[request->cid]);
}

static void stop_network(struct modem *m, const struct message *request)
{
	struct cur value = world_request(m, 0x01);
	uint32_t handle = world_u32(&value), *mine = &m->world->handles[request->cid];

	if (!*mine)
		world_fail(m, ERROR_NO_EFFECT);
	else if (handle != *mine && handle != 0xFFFFFFFF)
		world_fail(m, ERROR_INVALID_HANDLE);
	else
		*mine = 0;
}

static void service_status(struct modem *m, const struct message *request)
{
	world_say(m, request, "connection-status=%u",
		  m->world->handles[request->cid] ? CONNECTED : DISCONNECTED);
}

/* Only the client that started the call sees it. */
static void needs_call(struct modem *m, const struct message *request)
{
	if (!m->world->handles[request->cid])
		world_fail(m, ERROR_OUT_OF_CALL);
}

static struct profile *profile_get(struct modem *m, uint8_t type, uint8_t index)
{
	struct profile *p;

	if (index < 1 || index > MODEM_MAX_PROFILES)
		return NULL;
	p = &m->world->profiles[index - 1];
	return p->is_used && p->type == type ? p : NULL;
}

/* New TLVs of a request over those that a profile has; only what the answer can say is kept. */
static bool profile_change(struct modem *m, struct profile *p)
{
	static uint8_t bytes[WORLD_PROFILE_SIZE];
	struct wtr w = { bytes, sizeof(bytes), 0 }, kept = { p->tlvs, sizeof(p->tlvs), 0 };
	uint16_t row = schema_find(SERVICE_WDS, 0x002B, false, 0);
	struct cur left;

	if (!store_merge((struct cur){ p->tlvs, p->len }, m->request_tlvs, &w))
		return false;
	left = (struct cur){ bytes, w.len };
	while (left.n > 3) {
		uint8_t tag = world_u8(&left);
		struct cur value;
		size_t len = world_u16(&left);

		if (!cur_take(&left, len, &value))
			return false;
		if (tag >= 0x10 && schema_tlv(store_tlvs(row), tag) &&
		    !(wtr_u8(&kept, tag) && wtr_u16(&kept, (uint16_t)len) &&
		      wtr_bytes(&kept, value)))
			return false;
	}
	p->len = kept.len;
	return true;
}

static void create_profile(struct modem *m, const struct message *request)
{
	struct cur value = world_request(m, 0x01);
	uint8_t type = world_u8(&value);

	for (unsigned i = 0; i < MODEM_MAX_PROFILES; i++) {
		struct profile *p = &m->world->profiles[i];

		if (p->is_used)
			continue;
		p->len = 0;
		if (!profile_change(m, p)) {
			world_fail(m, ERROR_INVALID_ARGUMENT);
			return;
		}
		p->is_used = true;
		p->type = type;
		world_say(m, request, "profile-identifier=(%u,%u)", type, i + 1);
		return;
	}
	world_fail(m, ERROR_NO_FREE_PROFILE);
}

static void modify_profile(struct modem *m, const struct message *request)
{
	struct cur value = world_request(m, 0x01);
	uint8_t type = world_u8(&value), index = world_u8(&value);
	struct profile *p = profile_get(m, type, index);

	(void)request;
	if (!p || !profile_change(m, p))
		world_fail(m, ERROR_INVALID_PROFILE);
}

static void delete_profile(struct modem *m, const struct message *request)
{
	struct cur value = world_request(m, 0x01);
	uint8_t type = world_u8(&value), index = world_u8(&value);
	struct profile *p = profile_get(m, type, index);

	(void)request;
	if (p)
		p->is_used = false;
	else
		world_fail(m, ERROR_INVALID_PROFILE);
}

static void list_profiles(struct modem *m, const struct message *request)
{
	char list[4096] = "", hex[600];
	size_t len = 0;
	struct cur wanted = world_request(m, 0x10), name;

	for (unsigned i = 0; i < MODEM_MAX_PROFILES; i++) {
		const struct profile *p = &m->world->profiles[i];

		if (!p->is_used || (wanted.n && p->type != wanted.p[0]))
			continue;
		if (!store_tlv((struct cur){ p->tlvs, p->len }, 0x10, &name) || name.n > 100)
			name = (struct cur){ NULL, 0 };
		len += (size_t)snprintf(list + len, sizeof(list) - len, "%s(%u,%u,%s)",
					len ? "," : "", p->type, i + 1,
					world_hex(name, hex, sizeof(hex)));
	}
	world_say(m, request, "profile-list=[%s]", list);
}

static void profile_settings(struct modem *m, const struct message *request)
{
	struct cur value = world_request(m, 0x01);
	uint8_t type = world_u8(&value), index = world_u8(&value);
	const struct profile *p = profile_get(m, type, index);

	(void)request;
	if (!p) {
		world_fail(m, ERROR_INVALID_PROFILE);
		return;
	}
	m->reply.tlvs.len = 0;
	if (!wtr_bytes(&m->reply.tlvs, (struct cur){ p->tlvs, p->len }))
		world_fail(m, ERROR_INVALID_PROFILE);
}

static void default_profile(struct modem *m, const struct message *request)
{
	struct cur value = world_request(m, 0x01);
	uint8_t type = world_u8(&value), index;

	(void)request;
	(void)world_u8(&value); /* family */
	index = world_u8(&value);
	if (profile_get(m, type, index))
		store_setf(&m->store, "wds.get-default-profile-number index=%u", index);
	else
		world_fail(m, ERROR_INVALID_PROFILE);
}

/* The calls there are, as "id,state,type,direction,.." and "id,presentation,number". */
static void calls_print(struct modem *m, char *info, char *numbers, size_t size)
{
	size_t a = 0, b = 0;

	*info = *numbers = '\0';
	for (unsigned i = 0; i < MODEM_MAX_CALLS; i++) {
		const struct call *c = &m->world->calls[i];

		if (!c->is_used)
			continue;
		a += (size_t)snprintf(info + a, size - a, "%s(%u,%u,0,%u,4,0,0)", a ? "," : "",
				      i + 1, c->state, c->direction);
		b += (size_t)snprintf(numbers + b, size - b, "%s(%u,0,\"%s\")", b ? "," : "",
				      i + 1, c->number);
	}
}

static void calls_announce(struct modem *m)
{
	char info[256], numbers[256];

	calls_print(m, info, numbers, sizeof(info));
	modem_announce(m, "voice.all-call-status",
		       "call-information=[%s] remote-party-number=[%s]", info, numbers);
}

static int call_new(struct modem *m, const char *number, size_t len, unsigned state)
{
	for (int i = 0; i < MODEM_MAX_CALLS; i++) {
		struct call *c = &m->world->calls[i];

		if (c->is_used)
			continue;
		*c = (struct call){ .is_used = true, .state = (uint8_t)state };
		c->direction = state == CALL_INCOMING ? 2 : 1;
		for (size_t at = 0; at < len && at < sizeof(c->number) - 1; at++)
			c->number[at] = strchr("0123456789+*#", number[at]) ? number[at] : '?';
		return i;
	}
	return -1;
}

static void dial(struct modem *m, const struct message *request)
{
	struct cur number = world_request(m, 0x01);
	int id = call_new(m, (const char *)number.p, number.n, CALL_CONVERSATION);

	if (id < 0)
		world_fail(m, ERROR_CALL_FAILED);
	else
		world_say(m, request, "call-id=%d", id + 1);
}

static struct call *call_get(struct modem *m, uint8_t id)
{
	if (id < 1 || id > MODEM_MAX_CALLS || !m->world->calls[id - 1].is_used)
		return NULL;
	return &m->world->calls[id - 1];
}

static void end_or_answer(struct modem *m, const struct message *request)
{
	struct cur value = world_request(m, 0x01);
	uint8_t id = world_u8(&value);
	struct call *c = call_get(m, id);

	if (!c) {
		world_fail(m, ERROR_INVALID_ARGUMENT);
		return;
	}
	if (request->id == VOICE_END)
		c->is_used = false;
	else
		c->state = CALL_CONVERSATION;
	world_say(m, request, "call-id=%u", id);
}

static void all_calls(struct modem *m, const struct message *request)
{
	char info[256], numbers[256];

	calls_print(m, info, numbers, sizeof(info));
	if (*info)
		world_say(m, request, "call-information=[%s] remote-party-number=[%s]", info,
			  numbers);
}

const struct world_row world_calls[] = {
	{ "wds.start-network", start_network },
	{ "wds.stop-network", stop_network },
	{ "wds.get-packet-service-status", service_status },
	{ "wds.get-current-settings", needs_call },
	{ "wds.get-packet-statistics", needs_call },
	{ "wds.create-profile", create_profile },
	{ "wds.modify-profile", modify_profile },
	{ "wds.delete-profile", delete_profile },
	{ "wds.get-profile-list", list_profiles },
	{ "wds.get-profile-settings", profile_settings },
	{ "wds.set-default-profile-number", default_profile },
	{ "voice.dial-call", dial },
	{ "voice.end-call", end_or_answer },
	{ "voice.answer-call", end_or_answer },
	{ "voice.get-all-call-info", all_calls },
	{ NULL, NULL },
};

static void status_indicate(struct modem *m, uint8_t cid, unsigned status)
{
	const char *why;
	uint16_t row = world_row(&m->store, "@wds.packet-service-status");

	if (!modem_indicate_text(m, row, cid,
				 status == CONNECTED ? "connection-status=(2,0)" :
						       "connection-status=(1,0) call-end-reason=2",
				 &why))
		abort();
}

void world_calls_after(struct modem *m, const struct message *request)
{
	if (request->service == SERVICE_WDS && request->id == WDS_START_NETWORK)
		status_indicate(m, request->cid, CONNECTED);
	if (request->service == SERVICE_WDS && request->id == WDS_STOP_NETWORK)
		status_indicate(m, request->cid, DISCONNECTED);
	if (request->service == SERVICE_VOICE && request->id >= VOICE_DIAL &&
	    request->id <= VOICE_ANSWER)
		calls_announce(m);
}

static void disconnect_all(struct modem *m)
{
	for (unsigned cid = 1; cid < CLIENTS_BROADCAST; cid++) {
		if (!m->world->handles[cid])
			continue;
		m->world->handles[cid] = 0;
		status_indicate(m, (uint8_t)cid, DISCONNECTED);
	}
}

bool world_calls_event(struct modem *m, const char *name, const char *arguments)
{
	if (strcmp(name, "disconnect") == 0) {
		disconnect_all(m);
		return true;
	}
	if (strcmp(name, "call") == 0) {
		if (call_new(m, arguments, strlen(arguments), CALL_INCOMING) < 0)
			return false;
		calls_announce(m);
		return true;
	}
	if (strcmp(name, "hangup") != 0)
		return false;
	memset(m->world->calls, 0, sizeof(m->world->calls));
	calls_announce(m);
	return true;
}

static void profile_set(struct profile *p, const char *name, uint8_t pdp_type)
{
	struct wtr w = { p->tlvs, sizeof(p->tlvs), 0 };
	struct cur text = { (const uint8_t *)name, strlen(name) };

	p->is_used = true;
	if (!wtr_u8(&w, 0x10) || !wtr_u16(&w, (uint16_t)text.n) || !wtr_bytes(&w, text) ||
	    !wtr_u8(&w, 0x11) || !wtr_u16(&w, 1) || !wtr_u8(&w, pdp_type) || !wtr_u8(&w, 0x14) ||
	    !wtr_u16(&w, (uint16_t)text.n) || !wtr_bytes(&w, text) || !wtr_u8(&w, 0x1D) ||
	    !wtr_u16(&w, 1) || !wtr_u8(&w, 0))
		abort();
	p->len = w.len;
}

void world_calls_init(struct world *w)
{
	w->next_handle = 0x10000000;
	profile_set(&w->profiles[0], "internet.test", 0);
	profile_set(&w->profiles[1], "ims.test", 3);
}
