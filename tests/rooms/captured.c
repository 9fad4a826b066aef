// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * A reader and a gate that somebody has taken over, for tests only: it enters its room as the real
 * one does, and then tries what ATTEMPT says. The test writes the number into a copy of the file.
 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "../../proxy/control.h"
#include "../../sandbox/sandbox.h"

static volatile const char attempt_mark[] = "ATTEMPT=0000";

static char in_bytes[4096], out_bytes[4096];

#define P(x) ((long)(uintptr_t)(x))

/* What both try; each must kill. */
static const long escapes[][7] = {
	{ SYS_open, P(0), O_RDONLY },
	{ SYS_openat, AT_FDCWD, P(0), O_RDONLY },
	{ SYS_openat, 0, P(0), O_PATH },
	{ SYS_socket, AF_INET, SOCK_STREAM },
	{ SYS_socket, AF_UNIX, SOCK_STREAM },
	{ SYS_connect, 0, P(0), 2 },
	{ SYS_kill, 1, SIGKILL },
	{ SYS_kill, -1, SIGKILL },
	{ SYS_ptrace, PTRACE_ATTACH, 1 },
	{ SYS_process_vm_readv, 1, P(0), 1, P(0), 1 },
	{ SYS_pidfd_open, 1 },
	{ SYS_execve, P(0), P(0), P(0) },
	{ SYS_fork },
	{ SYS_mmap, 0, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1 },
	{ SYS_mprotect, P(0), 4096, PROT_READ | PROT_WRITE | PROT_EXEC },
	{ SYS_write, 2, P(0), 16 },
	{ SYS_dup, 0 },
	{ SYS_ioctl, 0, 0 },
	{ SYS_bpf, 0 },
	{ SYS_io_uring_setup, 1 },
	{ SYS_unshare, 0x10000000 },
	{ SYS_exit_group, 0 },
};

/* A reader may not touch another descriptor, nor its own the other way. */
static const long reader_escapes[][7] = {
	{ SYS_read, 1, P(0), 16 },
	{ SYS_read, 2, P(0), 16 },
	{ SYS_read, 3, P(0), 16 },
	{ SYS_write, 0, P(0), 16 },
	{ SYS_write, 3, P(0), 16 },
	{ SYS_recvmsg, 0, P(0), 0 },
	{ SYS_recvmsg, 1, P(0), 0 },
	{ SYS_sendmsg, 1, P(0), 0 },
};

/* A gate may not read the port or a client, nor send descriptors to readers and clients. */
static const long gate_escapes[][7] = {
	{ SYS_read, GATE_FD_PORT, P(0), 16 },
	{ SYS_read, GATE_FD_CLIENTS, P(0), 16 },
	{ SYS_read, 0, P(0), 16 },
	{ SYS_recvmsg, GATE_FD_CLIENTS, P(0), 0 },
	{ SYS_recvmsg, GATE_FD_PORT, P(0), 0 },
	{ SYS_recvfrom, GATE_FD_CLIENTS, P(0), 16, MSG_PEEK },
	{ SYS_sendmsg, GATE_FD_CLIENTS, P(0), 0 },
	{ SYS_sendto, GATE_FD_CLIENTS, P(0), 1, 0, 0 },
	{ SYS_close, GATE_FD_PORT },
	{ SYS_pread64, GATE_FD_RULES, P(0), 16 },
};

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Records that no reader of ours makes; after them the reader stays alive, if it is let. */
static void forge(unsigned seed)
{
	srand(seed);
	for (size_t i = 0; i < sizeof(out_bytes); i++)
		out_bytes[i] = (char)rand();
	if (seed % 3 == 0) /* a length that fits */
		memcpy(out_bytes, "\x20\0\0\0", 4);
	if (seed % 3 == 1) /* and a kind that is known */
		memcpy(out_bytes, "\x40\0\0\0\0", 5);
	(void)!syscall(SYS_write, ROOM_FD_OUT, out_bytes, 64);
	for (;;)
		(void)!syscall(SYS_read, ROOM_FD_CONTROL, in_bytes, 1);
}

static _Noreturn void try_rows(const long rows[][7], size_t n, unsigned which)
{
	if (which < n) {
		const long *r = rows[which];

		syscall(r[0], r[1], r[2], r[3], r[4], r[5], r[6]);
	} else if (which - n < COUNT(escapes)) {
		const long *r = escapes[which - n];

		syscall(r[0], r[1], r[2], r[3], r[4], r[5], r[6]);
	}
	/* It lived: ends as rooms do that mean to, which the test tells apart. */
	for (;;)
		__builtin_trap();
}

static void be_reader(const char *side, unsigned attempt)
{
	const struct sandbox_pins pins = { in_bytes, out_bytes, sizeof(in_bytes),
					   sizeof(out_bytes) };

	if (sandbox_enter(ROOM_READER, &pins) < 0)
		abort();
	for (;;) {
		(void)!syscall(SYS_read, ROOM_FD_CONTROL, in_bytes, sizeof(in_bytes));
		if (strcmp(side, "client") == 0 && in_bytes[0] == 'X' && attempt >= 1000)
			forge(attempt);
		else if (strcmp(side, "client") == 0 && in_bytes[0] == 'X')
			try_rows(reader_escapes, COUNT(reader_escapes), attempt);
	}
}

static void be_gate(const char *link, unsigned attempt)
{
	const struct control ready = { .kind = CONTROL_READY };
	struct control c;
	int fd = -1;

	if (sandbox_enter(ROOM_GATE, NULL) < 0)
		abort();
	control_send(ROOM_FD_CONTROL, &ready, -1);
	while (control_receive(ROOM_FD_CONTROL, &c, &fd) != 0)
		if (strcmp(link, "lobby") != 0 && fd >= 0)
			try_rows(gate_escapes, COUNT(gate_escapes), attempt);
	for (;;)
		__builtin_trap();
}

int main(int argc, char **argv)
{
	char digits[5] = "";

	for (int i = 0; i < 4; i++)
		digits[i] = attempt_mark[8 + i];
	if (argc == 2 && strcmp(argv[1], "count") == 0)
		return printf("%zu %zu\n", COUNT(reader_escapes) + COUNT(escapes),
			      COUNT(gate_escapes) + COUNT(escapes)) < 0;
	if (argc < 2)
		return 2;
	if (strncmp(argv[0], "airlock-gate", 12) == 0) /* of whatever protocol */
		be_gate(argv[1], (unsigned)atoi(digits));
	be_reader(argv[1], (unsigned)atoi(digits));
}
