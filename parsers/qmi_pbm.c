/* SPDX-License-Identifier: GPL-2.0-or-later */
/* QMI service PBM (0x0C): its messages and indications, a row each; see schema.h. */
#include "schema_rows.h"

/* 0x0001 Indication Register */
static const struct tlv_def indication_register_req[] = {
	{ 0x01, TLV_MANDATORY, "event-registration-mask", "u32", ":pbm-event-registration-flag" },
};
static const struct tlv_def indication_register_rsp[] = {
	RESULT,
	{ 0x10, 0, "event-registration-mask", "u32", "" },
};

/* 0x0002 Get Capabilities */
static const struct tlv_def get_capabilities_req[] = {
	{ 0x01, TLV_MANDATORY, "phonebook-information", "(u8,u16)",
	  "session-type:pbm-session-type,phonebook-type:pbm-phonebook-type" },
};
static const struct tlv_def get_capabilities_rsp[] = {
	RESULT,
	{ 0x10, 0, "capability-basic-information", "(u8,u16,u16,u16,u8,u8)",
	  "session-type,phonebook-type,used-records,maximum-records,"
	  "maximum-number-length,maximum-name-length" },
	{ 0x11, 0, "group-capability", "(u8,u8)", "maximum-groups,maximum-group-tag-length" },
	{ 0x12, 0, "additional-number-capability", "(u8,u8,u8)",
	  "maximum-additional-numbers,maximum-additional-number-length,"
	  "maximum-additional-number-tag-length" },
	{ 0x13, 0, "email-capability", "(u8,u8)", "maximum-emails,maximum-email-address-length" },
	{ 0x14, 0, "second-name-capability", "(u8)", "maximum-second-name-length" },
	{ 0x15, 0, "hidden-records-capability", "(u8)", "supported" },
	{ 0x16, TLV_PERSONAL, "grouping-information-alpha-string-capability", "(u8,u8,u8)",
	  "maximum-records,used-records,maximum-string-length" },
	{ 0x17, TLV_PERSONAL, "additional-number-alpha-string-capability", "(u8,u8,u8)",
	  "maximum-records,used-records,maximum-string-length" },
};

/* 0x0003 Get All Capabilities */
static const struct tlv_def get_all_capabilities_rsp[] = {
	RESULT,
	{ 0x10, 0, "capability-basic-information", "a8{(u8,a8{(u16,u16,u16,u8,u8)})}",
	  "session-type,phonebook-type,used-records,maximum-records,"
	  "maximum-number-length,maximum-name-length" },
	{ 0x11, 0, "group-capability", "a8{(u8,u8,u8)}",
	  "session-type,maximum-groups,maximum-group-tag-length" },
	{ 0x12, 0, "additional-number-capability", "a8{(u8,u8,u8,u8)}",
	  "session-type,maximum-additional-numbers,maximum-additional-number-length,"
	  "maximum-additional-number-tag-length" },
	{ 0x13, 0, "email-capability", "a8{(u8,u8,u8)}",
	  "session-type,maximum-emails,maximum-email-address-length" },
	{ 0x14, 0, "second-name-capability", "a8{(u8,u8)}",
	  "session-type,maximum-second-name-length" },
	{ 0x15, 0, "hidden-records-capability", "a8{(u8,u8)}", "session-type,supported" },
	{ 0x16, TLV_PERSONAL, "grouping-information-alpha-string-capability", "a8{(u8,u8,u8,u8)}",
	  "session-type,maximum-records,used-records,maximum-string-length" },
	{ 0x17, TLV_PERSONAL, "additional-number-alpha-string-capability", "a8{(u8,u8,u8,u8)}",
	  "session-type,maximum-records,used-records,maximum-string-length" },
};

/* 0x000E Get Emergency List */
static const struct tlv_def get_emergency_list_rsp[] = {
	RESULT,
	{ 0x10, 0, "hardcoded-numbers", "a8{s8}", "" },
	{ 0x11, 0, "nv-numbers", "a8{s8}", "" },
	{ 0x12, 0, "card-numbers", "a8{(u8,a8{(u8,s8)})}", "session-type,flags,emergency-number" },
	{ 0x13, 0, "network-numbers", "a8{(u8,a8{(u8,s8)})}",
	  "session-type,flags,emergency-number" },
};

static const struct message_def messages[] = {
	MESSAGE(0x0001, 0, CLASS_SIM, "indication-register",
		ROWS(indication_register_req), ROWS(indication_register_rsp)),
	MESSAGE(0x0002, 0, CLASS_READ, "get-capabilities",
		ROWS(get_capabilities_req), ROWS(get_capabilities_rsp)),
	MESSAGE(0x0003, 0, CLASS_READ, "get-all-capabilities",
		NO_TLVS, ROWS(get_all_capabilities_rsp)),
	MESSAGE(0x000E, 0, CLASS_SIM, "get-emergency-list", NO_TLVS, ROWS(get_emergency_list_rsp)),
};

const struct service_def schema_pbm = { 0x0C, "pbm", messages, COUNT(messages) };
