/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What each room may do: the page to print and read. Every call that is not named here kills the
 * process (KILL_PROCESS), and so does every call by a foreign ABI. The filters are made from this
 * table when airlock is built.
 *
 * No room may open, map memory executable, start a process or make a socket; no room can even exit:
 * it ends by an illegal instruction, and the warden reads from the signal that it was meant.
 * Only the compiler, which runs once and for tools too, exits. poll() stands nowhere: stopped and
 * continued it needs restart_syscall; read, recvmsg, epoll_wait and ppoll do not.
 */
#include <fcntl.h>
#include <linux/capability.h>
#include <linux/seccomp.h>
#include <linux/types.h>
#include <sched.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include "rooms.h"
#include "sandbox.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
/* linux/usb/cdc-wdm.h */
#define WDM_MAX_COMMAND _IOR('H', 0xA0, __u16)
// clang-format off
#define FREE { ANY, 0, 0 }
#define IS(v) { EQUAL, (v), 0 }
#define UP_TO(v) { AT_MOST, (v), 0 }
#define FROM(v) { AT_LEAST, (v), 0 }
#define WITHOUT(v) { LACKS, (v), 0 }
#define FROM_BELOW(v, w) { RANGE, (v), (w) }
// clang-format on

/* O_TMPFILE without O_DIRECTORY, which may be asked for alone. */
#define O_TMPFILE_ALONE (O_TMPFILE & ~O_DIRECTORY)
#define STREAM_SOCKET (SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK)
/* Static programs are mapped by the kernel; a loader must map code. */
#define MAPPABLE WITHOUT(ROOMS_ARE_STATIC ? PROT_EXEC : 0)

/* The reader: the only room that reads what outsiders wrote. */
static const struct room_call reader[] = {
	{ "read",
	  { IS(0), IS(PIN_IN), UP_TO(PIN_IN_SIZE) },
	  "the port or client, into the one buffer, never more than it holds" },
	{ "write",
	  { IS(1), IS(PIN_OUT), UP_TO(PIN_OUT_SIZE) },
	  "records to the gate, from the one buffer, never more than it holds" },
};

/*
 * The same for a pseudo-terminal. Reader and gate share its flags, and the gate must not wait for a
 * client that reads nothing: so a read does not wait either, and something else must.
 */
static const struct room_call pty_reader[] = {
	{ "read",
	  { IS(0), IS(PIN_IN), UP_TO(PIN_IN_SIZE) },
	  "the client, into the one buffer, never more than it holds" },
	{ "write",
	  { IS(1), IS(PIN_OUT), UP_TO(PIN_OUT_SIZE) },
	  "records to the gate, from the one buffer, never more than it holds" },
	{ "ppoll", { FREE, IS(1), IS(0), IS(0) }, "until there is something to read" },
};

/* The gate of a link, and the lobby. It reads its channels, never a port or a client. */
static const struct room_call gate[] = {
	{ "read", { FROM_BELOW(6, SANDBOX_GATE_PORT) }, "channels of readers; no port, no client" },
	{ "recvmsg", { IS(0) }, "the warden's control messages, with descriptors of clients" },
	{ "sendto",
	  { FREE, FREE, FREE, IS(MSG_DONTWAIT | MSG_NOSIGNAL), IS(0) },
	  "bytes to clients and to a port that is a socket, records to the scribe; to no address, "
	  "never waiting" },
	{ "sendmsg", { IS(0) }, "control messages to the warden" },
	{ "write",
	  { IS(SANDBOX_GATE_PORT) },
	  "the port, which was opened so that it does not wait" },
	{ "write",
	  { FROM(SANDBOX_GATE_CLIENTS) },
	  "clients at pseudo-terminals, which do not wait either" },
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

/* Network interfaces and nftables, for the warden. It hears the kernel, and no outsider. */
static const struct room_call net[] = {
	{ "recvmsg", { UP_TO(5) }, "the warden, rtnetlink and nfnetlink; none waits" },
	{ "sendto",
	  { UP_TO(5), FREE, FREE, IS(MSG_DONTWAIT | MSG_NOSIGNAL), IS(0) },
	  "the same; to no address, so to the kernel" },
	{ "epoll_wait", { IS(3) }, "waits for all of these" },
	{ "epoll_pwait", { IS(3) }, "the same, where the C library calls it so" },
	{ "clock_gettime", { IS(CLOCK_MONOTONIC) }, "time-outs, where the vDSO cannot tell" },
};

/*
 * The launcher. Filters are inherited and add up: a room is under this list and its own. So here
 * stands what a child needs from clone until it enters, and what any room does afterwards.
 */
static const struct room_call launcher[] = {
	{ "recvmsg", { IS(0) }, "requests of the warden; a room's control messages" },
	{ "sendmsg", { IS(0) }, "their answers; a room's control messages" },
	{ "clone",
	  { IS(CLONE_PIDFD | CLONE_PARENT | CLONE_NEWPID), IS(0) },
	  "rooms, each in a process namespace of its own" },
	{ "clone", { IS(CLONE_PIDFD | CLONE_PARENT), IS(0) }, "rooms, where that cannot be had" },
	{ "close", { FREE }, "what was passed on" },
	/* The child, before it is a room. */
	{ "setsid", { FREE }, "no terminal's signals" },
	{ "rt_sigprocmask", { IS(SIG_SETMASK) }, "signals that the warden blocked" },
	{ "fcntl", { FREE, IS(F_DUPFD_CLOEXEC) }, "descriptors out of the way" },
	{ "dup3", { FREE }, "descriptors by number" },
	{ "epoll_create1", { FREE }, "the one that a gate waits with" },
	{ "close_range", { FREE }, "everything else" },
	{ "setns", { FREE }, "the namespaces that hold nothing, which were made at the start" },
	{ "unshare", { IS(CLONE_NEWUSER) }, "a user namespace that maps nobody" },
	{ "setgroups", { IS(0) }, "no group" },
	{ "setresgid", { IS(PIN_GROUP), IS(PIN_GROUP), IS(PIN_GROUP) }, "the group of rooms" },
	{ "setresuid", { IS(PIN_USER), IS(PIN_USER), IS(PIN_USER) }, "the user of rooms" },
	{ "prctl", { IS(PR_SET_PDEATHSIG), IS(SIGKILL) }, "dies with the warden" },
	{ "ppoll", { FREE, IS(1), FREE, IS(0) }, "unless that is dead already; pty readers" },
	{ "execveat",
	  { FREE, FREE, FREE, FREE, IS(AT_EMPTY_PATH) },
	  "the program of the room, by descriptor only" },
	{ "exit_group", { FREE }, "what failed; the compiler's end" },
	/* The room's program, before it enters. */
	{ "brk", { FREE }, "start of a C program" },
	{ "arch_prctl", { FREE }, "the same" },
	{ "set_tid_address", { FREE }, "the same" },
	{ "set_robust_list", { FREE }, "the same" },
	{ "rseq", { FREE }, "the same" },
	{ "getrandom", { FREE }, "the same" },
	{ "readlinkat", { FREE }, "the same" },
	{ "readlink", { FREE }, "the same" },
	{ "mprotect", { FREE, FREE, WITHOUT(PROT_WRITE | PROT_EXEC) }, "the same, read-only" },
	{ "mmap", { FREE, FREE, MAPPABLE }, "rules and traces" },
	{ "rt_sigaction", { FREE }, "no signal from a broken channel" },
	{ "prctl", { IS(PR_SET_NO_NEW_PRIVS), IS(1) }, "entering" },
	{ "prctl", { IS(PR_SET_DUMPABLE), IS(0) }, "entering" },
	{ "landlock_create_ruleset", { FREE }, "entering" },
	{ "landlock_restrict_self", { FREE, IS(0) }, "entering" },
	{ "capget", { FREE }, "entering" },
	{ "capset", { FREE }, "entering: no capability" },
	{ "prlimit64", { IS(0) }, "entering: limits of its own" },
	{ "seccomp", { IS(SECCOMP_SET_MODE_FILTER) }, "entering" },
	/* Rooms, each of which may do less of it. */
	{ "read", { FREE }, "ports, clients, channels, the text of policies" },
	{ "write", { FREE }, "ports, channels, the audit file, rules, the log of the launcher" },
	{ "sendto", { FREE, FREE, FREE, IS(MSG_DONTWAIT | MSG_NOSIGNAL), IS(0) }, "gates" },
	{ "epoll_ctl", { FREE }, "gates and scribe" },
	{ "epoll_wait", { FREE }, "the same" },
	{ "epoll_pwait", { FREE }, "the same" },
	{ "clock_gettime", { FREE }, "gates, where the vDSO cannot tell" },
	{ "fdatasync", { FREE }, "the scribe's last lines" },
};

/*
 * The warden, from when its sockets are open. Files, users and sockets of the configuration were
 * made before, and so was all memory. It starts nothing: the launcher does.
 */
static const struct room_call warden[] = {
	{ "ppoll", { FREE, FREE, FREE, IS(0) }, "the select loop" },
	{ "clock_gettime", { FREE }, "time-outs, where the vDSO cannot tell" },
	{ "read", { FREE }, "its signals; a vendor id from sysfs; violations from the kernel" },
	{ "write", { FREE }, "the log; texts for the compiler" },
	{ "close", { FREE }, "what was passed on" },
	{ "fcntl", { FREE, IS(F_DUPFD_CLOEXEC) }, "the other direction of a port" },
	{ "fcntl", { FREE, IS(F_GETFL) }, "what is waited for: does not block" },
	{ "fcntl", { FREE, IS(F_SETFL) }, "the same; blocking for readers" },
	{ "fcntl", { FREE, IS(F_GETFD) }, "what is waited for: closed on exec" },
	{ "fcntl", { FREE, IS(F_SETFD) }, "the same" },
	{ "accept4", { FREE, IS(0), IS(0), IS(SOCK_CLOEXEC) }, "clients" },
	{ "getsockopt", { FREE, IS(SOL_SOCKET) }, "who a client is" },
	{ "readlinkat", { FREE }, "the executable of a client; a symlink of ours" },
	{ "pidfd_send_signal", { FREE, IS(0), IS(0), IS(0) }, "whether it is still the one" },
	{ "pidfd_send_signal", { FREE, IS(SIGKILL), IS(0), IS(0) }, "rooms that must die" },
	{ "waitid", { IS(P_PIDFD), FREE, FREE, IS(WEXITED | WNOHANG) }, "rooms that died" },
	{ "socketpair", { IS(AF_UNIX), IS(SOCK_SEQPACKET | SOCK_CLOEXEC) }, "rooms' channels" },
	{ "setsockopt", { FREE, IS(SOL_SOCKET), IS(SO_SNDBUFFORCE) }, "their size" },
	{ "setsockopt", { FREE, IS(SOL_SOCKET), IS(SO_SNDBUF) }, "the same without a right" },
	{ "sendmsg",
	  { FREE, FREE, IS(MSG_DONTWAIT | MSG_NOSIGNAL) },
	  "control messages with descriptors; requests to the launcher; audit" },
	{ "recvmsg",
	  { FREE, FREE, IS(MSG_DONTWAIT | MSG_CMSG_CLOEXEC) },
	  "control messages of gates" },
	{ "recvmsg", { FREE, FREE, IS(MSG_CMSG_CLOEXEC) }, "answers of the launcher" },
	{ "shutdown", { FREE, IS(SHUT_RDWR) }, "clients that are not wanted any more" },
	{ "openat",
	  { FREE, FREE, WITHOUT(O_TRUNC | O_EXCL | O_TMPFILE_ALONE) },
	  "devices, the audit file, /dev/null, sysfs, a client's folder of /proc" },
	{ "newfstatat", { FREE }, "whether a device is one; whether a socket file is ours" },
	{ "fchmod", { FREE, IS(0600) }, "a device: for airlock alone" },
	{ "ioctl", { FREE, IS(FIONREAD) }, "whether a client has left before it was served" },
	{ "ioctl", { FREE, IS(WDM_MAX_COMMAND) }, "the largest message of a port" },
	{ "ioctl", { FREE, IS(TCGETS) }, "whether the log is a terminal, a port a serial line" },
	{ "ioctl", { FREE, IS(TCSETS) }, "serial lines: raw" },
	{ "ioctl", { FREE, IS(TIOCEXCL) }, "serial lines: for airlock alone" },
	{ "ioctl", { FREE, IS(TIOCNXCL) }, "pseudo-terminals: for the next client" },
	{ "ioctl", { FREE, IS(TIOCMBIC) }, "serial lines: hang-up, by dropping DTR" },
	{ "ioctl", { FREE, IS(TIOCMBIS) }, "serial lines: DTR again" },
	{ "ioctl", { FREE, IS(TCFLSH) }, "what was there before" },
	{ "ioctl", { FREE, IS(TIOCVHANGUP) }, "clients at pseudo-terminals that must go" },
	{ "symlinkat", { FREE }, "endpoints that are pseudo-terminals" },
	{ "unlinkat", { FREE, FREE, IS(0) }, "the same; its own socket files" },
	{ "socket", { IS(AF_UNIX), IS(STREAM_SOCKET), IS(0) }, "ports that are sockets" },
	{ "connect", { FREE }, "the same" },
	{ "exit_group", { FREE }, "the end" },
};

static const struct room_descriptor reader_descriptors[] = {
	{ "0", "the port or client, to read; a device is opened read-only" },
	{ "1", "the channel of records to its gate" },
	{ "2", "the log, which its filter does not let it write" },
};

static const struct room_descriptor pty_reader_descriptors[] = {
	{ "0", "the pseudo-terminal of a client, to read" },
	{ "1", "the channel of records to its gate" },
	{ "2", "the log, which its filter does not let it write" },
};

static const struct room_descriptor gate_descriptors[] = {
	{ "0", "control messages from and to the warden" },
	{ "1", "the channel of records to the scribe" },
	{ "2", "the log, which its filter does not let it write" },
	{ "3", "its epoll instance" },
	{ "4, 5", "the rules, sealed; taken from birth so that nothing else gets the number" },
	{ "6..71", "channels of records from readers" },
	{ "72", "the port, to write; a device is opened write-only" },
	{ "73..", "clients, received while it runs; to send to and to close" },
};

static const struct room_descriptor scribe_descriptors[] = {
	{ "0", "control messages from the warden" },
	{ "1", "the audit file, opened to append" },
	{ "2", "the log, which its filter does not let it write" },
	{ "3", "its epoll instance" },
	{ "4..", "channels of records from gates and the warden, received while it runs" },
};

static const struct room_descriptor compiler_descriptors[] = {
	{ "0", "the text of configuration and policies, in memory" },
	{ "1", "the rules, in memory" },
	{ "2", "what is wrong with the text" },
};

static const struct room_descriptor net_descriptors[] = {
	{ "0", "control messages from and to the warden" },
	{ "1", "nothing" },
	{ "2", "the log, which its filter does not let it write" },
	{ "3", "its epoll instance" },
	{ "4", "rtnetlink of the warden's network" },
	{ "5", "nfnetlink of the same, where a link has a firewall" },
};

static const struct room_descriptor launcher_descriptors[] = {
	{ "0", "requests of the warden" },
	{ "2", "the log" },
	{ "3..", "the programs of rooms, /dev/null, the warden's process, empty namespaces" },
	{ "any", "descriptors of the room that is being started" },
};

static const struct room_descriptor warden_descriptors[] = {
	{ "any", "listening sockets, ports until their gate has them, control channels" },
};

#define MIB (UINT64_C(1) << 20)
#define CAP(c) (UINT64_C(1) << (c))

/* Where nothing is: no user, file, interface, object, host name, cgroup or process but its own. */
#define NOWHERE                                                                               \
	(CLONE_NEWUSER | CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS |           \
	 CLONE_NEWCGROUP | CLONE_NEWPID)
#define NOTHING (SANDBOX_FILES | SANDBOX_TCP | SANDBOX_OTHERS)

/*
 * NOFILE 0 lets open descriptors live and refuses new ones. FSIZE holds for files only, not for
 * sockets and devices. The launcher keeps its limits, since rooms inherit them. The warden is
 * without Landlock: even the smallest would hide from it whose executable a client is.
 */
#define PAGE(table)                                                                           \
	.name = #table, .calls = table, .n_calls = COUNT(table),                              \
	.descriptors = table##_descriptors, .n_descriptors = COUNT(table##_descriptors)

static const char room_user[] = "that of the configuration, never root";

const struct room_page room_pages[] = {
	[ROOM_READER] = { PAGE(reader),
			  .user = room_user,
			  .walls = { 0, 0, 0, 64 * MIB, 0, NOWHERE, NOTHING } },
	[ROOM_PTY_READER] = { PAGE(pty_reader),
			      .user = room_user,
			      /* ppoll() refuses more descriptors than may be open. */
			      .walls = { 1, 0, 0, 64 * MIB, 0, NOWHERE, NOTHING } },
	[ROOM_GATE] = { PAGE(gate),
			.user = room_user,
			.walls = { 256, 0, 0, 512 * MIB, 0, NOWHERE, NOTHING } },
	[ROOM_SCRIBE] = { PAGE(scribe),
			  .user = room_user,
			  .walls = { 128, 0, SANDBOX_UNLIMITED, 64 * MIB, 0, NOWHERE, NOTHING } },
	[ROOM_COMPILER] = { PAGE(compiler),
			    .user = room_user,
			    .walls = { 0, 0, SANDBOX_UNLIMITED, 256 * MIB, 0, NOWHERE, NOTHING } },
	/* It has a right over the network that it was born in; a user namespace would take it. */
	[ROOM_NET] = { PAGE(net),
		       .user = room_user,
		       .walls = { 0, 0, 0, 64 * MIB, CAP(CAP_NET_ADMIN),
				  NOWHERE & ~CLONE_NEWUSER, NOTHING } },
	[ROOM_LAUNCHER] = { PAGE(launcher),
			    .user = "the warden's",
			    .walls = { SANDBOX_UNLIMITED, SANDBOX_UNLIMITED, SANDBOX_UNLIMITED,
				       SANDBOX_UNLIMITED,
				       CAP(CAP_SETUID) | CAP(CAP_SETGID) | CAP(CAP_SYS_ADMIN) |
					       CAP(CAP_SYS_CHROOT),
				       0, SANDBOX_CHANGES | SANDBOX_TCP | SANDBOX_OTHERS } },
	[ROOM_WARDEN] = { PAGE(warden),
			  .user = "root, or any other, which rooms then share",
			  .walls = { SANDBOX_UNLIMITED, 0, SANDBOX_UNLIMITED, SANDBOX_UNLIMITED,
				     CAP(CAP_DAC_OVERRIDE) | CAP(CAP_KILL) | CAP(CAP_SYS_PTRACE) |
					     CAP(CAP_SYS_ADMIN),
				     0, 0 } },
};
