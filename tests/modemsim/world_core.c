/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Client ids, operating mode and registration of the modem, and what happens to it by itself. */
#include <stdio.h>
#include <string.h>

#include "value.h"
#include "world_state.h"

enum { MODE_ONLINE = 0, MODE_LOW_POWER = 1, MODE_OFFLINE = 3, MODE_RESET = 4, MODE_LAST = 6 };
enum { DMS_SET_OPERATING_MODE = 0x002E, RESTART_MS = 300 };

static void allocate_cid(struct modem *m, const struct message *request)
{
	struct cur value = world_request(m, 0x01);
	uint8_t service = world_u8(&value), cid;

	if (!m->clients.pool[service]) {
		world_fail(m, ERROR_INVALID_SERVICE);
		return;
	}
	cid = clients_allocate(&m->clients, service);
	if (!cid)
		world_fail(m, ERROR_IDS_EXHAUSTED);
	else
		world_say(m, request, "allocation-info=(%u,%u)", service, cid);
}

static void release_cid(struct modem *m, const struct message *request)
{
	struct cur value = world_request(m, 0x01);
	uint8_t service = world_u8(&value), cid = world_u8(&value);

	if (!clients_release(&m->clients, service, cid)) {
		world_fail(m, ERROR_INVALID_CLIENT_ID);
		return;
	}
	world_client_gone(m, service, cid);
	world_say(m, request, "release-info=(%u,%u)", service, cid);
}

static void forget_clients(struct modem *m, const struct message *request)
{
	(void)request;
	clients_reset(&m->clients);
	world_client_gone(m, 0, 0);
}

void world_set_registration(struct modem *m, unsigned state)
{
	bool is_home = state == 1;

	store_setf(&m->store, "nas.get-serving-system serving-system=(%u,%u,%u,2,[%s])", state,
		   is_home ? 1 : 2, is_home ? 1 : 2, is_home ? "8" : "");
	store_setf(&m->store, "nas.get-system-info lte-service-status=(%u,%u,1)", is_home ? 2 : 0,
		   is_home ? 2 : 0);
	modem_announce(m, "nas.serving-system", "serving-system=(%u,%u,%u,2,[%s])", state,
		       is_home ? 1 : 2, is_home ? 1 : 2, is_home ? "8" : "");
}

static void set_operating_mode(struct modem *m, const struct message *request)
{
	struct cur value = world_request(m, 0x01);

	(void)request;
	if (world_u8(&value) > MODE_LAST)
		world_fail(m, ERROR_INVALID_ARGUMENT);
}

static void restart_due(void *data)
{
	struct modem *m = data;

	store_setf(&m->store, "dms.get-operating-mode mode=%u", MODE_ONLINE);
	modem_reset(m);
	port_flush(&m->port);
}

void world_core_after(struct modem *m, const struct message *request)
{
	struct cur value = world_request(m, 0x01);
	unsigned mode;

	if (request->service != SERVICE_DMS || request->id != DMS_SET_OPERATING_MODE)
		return;
	mode = world_u8(&value);
	modem_announce(m, "dms.event-report", "operating-mode=%u", mode);
	world_set_registration(m, mode == MODE_ONLINE);
	if (mode == MODE_RESET)
		modem_schedule(&m->world->restart_timer, RESTART_MS);
}

/* Each factory reset and each unlock needs the code that the simulated modem came with. */
static void check_service_code(struct modem *m, const struct message *request)
{
	struct cur code = world_request(m, 0x01);

	(void)request;
	if (code.n < 6 || memcmp(code.p, "000000", 6) != 0)
		world_fail(m, 34); /* AuthenticationFailed */
}

static void set_user_lock(struct modem *m, const struct message *request)
{
	struct cur value = world_request(m, 0x01);
	uint8_t enabled = world_u8(&value);

	(void)request;
	if (value.n != 4 || memcmp(value.p, "1234", 4) != 0)
		world_fail(m, ERROR_INCORRECT_PIN);
	else
		store_setf(&m->store, "dms.get-user-lock-state enabled=%u", enabled);
}

const struct world_row world_core[] = {
	{ "ctl.allocate-cid", allocate_cid },
	{ "ctl.release-cid", release_cid },
	{ "ctl.sync", forget_clients },
	{ "dms.set-operating-mode", set_operating_mode },
	{ "dms.restore-factory-defaults", check_service_code },
	{ "dms.validate-service-programming-code", check_service_code },
	{ "dms.set-user-lock-state", set_user_lock },
	{ NULL, NULL },
};

void world_core_init(struct modem *m)
{
	osmo_timer_setup(&m->world->restart_timer, restart_due, m);
}

static void gone(struct world *w, uint8_t service, uint8_t cid)
{
	(void)clients_release(&w->registered, service, cid);
	if (service == SERVICE_WDS)
		w->handles[cid] = 0;
	if (service == SERVICE_LOC) {
		w->loc_session[cid] = 0;
		w->loc_events[cid] = 0;
	}
}

void world_client_gone(struct modem *m, uint8_t service, uint8_t cid)
{
	struct world *w = m->world;

	if (cid) {
		gone(w, service, cid);
		return;
	}
	clients_reset(&w->registered);
	memset(w->handles, 0, sizeof(w->handles));
	memset(w->loc_session, 0, sizeof(w->loc_session));
	memset(w->loc_events, 0, sizeof(w->loc_events));
}

static bool network_event(struct modem *m, const char *arguments)
{
	static const struct {
		const char *word;
		unsigned state;
	} states[] = { { "searching", 2 }, { "registered", 1 }, { "denied", 3 }, { "lost", 0 } };

	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++) {
		if (strcmp(arguments, states[i].word) != 0)
			continue;
		world_set_registration(m, states[i].state);
		return true;
	}
	return false;
}

static bool signal_event(struct modem *m, const char *arguments)
{
	int dbm;

	if (sscanf(arguments, "%d", &dbm) != 1 || dbm > 0 || dbm < -128)
		return false;
	store_setf(&m->store, "nas.get-signal-strength signal-strength=(%d,8)", dbm);
	store_setf(&m->store, "nas.get-signal-info lte-signal-strength=(%d,-10,-95,120)", dbm);
	modem_announce(m, "nas.event-report", "signal-strength=(%d,8)", dbm);
	modem_announce(m, "nas.signal-info", "lte-signal-strength=(%d,-10,-95,120)", dbm);
	return true;
}

bool world_event(struct modem *m, const char *text, const char **why)
{
	char name[16];
	int end = 0;

	*why = "network searching|registered|denied|lost, signal DBM, disconnect, call NUMBER,"
	       " hangup, card removed|inserted, sms HEX|TEXT, ussd TEXT, fix";
	if (sscanf(text, "%15s %n", name, &end) < 1)
		return false;
	text += end ? (size_t)end : strlen(text);
	if (strcmp(name, "network") == 0)
		return network_event(m, text);
	if (strcmp(name, "signal") == 0)
		return signal_event(m, text);
	return world_calls_event(m, name, text) || world_cards_event(m, name, text) ||
	       world_messages_event(m, name, text);
}
