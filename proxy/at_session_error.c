/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a client is answered with where its command is refused: TS 27.007 9.2 numbers and texts. */
#include "at_internal.h"

enum {
	PLAIN,
	CME_NO_CONNECTION = 1,
	CME_NOT_ALLOWED = 3,
	CME_NOT_SUPPORTED = 4,
	CME_MEMORY_FULL = 20,
	CME_INCORRECT_PARAMETERS = 50,
	CME_UNKNOWN = 100
};

/*
 * +CME ERROR: 4 is what clients fall back from cleanly (FIELD-NOTES 2.3). A line that is no command
 * line has plain ERROR (V.250 5.7.1).
 */
static const uint8_t numbers[REASON_COUNT] = {
	[REASON_NOT_IN_POLICY] = CME_NOT_SUPPORTED,
	[REASON_DENIED] = CME_NOT_SUPPORTED,
	[REASON_CHANNEL_FOREIGN] = CME_NOT_ALLOWED,
	[REASON_UNKNOWN_MESSAGE] = CME_NOT_SUPPORTED,
	[REASON_AT_FORM] = CME_NOT_SUPPORTED,
	[REASON_RATE_EXCEEDED] = CME_UNKNOWN,
	[REASON_OUTSTANDING_QUOTA] = CME_MEMORY_FULL,
	[REASON_AT_VALUE_TYPE] = CME_INCORRECT_PARAMETERS,
	[REASON_AT_VALUE_RANGE] = CME_INCORRECT_PARAMETERS,
	[REASON_AT_VALUE_LENGTH] = CME_INCORRECT_PARAMETERS,
	[REASON_AT_VALUE_SET] = CME_INCORRECT_PARAMETERS,
	[REASON_AT_VALUE_MISSING] = CME_INCORRECT_PARAMETERS,
	[REASON_AT_VALUE_EXCESS] = CME_INCORRECT_PARAMETERS,
	[REASON_AT_ENTRY] = CME_INCORRECT_PARAMETERS,
	[REASON_AT_ENTRY_LONG] = CME_INCORRECT_PARAMETERS,
	[REASON_AT_PDU_LENGTH] = CME_INCORRECT_PARAMETERS,
	/* and any payload: at_error_number() */
	[REASON_NO_ANSWER] = CME_NO_CONNECTION,
	[REASON_PORT_BUSY] = CME_NO_CONNECTION,
	[REASON_MODEM_RESET] = CME_NO_CONNECTION,
};

static const char *const texts[] = {
	[0] = "phone failure",
	[1] = "no connection to phone",
	[2] = "phone-adaptor link reserved",
	[3] = "operation not allowed",
	[4] = "operation not supported",
	[5] = "PH-SIM PIN required",
	[6] = "PH-FSIM PIN required",
	[7] = "PH-FSIM PUK required",
	[10] = "SIM not inserted",
	[11] = "SIM PIN required",
	[12] = "SIM PUK required",
	[13] = "SIM failure",
	[14] = "SIM busy",
	[15] = "SIM wrong",
	[16] = "incorrect password",
	[17] = "SIM PIN2 required",
	[18] = "SIM PUK2 required",
	[20] = "memory full",
	[21] = "invalid index",
	[22] = "not found",
	[23] = "memory failure",
	[24] = "text string too long",
	[25] = "invalid characters in text string",
	[26] = "dial string too long",
	[27] = "invalid characters in dial string",
	[30] = "no network service",
	[31] = "network timeout",
	[32] = "network not allowed - emergency calls only",
	[40] = "network personalization PIN required",
	[41] = "network personalization PUK required",
	[42] = "network subset personalization PIN required",
	[43] = "network subset personalization PUK required",
	[44] = "service provider personalization PIN required",
	[45] = "service provider personalization PUK required",
	[46] = "corporate personalization PIN required",
	[47] = "corporate personalization PUK required",
	[48] = "hidden key required",
	[49] = "EAP method not supported",
	[50] = "Incorrect parameters",
	[100] = "unknown",
	[103] = "Illegal MS",
	[106] = "Illegal ME",
	[107] = "GPRS services not allowed",
	[111] = "PLMN not allowed",
	[112] = "Location area not allowed",
	[113] = "Roaming not allowed in this location area",
	[132] = "service option not supported",
	[133] = "requested service option not subscribed",
	[134] = "service option temporarily out of order",
	[148] = "unspecified GPRS error",
	[149] = "PDP authentication failure",
	[150] = "invalid mobile class",
};

int32_t at_error_number(enum reason why)
{
	if (reason_is_payload(why))
		return CME_INCORRECT_PARAMETERS;
	return numbers[why] == PLAIN ? -1 : numbers[why];
}

const char *at_error_text(int32_t number)
{
	if (number < 0 || (size_t)number >= sizeof(texts) / sizeof(texts[0]))
		return NULL;
	return texts[number];
}
