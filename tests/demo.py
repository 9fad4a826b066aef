#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""qmicli through airlock to a simulated modem; then the modem misbehaves in every way it knows.

Runs in the namespace of tests/qmicli/namespace.sh, where /dev/cdc-wdm0 seems to be a modem.
usage: demo.py BUILD
"""
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
DEVICE = "/dev/cdc-wdm0"

CONFIGURATION = """link wwan0 { qmi unix:%(dir)s/modem.sock as /dev/cdc-wdm0 }
listen @qmi-proxy
policy %(root)s/dist/policies/qmicli.policy
audit %(dir)s/audit.jsonl
"""

READINGS = [
    ("Ids of the device", "--dms-get-ids"),
    ("Signal", "--nas-get-signal-strength"),
    ("Registration", "--nas-get-serving-system"),
    ("Card status", "--uim-get-card-status"),
]


class Demo:
    """The running programs, and what has been seen of the audit."""

    def __init__(self, build, directory):
        self.build = build
        self.dir = directory
        self.running = []
        self.console = None
        self.seen = 0
        self.done = 0
        self.wanted = 0

    def path(self, name):
        return os.path.join(self.dir, name)

    def start(self, name, *arguments):
        log = open(self.path(name + ".log"), "w", encoding="utf-8")
        self.running.append(subprocess.Popen([os.path.join(self.build, name), *arguments],
                                             stdout=log, stderr=log, cwd=self.dir))

    def stop(self):
        for process in reversed(self.running):
            process.terminate()
        for process in self.running:
            process.wait()

    def until(self, what, is_true):
        for _ in range(200):
            if is_true():
                return
            if any(p.poll() is not None for p in self.running):
                break
            time.sleep(0.05)
        for name in sorted(os.listdir(self.dir)):
            if name.endswith(".log"):
                print(open(self.path(name), encoding="utf-8").read(), file=sys.stderr)
        raise RuntimeError(f"waited in vain for {what}")

    def set_up(self):
        with open(self.path("airlock.conf"), "w", encoding="utf-8") as f:
            f.write(CONFIGURATION % {"dir": self.dir, "root": ROOT})
        self.start("airlock-modemsim", "--unix", self.path("modem.sock"),
                   "--control", self.path("control.sock"))
        self.until("airlock-modemsim", lambda: os.path.exists(self.path("modem.sock")))
        self.console = socket.socket(socket.AF_UNIX)
        self.console.connect(self.path("control.sock"))
        self.start("airlockd", "--foreground", "--config", self.path("airlock.conf"))
        self.until("airlockd", lambda: "@qmi-proxy" in open("/proc/net/unix").read())

    def modem(self, command):
        """A command to the modem: whether it was done, and the lines of the answer."""
        self.console.sendall(command.encode() + b"\n")
        answer = b""
        while not re.search(rb"^(ok|error)[^\n]*\n", answer, re.M):
            answer += self.console.recv(65536)
        lines = answer.decode().splitlines()
        return lines[-1].startswith("ok"), lines[:-1]

    def qmicli(self, *arguments, patience=10):
        command = ["timeout", str(patience), "qmicli", "-p", "-d", DEVICE, *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def audit(self):
        """Records that are new since the last time."""
        with open(self.path("audit.jsonl"), encoding="utf-8") as f:
            lines = f.read().split("\n")[:-1]
        new = [json.loads(line) for line in lines[self.seen:]]
        self.seen = len(lines)
        return new

    def count(self, good):
        self.wanted += 1
        self.done += bool(good)
        return good


def show(title, output):
    print(f"-- {title}")
    for line in output.strip().splitlines():
        print(f"   {line}")


def read_things(demo):
    for title, action in READINGS:
        got = demo.qmicli(action)
        show(f"{title}: qmicli -p -d {DEVICE} {action}", got.stdout + got.stderr)
        demo.count(got.returncode == 0)


def data_session(demo):
    action = "--wds-start-network=apn=internet,ip-type=4"
    got = demo.qmicli(action, "--client-no-release-cid")
    show(f"A data session: qmicli -p -d {DEVICE} {action} --client-no-release-cid",
         got.stdout + got.stderr)
    handle = re.search(r"Packet data handle: '(\d+)'", got.stdout)
    cid = re.search(r"CID: '(\d+)'", got.stdout)
    if not demo.count(got.returncode == 0 and handle and cid):
        return
    action = f"--wds-stop-network={handle[1]}"
    got = demo.qmicli(action, f"--client-cid={cid[1]}")
    show(f"Its end: qmicli -p -d {DEVICE} {action} --client-cid={cid[1]}", got.stdout + got.stderr)
    demo.count(got.returncode == 0)


def refusals(records):
    """What the audit says about it: each reason with its rule, once."""
    told = []
    for r in records:
        if r["event"] in ("refused", "stripped") or r["reason"] != "ok":
            text = f"{r['event']}: {r['reason']} ({r.get('rule', 'no rule')})"
            if text not in told:
                told.append(text)
    return told


def misbehave(demo, name, text):
    demo.audit()
    is_next, _ = demo.modem(f"hostile {name} next")
    if not is_next:
        demo.modem(f"hostile {name}")
    got = demo.qmicli("--dms-get-ids", patience=3)
    records = demo.audit()
    for _ in range(40):
        if refusals(records):
            break
        time.sleep(0.05)
        records += demo.audit()
    demo.modem("hostile off")
    demo.modem("resume")
    told = refusals(records)
    print(f"-- {name}: {text}")
    print(f"   qmicli: {'answered' if got.returncode == 0 else 'not answered'}; audit: "
          + ("; ".join(told) or "nothing"))
    demo.count(told)


def main():
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as directory:
        os.chmod(directory, 0o755)
        demo = Demo(sys.argv[1], directory)
        try:
            demo.set_up()
            read_things(demo)
            data_session(demo)
            for line in demo.modem("hostile list")[1]:
                name, _, text = line.partition(" ")
                misbehave(demo, name, text)
            read_things(demo)
        finally:
            demo.stop()
    print(f"demo: {demo.done} of {demo.wanted} things went as they should, "
          f"{time.monotonic() - began:.0f} s")
    return 0 if demo.done == demo.wanted else 1


sys.exit(main())
