#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Clocks that are years off: no time-out comes early, and none never.

Time-outs go by the monotonic clock, which only a time namespace moves. Setting the wall clock in a
test is not for us; that nothing but the time of records comes from it is seen in the sources.
"""
import os
import re
import subprocess
import sys
import time

from rooms import CTL_VERSION, Client, Daemon, frame, header, run, wait_for

OPEN_S = 3  # limit open of the configuration
YEARS = 365 * 24 * 3600
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../..")
# The lines that read the wall clock, all of them for records.
WALL = {"gate.c", "warden_scribe.c", "airlockctl_digest.c"}


class Elsewhen(Daemon):
    """airlockd in a time of its own."""

    offset = 0

    def start(self):
        self.process = subprocess.Popen(
            ["unshare", "--time", f"--monotonic={self.offset}", f"--boottime={self.offset}", "--",
             os.path.join(self.build, "proxy/airlockd"), "-f", "-c", self.config],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)


def check_time(build, offset):
    d = Elsewhen(build)
    d.offset = offset
    with d:
        d.wait_up()
        assert abs(d.audit()[-1]["mono_ns"] / 1e9 - time.monotonic() - offset) < 60
        served = d.connect()
        begin = time.monotonic()
        silent = Client("\0" + d.name)
        assert silent.is_closed()
        took = time.monotonic() - begin
        assert OPEN_S - 0.1 <= took < OPEN_S + 5, took
        got = served.ask(frame(0, 0, 9, CTL_VERSION))
        assert header(got)[2] == 9, "a client that had no reason to go was sent away"
        d.modem.stop()
        d.wait_audit("link-down")
        d.modem.start()
        d.wait_up(2)  # after the delay of its back-off
        d.check_service()


def test_far_future(build):
    check_time(build, 100 * YEARS)


def test_beginning(build):
    """As after a boot: the clock begins near zero."""
    check_time(build, -int(time.monotonic()) + 2)


def test_wall_clock(build):
    """Who asks for the wall clock, and for nothing else than a record's time."""
    del build
    folder = os.path.join(ROOT, "proxy")
    found = set()
    for name in os.listdir(folder):
        if name.endswith(".c"):
            with open(os.path.join(folder, name), encoding="utf-8") as f:
                if re.search(r"CLOCK_REALTIME|gettimeofday|[^_a-z]time\(", f.read()):
                    found.add(name)
    assert found <= WALL, found - WALL


if __name__ == "__main__":
    if subprocess.run(["unshare", "--time", "--monotonic=1", "true"], check=False,
                      stderr=subprocess.DEVNULL).returncode:
        print("skipped: no time namespace can be made here")
        sys.exit(77)
    wait_for("a clock", time.monotonic)
    run([test_far_future, test_beginning, test_wall_clock])
