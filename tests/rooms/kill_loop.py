#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Rooms killed at random under load: nothing unjudged reaches the modem, and all comes back.

usage: kill_loop.py BUILD [KILLS [CYCLES]]   1,000 of each are the full test.
A daemon lives for a few kills only, because a link whose gate dies too often is closed for good.
Every other life ends with the death of the launcher, under load: then all of it must end.
"""
import os
import random
import signal
import sys
import threading
import time

import at_rooms
from rooms import (CTL_ALLOCATE, CTL_SYNC, CTL_VERSION, Client, Daemon, Modem, frame, header,
                   is_gone, wait_for)

KILLS_PER_LIFE, CLIENTS = 8, 4
ROOMS = 8  # a scribe, a lobby, three gates with their readers
IDLE = 4  # with a QMI port only
FORBIDDEN = 0x7777
FORBIDDEN_LINE = "AT+QLINUXCMD"
VENDOR = 0x1199  # marks the reader of the link that is left alone

CONFIG = """
link wwan0 {{
	qmi unix:{dir}/modem as /dev/cdc-wdm0
	at unix:{dir}/at as at0 endpoint unix:{dir}/at.sock role all
}}
link wwan1 {{
	qmi unix:{dir}/modem1 as /dev/cdc-wdm1
	vendor 0x1199
}}
listen @{name}
listen {dir}/steady.sock link wwan1 role all mode 0660
audit {dir}/audit.jsonl
role all {{ user {user} }}
allow all qmi any
allow all at any
deny any at group code-execution
"""


class Victim(Daemon):
    """A link with QMI and AT, whose rooms are killed, and a link that must not notice."""

    def __init__(self, build):
        super().__init__(build, CONFIG)
        self.at_modem = at_rooms.AtModem(self.dir + "/at")
        self.other = Modem(self.dir + "/modem1")

    def __exit__(self, kind, value, trace):
        for modem in (self.modem, self.other, self.at_modem):
            modem.stop()
        super().__exit__(kind, value, trace)

    def victims(self):
        return sorted((pid, line) for pid, line in self.rooms().items()
                      if not (line[0] == "airlock-gate" and line[1] == "1")
                      and str(VENDOR) not in line)


def ask_until_cut(c, stop):
    for txid in range(1, 250):
        c.send(frame(0, 0, txid, CTL_VERSION) + frame(0, 0, txid, FORBIDDEN))
        if stop.is_set() or not c.receive():
            return


def load_qmi(d, stop):
    """A client that asks, one thing that is allowed and one that nobody knows; again when cut."""
    while not stop.is_set():
        try:
            c = d.connect()
            try:
                ask_until_cut(c, stop)
            finally:
                c.close()
        except (OSError, AssertionError, IndexError):
            time.sleep(0.005)


def load_at(d, stop):
    """The same at the AT port."""
    while not stop.is_set():
        try:
            c = at_rooms.AtClient(d.dir + "/at.sock")
            try:
                while not stop.is_set():
                    c.ask(b"AT+CSQ\r")
                    c.ask(FORBIDDEN_LINE.encode() + b"=\"id\"\r")
            finally:
                c.close()
        except (OSError, AssertionError):
            time.sleep(0.005)


class Steady(threading.Thread):
    """A client of the other link: each question has its answer, whatever dies elsewhere."""

    def __init__(self, d):
        super().__init__()
        self.client = Client(d.dir + "/steady.sock")
        self.stop = threading.Event()
        self.asked = self.answered = 0

    def run(self):
        while not self.stop.is_set():
            txid = self.asked % 250 + 1
            self.asked += 1
            got = self.client.ask(frame(0, 0, txid, CTL_VERSION))
            if not got or header(got) != (0, 0, txid, CTL_VERSION):
                return
            self.answered += 1
            time.sleep(0.002)

    def end(self):
        self.stop.set()
        self.join()
        self.client.close()
        assert self.asked == self.answered, (self.asked, self.answered)
        return self.answered


def memory(d):
    with open(f"/proc/{d.process.pid}/status", encoding="ascii") as f:
        return int(f.read().split("VmRSS:")[1].split()[0])


def zombies(d):
    """Children of warden and launcher that nobody has waited for."""
    parents = (d.process.pid, d.launcher())
    found = []
    for entry in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{entry}/stat", encoding="ascii") as f:
                stat = f.read().rsplit(")", 1)[1].split()
            if stat[0] == "Z" and int(stat[1]) in parents:
                found.append(int(entry))
        except OSError:
            pass
    return found


def check_end(people):
    """No process is left, and so none of their namespaces, unless something is mounted."""
    wait_for("the end of all", lambda: all(is_gone(pid) for pid in people))
    with open("/proc/self/mounts", encoding="utf-8") as f:
        assert " nsfs " not in f.read(), "a namespace is left over"


def lose_launcher(d):
    """Nothing could be started any more: the warden ends, and takes all with it."""
    people, launcher = list(d.children()), d.launcher()
    begin = time.monotonic()
    os.kill(launcher, signal.SIGKILL)
    assert d.process.wait(timeout=20) == 1
    check_end(people)
    try:
        Client("\0" + d.name)
        raise AssertionError("somebody listens still")
    except ConnectionRefusedError:
        pass
    closed = time.monotonic() - begin
    d.start()
    back(d)
    back(d, is_at=True)
    return closed, time.monotonic() - begin


def check_at(d):
    c = at_rooms.AtClient(d.dir + "/at.sock")
    try:
        assert b"+CSQ: " in c.ask(b"AT+CSQ\r")
    finally:
        c.close()


def back(d, is_at=False):
    """Until a client is served again."""
    begin = time.monotonic()
    while True:
        try:
            if is_at:
                check_at(d)
            else:
                d.check_service()
            return time.monotonic() - begin
        except (OSError, AssertionError, IndexError):
            assert time.monotonic() - begin < 20, "the service does not come back"
            time.sleep(0.002)


def check_heard(d):
    """What modems got is what is allowed, and nothing else."""
    for modem in (d.modem, d.other):
        heard = {header(got)[3] for got in modem.seen}
        assert heard <= {CTL_VERSION, CTL_ALLOCATE, CTL_SYNC}, heard
        assert CTL_VERSION in heard
    lines = set(d.at_modem.lines)
    assert "AT+CSQ" in lines and not any("QLINUX" in line for line in lines), lines
    return len(d.modem.seen) + len(d.other.seen) + len(d.at_modem.lines)


def one_life(build, kills, times, deaths):
    with Victim(build) as d:
        d.wait_up(3)
        back(d)
        back(d, is_at=True)
        d.wait_rooms(ROOMS)
        time.sleep(0.3)  # the last client's descriptors go after its reader
        before, rss = d.descriptors(), memory(d)
        launcher = len(d.descriptors(d.launcher()))
        stop, steady = threading.Event(), Steady(d)
        threads = [threading.Thread(target=load, args=(d, stop))
                   for load in (load_qmi, load_at) * (CLIENTS // 2)] + [steady]
        for t in threads:
            t.start()
        for _ in range(kills):
            time.sleep(random.uniform(0, 0.02))
            pid, line = random.choice(d.victims())
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
            times.append((" ".join(line[:2]).rstrip(" 0123456789"), back(d, "-at" in line[0])))
        answered = steady.end()
        if deaths is not None:
            deaths.append(lose_launcher(d))
        stop.set()
        for t in threads:
            t.join()
        back(d)
        back(d, is_at=True)
        d.wait_rooms(ROOMS)
        wait_for("as many descriptors", lambda: len(d.descriptors()) <= len(before))
        wait_for("as many descriptors of the launcher",
                 lambda: len(d.descriptors(d.launcher())) <= launcher)
        wait_for("no zombie", lambda: not zombies(d))
        assert memory(d) - rss < 1024, "the warden has grown"
        people = list(d.children())
        d.process.terminate()
        assert d.process.wait(timeout=20) == 0
        check_end(people)
        return check_heard(d), answered


def suspend(build, cycles):
    with Daemon(build) as d:
        d.wait_up()
        c = d.connect()
        d.wait_rooms(IDLE + 1)
        people = sorted(d.children()) + [d.process.pid]
        for i in range(cycles):
            pid = random.choice(people)
            os.kill(pid, signal.SIGSTOP)
            c.send(frame(0, 0, i % 250 + 1, CTL_VERSION))
            time.sleep(random.uniform(0, 0.002))
            os.kill(pid, signal.SIGCONT)
            assert header(c.receive())[2] == i % 250 + 1
        assert sorted(d.children()) + [d.process.pid] == people, "somebody died"


def freezer(name):
    """A group of processes that can be frozen: its folder, and what freezes and thaws it."""
    for root, file, words in (("/sys/fs/cgroup/freezer", "freezer.state", ("FROZEN", "THAWED")),
                              ("/sys/fs/cgroup/unified", "cgroup.freeze", ("1", "0")),
                              ("/sys/fs/cgroup", "cgroup.freeze", ("1", "0"))):
        folder = os.path.join(root, name)
        try:
            os.mkdir(folder)
        except OSError:
            continue
        if os.path.exists(os.path.join(folder, file)):
            return folder, file, words
        os.rmdir(folder)
    return None


def write(path, text):
    with open(path, "w", encoding="ascii") as f:
        f.write(text)


def freeze(build, cycles):
    """The same by the freezer, all of them at once; as for a suspend."""
    with Daemon(build) as d:
        d.wait_up()
        c = d.connect()
        d.wait_rooms(IDLE + 1)
        found = freezer(d.name)
        if not found:
            print("no freezer here")
            return 0
        folder, file, words = found
        people = sorted(d.children()) + [d.process.pid]
        try:
            for pid in people:
                write(folder + "/cgroup.procs", str(pid))
            for i in range(cycles):
                write(f"{folder}/{file}", words[0])
                c.send(frame(0, 0, i % 250 + 1, CTL_VERSION))
                time.sleep(random.uniform(0, 0.002))
                write(f"{folder}/{file}", words[1])
                assert header(c.receive())[2] == i % 250 + 1
            assert sorted(d.children()) + [d.process.pid] == people, "somebody died"
        finally:
            write(f"{folder}/{file}", words[1])
            d.process.terminate()
            d.process.wait()
            wait_for("an empty group", lambda: all(is_gone(pid) for pid in people))
            os.rmdir(folder)
    return cycles


def print_kinds(times):
    for kind in sorted({who for who, _ in times}):
        took = sorted(t for who, t in times if who == kind)
        print(f"  {kind}: {len(took)} times, p50 {took[len(took) // 2] * 1000:.1f} ms, "
              f"p99 {took[len(took) * 99 // 100] * 1000:.1f} ms")


def main():
    build = sys.argv[1]
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 24
    cycles = int(sys.argv[3]) if len(sys.argv) > 3 else 300
    seed = int(os.environ.get("SEED", time.time()))
    random.seed(seed)
    print("seed", seed, flush=True)
    times, deaths, heard, steady, lives = [], [], 0, 0, 0
    while len(times) < kills:
        frames, answers = one_life(build, min(KILLS_PER_LIFE, kills - len(times)), times,
                                   deaths if lives % 2 == 0 else None)
        lives += 1
        heard += frames
        steady += answers
    took = sorted(t for _, t in times)
    print(f"{len(times)} kills of {len({who for who, _ in times})} kinds, {heard} frames to the "
          f"modem, all of them judged; back after p50 {took[len(took) // 2] * 1000:.1f} ms, "
          f"p99 {took[len(took) * 99 // 100] * 1000:.1f} ms; {steady} of {steady} answers on "
          "another link")
    print_kinds(times)
    ends, again = (sorted(t) for t in zip(*deaths))
    print(f"the launcher died {len(deaths)} times: all closed after at most "
          f"{ends[-1] * 1000:.1f} ms, started anew and back after p50 "
          f"{again[len(again) // 2] * 1000:.1f} ms")
    suspend(build, cycles)
    frozen = freeze(build, cycles)
    print(f"{cycles} times stopped and continued, {frozen} times frozen and thawed, nobody died")


main()
