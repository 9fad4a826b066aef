// SPDX-License-Identifier: GPL-2.0-or-later
/* What a room leaves behind, as the room writes it. */
#include "trace.h"
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include "control.h"

static struct trace nowhere;
static struct trace *trace = &nowhere;
static const struct trace *scribe = &nowhere;
static struct digest_key key; /* a copy: what is shared is never believed */
static uint64_t n_written;
static uint64_t n_begun[GATE_SLOTS + 1];

_Static_assert(sizeof(struct trace) <= 4096, "one page");

void trace_open(int fd, unsigned number)
{
	const size_t page = (size_t)sysconf(_SC_PAGESIZE);
	void *at = mmap(NULL, page, PROT_READ | PROT_WRITE, MAP_SHARED, fd, (off_t)(number * page));

	if (at == MAP_FAILED)
		abort();
	close(fd);
	trace = at;
	key = trace->key;
	n_written = trace->batch;
}

void trace_frame(const uint8_t *bytes, size_t len)
{
	trace->last = (struct trace_frame){ digest_of(&key, bytes, len), len };
	/* Before the frame is looked into, which may be the end. */
	atomic_signal_fence(memory_order_seq_cst);
}

void trace_written(void)
{
	trace->batches[n_written % TRACE_BATCHES] = trace->last;
	trace->batch = ++n_written;
}

void trace_open_scribe(int fd, unsigned number)
{
	const size_t page = (size_t)sysconf(_SC_PAGESIZE);
	void *at = mmap(NULL, page, PROT_READ, MAP_SHARED, fd, (off_t)(number * page));

	if (at == MAP_FAILED)
		abort();
	scribe = at;
}

bool trace_is_scribe_stuck(void)
{
	return __atomic_load_n(&scribe->is_stuck, __ATOMIC_ACQUIRE) != 0;
}

void trace_taken(unsigned channel, uint64_t n)
{
	trace->batches[channel % TRACE_BATCHES].length += n;
}

uint64_t trace_scribe_taken(unsigned channel)
{
	return scribe->batches[channel % TRACE_BATCHES].length;
}

void trace_stuck(bool is_stuck)
{
	__atomic_store_n(&trace->is_stuck, is_stuck, __ATOMIC_RELEASE);
}

void trace_settled(uint32_t generation)
{
	trace->batch = generation;
}

void trace_begun(unsigned slot)
{
	trace->slot = slot;
	trace->batch = ++n_begun[slot];
	atomic_signal_fence(memory_order_seq_cst);
}
