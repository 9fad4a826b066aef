#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A real oFono on a simulated AT modem, directly and through airlock: the same in both.

oFono's phonesim driver speaks AT over TCP on the loopback device; a relay leads from there to the
modem or to airlock's endpoint. It reads its port's number from /etc/ofono only, so the test goes
into a mount namespace of its own and puts a file over that one. The driver never switches the echo
off, and needs it off: the relay does.
"""
import os
import re
import socket
import subprocess
import sys

from stage import (INCOMING, Airlock, Bus, Modem, Relay, Stage, added_errors, compare, judge, need,
                   skip, wait_for)

OFONO, MODEM = "org.ofono", "/phonesim"
CONFIG = "/etc/ofono/phonesim.conf"


def enter():
    """Runs the script again in a mount namespace of its own."""
    if os.environ.get("AIRLOCK_MOUNTS"):
        return
    os.environ["AIRLOCK_MOUNTS"] = "1"
    if subprocess.run(["unshare", "-m", "true"], check=False, capture_output=True).returncode:
        skip("no mount namespace to be had")
    sys.stdout.flush()
    os.execvp("unshare", ["unshare", "-m", "--propagation", "private", sys.executable, *sys.argv])


class Phone:
    def __init__(self, stage, endpoint):
        self.stage, self.bus = stage, Bus(stage)
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        listener.listen(4)
        self.relay = Relay(stage, listener, endpoint, b"ATE0\r")
        config = stage.write("phonesim.conf", "[phonesim]\nDriver=phonesim\nAddress=127.0.0.1\n"
                             f"Port={listener.getsockname()[1]}\n")
        subprocess.run(["mount", "--bind", config, CONFIG], check=True)
        stage.start(["/usr/sbin/ofonod", "-n", "-d", "--noplugin=udev*,bluez*,dun*,hfp*,hso*"],
                    "ofono", {**self.bus.env, "OFONO_AT_DEBUG": "1"})
        self.bus.wait(OFONO, "/", "org.ofono.Manager.GetModems")
        self.set("Powered", "<true>")
        self.set("Online", "<true>")

    def end(self):
        subprocess.run(["umount", CONFIG], check=True)

    def set(self, name, value):
        self.bus.call(OFONO, MODEM, "org.ofono.Modem.SetProperty", name, value)

    def properties(self, interface):
        done, text = self.bus.try_call(OFONO, MODEM, f"org.ofono.{interface}.GetProperties")
        return text if done else ""

    def wait_property(self, interface, text):
        return wait_for(lambda: text in self.properties(interface),
                        lambda: f"{text} in {self.properties(interface)}")

    def has(self, interface):
        return wait_for(lambda: f"org.ofono.{interface}'" in self.properties("Modem"), interface)


def receive(phone, modem, results):
    """The signal is the only trace that oFono makes of a message that is not kept."""
    monitor = phone.stage.start(["gdbus", "monitor", "--session", "--dest", OFONO,
                                 "--object-path", MODEM], "monitor", phone.bus.env)
    # It says so behind its subscription, on the same connection.
    wait_for(lambda: "is owned by" in phone.stage.read("monitor.log"), "the monitor")
    modem.tell("sms-receive " + INCOMING)
    wait_for(lambda: "IncomingMessage" in phone.stage.read("monitor.log"), "the message")
    line = re.search(r"IncomingMessage.*", phone.stage.read("monitor.log"))[0]
    results["received"] = re.findall(r"'(hello|\+\d+)'", line)
    phone.stage.end(monitor)


def run(stage, modem, endpoint):
    results = {}
    phone = Phone(stage, endpoint)
    try:
        phone.wait_property("NetworkRegistration", "'Status': <'registered'>")
        phone.wait_property("NetworkRegistration", "'Name': <'Test One (TestOne)'>")
        phone.wait_property("SimManager", "'SubscriberIdentity'")
        phone.has("MessageManager")
        phone.has("SupplementaryServices")
        phone.has("VoiceCallManager")
        wait_for(lambda: "Strength" in phone.properties("NetworkRegistration"), "the signal")
        phone.wait_property("SimManager", "'ServiceProviderName': <'Test One'>")
        phone.wait_property("SimManager", "'Retries': <{'pin'")
        for interface in ("Modem", "SimManager", "NetworkRegistration"):
            for name, value in re.findall(r"'(\w+)': (<[^<>]*>|<\{[^{}]*\}>|<\[[^][]*\]>)",
                                          phone.properties(interface)):
                if name not in ("Interfaces", "Features"):
                    results[f"{interface} {name}"] = value
        phone.bus.call(OFONO, MODEM, "org.ofono.MessageManager.SendMessage", "+15550199",
                       "hi there")
        results["sent pdu"] = wait_for(
            lambda: [x for x in modem.received() if re.fullmatch(r"[0-9A-F]{20,}", x)], "the PDU")
        receive(phone, modem, results)
        for name, code in (("ussd", "*100#"), ("menu", "*101#")):
            results[name] = phone.bus.call(OFONO, MODEM,
                                           "org.ofono.SupplementaryServices.Initiate", code)
        results["reply"] = phone.bus.call(OFONO, MODEM,
                                          "org.ofono.SupplementaryServices.Respond", "1")
        modem.tell("event network searching")
        phone.wait_property("NetworkRegistration", "'Status': <'searching'>")
        modem.tell("event network registered")
        phone.wait_property("NetworkRegistration", "'Status': <'registered'>")
        modem.tell("ring +15550177")
        call = wait_for(lambda: re.search(r"/phonesim/voicecall\d+", phone.bus.call(
            OFONO, MODEM, "org.ofono.VoiceCallManager.GetCalls")), "the call")[0]
        phone.bus.call(OFONO, call, "org.ofono.VoiceCall.Answer")
        wait_for(lambda: "active" in phone.bus.call(OFONO, call,
                                                    "org.ofono.VoiceCall.GetProperties"), "talk")
        phone.bus.call(OFONO, call, "org.ofono.VoiceCall.Hangup")
        results["call"] = "answered and hung up"
    finally:
        phone.end()
    return results, phone.relay.transcript


def main():
    need(ofonod="ofono", gdbus="libglib2.0-bin", **{"dbus-daemon": "dbus-daemon"})
    enter()
    with Stage(sys.argv[1]) as stage:
        modem = Modem(stage)
        direct, asked = run(stage, modem, modem.path)
    with Stage(sys.argv[1]) as stage:
        modem = Modem(stage)
        airlock = Airlock(stage, modem, "unix", "ofono", "ofono.policy")
        through, asked_through = run(stage, modem, airlock.endpoint)
        refused, alarms = airlock.refusals(), airlock.alarms()
    differ = compare(direct, through)
    errors = added_errors(asked, asked_through)
    for line in errors:
        print(f"WORSE     {line}")
    worse = judge(refused, alarms)
    print(f"{len(asked.asked)} commands directly, {len(asked_through.asked)} through airlock;"
          f" {differ} differences, {len(errors)} more errors")
    return 1 if differ or errors or worse else 0


if __name__ == "__main__":
    sys.exit(main())
