/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The walk through a batch of records, by their size fields alone. */
#include "record.h"

bool record_next(struct cur *batch, struct cur *record)
{
	struct cur rest = *batch;
	uint32_t size;

	if (!cur_u32(&rest, &size) || size < RECORD_SIZE_FIELD ||
	    !cur_take(&rest, size - RECORD_SIZE_FIELD, record))
		return false;
	*batch = rest;
	return true;
}
