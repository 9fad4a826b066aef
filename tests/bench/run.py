#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Measures airlock against stock qmi-proxy and a bare frame relay, all at once, on equal modems.

Each scenario runs for each relay in turn, in rotating order, pinned to one CPU and free. Counts are
fixed. CPU is that of all processes of a relay together, from schedstat. One message is one request
and its answer, or one indication delivered to one client. The last line says what was reached.
"""
import argparse
import json
import os
import statistics
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "qmicli"))
import harness  # noqa: E402  (found by the line above)

# name: options of bench-load, messages in a quick run, messages per run counted for one client
ANSWERS = {
    "1 client, window 1, 60 B": (1, 1, 60, 8000),
    "1 client, window 32, 60 B": (1, 32, 60, 24000),
    "16 clients, window 32, 60 B": (16, 32, 60, 32000),
    "1 client, window 1, 2048 B": (1, 1, 2048, 5000),
    "1 client, window 32, 2048 B": (1, 32, 2048, 12000),
    "16 clients, window 32, 2048 B": (16, 32, 2048, 16000),
}
INDICATIONS = {
    "indications to 1, 1000/s": (1, 1000, 300),
    "indications to 4, 1000/s": (4, 1000, 300),
    "indications to 16, 1000/s": (16, 1000, 300),
    "indications to 1, max": (1, 0, 20000),
    "indications to 4, max": (4, 0, 10000),
    "indications to 16, max": (16, 0, 4000),
}
PING_PONG, LOADED = "1 client, window 1, 60 B", "16 clients, window 32, 60 B"
TARGETS = (  # what, scenario, quantity, bound, whether the bound is a minimum
    ("16x32 rate", LOADED, "rate", 1.0, True),
    ("16x32 CPU", LOADED, "cpu", 1.2, False),
    ("ping-pong p50", PING_PONG, "p50", 1.4, False),
)
TARGET_RSS_KB = 8192
SETTLE_S = 60.0


def read_cpu_ns(pids):
    """Time on a CPU of all threads of the processes."""
    total = 0
    for pid in pids:
        try:
            for task in os.listdir(f"/proc/{pid}/task"):
                with open(f"/proc/{pid}/task/{task}/schedstat", encoding="ascii") as f:
                    total += int(f.read().split()[0])
        except OSError:
            pass  # it ended meanwhile
    return total


def read_memory_kb(pids):
    """RSS and PSS of all processes together."""
    rss = pss = 0
    for pid in pids:
        with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as f:
            words = {line.split(":")[0]: line.split()[1] for line in f if ":" in line[:24]}
        rss += int(words["Rss"])
        pss += int(words["Pss"])
    return rss, pss


def pin(pids, cpus):
    for pid in pids:
        try:
            for task in os.listdir(f"/proc/{pid}/task"):
                os.sched_setaffinity(int(task), cpus)
        except (FileNotFoundError, ProcessLookupError):
            pass  # a process that was only there while a room started


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
                           role="modemmanager",
                           extra="limit clients 64\nlimit indications 1000000\nlimit queue 1048576")


RELAYS = {"floor": Floor, "qmi-proxy": harness.Stock, "airlock": start_airlock}


class Bench:
    """The relays with a modem each, and what was measured: [placement][scenario][relay] -> runs."""

    def __init__(self, place, args):
        self.place, self.args = place, args
        self.relays, self.modems, self.controls = [], {}, {}
        self.runs, self.memory = {}, {}
        self.errors = []
        for name in args.relays.split(","):
            socket, control = place.path(name + ".sock"), place.path(name + ".control")
            self.modems[name] = place.start([place.program("bench-modem"), socket, control],
                                            "modem-" + name)
            harness.wait_for(lambda s=socket: os.path.exists(s), 10, "the modem")
            self.controls[name] = control
            self.relays.append(RELAYS[name](place, socket))

    def load(self, relay, options):
        """One run of the load generator; its report, with the CPU of the relay meanwhile."""
        command = [self.place.program("bench-load"), "--socket", relay.listen, *options]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                              text=True) as p:
            if p.stdout.readline() != "ready\n":
                raise ChildProcessError(f"the load generator failed at {relay.name}")
            pids = relay.pids()
            before = read_cpu_ns(pids)
            p.stdin.write("\n")
            p.stdin.flush()
            line = p.stdout.readline()
            if not line:
                return None
            report = json.loads(line)
            report["cpu_ns"] = read_cpu_ns(pids) - before
            report["memory"] = read_memory_kb(pids) if "--memory" in self.args.extras else None
            p.stdin.close()
        return report

    def measure(self, placement, scenario, relay, repetition):
        report = self.load(relay, self.options(scenario, relay))
        if report is None:
            self.errors.append(f"{relay.name}, {scenario}, {placement}: disconnected")
            return
        n = report["received"]
        wrong = {k: v for k, v in report.items()
                 if k in ("unexpected", "malformed", "refused", "out_of_order") and v}
        if n != report["expected"] or wrong:
            self.errors.append(f"{relay.name}, {scenario}, {placement}: "
                               f"{report['expected'] - n} lost, {wrong or 'else right'}")
        if not n:
            return
        runs = self.runs.setdefault(placement, {}).setdefault(scenario, {})
        runs.setdefault(relay.name, []).append({
            "rate": n / report["seconds"], "p50": report["p50_us"], "p99": report["p99_us"],
            "cpu": report["cpu_ns"] / 1000 / n, "repetition": repetition})

    def options(self, scenario, relay):
        if scenario in ANSWERS:
            clients, window, size, count = ANSWERS[scenario]
            return ["--clients", str(clients), "--window", str(window), "--answer", str(size),
                    "--messages", str(count * self.args.scale)]
        clients, rate, count = INDICATIONS[scenario]
        return ["--clients", str(clients), "--control", self.controls[relay.name],
                "--rate", str(rate), "--messages", str(count * self.args.scale)]

    def run_placement(self, placement, cpus, repetitions):
        everything = [os.getpid()] + [p.pid for p in self.modems.values()]
        for relay in self.relays:
            everything += relay.pids()
        pin(everything, cpus)
        scenarios = [s for s in (*ANSWERS, *INDICATIONS) if self.args.only in s]
        for repetition in range(repetitions):
            for scenario in scenarios:
                k = repetition % len(self.relays)
                for relay in self.relays[k:] + self.relays[:k]:
                    self.measure(placement, scenario, relay, repetition)
            print(f"  {placement}: {repetition + 1} of {repetitions}", file=sys.stderr, flush=True)

    def weigh(self):
        """Memory of each relay with one client that asks one thing."""
        self.args.extras.add("--memory")
        for relay in self.relays:
            report = self.load(relay, ["--messages", "100"])
            self.memory[relay.name] = report["memory"]
        self.args.extras.discard("--memory")


def spread(runs, key, digits):
    values = [r[key] for r in runs]
    return (f"{statistics.median(values):.{digits}f} "
            f"({min(values):.{digits}f}-{max(values):.{digits}f})")


def ratio(runs, relay, base, key):
    """The median of the ratios within each repetition; None where one of them did not run."""
    of_base = {r["repetition"]: r for r in runs.get(base, [])}
    pairs = [r[key] / of_base[r["repetition"]][key] for r in runs.get(relay, [])
             if r["repetition"] in of_base]
    return statistics.median(pairs) if pairs else None


def show(value):
    return "-" if value is None else f"{value:.2f}"


def print_tables(bench):
    heads = ("relay", "messages/s", "p50 µs", "p99 µs", "CPU µs/message", "rate", "p50", "CPU",
             "CPU")
    form = "  {:10} {:24} {:25} {:>9} {:22} {:>6} {:>6} {:>6} {:>9}"
    for placement, scenarios in bench.runs.items():
        print(f"\n{placement}; medians (min-max); then ratios to qmi-proxy, last to the floor")
        print(form.format(*heads))
        for scenario, relays in scenarios.items():
            print(scenario)
            for name, runs in relays.items():
                print(form.format(
                    name, spread(runs, "rate", 0), spread(runs, "p50", 1),
                    f"{statistics.median(r['p99'] for r in runs):.1f}", spread(runs, "cpu", 2),
                    *(show(ratio(relays, name, "qmi-proxy", k)) for k in ("rate", "p50", "cpu")),
                    show(ratio(relays, name, "floor", "cpu"))))
    print("\nmemory with one client, all processes: RSS, PSS in kB")
    for name, (rss, pss) in bench.memory.items():
        print(f"  {name:10} {rss:7} {pss:7}")


def print_targets(bench):
    """The last line: each target, and what was reached, pinned to one CPU."""
    words = []
    for what, scenario, key, bound, is_minimum in TARGETS:
        got = ratio(bench.runs.get("pinned to one CPU", {}).get(scenario, {}), "airlock",
                    "qmi-proxy", key)
        if got is None:
            words.append(f"{what}: not measured")
            continue
        good = got >= bound if is_minimum else got <= bound
        words.append(f"{what} {got:.2f} of qmi-proxy ({'>=' if is_minimum else '<='} {bound}: "
                     f"{'reached' if good else 'MISSED'})")
    if "airlock" in bench.memory:
        rss = bench.memory["airlock"][0]
        words.append(f"RSS {rss / 1024:.1f} MiB (< 8 MiB: "
                     f"{'reached' if rss < TARGET_RSS_KB else 'MISSED'})")
    print("targets: " + "; ".join(words))


def parse_arguments():
    p = argparse.ArgumentParser(description=__doc__,
                                formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("build", nargs="?", default=os.path.join(harness.ROOT, "build"))
    p.add_argument("--repetitions", type=int, default=5)
    p.add_argument("--full", action="store_true", help="four times the messages, repetitions free")
    p.add_argument("--relays", default="floor,qmi-proxy,airlock", help="which, joined by commas")
    p.add_argument("--only", default="", help="scenarios with this in their name")
    p.add_argument("--placement", choices=("pinned", "free", "both"), default="both")
    p.add_argument("--ordinary", action="store_true", help="not in the real-time class")
    args = p.parse_args()
    args.scale = 4 if args.full else 1
    args.extras = set()
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


def main():
    args = parse_arguments()
    harness.enter()
    with harness.Workplace(args.build, "airlock-bench-") as place:
        place.need("bench-floor", "bench-modem", "bench-load", "libopen-shim.so",
                   *(["airlockd"] if "airlock" in args.relays else []))
        kind = set_real_time(args)
        cpus = sorted(os.sched_getaffinity(0))
        print(f"{len(cpus)} CPUs, {kind}, kernel {os.uname().release}; "
              f"{args.repetitions} repetitions pinned", flush=True)
        bench = Bench(place, args)
        bench.weigh()
        if args.placement != "free":
            bench.run_placement("pinned to one CPU", {cpus[-1]}, args.repetitions)
        if args.placement != "pinned":
            free = args.repetitions if args.full else max(1, args.repetitions // 2)
            bench.run_placement("free", set(cpus), free)
        print_tables(bench)
        print(f"\nlost, duplicated, misdelivered or wrong: {len(bench.errors)} runs")
        for error in bench.errors:
            print(f"  {error}")
        print_targets(bench)
        return 1 if bench.errors else 0


if __name__ == "__main__":
    sys.exit(main())
