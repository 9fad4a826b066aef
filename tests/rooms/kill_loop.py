#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Rooms killed at random under load: nothing unjudged reaches the modem, and all comes back.

usage: kill_loop.py BUILD [KILLS [CYCLES]]   1,000 of each are the full test.
A daemon lives for a few kills only, because a link whose gate dies too often is closed for good.
"""
import os
import random
import signal
import sys
import threading
import time

from rooms import CTL_ALLOCATE, CTL_SYNC, CTL_VERSION, Daemon, frame, header, wait_for

KILLS_PER_LIFE, CLIENTS, ROOMS = 8, 4, 4
FORBIDDEN = 0x7777


def load(d, stop):
    """A client that asks, one thing that is allowed and one that nobody knows; again when cut."""
    while not stop.is_set():
        try:
            c = d.connect()
            for txid in range(1, 250):
                if stop.is_set():
                    break
                c.send(frame(0, 0, txid, CTL_VERSION) + frame(0, 0, txid, FORBIDDEN))
                if not c.receive():
                    break
            c.close()
        except (OSError, AssertionError, IndexError):
            time.sleep(0.005)


def memory(d):
    with open(f"/proc/{d.process.pid}/status", encoding="ascii") as f:
        return int(f.read().split("VmRSS:")[1].split()[0])


def back(d):
    """Until a client is served again."""
    begin = time.monotonic()
    while True:
        try:
            d.check_service()
            return time.monotonic() - begin
        except (OSError, AssertionError, IndexError):
            assert time.monotonic() - begin < 20, "the service does not come back"
            time.sleep(0.002)


def one_life(build, kills, times):
    with Daemon(build) as d:
        d.wait_up()
        back(d)
        d.wait_rooms(ROOMS)
        time.sleep(0.3)  # the last client's descriptors go after its reader
        before, rss = d.descriptors(), memory(d)
        stop = threading.Event()
        threads = [threading.Thread(target=load, args=(d, stop)) for _ in range(CLIENTS)]
        for t in threads:
            t.start()
        for _ in range(kills):
            time.sleep(random.uniform(0, 0.02))
            pid, line = random.choice(sorted(d.rooms().items()))
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
            times.append((" ".join(line[:2]), back(d)))
        stop.set()
        for t in threads:
            t.join()
        back(d)
        d.wait_rooms(ROOMS)
        wait_for("as many descriptors", lambda: len(d.descriptors()) <= len(before))
        assert memory(d) - rss < 1024, "the warden has grown"
        heard = {header(got)[3] for got in d.modem.seen}
        assert heard <= {CTL_VERSION, CTL_ALLOCATE, CTL_SYNC}, heard
        assert CTL_VERSION in heard
        d.process.terminate()
        assert d.process.wait(timeout=20) == 0
        return len(d.modem.seen)


def suspend(build, cycles):
    with Daemon(build) as d:
        d.wait_up()
        c = d.connect()
        d.wait_rooms(ROOMS + 1)
        people = sorted(d.rooms()) + [d.process.pid]
        for i in range(cycles):
            pid = random.choice(people)
            os.kill(pid, signal.SIGSTOP)
            c.send(frame(0, 0, i % 250 + 1, CTL_VERSION))
            time.sleep(random.uniform(0, 0.002))
            os.kill(pid, signal.SIGCONT)
            assert header(c.receive())[2] == i % 250 + 1
        assert sorted(d.rooms()) + [d.process.pid] == people, "somebody died"


def main():
    build = sys.argv[1]
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 24
    cycles = int(sys.argv[3]) if len(sys.argv) > 3 else 300
    seed = int(os.environ.get("SEED", time.time()))
    random.seed(seed)
    print("seed", seed, flush=True)
    times, heard = [], 0
    while len(times) < kills:
        heard += one_life(build, min(KILLS_PER_LIFE, kills - len(times)), times)
    took = sorted(t for _, t in times)
    print(f"{len(times)} kills of {len({who for who, _ in times})} kinds, {heard} frames to the "
          f"modem, all of them judged; back after p50 {took[len(took) // 2] * 1000:.1f} ms, "
          f"p99 {took[len(took) * 99 // 100] * 1000:.1f} ms")
    suspend(build, cycles)
    print(f"{cycles} times stopped and continued, nobody died")


main()
