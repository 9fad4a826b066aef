/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What stands behind a line without a name of its own: a PDU, whose length was announced, or text,
 * of which nobody says where it ends. A text may hold a line that looks like a result or a code: it
 * gets a blank in front, and a result is believed only when silence follows.
 */
#include "at_internal.h"

#include <string.h>

enum {
	FOLLOW_MS = 2000, /* until the line that was announced must be there */
	QUIET_MS = 300,   /* after the last line of a text */
	SURE_MS = 2000,   /* after lines that came behind a result */
};

/* Sends it to all who are to have it. How many got it. */
static unsigned send(struct at_session *s, struct cur encoded, uint64_t to, bool first)
{
	unsigned n = 0;

	AT_FOR_EACH_CLIENT(s, slot)
	{
		if (to & at_bit(slot))
			n += at_out_line(s, slot, encoded, first);
	}
	return n;
}

static void count_sent(struct at_session *s, unsigned n)
{
	s->count[AUDIT_MODEM].forwarded++;
	s->count[AUDIT_MODEM].copies += n - 1;
}

/* What stands behind the lines of an answer counts as they do. Whether it is too much by now. */
static bool is_long(struct at_session *s, size_t len)
{
	uint32_t *answered = &s->pending.answered;

	if (*answered <= AT_ANSWER_MAX)
		*answered += (uint32_t)len;
	return *answered > AT_ANSWER_MAX;
}

/* One line, sent or refused. */
static void deliver(struct at_session *s, const struct at_accepted *a, bool first)
{
	unsigned n = a->to ? send(s, a->encoded, a->to, first) : 0;

	if (n)
		count_sent(s, n);
	else
		at_out_refuse_modem(s, s->pending.slot, a->line,
				    a->to ? REASON_CLIENT_SLOW : a->unheard);
}

static void hold(struct at_session *s, const struct at_accepted *a, uint64_t now_ms)
{
	struct at_held *h = &s->held;
	struct cur name = a->line->parts[0].name;

	h->used = 1;
	h->to = a->to;
	h->reason = (uint8_t)a->unheard;
	h->due_ms = now_ms + FOLLOW_MS;
	memcpy(h->bytes, a->encoded.p, a->encoded.n);
	h->len = a->encoded.n;
	/* For the audit: the name and no more. */
	h->line.kind = a->line->kind;
	h->line.wire_len = a->line->wire_len;
	h->line.n_parts = 1;
	h->line.parts[0] = a->line->parts[0];
	h->line.parts[0].name = (struct cur){ (const uint8_t *)h->name, name.n };
	memcpy(h->name, name.p, name.n);
	s->count[AUDIT_MODEM].in_flight++;
}

void at_body_begin(struct at_session *s, const struct at_accepted *a, uint64_t now_ms)
{
	const struct at_def *def = a->line->kind == AT_KIND_INFO && a->kind != AT_BODY_NONE
					   ? at_row(a->line->parts[0].row, NULL)
					   : NULL;
	struct at_held *h = &s->held;
	int64_t announced = 0;
	bool has_smsc = false;

	if (def && at_pdu_announced(a->line, &announced, &has_smsc) && announced != 0) {
		h->is_text = 0;
		h->announced = announced;
		h->has_smsc = has_smsc;
		hold(s, a, now_ms);
		return;
	}
	if (!def || !(def->flags & AT_BODY_FOLLOWS) || announced != 0) {
		deliver(s, a, true);
		return;
	}
	if (a->kind == AT_BODY_CODE) {
		h->is_text = 1;
		hold(s, a, now_ms);
		return;
	}
	deliver(s, a, true);
	s->body = (struct at_body){ .kind = AT_BODY_ANSWER, .to = a->to, .line_ms = now_ms };
}

/* ------------------------------------------------------------------ the line that was held */

static struct cur release(struct at_session *s)
{
	s->held.used = 0;
	s->count[AUDIT_MODEM].in_flight--;
	return (struct cur){ s->held.bytes, s->held.len };
}

static void refuse_held(struct at_session *s, enum reason why)
{
	(void)release(s);
	at_out_refuse_modem(s, AT_SLOT_NONE, &s->held.line, why);
}

static void send_held(struct at_session *s)
{
	struct at_accepted a = { &s->held.line, release(s), s->held.to, (enum reason)s->held.reason,
				 AT_BODY_NONE };

	deliver(s, &a, true);
}

/* A line of text as it is, or with a blank in front where it looks like something else. */
static struct cur shielded(struct at_session *s, const struct at_record *line)
{
	static const char plain[] = "\r\n", blank[] = "\r\n ", quote[] = "\r\n > ";
	const char *start = line->flags & AT_RECORD_PROMPTED                          ? quote
			    : line->kind == AT_KIND_TEXT || line->kind == AT_KIND_HEX ? plain
										      : blank;
	struct wtr w = { s->scratch, sizeof(s->scratch), 0 };

	if (!wtr_bytes(&w, (struct cur){ (const uint8_t *)start, strlen(start) }) ||
	    !wtr_bytes(&w, line->text) || !wtr_u8(&w, '\r') || !wtr_u8(&w, '\n'))
		__builtin_trap(); /* a line is shorter than the scratch */
	return (struct cur){ w.p, w.len };
}

static void text_follows(struct at_session *s, const struct at_record *line, uint64_t now_ms)
{
	struct at_accepted a = {
		line, { NULL, 0 }, s->held.to, (enum reason)s->held.reason, AT_BODY_NONE
	};

	send_held(s);
	a.encoded = shielded(s, line);
	deliver(s, &a, false);
	s->body = (struct at_body){ .kind = AT_BODY_CODE, .to = a.to, .line_ms = now_ms };
}

/* Neither the line nor its PDU goes to anybody. */
static void refuse_carried(struct at_session *s, const struct at_record *line, struct verdict v)
{
	v.pass = 0;
	(void)release(s);
	s->count[AUDIT_MODEM].refused += 2;
	at_out_audit(s, AUDIT_REFUSED, SIDE_MODEM, s->pending.slot, &s->held.line, &v);
	at_out_audit(s, AUDIT_REFUSED, SIDE_MODEM, s->pending.slot, line, &v);
}

/* The PDU that was announced. False: something else came, which is yet to be dealt with. */
static bool pdu_follows(struct at_session *s, struct at_record *line, uint64_t now_ms)
{
	struct at_held *h = &s->held;
	struct at_accepted a = { line, { NULL, 0 }, h->to, (enum reason)h->reason, AT_BODY_NONE };
	struct wtr w = { s->scratch, sizeof(s->scratch), 0 };
	enum reason why = REASON_AT_PDU_LENGTH;
	struct verdict v;

	if (line->kind != AT_KIND_HEX) {
		refuse_held(s, why);
		if (line->kind != AT_KIND_TEXT)
			return false;
		/* Words stand in the PDU's place: they must not become somebody's answer. */
		at_out_refuse_modem(s, AT_SLOT_NONE, line, why);
		return true;
	}
	why = at_pdu_hex_fits(h->announced, h->has_smsc, line->text);
	if (why == REASON_OK) {
		h->to = at_payload_pdu(s, line, h->line.parts[0].row, h->to, &v, now_ms);
		if (h->to != a.to && h->to == 0) {
			refuse_carried(s, line, v);
			return true;
		}
		a.to = h->to;
	}
	if (why == REASON_OK && !at_encode_text(line, &w))
		why = REASON_AT_ENTRY;
	if (why != REASON_OK) {
		refuse_held(s, why);
		at_out_refuse_modem(s, AT_SLOT_NONE, line, why);
		return true;
	}
	send_held(s);
	a.encoded = (struct cur){ w.p, w.len };
	deliver(s, &a, false);
	(void)is_long(s, line->wire_len); /* the next one is not begun */
	return true;
}

/* ------------------------------------------------------------------ text without an end */

/* The result that was doubtful was text: something stood behind it. */
static void doubt_was_text(struct at_session *s)
{
	struct at_body *b = &s->body;
	uint8_t bytes[64];
	struct wtr w = { bytes, sizeof(bytes), 0 };
	unsigned n = 0;

	if (b->doubt != AT_DOUBT_LAST)
		return;
	b->doubt = AT_DOUBT_EARLIER;
	s->count[AUDIT_MODEM].in_flight--;
	/* CR LF and a blank, then the code as it would be without the CR LF. */
	if (!(b->kind == AT_BODY_ANSWER && is_long(s, sizeof(bytes))) &&
	    wtr_bytes(&w, (struct cur){ (const uint8_t *)"\r\n ", 3 }) &&
	    at_encode_result((enum at_final)b->final, b->number, false, &w)) {
		memmove(w.p + 3, w.p + 5, w.len - 5);
		n = send(s, (struct cur){ w.p, w.len - 2 }, b->to, false);
	}
	if (n)
		count_sent(s, n);
	else
		s->count[AUDIT_MODEM].refused++;
}

static void doubt(struct at_session *s, const struct at_record *line)
{
	struct at_body *b = &s->body;

	doubt_was_text(s);
	b->doubt = AT_DOUBT_LAST;
	b->final = line->final;
	b->number = line->number;
	s->count[AUDIT_MODEM].in_flight++;
}

static void send_text(struct at_session *s, const struct at_record *line)
{
	struct at_accepted a = { line, { NULL, 0 }, s->body.to, REASON_CLIENT_GONE, AT_BODY_NONE };

	doubt_was_text(s);
	if (s->body.kind == AT_BODY_ANSWER && is_long(s, line->wire_len)) {
		at_out_refuse_modem(s, s->pending.slot, line, REASON_AT_ANSWER_LONG);
		return;
	}
	a.encoded = shielded(s, line);
	deliver(s, &a, false);
}

void at_body_end(struct at_session *s)
{
	if (s->body.doubt == AT_DOUBT_LAST) {
		s->count[AUDIT_MODEM].in_flight--;
		s->count[AUDIT_MODEM].refused++;
	}
	s->body = (struct at_body){ .kind = AT_BODY_NONE };
}

/* The next message of a list begins with the name that the last one began with. */
static bool is_next(const struct at_session *s, const struct at_record *line)
{
	struct at_fit fit;
	unsigned part;
	const struct at_def *def;

	if (line->kind != AT_KIND_INFO || at_modem_fits(s, line, &fit, &part) != REASON_OK)
		return false;
	def = at_row(line->parts[0].row, NULL);
	return def && (def->flags & AT_BODY_FOLLOWS);
}

static bool answer_text(struct at_session *s, const struct at_record *line)
{
	if (is_next(s, line)) {
		doubt_was_text(s);
		s->body.doubt = AT_DOUBT_NONE;
		return false;
	}
	if (line->kind == AT_KIND_FINAL)
		doubt(s, line);
	else if (line->kind == AT_KIND_PROMPT)
		s->count[AUDIT_MODEM].answered++; /* the line behind it says so */
	else
		send_text(s, line);
	return true;
}

/* Lines behind the first of an unsolicited text: its own, or others that came between. */
static bool code_text(struct at_session *s, const struct at_record *line)
{
	bool in_flight = s->port.state == AT_PORT_COMMAND || s->port.state == AT_PORT_ENTRY;
	struct at_fit fit;
	unsigned part;

	if (line->kind == AT_KIND_FINAL) {
		if (!in_flight)
			return false;
		doubt(s, line);
		return true;
	}
	if (line->kind == AT_KIND_PROMPT || at_modem_fits(s, line, &fit, &part) == REASON_OK ||
	    at_unsolicited_fits(line, &fit) == REASON_OK)
		return false;
	send_text(s, line);
	return true;
}

static bool is_silent(const struct at_body *b, uint64_t now_ms)
{
	return now_ms - b->line_ms >= (b->doubt == AT_DOUBT_EARLIER ? SURE_MS : QUIET_MS);
}

bool at_body_take(struct at_session *s, struct at_record *line, uint64_t now_ms)
{
	struct at_body *b = &s->body;
	bool taken = false;

	if (s->held.used && !s->held.is_text)
		return pdu_follows(s, line, now_ms);
	if (s->held.used) {
		text_follows(s, line, now_ms);
		return true;
	}
	switch ((enum at_body_kind)b->kind) {
	case AT_BODY_NONE:
		return false;
	case AT_BODY_ANSWER:
		taken = answer_text(s, line);
		break;
	case AT_BODY_CODE:
		if (is_silent(b, now_ms)) {
			/* A second result, long after the text: the first one was the text's. */
			if (line->kind == AT_KIND_FINAL || b->doubt == AT_DOUBT_NONE) {
				doubt_was_text(s);
				at_body_end(s);
			}
			return false;
		}
		taken = code_text(s, line);
		break;
	}
	if (taken)
		b->line_ms = now_ms;
	return taken;
}

/* The doubtful result was the result. */
static void believe(struct at_session *s, uint64_t now_ms)
{
	struct at_record *r = &s->line;
	bool is_last = s->body.doubt == AT_DOUBT_LAST;

	memset(r, 0, offsetof(struct at_record, parts));
	r->kind = AT_KIND_FINAL;
	r->final = s->body.final;
	r->number = s->body.number;
	if (is_last)
		s->count[AUDIT_MODEM].in_flight--;
	s->body = (struct at_body){ .kind = AT_BODY_NONE };
	at_modem_end(s, r, is_last, now_ms);
}

static uint32_t held_tick(struct at_session *s, uint64_t now_ms)
{
	if (!s->held.used)
		return UINT32_MAX;
	if (now_ms < s->held.due_ms)
		return at_sooner(UINT32_MAX, s->held.due_ms, now_ms);
	if (s->held.is_text)
		send_held(s); /* an empty text */
	else
		refuse_held(s, REASON_AT_PDU_LENGTH);
	return UINT32_MAX;
}

uint32_t at_body_tick(struct at_session *s, uint64_t now_ms)
{
	struct at_body *b = &s->body;
	uint32_t next = held_tick(s, now_ms);
	uint64_t due_ms = b->line_ms + (b->doubt == AT_DOUBT_EARLIER ? SURE_MS : QUIET_MS);

	if (b->kind == AT_BODY_NONE || (b->kind == AT_BODY_ANSWER && b->doubt == AT_DOUBT_NONE))
		return next;
	if (b->kind == AT_BODY_CODE && b->doubt != AT_DOUBT_NONE)
		due_ms =
			s->pending.due_ms; /* whose result it was, only the lack of another tells */
	if (now_ms < due_ms)
		return at_sooner(next, due_ms, now_ms);
	if (b->doubt == AT_DOUBT_NONE)
		at_body_end(s);
	else
		believe(s, now_ms);
	return next;
}
