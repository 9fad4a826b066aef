/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The AT framer: lines, data and noise of both sides; the same in any pieces, and bounded. */
#include "../check.h"
#include "../at_generate.h"

#include <stdlib.h>

static struct at_record r;
static struct cur records;
static enum side side;

static struct cur view(const char *text)
{
	return (struct cur){ (const uint8_t *)text, strlen(text) };
}

static void open_bytes(const struct frame_at_options *o, struct cur bytes, size_t step)
{
	side = o->side;
	records = at_generate_records(o, bytes, step);
}

static const struct frame_at_options host = { .side = SIDE_CLIENT };
static const struct frame_at_options host_text = { .side = SIDE_CLIENT, .text_entry = true };
static const struct frame_at_options host_raw = { .side = SIDE_CLIENT, .raw = true };
static const struct frame_at_options port = { .side = SIDE_MODEM };
static const struct frame_at_options port_data = { .side = SIDE_MODEM, .data = true };
static const struct frame_at_options port_raw = { .side = SIDE_MODEM, .raw = true };

/* The next record is of this kind, and says this. */
static bool next(enum at_kind kind, const char *text)
{
	struct cur want = view(text);

	if (!at_next(&records, side, &r) || r.kind != kind)
		return false;
	if (kind == AT_KIND_REFUSAL)
		return strcmp(reason_word((enum reason)r.reason), text) == 0;
	return r.text.n == want.n && memcmp(r.text.p, want.p, want.n) == 0;
}

/* The next record is a line of so many commands. */
static bool line(unsigned parts)
{
	return next(AT_KIND_LINE, "") && r.n_parts == parts;
}

static bool end(void)
{
	return next(AT_KIND_END, "") && records.n == 0;
}

#define OPEN(options, text) \
	open_bytes(&(options), (struct cur){ (const uint8_t *)text, sizeof(text) - 1 }, 0)

/* --- clients --- */

static void test_client_lines(void)
{
	OPEN(host, "AT\rat\nAT+CSQ\r\n\nAT\r");
	CHECK(line(0) && line(0) && line(1) && line(0) && end());
	OPEN(host, "\x1b\rATE1\r");
	CHECK(line(1) && r.wire_len == 7 && end());
	OPEN(host, "\0\0\xff\x1a \r\nATE1\r");
	CHECK(line(1) && end());
	OPEN(host, "A/a/AT\r+++AT\r");
	CHECK(next(AT_KIND_REPEAT, "") && next(AT_KIND_REPEAT, "") && line(0) &&
	      next(AT_KIND_ESCAPE, "") && line(0) && end());
	OPEN(host, "AAAT\rhello\rABC\r++\rAT\r");
	CHECK(line(0) && next(AT_KIND_REFUSAL, "at-no-prefix") &&
	      next(AT_KIND_REFUSAL, "at-no-prefix") && next(AT_KIND_REFUSAL, "at-no-prefix") &&
	      line(0) && end());
	OPEN(host, "\x7e\0\x78\xf0\x7e"
		   "AT\r");
	CHECK(next(AT_KIND_REFUSAL, "at-binary") && line(0) && end());
	OPEN(host, "\x7e\xff\x7d\x23\rAT\r");
	CHECK(next(AT_KIND_REFUSAL, "at-binary") && line(0) && end());
	OPEN(host, "AT+CS");
	CHECK(next(AT_KIND_REFUSAL, "at-line-cut") && end());
	OPEN(host, "A");
	CHECK(next(AT_KIND_REFUSAL, "at-line-cut") && end());
}

static void test_client_entry(void)
{
	OPEN(host, "AT+CMGS=2\r0001\x1a"
		   "AT\r");
	CHECK(line(1) && next(AT_KIND_ENTRY, "\0\1") == false && r.text.n == 2 &&
	      r.text.p[1] == 1 && line(0) && end());
	OPEN(host, "AT+CMGS=2\r\n 0 1\x1a"
		   "AT\r");
	CHECK(line(1) && next(AT_KIND_REFUSAL, "at-entry"));
	OPEN(host, "AT+CMGS=2\rabcdef\r\n01\x1a");
	CHECK(line(1) && next(AT_KIND_ENTRY, "\xab\xcd\xef\x01") && end());
	OPEN(host, "AT+CMGS=2\rAB\x1a");
	CHECK(line(1) && next(AT_KIND_ENTRY, "\xab") && end());
	OPEN(host, "AT+CMGS=2\rAT+CSQ\rAT+CMGS=2\ra/AT\r");
	CHECK(line(1) && line(1) && line(1) && next(AT_KIND_REPEAT, "") && line(0) && end());
	OPEN(host, "AT+CMGS=2\r\x1b"
		   "AT+CMGS=2\r00\x1b"
		   "AT\r");
	CHECK(line(1) && next(AT_KIND_CANCEL, "") && line(1) && next(AT_KIND_CANCEL, "") &&
	      line(0) && end());
	OPEN(host, "AT+CMGS=2\r000\x1a"
		   "AT\r");
	CHECK(line(1) && next(AT_KIND_REFUSAL, "at-entry") && line(0) && end());
	OPEN(host, "AT+CMGS=2\r00xyz00\x1a"
		   "AT\r");
	CHECK(line(1) && next(AT_KIND_REFUSAL, "at-entry") && line(0) && end());
	OPEN(host, "AT+CMGS=2\r\x1a"
		   "AT\r");
	CHECK(line(1) && next(AT_KIND_REFUSAL, "at-entry") && line(0) && end());
	OPEN(host, "AT+CMGS=2\r00");
	CHECK(line(1) && next(AT_KIND_REFUSAL, "at-line-cut") && end());
	/* A line that is refused announces nothing; nor does one with no length. */
	OPEN(host, "AT+CMGS=2,999\r00\x1a\rAT+CNMA=1\rAT\r");
	CHECK(next(AT_KIND_REFUSAL, "at-value-range") && next(AT_KIND_REFUSAL, "at-no-prefix") &&
	      line(1) && line(0) && end());
	OPEN(host, "AT+QCMGS=\"+49\",1,1,1\rAT\r");
	CHECK(line(1) && line(0) && end());
}

static void test_client_text(void)
{
	char long_text[AT_MAX_ENTRY + 64];

	OPEN(host, "AT+CMGS=\"+49\"\rAT\r");
	CHECK(line(1) && line(0) && end());
	OPEN(host_text, "AT+CMGS=\"+49\"\rhello\r\nOK\r\n\xe4\x1a"
			"AT\r");
	CHECK(line(1) && next(AT_KIND_ENTRY, "hello\r\nOK\r\n\xe4") && r.flags == AT_RECORD_TEXT &&
	      line(0) && end());
	OPEN(host_text, "AT+CMGS=\"+49\"\rAT+CSQ\r");
	CHECK(line(1) && line(1) && end());
	OPEN(host_text, "AT+CMGS=\"+49\"\rAT home\x1a"
			"AT+CMGS=\"+49\"\rbye\x1b");
	CHECK(line(1) && next(AT_KIND_ENTRY, "AT home") && line(1) && next(AT_KIND_CANCEL, "") &&
	      end());
	OPEN(host_text, "AT+CMGW\ra\x01z\x1a"
			"AT\r");
	CHECK(line(1) && next(AT_KIND_REFUSAL, "at-entry") && line(0) && end());
	memset(long_text, 'x', sizeof(long_text));
	memcpy(long_text, "AT+CMGW\r", 8);
	strcpy(long_text + sizeof(long_text) - 5, "\x1a"
						  "AT\r");
	open_bytes(&host_text, view(long_text), 0);
	CHECK(line(1) && next(AT_KIND_REFUSAL, "at-entry-long") && line(0) && end());
}

/* --- modems --- */

static void test_modem_lines(void)
{
	OPEN(port, "\r\nOK\r\nOK\r\r\nOK\n\rOK\rOK\n\0\0OK\r");
	for (unsigned i = 0; i < 6; i++)
		CHECK(next(AT_KIND_FINAL, "OK") && r.final == AT_FINAL_OK);
	CHECK(end());
	OPEN(port, "AT+CGMI\rhuawei\r\nOK\r\n");
	CHECK(next(AT_KIND_ECHO, "AT+CGMI") && next(AT_KIND_TEXT, "huawei") &&
	      next(AT_KIND_FINAL, "OK") && end());
	OPEN(port, "\r\n> \r\n>\r\n>text\r\n> > x\r\n>> \r\n");
	CHECK(next(AT_KIND_PROMPT, "") && next(AT_KIND_PROMPT, "") && next(AT_KIND_PROMPT, "") &&
	      next(AT_KIND_TEXT, "text") && r.flags == AT_RECORD_PROMPTED &&
	      next(AT_KIND_PROMPT, "") && next(AT_KIND_TEXT, "> x") && next(AT_KIND_PROMPT, "") &&
	      next(AT_KIND_TEXT, "> ") && end());
	OPEN(port, "0\r2\r9\r00\r001\r");
	CHECK(next(AT_KIND_FINAL, "0") && r.flags == AT_RECORD_NUMERIC && next(AT_KIND_TEXT, "2") &&
	      next(AT_KIND_TEXT, "9") && next(AT_KIND_HEX, "00") && next(AT_KIND_TEXT, "001") &&
	      end());
	OPEN(port, "a\tb\xe4\r+X: \"\xe4\"\r+X: \xe4\r+X: a(b)\r+X: (\r+X: )\r+X: \"a\r");
	CHECK(next(AT_KIND_TEXT, "a b\xe4") && next(AT_KIND_INFO, "+X: \"\xe4\"") &&
	      next(AT_KIND_REFUSAL, "at-character") && next(AT_KIND_INFO, "+X: a(b)") &&
	      next(AT_KIND_REFUSAL, "at-list") && next(AT_KIND_INFO, "+X: )") &&
	      next(AT_KIND_REFUSAL, "at-quote") && end());
	OPEN(port, "+X: ((((1))))\r+X: (((((1)))))\r^Huawei: 1\r-STX\r");
	CHECK(next(AT_KIND_INFO, "+X: ((((1))))") && next(AT_KIND_REFUSAL, "at-list") &&
	      next(AT_KIND_INFO, "^Huawei: 1") && next(AT_KIND_TEXT, "-STX") && end());
	OPEN(port, "OK");
	CHECK(next(AT_KIND_REFUSAL, "at-line-cut") && end());
}

static void test_modem_noise(void)
{
	OPEN(port, "\x7e\x01\x02\x7e\r\nOK\r\n");
	CHECK(next(AT_KIND_REFUSAL, "at-binary") && next(AT_KIND_FINAL, "OK") && end());
	OPEN(port, "\x01\0\0\0\x30\0\0\0\r\nOK\r\n");
	CHECK(next(AT_KIND_REFUSAL, "at-binary") && next(AT_KIND_FINAL, "OK") && end());
	OPEN(port, "\xff\xff\xff\xff\nOK\n");
	CHECK(next(AT_KIND_REFUSAL, "at-binary") && next(AT_KIND_FINAL, "OK") && end());
	OPEN(port, "text\x01\x02\r\nO\0K\r\nOK\r\n");
	CHECK(next(AT_KIND_REFUSAL, "at-character") && r.column == 5 &&
	      next(AT_KIND_REFUSAL, "at-character") && next(AT_KIND_FINAL, "OK") && end());
	OPEN(port, "$GPGGA,1,2*00\r\n$GPSP: 1\r\n");
	CHECK(next(AT_KIND_REFUSAL, "at-nmea") && next(AT_KIND_INFO, "$GPSP: 1") && end());
	OPEN(port, "RDY:\xc1\r\nMODEM: (\r\n");
	CHECK(next(AT_KIND_REFUSAL, "at-character") && r.n_parts == 1 &&
	      next(AT_KIND_REFUSAL, "at-list") && end());
	OPEN(port, "\x7e\x01");
	CHECK(next(AT_KIND_REFUSAL, "at-binary") && end());
}

static void test_modem_joined(void)
{
	char text[2 * AT_MAX_LINE];

	OPEN(port, "+CUSD: 0,\"a\r\nOK\r\n\r\nb\",15\r\nOK\r\n");
	CHECK(next(AT_KIND_INFO, "+CUSD: 0,\"a OK b\",15") && r.flags == AT_RECORD_JOINED &&
	      next(AT_KIND_FINAL, "OK") && end());
	OPEN(port, "+CREG: \"a\r\nOK\r\n");
	CHECK(next(AT_KIND_REFUSAL, "at-quote") && next(AT_KIND_FINAL, "OK") && end());
	/* A quote that never ends takes no more than a line may have. */
	strcpy(text, "+CUSD: 0,\"");
	while (strlen(text) < sizeof(text) - 16)
		strcat(text, "OK\r\n");
	strcat(text, "OK\r\n");
	open_bytes(&port, view(text), 0);
	while (at_next(&records, side, &r) && r.kind != AT_KIND_REFUSAL)
		;
	CHECK(r.reason == REASON_AT_QUOTE || r.reason == REASON_AT_LINE_LONG);
	CHECK(next(AT_KIND_FINAL, "OK"));
}

/* --- data mode --- */

static void test_raw(void)
{
	char all[64] = "";

	OPEN(port_data, "\r\nCONNECT 100000\r\n\x7e"
			"data\x7e\r\nNO CARRIER\r\nOK\r\n");
	CHECK(next(AT_KIND_FINAL, "CONNECT 100000") && r.number == 100000);
	while (at_next(&records, side, &r) && r.kind == AT_KIND_DATA)
		strncat(all, (const char *)r.text.p, r.text.n);
	CHECK(strcmp(all, "\x7e"
			  "data\x7e") == 0);
	CHECK(r.kind == AT_KIND_FINAL && r.final == AT_FINAL_NO_CARRIER);
	CHECK(next(AT_KIND_FINAL, "OK") && end());
	/* In a packet the words are data. */
	OPEN(port_data, "CONNECT\r\n\x7e!x\r\nNO CARRIER\r\n\x7e");
	CHECK(next(AT_KIND_FINAL, "CONNECT") && next(AT_KIND_DATA, "\x7e") &&
	      next(AT_KIND_DATA, "!x\r\nNO CARRIER\r\n\x7e") && end());
	OPEN(port_data, "CONNECT\r\nNO CARRIER\r\nOK\r\n");
	CHECK(next(AT_KIND_FINAL, "CONNECT") && next(AT_KIND_FINAL, "NO CARRIER") &&
	      next(AT_KIND_FINAL, "OK") && end());
	OPEN(port, "CONNECT\r\nOK\r\n");
	CHECK(next(AT_KIND_FINAL, "CONNECT") && next(AT_KIND_FINAL, "OK") && end());
	OPEN(port_raw, "\r\nNO CARRIEX\r\n\r");
	CHECK(next(AT_KIND_DATA, "\r\nNO CARRIEX") && next(AT_KIND_DATA, "\r\n\r") && end());
	OPEN(port_raw, "\r\nNOX\r\nNO CARRIER\r\n");
	CHECK(next(AT_KIND_DATA, "\r\nNOX") && next(AT_KIND_DATA, "\r\nNO CARRIER\r\n") && end());
	OPEN(port_raw, "\x7e\r\nNO");
	CHECK(next(AT_KIND_DATA, "\x7e") && next(AT_KIND_DATA, "\r\nNO") && end());
}

/* With +++ and silence a modem would take commands where nobody judges them. */
static void test_raw_escape(void)
{
	OPEN(host_raw, "abc+++");
	CHECK(next(AT_KIND_DATA, "abc++") && end());
	OPEN(host_raw, "abc+++d++++");
	CHECK(next(AT_KIND_DATA, "abc+++d+++") && end());
	open_bytes(&host_raw, view("+++ATH\r"), 3);
	CHECK(next(AT_KIND_DATA, "++") && next(AT_KIND_DATA, "+ATH") && next(AT_KIND_DATA, "\r") &&
	      end());
}

/* --- any pieces, any size --- */

/* All that records say, but for the sizes of data. */
static size_t summary(const struct frame_at_options *o, struct cur bytes, size_t step,
		      struct wtr *w)
{
	bool ok = true;

	open_bytes(o, bytes, step);
	while (records.n > 0) {
		if (!at_next(&records, side, &r)) {
			CHECK(false);
			break;
		}
		if (r.kind != AT_KIND_DATA)
			ok = ok && wtr_u8(w, r.kind) && wtr_u8(w, r.reason) && wtr_u8(w, r.flags) &&
			     wtr_u16(w, r.column) &&
			     wtr_u32(w, r.kind == AT_KIND_END ? 0 : r.wire_len) &&
			     wtr_u16(w, r.n_values);
		ok = ok && wtr_bytes(w, r.text);
	}
	CHECK(ok);
	return w->len;
}

static void same_in_pieces(const struct frame_at_options *o, struct cur bytes)
{
	static uint8_t first[1 << 20], second[1 << 20];
	struct wtr a = { first, sizeof(first), 0 };

	summary(o, bytes, 0, &a);
	for (size_t step = 1; step < 24; step++) {
		struct wtr b = { second, sizeof(second), 0 };

		summary(o, bytes, step, &b);
		CHECK_IN(a.len == b.len && memcmp(first, second, a.len) == 0, "step %zu", step);
	}
}

static void test_pieces(void)
{
	static const char host_bytes[] = "\x1b\rATE0V1;+CSQ\r\nA/+++AT+CMGS=3\r0011\x1a"
					 "AT+CMGS=\"+49\"\rhi\r\n\x1a"
					 "\x7e\x01\x7e"
					 "xyz\rAT+CMGS=1\rAT\r"
					 "AT@\r";
	static const char port_bytes[] =
		"AT\r\r\nOK\r\n> 00\r\n+CUSD: 0,\"a\nb\",15\r\n\x7e\x01\x7e\0\0+CREG: 1\r\n\x01\r\n"
		"$GPGGA,*11\rCONNECT\r\n\x7e"
		"12\r\nNO CARRIER\r\n\x7e\x7e\r\nNO CARRIER\r\nOK\r";
	static const char raw_bytes[] = "++++a+++b+++";

	same_in_pieces(&host_text,
		       (struct cur){ (const uint8_t *)host_bytes, sizeof(host_bytes) - 1 });
	same_in_pieces(&host, (struct cur){ (const uint8_t *)host_bytes, sizeof(host_bytes) - 1 });
	same_in_pieces(&port_data,
		       (struct cur){ (const uint8_t *)port_bytes, sizeof(port_bytes) - 1 });
	same_in_pieces(&host_raw, view(raw_bytes));
}

/* Any bytes at all, with many of those that mean something. */
static void test_random(void)
{
	static const uint8_t liked[] = "AT+CMGS=2\r\n>\x1a\x1b\x7e\"(),;0CONNECT";
	static uint8_t bytes[3000];

	srand(1);
	for (unsigned round = 0; round < 60; round++) {
		for (size_t i = 0; i < sizeof(bytes); i++)
			bytes[i] = rand() % 5 ? liked[(size_t)rand() % (sizeof(liked) - 1)]
					      : (uint8_t)rand();
		same_in_pieces(round % 2 ? &host_text : &port_data,
			       (struct cur){ bytes, sizeof(bytes) });
	}
}

static void bounded(const struct frame_at_options *o, uint8_t fill, enum reason why)
{
	enum { MEGABYTE = 1 << 20 };
	uint8_t *bytes = malloc(MEGABYTE + 8);
	uint64_t told = 0;
	bool refused = false;

	if (!bytes)
		abort();
	memset(bytes, fill, MEGABYTE);
	memcpy(bytes, "AT", o->side == SIDE_CLIENT && fill >= ' ' ? 2 : 0);
	memcpy(bytes + MEGABYTE, "\r\nAT\r", 5);
	open_bytes(o, (struct cur){ bytes, MEGABYTE + 5 }, 4096);
	while (at_next(&records, side, &r) && r.kind != AT_KIND_END) {
		told += r.wire_len;
		if (r.kind == AT_KIND_REFUSAL) {
			CHECK_IN(r.reason == why, "0x%02x: %s", fill,
				 reason_word((enum reason)r.reason));
			refused = true;
		}
	}
	CHECK_IN(refused && r.kind == AT_KIND_END && told + r.wire_len == MEGABYTE + 5, "0x%02x",
		 fill);
	free(bytes);
}

static void test_bounded(void)
{
	bounded(&host, 'x', REASON_AT_LINE_LONG);
	bounded(&host, 0, REASON_AT_BINARY);
	bounded(&host, '"', REASON_AT_LINE_LONG);
	bounded(&host, 0x01, REASON_AT_NO_PREFIX);
	bounded(&port, 'x', REASON_AT_LINE_LONG);
	bounded(&port, 0, REASON_AT_BINARY);
	bounded(&port, 0x01, REASON_AT_BINARY);
	bounded(&port, 0x7E, REASON_AT_BINARY);
	bounded(&port, 0xFF, REASON_AT_BINARY);
}

static void test_full(void)
{
	static uint8_t memory[AT_RECORD_MAX + 16];
	static struct frame_at f;
	struct wtr w = { memory, sizeof(memory), 0 };
	struct cur chunk = view("AT\rAT\rAT\r");

	frame_at_init(&f, &host);
	CHECK(frame_at_feed(&f, &chunk, &w) == FRAME_AT_FULL && w.len > 0 && chunk.n > 0);
	w.len = 0;
	CHECK(frame_at_feed(&f, &chunk, &w) == FRAME_AT_FULL && chunk.n == 3);
	w.len = 0;
	CHECK(frame_at_feed(&f, &chunk, &w) == FRAME_AT_MORE && chunk.n == 0);
	w.len = 0;
	chunk = view("AT+C");
	CHECK(frame_at_feed(&f, &chunk, &w) == FRAME_AT_MORE && frame_at_lost(&f, &w));
	records = (struct cur){ w.p, w.len };
	side = SIDE_CLIENT;
	CHECK(next(AT_KIND_REFUSAL, "at-line-cut") && next(AT_KIND_LOST, "") && records.n == 0);
}

int main(void)
{
	test_client_lines();
	test_client_entry();
	test_client_text();
	test_modem_lines();
	test_modem_noise();
	test_modem_joined();
	test_raw();
	test_raw_escape();
	test_pieces();
	test_random();
	test_bounded();
	test_full();
	return check_done();
}
