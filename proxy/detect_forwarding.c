/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Call forwarding, barring and waiting that a client changes (TS 22.082, TS 22.088, TS 22.083). */
#include "detect.h"

#include <string.h>

#include "../parsers/at.h"

/* TS 27.007 7.4: what of +CLCK is barring of calls. The others lock the card and the device. */
static const char *const barring[] = { "AO", "OI", "OX", "AI", "IR", "AB", "AG", "AC" };

/* TS 27.007 7.11, 7.4, 7.12: mode 2 asks. */
enum { MODE_QUERY = 2 };

static bool changes(const struct event *e, const char *command)
{
	uint64_t mode;

	return detect_asks(e, 0, 0, command) && e->form == AT_FORM_SET &&
	       detect_decimal(e, 1, &mode) && mode != MODE_QUERY;
}

static bool is_barring(const struct event *e)
{
	for (size_t i = 0; i < sizeof(barring) / sizeof(barring[0]); i++)
		if (detect_is(e, 0, barring[i]))
			return true;
	return false;
}

/* TS 22.030 6.5.2: "*#" asks; these codes are of forwarding, barring and waiting (annex B). */
static bool is_code(const struct event *e)
{
	static const char *const codes[] = { "21", "67", "61", "62", "002", "004", "33", "331",
					     "332", "35", "351", "330", "333", "353", "43" };
	struct cur text = e->values[0], code;
	uint8_t b, next;
	size_t n = 0;

	if (e->dial != AT_DIAL_SUPPLEMENTARY || detect_begins(e, 0, "*#"))
		return false;
	do {
		code = text;
		if (!cur_u8(&text, &b))
			return false;
	} while (b < '0' || b > '9');
	text = code;
	while (cur_u8(&text, &next) && next >= '0' && next <= '9')
		n++;
	for (size_t i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (strlen(codes[i]) == n && memcmp(code.p, codes[i], n) == 0)
			return true;
	return false;
}

static bool sees(struct detect_state *st, const struct event *e, uint32_t limit,
		 uint64_t window_ms)
{
	(void)st, (void)limit, (void)window_ms;
	if (!e->passed)
		return false;
	if (e->message) /* Set Supplementary Service; it cannot ask */
		return detect_asks(e, 0x09, 0x0033, "");
	return changes(e, "+CCFC") || changes(e, "+CCWA") ||
	       (changes(e, "+CLCK") && is_barring(e)) ||
	       (detect_asks(e, 0, 0, "D") && is_code(e));
}

const struct detector detect_forwarding = { "forwarding", DETECT_ALERT, 0, 0, sees, false };
