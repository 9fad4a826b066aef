// SPDX-License-Identifier: GPL-2.0-or-later
/* The warden's scribe, and what the warden itself has to say in the audit. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>
#include "clock.h"
#include "warden.h"

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

void warden_audit_send(struct warden *w, const struct audit_record *record)
{
	struct audit_record all = *record, *r = &all;
	struct scribe *s = &w->scribe;

	r->mono_ns = clock_ns(CLOCK_MONOTONIC);
	r->wall_ns = clock_ns(CLOCK_REALTIME);
	r->lost = s->lost;
	r->rules = w->memory->generation;
	if (s->channel >= 0 && control_send_bytes(s->channel, r, sizeof(*r))) {
		s->lost = 0;
		s->sent++;
	} else {
		s->lost++;
	}
}

static uint16_t link_of(const struct unit *u)
{
	return u ? u->link : UINT16_MAX;
}

static uint16_t port_of(const struct unit *u)
{
	return (uint16_t)(u ? u->port + 1 : 0);
}

static struct audit_record link_record(const struct unit *u, enum reason reason, const char *room,
				       int error)
{
	struct audit_record r = { .event = AUDIT_LINK, .side = SIDE_MODEM, .link = link_of(u) };

	r.reason = (uint8_t)reason;
	r.role = ROLE_NONE;
	r.row = ROW_NONE;
	r.error = error;
	r.port = port_of(u);
	snprintf(r.text, sizeof(r.text), "%s", room);
	LOGP(LOG_LINK, LOGL_NOTICE, "%s: %s%s%s (%d)\n", u ? warden_unit_name(u) : "-",
	     reason_word(reason), room[0] ? ": " : "", room, error);
	return r;
}

void warden_audit_link(struct warden *w, const struct unit *u, enum reason reason, const char *room,
		       int error)
{
	const struct audit_record r = link_record(u, reason, room, error);

	warden_audit_send(w, &r);
}

static struct audit_record client_record(const struct unit *u, uint16_t role,
					 const struct peer *p, enum reason reason)
{
	struct audit_record r = { .event = AUDIT_CLIENT, .side = SIDE_CLIENT, .has_client = 1 };

	r.reason = (uint8_t)reason;
	r.link = link_of(u);
	r.port = port_of(u);
	r.role = role;
	r.row = ROW_NONE;
	r.uid = p->uid;
	r.pid = p->pid;
	memcpy(r.exe, p->exe, sizeof(r.exe));
	LOGP(LOG_CLIENT, LOGL_NOTICE, "client pid %u uid %u: %s\n", p->pid, p->uid,
	     reason_word(reason));
	return r;
}

void warden_audit_death(struct warden *w, const struct death *d)
{
	struct audit_record r;

	if (d->slot)
		r = client_record(d->u, d->slot->role, &d->slot->peer, d->reason);
	else
		r = link_record(d->u, d->reason, d->room, d->how->si_status);
	warden_crash_report(w, d, &r);
}

void warden_audit_client(struct warden *w, const struct unit *u, const struct slot *slot,
			 enum reason reason)
{
	const struct audit_record r = client_record(u, slot->role, &slot->peer, reason);

	warden_audit_send(w, &r);
}

void warden_audit_peer(struct warden *w, const struct unit *u, const struct peer *p,
		       enum reason reason)
{
	const struct audit_record r = client_record(u, ROLE_NONE, p, reason);

	warden_audit_send(w, &r);
}

int warden_scribe_channel(struct warden *w, uint16_t link)
{
	struct control c = { .kind = CONTROL_PRODUCER, .link = link };
	int pair[2], rc;

	if (w->scribe.control < 0)
		return -ENOTCONN;
	c.txid = (uint16_t)(++w->scribe.n_channels % TRACE_BATCHES);
	(void)warden_crash_taken(c.txid, true);
	rc = warden_channel(pair);
	if (rc < 0)
		return rc;
	rc = control_send(w->scribe.control, &c, pair[0]);
	close(pair[0]);
	if (rc < 0) {
		close(pair[1]);
		return rc;
	}
	return pair[1];
}

void warden_scribe_rules(struct warden *w, enum control_kind kind)
{
	const struct control c = { .kind = (uint8_t)kind, .uid = w->memory->generation };

	/* One that does not listen is stuck or dead, and so are all gates until the next. */
	if (w->scribe.control >= 0 && control_send(w->scribe.control, &c, -1) < 0)
		spawn_kill(&w->scribe.process);
}

bool warden_scribe_has_settled(const struct warden *w)
{
	return !spawn_is_alive(&w->scribe.process) || w->scribe.control < 0 ||
	       warden_crash_scribe_settled() == w->memory->generation;
}

void warden_audit_rules(struct warden *w, enum reason reason, const char *text,
			const uint8_t sum[SHA256_SIZE])
{
	struct audit_record r = link_record(NULL, reason, text, 0);

	if (sum) {
		r.has_sum = 1;
		memcpy(r.sum, sum, sizeof(r.sum));
	}
	warden_audit_send(w, &r);
}

static void start_units(struct warden *w)
{
	warden_each_unit(w, warden_unit_start);
}

/* The next scribe listens to those that are there. */
static void reconnect(struct unit *u)
{
	struct control c = { .kind = CONTROL_PRODUCER, .link = u->link };
	int fd;

	if ((u->state != UNIT_UP && u->state != UNIT_STARTING) || u->control.fd < 0)
		return;
	fd = warden_scribe_channel(u->warden, u->link);
	c.txid = (uint16_t)(u->warden->scribe.n_channels % TRACE_BATCHES);
	if (fd < 0 || control_send(u->control.fd, &c, fd) < 0)
		warden_unit_end(u);
	close_fd(&fd);
}

/* Only the next one can write down what the last one died of. */
static void report_death(struct warden *w)
{
	const siginfo_t *how = &w->scribe.died;
	struct audit_record r = link_record(NULL, REASON_SCRIBE_DIED, "scribe", how->si_status);

	warden_crash_status(how, &r.crash);
	if (r.crash.signal == SIGSYS)
		(void)warden_crash_violation(how->si_pid, &r.crash);
	warden_audit_send(w, &r);
}

static void on_timer(void *data)
{
	struct warden *w = data;

	if (warden_scribe_start(w) < 0) {
		warden_arm(&w->scribe.timer, w->scribe.delay_ms);
		w->scribe.delay_ms = warden_back_off(w->scribe.delay_ms);
		return;
	}
	report_death(w);
	warden_each_unit(w, reconnect);
	start_units(w);
}

static void on_scribe_died(struct process *p, const siginfo_t *how)
{
	struct warden *w = p->owner;
	struct scribe *s = &w->scribe;

	const uint64_t taken = warden_crash_taken(s->number, false);

	close_fd(&s->control);
	close_fd(&s->channel);
	if (s->sent > taken)
		s->lost += s->sent - taken;
	s->sent = 0;
	if (w->ending)
		return;
	LOGP(LOG_WARDEN, LOGL_ERROR, "the scribe died (%d)\n", how->si_status);
	s->died = *how;
	/* What nobody writes down does not pass: the next one says when it can write. */
	warden_crash_set_stuck(true);
	if (warden_now_ms() - s->started_ms >= 10000)
		s->delay_ms = 0;
	osmo_timer_setup(&s->timer, on_timer, w);
	warden_arm(&s->timer, s->delay_ms);
	s->delay_ms = warden_back_off(s->delay_ms);
}

static int spawn_scribe(struct warden *w, int file, int control)
{
	char trace[16];
	const char *const argv[] = { "airlock-scribe", trace, NULL };
	struct spawn s;

	snprintf(trace, sizeof(trace), "%u", warden_crash_scribe_page());
	warden_spawn_init(PROGRAM_SCRIBE, argv, &s);
	spawn_add_fd(&s, control, ROOM_FD_CONTROL);
	spawn_add_fd(&s, file, ROOM_FD_OUT);
	spawn_add_fd(&s, w->rules_fd, SCRIBE_FD_RULES);
	spawn_add_fd(&s, warden_crash_fd(), SCRIBE_FD_TRACE);
	return spawn_start(&w->scribe.process, &s, on_scribe_died, w);
}

int warden_scribe_start(struct warden *w)
{
	struct scribe *s = &w->scribe;
	int file =
		open(w->rules->audit, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY, 0640);
	int pair[2] = { -1, -1 };
	int rc = file < 0 ? -errno : 0;

	if (rc == 0 && socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) < 0)
		rc = -errno;
	if (rc == 0)
		rc = spawn_scribe(w, file, pair[0]);
	close_fd(&file);
	close_fd(&pair[0]);
	if (rc < 0) {
		LOGP(LOG_WARDEN, LOGL_ERROR, "audit %s: %s\n", w->rules->audit, strerror(-rc));
		close_fd(&pair[1]);
		return rc;
	}
	s->started_ms = warden_now_ms();
	s->control = pair[1];
	s->channel = warden_scribe_channel(w, UINT16_MAX);
	s->number = s->n_channels;
	if (s->channel < 0)
		spawn_kill(&s->process); /* its death starts the next one */
	return 0;
}

void warden_scribe_stop(struct warden *w)
{
	warden_crash_flush();
	/* It writes what it has been sent, and then ends by itself. */
	close_fd(&w->scribe.channel);
	close_fd(&w->scribe.control);
}
