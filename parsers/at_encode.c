/* SPDX-License-Identifier: GPL-2.0-or-later */
/* AT lines written afresh: commands to the modem, answers to clients; one form of each. */
#include "at_shape.h"
#include "at_text.h"

static bool word(struct wtr *w, const char *text)
{
	return wtr_bytes(w, at_word(text));
}

static bool values(const struct at_record *r, const struct at_part *p, const char *shape,
		   bool strip, struct wtr *w)
{
	struct at_walked walked;

	return at_shape_walk(shape, &r->values[p->first], p->n, strip, w, &walked) == REASON_OK;
}

/* --- commands --- */

static bool is_extended(const struct at_part *p)
{
	return at_is_prefix(at_byte(p->name, 0));
}

/* S0=0 S0? S0 (V.250 5.3.2): the register belongs to the name. */
static bool encode_register(const struct at_record *r, const struct at_part *p, struct wtr *w)
{
	const struct at_value *v = &r->values[p->first];
	struct at_part first = *p, second = *p;

	if (p->n == 0 || v->kind != AT_VALUE_NUMBER)
		return false;
	first.n = 1;
	if (!values(r, &first, "n0..255", false, w))
		return false;
	second.first++;
	second.n--;
	if (p->form == AT_FORM_READ)
		return p->n == 1 && wtr_u8(w, '?');
	if (p->form == AT_FORM_TEST)
		return p->n == 1 && word(w, "=?");
	return p->form == AT_FORM_EXEC ? p->n == 1
				       : wtr_u8(w, '=') && values(r, &second, "n0..255", false, w);
}

static bool encode_part(const struct at_record *r, const struct at_part *p, struct wtr *w)
{
	const struct at_def *def = at_row(p->row, NULL);
	const char *shape = def ? def->set : NULL;

	if (!wtr_bytes(w, p->name))
		return false;
	if (at_equal(p->name, "S"))
		return encode_register(r, p, w);
	switch ((enum at_form)p->form) {
	case AT_FORM_EXEC:
		return true;
	case AT_FORM_READ:
		return wtr_u8(w, '?');
	case AT_FORM_TEST:
		return word(w, "=?");
	case AT_FORM_SET:
		return (!is_extended(p) || wtr_u8(w, '=')) && values(r, p, shape, false, w);
	case AT_FORM_COUNT:
		break;
	}
	return false;
}

bool at_encode_parts(const struct at_record *r, unsigned first, unsigned n, struct wtr *out)
{
	struct wtr w = *out;
	bool ok = first <= r->n_parts && n <= r->n_parts - first && word(&w, "AT");

	for (unsigned i = first; ok && i < first + n; i++) {
		const struct at_part *p = &r->parts[i];

		/* V.250 5.4.1: a ; behind an extended command, nothing behind a basic one. */
		if (i > first && is_extended(p - 1))
			ok = wtr_u8(&w, ';');
		ok = ok && encode_part(r, p, &w);
	}
	if (!ok || !wtr_u8(&w, '\r'))
		return false;
	out->len = w.len;
	return true;
}

bool at_encode_entry(const struct at_record *r, struct wtr *out)
{
	static const char digits[] = "0123456789ABCDEF";
	struct wtr w = *out;
	bool ok = true;

	if (r->kind == AT_KIND_CANCEL)
		return wtr_u8(out, AT_ESC);
	if (r->kind != AT_KIND_ENTRY)
		return false;
	if (r->flags & AT_RECORD_TEXT)
		ok = wtr_bytes(&w, r->text);
	else
		for (size_t i = 0; ok && i < r->text.n; i++) {
			uint8_t b = at_byte(r->text, i);

			ok = wtr_u8(&w, (uint8_t)digits[b / 16]) &&
			     wtr_u8(&w, (uint8_t)digits[b % 16]);
		}
	if (!ok || !wtr_u8(&w, AT_CTRL_Z))
		return false;
	out->len = w.len;
	return true;
}

/* --- answers --- */

bool at_encode_info(const struct at_record *line, const char *shape, struct wtr *out)
{
	const struct at_part *p = &line->parts[0];
	struct wtr w = *out;
	bool ok = line->kind == AT_KIND_INFO && word(&w, "\r\n") && wtr_bytes(&w, p->name);

	if (ok && !(line->flags & AT_RECORD_BARE))
		ok = word(&w, ": ") && values(line, p, shape, true, &w);
	if (!ok || !word(&w, "\r\n"))
		return false;
	out->len = w.len;
	return true;
}

bool at_encode_text(const struct at_record *line, struct wtr *out)
{
	struct wtr w = *out;

	if (line->kind < AT_KIND_FINAL || line->kind == AT_KIND_PROMPT || !word(&w, "\r\n") ||
	    !wtr_bytes(&w, line->text) || !word(&w, "\r\n"))
		return false;
	out->len = w.len;
	return true;
}

static const struct code {
	const char *text;
	int8_t numeric; /* V.250 table 1; -1: has none */
} codes[AT_FINAL_COUNT] = {
	[AT_FINAL_OK] = { "OK", 0 },
	[AT_FINAL_CONNECT] = { "CONNECT", 1 },
	[AT_FINAL_NO_CARRIER] = { "NO CARRIER", 3 },
	[AT_FINAL_ERROR] = { "ERROR", 4 },
	[AT_FINAL_NO_DIALTONE] = { "NO DIALTONE", 6 },
	[AT_FINAL_BUSY] = { "BUSY", 7 },
	[AT_FINAL_NO_ANSWER] = { "NO ANSWER", 8 },
	[AT_FINAL_CME_ERROR] = { "+CME ERROR: ", -1 },
	[AT_FINAL_CMS_ERROR] = { "+CMS ERROR: ", -1 },
	[AT_FINAL_EXT_ERROR] = { "+EXT ERROR: ", -1 },
	[AT_FINAL_MODEM_ERROR] = { "MODEM ERROR: ", -1 },
	[AT_FINAL_NOT_SUPPORTED] = { "COMMAND NOT SUPPORT", -1 },
	[AT_FINAL_NA] = { "NA", -1 },
};

static bool decimal(int32_t number, struct wtr *w)
{
	const struct at_value v = { AT_VALUE_NUMBER, 0, { NULL, 0 }, number };
	struct at_walked walked;

	return at_shape_walk("n", &v, 1, false, w, &walked) == REASON_OK;
}

static bool encode_code(enum at_final code, int32_t number, struct cur text, bool numeric,
			struct wtr *out)
{
	struct wtr w = *out;
	bool named = code >= AT_FINAL_CME_ERROR && code <= AT_FINAL_MODEM_ERROR;
	bool ok;

	if ((unsigned)code >= AT_FINAL_COUNT || (named && number < 0 && text.n == 0))
		return false;
	if (numeric && codes[code].numeric >= 0) {
		ok = decimal(codes[code].numeric, &w) && wtr_u8(&w, '\r');
	} else {
		ok = word(&w, "\r\n") && word(&w, codes[code].text);
		if (ok && code == AT_FINAL_CONNECT && number >= 0)
			ok = wtr_u8(&w, ' ');
		if (ok && number >= 0 && (named || code == AT_FINAL_CONNECT))
			ok = decimal(number, &w);
		else if (ok && named)
			ok = wtr_bytes(&w, text);
		ok = ok && word(&w, "\r\n");
	}
	if (ok)
		out->len = w.len;
	return ok;
}

bool at_encode_final(const struct at_record *line, bool numeric, struct wtr *out)
{
	struct cur text = { NULL, 0 };

	if (line->kind != AT_KIND_FINAL)
		return false;
	if (line->n_values > 0)
		text = line->values[0].text;
	return encode_code((enum at_final)line->final, line->number, text, numeric, out);
}

bool at_encode_result(enum at_final code, int32_t number, bool numeric, struct wtr *out)
{
	return encode_code(code, number, (struct cur){ NULL, 0 }, numeric, out);
}
