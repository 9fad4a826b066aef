// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The warden's clients. A place in a gate goes round: free, served, (drained,) ending, leaving,
 * free. It is given to the next client only when its reader is dead and its gate has let go of it.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "warden.h"

bool warden_client_has_place(const struct unit *u)
{
	unsigned used = 0;

	for (unsigned i = 0; i < GATE_SLOTS; i++)
		used += u->slots[i].state != SLOT_FREE;
	if (u->link == UINT16_MAX)
		return used < GATE_SLOTS;
	return used < u->warden->rules->limits[LIMIT_CLIENTS];
}

static struct slot *find_place(struct unit *u)
{
	for (unsigned i = 0; i < GATE_SLOTS; i++)
		if (u->slots[i].state == SLOT_FREE && !spawn_is_alive(&u->slots[i].reader))
			return &u->slots[i];
	return NULL;
}

/* The reader is dead, so nothing more is said in this client's name: the gate may let go. */
static void leave(struct slot *s)
{
	struct control c = { .kind = CONTROL_GONE, .link = s->unit->link, .slot = s->number };

	osmo_timer_del(&s->timer);
	/* One that closed it by itself may have opened it again. */
	if (s->pty && s->state != SLOT_DRAINED && !s->has_left)
		warden_pty_hang_up(s->pty);
	if (s->pty)
		warden_pty_watch(s->pty, false);
	if (s->client >= 0) {
		shutdown(s->client, SHUT_RDWR);
		close(s->client);
		s->client = -1;
	}
	s->state = SLOT_LEAVING;
	warden_unit_tell(s->unit, &c, -1);
}

void warden_client_end(struct slot *s)
{
	switch (s->state) {
	case SLOT_SERVED:
	case SLOT_SWAPPED:
		s->state = SLOT_ENDING;
		if (s->client >= 0)
			shutdown(s->client, SHUT_RDWR);
		spawn_kill(&s->reader);
		break;
	case SLOT_DRAINED:
		leave(s);
		break;
	case SLOT_FREE:
	case SLOT_ENDING:
	case SLOT_LEAVING:
		break;
	}
}

static void on_drain_timeout(void *data)
{
	warden_client_end(data);
}

static int start_reader(struct slot *s);

/* The gate waits for this before the client may go on. */
static void tell_of_swap(const struct slot *s)
{
	const struct control c = { .kind = CONTROL_SWAPPED,
				   .link = s->unit->link,
				   .slot = s->number };

	warden_unit_tell(s->unit, &c, -1);
}

static void on_reader_died(struct process *p, const siginfo_t *how)
{
	struct slot *s = p->owner;
	struct unit *u = s->unit;
	const struct death d = { u, s, "reader", REASON_READER_DIED, s->number, how };
	const bool was_swapped = s->state == SLOT_SWAPPED;

	if (u->state == UNIT_ENDING) {
		warden_unit_check(u);
		return;
	}
	if (was_swapped)
		s->state = SLOT_SERVED;
	if (was_swapped && !spawn_meant_it(how) && start_reader(s) == 0) {
		tell_of_swap(s);
		return;
	}
	if (s->state == SLOT_SERVED && spawn_meant_it(how)) {
		/* The client has sent its last; the gate evicts it when that is answered. */
		s->state = SLOT_DRAINED;
		osmo_timer_setup(&s->timer, on_drain_timeout, s);
		warden_arm(&s->timer, 1000 * u->warden->rules->limits[LIMIT_ANSWER]);
		if (was_swapped)
			tell_of_swap(s);
		return;
	}
	if (s->state == SLOT_SERVED)
		warden_audit_death(u->warden, &d);
	leave(s);
}

static bool may_enter_text(const struct ruleset *rules, uint16_t role)
{
	return role < rules->n_roles && (rules->roles[role].grants & AT_GRANT_TEXT);
}

/* What the reader of a client is told, besides sizes: see control.h. */
static void choose_words(const struct slot *s, const char *words[4])
{
	const struct unit *u = s->unit;
	const char *protocol = warden_port_protocol(u);
	unsigned n = 0;

	if (u->link == UINT16_MAX)
		words[n++] = "once";
	if (protocol)
		words[n++] = protocol;
	if (s->is_raw)
		words[n++] = "raw";
	else if (protocol && s->may_text)
		words[n++] = "text";
	if (s->pty)
		words[n++] = "pty";
}

/* In the lobby, what a link would take at most: the first frame opens a device, and is short. */
static int start_reader(struct slot *s)
{
	struct unit *u = s->unit;
	const bool is_lobby = u->link == UINT16_MAX;
	char max[16], vendor[16], trace[32];
	const enum program program = warden_port_reader(u);
	const char *argv[] = {
		programs[program].name, "client", max, vendor, trace, NULL, NULL, NULL, NULL, NULL
	};
	struct spawn spawn;

	s->may_text = may_enter_text(u->warden->rules, s->role);
	choose_words(s, &argv[5]);
	snprintf(max, sizeof(max), "%u", is_lobby ? 4096 : u->device.max_write);
	snprintf(vendor, sizeof(vendor), "%u", is_lobby ? 0 : u->device.vendor);
	snprintf(trace, sizeof(trace), "trace=%u", warden_crash_page(u, s->number));
	warden_spawn_init(program, argv, &spawn);
	spawn_add_fd(&spawn, warden_crash_fd(), READER_FD_TRACE);
	spawn_add_fd(&spawn, s->client, ROOM_FD_CONTROL);
	spawn_add_fd(&spawn, s->channel, ROOM_FD_OUT);
	return spawn_start(&s->reader, &spawn, on_reader_died, s);
}

static void tell_of_client(const struct slot *s, const struct seat *seat)
{
	struct control c = {
		.kind = CONTROL_CLIENT,
		.flavour = seat->flavour,
		.opened = seat->opened,
		.marker = seat->marker,
		.slot = s->number,
		.link = s->unit->link,
		.role = seat->role,
		.txid = seat->txid,
		.uid = seat->peer->uid,
		.gid = seat->peer->gid,
		.pid = seat->peer->pid,
	};

	memcpy(c.exe, seat->peer->exe, sizeof(c.exe));
	warden_unit_tell(s->unit, &c, s->client);
}

enum reason warden_client_seat(struct unit *u, const struct seat *seat)
{
	struct slot *s;

	if (u->state != UNIT_UP)
		return REASON_DEVICE_ABSENT;
	s = warden_client_has_place(u) ? find_place(u) : NULL;
	if (!s)
		return REASON_TOO_MANY_CLIENTS;
	s->client = seat->client;
	s->peer = *seat->peer;
	s->role = seat->role;
	s->flavour = seat->flavour;
	s->since_ms = warden_now_ms();
	s->is_raw = s->has_left = false;
	s->pty = seat->pty;
	if (s->pty)
		s->pty->slot = s;
	s->state = SLOT_SERVED;
	tell_of_client(s, seat); /* before its reader runs, so that the gate knows the place */
	if (u->state != UNIT_UP)
		return REASON_OK; /* the gate did not listen: the client went down with it */
	if (start_reader(s) < 0) {
		warden_audit_client(u->warden, u, s, REASON_TOO_MANY_CLIENTS);
		leave(s);
	}
	return REASON_OK;
}

static void refuse_route(struct slot *s, const struct control *asked, enum reason reason)
{
	struct control c = *asked;

	c.kind = CONTROL_REFUSED;
	c.reason = (uint16_t)reason;
	warden_unit_tell(s->unit, &c, -1);
}

/* From the lobby to the link that the client named. */
static void route(struct slot *s, const struct control *c)
{
	struct warden *w = s->unit->warden;
	struct seat seat = { .client = s->client,
			     .peer = &s->peer,
			     .role = s->role,
			     .flavour = s->flavour,
			     .opened = 1,
			     .marker = c->marker,
			     .txid = c->txid };
	enum reason reason;

	if (s->unit->link != UINT16_MAX || c->link >= w->rules->n_links || s->client < 0)
		return;
	reason = warden_client_seat(&w->links[c->link], &seat);
	if (reason != REASON_OK) {
		refuse_route(s, c, reason);
		return;
	}
	s->client = -1; /* the link's now */
	warden_client_end(s);
}

/* Another reader in place of this one: of bytes as they are, or of lines. */
static void swap_reader(struct slot *s, bool raw)
{
	s->is_raw = raw;
	if (s->pty)
		warden_pty_watch(s->pty, raw);
	if (s->state == SLOT_SERVED) {
		s->state = SLOT_SWAPPED;
		spawn_kill(&s->reader);
	} else if (s->state == SLOT_DRAINED) {
		tell_of_swap(s); /* there is nothing left to read */
	}
	/* Else the gate will hear that it is gone. */
}

static void adopt_rules(struct unit *u, const struct ruleset *old)
{
	for (unsigned i = 0; i < GATE_SLOTS; i++) {
		struct slot *s = &u->slots[i];
		const bool may = may_enter_text(u->warden->rules, s->role);

		if (s->state == SLOT_SERVED && may != s->may_text)
			swap_reader(s, s->is_raw);
	}
	if (u->state == UNIT_UP && warden_port_may_have_data(old) !=
					   warden_port_may_have_data(u->warden->rules))
		warden_port_swap_reader(u);
}

void warden_client_adopt_rules(struct warden *w, const struct ruleset *old)
{
	for (unsigned i = 0; i < w->rules->n_ports; i++)
		if (w->ports[i].warden && w->rules->ports[i].kind == PORT_AT)
			adopt_rules(&w->ports[i], old);
}

void warden_client_control(struct unit *u, const struct control *c)
{
	struct slot *s = &u->slots[c->slot];
	const bool is_served =
		s->state == SLOT_SERVED || s->state == SLOT_DRAINED || s->state == SLOT_SWAPPED;

	if (c->kind == CONTROL_FREE && s->state == SLOT_LEAVING) {
		s->state = SLOT_FREE;
		if (s->pty)
			warden_pty_free(s->pty);
		warden_listen_update(u->warden);
	} else if (c->kind == CONTROL_EVICT && is_served) {
		s->has_left = c->reason == REASON_OK;
		warden_client_end(s);
	} else if (c->kind == CONTROL_ROUTE && is_served) {
		route(s, c);
	} else if (c->kind == CONTROL_SWAP) {
		swap_reader(s, c->opened);
	}
}
