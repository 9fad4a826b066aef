#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""No row of a room's page is there in vain: without it, the room cannot do its work.

The filter in a copy of the shipped program is replaced by one that lacks a row. Some exercise must
then fail. Rows that this machine's C library or this test's ports do not use are named, with why.
"""
import concurrent.futures
import os
import subprocess
import sys
import tempfile

import rooms
from rooms import CTL_VERSION, Client, Daemon, frame, header, wait_for

PROGRAMS = {"reader": ("airlock-reader", "airlock-reader-tunnel", "airlock-reader-at"),
            "gate": ("airlock-gate", "airlock-gate-tunnel", "airlock-gate-at"),
            "scribe": ("airlock-scribe",),
            "compiler": ("airlock-compiler",)}
UNUSED = (
    ("epoll_pwait", "", "of another C library"),
    ("epoll_wait", "", "of another C library"),  # one of the two is needed: see below
    ("clock_gettime", "", "the vDSO answers"),
    ("sendto", "where the vDSO", "the vDSO answers"),
    ("fdatasync", "", "its absence is seen by nobody but at a power cut"),
    ("write", "pseudo-terminals", "no AT port here"),
    ("write", "the port, which was opened", "this port is a socket"),
)
BAD_CONFIG = "allow nobody-knows qmi any\n"


def gen(build, *args):
    return subprocess.run([os.path.join(build, "sandbox/filter_gen"), *args], check=True,
                          capture_output=True).stdout


def make_mutant(build, folder, room, row):
    """The rooms of the build, one of them with another filter of the same length."""
    rooms.copy_programs(build, folder)
    right, mutant = gen(build, "raw", room), gen(build, "raw", room, *row)
    for name in PROGRAMS[room]:
        path = os.path.join(folder, name)
        with open(path, "rb") as f:
            program = f.read()
        assert program.count(right) == 1, f"{name}: the shipped filter is not the generated one"
        with open(path, "wb") as f:
            f.write(program.replace(right, mutant.ljust(len(right), b"\0")))


class Mutant(Daemon):
    """airlockd with the rooms of a folder."""

    rooms_folder = None

    def start(self):
        self.process = subprocess.Popen(
            [os.path.join(self.build, "proxy/airlockd"), "-f", "-c", self.config,
             "-r", self.rooms_folder], stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)


def watch(d, what, condition):
    """Waits for it; a room that died means that it will not happen."""
    def step():
        if d.process.poll() is not None or "died" in d.text_of_log():
            raise AssertionError(f"{what}: a room died")
        return condition()
    wait_for(what, step, 3)


def exercise(build, folder):
    """Something of everything that rooms do."""
    d = Mutant(build)
    d.rooms_folder = folder
    try:
        d.start()
        watch(d, "up", lambda: any(r["reason"] == "link-up" for r in d.audit()))
        one = Client(d.dir + "/one.qmux_socket", 3)
        assert header(one.ask(frame(0, 0, 1, CTL_VERSION)))[3] == CTL_VERSION
        lobby = Client("\0" + d.name, 3)
        lobby.send(rooms.open_frame() + frame(0, 0, 2, CTL_VERSION))
        assert lobby.receive() and header(lobby.receive())[2] == 2
        one.send(b"\xff")
        watch(d, "a refusal", lambda: any(r["event"] not in ("link", "client")
                                          for r in d.audit()))
        assert one.is_closed()
        lobby.close()
        watch(d, "nobody left", lambda: len(d.rooms()) == 4)
        d.modem.stop()
        watch(d, "down", lambda: any(r["reason"] == "link-down" for r in d.audit()))
        assert "died" not in d.text_of_log()
        assert "died" not in "".join(r["reason"] for r in d.audit())
    finally:
        if d.process and d.process.poll() is None:
            d.process.kill()
            d.process.wait()
        d.log.close()
        d.folder.cleanup()
    with open(folder + "/bad.conf", "w", encoding="ascii") as f:
        f.write(BAD_CONFIG)
    got = subprocess.run([os.path.join(build, "proxy/airlockd"), "-t", "-r", folder, "-c",
                          f.name], capture_output=True, text=True, timeout=20, check=False)
    assert got.returncode == 1 and "bad.conf:1:" in got.stderr, got


def survives(build, room, row=()):
    with tempfile.TemporaryDirectory(prefix="airlock-mutant-") as folder:
        make_mutant(build, folder, room, row)
        try:
            exercise(build, folder)
        except (AssertionError, OSError, IndexError, subprocess.TimeoutExpired):
            return False
        return True


def fits(build, row):
    """libseccomp sometimes makes a longer program of fewer rows: there is no room for that one."""
    return len(gen(build, "raw", row[0], row[1])) <= len(gen(build, "raw", row[0]))


def is_unused(name, reason):
    return any(name == n and part in reason for n, part, _ in UNUSED)


def main():
    build = sys.argv[1]
    rooms.WAIT = 3
    rows = [line.split("\t") for line in gen(build, "rows").decode().splitlines()]
    rows = [r for r in rows if r[0] in PROGRAMS]
    wanted = [r for r in rows if not is_unused(r[2], r[3]) or r[2].startswith("epoll_w")]
    longer = [r for r in wanted if not fits(build, r)]
    wanted = [r for r in wanted if r not in longer]
    assert len(wanted) > 15 and len(longer) < 3
    assert survives(build, "gate"), "the exercise fails with the right filters"
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        alive = list(pool.map(lambda r: survives(build, r[0], (r[1],)), wanted))
    bad = 0
    for (room, row, name, reason), lives in zip(wanted, alive):
        if lives and not is_unused(name, reason):
            print(f"{room}: nothing fails without row {row}: {name}: {reason}")
            bad += 1
    for room in ("gate", "scribe"):
        waits = [lives for r, lives in zip(wanted, alive) if r[0] == room and "epoll_w" in r[2]]
        if all(waits):
            print(f"{room}: waits by none of its calls")
            bad += 1
    print(f"{len(wanted)} rows left out in turn, {len(rows) - len(wanted)} not used here "
          f"or too long, "
          f"{bad} in vain")
    sys.exit(bad != 0)


main()
