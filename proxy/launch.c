/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The programs of rooms, for the warden that asks for them and the launcher that starts them. */
#include "launch.h"
#include "control.h"

const struct program_row programs[PROGRAM_COUNT] = {
	[PROGRAM_READER] = { "airlock-reader", ROOM_READER, -1 },
	[PROGRAM_READER_TUNNEL] = { "airlock-reader-tunnel", ROOM_READER, -1 },
	[PROGRAM_READER_AT] = { "airlock-reader-at", ROOM_READER, -1 },
	[PROGRAM_GATE] = { "airlock-gate", ROOM_GATE, ROOM_FD_EPOLL },
	[PROGRAM_GATE_TUNNEL] = { "airlock-gate-tunnel", ROOM_GATE, ROOM_FD_EPOLL },
	[PROGRAM_GATE_AT] = { "airlock-gate-at", ROOM_GATE, ROOM_FD_EPOLL },
	[PROGRAM_SCRIBE] = { "airlock-scribe", ROOM_SCRIBE, ROOM_FD_EPOLL },
	[PROGRAM_COMPILER] = { "airlock-compiler", ROOM_COMPILER, -1 },
};
