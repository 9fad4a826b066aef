/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Walling in: what a room does before it reads its first hostile byte. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum room {
	ROOM_READER,
	ROOM_PTY_READER, /* of a client that opens a pseudo-terminal */
	ROOM_GATE,
	ROOM_SCRIBE,
	ROOM_COMPILER,
	ROOM_NET, /* network interfaces and nftables */
	ROOM_LAUNCHER,
	ROOM_WARDEN,
	ROOM_COUNT
};

/*
 * The descriptors of a gate: below the port's number those that it may read and never close, then
 * the port, which it may only write, then those that it receives while it runs (clients), which it
 * may send to and close, and never read.
 */
enum { SANDBOX_GATE_PORT = 72, SANDBOX_GATE_CLIENTS };

/* What Landlock takes from a room. */
enum {
	SANDBOX_FILES = 1,  /* every path, and ioctl of devices */
	SANDBOX_CHANGES = 8, /* the same, but for reading and running what is there */
	SANDBOX_TCP = 2,    /* bind and connect */
	SANDBOX_OTHERS = 4, /* abstract sockets and signals of processes outside */
};

/* The newest Landlock whose walls are used; an older one has fewer, the rest stands without. */
enum { SANDBOX_LANDLOCK_ABI = 6 };

#define SANDBOX_UNLIMITED UINT64_MAX

/* The walls of a room besides its filter. */
struct sandbox_walls {
	/* Upper bounds for the resource limits; a limit that is lower already stays. */
	uint64_t files, processes, file_size, memory;
	uint64_t capabilities; /* by bit; all others are given up */
	uint32_t namespaces;   /* CLONE_NEW*: it has none of the warden's; entered before exec */
	uint32_t landlock;     /* SANDBOX_FILES.. */
};

/* Values that filters pin: the buffers of readers, the user of rooms for the launcher. */
struct sandbox_pins {
	const void *in, *out;
	size_t in_size, out_size;
	uint32_t user, group;
};

const struct sandbox_walls *sandbox_walls_of(enum room room);

/* What this kernel has: filters that kill a process; the ABI of its Landlock, 0 for none. */
bool sandbox_has_filters(void);
int sandbox_landlock_abi(void);

/*
 * Name in the environment of a room that the warden starts on a kernel without filters, after it
 * was told --without-cages: that there is no seccomp() is then no error.
 */
#define SANDBOX_WITHOUT_CAGES "AIRLOCK_WITHOUT_CAGES"

/* Gives up all capabilities but those of `keep`, by bit. 0 or -errno. */
int sandbox_keep_capabilities(uint64_t keep);

/*
 * Enters `room` for good: from here on the process can do only what the page of the room in rooms.c
 * says, and is killed for anything else. `pins` may be NULL but for readers
 * and the launcher. In this order:
 * no_new_privs (a filter needs it), not dumpable (nobody of the same user may attach or read the
 * memory), Landlock (which needs a descriptor for a moment), capabilities, limits (setting them is
 * not permitted afterwards), the filter. Walls that the kernel does not know are left out, and the
 * warden says so; a kernel without filters is an error unless SANDBOX_WITHOUT_CAGES is set.
 * Returns 0 or -errno; after an error the caller must end.
 */
int sandbox_enter(enum room room, const struct sandbox_pins *pins);
