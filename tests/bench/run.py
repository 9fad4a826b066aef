#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Measures airlock against stock qmi-proxy and bare relays, all at once, on equal modems.

QMI: airlock, the same without cages, qmi-proxy and a relay that only cuts frames. AT: airlock,
socat, a relay that only copies, and no relay at all. Each scenario runs for each relay in turn, in
rotating order, pinned to one CPU and free. Counts are fixed. CPU is that of all processes of a
relay together, from schedstat. One message is one request and its answer, or one indication
delivered to one client.
Payloads: what the reader spends on judging one, beside what it spends on a message. The last line
says what was reached.
"""
import argparse
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "qmicli"))
import harness  # noqa: E402  (found by the line above)
import at  # noqa: E402
import measure  # noqa: E402

# name: clients, window, size of an answer, messages in a quick run
ANSWERS = {
    "1 client, window 1, 60 B": (1, 1, 60, 8000),
    "1 client, window 32, 60 B": (1, 32, 60, 24000),
    "16 clients, window 32, 60 B": (16, 32, 60, 32000),
    "1 client, window 1, 2048 B": (1, 1, 2048, 5000),
    "1 client, window 32, 2048 B": (1, 32, 2048, 12000),
    "16 clients, window 32, 2048 B": (16, 32, 2048, 16000),
}
INDICATIONS = {  # clients, rate, messages
    "indications to 1, 1000/s": (1, 1000, 300),
    "indications to 4, 1000/s": (4, 1000, 300),
    "indications to 16, 1000/s": (16, 1000, 300),
    "indications to 1, max": (1, 0, 20000),
    "indications to 4, max": (4, 0, 10000),
    "indications to 16, max": (16, 0, 4000),
}
PING_PONG, LOADED = "1 client, window 1, 60 B", "16 clients, window 32, 60 B"
TARGETS = (  # what, scenario, quantity, of whom, bound, whether the bound is a minimum
    ("16x32 rate", LOADED, "rate", "qmi-proxy", 1.0, True),
    ("16x32 CPU", LOADED, "cpu", "qmi-proxy", 1.2, False),
    ("ping-pong p50", PING_PONG, "p50", "qmi-proxy", 1.4, False),
    ("cages: 16x32 rate", LOADED, "rate", "uncaged", 0.95, True),
    ("cages: ping-pong p50", PING_PONG, "p50", "uncaged", 1.05, False),
)
TARGET_RSS_KB = 8192
COLUMNS = (("qmi-proxy", "rate", "rate/proxy"), ("qmi-proxy", "p50", "p50/proxy"),
           ("qmi-proxy", "cpu", "CPU/proxy"), ("floor", "cpu", "CPU/floor"),
           ("uncaged", "p50", "p50/uncaged"))


class Floor:
    """The bare relay, see floor.c."""

    name = "floor"
    listen = "@bench-floor"

    def __init__(self, place, modem_socket):
        self.process = place.start([place.program("bench-floor"), self.listen, modem_socket],
                                   "floor")
        harness.wait_for(self.is_up, 10, "the floor")

    def is_up(self):
        try:
            harness.qmux.connect(self.listen).close()
            return True
        except OSError:
            return False

    def pids(self):
        return [self.process.pid]


def start_airlock(place, modem_socket):
    """The policy of ModemManager, audit on. The limits are for indications at the greatest rate:
    airlock does not wait for a slow client, as the others do, but disconnects it."""
    return harness.Airlock(place, modem_socket, ["modemmanager"], listen="@bench-airlock",
                           role="modemmanager", extra=LIMITS)


LIMITS = "limit clients 64\nlimit indications 1000000\nlimit queue 1048576"


class Uncaged(harness.Airlock):
    """airlock as on a kernel without filters: what the cages cost."""

    name = "uncaged"

    def __init__(self, place, modem_socket):
        super().__init__(place, modem_socket, ["modemmanager"], listen="@bench-uncaged",
                         role="modemmanager", extra=LIMITS, log="uncaged")

    def start(self):
        self.process = self.place.start(
            [self.place.program("no_seccomp"), self.place.program("airlockd"), "--foreground",
             "--config", self.config, "--without-cages"], self.log)
        harness.wait_for(self.is_up, harness.LINK_UP_S, "airlock's link")


class Qmi:
    """What measure.Bench asks of a protocol."""

    title = "QMI"
    relays = {"floor": Floor, "qmi-proxy": harness.Stock, "airlock": start_airlock,
              "uncaged": Uncaged}
    scenarios = (*ANSWERS, *INDICATIONS)
    weigh_with, slices = PING_PONG, 1
    programs = ("bench-floor", "bench-modem", "bench-load", "libopen-shim.so", "no_seccomp")

    def __init__(self):
        self.controls = {}

    def start_modem(self, place, name):
        socket, control = place.path(name + ".sock"), place.path(name + ".control")
        process = place.start([place.program("bench-modem"), socket, control], "modem-" + name)
        harness.wait_for(lambda: os.path.exists(socket), 10, "the modem")
        self.controls[name] = control
        return process, socket

    def command(self, place, relay, scenario, scale):
        command = [place.program("bench-load"), "--socket", relay.listen]
        if scenario in ANSWERS:
            clients, window, size, count = ANSWERS[scenario]
            return command + ["--clients", str(clients), "--window", str(window), "--answer",
                              str(size), "--messages", str(count * scale or 100)]
        clients, rate, count = INDICATIONS[scenario]
        return command + ["--clients", str(clients), "--control", self.controls[relay.name],
                          "--rate", str(rate), "--messages", str(count * scale)]


def judge(bench):
    words = measure.judge(bench, "airlock", TARGETS)
    if "airlock" in bench.memory:
        rss = bench.memory["airlock"][0]
        words.append(f"RSS {rss / 1024:.1f} MiB (< 8 MiB: "
                     f"{'reached' if rss < TARGET_RSS_KB else 'MISSED'})")
    return words


def parse_arguments():
    p = argparse.ArgumentParser(description=__doc__,
                                formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("build", nargs="?", default=os.path.join(harness.ROOT, "build"))
    p.add_argument("--repetitions", type=int, default=5)
    p.add_argument("--full", action="store_true", help="four times the messages, repetitions free")
    p.add_argument("--protocol", choices=("qmi", "at", "both", "none"), default="both")
    p.add_argument("--relays", default="", help="which, joined by commas; all if not given")
    p.add_argument("--only", default="", help="scenarios with this in their name")
    p.add_argument("--placement", choices=("pinned", "free", "both"), default="both")
    p.add_argument("--ordinary", action="store_true", help="not in the real-time class")
    args = p.parse_args()
    args.scale = 4 if args.full else 1
    return args


def set_real_time(args):
    """The real-time class keeps other programs of the machine out of the figures."""
    if args.ordinary:
        return "ordinary class"
    try:
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))
        return "real-time class"
    except OSError:
        return "ordinary class, because the real-time class is not permitted"


def measure_protocol(args, protocol, columns):
    with harness.Workplace(args.build, "airlock-bench-") as place:
        place.need(*protocol.programs, "airlockd")
        bench = measure.Bench(place, args, protocol)
        bench.run()
    measure.print_tables(bench, columns)
    return bench


def measure_payloads(build):
    """The table of decode.c; returns its last line."""
    got = subprocess.run([os.path.join(build, "tests", "bench", "bench-decode")],
                         capture_output=True, text=True, check=True)
    print("\n" + got.stdout, end="")
    return got.stdout.splitlines()[-1]


def main():
    args = parse_arguments()
    harness.enter()
    kind = set_real_time(args)
    print(f"{len(os.sched_getaffinity(0))} CPUs, {kind}, kernel {os.uname().release}; "
          f"{args.repetitions} repetitions pinned", flush=True)
    errors, words = [], []
    if args.protocol in ("qmi", "both"):
        bench = measure_protocol(args, Qmi(), COLUMNS)
        errors += bench.errors
        words += judge(bench)
    if args.protocol in ("at", "both"):
        bench = measure_protocol(args, at.At(), at.COLUMNS)
        at.print_added(bench)
        errors += bench.errors
        words += measure.judge(bench, "airlock", at.TARGETS)
    words.append(measure_payloads(args.build))
    print(f"\nlost, duplicated, misdelivered or wrong: {len(errors)} runs")
    for error in errors:
        print(f"  {error}")
    print("targets: " + "; ".join(words))
    return 1 if errors else 0


if __name__ == "__main__":
    sys.exit(main())
