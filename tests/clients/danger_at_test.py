#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What does harm, through real rooms: each line of dangerous-at.golden that a shipped policy
refuses, in every spelling, answered with the error that the client's +CMEE asks for; the modem gets
nothing."""
import os
import re
import sys

from hostile_at_test import Client
from stage import ROOT, Airlock, Modem, Stage

GOLDEN = os.path.join(ROOT, "tests", "policy", "dangerous-at.golden")
# TS 27.007 9.2: what +CMEE says an error looks like.
ERRORS = (rb"ERROR", rb"\+CM[ES] ERROR: \d+", rb"\+CM[ES] ERROR: [A-Za-z][A-Za-z ]*")
FORBIDDEN = (b"ERROR", b"+CME ERROR: 4", b"+CME ERROR: operation not supported")
POLICY_REASONS = {"denied", "not-in-policy"}
GRANTS = {"A/", "data", "entry text"}


def spellings(line):
    """(how it is called, the bytes, how many errors answer them)."""
    body = line[2:]
    chained = "" if body[0] in "+^$!*%#_-" else ";"
    spaced = "".join(part if n % 2 else " ".join(part) for n, part in enumerate(
        re.split(r'("[^"]*")', body)))
    yield "as it is", line, 1
    yield "small letters", line.lower(), 1
    yield "mixed prefix", "aT" + body, 1
    yield "blanks", "AT " + spaced, 1
    yield "chained", f"AT+CMEE?;{body}", 1
    yield "in a run", f"ATV1E0{chained}{body}", 1
    yield "behind A/", f"A/{line}", 2
    yield "behind escapes", f"\x1b+++\r{line}", 1


def rows():
    """{policy: [(line, reason)]} of what is refused."""
    found = {}
    with open(GOLDEN, encoding="ascii") as f:
        for row in f:
            line, *cells = row.rstrip("\n").split(" | ")
            line = line.removesuffix(" :")
            for policy, reason in (cell.split(" ") for cell in cells if cell.count(" ") == 1):
                if reason != "ok" and line not in GRANTS:
                    found.setdefault(policy, []).append((line, reason))
    return found


def role_of(policy):
    with open(os.path.join(ROOT, "dist", "policies", policy), encoding="utf-8") as f:
        return re.search(r"^role (\S+)", f.read(), re.MULTILINE)[1]


def answers(client, text, count):
    """The errors of so many lines, and nothing else; an odd one out is an answer too."""
    client.heard = b""
    os.write(client.fd, text.encode("latin-1") + b"\r")
    while len(re.findall(rb"\r\n(?:OK|\+CM[ES] ERROR: .*|ERROR)\r\n", client.heard)) < count:
        client.hear()
    return [part for part in client.heard.split(b"\r\n") if part and not part.startswith(b"+CMEE")]


def check_policy(build, policy, refused):
    wrong = tried = 0
    with Stage(build) as stage:
        modem = Modem(stage)
        airlock = Airlock(stage, modem, "unix", role_of(policy + ".policy"), policy + ".policy")
        client = Client(airlock.endpoint)
        client.ask("ATE0")
        before = modem.stats()["lines"]
        for cmee, error in enumerate(ERRORS):
            client.heard = b""
            client.ask(f"AT+CMEE={cmee}")
            for line, reason in refused:
                for how, text, count in spellings(line):
                    got = answers(client, text, count)
                    tried += 1
                    good = len(got) == count and re.fullmatch(error, got[-1]) and (
                        reason not in POLICY_REASONS or how == "small letters"
                        or got[-1] == FORBIDDEN[cmee])
                    if not good:
                        wrong += 1
                        print(f"WRONG {policy}, {line} {how}, +CMEE={cmee}: {got}")
        lines = modem.stats()["lines"] - before
        airlock.counters()
    print(f"{policy}: {len(refused)} commands, {tried} lines refused, {wrong} answered otherwise;"
          f" the modem got {lines} lines", flush=True)
    return wrong + lines


def main():
    found = rows()
    assert len(found) == 9 and all(len(r) > 60 for r in found.values()), \
        {k: len(v) for k, v in found.items()}
    return 1 if sum(check_policy(sys.argv[1], p, r) for p, r in found.items()) else 0


if __name__ == "__main__":
    sys.exit(main())
