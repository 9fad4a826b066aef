/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cell broadcast: pages, whole messages and alarms, their sizes and numbers. */
#include "payload_kit.h"
#include "../../parsers/cbm.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define CBM PAYLOAD_CBM
#define X10 "41414141414141414141"
#define X82 X10 X10 X10 X10 X10 X10 X10 X10 "4141"
#define X50 X10 X10 X10 X10 X10

/* Any shorter page is a page too; what must hold of all cuts is tested below. */
static const struct kit_vector rows[] = {
	{ "a page", CBM, "6760 1112 0F 16" X82, 0, "cbm.id=4370 cbm.dcs=15" },
	{ "the last page", CBM, "6760 1112 0F 66" X82, 0, NULL },
	{ "page 0 is 1 of 1", CBM, "6760 1112 0F 05" X82, 0, NULL },
	{ "of 0 pages", CBM, "6760 1112 0F 50" X82, 0, NULL },
	{ "page 7 of 6", CBM, "6760 1112 0F 76" X82, REASON_CBM_PAGE, NULL },
	{ "without padding", CBM, "40C0 111F 10 13 64650D0A", 0, "cbm.id=4383 cbm.dcs=16" },
	{ "nothing", CBM, "", REASON_CBM_PAGE, NULL },
	{ "half a head", CBM, "6760 1112 0F", REASON_CBM_PAGE, NULL },
	{ "no text", CBM, "6760 1112 0F 11", 0, NULL },
	{ "four octets behind it", CBM, "6760 1112 0F 11" X82 "16010000", 0, NULL },
	{ "a header", CBM, "6760 1112 94 11 05 00 03 01 02 01" X10, 0, NULL },
	{ "a header over the end", CBM, "6760 1112 94 11 05 00 03 01 02", REASON_SMS_HEADER, NULL },
	{ "UMTS", CBM, "01 1112 6760 0F !01" X82 "52", 0, "cbm.id=4370 cbm.dcs=15" },
	{ "UMTS, two pages", CBM, "01 1112 6760 0F !02" X82 "+52" X82 "+52", 0, NULL },
	{ "UMTS, no page", CBM, "01 1112 6760 0F 00" X82 "52", REASON_CBM_PAGE, NULL },
	{ "UMTS, 83 octets in a page", CBM, "01 1112 6760 0F 01" X82 "53", REASON_CBM_PAGE, NULL },
	{ "UMTS, a schedule", CBM, "02 1112 6760 0F 01" X82 "52", REASON_CBM_PAGE, NULL },
	{ "UMTS, 16 pages", CBM, "01 1112 6760 0F 10" X82 "52", REASON_CBM_PAGE, NULL },
	{ "an alarm", PAYLOAD_ETWS, "6760 1100 0580" X50, 0, "cbm.id=4352" },
	{ "a short alarm", PAYLOAD_ETWS, "6760 1100 0580", REASON_CBM_PAGE, NULL },
	{ "a long alarm", PAYLOAD_ETWS, "6760 1100 0580" X50 "00", REASON_CBM_PAGE, NULL },
};

/* Each size, up to more than 15 pages of UMTS have. */
static void test_sizes(void)
{
	static uint8_t bytes[CBM_MAX + 100];
	struct facts facts;

	memset(bytes, 1, sizeof(bytes));
	for (size_t n = 0; n < sizeof(bytes); n++) {
		size_t pages = n < 7 ? 0 : (n - 7) / (CBM_PAGE + 1);
		bool umts = n > CBM_SIZE + 1 && (n - 7) % (CBM_PAGE + 1) == 0 && pages <= 15;
		bool page = n >= CBM_HEAD && n <= CBM_SIZE + CBM_TRAILER && !umts;
		enum reason why;

		bytes[5] = 1;
		bytes[6] = (uint8_t)(page ? 1 : pages);
		why = kit_check(CBM, bytes, n, &facts);
		CHECK_IN((why == REASON_OK) == (page || umts), "%zu octets", n);
		CHECK_EQ(kit_check(PAYLOAD_ETWS, bytes, n, &facts) == REASON_OK, n == ETWS_SIZE);
	}
}

static void test_parameter(void)
{
	uint8_t page[CBM_SIZE] = { 0x67, 0x60, 0x11, 0x12, 0x0F };
	struct cbm m;

	for (unsigned p = 0; p < 256; p++) {
		unsigned number = p >> 4, pages = p & 0x0F;
		bool fits = number == 0 || pages == 0 || number <= pages;

		page[5] = (uint8_t)p;
		CHECK_IN((cbm_parse(CBM, (struct cur){ page, sizeof(page) }, &m, NULL) ==
			  REASON_OK) == fits,
			 "page parameter %02X", p);
		CHECK(!fits || (m.page >= 1 && m.page <= m.pages && m.id == 0x1112));
	}
}

/* TS 23.038 5, by hand. */
static void test_schemes(void)
{
	static const struct {
		uint8_t dcs;
		enum sms_alphabet alphabet;
		unsigned language;
		bool compressed;
	} schemes[] = {
		{ 0x00, SMS_TEXT, 0, false }, { 0x0F, SMS_TEXT, 0, false },
		{ 0x10, SMS_TEXT, 3, false }, { 0x11, SMS_UCS2, 2, false },
		{ 0x12, SMS_TEXT, 0, false }, { 0x20, SMS_TEXT, 0, false },
		{ 0x40, SMS_TEXT, 0, false }, { 0x44, SMS_DATA, 0, false },
		{ 0x48, SMS_UCS2, 0, false }, { 0x4C, SMS_TEXT, 0, false },
		{ 0x68, SMS_UCS2, 0, true },  { 0x59, SMS_UCS2, 0, false },
		{ 0x94, SMS_DATA, 0, false }, { 0x98, SMS_UCS2, 0, false },
		{ 0xD0, SMS_DATA, 0, false }, { 0xE0, SMS_DATA, 0, false },
		{ 0xF0, SMS_TEXT, 0, false }, { 0xF5, SMS_DATA, 0, false },
	};

	for (size_t i = 0; i < COUNT(schemes); i++)
		CHECK_IN(cbm_alphabet(schemes[i].dcs) == schemes[i].alphabet &&
				 cbm_language(schemes[i].dcs) == schemes[i].language &&
				 cbm_is_compressed(schemes[i].dcs) == schemes[i].compressed,
			 "scheme %02X", schemes[i].dcs);
}

int main(void)
{
	static struct kit_bytes b;
	struct facts facts;

	for (size_t i = 0; i < COUNT(rows); i++) {
		enum reason why;

		kit_read(rows[i].hex, &b);
		why = kit_check(rows[i].kind, b.bytes, b.n, &facts);
		CHECK_IN(why == rows[i].why, "%s: %s", rows[i].what, reason_word(why));
		CHECK_IN(!rows[i].facts || strcmp(kit_facts(&facts), rows[i].facts) == 0, "%s: %s",
			 rows[i].what, kit_facts(&facts));
		for (size_t k = 0; rows[i].why == REASON_OK && k < b.n; k++)
			kit_neighbours(&rows[i], &b, k);
		for (size_t n = 0; rows[i].why == REASON_OK && n < b.n; n++) {
			bool page = rows[i].kind == CBM && n >= CBM_HEAD && n <= 92;

			why = kit_check(rows[i].kind, b.bytes, n, &facts);
			CHECK_IN(page || why != REASON_OK, "%s cut to %zu", rows[i].what, n);
		}
	}
	test_sizes();
	test_parameter();
	test_schemes();
	return check_done();
}
