/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Logical channels of cards over QMI: UIM Open Logical Channel, Logical Channel, Send APDU. */
#include "session_internal.h"

enum {
	SERVICE_UIM = 0x0B,
	UIM_SEND_APDU = 0x003B,
	UIM_LOGICAL_CHANNEL = 0x003F,
	UIM_OPEN_LOGICAL_CHANNEL = 0x0042,
	TAG_SLOT = 0x01,
	TAG_APDU = 0x02,
	TAG_AID = 0x10,     /* of Logical Channel, which opens with it */
	TAG_CLOSE = 0x11,   /* of Logical Channel: which is closed */
	TAG_CHANNEL = 0x10, /* of Send APDU, and of what answers an opening */
	TAG_RESPONSE = 0x10,
};

/* The bytes of a TLV that carries an APDU. */
static struct cur apdu_of(const struct message *m, uint8_t tag)
{
	const struct message_tlv *t = message_tlv(m, tag);
	struct carried found;
	struct carrier c;

	if (!t || !t->def)
		return (struct cur){ NULL, 0 };
	carrier_begin(&c, t->def, t->packed);
	return carrier_next(&c, &found) ? found.bytes : (struct cur){ NULL, 0 };
}

static enum reason send_apdu(const struct session *s, unsigned slot, const struct message *m,
			     struct channel_request *out)
{
	struct cur apdu = apdu_of(m, TAG_APDU);
	uint64_t id = 0;
	enum reason why = REASON_OK;

	if (message_scalar(m, TAG_CHANNEL, 0, &id))
		why = channels_may_use(s->channels, out->card, (uint8_t)id, slot);
	if (why == REASON_OK)
		why = channels_may_send(s->channels, out->card, apdu, slot);
	*out = channels_of_apdu(out->card, apdu);
	return why;
}

static enum reason logical_channel(const struct session *s, unsigned slot, const struct message *m,
				   struct channel_request *out)
{
	uint64_t id = 0;

	if (!message_scalar(m, TAG_CLOSE, 0, &id)) {
		out->act = CHANNEL_OPENS;
		return REASON_OK;
	}
	out->act = message_tlv(m, TAG_AID) ? CHANNEL_OPENS : CHANNEL_CLOSES;
	out->id = (uint8_t)id;
	return channels_may_close(s->channels, out->card, out->id, slot);
}

enum reason channel_request(const struct session *s, unsigned slot, const struct message *m,
			    struct outstanding *o)
{
	struct channel_request r = { .act = CHANNEL_STAYS };
	enum reason why = REASON_OK;
	uint64_t card = 0;

	if (m->service != SERVICE_UIM || m->row == ROW_NONE)
		return REASON_OK;
	if (message_scalar(m, TAG_SLOT, 0, &card))
		r.card = (uint8_t)card;
	if (m->id == UIM_SEND_APDU)
		why = send_apdu(s, slot, m, &r);
	else if (m->id == UIM_LOGICAL_CHANNEL)
		why = logical_channel(s, slot, m, &r);
	else if (m->id == UIM_OPEN_LOGICAL_CHANNEL)
		r.act = CHANNEL_OPENS;
	o->channel_act = r.act;
	o->arg_service = r.card;
	o->arg_cid = r.id;
	return why;
}

void channel_answered(struct session *s, const struct outstanding *o, const struct message *m)
{
	struct channel_request r = { .act = o->channel_act, .card = o->arg_service,
				     .id = o->arg_cid };
	unsigned owner = o->slot < GATE_SLOTS ? o->slot : CHANNEL_NOBODY;
	uint64_t status = 1, id = 0;

	if (r.act == CHANNEL_STAYS || !message_scalar(m, 0x02, 0, &status) || status != 0)
		return;
	if (r.act == CHANNEL_CLOSES)
		channels_forget(s->channels, r.card, r.id);
	else if (r.act != CHANNEL_OPENS)
		channels_managed(s->channels, &r, apdu_of(m, TAG_RESPONSE), owner);
	else if (message_scalar(m, TAG_CHANNEL, 0, &id) && id != 0)
		channels_own(s->channels, r.card, (uint8_t)id, owner);
}
