/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Entering a room: the walls and the filter that were made from rooms.c. */
#include "sandbox.h"
#include <errno.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stdint.h>
#include <stdlib.h>
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

/* Longest program that has pins, with room for the generator's taste to change. */
enum { PINNED_MAX = 512 };

static const struct program {
	const struct sock_filter *ins;
	size_t n;
} programs[ROOM_COUNT] = {
	[ROOM_READER] = PROGRAM(filter_reader),     [ROOM_PTY_READER] = PROGRAM(filter_pty_reader),
	[ROOM_GATE] = PROGRAM(filter_gate),         [ROOM_SCRIBE] = PROGRAM(filter_scribe),
	[ROOM_COMPILER] = PROGRAM(filter_compiler), [ROOM_NET] = PROGRAM(filter_net),
	[ROOM_LAUNCHER] = PROGRAM(filter_launcher), [ROOM_WARDEN] = PROGRAM(filter_warden),
};

const struct sandbox_walls *sandbox_walls_of(enum room room)
{
	return &walls[room];
}

bool sandbox_has_filters(void)
{
	const uint32_t kill = SECCOMP_RET_KILL_PROCESS;

	return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &kill) == 0;
}

/*
 * linux/landlock.h as far as it is used; the headers of older distributions end at ABI 2. The
 * numbers of the rights are fixed: each ABI appended some.
 */
struct landlock_ruleset {
	uint64_t files;  /* ABI 1: 13 rights, 2: refer, 3: truncate, 5: ioctl of devices */
	uint64_t net;    /* ABI 4: bind and connect of TCP */
	uint64_t scoped; /* ABI 6: abstract sockets, signals */
};
#define LANDLOCK_EXECUTE UINT64_C(1)
#define LANDLOCK_READ_FILE UINT64_C(4)
#define LANDLOCK_READ_DIR UINT64_C(8)
enum { LANDLOCK_VERSION = 1, LANDLOCK_CREATE = 444, LANDLOCK_RESTRICT = 446 };

int sandbox_landlock_abi(void)
{
	long abi = syscall(LANDLOCK_CREATE, NULL, 0, LANDLOCK_VERSION);

	return abi < 0 ? 0 : (int)abi;
}

/* The size tells the kernel which fields there are: an old one refuses more than it knows. */
static size_t ask_landlock(int abi, uint32_t what, struct landlock_ruleset *out)
{
	const unsigned file_rights = abi >= 5 ? 16 : abi >= 3 ? 15 : abi == 2 ? 14 : 13;

	memset(out, 0, sizeof(*out));
	if (what & (SANDBOX_FILES | SANDBOX_CHANGES))
		out->files = (UINT64_C(1) << file_rights) - 1;
	if (what & SANDBOX_CHANGES)
		out->files &= ~(LANDLOCK_EXECUTE | LANDLOCK_READ_FILE | LANDLOCK_READ_DIR);
	if (abi >= 4 && (what & SANDBOX_TCP))
		out->net = 3;
	if (abi >= 6 && (what & SANDBOX_OTHERS))
		out->scoped = 3;
	return (abi >= 6 ? 3 : abi >= 4 ? 2 : 1) * sizeof(uint64_t);
}

/* Rights that are named and given to no path or port are denied everywhere. */
static int deny_by_landlock(uint32_t what)
{
	struct landlock_ruleset ruleset;
	const int abi = sandbox_landlock_abi();
	size_t size;
	int fd, rc;

	if (abi == 0)
		return 0;
	size = ask_landlock(abi, what, &ruleset);
	if (!ruleset.files && !ruleset.net && !ruleset.scoped)
		return 0;
	fd = (int)syscall(LANDLOCK_CREATE, &ruleset, size, 0);
	if (fd < 0)
		return -errno;
	rc = syscall(LANDLOCK_RESTRICT, fd, 0) < 0 ? -errno : 0;
	close(fd);
	return rc;
}

/* Only fewer than there are. Those of the bounding set come by exec, which no_new_privs stops. */
int sandbox_keep_capabilities(uint64_t keep)
{
	struct __user_cap_header_struct header = { _LINUX_CAPABILITY_VERSION_3, 0 };
	struct __user_cap_data_struct data[2];
	uint32_t surplus = 0;

	if (syscall(SYS_capget, &header, data) < 0)
		return -errno;
	for (unsigned i = 0; i < 2; i++) {
		surplus |= data[i].permitted & ~(uint32_t)(keep >> (32 * i));
		surplus |= data[i].inheritable;
		data[i].permitted &= (uint32_t)(keep >> (32 * i));
		data[i].effective = data[i].permitted;
		data[i].inheritable = 0;
	}
	/* Not called in vain: a service manager may have forbidden it. */
	return surplus && syscall(SYS_capset, &header, data) < 0 ? -errno : 0;
}

static int lower(int resource, uint64_t to)
{
	struct rlimit now;

	if (to == SANDBOX_UNLIMITED)
		return 0;
	if (getrlimit(resource, &now) < 0)
		return -errno;
	if (now.rlim_max < to)
		to = now.rlim_max;
	now.rlim_cur = now.rlim_max = to;
	return setrlimit(resource, &now) < 0 ? -errno : 0;
}

static int set_limits(const struct sandbox_walls *w)
{
	int rc = lower(RLIMIT_CORE, 0);

	if (rc == 0)
		rc = lower(RLIMIT_NOFILE, w->files);
	if (rc == 0)
		rc = lower(RLIMIT_NPROC, w->processes);
	if (rc == 0)
		rc = lower(RLIMIT_FSIZE, w->file_size);
	if (rc == 0)
		rc = lower(RLIMIT_AS, w->memory);
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

/* Not asked first whether the kernel has filters: under the warden's, the question kills. */
static int load(const struct sock_filter *ins, size_t n)
{
	struct sock_fprog prog = { (unsigned short)n, (struct sock_filter *)(uintptr_t)ins };

	if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &prog) == 0)
		return 0;
	return errno == ENOSYS && getenv(SANDBOX_WITHOUT_CAGES) ? 0 : -errno;
}

/* Marks of the table, and what stands for them in this process. */
struct pin {
	uint64_t mark, value;
};

static int load_pinned(const struct program *p, const struct pin *pins, size_t n)
{
	struct sock_filter copy[PINNED_MAX];

	if (p->n > PINNED_MAX)
		return -E2BIG;
	memcpy(copy, p->ins, p->n * sizeof(copy[0]));
	for (size_t i = 0; i < n; i++)
		if (pin(copy, p->n, pins[i].mark, pins[i].value) != 3)
			return -EINVAL;
	return load(copy, p->n);
}

static int load_filter(enum room room, const struct sandbox_pins *pins)
{
	const struct pin buffers[] = {
		{ PIN_IN, pins ? (uintptr_t)pins->in : 0 },
		{ PIN_IN_SIZE, pins ? pins->in_size : 0 },
		{ PIN_OUT, pins ? (uintptr_t)pins->out : 0 },
		{ PIN_OUT_SIZE, pins ? pins->out_size : 0 },
	};
	const struct pin people[] = {
		{ PIN_USER, pins ? pins->user : 0 },
		{ PIN_GROUP, pins ? pins->group : 0 },
	};

	if (room == ROOM_READER || room == ROOM_PTY_READER)
		return pins ? load_pinned(&programs[room], buffers, COUNT(buffers)) : -EINVAL;
	if (room == ROOM_LAUNCHER)
		return pins ? load_pinned(&programs[room], people, COUNT(people)) : -EINVAL;
	return load(programs[room].ins, programs[room].n);
}

int sandbox_enter(enum room room, const struct sandbox_pins *pins)
{
	int rc;

	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return -errno;
	if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) < 0)
		return -errno;
	rc = deny_by_landlock(walls[room].landlock);
	if (rc == 0)
		rc = sandbox_keep_capabilities(walls[room].capabilities);
	if (rc == 0)
		rc = set_limits(&walls[room]);
	return rc < 0 ? rc : load_filter(room, pins);
}
