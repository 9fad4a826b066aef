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
import qmux

POLICY = "qmicli-full"
PATIENCE_S = 2  # for a qmicli whose modem misbehaves
# Who else is there: a bystander, whose client ids the modem could make free with.
BYSTANDER = f"""role bystander {{ user root; grace 0s; exe {os.path.realpath(sys.executable)} }}
allow bystander qmi dms.get-ids, nas.get-serving-system"""

# What the table of behaviours expects, where this demonstration cannot have it so.
EXPECTED = {
    "oversized-frame": "ok",  # a simulated port at a socket takes frames of any length
    "interleaved": None,      # the reason hangs on where in the answer the indication stands
}

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
        self.airlock = harness.Airlock(place, self.modem.socket, [POLICY], extra=BYSTANDER)
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


def told(records):
    """What the audit says: each event and reason with its rule, once."""
    texts = []
    for r in records:
        text = f"{r['event']}: {r['reason']}"
        if "rule" in r:
            text += f" (rule: {r['rule']})"
        if r.get("stripped"):
            text += f" TLV {', '.join(hex(n['tlv']) for n in r['stripped'])}"
        if text not in texts:
            texts.append(text)
    return "; ".join(texts) or "nothing to refuse"


def try_qmicli(seconds):
    """Whether qmicli is answered within so many seconds, be it by an error."""
    try:
        _, out, err = harness.qmicli(["--dms-get-ids"], seconds)
        return "DMS" in out + err or "Device IDs" in out or "QMI protocol error" in err
    except harness.subprocess.TimeoutExpired:
        return False


def wait_for_reason(demo, records, reason):
    """Adds to the records until one has the reason; the first of its kind is written at once."""
    for _ in range(60):
        records += demo.audit()
        if any(reason in (r["reason"], None) and r["event"] != "stripped" for r in records):
            return True
        time.sleep(0.05)
    return False


def is_served():
    """Whether a client can open the modem at this moment."""
    try:
        with qmux.Client() as client:
            return client.open().error == 0
    except OSError:
        return False


def misbehave(demo, name, when, reason, text):
    """One behaviour, while another client has client ids that the modem could make free with."""
    is_next = when == "next" or (when != "now" and reason == "ok")
    reason = EXPECTED.get(name, reason)
    demo.audit()
    records = []
    with qmux.Client() as bystander:
        bystander.open()
        bystander.allocate(qmux.DMS)
        bystander.allocate(qmux.NAS)
        demo.modem.command(f"hostile {name}" + (" next" if is_next else ""))
        answered = try_qmicli(PATIENCE_S)
        if reason in ("ok", "no-answer"):
            records += demo.audit()
            good = answered or reason == "no-answer"
        else:
            good = wait_for_reason(demo, records, reason)
    demo.modem.command("hostile off")
    demo.modem.command("resume")
    harness.wait_for(is_served, 10, "the link")
    good = demo.count(good and try_qmicli(10))
    if reason == "no-answer":
        answered = f"gave up by itself ({PATIENCE_S} s); airlock does after 'limit answer'"
    else:
        answered = "was answered" if answered else "was not answered, and then again"
    show(f"{name}: {text}", f"{told(records)}\nqmicli {answered}"
         + ("" if good else f"\nEXPECTED: {reason or 'a refusal'}, and qmicli at work afterwards"))


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
            head, _, text = line.partition(": ")
            misbehave(demo, *head.split(" "), text)
        print("== After all that")
        read_things(demo, ", still")
    print(f"demo: {demo.done} of {demo.wanted} things went as they should, "
          f"in {time.monotonic() - began:.0f} s")
    return 0 if demo.done == demo.wanted else 1


sys.exit(main())
