/* SPDX-License-Identifier: GPL-2.0-or-later */
/* QMI service FOX (0xE3): its messages and indications, a row each; see schema.h. */
#include "schema_rows.h"

/* 0x555E Get Firmware Version */
static const struct tlv_def get_firmware_version_req[] = {
	{ 0x01, TLV_MANDATORY, "version-type", "u8", ":fox-firmware-version-type" },
};
static const struct tlv_def get_firmware_version_rsp[] = {
	{ 0x01, TLV_MANDATORY, "version", "srest", "" },
	RESULT,
};

/* 0x5571 Set FCC Authentication */
static const struct tlv_def set_fcc_authentication_req[] = {
	{ 0x01, TLV_MANDATORY, "magic-string", "srest", "" },
	{ 0x02, TLV_MANDATORY | TLV_PERSONAL, "magic-number", "u8", "" },
};

static const struct message_def messages[] = {
	MESSAGE(0x555E, 0, CLASS_READ, "get-firmware-version",
		ROWS(get_firmware_version_req), ROWS(get_firmware_version_rsp)),
	MESSAGE(0x5571, 0, CLASS_CONTROL, "set-fcc-authentication",
		ROWS(set_fcc_authentication_req), RESULT_ONLY),
};

const struct service_def schema_fox = { 0xE3, "fox", messages, COUNT(messages) };
