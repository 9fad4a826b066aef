#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""AT ports as real processes: endpoints, turns, data mode, hang-up, and what dies or goes away."""
import fcntl
import os
import signal
import struct
import termios
import time

from at_rooms import CONFIG, AtClient, AtModem
from rooms import Daemon, is_gone, run, wait_for

TIOCGEXCL = 0x80045440  # whether it is somebody's alone


class AtDaemon(Daemon):
    """airlockd with an AT modem and an NMEA receiver in one."""

    def __init__(self, build, as_tty=False):
        config = CONFIG.replace("at unix:{dir}/at ", "at {dir}/at ") if as_tty else CONFIG
        super().__init__(build, config, with_modem=False)
        self.modem = AtModem(self.dir + "/at", as_tty)
        self.nmea = AtModem(self.dir + "/nmea")

    def wait_up(self, times=2):
        return super().wait_up(times)

    def socket(self):
        client = AtClient(self.dir + "/at.sock")
        assert b"ATE0\r" in client.ask(b"ATE0\r")
        return client

    def endpoint(self):
        return wait_for("the symlink", lambda: os.path.islink(self.dir + "/run/at0")
                        and self.dir + "/run/at0")

    def pty(self):
        client = AtClient(self.endpoint(), is_pty=True)
        assert client.ask(b"ATE0\r").endswith(b"\r\nOK\r\n")
        return client


def check(client):
    got = client.ask(b"AT+CSQ\r")
    assert got == b"\r\n+CSQ: 20,99\r\n\r\nOK\r\n", got


def test_round_trip(build):
    with AtDaemon(build) as d:
        d.wait_up()
        a, b, p = d.socket(), d.socket(), d.pty()
        for client in (a, b, p):
            check(client)
        assert d.modem.lines[0] == "ATE0V1+CMEE=1", d.modem.lines
        # All at once: each has its own answers, and nobody else's.
        for client in (a, b, p):
            client.send(b"AT+CSQ\rAT+COPS?\rATI\r")
        for client in (a, b, p):
            got = client.read_until(rb"Model\r\n\r\nOK\r\n$")
            assert got == (b"\r\n+CSQ: 20,99\r\n\r\nOK\r\n\r\n+COPS: 0\r\n\r\nOK\r\n"
                           b"\r\nModel\r\n\r\nOK\r\n"), got
        before = list(d.modem.lines)
        assert p.ask(b"AT+CMEE=1\r")
        assert p.ask(b"AT+CSQ;+QLINUXCMD=\"id\"\r") == b"\r\n+CME ERROR: 4\r\n"
        record = d.wait_audit("denied")[0]
        assert record["protocol"] == "at" and record["command"] == "+QLINUXCMD", record
        assert record["port"] == "at0" and record["form"] == "set" and record["column"] == 8
        assert d.modem.lines == before
        d.modem.send(b"\r\nRING\r\n")
        for client in (a, b, p):
            assert client.read_until(rb"RING\r\n") == b"\r\nRING\r\n"


def test_pty(build):
    with AtDaemon(build, as_tty=True) as d:
        d.wait_up()
        p = d.pty()
        check(p)
        # What a client sets has no effect on what it says, nor on the next one.
        attributes = termios.tcgetattr(p.fd)
        attributes[0] |= termios.ICRNL
        attributes[3] |= termios.ICANON
        attributes[4] = attributes[5] = termios.B9600
        termios.tcsetattr(p.fd, termios.TCSANOW, attributes)
        fcntl.ioctl(p.fd, termios.TIOCEXCL)
        p.send(b"AT+COPS?\r\n")
        time.sleep(0.2)
        p.close()
        wait_for("its reader's end", lambda: not any("pty" in line for line in d.rooms().values()))
        time.sleep(0.2)
        for _ in range(3):
            p = d.pty()
            assert not termios.tcgetattr(p.fd)[3] & (termios.ECHO | termios.ICANON)
            assert not struct.unpack("i", fcntl.ioctl(p.fd, TIOCGEXCL, bytes(4)))[0]
            check(p)
            p.close()
        # One that writes and leaves at once is heard.
        with open(d.endpoint(), "wb", buffering=0) as f:
            f.write(b"ATI\r")
        wait_for("its command", lambda: "ATI" in d.modem.lines)
        p = d.pty()
        check(p)
        # Pulled out: whoever has it open is hung up, and there is nothing to open.
        d.modem.stop()
        assert p.is_closed()
        p.close()
        wait_for("no symlink", lambda: not os.path.islink(d.dir + "/run/at0"))
        d.modem.start()
        p = d.pty()
        check(p)
        p.close()


def test_deaths(build):
    with AtDaemon(build) as d:
        d.wait_up()
        a, p = d.socket(), d.pty()
        readers = {pid: line for pid, line in d.rooms().items() if line[:2] ==
                   ["airlock-reader-at", "client"]}
        assert len(readers) == 2, readers
        victim = next(pid for pid, line in readers.items() if "pty" in line)
        os.kill(victim, signal.SIGKILL)
        assert p.is_closed()
        p.close()
        check(a)
        p = d.pty()
        check(p)
        victim = next(pid for pid, line in d.rooms().items()
                      if line[:2] == ["airlock-reader-at", "modem"] and "at" in line)
        os.kill(victim, signal.SIGKILL)
        wait_for("its death", lambda: is_gone(victim))
        wait_for("another reader", lambda: [1 for pid, line in d.rooms().items() if pid != victim
                                            and line[:2] == ["airlock-reader-at", "modem"]
                                            and "at" in line])
        check(a)
        check(p)
        os.kill(d.room("airlock-gate-at", "0", "0"), signal.SIGKILL)
        assert a.is_closed() and p.is_closed()
        p.close()
        p = d.pty()
        check(p)
        os.kill(d.room("airlock-scribe"), signal.SIGKILL)
        d.wait_audit("scribe-died")
        wait_for("service again", lambda: b"+CSQ: " in p.ask(b"AT+CSQ\r"))
        p.close()
        check(d.pty())
        d.process.terminate()
        assert d.process.wait(20) == 0
        assert not os.path.islink(d.dir + "/run/at0")


def begin_data(client):
    assert client.ask(b"ATD*99#\r", rb"CONNECT\r\n").endswith(b"\r\nCONNECT\r\n")
    frame = b"\x7e\xff\x7d\x23\xc0\x21\r\nOK\r\nAT+CFUN=0\r\n\x00\x1a\x7e"
    client.send(frame)
    assert client.read_until(rb"\x00\x1a\x7e") == frame


def test_data(build):
    with AtDaemon(build) as d:
        d.wait_up()
        a, p = d.socket(), d.pty()
        for client in (a, p):
            begin_data(client)
            # Much of it, in both directions at once, and nothing is lost.
            much = bytes(range(256)) * 2000 + b"\x7e"
            sent = got = 0
            received = b""
            os.set_blocking(client.fd, False)
            while len(received) < len(much):
                try:
                    sent += os.write(client.fd, much[sent:sent + 4096])
                except BlockingIOError:
                    pass
                try:
                    received += os.read(client.fd, 65536)
                except BlockingIOError:
                    time.sleep(0.001)
                got += 1
                assert got < 10 ** 6, len(received)
            os.set_blocking(client.fd, True)
            assert received == much
            other = p if client is a else a
            assert other.ask(b"AT\r") == b"\r\nERROR\r\n"
            d.modem.carrier_lost()
            assert client.read_until(rb"NO CARRIER\r\n") == b"\r\nNO CARRIER\r\n"
            check(client)
            check(other)


def test_hang_up(build):
    with AtDaemon(build) as d:
        d.wait_up()
        a, p = d.socket(), d.pty()
        begin_data(p)
        # By the speed: the client stays, and is told.
        attributes = termios.tcgetattr(p.fd)
        speed = attributes[4]
        attributes[4] = attributes[5] = termios.B0
        termios.tcsetattr(p.fd, termios.TCSANOW, attributes)
        assert p.read_until(rb"NO CARRIER\r\n") == b"\r\nNO CARRIER\r\n"
        attributes[4] = attributes[5] = speed
        termios.tcsetattr(p.fd, termios.TCSANOW, attributes)
        wait_for("escape", lambda: d.modem.data.endswith(b"+++"))
        check(a)
        check(p)
        assert "ATH" in d.modem.lines
        # By closing, and by being closed.
        begin_data(p)
        p.close()
        check(a)
        p = d.pty()
        begin_data(p)
        victim = next(pid for pid, line in d.rooms().items() if "raw" in line)
        os.kill(victim, signal.SIGKILL)
        assert p.is_closed()
        p.close()
        check(a)
        # By the death of the port's reader: the next one cannot know where in the data it is.
        begin_data(a)
        victim = next(pid for pid, line in d.rooms().items()
                      if line[:2] == ["airlock-reader-at", "modem"] and "at" in line)
        os.kill(victim, signal.SIGKILL)
        assert a.read_until(rb"NO CARRIER\r\n") == b"\r\nNO CARRIER\r\n"
        check(a)


def test_nmea(build):
    with AtDaemon(build) as d:
        d.wait_up()
        c = AtClient(d.dir + "/nmea.sock")
        good = b"$GPGGA,092750.000,5321.6802,N,00630.3372,W,1,8,1.03,61.7,M,55.2,M,,*76\r\n"
        wait_for("its port", lambda: d.nmea.fds)
        time.sleep(0.2)
        d.nmea.send(b"\x00\x01noise\r\n" + good.replace(b"*76", b"*77") + good)
        assert c.read_until(rb"\*..\r\n") == good
        assert d.wait_audit("nmea-checksum")[0]["protocol"] == "nmea"
        c.send(b"AT+CSQ\r\n")
        assert d.wait_audit("not-in-policy")[0]["port"] == "nmea0"
        assert not d.nmea.lines


if __name__ == "__main__":
    run((test_round_trip, test_pty, test_deaths, test_data, test_hang_up, test_nmea))
