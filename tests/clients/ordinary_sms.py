# SPDX-License-Identifier: GPL-2.0-or-later
"""Published short messages that are ordinary, played through real rooms under the default
detectors: none of them may raise an alarm or be kept away.

Ordinary is a message between people, its report or a cell broadcast that the parser takes: not of
type 0, nothing for the card, no flash, no octets for programs, and nothing in its header but that
it is one part of several.
"""
import os
import subprocess
import time

from hostile_at_test import END, POLICY, Walk
from stage import SKIP, Airlock, Modem, Stage

COLUMNS = "origin kind hex type pid dcs length digits peer elements parts port text".split()
CENTRE = "07915155051000F0"
TYPE_0, FIRST_DOWNLOAD = 0x40, 0x7C  # TS 23.040 9.2.3.9
FLASH, DATA, FOR_CARD = 0, 4, 2
# More of these in a short time are a flood; see airlock-detectors(7).
COME, GO = 30, 10
# A network delivers no faster, and what comes faster is `repeated`.
PACE_S = 0.05
SENDING = "allow client at +CMGS\n"


def is_for_people(dcs):
    """Whether a data coding scheme (TS 23.038 4) is text, and not flash or for the card."""
    if dcs < 0 or dcs & 0xC0 == 0x80 or dcs & 0xF0 in (0xC0, 0xD0, 0xE0):
        return True
    has_class = dcs & 0x10
    is_data = dcs & 0x0C == DATA if dcs & 0x80 == 0 else dcs & DATA
    return not is_data and not (has_class and dcs & 3 in (FLASH, FOR_CARD))


def is_ordinary(row):
    pid, elements = int(row["pid"]), int(row["elements"])
    is_part = elements == 1 and int(row["parts"].split("/")[1]) > 0
    return pid != TYPE_0 and pid < FIRST_DOWNLOAD and is_for_people(int(row["dcs"])) \
        and (elements == 0 or is_part)


def read(build):
    """({how the modem says it: [messages]}, how many were left out); None without a corpus."""
    codes = {"sms-delivered": "+CMT: ,", "sms-reported": "+CDS: ", "cbm": "+CBM: ",
             "sms-sent": "AT+CMGS="}
    got = subprocess.run([os.path.join(build, "tests", "sms_vectors"), "--list"],
                         capture_output=True, text=True, check=False)
    if got.returncode == SKIP:
        return None
    come, go, left_out = [], [], 0
    for line in got.stdout.splitlines():
        row = dict(zip(COLUMNS, line.split("\t")))
        code = codes.get(row["kind"])
        if code and (row["kind"] == "cbm" or is_ordinary(row)):
            (go if code.startswith("AT") else come).append((code, row["hex"]))
        else:
            left_out += 1
    return come, go, left_out


def send(client, tpdu):
    client.heard = b""
    os.write(client.fd, f"AT+CMGS={len(tpdu) // 2}\r".encode())
    while b"> " not in client.heard and not END.search(client.heard):
        client.hear()
    if b"> " in client.heard:
        client.heard = b""
        os.write(client.fd, f"{CENTRE}{tpdu}\x1a".encode())
        while not END.search(client.heard):
            client.hear()


def play(build, come, go):
    """(how many arrived, alarms and refusals) of a modem and an airlock that start anew."""
    with Stage(build) as stage:
        modem = Modem(stage)
        walk = Walk(modem, Airlock(stage, modem, "unix", "client",
                                   stage.write("test.policy", POLICY + SENDING)))
        for _, tpdu in go:
            send(walk.client, tpdu)
        walk.client.heard = b""
        for code, tpdu in come:
            centre = "" if code.startswith("+CBM") else CENTRE
            modem.tell(f"at-send \\r\\n{code}{len(tpdu) // 2}\\r\\n{centre}{tpdu}\\r\\n")
            time.sleep(PACE_S)
        walk.client.settle(modem)
        walk.airlock.counters()
        arrived = sum(walk.client.heard.count(b"\r\n" + code)
                      for code in (b"+CMT: ", b"+CDS: ", b"+CBM: "))
        arrived += sum(line.startswith("AT+CMGS") for line in modem.received())
        return arrived, walk.airlock.alarms() + walk.airlock.refusals()


def judge(build):
    """How many ordinary messages are not as they should; prints the rate."""
    found = read(build)
    if found is None:
        print("ordinary messages: no corpus beside the repository (set AIRLOCK_SHARED)")
        return 0
    come, go, left_out = found
    arrived, alarms = 0, []
    for i in range(max(-(-len(come) // COME), -(-len(go) // GO))):
        part = play(build, come[i * COME:][:COME], go[i * GO:][:GO])
        arrived += part[0]
        alarms += part[1]
    count = len(come) + len(go)
    print(f"ordinary messages: alarms or refusals {len(alarms)}/{count} {alarms},"
          f" arrived {arrived}/{count}; {left_out} published ones are not ordinary")
    return len(alarms) + count - arrived + (count == 0)
