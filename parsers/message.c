/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Looking into a message: TLVs by tag, scalars. */
#include "message.h"

#include "shape.h"

const struct message_tlv *message_tlv(const struct message *m, uint8_t tag)
{
	size_t low = 0, high = m->n_tlvs;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (m->tlvs[mid].tag == tag)
			return &m->tlvs[mid];
		if (m->tlvs[mid].tag < tag)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

bool message_scalar(const struct message *m, uint8_t tag, unsigned leaf, uint64_t *out)
{
	const struct message_tlv *t = message_tlv(m, tag);

	return t && t->def && shape_scalar(t->def->shape, leaf, t->packed, out);
}
