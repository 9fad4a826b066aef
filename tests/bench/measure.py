# SPDX-License-Identifier: GPL-2.0-or-later
"""What the measurements share: relays in turn on equal modems, their CPU and memory, tables."""
import json
import os
import statistics
import subprocess
import sys


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


class Bench:
    """Relays with a modem each, and what was measured: [placement][scenario][relay] -> runs.

    A protocol says: `title`; `relays` {name: how to make one, from place and the modem's socket};
    start_modem(place, name); `scenarios` and weigh_with, one of them; `slices`, into how many a
    repetition is cut; command(place, relay, scenario, scale) of the load generator.
    """

    def __init__(self, place, args, protocol):
        self.place, self.args, self.protocol = place, args, protocol
        self.relays, self.modems = [], []
        self.runs, self.memory = {}, {}
        self.errors = []
        for name, make in protocol.relays.items():
            if args.relays and name not in args.relays.split(","):
                continue
            process, port = protocol.start_modem(place, name)
            self.modems.append(process)
            if make:
                self.relays.append(make(place, port))
            else:
                self.relays.append(Direct(port))

    def load(self, relay, scenario, scale, with_memory=False):
        """One run of the load generator; its report, with the CPU of the relay meanwhile."""
        command = self.protocol.command(self.place, relay, scenario, scale)
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
            report["memory"] = read_memory_kb(pids) if with_memory else None
            p.stdin.close()
        return report

    def measure(self, placement, scenario, relay, repetition):
        report = self.load(relay, scenario, self.args.scale)
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

    def run_placement(self, placement, cpus, repetitions):
        everything = [os.getpid()] + [p.pid for p in self.modems]
        for relay in self.relays:
            everything += relay.pids()
        pin(everything, cpus)
        scenarios = [s for s in self.protocol.scenarios if self.args.only in s]
        for repetition in range(repetitions * self.protocol.slices):
            for scenario in scenarios:
                k = repetition % len(self.relays)
                for relay in self.relays[k:] + self.relays[:k]:
                    self.measure(placement, scenario, relay, repetition)
        print(f"  {self.protocol.title}, {placement}: done", file=sys.stderr, flush=True)

    def run(self):
        """All placements that were asked for."""
        cpus, args = sorted(os.sched_getaffinity(0)), self.args
        self.weigh()
        if args.placement != "free":
            self.run_placement("pinned to one CPU", {cpus[-1]}, args.repetitions)
        if args.placement != "pinned":
            free = args.repetitions if args.full else max(1, args.repetitions // 2)
            self.run_placement("free", set(cpus), free)
        pin([os.getpid()], set(cpus))

    def weigh(self):
        """Memory of each relay with one client that asks a little."""
        for relay in self.relays:
            report = self.load(relay, self.protocol.weigh_with, 0, with_memory=True)
            self.memory[relay.name] = report["memory"]

    def pinned(self, scenario):
        return self.runs.get("pinned to one CPU", {}).get(scenario, {})


class Direct:
    """No relay: the client is at the modem's own port."""

    name = "none"

    def __init__(self, port):
        self.listen = port

    @staticmethod
    def pids():
        return []


def spread(runs, key, digits):
    values = [r[key] for r in runs]
    return (f"{statistics.median(values):.{digits}f} "
            f"({min(values):.{digits}f}-{max(values):.{digits}f})")


def ratio(runs, relay, base, key):
    """The median of the ratios within each repetition; None where one of them did not run."""
    of_base = {r["repetition"]: r for r in runs.get(base, [])}
    pairs = [r[key] / of_base[r["repetition"]][key] for r in runs.get(relay, [])
             if r["repetition"] in of_base and of_base[r["repetition"]][key]]
    return statistics.median(pairs) if pairs else None


def show(value):
    return "-" if value is None else f"{value:.2f}"


def print_tables(bench, columns):
    """`columns`: (relay that a ratio is taken to, quantity, heading)."""
    heads = ("relay", "messages/s", "p50 µs", "p99 µs", "CPU µs/message")
    form = "  {:10} {:24} {:25} {:>9} {:22}" + " {:>12}" * len(columns)
    for placement, scenarios in bench.runs.items():
        print(f"\n{bench.protocol.title}, {placement}; medians (min-max); then ratios")
        print(form.format(*heads, *(head for _, _, head in columns)))
        for scenario, relays in scenarios.items():
            print(scenario)
            for name, runs in relays.items():
                print(form.format(
                    name, spread(runs, "rate", 0), spread(runs, "p50", 1),
                    f"{statistics.median(r['p99'] for r in runs):.1f}", spread(runs, "cpu", 2),
                    *(show(ratio(relays, name, base, key)) for base, key, _ in columns)))
    print("\nmemory with one client, all processes: RSS, PSS in kB")
    for name, (rss, pss) in bench.memory.items():
        print(f"  {name:10} {rss:7} {pss:7}")


def judge(bench, relay, targets):
    """A word for each target (what, scenario, quantity, base, bound, whether that is a minimum)."""
    words = []
    for what, scenario, key, base, bound, is_minimum in targets:
        got = ratio(bench.pinned(scenario), relay, base, key)
        if got is None:
            words.append(f"{what}: not measured")
            continue
        good = got >= bound if is_minimum else got <= bound
        words.append(f"{what} {got:.2f} of {base} ({'>=' if is_minimum else '<='} {bound}: "
                     f"{'reached' if good else 'MISSED'})")
    return words
