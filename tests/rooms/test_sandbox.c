// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * Every room against every system call number: what rooms.c does not name must kill, by each ABI,
 * and what it names must kill as soon as one pinned argument is off by one.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>
#include "../../sandbox/rooms.h"
#include "../../sandbox/sandbox.h"
#include "../check.h"

#if !defined(__x86_64__)
int main(void)
{
	printf("skipped: the sweep knows the numbers of x86_64 only\n");
	return CHECK_SKIP;
}
#else

#include <seccomp.h>

enum { NUMBERS = 600, X32 = 0x40000000 };

static char in_bytes[256], out_bytes[512];
enum { USER = 65534, GROUP = 65533 };
static const struct sandbox_pins pins = { in_bytes, out_bytes, sizeof(in_bytes), sizeof(out_bytes),
					  USER, GROUP };

/* The signal that ends a process which makes this call in this room. */
static int try_call(enum room room, long nr, const uint64_t a[6])
{
	int status = 0;
	pid_t pid = fork();

	if (pid == 0) {
		alarm(20); /* a call that waits was let through */
		if (sandbox_enter(room, &pins) < 0)
			_exit(3);
		syscall(nr, a[0], a[1], a[2], a[3], a[4], a[5]);
		__builtin_trap();
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		return -1;
	return WIFSIGNALED(status) ? WTERMSIG(status) : -1;
}

static uint64_t value_of(uint64_t v)
{
	if (v == PIN_IN)
		return (uintptr_t)in_bytes;
	if (v == PIN_OUT)
		return (uintptr_t)out_bytes;
	if (v == PIN_IN_SIZE)
		return sizeof(in_bytes);
	if (v == PIN_USER)
		return USER;
	if (v == PIN_GROUP)
		return GROUP;
	return v == PIN_OUT_SIZE ? sizeof(out_bytes) : v;
}

static bool holds(const struct call_argument *a, uint64_t v)
{
	switch (a->compare) {
	case EQUAL:
		return v == value_of(a->value);
	case AT_MOST:
		return v <= value_of(a->value);
	case AT_LEAST:
		return v >= a->value;
	case RANGE:
		return v >= a->value && v < a->below;
	case LACKS:
		return !(v & a->value);
	case ANY:
		break;
	}
	return true;
}

/* What the table says about a call; the filter that was made from it must say the same. */
static bool is_allowed(const struct room_page *page, long nr, const uint64_t args[6])
{
	for (size_t i = 0; i < page->n_calls; i++) {
		bool fits = seccomp_syscall_resolve_name(page->calls[i].name) == nr;

		for (int k = 0; k < 6 && fits; k++)
			fits = holds(&page->calls[i].args[k], args[k]);
		if (fits)
			return true;
	}
	return false;
}

static bool is_named(const struct room_page *page, long nr)
{
	for (size_t i = 0; i < page->n_calls; i++)
		if (seccomp_syscall_resolve_name(page->calls[i].name) == nr)
			return true;
	return false;
}

/*
 * uretprobe and uprobe pass every filter by the kernel's own rule; outside a probe they kill too.
 */
static bool is_exempt(long nr)
{
	return nr == 335 || nr == 336;
}

static void sweep(enum room room)
{
	static const uint64_t zeroes[6];
	const struct room_page *page = &room_pages[room];

	for (long nr = 0; nr <= NUMBERS; nr++)
		if (!is_named(page, nr) && !is_exempt(nr))
			CHECK_IN(try_call(room, nr, zeroes) == SIGSYS, "%s: call %ld", page->name,
				 nr);
	for (long nr = 0; nr <= 20; nr++)
		CHECK_IN(try_call(room, nr | X32, zeroes) == SIGSYS, "%s: x32 call %ld", page->name,
			 nr);
	CHECK_IN(try_call(room, -1, zeroes) == SIGSYS, "%s: call -1", page->name);
}

/* Values around each pinned one, with bits that the kernel ignores set too. */
static size_t candidates(const struct call_argument *a, uint64_t out[64])
{
	const uint64_t v = value_of(a->value);
	size_t n = 0;

	for (unsigned bit = 0; a->compare == LACKS && bit < 32; bit++)
		if (v >> bit & 1)
			out[n++] = UINT64_C(1) << bit;

	out[n++] = v;
	out[n++] = v + 1;
	out[n++] = v - 1;
	out[n++] = v | (UINT64_C(1) << 32);
	if (a->compare == RANGE) {
		out[n++] = a->below;
		out[n++] = a->below - 1;
	}
	return n;
}

static uint64_t right_value(const struct call_argument *a)
{
	return a->compare == ANY || a->compare == LACKS ? 0 : value_of(a->value);
}

/*
 * Calls that the table allows are not made, but for those that fail at once: the descriptors here
 * are not a room's. So each forbidden neighbour of each row must kill.
 */
static void off_by_one(enum room room)
{
	const struct room_page *page = &room_pages[room];

	for (size_t i = 0; i < page->n_calls; i++) {
		const struct room_call *call = &page->calls[i];
		const long nr = seccomp_syscall_resolve_name(call->name);
		uint64_t args[6], around[64];

		for (int k = 0; k < 6; k++)
			args[k] = right_value(&call->args[k]);
		for (int k = 0; k < 6; k++) {
			if (call->args[k].compare == ANY)
				continue;
			const uint64_t right = args[k];
			size_t n = candidates(&call->args[k], around);

			for (size_t j = 0; j < n; j++) {
				args[k] = around[j];
				if (!is_allowed(page, nr, args))
					CHECK_IN(try_call(room, nr, args) == SIGSYS,
						 "%s: %s, argument %d = %#lx", page->name,
						 call->name, k, (unsigned long)args[k]);
			}
			args[k] = right;
		}
	}
}

/* The table's rows themselves do not kill: a bad descriptor is an error only. */
static void allowed(void)
{
	const uint64_t write_one[6] = { 1, (uintptr_t)out_bytes, 0 };
	const uint64_t close_far[6] = { 100 };
	const uint64_t close_at[6] = { SANDBOX_GATE_CLIENTS };
	const uint64_t read_low[6] = { SANDBOX_GATE_PORT - 1 }, read_first[6] = { 6 };

	CHECK(try_call(ROOM_READER, SYS_write, write_one) == SIGILL);
	CHECK(try_call(ROOM_GATE, SYS_close, close_far) == SIGILL);
	CHECK(try_call(ROOM_GATE, SYS_close, close_at) == SIGILL);
	CHECK(try_call(ROOM_GATE, SYS_read, read_low) == SIGILL);
	CHECK(try_call(ROOM_GATE, SYS_read, read_first) == SIGILL);
	CHECK(try_call(ROOM_SCRIBE, SYS_close, close_far) == SIGILL);
}

/* The same call by the entry of 32-bit programs, where its number means something else. */
static int try_i386(enum room room, unsigned nr)
{
	int status = 0;
	pid_t pid = fork();

	if (pid == 0) {
		alarm(20);
		if (sandbox_enter(room, &pins) < 0)
			_exit(3);
		__asm__ volatile("int $0x80" : "+a"(nr) : "b"(0), "c"(0), "d"(0) : "memory");
		__builtin_trap();
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		return -1;
	return WIFSIGNALED(status) ? WTERMSIG(status) : -1;
}

/* A kernel built without 32-bit programs raises SIGSEGV instead: nothing gets in there either. */
static void sweep_i386(enum room room)
{
	for (unsigned nr = 0; nr <= 460; nr++) {
		int sig = try_i386(room, nr);

		CHECK_IN(sig == SIGSYS || sig == SIGSEGV, "%s: i386 call %u: %d",
			 room_pages[room].name, nr, sig);
	}
}

static bool is_denied(int rc, int error)
{
	return rc < 0 && errno == error;
}

static int dial(int family, const void *address, socklen_t len)
{
	int fd = socket(family, SOCK_STREAM, 0);
	int rc = connect(fd, address, len), error = errno;

	close(fd);
	errno = error;
	return rc;
}

/* In a child of a kernel without filters: which of the other walls do not hold, as bits. */
static int try_walls(int abi)
{
	const struct sockaddr_in tcp = { .sin_family = AF_INET, .sin_port = htons(9) };
	struct sockaddr_un name = { .sun_family = AF_UNIX };
	socklen_t len = sizeof(name);
	int listener = socket(AF_UNIX, SOCK_STREAM, 0), bad = 0;
	pid_t outside = getppid();

	if (bind(listener, (struct sockaddr *)&name, sizeof(sa_family_t)) < 0 ||
	    listen(listener, 1) < 0 || getsockname(listener, (struct sockaddr *)&name, &len) < 0)
		return 1;
	if (dial(AF_UNIX, &name, len) < 0)
		return 2; /* it works before */
	if (sandbox_enter(ROOM_SCRIBE, NULL) != -ENOSYS)
		return 3;
	setenv(SANDBOX_WITHOUT_CAGES, "1", 1);
	if (sandbox_enter(ROOM_SCRIBE, NULL) != 0)
		return 4;
	bad |= !is_denied(open("/etc/passwd", O_RDONLY), EACCES) << 3;
	bad |= !is_denied(open("/dev/null", O_WRONLY), EACCES) << 4;
	bad |= !is_denied(mkdir("/tmp/airlock-escaped", 0700), EACCES) << 5;
	bad |= (abi >= 4 && !is_denied(dial(AF_INET, &tcp, sizeof(tcp)), EACCES)) << 6;
	bad |= (abi >= 6 && !is_denied(kill(outside, 0), EPERM)) << 7;
	return bad;
}

static void walls_without_filter(void)
{
	const int abi = sandbox_landlock_abi();
	scmp_filter_ctx ctx;
	int status = -1;
	pid_t pid = abi > 0 ? fork() : -1;

	CHECK(sandbox_has_filters());
	if (abi == 0) {
		printf("skipped: this kernel has no Landlock\n");
		return;
	}
	if (pid == 0) {
		ctx = seccomp_init(SCMP_ACT_ALLOW);
		if (!ctx ||
		    seccomp_rule_add(ctx, SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(seccomp), 0) < 0 ||
		    seccomp_load(ctx) < 0)
			_exit(255);
		_exit(try_walls(abi));
	}
	CHECK(waitpid(pid, &status, 0) == pid);
	CHECK_EQ(status, 0);
}

static unsigned count_names(enum room room)
{
	const struct room_page *page = &room_pages[room];
	unsigned n = 0;

	for (size_t i = 0; i < page->n_calls; i++) {
		bool again = false;

		for (size_t k = 0; k < i; k++)
			again |= !strcmp(page->calls[k].name, page->calls[i].name);
		n += !again;
	}
	return n;
}

int main(void)
{

	CHECK_EQ(count_names(ROOM_READER), 2);
	CHECK_EQ(count_names(ROOM_PTY_READER), 3);
	CHECK(count_names(ROOM_GATE) <= 12);
	CHECK(count_names(ROOM_SCRIBE) <= 8);
	CHECK(count_names(ROOM_WARDEN) <= 25);
	for (int room = 0; room < ROOM_COUNT; room++) {
		sweep(room);
		sweep_i386(room);
		off_by_one(room);
	}
	allowed();
	walls_without_filter();
	return check_done();
}
#endif
