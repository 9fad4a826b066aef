#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""16 clients at once, 200,000 mixed requests, indications among them: no answer is lost, doubled or
given to another, and airlock's counters are exactly what clients and modem counted."""
import json
import subprocess
import sys

import common

MESSAGES, CLIENTS, INDICATIONS, SEED = 200000, 16, 3000, "20261123"


def check_report(report):
    for key in ("lost", "unexpected", "wrong_error", "wrong_id"):
        assert report[key] == 0, report
    assert report["sent"] == report["received"] == MESSAGES, report
    assert report["indications"] == [INDICATIONS] * CLIENTS, report


def check_counters(counters, stats, report):
    """What airlock counted against what the two ends did."""
    host, modem = counters["link"]["host"], counters["link"]["modem"]
    lobby = counters["lobby"]["host"]
    opens, allocations = CLIENTS, report["setup"] - CLIENTS
    assert lobby["received"] == opens, counters
    assert host["received"] == report["sent"] + allocations, (host, report)
    assert host["in_flight"] == 0, host
    assert host["forwarded"] + host["own"] + modem["own"] == stats["rx-frames"], (counters, stats)
    assert modem["received"] == stats["tx-frames"], (modem, stats)
    assert modem["refused"] == 0, modem
    # Every request is answered by the modem, by the gate, or by a refusal.
    to_clients = report["received"] + allocations + INDICATIONS * CLIENTS
    answered = host["answered"] + host["refused"]
    assert modem["forwarded"] + modem["copies"] + answered == to_clients, (counters, report)
    assert modem["copies"] == INDICATIONS * (CLIENTS - 1), modem


def test_two_hundred_thousand(place):
    world = common.World(place)
    command = [place.program("load-mixed"), world.airlock.listen, str(MESSAGES), SEED]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as p:
        assert p.stdout.readline() == "ready\n", "the clients were not served"
        p.stdin.write("\n")
        p.stdin.flush()
        world.modem.command(
            f"flood {INDICATIONS} nas.signal-info gsm-signal-strength=-70 broadcast")
        report = json.loads(p.stdout.readline() or "{}")
        counters, stats = world.counters(), world.stats()
        p.stdin.close()
    print(report, counters, stats, sep="\n")
    check_report(report)
    check_counters(counters, stats, report)
    # After the clients have gone, what they left is released and counted too.
    world.counters()
    world.is_alive()


if __name__ == "__main__":
    sys.exit(common.run(globals()))
