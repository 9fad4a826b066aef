/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A model, a firmware or an identity that is not the pinned one, or another than it was. */
#include "detect.h"

#include <string.h>

enum kind { KIND_MODEL, KIND_REVISION, KIND_IDENTITY, KIND_COUNT };
enum { DMS = 0x02 };

static const struct {
	uint16_t id;
	const char *command;
} questions[KIND_COUNT] = { { 0x0022, "+CGMM" }, { 0x0023, "+CGMR" }, { 0x0025, "+CGSN" } };

/* An AT answer may have many lines, and all are of its question: the first is what is asked for. */
static bool is_first(struct detect_state *st, const struct event *e, unsigned kind)
{
	uint32_t bit = UINT32_C(1) << kind;

	if (e->message)
		return e->service == DMS && e->id == questions[kind].id;
	if (strcmp(e->command, questions[kind].command) != 0 || !(st->flags & bit))
		return false;
	st->flags &= ~bit;
	return true;
}

static bool is_pinned(const struct ruleset_pins *pins, uint64_t digest)
{
	for (uint32_t i = 0; i < pins->n && i < RULESET_MAX_PINS; i++)
		if (pins->digests[i] == digest)
			return true;
	return false;
}

static bool sees(struct detect_state *st, const struct event *e, uint32_t limit,
		 uint64_t window_ms)
{
	/* What each was when it was last told; this detector has no window. */
	uint64_t *was[KIND_COUNT] = { &st->since_ms, &st->value, &st->last_ms };
	unsigned kind = 0;
	bool changed;

	(void)limit, (void)window_ms;
	for (unsigned i = 0; i < KIND_COUNT && !e->message; i++)
		if (e->passed && detect_asks(e, 0, 0, questions[i].command))
			st->flags |= UINT32_C(1) << i;
	if (e->side != SIDE_MODEM || e->type != TYPE_RESPONSE || e->digest == 0)
		return false;
	while (kind < KIND_COUNT && !is_first(st, e, kind))
		kind++;
	if (kind == KIND_COUNT || *was[kind] == e->digest)
		return false;
	changed = *was[kind] != 0;
	*was[kind] = e->digest;
	if (!e->pins || e->pins->n == 0)
		return changed;
	st->told = e->digest;
	return !is_pinned(e->pins, e->digest);
}

const struct detector detect_drift = { "drift", DETECT_ALERT, 0, 0, sees, false };
