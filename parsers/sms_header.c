/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Coding schemes of short messages, and the elements of a user data header. */
#include "sms.h"

#include "walk.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* ------------------------------------------------------------------ coding scheme, TS 23.038 4 */

enum sms_alphabet sms_alphabet(uint8_t dcs)
{
	if ((dcs & 0x80) == 0) /* 00xx, 01xx general; what is reserved is text */
		return (dcs & 0x0C) == 0x04 ? SMS_DATA : (dcs & 0x0C) == 0x08 ? SMS_UCS2 : SMS_TEXT;
	if ((dcs & 0xF0) == 0xE0)
		return SMS_UCS2;
	return (dcs & 0xF4) == 0xF4 ? SMS_DATA : SMS_TEXT;
}

bool sms_is_compressed(uint8_t dcs)
{
	return (dcs & 0xA0) == 0x20;
}

int sms_class(uint8_t dcs)
{
	bool has = (dcs & 0x90) == 0x10 || (dcs & 0xF0) == 0xF0;

	return has ? dcs & 0x03 : -1;
}

/* ------------------------------------------------------------------ header, TS 23.040 9.2.3.24 */

/*
 * Elements that clients act on: their lengths, and which may stand there once only, as clients
 * differ in whether the first or the last counts. All others are as long as they say.
 */
static const struct element {
	uint8_t id, min, max, once;
} elements[] = {
	{ 0x00, 3, 3, SMS_SEEN_PARTS },   /* concatenation, 8-bit reference */
	{ 0x01, 2, 2, 0 },                /* special message indication */
	{ 0x04, 2, 2, SMS_SEEN_PORT },    /* ports of 8 bits */
	{ 0x05, 4, 4, SMS_SEEN_PORT },    /* ports of 16 bits */
	{ 0x06, 1, 1, 0 },                /* SMSC control parameters */
	{ 0x07, 1, 1, 0 },                /* UDH source indicator */
	{ 0x08, 4, 4, SMS_SEEN_PARTS },   /* concatenation, 16-bit reference */
	{ 0x0A, 3, 4, 0 },                /* text formatting */
	{ 0x20, 1, 1, 0 },                /* RFC 822 e-mail header */
	{ 0x24, 1, 1, SMS_SEEN_SINGLE },  /* national language single shift */
	{ 0x25, 1, 1, SMS_SEEN_LOCKING }, /* national language locking shift */
	{ 0x70, 0, 0, 0 },                /* command packet, TS 31.115 4.2 */
	{ 0x71, 0, 0, 0 },                /* response packet */
};

static void read_parts(struct walk *w, struct sms_header *h, uint8_t id, struct cur value)
{
	size_t wide = id == 0x08;

	h->reference =
		(uint16_t)(wide ? 256u * cur_at(value, 0) + cur_at(value, 1) : cur_at(value, 0));
	h->parts = (uint8_t)cur_at(value, 1 + wide);
	h->part = (uint8_t)cur_at(value, 2 + wide);
	/* 9.2.3.24.1: neither is 0, and the part is one of them */
	if (h->part == 0 || h->part > h->parts)
		walk_fail(w, REASON_SMS_HEADER);
}

static void read_ports(struct sms_header *h, uint8_t id, struct cur value)
{
	if (id == 0x04) {
		h->port = (uint16_t)cur_at(value, 0);
		h->from_port = (uint16_t)cur_at(value, 1);
	} else {
		h->port = (uint16_t)(256u * cur_at(value, 0) + cur_at(value, 1));
		h->from_port = (uint16_t)(256u * cur_at(value, 2) + cur_at(value, 3));
	}
}

static void read_element(struct walk *w, struct sms_header *h)
{
	uint8_t id = walk_u8(w, 0xFF), size = walk_u8(w, 0xFF);
	struct cur value = walk_take(w, size);
	const struct element *e = NULL;

	for (size_t i = 0; i < COUNT(elements) && !e; i++)
		if (elements[i].id == id)
			e = &elements[i];
	if (w->why == REASON_OK && e &&
	    (size < e->min || size > e->max || (h->seen & e->once) != 0))
		walk_fail(w, REASON_SMS_HEADER);
	if (w->why != REASON_OK)
		return;
	h->elements++;
	h->seen |= e ? e->once : 0;
	if (e && e->once == SMS_SEEN_PARTS)
		read_parts(w, h, id, value);
	if (e && e->once == SMS_SEEN_PORT)
		read_ports(h, id, value);
	if (h->security == 0 &&
	    ((id >= SMS_SECURITY_FIRST && id <= SMS_SECURITY_LAST) || id == SMS_WCMP))
		h->security = id;
}

enum reason sms_header_read(struct cur data, struct sms_header *h)
{
	struct walk w = { data, NULL, REASON_SMS_HEADER, REASON_OK };
	uint8_t size = walk_u8(&w, 0xFF);

	h->size = (uint8_t)(size + 1);
	w.in = walk_take(&w, size);
	while (w.why == REASON_OK && w.in.n > 0)
		read_element(&w, h);
	return h->size == 0 ? REASON_SMS_HEADER : w.why; /* 256 octets fit into no message */
}
