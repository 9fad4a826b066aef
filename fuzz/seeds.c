/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Seeds and dictionaries for the fuzz targets, made from the tables: a message that is added to the
 * schema is fuzzed from the day it stands there.
 *
 *   seeds FOLDER    writes FOLDER/TARGET/NNNN and FOLDER/TARGET.dict
 */
#include <string.h>
#include <sys/stat.h>

#include "../parsers/at.h"
#include "../parsers/message.h"
#include "../tests/generate.h"
#include "harness.h"
#include "seeds_at.h"
#include "seeds_card.h"

static const char *folder;
static unsigned count;

static void seed(const char *target, struct cur head, struct cur body)
{
	char path[512];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s", folder, target);
	mkdir(path, 0777);
	snprintf(path, sizeof(path), "%s/%s/%04u", folder, target, count++);
	f = fopen(path, "wb");
	if (!f || fwrite(head.p, 1, head.n, f) != head.n ||
	    fwrite(body.p, 1, body.n, f) != body.n) {
		perror(path);
		exit(1);
	}
	fclose(f);
}

#define HEAD(...)                                                                                  \
	((struct cur){ (const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ }) })

static uint8_t how_of(enum message_type type, uint16_t vendor)
{
	static const uint16_t vendors[] = { 0, 0x1199, 0x0489, 0x03F0, 0x0490 };
	uint8_t side = type == TYPE_REQUEST ? 0 : 1;

	for (uint8_t i = 0; i < 5; i++)
		if (vendors[i] == vendor)
			return (uint8_t)(2 * i + side);
	return side;
}

/* The seeds of one row in one direction. */
static void seed_row(uint16_t row, enum message_type type, bool all)
{
	static uint8_t values[1 << 17], frame[65536 + 64], choices[65536], record[RECORD_MAX_SIZE];
	static struct generate g;
	const struct message_def *def = schema_row(row, NULL);
	uint8_t how = how_of(type, def->vendor);
	struct decoder d = { type == TYPE_REQUEST ? SIDE_CLIENT : SIDE_MODEM, def->vendor, 65535,
			     true };
	struct wtr v = { values, sizeof(values), 0 }, f = { frame, sizeof(frame), 0 };
	struct wtr c = { choices, sizeof(choices), 0 }, r = { record, sizeof(record), 0 };
	struct generated m;

	g = (struct generate){ .seed = row + 1u, .elements = 2, .string = 5, .over = -1 };
	if (!generate_message(&g, row, type, all, &v, &m) || !generate_frame(&m, &f))
		return;
	seed("decode", HEAD(how), (struct cur){ f.p, f.len });
	seed("oracle", HEAD(how), (struct cur){ f.p, f.len });
	seed("stream", HEAD(how & 1, 7), (struct cur){ f.p, f.len });
	if (message_decode(&d, (struct cur){ f.p, f.len }, &r))
		seed("record", HEAD(how & 1), (struct cur){ r.p, r.len });
	for (unsigned i = 0; i < m.n; i++)
		if (!wtr_u16(&c, (uint16_t)m.tlvs[i].value.n) || !wtr_bytes(&c, m.tlvs[i].value))
			return;
	if (def->is_indication)
		seed("values", HEAD((uint8_t)row, (uint8_t)(row >> 8)), (struct cur){ c.p, c.len });
	else
		seed("values", HEAD((uint8_t)row, (uint8_t)(row >> 8), type == TYPE_RESPONSE),
		     (struct cur){ c.p, c.len });
}

/* Scripts of random choices: each step of a session is reached by many of them. */
static void seed_sessions(void)
{
	static uint8_t script[2048];
	uint32_t random = 1;

	for (unsigned i = 0; i < 64; i++) {
		size_t n = 64u + generate_random(&random) % (sizeof(script) - 64u);

		for (size_t k = 0; k < n; k++)
			script[k] = (uint8_t)(generate_random(&random) >> 8);
		seed("session", HEAD(0, 11, 0, 0), (struct cur){ script, n });
		seed("at_session", HEAD(11, 0, 0, 11, 1, 0), (struct cur){ script, n });
		seed("tunnel", HEAD(0, 0), (struct cur){ script, n });
		seed("net", HEAD(7, 3, 10, 0, 0), (struct cur){ script, n });
	}
}

static FILE *open_dictionary(const char *target)
{
	char path[512];
	FILE *f;

	snprintf(path, sizeof(path), "%s/%s.dict", folder, target);
	f = fopen(path, "w");
	if (!f) {
		perror(path);
		exit(1);
	}
	return f;
}

static void dictionaries(void)
{
	static const char *const words[] = { "role",  "allow", "deny", "any",   "qmi",    "class",
					     "raw",   "where", "and",  "in",    "rate",   "alert",
					     "user",  "group", "exe",  "adopt", "grace",  "never",
					     "strict", "link",  "as",   "listen", "policy", "audit",
					     "limit", "vendor", "owner", "mode",  "unix:",
					     "@qmi-proxy", "at",    "group", "family", "dial",
					     "entry text", "data",  "repeat", "prefix",
					     "none",  "arg1",  "code-execution", "where arg1 = " };
	FILE *binary = open_dictionary("decode"), *text = open_dictionary("policy");
	FILE *lines = open_dictionary("at");

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		fprintf(text, "\"%s\"\n", words[i]);
	for (size_t i = 0; i < schema_row_count(); i++) {
		const struct service_def *s;
		const struct message_def *m = schema_row(i, &s);

		fprintf(text, "\"%s.%s\"\n", s->name, m->name);
		fprintf(binary, "\"\\x%02x\\x%02x\"\n", m->id & 0xFF, m->id >> 8);
		for (size_t k = 0; k < m->tlvs[TYPE_REQUEST].n; k++)
			fprintf(text, "\"%s\"\n", m->tlvs[TYPE_REQUEST].rows[k].name);
	}
	for (size_t i = 0; i < at_row_count(); i++)
		fprintf(text, "\"%s%s\"\n", at_row(i, NULL)->name[0] == '\\' ? "\\" : "",
			at_row(i, NULL)->name);
	for (size_t i = 0; i < schema_service_count; i++)
		fprintf(binary, "\"\\x01\\x0c\\x00\\x00\\x%02x\"\n", schema_services[i]->id & 0xFF);
	seeds_at_dictionary(lines);
	fclose(lines);
	fclose(binary);
	fclose(text);
}

int main(int argc, char **argv)
{
	if (argc != 2) {
		fputs("usage: seeds FOLDER\n", stderr);
		return 2;
	}
	folder = argv[1];
	mkdir(folder, 0777);
	for (uint16_t row = 0; row < schema_row_count(); row++) {
		if (schema_row(row, NULL)->is_indication) {
			seed_row(row, TYPE_INDICATION, true);
			continue;
		}
		seed_row(row, TYPE_REQUEST, true);
		seed_row(row, TYPE_RESPONSE, true);
		seed_row(row, TYPE_RESPONSE, false);
	}
	seed_sessions();
	seeds_at(seed);
	seeds_card(seed);
	seeds_sms(seed);
	dictionaries();
	printf("%u seeds in %s\n", count, folder);
	return 0;
}
