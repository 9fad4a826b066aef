#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Attacks by short message that the literature names, over an AT port of real rooms: each raises
its alarm under the default detectors, and none reaches the client under hardened.policy. An
ordinary message raises no alarm, and arrives.
"""
import os
import sys

from hostile_at_test import POLICY, Walk
from stage import INCOMING, ROOT, Airlock, Modem, Stage

CENTRE = "07915155051000F0"
PEER = "0B915155051032F4"
TIME = "42101021000040"
HELLO = "05E8329BFD06"

# (attack, its detector, the message)
ROWS = (
    ("silent, type 0", "silent-sms", f"04{PEER}4000{TIME}{HELLO}"),
    ("flash, class 0", "flash-sms", f"04{PEER}0010{TIME}{HELLO}"),
    ("for the card, class 2", "sim-sms", f"04{PEER}0012{TIME}{HELLO}"),
    ("binary", "binary-sms", f"04{PEER}0004{TIME}0401020304"),
    ("SIM OTA", "sim-ota", f"44{PEER}7FF6{TIME}0702700001020304"),
    ("WAP push", "wap-push", f"44{PEER}00F5{TIME}0A0605040B8423F0010203"),
    ("a name with a line end", "malformed", f"0406D0C186100000{TIME}{HELLO}"),
)


def play(walk, pdu):
    """What the client heard, and the names of the alarms."""
    before = len(walk.airlock.records())
    walk.client.heard = b""
    walk.modem.tell(f"at-send \\r\\n+CMT: ,{len(pdu) // 2}\\r\\n{CENTRE}{pdu}\\r\\n")
    walk.client.settle(walk.modem)
    walk.airlock.counters()
    return walk.client.heard, {r.get("text") for r in walk.airlock.records()[before:]
                               if r["event"] == "alarm"}


def walk_all(build, text):
    with Stage(build) as stage:
        modem = Modem(stage)
        walk = Walk(modem, Airlock(stage, modem, "unix", "client",
                                   stage.write("test.policy", text)))
        control = play(walk, INCOMING[len(CENTRE):])
        return [play(walk, pdu) for _, _, pdu in ROWS], control


def main():
    with open(os.path.join(ROOT, "dist", "policies", "hardened.policy"), encoding="utf-8") as f:
        hardened = f.read()
    default, control = walk_all(sys.argv[1], POLICY)
    strict, strict_control = walk_all(sys.argv[1], hardened + POLICY)
    wrong, detected, prevented = 0, 0, 0
    for (attack, name, pdu), (_, alarms), (heard, _) in zip(ROWS, default, strict):
        detected += name in alarms
        prevented += pdu.encode() not in heard
        print(f"{attack}: {name} in {sorted(map(str, alarms))}; hardened: client hears {heard!r}")
    for heard, alarms in (control, strict_control):
        wrong += bool(alarms) or INCOMING.encode() not in heard
    print(f"{detected} of {len(ROWS)} detected, {prevented} prevented;"
          f" {wrong} of 2 ordinary messages not as they should")
    return 1 if wrong or detected < len(ROWS) or prevented < len(ROWS) else 0


if __name__ == "__main__":
    sys.exit(main())
