#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""SIGTERM: what was asked is answered, client ids are given back, all is written; then the end."""
import os
import signal
import threading
import time

from rooms import (CTL_ALLOCATE, CTL_VERSION, Client, Daemon, Modem, frame, header, is_gone, result,
                   run, tlv, wait_for)
import at_rooms

CTL_RELEASE = 0x23
DMS, WDS, GET_IDS = 2, 1, 0x25
CONFIG = """
link wwan0 {{
	qmi unix:{dir}/modem as /dev/cdc-wdm0
}}
listen @{name}
listen {dir}/one.qmux_socket link wwan0 role all mode 0660
audit {dir}/audit.jsonl
limit drain DRAIN
role all {{ user {user} }}
role keeper {{ exe /nowhere; adopt; grace never }}
allow all qmi any
"""
COUNTED = ("forwarded", "answered", "refused", "in_flight")


class Releasing(Modem):
    """Says of a client id that was given back which it was, as modems do."""

    def _answer(self, got):
        service, cid, txid, message = header(got)
        if (service, message) == (0, CTL_RELEASE):
            return frame(service, cid, txid, message, b"\x02\x04\x00\x00\x00\x00\x00" + got[12:17],
                         1, 0x80)
        return super()._answer(got)


class Draining(Daemon):
    def __init__(self, build, seconds=5, config=CONFIG, with_modem=True):
        super().__init__(build, config.replace("DRAIN", str(seconds)), with_modem=False)
        self.modem = Releasing(self.dir + "/modem") if with_modem else None

    def term(self):
        self.process.send_signal(signal.SIGTERM)

    def check_end(self, status=0):
        assert self.process.wait(timeout=20) == status
        assert not os.path.exists(self.dir + "/one.qmux_socket")
        records = self.audit()
        assert all(r["lost"] == 0 for r in records)
        for record in records:
            for side in record.get("counters", {}).values():
                assert side["received"] == sum(side[k] for k in COUNTED), record
        return [r for r in records if r["event"] == "counters"]


def allocate(c, service=DMS):
    got = c.ask(frame(0, 0, 1, CTL_ALLOCATE, tlv(1, bytes([service]))))
    assert result(got) == 0, got.hex()
    return got[got.index(b"\x01\x02\x00" + bytes([service])) + 4]


def released(modem):
    return sorted(tuple(got[15:17]) for got in modem.seen
                  if header(got)[0] == 0 and header(got)[3] == CTL_RELEASE)


def answer(modem, frames):
    for got in frames:
        service, cid, txid, message = header(got)
        modem.send(frame(service, cid, txid, message, b"\x02\x04\x00\x00\x00\x00\x00", 2, 0x80))


def test_answers(build):
    with Draining(build, 60) as d:
        d.wait_up()
        rooms = list(d.rooms())
        a, b = d.connect(), d.connect()
        ids = [(DMS, allocate(a)), (WDS, allocate(a, WDS)), (DMS, allocate(b))]
        d.modem.mute = True
        heard = len(d.modem.seen)
        for txid in range(1, 6):
            a.send(frame(DMS, ids[0][1], txid, GET_IDS))
            b.send(frame(DMS, ids[2][1], txid, GET_IDS))
        wait_for("the modem", lambda: len(d.modem.seen) == heard + 10)
        d.term()
        wait_for("closed doors", lambda: not os.path.exists(d.dir + "/one.qmux_socket"))
        # Nobody comes in, nothing more is asked; nobody is thrown out either.
        try:
            Client("\0" + d.name)
            raise AssertionError("a client came in")
        except ConnectionRefusedError:
            pass
        a.send(frame(DMS, ids[0][1], 99, GET_IDS))
        time.sleep(0.2)
        asked = d.modem.seen[heard:]
        assert len(asked) == 10 and not released(d.modem), "too early"
        d.modem.mute = False
        answer(d.modem, asked)
        for c in (a, b):
            for txid in range(1, 6):
                got = c.receive()
                assert header(got)[2] == txid and result(got) == 0
            assert c.is_closed()
        counters = d.check_end()
        assert released(d.modem) == sorted(ids), (released(d.modem), ids)
        assert {r.get("link") for r in counters} == {None, "wwan0"}
        (mine,) = [r for r in counters if r.get("link") == "wwan0"]
        assert mine["counters"]["host"]["in_flight"] == 0, mine
        wait_for("their end", lambda: all(is_gone(pid) for pid in rooms))


def test_nothing_asked(build):
    with Draining(build, 60) as d:
        d.wait_up()
        c = d.connect()
        d.term()
        assert c.is_closed()
        d.check_end()


def test_modem_is_silent(build):
    """The time that an answer may take at the end is bounded."""
    with Draining(build, 1) as d:
        d.wait_up()
        c = d.connect()
        d.modem.mute = True
        heard = len(d.modem.seen)
        c.send(frame(0, 0, 9, CTL_VERSION))
        wait_for("the modem", lambda: len(d.modem.seen) > heard)
        d.term()
        d.check_end()
        assert "without all answers" in d.text_of_log()


def test_twice(build):
    """Whoever does not want to wait says so again."""
    with Draining(build, 60) as d:
        d.wait_up()
        c = d.connect()
        d.modem.mute = True
        heard = len(d.modem.seen)
        c.send(frame(0, 0, 9, CTL_VERSION))
        wait_for("the modem", lambda: len(d.modem.seen) > heard)
        d.term()
        wait_for("closed doors", lambda: not os.path.exists(d.dir + "/one.qmux_socket"))
        time.sleep(0.2)
        assert d.process.poll() is None
        d.term()
        d.check_end()


def load(d, stop, wrong):
    """Every answer comes once and in its place until the end; nothing comes after a gap."""
    c = d.connect()
    try:
        for txid in range(1, 250):
            c.send(frame(0, 0, txid, CTL_VERSION))
            got = c.receive()
            if not got:
                break
            if header(got)[2] != txid:
                wrong.append(got)
            if txid == 249 and not stop.is_set():
                return load(d, stop, wrong)
    except OSError:
        pass
    return None


def test_under_load(build):
    for _ in range(5):
        with Draining(build, 60) as d:
            d.wait_up()
            stop, wrong = threading.Event(), []
            threads = [threading.Thread(target=load, args=(d, stop, wrong)) for _ in range(4)]
            for t in threads:
                t.start()
            time.sleep(0.3)
            stop.set()
            d.term()
            counters = d.check_end()
            for t in threads:
                t.join()
            assert not wrong
            (mine,) = [r for r in counters if r.get("link") == "wwan0"]
            host, modem = mine["counters"]["host"], mine["counters"]["modem"]
            assert host["forwarded"] + modem["answered"] > 0
            # All that the modem was asked was answered, and heard.
            assert len(d.modem.seen) == host["forwarded"] + modem["own"] + host["own"], mine


def test_dead_gate(build):
    """A gate that dies meanwhile keeps nobody; a stopped one neither, for long."""
    for kill in (signal.SIGKILL, signal.SIGSTOP):
        with Draining(build, 2) as d:
            d.wait_up()
            c = d.connect()
            d.modem.mute = True
            c.send(frame(0, 0, 9, CTL_VERSION))
            gate = next(pid for pid, line in d.rooms().items()
                        if line[0].startswith("airlock-gate") and line[1] == "0")
            os.kill(gate, signal.SIGSTOP)
            d.term()
            time.sleep(0.1)
            os.kill(gate, kill)
            d.check_end()


def test_at(build):
    config = at_rooms.CONFIG + "limit drain 60\n"
    with Draining(build, 60, config, with_modem=False) as d:
        modem = at_rooms.AtModem(d.dir + "/at")
        wait_for("its port", lambda: any(r["reason"] == "link-up" for r in d.audit()))
        c = at_rooms.AtClient(d.dir + "/at.sock")
        assert b"OK" in c.ask(b"AT+CSQ\r")
        modem.mute = True
        c.send(b"AT+CREG?\r")
        time.sleep(0.3)
        d.term()
        wait_for("closed doors", lambda: not os.path.exists(d.dir + "/at.sock"))
        modem.send(b"\r\n+CREG: 0,5\r\n\r\nOK\r\n")
        assert b"+CREG: 0,5" in c.read_until(rb"OK\r\n")
        assert c.is_closed()
        assert d.process.wait(timeout=20) == 0


if __name__ == "__main__":
    run([test_answers, test_nothing_asked, test_modem_is_silent, test_twice, test_under_load,
         test_dead_gate, test_at])
