#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""AT ports under fire from both sides: storms, noise, endless lines, every way to cut bytes apart.

A hostile modem at the first port, or hostile clients of it at a socket and at a pseudo-terminal; a
client of the same port and one of another port ask on meanwhile, and each answer must be theirs.
Afterwards every line is accounted for in the counters, the reasons stand in the audit, and no room
has taken address space, nor more memory than a figure.
"""
import os
import select
import sys
import threading
import time
import traceback

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), os.pardir, "clients"))
from hostile_at_test import POLICY  # noqa: E402  (found by the line above)
from stage import Airlock, Modem, Stage, open_endpoint, wait_for  # noqa: E402

ANSWER = b"\r\n+CSQ: 21,99\r\n\r\nOK\r\n"
CODES = (b"\r\n+CREG: 1\r\n", b"\r\n+CREG: 5\r\n")
STORM = 300000
ROOM_KB = 6 * 1024  # of any room, at any time
ROUNDS = 20         # that a good client is answered before, and after
NOISE = bytes(1 + n * 37 % 255 for n in range(4096)).replace(b"~", b"x") + b"\0" * 64


def hear(fd, patience_s=30):
    """What comes next; it fails where nothing does, or where it is the end."""
    assert select.select([fd], [], [], patience_s)[0], "nothing comes"
    more = os.read(fd, 65536)
    assert more, "airlock hung up"
    return more


class Good(threading.Thread):
    """A client that asks on and on. What it is answered must be the answer, and nothing else but
    codes that it may hear."""

    def __init__(self, path):
        super().__init__(daemon=True)
        self.fd, self.answers, self.codes = open_endpoint(path), 0, 0
        self.ending, self.wrong = False, None
        self.hear_one(b"ATE0\r")
        self.start()

    def hear_one(self, line):
        os.write(self.fd, line)
        heard = b""
        while not heard.endswith(b"\r\nOK\r\n"):
            heard += hear(self.fd, 60)
            for code in CODES:
                self.codes += heard.count(code)
                heard = heard.replace(code, b"")
        return heard

    def run(self):
        try:
            while not self.ending:
                got = self.hear_one(b"AT+CSQ\r")
                assert got == ANSWER, got[-300:]
                self.answers += 1
        except (OSError, AssertionError) as e:
            self.wrong = e

    def proceeds(self, n=ROUNDS):
        least = self.answers + n
        wait_for(lambda: self.wrong or self.answers >= least, "the good client to be answered", 60)
        assert not self.wrong, self.wrong

    def end(self):
        self.ending = True
        self.join(90)
        os.close(self.fd)
        assert not self.wrong, self.wrong


class World:
    """Two modems at two ports, the first one hostile at need, with a good client at each."""

    def __init__(self, stage, kind="unix"):
        self.stage, self.modem = stage, Modem(stage, kind)
        other = Modem(stage, kind, name="other")
        self.airlock = Airlock(stage, self.modem, "unix pty", "client",
                               stage.write("test.policy", POLICY), ((other, "unix"),))
        self.socket, self.pty, another = self.airlock.endpoints
        self.good = Good(self.socket), Good(another)
        self.proceed()
        self.spaces = self.sizes("VmSize")
        self.before, self.counted = len(self.airlock.records()), self.airlock.counters()

    def proceed(self):
        for good in self.good:
            good.proceeds()

    def sizes(self, what):
        found = {}
        for pid, name in self.airlock.rooms().items():
            with open(f"/proc/{pid}/status", encoding="ascii") as f:
                found[pid, name] = [int(line.split()[1]) for line in f
                                    if line.startswith(what + ":")][0]
        return found

    def counts(self, side):
        """What a side's counters of the first port grew by."""
        now = self.airlock.counters()
        return {k: v - self.counted[side][k] for k, v in now[side].items()}

    def reasons(self):
        """How often each one since the beginning; all of it is written when counters are."""
        self.airlock.counters()
        found = {}
        for r in self.airlock.records()[self.before:]:
            if r["event"] != "counters":
                found[r["reason"]] = found.get(r["reason"], 0) + max(1, r["repeats"])
        return found

    def end(self, *reasons):
        """Good clients were served all the time, and nothing has grown."""
        self.proceed()
        for good in self.good:
            good.end()
        written = self.reasons()
        assert set(reasons) <= set(written), (reasons, written)
        for key, size in self.sizes("VmSize").items():
            assert key not in self.spaces or size == self.spaces[key], (key, self.spaces[key], size)
        peaks = self.sizes("VmHWM")
        assert max(peaks.values()) <= ROOM_KB, peaks
        print(f"  served {[g.answers for g in self.good]}; audit {written}; largest room"
              f" {max(peaks.values())} kB")


def check_conserved(world, side, sent):
    """Each of the lines that were sent was received, and became something."""
    counted = world.counts(side)
    assert counted["received"] >= sent, (counted, sent)
    assert counted["refused"] + counted["forwarded"] + counted["answered"] \
        == counted["received"], counted
    return counted


def test_storm(world):
    """Unsolicited codes, 100,000 lines a second."""
    world.modem.tell(f"hostile at-code-storm {STORM}")
    wait_for(lambda: world.modem.stats()["storm"] == STORM, "the storm's end", 60)
    stats = world.modem.stats()
    world.proceed()
    counted = check_conserved(world, "modem", STORM)
    print(f"  {STORM} lines, {STORM * 10**6 // stats['storm-us']} a second; {counted}")
    assert stats["tx-lost"] == 0, stats
    world.end("indication-rate")


def test_storm_at_terminal(world):
    """The same where the port is a terminal."""
    test_storm(world)


test_storm_at_terminal.kind = "pty"


def test_long_lines(world):
    for _ in range(8):
        world.modem.tell("hostile at-long-line")
        world.proceed()
    world.end("at-line-long")


def test_noise(world):
    """8-bit noise and NULs from the modem, a megabyte each."""
    for name, times in (("at-garbage 4095", 256), ("at-nul-first", 4096)):
        for _ in range(times):
            world.modem.tell(f"hostile {name}")
        world.proceed()
    world.end("at-line-long")


def test_endless_prompts(world):
    for _ in range(10):
        world.modem.tell("hostile at-endless-prompt 20000")
    world.proceed()
    check_conserved(world, "modem", 200000)
    world.end("at-foreign")


def test_endless_answer(world):
    """Lines of an answer without an end: the client gets as many as it may, and its result."""
    world.good[0].end()
    fd = open_endpoint(world.pty)
    os.write(fd, b"ATE0\rAT+CMGF=0\r")
    for _ in range(5):
        world.modem.tell("hostile at-many-lines next 1 20000")
        os.write(fd, b"AT+CMGL=4\r")
        heard = b""
        while not heard.endswith(b"\r\nOK\r\n") or b"+CMGL" not in heard:
            heard += hear(fd, 60)
        assert len(heard) < 512 * 1024, len(heard)
    os.close(fd)
    world.good = Good(world.socket), world.good[1]
    world.end("at-answer-long")


def test_cut_apart(world):
    """A code in two writes, for each place to cut it; an answer byte by byte; all in one."""
    world.good[0].end()
    fd, n, heard = open_endpoint(world.socket), 0, b""
    os.write(fd, b"ATE0\r")
    pieces = ["\\r", "\\n", *"+CREG: 1", "\\r", "\\n"]
    for cut in range(1, len(pieces)):
        for part in ("".join(pieces[:cut]), "".join(pieces[cut:])):
            world.modem.tell(f"at-send {part}")
            time.sleep(0.01)  # so that it comes in two
        n += 1
    world.modem.tell("at-send " + "".join(pieces) * 100)
    while heard.count(CODES[0]) < n + 100:
        heard += hear(fd, 60)
    assert heard == b"ATE0\r\r\nOK\r\n" + CODES[0] * (n + 100), heard
    os.close(fd)
    world.good = Good(world.socket), world.good[1]
    for _ in range(ROUNDS):
        world.modem.tell("hostile at-byte-by-byte next")
        world.good[0].proceeds(2)
    counted = world.counts("modem")
    assert counted["refused"] == 0, (counted, world.reasons())
    world.end()


def test_missing_final(world):
    """The port waits until its time is over, and is the only one to wait."""
    world.good[0].end()
    fd = open_endpoint(world.pty)
    world.modem.tell("hostile at-missing-final next")
    os.write(fd, b"ATE0\rAT+CSQ\r")
    world.good[1].proceeds(10 * ROUNDS)
    heard = b""
    while b"ERROR" not in heard:
        heard += hear(fd, 60)
    assert heard.count(b"+CSQ") == 1 and heard.endswith(b"\r\nERROR\r\n"), heard
    os.close(fd)
    world.good = Good(world.socket), world.good[1]
    world.end("no-answer")


def hostile_clients(world):
    """One at each kind of endpoint, with its end of line."""
    for path in (world.socket, world.pty):
        fd = open_endpoint(path)
        os.set_blocking(fd, False)
        yield fd
        os.close(fd)


def pour(fd, data, seconds=30):
    """Writes it all, and reads what comes; how much came."""
    heard, end, at = 0, time.monotonic() + seconds, 0
    while at < len(data) and time.monotonic() < end:
        reads, writes, _ = select.select([fd], [fd], [], 1)
        try:
            if reads:
                heard += len(os.read(fd, 65536))
            if writes:
                at += os.write(fd, data[at:at + 4096])
        except BlockingIOError:
            pass
    return heard, at


def is_served(fd):
    """Whether its own question is answered still, once the queue has room for it again."""
    for _ in range(100):
        pour(fd, b"\rAT+CSQ\r")
        heard = b""
        while select.select([fd], [], [], 0.3)[0]:
            heard += hear(fd)
        if heard.endswith(ANSWER):
            return True
    return False


def test_client_long_lines(world):
    for fd in hostile_clients(world):
        assert pour(fd, b"AT+CSQ" + b"A" * (1 << 20) + b"\r")[1] > 1 << 20
        assert is_served(fd)
    world.end("at-line-long")


def test_client_noise(world):
    for fd in hostile_clients(world):
        assert pour(fd, NOISE * 256 + b"\r")[1] > 1 << 20
        assert is_served(fd)
    assert world.modem.stats()["errors"] == 0
    world.end()
    assert {"at-no-prefix", "at-character", "at-line-long"} & set(world.reasons())


def test_client_cut_apart(world):
    """Two commands in two writes, for each place to cut them; then byte by byte."""
    text = b"ATE0\rAT+CSQ\rAT+CMGF=0;+CSQ\r"
    for fd in hostile_clients(world):
        cuts = [[text[:n], text[n:]] for n in range(1, len(text))]
        for parts in (*cuts, [text[n:n + 1] for n in range(len(text))], [text * 4]):
            for part in parts:
                os.write(fd, part)
                time.sleep(0.001)
            heard = b""
            while heard.count(b"\r\nOK\r\n") < 3 * (len(parts[0]) // len(text) or 1):
                heard += hear(fd, 60)
            assert b"ERROR" not in heard, (parts, heard)
    world.end()


def test_client_endless_entry(world):
    """What follows a prompt, and never ends."""
    for fd in hostile_clients(world):
        pour(fd, b"AT+CMGS=20\r")
        assert pour(fd, b"41" * (1 << 19) + b"\x1a")[1] > 1 << 20
        assert is_served(fd)
    world.end("at-entry-long")


def test_client_chains(world):
    """A thousand commands in a line; a thousand lines of several, without waiting for any answer:
    where the queue is full, the client is told so, and then disconnected."""
    for fd in hostile_clients(world):
        before = len(world.airlock.records())
        try:
            pour(fd, b"AT" + b"+CSQ;" * 1000 + b"\r")
            pour(fd, b"AT+CSQ;+CREG?;+QLINUXCMD=1\r" * 1000)
            assert is_served(fd)
        except (OSError, AssertionError):
            world.airlock.counters()
            assert [r for r in world.airlock.records()[before:] if r["event"] == "client"
                    and r["reason"] == "outstanding-quota"], "neither served nor disconnected"
    assert not [line for line in world.modem.received() if "QLINUX" in line]
    world.end("at-line-long")


def test_client_deaf(world):
    """One that asks on and on and never reads: it alone is cut off, or waits."""
    for fd in hostile_clients(world):
        end = time.monotonic() + 10
        sent = 0
        try:
            while time.monotonic() < end and sent < 1 << 20:
                if select.select([], [fd], [], 0.5)[1]:
                    sent += os.write(fd, b"AT+CMGL=4\r" * 64)
        except OSError:
            pass  # disconnected
        world.proceed()
    world.end()


def test_client_comes_and_goes(world):
    """Half lines, prompts and data left open."""
    for text in (b"AT+CS", b"AT+CMGS=20\r", b"AT+CMGS=20\r0001", b"AT+CSQ\r", b""):
        for path in (world.socket, world.pty):
            for _ in range(10):
                fd = open_endpoint(path)
                if text:
                    os.write(fd, text)
                os.close(fd)
    world.end()


def main():
    build, chosen = sys.argv[1], sys.argv[2:]
    names = [n for n in globals() if n.startswith("test_") and (not chosen or n in chosen)]
    failed = 0
    for name in names:
        try:
            with Stage(build) as stage:
                world = World(stage, getattr(globals()[name], "kind", "unix"))
                try:
                    globals()[name](world)
                except BaseException:
                    print("  audit", [(r["reason"], r["repeats"]) for r in world.airlock.records()])
                    raise
            print(f"ok    {name}", flush=True)
        except Exception:  # whatever it is: the test failed, the next one runs
            failed += 1
            traceback.print_exc()
            print(f"FAIL  {name}", flush=True)
    print(f"{len(names)} run, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
