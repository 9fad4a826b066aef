/* SPDX-License-Identifier: GPL-2.0-or-later */
/* QMI service WDS (0x01): its messages and indications, a row each; see schema.h. */
#include "schema_rows.h"

/* 0x0001 Set Event Report */
static const struct tlv_def set_event_report_req[] = {
	{ 0x10, 0, "channel-rate", "u8", "" },
	{ 0x11, 0, "transfer-statistics", "(u8,i32)",
	  "interval-seconds,indicators:wds-set-event-report-transfer-statistics" },
	{ 0x12, 0, "data-bearer-technology", "u8", "" },
	{ 0x13, 0, "dormancy-status", "u8", "" },
	{ 0x14, 0, "mip-status", "u8", "" },
	{ 0x15, 0, "current-data-bearer-technology", "u8", "" },
	{ 0x17, 0, "data-call-status", "u8", "" },
	{ 0x18, 0, "preferred-data-system", "u8", "" },
	{ 0x19, 0, "evdo-pm-change", "u8", "" },
	{ 0x1A, 0, "data-systems", "u8", "" },
	{ 0x1B, 0, "uplink-flow-control", "u8", "" },
	{ 0x1C, 0, "limited-data-system-status", "u8", "" },
	{ 0x1D, 0, "pdn-filter-removals", "u8", "" },
	{ 0x1E, 0, "extended-data-bearer-technology", "u8", "" },
};

/* 0x0001 Event Report (indication) */
static const struct tlv_def event_report_ind[] = {
	{ 0x10, 0, "tx-packets-ok", "u32", "" },
	{ 0x11, 0, "rx-packets-ok", "u32", "" },
	{ 0x12, 0, "tx-packets-error", "u32", "" },
	{ 0x13, 0, "rx-packets-error", "u32", "" },
	{ 0x14, 0, "tx-overflows", "u32", "" },
	{ 0x15, 0, "rx-overflows", "u32", "" },
	{ 0x16, 0, "channel-rates", "(i32,i32)", "tx-rate-bps,rx-rate-bps" },
	{ 0x17, 0, "data-bearer-technology", "i8", "" },
	{ 0x18, 0, "dormancy-status", "u8", "" },
	{ 0x19, 0, "tx-bytes-ok", "u64", "" },
	{ 0x1A, 0, "rx-bytes-ok", "u64", "" },
	{ 0x1B, 0, "mip-status", "u8", "" },
	{ 0x1D, 0, "current-data-bearer-technology", "(u8,u32,u32)",
	  "network-type,rat-mask,so-mask" },
	{ 0x1F, 0, "data-call-status", "u8", "" },
	{ 0x20, 0, "preferred-data-system", "u32", "" },
	{ 0x22, 0, "data-call-type", "(u8,u8)", "data-call-type,tethered-call-type" },
	{ 0x23, 0, "evdo-page-monitor-period-change", "(u8,u8)", "period-change,force-long-sleep" },
	{ 0x24, 0, "data-systems", "(u8,a8{(u8,u32,u32)})",
	  "preferred-network-type,network-type,rat-mask,so-mask" },
	{ 0x25, 0, "tx-packets-dropped", "u32", "" },
	{ 0x26, 0, "rx-packets-dropped", "u32", "" },
	{ 0x27, 0, "uplink-flow-control-enabled", "i8", "" },
	{ 0x28, 0, "data-call-address-family", "u32", "" },
	{ 0x29, 0, "pdn-filters-removed", "(a8{u32})", "pdn-filter-handler" },
	{ 0x2A, 0, "extended-data-bearer-technology", "(u32,u32,u16,u8,u16,u8,u8,u8)",
	  "data-bearer-technology,radio-access-technology,"
	  "extended-data-bearer-technology-3gpp,reserved1,"
	  "extended-data-bearer-technology-3gpp2,reserved2,reserved3,reserved4" },
};

/* 0x0002 Abort */
static const struct tlv_def abort_req[] = {
	{ 0x01, TLV_MANDATORY, "transaction-id", "u16", "" },
};

/* 0x0003 Indication Register */
static const struct tlv_def indication_register_req[] = {
	{ 0x12, 0, "report-extended-ip-configuration-change", "u8", "" },
	{ 0x19, 0, "report-profile-changes", "u8", "" },
};

/* 0x001E Get Supported Messages */
static const struct tlv_def get_supported_messages_rsp[] = {
	RESULT,
	{ 0x10, 0, "list", "a16{u8}", "" },
};

/* 0x0020 Start Network */
static const struct tlv_def start_network_req[] = {
	{ 0x10, 0, "primary-dns-address-preference", "u32", "" },
	{ 0x11, 0, "secondary-dns-address-preference", "u32", "" },
	{ 0x12, 0, "primary-nbns-address-preference", "u32", "" },
	{ 0x13, 0, "secondary-nbns-address-preference", "u32", "" },
	{ 0x14, 0, "apn", "srest", "" },
	{ 0x15, TLV_PERSONAL, "ipv4-address-preference", "u32", "" },
	{ 0x16, 0, "authentication-preference", "u8", ":wds-authentication" },
	{ 0x17, TLV_PERSONAL, "username", "srest", "" },
	{ 0x18, TLV_PERSONAL, "password", "srest", "" },
	{ 0x19, 0, "ip-family-preference", "u8", ":wds-ip-family" },
	{ 0x30, 0, "technology-preference", "u8", ":wds-technology-preference" },
	{ 0x31, 0, "profile-index-3gpp", "u8", "" },
	{ 0x32, 0, "profile-index-3gpp2", "u8", "" },
	{ 0x33, 0, "enable-autoconnect", "u8", "" },
	{ 0x34, 0, "extended-technology-preference", "u16", ":wds-extended-technology-preference" },
	{ 0x35, 0, "call-type", "u8", ":wds-call-type" },
};
static const struct tlv_def start_network_rsp[] = {
	{ 0x01, TLV_MANDATORY, "packet-data-handle", "u32", "" },
	RESULT,
	{ 0x10, 0, "call-end-reason", "u16", "" },
	{ 0x11, 0, "verbose-call-end-reason", "(u16,i16)", "type,reason" },
};

/* 0x0021 Stop Network */
static const struct tlv_def stop_network_req[] = {
	{ 0x01, TLV_MANDATORY, "packet-data-handle", "u32", "" },
	{ 0x10, 0, "disable-autoconnect", "u8", "" },
};

/* 0x0022 Get Packet Service Status */
static const struct tlv_def get_packet_service_status_rsp[] = {
	{ 0x01, TLV_MANDATORY, "connection-status", "u8", "" },
	RESULT,
};

/* 0x0022 Packet Service Status (indication) */
static const struct tlv_def packet_service_status_ind[] = {
	{ 0x01, TLV_MANDATORY, "connection-status", "(u8,u8)", "status,reconfiguration-required" },
	{ 0x10, 0, "call-end-reason", "u16", "" },
	{ 0x11, 0, "verbose-call-end-reason", "(u16,i16)", "type,reason" },
	{ 0x12, 0, "ip-family", "u8", "" },
	{ 0x14, 0, "bearer-id", "u8", "" },
	{ 0x15, 0, "xlat-capability", "u8", "" },
	{ 0x34, 0, "extended-technology-preference", "u16", "" },
};

/* 0x0023 Get Channel Rates */
static const struct tlv_def get_channel_rates_rsp[] = {
	{ 0x01, TLV_MANDATORY, "channel-rates", "(u32,u32,u32,u32)",
	  "channel-tx-rate-bps,channel-rx-rate-bps,max-channel-tx-rate-bps,"
	  "max-channel-rx-rate-bps" },
	RESULT,
};

/* 0x0024 Get Packet Statistics */
static const struct tlv_def get_packet_statistics_req[] = {
	{ 0x01, TLV_MANDATORY, "mask", "u32", ":wds-packet-statistics-mask-flag" },
};
static const struct tlv_def get_packet_statistics_rsp[] = {
	RESULT,
	{ 0x10, 0, "tx-packets-ok", "u32", "" },
	{ 0x11, 0, "rx-packets-ok", "u32", "" },
	{ 0x12, 0, "tx-packets-error", "u32", "" },
	{ 0x13, 0, "rx-packets-error", "u32", "" },
	{ 0x14, 0, "tx-overflows", "u32", "" },
	{ 0x15, 0, "rx-overflows", "u32", "" },
	{ 0x19, 0, "tx-bytes-ok", "u64", "" },
	{ 0x1A, 0, "rx-bytes-ok", "u64", "" },
	{ 0x1B, 0, "last-call-tx-bytes-ok", "u64", "" },
	{ 0x1C, 0, "last-call-rx-bytes-ok", "u64", "" },
	{ 0x1D, 0, "tx-packets-dropped", "u32", "" },
	{ 0x1E, 0, "rx-packets-dropped", "u32", "" },
};

/* 0x0027 Create Profile */
static const struct tlv_def create_profile_req[] = {
	{ 0x01, TLV_MANDATORY, "profile-type", "u8", ":wds-profile-type" },
	{ 0x10, 0, "profile-name", "srest", "" },
	{ 0x11, 0, "pdp-type", "u8", ":wds-pdp-type" },
	{ 0x12, 0, "pdp-header-compression-type", "u8", ":wds-pdp-header-compression-type" },
	{ 0x13, 0, "pdp-data-compression-type", "u8", ":wds-pdp-data-compression-type" },
	{ 0x14, 0, "apn-name", "srest", "" },
	{ 0x15, 0, "primary-ipv4-dns-address", "u32", "" },
	{ 0x16, 0, "secondary-ipv4-dns-address", "u32", "" },
	{ 0x17, 0, "umts-requested-qos", "(u8,u32,u32,u32,u32,u8,u32,u8,u8,u8,u32,u32)",
	  "traffic-class:wds-traffic-class,max-uplink-bitrate,max-downlink-bitrate,"
	  "guaranteed-uplink-bitrate,guaranteed-downlink-bitrate,"
	  "qos-delivery-order:wds-delivery-order,maximum-sdu-size,"
	  "sdu-error-ratio:wds-sdu-error-ratio,"
	  "residual-bit-error-ratio:wds-sdu-residual-bit-error-ratio,"
	  "delivery-erroneous-sdu:wds-sdu-erroneous-delivery,transfer-delay,"
	  "traffic-handling-priority" },
	{ 0x18, 0, "umts-minimum-qos", "(u8,u32,u32,u32,u32,u8,u32,u8,u8,u8,u32,u32)",
	  "traffic-class:wds-traffic-class,max-uplink-bitrate,max-downlink-bitrate,"
	  "guaranteed-uplink-bitrate,guaranteed-downlink-bitrate,"
	  "qos-delivery-order:wds-delivery-order,maximum-sdu-size,"
	  "sdu-error-ratio:wds-sdu-error-ratio,"
	  "residual-bit-error-ratio:wds-sdu-residual-bit-error-ratio,"
	  "delivery-erroneous-sdu:wds-sdu-erroneous-delivery,transfer-delay,"
	  "traffic-handling-priority" },
	{ 0x19, 0, "gprs-requested-qos", "(u32,u32,u32,u32,u32)",
	  "precedence-class,delay-class,reliability-class,peak-throughput-class,"
	  "mean-throughput-class" },
	{ 0x1A, 0, "gprs-minimum-qos", "(u32,u32,u32,u32,u32)",
	  "precedence-class,delay-class,reliability-class,peak-throughput-class,"
	  "mean-throughput-class" },
	{ 0x1B, TLV_PERSONAL, "username", "srest", "" },
	{ 0x1C, TLV_PERSONAL, "password", "srest", "" },
	{ 0x1D, 0, "authentication", "u8", ":wds-authentication" },
	{ 0x1E, TLV_PERSONAL, "ipv4-address-preference", "u32", "" },
	{ 0x1F, 0, "pcscf-address-using-pco", "u8", "" },
	{ 0x20, 0, "pdp-access-control", "u8", "" },
	{ 0x21, 0, "pcscf-address-using-dhcp", "u8", "" },
	{ 0x22, 0, "imcn-flag", "u8", "" },
	{ 0x25, TLV_PERSONAL, "pdp-context-number", "u8", "" },
	{ 0x26, 0, "pdp-context-secondary-flag", "u8", "" },
	{ 0x27, 0, "pdp-context-primary-id", "u8", "" },
	{ 0x28, TLV_PERSONAL, "ipv6-address-preference", "(a[8]{u16be})", "address" },
	{ 0x29, 0, "umts-requested-qos-with-signaling-indication-flag", "(u8,u32,u32,u32,u32,u8,u32,u8,u8,u8,u32,u32,i8)",
	  "traffic-class:wds-traffic-class,max-uplink-bitrate,max-downlink-bitrate,"
	  "guaranteed-uplink-bitrate,guaranteed-downlink-bitrate,"
	  "qos-delivery-order:wds-delivery-order,maximum-sdu-size,"
	  "sdu-error-ratio:wds-sdu-error-ratio,"
	  "residual-bit-error-ratio:wds-sdu-residual-bit-error-ratio,"
	  "delivery-erroneous-sdu:wds-sdu-erroneous-delivery,transfer-delay,"
	  "traffic-handling-priority,signaling-indication" },
	{ 0x2A, 0, "umts-minimum-qos-with-signaling-indication-flag", "(u8,u32,u32,u32,u32,u8,u32,u8,u8,u8,u32,u32,i8)",
	  "traffic-class:wds-traffic-class,max-uplink-bitrate,max-downlink-bitrate,"
	  "guaranteed-uplink-bitrate,guaranteed-downlink-bitrate,"
	  "qos-delivery-order:wds-delivery-order,maximum-sdu-size,"
	  "sdu-error-ratio:wds-sdu-error-ratio,"
	  "residual-bit-error-ratio:wds-sdu-residual-bit-error-ratio,"
	  "delivery-erroneous-sdu:wds-sdu-erroneous-delivery,transfer-delay,"
	  "traffic-handling-priority,signaling-indication" },
	{ 0x2B, 0, "ipv6-primary-dns-address-preference", "a[8]{u16be}", "" },
	{ 0x2C, 0, "ipv6-secondary-dns-address-preference", "a[8]{u16be}", "" },
	{ 0x2D, 0, "address-allocation-preference", "u8", "" },
	{ 0x2E, 0, "lte-qos-parameters", "(u8,u32,u32,u32,u32)",
	  "qos-class-identifier:wds-qos-class-identifier,guaranteed-downlink-bitrate,"
	  "max-downlink-bitrate,guaranteed-uplink-bitrate,max-uplink-bitrate" },
	{ 0x2F, 0, "apn-disabled-flag", "u8", "" },
	{ 0x3E, 0, "roaming-disallowed-flag", "u8", "" },
	{ 0x50, 0, "vlan-id-type", "(u16,u16)", "vlan-id-range-start,vlan-id-range-end" },
	{ 0xDD, 0, "apn-type-mask", "u64", ":wds-apn-type-mask" },
};
static const struct tlv_def create_profile_rsp[] = {
	{ 0x01, TLV_MANDATORY, "profile-identifier", "(u8,u8)", "profile-type,profile-index" },
	RESULT,
	{ 0xE0, TLV_PERSONAL, "extended-error-code", "u16", "" },
};

/* 0x0028 Modify Profile */
static const struct tlv_def modify_profile_req[] = {
	{ 0x01, TLV_MANDATORY, "profile-identifier", "(u8,u8)",
	  "profile-type:wds-profile-type,profile-index" },
	{ 0x10, 0, "profile-name", "srest", "" },
	{ 0x11, 0, "pdp-type", "u8", ":wds-pdp-type" },
	{ 0x12, 0, "pdp-header-compression-type", "u8", ":wds-pdp-header-compression-type" },
	{ 0x13, 0, "pdp-data-compression-type", "u8", ":wds-pdp-data-compression-type" },
	{ 0x14, 0, "apn-name", "srest", "" },
	{ 0x15, 0, "primary-ipv4-dns-address", "u32", "" },
	{ 0x16, 0, "secondary-ipv4-dns-address", "u32", "" },
	{ 0x17, 0, "umts-requested-qos", "(u8,u32,u32,u32,u32,u8,u32,u8,u8,u8,u32,u32)",
	  "traffic-class:wds-traffic-class,max-uplink-bitrate,max-downlink-bitrate,"
	  "guaranteed-uplink-bitrate,guaranteed-downlink-bitrate,"
	  "qos-delivery-order:wds-delivery-order,maximum-sdu-size,"
	  "sdu-error-ratio:wds-sdu-error-ratio,"
	  "residual-bit-error-ratio:wds-sdu-residual-bit-error-ratio,"
	  "delivery-erroneous-sdu:wds-sdu-erroneous-delivery,transfer-delay,"
	  "traffic-handling-priority" },
	{ 0x18, 0, "umts-minimum-qos", "(u8,u32,u32,u32,u32,u8,u32,u8,u8,u8,u32,u32)",
	  "traffic-class:wds-traffic-class,max-uplink-bitrate,max-downlink-bitrate,"
	  "guaranteed-uplink-bitrate,guaranteed-downlink-bitrate,"
	  "qos-delivery-order:wds-delivery-order,maximum-sdu-size,"
	  "sdu-error-ratio:wds-sdu-error-ratio,"
	  "residual-bit-error-ratio:wds-sdu-residual-bit-error-ratio,"
	  "delivery-erroneous-sdu:wds-sdu-erroneous-delivery,transfer-delay,"
	  "traffic-handling-priority" },
	{ 0x19, 0, "gprs-requested-qos", "(u32,u32,u32,u32,u32)",
	  "precedence-class,delay-class,reliability-class,peak-throughput-class,"
	  "mean-throughput-class" },
	{ 0x1A, 0, "gprs-minimum-qos", "(u32,u32,u32,u32,u32)",
	  "precedence-class,delay-class,reliability-class,peak-throughput-class,"
	  "mean-throughput-class" },
	{ 0x1B, TLV_PERSONAL, "username", "srest", "" },
	{ 0x1C, TLV_PERSONAL, "password", "srest", "" },
	{ 0x1D, 0, "authentication", "u8", ":wds-authentication" },
	{ 0x1E, TLV_PERSONAL, "ipv4-address-preference", "u32", "" },
	{ 0x1F, 0, "pcscf-address-using-pco", "u8", "" },
	{ 0x20, 0, "pdp-access-control", "u8", "" },
	{ 0x21, 0, "pcscf-address-using-dhcp", "u8", "" },
	{ 0x22, 0, "imcn-flag", "u8", "" },
	{ 0x25, TLV_PERSONAL, "pdp-context-number", "u8", "" },
	{ 0x26, 0, "pdp-context-secondary-flag", "u8", "" },
	{ 0x27, 0, "pdp-context-primary-id", "u8", "" },
	{ 0x28, TLV_PERSONAL, "ipv6-address-preference", "(a[8]{u16be})", "address" },
	{ 0x29, 0, "umts-requested-qos-with-signaling-indication-flag", "(u8,u32,u32,u32,u32,u8,u32,u8,u8,u8,u32,u32,i8)",
	  "traffic-class:wds-traffic-class,max-uplink-bitrate,max-downlink-bitrate,"
	  "guaranteed-uplink-bitrate,guaranteed-downlink-bitrate,"
	  "qos-delivery-order:wds-delivery-order,maximum-sdu-size,"
	  "sdu-error-ratio:wds-sdu-error-ratio,"
	  "residual-bit-error-ratio:wds-sdu-residual-bit-error-ratio,"
	  "delivery-erroneous-sdu:wds-sdu-erroneous-delivery,transfer-delay,"
	  "traffic-handling-priority,signaling-indication" },
	{ 0x2A, 0, "umts-minimum-qos-with-signaling-indication-flag", "(u8,u32,u32,u32,u32,u8,u32,u8,u8,u8,u32,u32,i8)",
	  "traffic-class:wds-traffic-class,max-uplink-bitrate,max-downlink-bitrate,"
	  "guaranteed-uplink-bitrate,guaranteed-downlink-bitrate,"
	  "qos-delivery-order:wds-delivery-order,maximum-sdu-size,"
	  "sdu-error-ratio:wds-sdu-error-ratio,"
	  "residual-bit-error-ratio:wds-sdu-residual-bit-error-ratio,"
	  "delivery-erroneous-sdu:wds-sdu-erroneous-delivery,transfer-delay,"
	  "traffic-handling-priority,signaling-indication" },
	{ 0x2B, 0, "ipv6-primary-dns-address-preference", "a[8]{u16be}", "" },
	{ 0x2C, 0, "ipv6-secondary-dns-address-preference", "a[8]{u16be}", "" },
	{ 0x2D, 0, "address-allocation-preference", "u8", "" },
	{ 0x2E, 0, "lte-qos-parameters", "(u8,u32,u32,u32,u32)",
	  "qos-class-identifier:wds-qos-class-identifier,guaranteed-downlink-bitrate,"
	  "max-downlink-bitrate,guaranteed-uplink-bitrate,max-uplink-bitrate" },
	{ 0x2F, 0, "apn-disabled-flag", "u8", "" },
	{ 0x3E, 0, "roaming-disallowed-flag", "u8", "" },
	{ 0x50, 0, "vlan-id-type", "(u16,u16)", "vlan-id-range-start,vlan-id-range-end" },
	{ 0xDD, 0, "apn-type-mask", "u64", ":wds-apn-type-mask" },
	{ 0xDE, 0, "clat-enabled", "u8", "" },
	{ 0xDF, 0, "ipv6-prefix-delegation", "u8", "" },
};
static const struct tlv_def modify_profile_rsp[] = {
	RESULT,
	{ 0xE0, TLV_PERSONAL, "extended-error-code", "u16", "" },
};

/* 0x0029 Delete Profile */
static const struct tlv_def delete_profile_req[] = {
	{ 0x01, TLV_MANDATORY, "profile-identifier", "(u8,u8)",
	  "profile-type:wds-profile-type,profile-index" },
};
static const struct tlv_def delete_profile_rsp[] = {
	RESULT,
	{ 0xE0, TLV_PERSONAL, "extended-error-code", "u16", "" },
};

/* 0x002A Get Profile List */
static const struct tlv_def get_profile_list_req[] = {
	{ 0x10, 0, "profile-type", "u8", ":wds-profile-type" },
};
static const struct tlv_def get_profile_list_rsp[] = {
	{ 0x01, TLV_MANDATORY, "profile-list", "a8{(u8,u8,s8)}",
	  "profile-type,profile-index,profile-name" },
	RESULT,
	{ 0xE0, TLV_PERSONAL, "extended-error-code", "u16", "" },
};

/* 0x002B Get Profile Settings */
static const struct tlv_def get_profile_settings_req[] = {
	{ 0x01, TLV_MANDATORY, "profile-id", "(u8,u8)",
	  "profile-type:wds-profile-type,profile-index" },
};
static const struct tlv_def get_profile_settings_rsp[] = {
	RESULT,
	{ 0x10, 0, "profile-name", "srest", "" },
	{ 0x11, 0, "pdp-type", "u8", "" },
	{ 0x12, 0, "pdp-header-compression-type", "u8", "" },
	{ 0x13, 0, "pdp-data-compression-type", "u8", "" },
	{ 0x14, 0, "apn-name", "srest", "" },
	{ 0x15, 0, "primary-ipv4-dns-address", "u32", "" },
	{ 0x16, 0, "secondary-ipv4-dns-address", "u32", "" },
	{ 0x17, 0, "umts-requested-qos", "(u8,u32,u32,u32,u32,u8,u32,u8,u8,u8,u32,u32)",
	  "traffic-class,max-uplink-bitrate,max-downlink-bitrate,"
	  "guaranteed-uplink-bitrate,guaranteed-downlink-bitrate,qos-delivery-order,"
	  "maximum-sdu-size,sdu-error-ratio,residual-bit-error-ratio,"
	  "delivery-erroneous-sdu,transfer-delay,traffic-handling-priority" },
	{ 0x18, 0, "umts-minimum-qos", "(u8,u32,u32,u32,u32,u8,u32,u8,u8,u8,u32,u32)",
	  "traffic-class,max-uplink-bitrate,max-downlink-bitrate,"
	  "guaranteed-uplink-bitrate,guaranteed-downlink-bitrate,qos-delivery-order,"
	  "maximum-sdu-size,sdu-error-ratio,residual-bit-error-ratio,"
	  "delivery-erroneous-sdu,transfer-delay,traffic-handling-priority" },
	{ 0x19, 0, "gprs-requested-qos", "(u32,u32,u32,u32,u32)",
	  "precedence-class,delay-class,reliability-class,peak-throughput-class,"
	  "mean-throughput-class" },
	{ 0x1A, 0, "gprs-minimum-qos", "(u32,u32,u32,u32,u32)",
	  "precedence-class,delay-class,reliability-class,peak-throughput-class,"
	  "mean-throughput-class" },
	{ 0x1B, TLV_PERSONAL, "username", "srest", "" },
	{ 0x1C, TLV_PERSONAL, "password", "srest", "" },
	{ 0x1D, 0, "authentication", "u8", "" },
	{ 0x1E, TLV_PERSONAL, "ipv4-address-preference", "u32", "" },
	{ 0x1F, 0, "pcscf-address-using-pco", "u8", "" },
	{ 0x20, 0, "pdp-access-control", "u8", "" },
	{ 0x21, 0, "pcscf-address-using-dhcp", "u8", "" },
	{ 0x22, 0, "imcn-flag", "u8", "" },
	{ 0x25, TLV_PERSONAL, "pdp-context-number", "u8", "" },
	{ 0x26, 0, "pdp-context-secondary-flag", "u8", "" },
	{ 0x27, 0, "pdp-context-primary-id", "u8", "" },
	{ 0x28, TLV_PERSONAL, "ipv6-address-preference", "(a[8]{u16be})", "address" },
	{ 0x29, 0, "umts-requested-qos-with-signaling-indication-flag", "(u8,u32,u32,u32,u32,u8,u32,u8,u8,u8,u32,u32,i8)",
	  "traffic-class,max-uplink-bitrate,max-downlink-bitrate,"
	  "guaranteed-uplink-bitrate,guaranteed-downlink-bitrate,qos-delivery-order,"
	  "maximum-sdu-size,sdu-error-ratio,residual-bit-error-ratio,"
	  "delivery-erroneous-sdu,transfer-delay,traffic-handling-priority,"
	  "signaling-indication" },
	{ 0x2A, 0, "umts-minimum-qos-with-signaling-indication-flag", "(u8,u32,u32,u32,u32,u8,u32,u8,u8,u8,u32,u32,i8)",
	  "traffic-class,max-uplink-bitrate,max-downlink-bitrate,"
	  "guaranteed-uplink-bitrate,guaranteed-downlink-bitrate,qos-delivery-order,"
	  "maximum-sdu-size,sdu-error-ratio,residual-bit-error-ratio,"
	  "delivery-erroneous-sdu,transfer-delay,traffic-handling-priority,"
	  "signaling-indication" },
	{ 0x2B, 0, "ipv6-primary-dns-address-preference", "a[8]{u16be}", "" },
	{ 0x2C, 0, "ipv6-secondary-dns-address-preference", "a[8]{u16be}", "" },
	{ 0x2D, 0, "address-allocation-preference", "u8", "" },
	{ 0x2E, 0, "lte-qos-parameters", "(u8,u32,u32,u32,u32)",
	  "qos-class-identifier,guaranteed-downlink-bitrate,max-downlink-bitrate,"
	  "guaranteed-uplink-bitrate,max-uplink-bitrate" },
	{ 0x2F, 0, "apn-disabled-flag", "u8", "" },
	{ 0x3E, 0, "roaming-disallowed-flag", "u8", "" },
	{ 0x50, 0, "vlan-id-type", "(u16,u16)", "vlan-id-range-start,vlan-id-range-end" },
	{ 0xDD, 0, "apn-type-mask", "u64", "" },
	{ 0xDE, 0, "clat-enabled", "u8", "" },
	{ 0xDF, 0, "ipv6-prefix-delegation", "u8", "" },
	{ 0xE0, TLV_PERSONAL, "extended-error-code", "u16", "" },
};

/* 0x002C Get Default Settings */
static const struct tlv_def get_default_settings_req[] = {
	{ 0x01, TLV_MANDATORY, "profile-type", "u8", ":wds-profile-type" },
};
static const struct tlv_def get_default_settings_rsp[] = {
	RESULT,
	{ 0x10, 0, "profile-name", "srest", "" },
	{ 0x11, 0, "pdp-type", "u8", "" },
	{ 0x12, 0, "pdp-header-compression-type", "u8", "" },
	{ 0x13, 0, "pdp-data-compression-type", "u8", "" },
	{ 0x14, 0, "apn-name", "srest", "" },
	{ 0x15, 0, "primary-ipv4-dns-address", "u32", "" },
	{ 0x16, 0, "secondary-ipv4-dns-address", "u32", "" },
	{ 0x17, 0, "umts-requested-qos", "(u8,u32,u32,u32,u32,u8,u32,u8,u8,u8,u32,u32)",
	  "traffic-class,max-uplink-bitrate,max-downlink-bitrate,"
	  "guaranteed-uplink-bitrate,guaranteed-downlink-bitrate,qos-delivery-order,"
	  "maximum-sdu-size,sdu-error-ratio,residual-bit-error-ratio,"
	  "delivery-erroneous-sdu,transfer-delay,traffic-handling-priority" },
	{ 0x18, 0, "umts-minimum-qos", "(u8,u32,u32,u32,u32,u8,u32,u8,u8,u8,u32,u32)",
	  "traffic-class,max-uplink-bitrate,max-downlink-bitrate,"
	  "guaranteed-uplink-bitrate,guaranteed-downlink-bitrate,qos-delivery-order,"
	  "maximum-sdu-size,sdu-error-ratio,residual-bit-error-ratio,"
	  "delivery-erroneous-sdu,transfer-delay,traffic-handling-priority" },
	{ 0x19, 0, "gprs-requested-qos", "(u32,u32,u32,u32,u32)",
	  "precedence-class,delay-class,reliability-class,peak-throughput-class,"
	  "mean-throughput-class" },
	{ 0x1A, 0, "gprs-minimum-qos", "(u32,u32,u32,u32,u32)",
	  "precedence-class,delay-class,reliability-class,peak-throughput-class,"
	  "mean-throughput-class" },
	{ 0x1B, TLV_PERSONAL, "username", "srest", "" },
	{ 0x1C, TLV_PERSONAL, "password", "srest", "" },
	{ 0x1D, 0, "authentication", "u8", "" },
	{ 0x1E, TLV_PERSONAL, "ipv4-address-preference", "u32", "" },
	{ 0x1F, 0, "pcscf-address-using-pco", "u8", "" },
	{ 0x20, 0, "pdp-access-control", "u8", "" },
	{ 0x21, 0, "pcscf-address-using-dhcp", "u8", "" },
	{ 0x22, 0, "imcn-flag", "u8", "" },
	{ 0x25, TLV_PERSONAL, "pdp-context-number", "u8", "" },
	{ 0x26, 0, "pdp-context-secondary-flag", "u8", "" },
	{ 0x27, 0, "pdp-context-primary-id", "u8", "" },
	{ 0x28, TLV_PERSONAL, "ipv6-address-preference", "(a[8]{u16be})", "address" },
	{ 0x29, 0, "umts-requested-qos-with-signaling-indication-flag", "(u8,u32,u32,u32,u32,u8,u32,u8,u8,u8,u32,u32,i8)",
	  "traffic-class,max-uplink-bitrate,max-downlink-bitrate,"
	  "guaranteed-uplink-bitrate,guaranteed-downlink-bitrate,qos-delivery-order,"
	  "maximum-sdu-size,sdu-error-ratio,residual-bit-error-ratio,"
	  "delivery-erroneous-sdu,transfer-delay,traffic-handling-priority,"
	  "signaling-indication" },
	{ 0x2A, 0, "umts-minimum-qos-with-signaling-indication-flag", "(u8,u32,u32,u32,u32,u8,u32,u8,u8,u8,u32,u32,i8)",
	  "traffic-class,max-uplink-bitrate,max-downlink-bitrate,"
	  "guaranteed-uplink-bitrate,guaranteed-downlink-bitrate,qos-delivery-order,"
	  "maximum-sdu-size,sdu-error-ratio,residual-bit-error-ratio,"
	  "delivery-erroneous-sdu,transfer-delay,traffic-handling-priority,"
	  "signaling-indication" },
	{ 0x2B, 0, "ipv6-primary-dns-address-preference", "a[8]{u16be}", "" },
	{ 0x2C, 0, "ipv6-secondary-dns-address-preference", "a[8]{u16be}", "" },
	{ 0x2D, 0, "address-allocation-preference", "u8", "" },
	{ 0x2E, 0, "lte-qos-parameters", "(u8,u32,u32,u32,u32)",
	  "qos-class-identifier,guaranteed-downlink-bitrate,max-downlink-bitrate,"
	  "guaranteed-uplink-bitrate,max-uplink-bitrate" },
	{ 0x2F, 0, "apn-disabled-flag", "u8", "" },
	{ 0x50, 0, "vlan-id-type", "(u16,u16)", "vlan-id-range-start,vlan-id-range-end" },
	{ 0xE0, TLV_PERSONAL, "extended-error-code", "u16", "" },
};

/* 0x002D Get Current Settings */
static const struct tlv_def get_current_settings_req[] = {
	{ 0x10, TLV_MANDATORY, "requested-settings", "u32", ":wds-requested-settings" },
};
static const struct tlv_def get_current_settings_rsp[] = {
	RESULT,
	{ 0x10, 0, "profile-name", "srest", "" },
	{ 0x11, 0, "pdp-type", "u8", "" },
	{ 0x14, 0, "apn-name", "srest", "" },
	{ 0x15, 0, "primary-ipv4-dns-address", "u32", "" },
	{ 0x16, 0, "secondary-ipv4-dns-address", "u32", "" },
	{ 0x17, 0, "umts-granted-qos", "(u8,u32,u32,u32,u32,u8,u32,u8,u8,u8,u32,u32)",
	  "traffic-class,max-uplink-bitrate,max-downlink-bitrate,"
	  "guaranteed-uplink-bitrate,guaranteed-downlink-bitrate,qos-delivery-order,"
	  "maximum-sdu-size,sdu-error-ratio,residual-bit-error-ratio,"
	  "delivery-erroneous-sdu,transfer-delay,traffic-handling-priority" },
	{ 0x19, 0, "gprs-granted-qos", "(u32,u32,u32,u32,u32)",
	  "precedence-class,delay-class,reliability-class,peak-throughput-class,"
	  "mean-throughput-class" },
	{ 0x1B, TLV_PERSONAL, "username", "srest", "" },
	{ 0x1D, 0, "authentication", "u8", "" },
	{ 0x1E, TLV_PERSONAL, "ipv4-address", "u32", "" },
	{ 0x1F, 0, "profile-id", "(u8,u8)", "profile-type,profile-index" },
	{ 0x20, 0, "ipv4-gateway-address", "u32", "" },
	{ 0x21, 0, "ipv4-gateway-subnet-mask", "u32", "" },
	{ 0x22, 0, "pcscf-address-using-pco", "u8", "" },
	{ 0x23, 0, "pcscf-server-address-list", "a8{u32}", "" },
	{ 0x24, 0, "pcscf-domain-name-list", "a8{s16}", "" },
	{ 0x25, TLV_PERSONAL, "ipv6-address", "(a[8]{u16be},u8)", "address,prefix-length" },
	{ 0x26, 0, "ipv6-gateway-address", "(a[8]{u16be},u8)", "address,prefix-length" },
	{ 0x27, 0, "ipv6-primary-dns-address", "a[8]{u16be}", "" },
	{ 0x28, 0, "ipv6-secondary-dns-address", "a[8]{u16be}", "" },
	{ 0x29, 0, "mtu", "u32", "" },
	{ 0x2A, 0, "domain-name-list", "a8{s16}", "" },
	{ 0x2B, 0, "ip-family", "u8", "" },
	{ 0x2C, 0, "imcn-flag", "i8", "" },
	{ 0x2D, 0, "extended-technology-preference", "u16", "" },
	{ 0x2F, 0, "operator-reserved-pco", "(u16,u16,u8,a8{u8},u16)",
	  "mcc,mnc,mnc-includes-pcs-digit,app-specific-info,container-id" },
};

/* 0x0030 Get Dormancy Status */
static const struct tlv_def get_dormancy_status_rsp[] = {
	{ 0x01, TLV_MANDATORY, "dormancy-status", "u8", "" },
	RESULT,
};

/* 0x0034 Get Autoconnect Settings */
static const struct tlv_def get_autoconnect_settings_rsp[] = {
	{ 0x01, TLV_MANDATORY | TLV_TOLERANT, "status", "u8", "" },
	RESULT,
	{ 0x10, 0, "roaming", "u8", "" },
};

/* 0x0037 Get Data Bearer Technology */
static const struct tlv_def get_data_bearer_technology_rsp[] = {
	{ 0x01, TLV_MANDATORY, "current", "i8", "" },
	RESULT,
	{ 0x10, 0, "last", "i8", "" },
};

/* 0x0044 Get Current Data Bearer Technology */
static const struct tlv_def get_current_data_bearer_technology_rsp[] = {
	{ 0x01, TLV_MANDATORY, "current", "(u8,u32,u32)", "network-type,rat-mask,so-mask" },
	RESULT,
	{ 0x10, 0, "last", "(u8,u32,u32)", "network-type,rat-mask,so-mask" },
};

/* 0x0049 Get Default Profile Number */
static const struct tlv_def get_default_profile_number_req[] = {
	{ 0x01, TLV_MANDATORY, "profile-type", "(u8,u8)",
	  "type:wds-profile-type,family:wds-profile-family" },
};
static const struct tlv_def get_default_profile_number_rsp[] = {
	{ 0x01, TLV_MANDATORY, "index", "u8", "" },
	RESULT,
	{ 0xE0, TLV_PERSONAL, "extended-error-code", "u16", "" },
};

/* 0x004A Set Default Profile Number */
static const struct tlv_def set_default_profile_number_req[] = {
	{ 0x01, TLV_MANDATORY, "profile-identifier", "(u8,u8,u8)",
	  "type:wds-profile-type,family:wds-profile-family,index" },
};
static const struct tlv_def set_default_profile_number_rsp[] = {
	RESULT,
	{ 0xE0, TLV_PERSONAL, "extended-error-code", "u16", "" },
};

/* 0x004D Set IP Family */
static const struct tlv_def set_ip_family_req[] = {
	{ 0x01, TLV_MANDATORY, "preference", "u8", ":wds-ip-family" },
};

/* 0x0051 Set Autoconnect Settings */
static const struct tlv_def set_autoconnect_settings_req[] = {
	{ 0x01, TLV_MANDATORY, "status", "u8", ":wds-autoconnect-setting" },
	{ 0x10, 0, "roaming", "u8", ":wds-autoconnect-setting-roaming" },
};

/* 0x006C Get PDN Throttle Info */
static const struct tlv_def get_pdn_throttle_info_req[] = {
	{ 0x01, TLV_MANDATORY, "network-type", "u8", ":wds-data-system-network-type" },
};
static const struct tlv_def get_pdn_throttle_info_rsp[] = {
	RESULT,
	{ 0x10, 0, "info", "a8{(i8,i8,u32,u32,s8)}",
	  "ipv4-throttled,ipv6-throttled,ipv4-throttle-time-left-ms,"
	  "ipv6-throttle-time-left-ms,apn" },
};

/* 0x0085 Get LTE Attach Parameters */
static const struct tlv_def get_lte_attach_parameters_rsp[] = {
	RESULT,
	{ 0x10, 0, "apn", "srest", "" },
	{ 0x11, 0, "ip-support-type", "u8", "" },
	{ 0x12, 0, "ota-attach-performed", "u8", "" },
};

/* 0x0089 Bind Data Port */
static const struct tlv_def bind_data_port_req[] = {
	{ 0x01, TLV_MANDATORY, "data-port", "u16", ":sio-port" },
};

/* 0x008C Extended Ip Config (indication) */
static const struct tlv_def extended_ip_config_ind[] = {
	{ 0x10, 0, "changed-ip-configuration", "u32", "" },
};

/* 0x0092 Get Max LTE Attach PDN Number */
static const struct tlv_def get_max_lte_attach_pdn_number_rsp[] = {
	RESULT,
	{ 0x10, 0, "info", "u8", "" },
};

/* 0x0093 Set LTE Attach PDN List */
static const struct tlv_def set_lte_attach_pdn_list_req[] = {
	{ 0x01, TLV_MANDATORY, "list", "a8{u16}", "" },
	{ 0x10, 0, "action", "u32", ":wds-attach-pdn-list-action" },
};

/* 0x0093 Set LTE Attach PDN List (indication) */
static const struct tlv_def set_lte_attach_pdn_list_ind[] = {
	{ 0x01, TLV_MANDATORY, "action-result", "u8", "" },
};

/* 0x0094 Get LTE Attach PDN List */
static const struct tlv_def get_lte_attach_pdn_list_rsp[] = {
	RESULT,
	{ 0x10, 0, "current-list", "a8{u16}", "" },
	{ 0x11, 0, "pending-list", "a8{u16}", "" },
};

/* 0x00A2 Bind Mux Data Port */
static const struct tlv_def bind_mux_data_port_req[] = {
	{ 0x10, 0, "endpoint-info", "(u32,u32)",
	  "endpoint-type:data-endpoint-type,interface-number" },
	{ 0x11, 0, "mux-id", "u8", "" },
	{ 0x13, 0, "client-type", "u32", ":wds-client-type" },
};

/* 0x00A7 Configure Profile Event List */
static const struct tlv_def configure_profile_event_list_req[] = {
	{ 0x10, 0, "register", "a8{(u8,u8)}", "profile-type,profile-index" },
};

/* 0x00A8 Profile Changed (indication) */
static const struct tlv_def profile_changed_ind[] = {
	{ 0x10, 0, "profile-event", "(u8,u8,u8)", "profile-type,profile-index,change-event" },
};

/* 0x00AF Bind Subscription */
static const struct tlv_def bind_subscription_req[] = {
	{ 0x01, TLV_MANDATORY, "subscription-id", "u32", "" },
};

/* 0x00B0 Get Bind Subscription */
static const struct tlv_def get_bind_subscription_rsp[] = {
	RESULT,
	{ 0x10, 0, "subscription-id", "u32", "" },
};

/* 0x5558 Swi Create Profile Indexed */
static const struct tlv_def swi_create_profile_indexed_req[] = {
	{ 0x01, TLV_MANDATORY, "profile-identifier", "(u8,u8)",
	  "profile-type:wds-profile-type,profile-index" },
	{ 0x10, 0, "profile-name", "srest", "" },
	{ 0x11, 0, "pdp-type", "u8", ":wds-pdp-type" },
	{ 0x14, 0, "apn-name", "srest", "" },
	{ 0x15, 0, "primary-ipv4-dns-address", "u32", "" },
	{ 0x16, 0, "secondary-ipv4-dns-address", "u32", "" },
	{ 0x1B, TLV_PERSONAL, "username", "srest", "" },
	{ 0x1C, TLV_PERSONAL, "password", "srest", "" },
	{ 0x1D, 0, "authentication", "u8", ":wds-authentication" },
	{ 0x1E, TLV_PERSONAL, "ipv4-address-preference", "u32", "" },
	{ 0x25, TLV_PERSONAL, "pdp-context-number", "u8", "" },
	{ 0x2F, 0, "apn-disabled-flag", "u8", "" },
	{ 0x3E, 0, "roaming-disallowed-flag", "u8", "" },
};
static const struct tlv_def swi_create_profile_indexed_rsp[] = {
	{ 0x01, TLV_MANDATORY, "profile-identifier", "(u8,u8)", "profile-type,profile-index" },
	RESULT,
};

static const struct message_def messages[] = {
	MESSAGE(0x0000, 0, CLASS_CONTROL, "reset", NO_TLVS, RESULT_ONLY),
	MESSAGE(0x0001, 0, CLASS_CONTROL, "set-event-report",
		ROWS(set_event_report_req), RESULT_ONLY),
	INDICATION(0x0001, 0, CLASS_READ, "event-report", ROWS(event_report_ind)),
	MESSAGE(0x0002, 0, CLASS_CONTROL, "abort", ROWS(abort_req), RESULT_ONLY),
	MESSAGE(0x0003, 0, CLASS_CONTROL, "indication-register",
		ROWS(indication_register_req), RESULT_ONLY),
	MESSAGE(0x001E, 0, CLASS_READ, "get-supported-messages",
		NO_TLVS, ROWS(get_supported_messages_rsp)),
	MESSAGE(0x0020, 0, CLASS_CONTROL, "start-network",
		ROWS(start_network_req), ROWS(start_network_rsp)),
	MESSAGE(0x0021, 0, CLASS_CONTROL, "stop-network", ROWS(stop_network_req), RESULT_ONLY),
	MESSAGE(0x0022, 0, CLASS_READ, "get-packet-service-status",
		NO_TLVS, ROWS(get_packet_service_status_rsp)),
	INDICATION(0x0022, 0, CLASS_READ, "packet-service-status", ROWS(packet_service_status_ind)),
	MESSAGE(0x0023, 0, CLASS_READ, "get-channel-rates", NO_TLVS, ROWS(get_channel_rates_rsp)),
	MESSAGE(0x0024, 0, CLASS_READ, "get-packet-statistics",
		ROWS(get_packet_statistics_req), ROWS(get_packet_statistics_rsp)),
	MESSAGE(0x0025, 0, CLASS_CONTROL, "go-dormant", NO_TLVS, RESULT_ONLY),
	MESSAGE(0x0026, 0, CLASS_CONTROL, "go-active", NO_TLVS, RESULT_ONLY),
	MESSAGE(0x0027, 0, CLASS_CONTROL, "create-profile",
		ROWS(create_profile_req), ROWS(create_profile_rsp)),
	MESSAGE(0x0028, 0, CLASS_CONTROL, "modify-profile",
		ROWS(modify_profile_req), ROWS(modify_profile_rsp)),
	MESSAGE(0x0029, 0, CLASS_CONTROL, "delete-profile",
		ROWS(delete_profile_req), ROWS(delete_profile_rsp)),
	MESSAGE(0x002A, 0, CLASS_READ, "get-profile-list",
		ROWS(get_profile_list_req), ROWS(get_profile_list_rsp)),
	MESSAGE(0x002B, 0, CLASS_READ, "get-profile-settings",
		ROWS(get_profile_settings_req), ROWS(get_profile_settings_rsp)),
	MESSAGE(0x002C, 0, CLASS_READ, "get-default-settings",
		ROWS(get_default_settings_req), ROWS(get_default_settings_rsp)),
	MESSAGE(0x002D, 0, CLASS_READ, "get-current-settings",
		ROWS(get_current_settings_req), ROWS(get_current_settings_rsp)),
	MESSAGE(0x0030, 0, CLASS_READ, "get-dormancy-status",
		NO_TLVS, ROWS(get_dormancy_status_rsp)),
	MESSAGE(0x0034, 0, CLASS_READ, "get-autoconnect-settings",
		NO_TLVS, ROWS(get_autoconnect_settings_rsp)),
	MESSAGE(0x0037, 0, CLASS_READ, "get-data-bearer-technology",
		NO_TLVS, ROWS(get_data_bearer_technology_rsp)),
	MESSAGE(0x0044, 0, CLASS_READ, "get-current-data-bearer-technology",
		NO_TLVS, ROWS(get_current_data_bearer_technology_rsp)),
	MESSAGE(0x0049, 0, CLASS_READ, "get-default-profile-number",
		ROWS(get_default_profile_number_req), ROWS(get_default_profile_number_rsp)),
	MESSAGE(0x004A, 0, CLASS_CONTROL, "set-default-profile-number",
		ROWS(set_default_profile_number_req), ROWS(set_default_profile_number_rsp)),
	MESSAGE(0x004D, 0, CLASS_CONTROL, "set-ip-family", ROWS(set_ip_family_req), RESULT_ONLY),
	MESSAGE(0x0051, 0, CLASS_CONTROL, "set-autoconnect-settings",
		ROWS(set_autoconnect_settings_req), RESULT_ONLY),
	MESSAGE(0x006C, 0, CLASS_READ, "get-pdn-throttle-info",
		ROWS(get_pdn_throttle_info_req), ROWS(get_pdn_throttle_info_rsp)),
	MESSAGE(0x0085, 0, CLASS_READ, "get-lte-attach-parameters",
		NO_TLVS, ROWS(get_lte_attach_parameters_rsp)),
	MESSAGE(0x0089, 0, CLASS_CONTROL, "bind-data-port", ROWS(bind_data_port_req), RESULT_ONLY),
	INDICATION(0x008C, 0, CLASS_READ, "extended-ip-config", ROWS(extended_ip_config_ind)),
	MESSAGE(0x0092, 0, CLASS_READ, "get-max-lte-attach-pdn-number",
		NO_TLVS, ROWS(get_max_lte_attach_pdn_number_rsp)),
	MESSAGE(0x0093, 0, CLASS_CONTROL, "set-lte-attach-pdn-list",
		ROWS(set_lte_attach_pdn_list_req), RESULT_ONLY),
	INDICATION(0x0093, 0, CLASS_READ, "set-lte-attach-pdn-list",
		ROWS(set_lte_attach_pdn_list_ind)),
	MESSAGE(0x0094, 0, CLASS_READ, "get-lte-attach-pdn-list",
		NO_TLVS, ROWS(get_lte_attach_pdn_list_rsp)),
	MESSAGE(0x00A2, 0, CLASS_CONTROL, "bind-mux-data-port",
		ROWS(bind_mux_data_port_req), RESULT_ONLY),
	MESSAGE(0x00A7, 0, CLASS_CONTROL, "configure-profile-event-list",
		ROWS(configure_profile_event_list_req), RESULT_ONLY),
	INDICATION(0x00A8, 0, CLASS_READ, "profile-changed", ROWS(profile_changed_ind)),
	MESSAGE(0x00AF, 0, CLASS_CONTROL, "bind-subscription",
		ROWS(bind_subscription_req), RESULT_ONLY),
	MESSAGE(0x00B0, 0, CLASS_READ, "get-bind-subscription",
		NO_TLVS, ROWS(get_bind_subscription_rsp)),
	MESSAGE(0x5558, 0, CLASS_CONTROL, "swi-create-profile-indexed",
		ROWS(swi_create_profile_indexed_req), ROWS(swi_create_profile_indexed_rsp)),
};

const struct service_def schema_wds = { 0x01, "wds", messages, COUNT(messages) };
