/* SPDX-License-Identifier: GPL-2.0-or-later */
/* QMI service WDA (0x1A): its messages and indications, a row each; see schema.h. */
#include "schema_rows.h"

/* 0x001E Get Supported Messages */
static const struct tlv_def get_supported_messages_rsp[] = {
	RESULT,
	{ 0x10, 0, "list", "a16{u8}", "" },
};

/* 0x0020 Set Data Format */
static const struct tlv_def set_data_format_req[] = {
	{ 0x10, 0, "qos-format", "u8", "" },
	{ 0x11, 0, "link-layer-protocol", "u32", ":wda-link-layer-protocol" },
	{ 0x12, 0, "uplink-data-aggregation-protocol", "u32", ":wda-data-aggregation-protocol" },
	{ 0x13, 0, "downlink-data-aggregation-protocol", "u32", ":wda-data-aggregation-protocol" },
	{ 0x14, 0, "ndp-signature", "u32", "" },
	{ 0x15, 0, "downlink-data-aggregation-max-datagrams", "u32", "" },
	{ 0x16, 0, "downlink-data-aggregation-max-size", "u32", "" },
	{ 0x17, 0, "endpoint-info", "(u32,u32)",
	  "endpoint-type:data-endpoint-type,interface-number" },
	{ 0x1B, 0, "uplink-data-aggregation-max-datagrams", "u32", "" },
	{ 0x1C, 0, "uplink-data-aggregation-max-size", "u32", "" },
};
static const struct tlv_def set_data_format_rsp[] = {
	RESULT,
	{ 0x10, 0, "qos-format", "u8", "" },
	{ 0x11, 0, "link-layer-protocol", "u32", "" },
	{ 0x12, 0, "uplink-data-aggregation-protocol", "u32", "" },
	{ 0x13, 0, "downlink-data-aggregation-protocol", "u32", "" },
	{ 0x14, 0, "ndp-signature", "u32", "" },
	{ 0x15, 0, "downlink-data-aggregation-max-datagrams", "u32", "" },
	{ 0x16, 0, "downlink-data-aggregation-max-size", "u32", "" },
	{ 0x17, 0, "uplink-data-aggregation-max-datagrams", "u32", "" },
	{ 0x18, 0, "uplink-data-aggregation-max-size", "u32", "" },
	{ 0x1A, 0, "download-minimum-padding", "u32", "" },
	{ 0x1B, 0, "flow-control", "u8", "" },
};

/* 0x0021 Get Data Format */
static const struct tlv_def get_data_format_req[] = {
	{ 0x10, 0, "endpoint-info", "(u32,u32)",
	  "endpoint-type:data-endpoint-type,interface-number" },
};
static const struct tlv_def get_data_format_rsp[] = {
	RESULT,
	{ 0x10, 0, "qos-format", "u8", "" },
	{ 0x11, 0, "link-layer-protocol", "u32", "" },
	{ 0x12, 0, "uplink-data-aggregation-protocol", "u32", "" },
	{ 0x13, 0, "downlink-data-aggregation-protocol", "u32", "" },
	{ 0x14, 0, "ndp-signature", "u32", "" },
	{ 0x15, 0, "downlink-data-aggregation-max-datagrams", "u32", "" },
	{ 0x16, 0, "downlink-data-aggregation-max-size", "u32", "" },
	{ 0x17, 0, "uplink-data-aggregation-max-datagrams", "u32", "" },
	{ 0x18, 0, "uplink-data-aggregation-max-size", "u32", "" },
	{ 0x1A, 0, "download-minimum-padding", "u32", "" },
	{ 0x1B, 0, "flow-control", "u8", "" },
};

/* 0x002F Loopback Configuration */
static const struct tlv_def loopback_configuration_req[] = {
	{ 0x01, TLV_MANDATORY, "loopback-state", "u8", "" },
	{ 0x10, 0, "replication-factor", "u32", "" },
};

/* 0x002F Loopback Configuration (indication) */
static const struct tlv_def loopback_configuration_ind[] = {
	{ 0x01, TLV_MANDATORY, "loopback-state", "u8", "" },
	{ 0x10, 0, "replication-factor", "u32", "" },
};

/* 0x0030 Set Capability */
static const struct tlv_def set_capability_req[] = {
	{ 0x01, TLV_MANDATORY, "endpoint-info", "(u32,u32)",
	  "endpoint-type:data-endpoint-type,interface-number" },
	{ 0x15, 0, "ethernet-pdu-capability", "u8", "" },
};
static const struct tlv_def set_capability_rsp[] = {
	RESULT,
	{ 0x15, 0, "ethernet-pdu-capability", "u8", "" },
};

/* 0x0033 Get Ethernet Config */
static const struct tlv_def get_ethernet_config_rsp[] = {
	RESULT,
	{ 0x10, 0, "hardware-config", "u32", "" },
};

static const struct message_def messages[] = {
	MESSAGE(0x001E, 0, CLASS_READ, "get-supported-messages",
		NO_TLVS, ROWS(get_supported_messages_rsp)),
	MESSAGE(0x0020, 0, CLASS_CONTROL, "set-data-format",
		ROWS(set_data_format_req), ROWS(set_data_format_rsp)),
	MESSAGE(0x0021, 0, CLASS_READ, "get-data-format",
		ROWS(get_data_format_req), ROWS(get_data_format_rsp)),
	MESSAGE(0x002F, 0, CLASS_TUNNEL, "loopback-configuration",
		ROWS(loopback_configuration_req), RESULT_ONLY),
	INDICATION(0x002F, 0, CLASS_TUNNEL, "loopback-configuration",
		ROWS(loopback_configuration_ind)),
	MESSAGE(0x0030, 0, CLASS_CONTROL, "set-capability",
		ROWS(set_capability_req), ROWS(set_capability_rsp)),
	MESSAGE(0x0033, 0, CLASS_READ, "get-ethernet-config",
		NO_TLVS, ROWS(get_ethernet_config_rsp)),
};

const struct service_def schema_wda = { 0x1A, "wda", messages, COUNT(messages) };
