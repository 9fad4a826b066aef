#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""qmicli through airlock to a simulated modem; then the modem misbehaves in every way it knows.

usage: demo.py BUILD    (as root; the namespace that it needs is made by the harness)
"""
import os
import re
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "qmicli"))
import harness

POLICY = "qmicli-full"
PATIENCE_S = 3  # for a qmicli whose modem misbehaves
# The harness asks whether the modem is served; it may open it and no more.
ONLOOKER = f"role onlooker {{ user root; exe {os.path.realpath(sys.executable)} }}"

READINGS = [
    ("Ids of the device", "--dms-get-ids"),
    ("Signal", "--nas-get-signal-strength"),
    ("Registration", "--nas-get-serving-system"),
    ("Card status", "--uim-get-card-status"),
]


class Demo:
    """The running programs, what has been seen of the audit, and how much went well."""

    def __init__(self, place):
        self.modem = harness.Modem(place)
        self.airlock = harness.Airlock(place, self.modem.socket, [POLICY], extra=ONLOOKER)
        self.seen = 0
        self.done = 0
        self.wanted = 0

    def audit(self):
        """Records that are new since the last time."""
        records = self.airlock.records()
        new = records[self.seen:]
        self.seen = len(records)
        return new

    def count(self, good):
        self.wanted += 1
        self.done += bool(good)
        return good


def show(title, output):
    print(f"-- {title}")
    for line in output.strip().splitlines():
        print(f"   {line}")
    sys.stdout.flush()


def qmicli(title, *arguments):
    status, out, err = harness.qmicli(arguments)
    show(f"{title}: qmicli -p -d /dev/cdc-wdm0 {' '.join(arguments)}", out + err)
    return status == 0, out


def read_things(demo, how=""):
    for title, action in READINGS:
        demo.count(qmicli(title + how, action)[0])


def data_session(demo):
    good, out = qmicli("A data session", "--wds-start-network=apn=internet,ip-type=4",
                       "--client-no-release-cid")
    handle = re.search(r"Packet data handle: '(\d+)'", out)
    cid = re.search(r"CID: '(\d+)'", out)
    if demo.count(good and handle and cid):
        demo.count(qmicli("Its end", f"--wds-stop-network={handle[1]}",
                          f"--client-cid={cid[1]}")[0])


def refusals(records):
    """What the audit says: each reason with its rule, once."""
    told = []
    for r in records:
        text = f"{r['event']} {r['reason']} ({r.get('rule', 'no rule')})"
        if r["event"] in ("refused", "stripped", "link") and text not in told:
            told.append(text)
    return told


def misbehave(demo, name, text):
    demo.audit()
    try:
        demo.modem.command(f"hostile {name} next")
    except ValueError:
        demo.modem.command(f"hostile {name}")
    try:
        answered = harness.qmicli(["--dms-get-ids"], PATIENCE_S)[0] == 0
    except harness.subprocess.TimeoutExpired:
        answered = False
    records = demo.audit()
    for _ in range(40):
        if refusals(records):
            break
        time.sleep(0.05)
        records += demo.audit()
    demo.modem.command("hostile off")
    demo.modem.command("resume")
    show(f"{name}: {text}", f"audit: {', '.join(refusals(records)) or 'nothing'}; "
         f"qmicli was {'answered' if answered else 'not answered'}")
    demo.count(refusals(records))


def main():
    harness.enter()
    began = time.monotonic()
    with harness.Workplace(sys.argv[1]) as place:
        place.need("airlock-modemsim", "airlockd")
        demo = Demo(place)
        print("== A real qmicli reads through airlock, and starts and ends a data session")
        read_things(demo)
        data_session(demo)
        print("== The modem misbehaves: what airlock says about it, reason and (rule)")
        for line in demo.modem.command("hostile list")[:-1]:
            misbehave(demo, *line.partition(" ")[::2])
        print("== After all that")
        read_things(demo, ", still")
    print(f"demo: {demo.done} of {demo.wanted} things went as they should, "
          f"in {time.monotonic() - began:.0f} s")
    return 0 if demo.done == demo.wanted else 1


sys.exit(main())
