/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The answers of the modem: a store of wire TLVs per row of the schema, written in text. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store.h"
#include "value.h"

uint16_t store_find(const struct store *s, const char **text, bool is_indication, const char **why)
{
	const struct service_def *service;
	const char *word, *dot;
	size_t len, name_len;

	value_skip_blanks(text);
	word = *text;
	len = strcspn(word, " \t");
	dot = memchr(word, '.', len);
	*why = "SERVICE.MESSAGE";
	if (!dot)
		return ROW_NONE;
	service = schema_service_by_name(word, (size_t)(dot - word));
	*why = "a service of the schema";
	if (!service)
		return ROW_NONE;
	*why = is_indication ? "an indication of the service" : "a message of the service";
	dot++;
	name_len = len - (size_t)(dot - word);
	for (size_t i = 0; i < service->n; i++) {
		const struct message_def *m = &service->messages[i];

		if (m->is_indication != is_indication || strncmp(m->name, dot, name_len) != 0 ||
		    m->name[name_len])
			continue;
		if (m->vendor && m->vendor != s->vendor) {
			*why = "a message of this vendor (see --vendor)";
			continue;
		}
		*text = word + len;
		return schema_find(service->id, m->id, is_indication, s->vendor);
	}
	return ROW_NONE;
}

const struct tlv_set *store_tlvs(uint16_t row)
{
	const struct message_def *m = schema_row(row, NULL);

	return &m->tlvs[m->is_indication ? TYPE_INDICATION : TYPE_RESPONSE];
}

/* The next TLV of bytes that we wrote ourselves. */
static bool next_tlv(struct cur *tlvs, uint8_t *tag, struct cur *value)
{
	uint16_t len;

	return cur_u8(tlvs, tag) && cur_u16(tlvs, &len) && cur_take(tlvs, len, value);
}

bool store_tlv(struct cur tlvs, uint8_t tag, struct cur *value)
{
	uint8_t found;

	while (next_tlv(&tlvs, &found, value))
		if (found == tag)
			return true;
	return false;
}

bool store_merge(struct cur base, struct cur changes, struct wtr *out)
{
	struct cur value, other;
	uint8_t tag;

	while (next_tlv(&base, &tag, &value)) {
		if (store_tlv(changes, tag, &other))
			continue;
		if (!wtr_u8(out, tag) || !wtr_u16(out, (uint16_t)value.n) || !wtr_bytes(out, value))
			return false;
	}
	return wtr_bytes(out, changes);
}

static bool answer_assign(struct answer *a, struct cur tlvs)
{
	uint8_t *copy = malloc(tlvs.n ? tlvs.n : 1);

	if (!copy)
		return false;
	memcpy(copy, tlvs.p, tlvs.n);
	free(a->tlvs);
	a->tlvs = copy;
	a->len = tlvs.n;
	a->is_set = true;
	return true;
}

/* Removes one TLV in place. */
static void cut_tlv(struct wtr *w, uint8_t tag)
{
	struct cur left = { w->p, w->len }, value;
	size_t at = 0;
	uint8_t found;

	while (next_tlv(&left, &found, &value)) {
		size_t end = w->len - left.n;

		if (found == tag) {
			memmove(w->p + at, w->p + end, left.n);
			w->len -= end - at;
			return;
		}
		at = end;
	}
}

bool store_sample(const struct tlv_set *set, struct wtr *out)
{
	for (size_t i = 0; i < set->n; i++) {
		size_t at = out->len;

		if (strcmp(set->rows[i].name, "result") == 0)
			continue;
		if (!wtr_u8(out, set->rows[i].tag) || !wtr_u16(out, 0) ||
		    !value_sample(set->rows[i].shape, out) ||
		    !wtr_patch_u16(out, at + 1, (uint16_t)(out->len - at - 3)))
			return false;
	}
	return true;
}

static bool remove_word(const struct tlv_set *set, const char *name, size_t len, struct wtr *w)
{
	for (size_t i = 0; i < set->n; i++) {
		if (strncmp(set->rows[i].name, name, len) == 0 && !set->rows[i].name[len]) {
			cut_tlv(w, set->rows[i].tag);
			return true;
		}
	}
	return false;
}

/* One word of a change: new TLVs replace those of the same tag in `w`. */
static bool change_word(const struct tlv_set *set, const char **text, struct wtr *w,
			const char **why)
{
	size_t before = w->len, len = strcspn(*text, " \t");
	struct cur fresh, value;
	struct wtr old;
	uint8_t tag;

	if (**text == '-') {
		*why = "the name of a TLV of this message";
		if (!remove_word(set, *text + 1, len - 1, w))
			return false;
		*text += len;
		return true;
	}
	if (!value_encode_tlv(set, text, w, why))
		return false;
	fresh = (struct cur){ w->p + before, w->len - before };
	old = (struct wtr){ w->p, w->cap, before };
	if (next_tlv(&fresh, &tag, &value))
		cut_tlv(&old, tag);
	memmove(w->p + old.len, w->p + before, w->len - before);
	w->len -= before - old.len;
	return true;
}

static bool word_is(const char **text, const char *word)
{
	size_t len = strlen(word);

	if (strncmp(*text, word, len) != 0 || ((*text)[len] && !strchr(" \t", (*text)[len])))
		return false;
	*text += len;
	return true;
}

bool store_change(struct store *s, uint16_t row, const char *text, const char **why)
{
	static uint8_t bytes[STORE_MAX_TLVS];
	struct answer *a = &s->answers[row];
	struct wtr w = { bytes, sizeof(bytes), a->len };
	const struct tlv_set *set = store_tlvs(row);
	unsigned long error = a->error;
	bool unset = false;

	if (a->len)
		memcpy(bytes, a->tlvs, a->len);
	for (value_skip_blanks(&text); *text; value_skip_blanks(&text)) {
		if (word_is(&text, "clear")) {
			w.len = 0;
		} else if (word_is(&text, "sample")) {
			w.len = 0;
			if (!store_sample(set, &w))
				return false;
		} else if (word_is(&text, "unset")) {
			unset = true;
		} else if (strncmp(text, "error=", 6) == 0) {
			error = strtoul(text + 6, (char **)&text, 0);
		} else if (!change_word(set, &text, &w, why)) {
			return false;
		}
	}
	*why = "more memory";
	if (!answer_assign(a, (struct cur){ bytes, w.len }))
		return false;
	a->error = (uint16_t)error;
	a->is_set = !unset;
	return true;
}

bool store_set(struct store *s, const char *text, bool is_indication, const char **why)
{
	uint16_t row = store_find(s, &text, is_indication, why);

	return row != ROW_NONE && store_change(s, row, text, why);
}

void store_setf(struct store *s, const char *format, ...)
{
	char text[1024];
	const char *why;
	va_list args;
	int len;

	va_start(args, format);
	len = vsnprintf(text, sizeof(text), format, args);
	va_end(args);
	if (len < 0 || (size_t)len >= sizeof(text) || !store_set(s, text, false, &why))
		abort();
}

bool store_replace(struct store *s, uint16_t row, uint8_t tag, struct cur value)
{
	static uint8_t bytes[STORE_MAX_TLVS];
	struct answer *a = &s->answers[row];
	struct wtr w = { bytes, sizeof(bytes), a->len };

	if (a->len)
		memcpy(bytes, a->tlvs, a->len);
	cut_tlv(&w, tag);
	if (!wtr_u8(&w, tag) || !wtr_u16(&w, (uint16_t)value.n) || !wtr_bytes(&w, value))
		return false;
	return answer_assign(a, (struct cur){ bytes, w.len });
}

void store_free(struct store *s)
{
	for (size_t i = 0; i < SCHEMA_MAX_ROWS; i++)
		free(s->answers[i].tlvs);
}
