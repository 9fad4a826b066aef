/* SPDX-License-Identifier: GPL-2.0-or-later */
/* QMI service LOC (0x10): its messages and indications, a row each; see schema.h. */
#include "schema_rows.h"

/* 0x0021 Register Events */
static const struct tlv_def register_events_req[] = {
	{ 0x01, TLV_MANDATORY, "event-registration-mask", "u64", ":loc-event-registration-flag" },
};

/* 0x0022 Start */
static const struct tlv_def start_req[] = {
	{ 0x01, TLV_MANDATORY, "session-id", "u8", "" },
	{ 0x10, 0, "fix-recurrence-type", "u32", ":loc-fix-recurrence-type" },
	{ 0x12, 0, "intermediate-report-state", "u32", ":loc-intermediate-report-state" },
	{ 0x13, TLV_PERSONAL, "minimum-interval-between-position-reports", "u32", "" },
};

/* 0x0023 Stop */
static const struct tlv_def stop_req[] = {
	{ 0x01, TLV_MANDATORY, "session-id", "u8", "" },
};

/* 0x0024 Position Report (indication) */
static const struct tlv_def position_report_ind[] = {
	{ 0x01, TLV_MANDATORY, "session-status", "u32", "" },
	{ 0x02, TLV_MANDATORY, "session-id", "u8", "" },
	{ 0x10, TLV_PERSONAL, "latitude", "f64", "" },
	{ 0x11, TLV_PERSONAL, "longitude", "f64", "" },
	{ 0x12, TLV_PERSONAL, "horizontal-uncertainty-circular", "f32", "" },
	{ 0x13, TLV_PERSONAL, "horizontal-uncertainty-elliptical-minor", "f32", "" },
	{ 0x14, TLV_PERSONAL, "horizontal-uncertainty-elliptical-major", "f32", "" },
	{ 0x15, TLV_PERSONAL, "horizontal-uncertainty-elliptical-azimuth", "f32", "" },
	{ 0x16, TLV_PERSONAL, "horizontal-confidence", "u8", "" },
	{ 0x17, 0, "horizontal-reliability", "u32", "" },
	{ 0x18, TLV_PERSONAL, "horizontal-speed", "f32", "" },
	{ 0x19, TLV_PERSONAL, "speed-uncertainty", "f32", "" },
	{ 0x1A, TLV_PERSONAL, "altitude-from-ellipsoid", "f32", "" },
	{ 0x1B, TLV_PERSONAL, "altitude-from-sealevel", "f32", "" },
	{ 0x1C, TLV_PERSONAL, "vertical-uncertainty", "f32", "" },
	{ 0x1D, TLV_PERSONAL, "vertical-confidence", "u8", "" },
	{ 0x1E, 0, "vertical-reliability", "u32", "" },
	{ 0x1F, TLV_PERSONAL, "vertical-speed", "f32", "" },
	{ 0x20, TLV_PERSONAL, "heading", "f32", "" },
	{ 0x21, TLV_PERSONAL, "heading-uncertainty", "f32", "" },
	{ 0x22, 0, "magnetic-deviation", "f32", "" },
	{ 0x23, 0, "technology-used", "u32", "" },
	{ 0x24, 0, "dop", "(f32,f32,f32)", "pdop,hdop,vdop" },
	{ 0x25, 0, "utc-timestamp", "u64", "" },
	{ 0x26, 0, "leap-seconds", "u8", "" },
	{ 0x27, 0, "gps-date-time", "(u16,u32)", "gps-weeks,gps-time-of-week-milliseconds" },
	{ 0x28, TLV_PERSONAL, "time-uncertainty", "f32", "" },
	{ 0x29, 0, "time-source", "u32", "" },
	{ 0x2A, 0, "sensor-data-usage", "u64", "" },
	{ 0x2B, 0, "session-fix-count", "u32", "" },
	{ 0x2C, TLV_PERSONAL, "satellites-used", "a8{u16}", "" },
	{ 0x2D, TLV_PERSONAL, "altitude-assumed", "u8", "" },
};

/* 0x0025 GNSS Sv Info (indication) */
static const struct tlv_def gnss_sv_info_ind[] = {
	{ 0x01, TLV_MANDATORY | TLV_PERSONAL, "altitude-assumed", "u8", "" },
	{ 0x10, 0, "list", "a8{(u32,u32,u16,u8,u32,u8,f32,f32,f32)}",
	  "valid-information,system,gnss-satellite-id,health-status,satellite-status,"
	  "navigation-data,elevation-degrees,azimuth-degrees,signal-to-noise-ratio-bhz" },
};

/* 0x0026 NMEA (indication) */
static const struct tlv_def nmea_ind[] = {
	{ 0x01, TLV_MANDATORY | TLV_PERSONAL, "nmea-string", "srest", "" },
};

/* 0x0028 Inject Time Request (indication) */
static const struct tlv_def inject_time_request_ind[] = {
	{ 0x10, 0, "time-server-info", "(u32,a8{s8})", "delay-threshold,time-server-list" },
};

/* 0x0029 Inject Predicted Orbits Request (indication) */
static const struct tlv_def inject_predicted_orbits_request_ind[] = {
	{ 0x01, TLV_MANDATORY, "allowed-sizes", "(u32,u32)", "max-file-size,max-part-size" },
	{ 0x10, 0, "server-list", "a8{s8}", "" },
	{ 0x11, 0, "server-update-mask", "u64", "" },
	{ 0x12, 0, "update-type", "u32", "" },
	{ 0x13, 0, "update-period-seconds", "u32", "" },
	{ 0x14, 0, "file-info", "(u32,u32)", "file-type,download-interval-minutes" },
};

/* 0x002A Inject Position Request (indication) */
static const struct tlv_def inject_position_request_ind[] = {
	{ 0x01, TLV_MANDATORY | TLV_PERSONAL, "latitude", "f64", "" },
	{ 0x02, TLV_MANDATORY | TLV_PERSONAL, "longitude", "f64", "" },
	{ 0x03, TLV_MANDATORY | TLV_PERSONAL, "horizontal-uncertainty-circular", "f32", "" },
	{ 0x04, TLV_MANDATORY, "utc-timestamp", "u64", "" },
};

/* 0x002B Engine State (indication) */
static const struct tlv_def engine_state_ind[] = {
	{ 0x01, TLV_MANDATORY, "engine-state", "i32", "" },
};

/* 0x002C Fix Recurrence Type (indication) */
static const struct tlv_def fix_recurrence_type_ind[] = {
	{ 0x10, 0, "fix-recurrence-type", "u32", "" },
};

/* 0x0035 Inject Predicted Orbits Data */
static const struct tlv_def inject_predicted_orbits_data_req[] = {
	{ 0x01, TLV_MANDATORY, "total-size", "u32", "" },
	{ 0x02, TLV_MANDATORY, "total-parts", "u16", "" },
	{ 0x03, TLV_MANDATORY | TLV_PERSONAL, "part-number", "u16", "" },
	{ 0x04, TLV_MANDATORY | TLV_PERSONAL, "part-data", "a16{u8}", "" },
	{ 0x10, 0, "format-type", "u32", ":loc-predicted-orbits-data-format" },
};

/* 0x0035 Inject Predicted Orbits Data (indication) */
static const struct tlv_def inject_predicted_orbits_data_ind[] = {
	{ 0x01, TLV_MANDATORY, "indication-status", "u32", "" },
	{ 0x10, TLV_PERSONAL, "part-number", "u16", "" },
};

/* 0x0036 Get Predicted Orbits Data Source (indication) */
static const struct tlv_def get_predicted_orbits_data_source_ind[] = {
	{ 0x01, TLV_MANDATORY, "indication-status", "u32", "" },
	{ 0x10, 0, "allowed-sizes", "(u32,u32)", "max-file-size,max-part-size" },
	{ 0x11, 0, "server-list", "a8{s8}", "" },
};

/* 0x0037 Get Predicted Orbits Data Validity (indication) */
static const struct tlv_def get_predicted_orbits_data_validity_ind[] = {
	{ 0x01, TLV_MANDATORY, "indication-status", "u32", "" },
	{ 0x10, 0, "validity-info", "(u64,u16)", "start-utc-timestamp,duration-hours" },
};

/* 0x0038 Inject UTC Time */
static const struct tlv_def inject_utc_time_req[] = {
	{ 0x01, TLV_MANDATORY, "utc-time", "u64", "" },
	{ 0x02, TLV_MANDATORY | TLV_PERSONAL, "time-uncertainty", "u32", "" },
	{ 0x10, 0, "time-source", "i32", "" },
};

/* 0x0038 Inject UTC Time (indication) */
static const struct tlv_def inject_utc_time_ind[] = {
	{ 0x01, TLV_MANDATORY, "indication-status", "u32", "" },
};

/* 0x0039 Inject Position */
static const struct tlv_def inject_position_req[] = {
	{ 0x10, TLV_PERSONAL, "latitude", "f64", "" },
	{ 0x11, TLV_PERSONAL, "longitude", "f64", "" },
	{ 0x12, TLV_PERSONAL, "horizontal-uncertainty-circular", "f32", "" },
	{ 0x13, TLV_PERSONAL, "horizontal-confidence", "u8", "" },
	{ 0x14, 0, "horizontal-reliability", "u32", ":loc-reliability" },
	{ 0x15, TLV_PERSONAL, "altitude-from-ellipsoid", "f32", "" },
	{ 0x16, TLV_PERSONAL, "altitude-from-sealevel", "f32", "" },
	{ 0x17, TLV_PERSONAL, "vertical-uncertainty", "f32", "" },
	{ 0x18, TLV_PERSONAL, "vertical-confidence", "u8", "" },
	{ 0x19, 0, "vertical-reliability", "u32", ":loc-reliability" },
	{ 0x1A, TLV_PERSONAL, "altitude-source", "(u32,u32,u32)",
	  "altitude-source,altitude-dependency,altitude-uncertainty" },
	{ 0x1B, 0, "utc-timestamp", "u64", "" },
	{ 0x1C, 0, "timestamp-age", "u32", "" },
	{ 0x1D, TLV_PERSONAL, "position-source", "u32", "" },
	{ 0x1E, TLV_PERSONAL, "raw-horizontal-uncertainty-circular", "f32", "" },
	{ 0x1F, TLV_PERSONAL, "raw-horizontal-confidence", "u8", "" },
	{ 0x20, TLV_PERSONAL, "requested-position-injection", "u8", "" },
	{ 0x21, TLV_PERSONAL, "position-source-provider", "u32", "" },
	{ 0x22, 0, "gps-date-time", "(u16,u32)", "gps-weeks,gps-time-of-week-milliseconds" },
	{ 0x23, TLV_PERSONAL, "time-uncertainty", "f32", "" },
	{ 0x24, TLV_PERSONAL, "speed-east-north-up", "a[3]{f32}", "" },
	{ 0x25, TLV_PERSONAL, "speed-uncertainty-east-north-up", "a[3]{f32}", "" },
	{ 0x26, TLV_PERSONAL, "satellites-used", "a32{u16}", "" },
	{ 0x27, TLV_PERSONAL, "number-satellites-in-fix", "u8", "" },
};

/* 0x0039 Inject Position (indication) */
static const struct tlv_def inject_position_ind[] = {
	{ 0x01, TLV_MANDATORY, "indication-status", "u32", "" },
};

/* 0x003A Set Engine Lock */
static const struct tlv_def set_engine_lock_req[] = {
	{ 0x01, TLV_MANDATORY, "lock-type", "u32", ":loc-lock-type" },
};

/* 0x003A Set Engine Lock (indication) */
static const struct tlv_def set_engine_lock_ind[] = {
	{ 0x01, TLV_MANDATORY, "indication-status", "u32", "" },
};

/* 0x003B Get Engine Lock (indication) */
static const struct tlv_def get_engine_lock_ind[] = {
	{ 0x01, TLV_MANDATORY, "indication-status", "u32", "" },
	{ 0x10, 0, "lock-type", "u32", "" },
};

/* 0x003E Set NMEA Types */
static const struct tlv_def set_nmea_types_req[] = {
	{ 0x01, TLV_MANDATORY | TLV_PERSONAL, "nmea-types", "u32", ":loc-nmea-type" },
};

/* 0x003E Set NMEA Types (indication) */
static const struct tlv_def set_nmea_types_ind[] = {
	{ 0x01, TLV_MANDATORY, "indication-status", "u32", "" },
};

/* 0x003F Get NMEA Types (indication) */
static const struct tlv_def get_nmea_types_ind[] = {
	{ 0x01, TLV_MANDATORY, "indication-status", "u32", "" },
	{ 0x10, TLV_PERSONAL, "nmea-types", "u32", "" },
};

/* 0x0042 Set Server */
static const struct tlv_def set_server_req[] = {
	{ 0x01, TLV_MANDATORY, "server-type", "u32", ":loc-server-type" },
	{ 0x10, 0, "ipv4", "(u32,u16)", "ipv4-address,ipv4-port" },
	{ 0x11, 0, "ipv6", "(a[8]{u16be},u32)", "ipv6-address,ipv6-port" },
	{ 0x12, 0, "url", "srest<=256", "" },
};

/* 0x0042 Set Server (indication) */
static const struct tlv_def set_server_ind[] = {
	{ 0x01, TLV_MANDATORY, "indication-status", "u32", "" },
};

/* 0x0043 Get Server */
static const struct tlv_def get_server_req[] = {
	{ 0x01, TLV_MANDATORY, "server-type", "u32", ":loc-server-type" },
	{ 0x10, 0, "server-address-type", "u8", ":loc-server-address-type" },
};

/* 0x0043 Get Server (indication) */
static const struct tlv_def get_server_ind[] = {
	{ 0x01, TLV_MANDATORY, "indication-status", "u32", "" },
	{ 0x02, TLV_MANDATORY, "server-type", "u32", "" },
	{ 0x10, 0, "ipv4", "(u32,u16)", "ipv4-address,ipv4-port" },
	{ 0x11, 0, "ipv6", "(a[8]{u16be},u32)", "ipv6-address,ipv6-port" },
	{ 0x12, 0, "url", "srest<=256", "" },
};

/* 0x0044 Delete Assistance Data */
static const struct tlv_def delete_assistance_data_req[] = {
	{ 0x01, TLV_MANDATORY, "delete-all", "u8", "" },
	{ 0x10, 0, "delete-sv-info", "a8{(u16,u32,u8)}", "gnss-sv-id,system,delete-sv-info-mask" },
	{ 0x11, 0, "delete-gnss-data-mask", "u64", ":loc-delete-gnss-data" },
	{ 0x12, 0, "delete-cell-database-mask", "u32", ":loc-delete-cell-database" },
	{ 0x13, 0, "delete-clock-info-mask", "u32", ":loc-delete-clock-info" },
};

/* 0x0044 Delete Assistance Data (indication) */
static const struct tlv_def delete_assistance_data_ind[] = {
	{ 0x01, TLV_MANDATORY, "indication-status", "u32", "" },
};

/* 0x004A Set Operation Mode */
static const struct tlv_def set_operation_mode_req[] = {
	{ 0x01, TLV_MANDATORY, "operation-mode", "u32", ":loc-operation-mode" },
};

/* 0x004A Set Operation Mode (indication) */
static const struct tlv_def set_operation_mode_ind[] = {
	{ 0x01, TLV_MANDATORY, "indication-status", "u32", "" },
};

/* 0x004B Get Operation Mode (indication) */
static const struct tlv_def get_operation_mode_ind[] = {
	{ 0x01, TLV_MANDATORY, "indication-status", "u32", "" },
	{ 0x10, 0, "operation-mode", "u32", "" },
};

/* 0x00A7 Inject Xtra Data */
static const struct tlv_def inject_xtra_data_req[] = {
	{ 0x01, TLV_MANDATORY, "total-size", "u32", "" },
	{ 0x02, TLV_MANDATORY, "total-parts", "u16", "" },
	{ 0x03, TLV_MANDATORY | TLV_PERSONAL, "part-number", "u16", "" },
	{ 0x04, TLV_MANDATORY | TLV_PERSONAL, "part-data", "a16{u8}", "" },
};

/* 0x00A7 Inject Xtra Data (indication) */
static const struct tlv_def inject_xtra_data_ind[] = {
	{ 0x01, TLV_MANDATORY, "indication-status", "u32", "" },
	{ 0x10, TLV_PERSONAL, "part-number", "u16", "" },
};

static const struct message_def messages[] = {
	MESSAGE(0x0021, 0, CLASS_LOCATION, "register-events",
		ROWS(register_events_req), RESULT_ONLY),
	MESSAGE(0x0022, 0, CLASS_LOCATION, "start", ROWS(start_req), RESULT_ONLY),
	MESSAGE(0x0023, 0, CLASS_LOCATION, "stop", ROWS(stop_req), RESULT_ONLY),
	INDICATION(0x0024, 0, CLASS_LOCATION, "position-report", ROWS(position_report_ind)),
	INDICATION(0x0025, 0, CLASS_LOCATION, "gnss-sv-info", ROWS(gnss_sv_info_ind)),
	INDICATION(0x0026, 0, CLASS_LOCATION, "nmea", ROWS(nmea_ind)),
	INDICATION(0x0028, 0, CLASS_LOCATION, "inject-time-request", ROWS(inject_time_request_ind)),
	INDICATION(0x0029, 0, CLASS_LOCATION, "inject-predicted-orbits-request",
		ROWS(inject_predicted_orbits_request_ind)),
	INDICATION(0x002A, 0, CLASS_LOCATION, "inject-position-request",
		ROWS(inject_position_request_ind)),
	INDICATION(0x002B, 0, CLASS_LOCATION, "engine-state", ROWS(engine_state_ind)),
	INDICATION(0x002C, 0, CLASS_LOCATION, "fix-recurrence-type", ROWS(fix_recurrence_type_ind)),
	MESSAGE(0x0035, 0, CLASS_LOCATION, "inject-predicted-orbits-data",
		ROWS(inject_predicted_orbits_data_req), RESULT_ONLY),
	INDICATION(0x0035, 0, CLASS_LOCATION, "inject-predicted-orbits-data",
		ROWS(inject_predicted_orbits_data_ind)),
	MESSAGE(0x0036, 0, CLASS_LOCATION, "get-predicted-orbits-data-source",
		NO_TLVS, RESULT_ONLY),
	INDICATION(0x0036, 0, CLASS_LOCATION, "get-predicted-orbits-data-source",
		ROWS(get_predicted_orbits_data_source_ind)),
	MESSAGE(0x0037, 0, CLASS_LOCATION, "get-predicted-orbits-data-validity",
		NO_TLVS, RESULT_ONLY),
	INDICATION(0x0037, 0, CLASS_LOCATION, "get-predicted-orbits-data-validity",
		ROWS(get_predicted_orbits_data_validity_ind)),
	MESSAGE(0x0038, 0, CLASS_LOCATION, "inject-utc-time",
		ROWS(inject_utc_time_req), RESULT_ONLY),
	INDICATION(0x0038, 0, CLASS_LOCATION, "inject-utc-time", ROWS(inject_utc_time_ind)),
	MESSAGE(0x0039, 0, CLASS_LOCATION, "inject-position",
		ROWS(inject_position_req), RESULT_ONLY),
	INDICATION(0x0039, 0, CLASS_LOCATION, "inject-position", ROWS(inject_position_ind)),
	MESSAGE(0x003A, 0, CLASS_LOCATION, "set-engine-lock",
		ROWS(set_engine_lock_req), RESULT_ONLY),
	INDICATION(0x003A, 0, CLASS_LOCATION, "set-engine-lock", ROWS(set_engine_lock_ind)),
	MESSAGE(0x003B, 0, CLASS_LOCATION, "get-engine-lock", NO_TLVS, RESULT_ONLY),
	INDICATION(0x003B, 0, CLASS_LOCATION, "get-engine-lock", ROWS(get_engine_lock_ind)),
	MESSAGE(0x003E, 0, CLASS_LOCATION, "set-nmea-types", ROWS(set_nmea_types_req), RESULT_ONLY),
	INDICATION(0x003E, 0, CLASS_LOCATION, "set-nmea-types", ROWS(set_nmea_types_ind)),
	MESSAGE(0x003F, 0, CLASS_LOCATION, "get-nmea-types", NO_TLVS, RESULT_ONLY),
	INDICATION(0x003F, 0, CLASS_LOCATION, "get-nmea-types", ROWS(get_nmea_types_ind)),
	MESSAGE(0x0042, 0, CLASS_LOCATION, "set-server", ROWS(set_server_req), RESULT_ONLY),
	INDICATION(0x0042, 0, CLASS_LOCATION, "set-server", ROWS(set_server_ind)),
	MESSAGE(0x0043, 0, CLASS_LOCATION, "get-server", ROWS(get_server_req), RESULT_ONLY),
	INDICATION(0x0043, 0, CLASS_LOCATION, "get-server", ROWS(get_server_ind)),
	MESSAGE(0x0044, 0, CLASS_LOCATION, "delete-assistance-data",
		ROWS(delete_assistance_data_req), RESULT_ONLY),
	INDICATION(0x0044, 0, CLASS_LOCATION, "delete-assistance-data",
		ROWS(delete_assistance_data_ind)),
	MESSAGE(0x004A, 0, CLASS_LOCATION, "set-operation-mode",
		ROWS(set_operation_mode_req), RESULT_ONLY),
	INDICATION(0x004A, 0, CLASS_LOCATION, "set-operation-mode", ROWS(set_operation_mode_ind)),
	MESSAGE(0x004B, 0, CLASS_LOCATION, "get-operation-mode", NO_TLVS, RESULT_ONLY),
	INDICATION(0x004B, 0, CLASS_LOCATION, "get-operation-mode", ROWS(get_operation_mode_ind)),
	MESSAGE(0x00A7, 0, CLASS_LOCATION, "inject-xtra-data",
		ROWS(inject_xtra_data_req), RESULT_ONLY),
	INDICATION(0x00A7, 0, CLASS_LOCATION, "inject-xtra-data", ROWS(inject_xtra_data_ind)),
};

const struct service_def schema_loc = { 0x10, "loc", messages, COUNT(messages) };
