/* SPDX-License-Identifier: GPL-2.0-or-later */
/* AT inside QMI, what gates without the tables of AT need as well; see tunnel.h. */
#include "record.h"
#include "tunnel.h"

bool tunnel_carries(const struct message *m)
{
	if (m->kind != RECORD_MESSAGE || m->service != TUNNEL_SERVICE)
		return false;
	return (m->type == TYPE_REQUEST && m->id == TUNNEL_SEND) ||
	       (m->type == TYPE_INDICATION && m->id == TUNNEL_RECEIVED);
}

struct cur tunnel_text(const struct message *m)
{
	const struct message_tlv *t = message_tlv(m, TUNNEL_TAG);
	struct cur text = { NULL, 0 };
	uint16_t len;

	if (t)
		text = t->packed;
	if (!t || !cur_u16(&text, &len)) /* PACKED: a string stands behind its length */
		return (struct cur){ NULL, 0 };
	return text;
}

bool tunnel_next(struct cur *batch, struct cur *at_record)
{
	struct cur rest = *batch, record;
	uint8_t kind;

	if (!record_next(&rest, &record) || !cur_u8(&record, &kind) || kind != TUNNEL_RECORD)
		return false;
	*batch = rest;
	*at_record = record;
	return true;
}
