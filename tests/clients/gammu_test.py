#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A real gammu on a simulated AT modem's pty, directly and through airlock: the same in both.

gammu wants its echo, begins with ESC CR, and tries out what a phone can (FIELD-NOTES A3). The
shipped policy for it lets it look: what it may not do is what it must be told so, at once.
"""
import os
import re
import subprocess
import sys

from stage import INCOMING, Airlock, Modem, Stage, compare, judge, need

# What reads, and must give the same; what writes, and must be refused under gammu-readonly.
READS = (["identify"], ["getallsms"], ["networkinfo"], ["getallmemory", "SM"], ["getsmsc"])
WRITES = (["sendsms", "TEXT", "+15550199", "-text", "hi"], ["deletesms", "3", "1"])
PATIENCE_S = 60


def gammu(stage, endpoint, words):
    config = stage.write("gammurc", f"[gammu]\ndevice={endpoint}\nconnection=at115200\n"
                         "use_locking=no\n")
    return subprocess.run(["gammu", "-c", config, *words], capture_output=True, text=True,
                          timeout=PATIENCE_S, check=False, stdin=subprocess.DEVNULL,
                          env={**os.environ, "LC_ALL": "C", "TZ": "UTC"})


def run(stage, modem, endpoint):
    results = {}
    modem.tell("sms-receive " + INCOMING)
    for words in READS:
        got = gammu(stage, endpoint, words)
        lines = [line.strip() for line in got.stdout.splitlines()]
        results[" ".join(words)] = [got.returncode] + [
            re.sub(r"\s+", " ", line) for line in lines
            if line and not re.match(r"Device|.*Ctrl\+C", line)]
    return results


def write(stage, modem, endpoint):
    """How many of the writing commands went well, and how many reached the modem."""
    done = sum(gammu(stage, endpoint, words).returncode == 0 for words in WRITES)
    reached = sum(line.startswith(("AT+CMGS", "AT+CMGD")) for line in modem.received())
    return done, reached


def main():
    need(gammu="gammu")
    with Stage(sys.argv[1]) as stage:
        modem = Modem(stage, "pty")
        direct = run(stage, modem, modem.path)
        assert write(stage, modem, modem.path) == (2, 2), "gammu cannot even write directly"
    assert "hello" in direct["getallsms"], direct
    assert any("490154203237518" in line for line in map(str, direct["identify"])), direct
    with Stage(sys.argv[1]) as stage:
        modem = Modem(stage, "pty")
        airlock = Airlock(stage, modem, "pty", "gammu", "gammu-readonly.policy")
        through = run(stage, modem, airlock.endpoint)
        written = write(stage, modem, airlock.endpoint)
        refused, alarms = airlock.refusals(), airlock.alarms()
    differ = compare(direct, through) + judge(refused, alarms)
    if written != (0, 0):
        print(f"WORSE     writing: {written[0]} went well, {written[1]} reached the modem")
        differ += 1
    print(f"{len(direct)} things read, {differ} differences")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
