/* SPDX-License-Identifier: GPL-2.0-or-later */
/* QMI service GMS (0xE7): its messages and indications, a row each; see schema.h. */
#include "schema_rows.h"

/* 0x0F00 Test Set Value */
static const struct tlv_def test_set_value_req[] = {
	{ 0x01, TLV_MANDATORY, "test-mandatory-value", "u8", "" },
	{ 0x10, 0, "test-optional-value", "u8", "" },
};

/* 0x0F01 Test Get Value */
static const struct tlv_def test_get_value_rsp[] = {
	RESULT,
	{ 0x03, TLV_MANDATORY, "test-mandatory-value", "u8", "" },
	{ 0x10, 0, "test-optional-value", "u8", "" },
};

static const struct message_def messages[] = {
	MESSAGE(0x0F00, 0, CLASS_TUNNEL, "test-set-value", ROWS(test_set_value_req), RESULT_ONLY),
	MESSAGE(0x0F01, 0, CLASS_TUNNEL, "test-get-value", NO_TLVS, ROWS(test_get_value_rsp)),
};

const struct service_def schema_gms = { 0xE7, "gms", messages, COUNT(messages) };
