/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Clients' frames: judged, owned, renumbered, and encoded afresh for the modem. */
#include "session_internal.h"

#include <string.h>

/*
 * What clients get for each reason. InvalidQmiCommand and NotSupported are what ModemManager falls
 * back from cleanly (FIELD-NOTES section 0, points 1 and 2); anything not listed is an internal
 * error. QMI protocol error codes.
 */
static const uint16_t errors[REASON_COUNT] = {
	[REASON_MESSAGE_TYPE] = 1,	     /* MalformedMessage */
	[REASON_FRAME_FLAGS] = 1,
	[REASON_CTL_CLIENT_ID] = 7,	     /* InvalidClientId */
	[REASON_BODY_LENGTH] = 1,
	[REASON_TLV_TRUNCATED] = 1,
	[REASON_TLV_DUPLICATE] = 1,
	[REASON_TLV_SHORT] = 1,
	[REASON_TLV_COUNT] = 1,
	[REASON_TLV_STRING] = 19,	     /* ArgumentTooLong */
	[REASON_TLV_EXCESS] = 1,
	[REASON_TLV_UNKNOWN] = 1,
	[REASON_TLV_TRAILING] = 1,
	[REASON_TLV_MISSING] = 17,	     /* MissingArgument */
	/* of a line in a tunnel */
	[REASON_AT_NO_PREFIX ... REASON_AT_BINARY] = 1,
	[REASON_FRAME_OVERSIZE] = 19,
	[REASON_PORT_OVERSIZE] = 19,
	[REASON_UNKNOWN_SERVICE] = 31,	     /* InvalidServiceType */
	[REASON_UNKNOWN_MESSAGE] = 71,	     /* InvalidQmiCommand */
	[REASON_NOT_IN_POLICY] = 71,
	[REASON_DENIED] = 71,
	[REASON_RATE_EXCEEDED] = 68,	     /* InsufficientResources */
	[REASON_OUTSTANDING_QUOTA] = 68,
	[REASON_TRANSACTIONS_EXHAUSTED] = 68,
	[REASON_PORT_BUSY] = 68,
	[REASON_TOO_MANY_CLIENTS] = 68,
	[REASON_NOT_OPEN] = 70,		     /* InvalidOperation */
	[REASON_REOPEN] = 70,
	[REASON_DEVICE_NOT_ALLOWED] = 82,    /* AccessDenied */
	[REASON_CHANNEL_FOREIGN] = 82,
	[REASON_DEVICE_ABSENT] = 52,	     /* DeviceNotReady */
	[REASON_LINK_CLOSED] = 52,
	[REASON_INTERNAL_MESSAGE] = 94,	     /* NotSupported */
	[REASON_SERVICE_ID_WIDE] = 94,
	[REASON_CLIENT_ID_FOREIGN] = 7,
	[REASON_CLIENT_ID_QUOTA] = 5,	     /* ClientIdsExhausted */
	[REASON_TRANSACTION_UNKNOWN] = 22,   /* InvalidTransactionId */
	[REASON_MODEM_RESET] = 4,	     /* Aborted */
	[REASON_MESSAGE_ID_MISMATCH] = 4,
};

uint16_t host_error(enum reason r)
{
	if (reason_is_payload(r))
		return 1; /* MalformedMessage */
	return errors[r] ? errors[r] : 3; /* Internal */
}

uint16_t session_error(uint8_t reason)
{
	return host_error((enum reason)reason);
}

void host_refuse(struct session *s, unsigned slot, const struct message *m, struct verdict v,
		 uint64_t now_ms)
{
	enum reason r = (enum reason)v.reason;
	bool request = m->kind == RECORD_MESSAGE || (m->has_header && m->type == TYPE_REQUEST);

	s->count[AUDIT_HOST].refused++;
	if (m->kind == RECORD_MESSAGE && r != REASON_ALARM)
		(void)session_event(s, SIDE_CLIENT, slot, m, &v, now_ms);
	out_audit(s, AUDIT_REFUSED, SIDE_CLIENT, slot, m, &v);
	if (v.act == ACT_PANIC)
		out_panic(s);
	if (request)
		(void)out_result(s, slot, m, host_error(r), now_ms);
}

static void answer(struct session *s, unsigned slot, const struct message *m, uint64_t now_ms)
{
	s->count[AUDIT_HOST].answered++;
	(void)out_result(s, slot, m, 0, now_ms);
}

/* Unanswered requests that one client may have: never so many that another finds no place. */
static uint32_t outstanding_quota(const struct ruleset *rules)
{
	uint32_t fair = OUTSTANDING_MAX / rules->limits[LIMIT_CLIENTS];

	return rules->limits[LIMIT_OUTSTANDING] < fair ? rules->limits[LIMIT_OUTSTANDING] : fair;
}

/* Files the request under a transaction id of ours and sends it. The reason why not, or OK. */
static enum reason forward(struct session *s, unsigned slot, struct message *m,
			   struct outstanding *o, uint64_t now_ms)
{
	struct wtr w = { s->scratch, sizeof(s->scratch), 0 };
	struct client *cl = &s->clients[slot];

	if (cl->n_outstanding >= outstanding_quota(s->rules))
		return REASON_OUTSTANDING_QUOTA;
	o->txid = table_txid(&s->table, m->service, m->cid);
	if (o->txid == 0)
		return REASON_TRANSACTIONS_EXHAUSTED;
	o->service = m->service;
	o->id = m->id;
	o->row = m->row;
	o->cid = m->cid;
	o->marker = m->marker;
	o->client_txid = m->txid;
	o->slot = (uint16_t)slot;
	o->deadline_ms = now_ms + 1000ull * s->rules->limits[LIMIT_ANSWER];
	m->txid = o->txid;
	if (!message_encode(m, SIDE_MODEM, &w) || w.len > s->max_write) {
		m->txid = o->client_txid;
		return REASON_PORT_OVERSIZE;
	}
	m->txid = o->client_txid;
	if (!(o = table_add(&s->table, o)))
		return REASON_OUTSTANDING_QUOTA;
	if (!out_to_modem(s, w.p, w.len, false)) {
		table_remove(&s->table, o);
		return REASON_PORT_BUSY;
	}
	cl->n_outstanding++;
	return REASON_OK;
}

bool host_own(struct session *s, struct message *m, const uint8_t args[2], uint64_t now_ms)
{
	struct wtr w = { s->scratch, sizeof(s->scratch), 0 };
	struct outstanding o = { .slot = SLOT_GATE, .arg_service = args[0], .arg_cid = args[1] };

	o.service = m->service;
	o.cid = m->cid;
	o.id = m->id;
	o.row = m->row;
	o.marker = m->marker;
	o.txid = m->txid = table_txid(&s->table, m->service, m->cid);
	o.deadline_ms = now_ms + 1000ull * s->rules->limits[LIMIT_ANSWER];
	if (o.txid == 0)
		return false; /* as many requests wait as there are numbers */
	if (!message_encode(m, SIDE_MODEM, &w) || !out_to_modem(s, w.p, w.len, true))
		return false;
	(void)table_add(&s->table, &o);
	return true;
}

/* A control request with one TLV: a service, and perhaps a client id. */
static bool control_request(struct session *s, uint16_t id, const uint8_t args[2], size_t n,
			    uint64_t now_ms)
{
	struct message m = { .kind = RECORD_MESSAGE, .type = TYPE_REQUEST, .marker = QMUX_MARKER };

	m.id = id;
	m.row = schema_find(SERVICE_CTL, m.id, false, 0);
	m.n_tlvs = 1;
	m.tlvs[0].tag = 0x01;
	m.tlvs[0].def = schema_tlv(&schema_row(m.row, NULL)->tlvs[TYPE_REQUEST], 0x01);
	m.tlvs[0].packed = (struct cur){ args, n };
	return host_own(s, &m, args, now_ms);
}

void host_release(struct session *s, uint8_t service, uint8_t cid, uint64_t now_ms)
{
	const uint8_t args[2] = { service, cid };

	/* Where it cannot be sent, 255 requests wait: the modem is dead, and so is the id. */
	(void)control_request(s, CTL_RELEASE_CID, args, 2, now_ms);
}

bool host_allocate(struct session *s, uint8_t service, uint64_t now_ms)
{
	const uint8_t args[2] = { service, 0 };

	return control_request(s, CTL_ALLOCATE_CID, args, 1, now_ms);
}

static enum reason allocate_cid(struct session *s, unsigned slot, const struct message *m,
				struct outstanding *o)
{
	struct client *cl = &s->clients[slot];
	uint64_t service = 0;

	if (!message_scalar(m, 0x01, 0, &service))
		return REASON_TLV_MISSING;
	if (!policy_service(s->rules, &s->policy, cl->role, (uint16_t)service))
		return REASON_UNKNOWN_SERVICE;
	if (cl->n_cids >= s->rules->limits[LIMIT_CLIENT_IDS])
		return REASON_CLIENT_ID_QUOTA;
	o->arg_service = (uint8_t)service;
	return REASON_OK;
}

static enum reason release_cid(struct session *s, unsigned slot, const struct message *m,
			       struct outstanding *o)
{
	uint64_t service = 0, cid = 0;

	if (!message_scalar(m, 0x01, 0, &service) || !message_scalar(m, 0x01, 1, &cid))
		return REASON_TLV_MISSING;
	if (!ids_may_use(s, slot, (uint8_t)service, (uint8_t)cid))
		return REASON_CLIENT_ID_FOREIGN;
	o->arg_service = (uint8_t)service;
	o->arg_cid = (uint8_t)cid;
	return REASON_OK;
}

/* QMI CTL: what concerns everybody is never left to one client (FIELD-NOTES 4.3 to 4.5). */
static void host_control(struct session *s, unsigned slot, struct message *m, uint64_t now_ms)
{
	struct outstanding o = { 0 };
	struct verdict v = refusal(REASON_OK);

	switch (m->id) {
	case CTL_PROXY_OPEN:
		v.reason = REASON_REOPEN;
		break;
	case CTL_ALLOCATE_WIDE:
	case CTL_RELEASE_WIDE:
		v.reason = REASON_INTERNAL_MESSAGE;
		break;
	case CTL_SYNC: /* it would reset all clients' ids: success, and the modem never hears it */
		answer(s, slot, m, now_ms);
		return;
	case CTL_ALLOCATE_CID:
		v.reason = allocate_cid(s, slot, m, &o);
		break;
	case CTL_RELEASE_CID:
		v.reason = release_cid(s, slot, m, &o);
		break;
	case CTL_GET_VERSION_INFO:
		break;
	default:
		v = policy_decide(s->rules, &s->policy, s->clients[slot].role, m, now_ms);
	}
	if (v.reason == REASON_OK)
		v.reason = forward(s, slot, m, &o, now_ms);
	if (v.reason != REASON_OK)
		host_refuse(s, slot, m, v, now_ms);
}

/* An abort names a transaction by its id, which is another one on the modem's side. */
static enum reason translate_abort(struct session *s, unsigned slot, struct message *m,
				   uint8_t value[2])
{
	const struct message_def *def = schema_row(m->row, NULL);
	struct outstanding *o = table_oldest(&s->table);
	uint64_t txid = 0;
	struct wtr w = { value, 2, 0 };

	if (!def || strcmp(def->name, "abort") != 0 || !message_scalar(m, 0x01, 0, &txid))
		return REASON_OK;
	while (o && !(o->slot == slot && o->service == m->service && o->cid == m->cid &&
		      o->client_txid == txid))
		o = table_newer(&s->table, o);
	if (!o || !wtr_u16(&w, o->txid))
		return REASON_TRANSACTION_UNKNOWN;
	m->tlvs[0].packed = (struct cur){ value, 2 };
	return REASON_OK;
}

static void audit_pass(struct session *s, unsigned slot, const struct message *m, struct verdict v)
{
	if (m->n_notes) {
		s->count[AUDIT_HOST].stripped++;
		out_audit(s, AUDIT_STRIPPED, SIDE_CLIENT, slot, m, &v);
	} else if (v.alert) {
		out_audit(s, AUDIT_PASSED, SIDE_CLIENT, slot, m, &v);
	}
}

static void host_request(struct session *s, unsigned slot, struct message *m, uint64_t now_ms)
{
	struct outstanding o = { 0 };
	uint8_t abort_txid[2];
	struct verdict v =
		policy_decide(s->rules, &s->policy, s->clients[slot].role, m, now_ms);

	if (v.pass && session_event(s, SIDE_CLIENT, slot, m, &v, now_ms) >= DETECT_DROP)
		v = refusal(REASON_ALARM);
	if (!v.pass) {
		host_refuse(s, slot, m, v, now_ms);
		return;
	}
	if (!ids_may_use(s, slot, (uint8_t)m->service, m->cid)) {
		host_refuse(s, slot, m, refusal(REASON_CLIENT_ID_FOREIGN), now_ms);
		return;
	}
	if (tunnel_carries(m)) {
		inner_request(s, slot, m, v, now_ms);
		return;
	}
	v.reason = translate_abort(s, slot, m, abort_txid);
	if (v.reason == REASON_OK)
		v.reason = channel_request(s, slot, m, &o);
	if (v.reason == REASON_OK)
		v.reason = forward(s, slot, m, &o, now_ms);
	if (v.reason != REASON_OK)
		host_refuse(s, slot, m, refusal((enum reason)v.reason), now_ms);
	else
		audit_pass(s, slot, m, v);
}

void host_message(struct session *s, unsigned slot, struct message *m, uint64_t now_ms)
{
	switch ((enum record_kind)m->kind) {
	case RECORD_END:
		out_close(s, slot, REASON_OK);
		return;
	case RECORD_LOST:
	case RECORD_KINDS:
		return;
	case RECORD_REFUSAL:
		s->count[AUDIT_HOST].received++;
		host_refuse(s, slot, m, refusal((enum reason)m->reason), now_ms);
		if (s->link == UINT16_MAX)
			out_close(s, slot, REASON_OK);
		return;
	case RECORD_MESSAGE:
		break;
	}
	s->count[AUDIT_HOST].received++;
	if (s->link == UINT16_MAX)
		lobby_message(s, slot, m, now_ms);
	else if (m->marker != QMUX_MARKER || m->service > UINT8_MAX)
		host_refuse(s, slot, m, refusal(REASON_SERVICE_ID_WIDE), now_ms);
	else if (m->service == SERVICE_CTL)
		host_control(s, slot, m, now_ms);
	else
		host_request(s, slot, m, now_ms);
}
