/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The families of AT commands, rows by number and name, and what a part of a line amounts to. */
#include "at.h"

#include "at_text.h"

#define FAMILIES(X)  \
	X(v250)      \
	X(27007)     \
	X(27005)     \
	X(phone)     \
	X(boot)      \
	X(cinterion) \
	X(fibocom)   \
	X(huawei)    \
	X(icera)     \
	X(mbm)       \
	X(mtk)       \
	X(option)    \
	X(qualcomm)  \
	X(quectel)   \
	X(samsung)   \
	X(sierra)    \
	X(simtech)   \
	X(telit)     \
	X(ublox)     \
	X(xmm)       \
	X(zte)

#define X(word) extern const struct at_family at_family_##word;
FAMILIES(X)
#undef X

const struct at_family *const at_families[] = {
#define X(word) &at_family_##word,
	FAMILIES(X)
#undef X
};
const size_t at_family_count = sizeof(at_families) / sizeof(at_families[0]);

_Static_assert(sizeof(at_families) / sizeof(at_families[0]) <= AT_MAX_FAMILIES, "AT_MAX_FAMILIES");

size_t at_row_count(void)
{
	size_t n = 0;

	for (size_t i = 0; i < at_family_count; i++)
		n += at_families[i]->n;
	return n;
}

const struct at_def *at_row(size_t row, const struct at_family **family)
{
	for (size_t i = 0; i < at_family_count; i++) {
		const struct at_family *f = at_families[i];

		if (row < f->n) {
			if (family)
				*family = f;
			return &f->rows[row];
		}
		row -= f->n;
	}
	return NULL;
}

/* As strcmp() of a view and a word. */
static int compare(const char *name, size_t len, const char *word)
{
	for (size_t i = 0; i < len; i++) {
		uint8_t a = (uint8_t)name[i], b = (uint8_t)word[i];

		if (a != b)
			return a < b ? -1 : 1;
	}
	return word[len] ? -1 : 0;
}

/* Rows of a family are ascending by name. */
static size_t find_in(const struct at_family *f, const char *name, size_t len)
{
	size_t low = 0, high = f->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		int way = compare(name, len, f->rows[mid].name);

		if (way == 0)
			return mid;
		if (way > 0)
			low = mid + 1;
		else
			high = mid;
	}
	return f->n;
}

uint16_t at_find(const char *name, size_t len)
{
	size_t base = 0;

	for (size_t i = 0; i < at_family_count; i++) {
		const struct at_family *f = at_families[i];
		size_t found = find_in(f, name, len);

		if (found < f->n)
			return (uint16_t)(base + found);
		base += f->n;
	}
	return ROW_NONE;
}

int at_field(const struct at_def *def, const char *name, size_t len)
{
	const char *s = def->fields;

	for (int i = 0; s && len > 0; i++) {
		size_t n = 0;

		while (s[n] && s[n] != ',')
			n++;
		if (n == len && memcmp(s, name, n) == 0)
			return i;
		s = s[n] ? s + n + 1 : NULL;
	}
	return -1;
}

/* Whether a part changes something: its class and group are those of its row. */
static bool is_effect(const struct at_def *def, const struct at_part *p,
		      const struct at_value *values)
{
	if (def->flags & AT_ALL_FORMS)
		return true;
	if (p->form == AT_FORM_READ || p->form == AT_FORM_TEST)
		return false;
	if (p->form == AT_FORM_SET && def->query_arg > 0 && p->n >= def->query_arg) {
		const struct at_value *v = &values[p->first + def->query_arg - 1];

		return v->kind != AT_VALUE_NUMBER || v->number != def->query_is;
	}
	return true;
}

/* What a dial string starts is not what its letter says (THREATS: MMI codes are no calls). */
static enum message_class dial_class(enum at_dial dial)
{
	return dial == AT_DIAL_DATA ? CLASS_CONTROL : CLASS_VOICE;
}

enum message_class at_part_class(const struct at_part *p, const struct at_value *values)
{
	const struct at_def *def = at_row(p->row, NULL);

	if (!def)
		return CLASS_COUNT;
	if (p->dial != AT_DIAL_NONE)
		return dial_class((enum at_dial)p->dial);
	return is_effect(def, p, values) ? (enum message_class)def->class : CLASS_READ;
}

enum at_group at_part_group(const struct at_part *p, const struct at_value *values)
{
	const struct at_def *def = at_row(p->row, NULL);

	if (!def)
		return AT_GROUP_NONE;
	if (p->dial != AT_DIAL_NONE)
		return p->dial == AT_DIAL_DATA ? AT_GROUP_CHANNEL_CONTROL : AT_GROUP_CALLS;
	return is_effect(def, p, values) ? (enum at_group)def->group : AT_GROUP_NONE;
}

static const struct at_value *argument(const struct at_record *r, unsigned part, unsigned i)
{
	if (part >= r->n_parts || i >= r->parts[part].n)
		return NULL;
	return &r->values[r->parts[part].first + i];
}

bool at_part_number(const struct at_record *r, unsigned part, unsigned i, int64_t *out)
{
	const struct at_value *v = argument(r, part, i);

	if (!v || v->kind != AT_VALUE_NUMBER)
		return false;
	*out = v->number;
	return true;
}

bool at_part_text(const struct at_record *r, unsigned part, unsigned i, struct cur *out)
{
	const struct at_value *v = argument(r, part, i);

	if (!v || v->kind == AT_VALUE_EMPTY || v->kind == AT_VALUE_OPEN ||
	    v->kind == AT_VALUE_CLOSE)
		return false;
	*out = v->text;
	return true;
}
