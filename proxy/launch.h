/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What warden and launcher say to each other, on one SOCK_SEQPACKET pair: a request with the
 * descriptors of a room, and its answer with the descriptor of the process. One at a time.
 */
#pragma once

#include <stdint.h>
#include "../sandbox/sandbox.h"

/*
 * The programs of rooms. Reader and gate: one for QMI, one that has AT inside QMI too, one for AT
 * and NMEA.
 */
enum program {
	PROGRAM_READER,
	PROGRAM_READER_TUNNEL,
	PROGRAM_READER_AT,
	PROGRAM_GATE,
	PROGRAM_GATE_TUNNEL,
	PROGRAM_GATE_AT,
	PROGRAM_SCRIBE,
	PROGRAM_COMPILER,
	PROGRAM_COUNT
};

#define LAUNCHER_PROGRAM "airlock-launcher"

struct program_row {
	const char *name; /* of the file; it is argv[0] too */
	enum room room;   /* whose namespaces it gets */
	int epoll_to;     /* number of an epoll instance of its own, or -1 */
};

/* By enum program; launch.c. */
extern const struct program_row programs[PROGRAM_COUNT];

enum {
	LAUNCH_MAX_FDS = 80,
	LAUNCH_MAX_WORDS = 16,
	LAUNCH_WORDS = 256, /* bytes of all arguments */
	LAUNCHER_CHANNEL = 0,
};

/*
 * Arguments of the launcher: the folder of the programs, the user and the group of rooms ("-": they
 * stay the launcher's), and, where it is so, SANDBOX_WITHOUT_CAGES. When it has what it needs it
 * says so once, by this.
 */
struct launch_hello {
	uint32_t namespaces; /* that rooms will be in */
};

struct launch_request {
	uint32_t program;
	uint32_t n_fds, n_words;
	/* In the room; the n-th has the n-th descriptor that came along, unless it is /dev/null. */
	struct {
		int16_t to;
		int16_t is_null;
	} fds[LAUNCH_MAX_FDS];
	char words[LAUNCH_WORDS]; /* arguments behind argv[0], each with a NUL */
};

/* With the process' descriptor, unless there is an error (negative). */
struct launch_answer {
	int32_t error;
	int32_t pid;
};
