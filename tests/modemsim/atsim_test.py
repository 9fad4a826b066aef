#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The AT ports of the simulated modem: grammar, state, messages, calls, flavours, hostility."""
import os
import re
import select
import socket
import sys
import tempfile

from sim import DMS, NAS, Sim

PDU = "07915155051000F0040B915155051032F400004210102100004005E8329BFD06"
PATIENCE_S = 10


class Port:
    """One AT port, open; E0 unless told otherwise."""

    def __init__(self, path, is_pty=False):
        if is_pty:
            self.fd = os.open(path, os.O_RDWR | os.O_NOCTTY)
        else:
            self.socket = socket.socket(socket.AF_UNIX)
            self.socket.connect(path)
            self.fd = self.socket.fileno()
        self.rest = b""

    def write(self, data):
        data = data if isinstance(data, bytes) else data.encode()
        while data:
            data = data[os.write(self.fd, data):]

    def until(self, pattern):
        """All bytes up to what matches, which is the last of them."""
        while True:
            found = re.search(pattern, self.rest, re.DOTALL)
            if found:
                got, self.rest = self.rest[:found.end()], self.rest[found.end():]
                return got
            assert select.select([self.fd], [], [], PATIENCE_S)[0], (pattern, self.rest[-300:])
            more = os.read(self.fd, 1 << 20)
            assert more, "the modem closed the port"
            self.rest += more

    def ask(self, line, end=rb"\r\n(OK|ERROR|NO CARRIER|\+CM[ES] ERROR: [^\r]*)\r\n"):
        self.write(line + "\r")
        return self.until(end).decode()


def lines(text):
    return [line for line in re.split(r"[\r\n]+", text) if line]


def is_error(text):
    return lines(text)[-1] == "ERROR" or "ERROR:" in text


def test_terminal(sim, port):
    assert port.ask("AT") == "AT\r\r\nOK\r\n", "echo is on"
    assert port.ask("ATE0") == "ATE0\r\r\nOK\r\n"
    assert port.ask("AT") == "\r\nOK\r\n"
    assert port.ask("atS7=30s7?&c1+csq;+CREG?") == \
        "\r\n030\r\n+CSQ: 21,99\r\n+CREG: 0,1\r\n\r\nOK\r\n", "runs, lower case, chains"
    assert port.ask("AT+CSQ;+NOPE;+CREG=2") == "\r\n+CSQ: 21,99\r\n\r\nERROR\r\n"
    assert port.ask("AT+CREG?") == "\r\n+CREG: 0,1\r\n\r\nOK\r\n", "nothing behind an error"
    port.write("A/")
    assert port.until(rb"OK\r\n") == b"\r\n+CREG: 0,1\r\n\r\nOK\r\n"
    assert port.ask("ATV0", rb"0\r") == "0\r"
    assert port.ask("AT+CSQ", rb"0\r") == "+CSQ: 21,99\r\n0\r"
    assert port.ask("AT+NOPE", rb"4\r") == "4\r"
    assert port.ask("ATV1Q1;+CSQ", rb"21,99\r\n")
    assert port.ask("ATQ0") == "\r\nOK\r\n"
    port.write("\x1b\rnoise AT\n")
    assert port.until(rb"OK\r\n") == b"\r\nOK\r\n", "ESC CR, noise before AT, LF"
    port.write("AT+C\bCSQ\r")
    assert "21,99" in port.until(rb"OK\r\n").decode(), "backspace"
    port.write("AT" + "X" * 5000 + "\r")
    assert is_error(port.until(rb"ERROR\r\n").decode())
    assert port.ask("AT&F;+CREG?") == "\r\n+CREG: 0,1\r\n\r\nOK\r\n"
    assert port.ask("ATE0").startswith("ATE0"), "as it came"


def test_errors(sim, port):
    port.ask("ATE0")
    port.ask('AT+CLCK="SC",1,"1234"')
    for cmee, end in ((0, "ERROR"), (1, "+CME ERROR: 16"), (2, "+CME ERROR: incorrect password")):
        port.ask(f"AT+CMEE={cmee}")
        assert lines(port.ask('AT+CLCK="SC",0,"0000"'))[-1] == end
    assert lines(port.ask("AT+CPIN?"))[0] == "+CPIN: SIM PUK", "three times wrong"
    assert "incorrect" in port.ask('AT+CPIN="11111111","4321"')
    assert lines(port.ask('AT+CPIN="12345678","4321"')) == ["OK"]
    assert lines(port.ask("AT+CPIN?"))[0] == "+CPIN: READY"
    sim.do("event card removed")
    assert "SIM not inserted" in port.ask("AT+CPIN?") and "not inserted" in port.ask("AT+CIMI")


def test_one_modem(sim, port):
    """What the AT port does is seen at the QMI port, and the other way round."""
    port.ask("ATE0")
    wire = sim.open()
    dms, nas = wire.allocate(DMS), wire.allocate(NAS)
    assert wire.ask(DMS, dms, 0x25).tlvs[0x11].decode() in port.ask("AT+CGSN"), "one IMEI"
    port.ask("AT+CFUN=4")
    assert wire.ask(DMS, dms, 0x2D).tlvs[1] == b"\x01", "low power"
    assert wire.ask(NAS, nas, 0x24).tlvs[1][0] == 0, "not registered"
    assert "99,99" in port.ask("AT+CSQ") and lines(port.ask("AT+COPS?"))[0] == "+COPS: 0"
    port.ask("AT+CREG=2")
    sim.do("event network registered")
    port.until(rb'\+CREG: 1,"1234","01A2D001",7\r\n')
    port.ask("AT+CFUN=1")
    sim.do("event signal -91")
    assert "+CSQ: 11,99" in port.ask("AT+CSQ")
    wire.close()


def test_messages(sim, port):
    port.ask("ATE0")
    assert PDU in port.ask("AT+CMGL=4"), "one message is there from the start"
    port.ask("AT+CNMI=2,1")
    sim.do("sms-receive " + PDU)
    port.until(rb'\r\n\+CMTI: "ME",2\r\n')
    assert lines(port.ask("AT+CMGR=2")) == ["+CMGR: 0,,24", PDU, "OK"]
    assert lines(port.ask("AT+CMGR=2"))[0] == "+CMGR: 1,,24", "read now"
    port.ask("AT+CMGF=1")
    assert lines(port.ask("AT+CMGR=2"))[1] == "hello"
    port.ask("AT+CMGF=0;+CNMI=2,2")
    sim.do("sms-receive " + PDU)
    port.until(rb"\r\n\+CMT: ,24\r\n" + PDU.encode() + rb"\r\n")
    assert "+CMS ERROR: 321" in port.ask("AT+CMGD=9")
    assert lines(port.ask("AT+CMGD=1,4")) == ["OK"] and lines(port.ask("AT+CMGL=4")) == ["OK"]
    for entry, answer in ((PDU + "\x1a", "+CMGS: 1"), (PDU + "00\x1a", "+CMS ERROR: 304"),
                          ("zz\x1a", "+CMS ERROR: 304"), ("\x1b", "OK")):
        assert port.ask("AT+CMGS=24", rb"> ") == "\r\n> "
        port.write(entry)
        assert lines(port.until(rb"(OK|ERROR: 304)\r\n").decode())[0] == answer
    port.write("AT+CMGW=24\r" + PDU + "\x1a")
    assert "+CMGW: 1" in port.until(rb"OK\r\n").decode(), "in one go"


def test_calls(sim, port):
    port.ask("ATE0")
    port.ask("AT+CLIP=1")
    sim.do("ring +15550177")
    port.until(rb'RING\r\n\r\n\+CLIP: "\+15550177",145,,,,0\r\n')
    assert '+CLCC: 1,1,4,0,0,"+15550177",145' in port.ask("AT+CLCC")
    assert lines(port.ask("ATA"))[-1] == "OK" and "+CLCC: 1,1,0" in port.ask("AT+CLCC")
    sim.do("event hangup")
    port.until(rb"NO CARRIER\r\n")
    assert lines(port.ask("ATD5550123;")) == ["OK"] and "+CLCC: 1,0," in port.ask("AT+CLCC")
    assert lines(port.ask("AT+CHUP")) == ["OK"] and lines(port.ask("AT+CLCC")) == ["OK"]
    port.ask('AT+CUSD=1,"*100#",15')
    port.until(rb'\+CUSD: 0,"Your balance is 10.00",15\r\n')
    port.ask('AT+CSCS="UCS2"')
    port.ask('AT+CUSD=1,"002A0031003000310023",15')
    port.until(rb'\+CUSD: 1,"00310020[0-9A-F]*",72\r\n')


def test_data(sim, port):
    port.ask("ATE0")
    assert "CONNECT" in port.ask("ATD*99#", rb"CONNECT[^\r]*\r\n")
    assert "+CGACT: 1,1" not in port.rest.decode()
    blob = bytes(range(256)) * 20
    port.write(blob)
    assert port.until(re.escape(blob)) == blob, "bytes as they are"
    sim.do("at-hang-up")
    port.until(rb"\r\nNO CARRIER\r\n")
    assert lines(port.ask("AT+CGACT?")) == ["+CGACT: 1,0", "OK"]


def test_card(sim, port):
    port.ask("ATE0")
    assert '+CRSM: 144,0,"98000101000000' in port.ask("AT+CRSM=176,12258,0,0,10")
    assert "+CRSM: 106,130" in port.ask("AT+CRSM=192,12345")
    assert '"63C3"' in port.ask('AT+CSIM=10,"0020000100"')
    for number in (1, 2):
        assert f"+CCHO: {number}" in port.ask('AT+CCHO="A0000005591010"')
    assert "+CGLA: 4," in port.ask('AT+CGLA=2,10,"00F2000000"')
    assert is_error(port.ask('AT+CGLA=3,10,"00F2000000"'))
    assert lines(port.ask("AT+CCHC=1"))[-1] == "OK" and is_error(port.ask("AT+CCHC=1"))


def test_rules(sim, port):
    port.ask("ATE0")
    sim.do("at-answer +CSQ +CSQ: 1,2\\n+CSQ: 3,4")
    assert lines(port.ask("AT+CSQ")) == ["+CSQ: 1,2", "+CSQ: 3,4", "OK"]
    sim.do("at-answer +CSQ +CME ERROR: 7")
    assert lines(port.ask("AT+CSQ")) == ["+CME ERROR: 7"]
    sim.do("at-answer +CSQ")
    assert "21,99" in port.ask("AT+CSQ")
    sim.do("at-answer-raw '+COPS=?' odd\\r\\nOK\\r\\n")
    assert port.ask("AT+COPS=?") == "odd\r\nOK\r\n"
    sim.do("at-delay +CSQ 100")
    assert "21,99" in port.ask("AT+CSQ")
    sim.do("at-drop +CSQ")
    port.write("AT+CSQ\rAT\r")
    assert port.until(rb"OK\r\n") == b"\r\nOK\r\n", "one answer to two"
    sim.do("at-indicate +XYZZY: 1")
    port.until(rb"\r\n\+XYZZY: 1\r\n")
    assert sim.do("at-received 2")[:2] == ["AT+CSQ", "AT"]
    assert "commands=" in sim.do("at-stats")[0]


def test_hostile(sim, port):
    """Each behaviour sends something, and the modem goes on."""
    port.ask("ATE0")
    listed = [line for line in sim.do("hostile list")[:-1] if line.startswith("at-")]
    assert len(listed) > 50, listed
    for line in listed:
        name, when, _ = line.split(":")[0].split(" ")
        if name in ("at-slow-drip", "at-late", "at-silent", "at-missing-final", "at-code-storm"):
            continue
        if "now" in when:
            sim.do(f"hostile {name}")
        if "next" in when:
            sim.do(f"hostile {name} next")
            port.write("AT+CSQ\r")
        port.rest = b""
        before = os.urandom(4).hex()
        sim.do(f"at-answer +XTRY +XTRY: {before}")
        port.write("AT+XTRY\r")
        got = port.until(re.escape(before.encode()) + rb"\r\n\r\nOK\r\n")
        assert len(got) > 24, (name, "nothing but the answer")
        if name == "at-long-line":
            assert len(got) > 1 << 20
    port.rest = b""
    sim.do("hostile at-code-storm 5000")
    got = port.until(rb"(\r\n\+CREG: [15]\r\n){2500}(\r\n\+CREG: [15]\r\n){2500}")
    assert got.count(b"+CREG: 5") == 2500 and "storm=5000 " in sim.do("at-stats")[0]
    sim.do("hostile at-missing-final next")
    port.write("AT+CSQ\r")
    assert port.until(rb"21,99\r\n").endswith(b"21,99\r\n")
    sim.do("hostile at-silent next")
    port.write("AT+CSQ\r")
    assert port.ask("AT") == "\r\nOK\r\n"
    sim.do("hostile at-late next 1 50")
    assert "21,99" in port.ask("AT+CSQ")
    sim.do("hostile at-slow-drip next 1 2")
    assert "21,99" in port.ask("AT+CSQ")
    sim.do("hostile off")


def test_flavours(program, folder):
    marks = {"quectel": ("AT+QCSQ", "+QCSQ: \"LTE\""), "huawei": ("AT^SYSINFO", "^SYSINFO:2,3"),
             "sierra": ("AT!GSTATUS?", "!GSTATUS:"), "ublox": ("AT+UREG?", "+UREG: 0,7")}
    for flavour, (command, answer) in marks.items():
        place = os.path.join(folder, flavour)
        os.mkdir(place)
        pty = os.path.join(place, "at")
        with Sim(program, place, options=["--at-pty", pty, "--at-flavour", flavour]) as sim:
            port = Port(pty, is_pty=True)
            end = rb"OK\r\n"
            port.ask("ATE0", end)
            got = port.ask(command, end)
            assert answer in got, (flavour, got)
            assert (got[:2] == "\r\n") == (flavour != "sierra"), got
            sim.do("at-boot")
            got = port.ask("AT", end)
            assert len(got) > 12, (flavour, got)
            assert ("\r\r\n" in got) == (flavour == "huawei"), got
            os.close(port.fd)
            sim.stop()
            assert not os.path.lexists(pty)


TESTS = [test_terminal, test_errors, test_one_modem, test_messages, test_calls, test_data,
         test_card, test_rules, test_hostile]


def main():
    program = sys.argv[1]
    for test in TESTS:
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "at")
            with Sim(program, folder, options=["--at-unix", path]) as sim:
                test(sim, Port(path))
                sim.stop()
    with tempfile.TemporaryDirectory() as folder:
        test_flavours(program, folder)
    print(f"{len(TESTS) + 1} checks")
    return 0


if __name__ == "__main__":
    sys.exit(main())
