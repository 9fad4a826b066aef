/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Harmless payloads instead of harmful ones. They are as long as what they stand for, so that no
 * length around them changes: a text is filled with blanks.
 */
#include "carrier.h"

enum { BLANK = ' ', SCTS_SIZE = 7, MAX_TEXT = 140, MAX_ADDRESS = 10 };

static bool put(struct wtr *w, uint8_t b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!wtr_u8(w, b))
			return false;
	return true;
}

/* `n` octets of packed blanks (TS 23.038 6.1.2.1): how many septets, all bits behind them zero. */
static bool put_blanks(struct wtr *w, size_t n)
{
	size_t septets = n * 8 / 7;

	for (size_t i = 0; i < n; i++) {
		unsigned octet = 0;

		for (size_t bit = 0; bit < 8; bit++) {
			size_t at = i * 8 + bit;

			if (at / 7 < septets && (BLANK >> at % 7 & 1))
				octet |= 1u << bit;
		}
		if (!wtr_u8(w, (uint8_t)octet))
			return false;
	}
	return true;
}

/* A number of zeros, in as many octets; midnight of a day that was. */
static bool put_address(struct wtr *w, size_t octets)
{
	return wtr_u8(w, (uint8_t)(2 * octets)) && wtr_u8(w, 0x81) && put(w, 0, octets);
}

static bool put_stamp(struct wtr *w)
{
	return wtr_u8(w, 0x00) && wtr_u8(w, 0x10) && wtr_u8(w, 0x10) && put(w, 0, SCTS_SIZE - 3);
}

/* TS 23.040 9.2.2.1: first octet, address, PID, DCS, stamp, length, text. */
static bool sms_deliver(size_t size, struct wtr *w)
{
	size_t fixed = 1 + 2 + 1 + 1 + SCTS_SIZE + 1, address = 0, text;

	if (size < fixed)
		return false;
	text = size - fixed;
	if (text > 0) {
		address = 1;
		text--;
	}
	for (; text > MAX_TEXT && address < MAX_ADDRESS; address++)
		text--;
	/* 04: no more messages wait for the card (TP-MMS) */
	return text <= MAX_TEXT && wtr_u8(w, 0x04) && put_address(w, address) && wtr_u8(w, 0) &&
	       wtr_u8(w, 0) && put_stamp(w) && wtr_u8(w, (uint8_t)(text * 8 / 7)) &&
	       put_blanks(w, text);
}

/* TS 23.040 9.2.2.3: first octet, reference, address, two stamps, status; then 8-bit data. */
static bool sms_report(size_t size, struct wtr *w)
{
	size_t fixed = 1 + 1 + 2 + 2 * SCTS_SIZE + 1, address, data = 0;
	bool has_data;

	if (size < fixed)
		return false;
	address = size - fixed;
	has_data = address > MAX_ADDRESS;
	if (has_data) {
		address = 1;
		data = size - fixed - 1 - 3;
	}
	if (data > MAX_TEXT || !wtr_u8(w, 0x06) || !wtr_u8(w, 0) || !put_address(w, address) ||
	    !put_stamp(w) || !put_stamp(w) || !wtr_u8(w, 0))
		return false;
	/* TP-PI: coding scheme and user data stand here */
	return !has_data || (wtr_u8(w, 0x06) && wtr_u8(w, 0x04) && wtr_u8(w, (uint8_t)data) &&
			     put(w, BLANK, data));
}

/* TS 23.041 9.4.1.2.1: serial number, identifier, scheme (default), page 1 of 1, 82 octets. */
static bool cell_broadcast(struct cur page, struct wtr *w)
{
	struct cur head;

	return page.n == 88 && cur_take(&page, 4, &head) && wtr_bytes(w, head) &&
	       wtr_u8(w, 0x0F) && wtr_u8(w, 0x11) && put_blanks(w, 82);
}

/* The number of a proactive command (TS 102 223 8.6), wherever it stands; 1 where it is lost. */
static uint8_t command_number(struct cur c)
{
	uint8_t a = 0, b = 0, next;

	while (cur_u8(&c, &next)) {
		if ((a == 0x81 || a == 0x01) && b == 0x03)
			return next;
		a = b;
		b = next;
	}
	return 1;
}

/* TS 102 223 6.6.4 MORE TIME, from the card to the terminal; a name of blanks fills it up. */
static bool more_time(struct cur command, struct wtr *w)
{
	size_t inner = 9, size = command.n, rest;
	bool is_long = size - 2 > 127;

	if (size < 2 + inner)
		return false;
	rest = size - 2 - inner - is_long;
	if (rest == 1 || rest > 129)
		return false;
	return wtr_u8(w, 0xD0) && (!is_long || wtr_u8(w, 0x81)) &&
	       wtr_u8(w, (uint8_t)(inner + rest)) && wtr_u8(w, 0x81) && wtr_u8(w, 3) &&
	       wtr_u8(w, command_number(command)) && wtr_u8(w, 0x02) && wtr_u8(w, 0) &&
	       wtr_u8(w, 0x82) && wtr_u8(w, 2) && wtr_u8(w, 0x81) && wtr_u8(w, 0x82) &&
	       (rest == 0 || (wtr_u8(w, 0x05) && wtr_u8(w, (uint8_t)(rest - 2)) &&
			      put(w, BLANK, rest - 2)));
}

/* TS 23.038 5: which schemes are octets and UCS2; all others are packed septets, or nothing. */
static bool ussd_is_ucs2(uint8_t scheme)
{
	return (scheme & 0xCC) == 0x48;
}

static bool ussd_is_packed(uint8_t scheme)
{
	return scheme != USSD_CHARACTERS && (scheme & 0xC4) != 0x44 && !ussd_is_ucs2(scheme);
}

/* Characters, or packed septets of the default alphabet. */
static bool ussd(struct cur text, struct wtr *w)
{
	uint8_t scheme, b;

	if (!cur_u8(&text, &scheme))
		return false;
	if (!wtr_u8(w, scheme))
		return false;
	if (ussd_is_packed(scheme))
		return put_blanks(w, text.n);
	for (bool high = true; text.n > 0 && cur_u8(&text, &b); high = !high)
		if (!wtr_u8(w, high && ussd_is_ucs2(scheme) ? 0 : BLANK))
			return false;
	return true;
}

/* The name, with blanks for what is not printable ASCII. */
static bool name(struct cur bytes, struct wtr *w)
{
	uint8_t b;

	while (cur_u8(&bytes, &b))
		if (!wtr_u8(w, b < 0x20 || b > 0x7E ? BLANK : b))
			return false;
	return true;
}

/* UTF-16, the low octet first: the same, of each pair. */
static bool wide(struct cur bytes, struct wtr *w)
{
	uint16_t u;

	while (cur_u16(&bytes, &u))
		if (!wtr_u16(w, u < 0x20 || u > 0x7E ? BLANK : u))
			return false;
	return bytes.n == 0;
}

static bool substitute(enum payload_kind kind, struct cur bytes, struct wtr *w)
{
	switch (kind) {
	case PAYLOAD_SMS_DELIVERED:
	case PAYLOAD_SMS_ROUTED:
	case PAYLOAD_SMS_STORED:
		return sms_deliver(bytes.n, w);
	case PAYLOAD_SMS_REPORTED:
		return sms_report(bytes.n, w);
	case PAYLOAD_CBM:
		return cell_broadcast(bytes, w);
	case PAYLOAD_USSD_RECEIVED:
		return ussd(bytes, w);
	case PAYLOAD_STK_COMMAND:
		return more_time(bytes, w);
	case PAYLOAD_NAME:
	case PAYLOAD_NAME_PACKED:
		return name(bytes, w);
	case PAYLOAD_NAME_WIDE:
	case PAYLOAD_USSD_WIDE:
		return wide(bytes, w);
	case PAYLOAD_NONE:
	case PAYLOAD_ETWS:
	case PAYLOAD_SMS_SENT: /* what a client sends is refused, and it hears so */
	case PAYLOAD_SMS_WRITTEN:
	case PAYLOAD_SMS_ACK:
	case PAYLOAD_SMS_ACKED:
	case PAYLOAD_CDMA_RECEIVED:
	case PAYLOAD_CDMA_SENT:
	case PAYLOAD_USSD_SENT:
	case PAYLOAD_STK_ENVELOPE:
	case PAYLOAD_STK_RESPONSE:
	case PAYLOAD_APDU_COMMAND:
	case PAYLOAD_APDU_RESPONSE:
	case PAYLOAD_AID:
	case PAYLOAD_KINDS:
		break;
	}
	return false;
}

bool payload_substitute(enum payload_kind kind, struct cur bytes, struct wtr *out)
{
	size_t start = out->len;
	struct cur all, skipped;

	if (!substitute(kind, bytes, out) || out->len - start != bytes.n) {
		out->len = start;
		return false;
	}
	all = (struct cur){ out->p, out->len };
	if (cur_take(&all, start, &skipped) &&
	    payload_check(kind, all, NULL, NULL) == REASON_OK)
		return true;
	out->len = start;
	return false;
}
