/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Published short messages, those of CDMA and cell broadcast pages through their parsers: accepted
 * and refused, each refusal explained here. With a vector, every prefix of it and every octet one
 * more and one less.
 *
 *   sms-vectors            the test
 *   sms-vectors --list     a line for each short message that is accepted: origin, kind, hex, then
 *                          what the parser read, for a second opinion
 */
#include "unit/payload_kit.h"
#include "hex_corpus.h"
#include "sms_vectors.h"

#include "../parsers/cbm.h"
#include "../parsers/cdma.h"
#include "../parsers/sms.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* What the vectors of a file may be, the first that fits. */
static const struct source {
	const char *file;
	bool centre; /* the service centre's address in front */
	enum payload_kind kinds[5];
} sources[] = {
	{ "mm-cbm", false, { PAYLOAD_CBM } },
	{ "mm-sms-cdma", false, { PAYLOAD_CDMA_RECEIVED, PAYLOAD_CDMA_SENT } },
	{ "ofono-cdmasms", false, { PAYLOAD_CDMA_RECEIVED } },
	{ "pysim-ota", false, { PAYLOAD_SMS_DELIVERED } },
	{ "warthog",
	  false,
	  { PAYLOAD_SMS_ROUTED, PAYLOAD_SMS_SENT, PAYLOAD_SMS_ACK, PAYLOAD_SMS_ACKED } },
	{ "",
	  true,
	  { PAYLOAD_SMS_DELIVERED, PAYLOAD_SMS_REPORTED, PAYLOAD_SMS_SENT, PAYLOAD_SMS_STORED } },
};

static bool is_listing;
static unsigned accepted[PAYLOAD_KINDS], refused[REASON_COUNT], prefixes, neighbours;

static const struct source *source_of(const char *origin)
{
	for (size_t i = 0; i < COUNT(sources); i++)
		if (strncmp(origin, sources[i].file, strlen(sources[i].file)) == 0)
			return &sources[i];
	return NULL;
}

static void print_text(const struct sms *m)
{
	uint8_t memory[256];
	struct wtr w = { memory, sizeof(memory), 0 };
	struct text t = sms_text(m);

	if (!m->has_length || !m->has_dcs || sms_alphabet(m->dcs) == SMS_DATA ||
	    sms_is_compressed(m->dcs) || text_check(&t, &w) != REASON_OK)
		return;
	for (size_t i = 0; i < w.len; i++)
		printf("%02x", memory[i]);
}

/* Names of the columns are in sms_oracle_test.py. */
static void list(const struct hex_vector *v, enum payload_kind kind, struct cur tpdu)
{
	struct sms m;

	if (sms_parse(kind, tpdu, &m, NULL) != REASON_OK)
		return;
	printf("%s\t%s\t", v->origin, payload_word(kind));
	for (size_t i = 0; i < tpdu.n; i++)
		printf("%02X", tpdu.p[i]);
	printf("\t%u\t%d\t%d\t%d\t%d\t%.*s\t%u\t%u/%u/%u\t%d\t", m.type, m.has_pid ? m.pid : -1,
	       m.has_dcs ? m.dcs : -1, m.has_length ? m.length : -1,
	       m.has_peer ? m.peer.digits : -1, m.peer.text_len, m.peer.text, m.header.elements,
	       m.header.reference, m.header.parts, m.header.part,
	       m.header.seen & SMS_SEEN_PORT ? m.header.port : -1);
	print_text(&m);
	putchar('\n');
}

/* The same of a message of CDMA and of a page, as the words that a second opinion has for them. */
static void list_other(const struct hex_vector *v, enum payload_kind kind, struct cur bytes)
{
	struct cdma c;
	struct cbm p;

	printf("%s\t%s\t", v->origin, payload_word(kind));
	for (size_t i = 0; i < bytes.n; i++)
		printf("%02X", bytes.p[i]);
	if (kind == PAYLOAD_CBM && cbm_parse(kind, bytes, &p, NULL) == REASON_OK)
		printf("\tSerial Number: 0x%04x\tCurrent Page: %u\tTotal Pages: %u\t(%u)", p.serial,
		       p.page, p.pages, p.id);
	if (kind != PAYLOAD_CBM && cdma_parse(kind, bytes, &c, NULL) == REASON_OK) {
		printf("\tTeleservice (%u)\tNumber: %.*s\tMessage ID: %u", c.teleservice,
		       c.address_len, c.address, c.id);
		if (c.data_len > 0)
			printf("\tNumber of fields: %u\t(%u)", c.fields, c.encoding);
	}
	putchar('\n');
}

static void check_neighbours(enum payload_kind kind, struct cur bytes)
{
	static uint8_t changed[KIT_MAX];
	struct facts facts;

	memcpy(changed, bytes.p, bytes.n);
	for (size_t i = 0; i < bytes.n; i++) {
		changed[i]++;
		(void)kit_check(kind, changed, bytes.n, &facts);
		changed[i] = (uint8_t)(changed[i] - 2);
		(void)kit_check(kind, changed, bytes.n, &facts);
		changed[i]++;
		neighbours += 2;
	}
}

/* Parts at the end are optional in a report, in CDMA, and in a page; a card fills up the rest. */
static bool may_end(enum payload_kind kind, uint8_t first)
{
	bool sms = kind >= PAYLOAD_SMS_DELIVERED && kind <= PAYLOAD_SMS_ACKED;

	return !sms || kind == PAYLOAD_SMS_STORED || kind == PAYLOAD_SMS_REPORTED ||
	       (kind == PAYLOAD_SMS_ROUTED && (first & 3) == 2);
}

static void check_prefixes(const struct hex_vector *v, enum payload_kind kind, struct cur bytes)
{
	struct facts facts;

	for (size_t n = 0; n < bytes.n; n++) {
		enum reason why = kit_check(kind, bytes.p, n, &facts);

		CHECK_IN(why != REASON_OK || may_end(kind, bytes.p[0]), "%s: %zu octets", v->origin,
			 n);
		prefixes++;
	}
}

static void explain(const struct hex_vector *v, enum reason why)
{
	const char *text = sms_vector_explain(v->origin, v->name, why);

	refused[why]++;
	if (!is_listing)
		printf("refused: %s (%s): %s: %s\n", v->origin, v->name, reason_word(why),
		       text ? text : "NOT EXPLAINED");
	CHECK_IN(text, "%s (%s): %s", v->origin, v->name, reason_word(why));
}

static void each(const struct hex_vector *v)
{
	const struct source *s = source_of(v->origin);
	struct cur bytes = { v->bytes, v->n };
	enum reason first = s->centre ? sms_centre_take(&bytes, NULL, NULL) : REASON_OK;
	struct facts facts;

	for (size_t i = 0; first == REASON_OK || i > 0; i++) {
		enum payload_kind kind = i < COUNT(s->kinds) ? s->kinds[i] : PAYLOAD_NONE;
		enum reason why;

		if (kind == PAYLOAD_NONE)
			break;
		why = kit_check(kind, bytes.p, bytes.n, &facts);
		/* the complaint of the kind that its type belongs to */
		if (first == REASON_OK || first == REASON_SMS_TYPE)
			first = why;
		if (why != REASON_OK)
			continue;
		accepted[kind]++;
		if (is_listing && kind >= PAYLOAD_CDMA_RECEIVED)
			list_other(v, kind, bytes);
		else if (is_listing)
			list(v, kind, bytes);
		check_prefixes(v, kind, bytes);
		check_neighbours(kind, bytes);
		return;
	}
	explain(v, first);
}

int main(int argc, char **argv)
{
	unsigned all = 0;

	is_listing = argc > 1 && strcmp(argv[1], "--list") == 0;
	if (!hex_corpus_read("sms", each)) {
		printf("skipped: no corpus beside the repository (set AIRLOCK_SHARED)\n");
		return CHECK_SKIP;
	}
	if (is_listing)
		return check_failed > 0;
	printf("accepted:");
	for (unsigned k = 0; k < PAYLOAD_KINDS; k++) {
		all += accepted[k];
		if (accepted[k])
			printf(" %u %s", accepted[k], payload_word((enum payload_kind)k));
	}
	printf(" (%u)\nrefused:", all);
	for (unsigned r = 0; r < REASON_COUNT; r++)
		if (refused[r])
			printf(" %u %s", refused[r], reason_word((enum reason)r));
	printf("\n%u prefixes, %u neighbours\n", prefixes, neighbours);
	CHECK(all > 200);
	return check_done();
}
