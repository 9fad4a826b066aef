#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Every hostile behaviour of an AT modem before airlock: what the client hears, what is written.

A row of `hostile list` names the reason that the audit must give. What was refused must not be
heard by the client, not even in part, and another question must be answered rightly afterwards.
"""
import os
import re
import select
import sys
import threading

from stage import Airlock, Modem, Stage, open_endpoint

POLICY = """role client { }
allow client at class read, class sms
allow client at +CREG, +CNMI, +CMGF, +CUSD, +CSMS, +CTZR, entry text
"""
SET_UP = ("ATE0", "AT+CREG=1", "AT+CMGF=0", "AT+CNMI=2,2,0,1,0", "AT+CUSD=1", "AT+CTZR=0")
# The question that is on its way when a behaviour happens "next"; else +CSQ.
QUESTIONS = {"at-cve-2024-7540": "AT+CMGL=4", "at-cve-2024-7542": "AT+CMGR=1",
             "at-ok-in-body": "AT+CMGR=1", "at-many-lines": "AT+CMGL=4"}
# What no client may hear, of any of them. The texts of good messages are not among these.
POISON = re.compile(rb"XYZZY|CUSATP|CTZV|A{20}|Z{20}|ZZ91|hexadec|[^\r\n -~]|~|GPGGA|\+CPBR|\+CMGS"
                    rb"|(41){10}|D0C1861|(21){5}|000ABF|440B9151|0B9151550510\r|\r\nAT\+CFUN"
                    rb"|(\r\nRDY\r\n){2}|\+CREG: 1,1|CONNECT|first\r\nOK|\+CMTI: \"ME,"
                    rb"|\(0-2\)\)|\r\n>")
PATIENCE_S = 60
# Half a minute each until airlock gives up by itself: beside the others.
SLOW = ("at-silent", "at-missing-final")
END = re.compile(rb"\r\n(OK|ERROR|NO CARRIER|\+CM[ES] ERROR: .*)\r\n")
SETTLES, STRAY_S = 5, 0.3


class Client:
    def __init__(self, path):
        self.fd, self.heard, self.count = open_endpoint(path), b"", 0

    def hear(self):
        assert select.select([self.fd], [], [], PATIENCE_S)[0], self.heard[-300:]
        more = os.read(self.fd, 65536)
        assert more, "airlock hung up"
        self.heard += more

    def ask(self, line):
        os.write(self.fd, f"{line}\r".encode())
        while not END.search(self.heard):
            self.hear()

    def settle(self, modem):
        """A question with an answer of its own, after all that was said before. Where two results
        came for one, the second may be taken for this one's: nothing tells them apart but time."""
        for _ in range(SETTLES):
            self.count += 1
            modem.tell(f"at-answer +GMM mark{self.count}")
            at, end = len(self.heard), f"mark{self.count}\r\n\r\nOK\r\n".encode()
            os.write(self.fd, b"AT+GMM\r")
            while not END.search(self.heard, at) or select.select([self.fd], [], [], STRAY_S)[0]:
                self.hear()
                if end in self.heard[at:]:
                    return
        raise AssertionError(f"out of step: {self.heard[-300:]}")


class Walk:
    def __init__(self, modem, airlock):
        self.modem, self.airlock = modem, airlock
        self.client = Client(airlock.endpoint)
        for line in SET_UP:
            self.client.heard = b""
            self.client.ask(line)
            assert b"OK" in self.client.heard, (line, self.client.heard)
        self.done, self.wrong = 0, 0

    def provoke(self, name, way, number=""):
        """What the client heard, and the reasons in the audit."""
        client, before = self.client, len(self.airlock.records())
        client.heard = b""
        self.modem.tell(f"hostile {name}{' next 1' if way == 'next' else ''} {number}")
        if way == "next":
            client.ask(QUESTIONS.get(name, "AT+CSQ"))
        client.settle(self.modem)
        self.modem.tell("hostile off")
        self.airlock.counters()
        reasons = {r["reason"] for r in self.airlock.records()[before:]}
        return client.heard, reasons - {"ok", "alarm"}

    def try_one(self, name, way, reason):
        heard, written = self.provoke(name, way)
        poison = POISON.search(heard)
        self.done += 1
        if (written if reason == "ok" else reason not in written) or poison:
            self.wrong += 1
            print(f"WRONG {name} {way}: wanted {reason}, written {written},"
                  f" poison {poison and poison[0]!r}, heard {heard[:200]!r}")


def walk_slow(build, name, results):
    """One that airlock must wait for, with a modem and an airlock of its own."""
    with Stage(build) as stage:
        modem = Modem(stage)
        walk = Walk(modem, Airlock(stage, modem, "unix", "client",
                                   stage.write("test.policy", POLICY)))
        walk.try_one(name, "next", "no-answer")
        results.append(walk)


def main():
    build, walks = sys.argv[1], []
    slow = [threading.Thread(target=walk_slow, args=(build, name, walks)) for name in SLOW]
    for thread in slow:
        thread.start()
    with Stage(build) as stage:
        modem = Modem(stage)
        walk = Walk(modem, Airlock(stage, modem, "unix", "client",
                                   stage.write("test.policy", POLICY)))
        listed = [line.split(":")[0].split(" ") for line in modem.tell("hostile list")]
        for name, when, reason in listed:
            for way in when.split("-or-"):
                if name.startswith("at-") and name not in SLOW:
                    walk.try_one(name, way, reason)
    for thread in slow:
        thread.join()
    walks.append(walk)
    done, wrong = sum(w.done for w in walks), sum(w.wrong for w in walks)
    print(f"{done} tried, {wrong} not as they should")
    return 1 if wrong or len(walks) <= len(SLOW) or not walk.done else 0


if __name__ == "__main__":
    sys.exit(main())
