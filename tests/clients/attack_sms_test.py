#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Attacks by short message that the literature names, over an AT port of real rooms: each raises
its alarm under the default detectors, and none reaches the client under hardened.policy; of what
comes or goes in numbers, not all. The published ordinary messages raise no alarm, and arrive.
"""
import os
import sys
import time

import ordinary_sms
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


# As many messages as are too many, and how long is taken between two.
FLOOD, PACE_S = 40, 0.05
SUBMIT = f"0100{PEER}0000{HELLO}"
# SEND SHORT MESSAGE, from the card to the network (TS 102 223 6.6.9)
PROACTIVE = f"8103011300820281838B{len(SUBMIT) // 2:02X}{SUBMIT}"
SEND_SMS = f"D0{len(PROACTIVE) // 2:02X}{PROACTIVE}"
EXTRA = "allow client at +CMGS, +CUSATP, +CUSATR\n"


def say(walk, pdu):
    walk.modem.tell(f"at-send \\r\\n+CMT: ,{len(pdu) // 2}\\r\\n{CENTRE}{pdu}\\r\\n")


def act_bulk(walk):
    """A false cell that floods."""
    for _ in range(FLOOD):
        say(walk, INCOMING[len(CENTRE):])
        time.sleep(PACE_S)
    walk.client.settle(walk.modem)
    return walk.client.heard.count(INCOMING.encode()) == FLOOD


def act_malware(walk):
    """A client that sends and sends."""
    for _ in range(FLOOD):
        ordinary_sms.send(walk.client, SUBMIT)
    walk.client.settle(walk.modem)
    return sum(SUBMIT in line for line in walk.modem.received()) == FLOOD


def act_card(walk):
    """A card that has the terminal send."""
    walk.modem.tell(f'at-send \\r\\n+CUSATP: "{SEND_SMS}"\\r\\n')
    walk.client.settle(walk.modem)
    return SEND_SMS.encode() in walk.client.heard


# (attack, its detector, what does it and says whether all of it got through)
ACTS = (
    ("bulk from a fake cell", "bulk-sms", act_bulk),
    ("sent by malware", "sent-sms", act_malware),
    ("sent by a proactive SIM", "acting-stk", act_card),
)


def play(walk, act):
    """What `act` returned, and the names of the alarms."""
    before = len(walk.airlock.records())
    walk.client.heard = b""
    got = act(walk)
    walk.airlock.counters()
    return got, {r.get("text") for r in walk.airlock.records()[before:] if r["event"] == "alarm"}


def act_message(pdu):
    """Whether the client hears this message as it is."""
    def act(walk):
        say(walk, pdu)
        walk.client.settle(walk.modem)
        return pdu.encode() in walk.client.heard
    return act


def walk_all(build, text):
    """[(whether it got through, the alarms)], the ordinary message first."""
    acts = [act_message(INCOMING[len(CENTRE):]), *(act_message(pdu) for _, _, pdu in ROWS),
            *(act for _, _, act in ACTS)]
    with Stage(build) as stage:
        modem = Modem(stage)
        walk = Walk(modem, Airlock(stage, modem, "unix", "client",
                                   stage.write("test.policy", text + EXTRA)))
        return [play(walk, act) for act in acts]


def main():
    with open(os.path.join(ROOT, "dist", "policies", "hardened.policy"), encoding="utf-8") as f:
        hardened = f.read()
    default, strict = (walk_all(sys.argv[1], text) for text in (POLICY, hardened + POLICY))
    wrong = sum(not reached or bool(alarms) for reached, alarms in (default.pop(0), strict.pop(0)))
    detected, prevented, rows = 0, 0, ROWS + ACTS
    for (attack, name, _), (through, alarms), (reached, _) in zip(rows, default, strict):
        detected += name in alarms
        prevented += not reached
        wrong += through != (name != "malformed")
        print(f"{attack}: {name} in {sorted(map(str, alarms))}, let through: {through};"
              f" hardened: {'REACHED' if reached else 'kept away'}")
    print(f"attacks: detected {detected}/{len(rows)}, prevented {prevented}/{len(rows)};"
          f" {wrong} others not as they should")
    wrong += ordinary_sms.judge(sys.argv[1])
    return 1 if wrong or detected < len(rows) or prevented < len(rows) else 0


if __name__ == "__main__":
    sys.exit(main())
