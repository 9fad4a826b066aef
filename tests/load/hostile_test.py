#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Every hostile behaviour of the simulated modem, with a good client beside it that goes on; the
death of each room under traffic. Each leaves the record that it should, and the rooms as before."""
import os
import re
import signal
import sys
import threading

import common
from common import harness, qmux

LISTED = re.compile(r"^(\S+) (now|next|now-or-next) (\S+): ")
# Their reason cannot be seen within a test: the time for an answer is 316 s at least.
UNSEEN = {"no-answer", "frame-oversize"}  # and a unix socket takes frames of any size
# Other reasons that are as right: what comes first in a message is found first.
ALSO = {
    # What comes behind the half frame may come in the same read, and is taken for its rest.
    "truncated-frame": {"body-length", "bad-marker", "tlv-truncated"},
    # An answer of a service that nobody asked: whether somebody waits for it is asked first.
    "unknown-service": {"unmatched-response"},
    # Which bytes fall where depends on the answer that the indication breaks into.
    "interleaved": {"tlv-truncated", "tlv-count", "tlv-string", "tlv-short"},
}
LARGE = ("indication-flood", "response-flood", "garbage", "oversized-frame",
         "unsolicited-everything", "too-many-tlvs", "huge-response next", "coalesced")
# Answers with nested arrays, strings, numbers: something for each behaviour to spoil.
BAIT = ((qmux.NAS, 0x39), (qmux.NAS, 0x21), (qmux.NAS, 0x4D), (qmux.DMS, 0x25))
TRIES, TRY_S = 4, 3.0
ROUNDS = 20  # of the good client, before and after
ROOMS = ["airlock-gate"] * 2 + ["airlock-launcher", "airlock-reader", "airlock-scribe", "airlockd"]


def triggers(modem):
    """(name, command, reason) of all behaviours, in each of the two ways that they can be had.
    Equal reasons do not follow each other: the audit gathers equal records for a second."""
    listed = [m.groups() for m in map(LISTED.match, modem.command("hostile list")) if m]
    listed = [row for row in listed if not row[0].startswith("at-")]  # those need an AT port
    for name, ways, reason in listed:
        if "now" in ways.split("-or-"):
            yield name, f"hostile {name}", reason
    for name, ways, reason in listed:
        if "next" in ways.split("-or-"):
            # Several, as not every answer has what it takes, say a string.
            yield name, f"hostile {name} next {1 if reason in UNSEEN else 12}", reason


class Good:
    """A client that asks on and on, in a thread, and opens again whenever it was disconnected."""

    def __init__(self, world):
        self.world = world
        self.answers = self.opened = 0
        self.wrong = []
        self.resume()

    def resume(self):
        self.ending = False
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self):
        while not self.ending:
            try:
                with qmux.Client(self.world.airlock.listen, 2.0) as c:
                    if c.open().error:
                        continue
                    self.opened += 1
                    self.ask(c)
            except (OSError, AssertionError) as e:
                if not isinstance(e, (ConnectionError, TimeoutError, FileNotFoundError)):
                    self.wrong.append(e)

    def ask(self, client):
        """Requests to three services. An error is an answer; what is no answer raises."""
        cids = {s: client.allocate(s) for s in (qmux.DMS, qmux.NAS, qmux.UIM)}
        while not self.ending:
            before = self.answers
            for service, message in ((qmux.DMS, 0x25), (qmux.NAS, 0x21), (qmux.UIM, 0x2F)):
                if client.request(service, cids[service], message).error == 0:
                    self.answers += 1
            if self.answers == before:
                return  # the modem was reset: the client ids are gone

    def proceeds(self, n=ROUNDS):
        """Waits until it got n more successful answers."""
        least = self.answers + n
        harness.wait_for(lambda: self.answers >= least, common.TAKES_S,
                         lambda: f"the good client to be answered; opened {self.opened} times")

    def pause(self):
        self.ending = True
        self.thread.join()

    def end(self):
        self.pause()
        assert not self.wrong, self.wrong


def allocate(bait, service):
    """A client id; once more where a reset of the behaviour before still aborts requests."""
    try:
        return bait.allocate(service)
    except ConnectionError:
        return bait.allocate(service)


def provoke(world, command, bait):
    """Lets the modem misbehave; `next` waits for an answer, which the bait asks for."""
    allocate(bait, qmux.NAS)  # whom indications can go to
    world.modem.command(command)
    for service, message in BAIT:
        try:
            cid = bait.allocate(service)
            bait.request(service, cid, message)
            bait.release(service, cid)
        except (OSError, AssertionError):
            break  # what it did hit this very client: it is disconnected, or waits in vain


def misbehave_once(world, command):
    bait = world.wait_client()
    bait.socket.settimeout(0.5)
    provoke(world, command, bait)
    world.modem.command("hostile off")
    world.modem.command("resume")
    bait.close()


def misbehave(world, good, command, reasons):
    """One behaviour, and what is wrong with what followed, or None. What "next" does depends on
    whose answer comes next, so that it has several tries to be seen."""
    since = len(world.airlock.records())
    for _ in range(TRIES):
        good.proceeds()
        misbehave_once(world, command)
        try:
            if not reasons & (UNSEEN | {"ok"}):
                harness.wait_for(lambda: reasons & set(world.reasons(since)), TRY_S, "the record")
            break
        except TimeoutError:
            continue
    else:
        return f"{command}: none of {reasons} in the audit: {world.reasons(since)}"
    good.proceeds()
    world.is_alive()
    print(f"  {command}: {dict(world.reasons(since))}", flush=True)
    return None


def test_every_behaviour(place):
    """With a client each that provokes it, while another one works on."""
    limits = common.LIMITS.replace("limit indications 1000000", "limit indications 1000")
    world = common.World(place, limits=limits, modem_options=("--pool", "200"))
    good = Good(world)
    try:
        todo = list(triggers(world.modem))
        wrong = [misbehave(world, good, command, {reason} | ALSO.get(command.split()[1], set()))
                 for _, command, reason in todo]
    finally:
        good.end()
    wrong = [w for w in wrong if w]
    assert not wrong, "\n".join(wrong)
    assert len(todo) >= 70, f"only {len(todo)} behaviours"
    world.settle(ROOMS)
    with world.wait_client() as c:
        common.ping(c, c.allocate(qmux.DMS))
    world.counters()
    for reason in ("reader-captured", "gate-died", "reader-died"):
        assert reason not in world.reasons(), world.reasons()


def test_nothing_grows(place):
    """Whatever floods or is large, again and again: descriptors and memory stay."""
    world = common.World(place, modem_options=("--pool", "200"))
    good = Good(world)
    seen = []
    try:
        for _ in range(5):
            for command in LARGE:
                misbehave(world, good, "hostile " + command, {"ok"})
            good.pause()
            world.settle(ROOMS)
            seen.append(world.stable_resources())
            good.resume()
    finally:
        good.end()
    common.check_constant(seen[1], seen[-1])


def is_closed(client):
    """Whether the relay ends the connection; answers that were on their way do not count."""
    try:
        while client.receive() is not None:
            pass
        return True
    except TimeoutError:
        return False
    except ConnectionError:
        return True


def kill(world, pick, reason, closes):
    """Kills a room: the audit says so, a client is disconnected or not, a new one is served."""
    world.settle(ROOMS)
    old = set(world.rooms())
    since = len(world.airlock.records())
    client = world.client()
    world.settle(sorted(ROOMS + ["airlock-reader"]))
    rooms = world.rooms()
    client.socket.settimeout(common.TAKES_S if closes else 1.0)
    os.kill(pick(rooms, old), signal.SIGKILL)
    assert is_closed(client) == closes, f"the client should {'' if closes else 'not '}be closed"
    client.close()
    world.wait_reason(reason, since)
    with world.wait_client() as c:
        common.ping(c, c.allocate(qmux.DMS))
    world.is_alive()


def only(name):
    """Picks the one room of that name that was there before the client came."""
    def pick(rooms, old):
        (pid,) = (p for p, n in rooms.items() if n == name and p in old)
        return pid
    return pick


def client_reader(rooms, old):
    (pid,) = (p for p in rooms if p not in old)
    return pid


def gates(world):
    """(lobby, link): the warden starts the lobby's gate first."""
    found = [p for p, n in world.rooms().items() if n == "airlock-gate"]
    assert len(found) == 2, found
    # The link's gate has the modem's port: one socket more than the other.
    def sockets(pid):
        links = (os.readlink(f"/proc/{pid}/fd/{n}") for n in os.listdir(f"/proc/{pid}/fd"))
        return sum(link.startswith("socket:") for link in links)
    return sorted(found, key=sockets)


def test_kill_modem_reader(place):
    """It is started again; clients do not notice."""
    kill(common.World(place), only("airlock-reader"), "reader-died", closes=False)


def test_kill_client_reader(place):
    kill(common.World(place), client_reader, "reader-died", closes=True)


def test_kill_link_gate(place):
    world = common.World(place)
    kill(world, lambda rooms, old: gates(world)[1], "gate-died", closes=True)


def test_kill_lobby_gate(place):
    """Clients of a link are past it."""
    world = common.World(place)
    kill(world, lambda rooms, old: gates(world)[0], "gate-died", closes=False)


def test_kill_scribe(place):
    """No audit, no service."""
    kill(common.World(place), only("airlock-scribe"), "scribe-died", closes=False)


def test_kill_all_at_once(place):
    """All rooms but the warden and its launcher: they start them all again."""
    world = common.World(place)
    world.settle(ROOMS)
    for _ in range(2):
        for pid, name in world.rooms().items():
            if name not in ("airlockd", "airlock-launcher"):
                os.kill(pid, signal.SIGKILL)
        with world.wait_client() as c:
            common.ping(c, c.allocate(qmux.DMS))
        world.settle(ROOMS)
    world.counters()


if __name__ == "__main__":
    sys.exit(common.run(globals()))
