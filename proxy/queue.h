/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes that wait: a linear buffer that is compacted when its end is reached. */
#pragma once

#include <string.h>

#include "../parsers/cursor.h"

struct queue {
	uint8_t *p;
	size_t cap, head, tail;
};

static inline size_t queue_used(const struct queue *q)
{
	return q->tail - q->head;
}

/* Whether `need` more bytes fit behind the tail, where a writer may put them. */
MUST_USE static inline bool queue_room(struct queue *q, size_t need)
{
	if (q->cap - q->tail >= need)
		return true;
	if (q->cap - queue_used(q) < need)
		return false;
	memmove(q->p, q->p + q->head, queue_used(q));
	q->tail -= q->head;
	q->head = 0;
	return true;
}

static inline void queue_skip(struct queue *q, size_t n)
{
	q->head += n;
	if (q->head == q->tail)
		q->head = q->tail = 0;
}

static inline struct cur queue_view(const struct queue *q)
{
	return (struct cur){ q->p + q->head, queue_used(q) };
}

/* All of `bytes`, or nothing. */
MUST_USE static inline bool queue_put(struct queue *q, struct cur bytes)
{
	if (!queue_room(q, bytes.n))
		return false;
	if (bytes.n)
		memcpy(q->p + q->tail, bytes.p, bytes.n);
	q->tail += bytes.n;
	return true;
}
