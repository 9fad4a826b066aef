# SPDX-License-Identifier: GPL-2.0-or-later
"""The simulated modem from a test's point of view: its process, its port, its control socket."""
import os
import select
import socket
import struct
import subprocess
import time

CTL, WDS, DMS, NAS, WMS, VOICE, UIM, LOC, PDC = 0, 1, 2, 3, 5, 9, 11, 16, 36
PATIENCE_S = 20
# CTL Set Instance ID, transaction 0xa5: success, link 0.
KNOWN_ANSWER = bytes.fromhex("011700800000" "01a520000c00" "02040000000000" "0102000000")


def tlv(tag, value):
    return struct.pack("<BH", tag, len(value)) + value


def request(service, cid, txid, message, tlvs=b""):
    head = struct.pack("<BB", 0, txid) if service == CTL else struct.pack("<BH", 0, txid)
    sdu = head + struct.pack("<HH", message, len(tlvs)) + tlvs
    return struct.pack("<BHBBB", 1, len(sdu) + 5, 0, service, cid) + sdu


def split(data):
    """Whole frames, and what is left."""
    frames = []
    while len(data) >= 3 and data[0] == 1:
        size = struct.unpack_from("<H", data, 1)[0] + 1
        if len(data) < size:
            break
        frames.append(data[:size])
        data = data[size:]
    return frames, data


class Frame:
    """A well-formed frame of the modem; an assertion fails where it is not one."""

    def __init__(self, data):
        self.data = data
        marker, size, flags, self.service, self.cid = struct.unpack_from("<BHBBB", data)
        assert marker == 1 and size + 1 == len(data) and flags == 0x80, data.hex()
        if self.service == CTL:
            kind, self.txid, self.message, length = struct.unpack_from("<BBHH", data, 6)
            self.kind, at = kind << 1, 12
        else:
            self.kind, self.txid, self.message, length = struct.unpack_from("<BHHH", data, 6)
            at = 13
        assert at + length == len(data), data.hex()
        self.tlvs = {}
        while at < len(data):
            tag, size = struct.unpack_from("<BH", data, at)
            assert tag not in self.tlvs and at + 3 + size <= len(data), data.hex()
            self.tlvs[tag] = data[at + 3:at + 3 + size]
            at += 3 + size

    @property
    def is_response(self):
        return self.kind == 2

    @property
    def is_indication(self):
        return self.kind == 4

    @property
    def error(self):
        status, code = struct.unpack("<HH", self.tlvs[2])
        assert (status == 1) == (code != 0)
        return code


class Wire:
    """The port, open."""

    def __init__(self, fd, close):
        self.fd, self.close, self.txid = fd, close, 0

    def write(self, data):
        while data:
            data = data[os.write(self.fd, data):]

    def read(self, timeout_s=PATIENCE_S):
        """Some bytes; b"" at the end of file or where none came in time."""
        if not select.select([self.fd], [], [], timeout_s)[0]:
            return b""
        try:
            return os.read(self.fd, 1 << 20)
        except ConnectionError:
            return b""

    def until(self, mark):
        """All bytes up to a frame `mark`, without it."""
        data = b""
        while not data.endswith(mark):
            more = self.read()
            assert more, f"the modem sent {data.hex()} and no {mark.hex()}"
            data += more
        return data[:len(data) - len(mark)]

    def raw(self, data):
        """What the modem writes because of `data`: a request whose answer is known follows it."""
        self.write(data + request(CTL, 0, 0xA5, 0x0020, tlv(1, b"\0")))
        return self.until(KNOWN_ANSWER)

    def next_txid(self):
        self.txid = self.txid % 250 + 1
        return self.txid

    def ask(self, service, cid, message, tlvs=b""):
        """The answer to a request; indications around it are in self.others."""
        txid = self.next_txid()
        frames, rest = split(self.raw(request(service, cid, txid, message, tlvs)))
        assert not rest, rest.hex()
        frames = [Frame(f) for f in frames]
        answers = [f for f in frames if f.is_response]
        assert len(answers) == 1, [f.data.hex() for f in frames]
        got = answers[0]
        assert (got.service, got.cid, got.txid, got.message) == (service, cid, txid, message)
        self.others = [f for f in frames if f is not got]
        return got

    def allocate(self, service):
        got = self.ask(CTL, 0, 0x22, tlv(1, bytes([service])))
        assert got.error == 0, got.error
        assert got.tlvs[1][0] == service
        return got.tlvs[1][1]


class Sim:
    """The process. `port` is "unix", "pty" or "fd"."""

    def __init__(self, program, folder, port="unix", options=()):
        self.path = os.path.join(folder, port)
        self.control = os.path.join(folder, "control")
        self.port, self.ours, passed, argument = port, None, (), self.path
        if port == "fd":
            self.ours, theirs = socket.socketpair()
            argument, passed = str(theirs.fileno()), (theirs.fileno(),)
        self.process = subprocess.Popen(
            [program, "--" + port, argument, "--control", self.control, "--quiet", *options],
            pass_fds=passed)
        if port == "fd":
            theirs.close()
        self.wait_for(lambda: os.path.exists(self.control) and
                      (port == "fd" or os.path.lexists(self.path)))
        self.console = socket.socket(socket.AF_UNIX)
        self.console.connect(self.control)
        self.lines = self.console.makefile()

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        """After a failure nothing must live on that holds our output open."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def wait_for(self, is_true):
        end = time.monotonic() + PATIENCE_S
        while not is_true():
            assert time.monotonic() < end and self.process.poll() is None, "the modem did not"
            time.sleep(0.005)

    def open(self):
        if self.port == "fd":
            return Wire(self.ours.fileno(), self.ours.close)
        if self.port == "pty":
            fd = os.open(self.path, os.O_RDWR | os.O_NOCTTY)
            return Wire(fd, lambda: os.close(fd))
        s = socket.socket(socket.AF_UNIX)
        s.connect(self.path)
        return Wire(s.fileno(), s.close)

    def tell(self, line):
        """All lines of the answer; the last is "ok.." or "error..". """
        self.console.sendall(line.encode() + b"\n")
        lines = []
        while not lines or lines[-1].split(" ")[0] not in ("ok", "error"):
            line = self.lines.readline()
            assert line, f"no end of the answer: {lines}"
            lines.append(line.rstrip("\n"))
        return lines

    def do(self, line):
        lines = self.tell(line)
        assert lines[-1].startswith("ok"), lines
        return lines

    def stats(self):
        return dict(w.split("=") for w in self.do("stats")[-1].split()[1:])

    def wait_for_end(self):
        """It ends by itself: the other side of its descriptor was closed."""
        assert self.process.wait(PATIENCE_S) == 0, "the modem did not end well"
        self.lines.close()
        self.console.close()

    def stop(self):
        """Ends it as an operator would; it must leave nothing."""
        self.lines.close()
        self.console.close()
        self.process.terminate()
        assert self.process.wait(PATIENCE_S) == 0, "the modem did not end well"
        assert not os.path.exists(self.control) and not os.path.lexists(self.path)
