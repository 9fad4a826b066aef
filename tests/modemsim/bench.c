/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The fast path of measurements: a template per message, in which ids are filled in. */
#include <string.h>

#include "bench.h"

enum { HEADER = QMUX_HEADER_SIZE + 7, RESULT = 7, TLV_HEADER = 3, AT_CID = 5, AT_TXID = 7 };

/* The last template made; a measurement asks one thing again and again. */
static struct {
	uint16_t row;
	uint32_t size;
	struct frame_out frame;
} template;

static const struct tlv_def *string_tlv(const struct message_def *def)
{
	const struct tlv_set *set = &def->tlvs[TYPE_RESPONSE];

	for (size_t i = 0; i < set->n; i++)
		if ((set->rows[i].flags & TLV_MANDATORY) &&
		    strcmp(set->rows[i].shape, "srest") == 0)
			return &set->rows[i];
	return NULL;
}

static bool template_make(uint16_t row, uint32_t size)
{
	static uint8_t bytes[QMUX_MAX_FRAME];
	const struct service_def *service;
	const struct message_def *def = schema_row(row, &service);
	const struct tlv_def *tlv = string_tlv(def);
	struct wtr w = { bytes, sizeof(bytes), 0 };
	size_t len;

	if (!tlv || service->id == 0 || size < HEADER + RESULT + TLV_HEADER)
		return false;
	len = size - HEADER - RESULT - TLV_HEADER;
	if (!wtr_u8(&w, 0x02) || !wtr_u16(&w, 4) || !wtr_u32(&w, 0) || !wtr_u8(&w, tlv->tag) ||
	    !wtr_u16(&w, (uint16_t)len) || w.len + len > w.cap)
		return false;
	memset(bytes + w.len, 'b', len);
	template.frame.type = TYPE_RESPONSE;
	if (!modem_build(&template.frame, service->id, 0, 0, def->id,
			 (struct cur){ bytes, w.len + len }))
		return false;
	template.row = row;
	template.size = size;
	return true;
}

bool bench_answer(struct modem *m, struct cur frame)
{
	struct frame f;
	struct sdu sdu;
	uint16_t row;

	if (frame_qmux_parse(frame, &f) != REASON_OK || f.service == 0 || f.service > 0xff ||
	    f.marker != QMUX_MARKER ||
	    frame_sdu_parse(f.service, f.sdu, &sdu) != REASON_OK || sdu.flags || sdu.tlvs.n ||
	    !clients_holds(&m->clients, (uint8_t)f.service, f.cid))
		return false;
	row = schema_find(f.service, sdu.message, false, m->store.vendor);
	if (row == ROW_NONE || m->rules[row].drop || m->rules[row].delay_ms ||
	    ((template.row != row || template.size != m->bench_size) &&
	     !template_make(row, m->bench_size)))
		return false;
	m->rules[row].seen++;
	m->counters.requests++;
	m->counters.responses++;
	template.frame.bytes[AT_CID] = f.cid;
	template.frame.bytes[AT_TXID] = (uint8_t)sdu.txid;
	template.frame.bytes[AT_TXID + 1] = (uint8_t)(sdu.txid >> 8);
	modem_transmit(m, (struct cur){ template.frame.bytes, template.frame.len });
	return true;
}
