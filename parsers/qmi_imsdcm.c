/* SPDX-License-Identifier: GPL-2.0-or-later */
/* QMI service IMSDCM (0x302): its messages and indications, a row each; see schema.h. */
#include "schema_rows.h"

/* 0x0020 PDP Activate Request */
static const struct tlv_def pdp_activate_request_req[] = {
	{ 0x01, TLV_MANDATORY, "connection-parameters", "(s8,u32,u32,u32,u32)",
	  "apn,apn-type,rat-type,ip-family,wds-profile-number" },
	{ 0x10, TLV_PERSONAL, "pdp-request-sequence-number", "u32", "" },
	{ 0x11, 0, "pdp-subscription-id", "u32", "" },
	{ 0x12, 0, "pdp-slot-id", "u32", "" },
	{ 0x13, 0, "instance-id", "u32", "" },
};
static const struct tlv_def pdp_activate_request_rsp[] = {
	RESULT,
	{ 0x10, 0, "pdp-id", "u8", "" },
	{ 0x11, TLV_PERSONAL, "pdp-request-sequence-number", "u32", "" },
	{ 0x12, 0, "instance-id", "u32", "" },
};

/* 0x0020 PDP Activate (indication) */
static const struct tlv_def pdp_activate_ind[] = {
	{ 0x01, TLV_MANDATORY, "pdp-id", "u8", "" },
	{ 0x02, TLV_MANDATORY, "result", "(u16,u16)", "error-status,error-code" },
	{ 0x10, TLV_PERSONAL, "pdp-request-sequence-number", "u32", "" },
	{ 0x11, TLV_PERSONAL, "address-info", "(u32,s8)", "ip-family,address" },
	{ 0x12, 0, "instance-id", "u32", "" },
};

/* 0x0021 PDP Deactivate Request */
static const struct tlv_def pdp_deactivate_request_req[] = {
	{ 0x01, TLV_MANDATORY, "pdp-id", "u8", "" },
	{ 0x10, 0, "instance-id", "u32", "" },
};
static const struct tlv_def pdp_deactivate_request_rsp[] = {
	RESULT,
	{ 0x10, TLV_MANDATORY, "pdp-id", "u8", "" },
	{ 0x11, 0, "instance-id", "u32", "" },
};

static const struct message_def messages[] = {
	MESSAGE(0x0020, 0, CLASS_CONTROL, "pdp-activate-request",
		ROWS(pdp_activate_request_req), ROWS(pdp_activate_request_rsp)),
	INDICATION(0x0020, 0, CLASS_READ, "pdp-activate", ROWS(pdp_activate_ind)),
	MESSAGE(0x0021, 0, CLASS_CONTROL, "pdp-deactivate-request",
		ROWS(pdp_deactivate_request_req), ROWS(pdp_deactivate_request_rsp)),
};

const struct service_def schema_imsdcm = { 0x302, "imsdcm", messages, COUNT(messages) };
