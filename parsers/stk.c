/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SIM toolkit: one walk over the objects of a command, an envelope or a terminal response. */
#include "stk.h"

#include "btlv.h"

enum { DEVICE_UICC = 0x81, COMMAND_MENU = 0x25, COMMAND_TIMER = 0x27, COMMAND_CALL = 0x10 };
enum { OBJECT_ADDRESS = 0x06, OBJECT_ITEM = 0x0F, OBJECT_TIMER_VALUE = 0x25, OBJECT_URL = 0x31 };
enum { TIMER_ACTION = 4, TIMER_START = 0 };

/* How far a walk has come. */
struct progress {
	struct stk_context context;
	const struct stk_row *row;
	size_t place;  /* the first that the next object may have */
	uint32_t seen; /* bit per place */
	bool has_item, has_empty_item;
	bool has_timer_value;
	struct wtr *out;
};

static bool is_repeatable(const struct stk_place *place)
{
	return place->need == STK_SOME || place->need == STK_ANY;
}

/* Whether an object with this tag may stand at place `i` now. */
static bool is_free(const struct progress *w, size_t i)
{
	return (w->seen >> i) % 2 == 0 || is_repeatable(&w->row->places[i]);
}

/* The place of the next object; the row's count where it has none there, or none at all. */
static size_t find_place(const struct progress *w, uint16_t tag)
{
	size_t i = w->row->is_unordered ? 0 : w->place;

	while (i < w->row->n && (w->row->places[i].tag != tag || !is_free(w, i)))
		i++;
	return i;
}

static bool row_has(const struct stk_row *row, uint16_t tag)
{
	for (size_t i = 0; i < row->n; i++)
		if (row->places[i].tag == tag)
			return true;
	return false;
}

/* What a card or a terminal says about who speaks (TS 102 223 8.7) must fit the direction. */
static bool devices_fit(enum payload_kind kind, struct cur value)
{
	uint8_t source, destination;

	if (!cur_u8(&value, &source) || !cur_u8(&value, &destination))
		return false;
	return (kind == PAYLOAD_STK_COMMAND ? source : destination) == DEVICE_UICC;
}

/* Digits of a number for people: '*', '#' and the pause as they are dialled (TS 24.008 10.5.4.7).
 */
static void say_number(struct facts *facts, enum fact_id id, struct cur address)
{
	static const char digits[] = "0123456789*#pwe";
	uint8_t text[FACT_TEXT_MAX], pair, type;
	size_t n = 0;

	if (!cur_u8(&address, &type))
		return;
	while (n + 2 <= sizeof(text) && cur_u8(&address, &pair)) {
		if (pair % 16 < 15)
			text[n++] = (uint8_t)digits[pair % 16];
		if (pair / 16 < 15)
			text[n++] = (uint8_t)digits[pair / 16];
	}
	facts_text(facts, id, (struct cur){ text, n });
}

/* What hangs on more than the object itself. */
static enum reason note_object(struct progress *w, uint16_t tag, struct cur value)
{
	enum payload_kind kind = w->context.kind;

	if (tag == STK_OBJECT_DEVICES && !devices_fit(kind, value))
		return REASON_STK_OBJECT;
	/* An item without anything takes the menu away, and so is alone (TS 102 223 6.6.7). */
	if (tag == OBJECT_ITEM) {
		if (w->has_empty_item || (value.n == 0 && w->has_item) ||
		    (value.n == 0 && w->context.type != COMMAND_MENU))
			return REASON_STK_OBJECT;
		w->has_item = true;
		w->has_empty_item = value.n == 0;
	}
	w->has_timer_value |= tag == OBJECT_TIMER_VALUE;
	if (kind == PAYLOAD_STK_COMMAND && tag == OBJECT_URL)
		facts_text(w->context.facts, FACT_STK_URL, value);
	if (kind == PAYLOAD_STK_COMMAND && w->context.type == COMMAND_CALL && tag == OBJECT_ADDRESS)
		say_number(w->context.facts, FACT_STK_NUMBER, value);
	return REASON_OK;
}

/* Judges a known object and writes it afresh. */
static enum reason copy_object(struct progress *w, const struct btlv_object *object)
{
	UNINITIALIZED uint8_t memory[STK_MAX_BODY];
	struct wtr value = { memory, sizeof(memory), 0 };
	struct btlv_object fresh = *object;
	enum reason why =
		stk_value_check(stk_object(object->tag), &w->context, object->value, &value);

	if (why == REASON_OK)
		why = note_object(w, object->tag, object->value);
	if (why != REASON_OK)
		return why;
	fresh.value = (struct cur){ value.p, value.len };
	return btlv_put_object(w->out, &fresh) ? REASON_OK : REASON_FRAME_OVERSIZE;
}

static enum reason take_object(struct progress *w, const struct btlv_object *object)
{
	size_t i = find_place(w, object->tag);

	if (i < w->row->n) {
		w->seen |= UINT32_C(1) << i;
		w->place = is_repeatable(&w->row->places[i]) ? i : i + 1;
		return copy_object(w, object);
	}
	if (row_has(w->row, object->tag))
		return REASON_STK_ORDER;
	/* Left out, unless who does not understand it must not act (TS 102 223 6.10). */
	return object->is_required ? REASON_STK_UNKNOWN : REASON_OK;
}

/* Whether everything that must be there is. */
static enum reason end_walk(const struct progress *w)
{
	unsigned offered = 0, taken = 0;

	for (size_t i = 0; i < w->row->n; i++) {
		enum stk_need need = (enum stk_need)w->row->places[i].need;
		bool is_seen = (w->seen >> i) % 2 == 1;

		if ((need == STK_MUST || need == STK_SOME) && !is_seen)
			return REASON_STK_MANDATORY;
		offered += need == STK_ONE_OF;
		taken += need == STK_ONE_OF && is_seen;
	}
	if (offered > 0 && taken != 1)
		return taken == 0 ? REASON_STK_MANDATORY : REASON_STK_ORDER;
	/* A timer is started with a value (TS 102 223 6.6.21). */
	if (w->context.kind == PAYLOAD_STK_COMMAND && w->context.type == COMMAND_TIMER &&
	    w->context.qualifier % TIMER_ACTION == TIMER_START && !w->has_timer_value)
		return REASON_STK_MANDATORY;
	return REASON_OK;
}

static enum reason walk_objects(struct progress *w, struct cur body)
{
	struct btlv_object object;
	enum reason why = REASON_OK;

	while (body.n > 0 && why == REASON_OK) {
		if (!btlv_take_object(&body, &object))
			return REASON_STK_LENGTH;
		why = take_object(w, &object);
	}
	return why != REASON_OK ? why : end_walk(w);
}

/* The object that stands first and says what the others are. */
static enum reason take_first(struct progress *w, uint8_t tag, struct cur *body, struct cur *value)
{
	struct btlv_object object;

	if (!btlv_take_object(body, &object))
		return REASON_STK_LENGTH;
	if (object.tag != tag)
		return REASON_STK_MANDATORY;
	*value = object.value;
	if (object.value.n < stk_object(tag)->min || object.value.n > stk_object(tag)->max)
		return REASON_STK_OBJECT;
	return btlv_put_object(w->out, &object) ? REASON_OK : REASON_FRAME_OVERSIZE;
}

/* Command details stand first in commands and in responses to them. */
static enum reason walk_command(struct progress *w, struct cur body)
{
	bool is_command = w->context.kind == PAYLOAD_STK_COMMAND;
	uint8_t number;
	struct cur details;
	enum reason why = take_first(w, STK_OBJECT_COMMAND, &body, &details);

	if (why != REASON_OK)
		return why;
	if (!cur_u8(&details, &number) || !cur_u8(&details, &w->context.type) ||
	    !cur_u8(&details, &w->context.qualifier))
		return REASON_STK_OBJECT;
	w->row = stk_row(is_command ? STK_COMMANDS : STK_RESPONSES, w->context.type);
	if (!w->row)
		return REASON_STK_COMMAND;
	facts_number(w->context.facts, FACT_STK_COMMAND, w->context.type);
	facts_number(w->context.facts, FACT_STK_QUALIFIER, w->context.qualifier);
	return walk_objects(w, body);
}

/* An event list of one event stands first where events are told (TS 102 223 7.5). */
static enum reason walk_event(struct progress *w, struct cur body)
{
	struct cur list;
	uint8_t event;
	enum reason why = take_first(w, STK_OBJECT_EVENTS, &body, &list);

	if (why != REASON_OK)
		return why;
	if (!cur_u8(&list, &event) || list.n > 0)
		return REASON_STK_OBJECT;
	w->row = stk_row(STK_EVENTS, event);
	if (!w->row)
		return REASON_STK_COMMAND;
	facts_number(w->context.facts, FACT_STK_EVENT, event);
	return walk_objects(w, body);
}

static enum reason walk_envelope(struct progress *w, uint8_t tag, struct cur body)
{
	w->context.type = tag;
	facts_number(w->context.facts, FACT_STK_ENVELOPE, tag);
	if (tag == STK_TAG_EVENT)
		return walk_event(w, body);
	w->row = stk_row(STK_ENVELOPES, tag);
	return w->row ? walk_objects(w, body) : REASON_STK_COMMAND;
}

/* Commands and envelopes are one BER-TLV object, exactly (TS 102 223 6.6, 7). */
static enum reason open_outer(enum payload_kind kind, struct cur *bytes, uint8_t *tag)
{
	size_t n;

	if (!cur_u8(bytes, tag))
		return REASON_STK_LENGTH;
	if ((*tag == STK_TAG_COMMAND) != (kind == PAYLOAD_STK_COMMAND))
		return REASON_STK_COMMAND;
	if (!btlv_take_length(bytes, &n) || n != bytes->n)
		return REASON_STK_LENGTH;
	return REASON_OK;
}

enum reason stk_check(enum payload_kind kind, struct cur bytes, struct facts *facts,
		      struct wtr *out)
{
	UNINITIALIZED uint8_t memory[STK_MAX_BODY];
	struct wtr body = { memory, sizeof(memory), 0 };
	struct progress w = { .context = { .kind = kind, .facts = facts }, .out = &body };
	bool has_outer = kind != PAYLOAD_STK_RESPONSE;
	uint8_t tag = 0;
	enum reason why = has_outer ? open_outer(kind, &bytes, &tag) : REASON_OK;

	if (why == REASON_OK && bytes.n > STK_MAX_BODY)
		why = REASON_STK_LENGTH;
	if (why == REASON_OK)
		why = kind == PAYLOAD_STK_ENVELOPE ? walk_envelope(&w, tag, bytes)
						   : walk_command(&w, bytes);
	if (why != REASON_OK || !out)
		return why;
	if (has_outer && (!wtr_u8(out, tag) || !btlv_put_length(out, body.len)))
		return REASON_FRAME_OVERSIZE;
	return wtr_bytes(out, (struct cur){ body.p, body.len }) ? REASON_OK : REASON_FRAME_OVERSIZE;
}
