#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""AT inside QMI through airlock: the same grammar and rules as on an AT port, as real processes.

libqmi's clients of this distribution do not know the service, so the client is our own. Without
airlock everything that is written here reaches the simulated modem.
"""
import os
import struct
import sys
import time

from inject_at_test import CASES, is_evil

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "qmicli"))
import harness  # noqa: E402  (found by the line above)
import qmux  # noqa: E402

ATR, SEND, RECEIVED = 0xED, 0, 1
QUIET_S = 0.3
REFUSED = 71
POLICY = """\
allow modemmanager qmi atr.send
allow modemmanager qmi atr.received
"""
# One of each group that does harm, and ways to hide one.
DANGEROUS = (
    'AT+QLINUXCMD="reboot"', 'AT!CUSTOM="ADBENABLE",1', 'AT!ENTERCND="A710"', "AT+QFASTBOOT",
    "AT+QDOWNLOAD=1", "AT$QCDMG", 'AT+EGMR=1,7,"490154203237518"',
    "AT^NVWREX=6828,0,12", "AT!NVRESTORE=0", "AT+CFUN=1,1;+QLINUXCMD", "AT+CGMM;D*99#", "ATD*99#",
    "AT+CMUX=0", "AT+CGDATA", "A/", "+++", "AT+CSQ\rAT+QLINUXCMD", "AT+CSQ\n\nAT+CMUX=0\n",
    "at+csq;+cmux=0", "AT +CMUX=0", "AT+CSQ;;+CMUX=0", "AT+CSQ\x00;+CMUX=0", "ATZ;&F;+CMUX=0",
)


class Tunnel(qmux.Client):
    """A client with a client id of the service."""

    def __init__(self, name):
        super().__init__(name)
        assert self.open().error == 0
        self.cid = self.allocate(ATR)

    def say(self, text):
        data = text.encode("latin-1")
        value = struct.pack("<H", len(data)) + data
        return self.request(ATR, self.cid, SEND, qmux.tlv(1, value)).error

    def take_others(self):
        texts = [m.tlvs[1][2:] for m in self.others
                 if (m.service, m.message, m.kind, m.cid) == (ATR, RECEIVED, qmux.INDICATION,
                                                             self.cid)]
        assert len(texts) == len(self.others), self.others
        self.others = []
        return b"".join(texts)

    def hear(self, enough, wait_s=10.0):
        """What the modem says until `enough` of it ends the text, or nothing more comes."""
        text, until = self.take_others(), time.monotonic() + wait_s
        while not any(text.endswith(e) for e in enough) and time.monotonic() < until:
            self.socket.settimeout(max(0.01, until - time.monotonic()))
            try:
                m = self.receive()
            except TimeoutError:
                break
            assert m is not None, "the relay hung up"
            self.others.append(m)
            text += self.take_others()
        self.socket.settimeout(10)
        return text

    def ask(self, text):
        error = self.say(text)
        return error, self.hear((b"OK\r\n", b"ERROR\r\n", b"> ")) if error == 0 else b""


def received(modem):
    """Lines that the modem got, without those of airlock's own beginning."""
    lines = [line.split(" ", 1)[-1] for line in modem.command("at-received")[:-1]]
    return [line for line in lines if not line.startswith("ATE0")]


def read_programs(airlock):
    found = set()
    for pid in airlock.pids():
        try:
            found.add(os.path.basename(os.readlink(f"/proc/{pid}/exe")))
        except OSError:
            pass  # a reader whose client left
    return found


def check_usual(modem, tunnel):
    error, text = tunnel.ask("at+csq\r")
    assert error == 0 and text.startswith(b"\r\n+CSQ: ") and text.endswith(b"\r\nOK\r\n"), \
        (error, text)
    error, text = tunnel.ask("AT+COPS?;+CREG?")
    assert error == 0 and b"+COPS: " in text and b"+CREG: " in text, text
    # its terminal is its own, and kept by airlock
    assert tunnel.ask("ATE1")[1] == b"\r\nOK\r\n"
    assert tunnel.ask("ATE0")[1] == b"ATE0\r\r\nOK\r\n"
    # a short message, in two texts
    assert tunnel.ask("AT+CMGS=18") == (0, b"\r\n> ")
    error, text = tunnel.ask("0001000B915155051032F400000568656C6C6F\x1a")
    assert error == 0 and text.startswith(b"\r\n+CMGS: "), text
    # and news
    tunnel.ask("AT+CREG=1")
    modem.command("event network searching")
    assert b"+CREG: 2" in tunnel.hear((b"+CREG: 2\r\n",))
    modem.command("event network registered")
    tunnel.hear((b"+CREG: 1\r\n",))


def count_refused(airlock):
    """Refused lines; equal ones in a row are one record with a count."""
    records = [r for r in airlock.records() if r["event"] == "refused"]
    assert all(r["protocol"] == "at" and r["role"] == "modemmanager" for r in records), records
    return sum(max(1, r["repeats"]) for r in records)


def check_refused(airlock, modem, tunnel):
    wrong = 0
    for text in DANGEROUS:
        modem.command("at-forget")
        error, got = tunnel.say(text), received(modem)
        good = error != 0 and not got
        print(f"{'stopped' if good else 'WRONG'}  {text!r}: error {error}; modem got {got}")
        wrong += not good
    harness.wait_for(lambda: count_refused(airlock) >= len(DANGEROUS), 30, "the audit")
    assert count_refused(airlock) == len(DANGEROUS), count_refused(airlock)
    commands = {r.get("command") for r in airlock.records()}
    assert {"+QLINUXCMD", "+CMUX", "!NVRESTORE", "+EGMR", "D"} <= commands, commands
    rules = {r["rule"] for r in airlock.records() if r.get("command") == "+QLINUXCMD"}
    assert rules and all("modemmanager.policy:" in rule for rule in rules), rules
    return wrong


def check_injected(modem, tunnel):
    """Each text in one request, and what it may have left waiting given up."""
    wrong = 0
    for name, text, _ in CASES:
        modem.command("at-forget")
        error = tunnel.say(text)
        tunnel.say("\x1b")
        tunnel.ask("AT")
        got = received(modem)
        good = not any(map(is_evil, got)) and (error != 0 or text.count("\r") == 1)
        print(f"{'stopped' if good else 'WRONG'}  {name}: error {error}; modem got {got}")
        wrong += not good
    return wrong


def check_without_grant(place, modem):
    """As shipped, no policy lets it through; and none of the rooms can read it."""
    airlock = harness.Airlock(place, modem.socket, ["modemmanager"], listen="@tunnel-off",
                              role="modemmanager", log="off")
    with qmux.Client(airlock.listen) as c:
        assert c.open().error == 0
        assert c.ctl(qmux.ALLOCATE, qmux.tlv(1, bytes([ATR]))).error != 0
        assert c.request(ATR, 1, SEND, qmux.tlv(1, b"\x02\x00AT")).error == REFUSED
    programs = read_programs(airlock)
    assert "airlock-gate" in programs and not any("tunnel" in p for p in programs), programs
    airlock.stop()


def main():
    harness.enter()
    with harness.Workplace(sys.argv[1]) as place:
        place.need("airlockd", "airlock-modemsim")
        modem = harness.Modem(place, options=["--at-qmi"])
        check_without_grant(place, modem)
        with open(place.path("tunnel.policy"), "w", encoding="ascii") as f:
            f.write(POLICY)
        airlock = harness.Airlock(place, modem.socket, [f.name, "modemmanager"],
                                  listen="@tunnel-on", role="modemmanager")
        with Tunnel(airlock.listen) as tunnel:
            check_usual(modem, tunnel)
            wrong = check_refused(airlock, modem, tunnel)
            wrong += check_injected(modem, tunnel)
            assert tunnel.ask("AT")[1] == b"\r\nOK\r\n"
        programs = read_programs(airlock)
        assert {"airlock-gate-tunnel", "airlock-reader-tunnel"} <= programs, programs
        print(f"{len(DANGEROUS) + len(CASES)} lines, {wrong} wrong")
        return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
