/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What each room may do: the page to print and read. Every call that is not named here kills the
 * process (KILL_PROCESS), and so does every call by a foreign ABI. The filters are made from this
 * table when airlock is built.
 *
 * No room may open, map memory executable, start a process or make a socket; no room can even exit:
 * it ends by an illegal instruction, and the warden reads from the signal that it was meant.
 * Only the compiler, which runs once and for tools too, exits. poll() stands nowhere but in the
 * warden: stopped and continued it needs restart_syscall; read, recvmsg and epoll_wait do not.
 */
#include <fcntl.h>
#include <sys/socket.h>
#include <time.h>
#include "rooms.h"
#include "sandbox.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
// clang-format off
#define FREE { ANY, 0, 0 }
#define IS(v) { EQUAL, (v), 0 }
#define UP_TO(v) { AT_MOST, (v), 0 }
#define FROM(v) { AT_LEAST, (v), 0 }
#define FROM_BELOW(v, w) { RANGE, (v), (w) }
// clang-format on

/* The reader: the only room that reads what outsiders wrote. */
static const struct room_call reader[] = {
	{ "read",
	  { IS(0), IS(PIN_IN), UP_TO(PIN_IN_SIZE) },
	  "the port or client, into the one buffer, never more than it holds" },
	{ "write",
	  { IS(1), IS(PIN_OUT), UP_TO(PIN_OUT_SIZE) },
	  "records to the gate, from the one buffer, never more than it holds" },
};

/* The gate of a link, and the lobby. It reads its channels, never a port or a client. */
static const struct room_call gate[] = {
	{ "read", { FROM_BELOW(6, SANDBOX_GATE_PORT) }, "channels of readers; no port, no client" },
	{ "recvmsg", { IS(0) }, "the warden's control messages, with descriptors of clients" },
	{ "sendto",
	  { FREE, FREE, FREE, IS(MSG_DONTWAIT | MSG_NOSIGNAL), IS(0) },
	  "bytes to clients and to a port that is a socket; to no address, never waiting" },
	{ "sendmsg", { IS(0) }, "control messages to the warden" },
	{ "sendmsg", { IS(1) }, "records to the scribe" },
	{ "write",
	  { IS(SANDBOX_GATE_PORT) },
	  "the port, which was opened so that it does not wait" },
	{ "epoll_wait", { IS(3) }, "waits for all of the above" },
	{ "epoll_pwait", { IS(3) }, "the same, where the C library calls it so" },
	{ "epoll_ctl", { IS(3) }, "what to wait for" },
	{ "close", { FROM(SANDBOX_GATE_CLIENTS) }, "clients that are gone" },
	{ "clock_gettime", { IS(CLOCK_MONOTONIC) }, "time-outs, where the vDSO cannot tell" },
	{ "clock_gettime", { IS(CLOCK_REALTIME) }, "time of audit records, as above" },
};

/* The scribe: takes records, appends lines. */
static const struct room_call scribe[] = {
	{ "recvmsg", { IS(0) }, "the warden's control messages, with channels of producers" },
	{ "read", { FROM(4) }, "records from the channels of producers" },
	{ "write", { IS(1) }, "the audit file, which was opened to append" },
	{ "epoll_wait", { IS(3) }, "waits for control messages and records" },
	{ "epoll_pwait", { IS(3) }, "the same, where the C library calls it so" },
	{ "epoll_ctl", { IS(3) }, "what to wait for" },
	{ "close", { FROM(4) }, "channels of producers that ended" },
	{ "fdatasync", { IS(1) }, "the last lines before the end" },
};

/* The compiler: text in, rules out. */
static const struct room_call compiler[] = {
	{ "read", { IS(0) }, "the text of configuration and policies" },
	{ "write", { IS(1) }, "the rules" },
	{ "write", { IS(2) }, "what is wrong with the text" },
	{ "exit_group", { FREE }, "the end, with a status" },
};

/*
 * The warden after start-up. Its children are under this list too until they enter their own room,
 * so it also has what a child needs from fork to there.
 */
static const struct room_call warden[] = {
	{ "read", { FREE }, "signals that its own children and timers leave; no port, no client" },
};

#define PAGE(table)                         \
	{                                   \
#table, table, COUNT(table) \
	}

const struct room_page room_pages[] = {
	[ROOM_READER] = PAGE(reader), [ROOM_GATE] = PAGE(gate),
	[ROOM_SCRIBE] = PAGE(scribe), [ROOM_COMPILER] = PAGE(compiler),
	[ROOM_WARDEN] = PAGE(warden),
};
