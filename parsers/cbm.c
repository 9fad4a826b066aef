/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Cell broadcast: lengths are fixed, and numbers of pages count. */
#include "cbm.h"

#include "sms.h"
#include "walk.h"

enum {
	UMTS_MESSAGE = 1,
	UMTS_SIZE = 7 + CBM_PAGE + 1,
	GROUP_UDH = 0x90,
	SCHEME_LANGUAGE = 0x10,
	SCHEME_LANGUAGE_UCS2 = 0x11
};

/* TS 23.038 5; reserved values are text. */
enum sms_alphabet cbm_alphabet(uint8_t dcs)
{
	bool by_bits = (dcs & 0xC0) == 0x40 || (dcs & 0xF0) == GROUP_UDH;

	if (dcs == SCHEME_LANGUAGE_UCS2)
		return SMS_UCS2;
	if (by_bits)
		return (dcs & 0x0C) == 0x04 ? SMS_DATA : (dcs & 0x0C) == 0x08 ? SMS_UCS2 : SMS_TEXT;
	/* 1101 and 1110 are of other protocols */
	if ((dcs & 0xF0) == 0xD0 || (dcs & 0xF0) == 0xE0)
		return SMS_DATA;
	return (dcs & 0xF4) == 0xF4 ? SMS_DATA : SMS_TEXT;
}

bool cbm_is_compressed(uint8_t dcs)
{
	return (dcs & 0xE0) == 0x60;
}

unsigned cbm_language(uint8_t dcs)
{
	return dcs == SCHEME_LANGUAGE ? 3 : dcs == SCHEME_LANGUAGE_UCS2 ? 2 : 0;
}

/* What the octets of a page, or of a USSD text, are; padding is part of the text. */
static struct text text_of(uint8_t dcs, struct cur octets)
{
	struct text t = { TEXT_BYTES, octets, 0, octets.n, true };
	unsigned language = cbm_language(dcs);

	if (cbm_is_compressed(dcs))
		return t;
	if (cbm_alphabet(dcs) == SMS_TEXT)
		t = (struct text){ TEXT_SEPTETS, octets, language, octets.n * 8 / 7, true };
	else if (cbm_alphabet(dcs) == SMS_UCS2)
		t = (struct text){ TEXT_UCS2, octets, language / 2, octets.n / 2, true };
	return t;
}

/* 9.4.1.2.4: low half pages, high half the number of this one; with a 0 there is one of one. */
static void take_page_parameter(struct walk *w, struct cbm *m)
{
	uint8_t parameter = walk_u8(w, 0xFF);

	m->page = parameter >> 4;
	m->pages = parameter & 0x0F;
	if (m->page == 0 || m->pages == 0)
		m->page = m->pages = 1;
	if (m->page > m->pages)
		walk_fail(w, REASON_CBM_PAGE);
}

/* A header of user data in the page, TS 23.038 5 group 1001. */
static void check_header(struct walk *w, uint8_t dcs, struct cur page)
{
	struct sms_header header = { 0 };

	if ((dcs & 0xF0) == GROUP_UDH && w->why == REASON_OK)
		walk_fail(w, sms_header_read(page, &header));
}

/* 9.4.1.2: serial number, message identifier, coding scheme, page parameter, content. */
static void take_page(struct walk *w, struct cbm *m)
{
	struct cur page;

	if (w->in.n < CBM_HEAD)
		walk_fail(w, REASON_CBM_PAGE);
	m->serial = walk_u16be(w);
	m->id = walk_u16be(w);
	m->dcs = walk_u8(w, 0xFF);
	take_page_parameter(w, m);
	page = walk_bytes(w, w->in.n < CBM_PAGE ? w->in.n : CBM_PAGE);
	while (w->why == REASON_OK && w->in.n > 0)
		(void)walk_u8(w, 0);
	m->text = text_of(m->dcs, page);
	check_header(w, m->dcs, page);
}

/* 9.4.2.2: type, identifier, serial number, scheme; pages and of each its octets and their number.
 */
static void take_umts(struct walk *w, struct cbm *m)
{
	uint8_t type = walk_u8(w, 0xFF), used;
	struct cur page;

	m->id = walk_u16be(w);
	m->serial = walk_u16be(w);
	m->dcs = walk_u8(w, 0xFF);
	m->pages = walk_u8(w, 0xFF);
	if (type != UMTS_MESSAGE || m->pages == 0 || m->pages > CBM_MAX_PAGES)
		walk_fail(w, REASON_CBM_PAGE);
	for (unsigned i = 0; i < m->pages && w->why == REASON_OK; i++) {
		page = walk_bytes(w, CBM_PAGE);
		used = walk_u8(w, 0xFF);
		if (used > CBM_PAGE)
			walk_fail(w, REASON_CBM_PAGE);
		check_header(w, m->dcs, page);
	}
}

/* 9.4.1.3: serial number, identifier, warning type, warning security information. */
static void take_etws(struct walk *w, struct cbm *m)
{
	m->serial = walk_u16be(w);
	m->id = walk_u16be(w);
	(void)walk_bytes(w, ETWS_SIZE - 4);
}

enum reason cbm_parse(enum payload_kind kind, struct cur bytes, struct cbm *m, struct wtr *out)
{
	struct walk w = { bytes, out, REASON_CBM_PAGE, REASON_OK };

	*m = (struct cbm){ 0 };
	if (kind == PAYLOAD_ETWS)
		take_etws(&w, m);
	else if (bytes.n <= CBM_SIZE + CBM_TRAILER && bytes.n != UMTS_SIZE)
		take_page(&w, m);
	else
		take_umts(&w, m);
	if (w.in.n > 0)
		walk_fail(&w, REASON_CBM_PAGE);
	return w.why;
}

enum reason cbm_check(enum payload_kind kind, struct cur bytes, struct facts *facts,
		      struct wtr *out)
{
	struct cbm m;
	enum reason why = cbm_parse(kind, bytes, &m, out);

	if (why != REASON_OK)
		return why;
	facts_number(facts, FACT_CBM_ID, m.id);
	if (kind == PAYLOAD_CBM)
		facts_number(facts, FACT_CBM_DCS, m.dcs);
	return why;
}
