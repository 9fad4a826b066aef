/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Parameters and subparameters by their tables; fields that no octet holds bit by bit. */
#include "cdma.h"

#include "sms.h"
#include "walk.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define BIT(n) (UINT32_C(1) << (n))

/* C.S0015-B table 3.4.3-1 */
enum {
	TELESERVICE,
	CATEGORY,
	ORIGINATING,
	ORIGINATING_SUB,
	DESTINATION,
	DESTINATION_SUB,
	REPLY_OPTION,
	CAUSE,
	BEARER,
	PARAMETERS
};
/* C.S0015-B table 4.5-1 */
enum { MESSAGE_ID, USER_DATA, CALLBACK = 0x0E, SUBPARAMETERS = 0x18 };

/* Bits of a value, the highest first. Those behind the end are zero, and noted. */
struct bits {
	struct cur in;
	size_t at;
	bool beyond;
};

static unsigned bits_take(struct bits *b, unsigned n)
{
	unsigned v = 0;

	if (b->at + n > 8 * b->in.n)
		b->beyond = true;
	for (; n > 0; n--, b->at++)
		v = 2 * v + (cur_at(b->in, b->at / 8) >> (7 - b->at % 8) & 1);
	return v;
}

/* The value again, reserved bits behind the last field zero. There are fewer than eight of them. */
static void bits_end(const struct bits *b, struct walk *w, enum reason why)
{
	if (b->beyond || 8 * b->in.n - b->at >= 8)
		walk_fail(w, why);
	for (size_t i = 0; i < b->in.n && w->why == REASON_OK; i++) {
		size_t left = b->at > 8 * i ? b->at - 8 * i : 0;

		walk_put(w, (uint8_t)(cur_at(b->in, i) & (left < 8 ? ~(0xFFu >> left) : 0xFF)));
	}
}

/* ------------------------------------------------------------------ addresses */

/* CHARi: a digit of DTMF (table 2.7.1.3.2.4-4 of C.S0005), or a character of ASCII. */
static void take_characters(struct bits *b, struct walk *w, bool ascii, char *text, uint8_t *len)
{
	static const char dtmf[] = "?1234567890*#???";
	unsigned fields = bits_take(b, 8);

	if (fields > CDMA_MAX_DIGITS)
		walk_fail(w, REASON_CDMA_ADDRESS);
	*len = 0;
	for (unsigned i = 0; i < fields && !b->beyond && w->why == REASON_OK; i++) {
		unsigned c = bits_take(b, ascii ? 8 : 4);

		if (!ascii)
			c = (uint8_t)dtmf[c];
		if (ascii && (c < ' ' || c > '~'))
			walk_fail(w, REASON_TEXT_CONTROL);
		else if (!ascii && c == '?' && !b->beyond)
			walk_fail(w, REASON_CDMA_ADDRESS);
		text[(*len)++] = (char)c;
	}
}

/* 3.4.3.3: DIGIT_MODE, NUMBER_MODE, [NUMBER_TYPE, [NUMBER_PLAN]], NUM_FIELDS, CHARi. */
static void take_address(struct walk *w, struct cur value, struct cdma *m)
{
	struct bits b = { value, 0, false };
	bool ascii = bits_take(&b, 1), network = bits_take(&b, 1);

	if (ascii)
		(void)bits_take(&b, network ? 3 : 7);
	take_characters(&b, w, ascii, m->address, &m->address_len);
	bits_end(&b, w, REASON_CDMA_ADDRESS);
}

/* 4.5.15: the same without NUMBER_MODE. */
static void take_callback(struct walk *w, struct cur value, struct cdma *m)
{
	struct bits b = { value, 0, false };
	bool ascii = bits_take(&b, 1);

	if (ascii)
		(void)bits_take(&b, 7);
	take_characters(&b, w, ascii, m->callback, &m->callback_len);
	bits_end(&b, w, REASON_CDMA_ADDRESS);
}

/* 3.4.3.4: TYPE, ODD, NUM_FIELDS, CHARi of eight bits that are any. */
static void take_subaddress(struct walk *w, struct cur value)
{
	struct bits b = { value, 0, false };
	unsigned fields;

	(void)bits_take(&b, 4);
	fields = bits_take(&b, 8);
	if (fields > CDMA_MAX_DIGITS)
		walk_fail(w, REASON_CDMA_ADDRESS);
	for (unsigned i = 0; i < fields && !b.beyond; i++)
		(void)bits_take(&b, 8);
	bits_end(&b, w, REASON_CDMA_ADDRESS);
}

/* ------------------------------------------------------------------ bearer data, 4.5 */

/* C.R1001 table 9.1-1: bits of a character of each encoding, and whether a type stands in front. */
static const struct encoding {
	uint8_t width;
	bool has_type, is_loose;
} encodings[] = {
	{ 8, false, false },  /* octets */
	{ 4, true, true },    /* IS-91 extended protocol: fields of four or six bits by its type */
	{ 7, false, false },  /* ASCII */
	{ 7, false, false },  /* IA5 */
	{ 16, false, false }, /* Unicode */
	{ 8, false, false },  /* Shift-JIS, fields are octets */
	{ 8, false, false },  /* Korean, fields are octets */
	{ 8, false, false },  /* Latin and Hebrew */
	{ 8, false, false },  /* Latin */
	{ 7, false, false },  /* GSM 7 bit default alphabet */
	{ 7, true, true },    /* by a GSM coding scheme, which is the type */
};

/* A user data header is octets, whatever the characters behind it are (4.5.2). */
static void end_user_data(struct walk *w, struct cdma *m)
{
	struct sms_header header = { 0 };

	if (!m->has_header || w->why != REASON_OK)
		return;
	if (!(m->seen_sub & BIT(USER_DATA)) ||
	    sms_header_read((struct cur){ m->data, m->data_len }, &header) != REASON_OK)
		walk_fail(w, REASON_CDMA_USER_DATA);
}

/* 4.5.2: MSG_ENCODING, [MESSAGE_TYPE], NUM_FIELDS, CHARi: all of them, and nothing behind them. */
static void take_user_data(struct walk *w, struct cur value, struct cdma *m)
{
	struct bits b = { value, 0, false };
	const struct encoding *e;
	size_t n;

	m->encoding = (uint8_t)bits_take(&b, 5);
	if (m->encoding >= COUNT(encodings)) {
		walk_fail(w, REASON_CDMA_USER_DATA);
		return;
	}
	e = &encodings[m->encoding];
	if (e->has_type)
		(void)bits_take(&b, 8);
	m->fields = (uint8_t)bits_take(&b, 8);
	n = (size_t)m->fields * e->width;
	if (b.beyond || n > 8 * value.n - b.at) {
		walk_fail(w, REASON_CDMA_USER_DATA);
		return;
	}
	if (e->is_loose)
		n = 8 * value.n - b.at;
	for (; n >= 8 && m->data_len < CDMA_MAX_USER_DATA; n -= 8)
		m->data[m->data_len++] = (uint8_t)bits_take(&b, 8);
	if (n > 0 && m->data_len < CDMA_MAX_USER_DATA)
		m->data[m->data_len++] = (uint8_t)(bits_take(&b, (unsigned)n) << (8 - n));
	bits_end(&b, w, REASON_CDMA_USER_DATA);
}

/* 4.5.1: MESSAGE_TYPE, MESSAGE_ID, HEADER_IND. */
static void take_message_id(struct walk *w, struct cur value, struct cdma *m)
{
	struct bits b = { value, 0, false };

	m->message_type = (uint8_t)bits_take(&b, 4);
	m->id = (uint16_t)bits_take(&b, 16);
	m->has_header = bits_take(&b, 1);
	if (m->message_type == 0 || m->message_type > 8) /* table 4.5.1-1 */
		walk_fail(w, REASON_CDMA_PARAMETER);
	bits_end(&b, w, REASON_CDMA_PARAMETER);
}

/* Of the subparameters that have one octet or a few: their size, and the bits of the last one. */
static const struct {
	uint8_t min, max, keep;
} subparameters[SUBPARAMETERS] = {
	[MESSAGE_ID] = { 3, 3, 0xFF }, [USER_DATA] = { 2, 255, 0xFF },
	[0x02] = { 1, 1, 0xFF }, /* user response code */
	[0x03] = { 6, 6, 0xFF }, /* message center time stamp */
	[0x04] = { 6, 6, 0xFF }, /* validity period, absolute */
	[0x05] = { 1, 1, 0xFF }, /* validity period, relative */
	[0x06] = { 6, 6, 0xFF }, /* deferred delivery time, absolute */
	[0x07] = { 1, 1, 0xFF }, /* deferred delivery time, relative */
	[0x08] = { 1, 1, 0xC0 }, /* priority */
	[0x09] = { 1, 1, 0xC0 }, /* privacy */
	[0x0A] = { 1, 1, 0xF0 }, /* reply option */
	[0x0B] = { 1, 1, 0xFF }, /* number of messages */
	[0x0C] = { 1, 1, 0xC0 }, /* alert on message delivery */
	[0x0D] = { 1, 1, 0xFF }, /* language */
	[CALLBACK] = { 2, 255, 0xFF }, [0x0F] = { 1, 1, 0xC0 }, /* message display mode */
	[0x10] = { 1, 255, 0xFF },                              /* multiple encoding user data */
	[0x11] = { 2, 2, 0xFF },                                /* message deposit index */
	[0x12] = { 1, 255, 0xFF },                              /* service category program data */
	[0x13] = { 1, 255, 0xFF }, /* service category program results */
	[0x14] = { 1, 1, 0xFF },   /* message status */
	[0x15] = { 1, 1, 0xFF },   /* TP failure cause */
	[0x16] = { 1, 255, 0xFF }, /* enhanced voice mail notification */
	[0x17] = { 1, 255, 0xFF }, /* its acknowledgement */
};

static void put_masked(struct walk *w, struct cur value, uint8_t keep)
{
	for (size_t i = 0; i < value.n && w->why == REASON_OK; i++)
		walk_put(w, (uint8_t)(cur_at(value, i) & (i + 1 == value.n ? keep : 0xFF)));
}

static void take_subparameter(struct walk *w, struct cdma *m)
{
	uint8_t id = walk_u8(w, 0xFF), size = walk_u8(w, 0xFF);
	struct cur value = walk_take(w, size);

	if (w->why != REASON_OK)
		return;
	if (id >= SUBPARAMETERS || (m->seen_sub & BIT(id)) != 0 || size < subparameters[id].min ||
	    size > subparameters[id].max) {
		walk_fail(w, REASON_CDMA_PARAMETER);
		return;
	}
	m->seen_sub |= BIT(id);
	switch (id) {
	case MESSAGE_ID:
		take_message_id(w, value, m);
		break;
	case USER_DATA:
		take_user_data(w, value, m);
		break;
	case CALLBACK:
		take_callback(w, value, m);
		break;
	default:
		put_masked(w, value, subparameters[id].keep);
	}
}

static void take_bearer(struct walk *w, struct cur value, struct cdma *m)
{
	struct walk inner = { value, w->out, w->truncated, w->why };

	while (inner.why == REASON_OK && inner.in.n > 0)
		take_subparameter(&inner, m);
	if (!(m->seen_sub & BIT(MESSAGE_ID)))
		walk_fail(&inner, REASON_CDMA_PARAMETER); /* 4.5: mandatory in every message */
	end_user_data(&inner, m);
	w->why = inner.why;
}

/* ------------------------------------------------------------------ transport layer, 3.4 */

static const struct {
	uint8_t min, max;
} parameters[PARAMETERS] = {
	[TELESERVICE] = { 2, 2 },       [CATEGORY] = { 2, 2 },      [ORIGINATING] = { 2, 255 },
	[ORIGINATING_SUB] = { 2, 255 }, [DESTINATION] = { 2, 255 }, [DESTINATION_SUB] = { 2, 255 },
	[REPLY_OPTION] = { 1, 1 },      [CAUSE] = { 1, 2 },         [BEARER] = { 0, 255 },
};

/* What each message must have (tables 3.4.2.1-1, 3.4.2.2-1, 3.4.2.3-1), and the kinds it is in. */
static const struct {
	uint32_t needs, kinds;
} messages[] = {
	[CDMA_POINT_TO_POINT] = { BIT(TELESERVICE),
				  BIT(PAYLOAD_CDMA_RECEIVED) | BIT(PAYLOAD_CDMA_SENT) },
	[CDMA_BROADCAST] = { BIT(CATEGORY), BIT(PAYLOAD_CDMA_RECEIVED) },
	[CDMA_ACKNOWLEDGE] = { BIT(CAUSE), BIT(PAYLOAD_CDMA_RECEIVED) | BIT(PAYLOAD_CDMA_SENT) },
};

/* 3.4.3.6: REPLY_SEQ, ERROR_CLASS and, where that is not 0, CAUSE_CODE. */
static void take_cause(struct walk *w, struct cur value)
{
	if (((cur_at(value, 0) & 3) != 0) != (value.n == 2))
		walk_fail(w, REASON_CDMA_PARAMETER);
	walk_put_bytes(w, value);
}

static uint16_t take_number(struct walk *w, struct cur value)
{
	walk_put_bytes(w, value);
	return (uint16_t)(256u * cur_at(value, 0) + cur_at(value, 1));
}

static void take_value(struct walk *w, uint8_t id, struct cur value, struct cdma *m)
{
	switch (id) {
	case TELESERVICE:
		m->teleservice = take_number(w, value);
		break;
	case CATEGORY:
		m->category = take_number(w, value);
		break;
	case ORIGINATING:
	case DESTINATION:
		take_address(w, value, m);
		break;
	case ORIGINATING_SUB:
	case DESTINATION_SUB:
		take_subaddress(w, value);
		break;
	case REPLY_OPTION:
		put_masked(w, value, 0xFC);
		break;
	case CAUSE:
		take_cause(w, value);
		break;
	default:
		take_bearer(w, value, m);
	}
}

static void take_parameter(struct walk *w, struct cdma *m)
{
	uint8_t id = walk_u8(w, 0xFF), size = walk_u8(w, 0xFF);
	struct cur value = walk_take(w, size);

	if (w->why == REASON_OK && (id >= PARAMETERS || (m->seen & BIT(id)) != 0 ||
				    size < parameters[id].min || size > parameters[id].max))
		walk_fail(w, REASON_CDMA_PARAMETER);
	if (w->why != REASON_OK)
		return;
	m->seen |= BIT(id);
	take_value(w, id, value, m);
}

/* One address, of the side that the direction tells; what is read may have been sent before. */
static bool has_address(enum payload_kind kind, const struct cdma *m)
{
	uint32_t found = m->seen & (BIT(ORIGINATING) | BIT(DESTINATION));

	if (m->type == CDMA_BROADCAST)
		return (found & BIT(DESTINATION)) == 0;
	if (m->type == CDMA_ACKNOWLEDGE || kind == PAYLOAD_CDMA_SENT)
		return found == BIT(DESTINATION) ||
		       (m->type == CDMA_ACKNOWLEDGE && found == BIT(ORIGINATING));
	return found == BIT(ORIGINATING) || found == BIT(DESTINATION);
}

enum reason cdma_parse(enum payload_kind kind, struct cur bytes, struct cdma *m, struct wtr *out)
{
	struct walk w = { bytes, out, REASON_CDMA_PARAMETER, REASON_OK };
	uint8_t type = walk_u8(&w, 0xFF);

	*m = (struct cdma){ 0 };
	if (type >= COUNT(messages) || !(messages[type].kinds >> kind & 1))
		walk_fail(&w, REASON_CDMA_PARAMETER);
	else
		m->type = (enum cdma_message)type;
	while (w.why == REASON_OK && w.in.n > 0)
		take_parameter(&w, m);
	if (w.why == REASON_OK && ((messages[type].needs & ~m->seen) != 0 || !has_address(kind, m)))
		walk_fail(&w, REASON_CDMA_PARAMETER);
	return w.why;
}

static void facts_string(struct facts *facts, enum fact_id id, const char *text, uint8_t len)
{
	uint8_t bytes[CDMA_MAX_DIGITS];

	for (unsigned i = 0; i < len; i++)
		bytes[i] = (uint8_t)text[i];
	facts_text(facts, id, (struct cur){ bytes, len });
}

enum reason cdma_check(enum payload_kind kind, struct cur bytes, struct facts *facts,
		       struct wtr *out)
{
	struct cdma m;
	enum reason why = cdma_parse(kind, bytes, &m, out);

	if (why != REASON_OK || !facts)
		return why;
	if (m.seen & BIT(TELESERVICE))
		facts_number(facts, FACT_CDMA_TELESERVICE, m.teleservice);
	if (m.seen & BIT(CATEGORY))
		facts_number(facts, FACT_CDMA_CATEGORY, m.category);
	if (m.seen & (BIT(ORIGINATING) | BIT(DESTINATION)))
		facts_string(facts,
			     m.seen & BIT(ORIGINATING) ? FACT_SMS_ORIGIN : FACT_SMS_DESTINATION,
			     m.address, m.address_len);
	if (m.seen_sub & BIT(USER_DATA))
		facts_number(facts, FACT_SMS_LENGTH, m.fields);
	return why;
}
