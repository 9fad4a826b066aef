#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The reader alone, in its room: what it reads, what it says, and how it ends."""
import os
import signal
import socket
import subprocess
import time

from rooms import CTL_VERSION, frame, run

MESSAGE, REFUSAL, END = 0, 1, 2
REQUEST = frame(0, 0, 1, CTL_VERSION)


class Reader:
    def __init__(self, build, *args):
        self.port, port = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        self.gate, channel = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.gate.settimeout(20)
        self.process = subprocess.Popen([os.path.join(build, "proxy/airlock-reader"), *args],
                                        stdin=port, stdout=channel)
        port.close()
        channel.close()

    def kinds(self):
        """Kinds of the records of one batch."""
        batch, found = self.gate.recv(400000), []
        while batch:
            size = int.from_bytes(batch[:4], "little")
            found.append(batch[4])
            batch = batch[size:]
        return found

    def signal(self):
        return -self.process.wait(timeout=20)


def test_frames(build):
    r = Reader(build, "client", "4096", "0")
    r.port.send(REQUEST)
    assert r.kinds() == [MESSAGE]
    r.port.send(REQUEST * 5)
    assert r.kinds() == [MESSAGE] * 5
    for byte in REQUEST:
        r.port.send(bytes([byte]))
        time.sleep(0.001)
    assert r.kinds() == [MESSAGE]
    r.port.close()
    assert r.kinds() == [END]
    assert r.signal() == signal.SIGILL


def test_truncated_at_every_byte(build):
    for n in range(len(REQUEST)):
        r = Reader(build, "client", "4096", "0")
        r.port.send(REQUEST[:n])
        r.port.close()
        assert r.kinds() == ([REFUSAL, END] if n else [END]), n
        assert r.signal() == signal.SIGILL


def test_client_garbage(build):
    r = Reader(build, "client", "4096", "0")
    r.port.send(REQUEST + b"GET / HTTP/1.0\r\n\r\n")
    got = r.kinds()
    while got[-1] != END:
        got += r.kinds()
    assert got == [MESSAGE, REFUSAL, END], got
    assert r.signal() == signal.SIGILL


def test_modem_garbage(build):
    r = Reader(build, "modem", "4096", "0")
    answer = frame(0, 0, 1, CTL_VERSION, b"\x02\x04\x00\x01\x00\x03\x00", 1, 0x80)
    for _ in range(3):
        r.port.send(b"\xff\x00\xff")
        assert r.kinds() == [REFUSAL]
        r.port.send(answer)
        assert r.kinds() == [MESSAGE]
    assert r.process.poll() is None
    r.process.kill()
    r.process.wait()


def test_announces_much(build):
    """65,535 bytes announced, then nothing: refused as soon as the headers are there."""
    r = Reader(build, "client", "4096", "0")
    r.port.send(b"\x01\xff\xff\x00\x02\x01\x00\x01\x00\x25\x00\xf2\xff")
    assert r.kinds() == [REFUSAL]
    r.port.send(b"\x00" * (65536 - 13) + REQUEST)
    assert r.kinds() == [MESSAGE]
    r.process.kill()
    r.process.wait()


def test_once(build):
    """What stands behind the first frame is still there for the next reader."""
    port, other = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
    port.send(REQUEST * 3)
    gate, channel = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    once = subprocess.Popen([os.path.join(build, "proxy/airlock-reader"), "client", "4096", "0",
                             "once"], stdin=other, stdout=channel)
    assert once.wait(timeout=20) == -signal.SIGILL
    other.setblocking(False)
    assert other.recv(4096) == REQUEST * 2
    gate.close()
    channel.close()


def test_gate_gone(build):
    r = Reader(build, "client", "4096", "0")
    r.gate.close()
    r.port.send(REQUEST)
    assert r.signal() == signal.SIGILL


def test_stop_and_continue(build):
    """Suspended in read and in write, twenty times each, it does not notice."""
    r = Reader(build, "client", "4096", "0")
    for _ in range(20):
        r.process.send_signal(signal.SIGSTOP)
        r.process.send_signal(signal.SIGCONT)
        time.sleep(0.005)
    r.port.send(REQUEST)
    assert r.kinds() == [MESSAGE]
    r.port.setblocking(False)
    sent = 0
    try:
        while True:
            sent += r.port.send(REQUEST * 100)
    except BlockingIOError:
        pass
    for _ in range(20):
        r.process.send_signal(signal.SIGSTOP)
        r.process.send_signal(signal.SIGCONT)
        time.sleep(0.005)
    assert r.process.poll() is None
    got = 0
    while got < sent // len(REQUEST):
        got += len(r.kinds())
    assert got == sent // len(REQUEST)
    r.process.kill()
    r.process.wait()


if __name__ == "__main__":
    run([test_frames, test_truncated_at_every_byte, test_client_garbage, test_modem_garbage,
         test_announces_much, test_once, test_gate_gone, test_stop_and_continue])
