/* SPDX-License-Identifier: GPL-2.0-or-later */
/* QMI service NAS (0x03): its messages and indications, a row each; see schema.h. */
#include "schema_rows.h"

/* 0x0001 Abort */
static const struct tlv_def abort_req[] = {
	{ 0x01, TLV_MANDATORY, "transaction-id", "u16", "" },
};

/* 0x0002 Set Event Report */
static const struct tlv_def set_event_report_req[] = {
	{ 0x10, 0, "signal-strength-indicator", "(u8,a8{i8})", "report,thresholds" },
	{ 0x11, 0, "rf-band-information", "u8", "" },
	{ 0x12, 0, "registration-reject-reason", "u8", "" },
	{ 0x13, 0, "rssi-indicator", "(u8,u8)", "report,rssi-delta" },
	{ 0x14, 0, "ecio-indicator", "(u8,u8)", "report,ecio-delta" },
	{ 0x15, 0, "io-indicator", "(u8,u8)", "report,io-delta" },
	{ 0x16, 0, "sinr-indicator", "(u8,u8)", "report,sinr-delta" },
	{ 0x17, 0, "error-rate-indicator", "u8", "" },
	{ 0x19, 0, "ecio-threshold", "(u8,a8{i16})", "report,thresholds" },
	{ 0x1A, 0, "sinr-threshold", "(u8,a8{u8})", "report,thresholds" },
	{ 0x1B, 0, "lte-snr-delta", "(u8,u8)", "report,snr-delta" },
	{ 0x1C, 0, "lte-rsrp-delta", "(u8,u8)", "report,rsrp-delta" },
};

/* 0x0002 Event Report (indication) */
static const struct tlv_def event_report_ind[] = {
	{ 0x10, 0, "signal-strength", "(i8,i8)", "strength,radio-interface" },
	{ 0x11, 0, "rf-band-information", "a8{(i8,u16,u16)}",
	  "radio-interface,active-band-class,active-channel" },
	{ 0x12, 0, "registration-reject-reason", "(u8,u16)", "service-domain,reject-cause" },
	{ 0x13, 0, "rssi", "(u8,i8)", "rssi,radio-interface" },
	{ 0x14, 0, "ecio", "(u8,i8)", "ecio,radio-interface" },
	{ 0x15, 0, "io", "i32", "" },
	{ 0x16, 0, "sinr", "u8", "" },
	{ 0x17, 0, "error-rate", "(u16,i8)", "rate,radio-interface" },
	{ 0x18, 0, "rsrq", "(i8,i8)", "rsrq,radio-interface" },
	{ 0x19, 0, "lte-snr", "i16", "" },
	{ 0x1A, 0, "lte-rsrp", "i16", "" },
};

/* 0x0003 Register Indications */
static const struct tlv_def register_indications_req[] = {
	{ 0x10, 0, "system-selection-preference", "u8", "" },
	{ 0x12, 0, "ddtm-events", "u8", "" },
	{ 0x13, 0, "serving-system-events", "u8", "" },
	{ 0x14, 0, "dual-standby-preference", "u8", "" },
	{ 0x15, 0, "subscription-info", "u8", "" },
	{ 0x17, 0, "network-time", "u8", "" },
	{ 0x18, 0, "system-info", "u8", "" },
	{ 0x19, 0, "signal-info", "u8", "" },
	{ 0x1A, 0, "error-rate", "u8", "" },
	{ 0x1B, 0, "hdr-new-uati-assigned", "u8", "" },
	{ 0x1C, 0, "hdr-session-closed", "u8", "" },
	{ 0x1D, 0, "managed-roaming", "u8", "" },
	{ 0x1E, 0, "current-plmn-name", "u8", "" },
	{ 0x1F, 0, "embms-status", "u8", "" },
	{ 0x20, 0, "rf-band-information", "u8", "" },
	{ 0x21, 0, "network-reject-information", "(u8,u8)",
	  "enable-network-reject-indications,supress-system-info-indications" },
};

/* 0x001E Get Supported Messages */
static const struct tlv_def get_supported_messages_rsp[] = {
	RESULT,
	{ 0x10, 0, "list", "a16{u8}", "" },
};

/* 0x0020 Get Signal Strength */
static const struct tlv_def get_signal_strength_req[] = {
	{ 0x10, 0, "request-mask", "u16", ":nas-signal-strength-request" },
};
static const struct tlv_def get_signal_strength_rsp[] = {
	{ 0x01, TLV_MANDATORY, "signal-strength", "(i8,i8)", "strength,radio-interface" },
	RESULT,
	{ 0x10, 0, "strength-list", "a16{(i8,i8)}", "strength,radio-interface" },
	{ 0x11, 0, "rssi-list", "a16{(u8,i8)}", "rssi,radio-interface" },
	{ 0x12, 0, "ecio-list", "a16{(u8,i8)}", "ecio,radio-interface" },
	{ 0x13, 0, "io", "i32", "" },
	{ 0x14, 0, "sinr", "u8", "" },
	{ 0x15, 0, "error-rate-list", "a16{(u16,i8)}", "rate,radio-interface" },
	{ 0x16, 0, "rsrq", "(i8,i8)", "rsrq,radio-interface" },
	{ 0x17, 0, "lte-snr", "i16", "" },
	{ 0x18, 0, "lte-rsrp", "i16", "" },
};

/* 0x0021 Network Scan */
static const struct tlv_def network_scan_req[] = {
	{ 0x10, 0, "network-type", "u8", ":nas-network-scan-type" },
};
static const struct tlv_def network_scan_rsp[] = {
	RESULT,
	{ 0x10, TLV_CARRIER, "network-information", "a16{(u16,u16,u8,s8)}",
	  "mcc,mnc,network-status,description=name-packed" },
	{ 0x11, 0, "radio-access-technology", "a16{(u16,u16,i8)}", "mcc,mnc,radio-interface" },
	{ 0x12, 0, "mnc-pcs-digit-include-status", "a16{(u16,u16,u8)}",
	  "mcc,mnc,includes-pcs-digit" },
	{ 0x13, 0, "network-scan-result", "u32", "" },
};

/* 0x0022 Initiate Network Register */
static const struct tlv_def initiate_network_register_req[] = {
	{ 0x01, TLV_MANDATORY, "action", "u8", ":nas-network-register-type" },
	{ 0x10, 0, "manual-registration-info-3gpp", "(u16,u16,i8)",
	  "mcc,mnc,radio-interface:nas-radio-interface" },
	{ 0x11, 0, "change-duration", "u8", ":nas-change-duration" },
	{ 0x12, 0, "mnc-pcs-digit-include-status", "u8", "" },
};

/* 0x0023 Attach Detach */
static const struct tlv_def attach_detach_req[] = {
	{ 0x10, TLV_MANDATORY, "action", "u8", ":nas-ps-attach-action" },
};

/* 0x0024 Get Serving System */
static const struct tlv_def get_serving_system_rsp[] = {
	{ 0x01, TLV_MANDATORY, "serving-system", "(u8,u8,u8,u8,a8{i8})",
	  "registration-state,cs-attach-state,ps-attach-state,selected-network,"
	  "radio-interfaces" },
	RESULT,
	{ 0x10, 0, "roaming-indicator", "u8", "" },
	{ 0x11, 0, "data-service-capability", "a8{u8}", "" },
	{ 0x12, TLV_CARRIER, "current-plmn", "(u16,u16,s8)", "mcc,mnc,description=name-packed" },
	{ 0x13, 0, "cdma-system-id", "(u16,u16)", "sid,nid" },
	{ 0x14, 0, "cdma-base-station-info", "(u16,i32,i32)",
	  "base-station-id,base-station-latitude,base-station-longitude" },
	{ 0x15, 0, "roaming-indicator-list", "a8{(u8,u8)}", "radio-interface,roaming-indicator" },
	{ 0x16, 0, "default-roaming-indicator", "u8", "" },
	{ 0x17, 0, "time-zone-3gpp2", "(u8,i8,u8)",
	  "leap-seconds,local-time-offset,daylight-saving-time" },
	{ 0x18, 0, "cdma-p-rev", "u8", "" },
	{ 0x1A, 0, "time-zone-3gpp", "i8", "" },
	{ 0x1B, 0, "daylight-saving-time-adjustment-3gpp", "u8", "" },
	{ 0x1C, 0, "lac-3gpp", "u16", "" },
	{ 0x1D, 0, "cid-3gpp", "u32", "" },
	{ 0x1E, 0, "concurrent-service-info-3gpp2", "u8", "" },
	{ 0x1F, 0, "prl-indicator-3gpp2", "u8", "" },
	{ 0x20, 0, "dtm-support", "u8", "" },
	{ 0x21, 0, "detailed-service-status", "(u8,u8,u8,u8,u8)",
	  "status,capability,hdr-status,hdr-hybrid,forbidden" },
	{ 0x22, 0, "cdma-system-info", "(u16,u8)", "mcc,imsi-11-12" },
	{ 0x23, 0, "hdr-personality", "u8", "" },
	{ 0x24, 0, "lte-tac", "u16", "" },
	{ 0x25, 0, "call-barring-status", "(i32,i32)", "cs-status,ps-status" },
	{ 0x26, TLV_PERSONAL, "umts-primary-scrambling-code", "u16", "" },
	{ 0x27, 0, "mnc-pcs-digit-include-status", "(u16,u16,u8)", "mcc,mnc,includes-pcs-digit" },
	{ 0x29, 0, "network-name-source", "u32", "" },
};

/* 0x0024 Serving System (indication) */
static const struct tlv_def serving_system_ind[] = {
	{ 0x01, TLV_MANDATORY, "serving-system", "(u8,u8,u8,u8,a8{i8})",
	  "registration-state,cs-attach-state,ps-attach-state,selected-network,"
	  "radio-interfaces" },
	{ 0x10, 0, "roaming-indicator", "u8", "" },
	{ 0x11, 0, "data-service-capability", "a8{u8}", "" },
	{ 0x12, TLV_CARRIER, "current-plmn", "(u16,u16,s8)", "mcc,mnc,description=name-packed" },
	{ 0x13, 0, "cdma-system-id", "(u16,u16)", "sid,nid" },
	{ 0x14, 0, "cdma-base-station-info", "(u16,i32,i32)",
	  "base-station-id,base-station-latitude,base-station-longitude" },
	{ 0x15, 0, "roaming-indicator-list", "a8{(u8,u8)}", "radio-interface,roaming-indicator" },
	{ 0x16, 0, "default-roaming-indicator", "u8", "" },
	{ 0x17, 0, "time-zone-3gpp2", "(u8,i8,u8)",
	  "leap-seconds,local-time-offset,daylight-saving-time" },
	{ 0x18, 0, "cdma-p-rev", "u8", "" },
	{ 0x19, 0, "plmn-name-flag-3gpp", "i8", "" },
	{ 0x1A, 0, "time-zone-3gpp", "i8", "" },
	{ 0x1B, 0, "daylight-saving-time-adjustment-3gpp", "u8", "" },
	{ 0x1C, 0, "universal-time-and-local-time-zone-3gpp", "(u16,u8,u8,u8,u8,u8,u8)",
	  "year,month,day,hour,minute,second,time-zone" },
	{ 0x1D, 0, "lac-3gpp", "u16", "" },
	{ 0x1E, 0, "cid-3gpp", "u32", "" },
	{ 0x1F, 0, "concurrent-service-info-3gpp2", "u8", "" },
	{ 0x20, 0, "prl-indicator-3gpp2", "u8", "" },
	{ 0x21, 0, "dtm-support", "u8", "" },
	{ 0x22, 0, "detailed-service-status", "(u8,u8,u8,u8,u8)",
	  "status,capability,hdr-status,hdr-hybrid,forbidden" },
	{ 0x23, 0, "cdma-system-info", "(u16,u8)", "mcc,imsi-11-12" },
	{ 0x24, 0, "hdr-personality", "u8", "" },
	{ 0x25, 0, "lte-tac", "u16", "" },
	{ 0x26, 0, "call-barring-status", "(i32,i32)", "cs-status,ps-status" },
	{ 0x27, 0, "plmn-not-changed-indication", "u8", "" },
	{ 0x28, TLV_PERSONAL, "umts-primary-scrambling-code", "u16", "" },
	{ 0x29, 0, "mnc-pcs-digit-include-status", "(u16,u16,u8)", "mcc,mnc,includes-pcs-digit" },
	{ 0x2B, 0, "network-name-source", "u32", "" },
};

/* 0x0025 Get Home Network */
static const struct tlv_def get_home_network_rsp[] = {
	{ 0x01, TLV_MANDATORY | TLV_CARRIER, "home-network", "(u16,u16,s8)",
	  "mcc,mnc,description=name-packed" },
	RESULT,
	{ 0x10, 0, "home-system-id", "(u16,u16)", "sid,nid" },
	{ 0x11, 0, "home-network-3gpp2-ext", "(u16,u16,u8,u8,a8{u8})",
	  "mcc,mnc,display-description,description-encoding,description" },
	{ 0x12, 0, "home-network-3gpp-mnc", "(u8,u8)", "is-3gpp,includes-pcs-digit" },
	{ 0x13, 0, "network-name-source", "u32", "" },
};

/* 0x0026 Get Preferred Networks */
static const struct tlv_def get_preferred_networks_rsp[] = {
	RESULT,
	{ 0x10, 0, "preferred-networks", "a16{(u16,u16,u16)}", "mcc,mnc,radio-access-technology" },
	{ 0x11, 0, "static-preferred-networks", "a16{(u16,u16,u16)}",
	  "mcc,mnc,radio-access-technology" },
	{ 0x12, 0, "mnc-pcs-digit-include-status", "a8{(u16,u16,u8)}",
	  "mcc,mnc,includes-pcs-digit" },
	{ 0x13, 0, "static-mnc-pcs-digit-include-status", "a8{(u16,u16,u8)}",
	  "mcc,mnc,includes-pcs-digit" },
};

/* 0x0027 Set Preferred Networks */
static const struct tlv_def set_preferred_networks_req[] = {
	{ 0x10, 0, "preferred-networks", "a16{(u16,u16,u16)}", "mcc,mnc,radio-access-technology" },
	{ 0x11, 0, "mnc-pcs-digit-include-status", "a8{(u16,u16,u8)}",
	  "mcc,mnc,includes-pcs-digit" },
	{ 0x12, 0, "clear-previous-preferred-networks", "u8", "" },
};

/* 0x002A Set Technology Preference */
static const struct tlv_def set_technology_preference_req[] = {
	{ 0x01, TLV_MANDATORY, "current", "(u16,u8)",
	  "technology-preference:nas-radio-technology-preference,"
	  "technology-preference-duration:nas-preference-duration" },
};

/* 0x002B Get Technology Preference */
static const struct tlv_def get_technology_preference_rsp[] = {
	{ 0x01, TLV_MANDATORY, "active", "(u16,u8)",
	  "technology-preference,technology-preference-duration" },
	RESULT,
	{ 0x10, 0, "persistent", "u16", "" },
};

/* 0x0031 Get RF Band Information */
static const struct tlv_def get_rf_band_information_rsp[] = {
	{ 0x01, TLV_MANDATORY, "list", "a8{(i8,u16,u16)}",
	  "radio-interface,active-band-class,active-channel" },
	RESULT,
	{ 0x11, 0, "extended-list", "a8{(i8,u16,u32)}",
	  "radio-interface,active-band-class,active-channel" },
	{ 0x12, 0, "bandwidth-list", "a8{(i8,u32)}", "radio-interface,bandwidth" },
};

/* 0x0033 Set System Selection Preference */
static const struct tlv_def set_system_selection_preference_req[] = {
	{ 0x10, 0, "emergency-mode", "u8", "" },
	{ 0x11, 0, "mode-preference", "u16", ":nas-rat-mode-preference" },
	{ 0x12, 0, "band-preference", "u64", ":nas-band-preference" },
	{ 0x13, 0, "cdma-prl-preference", "u16", ":nas-cdma-prl-preference" },
	{ 0x14, 0, "roaming-preference", "u16", ":nas-roaming-preference" },
	{ 0x15, 0, "lte-band-preference", "u64", ":nas-lte-band-preference" },
	{ 0x16, 0, "network-selection-preference", "(u8,u16,u16)",
	  "mode:nas-network-selection-preference,mcc,mnc" },
	{ 0x17, 0, "change-duration", "u8", ":nas-change-duration" },
	{ 0x18, 0, "service-domain-preference", "u32", ":nas-service-domain-preference" },
	{ 0x19, 0, "gsm-wcdma-acquisition-order-preference", "u32",
	  ":nas-gsm-wcdma-acquisition-order-preference" },
	{ 0x1A, 0, "mnc-pcs-digit-include-status", "u8", "" },
	{ 0x1D, 0, "td-scdma-band-preference", "u64", ":nas-td-scdma-band-preference" },
	{ 0x1E, 0, "acquisition-order-preference", "a8{i8}", "" },
	{ 0x1F, 0, "network-selection-registration-restriction", "u32",
	  ":nas-network-selection-registration-restriction" },
	{ 0x21, 0, "usage-preference", "u32", ":nas-usage-preference" },
	{ 0x23, 0, "voice-domain-preference", "u32", ":nas-voice-domain-preference" },
	{ 0x24, 0, "extended-lte-band-preference", "(u64,u64,u64,u64)",
	  "mask-low,mask-mid-low,mask-mid-high,mask-high" },
	{ 0x2F, 0, "nr5g-sa-band-preference", "(u64,u64,u64,u64,u64,u64,u64,u64)",
	  "mask-0,mask-1,mask-2,mask-3,mask-4,mask-5,mask-6,mask-7" },
	{ 0x30, 0, "nr5g-nsa-band-preference", "(u64,u64,u64,u64,u64,u64,u64,u64)",
	  "mask-0,mask-1,mask-2,mask-3,mask-4,mask-5,mask-6,mask-7" },
};

/* 0x0034 Get System Selection Preference */
static const struct tlv_def get_system_selection_preference_rsp[] = {
	RESULT,
	{ 0x10, 0, "emergency-mode", "u8", "" },
	{ 0x11, 0, "mode-preference", "u16", "" },
	{ 0x12, 0, "band-preference", "u64", "" },
	{ 0x13, 0, "cdma-prl-preference", "u16", "" },
	{ 0x14, 0, "roaming-preference", "u16", "" },
	{ 0x15, 0, "lte-band-preference", "u64", "" },
	{ 0x16, 0, "network-selection-preference", "u8", "" },
	{ 0x18, 0, "service-domain-preference", "u32", "" },
	{ 0x19, 0, "gsm-wcdma-acquisition-order-preference", "u32", "" },
	{ 0x1A, 0, "td-scdma-band-preference", "u64", "" },
	{ 0x1B, 0, "manual-network-selection", "(u16,u16,u8)", "mcc,mnc,includes-pcs-digit" },
	{ 0x1C, 0, "acquisition-order-preference", "a8{i8}", "" },
	{ 0x1D, 0, "network-selection-registration-restriction", "u32", "" },
	{ 0x1F, 0, "usage-preference", "u32", "" },
	{ 0x20, 0, "voice-domain-preference", "u32", "" },
	{ 0x22, 0, "disabled-modes", "u16", "" },
	{ 0x23, 0, "extended-lte-band-preference", "(u64,u64,u64,u64)",
	  "mask-low,mask-mid-low,mask-mid-high,mask-high" },
	{ 0x2C, 0, "nr5g-sa-band-preference", "(u64,u64,u64,u64,u64,u64,u64,u64)",
	  "mask-0,mask-1,mask-2,mask-3,mask-4,mask-5,mask-6,mask-7" },
	{ 0x2D, 0, "nr5g-nsa-band-preference", "(u64,u64,u64,u64,u64,u64,u64,u64)",
	  "mask-0,mask-1,mask-2,mask-3,mask-4,mask-5,mask-6,mask-7" },
};

/* 0x0039 Get Operator Name */
static const struct tlv_def get_operator_name_rsp[] = {
	RESULT,
	{ 0x10, TLV_PERSONAL, "service-provider-name", "(u8,s8)", "name-display-condition,name" },
	{ 0x11, 0, "operator-plmn-list", "a16{(s[3],s[3],u16,u16,u8)}",
	  "mcc,mnc,lac1,lac2,plmn-name-record-identifier" },
	{ 0x12, 0, "operator-plmn-name", "a8{(u8,u8,u8,u8,a8{u8},a8{u8})}",
	  "name-encoding,short-country-initials,long-name-spare-bits,"
	  "short-name-spare-bits,long-name,short-name" },
	{ 0x13, TLV_PERSONAL, "operator-string-name", "srest", "" },
	{ 0x14, 0, "nitz-information", "(u8,u8,u8,u8,a8{u8},a8{u8})",
	  "name-encoding,short-country-initials,long-name-spare-bits,"
	  "short-name-spare-bits,long-name,short-name" },
};

/* 0x003A Operator Name (indication) */
static const struct tlv_def operator_name_ind[] = {
	{ 0x10, TLV_PERSONAL, "service-provider-name", "(u8,s8)", "name-display-condition,name" },
	{ 0x11, 0, "operator-plmn-list", "a16{(s[3],s[3],u16,u16,u8)}",
	  "mcc,mnc,lac1,lac2,plmn-name-record-identifier" },
	{ 0x12, 0, "operator-plmn-name", "a8{(u8,u8,u8,u8,a8{u8},a8{u8})}",
	  "name-encoding,short-country-initials,long-name-spare-bits,"
	  "short-name-spare-bits,long-name,short-name" },
	{ 0x13, TLV_PERSONAL, "operator-string-name", "srest", "" },
	{ 0x14, 0, "nitz-information", "(u8,u8,u8,u8,a8{u8},a8{u8})",
	  "name-encoding,short-country-initials,long-name-spare-bits,"
	  "short-name-spare-bits,long-name,short-name" },
};

/* 0x0043 Get Cell Location Info */
static const struct tlv_def get_cell_location_info_rsp[] = {
	RESULT,
	{ 0x10, 0, "geran-info-v2", "(u32,a[3]{u8},u16,u16,u8,u32,u16,a8{(u32,a[3]{u8},u16,u16,u8,u16)})",
	  "cell-id,plmn,lac,geran-absolute-rf-channel-number,base-station-identity-code,"
	  "timing-advance,rx-level,cell-id,plmn,lac,geran-absolute-rf-channel-number,"
	  "base-station-identity-code,rx-level" },
	{ 0x11, 0, "umts-info-v2", "(u16,a[3]{u8},u16,u16,u16,i16,i16,a8{(u16,u16,i16,i16)},a8{(u16,u8,u8,i16)})",
	  "cell-id,plmn,lac,utra-absolute-rf-channel-number,primary-scrambling-code,rscp,"
	  "ecio,utra-absolute-rf-channel-number,primary-scrambling-code,rscp,ecio,"
	  "geran-absolute-rf-channel-number,network-color-code,base-station-color-code,"
	  "rssi" },
	{ 0x12, 0, "cdma-info", "(u16,u16,u16,u16,u32,u32)",
	  "system-id,network-id,base-station-id,reference-pn,latitude,longitude" },
	{ 0x13, 0, "intrafrequency-lte-info-v2", "(u8,a[3]{u8},u16,u32,u16,u16,u8,u8,u8,u8,a8{(u16,i16,i16,i16,i16)})",
	  "ue-in-idle,plmn,tracking-area-code,global-cell-id,"
	  "eutra-absolute-rf-channel-number,serving-cell-id,cell-reselection-priority,"
	  "s-non-intra-search-threshold,serving-cell-low-threshold,"
	  "s-intra-search-threshold,physical-cell-id,rsrq,rsrp,rssi,"
	  "cell-selection-rx-level" },
	{ 0x14, 0, "interfrequency-lte-info", "(u8,a8{(u16,u8,u8,u8,a8{(u16,i16,i16,i16,i16)})})",
	  "ue-in-idle,eutra-absolute-rf-channel-number,"
	  "cell-selection-rx-level-low-threshold,cell-selection-rx-level-high-threshold,"
	  "cell-reselection-priority,physical-cell-id,rsrq,rsrp,rssi,"
	  "cell-selection-rx-level" },
	{ 0x15, 0, "lte-info-neighboring-gsm", "(u8,a8{(u8,u8,u8,u8,a8{(u16,u8,u8,u8,i16,i16)})})",
	  "ue-in-idle,cell-reselection-priority,cell-reselection-high-threshold,"
	  "cell-reselection-low-threshold,ncc-permitted,geran-absolute-rf-channel-number,"
	  "band-is-1900,cell-id-valid,base-station-identity-code,rssi,"
	  "cell-selection-rx-level" },
	{ 0x16, 0, "lte-info-neighboring-wcdma", "(u8,a8{(u16,u8,u16,u16,a8{(u16,i16,i16,i16)})})",
	  "ue-in-idle,utra-absolute-rf-channel-number,cell-reselection-priority,"
	  "cell-reselection-high-threshold,cell-reselection-low-threshold,"
	  "primary-scrambling-code,cpich-rscp,cpich-ec-no,cell-selection-rx-level" },
	{ 0x17, 0, "umts-cell-id", "u32", "" },
	{ 0x18, 0, "umts-info-neighboring-lte", "(u32,a8{(u16,u16,f32,f32,i16,u8)})",
	  "rrc-state,eutra-absolute-rf-channel-number,physical-cell-id,rsrp,rsrq,"
	  "cell-selection-rx-level,is-tdd" },
	{ 0x1E, 0, "lte-info-timing-advance", "u32", "" },
	{ 0x2E, 0, "nr5g-arfcn", "u32", "" },
	{ 0x2F, 0, "nr5g-cell-information", "(a[3]{u8},a[3]{u8},u64,u16,i16,i16,i16)",
	  "plmn,tracking-area-code,global-cell-id,physical-cell-id,rsrq,rsrp,snr" },
};

/* 0x0044 Get PLMN Name */
static const struct tlv_def get_plmn_name_req[] = {
	{ 0x01, TLV_MANDATORY, "plmn", "(u16,u16)", "mcc,mnc" },
	{ 0x10, 0, "suppress-sim-error", "u8", "" },
	{ 0x11, 0, "mnc-pcs-digit-include-status", "u8", "" },
	{ 0x12, 0, "always-send-plmn-name", "u8", "" },
	{ 0x13, 0, "use-static-table-only", "u8", "" },
	{ 0x14, 0, "csg-id", "u32", "" },
	{ 0x15, 0, "radio-access-technology", "u8", ":nas-radio-interface" },
	{ 0x16, 0, "send-all-information", "u8", "" },
};
static const struct tlv_def get_plmn_name_rsp[] = {
	RESULT,
	{ 0x10, 0, "3gpp-eons-plmn-name", "(u8,a8{u8},u8,u8,u8,a8{u8},u8,u8,u8,a8{u8})",
	  "service-provider-name-encoding,service-provider-name,short-name-encoding,"
	  "short-name-country-initials,short-name-spare-bits,short-name,"
	  "long-name-encoding,long-name-country-initials,long-name-spare-bits,long-name" },
	{ 0x11, 0, "display-bit-information", "(u32,u32)",
	  "service-provider-name-set,plmn-name-set" },
	{ 0x12, 0, "network-information", "u32", "" },
	{ 0x13, TLV_CARRIER, "plmn-name-with-language-id", "a8{(a8{u16},a8{u16},u32)}",
	  "long-name=name-wide,short-name=name-wide,language-id" },
	{ 0x14, 0, "additional-information", "a8{u16}", "" },
	{ 0x15, 0, "network-name-source", "u32", "" },
};

/* 0x004C Network Time (indication) */
static const struct tlv_def network_time_ind[] = {
	{ 0x01, TLV_MANDATORY, "universal-time", "(u16,u8,u8,u8,u8,u8,u8)",
	  "year,month,day,hour,minute,second,day-of-week" },
	{ 0x10, 0, "timezone-offset", "i8", "" },
	{ 0x11, 0, "daylight-savings-adjustment", "u8", "" },
	{ 0x12, 0, "radio-interface", "i8", "" },
};

/* 0x004D Get System Info */
static const struct tlv_def get_system_info_rsp[] = {
	RESULT,
	{ 0x10, 0, "cdma-service-status", "(u8,u8)", "service-status,preferred-data-path" },
	{ 0x11, 0, "hdr-service-status", "(u8,u8)", "service-status,preferred-data-path" },
	{ 0x12, 0, "gsm-service-status", "(u8,u8,u8)",
	  "service-status,true-service-status,preferred-data-path" },
	{ 0x13, 0, "wcdma-service-status", "(u8,u8,u8)",
	  "service-status,true-service-status,preferred-data-path" },
	{ 0x14, 0, "lte-service-status", "(u8,u8,u8)",
	  "service-status,true-service-status,preferred-data-path" },
	{ 0x15, 0, "cdma-system-info", "(u8,u8,u8,u8,u8,u8,u8,u8,u8,u8,u8,u8,u8,u8,u8,u8,u8,u16,u16,u8,u16,i32,i32,u8,u16,u8,s[3],s[3])",
	  "domain-valid,domain,service-capability-valid,service-capability,"
	  "roaming-status-valid,roaming-status,forbidden-valid,forbidden,prl-match-valid,"
	  "prl-match,p-rev-valid,p-rev,base-station-p-rev-valid,base-station-p-rev,"
	  "concurrent-service-support-valid,concurrent-service-support,"
	  "cdma-system-id-valid,sid,nid,base-station-info-valid,base-station-id,"
	  "base-station-latitude,base-station-longitude,packet-zone-valid,packet-zone,"
	  "network-id-valid,mcc,mnc" },
	{ 0x16, 0, "hdr-system-info", "(u8,u8,u8,u8,u8,u8,u8,u8,u8,u8,u8,u8,u8,u8,u8,s[16])",
	  "domain-valid,domain,service-capability-valid,service-capability,"
	  "roaming-status-valid,roaming-status,forbidden-valid,forbidden,prl-match-valid,"
	  "prl-match,personality-valid,personality,protocol-revision-valid,"
	  "protocol-revision,is-856-system-id-valid,is-856-system-id" },
	{ 0x17, 0, "gsm-system-info-v2", "(u8,u8,u8,u8,u8,u8,u8,u8,u8,u16,u8,u32,u8,u8,u8,u8,s[3],s[3],u8,u8,u8,u8)",
	  "domain-valid,domain,service-capability-valid,service-capability,"
	  "roaming-status-valid,roaming-status,forbidden-valid,forbidden,lac-valid,lac,"
	  "cid-valid,cid,registration-reject-info-valid,registration-reject-domain,"
	  "registration-reject-cause,network-id-valid,mcc,mnc,egprs-support-valid,"
	  "egprs-support,dtm-support-valid,dtm-support" },
	{ 0x18, 0, "wcdma-system-info-v2", "(u8,u8,u8,u8,u8,u8,u8,u8,u8,u16,u8,u32,u8,u8,u8,u8,s[3],s[3],u8,u8,u8,u8,u8,u16)",
	  "domain-valid,domain,service-capability-valid,service-capability,"
	  "roaming-status-valid,roaming-status,forbidden-valid,forbidden,lac-valid,lac,"
	  "cid-valid,cid,registration-reject-info-valid,registration-reject-domain,"
	  "registration-reject-cause,network-id-valid,mcc,mnc,hs-call-status-valid,"
	  "hs-call-status,hs-service-valid,hs-service,primary-scrambling-code-valid,"
	  "primary-scrambling-code" },
	{ 0x19, 0, "lte-system-info-v2", "(u8,u8,u8,u8,u8,u8,u8,u8,u8,u16,u8,u32,u8,u8,u8,u8,s[3],s[3],u8,u16)",
	  "domain-valid,domain,service-capability-valid,service-capability,"
	  "roaming-status-valid,roaming-status,forbidden-valid,forbidden,lac-valid,lac,"
	  "cid-valid,cid,registration-reject-info-valid,registration-reject-domain,"
	  "registration-reject-cause,network-id-valid,mcc,mnc,tac-valid,tac" },
	{ 0x1A, 0, "additional-cdma-system-info", "(u16,u16)",
	  "geo-system-index,registration-period" },
	{ 0x1B, 0, "additional-hdr-system-info", "(u16)", "geo-system-index" },
	{ 0x1C, 0, "additional-gsm-system-info", "(u16,u32)",
	  "geo-system-index,cell-broadcast-support" },
	{ 0x1D, 0, "additional-wcdma-system-info", "(u16,u32)",
	  "geo-system-index,cell-broadcast-support" },
	{ 0x1E, 0, "additional-lte-system-info", "(u16)", "geo-system-index" },
	{ 0x1F, 0, "gsm-call-barring-status", "(i32,i32)", "cs-status,ps-status" },
	{ 0x20, 0, "wcdma-call-barring-status", "(i32,i32)", "cs-status,ps-status" },
	{ 0x21, 0, "lte-voice-support", "u8", "" },
	{ 0x22, 0, "gsm-cipher-domain", "u8", "" },
	{ 0x23, 0, "wcdma-cipher-domain", "u8", "" },
	{ 0x24, 0, "td-scdma-service-status", "(u8,u8,u8)",
	  "service-status,true-service-status,preferred-data-path" },
	{ 0x25, 0, "td-scdma-system-info-v2", "(u8,u8,u8,u8,u8,u8,u8,u8,u8,u16,u8,u32,u8,u8,u8,u8,s[3],s[3],u8,u8,u8,u8,u8,u16,u8,u32,u8,i32,u8,i32,u8,u8)",
	  "domain-valid,domain,service-capability-valid,service-capability,"
	  "roaming-status-valid,roaming-status,forbidden-valid,forbidden,lac-valid,lac,"
	  "cid-valid,cid,registration-reject-info-valid,registration-reject-domain,"
	  "registration-reject-cause,network-id-valid,mcc,mnc,hs-call-status-valid,"
	  "hs-call-status,hs-service-valid,hs-service,cell-parameter-id-valid,"
	  "cell-parameter-id,cell-broadcast-support-valid,cell-broadcast-support,"
	  "cs-call-barring-status-valid,cs-call-barring-status,"
	  "ps-call-barring-status-valid,ps-call-barring-status,cipher-domain-valid,"
	  "cipher-domain" },
	{ 0x26, 0, "lte-embms-coverage-info-support", "u8", "" },
	{ 0x27, 0, "sim-reject-info", "u32", "" },
	{ 0x29, 0, "ims-voice-support", "u8", "" },
	{ 0x2A, 0, "lte-voice-domain", "u32", "" },
	{ 0x2B, 0, "cdma-registration-zone-id", "u16", "" },
	{ 0x2C, TLV_PERSONAL, "gsm-routing-area-code", "u8", "" },
	{ 0x2D, TLV_PERSONAL, "wcdma-routing-area-code", "u8", "" },
	{ 0x2E, 0, "cdma-resolved-mcc", "u16", "" },
	{ 0x2F, 0, "network-selection-registration-restriction", "u32", "" },
	{ 0x31, 0, "lte-registration-domain", "u32", "" },
	{ 0x34, 0, "lte-embms-coverage-info-trace-id", "u16", "" },
	{ 0x44, 0, "lte-cell-access-status", "u32", "" },
	{ 0x4A, 0, "nr5g-service-status-info", "(u8,u8,u8)",
	  "service-status,true-service-status,preferred-data-path" },
	{ 0x4B, 0, "nr5g-system-info", "(u8,u8,u8,u8,u8,u8,u8,u8,u8,u16,u8,u32,u8,u8,u8,u8,s[3],s[3],u8,u16)",
	  "domain-valid,domain,service-capability-valid,service-capability,"
	  "roaming-status-valid,roaming-status,forbidden-valid,forbidden,lac-valid,lac,"
	  "cid-valid,cid,registration-reject-info-valid,registration-reject-domain,"
	  "registration-reject-cause,network-id-valid,mcc,mnc,tac-valid,tac" },
	{ 0x4E, 0, "eutra-with-nr5g-availability", "u8", "" },
	{ 0x4F, 0, "dcnr-restriction-info", "u8", "" },
	{ 0x50, TLV_PERSONAL, "nr5g-tracking-area-code", "a[3]{u8}", "" },
};

/* 0x004E System Info (indication) */
static const struct tlv_def system_info_ind[] = {
	{ 0x10, 0, "cdma-service-status", "(u8,u8)", "service-status,preferred-data-path" },
	{ 0x11, 0, "hdr-service-status", "(u8,u8)", "service-status,preferred-data-path" },
	{ 0x12, 0, "gsm-service-status", "(u8,u8,u8)",
	  "service-status,true-service-status,preferred-data-path" },
	{ 0x13, 0, "wcdma-service-status", "(u8,u8,u8)",
	  "service-status,true-service-status,preferred-data-path" },
	{ 0x14, 0, "lte-service-status", "(u8,u8,u8)",
	  "service-status,true-service-status,preferred-data-path" },
	{ 0x15, 0, "cdma-system-info", "(u8,u8,u8,u8,u8,u8,u8,u8,u8,u8,u8,u8,u8,u8,u8,u8,u8,u16,u16,u8,u16,i32,i32,u8,u16,u8,s[3],s[3])",
	  "domain-valid,domain,service-capability-valid,service-capability,"
	  "roaming-status-valid,roaming-status,forbidden-valid,forbidden,prl-match-valid,"
	  "prl-match,p-rev-valid,p-rev,base-station-p-rev-valid,base-station-p-rev,"
	  "concurrent-service-support-valid,concurrent-service-support,"
	  "cdma-system-id-valid,sid,nid,base-station-info-valid,base-station-id,"
	  "base-station-latitude,base-station-longitude,packet-zone-valid,packet-zone,"
	  "network-id-valid,mcc,mnc" },
	{ 0x16, 0, "hdr-system-info", "(u8,u8,u8,u8,u8,u8,u8,u8,u8,u8,u8,u8,u8,u8,u8,s[16])",
	  "domain-valid,domain,service-capability-valid,service-capability,"
	  "roaming-status-valid,roaming-status,forbidden-valid,forbidden,prl-match-valid,"
	  "prl-match,personality-valid,personality,protocol-revision-valid,"
	  "protocol-revision,is-856-system-id-valid,is-856-system-id" },
	{ 0x17, 0, "gsm-system-info-v2", "(u8,u8,u8,u8,u8,u8,u8,u8,u8,u16,u8,u32,u8,u8,u8,u8,s[3],s[3],u8,u8,u8,u8)",
	  "domain-valid,domain,service-capability-valid,service-capability,"
	  "roaming-status-valid,roaming-status,forbidden-valid,forbidden,lac-valid,lac,"
	  "cid-valid,cid,registration-reject-info-valid,registration-reject-domain,"
	  "registration-reject-cause,network-id-valid,mcc,mnc,egprs-support-valid,"
	  "egprs-support,dtm-support-valid,dtm-support" },
	{ 0x18, 0, "wcdma-system-info-v2", "(u8,u8,u8,u8,u8,u8,u8,u8,u8,u16,u8,u32,u8,u8,u8,u8,s[3],s[3],u8,u8,u8,u8,u8,u16)",
	  "domain-valid,domain,service-capability-valid,service-capability,"
	  "roaming-status-valid,roaming-status,forbidden-valid,forbidden,lac-valid,lac,"
	  "cid-valid,cid,registration-reject-info-valid,registration-reject-domain,"
	  "registration-reject-cause,network-id-valid,mcc,mnc,hs-call-status-valid,"
	  "hs-call-status,hs-service-valid,hs-service,primary-scrambling-code-valid,"
	  "primary-scrambling-code" },
	{ 0x19, 0, "lte-system-info-v2", "(u8,u8,u8,u8,u8,u8,u8,u8,u8,u16,u8,u32,u8,u8,u8,u8,s[3],s[3],u8,u16)",
	  "domain-valid,domain,service-capability-valid,service-capability,"
	  "roaming-status-valid,roaming-status,forbidden-valid,forbidden,lac-valid,lac,"
	  "cid-valid,cid,registration-reject-info-valid,registration-reject-domain,"
	  "registration-reject-cause,network-id-valid,mcc,mnc,tac-valid,tac" },
	{ 0x1A, 0, "additional-cdma-system-info", "(u16,u16)",
	  "geo-system-index,registration-period" },
	{ 0x1B, 0, "additional-hdr-system-info", "(u16)", "geo-system-index" },
	{ 0x1C, 0, "additional-gsm-system-info", "(u16,u32)",
	  "geo-system-index,cell-broadcast-support" },
	{ 0x1D, 0, "additional-wcdma-system-info", "(u16,u32)",
	  "geo-system-index,cell-broadcast-support" },
	{ 0x1E, 0, "additional-lte-system-info", "(u16)", "geo-system-index" },
	{ 0x1F, 0, "gsm-call-barring-status", "(i32,i32)", "cs-status,ps-status" },
	{ 0x20, 0, "wcdma-call-barring-status", "(i32,i32)", "cs-status,ps-status" },
	{ 0x21, 0, "lte-voice-support", "u8", "" },
	{ 0x22, 0, "gsm-cipher-domain", "u8", "" },
	{ 0x23, 0, "wcdma-cipher-domain", "u8", "" },
	{ 0x24, 0, "plmn-not-changed-indication", "u8", "" },
	{ 0x25, 0, "td-scdma-service-status", "(u8,u8,u8)",
	  "service-status,true-service-status,preferred-data-path" },
	{ 0x26, 0, "td-scma-system-info-v2", "(u8,u8,u8,u8,u8,u8,u8,u8,u8,u16,u8,u32,u8,u8,u8,u8,s[3],s[3],u8,u8,u8,u8,u8,u16,u8,u32,u8,i32,u8,i32,u8,u8)",
	  "domain-valid,domain,service-capability-valid,service-capability,"
	  "roaming-status-valid,roaming-status,forbidden-valid,forbidden,lac-valid,lac,"
	  "cid-valid,cid,registration-reject-info-valid,registration-reject-domain,"
	  "registration-reject-cause,network-id-valid,mcc,mnc,hs-call-status-valid,"
	  "hs-call-status,hs-service-valid,hs-service,cell-parameter-id-valid,"
	  "cell-parameter-id,cell-broadcast-support-valid,cell-broadcast-support,"
	  "cs-call-barring-status-valid,cs-call-barring-status,"
	  "ps-call-barring-status-valid,ps-call-barring-status,cipher-domain-valid,"
	  "cipher-domain" },
	{ 0x27, 0, "lte-embms-coverage-info-support", "u8", "" },
	{ 0x28, 0, "sim-reject-info", "u32", "" },
	{ 0x4C, 0, "nr5g-service-status-info", "(u8,u8,u8)",
	  "service-status,true-service-status,preferred-data-path" },
	{ 0x4D, 0, "nr5g-system-info", "(u8,u8,u8,u8,u8,u8,u8,u8,u8,u16,u8,u32,u8,u8,u8,u8,s[3],s[3],u8,u16)",
	  "domain-valid,domain,service-capability-valid,service-capability,"
	  "roaming-status-valid,roaming-status,forbidden-valid,forbidden,lac-valid,lac,"
	  "cid-valid,cid,registration-reject-info-valid,registration-reject-domain,"
	  "registration-reject-cause,network-id-valid,mcc,mnc,tac-valid,tac" },
	{ 0x50, 0, "eutra-with-nr5g-availability", "u8", "" },
	{ 0x51, 0, "dcnr-restriction-info", "u8", "" },
	{ 0x52, TLV_PERSONAL, "nr5g-tracking-area-code", "a[3]{u8}", "" },
};

/* 0x004F Get Signal Info */
static const struct tlv_def get_signal_info_rsp[] = {
	RESULT,
	{ 0x10, 0, "cdma-signal-strength", "(i8,i16)", "rssi,ecio" },
	{ 0x11, 0, "hdr-signal-strength", "(i8,i16,u8,i32)", "rssi,ecio,sinr,io" },
	{ 0x12, 0, "gsm-signal-strength", "i8", "" },
	{ 0x13, 0, "wcdma-signal-strength", "(i8,i16)", "rssi,ecio" },
	{ 0x14, 0, "lte-signal-strength", "(i8,i8,i16,i16)", "rssi,rsrq,rsrp,snr" },
	{ 0x15, 0, "tdma-signal-strength", "i8", "" },
	{ 0x16, 0, "tdma-signal-strength-extended", "(i32,i32,i32,i32)", "rssi,rscp,ecio,sinr" },
	{ 0x17, 0, "5g-signal-strength", "(i16,i16)", "rsrp,snr" },
	{ 0x18, 0, "5g-signal-strength-extended", "i16", "" },
	{ 0x19, 0, "wcdma-rscp", "i16", "" },
};

/* 0x0050 Config Signal Info */
static const struct tlv_def config_signal_info_req[] = {
	{ 0x10, 0, "rssi-threshold", "a8{i8}", "" },
	{ 0x11, 0, "ecio-threshold", "a8{i16}", "" },
	{ 0x12, 0, "sinr-threshold", "a8{u8}", "" },
	{ 0x13, 0, "lte-snr-threshold", "a8{i16}", "" },
	{ 0x14, 0, "io-threshold", "a8{i32}", "" },
	{ 0x15, 0, "rsrq-threshold", "a8{i8}", "" },
	{ 0x16, 0, "rsrp-threshold", "a8{i16}", "" },
	{ 0x17, 0, "lte-report", "(u8,u8)", "rate,average-period" },
	{ 0x18, 0, "rscp-threshold", "a8{i8}", "" },
};

/* 0x0051 Signal Info (indication) */
static const struct tlv_def signal_info_ind[] = {
	{ 0x10, 0, "cdma-signal-strength", "(i8,i16)", "rssi,ecio" },
	{ 0x11, 0, "hdr-signal-strength", "(i8,i16,u8,i32)", "rssi,ecio,sinr,io" },
	{ 0x12, 0, "gsm-signal-strength", "i8", "" },
	{ 0x13, 0, "wcdma-signal-strength", "(i8,i16)", "rssi,ecio" },
	{ 0x14, 0, "lte-signal-strength", "(i8,i8,i16,i16)", "rssi,rsrq,rsrp,snr" },
	{ 0x15, 0, "tdma-signal-strength", "i8", "" },
	{ 0x17, 0, "5g-signal-strength", "(i16,i16)", "rsrp,snr" },
	{ 0x18, 0, "5g-signal-strength-extended", "i16", "" },
	{ 0x19, 0, "wcdma-rscp", "i16", "" },
};

/* 0x005A Get Tx Rx Info */
static const struct tlv_def get_tx_rx_info_req[] = {
	{ 0x01, TLV_MANDATORY, "radio-interface", "i8", ":nas-radio-interface" },
};
static const struct tlv_def get_tx_rx_info_rsp[] = {
	RESULT,
	{ 0x10, 0, "rx-chain-0-info", "(u8,i32,i32,i32,i32,u32)",
	  "is-radio-tuned,rx-power,ecio,rscp,rsrp,phase" },
	{ 0x11, 0, "rx-chain-1-info", "(u8,i32,i32,i32,i32,u32)",
	  "is-radio-tuned,rx-power,ecio,rscp,rsrp,phase" },
	{ 0x12, 0, "tx-info", "(u8,i32)", "is-in-traffic,tx-power" },
	{ 0x15, 0, "rx-chain-2-info", "(u8,i32,i32,i32,i32,u32)",
	  "is-radio-tuned,rx-power,ecio,rscp,rsrp,phase" },
	{ 0x16, 0, "rx-chain-3-info", "(u8,i32,i32,i32,i32,u32)",
	  "is-radio-tuned,rx-power,ecio,rscp,rsrp,phase" },
};

/* 0x0065 Get CDMA Position Info */
static const struct tlv_def get_cdma_position_info_rsp[] = {
	RESULT,
	{ 0x10, TLV_PERSONAL, "cdma-position-info", "(i8,a8{(u32,u16,u16,u16,u16,u16,i32,i32,u64)})",
	  "ui-in-idle-mode,pilot-type,system-id,network-id,base-station-id,pilot-pn,"
	  "pilot-strength,latitude,longitude,gps-time-in-milliseconds" },
};

/* 0x0068 Network Reject (indication) */
static const struct tlv_def network_reject_ind[] = {
	{ 0x01, TLV_MANDATORY, "radio-interface", "u8", "" },
	{ 0x02, TLV_MANDATORY, "service-domain", "u8", "" },
	{ 0x03, TLV_MANDATORY, "reject-cause", "u8", "" },
	{ 0x10, 0, "plmn", "(u16,u16,u8)", "mcc,mnc,includes-pcs-digit" },
	{ 0x11, 0, "closed-subscriber-group", "u32", "" },
};

/* 0x006C Config Signal Info v2 */
static const struct tlv_def config_signal_info_v2_req[] = {
	{ 0x10, 0, "cdma-rssi-threshold-list", "a8{i16}", "" },
	{ 0x11, 0, "cdma-rssi-delta", "u16", "" },
	{ 0x12, 0, "cdma-ecio-threshold-list", "a8{i16}", "" },
	{ 0x13, 0, "cdma-ecio-delta", "u16", "" },
	{ 0x14, 0, "hdr-rssi-threshold-list", "a8{i16}", "" },
	{ 0x15, 0, "hdr-rssi-delta", "u16", "" },
	{ 0x16, 0, "hdr-ecio-threshold-list", "a8{i16}", "" },
	{ 0x17, 0, "hdr-ecio-delta", "u16", "" },
	{ 0x18, 0, "hdr-sinr-threshold-list", "a8{i16}", "" },
	{ 0x19, 0, "hdr-sinr-delta", "u16", "" },
	{ 0x1A, 0, "hdr-io-threshold-list", "a8{i16}", "" },
	{ 0x1B, 0, "hdr-io-delta", "u16", "" },
	{ 0x1C, 0, "gsm-rssi-threshold-list", "a8{i16}", "" },
	{ 0x1D, 0, "gsm-rssi-delta", "u16", "" },
	{ 0x1E, 0, "wcdma-rssi-threshold-list", "a8{i16}", "" },
	{ 0x1F, 0, "wcdma-rssi-delta", "u16", "" },
	{ 0x20, 0, "wcdma-ecio-threshold-list", "a8{i16}", "" },
	{ 0x21, 0, "wcdma-ecio-delta", "u16", "" },
	{ 0x22, 0, "lte-rssi-threshold-list", "a8{i16}", "" },
	{ 0x23, 0, "lte-rssi-delta", "u16", "" },
	{ 0x24, 0, "lte-snr-threshold-list", "a8{i16}", "" },
	{ 0x25, 0, "lte-snr-delta", "u16", "" },
	{ 0x26, 0, "lte-rsrq-threshold-list", "a8{i16}", "" },
	{ 0x27, 0, "lte-rsrq-delta", "u16", "" },
	{ 0x28, 0, "lte-rsrp-threshold-list", "a8{i16}", "" },
	{ 0x29, 0, "lte-rsrp-delta", "u16", "" },
	{ 0x2A, 0, "lte-report", "(u8,u8)", "rate,average-period" },
	{ 0x33, 0, "nr5g-snr-threshold-list", "a8{i16}", "" },
	{ 0x34, 0, "nr5g-snr-delta", "u16", "" },
	{ 0x35, 0, "nr5g-rsrp-threshold-list", "a8{i16}", "" },
	{ 0x36, 0, "nr5g-rsrp-delta", "u16", "" },
	{ 0x37, 0, "nr5g-report", "(u8,u8)", "rate,average-period" },
	{ 0x38, 0, "nr5g-rsrq-threshold-list", "a8{i16}", "" },
	{ 0x39, 0, "nr5g-rsrq-delta", "u16", "" },
	{ 0x3A, 0, "wcdma-rscp-threshold-list", "a8{i16}", "" },
	{ 0x3B, 0, "wcdma-rscp-delta", "u16", "" },
};

/* 0x007D Get Network Time */
static const struct tlv_def get_network_time_rsp[] = {
	RESULT,
	{ 0x10, 0, "3gpp2-time", "((u16,u8,u8,u8,u8,u8,u8),i8,u8,i8)",
	  "year,month,day,hour,minute,second,day-of-week,timezone-offset,"
	  "daylight-savings-adjustment,radio-interface" },
	{ 0x11, 0, "3gpp-time", "((u16,u8,u8,u8,u8,u8,u8),i8,u8,i8)",
	  "year,month,day,hour,minute,second,day-of-week,timezone-offset,"
	  "daylight-savings-adjustment,radio-interface" },
};

/* 0x0085 Incremental Network Scan */
static const struct tlv_def incremental_network_scan_req[] = {
	{ 0x10, 0, "network-type", "u8", ":nas-network-scan-type" },
};

/* 0x0085 Incremental Network Scan (indication) */
static const struct tlv_def incremental_network_scan_ind[] = {
	{ 0x01, TLV_MANDATORY, "status", "u32", "" },
	{ 0x10, TLV_CARRIER, "network-information", "a16{(u16,u16,u8,i8,u8,s8)}",
	  "mcc,mnc,network-status,radio-interface,includes-pcs-digit,description=name-packed" },
};

/* 0x0089 Get DRX */
static const struct tlv_def get_drx_rsp[] = {
	RESULT,
	{ 0x10, 0, "info", "u32", "" },
};

/* 0x00AC Get LTE Cphy CA Info */
static const struct tlv_def get_lte_cphy_ca_info_rsp[] = {
	RESULT,
	{ 0x11, 0, "dl-bandwidth", "u32", "" },
	{ 0x12, 0, "phy-ca-agg-scell-info", "(u16,u16,u32,u16,u32)",
	  "physical-cell-id,rx-channel,dl-bandwidth,lte-band,state" },
	{ 0x13, 0, "phy-ca-agg-pcell-info", "(u16,u16,u32,u16)",
	  "physical-cell-id,rx-channel,dl-bandwidth,lte-band" },
	{ 0x14, 0, "scell-index", "u8", "" },
	{ 0x15, 0, "phy-ca-agg-secondary-cells", "a8{(u16,u16,u32,u16,u32,u8)}",
	  "physical-cell-id,rx-channel,dl-bandwidth,lte-band,state,cell-index" },
};

/* 0x00E8 Get ENDC Config */
static const struct tlv_def get_endc_config_rsp[] = {
	RESULT,
	{ 0x10, 0, "enabled", "u8", "" },
	{ 0x11, 0, "immediate-scg-release", "u8", "" },
};

/* 0x5556 Swi Get Status */
static const struct tlv_def swi_get_status_rsp[] = {
	{ 0x01, TLV_MANDATORY, "common-info-v2", "(i8,u8,u8,u8,u8)",
	  "temperature,modem-mode,system-mode,ims-registration-state,packet-service-state" },
	RESULT,
	{ 0x10, 0, "lte-info", "(u8,u8,u16,u16,u8,u8,u8)",
	  "band,bandwidth,rx-channel,tx-channel,emm-state,emm-sub-state,"
	  "emm-connection-state" },
};

static const struct message_def messages[] = {
	MESSAGE(0x0000, 0, CLASS_CONTROL, "reset", NO_TLVS, RESULT_ONLY),
	MESSAGE(0x0001, 0, CLASS_CONTROL, "abort", ROWS(abort_req), RESULT_ONLY),
	MESSAGE(0x0002, 0, CLASS_CONTROL, "set-event-report",
		ROWS(set_event_report_req), RESULT_ONLY),
	INDICATION(0x0002, 0, CLASS_READ, "event-report", ROWS(event_report_ind)),
	MESSAGE(0x0003, 0, CLASS_CONTROL, "register-indications",
		ROWS(register_indications_req), RESULT_ONLY),
	MESSAGE(0x001E, 0, CLASS_READ, "get-supported-messages",
		NO_TLVS, ROWS(get_supported_messages_rsp)),
	MESSAGE(0x0020, 0, CLASS_READ, "get-signal-strength",
		ROWS(get_signal_strength_req), ROWS(get_signal_strength_rsp)),
	MESSAGE(0x0021, 0, CLASS_CONTROL, "network-scan",
		ROWS(network_scan_req), ROWS(network_scan_rsp)),
	MESSAGE(0x0022, 0, CLASS_CONTROL, "initiate-network-register",
		ROWS(initiate_network_register_req), RESULT_ONLY),
	MESSAGE(0x0023, 0, CLASS_CONTROL, "attach-detach", ROWS(attach_detach_req), RESULT_ONLY),
	MESSAGE(0x0024, 0, CLASS_READ, "get-serving-system", NO_TLVS, ROWS(get_serving_system_rsp)),
	INDICATION(0x0024, 0, CLASS_READ, "serving-system", ROWS(serving_system_ind)),
	MESSAGE(0x0025, 0, CLASS_READ, "get-home-network", NO_TLVS, ROWS(get_home_network_rsp)),
	MESSAGE(0x0026, 0, CLASS_READ, "get-preferred-networks",
		NO_TLVS, ROWS(get_preferred_networks_rsp)),
	MESSAGE(0x0027, 0, CLASS_CONTROL, "set-preferred-networks",
		ROWS(set_preferred_networks_req), RESULT_ONLY),
	MESSAGE(0x002A, 0, CLASS_CONTROL, "set-technology-preference",
		ROWS(set_technology_preference_req), RESULT_ONLY),
	MESSAGE(0x002B, 0, CLASS_READ, "get-technology-preference",
		NO_TLVS, ROWS(get_technology_preference_rsp)),
	MESSAGE(0x0031, 0, CLASS_READ, "get-rf-band-information",
		NO_TLVS, ROWS(get_rf_band_information_rsp)),
	MESSAGE(0x0033, 0, CLASS_CONTROL, "set-system-selection-preference",
		ROWS(set_system_selection_preference_req), RESULT_ONLY),
	MESSAGE(0x0034, 0, CLASS_READ, "get-system-selection-preference",
		NO_TLVS, ROWS(get_system_selection_preference_rsp)),
	MESSAGE(0x0039, 0, CLASS_READ, "get-operator-name", NO_TLVS, ROWS(get_operator_name_rsp)),
	INDICATION(0x003A, 0, CLASS_READ, "operator-name", ROWS(operator_name_ind)),
	MESSAGE(0x0043, 0, CLASS_READ, "get-cell-location-info",
		NO_TLVS, ROWS(get_cell_location_info_rsp)),
	MESSAGE(0x0044, 0, CLASS_READ, "get-plmn-name",
		ROWS(get_plmn_name_req), ROWS(get_plmn_name_rsp)),
	INDICATION(0x004C, 0, CLASS_READ, "network-time", ROWS(network_time_ind)),
	MESSAGE(0x004D, 0, CLASS_READ, "get-system-info", NO_TLVS, ROWS(get_system_info_rsp)),
	INDICATION(0x004E, 0, CLASS_READ, "system-info", ROWS(system_info_ind)),
	MESSAGE(0x004F, 0, CLASS_READ, "get-signal-info", NO_TLVS, ROWS(get_signal_info_rsp)),
	MESSAGE(0x0050, 0, CLASS_CONTROL, "config-signal-info",
		ROWS(config_signal_info_req), RESULT_ONLY),
	INDICATION(0x0051, 0, CLASS_READ, "signal-info", ROWS(signal_info_ind)),
	MESSAGE(0x005A, 0, CLASS_READ, "get-tx-rx-info",
		ROWS(get_tx_rx_info_req), ROWS(get_tx_rx_info_rsp)),
	MESSAGE(0x0065, 0, CLASS_READ, "get-cdma-position-info",
		NO_TLVS, ROWS(get_cdma_position_info_rsp)),
	MESSAGE(0x0067, 0, CLASS_CONTROL, "force-network-search", NO_TLVS, RESULT_ONLY),
	INDICATION(0x0068, 0, CLASS_READ, "network-reject", ROWS(network_reject_ind)),
	MESSAGE(0x006C, 0, CLASS_CONTROL, "config-signal-info-v2",
		ROWS(config_signal_info_v2_req), RESULT_ONLY),
	MESSAGE(0x007D, 0, CLASS_READ, "get-network-time", NO_TLVS, ROWS(get_network_time_rsp)),
	MESSAGE(0x0085, 0, CLASS_CONTROL, "incremental-network-scan",
		ROWS(incremental_network_scan_req), RESULT_ONLY),
	INDICATION(0x0085, 0, CLASS_READ, "incremental-network-scan",
		ROWS(incremental_network_scan_ind)),
	MESSAGE(0x0089, 0, CLASS_READ, "get-drx", NO_TLVS, ROWS(get_drx_rsp)),
	MESSAGE(0x00AC, 0, CLASS_READ, "get-lte-cphy-ca-info",
		NO_TLVS, ROWS(get_lte_cphy_ca_info_rsp)),
	MESSAGE(0x00E8, 0, CLASS_READ, "get-endc-config", NO_TLVS, ROWS(get_endc_config_rsp)),
	MESSAGE(0x5556, 0x1199, CLASS_READ, "swi-get-status", NO_TLVS, ROWS(swi_get_status_rsp)),
};

const struct service_def schema_nas = { 0x03, "nas", messages, COUNT(messages) };
