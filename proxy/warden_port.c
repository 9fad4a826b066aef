// SPDX-License-Identifier: GPL-2.0-or-later
/* The warden's units: the port of one, its lines and its reader. */
#include <errno.h>
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
	/* What its gate expects: the rules may have changed since that was started. */
	return u->program == PROGRAM_GATE_TUNNEL ? PROGRAM_READER_TUNNEL : PROGRAM_READER;
}

enum program warden_port_gate(const struct unit *u)
{
	if (port_rule(u))
		return PROGRAM_GATE_AT;
	return has_tunnel(u) ? PROGRAM_GATE_TUNNEL : PROGRAM_GATE;
}

static const struct ruleset_link *link_rule(const struct unit *u)
{
	return &u->warden->rules->links[u->link];
}

static bool is_found(const struct unit *u)
{
	const struct ruleset_port *p = port_rule(u);

	return (p ? p->by : link_rule(u)->qmi_by) != BY_PATH;
}

bool warden_port_exists(const struct unit *u)
{
	return port_rule(u) || ruleset_has_qmi(link_rule(u));
}

const char *warden_port_path(const struct unit *u)
{
	const struct ruleset_port *p = port_rule(u);

	if (is_found(u))
		return u->node[0] != '\0' ? u->node : "no such modem";
	return p ? p->path : link_rule(u)->qmi;
}

int warden_port_find(const struct unit *u, struct device_found *out)
{
	static const enum device_kind kinds[PORT_KINDS] = { DEVICE_AT, DEVICE_NMEA };
	const struct ruleset_port *p = port_rule(u);
	const struct ruleset_link *l = link_rule(u);
	const struct device_wanted wanted = { .match = &l->match,
					      .kind = p ? kinds[p->kind] : DEVICE_QMI,
					      .by = p ? p->by : l->qmi_by,
					      .number = p ? p->number : l->qmi_number };

	return is_found(u) ? device_find(u->warden->root, &wanted, out) : -EINVAL;
}

void warden_port_name(const struct unit *u)
{
	struct control c = { .kind = CONTROL_NAMED, .link = u->link };

	if (u->port != UINT16_MAX || u->link == UINT16_MAX || !is_found(u))
		return;
	memcpy(c.exe, u->node, sizeof(c.exe));
	warden_unit_tell(&u->warden->lobby, &c, -1);
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

bool warden_port_may_have_data(const struct ruleset *rules)
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
		programs[program].name, "modem", max, vendor, trace,
		warden_port_protocol(u), NULL, NULL
	};
	struct spawn s;

	if (argv[5] && !strcmp(argv[5], "at") && warden_port_may_have_data(u->warden->rules))
		argv[6] = "data";
	snprintf(max, sizeof(max), "%u", u->device.max_read);
	snprintf(vendor, sizeof(vendor), "%u", u->device.vendor);
	snprintf(trace, sizeof(trace), "trace=%u", warden_crash_page(u, GATE_SLOTS));
	warden_spawn_init(program, argv, &s);
	spawn_add_fd(&s, warden_crash_fd(), READER_FD_TRACE);
	spawn_add_fd(&s, u->device.read_fd, ROOM_FD_CONTROL);
	spawn_add_fd(&s, u->modem_channel, ROOM_FD_OUT);
	return spawn_start(&u->modem_reader, &s, on_modem_reader_died, u);
}

/* The node that the port has today. */
static int open_found(struct unit *u)
{
	struct device_found found;
	struct ruleset_link l = *link_rule(u);
	struct ruleset_port p = { .path = "" };
	char path[2 * RULESET_PATH];
	int rc = warden_port_find(u, &found);

	memset(u->node, 0, sizeof(u->node));
	if (rc < 0)
		return rc;
	if (snprintf(path, sizeof(path), "%s%s", u->warden->root, found.node) >= RULESET_PATH)
		return -ENAMETOOLONG;
	memcpy(u->node, found.node, sizeof(u->node));
	memcpy(l.qmi, path, sizeof(l.qmi));
	if (!port_rule(u))
		return device_open(&l, &u->device);
	p = *port_rule(u);
	memcpy(p.path, path, sizeof(p.path));
	return device_open_port(&p, &u->device);
}

int warden_port_open(struct unit *u)
{
	if (u->link == UINT16_MAX)
		return 0;
	if (is_found(u))
		return open_found(u);
	if (port_rule(u))
		return device_open_port(port_rule(u), &u->device);
	return device_open(link_rule(u), &u->device);
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
