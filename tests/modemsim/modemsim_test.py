#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The simulated modem, spoken to in raw frames: client ids, state, commands, ports.

usage: modemsim_test.py AIRLOCK-MODEMSIM
"""
import os
import struct
import sys
import tempfile

from sim import CTL, DMS, LOC, NAS, PDC, UIM, VOICE, WDS, WMS, Frame, Sim, request, split, tlv

EXHAUSTED, INVALID_CLIENT, INVALID_SERVICE, UNKNOWN = 5, 7, 31, 71


def string8(text):
    return bytes([len(text)]) + text


def check_client_ids(sim, wire):
    assert wire.ask(DMS, 1, 0x22).error == INVALID_CLIENT, "nobody allocated that one"
    first, second = wire.allocate(DMS), wire.allocate(DMS)
    assert first != second and first not in (0, 255)
    assert wire.ask(DMS, first, 0x22).error == 0
    assert wire.ask(NAS, first, 0x24).error == INVALID_CLIENT, "that is an id of another service"
    release = tlv(1, bytes([DMS, first]))
    assert wire.ask(CTL, 0, 0x23, release).error == 0
    assert wire.ask(CTL, 0, 0x23, release).error == INVALID_CLIENT, "it was released before"
    assert wire.ask(DMS, first, 0x22).error == INVALID_CLIENT
    assert wire.ask(DMS, second, 0x22).error == 0, "the other one lives on"
    assert "client dms 2" in sim.do("clients")
    assert wire.ask(CTL, 0, 0x27).error == 0
    assert wire.ask(DMS, second, 0x22).error == INVALID_CLIENT, "SYNC forgets all"
    assert sim.do("clients") == ["ok clients=0"]


def check_pools(sim, wire):
    sim.do("pool wms 3")
    assert [wire.allocate(WMS) for _ in range(3)] == [1, 2, 3]
    got = wire.ask(CTL, 0, 0x22, tlv(1, bytes([WMS])))
    assert got.error == EXHAUSTED and list(got.tlvs) == [2]
    assert wire.ask(CTL, 0, 0x23, tlv(1, bytes([WMS, 2]))).error == 0
    assert wire.allocate(WMS) == 2
    sim.do("pool wms 0")
    assert wire.ask(CTL, 0, 0x22, tlv(1, bytes([WMS]))).error == INVALID_SERVICE
    assert wire.ask(CTL, 0, 0x22, tlv(1, b"\xee")).error == INVALID_SERVICE
    assert wire.ask(CTL, 0, 0x22, tlv(1, b"\0")).error == INVALID_SERVICE


def check_strictness(sim, wire):
    """A fault of a request gets an error, or nothing where nobody can be answered."""
    cid = wire.allocate(DMS)
    assert wire.ask(DMS, cid, 0x7777).error == UNKNOWN
    assert wire.ask(DMS, cid, 0x2E).error == 17, "a mandatory TLV is missing"
    mode = tlv(1, b"\1")
    assert wire.ask(DMS, cid, 0x2E, mode + mode).error == 1, "a TLV stands twice"
    for broken in (b"\x01", b"\x01\x05\x00\x00", b"\x01\x00\x00"):
        assert wire.ask(DMS, cid, 0x2E, broken).error == 1, broken
    whole = request(DMS, cid, 9, 0x2E, mode)
    for length in (-1, 1):
        bad = bytearray(whole)
        bad[11] += length
        assert Frame(wire.raw(bytes(bad))).error == 1, "the length of the body"
    as_response = bytearray(whole)
    as_response[6] = 2
    assert wire.raw(bytes(as_response)) == b"", "a modem does not answer answers"
    before = int(sim.stats()["rx-garbage"])
    wire.write(b"\x55" * 100)
    sim.wait_for(lambda: int(sim.stats()["rx-garbage"]) == before + 100)
    assert wire.ask(DMS, cid, 0x22).error == 0
    assert wire.ask(DMS, cid, 0x2D).tlvs[1] == b"\0", "the mode is as it was"


def check_version_info(_sim, wire):
    got = wire.ask(CTL, 0, 0x21)
    count = got.tlvs[1][0]
    services = [s[0] for s in struct.iter_unpack("<BHH", got.tlvs[1][1:])]
    assert len(services) == count and {CTL, WDS, DMS, NAS, UIM, LOC, PDC} <= set(services)
    assert 0x2D in services and 0x10 in got.tlvs, "what real modems list beyond libqmi"


def check_operating_mode(_sim, wire):
    dms, nas, wds = wire.allocate(DMS), wire.allocate(NAS), wire.allocate(WDS)
    assert wire.ask(DMS, dms, 0x01, tlv(0x14, b"\1")).error == 0
    assert wire.ask(NAS, nas, 0x24).tlvs[1][0] == 1
    assert wire.ask(DMS, dms, 0x2E, tlv(1, b"\1")).error == 0
    assert [(f.service, f.cid, f.message) for f in wire.others if f.is_indication] == \
        [(DMS, dms, 1)], "only who asked hears of it"
    assert wire.ask(DMS, dms, 0x2D).tlvs[1] == b"\1"
    assert wire.ask(NAS, nas, 0x24).tlvs[1][0] == 0, "no network without a radio"
    got = wire.ask(WDS, wds, 0x20)
    assert got.error == 14 and 0x10 in got.tlvs, "an error that says why beside it"
    assert wire.ask(DMS, dms, 0x2E, tlv(1, b"\x63")).error == 48
    assert wire.ask(DMS, dms, 0x2E, tlv(1, b"\0")).error == 0
    assert wire.ask(NAS, nas, 0x24).tlvs[1][0] == 1


def check_data_session(sim, wire):
    mine, other = wire.allocate(WDS), wire.allocate(WDS)
    wanted = tlv(0x10, b"\xff\xff\0\0")
    assert wire.ask(WDS, mine, 0x2D, wanted).error == 15, "no settings without a call"
    got = wire.ask(WDS, mine, 0x20, tlv(0x14, b"internet.test"))
    handle = got.tlvs[1]
    assert got.error == 0 and len(handle) == 4
    assert [(f.message, f.cid, f.tlvs[1]) for f in wire.others] == [(0x22, mine, b"\2\0")]
    assert wire.ask(WDS, mine, 0x20).error == 26, "it is started"
    assert wire.ask(WDS, mine, 0x22).tlvs[1] == b"\2"
    assert wire.ask(WDS, other, 0x22).tlvs[1] == b"\1", "another client sees no call"
    assert wire.ask(WDS, other, 0x21, tlv(1, handle)).error == 26
    assert wire.ask(WDS, mine, 0x2D, wanted).error == 0
    assert wire.ask(WDS, mine, 0x21, tlv(1, b"\0\0\0\0")).error == 9
    assert wire.ask(WDS, mine, 0x21, tlv(1, handle)).error == 0
    assert wire.ask(WDS, mine, 0x22).tlvs[1] == b"\1"
    assert wire.ask(WDS, mine, 0x20).error == 0
    sim.do("event disconnect")
    assert wire.ask(WDS, mine, 0x22).tlvs[1] == b"\1"
    assert [f.tlvs[1] for f in wire.others] == [b"\1\0"]


def check_profiles(_sim, wire):
    wds = wire.allocate(WDS)
    got = wire.ask(WDS, wds, 0x27, tlv(1, b"\0") + tlv(0x10, b"new") + tlv(0x14, b"new.test"))
    index = got.tlvs[1][1:]
    assert wire.ask(WDS, wds, 0x2B, tlv(1, b"\0" + index)).tlvs[0x14] == b"new.test"
    assert wire.ask(WDS, wds, 0x28, tlv(1, b"\0" + index) + tlv(0x14, b"else.test")).error == 0
    got = wire.ask(WDS, wds, 0x2B, tlv(1, b"\0" + index))
    assert (got.tlvs[0x10], got.tlvs[0x14]) == (b"new", b"else.test")
    assert wire.ask(WDS, wds, 0x2A).tlvs[1][0] == 3
    assert wire.ask(WDS, wds, 0x4A, tlv(1, b"\0\0" + index)).error == 0
    assert wire.ask(WDS, wds, 0x49, tlv(1, b"\0\0")).tlvs[1] == index
    assert wire.ask(WDS, wds, 0x29, tlv(1, b"\0" + index)).error == 0
    assert wire.ask(WDS, wds, 0x29, tlv(1, b"\0" + index)).error == 10
    assert wire.ask(WDS, wds, 0x2A).tlvs[1][0] == 2


def check_pins(_sim, wire):
    """Three tries, by whatever service; then only the unblocking code helps."""
    dms, uim = wire.allocate(DMS), wire.allocate(UIM)

    def verify(pin):
        return wire.ask(DMS, dms, 0x28, tlv(1, b"\1" + string8(pin)))

    def counters():
        return wire.ask(DMS, dms, 0x2B).tlvs[0x11]

    assert counters() == b"\3\3\x0a"
    got = verify(b"0000")
    assert got.error == 12 and got.tlvs[0x10] == b"\2\x0a"
    assert verify(b"1234").error == 0 and counters() == b"\3\3\x0a"
    session = tlv(1, b"\0\0")
    for left, error in ((2, 12), (1, 12), (0, 35)):
        got = wire.ask(UIM, uim, 0x26, session + tlv(2, b"\1" + string8(b"9999")))
        assert (got.error, got.tlvs[0x10][0]) == (error, left)
    assert verify(b"1234").error == 35 and counters() == b"\4\0\x0a"
    assert b"\4\0\x0a" in wire.ask(UIM, uim, 0x2F).tlvs[0x10], "the card's status says so, too"
    unblock = b"\1" + string8(b"00000000") + string8(b"5678")
    assert wire.ask(DMS, dms, 0x29, tlv(1, unblock)).error == 12
    unblock = b"\1" + string8(b"12345678") + string8(b"5678")
    assert wire.ask(DMS, dms, 0x29, tlv(1, unblock)).error == 0
    assert verify(b"5678").error == 0
    change = b"\1" + string8(b"5678") + string8(b"1234")
    assert wire.ask(DMS, dms, 0x2A, tlv(1, change)).error == 0
    assert verify(b"5678").error == 12 and verify(b"1234").error == 0


def check_card(sim, wire):
    uim = wire.allocate(UIM)
    session = tlv(1, b"\0\0")

    def read(file, offset=0, length=0):
        return wire.ask(UIM, uim, 0x20, session + tlv(2, struct.pack("<HB", file, 0)) +
                        tlv(3, struct.pack("<HH", offset, length)))

    assert read(0x2FE2).tlvs[0x11] == b"\x0a\0" + bytes.fromhex("980001010000000010f2")
    assert read(0x2FE2, 2, 3).tlvs[0x11] == b"\3\0" + bytes.fromhex("010100")
    assert read(0x2FE2, 8, 3).error == 48
    got = read(0x1111)
    assert got.error == 48 and got.tlvs[0x10] == b"\x6a\x82"
    got = wire.ask(UIM, uim, 0x42, tlv(1, b"\1") + tlv(0x10, string8(b"\xa0")))
    channel = got.tlvs[0x10]
    apdu = tlv(1, b"\1") + tlv(2, b"\2\0\x80\xf2")
    assert wire.ask(UIM, uim, 0x3B, apdu + tlv(0x10, channel)).error == 0
    assert wire.ask(UIM, uim, 0x3F, tlv(1, b"\1") + tlv(0x11, channel)).error == 0
    assert wire.ask(UIM, uim, 0x3B, apdu + tlv(0x10, channel)).error == 82
    assert wire.ask(UIM, uim, 0x2E, tlv(1, b"\1\0\0\0")).error == 0
    sim.do("event card removed")
    assert wire.ask(UIM, uim, 0x2F).tlvs[0x10][9] == 0
    assert [(f.message, f.tlvs[0x10][9]) for f in wire.others] == [(0x32, 0)]
    assert read(0x2FE2).error == 48
    sim.do("event card inserted")
    assert wire.ask(UIM, uim, 0x2F).tlvs[0x10][9] == 1


def check_messages(sim, wire):
    wms = wire.allocate(WMS)
    nv = b"\1"

    def stored():
        body = wire.ask(WMS, wms, 0x31, tlv(1, nv)).tlvs[1]
        return list(struct.iter_unpack("<IB", body[4:]))

    assert stored() == [(0, 1)]
    pdu = bytes.fromhex("000100")
    got = wire.ask(WMS, wms, 0x21, tlv(1, nv + b"\6" + struct.pack("<H", 3) + pdu))
    assert got.error == 0 and stored() == [(0, 1), (1, 3)]
    entry = nv + got.tlvs[1]
    assert wire.ask(WMS, wms, 0x22, tlv(1, entry)).tlvs[1] == b"\3\6\3\0" + pdu
    assert wire.ask(WMS, wms, 0x42, tlv(1, entry + b"\1")).error == 0
    assert wire.ask(WMS, wms, 0x24, tlv(1, nv) + tlv(0x10, got.tlvs[1])).error == 0
    assert wire.ask(WMS, wms, 0x22, tlv(1, entry)).error == 50
    ids = [wire.ask(WMS, wms, 0x20, tlv(1, b"\6\3\0" + pdu)).tlvs[1] for _ in range(2)]
    assert ids[0] != ids[1]
    assert wire.ask(WMS, wms, 0x01, tlv(0x10, b"\1")).error == 0
    sim.do("event sms 00010203")
    assert stored() == [(0, 1), (1, 1)]
    sim.do("event sms 00")
    assert wire.ask(WMS, wms, 0x22, tlv(1, nv + b"\1\0\0\0")).tlvs[1] == b"\1\6\4\0\0\1\2\3"
    assert [f.tlvs[0x10] for f in wire.others] == [nv + b"\2\0\0\0"]
    assert wire.ask(WMS, wms, 0x22, tlv(1, nv + b"\1\0\0\0")).tlvs[1][0] == 0, "now it is read"


def check_calls(sim, wire):
    voice = wire.allocate(VOICE)
    assert wire.ask(VOICE, voice, 0x03, tlv(0x13, b"\1")).error == 0
    call = wire.ask(VOICE, voice, 0x20, tlv(1, b"15550123")).tlvs[0x10]
    assert [f.tlvs[1][:3] for f in wire.others] == [b"\1" + call + b"\3"]
    got = wire.ask(VOICE, voice, 0x2F)
    assert b"15550123" in got.tlvs[0x11] and got.tlvs[0x10][0] == 1
    sim.do("event call 15550199")
    assert wire.ask(VOICE, voice, 0x2F).tlvs[0x10][0] == 2
    assert wire.ask(VOICE, voice, 0x22, tlv(1, b"\2")).error == 0
    assert wire.ask(VOICE, voice, 0x21, tlv(1, call)).error == 0
    assert wire.ask(VOICE, voice, 0x21, tlv(1, call)).error == 48
    sim.do("event hangup")
    assert 0x10 not in wire.ask(VOICE, voice, 0x2F).tlvs


def check_two_steps(_sim, wire):
    """The answer first, then an indication with the same number, to the one who asked."""
    loc, pdc, other = wire.allocate(LOC), wire.allocate(PDC), wire.allocate(LOC)
    assert wire.ask(LOC, loc, 0x3A, tlv(1, b"\2\0\0\0")).error == 0
    assert [(f.message, f.cid) for f in wire.others] == [(0x3A, loc)]
    assert wire.ask(LOC, other, 0x3B).error == 0
    assert [(f.cid, f.tlvs[0x10]) for f in wire.others] == [(other, b"\2\0\0\0")]
    assert wire.ask(PDC, pdc, 0x24, tlv(0x10, b"\7\0\0\0") + tlv(0x11, b"\1\0\0\0")).error == 0
    assert [(f.message, f.tlvs[0x10]) for f in wire.others] == [(0x24, b"\7\0\0\0")]
    answer = request(LOC, loc, 77, 0x3B)
    frames, _ = split(wire.raw(answer))
    assert [Frame(f).kind for f in frames] == [2, 4], "the answer comes first"


def check_positions(sim, wire):
    loc = wire.allocate(LOC)
    assert wire.ask(LOC, loc, 0x23, tlv(1, b"\0")).error == 48, "nothing was started"
    assert wire.ask(LOC, loc, 0x21, tlv(1, struct.pack("<Q", 1 | 4))).error == 0
    assert wire.ask(LOC, loc, 0x22, tlv(1, b"\0")).error == 0
    sim.do("event fix")
    assert wire.ask(LOC, loc, 0x23, tlv(1, b"\0")).error == 0
    messages = [f.message for f in wire.others]
    assert messages[:2] == [0x24, 0x26], messages


def check_every_answer(_sim, wire):
    """Each message that Get Supported Messages names has an answer, whatever it says."""
    count = 0
    for service in (WDS, DMS, NAS, WMS, VOICE, UIM):
        cid = wire.allocate(service)
        bits = wire.ask(service, cid, 0x1E).tlvs[0x10][2:]
        for message in range(len(bits) * 8):
            if bits[message // 8] >> message % 8 & 1:
                assert wire.ask(service, cid, message).error != UNKNOWN, (service, message)
                count += 1
            else:
                assert wire.ask(service, cid, message).error in (UNKNOWN, 17), (service, message)
    assert count > 100, count


CHECKS = [check_client_ids, check_pools, check_strictness, check_version_info,
          check_operating_mode, check_data_session, check_profiles, check_pins, check_card,
          check_messages, check_calls, check_two_steps, check_positions, check_every_answer]


def main():
    program = sys.argv[1]
    for check in CHECKS:
        for port in ("unix", "pty", "fd"):
            with tempfile.TemporaryDirectory() as folder, Sim(program, folder, port) as sim:
                wire = sim.open()
                check(sim, wire)
                wire.close()
                if port == "fd":
                    sim.wait_for_end()
                else:
                    sim.stop()
    print(f"{len(CHECKS)} checks on 3 kinds of port")
    return 0


if __name__ == "__main__":
    sys.exit(main())
