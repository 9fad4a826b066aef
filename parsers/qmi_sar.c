/* SPDX-License-Identifier: GPL-2.0-or-later */
/* QMI service SAR (0x11): its messages and indications, a row each; see schema.h. */
#include "schema_rows.h"

/* 0x0001 RF Set State */
static const struct tlv_def rf_set_state_req[] = {
	{ 0x01, TLV_MANDATORY, "state", "u32", ":sar-rf-state" },
};

/* 0x0002 RF Get State */
static const struct tlv_def rf_get_state_rsp[] = {
	RESULT,
	{ 0x10, 0, "state", "u32", "" },
};

static const struct message_def messages[] = {
	MESSAGE(0x0001, 0, CLASS_CONTROL, "rf-set-state", ROWS(rf_set_state_req), RESULT_ONLY),
	MESSAGE(0x0002, 0, CLASS_READ, "rf-get-state", NO_TLVS, ROWS(rf_get_state_rsp)),
};

const struct service_def schema_sar = { 0x11, "sar", messages, COUNT(messages) };
