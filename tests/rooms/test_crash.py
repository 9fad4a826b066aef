#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What the audit says of a room that died: signal, system call, the last frame's digest."""
import os
import signal
import socket
import subprocess

from rooms import CTL_VERSION, Client, Daemon, frame, run, wait_for
from test_escape import Taken

KEY = "000102030405060708090a0b0c0d0e0f"
NETLINK_AUDIT, READLOG = 9, 1


class Keyed(Daemon):
    """Its digests have a key that the test knows."""

    def start(self):
        with open(self.dir + "/key", "w", encoding="ascii") as f:
            f.write(KEY + "\n")
        self.process = subprocess.Popen(
            [os.path.join(self.build, "proxy/airlockd"), "-f", "-c", self.config,
             "--digest-key", self.dir + "/key"],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)


def digest(build, data, key=KEY):
    return subprocess.run([os.path.join(build, "proxy/airlockctl"), "digest", key, data.hex()],
                          capture_output=True, text=True, check=True).stdout.strip()


def find_reader(d, side, before=()):
    return wait_for("its reader", lambda: next(
        (pid for pid, line in d.rooms().items() if pid not in before
         and line[0].startswith("airlock-reader") and line[1] == side
         and "once" not in line), None))


def find_gate(d, link):
    return wait_for("its gate", lambda: next(
        (pid for pid, line in d.rooms().items()
         if line[0].startswith("airlock-gate") and line[1] == link), None))


def test_digest_of_readers(build):
    with Keyed(build) as d:
        d.wait_up()
        a = d.connect()
        first = find_reader(d, "client")
        b = d.connect()
        other = find_reader(d, "client", {first})
        mine, others = frame(0, 0, 9, CTL_VERSION), frame(0, 0, 77, CTL_VERSION, b"\x01\x01\0\0")
        a.send(frame(0, 0, 8, CTL_VERSION) + mine)
        assert a.receive() and a.receive() and b.ask(others)
        os.kill(first, signal.SIGKILL)
        got = d.wait_audit("reader-died")[0]
        assert (got["signal"], got["error"], got["digest_bytes"]) == (9, 9, len(mine)), got
        assert got["digest"] == digest(build, mine) != digest(build, others), got
        assert got["pid"] == os.getpid() and "syscall" not in got
        os.kill(other, signal.SIGKILL)
        got = d.wait_audit("reader-died", 2)[1]
        assert got["signal"] == 9 and got["digest"] == digest(build, others), got
        # The modem's: what it answered last was to the other client.
        os.kill(find_reader(d, "modem"), signal.SIGKILL)
        got = d.wait_audit("reader-died", 3)[2]
        assert (got["signal"], got["text"]) == (9, "modem reader") and "pid" not in got, got
        with open(d.dir + "/audit.jsonl", encoding="ascii") as f:
            assert mine.hex() not in f.read()


def test_digest_of_gate(build):
    """The gate never sees a frame: it says whose batch it was, the reader's page says what."""
    with Keyed(build) as d:
        d.wait_up()
        a, b = d.connect(), d.connect()
        gate = find_gate(d, "0")
        for txid in range(1, 200):
            mine = frame(0, 0, txid, CTL_VERSION)
            assert a.ask(mine) and b.ask(frame(0, 0, 201, CTL_VERSION))
        # The modem takes it and says nothing: the client's frame is the last that the gate heard.
        d.modem.mute = True
        last = frame(0, 0, 222, CTL_VERSION)
        a.send(last)
        wait_for("the modem to hear it", lambda: len(d.modem.seen) > 398)
        os.kill(gate, signal.SIGKILL)
        got = d.wait_audit("gate-died")[0]
        assert (got["signal"], got["digest"]) == (9, digest(build, last)), got


def test_no_frame_no_digest(build):
    with Keyed(build) as d:
        d.wait_up()
        os.kill(find_gate(d, "lobby"), signal.SIGKILL)
        got = d.wait_audit("gate-died")[0]
        assert got["signal"] == 9 and "digest" not in got, got
        os.kill(d.room("airlock-scribe"), signal.SIGKILL)
        got = d.wait_audit("scribe-died")[0]
        assert got["signal"] == 9 and got["error"] == 9, got


def test_key(build):
    """Without a key each start has its own; a wrong one is no key."""
    digests = set()
    for _ in range(2):
        with Daemon(build) as d:
            d.wait_up()
            c = d.connect()
            assert c.ask(frame(0, 0, 9, CTL_VERSION))
            os.kill(find_reader(d, "client"), signal.SIGKILL)
            digests.add(d.wait_audit("reader-died")[0]["digest"])
    assert len(digests) == 2
    with Keyed(build) as d:
        d.wait_up()
        with open(d.dir + "/short", "w", encoding="ascii") as f:
            f.write(KEY[:-1])
        got = subprocess.run([os.path.join(build, "proxy/airlockd"), "-f", "-c", d.config,
                              "--digest-key", f.name], capture_output=True, text=True, timeout=60,
                             check=False)
        assert got.returncode == 1 and "hexadecimal" in got.stderr, got


def hears_kernel():
    try:
        with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_AUDIT) as s:
            s.bind((0, READLOG))
    except OSError:
        return False
    return True


def violate(build, victim, attempt):
    with Taken(build, victim, attempt) as d:
        d.wait_up()
        c = Client(d.dir + "/one.qmux_socket")
        try:
            c.send(b"X")
        except ConnectionError:
            pass
        return d.wait_audit("gate-died" if "gate" in victim else "reader-died")[0]


def test_violation(build):
    """The call that a filter did not allow, as the kernel tells it."""
    counts = subprocess.run([os.path.join(build, "tests/rooms/captured"), "count"], check=True,
                            capture_output=True, text=True).stdout.split()
    commons = {"airlock-reader-tunnel": int(counts[0]) - 22,
               "airlock-gate-tunnel": int(counts[1]) - 22}
    for victim, first in commons.items():
        got = violate(build, victim, first + 3)  # the fourth of what both try is a socket
        assert got["signal"] == signal.SIGSYS, got
        if hears_kernel():
            assert got["syscall_name"] == "socket" and got["syscall"] > 0, got
        else:
            print("   the kernel's audit cannot be heard here: no system call in the record")
            assert "syscall" not in got, got


if __name__ == "__main__":
    run([test_digest_of_readers, test_digest_of_gate, test_no_frame_no_digest, test_key,
         test_violation])
