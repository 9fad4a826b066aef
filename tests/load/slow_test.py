#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A client that stops reading delays nobody, and is disconnected with a record."""
import sys

import common
from common import qmux

SOME, MANY = 6000, 40000  # more than its socket holds; more than socket and queue together
ROUNDS = 8


def stuck_client(world, indications):
    """A client to which much more is sent than it reads."""
    c = world.client()
    c.allocate(qmux.NAS)
    world.modem.command(f"flood {indications} nas.signal-info gsm-signal-strength=-70 broadcast")
    return c


def test_slow_client_delays_nobody(place):
    world = common.World(place, limits=common.LIMITS.replace("limit slow 2", "limit slow 5"))
    good = [world.client() for _ in range(4)]
    cids = [c.allocate(qmux.DMS) for c in good]
    since = len(world.airlock.records())
    stuck = stuck_client(world, SOME)
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
        stuck = stuck_client(world, MANY)
        common.ping(good, cid)
        world.wait_reason("client-slow", since)
        stuck.close()
        world.settle(rooms)
        seen.append(world.resources())
    common.check_constant(seen[1], seen[-1])
    common.ping(good, cid)


if __name__ == "__main__":
    sys.exit(common.run(globals()))
