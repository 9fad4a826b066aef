/* SPDX-License-Identifier: GPL-2.0-or-later */
/* QMI service WMS (0x05): its messages and indications, a row each; see schema.h. */
#include "schema_rows.h"

/* 0x0001 Set Event Report */
static const struct tlv_def set_event_report_req[] = {
	{ 0x10, 0, "new-mt-message-indicator", "(u8)", "report" },
};

/* 0x0001 Event Report (indication) */
static const struct tlv_def event_report_ind[] = {
	{ 0x10, 0, "mt-message", "(u8,u32)", "storage-type,memory-index" },
	/* Reports too; without the service centre's address, which TLV 0x15 has. */
	{ 0x11, TLV_PERSONAL | TLV_CARRIER, "transfer-route-mt-message", "(u8,u32,u8,a16{u8})",
	  "ack-indicator,transaction-id,format,"
	  "raw-data=sms-routed@6|cdma-received@0|cbm@7|sms-routed@8" },
	{ 0x12, 0, "message-mode", "u8", "" },
	/* notification type 1: a page; 0: the first alarm, of another form (TS 23.041 9.4.1.3) */
	{ 0x13, TLV_PERSONAL | TLV_CARRIER, "etws-message", "(u8,a16{u8})",
	  "notification-type,raw-data=cbm-etws@0|cbm@1" },
	{ 0x14, 0, "etws-plmn-information", "(u16,u16)", "mcc,mnc" },
	{ 0x15, 0, "smsc-address", "srest", "" },
	{ 0x16, 0, "sms-on-ims", "u8", "" },
};

/* 0x001E Get Supported Messages */
static const struct tlv_def get_supported_messages_rsp[] = {
	RESULT,
	{ 0x10, 0, "list", "a16{u8}", "" },
};

/* 0x0020 Raw Send */
static const struct tlv_def raw_send_req[] = {
	{ 0x01, TLV_MANDATORY | TLV_PERSONAL | TLV_CARRIER, "raw-message-data", "(u8,a16{u8})",
	  "format:wms-message-format,raw-data=+sms-sent@6|cdma-sent@0|+sms-sent@8" },
	{ 0x10, 0, "cdma-force-on-dc", "(u8,u8)", "force,service-option:wms-cdma-service-option" },
	{ 0x11, 0, "cdma-follow-on-dc", "(u8)", "follow" },
	{ 0x12, 0, "gsm-wcdma-link-timer", "u8", "" },
	{ 0x13, 0, "sms-on-ims", "u8", "" },
};
static const struct tlv_def raw_send_rsp[] = {
	{ 0x01, TLV_MANDATORY | TLV_TOLERANT, "message-id", "u16", "" },
	RESULT,
	{ 0x10, TLV_PERSONAL, "cdma-cause-code", "u16", "" },
	{ 0x11, 0, "cdma-error-class", "u8", "" },
	{ 0x12, 0, "gsm-wcdma-cause-info", "(u16,u8)", "rp-cause,tp-cause" },
	{ 0x13, 0, "message-delivery-failure-type", "u8", "" },
};

/* 0x0021 Raw Write */
static const struct tlv_def raw_write_req[] = {
	{ 0x01, TLV_MANDATORY | TLV_PERSONAL | TLV_CARRIER, "raw-message-data", "(u8,u8,a16{u8})",
	  "storage-type:wms-storage-type,format:wms-message-format,"
	  "raw-data=+sms-written@6|cdma-sent@0|+sms-written@8" },
};
static const struct tlv_def raw_write_rsp[] = {
	{ 0x01, TLV_MANDATORY, "memory-index", "u32", "" },
	RESULT,
};

/* 0x0022 Raw Read */
static const struct tlv_def raw_read_req[] = {
	{ 0x01, TLV_MANDATORY, "message-memory-storage-id", "(u8,u32)",
	  "storage-type:wms-storage-type,memory-index" },
	{ 0x10, 0, "message-mode", "u8", ":wms-message-mode" },
	{ 0x11, 0, "sms-on-ims", "u8", "" },
};
static const struct tlv_def raw_read_rsp[] = {
	{ 0x01, TLV_MANDATORY | TLV_PERSONAL | TLV_CARRIER, "raw-message-data", "(u8,u8,a16{u8})",
	  "message-tag,format,raw-data=+sms-stored@6|cdma-received@0|cbm@7|+sms-stored@8" },
	RESULT,
};

/* 0x0023 Modify Tag */
static const struct tlv_def modify_tag_req[] = {
	{ 0x01, TLV_MANDATORY, "message-tag", "(u8,u32,u8)",
	  "storage-type:wms-storage-type,memory-index,message-tag:wms-message-tag-type" },
	{ 0x10, 0, "message-mode", "u8", ":wms-message-mode" },
};

/* 0x0024 Delete */
static const struct tlv_def delete_req[] = {
	{ 0x01, TLV_MANDATORY, "memory-storage", "u8", ":wms-storage-type" },
	{ 0x10, 0, "memory-index", "u32", "" },
	{ 0x11, 0, "message-tag", "u8", ":wms-message-tag-type" },
	{ 0x12, 0, "message-mode", "u8", ":wms-message-mode" },
};

/* 0x0030 Get Message Protocol */
static const struct tlv_def get_message_protocol_rsp[] = {
	{ 0x01, TLV_MANDATORY, "message-protocol", "u8", "" },
	RESULT,
};

/* 0x0031 List Messages */
static const struct tlv_def list_messages_req[] = {
	{ 0x01, TLV_MANDATORY, "storage-type", "u8", ":wms-storage-type" },
	{ 0x11, 0, "message-tag", "u8", ":wms-message-tag-type" },
	{ 0x12, 0, "message-mode", "u8", ":wms-message-mode" },
};
static const struct tlv_def list_messages_rsp[] = {
	{ 0x01, TLV_MANDATORY, "message-list", "a32{(u32,u8)}", "memory-index,message-tag" },
	RESULT,
};

/* 0x0032 Set Routes */
static const struct tlv_def set_routes_req[] = {
	{ 0x01, TLV_MANDATORY, "route-list", "a16{(u8,u8,u8,u8)}",
	  "message-type,message-class,storage,receipt-action" },
	{ 0x10, 0, "transfer-status-report", "u8", ":wms-transfer-indication" },
};

/* 0x0033 Get Routes */
static const struct tlv_def get_routes_rsp[] = {
	{ 0x01, TLV_MANDATORY, "route-list", "a16{(u8,u8,u8,u8)}",
	  "message-type,message-class,storage,receipt-action" },
	RESULT,
	{ 0x10, 0, "transfer-status-report", "u8", "" },
};

/* 0x0037 Send Ack */
static const struct tlv_def send_ack_req[] = {
	{ 0x01, TLV_MANDATORY, "information", "(u32,u8,u8)",
	  "transaction-id,message-protocol:wms-message-protocol,success" },
	{ 0x10, 0, "3gpp2-failure-information", "(u8,u8)",
	  "error-class:wms-cdma-error-class,cause-code:wms-cdma-cause-code" },
	{ 0x11, 0, "3gpp-failure-information", "(u8,u8)",
	  "rp-cause:wms-gsm-umts-rp-cause,tp-cause:wms-gsm-umts-tp-cause" },
	{ 0x12, 0, "sms-on-ims", "u8", "" },
};
static const struct tlv_def send_ack_rsp[] = {
	RESULT,
	{ 0x10, 0, "failure-cause", "u8", "" },
};

/* 0x003C Set Broadcast Activation */
static const struct tlv_def set_broadcast_activation_req[] = {
	{ 0x01, TLV_MANDATORY, "activation", "(u8,u8)", "message-mode:wms-message-mode,activate" },
};

/* 0x003D Set Broadcast Config */
static const struct tlv_def set_broadcast_config_req[] = {
	{ 0x01, TLV_MANDATORY, "message-mode", "u8", ":wms-message-mode" },
	{ 0x10, 0, "channels", "a16{(u16,u16,u8)}", "start,end,selected" },
};

/* 0x003E Get Broadcast Config */
static const struct tlv_def get_broadcast_config_req[] = {
	{ 0x01, TLV_MANDATORY, "message-mode", "u8", ":wms-message-mode" },
};
static const struct tlv_def get_broadcast_config_rsp[] = {
	RESULT,
	{ 0x10, 0, "config", "(u8,a16{(u16,u16,u8)})", "activated,start,end,selected" },
};

/* 0x0042 Send From Memory Storage */
static const struct tlv_def send_from_memory_storage_req[] = {
	{ 0x01, TLV_MANDATORY, "information", "(u8,u32,u8)",
	  "storage-type:wms-storage-type,memory-index,message-mode:wms-message-mode" },
	{ 0x10, 0, "sms-on-ims", "u8", "" },
};
static const struct tlv_def send_from_memory_storage_rsp[] = {
	RESULT,
	{ 0x10, 0, "message-id", "u16", "" },
	{ 0x11, TLV_PERSONAL, "cdma-cause-code", "u16", "" },
	{ 0x12, 0, "cdma-error-class", "u8", "" },
	{ 0x13, 0, "gsm-wcdma-cause-info", "(u16,u8)", "rp-cause,tp-cause" },
	{ 0x14, 0, "message-delivery-failure-type", "u8", "" },
};

/* 0x0046 SMSC Address (indication) */
static const struct tlv_def smsc_address_ind[] = {
	{ 0x01, TLV_MANDATORY, "address", "(s[3],s8)", "type,digits" },
};

/* 0x0047 Indication Register */
static const struct tlv_def indication_register_req[] = {
	{ 0x11, 0, "report-transport-network-registration-status", "u8", "" },
};

/* 0x004A Get Transport Network Registration Status */
static const struct tlv_def get_transport_network_registration_status_rsp[] = {
	RESULT,
	{ 0x10, 0, "registration-status", "u8", "" },
};

/* 0x004B Transport Network Registration Status (indication) */
static const struct tlv_def transport_network_registration_status_ind[] = {
	{ 0x01, TLV_MANDATORY, "registration-status", "u8", "" },
};

static const struct message_def messages[] = {
	MESSAGE(0x0000, 0, CLASS_SMS, "reset", NO_TLVS, RESULT_ONLY),
	MESSAGE(0x0001, 0, CLASS_SMS, "set-event-report", ROWS(set_event_report_req), RESULT_ONLY),
	INDICATION(0x0001, 0, CLASS_SMS, "event-report", ROWS(event_report_ind)),
	MESSAGE(0x001E, 0, CLASS_READ, "get-supported-messages",
		NO_TLVS, ROWS(get_supported_messages_rsp)),
	MESSAGE(0x0020, 0, CLASS_SMS, "raw-send", ROWS(raw_send_req), ROWS(raw_send_rsp)),
	MESSAGE(0x0021, 0, CLASS_SMS, "raw-write", ROWS(raw_write_req), ROWS(raw_write_rsp)),
	MESSAGE(0x0022, 0, CLASS_SMS, "raw-read", ROWS(raw_read_req), ROWS(raw_read_rsp)),
	MESSAGE(0x0023, 0, CLASS_SMS, "modify-tag", ROWS(modify_tag_req), RESULT_ONLY),
	MESSAGE(0x0024, 0, CLASS_SMS, "delete", ROWS(delete_req), RESULT_ONLY),
	MESSAGE(0x0030, 0, CLASS_READ, "get-message-protocol",
		NO_TLVS, ROWS(get_message_protocol_rsp)),
	MESSAGE(0x0031, 0, CLASS_SMS, "list-messages",
		ROWS(list_messages_req), ROWS(list_messages_rsp)),
	MESSAGE(0x0032, 0, CLASS_SMS, "set-routes", ROWS(set_routes_req), RESULT_ONLY),
	MESSAGE(0x0033, 0, CLASS_READ, "get-routes", NO_TLVS, ROWS(get_routes_rsp)),
	MESSAGE(0x0037, 0, CLASS_SMS, "send-ack", ROWS(send_ack_req), ROWS(send_ack_rsp)),
	MESSAGE(0x003C, 0, CLASS_SMS, "set-broadcast-activation",
		ROWS(set_broadcast_activation_req), RESULT_ONLY),
	MESSAGE(0x003D, 0, CLASS_SMS, "set-broadcast-config",
		ROWS(set_broadcast_config_req), RESULT_ONLY),
	MESSAGE(0x003E, 0, CLASS_SMS, "get-broadcast-config",
		ROWS(get_broadcast_config_req), ROWS(get_broadcast_config_rsp)),
	MESSAGE(0x0042, 0, CLASS_SMS, "send-from-memory-storage",
		ROWS(send_from_memory_storage_req), ROWS(send_from_memory_storage_rsp)),
	INDICATION(0x0046, 0, CLASS_SMS, "smsc-address", ROWS(smsc_address_ind)),
	MESSAGE(0x0047, 0, CLASS_SMS, "indication-register",
		ROWS(indication_register_req), RESULT_ONLY),
	MESSAGE(0x004A, 0, CLASS_SMS, "get-transport-network-registration-status",
		NO_TLVS, ROWS(get_transport_network_registration_status_rsp)),
	INDICATION(0x004B, 0, CLASS_SMS, "transport-network-registration-status",
		ROWS(transport_network_registration_status_ind)),
};

const struct service_def schema_wms = { 0x05, "wms", messages, COUNT(messages) };
