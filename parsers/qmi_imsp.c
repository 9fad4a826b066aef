/* SPDX-License-Identifier: GPL-2.0-or-later */
/* QMI service IMSP (0x1F): its messages and indications, a row each; see schema.h. */
#include "schema_rows.h"

/* 0x0024 Get Enabler State */
static const struct tlv_def get_enabler_state_rsp[] = {
	RESULT,
	{ 0x10, 0, "enabler-state", "u32", "" },
};

static const struct message_def messages[] = {
	MESSAGE(0x0024, 0, CLASS_READ, "get-enabler-state", NO_TLVS, ROWS(get_enabler_state_rsp)),
};

const struct service_def schema_imsp = { 0x1F, "imsp", messages, COUNT(messages) };
