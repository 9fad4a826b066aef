/* SPDX-License-Identifier: GPL-2.0-or-later */
/* QMI service UIM (0x0B): its messages and indications, a row each; see schema.h. */
#include "schema_rows.h"

/* 0x001E Get Supported Messages */
static const struct tlv_def get_supported_messages_rsp[] = {
	RESULT,
	{ 0x10, 0, "list", "a16{u8}", "" },
};

/* 0x0020 Read Transparent */
static const struct tlv_def read_transparent_req[] = {
	{ 0x01, TLV_MANDATORY, "session", "(u8,a8{u8})",
	  "session-type:uim-session-type,application-identifier" },
	{ 0x02, TLV_MANDATORY | TLV_CARRIER, "file", "(u16,a8{u8})", "file-id=apdu.file,file-path" },
	{ 0x03, TLV_MANDATORY, "read-information", "(u16,u16)", "offset,length" },
	{ 0x10, 0, "response-in-indication-token", "u32", "" },
	{ 0x11, TLV_PERSONAL, "encrypt-data", "u8", "" },
};
static const struct tlv_def read_transparent_rsp[] = {
	RESULT,
	{ 0x10, 0, "card-result", "(u8,u8)", "sw1,sw2" },
	{ 0x11, TLV_PERSONAL, "read-result", "a16{u8}", "" },
	{ 0x12, 0, "response-in-indication-token", "u32", "" },
	{ 0x13, TLV_PERSONAL, "encrypted-data", "u8", "" },
};

/* 0x0021 Read Record */
static const struct tlv_def read_record_req[] = {
	{ 0x01, TLV_MANDATORY, "session", "(u8,a8{u8})",
	  "session-type:uim-session-type,application-identifier" },
	{ 0x02, TLV_MANDATORY | TLV_CARRIER, "file", "(u16,a8{u8})", "file-id=apdu.file,file-path" },
	{ 0x03, TLV_MANDATORY, "record", "(u16,u16)", "record-number,record-length" },
	{ 0x10, 0, "last-record", "u16", "" },
	{ 0x11, 0, "response-in-indication-token", "u32", "" },
};
static const struct tlv_def read_record_rsp[] = {
	RESULT,
	{ 0x10, 0, "card-result", "(u8,u8)", "sw1,sw2" },
	{ 0x11, TLV_PERSONAL, "read-result", "a16{u8}", "" },
	{ 0x12, TLV_PERSONAL, "additional-read-result", "a16{u8}", "" },
	{ 0x13, 0, "response-in-indication-token", "u32", "" },
};

/* 0x0023 Write Record */
static const struct tlv_def write_record_req[] = {
	{ 0x01, TLV_MANDATORY, "session", "(u8,a8{u8})",
	  "session-type:uim-session-type,application-identifier" },
	{ 0x02, TLV_MANDATORY | TLV_CARRIER, "file", "(u16,a8{u8})", "file-id=apdu.file,file-path" },
	{ 0x03, TLV_MANDATORY | TLV_PERSONAL, "write-record", "(u16,a16{u8})",
	  "record-number,record" },
	{ 0x10, 0, "response-in-indication-token", "u32", "" },
};
static const struct tlv_def write_record_rsp[] = {
	RESULT,
	{ 0x10, 0, "card-result", "(u8,u8)", "sw1,sw2" },
	{ 0x11, 0, "response-in-indication-token", "u32", "" },
};

/* 0x0024 Get File Attributes */
static const struct tlv_def get_file_attributes_req[] = {
	{ 0x01, TLV_MANDATORY, "session", "(u8,a8{u8})",
	  "session-type:uim-session-type,application-identifier" },
	{ 0x02, TLV_MANDATORY | TLV_CARRIER, "file", "(u16,a8{u8})", "file-id=apdu.file,file-path" },
	{ 0x10, 0, "response-in-indication-token", "u32", "" },
};
static const struct tlv_def get_file_attributes_rsp[] = {
	RESULT,
	{ 0x10, 0, "card-result", "(u8,u8)", "sw1,sw2" },
	{ 0x11, 0, "file-attributes", "(u16,u16,u8,u16,u16,u8,u16,u8,u16,u8,u16,u8,u16,u8,u16,a16{u8})",
	  "file-size,file-id,file-type,record-size,record-count,"
	  "read-security-attributes-logic,read-security-attributes,"
	  "write-security-attributes-logic,write-security-attributes,"
	  "increase-security-attributes-logic,increase-security-attributes,"
	  "deactivate-security-attributes-logic,deactivate-security-attributes,"
	  "activate-security-attributes-logic,activate-security-attributes,raw-data" },
	{ 0x12, 0, "response-in-indication-token", "u32", "" },
};

/* 0x0025 Set PIN Protection */
static const struct tlv_def set_pin_protection_req[] = {
	{ 0x01, TLV_MANDATORY, "session", "(u8,a8{u8})",
	  "session-type:uim-session-type,application-identifier" },
	{ 0x02, TLV_MANDATORY | TLV_PERSONAL, "info", "(u8,u8,s8)",
	  "pin-id:uim-pin-id,pin-enabled,pin-value" },
	{ 0x11, 0, "response-in-indication-token", "u32", "" },
};
static const struct tlv_def set_pin_protection_rsp[] = {
	RESULT,
	{ 0x10, 0, "retries-remaining", "(u8,u8)", "verify-retries-left,unblock-retries-left" },
	{ 0x12, 0, "response-in-indication-token", "u32", "" },
};

/* 0x0026 Verify PIN */
static const struct tlv_def verify_pin_req[] = {
	{ 0x01, TLV_MANDATORY, "session", "(u8,a8{u8})",
	  "session-type:uim-session-type,application-identifier" },
	{ 0x02, TLV_MANDATORY | TLV_PERSONAL, "info", "(u8,s8)", "pin-id:uim-pin-id,pin-value" },
	{ 0x12, 0, "response-in-indication-token", "u32", "" },
};
static const struct tlv_def verify_pin_rsp[] = {
	RESULT,
	{ 0x10, 0, "retries-remaining", "(u8,u8)", "verify-retries-left,unblock-retries-left" },
	{ 0x12, 0, "response-in-indication-token", "u32", "" },
	{ 0x13, 0, "card-result", "(u8,u8)", "sw1,sw2" },
};

/* 0x0027 Unblock PIN */
static const struct tlv_def unblock_pin_req[] = {
	{ 0x01, TLV_MANDATORY, "session", "(u8,a8{u8})",
	  "session-type:uim-session-type,application-identifier" },
	{ 0x02, TLV_MANDATORY | TLV_PERSONAL, "info", "(u8,s8,s8)",
	  "pin-id:uim-pin-id,puk,new-pin" },
	{ 0x11, 0, "response-in-indication-token", "u32", "" },
};
static const struct tlv_def unblock_pin_rsp[] = {
	RESULT,
	{ 0x10, 0, "retries-remaining", "(u8,u8)", "verify-retries-left,unblock-retries-left" },
	{ 0x12, 0, "response-in-indication-token", "u32", "" },
	{ 0x13, 0, "card-result", "(u8,u8)", "sw1,sw2" },
};

/* 0x0028 Change PIN */
static const struct tlv_def change_pin_req[] = {
	{ 0x01, TLV_MANDATORY, "session", "(u8,a8{u8})",
	  "session-type:uim-session-type,application-identifier" },
	{ 0x02, TLV_MANDATORY | TLV_PERSONAL, "info", "(u8,s8,s8)",
	  "pin-id:uim-pin-id,old-pin,new-pin" },
	{ 0x11, 0, "response-in-indication-token", "u32", "" },
};
static const struct tlv_def change_pin_rsp[] = {
	RESULT,
	{ 0x10, 0, "retries-remaining", "(u8,u8)", "verify-retries-left,unblock-retries-left" },
	{ 0x12, 0, "response-in-indication-token", "u32", "" },
	{ 0x13, 0, "card-result", "(u8,u8)", "sw1,sw2" },
};

/* 0x0029 Depersonalization */
static const struct tlv_def depersonalization_req[] = {
	{ 0x01, TLV_MANDATORY | TLV_PERSONAL, "info", "(u8,u8,s8)",
	  "feature:uim-card-application-personalization-feature,"
	  "operation:uim-depersonalization-operation,control-key" },
	{ 0x10, 0, "slot", "u8", "" },
};
static const struct tlv_def depersonalization_rsp[] = {
	RESULT,
	{ 0x10, 0, "retries-remaining", "(u8,u8)", "verify-left,unblock-left" },
};

/* 0x002A Refresh Register */
static const struct tlv_def refresh_register_req[] = {
	{ 0x01, TLV_MANDATORY, "session", "(u8,a8{u8})",
	  "session-type:uim-session-type,application-identifier" },
	{ 0x02, TLV_MANDATORY, "info", "(u8,u8,a16{(u16,a8{u8})})",
	  "register-flag,vote-for-init,file-id,path" },
};

/* 0x002C Refresh Complete */
static const struct tlv_def refresh_complete_req[] = {
	{ 0x01, TLV_MANDATORY, "session", "(u8,a8{u8})",
	  "session-type:uim-session-type,application-identifier" },
	{ 0x02, TLV_MANDATORY, "info", "(u8)", "refresh-success" },
};

/* 0x002E Register Events */
static const struct tlv_def register_events_req[] = {
	{ 0x01, TLV_MANDATORY, "event-registration-mask", "u32", ":uim-event-registration-flag" },
};
static const struct tlv_def register_events_rsp[] = {
	RESULT,
	{ 0x10, 0, "event-registration-mask", "u32", "" },
};

/* 0x002F Get Card Status */
static const struct tlv_def get_card_status_rsp[] = {
	RESULT,
	{ 0x10, 0, "card-status", "(u16,u16,u16,u16,a8{(u8,u8,u8,u8,u8,a8{(u8,u8,u8,u8,u8,u8,a8{u8},u8,u8,u8,u8,u8,u8,u8)})})",
	  "index-gw-primary,index-1x-primary,index-gw-secondary,index-1x-secondary,"
	  "card-state,upin-state,upin-retries,upuk-retries,error-code,type,state,"
	  "personalization-state,personalization-feature,personalization-retries,"
	  "personalization-unblock-retries,application-identifier-value,"
	  "upin-replaces-pin1,pin1-state,pin1-retries,puk1-retries,pin2-state,"
	  "pin2-retries,puk2-retries" },
};

/* 0x0030 Power Off SIM */
static const struct tlv_def power_off_sim_req[] = {
	{ 0x01, TLV_MANDATORY, "slot", "u8", "" },
};

/* 0x0031 Power On SIM */
static const struct tlv_def power_on_sim_req[] = {
	{ 0x01, TLV_MANDATORY, "slot", "u8", "" },
};

/* 0x0032 Card Status (indication) */
static const struct tlv_def card_status_ind[] = {
	{ 0x10, 0, "card-status", "(u16,u16,u16,u16,a8{(u8,u8,u8,u8,u8,a8{(u8,u8,u8,u8,u8,u8,a8{u8},u8,u8,u8,u8,u8,u8,u8)})})",
	  "index-gw-primary,index-1x-primary,index-gw-secondary,index-1x-secondary,"
	  "card-state,upin-state,upin-retries,upuk-retries,error-code,type,state,"
	  "personalization-state,personalization-feature,personalization-retries,"
	  "personalization-unblock-retries,application-identifier-value,"
	  "upin-replaces-pin1,pin1-state,pin1-retries,puk1-retries,pin2-state,"
	  "pin2-retries,puk2-retries" },
};

/* 0x0033 Refresh (indication) */
static const struct tlv_def refresh_ind[] = {
	{ 0x10, 0, "event", "(u8,u8,u8,a8{u8},a16{(u16,a8{u8})})",
	  "stage,mode,session-type,application-identifier,file-id,path" },
};

/* 0x0038 Change Provisioning Session */
static const struct tlv_def change_provisioning_session_req[] = {
	{ 0x01, TLV_MANDATORY, "session-change", "(u8,u8)",
	  "session-type:uim-session-type,activate" },
	{ 0x10, 0, "application-information", "(u8,a8{u8})", "slot,application-identifier" },
};

/* 0x003A Get Configuration */
static const struct tlv_def get_configuration_req[] = {
	{ 0x10, 0, "configuration-mask", "u32", ":uim-configuration" },
};
static const struct tlv_def get_configuration_rsp[] = {
	RESULT,
	{ 0x10, 0, "automatic-selection", "u8", "" },
	{ 0x11, 0, "personalization-status", "a8{(u8,u8,u8)}", "feature,verify-left,unblock-left" },
	{ 0x12, 0, "halt-subscription", "u8", "" },
	{ 0x13, 0, "personalization-status-other", "a8{(a8{(u8,u8,u8)})}",
	  "feature,verify-left,unblock-left" },
};

/* 0x003B Send APDU */
static const struct tlv_def send_apdu_req[] = {
	{ 0x01, TLV_MANDATORY, "slot", "u8", "" },
	{ 0x02, TLV_MANDATORY | TLV_PERSONAL | TLV_CARRIER, "apdu", "a16{u8}", "=apdu-command" },
	{ 0x10, 0, "channel-id", "u8", "" },
	{ 0x11, 0, "procedure-bytes", "u8", "" },
};
static const struct tlv_def send_apdu_rsp[] = {
	RESULT,
	{ 0x10, TLV_PERSONAL | TLV_CARRIER, "apdu-response", "a16{u8}", "=apdu-response" },
};

/* 0x003F Logical Channel */
static const struct tlv_def logical_channel_req[] = {
	{ 0x01, TLV_MANDATORY, "slot", "u8", "" },
	{ 0x10, TLV_CARRIER, "aid", "a8{u8}", "=aid" },
	{ 0x11, 0, "channel-id", "u8", "" },
	{ 0x12, 0, "file-control-information", "u8", "" },
	{ 0x13, 0, "terminate-application", "u8", "" },
};
static const struct tlv_def logical_channel_rsp[] = {
	RESULT,
	{ 0x10, 0, "channel-id", "u8", "" },
	{ 0x11, 0, "card-result", "(u8,u8)", "sw1,sw2" },
	{ 0x12, 0, "select-response", "a8{u8}", "" },
};

/* 0x0042 Open Logical Channel */
static const struct tlv_def open_logical_channel_req[] = {
	{ 0x01, TLV_MANDATORY, "slot", "u8", "" },
	{ 0x10, TLV_CARRIER, "aid", "a8{u8}", "=aid" },
	{ 0x11, 0, "file-control-information", "u8", "" },
};
static const struct tlv_def open_logical_channel_rsp[] = {
	RESULT,
	{ 0x10, 0, "channel-id", "u8", "" },
	{ 0x11, 0, "card-result", "(u8,u8)", "sw1,sw2" },
	{ 0x12, 0, "select-response", "a8{u8}", "" },
};

/* 0x0044 Refresh Register All */
static const struct tlv_def refresh_register_all_req[] = {
	{ 0x01, TLV_MANDATORY, "session", "(u8,a8{u8})",
	  "session-type:uim-session-type,application-identifier" },
	{ 0x02, TLV_MANDATORY, "info", "(u8)", "register-flag" },
};

/* 0x0046 Switch Slot */
static const struct tlv_def switch_slot_req[] = {
	{ 0x01, TLV_MANDATORY, "logical-slot", "u8", "" },
	{ 0x02, TLV_MANDATORY, "physical-slot", "u32", "" },
};

/* 0x0047 Get Slot Status */
static const struct tlv_def get_slot_status_rsp[] = {
	RESULT,
	{ 0x10, TLV_PERSONAL, "physical-slot-status", "a8{(u32,u32,u8,a8{u8})}",
	  "physical-card-status,physical-slot-status,logical-slot,iccid" },
	{ 0x11, 0, "physical-slot-information", "a8{(u32,u8,a8{u8},u8)}",
	  "card-protocol,valid-applications,atr-value,is-euicc" },
	{ 0x12, TLV_PERSONAL, "slot-eid", "a8{(a8{u8})}", "eid" },
};

/* 0x0048 Slot Status (indication) */
static const struct tlv_def slot_status_ind[] = {
	{ 0x10, TLV_PERSONAL, "physical-slot-status", "a8{(u32,u32,u8,a8{u8})}",
	  "physical-card-status,physical-slot-status,logical-slot,iccid" },
	{ 0x11, 0, "physical-slot-information", "a8{(u32,u8,a8{u8},u8)}",
	  "card-protocol,valid-applications,atr-value,is-euicc" },
	{ 0x12, TLV_PERSONAL, "slot-eid", "a8{(a8{u8})}", "eid" },
};

/* 0x005D Remote Unlock */
static const struct tlv_def remote_unlock_req[] = {
	{ 0x10, TLV_PERSONAL, "sim-lock-data", "a16{u8}", "" },
	{ 0x12, TLV_PERSONAL, "sim-lock-extended-data", "a16{u8}", "" },
};

static const struct message_def messages[] = {
	MESSAGE(0x0000, 0, CLASS_CONTROL, "reset", NO_TLVS, RESULT_ONLY),
	MESSAGE(0x001E, 0, CLASS_READ, "get-supported-messages",
		NO_TLVS, ROWS(get_supported_messages_rsp)),
	MESSAGE(0x0020, 0, CLASS_SIM, "read-transparent",
		ROWS(read_transparent_req), ROWS(read_transparent_rsp)),
	MESSAGE(0x0021, 0, CLASS_SIM, "read-record", ROWS(read_record_req), ROWS(read_record_rsp)),
	MESSAGE(0x0023, 0, CLASS_SIM, "write-record",
		ROWS(write_record_req), ROWS(write_record_rsp)),
	MESSAGE(0x0024, 0, CLASS_SIM, "get-file-attributes",
		ROWS(get_file_attributes_req), ROWS(get_file_attributes_rsp)),
	MESSAGE(0x0025, 0, CLASS_SIM, "set-pin-protection",
		ROWS(set_pin_protection_req), ROWS(set_pin_protection_rsp)),
	MESSAGE(0x0026, 0, CLASS_SIM, "verify-pin", ROWS(verify_pin_req), ROWS(verify_pin_rsp)),
	MESSAGE(0x0027, 0, CLASS_SIM, "unblock-pin", ROWS(unblock_pin_req), ROWS(unblock_pin_rsp)),
	MESSAGE(0x0028, 0, CLASS_SIM, "change-pin", ROWS(change_pin_req), ROWS(change_pin_rsp)),
	MESSAGE(0x0029, 0, CLASS_SIM, "depersonalization",
		ROWS(depersonalization_req), ROWS(depersonalization_rsp)),
	MESSAGE(0x002A, 0, CLASS_CONTROL, "refresh-register",
		ROWS(refresh_register_req), RESULT_ONLY),
	MESSAGE(0x002C, 0, CLASS_CONTROL, "refresh-complete",
		ROWS(refresh_complete_req), RESULT_ONLY),
	MESSAGE(0x002E, 0, CLASS_CONTROL, "register-events",
		ROWS(register_events_req), ROWS(register_events_rsp)),
	MESSAGE(0x002F, 0, CLASS_READ, "get-card-status", NO_TLVS, ROWS(get_card_status_rsp)),
	MESSAGE(0x0030, 0, CLASS_SIM, "power-off-sim", ROWS(power_off_sim_req), RESULT_ONLY),
	MESSAGE(0x0031, 0, CLASS_SIM, "power-on-sim", ROWS(power_on_sim_req), RESULT_ONLY),
	INDICATION(0x0032, 0, CLASS_READ, "card-status", ROWS(card_status_ind)),
	INDICATION(0x0033, 0, CLASS_READ, "refresh", ROWS(refresh_ind)),
	MESSAGE(0x0038, 0, CLASS_SIM, "change-provisioning-session",
		ROWS(change_provisioning_session_req), RESULT_ONLY),
	MESSAGE(0x003A, 0, CLASS_READ, "get-configuration",
		ROWS(get_configuration_req), ROWS(get_configuration_rsp)),
	MESSAGE(0x003B, 0, CLASS_SIM, "send-apdu", ROWS(send_apdu_req), ROWS(send_apdu_rsp)),
	MESSAGE(0x003F, 0, CLASS_SIM, "logical-channel",
		ROWS(logical_channel_req), ROWS(logical_channel_rsp)),
	MESSAGE(0x0042, 0, CLASS_SIM, "open-logical-channel",
		ROWS(open_logical_channel_req), ROWS(open_logical_channel_rsp)),
	MESSAGE(0x0044, 0, CLASS_CONTROL, "refresh-register-all",
		ROWS(refresh_register_all_req), RESULT_ONLY),
	MESSAGE(0x0046, 0, CLASS_SIM, "switch-slot", ROWS(switch_slot_req), RESULT_ONLY),
	MESSAGE(0x0047, 0, CLASS_READ, "get-slot-status", NO_TLVS, ROWS(get_slot_status_rsp)),
	INDICATION(0x0048, 0, CLASS_READ, "slot-status", ROWS(slot_status_ind)),
	MESSAGE(0x005D, 0, CLASS_SIM, "remote-unlock", ROWS(remote_unlock_req), RESULT_ONLY),
};

const struct service_def schema_uim = { 0x0B, "uim", messages, COUNT(messages) };
