/* SPDX-License-Identifier: GPL-2.0-or-later */
/* QMI service OMA (0xE2): its messages and indications, a row each; see schema.h. */
#include "schema_rows.h"

/* 0x0001 Set Event Report */
static const struct tlv_def set_event_report_req[] = {
	{ 0x10, 0, "network-initiated-alert-reporting", "u8", "" },
	{ 0x11, 0, "session-state-reporting", "u8", "" },
};

/* 0x0001 Event Report (indication) */
static const struct tlv_def event_report_ind[] = {
	{ 0x10, 0, "network-initiated-alert", "(u8,u16)", "session-type,session-id" },
	{ 0x11, 0, "session-state", "u8", "" },
	{ 0x12, 0, "session-fail-reason", "u8", "" },
};

/* 0x0020 Start Session */
static const struct tlv_def start_session_req[] = {
	{ 0x10, 0, "session-type", "u8", ":oma-session-type" },
};

/* 0x0022 Get Session Info */
static const struct tlv_def get_session_info_rsp[] = {
	RESULT,
	{ 0x10, 0, "session-info", "(u8,u8)", "session-state,session-type" },
	{ 0x11, 0, "session-failed-reason", "u8", "" },
	{ 0x12, 0, "retry-info", "(u8,u16,u16)",
	  "retry-count,retry-pause-timer,retry-pause-timer-remaining" },
	{ 0x13, 0, "network-initiated-alert", "(u8,u16)", "session-type,session-id" },
};

/* 0x0023 Send Selection */
static const struct tlv_def send_selection_req[] = {
	{ 0x10, 0, "network-initiated-alert-selection", "(u8,u16)",
	  "control-point-selection-accept,session-id" },
};

/* 0x0024 Get Feature Setting */
static const struct tlv_def get_feature_setting_rsp[] = {
	RESULT,
	{ 0x10, 0, "device-provisioning-service-update-config", "u8", "" },
	{ 0x11, 0, "prl-update-service-config", "u8", "" },
	{ 0x12, 0, "hfa-feature-config", "u8", "" },
	{ 0x13, 0, "hfa-feature-done-state", "u8", "" },
};

/* 0x0025 Set Feature Setting */
static const struct tlv_def set_feature_setting_req[] = {
	{ 0x10, 0, "device-provisioning-service-update-config", "u8", "" },
	{ 0x11, 0, "prl-update-service-config", "u8", "" },
	{ 0x12, 0, "hfa-feature-config", "u8", "" },
};

static const struct message_def messages[] = {
	MESSAGE(0x0000, 0, CLASS_CONTROL, "reset", NO_TLVS, RESULT_ONLY),
	MESSAGE(0x0001, 0, CLASS_CONTROL, "set-event-report",
		ROWS(set_event_report_req), RESULT_ONLY),
	INDICATION(0x0001, 0, CLASS_READ, "event-report", ROWS(event_report_ind)),
	MESSAGE(0x0020, 0, CLASS_PROVISIONING, "start-session",
		ROWS(start_session_req), RESULT_ONLY),
	MESSAGE(0x0021, 0, CLASS_PROVISIONING, "cancel-session", NO_TLVS, RESULT_ONLY),
	MESSAGE(0x0022, 0, CLASS_READ, "get-session-info", NO_TLVS, ROWS(get_session_info_rsp)),
	MESSAGE(0x0023, 0, CLASS_PROVISIONING, "send-selection",
		ROWS(send_selection_req), RESULT_ONLY),
	MESSAGE(0x0024, 0, CLASS_READ, "get-feature-setting",
		NO_TLVS, ROWS(get_feature_setting_rsp)),
	MESSAGE(0x0025, 0, CLASS_PROVISIONING, "set-feature-setting",
		ROWS(set_feature_setting_req), RESULT_ONLY),
};

const struct service_def schema_oma = { 0xE2, "oma", messages, COUNT(messages) };
