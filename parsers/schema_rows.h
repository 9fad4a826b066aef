/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How the tables of the schema are written; for the table files only. */
#pragma once

#include "schema.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define ROWS(a) { a, COUNT(a) }
#define NO_TLVS { NULL, 0 }
#define RESULT_ONLY ROWS(schema_result_only)

/* The result TLV of every response: 0 success or 1 failure, and the QMI error code. */
#define RESULT { 0x02, TLV_MANDATORY, "result", "(u16,u16)", "error-status,error-code" }
static const struct tlv_def schema_result_only[] __attribute__((unused)) = { RESULT };

#define MESSAGE(id, vendor, class, name, request, response)                                        \
	{ id, vendor, 0, class, name, { request, response, NO_TLVS } }
#define INDICATION(id, vendor, class, name, indication)                                            \
	{ id, vendor, 1, class, name, { NO_TLVS, NO_TLVS, indication } }
