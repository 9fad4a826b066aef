#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The commands of the simulated modem: answers, indications, delays, counters, bench mode.

usage: commands_test.py AIRLOCK-MODEMSIM
"""
import os
import subprocess
import sys
import tempfile

from sim import CTL, DMS, KNOWN_ANSWER, NAS, WDS, Frame, Sim, request, split, tlv


def check_answers(sim, wire, _folder):
    dms, nas = wire.allocate(DMS), wire.allocate(NAS)
    sim.do('answer dms.get-model model="X \\"1\\" \\x41"')
    assert wire.ask(DMS, dms, 0x22).tlvs[1] == b'X "1" A'
    sim.do("answer dms.get-model model=x\"00 ff\" 0x77=x\"01\"")
    assert wire.ask(DMS, dms, 0x22).tlvs == {1: b"\0\xff", 2: bytes(4), 0x77: b"\1"}
    sim.do("answer dms.get-model error=52")
    assert wire.ask(DMS, dms, 0x22).error == 52
    sim.do("answer dms.get-model unset")
    assert wire.ask(DMS, dms, 0x22).error == 71
    sim.do("answer dms.get-model error=0 clear")
    assert list(wire.ask(DMS, dms, 0x22).tlvs) == [2]
    sim.do("answer dms.get-capabilities info=(1,0x2,3,4,[5,6])")
    assert wire.ask(DMS, dms, 0x20).tlvs[1] == bytes.fromhex("0100000002000000" "0304020506")
    sim.do("answer nas.get-signal-info -lte-signal-strength gsm-signal-strength=-9")
    assert wire.ask(NAS, nas, 0x4F).tlvs == {2: bytes(4), 0x12: b"\xf7"}
    sim.do("answer nas.get-cell-location-info sample")
    assert len(wire.ask(NAS, nas, 0x43).tlvs) > 10


def check_mistakes(sim, wire, _folder):
    """A wrong command says where and what it wanted, and changes nothing."""
    dms = wire.allocate(DMS)
    before = wire.ask(DMS, dms, 0x22).tlvs
    for line in ("nonsense", "answer", "answer dms", "answer dms.nothing", "answer xyz.get-model",
                 "answer dms.get-model nothing=1", 'answer dms.get-model model="open',
                 "answer dms.get-capabilities info=(1,2,3,4)", "answer dms.get-model model=1",
                 "answer dms.get-power-state info=(256,1)",
                 'answer dms.get-ids imei="1234567890123456"',
                 "indicate dms.get-model", "delay dms.get-model", "delay dms.get-model x",
                 "every x indicate nas.event-report", "every 5 nas.event-report", "cancel 99",
                 "hostile", "hostile nothing", "hostile stall next", "hostile silent",
                 "hostile bad-marker 1 2 3", "bench 22", "bench 65536", "event", "event nothing",
                 "event sms xyz", "event signal 5", "pool ssc 1", "out-of-order 1000", "stats now"):
        answer = sim.tell(line)[-1]
        assert answer.startswith("error column") and "expected" in answer, (line, answer)
    assert sim.tell("# a remark\nclients") == ["client dms 1", "ok clients=1"]
    assert wire.ask(DMS, dms, 0x22).tlvs == before


def check_indications(sim, wire, _folder):
    one, two = wire.allocate(NAS), wire.allocate(NAS)

    def heard():
        wire.ask(CTL, 0, 0x21)
        return [(f.service, f.cid, f.message, f.tlvs.get(0x10)) for f in wire.others]

    sim.do("indicate nas.event-report signal-strength=(-99,5)")
    assert heard() == [(NAS, 255, 2, b"\x9d\x05")]
    sim.do(f"indicate nas.event-report cid {two}")
    assert heard() == [(NAS, two, 2, b"\xba\x08")], "what is said when nothing is given"
    sim.do("indicate nas.event-report all")
    assert [h[1] for h in heard()] == [one, two]
    sim.do("indication nas.event-report signal-strength=(-1,8)")
    sim.do("flood 20 nas.event-report broadcast")
    assert heard() == [(NAS, 255, 2, b"\xff\x08")] * 20
    number = sim.do(f"every 1 indicate nas.event-report cid {one}")[-1].split()[1]
    for _ in range(3):
        assert Frame(split(wire.read())[0][0]).cid == one
    sim.do(f"cancel {number}")
    heard()
    assert heard() == []


def check_delays(sim, wire, _folder):
    dms = wire.allocate(DMS)
    model, maker = request(DMS, dms, 1, 0x22), request(DMS, dms, 2, 0x21)
    sim.do("delay dms.get-model 20")
    assert Frame(wire.raw(model + maker)).txid == 2
    assert Frame(wire.read()).txid == 1
    sim.do("delay dms.get-model 0")
    sim.do("drop dms.get-model")
    assert Frame(wire.raw(model + maker)).txid == 2
    assert "dropped=1" in sim.do("stats")[-1]
    sim.do("undrop dms.get-model")
    assert Frame(wire.raw(model)).txid == 1


def check_counters(sim, wire, _folder):
    dms = wire.allocate(DMS)
    sim.do("forget")
    data = request(DMS, dms, 3, 0x22)
    wire.write(data)
    assert wire.read()
    assert sim.do("received") == [f"frame {len(data)} {data.hex()}", "ok frames=1"]
    stats = sim.do("stats")
    assert stats[0] == "request dms.get-model 1"
    numbers = sim.stats()
    assert (numbers["rx-bytes"], numbers["rx-frames"]) == (str(len(data)), "1")
    assert (numbers["tx-frames"], numbers["requests"], numbers["responses"]) == ("1", "1", "1")
    wire.write(data * 300)
    sim.wait_for(lambda: sim.stats()["requests"] == "301")
    assert len(sim.do("received 5")) == 6 and len(sim.do("received")) == 257


def check_bench(sim, wire, _folder):
    dms = wire.allocate(DMS)
    for size in (60, 2048, 65000):
        sim.do(f"bench {size}")
        got = Frame(wire.raw(request(DMS, dms, 0x1234, 0x21)))
        assert (len(got.data), got.txid, got.cid, got.error) == (size, 0x1234, dms, 0)
        assert set(got.tlvs) == {1, 2}
    assert Frame(wire.raw(request(DMS, dms + 1, 1, 0x21))).error == 7, "as strict as ever"
    assert wire.ask(DMS, dms, 0x2D).tlvs[1] == b"\0", "other answers are as they were"
    sim.do("hostile silent next")
    assert wire.raw(request(DMS, dms, 1, 0x21)) == b"", "behaviours are done to the fast path, too"
    sim.do("bench 0")


def check_opens(sim, wire, _folder):
    """Client ids live on between opens; a new open takes the place of one that is still there."""
    dms = wire.allocate(DMS)
    wire.close()
    again = sim.open()
    assert again.ask(DMS, dms, 0x22).error == 0
    third = sim.open()
    assert third.ask(DMS, dms, 0x22).error == 0
    assert again.read() == b"", "the one before was closed"
    third.write(request(DMS, dms, 1, 0x22)[:7])
    third.close()
    fourth = sim.open()
    assert fourth.ask(DMS, dms, 0x22).error == 0, "half a frame is forgotten with its open"
    fourth.close()
    sim.do("disappear 50")
    sim.wait_for(lambda: not os.path.exists(sim.path))
    sim.wait_for(lambda: os.path.exists(sim.path))
    fifth = sim.open()
    assert fifth.ask(DMS, dms, 0x22).error == 7, "it came back as a new modem"
    assert fifth.raw(b"") == b"" and len(KNOWN_ANSWER) == 24
    fifth.close()


def check_one_at_a_time(sim, wire, _folder):
    """Bytes may come as they like."""
    dms = wire.allocate(DMS)
    for byte in request(DMS, dms, 1, 0x22):
        wire.write(bytes([byte]))
    assert Frame(wire.read()).txid == 1
    wds = wire.allocate(WDS)
    wire.write(b"".join(request(WDS, wds, t, 0x22) for t in range(1, 2001)))
    data = b""
    while len(split(data)[0]) < 2000:
        data += wire.read()
    assert [Frame(f).txid for f in split(data)[0]] == list(range(1, 2001))


CHECKS = [check_answers, check_mistakes, check_indications, check_delays, check_counters,
          check_bench, check_opens, check_one_at_a_time]


def check_script(program):
    with tempfile.TemporaryDirectory() as folder:
        script = os.path.join(folder, "script")
        with open(script, "w", encoding="utf-8") as f:
            f.write('# first words\nanswer dms.get-model model="scripted"\npool dms 1\n')
        with Sim(program, folder, "unix", ["--script", script, "--pool", "7"]) as sim:
            wire = sim.open()
            assert wire.ask(DMS, wire.allocate(DMS), 0x22).tlvs[1] == b"scripted"
            assert wire.ask(CTL, 0, 0x22, tlv(1, bytes([DMS]))).error == 5
            assert [wire.allocate(NAS) for _ in range(7)] == list(range(1, 8))
            sim.stop()
        with open(script, "a", encoding="utf-8") as f:
            f.write("rubbish\n")
        got = subprocess.run([program, "--unix", os.path.join(folder, "s"), "--script", script],
                             capture_output=True, text=True, timeout=20, check=False)
        assert got.returncode == 1 and f"{script}:4: error" in got.stderr, got
    for options in ([], ["--unix"], ["--unix", "a", "--pty", "b"], ["--unix", "a", "--bench", "1"]):
        got = subprocess.run([program, *options], capture_output=True, timeout=20, check=False)
        assert got.returncode == 2 and b"usage" in got.stderr, options


def main():
    program = sys.argv[1]
    for check in CHECKS:
        with tempfile.TemporaryDirectory() as folder, Sim(program, folder) as sim:
            check(sim, sim.open(), folder)
            sim.stop()
    check_script(program)
    print(f"{len(CHECKS) + 1} checks")
    return 0


if __name__ == "__main__":
    sys.exit(main())
