/* SPDX-License-Identifier: GPL-2.0-or-later */
/* QMI service QOS (0x04): its messages and indications, a row each; see schema.h. */
#include "schema_rows.h"

/* 0x0026 Get Flow Status */
static const struct tlv_def get_flow_status_req[] = {
	{ 0x01, TLV_MANDATORY, "qos-id", "u32", "" },
};
static const struct tlv_def get_flow_status_rsp[] = {
	{ 0x01, TLV_MANDATORY, "value", "u8", "" },
	RESULT,
};

/* 0x0026 Flow Status (indication) */
static const struct tlv_def flow_status_ind[] = {
	{ 0x01, TLV_MANDATORY, "value", "(u32,u8,u8)", "qos-id,status,event" },
};

/* 0x0027 Get Network Status */
static const struct tlv_def get_network_status_rsp[] = {
	{ 0x01, TLV_MANDATORY, "qos-supported", "u8", "" },
	RESULT,
};

/* 0x0027 Network Status (indication) */
static const struct tlv_def network_status_ind[] = {
	{ 0x01, TLV_MANDATORY, "qos-supported", "u8", "" },
};

/* 0x002B Bind Mux Data Port */
static const struct tlv_def bind_mux_data_port_req[] = {
	{ 0x10, 0, "endpoint", "(u32,u32)", "endpoint-type:data-endpoint-type,interface-number" },
	{ 0x11, 0, "mux-id", "u8", "" },
	{ 0x12, 0, "direction", "u8", "" },
};

/* 0x002D Bind Subscription */
static const struct tlv_def bind_subscription_req[] = {
	{ 0x01, TLV_MANDATORY, "subscription-id", "u32", "" },
};

/* 0x002E Get Bind Subscription */
static const struct tlv_def get_bind_subscription_rsp[] = {
	RESULT,
	{ 0x10, 0, "subscription-id", "u32", "" },
};

/* 0x5556 Swi Read Data Stats */
static const struct tlv_def swi_read_data_stats_req[] = {
	{ 0x01, TLV_MANDATORY, "apn-id", "u32", "" },
};
static const struct tlv_def swi_read_data_stats_rsp[] = {
	RESULT,
	{ 0x03, TLV_MANDATORY, "apn", "(u32,u32,u32,u32,u64,u64,u64)",
	  "apn-id,tx-packets,tx-packets-dropped,rx-packets,tx-bytes,tx-bytes-dropped,"
	  "rx-bytes" },
	{ 0x04, TLV_MANDATORY, "flow", "a32{(u32,u32,u32,u64,u64)}",
	  "bearer-id,tx-packets,tx-packets-dropped,tx-bytes,tx-bytes-dropped" },
};

static const struct message_def messages[] = {
	MESSAGE(0x0000, 0, CLASS_CONTROL, "reset", NO_TLVS, RESULT_ONLY),
	MESSAGE(0x0026, 0, CLASS_READ, "get-flow-status",
		ROWS(get_flow_status_req), ROWS(get_flow_status_rsp)),
	INDICATION(0x0026, 0, CLASS_READ, "flow-status", ROWS(flow_status_ind)),
	MESSAGE(0x0027, 0, CLASS_READ, "get-network-status", NO_TLVS, ROWS(get_network_status_rsp)),
	INDICATION(0x0027, 0, CLASS_READ, "network-status", ROWS(network_status_ind)),
	MESSAGE(0x002B, 0, CLASS_CONTROL, "bind-mux-data-port",
		ROWS(bind_mux_data_port_req), RESULT_ONLY),
	MESSAGE(0x002D, 0, CLASS_CONTROL, "bind-subscription",
		ROWS(bind_subscription_req), RESULT_ONLY),
	MESSAGE(0x002E, 0, CLASS_READ, "get-bind-subscription",
		NO_TLVS, ROWS(get_bind_subscription_rsp)),
	MESSAGE(0x5556, 0, CLASS_READ, "swi-read-data-stats",
		ROWS(swi_read_data_stats_req), ROWS(swi_read_data_stats_rsp)),
};

const struct service_def schema_qos = { 0x04, "qos", messages, COUNT(messages) };
