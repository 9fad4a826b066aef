/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Why something was refused, or what happened: one list, from which come the enum, the words in the
 * audit, the counters and the table in airlock-audit(5). A new row needs a test that reaches it.
 */
#pragma once

#include <stdint.h>

/* X(enum constant, audit word, what it means) */
#define REASONS(X)                                                                                 \
	X(OK, "ok", "no complaint")                                                                \
	/* framing: found by the reader */                                                         \
	X(BAD_MARKER, "bad-marker", "a frame does not begin with a QMUX marker")                   \
	X(FRAME_SHORT, "frame-short", "the declared length is below the smallest header")          \
	X(FRAME_OVERSIZE, "frame-oversize", "the declared length is above the port's maximum")     \
	X(FRAME_TRUNCATED, "frame-truncated", "a frame was begun and never finished")              \
	X(FRAME_FLAGS, "frame-flags", "QMUX flags that this direction does not use")               \
	X(MESSAGE_TYPE, "message-type", "a message of a type that this direction does not carry")  \
	X(CTL_CLIENT_ID, "ctl-client-id", "a control message with a client id other than 0")       \
	X(BODY_LENGTH, "body-length", "the declared length of the TLVs is not what there is")      \
	/* TLVs: found by the reader */                                                            \
	X(TLV_TRUNCATED, "tlv-truncated", "a TLV runs past the end of the message")                \
	X(TLV_DUPLICATE, "tlv-duplicate", "a TLV stands twice in one message")                     \
	X(TLV_MISSING, "tlv-missing", "a mandatory TLV is missing")                                \
	X(TLV_SHORT, "tlv-short", "a TLV ends before the fields that the schema names")            \
	X(TLV_COUNT, "tlv-count", "an array in a TLV counts more elements than there are")         \
	X(TLV_STRING, "tlv-string", "a string in a TLV is longer than the TLV or than allowed")    \
	X(TLV_EXCESS, "tlv-excess", "more TLVs in one message than airlock carries")               \
	/* AT lines: found by the reader */                                                        \
	X(AT_NO_PREFIX, "at-no-prefix", "a client's line that does not begin with AT")             \
	X(AT_LINE_LONG, "at-line-long", "a line is longer than airlock carries")                   \
	X(AT_LINE_CUT, "at-line-cut", "a line was begun and never finished")                       \
	X(AT_CHARACTER, "at-character", "a character that a line may not hold")                    \
	X(AT_SYNTAX, "at-syntax", "a part of a line is not a command or an answer")                \
	X(AT_QUOTE, "at-quote", "a quoted string has no end, or goes on behind it")                \
	X(AT_LIST, "at-list", "the parentheses of a line do not match")                            \
	X(AT_PARTS, "at-parts", "more commands in one line than airlock carries")                  \
	X(AT_VALUES, "at-values", "more values in one line than airlock carries")                  \
	X(AT_FORM, "at-form", "a command in a form that the schema does not know")                 \
	X(AT_VALUE_TYPE, "at-value-type", "a value of another type than the schema's")             \
	X(AT_VALUE_RANGE, "at-value-range", "a number outside the range of the schema")            \
	X(AT_VALUE_LENGTH, "at-value-length", "a string longer or shorter than the schema's")      \
	X(AT_VALUE_SET, "at-value-set", "a string of characters that its field does not have")     \
	X(AT_VALUE_MISSING, "at-value-missing", "a mandatory value is missing")                    \
	X(AT_VALUE_EXCESS, "at-value-excess", "more values than the schema knows")                 \
	X(AT_ENTRY, "at-entry", "what follows a prompt is not octets in hex")                      \
	X(AT_ENTRY_LONG, "at-entry-long", "what follows a prompt is longer than a message is")     \
	X(AT_BINARY, "at-binary", "binary data (DIAG, PPP, Sahara) on an AT port")                 \
	X(AT_NMEA, "at-nmea", "a position sentence on an AT port")                                 \
	X(NMEA_SYNTAX, "nmea-syntax", "a line that is no NMEA sentence")                           \
	X(NMEA_CHECKSUM, "nmea-checksum", "an NMEA sentence without its right checksum")           \
	X(NMEA_LONG, "nmea-long", "an NMEA sentence that is too long")                             \
	/* AT lines: found by the gate, which knows the pending command */                         \
	X(AT_FOREIGN, "at-foreign", "a line that belongs to no pending command")                   \
	X(AT_PDU_LENGTH, "at-pdu-length", "a message that is not as long as announced")            \
	X(AT_UNASKED, "at-unasked", "an unsolicited code that was switched off")                   \
	X(AT_ANSWER_LONG, "at-answer-long", "more lines in answer to one command than allowed")    \
	X(AT_ABANDONED, "at-abandoned", "a command, or its answer, that its client gave up")       \
	/* payloads: found by readers and gates; SMS_TYPE the first, PAYLOAD the last */           \
	X(SMS_TYPE, "sms-type", "a short message of a type that does not belong there")            \
	X(SMS_TRUNCATED, "sms-truncated", "a short message ends before its fields do")             \
	X(SMS_EXCESS, "sms-excess", "octets behind the end of a short message")                    \
	X(SMS_ADDRESS, "sms-address", "an address of too many digits, or with fill between")       \
	X(SMS_VALIDITY, "sms-validity", "a validity period of a format that there is not")         \
	X(SMS_USER_DATA, "sms-user-data", "more user data than a message holds, or half a letter") \
	X(SMS_HEADER, "sms-header", "elements of a user data header that do not fit")              \
	X(CDMA_PARAMETER, "cdma-parameter", "a parameter too much, missing, or of a wrong size")   \
	X(CDMA_ADDRESS, "cdma-address", "an address longer than its parameter, or than any")       \
	X(CDMA_USER_DATA, "cdma-user-data", "user data of another size than they say")             \
	X(CBM_PAGE, "cbm-page", "a cell broadcast page of a wrong size or number")                 \
	X(USSD_LENGTH, "ussd-length", "a USSD text that is longer than any")                       \
	X(USSD_CODING, "ussd-coding", "a USSD text that is compressed, or ends in half a letter")  \
	X(TEXT_CONTROL, "text-control", "a control character in a name, or in a USSD text")        \
	X(STK_LENGTH, "stk-length", "SIM toolkit data that are not as long as they say")           \
	X(STK_COMMAND, "stk-command", "a SIM toolkit command, envelope or event of no known type") \
	X(STK_MANDATORY, "stk-mandatory", "an object that SIM toolkit data must have is missing")  \
	X(STK_ORDER, "stk-order", "a SIM toolkit object at a wrong place, or too often")           \
	X(STK_UNKNOWN, "stk-unknown", "a SIM toolkit object that is unknown, but insisted on")     \
	X(STK_OBJECT, "stk-object", "a SIM toolkit object that is not what it should be")          \
	X(STK_TEXT, "stk-text", "a SIM toolkit text not in its alphabet, or with controls")        \
	X(APDU_LENGTH, "apdu-length", "an APDU that is not as long as its fields say")             \
	X(APDU_CLASS, "apdu-class", "an APDU of a class that cards do not have")                   \
	X(APDU_INSTRUCTION, "apdu-instruction", "an APDU whose instruction cannot be one")         \
	X(APDU_FILE, "apdu-file", "an APDU that selects a file with half an identifier")           \
	X(APDU_AID, "apdu-aid", "the identifier of a card application has not 5 to 16 octets")     \
	X(APDU_STATUS, "apdu-status", "the answer of a card ends in no status word")               \
	X(PAYLOAD, "payload", "a payload that is longer than any, or than its parser writes it")   \
	/* policy */                                                                               \
	X(TLV_UNKNOWN, "tlv-unknown", "a TLV that the schema does not know, in a strict service")  \
	X(TLV_TRAILING, "tlv-trailing", "bytes after the known end of a TLV, in a strict service") \
	X(UNKNOWN_SERVICE, "unknown-service", "a service that the schema does not know")           \
	X(UNKNOWN_MESSAGE, "unknown-message", "a message that the schema does not know")           \
	X(NOT_IN_POLICY, "not-in-policy", "no rule of the policy allows this")                     \
	X(DENIED, "denied", "a rule of the policy denies this")                                    \
	X(RATE_EXCEEDED, "rate-exceeded", "more often than the rule's rate allows")                \
	X(ALARM, "alarm", "a detector raised an alarm: its name is in the text")                   \
	/* session, client side */                                                                 \
	X(NO_ROLE, "no-role", "no role of the policy fits the client")                             \
	X(TOO_MANY_CLIENTS, "too-many-clients", "no free place for another client")                \
	X(OPEN_TIMEOUT, "open-timeout", "a client connected and opened no device in time")         \
	X(NOT_OPEN, "not-open", "a request before the device was opened")                          \
	X(REOPEN, "reopen", "a second open on one connection")                                     \
	X(DEVICE_NOT_ALLOWED, "device-not-allowed", "a device that no link of airlock names")      \
	X(DEVICE_ABSENT, "device-absent", "the device is not there at the moment")                 \
	X(INTERNAL_MESSAGE, "internal-message", "a message between libqmi and its proxy only")     \
	X(SERVICE_ID_WIDE, "service-id-wide", "a 16-bit service that the port cannot carry")       \
	X(CLIENT_ID_FOREIGN, "client-id-foreign", "a client id that this client does not own")     \
	X(CLIENT_ID_QUOTA, "client-id-quota", "more client ids than this client may hold")         \
	X(CHANNEL_FOREIGN, "channel-foreign", "a channel of a card that this client did not open") \
	X(OUTSTANDING_QUOTA, "outstanding-quota", "more unanswered requests than allowed")         \
	X(TRANSACTION_UNKNOWN, "transaction-unknown", "an abort of a transaction not open")        \
	X(TRANSACTIONS_EXHAUSTED, "transactions-exhausted", "no free control transaction id")      \
	X(PORT_OVERSIZE, "port-oversize", "the message is larger than the port takes")             \
	X(PORT_BUSY, "port-busy", "the modem does not take more at the moment")                    \
	X(CLIENT_SLOW, "client-slow", "a client did not read what it was sent")                    \
	X(CLIENT_GONE, "client-gone", "the client left before its answer came")                    \
	/* session, modem side */                                                                  \
	X(UNMATCHED, "unmatched-response", "a response that no outstanding request asked for")     \
	X(MESSAGE_ID_MISMATCH, "message-id-mismatch", "a response with another message id")        \
	X(SERVICE_MISMATCH, "service-mismatch", "an answer about another service or client id")    \
	X(NO_OWNER, "no-owner", "an indication for a client id that nobody owns")                  \
	X(INDICATION_RATE, "indication-rate", "more indications than the limit allows")            \
	X(NO_ANSWER, "no-answer", "the modem did not answer in time")                              \
	X(MODEM_RESET, "modem-reset", "the modem said that all or some client ids are gone")       \
	X(MESSAGES_LOST, "messages-lost", "the port's driver lost messages (ENOBUFS)")             \
	/* rooms and links */                                                                      \
	X(READER_CAPTURED, "reader-captured", "a record of a reader does not check")               \
	X(READER_DIED, "reader-died", "a reader died")                                             \
	X(GATE_DIED, "gate-died", "a gate died and its link was taken down")                       \
	X(SCRIBE_DIED, "scribe-died", "the scribe died; there is another one")                     \
	X(RULES_LOADED, "rules-loaded", "configuration and policies of this digest are in force")  \
	X(RELOAD_REFUSED, "reload-refused", "a changed configuration was not taken")               \
	X(AUDIT_STUCK, "audit-stuck", "the audit cannot be written, so nothing passes")            \
	X(AUDIT_LOST, "audit-lost", "records could not be written; the key lost says how many")    \
	X(CAGES_MISSING, "cages-missing", "walls of rooms that this kernel does not have")         \
	X(LINK_UP, "link-up", "a link was opened")                                                 \
	X(LINK_DOWN, "link-down", "a link's port is gone")                                         \
	X(PANIC, "panic", "a rule or a detector closed the link for the operator to open")         \
	X(LINK_CLOSED, "link-closed", "a link stays closed after too many restarts")               \
	/* network interfaces */                                                                   \
	X(NETWORK_FAILED, "network-failed", "what the rules want of interfaces cannot be done")    \
	X(INTERFACE_RAISED, "interface-raised", "one came up before its gate; it was taken down")  \
	X(INTERFACE_DOWN, "interface-down", "a network interface was taken down with its link")    \
	X(FIREWALL_CHANGED, "firewall-changed", "somebody changed a table; it was put back")       \
	X(SETTINGS_MISMATCH, "settings-mismatch",                                                  \
	  "an interface has not what the modem told of its network")

enum reason {
#define X(id, word, text) REASON_##id,
	REASONS(X)
#undef X
		REASON_COUNT
};

/* Whether it is about a payload. */
static inline int reason_is_payload(enum reason r)
{
	return r >= REASON_SMS_TYPE && r <= REASON_PAYLOAD;
}

/* The audit word of a reason; "?" outside the list. Static. */
const char *reason_word(enum reason r);
/* The sentence that explains a reason. Static. */
const char *reason_text(enum reason r);
