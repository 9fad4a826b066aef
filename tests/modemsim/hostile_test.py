#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Each hostile behaviour of the simulated modem does what its row in `hostile list` says.

usage: hostile_test.py AIRLOCK-MODEMSIM MODEMSIM-JUDGE
The judge is our decoder: where a behaviour is one bad frame, it must give the reason of the row.
"""
import os
import subprocess
import sys
import tempfile

from sim import CTL, DMS, NAS, WDS, Frame, Sim, request, split, tlv

# Reasons that need a session's memory, or a port's: a single frame of them decodes.
ELSEWHERE = {"unmatched-response", "message-id-mismatch", "service-mismatch", "client-id-foreign",
             "no-owner", "unknown-service", "unknown-message", "modem-reset", "indication-rate",
             "no-answer", "link-down", "frame-oversize"}


MARK = bytes.fromhex("01200080" "09c7" "0400003e001400" "01010001" "100d00" "010b") + b"Balance: 42"


class Judge:
    def __init__(self, program):
        self.process = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        text=True)

    def words(self, data):
        """For each frame in `data` the reason, and how much was stripped."""
        self.process.stdin.write(data.hex() + "\n")
        self.process.stdin.flush()
        words = []
        while True:
            line = self.process.stdout.readline().split()
            if not line:
                return words
            words.append((line[0], int(line[1])))


class Scene:
    """A modem with three clients of DMS and one of NAS and WDS."""

    def __init__(self, sim, wire):
        self.sim, self.wire = sim, wire
        sim.do("pool dms 254")
        self.dms = [wire.allocate(DMS) for _ in range(3)]
        self.nas, self.wds = wire.allocate(NAS), wire.allocate(WDS)
        # Five requests whose answers have all the places for a fault.
        self.asks = [(DMS, self.dms[1], 0x22), (NAS, self.nas, 0x24), (NAS, self.nas, 0x4F),
                     (CTL, 0, 0x21), (CTL, 0, 0x22, tlv(1, bytes([DMS])))]

    def answer(self, ask, txid=50):
        service, cid, message, *tlvs = ask
        return self.send(request(service, cid, txid, message, *tlvs))

    def send(self, data):
        """What comes of `data`. No behaviour is done to the indication that marks the end."""
        end = int(self.sim.stats()["rx-bytes"]) + len(data)
        self.wire.write(data)
        self.sim.wait_for(lambda: int(self.sim.stats()["rx-bytes"]) == end)
        self.sim.do("indicate voice.ussd cid 199")
        return self.wire.until(MARK)

    def next(self, name, arguments=""):
        """Pairs (as it should be, as it is) for the requests whose answers it changed."""
        pairs = []
        for ask in self.asks:
            good = self.answer(ask)
            self.sim.do(f"hostile {name} next 1 {arguments}")
            bad = self.answer(ask)
            self.sim.do("hostile off")
            if len(ask) == 3 and good == bad:
                continue
            if len(ask) == 4 and len(good) == len(bad) and good[:-1] == bad[:-1]:
                continue  # the next client id: not a fault
            pairs.append((good, bad))
        return pairs

    def now(self, name, arguments=""):
        self.sim.do(f"hostile {name} {arguments}")
        return self.send(b"")


def frames_of(data):
    frames, rest = split(data)
    assert not rest, rest.hex()
    return [Frame(f) for f in frames]


def one(pairs):
    assert pairs, "no answer was changed"
    return pairs[0]


def see_truncated(scene):
    for length in range(1, 30):
        good, bad = one(scene.next("truncated-frame", str(length)))
        assert bad == good[:length], length


def see_responses(scene):
    got = frames_of(scene.now("response-to-nothing"))
    assert len(got) == 1 and got[0].is_response and got[0].cid in scene.dms
    good, bad = one(scene.next("response-twice"))
    assert bad == good + good
    assert one(scene.next("silent"))[1] == b""
    got = frames_of(scene.now("response-flood", "100"))
    assert len(got) == 100 and len({f.txid for f in got}) == 100


def see_ids(scene):
    """Each changes one number of the header and leaves the rest well-formed."""
    for name, field in (("wrong-message-id", "message"), ("wrong-transaction", "txid"),
                        ("foreign-client-id", "cid"), ("wrong-service", "service")):
        good, bad = one(scene.next(name))
        good, bad = frames_of(good)[0], frames_of(bad)[0]
        for other in ("message", "txid", "cid", "service"):
            same = getattr(good, other) == getattr(bad, other)
            assert same == (other != field) or (name, other) == ("wrong-service", "message"), name
    good, bad = one(scene.next("foreign-client-id"))
    assert Frame(bad).cid in scene.dms, "another client's, since there is one"
    got = frames_of(scene.now("indication-to-nobody"))
    assert got[0].is_indication and got[0].cid not in (scene.dms + [scene.nas, 255])
    assert frames_of(scene.now("unknown-service"))[0].service == 0xEE
    assert frames_of(scene.now("unknown-message"))[0].message == 0xEEEE


def see_allocation(scene):
    def pair(name, number=""):
        scene.sim.do(f"hostile {name} next 1 {number}")
        return Frame(scene.answer((CTL, 0, 0x22, tlv(1, bytes([DMS]))))).tlvs[1]

    assert pair("allocate-owned")[1] in scene.dms
    assert pair("allocate-other-service")[0] != DMS
    assert pair("allocate-zero") == bytes([DMS, 0])
    assert pair("allocate-zero", "255") == bytes([DMS, 255])
    scene.sim.do("hostile release-other next")
    released = Frame(scene.answer((CTL, 0, 0x23, tlv(1, bytes([DMS, scene.dms[2]]))))).tlvs[1]
    assert released[0] == DMS and released[1] != scene.dms[2]
    _, bad = one(scene.next("bogus-version-info"))
    assert Frame(bad).tlvs[1][0] == 255 and len(Frame(bad).tlvs[1]) == 1 + 255 * 5


def see_resets(scene):
    got = frames_of(scene.now("revoke-client-id", f"{DMS} {scene.dms[0]}"))
    assert [(f.message, f.tlvs[1]) for f in got] == [(0x24, bytes([DMS, scene.dms[0]]))]
    assert Frame(scene.answer((DMS, scene.dms[0], 0x22))).error == 7
    assert Frame(scene.answer((DMS, scene.dms[1], 0x22))).error == 0
    assert [f.message for f in frames_of(scene.now("sync-indication"))] == [0x27]
    assert Frame(scene.answer((DMS, scene.dms[1], 0x22))).error == 7
    half = scene.now("reset-in-mid-message")
    assert half and half[0] == 1 and len(half) < 1 + int.from_bytes(half[1:3], "little")
    got = Frame(scene.wire.read())
    assert (got.service, got.message, got.is_indication) == (CTL, 0x27, True)


def see_floods(scene):
    got = frames_of(scene.now("indication-flood", "500"))
    assert len(got) == 500 and all(f.is_indication for f in got)
    garbage = scene.now("garbage", "5000")
    assert len(garbage) == 5000 and garbage[0] not in (1, 2)
    assert scene.now("announce-silence") == b"\x01\xff\xff\x80"
    assert len(frames_of(scene.now("coalesced", "7"))) == 7
    good, bad = one(scene.next("coalesced", "3"))
    assert bad.endswith(good) and len(frames_of(bad)) == 4
    for name in ("huge-response", "oversized-frame"):
        for size in (5000, 60000):
            assert len(one(scene.next(name, str(size)))[1]) == size
    got = frames_of(scene.now("unsolicited-everything"))
    assert all(f.is_indication for f in got)
    assert len({(f.service, f.message) for f in got}) > 65, "each row of the schema"
    assert {scene.dms[0], scene.nas, 255} <= {f.cid for f in got}


def see_order(scene):
    good, bad = one(scene.next("indication-first"))
    got = frames_of(bad)
    assert got[0].is_indication and got[1].data == good
    good, bad = one(scene.next("interleaved"))
    half = len(good) // 2
    assert bad.startswith(good[:half]) and bad.endswith(good[half:]) and len(bad) > len(good)
    scene.sim.do("hostile every-error next 3 12")
    errors = [Frame(scene.answer((DMS, scene.dms[1], 0x22))).error for _ in range(4)]
    assert errors == [12, 13, 14, 0]
    scene.sim.do("hostile late next 1 30")
    assert scene.answer((DMS, scene.dms[1], 0x22)) == b""
    assert Frame(scene.wire.read()).message == 0x22
    scene.sim.do("out-of-order 3")
    got = scene.send(b"".join(request(DMS, scene.dms[1], t, 0x22) for t in (1, 2, 3)))
    assert [f.txid for f in frames_of(got)] == [3, 2, 1]
    scene.sim.do("out-of-order 0")


def see_port(scene):
    wire, sim = scene.wire, scene.sim
    sim.do("hostile stall")
    wire.write(request(DMS, scene.dms[1], 5, 0x22))
    before = sim.stats()["rx-frames"]
    assert sim.stats()["rx-frames"] == before and not wire.read(0.1)
    sim.do("resume")
    assert Frame(wire.read()).txid == 5
    sim.do("hostile slow-drip 1")
    wire.write(request(DMS, scene.dms[1], 6, 0x22))
    assert len(wire.read()) < 5, "a byte at a time"
    sim.do("resume")
    scene.send(b"")
    sim.do("hostile disappear 100")
    assert wire.read() == b"" and not os.path.exists(sim.path)
    sim.wait_for(lambda: os.path.exists(sim.path))
    again = sim.open()
    assert Frame(again.raw(request(DMS, scene.dms[1], 7, 0x22))).error == 7, "it was unplugged"
    again.close()


SIGHTS = [see_truncated, see_responses, see_ids, see_allocation, see_floods, see_order,
          see_resets, see_port]


def judge_all(scene, judge):
    """One bad frame each: the decoder finds the fault that the row names, or none."""
    count = 0
    for line in scene.sim.do("hostile list")[:-1]:
        name, when, reason = line.split(":")[0].split(" ")
        if name in ("disappear", "stall", "slow-drip", "sync-indication", "revoke-client-id",
                    "reset-in-mid-message", "interleaved", "silent", "late", "allocate-owned",
                    "allocate-zero", "release-other"):
            continue  # looked at above
        wanted = "ok" if reason in ELSEWHERE else reason
        tried = [b for _, b in scene.next(name)] if when != "now" else []
        if when in ("now", "now-or-next"):
            tried.append(scene.now(name))
        assert tried, name
        for data in tried:
            words = judge.words(data)
            assert words[0][0] == wanted, (name, reason, words[:3], data[:40].hex())
            assert wanted != "ok" or all(w == "ok" for w, _ in words), (name, words)
            if name in ("unknown-tlv", "trailing-bytes", "empty-tlv"):
                assert words[0][1] == 1, (name, "nothing was stripped")
        count += 1
    return count


def main():
    program, judge = sys.argv[1], Judge(sys.argv[2])
    for sight in SIGHTS:
        with tempfile.TemporaryDirectory() as folder, Sim(program, folder) as sim:
            wire = sim.open()
            sight(Scene(sim, wire))
            sim.stop()
    with tempfile.TemporaryDirectory() as folder, Sim(program, folder) as sim:
        count = judge_all(Scene(sim, sim.open()), judge)
        sim.stop()
    judge.process.stdin.close()
    judge.process.wait()
    print(f"{len(SIGHTS)} checks, {count} behaviours before the judge")
    return 0


if __name__ == "__main__":
    sys.exit(main())
