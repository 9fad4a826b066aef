/* SPDX-License-Identifier: GPL-2.0-or-later */
/* QMI service ATR (0xED): its messages and indications, a row each; see schema.h. */
#include "schema_rows.h"

/* 0x0000 Send */
static const struct tlv_def send_req[] = {
	{ 0x01, TLV_MANDATORY | TLV_PERSONAL, "message", "s16<=1024", "" },
};

/* 0x0001 Received (indication) */
static const struct tlv_def received_ind[] = {
	{ 0x01, TLV_MANDATORY | TLV_PERSONAL, "message", "s16", "" },
};

static const struct message_def messages[] = {
	MESSAGE(0x0000, 0, CLASS_TUNNEL, "send", ROWS(send_req), RESULT_ONLY),
	INDICATION(0x0001, 0, CLASS_TUNNEL, "received", ROWS(received_ind)),
};

const struct service_def schema_atr = { 0xED, "atr", messages, COUNT(messages) };
