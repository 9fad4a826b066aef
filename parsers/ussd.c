/* SPDX-License-Identifier: GPL-2.0-or-later */
/* USSD in the forms of both roads, and names. */
#include "ussd.h"

#include "cbm.h"
#include "walk.h"

/* ------------------------------------------------------------------ USSD as octets */

/* Septets end where the last octet has room for no other; the bits behind them are zero. */
static void put_septets(struct walk *w, struct cur data)
{
	size_t used = data.n * 8 / 7 * 7;
	unsigned spare = (unsigned)(8 * data.n - used);

	for (size_t i = 0; i < data.n; i++)
		walk_put(w, (uint8_t)(cur_at(data, i) & (i + 1 < data.n ? 0xFF : 0xFF >> spare)));
}

static enum reason check_octets(uint8_t dcs, struct walk *w, struct wtr *ascii)
{
	enum sms_alphabet alphabet = cbm_alphabet(dcs);
	unsigned language = cbm_language(dcs);
	struct text t = { TEXT_BYTES, w->in, 0, w->in.n, true };

	if (w->in.n > USSD_MAX_OCTETS)
		return REASON_USSD_LENGTH;
	if (cbm_is_compressed(dcs) || (alphabet == SMS_UCS2 && w->in.n % 2 != 0))
		return REASON_USSD_CODING;
	if (alphabet == SMS_TEXT) {
		t = (struct text){ TEXT_SEPTETS, w->in, language, w->in.n * 8 / 7, true };
		put_septets(w, w->in);
		return w->why != REASON_OK ? w->why : text_check(&t, ascii);
	}
	walk_put_bytes(w, w->in);
	if (alphabet == SMS_UCS2) {
		t = (struct text){ TEXT_UCS2, w->in, language / 2, w->in.n / 2, true };
		return w->why != REASON_OK ? w->why : text_check(&t, ascii);
	}
	/* Data: any octets; clients that want text of them take them for septets. */
	t = (struct text){ TEXT_SEPTETS, w->in, 0, w->in.n * 8 / 7, true };
	return w->why != REASON_OK ? w->why : text_check(&t, ascii);
}

/* UTF-16 as QMI has it next to the octets. */
static enum reason check_wide(struct cur bytes, struct facts *facts, struct wtr *out)
{
	struct walk w = { bytes, out, REASON_USSD_LENGTH, REASON_OK };
	struct text t = { TEXT_WIDE, bytes, 0, bytes.n / 2, true };
	uint8_t memory[FACT_TEXT_MAX];
	struct wtr code = { memory, sizeof(memory), 0 };
	enum reason why = bytes.n % 2 != 0             ? REASON_USSD_CODING
			  : t.to > USSD_MAX_CHARACTERS ? REASON_USSD_LENGTH
						       : text_check(&t, &code);

	walk_put_bytes(&w, bytes);
	if (why == REASON_OK && w.why == REASON_OK)
		facts_text(facts, FACT_USSD_CODE, (struct cur){ memory, code.len });
	return why != REASON_OK ? why : w.why;
}

/* ------------------------------------------------------------------ USSD as characters */

static bool is_code(struct cur text)
{
	for (size_t i = 0; i < text.n; i++) {
		unsigned c = cur_at(text, i);

		if ((c < '0' || c > '9') && c != '*' && c != '#')
			return false;
	}
	return text.n > 0;
}

/*
 * Hex digits of packed septets, as some modems want codes (and networks' answers come from them).
 * What of the two a text of digits alone is, only the modem knows; then there is no code that
 * policies could allow. False: that is so.
 */
static bool find_code(struct cur text, struct wtr *code)
{
	uint8_t packed[USSD_MAX_OCTETS];
	struct wtr octets = { packed, sizeof(packed), 0 };
	struct text t = { TEXT_SEPTETS, { packed, 0 }, 0, 0, true };

	if (text_is_hex(text, 2) && text_from_hex(text, &octets)) {
		t.bytes.n = octets.len;
		t.to = octets.len * 8 / 7;
		if (text_check(&t, code) == REASON_OK &&
		    is_code((struct cur){ code->p, code->len }))
			return !is_code(text);
		code->len = 0;
	}
	while (code->len < code->cap && text.n > code->len)
		if (!wtr_u8(code, (uint8_t)cur_at(text, code->len)))
			break;
	return true;
}

/* More characters than a text has: hex digits of its octets. */
static enum reason check_characters(struct walk *w)
{
	struct text t = { TEXT_BYTES, w->in, 0, w->in.n, true };

	if (w->in.n > USSD_MAX_HEX || (w->in.n > USSD_MAX_CHARACTERS && !text_is_hex(w->in, 2)))
		return REASON_USSD_LENGTH;
	walk_put_bytes(w, w->in);
	return w->why != REASON_OK ? w->why : text_check(&t, NULL);
}

enum reason ussd_check(enum payload_kind kind, struct cur bytes, struct facts *facts,
		       struct wtr *out)
{
	struct walk w = { bytes, kind == PAYLOAD_USSD_WIDE ? NULL : out, REASON_USSD_LENGTH,
			  REASON_OK };
	uint8_t memory[USSD_MAX_HEX];
	struct wtr code = { memory, sizeof(memory), 0 };
	uint8_t dcs = walk_u8(&w, 0xFF);
	bool is_known = true;
	enum reason why = w.why;

	if (kind == PAYLOAD_USSD_WIDE)
		return check_wide(bytes, facts, out);
	if (why == REASON_OK && dcs == USSD_CHARACTERS) {
		why = check_characters(&w);
		if (why == REASON_OK && facts)
			is_known = find_code(w.in, &code);
	} else if (why == REASON_OK) {
		why = check_octets(dcs, &w, &code);
	}
	if (why != REASON_OK)
		return why;
	if (dcs != USSD_CHARACTERS)
		facts_number(facts, FACT_USSD_DCS, dcs);
	if (is_known)
		facts_text(facts, FACT_USSD_CODE, (struct cur){ memory, code.len });
	return why;
}

bool ussd_from_text(struct cur text, unsigned dcs, struct wtr *out)
{
	enum sms_alphabet alphabet = dcs == USSD_NO_SCHEME ? SMS_TEXT : cbm_alphabet((uint8_t)dcs);

	/* Text of septets may be a word of the letters A to F; only ussd_check() can tell. */
	if ((alphabet == SMS_DATA && text_is_hex(text, 2)) ||
	    (alphabet == SMS_UCS2 && text_is_hex(text, 4)))
		return wtr_u8(out, (uint8_t)dcs) && text_from_hex(text, out);
	return wtr_u8(out, USSD_CHARACTERS) && wtr_bytes(out, text);
}

/* ------------------------------------------------------------------ names */

/* Four hex digits a character, where the modem was told so (TS 27.007 5.5). */
static enum reason check_hex_name(struct cur hex)
{
	uint8_t octets[2];

	while (hex.n > 0) {
		struct wtr one = { octets, sizeof(octets), 0 };
		struct cur digits;

		if (!cur_take(&hex, 4, &digits) || !text_from_hex(digits, &one))
			return REASON_TEXT_CONTROL;
		if (text_name_check(TEXT_UCS2, (struct cur){ octets, one.len }, NULL) != REASON_OK)
			return REASON_TEXT_CONTROL;
	}
	return REASON_OK;
}

enum reason name_check(enum payload_kind kind, struct cur bytes, struct facts *facts,
		       struct wtr *out)
{
	struct walk w = { bytes, out, REASON_TEXT_CONTROL, REASON_OK };
	bool wide = kind == PAYLOAD_NAME_WIDE;

	(void)facts;
	if (wide && bytes.n % 2 != 0)
		return REASON_TEXT_CONTROL;
	w.why = text_name_check(wide ? TEXT_WIDE : TEXT_BYTES, bytes, NULL);
	if (w.why == REASON_OK && !wide && text_is_hex(bytes, 4))
		w.why = check_hex_name(bytes);
	if (w.why != REASON_OK && kind == PAYLOAD_NAME_PACKED) /* FIELD-NOTES C7 */
		w.why = text_name_check(TEXT_SEPTETS, bytes, NULL);
	walk_put_bytes(&w, bytes);
	return w.why;
}
