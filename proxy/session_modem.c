/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The modem's frames: an answer to whoever asked, once; an indication to whoever owns the id. */
#include "session_internal.h"
#include "bucket.h"

#include <string.h>

static void refuse(struct session *s, unsigned slot, const struct message *m, struct verdict v)
{
	s->count[AUDIT_MODEM].refused++;
	out_audit(s, AUDIT_REFUSED, SIDE_MODEM, slot, m, &v);
	if (v.act == ACT_PANIC)
		out_panic(s);
}

static void forget(struct session *s, struct outstanding *o)
{
	if (o->slot < GATE_SLOTS)
		s->clients[o->slot].n_outstanding--;
	table_remove(&s->table, o);
}

void modem_fail(struct session *s, struct outstanding *o, enum reason why, uint64_t now_ms)
{
	struct message m = { .kind = RECORD_MESSAGE, .marker = o->marker, .cid = o->cid };
	const struct outstanding asked = *o;
	uint16_t slot = o->slot;

	m.service = o->service;
	m.id = o->id;
	m.txid = o->client_txid;
	m.row = o->row;
	forget(s, o);
	if (slot < GATE_SLOTS)
		(void)out_result(s, slot, &m, host_error(why), now_ms);
	else if (slot == SLOT_GATE)
		inner_answered(s, &asked, NULL, now_ms);
}

static bool succeeded(const struct message *m)
{
	uint64_t status = 1;

	return message_scalar(m, 0x02, 0, &status) && status == 0;
}

static enum reason allocated(struct session *s, const struct outstanding *o,
			     const struct message *m, uint64_t now_ms)
{
	uint64_t service = 0, cid = 0;

	if (!succeeded(m))
		return REASON_OK;
	if (!message_scalar(m, 0x01, 0, &service) || !message_scalar(m, 0x01, 1, &cid))
		return REASON_TLV_MISSING;
	if (service != o->arg_service || service == SERVICE_CTL || cid == 0 || cid == CID_BROADCAST)
		return REASON_SERVICE_MISMATCH;
	if (s->cids[service][cid].state == CID_OWNED || s->cids[service][cid].state == CID_GATE)
		return REASON_CLIENT_ID_FOREIGN;
	if (o->slot < GATE_SLOTS)
		ids_own(s, o->slot, (uint8_t)service, (uint8_t)cid);
	if (o->slot < GATE_SLOTS && service == TUNNEL_SERVICE)
		inner_seat(s, o->slot, now_ms);
	if (o->slot == SLOT_NONE)
		host_release(s, (uint8_t)service, (uint8_t)cid, now_ms);
	return REASON_OK;
}

static enum reason released(struct session *s, const struct outstanding *o, const struct message *m,
			    uint64_t now_ms)
{
	uint64_t service = o->arg_service, cid = o->arg_cid;

	if (!succeeded(m))
		return REASON_OK;
	if ((message_scalar(m, 0x01, 0, &service) && service != o->arg_service) ||
	    (message_scalar(m, 0x01, 1, &cid) && cid != o->arg_cid))
		return REASON_SERVICE_MISMATCH;
	if (o->slot < GATE_SLOTS)
		ids_forget(s, o->arg_service, o->arg_cid);
	if (o->slot < GATE_SLOTS && s->clients[o->slot].owned[TUNNEL_SERVICE] == 0)
		inner_unseat(s, o->slot, now_ms);
	return REASON_OK;
}

/* Leaves in the version info only the services that the client's role may use at all. */
static enum reason filter_versions(struct session *s, const struct outstanding *o,
				   struct message *m)
{
	struct wtr w = { s->scratch, sizeof(s->scratch), 0 };
	uint16_t count, kept = 0;
	struct message_tlv *list = NULL;
	struct cur in, entry;

	for (unsigned i = 0; i < m->n_tlvs; i++)
		if (m->tlvs[i].tag == 0x01)
			list = &m->tlvs[i];
	if (!list || o->slot >= GATE_SLOTS)
		return REASON_OK;
	in = list->packed;
	if (!cur_u16(&in, &count) || !wtr_u16(&w, 0))
		return REASON_TLV_COUNT;
	while (count-- > 0) {
		if (!cur_take(&in, 5, &entry))
			return REASON_TLV_COUNT;
		if (entry.p[0] != SERVICE_CTL && !policy_service(s->rules, &s->policy,
								 s->clients[o->slot].role,
								 entry.p[0]))
			continue;
		if (!wtr_bytes(&w, entry))
			return REASON_TLV_COUNT;
		kept++;
	}
	if (!wtr_patch_u16(&w, 0, kept))
		return REASON_TLV_COUNT;
	list->packed = (struct cur){ w.p, w.len };
	return REASON_OK;
}

static enum reason control_answer(struct session *s, const struct outstanding *o,
				  struct message *m, uint64_t now_ms)
{
	switch (o->id) {
	case CTL_ALLOCATE_CID:
		return allocated(s, o, m, now_ms);
	case CTL_RELEASE_CID:
		return released(s, o, m, now_ms);
	case CTL_GET_VERSION_INFO:
		return filter_versions(s, o, m);
	default:
		return REASON_OK;
	}
}

/* What the audit says of a message that passes; AUDIT_EVENTS: nothing. */
static enum audit_event passed_event(const struct message *m, const struct verdict *v)
{
	if (v->act == ACT_SUBSTITUTE)
		return AUDIT_SUBSTITUTED;
	if (m->n_notes)
		return AUDIT_STRIPPED;
	return v->alert ? AUDIT_PASSED : AUDIT_EVENTS;
}

static void audit_pass(struct session *s, unsigned slot, const struct message *m,
		       const struct verdict *v)
{
	enum audit_event event = passed_event(m, v);

	if (event != AUDIT_EVENTS)
		out_audit(s, event, SIDE_MODEM, slot, m, v);
}

static void deliver_answer(struct session *s, const struct outstanding *o, struct message *m,
			   const struct verdict *v, uint64_t now_ms)
{
	struct wtr memory = { s->scratch, sizeof(s->scratch), 0 };
	struct message fresh;

	if (o->slot == SLOT_GATE) {
		s->count[AUDIT_MODEM].answered++;
		inner_answered(s, o, m, now_ms);
		return;
	}
	if (o->slot == SLOT_NONE) {
		refuse(s, SLOT_NONE, m, refusal(REASON_CLIENT_GONE));
		return;
	}
	m->txid = o->client_txid;
	m->marker = o->marker;
	if (v->act == ACT_SUBSTITUTE) {
		if (!out_substitute(s, m, v, &memory, &fresh)) {
			refuse(s, o->slot, m, refusal((enum reason)v->reason));
			(void)out_result(s, o->slot, m, host_error((enum reason)v->reason),
					 now_ms);
			return;
		}
		m = &fresh;
	}
	settings_heard(s, m, now_ms);
	s->count[AUDIT_MODEM].forwarded++;
	s->count[AUDIT_MODEM].stripped += m->n_notes != 0 || v->act != ACT_NONE;
	audit_pass(s, o->slot, m, v);
	(void)out_message(s, o->slot, m, now_ms);
}

static void modem_response(struct session *s, struct message *m, uint64_t now_ms)
{
	struct outstanding *o = table_find(&s->table, m->service, m->cid, m->txid);
	struct verdict v = { .pass = 1, .rule = RULE_BUILTIN };
	struct outstanding asked;
	enum reason r = REASON_OK;

	if (!o) {
		r = m->kind == RECORD_REFUSAL ? (enum reason)m->reason : REASON_UNMATCHED;
		refuse(s, SLOT_NONE, m, refusal(r));
		return;
	}
	if (m->kind == RECORD_REFUSAL) {
		r = (enum reason)m->reason;
		v = refusal(r);
		(void)session_event(s, SIDE_MODEM, o->slot, m, &v, now_ms);
	} else if (o->id != m->id) {
		r = REASON_MESSAGE_ID_MISMATCH;
	} else {
		r = policy_strict(s->rules, m);
	}
	asked = *o;
	if (r == REASON_OK)
		channel_answered(s, &asked, m);
	if (r == REASON_OK && m->service == SERVICE_CTL)
		r = control_answer(s, &asked, m, now_ms);
	if (r == REASON_OK &&
	    session_event(s, SIDE_MODEM, asked.slot, m, &v, now_ms) >= DETECT_DROP)
		r = REASON_ALARM;
	if (r != REASON_OK)
		v = refusal(r);
	else if (asked.slot < GATE_SLOTS)
		v = policy_carried(s->rules, &s->policy, s->clients[asked.slot].role, m, now_ms);
	if (!v.pass) {
		refuse(s, asked.slot, m, v);
		modem_fail(s, o, (enum reason)v.reason, now_ms);
		return;
	}
	forget(s, o);
	deliver_answer(s, &asked, m, &v, now_ms);
	if (asked.slot < GATE_SLOTS && s->clients[asked.slot].closing)
		out_client_flush(s, asked.slot, now_ms);
}

/* Every request about the id (or all, where `all`) will stay unanswered: say so to its client. */
static void abort_requests(struct session *s, bool all, uint8_t service, uint8_t cid,
			   uint64_t now_ms)
{
	struct outstanding *o = table_oldest(&s->table);

	while (o) {
		struct outstanding *next = table_newer(&s->table, o);

		if (all || (o->service == service && o->cid == cid))
			modem_fail(s, o, REASON_MODEM_RESET, now_ms);
		o = next;
	}
}

/* SYNC: the modem restarted and knows no client id any more. Revoke: one is gone (Q14, Q15). */
static void modem_reset(struct session *s, const struct message *m, uint64_t now_ms)
{
	struct verdict v = refusal(REASON_MODEM_RESET);
	uint64_t service = 0, cid = 0;

	out_audit(s, AUDIT_LINK, SIDE_MODEM, SLOT_NONE, m, &v);
	if (m->id == CTL_SYNC) {
		abort_requests(s, true, 0, 0, now_ms);
		ids_forget_all(s);
		s->channels->n = 0;
	} else if (message_scalar(m, 0x01, 0, &service) && message_scalar(m, 0x01, 1, &cid)) {
		abort_requests(s, false, (uint8_t)service, (uint8_t)cid, now_ms);
		ids_forget(s, (uint8_t)service, (uint8_t)cid);
	}
}

static bool indication_due(struct session *s, uint64_t now_ms)
{
	return bucket_take(&s->indication_tokens, &s->indication_ms,
			   s->rules->limits[LIMIT_INDICATIONS], now_ms);
}

static bool hears(const struct session *s, unsigned slot, const struct message *m)
{
	const struct client *cl = &s->clients[slot];

	if (cl->closing || cl->evicted)
		return false;
	if (m->service == SERVICE_CTL)
		return true;
	if (m->cid == CID_BROADCAST)
		return cl->owned[m->service] > 0;
	return s->cids[m->service][m->cid].state == CID_OWNED &&
	       s->cids[m->service][m->cid].slot == slot;
}

/* Why an indication went nowhere, where no client could have heard it. */
static enum reason unheard(const struct message *m)
{
	if (m->row != ROW_NONE)
		return REASON_NO_OWNER;
	return schema_service(m->service) ? REASON_UNKNOWN_MESSAGE : REASON_UNKNOWN_SERVICE;
}

static void modem_indication(struct session *s, const struct message *m, uint64_t now_ms)
{
	struct verdict last = refusal(unheard(m));
	unsigned delivered = 0, last_slot = SLOT_NONE;
	struct wtr memory = { s->scratch, sizeof(s->scratch), 0 };
	struct message fresh;

	FOR_EACH_CLIENT(s, each, left) {
		unsigned slot = (unsigned)each;
		struct verdict v;

		if (!hears(s, slot, m))
			continue;
		v = policy_decide(s->rules, &s->policy, s->clients[slot].role, m, now_ms);
		if (!v.pass) {
			last = v;
			last_slot = slot;
			if (v.act == ACT_PANIC)
				out_panic(s); /* also where another hears it */
			continue;
		}
		memory.len = 0;
		if (v.act == ACT_SUBSTITUTE && !out_substitute(s, m, &v, &memory, &fresh)) {
			last = refusal((enum reason)v.reason);
			last_slot = slot;
			continue;
		}
		if (delivered == 0 || v.act != ACT_NONE)
			audit_pass(s, slot, m, &v);
		if (out_message(s, slot, v.act == ACT_SUBSTITUTE ? &fresh : m, now_ms))
			delivered++;
	}
	if (delivered == 0) {
		if (m->service == SERVICE_CTL && m->row != ROW_NONE)
			s->count[AUDIT_MODEM].answered++; /* a reset that nobody waits for */
		else
			refuse(s, last_slot, m, last);
		return;
	}
	s->count[AUDIT_MODEM].forwarded++;
	s->count[AUDIT_MODEM].copies += delivered - 1;
	s->count[AUDIT_MODEM].stripped += m->n_notes != 0;
}

static void modem_checked_indication(struct session *s, struct message *m, uint64_t now_ms)
{
	const struct verdict pass = { .pass = 1, .rule = RULE_BUILTIN };

	if (m->service > UINT8_MAX) {
		refuse(s, SLOT_NONE, m, refusal(REASON_SERVICE_ID_WIDE));
		return;
	}
	if (!indication_due(s, now_ms)) {
		refuse(s, SLOT_NONE, m, refusal(REASON_INDICATION_RATE));
		return;
	}
	if (session_event(s, SIDE_MODEM, SLOT_NONE, m, &pass, now_ms) >= DETECT_DROP) {
		refuse(s, SLOT_NONE, m, refusal(REASON_ALARM));
		return;
	}
	if (m->service == SERVICE_CTL && (m->id == CTL_SYNC || m->id == CTL_REVOKE_CID))
		modem_reset(s, m, now_ms);
	if (s->inner.kind && tunnel_carries(m)) {
		enum reason r = inner_indication(s, m);

		if (r == REASON_OK)
			s->count[AUDIT_MODEM].answered++; /* what is in it is counted by itself */
		else
			refuse(s, SLOT_NONE, m, refusal(r));
		return;
	}
	modem_indication(s, m, now_ms);
}

static void modem_signal(struct session *s, const struct message *m)
{
	struct control c = { .kind = CONTROL_PORT, .link = s->link, .error = m->error };
	struct verdict v = refusal(REASON_MESSAGES_LOST);

	if (m->kind == RECORD_LOST) {
		out_audit(s, AUDIT_LINK, SIDE_MODEM, SLOT_NONE, NULL, &v);
	} else if (!s->port_gone) {
		s->port_gone = 1;
		s->io.control(s->io.ctx, &c);
	}
}

void modem_message(struct session *s, struct message *m, uint64_t now_ms)
{
	if (m->kind == RECORD_END || m->kind == RECORD_LOST) {
		modem_signal(s, m);
		return;
	}
	s->count[AUDIT_MODEM].received++;
	s->inner.hears = 0;
	if ((m->kind == RECORD_MESSAGE || m->has_header) && m->type == TYPE_RESPONSE)
		modem_response(s, m, now_ms);
	else if (m->kind == RECORD_REFUSAL)
		refuse(s, SLOT_NONE, m, refusal((enum reason)m->reason));
	else
		modem_checked_indication(s, m, now_ms);
}
