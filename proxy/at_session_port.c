/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The port: whose turn it is on it, how it is brought into step, and the gate's own commands. */
#include "at_internal.h"

#include <string.h>

enum {
	STEP_MS = 3000,      /* for an answer to a command of ours */
	QUIET_MS = 1000,     /* a port that owes results is believed to be done after so long */
	SYNC_MAX_MS = 10000, /* between two tries */
	RENEW_MS = 10000,    /* between two initialisations that the modem provoked */
	OWED_MAX = 8,
};

/* V.250 6.2, TS 27.007 9.1. One after the other where a modem does not take them together. */
static const char *const steps[] = { "ATE0V1+CMEE=1\r", "ATE0\r", "ATV1\r", "AT+CMEE=1\r" };

enum { STEPS = sizeof(steps) / sizeof(steps[0]) };

void at_port_say(struct at_session *s, const char *text)
{
	if (at_out_port(s, (struct cur){ (const uint8_t *)text, strlen(text) }))
		s->count[AUDIT_HOST].own++;
}

void at_port_escape(struct at_session *s)
{
	at_port_say(s, "\x1b");
}

static void send_step(struct at_session *s, uint64_t now_ms)
{
	at_port_say(s, steps[s->port.step]);
	s->port.due_ms = now_ms + STEP_MS;
}

static void send_probe(struct at_session *s, uint64_t now_ms)
{
	struct at_port *p = &s->port;

	if (queue_used(&s->to_port) == 0)
		at_port_say(s, "AT\r");
	if (p->owed < OWED_MAX)
		p->owed++;
	p->due_ms = now_ms + p->wait_ms;
	p->wait_ms = p->wait_ms * 2 > SYNC_MAX_MS ? SYNC_MAX_MS : p->wait_ms * 2;
}

/* The one place where the state changes. */
void at_port_enter(struct at_session *s, enum at_port_state state, uint64_t now_ms)
{
	struct at_port *p = &s->port;

	p->state = (uint8_t)state;
	switch (state) {
	case AT_PORT_SYNC:
		p->heard = 0;
		p->wait_ms = STEP_MS;
		send_probe(s, now_ms);
		break;
	case AT_PORT_INIT:
		p->step = 0;
		p->renew = 0;
		p->renewed_ms = now_ms;
		send_step(s, now_ms);
		break;
	case AT_PORT_IDLE:
		p->owed = 0;
		p->told = 0;
		break;
	case AT_PORT_COMMAND:
	case AT_PORT_ENTRY:
	case AT_PORT_SWAPPING:
	case AT_PORT_DATA:
	case AT_PORT_LEAVING:
	case AT_PORT_GONE:
		break;
	}
}

/* In step again, as far as can be told. */
static void settle(struct at_session *s, uint64_t now_ms)
{
	struct at_port *p = &s->port;

	p->owed = 0;
	if (p->renew && (p->renewed_ms == 0 || now_ms - p->renewed_ms >= RENEW_MS))
		at_port_enter(s, AT_PORT_INIT, now_ms);
	else
		at_port_enter(s, AT_PORT_IDLE, now_ms);
}

static void forget(struct at_session *s)
{
	unsigned slot = s->pending.slot;

	s->pending.slot = AT_SLOT_NONE;
	at_body_end(s);
	if (slot >= GATE_SLOTS)
		return;
	if (s->clients[slot].call_ended)
		at_out_result(s, slot, (enum at_final)s->clients[slot].call_ended, -1);
	s->clients[slot].call_ended = 0;
	at_out_done(s, slot);
}

void at_port_finish(struct at_session *s, uint64_t now_ms)
{
	forget(s);
	settle(s, now_ms);
}

void at_port_late(struct at_session *s, uint64_t now_ms)
{
	struct at_pending *p = &s->pending;
	struct verdict v = at_refusal(REASON_NO_ANSWER);

	if (!p->enough)
		at_out_audit(s, AUDIT_LINK, SIDE_MODEM, p->slot, &p->line, &v);
	if (p->slot < GATE_SLOTS && !p->abandoned) {
		if (p->enough)
			at_out_result(s, p->slot, AT_FINAL_OK, -1);
		else
			at_out_error(s, p->slot,
				     p->refusal ? (enum reason)p->refusal : REASON_NO_ANSWER);
	}
	if (p->entry)
		at_port_escape(s); /* else what follows might become the text of a message */
	at_port_resync(s, 1, now_ms);
}

void at_port_resync(struct at_session *s, unsigned owed, uint64_t now_ms)
{
	forget(s);
	s->port.owed = (uint16_t)owed;
	at_port_enter(s, AT_PORT_SYNC, now_ms);
}

/* A result of the initialisation. */
static void step_done(struct at_session *s, const struct at_record *line, uint64_t now_ms)
{
	struct at_port *p = &s->port;

	p->step++;
	if ((p->step == 1 && line->final == AT_FINAL_OK) || p->step == STEPS)
		settle(s, now_ms);
	else
		send_step(s, now_ms);
}

bool at_port_result(struct at_session *s, const struct at_record *line, uint64_t now_ms)
{
	struct at_port *p = &s->port;

	if (p->state == AT_PORT_INIT) {
		step_done(s, line, now_ms);
		return true;
	}
	if (p->state != AT_PORT_SYNC)
		return false;
	p->heard = 1;
	p->quiet_ms = now_ms + QUIET_MS;
	if (p->owed > 0)
		p->owed--;
	if (p->owed == 0)
		settle(s, now_ms);
	return true;
}

static void sync_tick(struct at_session *s, uint64_t now_ms)
{
	struct at_port *p = &s->port;
	struct verdict v = at_refusal(REASON_NO_ANSWER);

	if (p->heard && now_ms >= p->quiet_ms) {
		settle(s, now_ms);
	} else if (now_ms >= p->due_ms) {
		if (!p->told)
			at_out_audit(s, AUDIT_LINK, SIDE_MODEM, AT_SLOT_NONE, NULL, &v);
		p->told = 1;
		send_probe(s, now_ms);
	}
}

/* Deals with what has lasted too long. */
static void act(struct at_session *s, uint64_t now_ms)
{
	struct at_port *p = &s->port;

	switch ((enum at_port_state)p->state) {
	case AT_PORT_SYNC:
		sync_tick(s, now_ms);
		break;
	case AT_PORT_INIT:
		if (now_ms >= p->due_ms) {
			p->renew = 1;
			p->renewed_ms = 0;
			p->owed = 1;
			at_port_enter(s, AT_PORT_SYNC, now_ms);
		}
		break;
	case AT_PORT_IDLE:
		if (p->renew && now_ms - p->renewed_ms >= RENEW_MS)
			at_port_enter(s, AT_PORT_INIT, now_ms);
		break;
	case AT_PORT_COMMAND:
	case AT_PORT_ENTRY:
		if (now_ms >= s->pending.due_ms)
			at_port_late(s, now_ms);
		break;
	case AT_PORT_SWAPPING:
		if (now_ms >= p->due_ms)
			at_data_hang_up(s, now_ms);
		break;
	case AT_PORT_LEAVING:
		if (now_ms >= p->due_ms)
			at_data_leave(s, now_ms);
		break;
	case AT_PORT_DATA:
	case AT_PORT_GONE:
		break;
	}
}

uint32_t at_port_tick(struct at_session *s, uint64_t now_ms)
{
	const struct at_port *p = &s->port;

	act(s, now_ms);
	switch ((enum at_port_state)p->state) {
	case AT_PORT_SYNC:
		return at_sooner(at_sooner(UINT32_MAX, p->due_ms, now_ms),
				 p->heard ? p->quiet_ms : UINT64_MAX, now_ms);
	case AT_PORT_IDLE:
		return p->renew ? at_sooner(UINT32_MAX, p->renewed_ms + RENEW_MS, now_ms)
				: UINT32_MAX;
	case AT_PORT_COMMAND:
	case AT_PORT_ENTRY:
		return at_sooner(UINT32_MAX, s->pending.due_ms, now_ms);
	case AT_PORT_INIT:
	case AT_PORT_SWAPPING:
	case AT_PORT_LEAVING:
		return at_sooner(UINT32_MAX, p->due_ms, now_ms);
	case AT_PORT_DATA:
	case AT_PORT_GONE:
		break;
	}
	return UINT32_MAX;
}
