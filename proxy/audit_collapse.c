/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Repeated identical records become one with a count. */
#include "audit_collapse.h"

#include <string.h>

static bool same_line(const struct audit_line *a, const struct audit_line *b)
{
	return a->kind == b->kind && a->form == b->form && a->final == b->final &&
	       a->column == b->column && memcmp(a->command, b->command, sizeof(a->command)) == 0;
}

/* The same thing again: alike in all but time, transaction id and length. */
static bool same(const struct audit_record *a, const struct audit_record *b)
{
	return a->event == b->event && a->side == b->side && a->reason == b->reason &&
	       a->type == b->type && a->cid == b->cid && a->tag == b->tag &&
	       a->service == b->service && a->id == b->id && a->role == b->role &&
	       a->protocol == b->protocol && same_line(&a->at, &b->at) && a->rule == b->rule &&
	       a->uid == b->uid && a->pid == b->pid && a->error == b->error &&
	       memcmp(a->text, b->text, sizeof(a->text)) == 0;
}

static void emit_place(struct collapse_place *p, collapse_emit emit, void *ctx)
{
	if (p->used && p->r.repeats)
		emit(ctx, &p->r);
	p->used = 0;
}

static bool collapses(const struct audit_record *r)
{
	return r->event == AUDIT_REFUSED || r->event == AUDIT_STRIPPED ||
	       r->event == AUDIT_PASSED ||
	       r->event == AUDIT_SUBSTITUTED || r->event == AUDIT_ALARM;
}

void collapse_add(struct collapse *c, const struct audit_record *r, uint64_t now_ms,
		  collapse_emit emit, void *ctx)
{
	struct collapse_place *oldest = &c->places[0];

	if (!collapses(r)) {
		emit(ctx, r);
		return;
	}
	for (unsigned i = 0; i < COLLAPSE_PLACES; i++) {
		struct collapse_place *p = &c->places[i];

		if (p->used && same(&p->r, r)) {
			uint32_t repeats = p->r.repeats + 1;

			p->r = *r; /* the latest one, with the count of all since the first */
			p->r.repeats = repeats;
			return;
		}
		if (!p->used || (oldest->used && p->since_ms < oldest->since_ms))
			oldest = p;
	}
	emit_place(oldest, emit, ctx);
	*oldest = (struct collapse_place){ .r = *r, .since_ms = now_ms, .used = 1 };
	emit(ctx, r);
}

uint32_t collapse_tick(struct collapse *c, bool all, uint64_t now_ms, collapse_emit emit, void *ctx)
{
	uint32_t next = UINT32_MAX;

	for (unsigned i = 0; i < COLLAPSE_PLACES; i++) {
		struct collapse_place *p = &c->places[i];
		uint64_t due_ms = p->since_ms + COLLAPSE_MS;

		if (!p->used)
			continue;
		if (all || due_ms <= now_ms)
			emit_place(p, emit, ctx);
		else if (due_ms - now_ms < next)
			next = (uint32_t)(due_ms - now_ms);
	}
	return next;
}
