/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What leaves an AT session: lines to the port, lines to clients, audit records, evictions. */
#include "at_internal.h"

#include <string.h>

void at_out_port_gone(struct at_session *s, int error, enum reason why)
{
	struct control c = { .kind = CONTROL_PORT, .link = s->link, .error = error };

	if (s->port.state == AT_PORT_GONE)
		return;
	c.reason = (uint16_t)why;
	at_port_enter(s, AT_PORT_GONE, 0);
	s->io.control(s->io.ctx, &c);
}

void at_out_port_flush(struct at_session *s)
{
	struct cur rest = queue_view(&s->to_port);
	int n;

	if (rest.n == 0 || s->port.state == AT_PORT_GONE)
		return;
	n = s->io.to_modem(s->io.ctx, rest.p, rest.n);
	if (n < 0)
		at_out_port_gone(s, -n, REASON_OK);
	else
		queue_skip(&s->to_port, (size_t)n);
}

bool at_out_port(struct at_session *s, struct cur bytes)
{
	if (s->port.state == AT_PORT_GONE || !queue_put(&s->to_port, bytes))
		return false;
	at_out_port_flush(s);
	return s->port.state != AT_PORT_GONE;
}

/* Room for `need` more bytes to the client; without it the client is too slow. */
static struct queue *client_room(struct at_session *s, unsigned slot, size_t need)
{
	struct at_client *cl = &s->clients[slot];

	if (!cl->present || cl->evicted || cl->hung_up)
		return NULL;
	if (queue_room(&cl->out, need))
		return &cl->out;
	if (!cl->held) {
		int n = s->io.to_client(s->io.ctx, slot, queue_view(&cl->out).p,
					queue_used(&cl->out));

		if (n > 0)
			queue_skip(&cl->out, (size_t)n);
	}
	if (queue_room(&cl->out, need))
		return &cl->out;
	at_out_evict(s, slot, REASON_CLIENT_SLOW);
	return NULL;
}

bool at_out_bytes(struct at_session *s, unsigned slot, struct cur bytes)
{
	struct queue *q = client_room(s, slot, bytes.n);

	return q && queue_put(q, bytes);
}

bool at_out_line(struct at_session *s, unsigned slot, struct cur encoded, bool first)
{
	const struct at_client *cl = &s->clients[slot];
	struct queue *q = client_room(s, slot, encoded.n);
	struct cur head;

	if (!q)
		return false;
	/* V.250 6.2.6: with V0 no line end stands before a text. */
	if ((!first || !cl->verbose) && encoded.n > 2 && encoded.p[0] == '\r' &&
	    !cur_take(&encoded, 2, &head))
		return false;
	for (size_t i = 0; i < encoded.n; i++) {
		uint8_t b = encoded.p[i];

		q->p[q->tail++] = b == '\r' ? cl->s3 : b == '\n' ? cl->s4 : b;
	}
	return true;
}

static void send_result(struct at_session *s, unsigned slot, const struct wtr *w)
{
	struct at_client *cl = &s->clients[slot];
	uint8_t verbose = cl->verbose;

	cl->verbose = 1; /* the encoder has left out what V0 leaves out */
	(void)at_out_line(s, slot, (struct cur){ w->p, w->len }, true);
	cl->verbose = verbose;
}

void at_out_result(struct at_session *s, unsigned slot, enum at_final code, int32_t number)
{
	const struct at_client *cl = &s->clients[slot];
	const char *text = at_error_text(number);
	uint8_t bytes[128];
	struct wtr w = { bytes, sizeof(bytes), 0 };

	if (cl->quiet)
		return;
	if (code == AT_FINAL_CME_ERROR && cl->cmee == 0) {
		code = AT_FINAL_ERROR;
		number = -1;
	}
	if (code == AT_FINAL_CME_ERROR && cl->cmee == 2 && text) {
		static const char start[] = "\r\n+CME ERROR: ";

		if (wtr_bytes(&w, (struct cur){ (const uint8_t *)start, sizeof(start) - 1 }) &&
		    wtr_bytes(&w, (struct cur){ (const uint8_t *)text, strlen(text) }) &&
		    wtr_u8(&w, '\r') && wtr_u8(&w, '\n'))
			send_result(s, slot, &w);
	} else if (at_encode_result(code, number, !cl->verbose, &w)) {
		send_result(s, slot, &w);
	}
}

void at_out_error(struct at_session *s, unsigned slot, enum reason why)
{
	int32_t number = at_error_number(why);

	at_out_result(s, slot, number < 0 ? AT_FINAL_ERROR : AT_FINAL_CME_ERROR, number);
}

void at_out_final(struct at_session *s, unsigned slot, const struct at_record *line)
{
	const struct at_client *cl = &s->clients[slot];
	struct wtr w = { s->scratch, sizeof(s->scratch), 0 };

	/* An error with a text stays one; all others are said anew. */
	if (line->number >= 0 || line->n_values == 0 || cl->cmee == 0)
		at_out_result(s, slot, (enum at_final)line->final, line->number);
	else if (!cl->quiet && at_encode_final(line, !cl->verbose, &w))
		send_result(s, slot, &w);
}

void at_out_done(struct at_session *s, unsigned slot)
{
	struct at_client *cl = &s->clients[slot];
	const struct at_pending *p = &s->pending;

	if (cl->present && cl->closing && cl->n_waiting == 0 && p->slot != slot &&
	    queue_used(&cl->out) == 0)
		at_out_evict(s, slot, (enum reason)cl->close_reason);
}

void at_out_flush(struct at_session *s, unsigned slot, uint64_t now_ms)
{
	struct at_client *cl = &s->clients[slot];
	struct queue *q = &cl->out;
	int n = 0;

	if (!cl->present || cl->evicted || cl->held)
		return;
	if (queue_used(q)) {
		n = s->io.to_client(s->io.ctx, slot, q->p + q->head, queue_used(q));
		if (n < 0) {
			at_session_client_hangup(s, slot, now_ms);
			return;
		}
		queue_skip(q, (size_t)n);
	}
	if (queue_used(q) == 0)
		cl->stuck_ms = 0;
	else if (n > 0 || cl->stuck_ms == 0)
		cl->stuck_ms = now_ms;
	at_out_done(s, slot);
}

void at_out_evict(struct at_session *s, unsigned slot, enum reason why)
{
	struct at_client *cl = &s->clients[slot];
	struct control c = { .kind = CONTROL_EVICT, .link = s->link, .slot = (uint16_t)slot };
	struct verdict v = at_refusal(why);

	if (cl->evicted)
		return;
	cl->evicted = 1;
	if (why != REASON_OK)
		at_out_audit(s, AUDIT_CLIENT, SIDE_CLIENT, slot, NULL, &v);
	c.reason = (uint16_t)why;
	s->io.control(s->io.ctx, &c);
}

void at_out_close(struct at_session *s, unsigned slot, enum reason why)
{
	struct at_client *cl = &s->clients[slot];

	if (!cl->closing) {
		cl->closing = 1;
		cl->close_reason = (uint16_t)why;
	}
	if (cl->hung_up)
		at_out_evict(s, slot, why); /* nothing that it waits for can reach it */
	else
		at_out_done(s, slot);
}

static void audit_line(struct audit_record *r, const struct at_record *line)
{
	const struct at_part *p = &line->parts[0];

	r->at.kind = line->kind;
	r->at.column = line->column;
	r->at.final = line->kind == AT_KIND_FINAL ? line->final : AT_FINAL_COUNT;
	r->frame_len = line->wire_len;
	if (line->n_parts == 0)
		return;
	r->at.form = p->form;
	r->at.column = line->column ? line->column : p->column;
	memcpy(r->at.command, p->name.p,
	       p->name.n < sizeof(r->at.command) ? p->name.n : sizeof(r->at.command) - 1);
}

static struct audit_record record_of(const struct at_session *s, enum audit_event event,
				     enum side side, unsigned slot, const struct at_record *line,
				     const struct verdict *v)
{
	struct audit_record r = { .event = (uint8_t)event, .side = (uint8_t)side };

	r.protocol = AUDIT_AT;
	r.link = s->link;
	r.reason = v->reason;
	r.role = ROLE_NONE;
	r.row = ROW_NONE;
	r.rule = v->rule;
	r.has_rule = event != AUDIT_LINK && event != AUDIT_CLIENT;
	if (line) {
		r.has_message = 1;
		audit_line(&r, line);
	}
	if (slot < GATE_SLOTS) {
		const struct at_client *cl = &s->clients[slot];

		r.has_client = 1;
		r.role = cl->role;
		r.uid = cl->uid;
		r.pid = cl->pid;
		memcpy(r.exe, cl->exe, sizeof(r.exe));
		if (!line)
			r.frame_len = (uint32_t)queue_used(&cl->out);
	}
	return r;
}

void at_out_audit(struct at_session *s, enum audit_event event, enum side side, unsigned slot,
		  const struct at_record *line, const struct verdict *v)
{
	struct audit_record r = record_of(s, event, side, slot, line, v);

	s->io.audit(s->io.ctx, &r);
}

void at_out_alarm(struct at_session *s, enum side side, unsigned slot, const struct at_record *r,
		  const struct verdict *v, const char *name)
{
	struct audit_record record = record_of(s, AUDIT_ALARM, side, slot, r, v);

	memcpy(record.text, name, strnlen(name, sizeof(record.text) - 1));
	s->io.audit(s->io.ctx, &record);
}

void at_out_refuse_modem(struct at_session *s, unsigned slot, const struct at_record *r,
			 enum reason why)
{
	struct verdict v = at_refusal(why);

	s->count[AUDIT_MODEM].refused++;
	at_out_audit(s, AUDIT_REFUSED, SIDE_MODEM, slot, r, &v);
}
