#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Every public fault of oFono and ModemManager that a modem or a client can reach: is it stopped?

A row names the fault, and what plays its trigger here: hostile behaviours of the AT modem (perhaps
with a number), whose reason must be in the audit while the client hears nothing of it; a case of
inject_at_test.py; behaviours on the QMI port, which the tests of load play; or why no filter stops
it. The list of faults, where it can be read, must be covered by rows.
"""
import os
import re
import sys

import inject_at_test
from hostile_at_test import POLICY, QUESTIONS, Walk
from stage import ROOT, Airlock, Modem, Stage

OFONO, MM = "oFono ", "ModemManager "
MODEM, CLIENT, ON_QMI, NO_FILTER = "modem", "client", "QMI", "no filter: "
# What a client hears besides the answers to its own questions, where that is not nothing: a boot
# code once, and an error that is an answer.
HEARD = {"at-mm-1072": rb"(\r\nRDY\r\n)?", "at-mm-1074": rb"(\r\nREADY\r\n)?",
         "at-mm-1077": rb"\r\nERROR\r\n"}
# Whole answers that are refused leave the final result.
INSTEAD = {"at-cve-2024-7540", "at-cve-2024-7542", "at-mm-1077"}

ROWS = (
    (OFONO + "CVE-2023-2794", MODEM, "at-cve-2023-2794"),
    (OFONO + "CVE-2023-4232", MODEM, "at-cve-2023-4232"),
    (OFONO + "CVE-2023-4233", MODEM, "at-cve-2023-4233"),
    (OFONO + "CVE-2023-4234", MODEM, "at-cve-2023-4234"),
    (OFONO + "CVE-2023-4235", MODEM, "at-cve-2023-4235"),
    (OFONO + "CVE-2024-7537", ON_QMI, "wrong-nested-count"),
    (OFONO + "CVE-2024-7538", MODEM, "at-cve-2024-7538", "at-cve-2024-7538 321"),
    (OFONO + "CVE-2024-7539", MODEM, "at-cve-2024-7539", "at-cve-2024-7539 183"),
    (OFONO + "CVE-2024-7540", MODEM, "at-cve-2024-7540"),
    (OFONO + "CVE-2024-7541", MODEM, "at-cve-2024-7541"),
    (OFONO + "CVE-2024-7542", MODEM, "at-cve-2024-7542"),
    # Nobody may hear proactive commands of the card here; what is in them is not looked at.
    (OFONO + "CVE-2024-7543", MODEM, "at-cve-2024-7543"),
    (OFONO + "CVE-2024-7544", MODEM, "at-cve-2024-7544"),
    (OFONO + "CVE-2024-7545", MODEM, "at-cve-2024-7545"),
    (OFONO + "CVE-2024-7546", MODEM, "at-cve-2024-7546"),
    (OFONO + "CVE-2024-7547", MODEM, "at-cve-2024-7547"),
    (OFONO + "434612cc", NO_FILTER + "an order of calls inside oFono, by well-formed answers"),
    (MM + "#1062 1ee3a443", "text-control", "at-mm-1062"),
    (MM + "#1063 a39d46c6", CLIENT, "supl host"),
    (MM + "#1064 dd54145d", CLIENT, "ussd"),
    (MM + "#1065 50202ad7 3291e7dd", CLIENT, "pin", "lock", "password", "operator"),
    (MM + "#1067 6b3682ed", CLIENT, "dial string", "deflection"),
    (MM + "#1071 46a91399", ON_QMI, "unsolicited-everything"),
    # The first one may be true, and is marked; ModemManager must know when its modem starts anew.
    (MM + "#1072 166d6c5b", MODEM, "at-mm-1072"),
    (MM + "#1074 9642ed9a db72a182", MODEM, "at-mm-1074"),
    (MM + "#1077 5bb7ece8", NO_FILTER + "errors are answers that a client must take",
     "at-mm-1077"),
    (MM + "#1069 e9932bde #1070 96cb5907", MODEM, "at-qcdm"),
    (MM + "bc2aeeb7", MODEM, "at-mm-sms-status-empty"),
    (MM + "60ef408c 3d9497ff", MODEM, "at-mm-sms-address-short"),
    (MM + "1b603300", MODEM, "at-mm-sms-header-missing"),
    (MM + "11539a2d", NO_FILTER + "messages of CDMA come by QMI only"),
    (MM + "#1034 1565e3ad", NO_FILTER + "another transport, which airlock does not carry"),
    (MM + "201c8533", NO_FILTER + "what ModemManager itself builds overflows within it"),
    ("libqmi #133 93e65e48 fd79fd36", ON_QMI, "short-frame", "truncated-tlv"),
    ("libqmi 26e2fff8 7442639c", ON_QMI, "short-value", "empty-tlv"),
    ("libqmi ef2fe73e 9f5fcc6d", ON_QMI, "short-frame", "truncated-frame"),
    ("libqmi d2b9f082 b760b98a", NO_FILTER + "qmi-proxy, whose place airlock takes"),
    ("libmbim #16 9016e0d 91acf21 f38909c", NO_FILTER + "MBIM, which airlock does not carry"),
)


def tokens(text):
    """What names a fault: CVE numbers, numbers of issues, beginnings of commits."""
    return set(re.findall(r"CVE-\d+-\d+|#\d+|\b(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{7,8}\b",
                          text))


def check_complete():
    """How many rows of the list of faults have none here; None where the list is not there."""
    path = os.path.join(os.environ.get("AIRLOCK_SHARED", os.path.join(ROOT, "..", "shared")),
                        "docs", "THREATS.md")
    if not os.path.exists(path):
        print("the list of faults is not there: whether each has a row was not checked")
        return 0
    with open(path, encoding="utf-8") as f:
        part = re.search(r"### 2A.*?(?=### 2C)", f.read(), re.DOTALL)[0]
    known, missing = set().union(*(tokens(row[0]) for row in ROWS)), 0
    for line in part.splitlines():
        named = tokens(line)
        if line.startswith("|") and named and not named & known:
            print("WRONG no row for:", line[:100])
            missing += 1
    return missing


def play(walk, fault, behaviour, listed):
    """How many of the ways of a behaviour are not stopped as they should be."""
    name, _, number = behaviour.partition(" ")
    wrong, (when, reason) = 0, listed[name]
    for way in when.split("-or-"):
        heard, written = walk.provoke(name, way, number)
        extra = HEARD.get(name, rb"")
        if way == "next":
            question = QUESTIONS.get(name, "AT+CSQ")
            answer = rb"\r\n\+CSQ: 21,99\r\n\r\nOK\r\n" if question == "AT+CSQ" else rb"\r\nOK\r\n"
            extra += rb"" if name in INSTEAD & HEARD.keys() else answer
        good = re.fullmatch(extra + rb"\r\nmark\d+\r\n\r\nOK\r\n", heard) and \
            (reason == "ok" or reason in written)
        wrong += not good
        print(f"{'stopped' if good else 'WRONG'}  {fault}: {behaviour} {way}: audit"
              f" {', '.join(sorted(written)) or 'nothing'}; client hears {heard!r}"[:240])
    return wrong


def check(row, listed, walk):
    """How much of one row is wrong."""
    fault, kind, *names = row
    if kind in (CLIENT, ON_QMI):
        missing = set(names) - set(inject_at_test.NAMES if kind == CLIENT else listed)
        print(f"{'WRONG' if missing else 'stopped'}  {fault}: {kind}: {', '.join(names)}")
        return len(missing)
    if kind.startswith(NO_FILTER):
        print(f"no filter  {fault}: {kind[len(NO_FILTER):]}")
    return sum(play(walk, fault, name, listed) for name in names)


def main():
    wrong = check_complete()
    with Stage(sys.argv[1]) as stage:
        modem = Modem(stage)
        walk = Walk(modem, Airlock(stage, modem, "unix", "client",
                                   stage.write("test.policy", POLICY)))
        listed = {}
        for line in modem.tell("hostile list"):
            name, *rest = line.split(":")[0].split(" ")
            listed[name] = rest
        wrong += sum(check(row, listed, walk) for row in ROWS)
    print(f"{len(ROWS)} rows, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
