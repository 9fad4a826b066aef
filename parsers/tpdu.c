/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Short messages: one walk over the fields of each type, as in TS 23.040 9.2.2. */
#include "tpdu.h"

enum { MTI_MASK = 0x03, MTI_DELIVER = 0, MTI_SUBMIT = 1, MTI_STATUS_REPORT = 2 };
enum { HAS_HEADER = 0x40, VALIDITY_MASK = 0x18, VALIDITY_NONE = 0, VALIDITY_RELATIVE = 0x10 };
enum { MAX_DIGITS = 20, MAX_SEPTETS = 160, MAX_OCTETS = 140, MAX_REPORT_OCTETS = 143 };
enum { SCTS_SIZE = 7, NUMBER_TYPE_MASK = 0x70, NUMBER_TYPE_NAME = 0x50 };
enum { PI_PID = 1, PI_DCS = 2, PI_UDL = 4, PI_MORE = 0x80 };
enum { GSM_LF = 0x0A, GSM_CR = 0x0D, GSM_ESCAPE = 0x1B, MAX_HEX = 512 };

/* Octet `at`, 0 behind the end. */
static unsigned octet(struct cur c, size_t at)
{
	struct cur skipped;
	uint8_t b;

	return cur_take(&c, at, &skipped) && cur_u8(&c, &b) ? b : 0;
}

/* Septet `i` of packed text (TS 23.038 6.1.2.1); beyond the octets there are zeros. */
static unsigned septet(struct cur packed, size_t i)
{
	size_t at = i * 7 / 8, shift = i * 7 % 8;

	return ((octet(packed, at) + 256u * octet(packed, at + 1)) >> shift) & 0x7f;
}

/*
 * A sender's name is put into commands by programs that store messages: a line end in it is a
 * command of the sender's. An escape makes other control characters of what follows it.
 */
static bool name_fits(struct cur packed, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		unsigned c = septet(packed, i);

		if (c == GSM_LF || c == GSM_CR)
			return false;
		if (c == GSM_ESCAPE && (i + 1 == n || septet(packed, i + 1) == GSM_ESCAPE))
			return false;
	}
	return true;
}

/* Address-Length counts semi-octets without fill (TS 23.040 9.1.2.5). */
static bool take_address(struct cur *c)
{
	uint8_t digits, type;
	struct cur value;

	if (!cur_u8(c, &digits) || digits > MAX_DIGITS || !cur_u8(c, &type) ||
	    !cur_take(c, (digits + 1u) / 2, &value))
		return false;
	return (type & NUMBER_TYPE_MASK) != NUMBER_TYPE_NAME || name_fits(value, digits * 4u / 7);
}

/* Whether TP-UDL counts septets (TS 23.038 4); else it counts octets. */
static bool counts_septets(uint8_t dcs)
{
	if ((dcs & 0x80) == 0) /* general data coding; compressed text is octets */
		return (dcs & 0x20) == 0 && ((dcs & 0x0C) == 0 || (dcs & 0x0C) == 0x0C);
	if ((dcs & 0xF0) == 0xF0)
		return (dcs & 0x04) == 0;
	return (dcs & 0xF0) != 0xE0;
}

/* Information elements fill the header exactly (TS 23.040 9.2.3.24). */
static bool header_fits(struct cur data)
{
	struct cur header, skipped;
	uint8_t size, id;

	if (!cur_u8(&data, &size) || !cur_take(&data, size, &header))
		return false;
	while (header.n > 0)
		if (!cur_u8(&header, &id) || !cur_u8(&header, &size) ||
		    !cur_take(&header, size, &skipped))
			return false;
	return true;
}

/* TP-UDL and TP-UD, to the end of the TPDU. */
static bool user_data_fit(struct cur c, uint8_t dcs, bool has_header, size_t max_octets)
{
	uint8_t length;
	size_t octets;

	if (!cur_u8(&c, &length))
		return false;
	octets = counts_septets(dcs) ? (length * 7u + 7) / 8 : length;
	if ((counts_septets(dcs) && length > MAX_SEPTETS) || octets > max_octets || octets != c.n)
		return false;
	return !has_header || header_fits(c);
}

static bool deliver_fits(struct cur c, uint8_t first)
{
	uint8_t pid, dcs;
	struct cur stamp;

	return take_address(&c) && cur_u8(&c, &pid) && cur_u8(&c, &dcs) &&
	       cur_take(&c, SCTS_SIZE, &stamp) &&
	       user_data_fit(c, dcs, (first & HAS_HEADER) != 0, MAX_OCTETS);
}

static bool submit_fits(struct cur c, uint8_t first)
{
	uint8_t reference, pid, dcs, format = first & VALIDITY_MASK;
	size_t size = format == VALIDITY_NONE ? 0 : format == VALIDITY_RELATIVE ? 1 : SCTS_SIZE;
	struct cur validity;

	return cur_u8(&c, &reference) && take_address(&c) && cur_u8(&c, &pid) && cur_u8(&c, &dcs) &&
	       cur_take(&c, size, &validity) &&
	       user_data_fit(c, dcs, (first & HAS_HEADER) != 0, MAX_OCTETS);
}

/* Behind TP-ST stands what TP-PI announces, or nothing at all (TS 23.040 9.2.2.3). */
static bool status_report_fits(struct cur c, uint8_t first)
{
	uint8_t reference, status, indicator, more, pid, dcs = 0;
	struct cur stamps;

	if (!cur_u8(&c, &reference) || !take_address(&c) || !cur_take(&c, 2 * SCTS_SIZE, &stamps) ||
	    !cur_u8(&c, &status))
		return false;
	if (c.n == 0)
		return true;
	if (!cur_u8(&c, &indicator))
		return false;
	for (more = indicator; (more & PI_MORE) != 0;)
		if (!cur_u8(&c, &more))
			return false;
	if (((indicator & PI_PID) != 0 && !cur_u8(&c, &pid)) ||
	    ((indicator & PI_DCS) != 0 && !cur_u8(&c, &dcs)))
		return false;
	if ((indicator & PI_UDL) == 0)
		return c.n == 0;
	return user_data_fit(c, dcs, (first & HAS_HEADER) != 0, MAX_REPORT_OCTETS);
}

enum reason tpdu_fits(struct cur tpdu, enum tpdu_place place)
{
	bool fits = false;
	uint8_t first;

	if (!cur_u8(&tpdu, &first))
		return REASON_TPDU;
	if ((first & MTI_MASK) == MTI_DELIVER)
		fits = place != TPDU_REPORTED && deliver_fits(tpdu, first);
	else if ((first & MTI_MASK) == MTI_SUBMIT)
		fits = place == TPDU_STORED && submit_fits(tpdu, first);
	else if ((first & MTI_MASK) == MTI_STATUS_REPORT)
		fits = place != TPDU_DELIVERED && status_report_fits(tpdu, first);
	return fits ? REASON_OK : REASON_TPDU;
}

static unsigned digit(uint8_t c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10u;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10u : 16;
}

enum reason tpdu_hex_fits(struct cur hex, enum tpdu_place place)
{
	uint8_t octets[MAX_HEX], high, low, size;
	struct cur c, centre;
	size_t n = 0;

	while (hex.n > 0) {
		if (n == MAX_HEX || !cur_u8(&hex, &high) || !cur_u8(&hex, &low) ||
		    digit(high) > 15 || digit(low) > 15)
			return REASON_AT_ENTRY;
		octets[n++] = (uint8_t)(16 * digit(high) + digit(low));
	}
	c = (struct cur){ octets, n };
	if (!cur_u8(&c, &size) || !cur_take(&c, size, &centre))
		return REASON_TPDU;
	return tpdu_fits(c, place);
}
