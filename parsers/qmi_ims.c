/* SPDX-License-Identifier: GPL-2.0-or-later */
/* QMI service IMS (0x12): its messages and indications, a row each; see schema.h. */
#include "schema_rows.h"

/* 0x0047 Set IMS Policy Manager Settings */
static const struct tlv_def set_ims_policy_manager_settings_req[] = {
	{ 0x14, 0, "acs-priority", "u8", "" },
	{ 0x15, 0, "isim-priority", "u8", "" },
	{ 0x16, 0, "nv-priority", "u8", "" },
	{ 0x17, 0, "pco-priority", "u8", "" },
	{ 0x18, 0, "service-mask", "u64", "" },
	{ 0x19, 0, "apns", "a[6]{s8}", "" },
};
static const struct tlv_def set_ims_policy_manager_settings_rsp[] = {
	RESULT,
	{ 0x10, 0, "ims-settings-error", "u32", "" },
};

/* 0x0048 Get IMS Policy Manager Settings */
static const struct tlv_def get_ims_policy_manager_settings_rsp[] = {
	RESULT,
	{ 0x10, 0, "ims-settings-error", "u32", "" },
	{ 0x15, 0, "acs-priority", "u8", "" },
	{ 0x16, 0, "isim-priority", "u8", "" },
	{ 0x17, 0, "nv-priority", "u8", "" },
	{ 0x18, 0, "pco-priority", "u8", "" },
	{ 0x19, 0, "service-mask", "u64", "" },
	{ 0x1A, 0, "apns", "a[6]{s8}", "" },
};

/* 0x0049 IMS Policy Manager Settings Ind (indication) */
static const struct tlv_def ims_policy_manager_settings_ind_ind[] = {
	{ 0x14, 0, "acs-priority", "u8", "" },
	{ 0x15, 0, "isim-priority", "u8", "" },
	{ 0x16, 0, "nv-priority", "u8", "" },
	{ 0x17, 0, "pco-priority", "u8", "" },
	{ 0x18, 0, "service-mask", "u64", "" },
	{ 0x19, 0, "apns", "a[6]{s8}", "" },
};

/* 0x008F Set IMS Services Enabled Setting */
static const struct tlv_def set_ims_services_enabled_setting_req[] = {
	{ 0x10, 0, "ims-voice-over-lte-enable", "u8", "" },
	{ 0x11, 0, "ims-video-telephony-service-enable", "u8", "" },
	{ 0x14, 0, "ims-voice-wi-fi-service-enable", "u8", "" },
	{ 0x15, 0, "ims-call-mode-preference", "u8", "" },
	{ 0x18, 0, "ims-service-enabled", "u8", "" },
	{ 0x19, 0, "ims-ut-service-enable", "u8", "" },
	{ 0x1A, 0, "ims-sms-service-enable", "u8", "" },
	{ 0x1C, TLV_PERSONAL, "ims-ussd-service-enabled", "u8", "" },
	{ 0x1E, 0, "ims-presence-enabled", "u8", "" },
	{ 0x1F, 0, "ims-autoconfig-enabled", "u8", "" },
	{ 0x20, 0, "ims-xdm-client-enabled", "u8", "" },
	{ 0x21, 0, "ims-rcs-enabled", "u8", "" },
	{ 0x25, 0, "ims-carrier-config", "u8", "" },
};

/* 0x0090 Get IMS Services Enabled Setting */
static const struct tlv_def get_ims_services_enabled_setting_rsp[] = {
	RESULT,
	{ 0x11, 0, "ims-voice-service-enabled", "u8", "" },
	{ 0x12, 0, "ims-video-telephony-service-enabled", "u8", "" },
	{ 0x15, 0, "ims-voice-wi-fi-service-enabled", "u8", "" },
	{ 0x18, 0, "ims-registration-service-enabled", "u8", "" },
	{ 0x19, 0, "ims-ut-service-enabled", "u8", "" },
	{ 0x1A, 0, "ims-sms-service-enabled", "u8", "" },
	{ 0x1C, TLV_PERSONAL, "ims-ussd-service-enabled", "u8", "" },
};

/* 0x0091 IMS Services Enabled Setting (indication) */
static const struct tlv_def ims_services_enabled_setting_ind[] = {
	{ 0x10, 0, "ims-voice-over-lte-enable", "u8", "" },
	{ 0x11, 0, "ims-video-telephony-service-enable", "u8", "" },
	{ 0x14, 0, "ims-voice-wi-fi-service-enable", "u8", "" },
	{ 0x18, 0, "ims-service-enabled", "u8", "" },
	{ 0x19, 0, "ims-ut-service-enable", "u8", "" },
	{ 0x1A, 0, "ims-sms-service-enable", "u8", "" },
	{ 0x1C, TLV_PERSONAL, "ims-ussd-service-enabled", "u8", "" },
	{ 0x1E, 0, "ims-presence-enabled", "u8", "" },
	{ 0x1F, 0, "ims-autoconfig-enabled", "u8", "" },
	{ 0x20, 0, "ims-xdm-client-enabled", "u8", "" },
	{ 0x21, 0, "ims-rcs-enabled", "u8", "" },
	{ 0x25, 0, "ims-carrier-config", "u8", "" },
};

/* 0x0098 Bind */
static const struct tlv_def bind_req[] = {
	{ 0x01, TLV_MANDATORY, "binding", "u32", "" },
};

static const struct message_def messages[] = {
	MESSAGE(0x0047, 0, CLASS_CONTROL, "set-ims-policy-manager-settings",
		ROWS(set_ims_policy_manager_settings_req), ROWS(set_ims_policy_manager_settings_rsp)),
	MESSAGE(0x0048, 0, CLASS_READ, "get-ims-policy-manager-settings",
		NO_TLVS, ROWS(get_ims_policy_manager_settings_rsp)),
	INDICATION(0x0049, 0, CLASS_READ, "ims-policy-manager-settings-ind",
		ROWS(ims_policy_manager_settings_ind_ind)),
	MESSAGE(0x008F, 0, CLASS_CONTROL, "set-ims-services-enabled-setting",
		ROWS(set_ims_services_enabled_setting_req), RESULT_ONLY),
	MESSAGE(0x0090, 0, CLASS_READ, "get-ims-services-enabled-setting",
		NO_TLVS, ROWS(get_ims_services_enabled_setting_rsp)),
	INDICATION(0x0091, 0, CLASS_READ, "ims-services-enabled-setting",
		ROWS(ims_services_enabled_setting_ind)),
	MESSAGE(0x0098, 0, CLASS_CONTROL, "bind", ROWS(bind_req), RESULT_ONLY),
};

const struct service_def schema_ims = { 0x12, "ims", messages, COUNT(messages) };
