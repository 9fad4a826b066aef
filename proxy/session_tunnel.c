/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * AT inside QMI, between two sessions. The one of the link takes a client's "send" and gives its
 * line to the one of AT; what that one says to its port becomes a "send" of the gate's own, under a
 * client id of the gate's own; what it says to a client becomes "received" indications.
 */
#include "session_internal.h"

#include <string.h>

#include "session_tunnel.h"

static void *at(const struct session *s)
{
	return s->inner.session;
}

/* A text as the value of the one TLV of both messages. */
static bool set_text(struct session *s, struct message *m, struct cur text)
{
	struct wtr w = { s->inner.packed, sizeof(s->inner.packed), 0 };

	m->kind = RECORD_MESSAGE;
	m->marker = QMUX_MARKER;
	m->service = TUNNEL_SERVICE;
	m->row = schema_find(m->service, m->id, m->type == TYPE_INDICATION, 0);
	m->n_tlvs = 1;
	m->tlvs[0].tag = TUNNEL_TAG;
	m->tlvs[0].def = schema_tlv(&schema_row(m->row, NULL)->tlvs[m->type], TUNNEL_TAG);
	if (!wtr_u16(&w, (uint16_t)text.n) || !wtr_bytes(&w, text))
		return false;
	m->tlvs[0].packed = (struct cur){ w.p, w.len };
	m->frame_len = (uint32_t)w.len + 32;
	return true;
}

/* ------------------------------------------------------------------ what the AT session says */

static int to_modem(void *ctx, const uint8_t *bytes, size_t len)
{
	struct session *s = ctx;
	struct message m = { .id = TUNNEL_SEND, .type = TYPE_REQUEST, .cid = s->inner.cid };
	size_t n = len < INNER_TEXT_MAX ? len : INNER_TEXT_MAX;
	const uint8_t none[2] = { 0, 0 };

	if (s->inner.cid == 0) {
		if (!s->inner.is_asking)
			s->inner.is_asking = host_allocate(s, TUNNEL_SERVICE, s->inner.now_ms);
		return 0; /* until there is one */
	}
	if (!set_text(s, &m, (struct cur){ bytes, n }) || !host_own(s, &m, none, s->inner.now_ms))
		return 0;
	return (int)n;
}

/* The client id by which it hears; 0: none. */
static uint8_t ear(const struct session *s, unsigned slot)
{
	bool has = s->clients[slot].owned[TUNNEL_SERVICE] > 0;

	for (unsigned cid = 1; cid < CID_BROADCAST && has; cid++) {
		const struct cid *c = &s->cids[TUNNEL_SERVICE][cid];

		if (c->state == CID_OWNED && c->slot == slot)
			return (uint8_t)cid;
	}
	return 0;
}

static int to_client(void *ctx, unsigned slot, const uint8_t *bytes, size_t len)
{
	struct session *s = ctx;
	struct message m = { .id = TUNNEL_RECEIVED, .type = TYPE_INDICATION };
	size_t n = len < INNER_TEXT_MAX ? len : INNER_TEXT_MAX;
	struct verdict v;

	m.cid = ear(s, slot);
	if (m.cid == 0 || !set_text(s, &m, (struct cur){ bytes, n }))
		return (int)len; /* it gave its id back: nobody listens */
	v = policy_decide(s->rules, &s->policy, s->clients[slot].role, &m, s->inner.now_ms);
	if (v.pass)
		(void)out_message(s, slot, &m, s->inner.now_ms);
	else
		out_audit(s, AUDIT_REFUSED, SIDE_MODEM, slot, &m, &v);
	return (int)n;
}

static void audit(void *ctx, const struct audit_record *r)
{
	struct session *s = ctx;

	s->io.audit(s->io.ctx, r);
}

static void control(void *ctx, const struct control *c)
{
	struct session *s = ctx;

	switch (c->kind) {
	case CONTROL_EVICT:
		out_evict(s, c->slot, (enum reason)c->reason);
		break;
	case CONTROL_PORT: /* its reader said what no reader says */
		if (!s->port_gone)
			s->io.control(s->io.ctx, c);
		s->port_gone = 1;
		break;
	case CONTROL_SWAP: /* no reader parts bytes of data here, so there is none to replace */
		s->inner.swapped |= c->slot == GATE_SLOTS;
		break;
	default:
		break;
	}
}

/* ------------------------------------------------------------------ the way in */

void inner_init(struct session *s, const struct session_setup *setup)
{
	s->inner.kind = setup->tunnel;
	s->inner.memory = setup->tunnel_memory;
}

static void begin(struct session *s)
{
	struct session_setup setup = { .rules = s->rules, .link = s->link };

	if (s->inner.session)
		return;
	setup.never = AT_GRANT_DATA | AT_GRANT_TEXT;
	setup.channels = s->channels;
	setup.io = (struct session_io){ s, to_modem, to_client, audit, control };
	s->inner.session = s->inner.kind->port->init(s->inner.memory, &setup);
}

void inner_seat(struct session *s, unsigned slot, uint64_t now_ms)
{
	const struct client *cl = &s->clients[slot];
	struct control c = { .kind = CONTROL_CLIENT, .link = s->link, .slot = (uint16_t)slot };

	if (!s->inner.kind || (s->inner.seated >> slot & 1))
		return;
	begin(s);
	c.flavour = cl->flavour;
	c.role = cl->role;
	c.uid = cl->uid;
	c.pid = cl->pid;
	memcpy(c.exe, cl->exe, sizeof(c.exe));
	s->inner.seated |= UINT64_C(1) << slot;
	s->inner.now_ms = now_ms;
	s->inner.kind->port->control(at(s), &c, now_ms);
}

void inner_unseat(struct session *s, unsigned slot, uint64_t now_ms)
{
	struct control c = { .kind = CONTROL_GONE, .link = s->link, .slot = (uint16_t)slot };

	if (!(s->inner.seated >> slot & 1))
		return;
	s->inner.seated &= ~(UINT64_C(1) << slot);
	s->inner.now_ms = now_ms;
	s->inner.kind->port->control(at(s), &c, now_ms);
}

bool inner_take(struct session *s, struct cur *batch)
{
	return tunnel_next(batch, &s->inner.line);
}

void inner_request(struct session *s, unsigned slot, const struct message *m,
		   struct verdict allowed, uint64_t now_ms)
{
	struct verdict v = refusal(REASON_NOT_IN_POLICY);

	if (!s->inner.kind) {
		host_refuse(s, slot, m, v, now_ms);
		return;
	}
	inner_seat(s, slot, now_ms);
	s->inner.now_ms = now_ms;
	v = s->inner.kind->offer(at(s), slot, s->inner.line, now_ms);
	if (!v.pass) {
		/* On record is the line, with the command that is to blame. */
		s->count[AUDIT_HOST].refused++;
		(void)out_result(s, slot, m, host_error((enum reason)v.reason), now_ms);
		return;
	}
	if (allowed.alert)
		out_audit(s, AUDIT_PASSED, SIDE_CLIENT, slot, m, &allowed);
	s->count[AUDIT_HOST].answered++;
	(void)out_result(s, slot, m, 0, now_ms);
}

enum reason inner_indication(struct session *s, const struct message *m)
{
	s->inner.hears = s->inner.session && s->inner.cid != 0 &&
			  (m->cid == s->inner.cid || m->cid == CID_BROADCAST);
	return s->inner.hears ? REASON_OK : REASON_NO_OWNER;
}

void inner_lines(struct session *s, struct cur at_record, uint64_t now_ms)
{
	if (!s->inner.hears)
		return; /* its indication was refused, and on record */
	s->inner.now_ms = now_ms;
	s->inner.kind->port->from_modem(at(s), at_record, now_ms);
}

static void allocated(struct session *s, uint8_t cid, uint64_t now_ms)
{
	s->inner.is_asking = 0;
	s->inner.cid = cid;
	if (cid == 0)
		return; /* asked for again, as long as something waits to be sent */
	s->cids[TUNNEL_SERVICE][cid] = (struct cid){ .state = CID_GATE };
	s->inner.kind->port->modem_ready(at(s), now_ms);
}

void inner_answered(struct session *s, const struct outstanding *o, const struct message *m,
		    uint64_t now_ms)
{
	uint64_t status = 1, cid = 0;
	bool good = m && message_scalar(m, 0x02, 0, &status) && status == 0;

	if (!s->inner.session)
		return;
	s->inner.now_ms = now_ms;
	if (o->service == TUNNEL_SERVICE && !good)
		s->inner.kind->fail(at(s), now_ms);
	if (o->service != SERVICE_CTL || o->id != CTL_ALLOCATE_CID)
		return;
	if (good && !message_scalar(m, 0x01, 1, &cid))
		cid = 0;
	allocated(s, (uint8_t)cid, now_ms);
}

void inner_flush(struct session *s, uint64_t now_ms)
{
	const struct control swapped = { .kind = CONTROL_SWAPPED, .slot = GATE_SLOTS };

	if (!s->inner.session)
		return;
	s->inner.now_ms = now_ms;
	if (s->inner.swapped) {
		s->inner.swapped = 0;
		s->inner.kind->port->control(at(s), &swapped, now_ms);
	}
	s->inner.kind->port->modem_ready(at(s), now_ms);
	s->inner.kind->port->flush(at(s), now_ms);
}

uint32_t inner_tick(struct session *s, uint64_t now_ms)
{
	if (!s->inner.session)
		return UINT32_MAX;
	s->inner.now_ms = now_ms;
	return s->inner.kind->port->tick(at(s), now_ms);
}

void inner_counters(const struct session *s, struct audit_counters out[AUDIT_SIDES])
{
	struct audit_counters c[AUDIT_SIDES];

	if (!s->inner.session)
		return;
	s->inner.kind->port->counters(at(s), c);
	for (unsigned i = 0; i < AUDIT_SIDES; i++) {
		out[i].received += c[i].received;
		out[i].forwarded += c[i].forwarded;
		out[i].answered += c[i].answered;
		out[i].refused += c[i].refused;
		out[i].in_flight += c[i].in_flight;
		out[i].stripped += c[i].stripped;
		out[i].copies += c[i].copies;
		out[i].own += c[i].own;
	}
}
