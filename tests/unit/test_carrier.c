/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Carriers: the tables say what they carry, the walk finds it, and what is wrong is replaced. */
#include "../check.h"
#include "../../parsers/carrier.h"
#include "../../parsers/message.h"
#include "../../parsers/shape.h"

/* An SMS-DELIVER of "hello": 27 octets. */
static const uint8_t deliver[] = { 0x04, 0x0B, 0x91, 0x51, 0x55, 0x05, 0x10, 0x32, 0xF4,
				   0x00, 0x00, 0x42, 0x10, 0x10, 0x21, 0x00, 0x00, 0x40,
				   0x05, 0xE8, 0x32, 0x9B, 0xFD, 0x06 };

static struct tlv_def row_of(const char *shape, const char *fields)
{
	return (struct tlv_def){ 0x10, TLV_CARRIER, "a", shape, fields };
}

/* ------------------------------------------------------------------ the tables */

static void check_word(const struct tlv_def *def, const char *word, size_t len)
{
	CHECK_IN(payload_find(word, len) != PAYLOAD_NONE || payload_fact(word, len) != FACT_COUNT,
		 "%s: %s: \"%.*s\"", def->name, def->fields, (int)len, word);
}

static void check_row(const struct tlv_def *def)
{
	CHECK_IN((strchr(def->fields, '=') != NULL) == ((def->flags & TLV_CARRIER) != 0),
		 "%s: %s", def->name, def->fields);
	for (const char *s = strchr(def->fields, '='); s; s = strchr(s, '=')) {
		do {
			size_t len;

			s += s[1] == '+' ? 2 : 1;
			len = strcspn(s, ",|@#");
			check_word(def, s, len);
			s += len;
			s += strcspn(s, ",|");
		} while (*s == '|');
	}
}

static void test_tables(void)
{
	unsigned carriers = 0;

	for (size_t row = 0; row < schema_row_count(); row++) {
		const struct message_def *m = schema_row(row, NULL);

		for (unsigned t = 0; t < TYPE_COUNT; t++)
			for (size_t i = 0; i < m->tlvs[t].n; i++) {
				check_row(&m->tlvs[t].rows[i]);
				carriers += (m->tlvs[t].rows[i].flags & TLV_CARRIER) != 0;
			}
	}
	CHECK(carriers > 20);
}

/* ------------------------------------------------------------------ the walk */

static void test_strings_in_arrays(void)
{
	/* two elements: a number and a string each, behind a sequence number; then one more */
	static const uint8_t packed[] = { 2, 0, 9, 7, 2, 0, 'a', 'b', 8, 0, 0, 1, 0, 'c' };
	struct tlv_def def = row_of("(a16+seq8{(u8,s8)},s8)", "number,first=name,second=name");
	struct carrier c;
	struct carried p = { 0 };

	carrier_begin(&c, &def, (struct cur){ packed, sizeof(packed) });
	CHECK(carrier_next(&c, &p) && p.kind == PAYLOAD_NAME && p.at == 6 && p.bytes.n == 2);
	CHECK(carrier_next(&c, &p) && p.kind == PAYLOAD_NAME && p.bytes.n == 0);
	CHECK(carrier_next(&c, &p) && p.at == 13 && p.bytes.n == 1 && p.bytes.p[0] == 'c');
	CHECK(!carrier_next(&c, &p));
}

/* An empty array's names are passed over: what stands behind it keeps its own. */
static void test_empty_array(void)
{
	static const uint8_t packed[] = { 0, 0, 1, 0, 'c' };
	struct tlv_def def = row_of("(a16{(u16,s8,a8{u8})},s8)", "a,b,c=apdu-command,d=name");
	struct carrier c;
	struct carried p = { 0 };

	carrier_begin(&c, &def, (struct cur){ packed, sizeof(packed) });
	CHECK(carrier_next(&c, &p) && p.kind == PAYLOAD_NAME && p.at == 4);
	CHECK(!carrier_next(&c, &p));
}

static void test_alternatives(void)
{
	struct carrier_lead lead;
	struct carried p;
	static const uint8_t bytes[] = { 2, 0x91, 0x22, 0x04 };
	struct cur all = { bytes, sizeof(bytes) };

	carrier_find("+sms-stored@6|cdma-received@0|cbm@7", 6, all, &lead, &p);
	CHECK(p.kind == PAYLOAD_SMS_STORED && p.at == 3 && p.bytes.n == 1);
	carrier_find("+sms-stored@6|cdma-received@0|cbm@7", 7, all, &lead, &p);
	CHECK(p.kind == PAYLOAD_CBM && p.at == 0 && p.bytes.n == 4);
	carrier_find("+sms-stored@6|cdma-received@0|cbm@7", 8, all, &lead, &p);
	CHECK(p.kind == PAYLOAD_NONE && p.fact == FACT_COUNT);
	carrier_find("ussd-sent#68@2|ussd-sent#255,x=name", 1, all, &lead, &p);
	CHECK(p.kind == PAYLOAD_USSD_SENT && p.lead == 1 && p.bytes.n == 5 &&
	      p.bytes.p[0] == USSD_CHARACTERS && p.bytes.p[4] == 0x04);
	carrier_find("ussd-sent#68@2|ussd-sent#255", 2, all, &lead, &p);
	CHECK(p.bytes.p[0] == 68);
	carrier_find("apdu.file", 0x6F07, all, &lead, &p);
	CHECK(p.kind == PAYLOAD_NONE && p.fact == FACT_APDU_FILE && p.number == 0x6F07);
	/* the address of the service centre runs past the end: nothing is left to judge */
	all.n = 2;
	carrier_find("+sms-stored", 0, all, &lead, &p);
	CHECK(p.kind == PAYLOAD_SMS_STORED && p.bytes.n == 0);
}

/* ------------------------------------------------------------------ messages */

static uint8_t record_memory[RECORD_MAX_SIZE];

/* WMS Raw Read response with `tpdu` behind an address of the service centre. */
static bool decode(struct cur tpdu, struct message *m)
{
	uint8_t frame[512];
	struct wtr w = { frame, sizeof(frame), 0 }, out = { record_memory, RECORD_MAX_SIZE, 0 };
	struct decoder d = { .side = SIDE_MODEM, .max_frame = 4096 };
	size_t value = 2 + 2 + 3 + tpdu.n;
	static const uint8_t result[] = { 0x02, 4, 0, 0, 0, 0, 0 }, centre[] = { 2, 0x91, 0x22 };
	struct cur batch;

	if (!wtr_u8(&w, 1) || !wtr_u16(&w, (uint16_t)(12 + 3 + value + 7)) || !wtr_u8(&w, 0x80) ||
	    !wtr_u8(&w, 5) || !wtr_u8(&w, 1) || !wtr_u8(&w, 2) || !wtr_u16(&w, 9) ||
	    !wtr_u16(&w, 0x0022) || !wtr_u16(&w, (uint16_t)(3 + value + 7)) || !wtr_u8(&w, 1) ||
	    !wtr_u16(&w, (uint16_t)value) || !wtr_u8(&w, 1) || !wtr_u8(&w, 6) ||
	    !wtr_u16(&w, (uint16_t)(3 + tpdu.n)) ||
	    !wtr_bytes(&w, (struct cur){ centre, sizeof(centre) }) || !wtr_bytes(&w, tpdu) ||
	    !wtr_bytes(&w, (struct cur){ result, sizeof(result) }))
		return false;
	if (!message_decode(&d, (struct cur){ w.p, w.len }, &out))
		return false;
	batch = (struct cur){ out.p, out.len };
	return message_next(&batch, SIDE_MODEM, m) && batch.n == 0;
}

/* UIM Send APDU with so many octets. */
static bool decode_apdu(size_t n, struct message *m)
{
	static uint8_t frame[8192];
	/* UPDATE BINARY with an extended length (ISO 7816-4 5.2) */
	static uint8_t zeros[5000] = { 0x00, 0xD6 };
	struct wtr w = { frame, sizeof(frame), 0 }, out = { record_memory, RECORD_MAX_SIZE, 0 };
	struct decoder d = { .side = SIDE_CLIENT, .max_frame = 8192 };
	struct cur batch;

	zeros[5] = (uint8_t)((n - 7) >> 8);
	zeros[6] = (uint8_t)(n - 7);
	if (!wtr_u8(&w, 1) || !wtr_u16(&w, (uint16_t)(12 + 4 + 5 + n)) || !wtr_u8(&w, 0) ||
	    !wtr_u8(&w, 0x0B) || !wtr_u8(&w, 1) || !wtr_u8(&w, 0) || !wtr_u16(&w, 9) ||
	    !wtr_u16(&w, 0x003B) || !wtr_u16(&w, (uint16_t)(4 + 5 + n)) || !wtr_u8(&w, 1) ||
	    !wtr_u16(&w, 1) || !wtr_u8(&w, 1) || !wtr_u8(&w, 2) ||
	    !wtr_u16(&w, (uint16_t)(2 + n)) || !wtr_u16(&w, (uint16_t)n) ||
	    !wtr_bytes(&w, (struct cur){ zeros, n }))
		return false;
	if (!message_decode(&d, (struct cur){ w.p, w.len }, &out))
		return false;
	batch = (struct cur){ out.p, out.len };
	return message_next(&batch, SIDE_CLIENT, m) && batch.n == 0;
}

static void test_message(void)
{
	static struct message m;
	struct content content;
	uint8_t bad[sizeof(deliver)];

	CHECK(decode((struct cur){ deliver, sizeof(deliver) }, &m) && m.kind == RECORD_MESSAGE);
	CHECK(m.n_notes == 0 && message_payloads_fit(&m) && message_content(&m, &content));
	CHECK_EQ(content.kinds, UINT32_C(1) << PAYLOAD_SMS_STORED);
	/* CVE-2023-2794: more user data than there are */
	memcpy(bad, deliver, sizeof(bad));
	bad[18] = 0x9B;
	CHECK(decode((struct cur){ bad, sizeof(bad) }, &m) && m.kind == RECORD_MESSAGE);
	CHECK(m.n_notes == 1 && m.notes[0].kind == NOTE_PAYLOAD && m.notes[0].tag == 1 &&
	      m.notes[0].bytes == REASON_SMS_TRUNCATED);
	CHECK(message_payloads_fit(&m) && m.tlvs[0].packed.p[4] == 2 &&
	      m.tlvs[0].packed.p[7] == 0x04 && m.tlvs[0].packed.n == 4 + 3 + sizeof(bad));
	/* longer than any payload: there is no room to write it afresh */
	CHECK(decode_apdu(4096, &m) && m.kind == RECORD_MESSAGE && message_payloads_fit(&m));
	CHECK(decode_apdu(3, &m) && m.kind == RECORD_REFUSAL && reason_is_payload(m.reason));
	CHECK(decode_apdu(4097, &m) && m.kind == RECORD_REFUSAL && m.reason == REASON_PAYLOAD);
	/* nothing harmless is so short */
	CHECK(decode((struct cur){ bad, 5 }, &m));
	CHECK(m.kind == RECORD_REFUSAL && m.reason == REASON_SMS_TRUNCATED && m.tag == 1);
}

/* What a reader that was taken over says is asked again. */
static void test_captured(void)
{
	static struct message m;
	uint8_t forged[4 + 3 + sizeof(deliver)];

	CHECK(decode((struct cur){ deliver, sizeof(deliver) }, &m));
	memcpy(forged, m.tlvs[0].packed.p, sizeof(forged));
	m.tlvs[0].packed.p = forged;
	CHECK(message_payloads_fit(&m));
	forged[4 + 3 + 18] = 0x9B;
	CHECK(!message_payloads_fit(&m));
}

/* ------------------------------------------------------------------ substitutes */

static void check_substitute(enum payload_kind kind, size_t from, size_t to)
{
	uint8_t bytes[512], fresh[512];

	memset(bytes, 0xA5, sizeof(bytes));
	for (size_t n = 0; n <= 400; n++) {
		struct wtr w = { fresh, sizeof(fresh), 0 };
		bool made = payload_substitute(kind, (struct cur){ bytes, n }, &w);

		CHECK_IN(made || n < from || n > to, "%s of %zu", payload_word(kind), n);
		CHECK_EQ(w.len, made ? n : 0);
	}
}

static void test_substitutes(void)
{
	static const uint8_t command[] = { 0xD0, 0x0D, 0x81, 0x03, 0x2A, 0x13, 0x00, 0x82,
					   0x02, 0x81, 0x83, 0x8B, 0x02, 0x00, 0x00 };
	uint8_t fresh[64];
	struct wtr w = { fresh, sizeof(fresh), 0 };

	check_substitute(PAYLOAD_SMS_DELIVERED, 13, 162);
	check_substitute(PAYLOAD_SMS_REPORTED, 19, 163);
	check_substitute(PAYLOAD_CBM, 88, 88);
	check_substitute(PAYLOAD_USSD_RECEIVED, 1, 100);
	check_substitute(PAYLOAD_STK_COMMAND, 13, 120);
	check_substitute(PAYLOAD_NAME, 0, 100);
	check_substitute(PAYLOAD_SMS_SENT, 1, 0);
	/* SEND SHORT MESSAGE number 0x2A becomes MORE TIME of that number */
	CHECK(payload_substitute(PAYLOAD_STK_COMMAND, (struct cur){ command, sizeof(command) },
				 &w));
	CHECK(fresh[4] == 0x2A && fresh[5] == 0x02);
}

int main(void)
{
	test_tables();
	test_strings_in_arrays();
	test_empty_array();
	test_alternatives();
	test_message();
	test_captured();
	test_substitutes();
	return check_done();
}
