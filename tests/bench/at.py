# SPDX-License-Identifier: GPL-2.0-or-later
"""AT ports: airlock's endpoint against socat and a bare relay, all of them pseudo-terminals."""
import os
import shutil
import statistics
import sys

import harness

# name: command, its count in a quick run. AT is one command after the other.
SCENARIOS = {
    "AT+CSQ, 19 B": ("AT+CSQ", 2000),
    "AT+COPS=?, 290 B": ("AT+COPS=?", 1000),
    "AT+CMGL=4, 12 messages": ("AT+CMGL=4", 500),
}
SHORT = "AT+CSQ, 19 B"
TARGETS = tuple((f"{name.split(',')[0]} p50", name, "p50", "floor", 2.0, False)
                for name in SCENARIOS)
COLUMNS = (("floor", "rate", "rate/floor"), ("floor", "p50", "p50/floor"),
           ("floor", "cpu", "CPU/floor"), ("socat", "p50", "p50/socat"))
CONFIGURATION = """\
link wwan0 {{ at {modem} as at0 endpoint {listen}{role} }}
{policies}
audit {audit}
{extra}
"""


class Relay:
    """A process between an endpoint of its own and the modem's port."""

    def __init__(self, place, port):
        self.listen = place.path(self.name + ".endpoint")
        self.process = place.start(self.command(place, port), self.name)
        harness.wait_for(lambda: os.path.exists(self.listen), 10, self.name)
        # Without anybody at it, an endpoint of socat's ends.
        self.holder = os.open(self.listen, os.O_RDWR | os.O_NOCTTY | os.O_CLOEXEC)

    def pids(self):
        return [self.process.pid]


class Floor(Relay):
    """The bare relay, see at_floor.c."""

    name = "floor"

    def command(self, place, port):
        return [place.program("bench-at-floor"), self.listen, port]


class Socat(Relay):
    name = "socat"

    def command(self, place, port):
        return ["socat", f"PTY,link={self.listen},rawer", f"OPEN:{port},rawer"]


def start_airlock(place, port):
    """The policy of ModemManager, audit on."""
    return harness.Airlock(place, port, ["modemmanager"], listen=place.path("airlock.endpoint"),
                           role="modemmanager", configuration=CONFIGURATION, log="airlock-at")


class At:
    """What measure.Bench asks of a protocol."""

    title = "AT"
    scenarios = tuple(SCENARIOS)
    # The kernel's own thread between the ends of a terminal is not in the real-time class. What the
    # machine does beside this is the same for all, if their turns are short.
    weigh_with, slices = SHORT, 4
    programs = ("bench-at-floor", "bench-at-modem", "bench-at-load")

    def __init__(self):
        self.relays = {"none": None, "floor": Floor, "socat": Socat, "airlock": start_airlock}
        if not shutil.which("socat"):
            print("socat is not installed: not measured", file=sys.stderr)
            del self.relays["socat"]

    @staticmethod
    def start_modem(place, name):
        port = place.path(name + ".port")
        process = place.start([place.program("bench-at-modem"), port], "at-modem-" + name)
        harness.wait_for(lambda: os.path.exists(port), 10, "the modem")
        return process, port

    @staticmethod
    def command(place, relay, scenario, scale):
        line, count = SCENARIOS[scenario]
        return [place.program("bench-at-load"), relay.listen, line, str(count * scale or 100)]


def print_added(bench):
    """What each relay adds to the time of a command, in µs: medians of p50 less that of none."""
    for placement, scenarios in bench.runs.items():
        print(f"\nlatency that a relay adds, {placement}, µs")
        for scenario, relays in scenarios.items():
            p50 = {name: statistics.median(r["p50"] for r in runs)
                   for name, runs in relays.items()}
            words = [f"{name} {value - p50['none']:.1f}" for name, value in p50.items()
                     if name != "none" and "none" in p50]
            print(f"  {scenario:24} {', '.join(words)}")
