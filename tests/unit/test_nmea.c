/* SPDX-License-Identifier: GPL-2.0-or-later */
/* NMEA sentences: what passes, what is refused and why, in any pieces, bounded. */
#include "../check.h"
#include "../../parsers/nmea.h"

#include <stdlib.h>

static uint8_t memory[1 << 22];
static struct cur records;
static struct at_record r;

static void feed(struct cur bytes, size_t step)
{
	static struct nmea_stream s;
	struct wtr w = { memory, sizeof(memory), 0 };

	nmea_init(&s);
	while (bytes.n > 0) {
		struct cur chunk;

		CHECK(cur_take(&bytes, step < bytes.n ? step : bytes.n, &chunk) &&
		      nmea_feed(&s, &chunk, &w));
	}
	CHECK(nmea_signal(&s, AT_KIND_END, 5, &w));
	records = (struct cur){ w.p, w.len };
}

static struct cur view(const char *text)
{
	return (struct cur){ (const uint8_t *)text, strlen(text) };
}

static bool sentence(const char *text)
{
	uint8_t out[128];
	struct wtr w = { out, sizeof(out), 0 }, small = { out, strlen(text) - 1, 0 };

	return nmea_next(&records, &r) && nmea_encode(&r, &w) && w.len == strlen(text) &&
	       memcmp(out, text, w.len) == 0 && !nmea_encode(&r, &small) && small.len == 0;
}

static bool refused(enum reason why)
{
	return nmea_next(&records, &r) && r.kind == AT_KIND_REFUSAL && r.reason == why;
}

static bool end(void)
{
	return nmea_next(&records, &r) && r.kind == AT_KIND_END && r.error == 5 && records.n == 0;
}

static void test_sentences(void)
{
	for (size_t step = 1; step < 40; step++) {
		feed(view("$GPGSA,A,1,,,,,,,,,,,,,,,*1E\r\n$GPGGA,,,,,,0,,,,,,,,*66\r\n"
			  "$GPRMC,,V,,,,,,,,,,n*73\n!AIVDM,1*4A\r"),
		     step);
		CHECK(sentence("$GPGSA,A,1,,,,,,,,,,,,,,,*1E\r\n"));
		CHECK(sentence("$GPGGA,,,,,,0,,,,,,,,*66\r\n"));
		CHECK(sentence("$GPRMC,,V,,,,,,,,,,n*73\r\n"));
		CHECK(sentence("!AIVDM,1*4A\r\n"));
		CHECK(end());
	}
	feed(view("$GPGSA,A,1,,,,,,,,,,,,,,,*1e\r\n"), 99);
	CHECK(sentence("$GPGSA,A,1,,,,,,,,,,,,,,,*1E\r\n") && end());
}

static void is(const char *text, enum reason why)
{
	feed(view(text), 7);
	CHECK_IN(refused(why) && end(), "%s: %s", text, reason_word((enum reason)r.reason));
}

static void test_refused(void)
{
	char text[256];

	is("$GPGGA,,,,,,0,,,,,,,,*67\r\n", REASON_NMEA_CHECKSUM);
	is("$GPGGA,,,,,,0,,,,,,,,\r\n", REASON_NMEA_CHECKSUM);
	is("$GPGGA,,,,,,0,,,,,,,,*6\r\n", REASON_NMEA_CHECKSUM);
	is("$GPGGA,,,,,,0,,,,,,,,*6G\r\n", REASON_NMEA_CHECKSUM);
	is("GPGGA,,,,,,0,,,,,,,,*66\r\n", REASON_NMEA_SYNTAX);
	is("$gpGGA,1*00\r\n", REASON_NMEA_SYNTAX);
	is("$,,,,,,0,,,,,,,,*66\r\n", REASON_NMEA_SYNTAX);
	is("OK\r\n", REASON_NMEA_SYNTAX);
	is("$GPGGA,$,1*00\r\n", REASON_AT_CHARACTER);
	is("$GPGGA,\x01,1*00\r\n", REASON_AT_CHARACTER);
	is("$GPGGA,\xe4,1*00\r\n", REASON_AT_CHARACTER);
	is("$GPGGA,\t,1*00\r\n", REASON_AT_CHARACTER);
	is("\x7e\x01\x02\r\n", REASON_AT_BINARY);
	is("\xff\xff\r\n", REASON_AT_BINARY);
	is("$GPGGA,,,,,,0,,,,,,,,*66", REASON_AT_LINE_CUT);
	snprintf(text, sizeof(text), "$GPTXT,%0100d*00\r\n", 1);
	is(text, REASON_NMEA_LONG);
	snprintf(text, sizeof(text), "$GPTXT,%089d*00\r\n", 1);
	is(text, REASON_NMEA_LONG);
	snprintf(text, sizeof(text), "$GPTXT,%088d*00\r\n", 1);
	is(text, REASON_NMEA_CHECKSUM);
}

static void test_bounded(void)
{
	static uint8_t bytes[1 << 20];
	static const uint8_t fills[] = { 0, 'x', '$', 0x01, 0xFF, '\r' };
	uint64_t told;

	for (size_t i = 0; i < sizeof(fills); i++) {
		memset(bytes, fills[i], sizeof(bytes));
		feed((struct cur){ bytes, sizeof(bytes) }, 4096);
		CHECK_IN(records.n < 4096, "0x%02x: %zu", fills[i], records.n);
		told = 0;
		while (nmea_next(&records, &r))
			told += r.wire_len;
		CHECK_IN(records.n == 0 && told <= sizeof(bytes), "0x%02x", fills[i]);
	}
}

/* What another side's reader says, or nobody's, is not of an NMEA port. */
static void test_captured(void)
{
	uint8_t copy[256];

	feed(view("$GPGGA,,,,,,0,,,,,,,,*66\r\n"), 99);
	memcpy(copy, records.p, records.n);
	for (size_t i = 0; i < records.n; i++)
		for (unsigned bit = 0; bit < 8; bit++) {
			struct cur batch = { copy, records.n };
			uint8_t out[128];
			struct wtr w = { out, sizeof(out), 0 };
			uint16_t column;

			copy[i] ^= (uint8_t)(1u << bit);
			if (nmea_next(&batch, &r) && r.kind == AT_KIND_TEXT)
				CHECK_IN(nmea_encode(&r, &w) &&
						 nmea_check((struct cur){ out, w.len - 2 },
							    &column) == REASON_OK,
					 "%zu", i);
			copy[i] ^= (uint8_t)(1u << bit);
		}
}

int main(void)
{
	test_sentences();
	test_refused();
	test_bounded();
	test_captured();
	return check_done();
}
