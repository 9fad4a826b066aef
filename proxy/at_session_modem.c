/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The modem's lines: to whom they answer, to who may hear them, or to nobody. */
#include "at_internal.h"
#include "bucket.h"

#include <string.h>

enum {
	ENTRY_MS = 60000,      /* how long a prompt waits for the client */
	AFTER_BOOT_MS = 10000, /* a modem that starts anew answers nothing from before */
	ENOUGH_MS = 2000,
};

static bool in_flight(const struct at_session *s)
{
	return s->port.state == AT_PORT_COMMAND || s->port.state == AT_PORT_ENTRY;
}

static bool named(const struct at_part *p, const char *name)
{
	return strlen(name) == p->name.n && memcmp(p->name.p, name, p->name.n) == 0;
}

/* Whether the line would answer the last line that was in flight. */
static enum reason fits(const struct at_session *s, const struct at_record *line,
			struct at_fit *fit, unsigned *part)
{
	const struct at_record *asked = &s->pending.line;
	enum reason why = REASON_AT_FOREIGN;

	for (unsigned i = 0; i < asked->n_parts; i++) {
		const struct at_part *p = &asked->parts[i];
		enum reason r = at_answer_fits(p->row, (enum at_form)p->form, p->name, line, fit);

		*part = i;
		if (r == REASON_OK)
			return r;
		if (r != REASON_AT_FOREIGN)
			why = r;
	}
	return why;
}

enum reason at_modem_fits(const struct at_session *s, const struct at_record *line,
			  struct at_fit *fit, unsigned *part)
{
	return in_flight(s) ? fits(s, line, fit, part) : REASON_AT_FOREIGN;
}

/* What a client was told it would not get: it must not look like news to all others. */
static bool is_late(const struct at_session *s, const struct at_record *line)
{
	struct at_fit fit;
	unsigned part;

	return s->port.state == AT_PORT_SYNC && fits(s, line, &fit, &part) == REASON_OK;
}

/* ------------------------------------------------------------------ answers */

static struct cur encode(struct at_session *s, const struct at_record *line, const char *shape)
{
	struct wtr w = { s->scratch, sizeof(s->scratch), 0 };
	bool good = line->kind == AT_KIND_INFO ? at_encode_info(line, shape, &w)
					       : at_encode_text(line, &w);

	return good ? (struct cur){ w.p, w.len } : (struct cur){ NULL, 0 };
}

static void note_stripped(struct at_session *s, unsigned slot, const struct at_record *line,
			  const struct at_fit *fit)
{
	struct verdict v = { .pass = 1, .rule = RULE_BUILTIN };

	if (fit->stripped == 0)
		return;
	s->count[AUDIT_MODEM].stripped++;
	at_out_audit(s, AUDIT_STRIPPED, SIDE_MODEM, slot, line, &v);
}

/* Where the answers of the line in flight go; and why nowhere. */
static uint64_t answered(const struct at_session *s, enum reason *unheard)
{
	const struct at_pending *p = &s->pending;

	*unheard = p->abandoned ? REASON_AT_ABANDONED : REASON_CLIENT_GONE;
	return p->abandoned ? 0 : at_bit(p->slot);
}

static void refuse_carried(struct at_session *s, const struct at_record *line, struct verdict v)
{
	v.pass = 0;
	s->count[AUDIT_MODEM].refused++;
	at_out_audit(s, AUDIT_REFUSED, SIDE_MODEM, s->pending.slot, line, &v);
}

static void answer(struct at_session *s, struct at_record *line, const struct at_fit *fit,
		   unsigned part, uint64_t now_ms)
{
	struct at_pending *p = &s->pending;
	const struct at_part *asked = &p->line.parts[part];
	bool may_follow = line->kind == AT_KIND_INFO && asked->form != AT_FORM_TEST;
	struct at_accepted a = { .line = line };
	struct verdict v;
	uint64_t to;

	if (p->answered + line->wire_len > AT_ANSWER_MAX) {
		at_out_refuse_modem(s, p->slot, line, REASON_AT_ANSWER_LONG);
		return;
	}
	p->answered += line->wire_len;
	at_channel_answered(s, line, part);
	a.to = answered(s, &a.unheard);
	a.to = at_payload_values(s, line, AT_PLACE_ANSWER, to = a.to, &v, now_ms);
	if (a.to != to && a.to == 0) {
		refuse_carried(s, line, v);
		return;
	}
	a.encoded = encode(s, line, fit->shape);
	if (a.encoded.n == 0) {
		at_out_refuse_modem(s, p->slot, line, REASON_AT_VALUE_SET);
		return;
	}
	a.kind = may_follow ? AT_BODY_ANSWER : AT_BODY_NONE;
	if (a.to)
		note_stripped(s, p->slot, line, fit);
	at_body_begin(s, &a, now_ms);
	/* FIELD-NOTES A5: some say READY and no OK. */
	if (p->line.n_parts == 1 && asked->form == AT_FORM_READ && named(asked, "+CPIN")) {
		p->enough = 1;
		p->due_ms = now_ms + ENOUGH_MS;
	}
}

/* ------------------------------------------------------------------ unsolicited codes */

static bool indication_due(struct at_session *s, uint64_t now_ms)
{
	return bucket_take(&s->indication_tokens, &s->indication_ms,
			   s->rules->limits[LIMIT_INDICATIONS], now_ms);
}

/* FIELD-NOTES A12: a modem that says over and over that it has started. */
static bool boot_due(struct at_session *s, uint64_t now_ms)
{
	uint64_t gained = (now_ms - s->boot_ms) / AT_BOOT_MS;

	if (s->boot_tokens + gained >= AT_BOOT_BURST) {
		s->boot_tokens = AT_BOOT_BURST;
		s->boot_ms = now_ms;
	} else {
		s->boot_tokens += (uint32_t)gained;
		s->boot_ms += gained * AT_BOOT_MS;
	}
	if (s->boot_tokens == 0)
		return false;
	s->boot_tokens--;
	return true;
}

/*
 * The same one again, although no time for another start has passed: two in one buffer are what
 * clients fell over. One with a value may say something new, as the state of a PIN.
 */
static bool is_boot_again(struct at_session *s, const struct at_part *p, uint64_t now_ms)
{
	uint32_t bit = 1u << p->row % 32, *said = &s->boot_said[p->row / 32];
	bool again;

	if (now_ms - s->boot_said_ms >= AT_BOOT_MS)
		memset(s->boot_said, 0, sizeof(s->boot_said));
	s->boot_said_ms = now_ms;
	again = p->n == 0 && (*said & bit);
	*said |= bit;
	return again;
}

/* Boot codes out of season are rare, and no two of them alike. */
static bool boot_admitted(struct at_session *s, const struct at_part *p, uint64_t now_ms)
{
	if (is_boot_again(s, p, now_ms)) {
		s->port.renew = 1; /* and yet it may have started */
		return false;
	}
	return boot_due(s, now_ms);
}

/* It may have forgotten how it was set, and what it was asked. */
static void booted(struct at_session *s, const struct at_record *line, uint64_t now_ms)
{
	struct verdict v = at_refusal(REASON_MODEM_RESET);

	at_out_audit(s, AUDIT_LINK, SIDE_MODEM, AT_SLOT_NONE, line, &v);
	s->port.renew = 1;
	if (in_flight(s) && s->pending.due_ms > now_ms + AFTER_BOOT_MS)
		s->pending.due_ms = now_ms + AFTER_BOOT_MS;
}

static bool is_off(const struct at_session *s, const struct at_def *def)
{
	uint16_t row = def->enable ? at_find(def->enable, strlen(def->enable)) : ROW_NONE;

	return row < AT_MAX_ROWS && (s->off[row / 32] >> row % 32 & 1);
}

static uint64_t audience(const struct at_session *s, uint16_t row, enum reason *unheard)
{
	uint64_t to = 0;

	*unheard = REASON_NO_OWNER;
	AT_FOR_EACH_CLIENT(s, slot)
	{
		const struct at_client *cl = &s->clients[slot];

		if (cl->closing || cl->evicted || cl->quiet || at_data_is_owner(s, slot))
			continue;
		*unheard = REASON_NOT_IN_POLICY;
		if (at_policy_hears(s->rules, &s->policy, cl->role, row))
			to |= at_bit(slot);
	}
	return to;
}

static void unsolicited(struct at_session *s, struct at_record *line,
			const struct at_fit *fit, uint64_t now_ms)
{
	uint16_t row = line->parts[0].row;
	const struct at_def *def = at_row(row, NULL);
	struct at_accepted a = { .line = line, .kind = AT_BODY_CODE };
	enum reason why = REASON_OK;
	struct verdict v;
	uint64_t to;

	if (is_off(s, def))
		why = REASON_AT_UNASKED;
	else if (!indication_due(s, now_ms) ||
		 ((def->flags & AT_BOOT) && !boot_admitted(s, &line->parts[0], now_ms)))
		why = REASON_INDICATION_RATE;
	if (why != REASON_OK) {
		at_out_refuse_modem(s, AT_SLOT_NONE, line, why);
		return;
	}
	if (def->flags & AT_BOOT)
		booted(s, line, now_ms);
	a.to = audience(s, row, &a.unheard);
	a.to = at_payload_values(s, line, AT_PLACE_URC, to = a.to, &v, now_ms);
	if (a.to != to && a.to == 0) {
		refuse_carried(s, line, v);
		return;
	}
	a.encoded = encode(s, line, fit->shape);
	if (a.encoded.n == 0) {
		at_out_refuse_modem(s, AT_SLOT_NONE, line, REASON_AT_VALUE_SET);
		return;
	}
	if (a.to)
		note_stripped(s, AT_SLOT_NONE, line, fit);
	at_body_begin(s, &a, now_ms);
}

static void text_line(struct at_session *s, struct at_record *line, uint64_t now_ms)
{
	struct at_fit fit;
	unsigned part = 0;
	enum reason as_answer = at_modem_fits(s, line, &fit, &part), as_code;

	if (as_answer == REASON_OK) {
		answer(s, line, &fit, part, now_ms);
		return;
	}
	as_code = is_late(s, line) ? REASON_UNMATCHED : at_unsolicited_fits(line, &fit);
	if (as_code == REASON_OK)
		unsolicited(s, line, &fit, now_ms);
	else
		at_out_refuse_modem(s, s->pending.slot, line,
				    as_answer != REASON_AT_FOREIGN ? as_answer : as_code);
}

/* ------------------------------------------------------------------ results */

/* A mode, and then what is switched on: TS 27.005 3.4.1, TS 27.007 8.10. */
static bool has_mode_first(const struct at_part *p)
{
	return named(p, "+CNMI") || named(p, "+CMER");
}

/* A command that succeeded may have switched unsolicited codes on or off. */
static void note_switches(struct at_session *s)
{
	const struct at_record *r = &s->pending.line;

	for (unsigned i = 0; i < r->n_parts; i++) {
		const struct at_part *p = &r->parts[i];
		bool on = p->n == 0 || (has_mode_first(p) && p->n == 1);

		if (named(p, "&F")) /* as it was made: echo, and no numbers of errors */
			s->port.renew = 1;
		if (p->form != AT_FORM_SET || p->row >= AT_MAX_ROWS)
			continue;
		for (unsigned k = has_mode_first(p) ? 1 : 0; k < p->n; k++) {
			int64_t value;

			on |= at_part_number(r, i, k, &value) && value != 0;
			if (!has_mode_first(p))
				break;
		}
		if (on)
			s->off[p->row / 32] &= ~(1u << p->row % 32);
		else
			s->off[p->row / 32] |= 1u << p->row % 32;
	}
}

void at_modem_end(struct at_session *s, const struct at_record *line, bool count, uint64_t now_ms)
{
	const struct at_pending *p = &s->pending;
	enum reason unheard;

	if (line->final == AT_FINAL_OK && !p->refusal) {
		note_switches(s);
		at_channel_done(s);
	}
	if (answered(s, &unheard) == 0) {
		if (count)
			at_out_refuse_modem(s, p->slot, line, unheard);
	} else if (p->refusal) {
		s->count[AUDIT_MODEM].answered += count;
		at_out_error(s, p->slot, (enum reason)p->refusal);
	} else {
		s->count[AUDIT_MODEM].forwarded += count;
		at_out_final(s, p->slot, line);
	}
	at_port_finish(s, now_ms);
}

static bool is_call(const struct at_record *r)
{
	for (unsigned i = 0; i < r->n_parts; i++) {
		const struct at_def *def = at_row(r->parts[i].row, NULL);

		if (!def || (def->flags & AT_DATA_MODE))
			return true;
	}
	return false;
}

static bool ends_call(const struct at_record *line)
{
	return line->final == AT_FINAL_NO_CARRIER || line->final == AT_FINAL_BUSY ||
	       line->final == AT_FINAL_NO_ANSWER || line->final == AT_FINAL_NO_DIALTONE;
}

/* The end of a call that is no answer: for those who may call, behind what they wait for. */
static void call_ended(struct at_session *s, const struct at_record *line, uint64_t now_ms)
{
	enum reason unheard;
	uint64_t to = audience(s, at_find("D", 1), &unheard);
	unsigned n = 0;

	if (!indication_due(s, now_ms)) {
		at_out_refuse_modem(s, AT_SLOT_NONE, line, REASON_INDICATION_RATE);
		return;
	}
	AT_FOR_EACH_CLIENT(s, slot)
	{
		if (!(to & at_bit(slot)))
			continue;
		n++;
		if (s->pending.slot == slot)
			s->clients[slot].call_ended = line->final;
		else
			at_out_result(s, slot, (enum at_final)line->final, -1);
	}
	if (n == 0) {
		at_out_refuse_modem(s, AT_SLOT_NONE, line, unheard);
		return;
	}
	s->count[AUDIT_MODEM].forwarded++;
	s->count[AUDIT_MODEM].copies += n - 1;
}

/* A line of one digit is a result only where no command asks for a text (V.250 6.2.6). */
static bool is_digit_text(const struct at_session *s, struct at_record *line)
{
	struct at_fit fit;
	unsigned part;

	if (!(line->flags & AT_RECORD_NUMERIC))
		return false;
	line->kind = AT_KIND_TEXT;
	if (at_modem_fits(s, line, &fit, &part) == REASON_OK)
		return true;
	line->kind = AT_KIND_FINAL;
	return false;
}

static void result(struct at_session *s, struct at_record *line, uint64_t now_ms)
{
	uint8_t state = s->port.state;

	if (is_digit_text(s, line))
		text_line(s, line, now_ms);
	else if (line->final == AT_FINAL_CONNECT)
		at_data_begin(s, line, now_ms);
	else if (state == AT_PORT_DATA || state == AT_PORT_SWAPPING)
		at_data_carrier_lost(s, line, now_ms);
	else if (ends_call(line) && !(in_flight(s) && is_call(&s->pending.line)))
		call_ended(s, line, now_ms);
	else if (in_flight(s))
		at_modem_end(s, line, true, now_ms);
	else if (state == AT_PORT_LEAVING || at_port_result(s, line, now_ms))
		s->count[AUDIT_MODEM].answered++;
	else
		at_out_refuse_modem(s, AT_SLOT_NONE, line, REASON_UNMATCHED);
}

/* ------------------------------------------------------------------ prompts, echoes, the rest */

static void prompt(struct at_session *s, const struct at_record *line, uint64_t now_ms)
{
	static const uint8_t text[] = "\r\n> ";
	struct at_pending *p = &s->pending;
	bool is_asked = s->port.state == AT_PORT_COMMAND && p->entry == 1;

	if (s->port.state == AT_PORT_SYNC) {
		s->count[AUDIT_MODEM].answered++;
		at_port_escape(s);
		return;
	}
	if (!is_asked) {
		at_out_refuse_modem(s, AT_SLOT_NONE, line, REASON_AT_FOREIGN);
		return;
	}
	if (p->slot < GATE_SLOTS && !p->abandoned) {
		s->count[AUDIT_MODEM].forwarded++;
		(void)at_out_bytes(s, p->slot, (struct cur){ text, sizeof(text) - 1 });
	} else {
		s->count[AUDIT_MODEM].answered++;
	}
	p->due_ms = now_ms + ENTRY_MS;
	at_port_enter(s, AT_PORT_ENTRY, now_ms);
	at_entry_take(s, now_ms);
}

static void echo(struct at_session *s, struct at_record *line, uint64_t now_ms)
{
	const struct at_pending *p = &s->pending;
	struct at_fit fit;
	unsigned part;

	if (in_flight(s) && at_echo_fits(line, (struct cur){ p->sent, p->sent_len })) {
		s->count[AUDIT_MODEM].answered++;
		s->port.renew = 1; /* it was told not to (FIELD-NOTES A2) */
	} else if (s->port.state == AT_PORT_INIT || s->port.state == AT_PORT_SYNC) {
		s->count[AUDIT_MODEM].answered++;
	} else {
		line->kind = AT_KIND_TEXT; /* a name may begin so */
		if (at_modem_fits(s, line, &fit, &part) == REASON_OK)
			text_line(s, line, now_ms);
		else
			at_out_refuse_modem(s, AT_SLOT_NONE, line, REASON_AT_FOREIGN);
	}
}

static void lost(struct at_session *s)
{
	struct verdict v = at_refusal(REASON_MESSAGES_LOST);

	at_out_audit(s, AUDIT_LINK, SIDE_MODEM, AT_SLOT_NONE, NULL, &v);
}

void at_modem_record(struct at_session *s, struct at_record *line, uint64_t now_ms)
{
	if (line->kind == AT_KIND_END) {
		at_out_port_gone(s, line->error, REASON_OK);
		return;
	}
	if (line->kind == AT_KIND_LOST) {
		lost(s);
		return;
	}
	s->count[AUDIT_MODEM].received++;
	if (line->kind == AT_KIND_DATA)
		at_data_from_modem(s, line, now_ms);
	else if (line->kind == AT_KIND_REFUSAL)
		at_out_refuse_modem(s, AT_SLOT_NONE, line, (enum reason)line->reason);
	else if (at_body_take(s, line, now_ms))
		return;
	else if (line->kind == AT_KIND_FINAL)
		result(s, line, now_ms);
	else if (line->kind == AT_KIND_PROMPT)
		prompt(s, line, now_ms);
	else if (line->kind == AT_KIND_ECHO)
		echo(s, line, now_ms);
	else
		text_line(s, line, now_ms);
}
