/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The values of SIM toolkit objects: what each is like inside (TS 102 223 8, TS 31.111 8). */
#include "stk.h"

#include "apdu.h"
#include "stk_text.h"

enum { DIGIT_END = 0x0F, MAX_LABEL = 63 };

/* Keypad, display, earpiece; card readers; channels; UICC, terminal, network (8.7). */
static bool device_is_known(uint8_t device)
{
	return (device >= 0x01 && device <= 0x03) || (device >= 0x10 && device <= 0x17) ||
	       (device >= 0x21 && device <= 0x27) || (device >= 0x81 && device <= 0x83);
}

static bool devices_fit(struct cur c)
{
	uint8_t source, destination;

	return cur_u8(&c, &source) && cur_u8(&c, &destination) && device_is_known(source) &&
	       device_is_known(destination);
}

/* Minutes, seconds, tenths of a second. */
static bool duration_fits(struct cur c)
{
	uint8_t unit;

	return cur_u8(&c, &unit) && unit <= 2;
}

/* Semi-octets, low first; 'F' fills up the last octets and stands nowhere else. */
static bool digits_fit(struct cur c)
{
	bool is_over = false;
	uint8_t pair;

	while (cur_u8(&c, &pair)) {
		if (is_over && pair != 0xFF)
			return false;
		if (pair % 16 == DIGIT_END && pair / 16 != DIGIT_END)
			return false;
		is_over = pair / 16 == DIGIT_END;
	}
	return true;
}

static bool address_fits(struct cur c)
{
	uint8_t type;

	return cur_u8(&c, &type) && digits_fit(c);
}

/* A bearer capability with its own length in front, filled up behind (TS 51.011 EF-CCP). */
static bool ccp_fits(struct cur c)
{
	uint8_t size;

	return cur_u8(&c, &size) && size <= c.n;
}

static bool range_fits(struct cur c)
{
	uint8_t least, most;

	return cur_u8(&c, &least) && cur_u8(&c, &most) && least <= most;
}

/* File identifiers of two bytes; a path begins at the master file. */
static bool files_fit(struct cur c)
{
	uint8_t count, high, low;
	unsigned heads = 0;
	size_t ids = (c.n - 1) / 2;

	if (!cur_u8(&c, &count) || count == 0 || c.n % 2 != 0 || ids < count)
		return false;
	while (cur_u8(&c, &high) && cur_u8(&c, &low))
		heads += high == 0x3F && low == 0x00;
	return heads <= count;
}

static bool path_fits(struct cur c)
{
	return c.n % 2 == 0;
}

static bool timer_fits(struct cur c)
{
	uint8_t timer;

	return cur_u8(&c, &timer) && timer >= 1 && timer <= 8;
}

static bool bcd_fits(struct cur c)
{
	uint8_t pair;

	while (cur_u8(&c, &pair))
		if (pair % 16 > 9 || pair / 16 > 9)
			return false;
	return true;
}

static bool language_fits(struct cur c)
{
	uint8_t letter;

	while (cur_u8(&c, &letter))
		if (!(letter >= 'a' && letter <= 'z') && !(letter >= 'A' && letter <= 'Z'))
			return false;
	return true;
}

/* Parameters by the type of bearer; those of later types are many, and not looked into. */
static bool bearer_fits(struct cur c)
{
	enum { CIRCUIT = 1, PACKET = 2, DEFAULT = 3 };
	uint8_t type;

	if (!cur_u8(&c, &type))
		return false;
	if (type == CIRCUIT)
		return c.n == 3;
	if (type == PACKET)
		return c.n == 6;
	return type != DEFAULT || c.n == 0;
}

static bool other_address_fits(struct cur c)
{
	enum { IPV4 = 0x21, IPV6 = 0x57 };
	uint8_t type;

	if (!cur_u8(&c, &type))
		return true;
	return (type == IPV4 && c.n == 4) || (type == IPV6 && c.n == 16);
}

static bool is_multiple(struct cur c, size_t of)
{
	return c.n % of == 0;
}

static bool fits(enum stk_form form, struct cur c)
{
	switch (form) {
	case STK_DEVICES:
		return devices_fit(c);
	case STK_DURATION:
		return duration_fits(c);
	case STK_ADDRESS:
		return address_fits(c);
	case STK_DIGITS:
		return digits_fit(c);
	case STK_CCP:
		return ccp_fits(c);
	case STK_RANGE:
		return range_fits(c);
	case STK_FILES:
		return files_fit(c);
	case STK_PATH:
		return path_fits(c);
	case STK_TIMER:
		return timer_fits(c);
	case STK_BCD:
		return bcd_fits(c);
	case STK_LANGUAGE:
		return language_fits(c);
	case STK_BEARER:
		return bearer_fits(c);
	case STK_OTHER:
		return other_address_fits(c);
	case STK_ATTRIBUTES:
		return is_multiple(c, 4);
	case STK_PLMNS:
		return is_multiple(c, 3);
	case STK_TECHNOLOGIES:
		return is_multiple(c, 5);
	case STK_BYTES:
	case STK_TEXT:
	case STK_ALPHA:
	case STK_ITEM:
	case STK_ASCII:
	case STK_NAME:
	case STK_SMS:
	case STK_CDMA:
	case STK_PAGE:
	case STK_USSD:
	case STK_APDU:
	case STK_FORMS:
		break;
	}
	return true;
}

/* Labels as in the domain name system, each behind its length (TS 23.003 9.1). */
static enum reason labels_reason(struct cur c)
{
	struct cur label;
	uint8_t size;

	while (cur_u8(&c, &size)) {
		if (size > MAX_LABEL || !cur_take(&c, size, &label))
			return REASON_STK_OBJECT;
		if (!stk_ascii_fits(label))
			return REASON_STK_TEXT;
	}
	return REASON_OK;
}

/* Cards of operators also write the dots, with or without a first length. */
static bool dotted_name_fits(struct cur c)
{
	struct cur rest = c;
	uint8_t size;

	return cur_u8(&rest, &size) && stk_ascii_fits(size <= MAX_LABEL ? rest : c);
}

static enum reason name_reason(struct cur c)
{
	return dotted_name_fits(c) ? REASON_OK : labels_reason(c);
}

static enum reason text_reason(bool is_fine)
{
	return is_fine ? REASON_OK : REASON_STK_TEXT;
}

static enum reason item_reason(struct cur c)
{
	uint8_t identifier;

	return text_reason(!cur_u8(&c, &identifier) || stk_alpha_fits(c));
}

/* What a text is written with; the others are judged by fits(). */
static enum reason form_reason(enum stk_form form, struct cur c)
{
	if (form == STK_TEXT)
		return text_reason(stk_text_fits(c));
	if (form == STK_ALPHA)
		return text_reason(stk_alpha_fits(c));
	if (form == STK_ITEM)
		return item_reason(c);
	if (form == STK_ASCII)
		return text_reason(stk_ascii_fits(c));
	if (form == STK_NAME)
		return name_reason(c);
	if (form == STK_APDU)
		return apdu_fits(c);
	return fits(form, c) ? REASON_OK : REASON_STK_OBJECT;
}

/*
 * The payload that is in an object of a command or of an envelope. A message that the terminal is
 * to pack (qualifier bit 1, TS 31.111 6.4.10) is longer than one on the air: not one yet.
 */
static enum payload_kind payload_of(enum stk_form form, const struct stk_context *context)
{
	bool is_down = context->kind == PAYLOAD_STK_ENVELOPE;
	bool is_unpacked = !is_down && context->qualifier % 2 == 1;

	if (form == STK_SMS)
		return is_down       ? PAYLOAD_SMS_DELIVERED
		       : is_unpacked ? PAYLOAD_NONE
				     : PAYLOAD_SMS_SENT;
	if (form == STK_CDMA)
		return is_down ? PAYLOAD_CDMA_RECEIVED : PAYLOAD_CDMA_SENT;
	if (form == STK_PAGE)
		return PAYLOAD_CBM;
	return form == STK_USSD ? PAYLOAD_USSD_SENT : PAYLOAD_NONE;
}

enum reason stk_value_check(const struct stk_object_def *def, const struct stk_context *context,
			    struct cur value, struct wtr *out)
{
	enum stk_form form = (enum stk_form)def->form;
	enum payload_kind inner = payload_of(form, context);
	enum reason why;

	if (value.n < def->min || value.n > def->max)
		return REASON_STK_OBJECT;
	if (inner != PAYLOAD_NONE)
		return payload_check(inner, value, context->facts, out);
	why = form_reason(form, value);
	if (why != REASON_OK)
		return why;
	if (!wtr_bytes(out, value))
		return REASON_FRAME_OVERSIZE;
	if (form == STK_TEXT)
		stk_text_trim(out->p, out->len);
	return REASON_OK;
}
