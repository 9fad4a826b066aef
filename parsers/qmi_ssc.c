/* SPDX-License-Identifier: GPL-2.0-or-later */
/* QMI service SSC (0x190): its messages and indications, a row each; see schema.h. */
#include "schema_rows.h"

/* 0x0020 Control */
static const struct tlv_def control_req[] = {
	{ 0x01, TLV_MANDATORY | TLV_PERSONAL, "data", "a16{u8}", "" },
	{ 0x10, 0, "report-type", "u8", "" },
};
static const struct tlv_def control_rsp[] = {
	RESULT,
	{ 0x10, 0, "client-id", "u64", "" },
	{ 0x11, TLV_PERSONAL, "response", "u32", "" },
};

/* 0x0021 Report Small (indication) */
static const struct tlv_def report_small_ind[] = {
	{ 0x01, TLV_MANDATORY, "client-id", "u64", "" },
	{ 0x02, TLV_MANDATORY | TLV_PERSONAL, "data", "a16{u8}", "" },
};

/* 0x0022 Report Large (indication) */
static const struct tlv_def report_large_ind[] = {
	{ 0x01, TLV_MANDATORY, "client-id", "u64", "" },
	{ 0x02, TLV_MANDATORY | TLV_PERSONAL, "data", "a16{u8}", "" },
};

static const struct message_def messages[] = {
	MESSAGE(0x0020, 0, CLASS_TUNNEL, "control", ROWS(control_req), ROWS(control_rsp)),
	INDICATION(0x0021, 0, CLASS_TUNNEL, "report-small", ROWS(report_small_ind)),
	INDICATION(0x0022, 0, CLASS_TUNNEL, "report-large", ROWS(report_large_ind)),
};

const struct service_def schema_ssc = { 0x190, "ssc", messages, COUNT(messages) };
