#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A command inside the argument of another: it reaches a bare modem, and none behind airlock.

Byte for byte what clients write that splice what they were given into a command (CVE-2023-33378,
ModemManager #1062 to #1067), at a socket and at a pseudo-terminal, under ModemManager's policy;
then a real ModemManager, which is told such PINs, codes and numbers over its bus.
"""
import os
import sys

from hostile_at_test import Client
from modemmanager_test import Manager, REGISTERED
from stage import Airlock, Modem, Stage, need

EVIL = 'AT+QLINUXCMD="reboot"'
CHAINED, CR, LF = EVIL[2:], f"\r{EVIL}\r", f"\n{EVIL}\n"
PDU = "0001000B915155051032F4000005E8329BFD06"
# name; what is written; the lines that the modem may get of it: what stands before the injected one
# is a command by itself, and granted.
CASES = (
    ("supl host", f'AT+XLCSSLP=1,"supl.example{CR}",7276\r', ()),
    ("supl host, chained", f'AT+XLCSSLP=1,"h",1;{CHAINED};+XLCSSLP=1,"h",7276\r', ()),
    ("ussd", f'AT+CUSD=1,"*100#{CR}",15\r', ()),
    ("ussd, unquoted", f"AT+CUSD=1,*100#{CR},15\r", ("AT+CUSD=1,*100#",)),
    ("ussd, chained", f'AT+CUSD=1,"*100#",15;{CHAINED}\r', ()),
    ("pin", f'AT+CPIN="1234{CR}"\r', ()),
    ("pin, LF", f'AT+CPIN="1234{LF}"\r', ()),
    ("puk", f'AT+CPIN="12345678","1234";{CHAINED}\r', ()),
    ("lock", f'AT+CLCK="SC",1,"1234{CR}"\r', ()),
    ("password", f'AT+CPWD="SC","1234","1{CR}"\r', ()),
    ("operator", f'AT+CPOL=1,2,"00101{CR}"\r', ()),
    ("operator, chained", f'AT+COPS=1,2,"00101";{CHAINED};+COPS?\r', ()),
    ("apn", f'AT+CGDCONT=1,"IP","internet{CR}"\r', ()),
    ("dial string", f"ATD5550100{CR};\r", ("ATD5550100",)),
    ("dial string, chained", f"ATD5550100;{CHAINED};\r", ()),
    ("dial string, control characters", f"ATD555\x080100\x7f\x00;\r{EVIL}\r", ()),
    ("deflection", f"AT+CTFR=5550100{CR}\r", ("AT+CTFR=5550100",)),
    ("deflection, quoted", f'AT+CTFR="5550100";{CHAINED}\r', ()),
    ("charset", f'AT+CSCS="GSM{CR}"\r', ()),
    ("sender spliced into text mode", f'AT+CMGS="Evil{CR}"\r', ()),
    ("entry, end in its midst", f"AT+CMGS=18\r{PDU}\x1a{EVIL}\r",
     ("AT+CMGS=18", PDU)),
    ("entry, escape in its midst", f"AT+CMGS=18\r{PDU[:10]}\x1b{EVIL}\r", ("AT+CMGS=18", "")),
    ("entry, lines in its midst", f"AT+CMGS=18\r{PDU[:10]}{CR}\x1a", ("AT+CMGS=18", "")),
    ("small letters", f"at+qlinuxcmd=\"reboot\"\rAT;{CHAINED.lower()}\r", ()),
    ("blanks", "AT + QLINUXCMD = \"reboot\"\rA T+QLINUXCMD\r", ()),
    ("repeated", f"{EVIL}\rA/\ra/\r", ()),
    ("behind an escape", f"\x1b{EVIL}\r\x00{EVIL}\r", ()),
    ("behind noise", f"xyz{EVIL}\r~{EVIL}\r", ()),
)
NAMES = {case[0].split(",")[0] for case in CASES}
REASONS = {"denied", "not-in-policy", "at-quote", "at-character", "at-value-set", "at-syntax",
           "at-value-type", "at-value-length", "at-entry", "at-no-prefix", "at-form",
           "at-abandoned", "at-binary"}
# V.250 5.2.1: a line that does not begin with AT is no command line, and has no answer.
UNANSWERED = {"behind noise"}


def is_evil(line):
    return "QLINUXCMD" in line.upper().replace(" ", "")


def write(client, modem, text):
    """Writes the bytes; then a question, whose answer comes last."""
    client.heard = b""
    data = text.encode("latin-1")
    while data:
        data = data[os.write(client.fd, data):]
    client.settle(modem)
    return client.heard


def check_direct(build):
    """How many of the cases do not even reach a bare modem."""
    missing = 0
    with Stage(build) as stage:
        modem = Modem(stage)
        client = Client(modem.path)
        client.ask("ATE0")
        for name, text, _ in CASES:
            modem.tell("at-forget")
            write(client, modem, text)
            if not any(map(is_evil, modem.received())):
                print(f"WRONG {name}: it does not reach a bare modem: {modem.received()}")
                missing += 1
    return missing


def check_one(airlock, modem, client, case):
    name, text, expected = case
    before = len(airlock.records())
    modem.tell("at-forget")
    heard = write(client, modem, text)
    airlock.counters()
    got = [line for line in modem.received() if line not in ("AT+GMM", "AT")]
    written = {r["reason"] for r in airlock.records()[before:]} - {"ok", "alarm"}
    wrong = []
    if any(map(is_evil, got)) or [line for line in got if line not in expected]:
        wrong.append(f"the modem got {got}")
    if not written or not written <= REASONS:
        wrong.append("the audit")
    if b"ERROR" not in heard and name not in UNANSWERED:
        wrong.append("no error to the client")
    print(f"{'WRONG' if wrong else 'stopped'}  {name}: modem gets {got}, audit"
          f" {', '.join(sorted(written))}; client hears {heard!r} {wrong or ''}"[:300])
    return bool(wrong)


def check_through(build):
    wrong = 0
    with Stage(build) as stage:
        modem = Modem(stage)
        airlock = Airlock(stage, modem, "unix pty", "modemmanager", "modemmanager.policy")
        for endpoint in airlock.endpoints:
            client = Client(endpoint)
            client.ask("ATE0")
            wrong += sum(check_one(airlock, modem, client, case) for case in CASES)
            os.close(client.fd)
    return wrong


# What a hostile user of ModemManager's interface asks of it: method, arguments.
REQUESTS = (
    ("Sim.SendPin", f'1234"{CR}'),
    ("Sim.SendPuk", f'12345678"{CR}', "1234"),
    ("Sim.EnablePin", f'1234"{CR}', "true"),
    ("Sim.ChangePin", "1234", f'1"{CR}'),
    ("Modem.Modem3gpp.Ussd.Initiate", f'*100#"{CR}'),
    ("Modem.Modem3gpp.Register", f'00101";{CHAINED};+COPS=1,2,"00101'),
    ("Modem.Voice.CreateCall", f"{{'number': <'5550100;{CR}'>}}"),
    ("Modem.Messaging.Create", f"{{'number': <'5550100\"{CR}'>, 'text': <'{CR}'>}}"),
    ("Modem.Simple.Connect", f"{{'apn': <'internet\"{CR}'>}}"),
)


def ask(manager, sim, request):
    """Errors are answers. What was made by a request is then used."""
    name = "org.freedesktop.ModemManager1"
    path = sim if request[0].startswith("Sim.") else manager.path
    done, text = manager.bus.try_call(name, path, f"{name}.{request[0]}", *request[1:],
                                      timeout_s=20)
    made = {"CreateCall": "Call.Start", "Create": "Sms.Send"}.get(request[0].split(".")[-1])
    if done and made:
        manager.bus.try_call(name, text.split("'")[1], f"{name}.{made}", timeout_s=20)


def run_manager(stage, modem, endpoint):
    """{method: whether the modem got a line with the command}."""
    manager = Manager(stage, endpoint, "generic")
    manager.call("Modem.Enable", "true")
    manager.wait_state(REGISTERED)
    sim, got = manager.get("Modem", "Sim").split("'")[1], {}
    for request in REQUESTS:
        modem.tell("at-forget")
        ask(manager, sim, request)
        # What is quoted as V.250 5.4.2.2 has it ends nothing.
        got[request[0]] = any(is_evil(line) and "\\x5c" not in line for line in modem.received())
    assert manager.find() == manager.path, "ModemManager gave the modem up"
    return got


def check_manager(build):
    """How much is wrong: none of the requests does harm to a bare modem, or some do to ours."""
    need(ModemManager="modemmanager", **{"dbus-daemon": "dbus-daemon", "gdbus": "libglib2.0-bin"})
    with Stage(build) as stage:
        modem = Modem(stage)
        direct = run_manager(stage, modem, modem.path)
    with Stage(build) as stage:
        modem = Modem(stage)
        airlock = Airlock(stage, modem, "unix", "modemmanager", "modemmanager.policy")
        through = run_manager(stage, modem, airlock.endpoint)
        airlock.counters()
        refused = {r[:2] for r in airlock.refusals()}
    for method, reached in direct.items():
        print(f"ModemManager, {method}: {'reaches' if reached else 'not to'} a bare modem,"
              f" {'REACHES' if through[method] else 'not to'} one behind airlock")
    print("audit", *sorted(refused))
    return (not any(direct.values())) + sum(through.values())


def main():
    build = sys.argv[1]
    wrong = check_direct(build) + check_through(build)
    print(f"{len(CASES)} cases, {wrong} wrong", flush=True)
    wrong += check_manager(build)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
