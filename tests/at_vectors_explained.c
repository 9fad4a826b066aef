/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The recorded AT lines that are refused, and why. */
#include "at_vectors.h"

#include <stddef.h>
#include <string.h>

#define PATTERN "a simulator's pattern for commands, in which * stands for anything"
#define LOG_WORDS "words of a log, not of a client"
#define EDITED "the text of the message was replaced, and the announced length was not"
#define MASKED "digits of the message were replaced by letters or dots"
#define LATE "answers in another order than their commands: what is late belongs to no command"
#define NOTATION "an answer that holds a manual's notation: brackets behind a list"
#define TYPESETTING "a manual's typesetting: quotes of two apostrophes, and a line end within"

static const struct at_explained explained[] = {
	{ "phonesim-default.txt", REASON_AT_SYNTAX, true, PATTERN },
	{ "phonesim-default.txt", REASON_AT_VALUE_TYPE, true, PATTERN },
	{ "phonesim-default.txt", REASON_AT_VALUE_LENGTH, true, PATTERN },
	{ "phonesim-default.txt:522", REASON_AT_ENTRY_LONG, true,
	  "commands behind a message that the recording leaves out" },
	{ "phonesim-default.txt:362", REASON_AT_FOREIGN, true, "+CSMS=(0), with = for a colon" },
	{ "gammu-at-creg-corner.txt", REASON_AT_QUOTE, true,
	  "the cell was replaced by a text with a quote too many" },
	{ "gammu-at-sms.txt", REASON_AT_PDU_LENGTH, true, EDITED },
	{ "gammu-at-sms.txt:11", REASON_AT_ENTRY, true, MASKED },
	{ "gammu-at-ussd.txt:15", REASON_AT_VALUE_LENGTH, true,
	  "394 hex digits of USSD: TS 23.038 knows 320; more overflowed oFono (CVE-2024-7539)" },
	{ "mm-commit-logs-01.txt", REASON_AT_NO_PREFIX, true, LOG_WORDS },
	{ "mm-commit-logs-01.txt:30", REASON_AT_BINARY, true, "PPP behind CONNECT, no line" },
	{ "mm-commit-logs-01.txt:43", REASON_AT_FOREIGN, false, LATE },
	{ "mm-commit-logs-03.txt", REASON_AT_NO_PREFIX, true, MASKED },
	{ "mm-commit-logs-03.txt", REASON_AT_ENTRY, true, MASKED },
	{ "mm-commit-logs-05.txt:9", REASON_AT_NMEA, true,
	  "position sentences on an AT port (A22)" },
	{ "mm-commit-logs-05.txt", REASON_AT_NO_PREFIX, true, LOG_WORDS },
	{ "mm-commit-logs-06.txt", REASON_AT_FOREIGN, true,
	  "frames of DIAG, of which the log printed what it could" },
	{ "mm-core-csim.txt:19", REASON_AT_QUOTE, false, "a quote at the end that nothing opened" },
	{ "mm-core-misc1.txt:9", REASON_AT_ENTRY, true, MASKED },
	{ "pygsmmodem-ztek3565z.txt:18", REASON_AT_VALUE_TYPE, false,
	  "the answer of +CFUN=? stands behind +CFUN?" },
	{ "quectel-at-commands-04-status-control-commands-md.txt:30", REASON_AT_FOREIGN, true,
	  TYPESETTING },
	{ "rm520n-openwrt-ipq-3.txt:9", REASON_AT_QUOTE, false, NOTATION },
	{ "sara-g450-tinygsm-296.txt", REASON_AT_FOREIGN, false, LATE },
};

const struct at_explained *at_explain(const char *origin, enum reason why)
{
	for (size_t i = 0; i < sizeof(explained) / sizeof(explained[0]); i++) {
		size_t n = strlen(explained[i].origin);

		if (explained[i].reason == why && strncmp(origin, explained[i].origin, n) == 0 &&
		    (origin[n] == '\0' || origin[n] == ':'))
			return &explained[i];
	}
	return NULL;
}
