/* SPDX-License-Identifier: GPL-2.0-or-later */
/* APDUs: lengths, classes and instructions. */
#include "apdu.h"

#include "btlv.h"
#include "stk.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

enum { SELECT = 0xA4, ENVELOPE = 0xC2, TERMINAL_RESPONSE = 0x14 };
enum { BY_NAME = 0x04, MIN_AID = 5, MAX_AID = 16 };
enum { MAX_RESPONSE = 65536 + 2, LAST_CLASS = 0xFF };

/* What commands carry (TS 102 221 10.1.2, GlobalPlatform 11); others may have data or not. */
static const struct {
	uint8_t instruction;
	bool has_data;
} bodies[] = {
	{ 0x10, true },  /* TERMINAL PROFILE */
	{ 0x12, false }, /* FETCH */
	{ 0x14, true },  /* TERMINAL RESPONSE */
	{ 0x24, true },  /* CHANGE PIN */
	{ 0x26, true },  /* DISABLE PIN */
	{ 0x28, true },  /* ENABLE PIN */
	{ 0x32, true },  /* INCREASE */
	{ 0x50, true },  /* INITIALIZE UPDATE */
	{ 0x70, false }, /* MANAGE CHANNEL */
	{ 0x78, true },  /* GET IDENTITY */
	{ 0x82, true },  /* EXTERNAL AUTHENTICATE */
	{ 0x84, false }, /* GET CHALLENGE */
	{ 0x88, true },  /* AUTHENTICATE */
	{ 0xA2, true },  /* SEARCH RECORD */
	{ 0xAA, true },  /* TERMINAL CAPABILITY */
	{ 0xB0, false }, /* READ BINARY */
	{ 0xB2, false }, /* READ RECORD */
	{ 0xC0, false }, /* GET RESPONSE */
	{ 0xC2, true },  /* ENVELOPE */
	{ 0xD4, true },  /* RESIZE FILE */
	{ 0xD6, true },  /* UPDATE BINARY */
	{ 0xD8, true },  /* PUT KEY */
	{ 0xDC, true },  /* UPDATE RECORD */
	{ 0xE0, true },  /* CREATE FILE */
	{ 0xE6, true },  /* INSTALL */
	{ 0xE8, true },  /* LOAD */
};

static bool body_fits(const struct apdu_command *command)
{
	for (size_t i = 0; i < COUNT(bodies); i++)
		if (bodies[i].instruction == command->instruction)
			return bodies[i].has_data == (command->data.n > 0);
	return true;
}

/* Big-endian, as everything in a card. */
static bool take_u16(struct cur *c, uint16_t *out)
{
	uint8_t high, low;

	if (!cur_u8(c, &high) || !cur_u8(c, &low))
		return false;
	*out = (uint16_t)(256u * high + low);
	return true;
}

/* Behind the header of short lengths: Lc and data, Le, or both (ISO 7816-4 5.2, cases 2 to 4). */
static bool split_short(struct cur c, uint8_t first, struct apdu_command *command)
{
	uint8_t le = first;

	if (c.n > 0 && (first == 0 || !cur_take(&c, first, &command->data)))
		return false;
	if (c.n > 1)
		return false;
	command->has_le = c.n == 1 || command->data.n == 0;
	command->le = cur_u8(&c, &le) || command->has_le ? le : 0;
	return true;
}

/* The same where a zero byte says that lengths have two bytes. */
static bool split_extended(struct cur c, struct apdu_command *command)
{
	uint16_t first;

	command->is_extended = true;
	if (!take_u16(&c, &first))
		return false;
	if (c.n == 0) {
		command->has_le = true;
		command->le = first;
		return true;
	}
	if (first == 0 || !cur_take(&c, first, &command->data) || (c.n != 0 && c.n != 2))
		return false;
	command->has_le = take_u16(&c, &command->le);
	return true;
}

enum reason apdu_split(struct cur bytes, struct apdu_command *command)
{
	uint8_t first;
	bool fits;

	*command = (struct apdu_command){ 0 };
	if (!cur_u8(&bytes, &command->class) || !cur_u8(&bytes, &command->instruction) ||
	    !cur_u8(&bytes, &command->p1) || !cur_u8(&bytes, &command->p2))
		return REASON_APDU_LENGTH;
	if (!cur_u8(&bytes, &first))
		return REASON_OK;
	fits = first == 0 && bytes.n > 0 ? split_extended(bytes, command)
					 : split_short(bytes, first, command);
	return fits ? REASON_OK : REASON_APDU_LENGTH;
}

/* Interindustry: channels 0 to 3 below 0x40, 4 to 19 from there; the same from 0x80 on. */
unsigned apdu_channel(uint8_t class)
{
	if (class / 16 == APDU_CLASS_GSM / 16)
		return 0;
	return class / 0x40 % 2 == 0 ? class % 4u : 4u + class % 16u;
}

/* The kind of class (TS 102 221 10.1.1); LAST_CLASS where it is of none that cards have. */
static uint8_t class_kind(uint8_t class)
{
	if (class == LAST_CLASS)
		return LAST_CLASS;
	if (class == APDU_CLASS_GSM)
		return APDU_CLASS_GSM;
	if (class < 0x20 || (class >= 0x40 && class < 0x80))
		return APDU_CLASS_ISO;
	return class < 0xA0 || class >= 0xC0 ? class < 0x80 ? LAST_CLASS : APDU_CLASS_OWN
					     : LAST_CLASS;
}

/* '6X' and '9X' are status words, and cannot be instructions (ISO 7816-4 5.4.2). */
static enum reason command_reason(const struct apdu_command *command)
{
	unsigned group = command->instruction / 16u;

	if (class_kind(command->class) == LAST_CLASS)
		return REASON_APDU_CLASS;
	if (group == 6 || group == 9)
		return REASON_APDU_INSTRUCTION;
	return body_fits(command) ? REASON_OK : REASON_APDU_LENGTH;
}

enum reason apdu_fits(struct cur bytes)
{
	struct apdu_command command;
	enum reason why = apdu_split(bytes, &command);

	return why != REASON_OK ? why : command_reason(&command);
}

static void say_aid(struct facts *facts, struct cur aid)
{
	static const char digits[] = "0123456789ABCDEF";
	uint8_t text[2 * MAX_AID], octet;
	size_t n = 0;

	while (n < sizeof(text) && cur_u8(&aid, &octet)) {
		text[n++] = (uint8_t)digits[octet / 16];
		text[n++] = (uint8_t)digits[octet % 16];
	}
	facts_text(facts, FACT_APDU_AID, (struct cur){ text, n });
}

/* What is selected: an application, or the last file of a path (TS 102 221 11.1.1). */
static enum reason select_reason(const struct apdu_command *command, struct facts *facts)
{
	struct cur data = command->data;
	uint16_t file;

	if (command->p1 == BY_NAME) {
		if (data.n > MAX_AID)
			return REASON_APDU_AID;
		say_aid(facts, data);
		return REASON_OK;
	}
	if (data.n % 2 != 0)
		return REASON_APDU_FILE;
	while (take_u16(&data, &file))
		facts_number(facts, FACT_APDU_FILE, file);
	return REASON_OK;
}

/* A command with other data, in the form that it had. */
static bool put_command(struct wtr *w, const struct apdu_command *c, struct cur data)
{
	if (!wtr_u8(w, c->class) || !wtr_u8(w, c->instruction) || !wtr_u8(w, c->p1) ||
	    !wtr_u8(w, c->p2))
		return false;
	if (c->is_extended) {
		if (!wtr_u8(w, 0))
			return false;
		if (data.n > 0 && (!wtr_u8(w, (uint8_t)(data.n / 256)) ||
				   !wtr_u8(w, (uint8_t)(data.n % 256)) || !wtr_bytes(w, data)))
			return false;
		return !c->has_le ||
		       (wtr_u8(w, (uint8_t)(c->le / 256)) && wtr_u8(w, (uint8_t)(c->le % 256)));
	}
	if (data.n > 0 && (!wtr_u8(w, (uint8_t)data.n) || !wtr_bytes(w, data)))
		return false;
	return !c->has_le || wtr_u8(w, (uint8_t)c->le);
}

/* What the data of a command are judged as. */
static enum payload_kind payload_of(const struct apdu_command *command)
{
	if (command->instruction == ENVELOPE)
		return PAYLOAD_STK_ENVELOPE;
	return command->instruction == TERMINAL_RESPONSE ? PAYLOAD_STK_RESPONSE : PAYLOAD_NONE;
}

static enum reason check_command(struct cur bytes, struct facts *facts, struct wtr *out)
{
	UNINITIALIZED uint8_t memory[STK_MAX_BODY + 4];
	struct wtr fresh = { memory, sizeof(memory), 0 };
	struct apdu_command command;
	enum payload_kind inner;
	enum reason why = apdu_split(bytes, &command);
	struct cur data;

	if (why == REASON_OK)
		why = command_reason(&command);
	if (why != REASON_OK)
		return why;
	facts_number(facts, FACT_APDU_CLASS, class_kind(command.class));
	facts_number(facts, FACT_APDU_CHANNEL, apdu_channel(command.class));
	facts_number(facts, FACT_APDU_INSTRUCTION, command.instruction);
	if (command.instruction == SELECT)
		why = select_reason(&command, facts);
	data = command.data;
	inner = payload_of(&command);
	if (why == REASON_OK && inner != PAYLOAD_NONE) {
		why = stk_check(inner, data, facts, &fresh);
		data = (struct cur){ fresh.p, fresh.len };
	}
	if (why != REASON_OK || !out)
		return why;
	return put_command(out, &command, data) ? REASON_OK : REASON_FRAME_OVERSIZE;
}

/*
 * Whether data are what a card has for FETCH. An answer does not say what was asked, so it is told
 * by its first object: no file of a card begins so.
 */
static bool is_proactive(struct cur data)
{
	struct btlv_object first;
	uint8_t tag;
	size_t n;

	return cur_u8(&data, &tag) && tag == STK_TAG_COMMAND && btlv_take_length(&data, &n) &&
	       btlv_take_object(&data, &first) && first.tag == STK_OBJECT_COMMAND &&
	       first.value.n == 3;
}

/* Data and status; a status begins with '6' or '9' (ISO 7816-4 5.6). */
static enum reason check_response(struct cur bytes, struct facts *facts, struct wtr *out)
{
	struct cur data;
	uint8_t sw1 = 0, sw2 = 0;

	if (bytes.n < 2 || bytes.n > MAX_RESPONSE || !cur_take(&bytes, bytes.n - 2, &data) ||
	    !cur_u8(&bytes, &sw1) || !cur_u8(&bytes, &sw2))
		return REASON_APDU_LENGTH;
	if (sw1 == 0x60 || (sw1 / 16 != 6 && sw1 / 16 != 9))
		return REASON_APDU_STATUS;
	if (is_proactive(data)) {
		enum reason why = stk_check(PAYLOAD_STK_COMMAND, data, facts, out);

		if (why != REASON_OK)
			return why;
	} else if (out && !wtr_bytes(out, data)) {
		return REASON_FRAME_OVERSIZE;
	}
	return !out || (wtr_u8(out, sw1) && wtr_u8(out, sw2)) ? REASON_OK : REASON_FRAME_OVERSIZE;
}

/* A registered provider, and up to eleven octets of its own (ISO 7816-5 8.2.1.2). */
static enum reason check_aid(struct cur bytes, struct facts *facts, struct wtr *out)
{
	if (bytes.n < MIN_AID || bytes.n > MAX_AID)
		return REASON_APDU_AID;
	say_aid(facts, bytes);
	return !out || wtr_bytes(out, bytes) ? REASON_OK : REASON_FRAME_OVERSIZE;
}

enum reason apdu_check(enum payload_kind kind, struct cur bytes, struct facts *facts,
		       struct wtr *out)
{
	if (kind == PAYLOAD_AID)
		return check_aid(bytes, facts, out);
	return kind == PAYLOAD_APDU_COMMAND ? check_command(bytes, facts, out)
					    : check_response(bytes, facts, out);
}
