/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Data mode: the port is a relay of bytes for one client, from CONNECT to NO CARRIER, hang-up or
 * close. Readers that part lines are replaced by such that do not; until that is done the client
 * does not hear of its CONNECT.
 */
#include "at_internal.h"

enum {
	SWAP_MS = 10000,
	GUARD_MS = 1100, /* V.250 6.2.9: silence around +++, for ports that have no line to drop */
};

bool at_data_is_owner(const struct at_session *s, unsigned slot)
{
	return s->pending.slot == slot &&
	       (s->port.state == AT_PORT_DATA || s->port.state == AT_PORT_SWAPPING);
}

static void say(struct at_session *s, enum control_kind kind, unsigned slot, bool raw)
{
	struct control c = { .kind = (uint8_t)kind, .link = s->link, .slot = (uint16_t)slot };

	c.opened = raw;
	s->io.control(s->io.ctx, &c);
}

/* The client hears nothing until its new reader runs. */
static void swap_client(struct at_session *s, unsigned slot, bool raw)
{
	s->clients[slot].held = 1;
	s->port.swaps |= at_bit(slot);
	say(s, CONTROL_SWAP, slot, raw);
}

static bool may_connect(const struct at_session *s)
{
	const struct at_pending *p = &s->pending;

	if (s->port.state != AT_PORT_COMMAND || p->slot >= GATE_SLOTS || p->abandoned)
		return false;
	if (!(at_grants(s, p->slot) & AT_GRANT_DATA))
		return false;
	for (unsigned i = 0; i < p->line.n_parts; i++) {
		const struct at_def *def = at_row(p->line.parts[i].row, NULL);

		if (def && (def->flags & AT_DATA_MODE))
			return !s->clients[p->slot].closing && !s->clients[p->slot].evicted;
	}
	return false;
}

void at_data_begin(struct at_session *s, const struct at_record *line, uint64_t now_ms)
{
	struct verdict v = { .pass = 1, .rule = RULE_BUILTIN };
	unsigned slot = s->pending.slot;

	if (!may_connect(s)) {
		at_out_refuse_modem(s, slot, line, REASON_AT_FOREIGN);
		/* The port may carry data now, which nobody asked for. */
		if (s->port.state != AT_PORT_LEAVING)
			at_data_hang_up(s, now_ms);
		return;
	}
	s->count[AUDIT_MODEM].forwarded++;
	at_out_audit(s, AUDIT_PASSED, SIDE_MODEM, slot, line, &v);
	at_out_final(s, slot, line);
	s->port.due_ms = now_ms + SWAP_MS;
	at_port_enter(s, AT_PORT_SWAPPING, now_ms);
	swap_client(s, slot, true);
}

void at_data_from_client(struct at_session *s, unsigned slot, const struct at_record *r,
			 uint64_t now_ms)
{
	struct verdict v = at_refusal(REASON_AT_BINARY);

	(void)now_ms;
	s->count[AUDIT_HOST].received++;
	if (s->port.state != AT_PORT_DATA || s->pending.slot != slot)
		v.reason = REASON_AT_BINARY;
	else
		v.reason = at_out_port(s, r->text) ? REASON_OK : REASON_PORT_BUSY;
	if (v.reason == REASON_OK) {
		s->count[AUDIT_HOST].forwarded++;
		return;
	}
	s->count[AUDIT_HOST].refused++;
	at_out_audit(s, AUDIT_REFUSED, SIDE_CLIENT, slot, r, &v);
}

void at_data_from_modem(struct at_session *s, const struct at_record *r, uint64_t now_ms)
{
	bool is_data = s->port.state == AT_PORT_DATA || s->port.state == AT_PORT_SWAPPING;

	if (is_data && at_out_bytes(s, s->pending.slot, r->text)) {
		s->count[AUDIT_MODEM].forwarded++;
		return;
	}
	at_out_refuse_modem(s, s->pending.slot, r, is_data ? REASON_CLIENT_SLOW : REASON_AT_BINARY);
	/* A reader that parts no lines, and should. */
	if (!is_data && s->port.state != AT_PORT_LEAVING)
		at_data_hang_up(s, now_ms);
}

/* No data any more for the client that had it: it hears so behind the last of it. */
static void let_go(struct at_session *s, enum at_final code)
{
	unsigned slot = s->pending.slot;

	if (slot >= GATE_SLOTS || s->clients[slot].evicted)
		return;
	if (!s->pending.abandoned)
		at_out_result(s, slot, code, -1);
	if (at_data_is_owner(s, slot))
		swap_client(s, slot, false);
}

void at_data_carrier_lost(struct at_session *s, const struct at_record *line, uint64_t now_ms)
{
	struct verdict v = { .pass = 1, .rule = RULE_BUILTIN };

	s->count[AUDIT_MODEM].forwarded++;
	at_out_audit(s, AUDIT_PASSED, SIDE_MODEM, s->pending.slot, line, &v);
	let_go(s, AT_FINAL_NO_CARRIER);
	s->port.step = 0;
	s->port.due_ms = now_ms + SWAP_MS;
	at_port_enter(s, AT_PORT_LEAVING, now_ms);
	if (!s->port.swaps)
		at_port_resync(s, 0, now_ms);
}

void at_data_hang_up(struct at_session *s, uint64_t now_ms)
{
	if (s->port.state == AT_PORT_GONE || s->port.state == AT_PORT_LEAVING)
		return;
	let_go(s, AT_FINAL_NO_CARRIER);
	s->to_port.head = s->to_port.tail = 0; /* nobody waits for it to arrive */
	s->port.swaps_own = true;
	s->port.step = 1;
	s->port.due_ms = now_ms + SWAP_MS;
	at_port_enter(s, AT_PORT_LEAVING, now_ms);
	say(s, CONTROL_HANGUP, GATE_SLOTS, false);
	say(s, CONTROL_SWAP, GATE_SLOTS, false);
}

void at_data_swapped(struct at_session *s, unsigned slot, uint64_t now_ms)
{
	struct at_port *p = &s->port;
	bool is_data = p->state == AT_PORT_DATA || p->state == AT_PORT_SWAPPING;

	if (slot == GATE_SLOTS && is_data) {
		/* It died: the one that took its place parts lines, and the port has none. */
		at_data_hang_up(s, now_ms);
		return;
	}
	if (slot == GATE_SLOTS)
		p->swaps_own = false;
	else
		s->clients[slot].held = 0;
	p->swaps &= ~at_bit(slot);
	if (p->swaps || p->swaps_own)
		return;
	if (p->state == AT_PORT_SWAPPING)
		at_port_enter(s, AT_PORT_DATA, now_ms);
	else if (p->state == AT_PORT_LEAVING && p->step == 0)
		at_port_resync(s, 0, now_ms);
	else if (p->state == AT_PORT_LEAVING)
		p->due_ms = now_ms + GUARD_MS;
}

void at_data_leave(struct at_session *s, uint64_t now_ms)
{
	struct at_port *p = &s->port;

	if (p->swaps || p->swaps_own) {
		at_out_port_gone(s, 0,
				 REASON_NO_ANSWER); /* the warden does not do as it is asked */
	} else if (p->step == 1) {
		/* Where dropping the line did nothing, this does (V.250 6.2.9). */
		at_port_say(s, "+++");
		p->step = 2;
		p->due_ms = now_ms + GUARD_MS;
	} else {
		at_port_say(s, "\rATH\r");
		at_port_resync(s, 1, now_ms);
	}
}
