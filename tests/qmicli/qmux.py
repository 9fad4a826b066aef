# SPDX-License-Identifier: GPL-2.0-or-later
"""A client of the qmi-proxy protocol for tests: frames as bytes, so that it can write bad ones."""
import socket
import struct

CTL, WDS, DMS, NAS, WMS, UIM = 0x00, 0x01, 0x02, 0x03, 0x05, 0x0B
GET_VERSION, ALLOCATE, RELEASE, SYNC, PROXY_OPEN = 0x21, 0x22, 0x23, 0x27, 0xFF00
REQUEST, RESPONSE, INDICATION = 0, 2, 4
DEVICE = b"/dev/cdc-wdm0"


def tlv(tag, value):
    return struct.pack("<BH", tag, len(value)) + value


def frame(service, cid, txid, message, tlvs=b"", kind=REQUEST):
    """A request, or with `kind` something that no client should write."""
    if service == CTL:
        sdu = struct.pack("<BBHH", kind >> 1, txid, message, len(tlvs))
    else:
        sdu = struct.pack("<BHHH", kind, txid, message, len(tlvs))
    sdu += tlvs
    return struct.pack("<BHBBB", 1, len(sdu) + 5, 0, service, cid) + sdu


def proxy_open(txid=1, device=DEVICE):
    return frame(CTL, 0, txid, PROXY_OPEN, tlv(1, device))


class Message:
    """A frame from the relay, taken apart."""

    def __init__(self, data):
        self.data = data
        self.flags, self.service, self.cid = data[3], data[4], data[5]
        if self.service == CTL:
            kind, self.txid, self.message, length = struct.unpack_from("<BBHH", data, 6)
            self.kind, at = kind << 1, 12
        else:
            self.kind, self.txid, self.message, length = struct.unpack_from("<BHHH", data, 6)
            at = 13
        assert at + length == len(data), "the relay wrote a frame of a wrong length"
        self.tlvs = {}
        while at < len(data):
            tag, size = struct.unpack_from("<BH", data, at)
            assert at + 3 + size <= len(data), "the relay wrote a TLV of a wrong length"
            assert tag not in self.tlvs, "the relay wrote a TLV twice"
            self.tlvs[tag] = data[at + 3:at + 3 + size]
            at += 3 + size

    @property
    def error(self):
        """The QMI error code of a response: 0 is success."""
        status, code = struct.unpack("<HH", self.tlvs[2])
        return code if status else 0

    def __repr__(self):
        return (f"<service {self.service:#x} cid {self.cid} txid {self.txid} "
                f"message {self.message:#06x} kind {self.kind} tlvs {self.tlvs}>")


def connect(name, timeout_s=10.0):
    """A stream socket; "@NAME" is abstract."""
    s = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    s.settimeout(timeout_s)
    try:
        s.connect("\0" + name[1:] if name.startswith("@") else name)
    except OSError:
        s.close()
        raise
    return s


class Client:
    """A connection. Messages that are not the answer that is waited for are kept in `others`."""

    def __init__(self, name="@qmi-proxy", timeout_s=10.0):
        self.socket = connect(name, timeout_s)
        self.buffer = b""
        self.others = []
        self.ctl_txid = 0
        self.txid = 0

    def send(self, data):
        self.socket.sendall(data)

    def receive(self):
        """The next message; None at the end of the connection; TimeoutError."""
        while True:
            if len(self.buffer) >= 3:
                size = struct.unpack_from("<H", self.buffer, 1)[0] + 1
                if len(self.buffer) >= size:
                    data, self.buffer = self.buffer[:size], self.buffer[size:]
                    return Message(data)
            try:
                got = self.socket.recv(65536)
            except ConnectionResetError:
                return None
            if not got:
                return None
            self.buffer += got

    def answer(self, service, cid, txid):
        while True:
            m = self.receive()
            if m is None:
                raise ConnectionError("the relay hung up")
            if (m.kind, m.service, m.cid, m.txid) == (RESPONSE, service, cid, txid):
                return m
            self.others.append(m)

    def ctl(self, message, tlvs=b""):
        self.ctl_txid = self.ctl_txid % 255 + 1
        self.send(frame(CTL, 0, self.ctl_txid, message, tlvs))
        return self.answer(CTL, 0, self.ctl_txid)

    def open(self, device=DEVICE):
        return self.ctl(PROXY_OPEN, tlv(1, device))

    def allocate(self, service):
        """A client id of the service."""
        m = self.ctl(ALLOCATE, tlv(1, bytes([service])))
        if m.error:
            raise ConnectionError(f"no client id of service {service:#x}: error {m.error}")
        return m.tlvs[1][1]

    def release(self, service, cid):
        return self.ctl(RELEASE, tlv(1, bytes([service, cid])))

    def request(self, service, cid, message, tlvs=b""):
        self.txid = self.txid % 65535 + 1
        self.send(frame(service, cid, self.txid, message, tlvs))
        return self.answer(service, cid, self.txid)

    def close(self):
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
