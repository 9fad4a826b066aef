/* SPDX-License-Identifier: GPL-2.0-or-later */
/* QMI service VOICE (0x09): its messages and indications, a row each; see schema.h. */
#include "schema_rows.h"

/* Its coding schemes are three: characters, octets (68), UCS2 (72); see carrier.h, payload.h. */
#define USSD(way) "ussd-" way "#68@2|ussd-" way "#72@3|ussd-" way "#255"

/* 0x0003 Indication Register */
static const struct tlv_def indication_register_req[] = {
	{ 0x10, 0, "dtmf-events", "u8", "" },
	{ 0x11, 0, "voice-privacy-events", "u8", "" },
	{ 0x12, 0, "supplementary-service-notification-events", "u8", "" },
	{ 0x13, 0, "call-notification-events", "u8", "" },
	{ 0x14, 0, "handover-events", "u8", "" },
	{ 0x15, 0, "speech-codec-events", "u8", "" },
	{ 0x16, TLV_PERSONAL, "ussd-notification-events", "u8", "" },
	{ 0x18, 0, "modification-events", "u8", "" },
	{ 0x19, 0, "uus-events", "u8", "" },
	{ 0x1A, 0, "aoc-events", "u8", "" },
	{ 0x1B, 0, "conference-events", "u8", "" },
	{ 0x1C, 0, "extended-burst-type-international-information-events", "u8", "" },
	{ 0x1D, TLV_PERSONAL, "mt-page-miss-information-events", "u8", "" },
};

/* 0x001E Get Supported Messages */
static const struct tlv_def get_supported_messages_rsp[] = {
	RESULT,
	{ 0x10, 0, "list", "a16{u8}", "" },
};

/* 0x0020 Dial Call */
static const struct tlv_def dial_call_req[] = {
	{ 0x01, TLV_MANDATORY | TLV_PERSONAL, "calling-number", "srest", "" },
};
static const struct tlv_def dial_call_rsp[] = {
	RESULT,
	{ 0x10, 0, "call-id", "u8", "" },
};

/* 0x0021 End Call */
static const struct tlv_def end_call_req[] = {
	{ 0x01, TLV_MANDATORY, "call-id", "u8", "" },
};
static const struct tlv_def end_call_rsp[] = {
	RESULT,
	{ 0x10, 0, "call-id", "u8", "" },
};

/* 0x0022 Answer Call */
static const struct tlv_def answer_call_req[] = {
	{ 0x01, TLV_MANDATORY, "call-id", "u8", "" },
};
static const struct tlv_def answer_call_rsp[] = {
	RESULT,
	{ 0x10, 0, "call-id", "u8", "" },
};

/* 0x0028 Burst DTMF */
static const struct tlv_def burst_dtmf_req[] = {
	{ 0x01, TLV_MANDATORY | TLV_PERSONAL, "data", "(u8,s8)", "call-id,digit-buffer" },
};
static const struct tlv_def burst_dtmf_rsp[] = {
	RESULT,
	{ 0x10, TLV_PERSONAL, "call-id", "u8", "" },
};

/* 0x0029 Start Continuous DTMF */
static const struct tlv_def start_continuous_dtmf_req[] = {
	{ 0x01, TLV_MANDATORY | TLV_PERSONAL, "data", "(u8,u8)", "call-id,digit" },
};
static const struct tlv_def start_continuous_dtmf_rsp[] = {
	RESULT,
	{ 0x10, TLV_PERSONAL, "call-id", "u8", "" },
};

/* 0x002A Stop Continuous DTMF */
static const struct tlv_def stop_continuous_dtmf_req[] = {
	{ 0x01, TLV_MANDATORY | TLV_PERSONAL, "data", "(u8)", "call-id" },
};
static const struct tlv_def stop_continuous_dtmf_rsp[] = {
	RESULT,
	{ 0x10, TLV_PERSONAL, "call-id", "u8", "" },
};

/* 0x002E All Call Status (indication) */
static const struct tlv_def all_call_status_ind[] = {
	{ 0x01, TLV_MANDATORY, "call-information", "a8{(u8,u8,u8,u8,u8,u8,u8)}",
	  "id,state,type,direction,mode,multipart-indicator,als" },
	{ 0x10, TLV_PERSONAL, "remote-party-number", "a8{(u8,u8,s8)}",
	  "id,presentation-indicator,type" },
	{ 0x12, 0, "alerting-type", "a8{(u8,u8)}", "id,alert-type" },
};

/* 0x002F Get All Call Info */
static const struct tlv_def get_all_call_info_rsp[] = {
	RESULT,
	{ 0x10, 0, "call-information", "a8{(u8,u8,u8,u8,u8,u8,u8)}",
	  "id,state,type,direction,mode,multipart-indicator,als" },
	{ 0x11, TLV_PERSONAL, "remote-party-number", "a8{(u8,u8,s8)}",
	  "id,presentation-indicator,type" },
	{ 0x13, 0, "alerting-type", "a8{(u8,u8)}", "id,alert-type" },
};

/* 0x0031 Manage Calls */
static const struct tlv_def manage_calls_req[] = {
	{ 0x01, TLV_MANDATORY, "service-type", "u8", ":voice-supplementary-service-type" },
	{ 0x10, 0, "call-id", "u8", "" },
};

/* 0x0032 Supplementary Service (indication) */
static const struct tlv_def supplementary_service_ind[] = {
	{ 0x01, TLV_MANDATORY, "info", "(u8,u8)", "call-id,notification-type" },
};

/* 0x0033 Set Supplementary Service */
static const struct tlv_def set_supplementary_service_req[] = {
	{ 0x01, TLV_MANDATORY, "supplementary-service-information", "(u8,u8)",
	  "supplementary-service-action:voice-supplementary-service-action,"
	  "supplementary-service-reason:voice-supplementary-service-reason" },
};
static const struct tlv_def set_supplementary_service_rsp[] = {
	RESULT,
	{ 0x15, 0, "service-status", "(u8,u8)", "active,provisioned" },
};

/* 0x0034 Get Call Waiting */
static const struct tlv_def get_call_waiting_req[] = {
	{ 0x10, 0, "service-class", "u8", "" },
};
static const struct tlv_def get_call_waiting_rsp[] = {
	RESULT,
	{ 0x10, 0, "service-class", "u8", "" },
};

/* 0x003A Originate USSD */
static const struct tlv_def originate_ussd_req[] = {
	{ 0x01, TLV_MANDATORY | TLV_PERSONAL | TLV_CARRIER, "uss-data", "(u8,a8{u8})",
	  "data-coding-scheme:voice-uss-data-coding-scheme,data=" USSD("sent") },
};
static const struct tlv_def originate_ussd_rsp[] = {
	RESULT,
	{ 0x10, 0, "failure-cause", "u16", "" },
	{ 0x11, TLV_PERSONAL, "alpha-identifier", "(u8,a8{u8})", "data-coding-scheme,alpha" },
	{ 0x12, TLV_PERSONAL | TLV_CARRIER, "uss-data", "(u8,a8{u8})",
	  "data-coding-scheme,data=" USSD("received") },
	{ 0x13, 0, "call-control-result-type", "u8", "" },
	{ 0x14, 0, "call-id", "u8", "" },
	{ 0x15, 0, "call-control-supplementary-service-type", "u8", "" },
	{ 0x16, TLV_PERSONAL | TLV_CARRIER, "uss-data-utf16", "a8{u16}", "=ussd-wide" },
};

/* 0x003B Answer USSD */
static const struct tlv_def answer_ussd_req[] = {
	{ 0x01, TLV_MANDATORY | TLV_PERSONAL | TLV_CARRIER, "uss-data", "(u8,a8{u8})",
	  "data-coding-scheme:voice-uss-data-coding-scheme,data=" USSD("sent") },
};

/* 0x003E USSD (indication) */
static const struct tlv_def ussd_ind[] = {
	{ 0x01, TLV_MANDATORY, "user-action", "u8", "" },
	{ 0x10, TLV_PERSONAL | TLV_CARRIER, "uss-data", "(u8,a8{u8})",
	  "data-coding-scheme,data=" USSD("received") },
	{ 0x11, TLV_PERSONAL | TLV_CARRIER, "uss-data-utf16", "a8{u16}", "=ussd-wide" },
};

/* 0x0041 Get Config */
static const struct tlv_def get_config_req[] = {
	{ 0x10, 0, "auto-answer", "u8", "" },
	{ 0x11, 0, "air-timer", "u8", "" },
	{ 0x12, 0, "roam-timer", "u8", "" },
	{ 0x13, 0, "tty-mode", "u8", "" },
	{ 0x14, 0, "preferred-voice-service-option", "u8", "" },
	{ 0x15, 0, "amr-status", "u8", "" },
	{ 0x16, 0, "preferred-voice-privacy", "u8", "" },
	{ 0x17, 0, "nam-index", "u8", "" },
	{ 0x18, 0, "voice-domain-preference", "u8", "" },
};
static const struct tlv_def get_config_rsp[] = {
	RESULT,
	{ 0x10, 0, "auto-answer-status", "u8", "" },
	{ 0x11, 0, "air-timer-count", "(u8,u32)", "nam-id,air-timer" },
	{ 0x12, 0, "roam-timer-count", "(u8,u32)", "nam-id,roam-timer" },
	{ 0x13, 0, "current-tty-mode", "u8", "" },
	{ 0x14, 0, "current-preferred-voice-so", "(u8,u8,u16,u16,u16)",
	  "nam-id,evrc-capability,home-page-voice-service-option,"
	  "home-origination-voice-service-option,roaming-origination-voice-service-option" },
	{ 0x15, 0, "current-amr-status", "(u8,u8)", "gsm,wcdma" },
	{ 0x16, 0, "current-voice-privacy-preference", "u8", "" },
	{ 0x17, 0, "current-voice-domain-preference", "u8", "" },
};

/* 0x0043 Originate USSD No Wait */
static const struct tlv_def originate_ussd_no_wait_req[] = {
	{ 0x01, TLV_MANDATORY | TLV_PERSONAL | TLV_CARRIER, "uss-data", "(u8,a8{u8})",
	  "data-coding-scheme:voice-uss-data-coding-scheme,data=" USSD("sent") },
};

/* 0x0043 Originate USSD No Wait (indication) */
static const struct tlv_def originate_ussd_no_wait_ind[] = {
	{ 0x10, TLV_PERSONAL, "error-code", "u16", "" },
	{ 0x11, 0, "failure-cause", "u16", "" },
	{ 0x12, TLV_PERSONAL | TLV_CARRIER, "uss-data", "(u8,a8{u8})",
	  "data-coding-scheme,data=" USSD("received") },
	{ 0x13, TLV_PERSONAL, "alpha-identifier", "(u8,a8{u8})", "data-coding-scheme,alpha" },
	{ 0x14, TLV_PERSONAL | TLV_CARRIER, "uss-data-utf16", "a8{u16}", "=ussd-wide" },
};

static const struct message_def messages[] = {
	MESSAGE(0x0003, 0, CLASS_VOICE, "indication-register",
		ROWS(indication_register_req), RESULT_ONLY),
	MESSAGE(0x001E, 0, CLASS_READ, "get-supported-messages",
		NO_TLVS, ROWS(get_supported_messages_rsp)),
	MESSAGE(0x0020, 0, CLASS_VOICE, "dial-call", ROWS(dial_call_req), ROWS(dial_call_rsp)),
	MESSAGE(0x0021, 0, CLASS_VOICE, "end-call", ROWS(end_call_req), ROWS(end_call_rsp)),
	MESSAGE(0x0022, 0, CLASS_VOICE, "answer-call",
		ROWS(answer_call_req), ROWS(answer_call_rsp)),
	MESSAGE(0x0028, 0, CLASS_VOICE, "burst-dtmf", ROWS(burst_dtmf_req), ROWS(burst_dtmf_rsp)),
	MESSAGE(0x0029, 0, CLASS_VOICE, "start-continuous-dtmf",
		ROWS(start_continuous_dtmf_req), ROWS(start_continuous_dtmf_rsp)),
	MESSAGE(0x002A, 0, CLASS_VOICE, "stop-continuous-dtmf",
		ROWS(stop_continuous_dtmf_req), ROWS(stop_continuous_dtmf_rsp)),
	INDICATION(0x002E, 0, CLASS_VOICE, "all-call-status", ROWS(all_call_status_ind)),
	MESSAGE(0x002F, 0, CLASS_VOICE, "get-all-call-info", NO_TLVS, ROWS(get_all_call_info_rsp)),
	MESSAGE(0x0031, 0, CLASS_VOICE, "manage-calls", ROWS(manage_calls_req), RESULT_ONLY),
	INDICATION(0x0032, 0, CLASS_VOICE, "supplementary-service",
		ROWS(supplementary_service_ind)),
	MESSAGE(0x0033, 0, CLASS_VOICE, "set-supplementary-service",
		ROWS(set_supplementary_service_req), ROWS(set_supplementary_service_rsp)),
	MESSAGE(0x0034, 0, CLASS_VOICE, "get-call-waiting",
		ROWS(get_call_waiting_req), ROWS(get_call_waiting_rsp)),
	MESSAGE(0x003A, 0, CLASS_VOICE, "originate-ussd",
		ROWS(originate_ussd_req), ROWS(originate_ussd_rsp)),
	MESSAGE(0x003B, 0, CLASS_VOICE, "answer-ussd", ROWS(answer_ussd_req), RESULT_ONLY),
	MESSAGE(0x003C, 0, CLASS_VOICE, "cancel-ussd", NO_TLVS, RESULT_ONLY),
	INDICATION(0x003D, 0, CLASS_VOICE, "release-ussd", NO_TLVS),
	INDICATION(0x003E, 0, CLASS_VOICE, "ussd", ROWS(ussd_ind)),
	MESSAGE(0x0041, 0, CLASS_READ, "get-config", ROWS(get_config_req), ROWS(get_config_rsp)),
	MESSAGE(0x0043, 0, CLASS_VOICE, "originate-ussd-no-wait",
		ROWS(originate_ussd_no_wait_req), RESULT_ONLY),
	INDICATION(0x0043, 0, CLASS_VOICE, "originate-ussd-no-wait",
		ROWS(originate_ussd_no_wait_ind)),
};

const struct service_def schema_voice = { 0x09, "voice", messages, COUNT(messages) };
