// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Other rules while rooms run: read, compiled in their room, brought to the places of the old ones,
 * put beside them in the shared memory; then all gates turn to them. One reload at a time: the next
 * writes where the old rules are, so it waits until nobody can ask for those any more.
 */
#include <errno.h>
#include <string.h>
#include "ruleset_align.h"
#include "warden.h"

enum {
	SPREAD_MS = 5000, /* a gate that has not turned by then is broken */
	SETTLE_MS = 10,
};

static struct {
	enum { RELOAD_IDLE, RELOAD_LINKS, RELOAD_ALL, RELOAD_SPREAD, RELOAD_SETTLE } state;
	bool again; /* it was asked for meanwhile */
	uint8_t sum[SHA256_SIZE];
	struct osmo_timer_list timer;
} reload;

static struct ruleset *spare_place(const struct warden *w)
{
	return &w->memory->places[(w->memory->generation + 1) & 1];
}

static void finish(struct warden *w)
{
	osmo_timer_del(&reload.timer);
	reload.state = RELOAD_IDLE;
	if (reload.again)
		warden_reload(w);
}

static void refuse(struct warden *w, const char *why)
{
	LOGP(LOG_WARDEN, LOGL_ERROR, "the rules stay as they were: %s\n", why);
	warden_audit_rules(w, REASON_RELOAD_REFUSED, why, NULL);
	warden_activation_ready();
	finish(w);
}

static bool is_awaited(const struct warden *w)
{
	bool due = w->lobby.rules_due;

	for (unsigned i = 0; i < RULESET_MAX_LINKS; i++)
		due = due || w->links[i].rules_due;
	for (unsigned i = 0; i < RULESET_MAX_PORTS; i++)
		due = due || w->ports[i].rules_due;
	return due;
}

static void end_late(struct unit *u)
{
	if (u->rules_due)
		warden_unit_distrust(u, "gate keeps the old rules", 0);
}

static void on_timer(void *data)
{
	struct warden *w = data;

	if (reload.state == RELOAD_SPREAD)
		warden_each_unit(w, end_late);
	else if (reload.state == RELOAD_SETTLE && !w->ending && !warden_scribe_has_settled(w))
		warden_arm(&reload.timer, SETTLE_MS);
	else if (reload.state == RELOAD_SETTLE)
		finish(w);
}

/* Records of the old rules may still be on their way: the scribe says when none is. */
void warden_reload_check(struct warden *w)
{
	if (reload.state != RELOAD_SPREAD || is_awaited(w))
		return;
	LOGP(LOG_WARDEN, LOGL_NOTICE, "new rules are in force\n");
	warden_audit_rules(w, REASON_RULES_LOADED, "", w->sum);
	warden_activation_ready();
	reload.state = RELOAD_SETTLE;
	warden_scribe_rules(w, CONTROL_SETTLE);
	warden_arm(&reload.timer, SETTLE_MS);
}

static void tell_unit(struct unit *u)
{
	const struct control c = { .kind = CONTROL_RULES,
				   .link = u->link,
				   .uid = u->warden->memory->generation };

	if ((u->state != UNIT_UP && u->state != UNIT_STARTING) || u->control.fd < 0)
		return;
	u->rules_due = true;
	if (control_send(u->control.fd, &c, -1) < 0)
		warden_unit_end(u);
}

void warden_reload_heard(struct unit *u, uint32_t generation)
{
	if (!u->rules_due || generation != u->warden->memory->generation) {
		warden_unit_distrust(u, "gate talks nonsense", 0);
		return;
	}
	u->rules_due = false;
	warden_reload_check(u->warden);
}

static void keep_roles(struct unit *u, const struct ruleset *old)
{
	for (unsigned i = 0; i < GATE_SLOTS; i++)
		u->slots[i].role =
			ruleset_same_role(old, u->slots[i].role, u->warden->rules);
}

/* Rules that let AT through inside QMI need a gate that can; that one can do all the others too. */
static void change_program(struct unit *u)
{
	if ((u->state == UNIT_UP || u->state == UNIT_STARTING) && !u->is_removed &&
	    u->program == PROGRAM_GATE && warden_port_gate(u) == PROGRAM_GATE_TUNNEL)
		warden_unit_change(u, false);
}

static void change_unit(struct warden *w, struct unit *u, uint16_t link, uint16_t port,
			enum ruleset_change change)
{
	if (change == CHANGE_NONE)
		return;
	if (!u->warden)
		warden_unit_init(w, u, link, port);
	warden_unit_change(u, change == CHANGE_REMOVED);
}

static void change_units(struct warden *w, const struct ruleset_changes *c)
{
	for (uint16_t i = 0; i < w->rules->n_links; i++)
		change_unit(w, &w->links[i], i, UINT16_MAX, (enum ruleset_change)c->links[i]);
	for (uint16_t i = 0; i < w->rules->n_ports; i++) {
		const uint16_t link = w->rules->ports[i].link;
		enum ruleset_change change = (enum ruleset_change)c->ports[i];

		if (change == CHANGE_NONE && !(w->gone.ports >> i & 1) &&
		    c->links[link] == CHANGE_OTHER)
			change = CHANGE_OTHER;
		change_unit(w, &w->ports[i], link, i, change);
	}
}

static uint32_t mark_gone(uint32_t gone, const uint8_t *changes, unsigned n)
{
	for (unsigned i = 0; i < n; i++) {
		if (changes[i] == CHANGE_REMOVED)
			gone |= UINT32_C(1) << i;
		else if (changes[i] == CHANGE_ADDED)
			gone &= ~(UINT32_C(1) << i);
	}
	return gone;
}

/* The scribe hears of the new rules before anybody can make a record by them. */
static void apply(struct warden *w, struct ruleset *next, const struct ruleset_changes *c)
{
	const struct ruleset *old = w->rules;

	__atomic_store_n(&w->memory->generation, w->memory->generation + 1, __ATOMIC_RELEASE);
	w->rules = next;
	memcpy(w->sum, reload.sum, sizeof(w->sum));
	keep_roles(&w->lobby, old);
	for (unsigned i = 0; i < RULESET_MAX_LINKS; i++)
		if (w->links[i].warden)
			keep_roles(&w->links[i], old);
	for (unsigned i = 0; i < RULESET_MAX_PORTS; i++)
		if (w->ports[i].warden)
			keep_roles(&w->ports[i], old);
	w->gone.links = mark_gone(w->gone.links, c->links, RULESET_MAX_LINKS);
	w->gone.ports = mark_gone(w->gone.ports, c->ports, RULESET_MAX_PORTS);
	w->gone.listens = mark_gone(w->gone.listens, c->listens, RULESET_MAX_LISTENS);
	warden_scribe_rules(w, CONTROL_RULES);
	warden_listen_adopt(w, c->listens);
	change_units(w, c);
	warden_each_unit(w, change_program);
	reload.state = RELOAD_SPREAD;
	warden_arm(&reload.timer, SPREAD_MS);
	warden_each_unit(w, tell_unit);
	warden_client_adopt_rules(w, old);
	warden_listen_update(w);
	warden_reload_check(w);
}

static void on_all(struct process *p, const siginfo_t *how)
{
	struct warden *w = p->owner;
	struct ruleset *next = spare_place(w);
	struct ruleset_changes changes;

	if (w->ending)
		return;
	if (warden_rules_take(how, next) < 0) {
		refuse(w, "errors in the files, see the log");
		return;
	}
	warden_rules_resolve(next, w->rules);
	if (!ruleset_align(w->rules, &w->gone, next, &changes)) {
		LOGP(LOG_WARDEN, LOGL_ERROR, "%s: that needs a new start of airlockd\n",
		     changes.refused);
		refuse(w, changes.refused);
		return;
	}
	if (memcmp(next, w->rules, sizeof(*next)) == 0) {
		LOGP(LOG_WARDEN, LOGL_NOTICE, "the rules are as they were\n");
		memcpy(w->sum, reload.sum, sizeof(w->sum));
		warden_audit_rules(w, REASON_RULES_LOADED, "unchanged", w->sum);
		warden_activation_ready();
		finish(w);
		return;
	}
	apply(w, next, &changes);
}

static void on_links(struct process *p, const siginfo_t *how)
{
	struct warden *w = p->owner;
	struct ruleset *next = spare_place(w);
	int rc = w->ending ? -ECANCELED : warden_rules_take(how, next);

	for (unsigned i = 1; rc == 0 && i < next->n_files; i++)
		rc = warden_rules_read(next->files[i], false);
	warden_rules_sum(reload.sum);
	reload.state = RELOAD_ALL;
	if (rc == 0)
		rc = warden_rules_compile("all", on_all, w);
	if (rc < 0 && !w->ending)
		refuse(w, "errors in the files, see the log");
}

void warden_reload(struct warden *w)
{
	int rc;

	reload.again = reload.state != RELOAD_IDLE;
	if (reload.again || w->ending)
		return;
	warden_activation_reloading();
	osmo_timer_setup(&reload.timer, on_timer, w);
	reload.state = RELOAD_LINKS;
	rc = warden_rules_read(w->config, true);
	if (rc == 0)
		rc = warden_rules_compile("links", on_links, w);
	if (rc < 0)
		refuse(w, "the configuration cannot be read");
}
