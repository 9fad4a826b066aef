/* SPDX-License-Identifier: GPL-2.0-or-later */
/* QMI service PDC (0x24): its messages and indications, a row each; see schema.h. */
#include "schema_rows.h"

/* 0x0020 Register */
static const struct tlv_def register_req[] = {
	{ 0x10, TLV_MANDATORY, "enable-reporting", "u8", "" },
	{ 0x11, 0, "enable-refresh", "u8", "" },
};

/* 0x0021 Config Change */
static const struct tlv_def config_change_req[] = {
	{ 0x01, TLV_MANDATORY, "type-with-id-v2", "(u32,a8{u8})",
	  "config-type:pdc-configuration-type,id" },
};
static const struct tlv_def config_change_rsp[] = {
	{ 0x01, TLV_MANDATORY, "type-with-id-v2", "(u32,a8{u8})", "config-type,id" },
	RESULT,
};

/* 0x0021 Config Change (indication) */
static const struct tlv_def config_change_ind[] = {
	{ 0x01, TLV_MANDATORY, "type-with-id-v2", "(u32,a8{u8})", "config-type,id" },
};

/* 0x0022 Get Selected Config */
static const struct tlv_def get_selected_config_req[] = {
	{ 0x01, TLV_MANDATORY, "config-type", "u32", ":pdc-configuration-type" },
	{ 0x10, 0, "token", "u32", "" },
};
static const struct tlv_def get_selected_config_rsp[] = {
	RESULT,
	{ 0x10, 0, "token", "u32", "" },
};

/* 0x0022 Get Selected Config (indication) */
static const struct tlv_def get_selected_config_ind[] = {
	{ 0x01, TLV_MANDATORY, "indication-result", "u16", "" },
	{ 0x10, 0, "token", "u32", "" },
	{ 0x11, 0, "active-id", "a8{u8}", "" },
	{ 0x12, 0, "pending-id", "a8{u8}", "" },
};

/* 0x0023 Set Selected Config */
static const struct tlv_def set_selected_config_req[] = {
	{ 0x01, TLV_MANDATORY, "type-with-id-v2", "(u32,a8{u8})",
	  "config-type:pdc-configuration-type,id" },
	{ 0x10, 0, "token", "u32", "" },
};
static const struct tlv_def set_selected_config_rsp[] = {
	RESULT,
	{ 0x10, 0, "token", "u32", "" },
};

/* 0x0023 Set Selected Config (indication) */
static const struct tlv_def set_selected_config_ind[] = {
	{ 0x01, TLV_MANDATORY, "indication-result", "u16", "" },
	{ 0x10, 0, "token", "u32", "" },
};

/* 0x0024 List Configs */
static const struct tlv_def list_configs_req[] = {
	{ 0x10, 0, "token", "u32", "" },
	{ 0x11, TLV_MANDATORY, "config-type", "u32", ":pdc-configuration-type" },
};

/* 0x0024 List Configs (indication) */
static const struct tlv_def list_configs_ind[] = {
	{ 0x01, TLV_MANDATORY, "indication-result", "u16", "" },
	{ 0x10, 0, "token", "u32", "" },
	{ 0x11, 0, "configs", "a8{(u32,a8{u8})}", "config-type,id" },
};

/* 0x0025 Delete Config */
static const struct tlv_def delete_config_req[] = {
	{ 0x01, TLV_MANDATORY, "config-type", "u32", ":pdc-configuration-type" },
	{ 0x10, 0, "token", "u32", "" },
	{ 0x11, TLV_MANDATORY, "id", "a8{u8}", "" },
};
static const struct tlv_def delete_config_rsp[] = {
	RESULT,
	{ 0x10, 0, "token", "u32", "" },
};

/* 0x0026 Load Config */
static const struct tlv_def load_config_req[] = {
	{ 0x01, TLV_MANDATORY, "config-chunk", "(u32,a8{u8},u32,a16{u8})",
	  "type:pdc-configuration-type,id,total-size,chunk" },
	{ 0x10, 0, "token", "u32", "" },
};
static const struct tlv_def load_config_rsp[] = {
	RESULT,
	{ 0x10, 0, "token", "u32", "" },
};

/* 0x0026 Load Config (indication) */
static const struct tlv_def load_config_ind[] = {
	{ 0x01, TLV_MANDATORY, "indication-result", "u16", "" },
	{ 0x10, 0, "token", "u32", "" },
	{ 0x11, 0, "received", "u32", "" },
	{ 0x12, 0, "remaining-size", "u32", "" },
	{ 0x13, 0, "frame-reset", "u8", "" },
};

/* 0x0027 Activate Config */
static const struct tlv_def activate_config_req[] = {
	{ 0x01, TLV_MANDATORY, "config-type", "u32", ":pdc-configuration-type" },
	{ 0x10, 0, "token", "u32", "" },
};
static const struct tlv_def activate_config_rsp[] = {
	RESULT,
	{ 0x10, 0, "token", "u32", "" },
};

/* 0x0027 Activate Config (indication) */
static const struct tlv_def activate_config_ind[] = {
	{ 0x01, TLV_MANDATORY, "indication-result", "u16", "" },
	{ 0x10, 0, "token", "u32", "" },
};

/* 0x0028 Get Config Info */
static const struct tlv_def get_config_info_req[] = {
	{ 0x01, TLV_MANDATORY, "type-with-id-v2", "(u32,a8{u8})",
	  "config-type:pdc-configuration-type,id" },
	{ 0x10, 0, "token", "u32", "" },
};

/* 0x0028 Get Config Info (indication) */
static const struct tlv_def get_config_info_ind[] = {
	{ 0x01, TLV_MANDATORY, "indication-result", "u16", "" },
	{ 0x10, 0, "token", "u32", "" },
	{ 0x11, 0, "total-size", "u32", "" },
	{ 0x12, 0, "description", "s8", "" },
	{ 0x13, 0, "version", "u32", "" },
};

/* 0x0029 Get Config Limits */
static const struct tlv_def get_config_limits_req[] = {
	{ 0x01, TLV_MANDATORY, "config-type", "u32", ":pdc-configuration-type" },
	{ 0x10, 0, "token", "u32", "" },
};
static const struct tlv_def get_config_limits_rsp[] = {
	RESULT,
	{ 0x10, 0, "token", "u32", "" },
	{ 0x11, 0, "maximum-size", "u64", "" },
	{ 0x12, 0, "current-size", "u64", "" },
};

/* 0x002A Get Default Config Info */
static const struct tlv_def get_default_config_info_req[] = {
	{ 0x01, TLV_MANDATORY, "config-type", "u32", ":pdc-configuration-type" },
	{ 0x10, 0, "token", "u32", "" },
};
static const struct tlv_def get_default_config_info_rsp[] = {
	RESULT,
	{ 0x10, 0, "token", "u32", "" },
	{ 0x11, 0, "version", "u32", "" },
	{ 0x12, 0, "total-size", "u32", "" },
	{ 0x13, 0, "description", "srest", "" },
};

/* 0x002B Deactivate Config */
static const struct tlv_def deactivate_config_req[] = {
	{ 0x01, TLV_MANDATORY, "config-type", "u32", ":pdc-configuration-type" },
	{ 0x10, 0, "token", "u32", "" },
};
static const struct tlv_def deactivate_config_rsp[] = {
	RESULT,
	{ 0x10, 0, "token", "u32", "" },
};

/* 0x002B Deactivate Config (indication) */
static const struct tlv_def deactivate_config_ind[] = {
	{ 0x01, TLV_MANDATORY, "indication-result", "u16", "" },
	{ 0x10, 0, "token", "u32", "" },
};

/* 0x002F Refresh (indication) */
static const struct tlv_def refresh_ind[] = {
	{ 0x01, TLV_MANDATORY, "refresh-event", "u32", "" },
	{ 0x10, 0, "subscription-id", "u32", "" },
	{ 0x11, 0, "slot-id", "u32", "" },
};

static const struct message_def messages[] = {
	MESSAGE(0x0000, 0, CLASS_CONTROL, "reset", NO_TLVS, RESULT_ONLY),
	MESSAGE(0x0020, 0, CLASS_CONTROL, "register", ROWS(register_req), RESULT_ONLY),
	MESSAGE(0x0021, 0, CLASS_PROVISIONING, "config-change",
		ROWS(config_change_req), ROWS(config_change_rsp)),
	INDICATION(0x0021, 0, CLASS_PROVISIONING, "config-change", ROWS(config_change_ind)),
	MESSAGE(0x0022, 0, CLASS_READ, "get-selected-config",
		ROWS(get_selected_config_req), ROWS(get_selected_config_rsp)),
	INDICATION(0x0022, 0, CLASS_READ, "get-selected-config", ROWS(get_selected_config_ind)),
	MESSAGE(0x0023, 0, CLASS_PROVISIONING, "set-selected-config",
		ROWS(set_selected_config_req), ROWS(set_selected_config_rsp)),
	INDICATION(0x0023, 0, CLASS_PROVISIONING, "set-selected-config",
		ROWS(set_selected_config_ind)),
	MESSAGE(0x0024, 0, CLASS_READ, "list-configs", ROWS(list_configs_req), RESULT_ONLY),
	INDICATION(0x0024, 0, CLASS_READ, "list-configs", ROWS(list_configs_ind)),
	MESSAGE(0x0025, 0, CLASS_PROVISIONING, "delete-config",
		ROWS(delete_config_req), ROWS(delete_config_rsp)),
	MESSAGE(0x0026, 0, CLASS_PROVISIONING, "load-config",
		ROWS(load_config_req), ROWS(load_config_rsp)),
	INDICATION(0x0026, 0, CLASS_PROVISIONING, "load-config", ROWS(load_config_ind)),
	MESSAGE(0x0027, 0, CLASS_PROVISIONING, "activate-config",
		ROWS(activate_config_req), ROWS(activate_config_rsp)),
	INDICATION(0x0027, 0, CLASS_PROVISIONING, "activate-config", ROWS(activate_config_ind)),
	MESSAGE(0x0028, 0, CLASS_READ, "get-config-info", ROWS(get_config_info_req), RESULT_ONLY),
	INDICATION(0x0028, 0, CLASS_READ, "get-config-info", ROWS(get_config_info_ind)),
	MESSAGE(0x0029, 0, CLASS_READ, "get-config-limits",
		ROWS(get_config_limits_req), ROWS(get_config_limits_rsp)),
	MESSAGE(0x002A, 0, CLASS_READ, "get-default-config-info",
		ROWS(get_default_config_info_req), ROWS(get_default_config_info_rsp)),
	MESSAGE(0x002B, 0, CLASS_PROVISIONING, "deactivate-config",
		ROWS(deactivate_config_req), ROWS(deactivate_config_rsp)),
	INDICATION(0x002B, 0, CLASS_PROVISIONING, "deactivate-config", ROWS(deactivate_config_ind)),
	INDICATION(0x002F, 0, CLASS_PROVISIONING, "refresh", ROWS(refresh_ind)),
};

const struct service_def schema_pdc = { 0x24, "pdc", messages, COUNT(messages) };
