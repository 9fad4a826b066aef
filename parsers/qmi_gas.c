/* SPDX-License-Identifier: GPL-2.0-or-later */
/* QMI service GAS (0xE8): its messages and indications, a row each; see schema.h. */
#include "schema_rows.h"

/* 0x0203 DMS Set USB Composition */
static const struct tlv_def dms_set_usb_composition_req[] = {
	{ 0x01, TLV_MANDATORY | TLV_PERSONAL, "usb-composition", "u32", "" },
	{ 0x02, TLV_MANDATORY, "endpoint-type", "u8", ":gas-usb-composition-endpoint-type" },
	{ 0x03, TLV_MANDATORY | TLV_PERSONAL, "composition-persistence", "u8", "" },
	{ 0x04, TLV_MANDATORY, "immediate-setting", "u8", "" },
	{ 0x05, TLV_MANDATORY, "reboot-after-setting", "u8", "" },
};

/* 0x0204 DMS Get USB Composition */
static const struct tlv_def dms_get_usb_composition_rsp[] = {
	RESULT,
	{ 0x03, TLV_MANDATORY | TLV_PERSONAL, "usb-composition", "u32", "" },
	{ 0x04, TLV_MANDATORY, "endpoint-type", "u8", "" },
	{ 0x05, TLV_MANDATORY | TLV_PERSONAL, "composition-persistence", "u8", "" },
	{ 0x06, TLV_MANDATORY, "immediate-setting", "u8", "" },
	{ 0x07, TLV_MANDATORY, "reboot-after-setting", "u8", "" },
};

/* 0x0206 DMS Set Active Firmware */
static const struct tlv_def dms_set_active_firmware_req[] = {
	{ 0x10, TLV_PERSONAL, "carrier-name", "srest", "" },
	{ 0x11, 0, "slot-index", "u8", "" },
	{ 0x12, 0, "version", "srest", "" },
};

/* 0x0208 DMS Get Firmware List */
static const struct tlv_def dms_get_firmware_list_req[] = {
	{ 0x01, TLV_MANDATORY, "mode", "u8", ":gas-firmware-listing-mode" },
	{ 0x10, 0, "slot-index", "u8", "" },
	{ 0x11, TLV_PERSONAL, "name", "srest", "" },
	{ 0x12, 0, "version", "srest", "" },
};
static const struct tlv_def dms_get_firmware_list_rsp[] = {
	{ 0x01, TLV_MANDATORY, "mode", "u8", "" },
	RESULT,
	{ 0x10, 0, "stored-firmware-1", "(u8,s8,s8,s8)", "index,name,version,pri-revision" },
	{ 0x11, 0, "stored-firmware-2", "(u8,s8,s8,s8)", "index,name,version,pri-revision" },
	{ 0x12, 0, "stored-firmware-3", "(u8,s8,s8,s8)", "index,name,version,pri-revision" },
	{ 0x13, 0, "stored-firmware-4", "(u8,s8,s8,s8)", "index,name,version,pri-revision" },
};

/* 0x0222 DMS Set Firmware Auto Sim */
static const struct tlv_def dms_set_firmware_auto_sim_req[] = {
	{ 0x01, TLV_MANDATORY, "auto-sim-mode", "u8", "" },
	{ 0x10, 0, "config-id", "u8", "" },
};

/* 0x0223 DMS Get Firmware Auto Sim */
static const struct tlv_def dms_get_firmware_auto_sim_rsp[] = {
	RESULT,
	{ 0x03, TLV_MANDATORY, "auto-sim-mode", "u8", "" },
	{ 0x10, 0, "config-id", "u8", "" },
};

/* 0x022D DMS Get Ethernet PDU MAC Address */
static const struct tlv_def dms_get_ethernet_pdu_mac_address_rsp[] = {
	RESULT,
	{ 0x03, TLV_MANDATORY, "mac-address-0", "a8{u8}", "" },
	{ 0x10, 0, "mac-address-1", "a8{u8}", "" },
};

static const struct message_def messages[] = {
	MESSAGE(0x0203, 0, CLASS_FIRMWARE, "dms-set-usb-composition",
		ROWS(dms_set_usb_composition_req), RESULT_ONLY),
	MESSAGE(0x0204, 0, CLASS_READ, "dms-get-usb-composition",
		NO_TLVS, ROWS(dms_get_usb_composition_rsp)),
	MESSAGE(0x0206, 0, CLASS_FIRMWARE, "dms-set-active-firmware",
		ROWS(dms_set_active_firmware_req), RESULT_ONLY),
	MESSAGE(0x0208, 0, CLASS_READ, "dms-get-firmware-list",
		ROWS(dms_get_firmware_list_req), ROWS(dms_get_firmware_list_rsp)),
	MESSAGE(0x0222, 0, CLASS_FIRMWARE, "dms-set-firmware-auto-sim",
		ROWS(dms_set_firmware_auto_sim_req), RESULT_ONLY),
	MESSAGE(0x0223, 0, CLASS_READ, "dms-get-firmware-auto-sim",
		NO_TLVS, ROWS(dms_get_firmware_auto_sim_rsp)),
	MESSAGE(0x022D, 0, CLASS_READ, "dms-get-ethernet-pdu-mac-address",
		NO_TLVS, ROWS(dms_get_ethernet_pdu_mac_address_rsp)),
};

const struct service_def schema_gas = { 0xE8, "gas", messages, COUNT(messages) };
