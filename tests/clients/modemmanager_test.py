#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A real ModemManager on a simulated AT modem, directly and through airlock: the same in both.

It is driven over its own bus, in its test mode: an AT port there is an abstract socket, at which a
relay stands that leads to the modem or to airlock's endpoint.
"""
import os
import re
import socket
import sys

from stage import (INCOMING, Airlock, Bus, Modem, Relay, Stage, added_errors, compare, judge, need,
                   wait_for)

MM = "org.freedesktop.ModemManager1"
ROOT_PATH = "/org/freedesktop/ModemManager1"
REGISTERED, SEARCHING = "8", "7"
# Flavour of the modem, a plugin of ModemManager that takes it without any USB device around it.
KINDS = {"generic": "generic", "quectel": "quectel", "huawei": "generic", "sierra": "generic",
         "ublox": "u-blox"}
# Without the plugin that USB identifiers would choose, ModemManager does not find the end of an
# answer that has no line end in front of it (FIELD-NOTES A4). airlock gives it one; the run without
# airlock is with a modem that has it.
LIKE = {"sierra": "generic"}
PROPERTIES = (
    ("Modem", "Manufacturer"), ("Modem", "Model"), ("Modem", "Revision"),
    ("Modem", "EquipmentIdentifier"), ("Modem", "OwnNumbers"), ("Modem", "UnlockRequired"),
    ("Modem", "UnlockRetries"), ("Modem", "SignalQuality"), ("Modem", "AccessTechnologies"),
    ("Modem.Modem3gpp", "OperatorName"), ("Modem.Modem3gpp", "OperatorCode"),
    ("Modem.Modem3gpp", "RegistrationState"), ("Modem.Modem3gpp", "EnabledFacilityLocks"))


class Manager:
    def __init__(self, stage, endpoint, plugin):
        self.stage, self.bus = stage, Bus(stage)
        name = f"abstract:airlock-{os.getpid()}"
        listener = socket.socket(socket.AF_UNIX)
        listener.bind("\0" + name)
        listener.listen(4)
        self.relay = Relay(stage, listener, endpoint)
        stage.start(["/usr/sbin/ModemManager", "--test-session", "--no-auto-scan", "--test-enable",
                     "--test-no-udev", "--test-no-qrtr", "--test-no-suspend-resume",
                     "--test-plugin-dir=/usr/lib/x86_64-linux-gnu/ModemManager", "--debug"],
                    "modemmanager", self.bus.env)
        self.bus.wait(MM, ROOT_PATH, "org.freedesktop.DBus.Peer.Ping")
        self.bus.call(MM, ROOT_PATH, f"{MM}.Test.SetProfile", "test", plugin, f"['{name}']")
        self.path = wait_for(self.find, "the modem object")
        wait_for(lambda: self.get("Modem", "State") not in ("-1", "0", "1"), "its initialization")

    def find(self):
        text = self.bus.call(MM, ROOT_PATH, "org.freedesktop.DBus.ObjectManager.GetManagedObjects")
        found = re.search(rf"{ROOT_PATH}/Modem/\d+", text)
        return found and found[0]

    def get(self, interface, name, path=None):
        return self.bus.get(MM, path or self.path, f"{MM}.{interface}", name)

    def call(self, method, *args, path=None):
        return self.bus.call(MM, path or self.path, f"{MM}.{method}", *args)

    def wait_state(self, state):
        wait_for(lambda: self.get("Modem", "State") == state,
                 lambda: f"state {state}; it is {self.get('Modem', 'State')}")

    def messages(self):
        return set(re.findall(rf"{ROOT_PATH}/SMS/\d+", self.get("Modem.Messaging", "Messages")))


def send(manager, modem, results):
    made = manager.call("Modem.Messaging.Create",
                        "{'number': <'+15550199'>, 'text': <'hi there'>}")
    path = re.search(rf"{ROOT_PATH}/SMS/\d+", made)[0]
    manager.call("Sms.Send", path=path)
    results["sent"] = manager.get("Sms", "State", path)
    results["sent pdu"] = [line.replace("\\x0a", "") for line in modem.received()
                           if re.fullmatch(r"(\\x0a)?[0-9A-F]{20,}", line)]


def receive(manager, modem, results):
    before = manager.messages()
    modem.tell("sms-receive " + INCOMING)
    path = wait_for(lambda: manager.messages() - before, "the message").pop()
    wait_for(lambda: manager.get("Sms", "State", path) == "uint32 3", "all of the message")
    results["received"] = [manager.get("Sms", name, path) for name in ("Text", "Number", "SMSC")]
    manager.call("Modem.Messaging.Delete", path)
    results["after delete"] = len(manager.messages() - before)


def run(stage, modem, endpoint, plugin):
    """What a user of ModemManager sees, in order; and the relay's transcript."""
    results = {}
    manager = Manager(stage, endpoint, plugin)
    manager.call("Modem.Enable", "true")
    manager.wait_state(REGISTERED)
    wait_for(lambda: manager.get("Modem.Modem3gpp", "OperatorName") != "''", "the operator")
    wait_for(lambda: manager.get("Modem", "SignalQuality") != "(uint32 0, false)", "the signal")
    for interface, name in PROPERTIES:
        results[name] = manager.get(interface, name)
    sim = re.search(rf"{ROOT_PATH}/SIM/\d+", manager.get("Modem", "Sim"))[0]
    for name in ("SimIdentifier", "Imsi", "OperatorIdentifier", "OperatorName"):
        results[f"sim {name}"] = manager.get("Sim", name, sim)
    results["stored"] = len(manager.messages())
    send(manager, modem, results)
    receive(manager, modem, results)
    results["ussd"] = manager.call("Modem.Modem3gpp.Ussd.Initiate", "*100#")
    results["menu"] = manager.call("Modem.Modem3gpp.Ussd.Initiate", "*101#")
    results["reply"] = manager.call("Modem.Modem3gpp.Ussd.Respond", "1")
    results["scan"] = sorted(re.findall(r"'operator-code': <'(\d+)'>",
                                        manager.call("Modem.Modem3gpp.Scan")))
    modem.tell("event network searching")
    manager.wait_state(SEARCHING)
    modem.tell("event network registered")
    manager.wait_state(REGISTERED)
    results["timed out"] = stage.read("modemmanager.log").count("timed out")
    return results, manager.relay.transcript


def check(build, flavour):
    with Stage(build) as stage:
        like = LIKE.get(flavour, flavour)
        modem = Modem(stage, "unix", like)
        direct, asked = run(stage, modem, modem.path, KINDS[like])
    with Stage(build) as stage:
        modem = Modem(stage, "unix", flavour)
        airlock = Airlock(stage, modem, "unix", "modemmanager", "modemmanager.policy")
        through, asked_through = run(stage, modem, airlock.endpoint, KINDS[flavour])
        refused, alarms = airlock.refusals(), airlock.alarms()
    if like != flavour:
        for name in ("Manufacturer", "Model", "Revision"):
            assert direct.pop(name) != through.pop(name), "two models"
    differ = compare(direct, through)
    errors = added_errors(asked, asked_through)
    for line in errors:
        print(f"WORSE     {line}")
    worse = judge(refused, alarms)
    print(f"{flavour}: {len(asked.asked)} commands directly, {len(asked_through.asked)} through"
          f" airlock; {differ} differences, {len(errors)} more errors")
    return differ + len(errors) + worse


def main():
    need(ModemManager="modemmanager", **{"dbus-daemon": "dbus-daemon", "gdbus": "libglib2.0-bin"})
    return 1 if sum([check(sys.argv[1], flavour) for flavour in sys.argv[2:] or KINDS]) else 0


if __name__ == "__main__":
    sys.exit(main())
