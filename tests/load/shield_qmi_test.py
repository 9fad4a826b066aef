#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The public faults of clients/shield_test.py that have a twin on QMI: what a client gets from the
modem itself, and what through airlock, with the reason in the audit.

From the modem itself it must get the attack as it is, or the row would prove nothing. Through
airlock it gets none of it, and an ordinary message and a USSD still arrive. docs/threat-model.md
has the same table.
"""
import os
import sys

import common
from common import harness, qmux

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "clients"))
from documented import count_missing  # noqa: E402  (found by the line above)

VOICE = 0x09
SET_EVENT_REPORT, RAW_READ, GET_PROTOCOL, LIST = 0x0001, 0x0022, 0x0030, 0x0031
REGISTER, GET_CONFIG = 0x0003, 0x0041

CENTRE = "07915155051000F0"
PEER = "0B915155051032F4"
TIME = "42101021000040"
HELLO = f"04{PEER}0000{TIME}05E8329BFD06"
BALANCE = "Balance 5.00".encode().hex()
ARRIVES, READ, USSD, LISTED = "arrives", "is read", "USSD", "list"

LONG = f"04{PEER}0004{TIME}9B{'41' * 155}"

# (fault, how it comes, the bytes, the reason); what is read has the centre's address in front.
ROWS = (
    ("CVE-2023-2794", ARRIVES, LONG, "sms-user-data"),
    ("CVE-2023-2794", READ, CENTRE + LONG, "sms-user-data"),
    ("CVE-2023-4232", ARRIVES, f"0601{PEER}{TIME}{TIME}00070004A0{'41' * 160}", "sms-user-data"),
    ("CVE-2023-4233", ARRIVES, f"04FF91{'21' * 128}0000{TIME}05E8329BFD06", "sms-address"),
    ("CVE-2023-4234", ARRIVES, f"0107{'41' * 198}", "sms-type"),
    ("CVE-2023-4235", ARRIVES, f"0007{'41' * 198}", "sms-excess"),
    ("CVE-2024-7537", LISTED, "FF000000", "tlv-count"),
    ("CVE-2024-7539", USSD, "5A" * 183, "ussd-length"),
    ("CVE-2024-7542", READ, "6E6F7420686578", "sms-truncated"),
    ("CVE-2024-7547", ARRIVES, f"02010000010B915155051032F4C8{'41' * 200}", "sms-excess"),
    ("#1062", ARRIVES, f"0406D0C186100000{TIME}05E8329BFD06", "text-control"),
)
CONTROLS = (("an ordinary message", ARRIVES, HELLO), ("the same", READ, CENTRE + HELLO),
            ("an ordinary USSD", USSD, BALANCE))


class Victim:
    """A client of WMS and VOICE, that takes what comes."""

    def __init__(self, modem, client):
        self.modem, self.client = modem, client
        self.wms, self.voice = client.allocate(qmux.WMS), client.allocate(VOICE)
        for service, cid, message, tag in ((qmux.WMS, self.wms, SET_EVENT_REPORT, 0x10),
                                           (VOICE, self.voice, REGISTER, 0x16)):
            answer = client.request(service, cid, message, qmux.tlv(tag, b"\1"))
            assert answer.error == 0, answer

    def hear(self, line, service, cid, message):
        """What comes unasked, before the answer to a question that is asked behind it."""
        self.client.others = []
        self.modem.command(line)
        self.client.request(service, cid, message)
        return self.client.others

    def play(self, how, data):
        """All the frames that the client gets."""
        if how == ARRIVES:
            return self.hear("indicate wms.event-report transfer-route-mt-message="
                             f'(1,1,6,x"{data}") all', qmux.WMS, self.wms, GET_PROTOCOL)
        if how == USSD:
            return self.hear(f'indicate voice.ussd user-action=1 uss-data=(1,x"{data}") all',
                             VOICE, self.voice, GET_CONFIG)
        if how == READ:
            where = self.hear(f"event sms {data}", qmux.WMS, self.wms, GET_PROTOCOL)[0].tlvs[0x10]
            return [self.client.request(qmux.WMS, self.wms, RAW_READ, qmux.tlv(1, where))]
        self.modem.command("hostile wrong-nested-count next 1")
        got = self.client.request(qmux.WMS, self.wms, LIST, qmux.tlv(1, b"\1"))
        self.modem.command("hostile off")
        return [got]

    def gets(self, how, data):
        """(whether the bytes were among it, in words what it got)."""
        frames = self.play(how, data)
        whole = any(bytes.fromhex(data) in frame.data for frame in frames)
        errors = [f"error {frame.error}" for frame in frames
                  if frame.kind == qmux.RESPONSE and frame.error]
        return whole, "all of it" if whole else errors[0] if errors else \
            f"{len(frames)} frames without it" if frames else "nothing"


def test_shield(place):
    modem = harness.Modem(place, "bare")
    bare = Victim(modem, qmux.Client(modem.socket))
    world = common.World(place)
    through = Victim(world.modem, world.client())
    wrong, lines = 0, []
    print("| attack | how it comes | without airlock | with airlock |\n|---|---|---|---|")
    for fault, how, data, reason in ROWS:
        since = len(world.airlock.records())
        whole, without = bare.gets(how, data)
        passed, instead = through.gets(how, data)
        world.counters()
        written = set(world.reasons(since))
        good = whole and not passed and reason in written
        wrong += not good
        lines.append(f"| {fault} | {how} | {without} | {instead}, `{reason}` |")
        print(lines[-1] + ("" if good else f" WRONG: {sorted(written)}"), flush=True)
    wrong += count_missing(lines)
    for what, how, data in CONTROLS:
        for victim in (bare, through):
            whole, got = victim.gets(how, data)
            wrong += not whole
            print(f"{what} {how}: {got}")
    assert wrong == 0, f"{wrong} wrong"


if __name__ == "__main__":
    sys.exit(common.run(globals()))
