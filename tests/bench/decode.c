/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What judging a payload costs beside decoding a message of QMI with eight TLVs: all in one run, in
 * turns, so that whatever else the machine does meets each of them. Prints nanoseconds and ratios,
 * and ends with a line on the bound.
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "../../parsers/message.h"
#include "../../parsers/payload.h"
#include "../generate.h"

enum { TURNS = 200, RUNS = 500, TLVS = 8, BOUND = 30, SEPTETS = 160, TEXT = 160 };

static uint8_t frame_memory[65536], record_memory[RECORD_MAX_SIZE], out_memory[512];
static struct cur frame;
static uint8_t sms_memory[256], text_memory[256], apdu_memory[256];
static struct cur sms, display_text, fetched;

static double now_ns(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return 1e9 * (double)t.tv_sec + (double)t.tv_nsec;
}

static _Noreturn void die(const char *what)
{
	fprintf(stderr, "decode: %s\n", what);
	exit(1);
}

static void run_qmi(void)
{
	static const struct decoder d = { SIDE_MODEM, 0, 65535, false };
	struct wtr w = { record_memory, sizeof(record_memory), 0 };

	if (!message_decode(&d, frame, &w))
		die("the message is not decoded");
}

static void run_payload(enum payload_kind kind, struct cur bytes)
{
	struct facts facts = { 0 };
	struct wtr w = { out_memory, sizeof(out_memory), 0 };

	if (payload_check(kind, bytes, &facts, &w) != REASON_OK)
		die("a payload is refused");
}

static void run_sms(void)
{
	run_payload(PAYLOAD_SMS_DELIVERED, sms);
}

static void run_text(void)
{
	run_payload(PAYLOAD_STK_COMMAND, display_text);
}

static void run_fetched(void)
{
	run_payload(PAYLOAD_APDU_RESPONSE, fetched);
}

static struct {
	const char *name;
	void (*run)(void);
	double best_ns;
} subjects[] = {
	{ "QMI message of 8 TLVs", run_qmi, 1e18 },
	{ "SMS of 160 characters", run_sms, 1e18 },
	{ "DISPLAY TEXT of 160 characters", run_text, 1e18 },
	{ "the same in an answer to FETCH", run_fetched, 1e18 },
};

/* The first answer of the schema that has so many TLVs with all that it may have. */
static void make_message(void)
{
	static uint8_t values[1 << 16];
	static struct generate g;

	for (uint16_t row = 0; row < schema_row_count(); row++) {
		struct wtr v = { values, sizeof(values), 0 };
		struct wtr f = { frame_memory, sizeof(frame_memory), 0 };
		struct generated m;

		if (schema_row(row, NULL)->is_indication)
			continue;
		g = (struct generate){ .seed = 1, .elements = 1, .string = 8, .over = -1 };
		if (!generate_message(&g, row, TYPE_RESPONSE, true, &v, &m) || m.n != TLVS ||
		    !generate_frame(&m, &f))
			continue;
		frame = (struct cur){ f.p, f.len };
		return;
	}
	die("no message of so many TLVs");
}

static void put(struct wtr *w, const uint8_t *bytes, size_t n, uint8_t fill, size_t fills)
{
	bool fits = wtr_bytes(w, (struct cur){ bytes, n });

	for (size_t i = 0; i < fills; i++)
		fits = fits && wtr_u8(w, fill);
	if (!fits)
		die("a payload has no room");
}

static void make_payloads(void)
{
	static const uint8_t deliver[] = { 0x04, 0x0B, 0x91, 0x51, 0x55,   0x15, 0x50,
					   0x32, 0xF4, 0x00, 0x00, 0x42,   0x10, 0x10,
					   0x21, 0x00, 0x00, 0x40, SEPTETS };
	static const uint8_t text[] = { 0xD0, 0x81, 0xAD, 0x81, 0x03, 0x01, 0x21, 0x80,
					0x82, 0x02, 0x81, 0x02, 0x8D, 0x81, 0xA1, 0x04 };
	struct wtr w = { sms_memory, sizeof(sms_memory), 0 };

	put(&w, deliver, sizeof(deliver), 0x55, SEPTETS * 7 / 8);
	sms = (struct cur){ w.p, w.len };
	w = (struct wtr){ text_memory, sizeof(text_memory), 0 };
	put(&w, text, sizeof(text), 'a', TEXT);
	display_text = (struct cur){ w.p, w.len };
	w = (struct wtr){ apdu_memory, sizeof(apdu_memory), 0 };
	put(&w, text_memory, display_text.n, 0, 0);
	put(&w, (const uint8_t[]){ 0x90, 0x00 }, 2, 0, 0);
	fetched = (struct cur){ w.p, w.len };
}

int main(void)
{
	const size_t n = sizeof(subjects) / sizeof(subjects[0]);
	double worst = 0;

	make_message();
	make_payloads();
	for (unsigned turn = 0; turn < TURNS; turn++) {
		for (size_t i = 0; i < n; i++) {
			double begin = now_ns(), each;

			for (unsigned k = 0; k < RUNS; k++)
				subjects[i].run();
			each = (now_ns() - begin) / RUNS;
			if (each < subjects[i].best_ns)
				subjects[i].best_ns = each;
		}
	}
	for (size_t i = 0; i < n; i++) {
		double ratio = subjects[i].best_ns / subjects[0].best_ns;

		printf("%-32s %8.0f ns %6.1f\n", subjects[i].name, subjects[i].best_ns, ratio);
		worst = ratio > worst ? ratio : worst;
	}
	printf("payloads: at most %.1f times a QMI message of %d TLVs (<= %d: %s)\n", worst, TLVS,
	       BOUND, worst <= BOUND ? "reached" : "MISSED");
	return 0;
}
