/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of payloads: which word names a kind, and which parser judges it. */
#include "payload.h"

#include <string.h>
#include "apdu.h"
#include "stk.h"
#include "cbm.h"
#include "cdma.h"
#include "sms.h"
#include "ussd.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static enum reason copied(struct cur bytes, struct wtr *out)
{
	return !out || wtr_bytes(out, bytes) ? REASON_OK : REASON_FRAME_OVERSIZE;
}

/* A kind without a parser passes as it is. */
static const struct {
	const char *word;
	payload_parser *parser;
} kinds[PAYLOAD_KINDS] = {
	[PAYLOAD_NONE] = { "", NULL },
	[PAYLOAD_SMS_DELIVERED] = { "sms-delivered", sms_check },
	[PAYLOAD_SMS_REPORTED] = { "sms-reported", sms_check },
	[PAYLOAD_SMS_ROUTED] = { "sms-routed", sms_check },
	[PAYLOAD_SMS_STORED] = { "sms-stored", sms_check },
	[PAYLOAD_SMS_SENT] = { "sms-sent", sms_check },
	[PAYLOAD_SMS_WRITTEN] = { "sms-written", sms_check },
	[PAYLOAD_SMS_ACK] = { "sms-ack", sms_check },
	[PAYLOAD_SMS_ACKED] = { "sms-acked", sms_check },
	[PAYLOAD_CDMA_RECEIVED] = { "cdma-received", cdma_check },
	[PAYLOAD_CDMA_SENT] = { "cdma-sent", cdma_check },
	[PAYLOAD_CBM] = { "cbm", cbm_check },
	[PAYLOAD_ETWS] = { "cbm-etws", cbm_check },
	[PAYLOAD_USSD_RECEIVED] = { "ussd-received", ussd_check },
	[PAYLOAD_USSD_SENT] = { "ussd-sent", ussd_check },
	[PAYLOAD_USSD_WIDE] = { "ussd-wide", ussd_check },
	[PAYLOAD_STK_COMMAND] = { "stk-command", stk_check },
	[PAYLOAD_STK_ENVELOPE] = { "stk-envelope", stk_check },
	[PAYLOAD_STK_RESPONSE] = { "stk-response", stk_check },
	[PAYLOAD_APDU_COMMAND] = { "apdu-command", apdu_check },
	[PAYLOAD_APDU_RESPONSE] = { "apdu-response", apdu_check },
	[PAYLOAD_AID] = { "aid", apdu_check },
	[PAYLOAD_NAME] = { "name", name_check },
	[PAYLOAD_NAME_PACKED] = { "name-packed", name_check },
	[PAYLOAD_NAME_WIDE] = { "name-wide", name_check },
};

enum { NUMBER, TEXT };
_Static_assert(FACT_COUNT <= 32 && PAYLOAD_KINDS <= 32, "a bit for each");

const struct fact_def payload_facts[FACT_COUNT] = {
#define X(id, word, kind, enumeration, text) { word, (kind) == TEXT, enumeration },
	FACTS(X)
#undef X
};

static const struct enum_value sms_types[] = {
	{ "deliver", SMS_DELIVER },
	{ "submit", SMS_SUBMIT },
	{ "status-report", SMS_STATUS_REPORT },
	{ "deliver-report", SMS_DELIVER_REPORT },
	{ "submit-report", SMS_SUBMIT_REPORT },
	{ "command", SMS_COMMAND },
};

static const struct enum_value sms_alphabets[] = {
	{ "text", SMS_TEXT },
	{ "data", SMS_DATA },
	{ "ucs2", SMS_UCS2 },
};

/* TS 102 223 9.4; the names are those of its clause 6.4. */
static const struct enum_value stk_commands[] = {
	{ "refresh", 0x01 },
	{ "more-time", 0x02 },
	{ "poll-interval", 0x03 },
	{ "polling-off", 0x04 },
	{ "set-up-event-list", 0x05 },
	{ "set-up-call", 0x10 },
	{ "send-ss", 0x11 },
	{ "send-ussd", 0x12 },
	{ "send-short-message", 0x13 },
	{ "send-dtmf", 0x14 },
	{ "launch-browser", 0x15 },
	{ "geographical-location-request", 0x16 },
	{ "play-tone", 0x20 },
	{ "display-text", 0x21 },
	{ "get-inkey", 0x22 },
	{ "get-input", 0x23 },
	{ "select-item", 0x24 },
	{ "set-up-menu", 0x25 },
	{ "provide-local-information", 0x26 },
	{ "timer-management", 0x27 },
	{ "set-up-idle-mode-text", 0x28 },
	{ "perform-card-apdu", 0x30 },
	{ "power-on-card", 0x31 },
	{ "power-off-card", 0x32 },
	{ "get-reader-status", 0x33 },
	{ "run-at-command", 0x34 },
	{ "language-notification", 0x35 },
	{ "open-channel", 0x40 },
	{ "close-channel", 0x41 },
	{ "receive-data", 0x42 },
	{ "send-data", 0x43 },
	{ "get-channel-status", 0x44 },
	{ "service-search", 0x45 },
	{ "get-service-information", 0x46 },
	{ "declare-service", 0x47 },
	{ "set-frames", 0x50 },
	{ "get-frames-status", 0x51 },
	{ "retrieve-multimedia-message", 0x60 },
	{ "submit-multimedia-message", 0x61 },
	{ "display-multimedia-message", 0x62 },
	{ "activate", 0x70 },
	{ "contactless-state-changed", 0x71 },
};

/* TS 101 220 7.2; the names are those of TS 102 223 7 and TS 31.111 7. */
static const struct enum_value stk_envelopes[] = {
	{ "sms-pp-download", 0xD1 },
	{ "cell-broadcast-download", 0xD2 },
	{ "menu-selection", 0xD3 },
	{ "call-control", 0xD4 },
	{ "mo-short-message-control", 0xD5 },
	{ "event-download", 0xD6 },
	{ "timer-expiration", 0xD7 },
	{ "ussd-download", 0xD9 },
	{ "mms-transfer-status", 0xDA },
	{ "mms-notification-download", 0xDB },
	{ "terminal-application", 0xDC },
	{ "geographical-location-reporting", 0xDD },
};

static const struct enum_value apdu_classes[] = {
	{ "iso", 0x00 },
	{ "proprietary", 0x80 },
	{ "gsm", 0xA0 },
};

/* TS 102 221 10.1.2 and GlobalPlatform 11. */
static const struct enum_value apdu_instructions[] = {
	{ "deactivate-file", 0x04 },
	{ "terminal-profile", 0x10 },
	{ "fetch", 0x12 },
	{ "terminal-response", 0x14 },
	{ "verify-pin", 0x20 },
	{ "change-pin", 0x24 },
	{ "disable-pin", 0x26 },
	{ "enable-pin", 0x28 },
	{ "unblock-pin", 0x2C },
	{ "increase", 0x32 },
	{ "activate-file", 0x44 },
	{ "initialize-update", 0x50 },
	{ "manage-channel", 0x70 },
	{ "manage-secure-channel", 0x73 },
	{ "transact-data", 0x75 },
	{ "suspend-uicc", 0x76 },
	{ "get-identity", 0x78 },
	{ "exchange-capabilities", 0x7A },
	{ "external-authenticate", 0x82 },
	{ "get-challenge", 0x84 },
	{ "authenticate", 0x88 },
	{ "authenticate-tlv", 0x89 },
	{ "search-record", 0xA2 },
	{ "select", 0xA4 },
	{ "terminal-capability", 0xAA },
	{ "read-binary", 0xB0 },
	{ "read-record", 0xB2 },
	{ "get-response", 0xC0 },
	{ "envelope", 0xC2 },
	{ "get-data", 0xCA },
	{ "retrieve-data", 0xCB },
	{ "resize-file", 0xD4 },
	{ "update-binary", 0xD6 },
	{ "put-key", 0xD8 },
	{ "put-data", 0xDA },
	{ "set-data", 0xDB },
	{ "update-record", 0xDC },
	{ "create-file", 0xE0 },
	{ "store-data", 0xE2 },
	{ "delete", 0xE4 },
	{ "install", 0xE6 },
	{ "load", 0xE8 },
	{ "set-status", 0xF0 },
	{ "status", 0xF2 },
};

static const struct enum_def enums[] = {
	{ "sms-type", sms_types, COUNT(sms_types) },
	{ "sms-alphabet", sms_alphabets, COUNT(sms_alphabets) },
	{ "stk-command", stk_commands, COUNT(stk_commands) },
	{ "stk-envelope", stk_envelopes, COUNT(stk_envelopes) },
	{ "apdu-class", apdu_classes, COUNT(apdu_classes) },
	{ "apdu-instruction", apdu_instructions, COUNT(apdu_instructions) },
};

const struct enum_def *payload_enum(enum fact_id id)
{
	for (size_t i = 0; i < COUNT(enums) && id < FACT_COUNT; i++)
		if (strcmp(enums[i].name, payload_facts[id].enumeration) == 0)
			return &enums[i];
	return NULL;
}

void facts_number(struct facts *f, enum fact_id id, uint32_t value)
{
	if (!f)
		return;
	f->known |= UINT32_C(1) << id;
	f->number[id] = value;
}

void facts_text(struct facts *f, enum fact_id id, struct cur text)
{
	size_t n = 0;
	uint8_t c;

	if (!f)
		return;
	while (n < FACT_TEXT_MAX && cur_u8(&text, &c))
		f->text[id].bytes[n++] = (char)(c >= 0x20 && c <= 0x7E ? c : '?');
	f->text[id].len = (uint8_t)n;
	f->known |= UINT32_C(1) << id;
}

enum payload_kind payload_find(const char *word, size_t len)
{
	for (unsigned k = PAYLOAD_NONE + 1; k < PAYLOAD_KINDS; k++)
		if (strlen(kinds[k].word) == len && memcmp(kinds[k].word, word, len) == 0)
			return (enum payload_kind)k;
	return PAYLOAD_NONE;
}

const char *payload_word(enum payload_kind kind)
{
	return kind < PAYLOAD_KINDS ? kinds[kind].word : "";
}

enum fact_id payload_fact(const char *word, size_t len)
{
	unsigned id = 0;

	while (id < FACT_COUNT && (strlen(payload_facts[id].word) != len ||
				   memcmp(payload_facts[id].word, word, len) != 0))
		id++;
	return (enum fact_id)id;
}

size_t payload_family(enum payload_kind kind)
{
	const char *word = payload_word(kind);
	size_t n = 0;

	while (word[n] != '\0' && word[n] != '-')
		n++;
	return n;
}

enum reason payload_check(enum payload_kind kind, struct cur bytes, struct facts *facts,
			  struct wtr *out)
{
	if (kind >= PAYLOAD_KINDS || !kinds[kind].parser)
		return copied(bytes, out);
	return kinds[kind].parser(kind, bytes, facts, out);
}
