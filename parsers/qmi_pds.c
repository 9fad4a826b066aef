/* SPDX-License-Identifier: GPL-2.0-or-later */
/* QMI service PDS (0x06): its messages and indications, a row each; see schema.h. */
#include "schema_rows.h"

/* 0x0001 Set Event Report */
static const struct tlv_def set_event_report_req[] = {
	{ 0x10, TLV_PERSONAL, "nmea-position-reporting", "u8", "" },
	{ 0x11, TLV_PERSONAL, "extended-nmea-position-reporting", "u8", "" },
	{ 0x12, TLV_PERSONAL, "parsed-position-reporting", "u8", "" },
	{ 0x13, 0, "external-xtra-data-request-reporting", "u8", "" },
	{ 0x14, 0, "external-time-injection-request-reporting", "u8", "" },
	{ 0x15, TLV_PERSONAL, "external-wifi-position-request-reporting", "u8", "" },
	{ 0x16, TLV_PERSONAL, "satellite-information-reporting", "u8", "" },
	{ 0x17, 0, "vx-network-initiated-request-reporting", "u8", "" },
	{ 0x18, 0, "supl-network-initiated-prompt-reporting", "u8", "" },
	{ 0x19, 0, "umts-cp-network-initiated-prompt-reporting", "u8", "" },
	{ 0x1A, 0, "pds-comm-event-reporting", "u8", "" },
	{ 0x1B, 0, "accelerometer-data-streaming-ready-reporting", "u8", "" },
	{ 0x1C, 0, "gyro-data-streaming-ready-reporting", "u8", "" },
	{ 0x1D, 0, "time-sync-request-reporting", "u8", "" },
	{ 0x1E, TLV_PERSONAL, "position-reliability-indicator-reporting", "u8", "" },
	{ 0x1F, 0, "sensor-data-usage-indicator-reporting", "u8", "" },
	{ 0x20, 0, "time-source-information-reporting", "u8", "" },
	{ 0x21, TLV_PERSONAL, "heading-uncertainty-reporting", "u8", "" },
	{ 0x22, TLV_PERSONAL, "nmea-debug-strings-reporting", "u8", "" },
	{ 0x23, 0, "extended-external-xtra-data-request-reporting", "u8", "" },
};

/* 0x0001 Event Report (indication) */
static const struct tlv_def event_report_ind[] = {
	{ 0x10, TLV_PERSONAL, "nmea-position", "srest<=200", "" },
	{ 0x11, TLV_PERSONAL, "extended-nmea-position", "(i8,s16<=200)", "operation-mode,nmea" },
	{ 0x12, TLV_PERSONAL, "position-session-status", "u8", "" },
};

/* 0x0020 Get GPS Service State */
static const struct tlv_def get_gps_service_state_rsp[] = {
	{ 0x01, TLV_MANDATORY, "state", "(u8,u8)", "gps-service-state,tracking-session-state" },
	RESULT,
};

/* 0x0021 Set GPS Service State */
static const struct tlv_def set_gps_service_state_req[] = {
	{ 0x01, TLV_MANDATORY, "state", "(u8)", "gps-service-state" },
};

/* 0x0029 Get Default Tracking Session */
static const struct tlv_def get_default_tracking_session_rsp[] = {
	{ 0x01, TLV_MANDATORY, "info", "(u8,u8,u32,u32)",
	  "session-operation,position-data-timeout,interval,accuracy-threshold" },
	RESULT,
};

/* 0x002A Set Default Tracking Session */
static const struct tlv_def set_default_tracking_session_req[] = {
	{ 0x01, TLV_MANDATORY, "info", "(u8,u8,u32,u32)",
	  "session-operation:pds-operating-mode,position-data-timeout,interval,"
	  "accuracy-threshold" },
};

/* 0x002E Get AGPS Config */
static const struct tlv_def get_agps_config_req[] = {
	{ 0x12, 0, "network-mode", "u8", ":pds-network-mode" },
};
static const struct tlv_def get_agps_config_rsp[] = {
	RESULT,
	{ 0x10, 0, "location-server-address", "(u32,u32)", "ip,port" },
	{ 0x11, 0, "location-server-url", "a8{u8}", "" },
};

/* 0x002F Set AGPS Config */
static const struct tlv_def set_agps_config_req[] = {
	{ 0x10, 0, "location-server-address", "(u32,u32)", "ip,port" },
	{ 0x11, 0, "location-server-url", "a8{u8}", "" },
	{ 0x14, 0, "network-mode", "u8", ":pds-network-mode" },
};

/* 0x0030 Get Auto Tracking State */
static const struct tlv_def get_auto_tracking_state_rsp[] = {
	{ 0x01, TLV_MANDATORY, "state", "(u8)", "auto-tracking-state" },
	RESULT,
};

/* 0x0031 Set Auto Tracking State */
static const struct tlv_def set_auto_tracking_state_req[] = {
	{ 0x01, TLV_MANDATORY, "state", "(u8)", "auto-tracking-state" },
};

static const struct message_def messages[] = {
	MESSAGE(0x0000, 0, CLASS_LOCATION, "reset", NO_TLVS, RESULT_ONLY),
	MESSAGE(0x0001, 0, CLASS_LOCATION, "set-event-report",
		ROWS(set_event_report_req), RESULT_ONLY),
	INDICATION(0x0001, 0, CLASS_LOCATION, "event-report", ROWS(event_report_ind)),
	MESSAGE(0x0020, 0, CLASS_LOCATION, "get-gps-service-state",
		NO_TLVS, ROWS(get_gps_service_state_rsp)),
	MESSAGE(0x0021, 0, CLASS_LOCATION, "set-gps-service-state",
		ROWS(set_gps_service_state_req), RESULT_ONLY),
	MESSAGE(0x0029, 0, CLASS_LOCATION, "get-default-tracking-session",
		NO_TLVS, ROWS(get_default_tracking_session_rsp)),
	MESSAGE(0x002A, 0, CLASS_LOCATION, "set-default-tracking-session",
		ROWS(set_default_tracking_session_req), RESULT_ONLY),
	MESSAGE(0x002E, 0, CLASS_LOCATION, "get-agps-config",
		ROWS(get_agps_config_req), ROWS(get_agps_config_rsp)),
	MESSAGE(0x002F, 0, CLASS_LOCATION, "set-agps-config",
		ROWS(set_agps_config_req), RESULT_ONLY),
	MESSAGE(0x0030, 0, CLASS_LOCATION, "get-auto-tracking-state",
		NO_TLVS, ROWS(get_auto_tracking_state_rsp)),
	MESSAGE(0x0031, 0, CLASS_LOCATION, "set-auto-tracking-state",
		ROWS(set_auto_tracking_state_req), RESULT_ONLY),
	INDICATION(0x0060, 0, CLASS_LOCATION, "gps-ready", NO_TLVS),
};

const struct service_def schema_pds = { 0x06, "pds", messages, COUNT(messages) };
