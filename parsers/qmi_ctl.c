/* SPDX-License-Identifier: GPL-2.0-or-later */
/* QMI service CTL (0x00): its messages and indications, a row each; see schema.h. */
#include "schema_rows.h"

/* 0x0020 Set Instance ID */
static const struct tlv_def set_instance_id_req[] = {
	{ 0x01, TLV_MANDATORY, "id", "u8", "" },
};
static const struct tlv_def set_instance_id_rsp[] = {
	{ 0x01, TLV_MANDATORY, "link-id", "u16", "" },
	RESULT,
};

/* 0x0021 Get Version Info */
static const struct tlv_def get_version_info_rsp[] = {
	{ 0x01, TLV_MANDATORY, "service-list", "a8{(u8,u16,u16)}",
	  "service,major-version,minor-version" },
	RESULT,
	{ 0x10, 0, "addendum", "srest", "" },
};

/* 0x0022 Allocate CID */
static const struct tlv_def allocate_cid_req[] = {
	{ 0x01, TLV_MANDATORY, "service", "u8", ":service" },
};
static const struct tlv_def allocate_cid_rsp[] = {
	{ 0x01, TLV_MANDATORY, "allocation-info", "(u8,u8)", "service,cid" },
	RESULT,
};

/* 0x0023 Release CID */
static const struct tlv_def release_cid_req[] = {
	{ 0x01, TLV_MANDATORY, "release-info", "(u8,u8)", "service:service,cid" },
};
static const struct tlv_def release_cid_rsp[] = {
	{ 0x01, TLV_MANDATORY, "release-info", "(u8,u8)", "service,cid" },
	RESULT,
};

/* 0x0024 Revoke CID (indication) */
static const struct tlv_def revoke_cid_ind[] = {
	{ 0x01, TLV_MANDATORY, "revoke-info", "(u8,u8)", "service,cid" },
};

/* 0x0026 Set Data Format */
static const struct tlv_def set_data_format_req[] = {
	{ 0x01, TLV_MANDATORY, "format", "u8", ":ctl-data-format" },
	{ 0x10, 0, "protocol", "u16", ":ctl-data-link-protocol" },
};
static const struct tlv_def set_data_format_rsp[] = {
	RESULT,
	{ 0x10, TLV_MANDATORY, "protocol", "u16", "" },
};

/* 0xFF00 Internal Proxy Open */
static const struct tlv_def internal_proxy_open_req[] = {
	{ 0x01, TLV_MANDATORY, "device-path", "srest", "" },
};

/* 0xFF22 Internal Allocate CID QRTR */
static const struct tlv_def internal_allocate_cid_qrtr_req[] = {
	{ 0x01, TLV_MANDATORY, "service", "u16", ":service" },
};
static const struct tlv_def internal_allocate_cid_qrtr_rsp[] = {
	{ 0x01, TLV_MANDATORY, "allocation-info", "(u16,u8)", "service,cid" },
	RESULT,
};

/* 0xFF23 Internal Release CID QRTR */
static const struct tlv_def internal_release_cid_qrtr_req[] = {
	{ 0x01, TLV_MANDATORY, "release-info", "(u16,u8)", "service:service,cid" },
};
static const struct tlv_def internal_release_cid_qrtr_rsp[] = {
	{ 0x01, TLV_MANDATORY, "release-info", "(u16,u8)", "service,cid" },
	RESULT,
};

static const struct message_def messages[] = {
	MESSAGE(0x0020, 0, CLASS_CONTROL, "set-instance-id",
		ROWS(set_instance_id_req), ROWS(set_instance_id_rsp)),
	MESSAGE(0x0021, 0, CLASS_READ, "get-version-info", NO_TLVS, ROWS(get_version_info_rsp)),
	MESSAGE(0x0022, 0, CLASS_CONTROL, "allocate-cid",
		ROWS(allocate_cid_req), ROWS(allocate_cid_rsp)),
	MESSAGE(0x0023, 0, CLASS_CONTROL, "release-cid",
		ROWS(release_cid_req), ROWS(release_cid_rsp)),
	INDICATION(0x0024, 0, CLASS_CONTROL, "revoke-cid", ROWS(revoke_cid_ind)),
	MESSAGE(0x0026, 0, CLASS_CONTROL, "set-data-format",
		ROWS(set_data_format_req), ROWS(set_data_format_rsp)),
	MESSAGE(0x0027, 0, CLASS_CONTROL, "sync", NO_TLVS, RESULT_ONLY),
	INDICATION(0x0027, 0, CLASS_CONTROL, "sync", NO_TLVS),
	MESSAGE(0xFF00, 0, CLASS_CONTROL, "internal-proxy-open",
		ROWS(internal_proxy_open_req), RESULT_ONLY),
	MESSAGE(0xFF22, 0, CLASS_CONTROL, "internal-allocate-cid-qrtr",
		ROWS(internal_allocate_cid_qrtr_req), ROWS(internal_allocate_cid_qrtr_rsp)),
	MESSAGE(0xFF23, 0, CLASS_CONTROL, "internal-release-cid-qrtr",
		ROWS(internal_release_cid_qrtr_req), ROWS(internal_release_cid_qrtr_rsp)),
};

const struct service_def schema_ctl = { 0x00, "ctl", messages, COUNT(messages) };
