/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Entering a room: limits and the filter that was made from rooms.c. */
#include "sandbox.h"
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdint.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "rooms.h"
#include "sandbox_filters.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define PROGRAM(f)          \
	{                   \
		f, COUNT(f) \
	}
#define MIB (UINT64_C(1) << 20)

/* Longest program that has pins, with room for the generator's taste to change. */
enum { PINNED_MAX = 128 };

static const struct program {
	const struct sock_filter *ins;
	size_t n;
} programs[ROOM_COUNT] = {
	[ROOM_READER] = PROGRAM(filter_reader), [ROOM_GATE] = PROGRAM(filter_gate),
	[ROOM_SCRIBE] = PROGRAM(filter_scribe), [ROOM_COMPILER] = PROGRAM(filter_compiler),
	[ROOM_WARDEN] = PROGRAM(filter_warden),
};

/*
 * Second wall behind the filter. NOFILE 0 lets open descriptors live and refuses new ones. FSIZE
 * holds for files only, not for sockets and devices. The warden keeps its own limits, since its
 * children inherit them.
 */
static const struct limits {
	rlim_t files, processes, file_size, memory;
} limits[ROOM_COUNT] = {
	[ROOM_READER] = { 0, 0, 0, 64 * MIB },
	[ROOM_GATE] = { 256, 0, 0, 512 * MIB },
	[ROOM_SCRIBE] = { 128, 0, RLIM_INFINITY, 64 * MIB },
	[ROOM_COMPILER] = { 0, 0, RLIM_INFINITY, 256 * MIB },
};

static int lower(int resource, rlim_t to)
{
	struct rlimit now;

	if (getrlimit(resource, &now) < 0)
		return -errno;
	if (now.rlim_max < to)
		to = now.rlim_max;
	now.rlim_cur = now.rlim_max = to;
	return setrlimit(resource, &now) < 0 ? -errno : 0;
}

static int set_limits(enum room room)
{
	const struct limits *l = &limits[room];
	int rc = lower(RLIMIT_CORE, 0);

	if (room == ROOM_WARDEN)
		return rc;
	if (rc == 0)
		rc = lower(RLIMIT_NOFILE, l->files);
	if (rc == 0)
		rc = lower(RLIMIT_NPROC, l->processes);
	if (rc == 0)
		rc = lower(RLIMIT_FSIZE, l->file_size);
	if (rc == 0)
		rc = lower(RLIMIT_AS, l->memory);
	return rc;
}

/* BPF compares 64-bit arguments by halves: each half of a pin is a constant of its own. */
static unsigned pin(struct sock_filter *ins, size_t n, uint64_t mark, uint64_t value)
{
	unsigned found = 0;

	for (size_t i = 0; i < n; i++) {
		if (BPF_CLASS(ins[i].code) != BPF_JMP || BPF_SRC(ins[i].code) != BPF_K)
			continue;
		if (ins[i].k == (uint32_t)(mark >> 32)) {
			ins[i].k = (uint32_t)(value >> 32);
			found |= 1;
		} else if (ins[i].k == (uint32_t)mark) {
			ins[i].k = (uint32_t)value;
			found |= 2;
		}
	}
	return found;
}

static int load(const struct sock_filter *ins, size_t n)
{
	struct sock_fprog prog = { (unsigned short)n, (struct sock_filter *)(uintptr_t)ins };

	return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &prog) < 0 ? -errno : 0;
}

static int load_pinned(const struct program *p, const struct sandbox_pins *pins)
{
	struct sock_filter copy[PINNED_MAX];
	const struct {
		uint64_t mark, value;
	} todo[] = {
		{ PIN_IN, (uintptr_t)pins->in },
		{ PIN_IN_SIZE, pins->in_size },
		{ PIN_OUT, (uintptr_t)pins->out },
		{ PIN_OUT_SIZE, pins->out_size },
	};

	if (p->n > PINNED_MAX)
		return -E2BIG;
	memcpy(copy, p->ins, p->n * sizeof(copy[0]));
	for (size_t i = 0; i < COUNT(todo); i++)
		if (pin(copy, p->n, todo[i].mark, todo[i].value) != 3)
			return -EINVAL;
	return load(copy, p->n);
}

int sandbox_enter(enum room room, const struct sandbox_pins *pins)
{
	int rc;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return -errno;
	if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) < 0)
		return -errno;
	rc = set_limits(room);
	if (rc < 0)
		return rc;
	if (room == ROOM_READER)
		return pins ? load_pinned(&programs[room], pins) : -EINVAL;
	return load(programs[room].ins, programs[room].n);
}
