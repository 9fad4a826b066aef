/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The walk through a batch of records, by their size fields alone. */
#include "record.h"

bool record_next(struct cur *batch, struct cur *record)
{
	uint32_t size;

	return cur_u32(batch, &size) && size >= RECORD_SIZE_FIELD &&
	       cur_take(batch, size - RECORD_SIZE_FIELD, record);
}
