/* SPDX-License-Identifier: GPL-2.0-or-later */
/* QMI service DSD (0x2A): its messages and indications, a row each; see schema.h. */
#include "schema_rows.h"

/* 0x0024 Get System Status */
static const struct tlv_def get_system_status_rsp[] = {
	RESULT,
	{ 0x10, 0, "available-systems", "a8{(u32,u32,u64)}", "technology,rat,so-mask" },
};

/* 0x0025 System Status Change */
static const struct tlv_def system_status_change_req[] = {
	{ 0x11, 0, "register-indication", "u8", "" },
};

/* 0x0026 System Status (indication) */
static const struct tlv_def system_status_ind[] = {
	{ 0x10, 0, "available-systems", "a8{(u32,u32,u64)}", "technology,rat,so-mask" },
};

/* 0x0033 Get APN Info */
static const struct tlv_def get_apn_info_req[] = {
	{ 0x01, TLV_MANDATORY, "apn-type", "u32", ":dsd-apn-type" },
};
static const struct tlv_def get_apn_info_rsp[] = {
	RESULT,
	{ 0x10, 0, "apn-name", "srest", "" },
};

/* 0x0051 Set APN Type */
static const struct tlv_def set_apn_type_req[] = {
	{ 0x01, TLV_MANDATORY, "apn-type", "(s8,u64)", "name,type" },
	{ 0x10, 0, "apn-type-preference-mask", "u64", "" },
};

static const struct message_def messages[] = {
	MESSAGE(0x0024, 0, CLASS_READ, "get-system-status", NO_TLVS, ROWS(get_system_status_rsp)),
	MESSAGE(0x0025, 0, CLASS_CONTROL, "system-status-change",
		ROWS(system_status_change_req), RESULT_ONLY),
	INDICATION(0x0026, 0, CLASS_READ, "system-status", ROWS(system_status_ind)),
	MESSAGE(0x0033, 0, CLASS_READ, "get-apn-info",
		ROWS(get_apn_info_req), ROWS(get_apn_info_rsp)),
	MESSAGE(0x0051, 0, CLASS_CONTROL, "set-apn-type", ROWS(set_apn_type_req), RESULT_ONLY),
};

const struct service_def schema_dsd = { 0x2A, "dsd", messages, COUNT(messages) };
