#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What clients may do wrong: each is refused with its reason in the audit, other clients go on, and
descriptors and memory of all rooms are as before."""
import random
import socket
import sys
import time

import common
from common import qmux

READ_TRANSPARENT = (qmux.tlv(1, bytes([6, 0])) + qmux.tlv(2, bytes([0xE2, 0x2F, 2, 0x00, 0x3F]))
                    + qmux.tlv(3, bytes(4)))
# None ends in 0x01 or 0x02: they begin a frame, and a reader out of step would wait for it.
CTL_FRAMES = {
    "open": qmux.proxy_open(9),
    "versions": qmux.frame(qmux.CTL, 0, 9, qmux.GET_VERSION),
    "allocate": qmux.frame(qmux.CTL, 0, 9, qmux.ALLOCATE, qmux.tlv(1, bytes([qmux.UIM]))),
}
SERVICE_FRAMES = {  # service, message, TLVs
    "ids": (qmux.DMS, 0x0025, b""),
    "mode": (qmux.DMS, 0x002E, qmux.tlv(1, bytes([6]))),
    "file": (qmux.UIM, 0x0020, READ_TRANSPARENT),
}
MALFORMED, CONNECTS_PER_S, CONNECT_S = 1, 1000, 3
# Lobby and link, one client, the modem's port.
ROOMS = ["airlock-gate"] * 2 + ["airlock-launcher"] + ["airlock-reader"] * 2 + [
    "airlock-scribe", "airlockd"]
FLOOD, GARBAGE_BYTES = 20000, 1 << 20


class Scene:
    """A world with a client that must go on working, and what the rooms held before."""

    def __init__(self, place, **options):
        self.world = common.World(place, modem_options=("--pool", "200"), **options)
        self.good = self.world.client()
        self.cid = self.good.allocate(qmux.DMS)
        for _ in range(3):  # touches what is only touched once, also in the scribe
            self.others_work()
            assert self.good.request(qmux.DMS, self.cid, 0x0024).error
            self.world.counters()
        self.world.settle(ROOMS)
        self.before = self.world.stable_resources()

    def others_work(self):
        common.ping(self.good, self.cid)
        with self.world.client() as c:
            common.ping(c, c.allocate(qmux.DMS))

    def finish(self):
        self.others_work()
        self.world.settle(ROOMS)
        common.check_constant(self.before, self.world.stable_resources())
        self.world.counters()
        self.world.is_alive()

    def frames(self):
        """(a client with the device open, a whole frame of its own) for each kind of frame."""
        for name, data in CTL_FRAMES.items():
            yield lambda n=name, d=data: (
                qmux.Client() if n == "open" else self.world.client(), d)
        for service, message, tlvs in SERVICE_FRAMES.values():
            def build(service=service, message=message, tlvs=tlvs):
                c = self.world.client()
                return c, qmux.frame(service, c.allocate(service), 9, message, tlvs)
            yield build


def until_closed(client):
    """What the relay still says before it closes the connection."""
    said = []
    try:
        while (m := client.receive()) is not None:
            said.append(m)
    except TimeoutError as e:
        raise AssertionError("the connection was not closed") from e
    return said


def test_truncated_at_each_byte(place):
    scene = Scene(place)
    since = len(scene.world.airlock.records())
    n = 0
    for make in scene.frames():
        client, data = make()
        client.close()
        for size in range(1, len(data)):
            client, data = make()
            client.send(data[:size])
            client.socket.shutdown(socket.SHUT_WR)
            # Where the header came through, the answer to it is an error.
            assert all(m.error for m in until_closed(client) if m.txid == 9)
            client.close()
            n += 1
        scene.others_work()
    scene.world.wait_reason("frame-truncated", since, n)
    assert scene.world.reasons(since)["frame-truncated"] == n, scene.world.reasons(since)
    scene.finish()


def test_frame_length_off_by_one(place):
    """The stream is out of step then: what follows is no frame, and the connection is closed."""
    scene = Scene(place)
    for make in scene.frames():
        for step in (-1, 1):
            since = len(scene.world.airlock.records())
            client, data = make()
            size = int.from_bytes(data[1:3], "little") + step
            client.send(data[:1] + size.to_bytes(2, "little") + data[3:] + CTL_FRAMES["versions"])
            until_closed(client)
            client.close()
            # A frame without TLVs is below the smallest header when it is a byte shorter.
            is_short = step < 0 and len(data) == (12 if data[4] == qmux.CTL else 13)
            scene.world.wait_reason("frame-short" if is_short else "body-length", since)
            # Of a client that has not opened yet only the first frame is looked at.
            if data != CTL_FRAMES["open"] and not is_short:
                scene.world.wait_reason("bad-marker", since)
            common.ping(scene.good, scene.cid)
    scene.finish()


def check_refused(scene, make, change, reason):
    """The changed frame is answered with an error, and the same connection goes on."""
    since = len(scene.world.airlock.records())
    client, data = make()
    with client:
        client.send(change(data))
        answer = client.answer(data[4], data[5], 9)
        assert answer.error == MALFORMED, (answer, reason)
        scene.world.wait_reason(reason, since)
        if data != CTL_FRAMES["open"]:
            assert client.ctl(qmux.GET_VERSION).error == 0
    common.ping(scene.good, scene.cid)


def add_at(data, at, step):
    value = int.from_bytes(data[at:at + 2], "little") + step
    return data[:at] + value.to_bytes(2, "little") + data[at + 2:]


def test_inner_lengths_off_by_one(place):
    scene = Scene(place)
    for make in scene.frames():
        client, data = make()
        client.close()
        head = 12 if data[4] == qmux.CTL else 13
        steps = [(head - 2, 1, "body-length")]
        if len(data) > head:
            steps += [(head - 2, -1, "body-length"), (head + 1, 1, "tlv-truncated"),
                      (head + 1, -1, "tlv-truncated")]
        if len(data) > head + 12:  # a TLV that takes a byte of the next one, or leaves it one
            steps = steps[:2]
        for at, step, reason in steps:
            check_refused(scene, make, lambda d, at=at, step=step: add_at(d, at, step), reason)
    scene.finish()


def test_nested_lengths(place):
    """The file's path counts its bytes, and so does the session's application id."""
    scene = Scene(place)
    make = list(scene.frames())[-1]
    for old, new, reason in ((bytes([6, 0]), bytes([6, 1]), "tlv-count"),
                             (bytes([0xE2, 0x2F, 2]), bytes([0xE2, 0x2F, 3]), "tlv-count")):
        client, data = make()
        client.close()
        assert data.count(old) == 1
        check_refused(scene, make, lambda d, o=old, n=new: d.replace(o, n), reason)
    scene.finish()


def test_garbage(place):
    """Only the connection that it came on is closed, at the first byte that begins no frame."""
    scene = Scene(place)
    random.seed(20261123)
    since = len(scene.world.airlock.records())
    for opened in (False, True):
        client = scene.world.client() if opened else qmux.Client()
        try:
            client.send(b"\x7e" + random.randbytes(GARBAGE_BYTES))
        except OSError:
            pass  # it was closed while we wrote
        until_closed(client)
        client.close()
        scene.others_work()
    scene.world.wait_reason("bad-marker", since, 2)
    scene.finish()


def test_flood_of_requests(place):
    """As fast as it can be written, with nothing read before the end: each is answered once, or
    refused for being one too many, and others are served meanwhile."""
    scene = Scene(place)
    client = scene.world.client()
    cid = client.allocate(qmux.DMS)
    waits = set()
    for txid in range(1, FLOOD + 1):
        client.send(qmux.frame(qmux.DMS, cid, txid, 0x002D))
        waits.add(txid)
        if txid % 2000 == 0:
            scene.others_work()
        if txid % 500 == 0:  # or it would be the client that does not read
            client.socket.setblocking(False)
            try:
                client.buffer += client.socket.recv(1 << 20)
            except BlockingIOError:
                pass
            client.socket.settimeout(common.TAKES_S)
    while waits:
        m = client.receive()
        assert m is not None, f"disconnected, {len(waits)} without an answer"
        waits.remove(m.txid)
        assert m.message == 0x002D and m.cid == cid, m
    client.close()
    scene.finish()


def test_half_open(place):
    """Connections that say nothing, or half of something, are closed in time."""
    scene = Scene(place, limits=common.LIMITS.replace("limit open 2", "limit open 1"))
    half_open(scene, 40)  # so many at a time take memory that nothing had taken before
    scene.before = scene.world.stable_resources()
    half_open(scene, 40)
    scene.finish()


def half_open(scene, n):
    since = len(scene.world.airlock.records())
    silent = [qmux.Client() for _ in range(n)]
    for i, client in enumerate(silent):
        client.send(CTL_FRAMES["open"][:i % 5])
    for client in silent:
        until_closed(client)
        client.close()
    scene.world.wait_reason("open-timeout", since, len(silent))
    scene.world.settle(ROOMS)


def test_thousand_connects_a_second(place):
    scene = Scene(place)
    begin, made = time.monotonic(), 0
    while made < CONNECTS_PER_S * CONNECT_S:
        due = (time.monotonic() - begin) * CONNECTS_PER_S
        while made < min(due, CONNECTS_PER_S * CONNECT_S):
            try:
                qmux.connect("@qmi-proxy").close()
            except BlockingIOError:
                pass  # the queue of the socket is full: it counts as one
            made += 1
        common.ping(scene.good, scene.cid)
    scene.finish()


if __name__ == "__main__":
    sys.exit(common.run(globals()))
