/* SPDX-License-Identifier: GPL-2.0-or-later */
/* libqmi-glib as a second opinion on one frame. */
#include "oracle_compare.h"

#include <libqmi-glib.h>
#include <limits.h>

/* TLVs by tag; length -1 where there is none. */
struct tlv_list {
	int length[256];
};

static void collect(guint8 type, const guint8 *value, gsize length, gpointer list)
{
	struct tlv_list *l = list;

	(void)value;
	/* A second one of a tag is a length that nothing has. */
	l->length[type] = l->length[type] == -1 ? (int)length : INT_MAX;
}

/* What libqmi makes of a frame. */
static bool libqmi_parses(struct cur frame, const struct message *m, struct tlv_list *l)
{
	GByteArray *bytes = g_byte_array_append(g_byte_array_new(), frame.p, (guint)frame.n);
	GError *error = NULL;
	QmiMessage *q = qmi_message_new_from_raw(bytes, &error);
	bool same;

	for (unsigned i = 0; i < 256; i++)
		l->length[i] = -1;
	g_byte_array_unref(bytes);
	if (!q) {
		g_clear_error(&error);
		return false;
	}
	same = (unsigned)qmi_message_get_service(q) == m->service &&
	       qmi_message_get_client_id(q) == m->cid &&
	       qmi_message_get_transaction_id(q) == m->txid &&
	       qmi_message_get_message_id(q) == m->id && qmi_message_get_length(q) == frame.n;
	/* To libqmi the indication bit is one of two; to us it wins (FIELD-NOTES Q10). */
	if (m->type == TYPE_INDICATION)
		same = same && qmi_message_is_indication(q);
	else
		same = same && qmi_message_is_response(q) == (m->type == TYPE_RESPONSE);
	qmi_message_foreach_raw_tlv(q, collect, l);
	qmi_message_unref(q);
	return same;
}

/* Of the frame that came, TLV by TLV: what is left of it, and what the notes say was taken away. */
static bool lists_agree(const struct message *m, const struct tlv_list *came,
			const struct tlv_list *sent)
{
	struct tlv_list expected = *sent;

	for (unsigned i = 0; i < m->n_notes; i++) {
		const struct message_note *n = &m->notes[i];

		if (n->kind == NOTE_TRAILING)
			expected.length[n->tag] += n->bytes;
		else if (n->kind != NOTE_MISSING_TLV && n->kind != NOTE_PAYLOAD) /* same length */
			expected.length[n->tag] = n->bytes;
	}
	for (unsigned i = 0; i < 256; i++)
		if (expected.length[i] != came->length[i] && m->notes_more == 0)
			return false;
	for (unsigned i = 0; i < 256; i++)
		if ((sent->length[i] >= 0) != (message_tlv(m, (uint8_t)i) != NULL))
			return false;
	return true;
}

const char *oracle_compare(const struct decoder *d, struct cur frame, bool *refused)
{
	static uint8_t record_memory[RECORD_MAX_SIZE], frame_memory[65536];
	static struct message m;
	struct wtr record = { record_memory, sizeof(record_memory), 0 };
	struct wtr sent = { frame_memory, sizeof(frame_memory), 0 };
	struct tlv_list came_list, sent_list;
	struct cur batch;

	*refused = false;
	if (!message_decode(d, frame, &record))
		return "no record";
	batch = (struct cur){ record.p, record.len };
	if (!message_next(&batch, d->side, &m))
		return "the record does not check";
	/* libqmi 1.32 knows no 16-bit services. */
	*refused = m.kind != RECORD_MESSAGE || m.marker != QMUX_MARKER;
	if (*refused)
		return NULL;
	if (!libqmi_parses(frame, &m, &came_list))
		return "the frame";
	if (!message_encode(&m, d->side == SIDE_CLIENT ? SIDE_MODEM : SIDE_CLIENT, &sent))
		return "not encoded";
	if (!libqmi_parses((struct cur){ sent.p, sent.len }, &m, &sent_list))
		return "encoded afresh";
	return lists_agree(&m, &came_list, &sent_list) ? NULL : "TLVs";
}
