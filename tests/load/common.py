# SPDX-License-Identifier: GPL-2.0-or-later
"""What the tests under load share: a world of modem and airlock, its rooms, counters and audit."""
import os
import signal
import sys
import time
import traceback

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "qmicli"))
import harness  # noqa: E402  (found by the line above)
import qmux  # noqa: E402

POLICY = """\
role tester { user root; grace 1s }
deny tester qmi dms.get-msisdn
allow tester qmi any
"""
LIMITS = """\
limit clients 64
limit indications 1000000
limit open 2
limit slow 2
"""
GROWS_KB = 96  # pages of static memory that are touched for the first time
TAKES_S = 10.0  # until something that must happen counts as not happening


class World:
    """A simulated modem and airlock in front of it; `limits` are lines of configuration."""

    def __init__(self, place, policy=POLICY, limits=LIMITS, modem_options=()):
        self.place = place
        self.modem = harness.Modem(place, options=modem_options)
        path = place.path("test.policy")
        with open(path, "w", encoding="utf-8") as f:
            f.write(policy)
        self.airlock = harness.Airlock(place, self.modem.socket, [path], extra=limits)

    def client(self, timeout_s=TAKES_S):
        """A client that has opened the modem."""
        c = qmux.Client(self.airlock.listen, timeout_s)
        answer = c.open()
        assert answer.error == 0, f"the open was refused: {answer}"
        return c

    def wait_client(self):
        """A client as soon as one can be had: after a room died, or the modem went away."""
        def attempt():
            try:
                return self.client()
            except (OSError, AssertionError):
                return None
        return harness.wait_for(attempt, TAKES_S, "airlock to serve again")

    def rooms(self):
        """{pid: name} of all processes of airlock, whatever protocols the program is for."""
        found = {}
        for pid in self.airlock.pids():
            try:
                with open(f"/proc/{pid}/cmdline", encoding="ascii") as f:
                    program = f.read().split("\0")[0]
            except OSError:
                continue
            found[pid] = os.path.basename(program).removesuffix("-tunnel")
        return found

    def settle(self, names):
        """Waits until the rooms are as many of each kind as `names` (sorted) says."""
        harness.wait_for(lambda: sorted(self.rooms().values()) == names, TAKES_S,
                         lambda: f"rooms {names}, there are {sorted(self.rooms().values())}")

    def resources(self):
        """{name: (descriptors, resident kB)} of the rooms, several of one name added up."""
        total = {}
        for pid, name in self.rooms().items():
            try:
                fds = len(os.listdir(f"/proc/{pid}/fd"))
                with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as f:
                    rss = [int(line.split()[1]) for line in f if line.startswith("Rss:")][0]
            except OSError:
                continue
            a, b = total.get(name, (0, 0))
            total[name] = (a + fds, b + rss)
        return total

    def stable_resources(self):
        """The same, once nothing changes any more: clients leave in several steps."""
        def unchanged():
            a = self.resources()
            time.sleep(0.2)
            b = self.resources()
            return b if a == b else None
        return harness.wait_for(unchanged, TAKES_S, "the rooms to come to rest")

    def counters(self):
        """The counters of link and lobby at this moment: {"link": .., "lobby": ..}."""
        def both():
            found = [r for r in self.airlock.records()[before:] if r["event"] == "counters"]
            return found if len(found) == 2 else None
        before = len(self.airlock.records())
        os.kill(self.airlock.process.pid, signal.SIGUSR1)
        found = harness.wait_for(both, TAKES_S, "the counters")
        for record in found:
            for side, c in record["counters"].items():
                balance = c["forwarded"] + c["answered"] + c["refused"] + c["in_flight"]
                assert c["received"] == balance, f"{side} is not conserved: {record}"
        return {"link" if "link" in r else "lobby": r["counters"] for r in found}

    def stats(self):
        """What the modem counted, as numbers."""
        last = self.modem.command("stats")[-1]
        return {k: int(v) for k, _, v in (w.partition("=") for w in last.split()[1:]) if v}

    def reasons(self, since=0):
        """How often each reason occurred, by the audit from record `since` on. The first of equal
        records stands for one; the one with their number, for all the others."""
        found = {}
        for r in self.airlock.records()[since:]:
            found[r["reason"]] = found.get(r["reason"], 0) + max(1, r["repeats"])
        return found

    def wait_reason(self, reason, since=0, least=1):
        harness.wait_for(lambda: self.reasons(since).get(reason, 0) >= least, TAKES_S,
                         lambda: f"{least} x {reason} in the audit; "
                                 f"there is {self.reasons(since)}")

    def is_alive(self):
        assert self.airlock.process.poll() is None, "airlockd ended"


def ping(client, cid):
    """One request that the modem must answer: the device's ids."""
    answer = client.request(qmux.DMS, cid, 0x0025)
    assert answer.error == 0, answer
    return answer


def check_constant(before, after):
    """Descriptors must be the same; memory may differ by pages that were touched for once."""
    assert {k: v[0] for k, v in before.items()} == {k: v[0] for k, v in after.items()}, \
        f"descriptors: {before}, later {after}"
    for name, (_, kb) in after.items():
        assert kb <= before[name][1] + GROWS_KB, f"{name} grew from {before[name][1]} to {kb} kB"


def run(tests):
    """Runs the functions test_* of a module, each with a place of its own."""
    build, chosen = sys.argv[1], sys.argv[2:]
    harness.enter()
    with harness.Workplace(build) as place:
        place.need("airlockd", "airlock-modemsim", "load-mixed")
    failed = 0
    names = [n for n in tests if n.startswith("test_") and (not chosen or n in chosen)]
    for name in names:
        try:
            with harness.Workplace(build) as place:
                tests[name](place)
            print(f"ok    {name}", flush=True)
        except Exception:  # whatever it is: the test failed, the next one runs
            failed += 1
            traceback.print_exc()
            print(f"FAIL  {name}", flush=True)
    print(f"{len(names)} run, {failed} failed")
    return 1 if failed else 0
