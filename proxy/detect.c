/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of detectors, and how events reach them. */
#include "detect.h"

#include <string.h>
#include "detectors.h"
#include "digest.h"

#define X(name) extern const struct detector detect_##name;
DETECTORS(X)
#undef X

const struct detector *const detectors[] = {
#define X(name) &detect_##name,
	DETECTORS(X)
#undef X
};

const size_t detector_count = sizeof(detectors) / sizeof(detectors[0]);

/* The state that a detector sees: its own, or that of the client. */
static struct detect_state *state_of(struct detect *d, size_t i, const struct event *e)
{
	if (detectors[i]->by_client && e->slot < DETECT_CLIENTS)
		return &d->clients[e->slot];
	return &d->states[i];
}

_Static_assert(sizeof(detectors) / sizeof(detectors[0]) <= DETECT_MAX, "a place for each");

size_t detect_find(const char *name, size_t len)
{
	size_t i = 0;

	while (i < detector_count &&
	       (strlen(detectors[i]->name) != len || memcmp(detectors[i]->name, name, len) != 0))
		i++;
	return i;
}

/* An alarm as the audit has it: the name, and maybe what it tells. */
static void name_alarm(const char *name, uint64_t told, char out[DETECT_TEXT])
{
	size_t n = strnlen(name, DETECT_NAME);

	memset(out, 0, DETECT_TEXT);
	memcpy(out, name, n);
	if (told == 0)
		return;
	out[n++] = ' ';
	for (unsigned shift = 64; shift > 0; shift -= 4)
		out[n++] = "0123456789abcdef"[told >> (shift - 4) & 0xF];
}

enum detect_act detect_run(struct detect *d, const struct ruleset *rs, const struct event *e,
			   detect_alarm *alarm, void *ctx)
{
	enum detect_act strongest = DETECT_ALERT;

	for (size_t i = 0; i < detector_count; i++) {
		const struct detector *x = detectors[i];
		const struct ruleset_detect *set = &rs->detects[i];
		enum detect_act act = (enum detect_act)(set->is_set ? set->act : x->act);
		uint32_t limit = set->limit ? set->limit : x->limit;
		struct detect_state *st = state_of(d, i, e);
		char text[DETECT_TEXT];

		if (act == DETECT_OFF ||
		    !x->sees(st, e, limit, (uint64_t)x->window_s * 1000))
			continue;
		name_alarm(x->name, st->told, text);
		alarm(ctx, text, act);
		if (act > strongest)
			strongest = act;
	}
	return strongest;
}

uint64_t detect_digest(const struct ruleset_pins *pins, struct cur value)
{
	struct digest_key key = digest_key_of(pins->key);
	uint64_t digest = digest_of(&key, value.p, value.n);

	return digest ? digest : 1;
}

bool detect_over(struct detect_state *st, uint64_t now_ms, uint32_t limit, uint64_t window_ms)
{
	if (st->count == 0 || now_ms - st->since_ms >= window_ms) {
		st->since_ms = now_ms;
		st->count = 0;
	}
	if (st->count <= limit)
		st->count++;
	else
		return false;
	return st->count == limit + 1;
}

bool detect_fact(const struct event *e, enum fact_id id, uint32_t *out)
{
	if (!e->content || !(e->content->facts.known >> id & 1))
		return false;
	*out = e->content->facts.number[id];
	return true;
}

bool detect_carries(const struct event *e, uint32_t kinds)
{
	return e->content && (e->content->kinds & kinds);
}

bool detect_asks(const struct event *e, uint16_t service, uint16_t id, const char *command)
{
	if (e->side != SIDE_CLIENT || e->type != TYPE_REQUEST)
		return false;
	if (e->message)
		return e->service == service && e->id == id;
	return command[0] != '\0' && strcmp(e->command, command) == 0;
}

static int digit_of(uint8_t b)
{
	if (b >= '0' && b <= '9')
		return b - '0';
	b |= 0x20;
	return b >= 'a' && b <= 'f' ? b - 'a' + 10 : -1;
}

static bool number_of(const struct event *e, unsigned i, unsigned base, uint64_t *out)
{
	struct cur text = i < DETECT_VALUES ? e->values[i] : (struct cur){ 0 };
	uint64_t sum = 0;
	uint8_t b;

	if (text.n == 0 || text.n > 16)
		return false;
	while (cur_u8(&text, &b)) {
		int digit = digit_of(b);

		if (digit < 0 || (unsigned)digit >= base)
			return false;
		sum = sum * base + (unsigned)digit;
	}
	*out = sum;
	return true;
}

bool detect_decimal(const struct event *e, unsigned i, uint64_t *out)
{
	return number_of(e, i, 10, out);
}

bool detect_hex(const struct event *e, unsigned i, uint64_t *out)
{
	return number_of(e, i, 16, out);
}

bool detect_begins(const struct event *e, unsigned i, const char *word)
{
	struct cur text = i < DETECT_VALUES ? e->values[i] : (struct cur){ 0 };
	uint8_t b;

	for (; *word; word++)
		if (!cur_u8(&text, &b) || b != (uint8_t)*word)
			return false;
	return true;
}

bool detect_is(const struct event *e, unsigned i, const char *word)
{
	return i < DETECT_VALUES && e->values[i].n == strlen(word) && detect_begins(e, i, word);
}
