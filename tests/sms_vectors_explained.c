/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The published messages that are refused, and why. */
#include "sms_vectors.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#define KEY "a key, or a packet of TS 102 225 without a message around it"
#define HEADER_ONLY "TP-UDL counts the header alone, and not the packet behind it"
#define PARCEL "a parcel of a RIL, of which a message is only a part"
#define NUMBER "a telephone number in ASCII"
#define FRAGMENT "user data without a message around them"
#define EDITED "the text was replaced, and TP-UDL was not"
#define CUT "cut off by its author, to be refused"
#define CAUSE "a TP-FCS of 12, which is reserved (9.2.3.22): it reads as TP-PI"
#define VALIDITY "a validity that its first octet does not announce, or one too short"

/* Origins and labels begin so; the first row that fits. */
static const struct {
	const char *origin, *label;
	enum reason why;
	const char *text;
} explained[] = {
	{ "pysim-ota.txt", "", REASON_SMS_TYPE, KEY },
	{ "pysim-ota.txt", "", REASON_SMS_ADDRESS, KEY },
	{ "pysim-ota.txt", "", REASON_SMS_TRUNCATED, KEY },
	{ "pysim-ota.txt", "__init__", REASON_SMS_EXCESS, HEADER_ONLY },
	{ "ofono-rilmodem-sms.txt", "r", REASON_SMS_ADDRESS, PARCEL },
	{ "ofono-rilmodem-sms.txt", "r", REASON_SMS_TRUNCATED, PARCEL },
	{ "ofono-rilmodem-sms.txt", "r", REASON_SMS_EXCESS, PARCEL },
	{ "ofono-rilmodem-sms.txt", "unsol", REASON_SMS_EXCESS, PARCEL },
	{ "pymessaging-", "number", REASON_SMS_ADDRESS, NUMBER },
	{ "pymessaging-wap.txt", "test", REASON_SMS_ADDRESS, NUMBER },
	{ "smspdudecoder-readme.txt", "hex", REASON_SMS_ADDRESS, FRAGMENT },
	{ "smspdudecoder-readme.txt", "hex", REASON_SMS_TRUNCATED, FRAGMENT },
	{ "warthog-sms-tpdu_internal.txt", "", REASON_SMS_ADDRESS, FRAGMENT },
	{ "warthog-sms-tpdu_internal.txt", "", REASON_SMS_TRUNCATED, FRAGMENT },
	{ "warthog-sms-tpdu_internal.txt", "", REASON_SMS_EXCESS, FRAGMENT },
	{ "warthog-sms-tpdu.txt:8", "", REASON_SMS_TRUNCATED, CAUSE },
	{ "warthog-sms-tpdu.txt:9", "", REASON_SMS_ADDRESS, CAUSE },
	{ "warthog-sms-tpdu.txt:15", "", REASON_SMS_TRUNCATED, VALIDITY },
	{ "warthog-sms-tpdu.txt:17", "", REASON_SMS_TRUNCATED, CAUSE },
	{ "warthog-sms-tpdu.txt:18", "", REASON_SMS_TRUNCATED, CAUSE },
	{ "warthog-sms-tpdu.txt:19", "", REASON_SMS_EXCESS, CAUSE },
	{ "warthog-sms-tpdu.txt:20", "", REASON_SMS_USER_DATA, CAUSE },
	{ "warthog-sms-tpdu.txt:21", "", REASON_SMS_ADDRESS,
	  "a fill between the digits of an address" },
	{ "warthog-sms-tpdu.txt:37", "", REASON_SMS_USER_DATA, VALIDITY },
	{ "warthog-sms-tpdu.txt", "", REASON_SMS_TRUNCATED, CUT },
	{ "gammu-at-sms.txt:6", "", REASON_SMS_ADDRESS,
	  "a service centre of 12 octets; TS 24.011 8.2.5.1 has 11" },
	{ "gammu-at-sms.txt:7", "", REASON_SMS_TRUNCATED, EDITED },
	{ "gammu-at-sms.txt:18", "", REASON_SMS_EXCESS,
	  "UCS2 under a scheme (F9) that TS 23.038 reserves, and that others read as septets" },
	{ "gammu-at-sms.txt:40", "", REASON_SMS_TRUNCATED, EDITED },
	{ "mm-sms-cdma.txt", "test_invalid_parameter_length", REASON_CDMA_PARAMETER,
	  "made so: bearer data over the end" },
	{ "mm-sms-cdma.txt", "test_invalid_address_length", REASON_CDMA_ADDRESS,
	  "made so: more digits than there are" },
	{ "mm-sms-cdma.txt", "test_empty_unicode", REASON_CDMA_PARAMETER,
	  "found by a fuzzer: subparameters of wrong sizes" },
	{ "mm-sms-cdma.txt", "test_empty_ascii", REASON_CDMA_USER_DATA,
	  "found by a fuzzer: more letters than there are" },
	{ "mm-sms-cdma.txt", "test_invalid_ascii", REASON_CDMA_USER_DATA,
	  "found by a fuzzer: fewer bits than a letter has" },
};

static bool begins(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

const char *sms_vector_explain(const char *origin, const char *label, enum reason why)
{
	for (size_t i = 0; i < sizeof(explained) / sizeof(explained[0]); i++)
		if (explained[i].why == why && begins(origin, explained[i].origin) &&
		    begins(label, explained[i].label))
			return explained[i].text;
	return NULL;
}
