#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Each call of warden, launcher, gate and scribe fails once: nothing crashes, leaks or opens.

strace makes the N-th call of a kind fail while clients come and go and a gate is killed. Afterwards
there is service again, with as many processes and descriptors as before; a warden that cannot go on
has ended with an error, and all rooms with it. A request that the policy refuses is sent all the
while: the modem must not hear it.

A call that strace makes fail has the number -1, for which a filter kills. So the daemon runs as on
a kernel without filters, and what its processes then call is compared with their lists.

usage: test_faults.py BUILD [WHO CALL ERROR N]
"""
import concurrent.futures
import os
import re
import shutil
import signal
import subprocess
import sys
import time

from rooms import (CONFIG, CTL_ALLOCATE, CTL_SYNC, CTL_VERSION, Client, Daemon, frame, header,
                   is_gone, open_frame, wait_for)

ROOMS, TIMES, FORBIDDEN = 6, 3, 0x7777
# A serial line besides: devices are looked at, set up, taken and given back.
SERIAL = CONFIG + """
link serial {{ at {tty} as at0 endpoint {dir}/at0 role all }}
"""
FAULTS = {
    "warden": (
        ("ppoll", "EINTR ENOMEM"), ("read", "EIO EINTR"), ("write", "EIO"),
        ("fcntl", "EMFILE"), ("accept4", "EMFILE ENOMEM ECONNABORTED"), ("getsockopt", "ENOMEM"),
        ("readlinkat", "EACCES"), ("pidfd_send_signal", "ESRCH"), ("waitid", "EINTR"),
        ("socketpair", "EMFILE ENFILE"), ("setsockopt", "ENOBUFS"), ("sendmsg", "ENOBUFS EAGAIN"),
        ("recvmsg", "ENOMEM EINTR"), ("shutdown", "ENOTCONN"), ("openat", "EMFILE ENOENT"),
        ("newfstatat", "EACCES"), ("ioctl", "EIO"), ("socket", "EMFILE ENOBUFS"),
        ("connect", "ECONNREFUSED ENOMEM")),
    "launcher": (
        ("recvmsg", "ENOMEM EINTR"), ("sendmsg", "ENOBUFS"), ("clone", "EAGAIN ENOMEM"),
        ("setsid", "EPERM"), ("rt_sigprocmask", "EINVAL"), ("fcntl", "EMFILE"),
        ("dup3", "EMFILE"), ("epoll_create1", "EMFILE"), ("close_range", "ENOMEM"),
        ("setns", "EPERM ENOMEM"), ("unshare", "ENOSPC"), ("setgroups", "EPERM"),
        ("setresgid", "EAGAIN"), ("setresuid", "EAGAIN"), ("prctl", "EINVAL"), ("ppoll", "ENOMEM"),
        ("execveat", "ENOMEM ENOENT"), ("mmap", "ENOMEM"), ("brk", "ENOMEM"), ("capset", "EPERM"),
        ("landlock_create_ruleset", "ENOMEM"), ("landlock_restrict_self", "E2BIG"),
        ("prlimit64", "EPERM"), ("seccomp", "ENOMEM EACCES")),
    "gate": (
        ("read", "EIO EINTR"), ("recvmsg", "ENOMEM"), ("sendmsg", "ENOBUFS EAGAIN"),
        ("sendto", "ENOBUFS EAGAIN"), ("epoll_wait", "EINTR"), ("epoll_ctl", "ENOMEM")),
    "scribe": (
        ("recvmsg", "ENOMEM"), ("read", "EIO"), ("write", "EIO ENOSPC EINTR"),
        ("epoll_wait", "EINTR"), ("epoll_ctl", "ENOMEM"), ("fdatasync", "EIO")),
}


class Open(Daemon):
    """airlockd as on a kernel without filters, with a serial line."""

    def __init__(self, build):
        self.line = os.openpty()
        super().__init__(build, SERIAL.replace("{tty}", os.ttyname(self.line[1])))

    def start(self):
        self.process = subprocess.Popen(
            [os.path.join(self.build, "tests/rooms/no_seccomp"),
             os.path.join(self.build, "proxy/airlockd"), "-f", "-c", self.config,
             "--without-cages"], stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)


def allowed(build, who):
    rows = subprocess.run([os.path.join(build, "sandbox/filter_gen"), "rows"], check=True,
                          capture_output=True, text=True).stdout.splitlines()
    return {row.split("\t")[2] for row in rows if row.split("\t")[0] == who}


class Fault:
    """A process whose call fails once."""

    def __init__(self, d, who, call, error, number):
        pid = {"warden": lambda: d.process.pid, "launcher": d.launcher,
               "gate": lambda: d.room("airlock-gate", "0"),
               "scribe": lambda: d.room("airlock-scribe")}[who]()
        # The launcher's children are what it is about.
        more = ["-f"] if who == "launcher" else []
        self.output = d.dir + "/strace"
        self.who = who
        self.process = subprocess.Popen(
            ["strace", "-o", self.output, "-p", str(pid), *more, "-e",
             f"trace={call if more else 'all'}", "-e",
             f"inject={call}:error={error}:when={number}"],
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        line = self.process.stderr.readline()
        assert "attached" in line, line

    def end(self, build):
        """Whether it has happened. No call is made that the list does not have."""
        self.process.send_signal(signal.SIGINT)
        self.process.wait(20)
        with open(self.output, encoding="utf-8", errors="replace") as f:
            text = f.read()
        if self.who != "launcher":
            calls = set(re.findall(r"^([a-z][a-z0-9_]+)\(", text, re.M))
            assert calls <= allowed(build, self.who), calls - allowed(build, self.who)
        return "(INJECTED)" in text


def use(address, first=b""):
    try:
        c = Client(address, 0.3)
        c.send(first + frame(0, 0, 1, CTL_VERSION) + frame(0, 0, 2, FORBIDDEN))
        for _ in range(3 if first else 2):
            c.receive()
        c.close()
    except OSError:
        pass


def work(d):
    """What makes all of them do what they can, as far as they come."""
    for _ in range(2):
        use(d.dir + "/one.qmux_socket")
        use("\0" + d.name, open_frame())
    for pid, line in d.rooms().items():
        if line[:2] in (["airlock-gate", "0"], ["airlock-gate-at", "1"]):
            os.kill(pid, signal.SIGKILL)
    until = time.monotonic() + 0.4
    while time.monotonic() < until and d.process.poll() is None:
        use(d.dir + "/one.qmux_socket")
        time.sleep(0.05)


def serve(d):
    try:
        d.check_service()
        return True
    except (AssertionError, OSError, IndexError):
        return False


def one(build, who, call, error, number):
    """Whether it happened, and what was wrong."""
    with Open(build) as d:
        d.wait_up()
        d.check_service()
        d.wait_rooms(ROOMS)
        time.sleep(0.1)
        before = len(d.descriptors())
        everybody = list(d.children())
        fault = Fault(d, who, call, error, number)
        work(d)
        happened = fault.end(build)
        if d.process.poll() is not None:
            assert d.process.returncode == 1, d.process.returncode
            wait_for("the end of all", lambda: all(is_gone(pid) for pid in everybody))
            d.start()
        wait_for("service", lambda: serve(d))
        d.wait_rooms(ROOMS)
        wait_for("as many descriptors", lambda: len(d.descriptors()) <= before)
        heard = {header(got)[3] for got in d.modem.seen}
        assert heard <= {CTL_VERSION, CTL_ALLOCATE, CTL_SYNC}, heard
        d.process.terminate()
        assert d.process.wait(20) == 0
        return happened


def run_one(build, case):
    got = subprocess.run([sys.executable, __file__, build, *map(str, case)], capture_output=True,
                         text=True, check=False)
    if got.returncode not in (0, 3):
        return f"{case}: {got.stderr[-1500:]}"
    return got.returncode == 0


def main():
    build = sys.argv[1]
    if os.getuid() != 0 or not shutil.which("strace"):
        print("skipped: needs root and strace")
        sys.exit(77)
    if len(sys.argv) > 2:
        who, call, error, number = sys.argv[2:]
        sys.exit(0 if one(build, who, call, error, number) else 3)
    cases = [(who, call, error, number) for who, calls in FAULTS.items() for call, errors in calls
             for error in errors.split() for number in range(1, TIMES + 1)]
    with concurrent.futures.ThreadPoolExecutor(3) as pool:
        outcomes = list(pool.map(lambda case: run_one(build, case), cases))
    wrong = [o for o in outcomes if isinstance(o, str)]
    never = {case[:2] for case in cases} - {case[:2] for case, o in zip(cases, outcomes) if o}
    print(*wrong, sep="\n")
    print(f"{len(cases)} faults, {sum(o is True for o in outcomes)} of them happened, "
          f"{len(wrong)} wrong; never made here: {sorted(never)}")
    sys.exit(bool(wrong))


main()
