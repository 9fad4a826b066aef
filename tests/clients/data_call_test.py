#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Data calls over an AT port: a real ModemManager's, and one that the real chat dials for pppd.

Directly and through airlock under the shipped policies: CONNECT, bytes both ways as they are, the
end, and the port is in command mode again. The kernel of a test machine need not have PPP: the part
of pppd, behind the dialling, is played here.
"""
import os
import select
import subprocess
import sys
import termios
import tty

from modemmanager_test import Manager, REGISTERED
from stage import Airlock, Modem, Stage, need, wait_for

CONNECTED = "11"
# An LCP frame (RFC 1661, RFC 1662), then what must mean nothing in data mode.
FRAME = b"\x7e\xff\x7d\x23\xc0\x21\x7d\x21\x7d\x21\x7d\x20\x7d\x34\x7d\x22\x7d\x26\x8a\x21\x7e"
BYTES = FRAME + b"\r\nOK\r\nAT+CFUN=0\r\nNO CARRIER\r" + bytes(range(256)) * 16 + FRAME
SCRIPT = ["TIMEOUT", "20", "ABORT", "BUSY", "ABORT", "NO CARRIER", "", "ATZ", "OK", "ATQ0V1E1S0=0",
          "OK", 'AT+CGDCONT=1,"IP","internet"', "OK", "ATD*99#", "CONNECT"]


def data_bytes(modem):
    return modem.stats()["data-bytes"]


def run_manager(stage, modem, endpoint):
    manager, results = Manager(stage, endpoint, "generic"), {}
    manager.call("Modem.Enable", "true")
    manager.wait_state(REGISTERED)
    for turn in ("first", "second"):
        before, heard = data_bytes(modem), len(manager.relay.transcript.bytes)
        bearer = manager.call("Modem.Simple.Connect", "{'apn': <'internet'>}").split("'")[1]
        manager.wait_state(CONNECTED)
        results[turn, "connected"] = manager.get("Bearer", "Connected", bearer)
        # What pppd would write to the port, and be written.
        os.write(manager.relay.port, BYTES)
        wait_for(lambda n=before: data_bytes(modem) - n >= len(BYTES), "the bytes at the modem")
        wait_for(lambda n=heard: BYTES in manager.relay.transcript.bytes[n:], "the modem's bytes")
        manager.call("Modem.Simple.Disconnect", "/")
        manager.wait_state(REGISTERED)
        results[turn, "disconnected"] = manager.get("Bearer", "Connected", bearer)
        results[turn, "dialled"] = [x for x in modem.received() if x.startswith("ATD")]
        modem.tell("at-forget")
    manager.call("Modem.Modem3gpp.Scan")  # commands are answered again
    results["operator"] = manager.get("Modem.Modem3gpp", "OperatorName")
    return results


def exchange(fd, modem):
    before, heard = data_bytes(modem), b""
    os.write(fd, BYTES)
    while len(heard) < len(BYTES) and select.select([fd], [], [], 30)[0]:
        heard += os.read(fd, 65536)
    assert data_bytes(modem) - before == len(BYTES), data_bytes(modem)
    return heard == BYTES


def ask(fd, line):
    os.write(fd, line)
    heard = b""
    while not heard.endswith((b"OK\r\n", b"ERROR\r\n")) and select.select([fd], [], [], 30)[0]:
        heard += os.read(fd, 4096)
    return heard


def hang_up(fd, how, modem):
    """By the speed, as pppd does, or by the network."""
    if how == "speed":
        attributes = termios.tcgetattr(fd)
        speeds = attributes[4:6]
        attributes[4] = attributes[5] = termios.B0
        termios.tcsetattr(fd, termios.TCSANOW, attributes)
    else:
        modem.tell("at-hang-up")
    heard = b""
    while b"NO CARRIER\r\n" not in heard and select.select([fd], [], [], 30)[0]:
        heard += os.read(fd, 4096)
    if how == "speed":
        attributes[4:6] = speeds
        termios.tcsetattr(fd, termios.TCSANOW, attributes)
    return heard


def run_chat(stage, modem, endpoint):
    results = {}
    for how in ("speed", "network"):
        fd = os.open(endpoint, os.O_RDWR | os.O_NOCTTY)
        tty.setraw(fd)
        log = stage.path("chat.log")
        with open(log, "wb") as err:
            done = subprocess.run(["/usr/sbin/chat", "-s", "-S", "-v", *SCRIPT], stdin=fd,
                                  stdout=fd, stderr=err, timeout=60, check=False)
        assert done.returncode == 0, stage.read("chat.log")
        # The rest of the line that CONNECT begins.
        while select.select([fd], [], [], 0.5)[0]:
            os.read(fd, 4096)
        results[how, "bytes"] = exchange(fd, modem)
        results[how, "end"] = hang_up(fd, how, modem)
        results[how, "again"] = ask(fd, b"ATE0\r")[-6:], ask(fd, b"AT+CSQ\r")
        os.close(fd)
    return results


def compare(what, direct, through):
    wrong = 0
    for name, value in direct.items():
        same = through.get(name) == value
        wrong += not same
        print(f"{'same     ' if same else 'DIFFERENT'} {what} {name}: {value!r}"
              f"{'' if same else f', through airlock {through.get(name)!r}'}")
    return wrong


def check(build, what, run, kind, policy):
    with Stage(build) as stage:
        modem = Modem(stage, kind)
        direct = run(stage, modem, modem.path)
    with Stage(build) as stage:
        modem = Modem(stage, kind)
        airlock = Airlock(stage, modem, kind, policy, f"{policy}.policy")
        through = run(stage, modem, airlock.endpoint)
        airlock.counters()
        refused = airlock.refusals()
        calls = [r for r in airlock.records() if r["event"] == "passed" and r["type"] == "result"]
    wrong = compare(what, direct, through)
    print(f"{what}: refused {sorted(set(refused))}; of data mode there are {len(calls)} records")
    return wrong + (len(calls) < 2)  # each of the two connections at least


def main():
    build = sys.argv[1]
    need(chat="ppp", ModemManager="modemmanager",
         **{"dbus-daemon": "dbus-daemon", "gdbus": "libglib2.0-bin"})
    wrong = check(build, "chat", run_chat, "pty", "pppd")
    wrong += check(build, "ModemManager", run_manager, "unix", "modemmanager")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
