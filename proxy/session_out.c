/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What leaves a session: frames to the modem, frames to clients, audit records, evictions. */
#include "session_internal.h"

#include <errno.h>
#include <string.h>

static void port_failed(struct session *s, int error)
{
	struct control c = { .kind = CONTROL_PORT, .link = s->link, .error = -error };

	if (s->port_gone)
		return;
	s->port_gone = 1;
	s->io.control(s->io.ctx, &c);
}

/* A frame in the queue stands behind its length; the top bit says that it is the gate's own. */
enum { OWN_FRAME = 1u << 31 };

static bool port_queue(struct session *s, struct cur rest, bool own)
{
	struct queue *q = &s->port;
	struct wtr w;

	if (!queue_room(q, rest.n + 4))
		return false;
	w = (struct wtr){ q->p + q->tail, q->cap - q->tail, 0 };
	if (!wtr_u32(&w, (uint32_t)rest.n | (own ? OWN_FRAME : 0)) || !wtr_bytes(&w, rest))
		return false;
	q->tail += w.len;
	if (!own)
		s->count[AUDIT_HOST].in_flight++;
	return true;
}

bool out_to_modem(struct session *s, const uint8_t *frame, size_t len, bool own)
{
	struct cur rest = { frame, len };
	struct cur sent;
	int n = 0;

	if (s->port_gone)
		return false;
	if (queue_used(&s->port) == 0)
		n = s->io.to_modem(s->io.ctx, frame, len);
	if (n < 0) {
		port_failed(s, n);
		return false;
	}
	if ((size_t)n < len) {
		if (!cur_take(&rest, (size_t)n, &sent) || !port_queue(s, rest, own))
			return false;
	} else if (!own) {
		s->count[AUDIT_HOST].forwarded++;
	}
	if (own)
		s->count[AUDIT_HOST].own++;
	return true;
}

void out_port_flush(struct session *s)
{
	struct queue *q = &s->port;

	while (queue_used(q) && !s->port_gone) {
		struct cur c = { q->p + q->head, queue_used(q) };
		struct cur frame;
		struct wtr head;
		uint32_t word;
		size_t len;
		int n;

		if (!cur_u32(&c, &word) || !cur_take(&c, word & ~(uint32_t)OWN_FRAME, &frame))
			__builtin_trap(); /* the queue is written by port_queue() only */
		len = frame.n;
		n = s->io.to_modem(s->io.ctx, frame.p, len);
		if (n < 0) {
			port_failed(s, n);
			return;
		}
		if ((size_t)n < len) {
			/* keep the rest: its length takes the place of the last bytes sent */
			q->head += (size_t)n;
			head = (struct wtr){ q->p + q->head, 4, 0 };
			if (!wtr_u32(&head, (uint32_t)(len - (size_t)n) | (word & OWN_FRAME)))
				__builtin_trap();
			return;
		}
		queue_skip(q, len + 4);
		if (!(word & OWN_FRAME)) {
			s->count[AUDIT_HOST].in_flight--;
			s->count[AUDIT_HOST].forwarded++;
		}
	}
}

/* Room for `need` more bytes to the client, by sending what waits if need be. */
static struct queue *client_room(struct session *s, unsigned slot, size_t need, uint64_t now_ms)
{
	struct client *cl = &s->clients[slot];

	if (cl->evicted || cl->hung_up)
		return NULL;
	if (queue_room(&cl->out, need))
		return &cl->out;
	out_client_flush(s, slot, now_ms);
	if (!cl->evicted && !cl->hung_up && queue_room(&cl->out, need))
		return &cl->out;
	out_evict(s, slot, REASON_CLIENT_SLOW);
	return NULL;
}

static bool out_commit(struct queue *q, const struct wtr *w, bool encoded)
{
	if (encoded)
		q->tail += w->len;
	return encoded;
}

bool out_message(struct session *s, unsigned slot, const struct message *m, uint64_t now_ms)
{
	struct queue *q = client_room(s, slot, m->frame_len + 16u, now_ms);
	struct wtr w;

	if (!q)
		return false;
	w = (struct wtr){ q->p + q->tail, q->cap - q->tail, 0 };
	return out_commit(q, &w, message_encode(m, SIDE_CLIENT, &w));
}

bool out_result(struct session *s, unsigned slot, const struct message *request, uint16_t error,
		uint64_t now_ms)
{
	struct queue *q = client_room(s, slot, 64, now_ms);
	struct wtr w;

	if (!q)
		return false;
	w = (struct wtr){ q->p + q->tail, q->cap - q->tail, 0 };
	return out_commit(q, &w, message_encode_result(request, error, &w));
}

static void client_done(struct session *s, unsigned slot)
{
	struct client *cl = &s->clients[slot];

	if (cl->closing && cl->n_outstanding == 0 && queue_used(&cl->out) == 0)
		out_evict(s, slot, (enum reason)cl->close_reason);
}

void out_client_flush(struct session *s, unsigned slot, uint64_t now_ms)
{
	struct client *cl = &s->clients[slot];
	struct queue *q = &cl->out;
	int n = 0;

	if (!cl->present || cl->evicted)
		return;
	if (queue_used(q)) {
		n = s->io.to_client(s->io.ctx, slot, q->p + q->head, queue_used(q));
		if (n < 0) {
			session_client_hangup(s, slot, now_ms);
			return;
		}
		queue_skip(q, (size_t)n);
	}
	if (queue_used(q) == 0)
		cl->stuck_ms = 0;
	else if (n > 0 || cl->stuck_ms == 0)
		cl->stuck_ms = now_ms;
	client_done(s, slot);
}

void out_evict(struct session *s, unsigned slot, enum reason why)
{
	struct client *cl = &s->clients[slot];
	struct control c = { .kind = CONTROL_EVICT, .link = s->link, .slot = (uint16_t)slot };
	struct verdict v = refusal(why);

	if (cl->evicted)
		return;
	cl->evicted = 1;
	if (why != REASON_OK)
		out_audit(s, AUDIT_CLIENT, SIDE_CLIENT, slot, NULL, &v);
	c.reason = (uint16_t)why;
	s->io.control(s->io.ctx, &c);
}

void out_close(struct session *s, unsigned slot, enum reason why)
{
	struct client *cl = &s->clients[slot];

	if (!cl->closing) {
		cl->closing = 1;
		cl->close_reason = (uint16_t)why;
	}
	if (cl->hung_up)
		out_evict(s, slot, why); /* nothing that it waits for can reach it */
	else
		client_done(s, slot);
}

static void audit_message(struct audit_record *r, const struct message *m)
{
	r->has_message = m->kind == RECORD_MESSAGE || m->has_header;
	r->type = m->type;
	r->cid = m->cid;
	r->tag = m->tag;
	r->service = m->service;
	r->id = m->id;
	r->txid = m->txid;
	r->row = m->row;
	r->frame_len = m->frame_len;
	r->n_notes = m->n_notes;
	memcpy(r->notes, m->notes, sizeof(r->notes[0]) * m->n_notes);
}

bool out_substitute(const struct session *s, const struct message *m, const struct verdict *v,
		    struct wtr *memory, struct message *out)
{
	*out = *m;
	/* What was malformed is replaced already. */
	if (v->act != ACT_SUBSTITUTE || v->reason != REASON_DENIED || v->rule >= s->rules->n_rules)
		return true;
	return message_substitute(m, s->rules->rules[v->rule].payloads, memory, out);
}

void out_panic(struct session *s)
{
	struct control c = { .kind = CONTROL_PORT, .link = s->link, .reason = REASON_PANIC };

	if (s->port_gone)
		return;
	s->port_gone = 1;
	s->io.control(s->io.ctx, &c);
}

static struct audit_record record_of(const struct session *s, enum audit_event event,
				     enum side side, unsigned slot, const struct message *m,
				     const struct verdict *v)
{
	struct audit_record r = { .event = (uint8_t)event, .side = (uint8_t)side };

	r.link = s->link;
	r.reason = v->reason;
	r.role = ROLE_NONE;
	r.row = ROW_NONE;
	r.rule = v->rule;
	r.has_rule = event != AUDIT_LINK && event != AUDIT_CLIENT;
	if (m)
		audit_message(&r, m);
	if (slot < GATE_SLOTS) {
		const struct client *cl = &s->clients[slot];

		r.has_client = 1;
		r.role = cl->role;
		r.uid = cl->uid;
		r.pid = cl->pid;
		memcpy(r.exe, cl->exe, sizeof(r.exe));
		if (!m)
			r.frame_len = (uint32_t)queue_used(&cl->out);
	}
	return r;
}

void out_audit(struct session *s, enum audit_event event, enum side side, unsigned slot,
	       const struct message *m, const struct verdict *v)
{
	struct audit_record r = record_of(s, event, side, slot, m, v);

	s->io.audit(s->io.ctx, &r);
}

void out_alarm(struct session *s, enum side side, unsigned slot, const struct message *m,
	       const struct verdict *v, const char *name)
{
	struct audit_record record = record_of(s, AUDIT_ALARM, side, slot, m, v);

	memcpy(record.text, name, strnlen(name, sizeof(record.text) - 1));
	s->io.audit(s->io.ctx, &record);
}
