#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A real oFono under the public faults that an AT modem can reach, without and with airlock.

Without airlock the test writes down what it sees: a fault that needs luck is none of its errors.
With airlock oFono must stay up and answer, the audit must give the row's reason, and afterwards a
message, a USSD and a text of the card must still arrive. docs/threat-model.md has the same table.
"""
import os
import re
import sys

from documented import count_missing
from ofono_test import MODEM, OFONO, Phone, enter, receive
from stage import ROOT, Airlock, Modem, Stage, need, wait_for

# The policy of oFono keeps proactive commands away whole; here it may hear them.
TOOLKIT = "allow ofono at +CUSATP, +CUSATT\n"
TOOLKIT_REASON = "stk-object"
DISPLAY_TEXT = "D00E8103072180820281028D03044869"  # number 7
RESPONSE = "AT+CUSATT=8103072180"  # begins the answer to it
# (fault, behaviour, what it does); the reason is the behaviour's own, but for the toolkit's.
ROWS = (
    ("CVE-2023-2794", "at-cve-2023-2794", "user data of 155 octets"),
    ("CVE-2023-4232", "at-cve-2023-4232", "a report with 160 octets"),
    ("CVE-2023-4233", "at-cve-2023-4233", "an address of 255 digits"),
    ("CVE-2023-4234", "at-cve-2023-4234", "a submit report of 200 octets"),
    ("CVE-2023-4235", "at-cve-2023-4235", "a deliver report of 200 octets"),
    ("CVE-2024-7538", "at-cve-2024-7538", "USSD of 400 hexadecimal digits"),
    ("CVE-2024-7539", "at-cve-2024-7539", "USSD of 400 letters"),
    ("CVE-2024-7541", "at-cve-2024-7541", "a message that is not hexadecimal"),
    ("CVE-2024-7543", "at-cve-2024-7543", "an MMS reference of 160 octets"),
    ("CVE-2024-7544", "at-cve-2024-7544", "an MMS identification of 160 octets"),
    ("CVE-2024-7545", "at-cve-2024-7545", "an MMS content identification of 160 octets"),
    ("CVE-2024-7546", "at-cve-2024-7546", "a frame layout of 160 octets"),
    ("CVE-2024-7547", "at-cve-2024-7547", "a command of 200 octets"),
    ("#1062", "at-mm-1062", "a sender's name with a line end"),
)


class Victim(Phone):
    def __init__(self, stage, endpoint):
        super().__init__(stage, endpoint)
        self.process, self.turn = stage.processes[-1], "registered"
        try:
            for interface in ("MessageManager", "SupplementaryServices"):
                self.has(interface)
            self.wait_property("NetworkRegistration", "'Status': <'registered'>")
        except BaseException:
            self.end()
            raise

    def state(self):
        """"up", or how it ended or hangs."""
        if self.bus.try_call(OFONO, "/", "org.ofono.Manager.GetModems", timeout_s=5)[0]:
            return "up"
        found = re.findall(r"Aborting \(signal (\d+)\)", self.stage.read("ofono.log"))
        if found:
            return f"crash, signal {found[-1]}"
        return "hang" if self.process.poll() is None else f"ended, {self.process.returncode}"


def provoke(modem, victim, behaviour):
    """What became of oFono, once it has read what the modem said, and a change behind it."""
    victim.turn = "searching" if victim.turn == "registered" else "registered"
    modem.tell(f"hostile {behaviour}")
    modem.tell(f"event network {victim.turn}")
    wait_for(lambda: f"'Status': <'{victim.turn}'>" in victim.properties("NetworkRegistration")
             or victim.state() != "up", "oFono to say anything")
    return victim.state()


def walk_without(build, rows):
    """{fault: what was seen}; each crash is the end of one oFono, and the next row has another."""
    seen, rest = {}, list(rows)
    while rest:
        with Stage(build) as stage:
            modem = Modem(stage)
            victim = Victim(stage, modem.path)
            try:
                while rest:
                    fault, behaviour, _ = rest.pop(0)
                    seen[fault] = provoke(modem, victim, behaviour)
                    if seen[fault] != "up":
                        break
            finally:
                victim.end()
    return seen


def walk_with(build, rows):
    """({fault: (state, reasons)}, the controls)."""
    seen, controls = {}, {}
    with Stage(build) as stage:
        modem = Modem(stage)
        with open(os.path.join(ROOT, "dist", "policies", "ofono.policy"), encoding="utf-8") as f:
            policy = stage.write("test.policy", f.read() + TOOLKIT)
        airlock = Airlock(stage, modem, "unix", "ofono", policy)
        victim = Victim(stage, airlock.endpoint)
        try:
            for fault, behaviour, _ in rows:
                before = len(airlock.records())
                state = provoke(modem, victim, behaviour)
                airlock.counters()
                seen[fault] = state, {r["reason"] for r in airlock.records()[before:]}
            receive(victim, modem, controls)
            controls["ussd"] = victim.bus.call(
                OFONO, MODEM, "org.ofono.SupplementaryServices.Initiate", "*100#")
            modem.tell(f'at-send \\r\\n+CUSATP: "{DISPLAY_TEXT}"\\r\\n')
            controls["display"] = wait_for(
                lambda: [line for line in modem.received() if line.startswith(RESPONSE)],
                "oFono to respond to the card")
            controls["reasons"] = {line.split(" ")[0]: line.split(":")[0].split(" ")[2]
                                   for line in modem.tell("hostile list")}
        finally:
            victim.end()
    return seen, controls


def main():
    need(ofonod="ofono", gdbus="libglib2.0-bin", **{"dbus-daemon": "dbus-daemon"})
    enter()
    without = walk_without(sys.argv[1], ROWS)
    through, controls = walk_with(sys.argv[1], ROWS)
    wrong, lines = 0, []
    for fault, behaviour, text in ROWS:
        state, written = through[fault]
        reason = controls["reasons"][behaviour]
        reason = TOOLKIT_REASON if reason == "not-in-policy" else reason
        lines.append(f"| {fault} | {text} | {without[fault]} | {state}, `{reason}` |")
        if state != "up" or reason not in written:
            wrong += 1
            print(f"WRONG {fault}: {state}, {sorted(written)}, not {reason}")
    print("| attack | what it does | without airlock | with airlock |\n|---|---|---|---|")
    print("\n".join(lines))
    wrong += count_missing(lines)
    wrong += sorted(controls["received"]) != ["+15555001234", "hello"]
    wrong += "Your balance is" not in controls["ussd"]
    print(f"controls: {controls['received']}, {controls['ussd']}, {controls['display']};"
          f" {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
