/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Short messages: one walk over the fields that the table of types names, TS 23.040 9.2.2. */
#include "sms.h"

#include "walk.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define KIND(k) (1u << PAYLOAD_SMS_##k)

enum { MTI_MASK = 0x03, HAS_HEADER = 0x40 };
enum { SCTS_SIZE = 7, VALIDITY_SIZE = 7, MAX_CENTRE = 11 };
enum { NUMBER_TYPE = 0x80, NUMBER_TYPE_MASK = 0x70, NUMBER_TYPE_NAME = 0x50, FILL = 0x0F };
enum { PI_PID = 1, PI_DCS = 2, PI_UDL = 4, PI_MORE = 0x80 };

/*
 * The types (TS 23.040 9.2.2). `fields`, one letter each: r an octet of any value (reference,
 * command type, message number, status), a address, p TP-PID, d TP-DCS, t time stamp, v validity,
 * f TP-FCS where there is one, i TP-PI, I the same or the end, o what TP-PI announces, u user data,
 * c command data. `keep`: the bits of the first octet that mean something.
 */
static const struct layout {
	const char *fields;
	uint32_t kinds; /* in which this type may stand */
	uint8_t mti, keep, max;
} layouts[] = {
	[SMS_DELIVER] = { "apdtu", KIND(DELIVERED) | KIND(ROUTED) | KIND(STORED) | KIND(WRITTEN), 0,
			  0xEF, 140 },
	[SMS_SUBMIT] = { "rapdvu", KIND(SENT) | KIND(STORED) | KIND(WRITTEN), 1, 0xFF, 140 },
	[SMS_STATUS_REPORT] = { "rattrIo", KIND(REPORTED) | KIND(ROUTED) | KIND(STORED), 2, 0x6F,
				143 },
	[SMS_DELIVER_REPORT] = { "fio", KIND(ACK), 0, 0x43, 159 },
	[SMS_SUBMIT_REPORT] = { "fito", KIND(ACKED), 1, 0x43, 152 },
	[SMS_COMMAND] = { "rprrac", KIND(SENT) | KIND(WRITTEN), 2, 0x63, 156 },
};

/* ------------------------------------------------------------------ addresses, TS 23.040 9.1.2 */

/*
 * Digits end at a fill of ones, whether Address-Length counts it or not: phones differ there. Only
 * more fill may stand behind it. The half octet that an odd length leaves is such a fill.
 */
static void take_digits(struct walk *w, struct sms_address *a, struct cur value)
{
	static const char signs[] = "0123456789*#abc";
	bool ended = false;

	for (unsigned i = 0; i < 2 * value.n; i++) {
		unsigned octet = cur_at(value, i / 2);
		unsigned digit = i >= a->digits ? FILL : i % 2 == 0 ? octet & FILL : octet >> 4;

		if (digit == FILL)
			ended = true;
		else if (ended)
			walk_fail(w, REASON_SMS_ADDRESS);
		else
			a->text[a->text_len++] = signs[digit];
		if (i % 2 == 1)
			walk_put(w, (uint8_t)((digit << 4) | (octet & FILL)));
	}
}

/* Octets of which only the bits before `used` count, and of those not [`from`, `to`). */
static void put_bits(struct walk *w, struct cur bytes, size_t from, size_t to, size_t used)
{
	for (size_t i = 0; i < bytes.n; i++) {
		size_t left = used > 8 * i ? used - 8 * i : 0;
		unsigned keep = left < 8 ? (1u << left) - 1 : 0xFF;

		if (i == from / 8)
			keep &= ~((1u << (to - from)) - 1);
		walk_put(w, (uint8_t)(cur_at(bytes, i) & keep));
	}
}

/*
 * A sender's name is put into commands by programs that store messages: a line end in it is a
 * command of the sender's.
 */
static void take_name(struct walk *w, struct sms_address *a, struct cur value)
{
	size_t septets = a->digits * 4u / 7;
	struct text name = { TEXT_SEPTETS, value, 0, septets, false };
	uint8_t bytes[SMS_DIGITS_TEXT];
	struct wtr ascii = { bytes, sizeof(bytes), 0 };
	enum reason why = text_check(&name, &ascii);

	if (why != REASON_OK)
		walk_fail(w, why);
	for (size_t i = 0; i < ascii.len; i++)
		a->text[i] = (char)bytes[i];
	a->text_len = (uint8_t)ascii.len;
	put_bits(w, value, 8 * value.n, 8 * value.n, 7 * septets);
}

static void take_value(struct walk *w, struct sms_address *a)
{
	struct cur value = walk_take(w, (a->digits + 1u) / 2);

	a->text_len = 0;
	if ((a->type & NUMBER_TYPE_MASK) == NUMBER_TYPE_NAME)
		take_name(w, a, value);
	else
		take_digits(w, a, value);
}

static uint8_t take_type(struct walk *w)
{
	uint8_t type = (uint8_t)cur_at(walk_take(w, 1), 0);

	walk_put(w, type | NUMBER_TYPE);
	return type | NUMBER_TYPE;
}

static void take_address(struct walk *w, struct sms_address *a)
{
	a->digits = walk_u8(w, 0xFF);
	if (a->digits > SMS_MAX_DIGITS)
		walk_fail(w, REASON_SMS_ADDRESS);
	a->type = take_type(w);
	take_value(w, a);
}

enum reason sms_centre_take(struct cur *pdu, struct sms_address *centre, struct wtr *out)
{
	struct walk w = { *pdu, out, REASON_SMS_TRUNCATED, REASON_OK };
	struct sms_address a = { 0 };
	uint8_t size = walk_u8(&w, 0xFF);

	if (size > MAX_CENTRE)
		walk_fail(&w, REASON_SMS_ADDRESS);
	if (w.why == REASON_OK && size > 0) {
		a.type = take_type(&w);
		a.digits = (uint8_t)(2 * (size - 1));
		take_value(&w, &a);
	}
	if (centre)
		*centre = a;
	*pdu = w.in;
	return w.why;
}

/* ------------------------------------------------------------------ user data, TS 23.040 9.2.3 */

/* Whether TP-UDL counts septets; else it counts octets (TS 23.040 9.2.3.16). */
static bool counts_septets(uint8_t dcs)
{
	return sms_alphabet(dcs) == SMS_TEXT && !sms_is_compressed(dcs);
}

static unsigned max_octets(const struct sms *m)
{
	/* TP-FCS takes the place of one (9.2.2.1a, 9.2.2.2a) */
	return layouts[m->type].max - (m->failed ? 1u : 0);
}

/* Behind a header text begins at the next septet. */
static size_t first_septet(const struct sms *m)
{
	return (8u * m->header.size + 6) / 7;
}

static void put_user_data(struct walk *w, const struct sms *m, bool septets)
{
	size_t header = 8u * m->header.size;

	if (!septets)
		walk_put_bytes(w, m->data);
	else
		put_bits(w, m->data, header, 7 * first_septet(m), 7u * m->length);
}

static void take_user_data(struct walk *w, struct sms *m)
{
	bool septets = counts_septets(m->dcs), has_header = (m->first & HAS_HEADER) != 0;
	size_t octets;

	m->length = walk_u8(w, 0xFF);
	m->has_length = true;
	octets = septets ? (m->length * 7u + 7) / 8 : m->length;
	if (octets > max_octets(m))
		walk_fail(w, REASON_SMS_USER_DATA);
	m->data = walk_take(w, octets);
	if (w->why != REASON_OK)
		return;
	if (has_header && (sms_header_read(m->data, &m->header) != REASON_OK ||
			   (septets && 8u * m->header.size > 7u * m->length)))
		walk_fail(w, REASON_SMS_HEADER);
	/* Half a character: programs that convert two octets at a time read beyond the end. */
	if (sms_alphabet(m->dcs) == SMS_UCS2 && !sms_is_compressed(m->dcs) &&
	    (octets - m->header.size) % 2 != 0)
		walk_fail(w, REASON_SMS_USER_DATA);
	put_user_data(w, m, septets);
}

struct text sms_text(const struct sms *m)
{
	struct text t = { TEXT_BYTES, m->data, m->header.size, m->data.n, true };
	struct cur header;

	if (counts_septets(m->dcs)) {
		t = (struct text){ TEXT_SEPTETS, m->data, first_septet(m), m->length, true };
	} else if (sms_alphabet(m->dcs) == SMS_UCS2 && !sms_is_compressed(m->dcs)) {
		t.form = TEXT_UCS2;
		if (!cur_take(&t.bytes, m->header.size, &header))
			t.bytes.n = 0;
		t.from = 0;
		t.to = t.bytes.n / 2;
	}
	return t;
}

/* TS 23.040 9.2.3.21 */
static void take_command_data(struct walk *w, struct sms *m)
{
	m->length = walk_u8(w, 0xFF);
	m->has_length = true;
	if (m->length > max_octets(m))
		walk_fail(w, REASON_SMS_USER_DATA);
	m->data = walk_bytes(w, m->length);
	if (w->why == REASON_OK && (m->first & HAS_HEADER) != 0)
		walk_fail(w, sms_header_read(m->data, &m->header));
}

/* ------------------------------------------------------------------ other fields */

/* TS 23.040 9.2.3.12.3: how many octets each format of an enhanced validity uses. */
static void take_enhanced_validity(struct walk *w)
{
	static const uint8_t used[] = { 0, 1, 1, 3 };
	uint8_t format = walk_u8(w, 0x47) & 0x87;

	if (format >= COUNT(used)) {
		walk_fail(w, REASON_SMS_VALIDITY);
		return;
	}
	for (unsigned i = 1; i < VALIDITY_SIZE; i++)
		(void)walk_u8(w, i <= used[format] ? 0xFF : 0);
}

/* TP-VPF, TS 23.040 9.2.3.3 */
static void take_validity(struct walk *w, uint8_t first)
{
	switch (first >> 3 & 3) {
	case 1:
		take_enhanced_validity(w);
		break;
	case 2:
		(void)walk_u8(w, 0xFF);
		break;
	case 3:
		(void)walk_bytes(w, VALIDITY_SIZE);
		break;
	default:
		break;
	}
}

/* TP-PI, TS 23.040 9.2.3.27: octets that an extension bit announces have no meaning yet. */
static uint8_t take_indicator(struct walk *w)
{
	uint8_t first = walk_u8(w, PI_MORE | PI_UDL | PI_DCS | PI_PID), next = first;

	while ((next & PI_MORE) != 0 && w->why == REASON_OK)
		next = walk_u8(w, PI_MORE);
	return first;
}

/* TP-FCS, TS 23.040 9.2.3.22: all its values have the bit that TP-PI has for its extension. */
static void take_failure(struct walk *w, struct sms *m)
{
	m->failed = (cur_at(w->in, 0) & 0x80) != 0;
	if (m->failed)
		(void)walk_u8(w, 0xFF);
}

static void take_pid(struct walk *w, struct sms *m)
{
	m->pid = walk_u8(w, 0xFF);
	m->has_pid = true;
}

static void take_dcs(struct walk *w, struct sms *m)
{
	m->dcs = walk_u8(w, 0xFF);
	m->has_dcs = true;
}

static void take_announced(struct walk *w, struct sms *m, uint8_t indicator)
{
	if ((indicator & PI_PID) != 0)
		take_pid(w, m);
	if ((indicator & PI_DCS) != 0)
		take_dcs(w, m);
	if ((indicator & PI_UDL) != 0)
		take_user_data(w, m);
	else if ((m->first & HAS_HEADER) != 0)
		walk_fail(w, REASON_SMS_HEADER);
}

/* ------------------------------------------------------------------ the whole */

/*
 * A card's record is of one size, and what follows the TPDU in it is fill (TS 31.102 4.2.25); some
 * phones hand it on, as zeros or as ones. Nobody may take it for optional fields.
 */
static bool is_fill(struct cur rest)
{
	unsigned fill = cur_at(rest, 0);

	if (fill != 0 && fill != 0xFF)
		return false;
	for (size_t i = 0; i < rest.n; i++)
		if (cur_at(rest, i) != fill)
			return false;
	return true;
}

static void take_end(struct walk *w, bool stored)
{
	if (w->why != REASON_OK || w->in.n == 0)
		return;
	if (!stored || !is_fill(w->in))
		walk_fail(w, REASON_SMS_EXCESS);
	for (size_t n = w->in.n; n > 0; n--)
		(void)walk_u8(w, 0);
}

/* TS 23.040 9.2.3.1: with the direction, which the kind tells, it is the type. */
static bool find_type(enum payload_kind kind, struct cur tpdu, struct sms *m)
{
	unsigned mti = cur_at(tpdu, 0) & MTI_MASK;

	for (unsigned t = 0; t < COUNT(layouts); t++)
		if (layouts[t].mti == mti && (layouts[t].kinds >> kind & 1)) {
			m->type = (enum sms_type)t;
			return true;
		}
	return false;
}

static void take_field(struct walk *w, struct sms *m, char field, uint8_t *indicator)
{
	switch (field) {
	case 'a':
		take_address(w, &m->peer);
		m->has_peer = true;
		break;
	case 'p':
		take_pid(w, m);
		break;
	case 'd':
		take_dcs(w, m);
		break;
	case 't':
		(void)walk_bytes(w, SCTS_SIZE); /* 9.2.3.11: even digits that are none are kept */
		break;
	case 'v':
		take_validity(w, m->first);
		break;
	case 'f':
		take_failure(w, m);
		break;
	case 'i':
		*indicator = take_indicator(w);
		break;
	case 'o':
		take_announced(w, m, *indicator);
		break;
	case 'u':
		take_user_data(w, m);
		break;
	case 'c':
		take_command_data(w, m);
		break;
	default:
		(void)walk_u8(w, 0xFF);
	}
}

enum reason sms_parse(enum payload_kind kind, struct cur tpdu, struct sms *m, struct wtr *out)
{
	struct walk w = { tpdu, out, REASON_SMS_TRUNCATED, REASON_OK };
	bool stored = kind == PAYLOAD_SMS_STORED;
	uint8_t indicator = 0;

	*m = (struct sms){ 0 };
	if (tpdu.n > 0 && !find_type(kind, tpdu, m))
		return REASON_SMS_TYPE;
	m->first = walk_u8(&w, layouts[m->type].keep) & layouts[m->type].keep;
	for (const char *f = layouts[m->type].fields; *f && w.why == REASON_OK; f++) {
		/* TP-PI is optional in a report (9.2.2.3), and a card's fill may be all ones */
		if (*f != 'I')
			take_field(&w, m, *f, &indicator);
		else if (w.in.n > 0 && !(stored && is_fill(w.in)))
			indicator = take_indicator(&w);
	}
	take_end(&w, stored);
	return w.why;
}

enum reason sms_pdu_check(enum payload_kind kind, struct cur hex)
{
	uint8_t octets[SMS_MAX_PDU];
	struct wtr w = { octets, sizeof(octets), 0 };
	struct cur pdu;
	enum reason why;

	if (!text_from_hex(hex, &w))
		return REASON_AT_ENTRY;
	pdu = (struct cur){ octets, w.len };
	why = sms_centre_take(&pdu, NULL, NULL);
	return why != REASON_OK ? why : sms_check(kind, pdu, NULL, NULL);
}

static void facts_address(struct facts *facts, enum fact_id id, const struct sms_address *a)
{
	uint8_t bytes[SMS_DIGITS_TEXT];

	for (unsigned i = 0; i < a->text_len; i++)
		bytes[i] = (uint8_t)a->text[i];
	facts_text(facts, id, (struct cur){ bytes, a->text_len });
}

enum reason sms_check(enum payload_kind kind, struct cur bytes, struct facts *facts,
		      struct wtr *out)
{
	struct sms m;
	enum reason why = sms_parse(kind, bytes, &m, out);

	if (why != REASON_OK || !facts)
		return why;
	facts_number(facts, FACT_SMS_TYPE, m.type);
	if (m.has_pid)
		facts_number(facts, FACT_SMS_PID, m.pid);
	if (m.has_dcs) {
		facts_number(facts, FACT_SMS_DCS, m.dcs);
		facts_number(facts, FACT_SMS_ALPHABET, sms_alphabet(m.dcs));
		if (sms_class(m.dcs) >= 0)
			facts_number(facts, FACT_SMS_CLASS, (uint32_t)sms_class(m.dcs));
	}
	if (m.has_length)
		facts_number(facts, FACT_SMS_LENGTH, m.length);
	if (m.header.seen & SMS_SEEN_PORT)
		facts_number(facts, FACT_SMS_PORT, m.header.port);
	if (m.header.security != 0)
		facts_number(facts, FACT_SMS_ELEMENT, m.header.security);
	if (m.has_peer)
		facts_address(facts, m.type == SMS_DELIVER ? FACT_SMS_ORIGIN : FACT_SMS_DESTINATION,
			      &m.peer);
	return why;
}
