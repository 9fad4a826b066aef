/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Walling in: what a room does before it reads its first hostile byte. */
#pragma once

#include <stddef.h>

enum room { ROOM_READER, ROOM_GATE, ROOM_SCRIBE, ROOM_COMPILER, ROOM_WARDEN, ROOM_COUNT };

/*
 * The descriptors of a gate: below the port's number those that it may read and never close, then
 * the port, which it may only write, then those that it receives while it runs (clients), which it
 * may send to and close, and never read.
 */
enum { SANDBOX_GATE_PORT = 72, SANDBOX_GATE_CLIENTS };

/* Buffers that the reader's filter pins; unused by the other rooms. */
struct sandbox_pins {
	const void *in, *out;
	size_t in_size, out_size;
};

/*
 * Enters `room` for good: from here on the process can do only what the page of the room in rooms.c
 * says, and is killed for anything else. `pins` may be NULL but for the reader. In this order:
 * no_new_privs (a filter needs it), not dumpable (nobody of the same user may attach or read the
 * memory), limits (setting them is not permitted afterwards), the filter.
 * Returns 0 or -errno; after an error the caller must end.
 */
int sandbox_enter(enum room room, const struct sandbox_pins *pins);
