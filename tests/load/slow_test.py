#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A client that stops reading delays nobody, and is disconnected with a record."""
import fcntl
import sys
import termios

import common
from common import qmux

STEP, MANY = 1000, 60000  # indications; the latter are more than socket and queue hold
ROUNDS = 8


def flood(world, indications):
    world.modem.command(f"flood {indications} nas.signal-info gsm-signal-strength=-70 broadcast")


def unread_bytes(client):
    return int.from_bytes(fcntl.ioctl(client.socket, termios.FIONREAD, bytes(4)), "little")


def listener(world):
    """A client that gets indications of NAS, and does not read them."""
    c = world.client()
    c.allocate(qmux.NAS)
    return c


def fill(world, stuck, good, cid):
    """Sends indications until the socket of the stuck client is full and some wait for it."""
    before = -1
    while unread_bytes(stuck) > before:
        before = unread_bytes(stuck)
        flood(world, STEP)
        common.ping(good, cid)  # its answer comes behind the indications


def test_slow_client_delays_nobody(place):
    world = common.World(place, limits=common.LIMITS.replace("limit slow 2", "limit slow 5"))
    good = [world.client() for _ in range(4)]
    cids = [c.allocate(qmux.DMS) for c in good]
    since = len(world.airlock.records())
    stuck = listener(world)
    fill(world, stuck, good[0], cids[0])
    # All of these are answered while the other one is still there, that is before its record.
    for _ in range(200):
        for c, cid in zip(good, cids):
            common.ping(c, cid)
    assert "client-slow" not in world.reasons(since), "it was evicted before the others were served"
    world.wait_reason("client-slow", since)
    stuck.close()
    for c, cid in zip(good, cids):
        common.ping(c, cid)
    world.counters()


def test_slow_client_gives_its_place_back(place):
    """Several of them, one after the other: descriptors and memory are as they were."""
    world = common.World(place, limits=common.LIMITS.replace("limit slow 2", "limit slow 1"))
    good = world.client()
    cid = good.allocate(qmux.DMS)
    rooms = sorted(world.rooms().values())
    seen = []
    for _ in range(ROUNDS):
        since = len(world.airlock.records())
        stuck = listener(world)
        flood(world, MANY)
        common.ping(good, cid)
        world.wait_reason("client-slow", since)
        stuck.close()
        world.settle(rooms)
        seen.append(world.stable_resources())
    common.check_constant(seen[1], seen[-1])
    common.ping(good, cid)


if __name__ == "__main__":
    sys.exit(common.run(globals()))
