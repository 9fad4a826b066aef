/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Unsolicited codes: what changed is told to those who asked, and noise as each vendor makes it. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "atsim_state.h"

enum { RING_MS = 1000, NOISE_MS = 3000, RESTART_MS = 300, CALL_INCOMING = 2, CALL_ACTIVE = 3 };

static void code_put(struct atsim_port *p, const char *line)
{
	/* Huawei ends codes with a CR more (FIELD-NOTES A13). */
	const char *end = p->a->flavour == HUAWEI && *line == '^' ? "\r\r\n" : "\r\n";

	p->a->counters.codes++;
	if (p->codes.len + strlen(line) + 8 > sizeof(p->codes.bytes))
		return;
	atsim_putf(&p->codes, "\r\n%s%s", line, end);
	if (p->is_busy || p->mode != MODE_COMMAND)
		return;
	atsim_send(p, p->codes.bytes, p->codes.len);
	p->codes.len = 0;
}

void atsim_code(struct atsim_port *p, const char *format, ...)
{
	char line[8192];
	va_list args;

	va_start(args, format);
	vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	code_put(p, line);
}

void atsim_code_all(struct atsim *a, const char *format, ...)
{
	char line[8192];
	va_list args;

	va_start(args, format);
	vsnprintf(line, sizeof(line), format, args);
	va_end(args);
	for (size_t i = 0; i < a->port_count; i++)
		code_put(a->ports[i], line);
}

static void tell_registration(struct atsim *a)
{
	static const char *const names[] = { "+CREG", "+CGREG", "+CEREG" };
	char text[64];

	for (size_t i = 0; i < a->port_count; i++) {
		for (size_t k = 0; k < 3; k++) {
			long n = atsim_number(a->ports[i], names[k]);

			if (n < 1)
				continue;
			atsim_registration_text(a, n, text, sizeof(text));
			atsim_code(a->ports[i], "%s: %s", names[k], text);
		}
		if (strncmp(atsim_value(a->ports[i], "+CMER"), "3,0,0,", 6) == 0)
			atsim_code(a->ports[i], "+CIEV: 3,%d", atsim_registration(a) == 1);
		if (a->flavour == UBLOX)
			atsim_code(a->ports[i], "+CIEV: 3,%d", atsim_registration(a) == 1);
	}
	if (a->flavour == HUAWEI)
		atsim_code_all(a, "^SRVST:%d", atsim_registration(a) == 1 ? 2 : 0);
}

static void tell_signal(struct atsim *a)
{
	int bars = atsim_csq(a) == 99 ? 0 : atsim_csq(a) / 6;

	for (size_t i = 0; i < a->port_count; i++)
		if (strncmp(atsim_value(a->ports[i], "+CMER"), "3,0,0,", 6) == 0)
			atsim_code(a->ports[i], "+CIEV: 2,%d", bars);
	if (a->flavour == HUAWEI)
		atsim_code_all(a, "^RSSI:%d", atsim_csq(a));
	if (a->flavour == QUECTEL)
		atsim_code_all(a, "+QIND: \"csq\",%d,99", atsim_csq(a));
}

static void tell_message(struct atsim *a, unsigned slot)
{
	for (size_t i = 0; i < a->port_count; i++) {
		struct atsim_port *p = a->ports[i];
		long mode = 0, mt = 0;

		if (sscanf(atsim_value(p, "+CNMI"), "%ld,%ld", &mode, &mt) < 2 || mt == 0)
			continue;
		if (mt >= 2 && atsim_sms_code(p, slot))
			continue;
		atsim_code(p, "+CMTI: \"%s\",%u", a->m->world->sms[slot].storage == 0 ? "SM" : "ME",
			   slot + 1);
	}
}

static void ring(struct atsim *a, unsigned id)
{
	for (size_t i = 0; i < a->port_count; i++) {
		struct atsim_port *p = a->ports[i];

		atsim_code(p, atsim_number(p, "+CRC") ? "+CRING: VOICE" : "RING");
		if (atsim_number(p, "+CLIP"))
			atsim_code(p, "+CLIP: \"%s\",%d,,,,0", a->m->world->calls[id].number,
				   a->m->world->calls[id].number[0] == '+' ? 145 : 129);
	}
}

static void ring_due(void *data)
{
	struct atsim *a = data;

	for (unsigned i = 0; i < ATSIM_CALLS; i++)
		if (a->m->world->calls[i].is_used && a->m->world->calls[i].state == CALL_INCOMING) {
			ring(a, i);
			modem_schedule(&a->ring_timer, RING_MS);
			return;
		}
}

static void tell_call(struct atsim *a, unsigned i)
{
	const struct call *call = &a->m->world->calls[i];
	int now = call->is_used ? call->state : -1;

	if (now == CALL_INCOMING)
		ring_due(a);
	else if (now < 0)
		atsim_code_all(a, "NO CARRIER");
	if (a->flavour == HUAWEI && now == CALL_ACTIVE)
		atsim_code_all(a, "^CONN:%u,0", i + 1);
	if (a->flavour == UBLOX)
		atsim_code_all(a, "+UCALLSTAT: %u,%d", i + 1, now < 0 ? 6 : now == 2 ? 4 : 0);
}

static void see(struct atsim *a, struct atsim_seen *s)
{
	const struct world *w = a->m->world;

	s->registration = atsim_registration(a);
	s->dbm = atsim_dbm(a);
	s->card_out = w->is_card_out;
	for (size_t i = 0; i < ATSIM_CALLS; i++)
		s->calls[i] = w->calls[i].is_used ? w->calls[i].state : -1;
	for (size_t i = 0; i < MODEM_MAX_SMS; i++)
		s->sms[i] = w->sms[i].is_used && w->sms[i].tag == 1;
}

void atsim_refresh(struct modem *m)
{
	struct atsim *a = m->at;
	struct atsim_seen was;

	if (!a)
		return;
	was = a->seen;
	see(a, &a->seen);
	if (was.registration != a->seen.registration)
		tell_registration(a);
	if (was.dbm != a->seen.dbm)
		tell_signal(a);
	if (was.card_out != a->seen.card_out && a->flavour == QUECTEL)
		atsim_code_all(a, "+QUSIM: %d", a->seen.card_out ? 0 : 1);
	if (was.card_out != a->seen.card_out && a->flavour == HUAWEI)
		atsim_code_all(a, "^SIMST:%d", a->seen.card_out ? 255 : 1);
	for (unsigned i = 0; i < ATSIM_CALLS; i++)
		if (was.calls[i] != a->seen.calls[i])
			tell_call(a, i);
	for (unsigned i = 0; i < MODEM_MAX_SMS; i++)
		if (a->seen.sms[i] && !was.sms[i])
			tell_message(a, i);
}

void atsim_boot(struct atsim *a)
{
	switch (a->flavour) {
	case QUECTEL:
		atsim_code_all(a, "RDY");
		atsim_code_all(a, "+CFUN: 1");
		atsim_code_all(a, "+CPIN: READY");
		atsim_code_all(a, "+QUSIM: 1");
		atsim_code_all(a, "+QIND: SMS DONE");
		atsim_code_all(a, "+QIND: PB DONE");
		break;
	case HUAWEI:
		atsim_code_all(a, "^SYSSTART");
		atsim_code_all(a, "^SIMST:1");
		atsim_code_all(a, "^BOOT:20952548,0,0,0,72");
		atsim_code_all(a, "^SRVST:2");
		atsim_code_all(a, "^MODE:5,4");
		break;
	case SIERRA:
		atsim_code_all(a, "+WIND: 4");
		break;
	case UBLOX:
		atsim_code_all(a, "+UUSIMSTAT: 1");
		atsim_code_all(a, "+CIEV: 3,1");
		break;
	case GENERIC:
		break;
	}
}

static void boot_due(void *data)
{
	struct atsim *a = data;

	for (size_t i = 0; i < a->port_count; i++)
		atsim_defaults(a->ports[i]);
	store_setf(&a->m->store, "dms.get-operating-mode mode=0");
	if (a->m->port.kind != PORT_NONE) {
		modem_reset(a->m);
		port_flush(&a->m->port);
	}
	world_set_registration(a->m, 1);
	atsim_boot(a);
	atsim_refresh(a->m);
}

void atsim_restart(struct atsim *a)
{
	modem_schedule(&a->boot_timer, RESTART_MS);
}

/* A call that was dialled is taken at the other end. */
static void call_due(void *data)
{
	struct atsim *a = data;

	for (unsigned i = 0; i < ATSIM_CALLS; i++)
		if (a->m->world->calls[i].is_used && a->m->world->calls[i].direction == 1)
			a->m->world->calls[i].state = CALL_ACTIVE;
	atsim_refresh(a->m);
}

static void code_due(void *data)
{
	struct atsim *a = data;

	atsim_code_all(a, "%.*s", (int)a->code_later.len, a->code_later.bytes);
	a->code_later.len = 0;
}

/* Huawei tells the signal again and again, asked or not (FIELD-NOTES A11). */
static void noise_due(void *data)
{
	struct atsim *a = data;

	atsim_code_all(a, "^RSSI:%d", atsim_csq(a));
	modem_schedule(&a->noise_timer, NOISE_MS);
}

void atsim_codes_init(struct atsim *a)
{
	osmo_timer_setup(&a->ring_timer, ring_due, a);
	osmo_timer_setup(&a->call_timer, call_due, a);
	osmo_timer_setup(&a->boot_timer, boot_due, a);
	osmo_timer_setup(&a->code_timer, code_due, a);
	osmo_timer_setup(&a->noise_timer, noise_due, a);
	if (a->flavour == HUAWEI)
		modem_schedule(&a->noise_timer, NOISE_MS);
	see(a, &a->seen);
}

void atsim_codes_free(struct atsim *a)
{
	osmo_timer_del(&a->ring_timer);
	osmo_timer_del(&a->call_timer);
	osmo_timer_del(&a->boot_timer);
	osmo_timer_del(&a->code_timer);
	osmo_timer_del(&a->noise_timer);
}
