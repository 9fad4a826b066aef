#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""No row of a room's page is there in vain: without it, the room cannot do its work.

The filter in a copy of the shipped program is replaced by one that lacks a row. Some exercise must
then fail. Rows that this machine cannot need are named, with why; those are left out too, and if
something fails without one, it must not be named here.

usage: test_mutants.py BUILD [ROOM ROW]
"""
import concurrent.futures
import json
import os
import signal
import struct
import subprocess
import sys
import tempfile
import time

import at_rooms
import rooms
import test_at
from rooms import CTL_VERSION, Client, Daemon, frame, header, wait_for

IS_ROOT = os.getuid() == 0
READERS = ("airlock-reader", "airlock-reader-tunnel", "airlock-reader-at")
GATES = ("airlock-gate", "airlock-gate-tunnel", "airlock-gate-at")
PROGRAMS = {"reader": READERS, "pty_reader": READERS[2:], "gate": GATES,
            "scribe": ("airlock-scribe",), "compiler": ("airlock-compiler",),
            "net": ("airlock-net",), "launcher": ("airlock-launcher",), "warden": ("airlockd",)}
# Room (or any), call, part of its reason.
UNUSED = (
    ("", "epoll_pwait", "", "of another C library"),
    ("", "clock_gettime", "", "the vDSO answers"),
    ("gate", "sendto", "where the vDSO", "the vDSO answers"),
    ("", "fdatasync", "", "its absence is seen by nobody but at a power cut"),
    ("", "readlink", "start of", "of another C library"),
    ("launcher", "readlinkat", "", "of another C library"),
    ("launcher", "clone", "cannot be had", "root has process namespaces"),
    ("launcher", "capset", "", "for a user with ambient capabilities, which rooms must lose"),
)
NEED_ROOT = ("setgroups", "setresgid", "setresuid", "setns", "unshare", "capset")
LINE = 0.6  # seconds until the line is up again
BAD_CONFIG = "allow nobody-knows qmi any\n"
CONFIG = """
link wwan0 {{
	qmi unix:{dir}/modem as /dev/cdc-wdm0
	at {dir}/at as at0 endpoint {dir}/run/at0 role all
}}
listen @{name}
listen {dir}/one.qmux_socket link wwan0 role all mode 0660
audit {dir}/audit.jsonl
role other {{ exe /nowhere/program }}
role all {{ user {user} }}
allow all qmi any
allow all at any
allow all at group calls
allow all at data
allow all at dial data
"""


def gen(build, *args):
    return subprocess.run([os.path.join(build, "sandbox/filter_gen"), *args], check=True,
                          capture_output=True).stdout


def pad(mutant, length):
    """As long as the right one: the kernel refuses a filter that does not end with a return."""
    kill = struct.pack("=HBBI", 6, 0, 0, 0x80000000)
    return mutant + kill * ((length - len(mutant)) // len(kill))


def make_mutant(build, tree, room, row):
    """A build folder with the programs of another, one of them with another filter."""
    folder = os.path.join(tree, "proxy")
    os.mkdir(folder)
    rooms.copy_programs(build, folder)
    right, mutant = gen(build, "raw", room), gen(build, "raw", room, *row)
    for name in PROGRAMS[room]:
        path = os.path.join(folder, name)
        with open(path, "rb") as f:
            program = f.read()
        assert program.count(right) == 1, f"{name}: the shipped filter is not the generated one"
        with open(path, "wb") as f:
            f.write(program.replace(right, pad(mutant, len(right))))


class Mutant(Daemon):
    """airlockd of a build folder, with a QMI modem and an AT modem."""

    def __init__(self, build):
        super().__init__(build, CONFIG)
        self.at_modem = at_rooms.AtModem(self.dir + "/at", as_tty=True)
        os.chmod(self.dir + "/at", 0o666)


def watch(d, what, condition):
    """Waits for it; a room that died means that it will not happen."""
    def step():
        if d.process.poll() is not None or "died" in d.text_of_log():
            raise AssertionError(f"{what}: a room died")
        return condition()
    wait_for(what, step, 3)


def use_qmi(d):
    one = Client(d.dir + "/one.qmux_socket", 3)
    assert header(one.ask(frame(0, 0, 1, CTL_VERSION)))[3] == CTL_VERSION
    lobby = Client("\0" + d.name, 3)
    lobby.send(rooms.open_frame() + frame(0, 0, 2, CTL_VERSION))
    assert lobby.receive() and header(lobby.receive())[2] == 2
    os.kill(d.process.pid, signal.SIGSTOP)
    Client(d.dir + "/one.qmux_socket").close()  # gone before it was served
    os.kill(d.process.pid, signal.SIGCONT)
    one.send(b"\xff")
    watch(d, "a refusal", lambda: any(r["event"] not in ("link", "client", "rules")
                                      for r in d.audit()))
    assert one.is_closed()
    lobby.close()


def open_terminal(d):
    path = d.dir + "/run/at0"
    watch(d, "an endpoint", lambda: os.path.islink(path))
    client = at_rooms.AtClient(path, is_pty=True)
    assert client.ask(b"ATE0\r").endswith(b"\r\nOK\r\n")
    test_at.check(client)
    return client


def use_at(d):
    """One leaves, and the next one finds the terminal as new."""
    open_terminal(d).close()
    watch(d, "its reader's end", lambda: not any("pty" in line for line in d.rooms().values()))
    client = open_terminal(d)
    test_at.begin_data(client)
    client.close()  # which hangs up, by the line
    time.sleep(LINE)
    d.at_modem.carrier_lost()
    return open_terminal(d)


def reload(d):
    d.process.send_signal(signal.SIGHUP)
    watch(d, "new rules", lambda: len([r for r in d.audit() if r["reason"] == "rules-loaded"]) == 2)


def exercise(build):
    """Something of everything that rooms do, up to an orderly end."""
    with Mutant(build) as d:
        watch(d, "up", lambda: len([r for r in d.audit() if r["reason"] == "link-up"]) == 2)
        use_qmi(d)
        client = use_at(d)
        reload(d)
        d.at_modem.stop()
        assert client.is_closed()
        client.close()
        watch(d, "down", lambda: any(r["reason"] == "link-down" for r in d.audit()))
        watch(d, "no symlink", lambda: not os.path.islink(d.dir + "/run/at0"))
        d.modem.stop()
        watch(d, "nobody left", lambda: len(d.rooms()) == 2)
        assert "died" not in "".join(r["reason"] for r in d.audit())
        d.process.terminate()
        assert d.process.wait(timeout=5) == 0
        assert not os.path.exists(d.dir + "/one.qmux_socket")
        said = d.text_of_log()
        assert "annot" not in said, said
    with open(build + "/bad.conf", "w", encoding="ascii") as f:
        f.write(BAD_CONFIG)
    got = subprocess.run([os.path.join(build, "proxy/airlockd"), "-t", "-c", f.name],
                         capture_output=True, text=True, timeout=20, check=False)
    assert got.returncode == 1 and "bad.conf:1:" in got.stderr, got


def kill_a_room(build):
    """The warden kills, and hears of deaths."""
    with rooms.Daemon(build) as d:
        d.wait_up()
        c = d.connect()
        os.kill(d.room("airlock-gate", "0"), signal.SIGKILL)
        assert c.is_closed()
        d.wait_up(2)
        d.check_service()


def other_test(build, name, *tests):
    """Tests of another file, over the mutant."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), name)
    got = subprocess.run([sys.executable, path, build, *tests], capture_output=True, text=True,
                         env={**os.environ, "AIRLOCK_TEST_WAIT": "4"}, check=False)
    assert got.returncode == 0, got.stderr[-500:]


STEPS = {
    "net": [lambda b: other_test(b, "test_net.py", "test_guard", "test_firewall")],
    "gate": [exercise, lambda b: other_test(b, "test_at.py", "test_hang_up")],
}
MORE = [exercise, kill_a_room, lambda b: other_test(b, "test_at.py", "test_hang_up")]


def survives(build, room, row=()):
    with tempfile.TemporaryDirectory(prefix="airlock-mutant-") as tree:
        make_mutant(build, tree, room, row)
        try:
            for step in STEPS.get(room, MORE):
                step(tree)
        except (AssertionError, OSError, IndexError, subprocess.TimeoutExpired) as e:
            print("fails:", str(e)[-300:])
            return False
        return True


def run_one(build, room, *row):
    """In a process of its own, which waits less."""
    return subprocess.run([sys.executable, __file__, build, room, *row], capture_output=True,
                          text=True, check=False,
                          env={**os.environ, "AIRLOCK_TEST_WAIT": "4"}).returncode == 0


def why_unused(room, name, reason):
    if not IS_ROOT and name in NEED_ROOT:
        return "needs root"
    return next((why for r, n, part, why in UNUSED
                 if r in ("", room) and n == name and part in reason), None)


def main():
    build = sys.argv[1]
    if len(sys.argv) > 2:
        sys.exit(not survives(build, sys.argv[2], tuple(sys.argv[3:])))
    rows = [line.split("\t") for line in gen(build, "rows").decode().splitlines()]
    rows = [r for r in rows if IS_ROOT or r[0] != "net"]
    assert {r[0] for r in rows} <= set(PROGRAMS), "a room without a program"
    lengths = {room: len(gen(build, "raw", room)) for room in PROGRAMS}
    longer = [r for r in rows if len(gen(build, "raw", r[0], r[1])) > lengths[r[0]]]
    rows = [r for r in rows if r not in longer]
    right = [room for room in PROGRAMS if room in ("gate", "net") and not run_one(build, room)]
    assert not right, f"the exercises fail with the right filters: {right}"
    with concurrent.futures.ThreadPoolExecutor(3) as pool:
        alive = list(pool.map(lambda r: run_one(build, r[0], r[1]), rows))
    bad = 0
    for (room, row, name, reason), lives in zip(rows, alive):
        why = why_unused(room, name, reason)
        if lives and not why:
            print(f"{room}: nothing fails without row {row}: {name}: {reason}")
            bad += 1
        elif why and not lives and why != "needs root":
            print(f"{room}: row {row} ({name}: {reason}) is needed after all")
            bad += 1
    print(f"{len(rows)} rows left out in turn, {sum(alive)} not used here, {len(longer)} would make"
          f" a longer program ({json.dumps([r[2] for r in longer])}), {bad} in vain")
    sys.exit(bad != 0)


main()
