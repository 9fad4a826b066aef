/* SPDX-License-Identifier: GPL-2.0-or-later */
/* QMI service IMSA (0x21): its messages and indications, a row each; see schema.h. */
#include "schema_rows.h"

/* 0x0020 Get IMS Registration Status */
static const struct tlv_def get_ims_registration_status_rsp[] = {
	RESULT,
	{ 0x11, TLV_PERSONAL, "ims-registration-error-code", "u16", "" },
	{ 0x12, 0, "ims-registration-status", "u32", "" },
	{ 0x13, 0, "ims-registration-error-message", "srest", "" },
	{ 0x14, 0, "ims-registration-technology", "u32", "" },
};

/* 0x0021 Get IMS Services Status */
static const struct tlv_def get_ims_services_status_rsp[] = {
	RESULT,
	{ 0x10, 0, "ims-sms-service-status", "u32", "" },
	{ 0x11, 0, "ims-voice-service-status", "u32", "" },
	{ 0x12, 0, "ims-video-telephony-service-status", "u32", "" },
	{ 0x13, 0, "ims-sms-service-registration-technology", "u32", "" },
	{ 0x14, 0, "ims-voice-service-registration-technology", "u32", "" },
	{ 0x15, 0, "ims-video-telephony-service-registration-technology", "u32", "" },
	{ 0x16, 0, "ims-ue-to-tas-service-status", "u32", "" },
	{ 0x17, 0, "ims-ue-to-tas-service-registration-technology", "u32", "" },
	{ 0x18, 0, "ims-video-share-service-status", "u32", "" },
	{ 0x19, 0, "ims-video-share-service-registration-technology", "u32", "" },
};

/* 0x0022 Register Indications */
static const struct tlv_def register_indications_req[] = {
	{ 0x10, 0, "ims-registration-status-changed", "u8", "" },
	{ 0x11, 0, "ims-services-status-changed", "u8", "" },
};

/* 0x0023 IMS Registration Status Changed (indication) */
static const struct tlv_def ims_registration_status_changed_ind[] = {
	{ 0x10, TLV_PERSONAL, "ims-registration-error-code", "u16", "" },
	{ 0x11, 0, "ims-registration-status", "u32", "" },
	{ 0x12, 0, "ims-registration-error-message", "srest", "" },
	{ 0x13, 0, "ims-registration-technology", "u32", "" },
};

/* 0x0024 IMS Services Status Changed (indication) */
static const struct tlv_def ims_services_status_changed_ind[] = {
	{ 0x10, 0, "ims-sms-service-status", "u32", "" },
	{ 0x11, 0, "ims-voice-service-status", "u32", "" },
	{ 0x12, 0, "ims-video-telephony-service-status", "u32", "" },
	{ 0x13, 0, "ims-sms-service-registration-technology", "u32", "" },
	{ 0x14, 0, "ims-voice-service-registration-technology", "u32", "" },
	{ 0x15, 0, "ims-video-telephony-service-registration-technology", "u32", "" },
	{ 0x16, 0, "ims-ue-to-tas-service-status", "u32", "" },
	{ 0x17, 0, "ims-ue-to-tas-service-registration-technology", "u32", "" },
	{ 0x18, 0, "ims-video-share-service-status", "u32", "" },
	{ 0x19, 0, "ims-video-share-service-registration-technology", "u32", "" },
};

/* 0x0033 Bind */
static const struct tlv_def bind_req[] = {
	{ 0x10, 0, "binding", "u32", "" },
};

/* 0x0034 Get Bind */
static const struct tlv_def get_bind_rsp[] = {
	RESULT,
	{ 0x10, 0, "binding", "u32", "" },
};

static const struct message_def messages[] = {
	MESSAGE(0x0020, 0, CLASS_READ, "get-ims-registration-status",
		NO_TLVS, ROWS(get_ims_registration_status_rsp)),
	MESSAGE(0x0021, 0, CLASS_READ, "get-ims-services-status",
		NO_TLVS, ROWS(get_ims_services_status_rsp)),
	MESSAGE(0x0022, 0, CLASS_CONTROL, "register-indications",
		ROWS(register_indications_req), RESULT_ONLY),
	INDICATION(0x0023, 0, CLASS_READ, "ims-registration-status-changed",
		ROWS(ims_registration_status_changed_ind)),
	INDICATION(0x0024, 0, CLASS_READ, "ims-services-status-changed",
		ROWS(ims_services_status_changed_ind)),
	MESSAGE(0x0033, 0, CLASS_CONTROL, "bind", ROWS(bind_req), RESULT_ONLY),
	MESSAGE(0x0034, 0, CLASS_READ, "get-bind", NO_TLVS, ROWS(get_bind_rsp)),
};

const struct service_def schema_imsa = { 0x21, "imsa", messages, COUNT(messages) };
