// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The warden's units: a gate, the port and readers that belong to it, from start to end and again.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "warden.h"

enum {
	READY_MS = 10000,   /* a gate that has not said READY by then is broken */
	SETTLED_MS = 10000, /* up for so long: the back-off begins anew */
	GATE_RESTARTS = 10,
	GATE_WINDOW_MS = 60000,
};

static bool is_lobby(const struct unit *u)
{
	return u->link == UINT16_MAX;
}

const char *warden_unit_name(const struct unit *u)
{
	return u->name;
}

/* The one place where the state changes. */
static void enter(struct unit *u, enum unit_state state)
{
	static const char *const words[] = { "resting", "starting", "up", "ending", "closed" };

	LOGP(LOG_LINK, LOGL_INFO, "%s: %s\n", warden_unit_name(u), words[state]);
	u->state = state;
	warden_net_unit(u);
	warden_listen_update(u->warden);
}

static void on_timer(void *data)
{
	struct unit *u = data;

	switch (u->state) {
	case UNIT_RESTING:
		warden_unit_start(u);
		break;
	case UNIT_STARTING:
		warden_audit_link(u->warden, u, REASON_GATE_DIED, "gate not ready", 0);
		warden_unit_end(u);
		break;
	case UNIT_UP: /* the port's reader came to its end, and the gate did not notice */
		warden_audit_link(u->warden, u, REASON_LINK_DOWN, "port", 0);
		warden_unit_end(u);
		break;
	case UNIT_ENDING:
	case UNIT_CLOSED:
		break;
	}
}

static void set_name(struct unit *u)
{
	const struct ruleset *rules = u->warden->rules;

	if (is_lobby(u))
		snprintf(u->name, sizeof(u->name), "lobby");
	else if (u->port == UINT16_MAX)
		snprintf(u->name, sizeof(u->name), "%s", rules->links[u->link].name);
	else
		snprintf(u->name, sizeof(u->name), "%s/%s", rules->links[u->link].name,
			 rules->ports[u->port].name);
}

void warden_unit_init(struct warden *w, struct unit *u, uint16_t link, uint16_t port)
{
	u->warden = w;
	u->link = link;
	u->port = port;
	set_name(u);
	warden_port_init(u);
	u->state = UNIT_RESTING;
	u->device = (struct device){ .read_fd = -1, .write_fd = -1 };
	u->control.fd = u->modem_channel = -1;
	u->delay_ms = 0;
	osmo_timer_setup(&u->timer, on_timer, u);
	for (uint16_t i = 0; i < GATE_SLOTS; i++)
		u->slots[i] = (struct slot){ .number = i, .unit = u, .channel = -1, .client = -1 };
}

/* Waits before the next start, each time longer. */
static void rest(struct unit *u)
{
	enter(u, UNIT_RESTING);
	if (u->warden->ending || u->is_removed)
		return;
	warden_arm(&u->timer, u->delay_ms);
	u->delay_ms = warden_back_off(u->delay_ms);
}

bool warden_unit_is_dead(const struct unit *u)
{
	if (spawn_is_alive(&u->gate) || spawn_is_alive(&u->modem_reader))
		return false;
	for (unsigned i = 0; i < GATE_SLOTS; i++)
		if (spawn_is_alive(&u->slots[i].reader))
			return false;
	return true;
}

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* Everything that a run of the gate had. */
static void clear(struct unit *u)
{
	if (u->control.fd >= 0)
		osmo_fd_unregister(&u->control);
	close_fd(&u->control.fd);
	close_fd(&u->modem_channel);
	osmo_timer_del(&u->line_timer);
	device_close(&u->device);
	u->is_swapping = u->rules_due = false;
	for (unsigned i = 0; i < GATE_SLOTS; i++) {
		struct listener *pty = u->slots[i].pty;

		if (pty)
			warden_pty_free(pty);
		osmo_timer_del(&u->slots[i].timer);
		close_fd(&u->slots[i].channel);
		close_fd(&u->slots[i].client);
		u->slots[i].state = SLOT_FREE;
	}
}

void warden_unit_end(struct unit *u)
{
	if (u->state != UNIT_STARTING && u->state != UNIT_UP)
		return;
	osmo_timer_del(&u->timer);
	if (u->state == UNIT_UP && warden_now_ms() - u->up_ms >= SETTLED_MS)
		u->delay_ms = 0;
	enter(u, UNIT_ENDING);
	spawn_kill(&u->gate);
	spawn_kill(&u->modem_reader);
	for (unsigned i = 0; i < GATE_SLOTS; i++) {
		struct slot *s = &u->slots[i];

		spawn_kill(&s->reader);
		if (s->pty)
			warden_pty_hang_up(s->pty);
		else if (s->client >= 0)
			shutdown(s->client, SHUT_RDWR);
		close_fd(&s->client);
	}
	warden_unit_check(u);
}

void warden_unit_check(struct unit *u)
{
	if (u->state != UNIT_ENDING || !warden_unit_is_dead(u))
		return;
	clear(u);
	warden_reload_check(u->warden);
	if (u->restarts.n > GATE_RESTARTS) {
		warden_audit_link(u->warden, u, REASON_LINK_CLOSED, warden_unit_name(u), 0);
		LOGP(LOG_LINK, LOGL_ERROR, "%s: stays closed after too many restarts\n",
		     warden_unit_name(u));
		enter(u, UNIT_CLOSED);
		return;
	}
	rest(u);
}

static void on_gate_died(struct process *p, const siginfo_t *how)
{
	struct unit *u = p->owner;

	if (u->state != UNIT_ENDING) {
		const struct death d = { u, NULL, "gate", REASON_GATE_DIED, WARDEN_GATE, how };

		warden_audit_death(u->warden, &d);
		(void)warden_is_over(&u->restarts, GATE_RESTARTS, GATE_WINDOW_MS);
		warden_unit_end(u);
	}
	warden_unit_check(u);
}

static void on_ready(struct unit *u)
{
	if (u->state != UNIT_STARTING)
		return;
	osmo_timer_del(&u->timer);
	u->up_ms = warden_now_ms();
	enter(u, UNIT_UP);
	if (is_lobby(u)) {
		for (unsigned i = 0; i < u->warden->rules->n_links; i++)
			warden_port_name(&u->warden->links[i]);
		return;
	}
	warden_port_name(u);
	if (warden_port_start_reader(u) < 0) {
		warden_unit_end(u);
		return;
	}
	u->is_absent = false;
	warden_audit_link(u->warden, u, REASON_LINK_UP, "", 0);
}

/* A gate that breaks the protocol is as good as captured. */
void warden_unit_distrust(struct unit *u, const char *what, int error)
{
	warden_audit_link(u->warden, u, REASON_GATE_DIED, what, error);
	(void)warden_is_over(&u->restarts, GATE_RESTARTS, GATE_WINDOW_MS);
	warden_unit_end(u);
}

static void close_for_good(struct unit *u)
{
	u->restarts.n = GATE_RESTARTS + 1;
	if (u->state == UNIT_RESTING) {
		osmo_timer_del(&u->timer);
		enter(u, UNIT_CLOSED);
	}
	warden_unit_end(u);
}

/* All ports of the link are closed, and stay so: as after too many restarts. */
static void panic(struct unit *u)
{
	struct warden *w = u->warden;

	close_for_good(u);
	if (u->link < RULESET_MAX_LINKS && u->link < w->rules->n_links)
		close_for_good(&w->links[u->link]);
	for (size_t i = 0; i < w->rules->n_ports; i++)
		if (w->rules->ports[i].link == u->link)
			close_for_good(&w->ports[i]);
}

static void distrust(struct unit *u, int error)
{
	warden_unit_distrust(u, "gate talks nonsense", error);
}

static void handle_control(struct unit *u, const struct control *c)
{
	switch ((enum control_kind)c->kind) {
	case CONTROL_READY:
		on_ready(u);
		break;
	case CONTROL_PORT:
		warden_audit_link(u->warden, u,
				  c->reason ? (enum reason)c->reason : REASON_LINK_DOWN, "port",
				  c->error);
		if (c->reason == REASON_PANIC)
			panic(u);
		warden_unit_end(u);
		break;
	case CONTROL_FREE:
	case CONTROL_EVICT:
	case CONTROL_ROUTE:
		warden_client_control(u, c);
		break;
	case CONTROL_SWAP:
		if (c->slot == GATE_SLOTS)
			warden_port_swap_reader(u);
		else
			warden_client_control(u, c);
		break;
	case CONTROL_HANGUP:
		warden_port_hang_up(u);
		break;
	case CONTROL_SETTINGS:
		warden_net_settings(u, c);
		break;
	case CONTROL_DRAINED:
		u->is_drained = u->warden->ending;
		break;
	case CONTROL_RULES:
		warden_reload_heard(u, c->uid);
		break;
	case CONTROL_SETTLE:
	case CONTROL_DRAIN:
	case CONTROL_CLIENT:
	case CONTROL_GONE:
	case CONTROL_REFUSED:
	case CONTROL_NAMED:
	case CONTROL_COUNT:
	case CONTROL_SWAPPED:
	case CONTROL_PRODUCER:
	case CONTROL_KINDS:
		distrust(u, 0);
		break;
	}
}

static int on_control(struct osmo_fd *ofd, unsigned int what)
{
	struct unit *u = ofd->data;
	struct control c;
	int fd;

	(void)what;
	while (u->control.fd >= 0 && u->state != UNIT_ENDING) {
		int rc = control_receive(u->control.fd, &c, &fd);

		if (rc == -EAGAIN)
			return 0;
		if (fd >= 0)
			close(fd);
		if (rc == 1 && fd < 0 && c.reason < REASON_COUNT) {
			handle_control(u, &c);
			continue;
		}
		if (rc < 1 && rc != -EBADMSG) { /* its death is reported by its pidfd */
			osmo_fd_unregister(ofd);
			close_fd(&ofd->fd);
		} else {
			distrust(u, rc);
		}
		return 0;
	}
	return 0;
}

void warden_unit_tell(struct unit *u, const struct control *c, int fd)
{
	int rc;

	if (u->state != UNIT_UP || u->control.fd < 0)
		return;
	rc = control_send(u->control.fd, c, fd);
	if (rc < 0) {
		LOGP(LOG_LINK, LOGL_ERROR, "%s: the gate does not listen: %s\n",
		     warden_unit_name(u), strerror(-rc));
		warden_unit_end(u);
	}
}

/* Channels of all readers that there will ever be: the gate's ends are appended to `s`. */
static int make_channels(struct unit *u, struct spawn *s, int gate_ends[GATE_SLOTS + 1])
{
	int pair[2], rc;

	for (int i = 0; i <= GATE_SLOTS; i++)
		gate_ends[i] = -1;
	for (int i = 0; i < GATE_SLOTS; i++) {
		rc = warden_channel(pair);
		if (rc < 0)
			return rc;
		gate_ends[i] = pair[0];
		u->slots[i].channel = pair[1];
		spawn_add_fd(s, pair[0], GATE_FD_CHANNELS + i);
	}
	if (is_lobby(u)) {
		spawn_add_fd(s, -1, GATE_FD_MODEM);
		return 0;
	}
	rc = warden_channel(pair);
	if (rc < 0)
		return rc;
	gate_ends[GATE_SLOTS] = pair[0];
	u->modem_channel = pair[1];
	spawn_add_fd(s, pair[0], GATE_FD_MODEM);
	return 0;
}

static int spawn_gate(struct unit *u, int control)
{
	int gate_ends[GATE_SLOTS + 1], audit, rc;
	char link[16] = "lobby", port[16] = "qmi", max[16], trace[16], scribe[16], channel[16];
	const enum program program = warden_port_gate(u);
	const char *const argv[] = {
		programs[program].name, link, port, max,
		u->device.is_socket ? "socket" : "device", trace, scribe, channel, NULL
	};
	struct spawn s;

	if (!is_lobby(u))
		snprintf(link, sizeof(link), "%u", u->link);
	if (u->port != UINT16_MAX)
		snprintf(port, sizeof(port), "%u", u->port);
	snprintf(max, sizeof(max), "%u", is_lobby(u) ? 4096 : u->device.max_write);
	u->program = program;
	warden_crash_clear(u);
	snprintf(trace, sizeof(trace), "%u", warden_crash_page(u, WARDEN_GATE));
	snprintf(scribe, sizeof(scribe), "%u", warden_crash_scribe_number());
	warden_spawn_init(program, argv, &s);
	audit = warden_scribe_channel(u->warden, u->link);
	snprintf(channel, sizeof(channel), "%u", u->warden->scribe.n_channels);
	spawn_add_fd(&s, control, ROOM_FD_CONTROL);
	spawn_add_fd(&s, audit, ROOM_FD_OUT);
	spawn_add_fd(&s, u->warden->rules_fd, GATE_FD_RULES);
	spawn_add_fd(&s, warden_crash_fd(), GATE_FD_TRACE);
	spawn_add_fd(&s, -1, GATE_FD_MODEM + 1);
	spawn_add_fd(&s, u->device.write_fd, GATE_FD_PORT);
	rc = make_channels(u, &s, gate_ends);
	if (rc == 0)
		rc = audit < 0 ? audit : spawn_start(&u->gate, &s, on_gate_died, u);
	for (int i = 0; i <= GATE_SLOTS; i++)
		close_fd(&gate_ends[i]);
	close_fd(&audit);
	return rc;
}

static int start_gate(struct unit *u)
{
	int pair[2], rc;

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0)
		return -errno;
	osmo_fd_setup(&u->control, pair[1], OSMO_FD_READ, on_control, u, 0);
	if (osmo_fd_register(&u->control) < 0) {
		close(pair[0]);
		close_fd(&u->control.fd);
		return -EIO;
	}
	rc = spawn_gate(u, pair[0]);
	close(pair[0]);
	if (rc == 0)
		close_fd(&u->device.write_fd); /* only the gate can write now */
	return rc;
}

static void report_absence(struct unit *u, int error)
{
	if (u->is_absent)
		return;
	u->is_absent = true;
	LOGP(LOG_LINK, LOGL_NOTICE, "%s: %s: %s\n", warden_unit_name(u), warden_port_path(u),
	     strerror(error));
	warden_audit_link(u->warden, u, REASON_LINK_DOWN, "device", error);
}

void warden_unit_start(struct unit *u)
{
	int rc;

	if (u->state != UNIT_RESTING || u->warden->ending || u->is_removed ||
	    !spawn_is_alive(&u->warden->scribe.process))
		return;
	if (!is_lobby(u) && !warden_port_exists(u))
		return; /* a link without a QMI port */
	if (!warden_net_allows(u))
		return; /* it comes again when it may */
	osmo_timer_del(&u->timer);
	rc = warden_port_open(u);
	if (rc < 0) {
		report_absence(u, -rc);
		rest(u);
		return;
	}
	rc = start_gate(u);
	if (rc < 0) {
		LOGP(LOG_LINK, LOGL_ERROR, "%s: cannot start: %s\n", warden_unit_name(u),
		     strerror(-rc));
		clear(u);
		rest(u);
		return;
	}
	enter(u, UNIT_STARTING);
	warden_arm(&u->timer, READY_MS);
}

void warden_unit_change(struct unit *u, bool is_removed)
{
	u->is_removed = is_removed;
	u->restarts = (struct budget){ 0, 0 };
	u->delay_ms = 0;
	u->is_absent = false;
	set_name(u);
	switch (u->state) {
	case UNIT_STARTING:
	case UNIT_UP:
		warden_audit_link(u->warden, u, REASON_LINK_DOWN, "configuration", 0);
		warden_unit_end(u);
		break;
	case UNIT_CLOSED:
		enter(u, UNIT_RESTING);
		warden_unit_start(u);
		break;
	case UNIT_RESTING:
		osmo_timer_del(&u->timer);
		warden_unit_start(u);
		break;
	case UNIT_ENDING: /* it will start again by itself, if it may */
		break;
	}
}
