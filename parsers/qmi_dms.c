/* SPDX-License-Identifier: GPL-2.0-or-later */
/* QMI service DMS (0x02): its messages and indications, a row each; see schema.h. */
#include "schema_rows.h"

/* 0x0001 Set Event Report */
static const struct tlv_def set_event_report_req[] = {
	{ 0x10, 0, "power-state-reporting", "u8", "" },
	{ 0x11, 0, "battery-level-report-limits", "(u8,u8)", "lower-limit,upper-limit" },
	{ 0x12, 0, "pin-state-reporting", "u8", "" },
	{ 0x13, 0, "activation-state-reporting", "u8", "" },
	{ 0x14, 0, "operating-mode-reporting", "u8", "" },
	{ 0x15, 0, "uim-state-reporting", "u8", "" },
	{ 0x16, 0, "wireless-disable-state-reporting", "u8", "" },
	{ 0x17, 0, "prl-init-reporting", "u8", "" },
};

/* 0x0001 Event Report (indication) */
static const struct tlv_def event_report_ind[] = {
	{ 0x10, 0, "power-state", "(u8,u8)", "power-state-flags,battery-level" },
	{ 0x11, 0, "pin1-status", "(u8,u8,u8)",
	  "current-status,verify-retries-left,unblock-retries-left" },
	{ 0x12, 0, "pin2-status", "(u8,u8,u8)",
	  "current-status,verify-retries-left,unblock-retries-left" },
	{ 0x13, 0, "activation-state", "u16", "" },
	{ 0x14, 0, "operating-mode", "u8", "" },
	{ 0x15, 0, "uim-state", "u8", "" },
	{ 0x16, 0, "wireless-disable-state", "u8", "" },
	{ 0x17, 0, "prl-init-notification", "u8", "" },
};

/* 0x001E Get Supported Messages */
static const struct tlv_def get_supported_messages_rsp[] = {
	RESULT,
	{ 0x10, 0, "list", "a16{u8}", "" },
};

/* 0x0020 Get Capabilities */
static const struct tlv_def get_capabilities_rsp[] = {
	{ 0x01, TLV_MANDATORY, "info", "(u32,u32,u8,u8,a8{u8})",
	  "max-tx-channel-rate,max-rx-channel-rate,data-service-capability,"
	  "sim-capability,radio-interface-list" },
	RESULT,
};

/* 0x0021 Get Manufacturer */
static const struct tlv_def get_manufacturer_rsp[] = {
	{ 0x01, TLV_MANDATORY | TLV_CARRIER, "manufacturer", "srest", "=name" },
	RESULT,
};

/* 0x0022 Get Model */
static const struct tlv_def get_model_rsp[] = {
	{ 0x01, TLV_MANDATORY | TLV_CARRIER, "model", "srest", "=name" },
	RESULT,
};

/* 0x0023 Get Revision */
static const struct tlv_def get_revision_rsp[] = {
	{ 0x01, TLV_MANDATORY, "revision", "srest", "" },
	RESULT,
};

/* 0x0024 Get MSISDN */
static const struct tlv_def get_msisdn_rsp[] = {
	{ 0x01, TLV_MANDATORY | TLV_PERSONAL, "msisdn", "srest", "" },
	RESULT,
};

/* 0x0025 Get IDs */
static const struct tlv_def get_ids_rsp[] = {
	RESULT,
	{ 0x10, TLV_PERSONAL, "esn", "srest", "" },
	{ 0x11, TLV_PERSONAL, "imei", "srest<=15", "" },
	{ 0x12, TLV_PERSONAL, "meid", "srest", "" },
	{ 0x13, TLV_PERSONAL, "imei-software-version", "srest", "" },
};

/* 0x0026 Get Power State */
static const struct tlv_def get_power_state_rsp[] = {
	{ 0x01, TLV_MANDATORY, "info", "(u8,u8)", "power-state-flags,battery-level" },
	RESULT,
};

/* 0x0027 UIM Set PIN Protection */
static const struct tlv_def uim_set_pin_protection_req[] = {
	{ 0x01, TLV_MANDATORY | TLV_PERSONAL, "info", "(u8,u8,s8)",
	  "pin-id:dms-uim-pin-id,protection-enabled,pin" },
};
static const struct tlv_def uim_set_pin_protection_rsp[] = {
	RESULT,
	{ 0x10, 0, "pin-retries-status", "(u8,u8)", "verify-retries-left,unblock-retries-left" },
};

/* 0x0028 UIM Verify PIN */
static const struct tlv_def uim_verify_pin_req[] = {
	{ 0x01, TLV_MANDATORY | TLV_PERSONAL, "info", "(u8,s8)", "pin-id:dms-uim-pin-id,pin" },
};
static const struct tlv_def uim_verify_pin_rsp[] = {
	RESULT,
	{ 0x10, 0, "pin-retries-status", "(u8,u8)", "verify-retries-left,unblock-retries-left" },
};

/* 0x0029 UIM Unblock PIN */
static const struct tlv_def uim_unblock_pin_req[] = {
	{ 0x01, TLV_MANDATORY | TLV_PERSONAL, "info", "(u8,s8,s8)",
	  "pin-id:dms-uim-pin-id,puk,new-pin" },
};
static const struct tlv_def uim_unblock_pin_rsp[] = {
	RESULT,
	{ 0x10, 0, "pin-retries-status", "(u8,u8)", "verify-retries-left,unblock-retries-left" },
};

/* 0x002A UIM Change PIN */
static const struct tlv_def uim_change_pin_req[] = {
	{ 0x01, TLV_MANDATORY | TLV_PERSONAL, "info", "(u8,s8,s8)",
	  "pin-id:dms-uim-pin-id,old-pin,new-pin" },
};
static const struct tlv_def uim_change_pin_rsp[] = {
	RESULT,
	{ 0x10, 0, "pin-retries-status", "(u8,u8)", "verify-retries-left,unblock-retries-left" },
};

/* 0x002B UIM Get PIN Status */
static const struct tlv_def uim_get_pin_status_rsp[] = {
	RESULT,
	{ 0x11, 0, "pin1-status", "(u8,u8,u8)",
	  "current-status,verify-retries-left,unblock-retries-left" },
	{ 0x12, 0, "pin2-status", "(u8,u8,u8)",
	  "current-status,verify-retries-left,unblock-retries-left" },
};

/* 0x002C Get Hardware Revision */
static const struct tlv_def get_hardware_revision_rsp[] = {
	{ 0x01, TLV_MANDATORY, "revision", "srest", "" },
	RESULT,
};

/* 0x002D Get Operating Mode */
static const struct tlv_def get_operating_mode_rsp[] = {
	{ 0x01, TLV_MANDATORY, "mode", "u8", "" },
	RESULT,
	{ 0x10, 0, "offline-reason", "u16", "" },
	{ 0x11, 0, "hardware-restricted-mode", "u8", "" },
};

/* 0x002E Set Operating Mode */
static const struct tlv_def set_operating_mode_req[] = {
	{ 0x01, TLV_MANDATORY, "mode", "u8", ":dms-operating-mode" },
};

/* 0x002F Get Time */
static const struct tlv_def get_time_rsp[] = {
	{ 0x01, TLV_MANDATORY, "device-time", "(u48,u16)", "time-count,time-source" },
	RESULT,
	{ 0x10, 0, "system-time", "u64", "" },
	{ 0x11, 0, "user-time", "u64", "" },
};

/* 0x0030 Get PRL Version */
static const struct tlv_def get_prl_version_rsp[] = {
	{ 0x01, TLV_MANDATORY, "version", "u16", "" },
	RESULT,
	{ 0x10, 0, "prl-only-preference", "u8", "" },
};

/* 0x0031 Get Activation State */
static const struct tlv_def get_activation_state_rsp[] = {
	{ 0x01, TLV_MANDATORY, "info", "u16", "" },
	RESULT,
};

/* 0x0032 Activate Automatic */
static const struct tlv_def activate_automatic_req[] = {
	{ 0x01, TLV_MANDATORY | TLV_PERSONAL, "activation-code", "s8", "" },
};

/* 0x0033 Activate Manual */
static const struct tlv_def activate_manual_req[] = {
	{ 0x01, TLV_MANDATORY | TLV_PERSONAL, "info", "(s[6],u16,s8<=15,s8<=15)",
	  "service-programming-code,system-identification-number,mobile-directory-number,"
	  "mobile-identification-number" },
	{ 0x11, TLV_PERSONAL, "mn-ha-key", "s8<=16", "" },
	{ 0x12, TLV_PERSONAL, "mn-aaa-key", "s8<=16", "" },
	{ 0x13, 0, "prl", "(u16,a16+seq8{u8})", "prl-total-length,prl-segment" },
};

/* 0x0034 Get User Lock State */
static const struct tlv_def get_user_lock_state_rsp[] = {
	{ 0x01, TLV_MANDATORY, "enabled", "u8", "" },
	RESULT,
};

/* 0x0035 Set User Lock State */
static const struct tlv_def set_user_lock_state_req[] = {
	{ 0x01, TLV_MANDATORY | TLV_PERSONAL, "info", "(u8,s[4])", "enabled,lock-code" },
};

/* 0x0036 Set User Lock Code */
static const struct tlv_def set_user_lock_code_req[] = {
	{ 0x01, TLV_MANDATORY, "info", "(s[4],s[4])", "old-code,new-code" },
};

/* 0x0037 Read User Data */
static const struct tlv_def read_user_data_rsp[] = {
	{ 0x01, TLV_MANDATORY | TLV_PERSONAL, "user-data", "a16{u8}", "" },
	RESULT,
};

/* 0x0038 Write User Data */
static const struct tlv_def write_user_data_req[] = {
	{ 0x01, TLV_MANDATORY | TLV_PERSONAL, "user-data", "a16{u8}", "" },
};

/* 0x0039 Read ERI File */
static const struct tlv_def read_eri_file_rsp[] = {
	{ 0x01, TLV_MANDATORY, "eri-file", "a16{u8}", "" },
	RESULT,
};

/* 0x003A Restore Factory Defaults */
static const struct tlv_def restore_factory_defaults_req[] = {
	{ 0x01, TLV_MANDATORY | TLV_PERSONAL, "service-programming-code", "s[6]", "" },
};

/* 0x003B Validate Service Programming Code */
static const struct tlv_def validate_service_programming_code_req[] = {
	{ 0x01, TLV_MANDATORY | TLV_PERSONAL, "service-programming-code", "s[6]", "" },
};

/* 0x003C UIM Get ICCID */
static const struct tlv_def uim_get_iccid_rsp[] = {
	{ 0x01, TLV_MANDATORY | TLV_PERSONAL, "iccid", "srest", "" },
	RESULT,
};

/* 0x0040 UIM Get CK Status */
static const struct tlv_def uim_get_ck_status_req[] = {
	{ 0x01, TLV_MANDATORY, "facility", "u8", ":dms-uim-facility" },
};
static const struct tlv_def uim_get_ck_status_rsp[] = {
	{ 0x01, TLV_MANDATORY, "ck-status", "(u8,u8,u8)",
	  "facility-state,verify-retries-left,unblock-retries-left" },
	RESULT,
	{ 0x10, 0, "operation-blocking-facility", "u8", "" },
};

/* 0x0041 UIM Set CK Protection */
static const struct tlv_def uim_set_ck_protection_req[] = {
	{ 0x01, TLV_MANDATORY, "facility", "(u8,u8,s8)",
	  "facility:dms-uim-facility,facility-state:dms-uim-facility-state,"
	  "facility-depersonalization-control-key" },
};
static const struct tlv_def uim_set_ck_protection_rsp[] = {
	RESULT,
	{ 0x10, 0, "verify-retries-left", "u8", "" },
};

/* 0x0042 UIM Unblock CK */
static const struct tlv_def uim_unblock_ck_req[] = {
	{ 0x01, TLV_MANDATORY, "facility", "(u8,s8)",
	  "facility:dms-uim-facility,facility-control-key" },
};
static const struct tlv_def uim_unblock_ck_rsp[] = {
	RESULT,
	{ 0x10, 0, "unblock-retries-left", "u8", "" },
};

/* 0x0043 UIM Get IMSI */
static const struct tlv_def uim_get_imsi_rsp[] = {
	{ 0x01, TLV_MANDATORY | TLV_PERSONAL, "imsi", "srest", "" },
	RESULT,
};

/* 0x0044 UIM Get State */
static const struct tlv_def uim_get_state_rsp[] = {
	{ 0x01, TLV_MANDATORY, "state", "u8", "" },
	RESULT,
};

/* 0x0045 Get Band Capabilities */
static const struct tlv_def get_band_capabilities_rsp[] = {
	{ 0x01, TLV_MANDATORY, "band-capability", "u64", "" },
	RESULT,
	{ 0x10, 0, "lte-band-capability", "u64", "" },
	{ 0x12, 0, "extended-lte-band-capability", "a16{u16}", "" },
	{ 0x13, 0, "nr5g-band-capability", "a16{u16}", "" },
};

/* 0x0046 Get Factory SKU */
static const struct tlv_def get_factory_sku_rsp[] = {
	{ 0x01, TLV_MANDATORY, "sku", "srest", "" },
	RESULT,
};

/* 0x0047 Get Firmware Preference */
static const struct tlv_def get_firmware_preference_rsp[] = {
	{ 0x01, TLV_MANDATORY, "list", "a8{(u8,a[16]{u8},s8)}", "type,unique-id,build-id" },
	RESULT,
};

/* 0x0048 Set Firmware Preference */
static const struct tlv_def set_firmware_preference_req[] = {
	{ 0x01, TLV_MANDATORY, "list", "a8{(u8,a[16]{u8},s8)}", "type,unique-id,build-id" },
	{ 0x10, 0, "download-override", "u8", "" },
	{ 0x11, 0, "modem-storage-index", "u8", "" },
};
static const struct tlv_def set_firmware_preference_rsp[] = {
	{ 0x01, TLV_MANDATORY, "image-download-list", "a8{u8}", "" },
	RESULT,
};

/* 0x0049 List Stored Images */
static const struct tlv_def list_stored_images_rsp[] = {
	{ 0x01, TLV_MANDATORY, "list", "a8{(u8,u8,u8,a8{(u8,u8,a[16]{u8},s8)})}",
	  "type,maximum-images,index-of-running-image,storage-index,failure-count,"
	  "unique-id,build-id" },
	RESULT,
};

/* 0x004A Delete Stored Image */
static const struct tlv_def delete_stored_image_req[] = {
	{ 0x01, TLV_MANDATORY, "image-details", "(u8,a[16]{u8},s8)",
	  "type:dms-firmware-image-type,unique-id,build-id" },
};

/* 0x004B Set Time */
static const struct tlv_def set_time_req[] = {
	{ 0x01, TLV_MANDATORY, "time-value", "u64", "" },
	{ 0x10, TLV_MANDATORY, "time-reference-type", "u32", ":dms-time-reference-type" },
};

/* 0x004C Get Stored Image Info */
static const struct tlv_def get_stored_image_info_req[] = {
	{ 0x01, TLV_MANDATORY, "image-details", "(u8,a[16]{u8},s8)",
	  "type:dms-firmware-image-type,unique-id,build-id" },
};
static const struct tlv_def get_stored_image_info_rsp[] = {
	RESULT,
	{ 0x10, 0, "boot-version", "(u16,u16)", "major-version,minor-version" },
	{ 0x11, 0, "pri-version", "(u32,s[32])", "pri-version,pri-info" },
	{ 0x12, 0, "oem-lock-id", "u32", "" },
};

/* 0x004D Get Alt Net Config */
static const struct tlv_def get_alt_net_config_rsp[] = {
	{ 0x01, TLV_MANDATORY, "config", "u8", "" },
	RESULT,
};

/* 0x004E Set Alt Net Config */
static const struct tlv_def set_alt_net_config_req[] = {
	{ 0x01, TLV_MANDATORY, "config", "u8", "" },
};

/* 0x004F Get Boot Image Download Mode */
static const struct tlv_def get_boot_image_download_mode_rsp[] = {
	RESULT,
	{ 0x10, 0, "mode", "u8", "" },
};

/* 0x0050 Set Boot Image Download Mode */
static const struct tlv_def set_boot_image_download_mode_req[] = {
	{ 0x01, TLV_MANDATORY, "mode", "u8", ":dms-boot-image-download-mode" },
};

/* 0x0051 Get Software Version */
static const struct tlv_def get_software_version_rsp[] = {
	{ 0x01, TLV_MANDATORY, "version", "srest", "" },
	RESULT,
};

/* 0x0052 Set Service Programming Code */
static const struct tlv_def set_service_programming_code_req[] = {
	{ 0x01, TLV_MANDATORY | TLV_PERSONAL, "current-code", "s[6]", "" },
	{ 0x02, TLV_MANDATORY | TLV_PERSONAL, "new-code", "s[6]", "" },
};

/* 0x005C Get MAC Address */
static const struct tlv_def get_mac_address_req[] = {
	{ 0x01, TLV_MANDATORY, "device", "u32", ":dms-mac-type" },
};
static const struct tlv_def get_mac_address_rsp[] = {
	RESULT,
	{ 0x10, 0, "mac-address", "a8{u8}", "" },
};

/* 0x5556 HP Change Device Mode */
static const struct tlv_def hp_change_device_mode_req[] = {
	{ 0x01, TLV_MANDATORY, "mode", "u8", ":dms-hp-device-mode" },
};

/* 0x5556 Swi Get Current Firmware */
static const struct tlv_def swi_get_current_firmware_rsp[] = {
	RESULT,
	{ 0x10, 0, "model", "srest", "" },
	{ 0x11, 0, "boot-version", "srest", "" },
	{ 0x12, 0, "amss-version", "srest", "" },
	{ 0x13, 0, "sku-id", "srest", "" },
	{ 0x14, 0, "package-id", "srest", "" },
	{ 0x15, 0, "carrier-id", "srest", "" },
	{ 0x16, 0, "pri-version", "srest", "" },
	{ 0x17, 0, "carrier", "srest", "" },
	{ 0x18, 0, "config-version", "srest", "" },
};

/* 0x555B Swi Get USB Composition */
static const struct tlv_def swi_get_usb_composition_rsp[] = {
	RESULT,
	{ 0x10, 0, "current", "u8", "" },
	{ 0x11, 0, "supported", "a8{u8}", "" },
};

/* 0x555C Swi Set USB Composition */
static const struct tlv_def swi_set_usb_composition_req[] = {
	{ 0x01, TLV_MANDATORY, "current", "u8", ":dms-swi-usb-composition" },
};

/* 0x555E Foxconn Get Firmware Version */
static const struct tlv_def foxconn_get_firmware_version_req[] = {
	{ 0x01, TLV_MANDATORY, "version-type", "u8", ":dms-foxconn-firmware-version-type" },
};
static const struct tlv_def foxconn_get_firmware_version_rsp[] = {
	{ 0x01, TLV_MANDATORY, "version", "srest", "" },
	RESULT,
};

/* 0x5562 Foxconn Change Device Mode */
static const struct tlv_def foxconn_change_device_mode_req[] = {
	{ 0x01, TLV_MANDATORY, "mode", "u8", ":dms-foxconn-device-mode" },
};

/* 0x5571 Foxconn Set FCC Authentication */
static const struct tlv_def foxconn_set_fcc_authentication_req[] = {
	{ 0x01, TLV_MANDATORY, "value", "u8", "" },
};

/* 0x5571 Foxconn Set FCC Authentication v2 */
static const struct tlv_def foxconn_set_fcc_authentication_v2_req[] = {
	{ 0x01, TLV_MANDATORY, "magic-string", "srest", "" },
	{ 0x02, TLV_MANDATORY | TLV_PERSONAL, "magic-number", "u8", "" },
};

static const struct message_def messages[] = {
	MESSAGE(0x0000, 0, CLASS_CONTROL, "reset", NO_TLVS, RESULT_ONLY),
	MESSAGE(0x0001, 0, CLASS_CONTROL, "set-event-report",
		ROWS(set_event_report_req), RESULT_ONLY),
	INDICATION(0x0001, 0, CLASS_READ, "event-report", ROWS(event_report_ind)),
	MESSAGE(0x001E, 0, CLASS_READ, "get-supported-messages",
		NO_TLVS, ROWS(get_supported_messages_rsp)),
	MESSAGE(0x0020, 0, CLASS_READ, "get-capabilities", NO_TLVS, ROWS(get_capabilities_rsp)),
	MESSAGE(0x0021, 0, CLASS_READ, "get-manufacturer", NO_TLVS, ROWS(get_manufacturer_rsp)),
	MESSAGE(0x0022, 0, CLASS_READ, "get-model", NO_TLVS, ROWS(get_model_rsp)),
	MESSAGE(0x0023, 0, CLASS_READ, "get-revision", NO_TLVS, ROWS(get_revision_rsp)),
	MESSAGE(0x0024, 0, CLASS_READ, "get-msisdn", NO_TLVS, ROWS(get_msisdn_rsp)),
	MESSAGE(0x0025, 0, CLASS_READ, "get-ids", NO_TLVS, ROWS(get_ids_rsp)),
	MESSAGE(0x0026, 0, CLASS_READ, "get-power-state", NO_TLVS, ROWS(get_power_state_rsp)),
	MESSAGE(0x0027, 0, CLASS_SIM, "uim-set-pin-protection",
		ROWS(uim_set_pin_protection_req), ROWS(uim_set_pin_protection_rsp)),
	MESSAGE(0x0028, 0, CLASS_SIM, "uim-verify-pin",
		ROWS(uim_verify_pin_req), ROWS(uim_verify_pin_rsp)),
	MESSAGE(0x0029, 0, CLASS_SIM, "uim-unblock-pin",
		ROWS(uim_unblock_pin_req), ROWS(uim_unblock_pin_rsp)),
	MESSAGE(0x002A, 0, CLASS_SIM, "uim-change-pin",
		ROWS(uim_change_pin_req), ROWS(uim_change_pin_rsp)),
	MESSAGE(0x002B, 0, CLASS_READ, "uim-get-pin-status", NO_TLVS, ROWS(uim_get_pin_status_rsp)),
	MESSAGE(0x002C, 0, CLASS_READ, "get-hardware-revision",
		NO_TLVS, ROWS(get_hardware_revision_rsp)),
	MESSAGE(0x002D, 0, CLASS_READ, "get-operating-mode", NO_TLVS, ROWS(get_operating_mode_rsp)),
	MESSAGE(0x002E, 0, CLASS_CONTROL, "set-operating-mode",
		ROWS(set_operating_mode_req), RESULT_ONLY),
	MESSAGE(0x002F, 0, CLASS_READ, "get-time", NO_TLVS, ROWS(get_time_rsp)),
	MESSAGE(0x0030, 0, CLASS_READ, "get-prl-version", NO_TLVS, ROWS(get_prl_version_rsp)),
	MESSAGE(0x0031, 0, CLASS_READ, "get-activation-state",
		NO_TLVS, ROWS(get_activation_state_rsp)),
	MESSAGE(0x0032, 0, CLASS_PROVISIONING, "activate-automatic",
		ROWS(activate_automatic_req), RESULT_ONLY),
	MESSAGE(0x0033, 0, CLASS_PROVISIONING, "activate-manual",
		ROWS(activate_manual_req), RESULT_ONLY),
	MESSAGE(0x0034, 0, CLASS_READ, "get-user-lock-state",
		NO_TLVS, ROWS(get_user_lock_state_rsp)),
	MESSAGE(0x0035, 0, CLASS_PROVISIONING, "set-user-lock-state",
		ROWS(set_user_lock_state_req), RESULT_ONLY),
	MESSAGE(0x0036, 0, CLASS_PROVISIONING, "set-user-lock-code",
		ROWS(set_user_lock_code_req), RESULT_ONLY),
	MESSAGE(0x0037, 0, CLASS_PROVISIONING, "read-user-data", NO_TLVS, ROWS(read_user_data_rsp)),
	MESSAGE(0x0038, 0, CLASS_PROVISIONING, "write-user-data",
		ROWS(write_user_data_req), RESULT_ONLY),
	MESSAGE(0x0039, 0, CLASS_READ, "read-eri-file", NO_TLVS, ROWS(read_eri_file_rsp)),
	MESSAGE(0x003A, 0, CLASS_PROVISIONING, "restore-factory-defaults",
		ROWS(restore_factory_defaults_req), RESULT_ONLY),
	MESSAGE(0x003B, 0, CLASS_PROVISIONING, "validate-service-programming-code",
		ROWS(validate_service_programming_code_req), RESULT_ONLY),
	MESSAGE(0x003C, 0, CLASS_READ, "uim-get-iccid", NO_TLVS, ROWS(uim_get_iccid_rsp)),
	MESSAGE(0x003E, 0, CLASS_FIRMWARE, "set-firmware-id", NO_TLVS, RESULT_ONLY),
	MESSAGE(0x0040, 0, CLASS_READ, "uim-get-ck-status",
		ROWS(uim_get_ck_status_req), ROWS(uim_get_ck_status_rsp)),
	MESSAGE(0x0041, 0, CLASS_SIM, "uim-set-ck-protection",
		ROWS(uim_set_ck_protection_req), ROWS(uim_set_ck_protection_rsp)),
	MESSAGE(0x0042, 0, CLASS_SIM, "uim-unblock-ck",
		ROWS(uim_unblock_ck_req), ROWS(uim_unblock_ck_rsp)),
	MESSAGE(0x0043, 0, CLASS_READ, "uim-get-imsi", NO_TLVS, ROWS(uim_get_imsi_rsp)),
	MESSAGE(0x0044, 0, CLASS_READ, "uim-get-state", NO_TLVS, ROWS(uim_get_state_rsp)),
	MESSAGE(0x0045, 0, CLASS_READ, "get-band-capabilities",
		NO_TLVS, ROWS(get_band_capabilities_rsp)),
	MESSAGE(0x0046, 0, CLASS_READ, "get-factory-sku", NO_TLVS, ROWS(get_factory_sku_rsp)),
	MESSAGE(0x0047, 0, CLASS_READ, "get-firmware-preference",
		NO_TLVS, ROWS(get_firmware_preference_rsp)),
	MESSAGE(0x0048, 0, CLASS_FIRMWARE, "set-firmware-preference",
		ROWS(set_firmware_preference_req), ROWS(set_firmware_preference_rsp)),
	MESSAGE(0x0049, 0, CLASS_READ, "list-stored-images", NO_TLVS, ROWS(list_stored_images_rsp)),
	MESSAGE(0x004A, 0, CLASS_FIRMWARE, "delete-stored-image",
		ROWS(delete_stored_image_req), RESULT_ONLY),
	MESSAGE(0x004B, 0, CLASS_PROVISIONING, "set-time", ROWS(set_time_req), RESULT_ONLY),
	MESSAGE(0x004C, 0, CLASS_READ, "get-stored-image-info",
		ROWS(get_stored_image_info_req), ROWS(get_stored_image_info_rsp)),
	MESSAGE(0x004D, 0, CLASS_READ, "get-alt-net-config", NO_TLVS, ROWS(get_alt_net_config_rsp)),
	MESSAGE(0x004E, 0, CLASS_PROVISIONING, "set-alt-net-config",
		ROWS(set_alt_net_config_req), RESULT_ONLY),
	MESSAGE(0x004F, 0, CLASS_READ, "get-boot-image-download-mode",
		NO_TLVS, ROWS(get_boot_image_download_mode_rsp)),
	MESSAGE(0x0050, 0, CLASS_FIRMWARE, "set-boot-image-download-mode",
		ROWS(set_boot_image_download_mode_req), RESULT_ONLY),
	MESSAGE(0x0051, 0, CLASS_READ, "get-software-version",
		NO_TLVS, ROWS(get_software_version_rsp)),
	MESSAGE(0x0052, 0, CLASS_PROVISIONING, "set-service-programming-code",
		ROWS(set_service_programming_code_req), RESULT_ONLY),
	MESSAGE(0x005C, 0, CLASS_READ, "get-mac-address",
		ROWS(get_mac_address_req), ROWS(get_mac_address_rsp)),
	MESSAGE(0x5556, 0x03F0, CLASS_FIRMWARE, "hp-change-device-mode",
		ROWS(hp_change_device_mode_req), RESULT_ONLY),
	MESSAGE(0x5556, 0x1199, CLASS_READ, "swi-get-current-firmware",
		NO_TLVS, ROWS(swi_get_current_firmware_rsp)),
	MESSAGE(0x555B, 0x1199, CLASS_READ, "swi-get-usb-composition",
		NO_TLVS, ROWS(swi_get_usb_composition_rsp)),
	MESSAGE(0x555C, 0x1199, CLASS_FIRMWARE, "swi-set-usb-composition",
		ROWS(swi_set_usb_composition_req), RESULT_ONLY),
	MESSAGE(0x555E, 0x0489, CLASS_READ, "foxconn-get-firmware-version",
		ROWS(foxconn_get_firmware_version_req), ROWS(foxconn_get_firmware_version_rsp)),
	MESSAGE(0x555F, 0, CLASS_CONTROL, "set-fcc-authentication", NO_TLVS, RESULT_ONLY),
	MESSAGE(0x5562, 0x0489, CLASS_FIRMWARE, "foxconn-change-device-mode",
		ROWS(foxconn_change_device_mode_req), RESULT_ONLY),
	MESSAGE(0x5571, 0x0489, CLASS_CONTROL, "foxconn-set-fcc-authentication",
		ROWS(foxconn_set_fcc_authentication_req), RESULT_ONLY),
	MESSAGE(0x5571, 0x0490, CLASS_CONTROL, "foxconn-set-fcc-authentication-v2",
		ROWS(foxconn_set_fcc_authentication_v2_req), RESULT_ONLY),
};

const struct service_def schema_dms = { 0x02, "dms", messages, COUNT(messages) };
