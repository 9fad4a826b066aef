/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How the table of rooms.c is written; for the generator of the filters and for tests. */
#pragma once

#include <stddef.h>
#include <stdint.h>
#include "sandbox.h"

/* What an argument must be. Values are 64 bits wide, as the kernel compares them. */
enum call_compare { ANY, EQUAL, AT_MOST, AT_LEAST, RANGE, LACKS };

/* Values that are known only when a room runs; sandbox_enter() puts the real ones in. */
#define PIN_IN UINT64_C(0x5afe10115afe1022)
#define PIN_IN_SIZE UINT64_C(0x5afe20115afe2022)
#define PIN_OUT UINT64_C(0x5afe30115afe3022)
#define PIN_OUT_SIZE UINT64_C(0x5afe40115afe4022)
#define PIN_USER UINT64_C(0x5afe50115afe5022)
#define PIN_GROUP UINT64_C(0x5afe60115afe6022)

struct call_argument {
	enum call_compare compare;
	uint64_t value; /* LACKS: bits that are not set */
	uint64_t below; /* RANGE: first value that is too large */
};

/* One permitted system call. Several rows of one name are alternatives. */
struct room_call {
	const char *name;
	struct call_argument args[6];
	const char *reason;
};

/* Descriptors that a room is born with, or receives while it runs. */
struct room_descriptor {
	const char *numbers, *what;
};

struct room_page {
	const char *name;
	const char *user;
	const struct room_descriptor *descriptors;
	size_t n_descriptors;
	struct sandbox_walls walls;
	const struct room_call *calls;
	size_t n_calls;
};

/* By enum room. */
extern const struct room_page room_pages[];
