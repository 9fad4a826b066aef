/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Short messages: whole ones pass, any shorter or longer one does not, and public faults do not. */
#include "../check.h"
#include "../../parsers/tpdu.h"

#define OA "0B915155051032F4"
#define STAMP "42101021000040"
#define X10 "41414141414141414141"
#define X140 X10 X10 X10 X10 X10 X10 X10 X10 X10 X10 X10 X10 X10 X10

static struct cur view(const char *text)
{
	return (struct cur){ (const uint8_t *)text, strlen(text) };
}

/* With an empty address of a service centre in front. */
static enum reason fits(const char *tpdu, enum tpdu_place place)
{
	char hex[1200];

	snprintf(hex, sizeof(hex), "00%s", tpdu);
	return tpdu_hex_fits(view(hex), place);
}

static const struct {
	const char *what, *hex;
	enum tpdu_place place;
} good[] = {
	{ "a text", "04" OA "0000" STAMP "05E8329BFD06", TPDU_DELIVERED },
	{ "nothing", "04" OA "0000" STAMP "00", TPDU_DELIVERED },
	{ "an empty address", "0400800000" STAMP "00", TPDU_DELIVERED },
	{ "a name",
	  "0406D0416110"
	  "0000" STAMP "00",
	  TPDU_DELIVERED },
	{ "a header",
	  "44" OA "0004" STAMP "08"
	  "050003010201"
	  "4142",
	  TPDU_DELIVERED },
	{ "140 octets", "04" OA "0004" STAMP "8C" X140, TPDU_DELIVERED },
	{ "160 septets", "04" OA "0000" STAMP "A0" X140, TPDU_DELIVERED },
	{ "UCS2", "04" OA "0008" STAMP "0400410042", TPDU_DELIVERED },
	{ "class 0 of octets", "04" OA "00F4" STAMP "0141", TPDU_DELIVERED },
	{ "message waiting", "04" OA "00C8" STAMP "00", TPDU_DELIVERED },
	{ "a report", "0601" OA STAMP STAMP "00", TPDU_REPORTED },
	{ "a report with all",
	  "0601" OA STAMP STAMP "00"
	  "07"
	  "00"
	  "04"
	  "0141",
	  TPDU_REPORTED },
	{ "our own",
	  "1100" OA "0000A7"
	  "05E8329BFD06",
	  TPDU_STORED },
	{ "our own, for ever",
	  "0100" OA "0000"
	  "05E8329BFD06",
	  TPDU_STORED },
	{ "our own, until then", "1900" OA "0000" STAMP "00", TPDU_STORED },
	{ "a stored report", "0601" OA STAMP STAMP "00", TPDU_STORED },
};

static const struct {
	const char *what, *hex;
	enum tpdu_place place;
} bad[] = {
	/* CVE-2023-2794, -4232 to -4235, CVE-2024-7547 */
	{ "155 octets", "04" OA "0004" STAMP "9B" X140 X10 "4141414141", TPDU_DELIVERED },
	{ "161 septets", "04" OA "0000" STAMP "A1" X140 "41", TPDU_DELIVERED },
	{ "a report of 160 octets", "0601" OA STAMP STAMP "00070004A0" X140 X10 X10,
	  TPDU_REPORTED },
	{ "255 digits", "04FF91" X140 "0000" STAMP "00", TPDU_DELIVERED },
	{ "21 digits",
	  "041591" X10 "41"
	  "0000" STAMP "00",
	  TPDU_DELIVERED },
	{ "a submit report", "0100070004C8" X140, TPDU_DELIVERED },
	{ "a deliver report", "00D0070004C8" X140, TPDU_DELIVERED },
	{ "a command", "02010000010B915155051032F4C8" X140, TPDU_STORED },
	/* a line end in a sender's name, also behind an escape */
	{ "CR in a name",
	  "0406D0C18610"
	  "0000" STAMP "00",
	  TPDU_DELIVERED },
	{ "LF in a name",
	  "0402D00A"
	  "0000" STAMP "00",
	  TPDU_DELIVERED },
	{ "an escape at the end",
	  "0402D01B"
	  "0000" STAMP "00",
	  TPDU_DELIVERED },
	{ "two escapes",
	  "0404D09B0D"
	  "0000" STAMP "00",
	  TPDU_DELIVERED },
	/* ModemManager's fuzzing of 2023 */
	{ "a report with nothing", "0ABF00", TPDU_REPORTED },
	{ "a header that is not there", "44" OA "0000" STAMP "00", TPDU_DELIVERED },
	{ "a header over the end",
	  "44" OA "0004" STAMP "02"
	  "0500",
	  TPDU_DELIVERED },
	{ "an element over the end",
	  "44" OA "0004" STAMP "04"
	  "03000501",
	  TPDU_DELIVERED },
	{ "an element cut off",
	  "44" OA "0004" STAMP "02"
	  "0100",
	  TPDU_DELIVERED },
	/* types that do not belong there */
	{ "a report as a text", "0601" OA STAMP STAMP "00", TPDU_DELIVERED },
	{ "a text as a report", "04" OA "0000" STAMP "00", TPDU_REPORTED },
	{ "our own as a text", "1100" OA "0000A700", TPDU_DELIVERED },
	{ "the reserved type", "07" OA "0000" STAMP "00", TPDU_STORED },
	{ "nothing", "", TPDU_STORED },
};

/* Every shorter TPDU is refused, but for a report whose optional part is cut off as a whole. */
static void test_cuts(void)
{
	char cut[1100];

	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++) {
		CHECK_IN(fits(good[i].hex, good[i].place) == REASON_OK, "%s", good[i].what);
		snprintf(cut, sizeof(cut), "%s41", good[i].hex);
		CHECK_IN(fits(cut, good[i].place) == REASON_TPDU ||
				 strcmp(good[i].what, "a report") == 0 ||
				 strcmp(good[i].what, "a stored report") == 0,
			 "%s and more", good[i].what);
		for (size_t n = 0; n < strlen(good[i].hex); n += 2) {
			snprintf(cut, sizeof(cut), "%.*s", (int)n, good[i].hex);
			CHECK_IN(fits(cut, good[i].place) == REASON_TPDU ||
					 strcmp(good[i].what, "a report with all") == 0,
				 "%s cut to %zu", good[i].what, n / 2);
		}
	}
}

static void test_bad(void)
{
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		CHECK_IN(fits(bad[i].hex, bad[i].place) == REASON_TPDU, "%s", bad[i].what);
}

static void test_hex(void)
{
	static char huge[1028];

	memset(huge, '0', sizeof(huge) - 1);
	CHECK_EQ(tpdu_hex_fits(view("0004g0"), TPDU_STORED), REASON_AT_ENTRY);
	CHECK_EQ(tpdu_hex_fits(view("00040"), TPDU_STORED), REASON_AT_ENTRY);
	CHECK_EQ(tpdu_hex_fits(view(huge), TPDU_STORED), REASON_AT_ENTRY);
	CHECK_EQ(tpdu_hex_fits(view(""), TPDU_STORED), REASON_TPDU);
	CHECK_EQ(tpdu_hex_fits(view("0391"), TPDU_STORED), REASON_TPDU);
	CHECK_EQ(tpdu_hex_fits(view("0291aa04" OA "0000" STAMP "00"), TPDU_DELIVERED), REASON_OK);
}

int main(void)
{
	test_cuts();
	test_bad();
	test_hex();
	return check_done();
}
