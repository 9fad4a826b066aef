/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Messages of CDMA: parameters, addresses and user data bit by bit, at their bounds. */
#include "payload_kit.h"
#include "../../parsers/cdma.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define RECEIVED PAYLOAD_CDMA_RECEIVED
#define CDMA_SENT PAYLOAD_CDMA_SENT
#define WMT "00 !02 1002 "
/* 3305773196 as DTMF: 0 0 00001010, ten times four bits, six reserved */
#define FROM "02 !07 028CE95DCC6580 "
#define TO "04 !07 028CE95DCC6580 "
#define ID "00 !03 168D30 "
#define X10 "41414141414141414141"

static const struct kit_vector good[] = {
	{ "without a text", RECEIVED, "00" WMT "02 !07 028CE95DCC6580 | 08 !05 00 !03 168D30", 0,
	  "sms.origin=3305773196 cdma.teleservice=4098" },
	{ "a text", RECEIVED,
	  "00" WMT FROM "| 06 !01 FC | 08 !15" ID "01 !06 102418306080 03 !06 101004044847", 0,
	  "sms.origin=3305773196 sms.length=4 cdma.teleservice=4098" },
	{ "one that was sent", CDMA_SENT, "00" WMT TO "| 08 !0D" ID "01 !06 102418306080", 0,
	  "sms.destination=3305773196 sms.length=4 cdma.teleservice=4098" },
	{ "one that was sent, read again", RECEIVED, "00" WMT TO, 0, NULL },
	{ "an address of ASCII", RECEIVED, "00" WMT "02 !07 8882159A1C9880", 0,
	  "sms.origin=+491 cdma.teleservice=4098" },
	{ "nobody", RECEIVED, "00" WMT "02 !02 0000", 0, "sms.origin= cdma.teleservice=4098" },
	{ "signs", RECEIVED, "00" WMT "02 !03 00EAF0", 0, "sms.origin=0*# cdma.teleservice=4098" },
	{ "subaddresses", RECEIVED, "00" WMT FROM "| 03 !04 00241420 | 05 !02 0000", 0, NULL },
	{ "a broadcast", RECEIVED, "01 01 !02 1000 | 08 !05" ID, 0, "cdma.category=4096" },
	{ "an acknowledgement", CDMA_SENT, "02" TO "07 !01 04", 0, NULL },
	{ "one that failed", RECEIVED, "02" FROM "07 !02 0760", 0, NULL },
	{ "an empty text", RECEIVED, "00" WMT FROM "| 08 !09 00 !03 168D30 01 !02 1000", 0, NULL },
	{ "36 letters of ASCII", RECEIVED,
	  "00" WMT
	  "02 !27 889218989898989898989898989898989898989898989898989898989898989898989898989880",
	  0, NULL },
	{ "a call-back number of ASCII", RECEIVED,
	  "00" WMT FROM "| 08 !0B 00 !03 168D30 0E !04 91023132", 0, NULL },
	{ "GSM letters", RECEIVED, "00" WMT FROM "| 08 !0C 00 !03 168D30 01 !05 481C1850C0", 0,
	  NULL },
	{ "octets", RECEIVED, "00" WMT FROM "| 08 !0C 00 !03 168D30 01 !05 001A0A1218", 0, NULL },
	{ "Unicode", RECEIVED, "00" WMT FROM "| 08 !0D 00 !03 168D30 01 !06 201002080210", 0,
	  NULL },
	{ "a GSM coding scheme", RECEIVED, "00" WMT FROM "| 08 !0C 00 !03 168D30 01 !05 5020120A10",
	  0, NULL },
	{ "IS-91", RECEIVED, "00" WMT FROM "| 08 !0C 00 !03 168D30 01 !05 0C18182106", 0, NULL },
	{ "a header", RECEIVED, "00" WMT FROM "| 08 !11 00 !03 168D38 01 !0A 004028001808100A0A10",
	  0, NULL },
	{ "all subparameters of one size", RECEIVED,
	  "00" WMT FROM "| 08 !5B 00 !03 168D30 02 !01 05 03 !06 101004044847 04 !06 101004044847 "
	  "05 !01 A7 06 !06 101004044847 07 !01 A7 08 !01 40 09 !01 40 0A !01 50 0B "
	  "!01 12 0C !01 40 0D !01 02 0F !01 80 11 !02 0102 14 !01 03 15 !01 00 10 "
	  "!01 01 12 !02 0102 13 !01 00 16 !02 0001 17 !01 02 0E !03 018918",
	  0, NULL },
};

static const struct kit_vector bad[] = {
	{ "nothing", RECEIVED, "", REASON_CDMA_PARAMETER, NULL },
	{ "another message", RECEIVED, "03" WMT FROM, REASON_CDMA_PARAMETER, NULL },
	{ "a broadcast that is sent", CDMA_SENT, "01 01 02 1000", REASON_CDMA_PARAMETER, NULL },
	{ "no teleservice", RECEIVED, "00" FROM, REASON_CDMA_PARAMETER, NULL },
	{ "no address", RECEIVED, "00" WMT, REASON_CDMA_PARAMETER, NULL },
	{ "two addresses", RECEIVED, "00" WMT FROM TO, REASON_CDMA_PARAMETER, NULL },
	{ "the wrong address", CDMA_SENT, "00" WMT FROM, REASON_CDMA_PARAMETER, NULL },
	{ "twice the same", RECEIVED, "00" WMT FROM WMT, REASON_CDMA_PARAMETER, NULL },
	{ "an unknown parameter", RECEIVED, "00" WMT FROM "09 00", REASON_CDMA_PARAMETER, NULL },
	{ "a cause that is not there", CDMA_SENT, "02" TO "07 01 07", REASON_CDMA_PARAMETER, NULL },
	{ "a cause of no error", CDMA_SENT, "02" TO "07 02 0460", REASON_CDMA_PARAMETER, NULL },
	/* ModemManager's vectors of lengths that lie */
	{ "a parameter over the end", RECEIVED,
	  "00" WMT FROM "06 01 FC 08 20" ID "01 06 102418306080", REASON_CDMA_PARAMETER, NULL },
	{ "more digits than there are", RECEIVED, "00" WMT "02 07 038CE95DCC6580",
	  REASON_CDMA_ADDRESS, NULL },
	{ "user data of 0 fields and one more octet", RECEIVED,
	  "00" WMT FROM "08 !0A 00 !03 168D30 01 !03 100000", REASON_CDMA_USER_DATA, NULL },
	{ "bits beyond the subparameter", RECEIVED, "00" WMT FROM "08 09" ID "01 02 100E",
	  REASON_CDMA_USER_DATA, NULL },
	{ "more letters than there are", RECEIVED, "00" WMT FROM "08 0D" ID "01 06 103400000100",
	  REASON_CDMA_USER_DATA, NULL },
	/* CVE-2023-30644: addresses larger than any that a parser has room for */
	{ "37 digits", RECEIVED, "00" WMT "02 !14 0951111111111111111111111111111111111110",
	  REASON_CDMA_ADDRESS, NULL },
	{ "a subaddress of 37 octets", RECEIVED,
	  "00" WMT FROM
	  "03 !27 025414141414141414141414141414141414141414141414141414141414141414141414141410",
	  REASON_CDMA_ADDRESS, NULL },
	{ "a digit that is none", RECEIVED, "00" WMT "02 !02 0040", REASON_CDMA_ADDRESS, NULL },
	{ "37 letters", RECEIVED,
	  "00" WMT
	  "02 !28 88929898989898989898989898989898989898989898989898989898989898989898989898989880",
	  REASON_CDMA_ADDRESS, NULL },
	{ "a digit above #", RECEIVED, "00" WMT "02 !02 0074", REASON_CDMA_ADDRESS, NULL },
	{ "CR in a call-back number", RECEIVED, "00" WMT FROM "08 !0A 00 !03 168D30 0E !03 91010D",
	  REASON_TEXT_CONTROL, NULL },
	{ "a call-back number over the end", RECEIVED,
	  "00" WMT FROM "08 !09 00 !03 168D30 0E !02 0488", REASON_CDMA_ADDRESS, NULL },
	{ "excess digits", RECEIVED, "00" WMT "02 !03 005400", REASON_CDMA_ADDRESS, NULL },
	{ "CR in an address", RECEIVED, "00" WMT "02 !04 88808680", REASON_TEXT_CONTROL, NULL },
	{ "an 8-bit letter in an address", RECEIVED, "00" WMT "02 !04 8880D880",
	  REASON_TEXT_CONTROL, NULL },
	/* bearer data */
	{ "no message identifier", RECEIVED, "00" WMT FROM "08 08 01 06 102418306080",
	  REASON_CDMA_PARAMETER, NULL },
	{ "no bearer data in it", RECEIVED, "00" WMT FROM "08 00", REASON_CDMA_PARAMETER, NULL },
	{ "a message of type 0", RECEIVED, "00" WMT FROM "08 05 00 03 068D30",
	  REASON_CDMA_PARAMETER, NULL },
	{ "a message of type 9", RECEIVED, "00" WMT FROM "08 05 00 03 968D30",
	  REASON_CDMA_PARAMETER, NULL },
	{ "a subparameter twice", RECEIVED, "00" WMT FROM "08 0A" ID ID, REASON_CDMA_PARAMETER,
	  NULL },
	{ "an unknown subparameter", RECEIVED, "00" WMT FROM "08 07" ID "18 00",
	  REASON_CDMA_PARAMETER, NULL },
	{ "a stamp of one octet", RECEIVED, "00" WMT FROM "08 08" ID "03 01 00",
	  REASON_CDMA_PARAMETER, NULL },
	{ "an encoding that there is not", RECEIVED,
	  "00" WMT FROM "08 !09 00 !03 168D30 01 !02 5800", REASON_CDMA_USER_DATA, NULL },
	{ "a header and no user data", RECEIVED, "00" WMT FROM "08 05 00 03 168D38",
	  REASON_CDMA_USER_DATA, NULL },
	{ "a header beyond the user data", RECEIVED,
	  "00" WMT FROM "08 !0E 00 !03 168D38 01 !07 00282800180810", REASON_CDMA_USER_DATA, NULL },
};

/* Reserved bits come out zero. */
static void test_reserved(void)
{
	static const struct {
		const char *in, *out;
	} rows[] = {
		{ "00" WMT FROM "06 01 FF", "00" WMT FROM "06 01 FC" },
		{ "00" WMT "02 07 028CE95DCC65BF", "00" WMT "02 07 028CE95DCC6580" },
		{ "00" WMT FROM "08 05 00 03 168D37", "00" WMT FROM "08 05 00 03 168D30" },
		{ "00" WMT FROM "08 08" ID "08 01 7F", "00" WMT FROM "08 08" ID "08 01 40" },
		{ "00" WMT FROM "08 0D" ID "01 06 1024183060FF",
		  "00" WMT FROM "08 0D" ID "01 06 102418306080" },
	};
	static struct kit_bytes in, want;
	uint8_t bytes[KIT_MAX];

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct wtr w = { bytes, sizeof(bytes), 0 };

		kit_read(rows[i].in, &in);
		kit_read(rows[i].out, &want);
		CHECK_EQ(cdma_check(RECEIVED, (struct cur){ in.bytes, in.n }, NULL, &w), REASON_OK);
		CHECK_IN(w.len == want.n && memcmp(bytes, want.bytes, w.len) == 0, "%s",
			 rows[i].in);
	}
}

int main(void)
{
	for (size_t i = 0; i < COUNT(good); i++)
		kit_vector_check(&good[i]);
	for (size_t i = 0; i < COUNT(bad); i++)
		kit_vector_check(&bad[i]);
	test_reserved();
	return check_done();
}
