/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What a room leaves behind when it dies: a few numbers about the last frame, in memory that it
 * shares with the warden. Readers write digests, gates write whose batch they work on. Whoever took
 * a room over can write anything: the warden takes them for numbers without meaning, in bounds.
 */
#pragma once

#include <stdatomic.h>
#include <stdbool.h>
#include "digest.h"

/* Batches that a reader may be ahead of its gate, so that the gate's last one is still known. */
enum { TRACE_BATCHES = 128 };

struct trace_frame {
	uint64_t digest;
	uint64_t length; /* 0: there was none */
};

/* One page of memory. */
struct trace {
	struct digest_key key;	 /* written by the warden before the room starts */
	struct trace_frame last; /* reader: the frame that it works on, or the last one */
	uint64_t batch;		 /* reader: how many it wrote; gate: the one that it works on */
	uint64_t slot;		 /* gate: whose; GATE_SLOTS: the modem's */
	struct trace_frame batches[TRACE_BATCHES]; /* reader: the last frame of each */
};

/*
 * In a room, before it enters: maps page `number` of the memory behind `fd` and closes it. Without
 * such memory, in a test, what is noted goes nowhere.
 */
void trace_open(int fd, unsigned number);
/* A reader has found a frame, and looks into it only now. */
void trace_frame(const uint8_t *bytes, size_t len);
/* A reader has written a batch. */
void trace_written(void);
/* A gate begins with the next batch of `slot`. */
void trace_begun(unsigned slot);
