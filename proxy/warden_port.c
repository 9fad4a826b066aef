// SPDX-License-Identifier: GPL-2.0-or-later
/* The warden's units: the port of one, its lines and its reader. */
#include <stdio.h>
#include <string.h>
#include "warden.h"

enum {
	PORT_MS = 1000, /* from the end of a port's reader to the gate's CONTROL_PORT */
	READER_RESTARTS = 5,
	READER_WINDOW_MS = 10000,
	LINE_MS = 500, /* DTR stays down for so long (V.250 6.2.9, and more) */
};

static const struct ruleset_port *port_rule(const struct unit *u)
{
	return u->port == UINT16_MAX ? NULL : &u->warden->rules->ports[u->port];
}

const char *warden_port_protocol(const struct unit *u)
{
	const struct ruleset_port *p = port_rule(u);

	return p ? p->kind == PORT_AT ? "at" : "nmea" : NULL;
}

/* Whether somebody may send AT by QMI on this link, which asks for rooms that can read it. */
static bool has_tunnel(const struct unit *u)
{
	const struct ruleset *rules = u->warden->rules;

	for (uint16_t role = 0; role < rules->n_roles && u->link != UINT16_MAX; role++)
		if (rules->roles[role].tunnel)
			return true;
	return false;
}

enum program warden_port_reader(const struct unit *u)
{
	if (port_rule(u))
		return PROGRAM_READER_AT;
	return has_tunnel(u) ? PROGRAM_READER_TUNNEL : PROGRAM_READER;
}

enum program warden_port_gate(const struct unit *u)
{
	if (port_rule(u))
		return PROGRAM_GATE_AT;
	return has_tunnel(u) ? PROGRAM_GATE_TUNNEL : PROGRAM_GATE;
}

const char *warden_port_path(const struct unit *u)
{
	const struct ruleset_port *p = port_rule(u);

	return p ? p->path : u->warden->rules->links[u->link].qmi;
}

static void on_line_timer(void *data)
{
	const struct unit *u = data;

	device_set_dtr(&u->device, true);
}

static void tell_of_swap(struct unit *u)
{
	const struct control c = { .kind = CONTROL_SWAPPED, .link = u->link, .slot = GATE_SLOTS };

	warden_unit_tell(u, &c, -1);
}

static void reader_swapped(struct unit *u)
{
	u->is_swapping = false;
	if (warden_port_start_reader(u) < 0) {
		warden_audit_link(u->warden, u, REASON_LINK_DOWN, "modem reader", 0);
		warden_unit_end(u);
		return;
	}
	tell_of_swap(u);
}

void warden_port_swap_reader(struct unit *u)
{
	u->is_swapping = true;
	if (spawn_is_alive(&u->modem_reader))
		spawn_kill(&u->modem_reader);
	/* Else it has ended by itself, and so will the link. */
}

/* One that meant it has told the gate why, and the gate tells us. */
static void on_modem_reader_died(struct process *p, const siginfo_t *how)
{
	struct unit *u = p->owner;

	if (u->state == UNIT_ENDING) {
		warden_unit_check(u);
		return;
	}
	if (spawn_meant_it(how)) {
		u->is_swapping = false;
		warden_arm(&u->timer, PORT_MS);
		return;
	}
	if (u->is_swapping) {
		reader_swapped(u);
		return;
	}
	const struct death d = { u, NULL, "modem reader", REASON_READER_DIED, GATE_SLOTS, how };

	warden_audit_death(u->warden, &d);
	if (warden_is_over(&u->reader_restarts, READER_RESTARTS, READER_WINDOW_MS) ||
	    warden_port_start_reader(u) < 0) {
		warden_audit_link(u->warden, u, REASON_LINK_DOWN, "modem reader", 0);
		warden_unit_end(u);
	} else if (port_rule(u) && port_rule(u)->kind == PORT_AT) {
		tell_of_swap(u); /* it does not know whether the port carries data */
	}
}

/* Whether CONNECT may mean something on this port. */
static bool may_have_data(const struct ruleset *rules)
{
	for (uint16_t role = 0; role < rules->n_roles; role++)
		if (rules->roles[role].grants & AT_GRANT_DATA)
			return true;
	return false;
}

int warden_port_start_reader(struct unit *u)
{
	char max[16], vendor[16], trace[32];
	const enum program program = warden_port_reader(u);
	const char *argv[] = {
		warden_program_name(program), "modem", max, vendor, trace,
		warden_port_protocol(u), NULL, NULL
	};
	struct spawn s;

	if (argv[5] && !strcmp(argv[5], "at") && may_have_data(u->warden->rules))
		argv[6] = "data";
	snprintf(max, sizeof(max), "%u", u->device.max_read);
	snprintf(vendor, sizeof(vendor), "%u", u->device.vendor);
	snprintf(trace, sizeof(trace), "trace=%u", warden_crash_page(u, GATE_SLOTS));
	warden_spawn_init(u->warden, program, argv, &s);
	spawn_add_fd(&s, warden_crash_fd(), READER_FD_TRACE);
	spawn_add_fd(&s, u->device.read_fd, ROOM_FD_CONTROL);
	spawn_add_fd(&s, u->modem_channel, ROOM_FD_OUT);
	return spawn_start(&u->modem_reader, &s, on_modem_reader_died, u);
}

int warden_port_open(struct unit *u)
{
	if (u->link == UINT16_MAX)
		return 0;
	if (port_rule(u))
		return device_open_port(port_rule(u), &u->device);
	return device_open(&u->warden->rules->links[u->link], &u->device);
}

void warden_port_init(struct unit *u)
{
	osmo_timer_setup(&u->line_timer, on_line_timer, u);
}

void warden_port_hang_up(struct unit *u)
{
	device_set_dtr(&u->device, false);
	warden_arm(&u->line_timer, LINE_MS);
}
