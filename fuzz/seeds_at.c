/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Lines of the AT tables as seeds: as client bytes, as modem bytes, and as records. */
#include "seeds_at.h"

#include <string.h>

#include "../parsers/at_record.h"
#include "../tests/at_generate.h"

/* Choices of fuzz_at_host.c and fuzz_at_modem.c: options, and the size of pieces. */
enum { PLAIN = 0, RAW = 2, RECORDS = 4, PIECES = 6 };

static void (*plant)(const char *target, struct cur head, struct cur body);

static void one(const char *target, uint8_t how, struct cur body)
{
	const uint8_t head[] = { how, PIECES };

	plant(target, (struct cur){ head, sizeof(head) }, body);
}

/* A line, and what a reader makes of it. */
static void line(enum side side, const char *text)
{
	static uint8_t memory[AT_RECORD_MAX];
	const char *target = side == SIDE_CLIENT ? "at_host" : "at_modem";
	struct cur bytes = { (const uint8_t *)text, strlen(text) };
	const struct at_record *r = at_generate_read(side, bytes);
	struct wtr w = { memory, sizeof(memory), 0 };

	one(target, PLAIN, bytes);
	if (r && at_record_write(&w, r))
		one(target, RECORDS, (struct cur){ memory, w.len });
}

/* "HEAD values TAIL", each value as large as it may be, or as small. */
static void shaped(enum side side, const char *head, const char *shape, enum at_size size)
{
	static char text[16 * AT_MAX_LINE];
	struct wtr w = { (uint8_t *)text, sizeof(text) - 4, 0 };
	struct at_items items;
	bool ok = wtr_bytes(&w, (struct cur){ (const uint8_t *)head, strlen(head) });

	at_generate_items(shape, &items);
	for (unsigned i = 0; ok && i < items.n; i++)
		ok = (i == 0 || wtr_u8(&w, ',')) && at_generate_value(&items.items[i], size, &w);
	if (!ok || w.len > AT_MAX_LINE)
		return;
	strcpy(text + w.len, "\r\n");
	line(side, text);
}

static void row(const struct at_def *def)
{
	char head[AT_MAX_NAME + 8];

	if (def->forms) {
		snprintf(head, sizeof(head), "AT%s%s", def->name, def->flags & AT_BASIC ? "" : "=");
		shaped(SIDE_CLIENT, head, def->set ? def->set : "", AT_SMALLEST);
		shaped(SIDE_CLIENT, head, def->set ? def->set : "", AT_LARGEST);
	}
	snprintf(head, sizeof(head), "\r\n%s: ", def->name);
	if (def->read)
		shaped(SIDE_MODEM, head, def->read, AT_LARGEST);
	if (def->answer)
		shaped(SIDE_MODEM, head, def->answer, AT_SMALLEST);
	if (def->urc)
		shaped(SIDE_MODEM, head, def->urc, AT_LARGEST);
}

void seeds_at(void (*seed)(const char *target, struct cur head, struct cur body))
{
	static const char *const client[] = {
		"\x1b\rATE0V1;+CMEE=1\r\nA/+++",
		"ATDT*99***1#\rATD*21*5#;\r",
		"AT+CMGS=5\r0011000000\x1a",
		"AT+CMGS=\"+49\"\rhi\r\n\x1a",
		"AT+CMGS=5\rAT+CMGS=5\r\x1b\x7e\x01\x7e",
		"AT+X=1,\"a;b\",,c;+Y?;+Z=?;S0=1\r",
	};
	static const char *const modem[] = {
		"AT\r\r\nOK\r\n> \r\n>\r\n+CME ERROR:SIM busy\r+CMS ERROR: 5\r\n",
		"+CMT: ,23\r\n\r\n07912374151616F6\r\n+CUSD: 0,\"a\r\nOK\r\nb\",15\r\n",
		"+COPS: (2,\"a\",\"b\",\"00101\",0),,(0-4),(0-2)\r\n0\r4\rCONNECT 9600\r\n",
		"\x7e\x01\x7e\x01\x02\r\n$GPGGA,,*00\r\nCONNECT\r\n\x7e!\x7e\r\nNO CARRIER\r\n",
	};

	plant = seed;
	for (size_t i = 0; i < at_row_count(); i++)
		row(at_row(i, NULL));
	for (size_t i = 0; i < sizeof(client) / sizeof(client[0]); i++) {
		line(SIDE_CLIENT, client[i]);
		one("at_host", 1, (struct cur){ (const uint8_t *)client[i], strlen(client[i]) });
		one("at_host", RAW, (struct cur){ (const uint8_t *)client[i], strlen(client[i]) });
	}
	for (size_t i = 0; i < sizeof(modem) / sizeof(modem[0]); i++) {
		line(SIDE_MODEM, modem[i]);
		one("at_modem", 1, (struct cur){ (const uint8_t *)modem[i], strlen(modem[i]) });
		one("at_modem", RAW, (struct cur){ (const uint8_t *)modem[i], strlen(modem[i]) });
	}
}

void seeds_at_dictionary(FILE *f)
{
	static const char *const words[] = {
		"AT",      "=?",         "OK\\x0d", "\\x1a",      "\\x1b",        "> ",  "ERROR",
		"CONNECT", "NO CARRIER", "\\x7e",   "\\x0d\\x0a", "+CME ERROR: ", "+++", "A/"
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		fprintf(f, "\"%s\"\n", words[i]);
	for (size_t i = 0; i < at_row_count(); i++)
		fprintf(f, "\"%s%s\"\n", at_row(i, NULL)->name[0] == '\\' ? "\\" : "",
			at_row(i, NULL)->name);
}
