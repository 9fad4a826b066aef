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
	/* Reader: how many it wrote; gate: the one at hand; scribe: settled generation. */
	uint64_t batch;
	uint64_t is_stuck;	 /* scribe: cannot write */
	uint64_t slot;		 /* gate: whose; GATE_SLOTS: the modem's */
	/* Reader: the last frame of each. Scribe, by channel: in `length`, records written. */
	struct trace_frame batches[TRACE_BATCHES];
};

/*
 * In a room, before it enters: maps page `number` of the memory behind `fd` and closes it.
 * Without such memory, in a test, what is noted goes nowhere.
 */
void trace_open(int fd, unsigned number);
/* A reader has found a frame, and looks into it only now. */
void trace_frame(const uint8_t *bytes, size_t len);
/* A reader has written a batch. */
void trace_written(void);
/* The scribe says whether it is stuck; a gate that has opened the scribe's page asks. */
void trace_stuck(bool is_stuck);
void trace_open_scribe(int fd, unsigned number);
bool trace_is_scribe_stuck(void);
/* So many more records of a channel are written, or counted as lost; how many are. */
void trace_taken(unsigned channel, uint64_t n);
uint64_t trace_scribe_taken(unsigned channel);
/* The scribe has no record of an older generation any more. */
void trace_settled(uint32_t generation);
/* A gate begins with the next batch of `slot`. */
void trace_begun(unsigned slot);
