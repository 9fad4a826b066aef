# SPDX-License-Identifier: GPL-2.0-or-later
"""What real AT clients need around them: a simulated modem, a bus, relays, airlock in between."""
import json
import os
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SKIP = 77
POLICY = ("not-in-policy", "denied", "rate-exceeded")  # reasons that a policy gives
PATIENCE_S = 30.0
# From +15555001234: "hello".
INCOMING = "07915155051000F0040B915155051032F400004210102100004005E8329BFD06"

BUS_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:path={path}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
"""


def skip(why):
    print(f"skipped: {why}")
    sys.exit(SKIP)


def need(**programs):
    """Skips where a program is missing: name=package."""
    for name, package in programs.items():
        if not shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin"):
            skip(f"no {name} (Debian's package {package})")


def wait_for(condition, what, seconds=PATIENCE_S):
    end = time.monotonic() + seconds
    while True:
        got = condition()
        if got:
            return got
        if time.monotonic() > end:
            what = what() if callable(what) else what
            raise TimeoutError(f"waited {seconds} s in vain for {what}")
        time.sleep(0.02)


class Stage:
    """A folder, and every process that was started; both are gone at the end."""

    def __init__(self, build):
        self.build = os.path.abspath(build)
        self.folder = tempfile.mkdtemp(prefix="airlock-clients-")
        os.chmod(self.folder, 0o755)
        self.processes = []
        self.relays = []

    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        for process in reversed(self.processes):
            self.end(process)
        for relay in self.relays:
            relay.close()
        if kind:
            for name in sorted(os.listdir(self.folder)):
                if name.endswith(".log"):
                    print(f"--- {name}\n{self.read(name)[-4000:]}")
        shutil.rmtree(self.folder, ignore_errors=True)

    def path(self, name):
        return os.path.join(self.folder, name)

    def read(self, name):
        with open(self.path(name), errors="replace") as f:
            return f.read()

    def write(self, name, text):
        with open(self.path(name), "w") as f:
            f.write(text)
        return self.path(name)

    def program(self, name):
        for folder in ("proxy", "tests/modemsim", ""):
            found = os.path.join(self.build, folder, name)
            if os.path.exists(found):
                return found
        skip(f"{name} is not built")

    def start(self, command, name, env=None):
        with open(self.path(name + ".log"), "ab") as log:
            process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL,
                                       env={**os.environ, **(env or {})})
        self.processes.append(process)
        return process

    def end(self, process):
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        if process in self.processes:
            self.processes.remove(process)


class Modem:
    """airlock-modemsim with one AT port, "unix" or "pty"."""

    def __init__(self, stage, kind="unix", flavour="generic", name="modem"):
        self.kind, self.path = kind, stage.path(f"{name}.{kind}")
        control = stage.path(f"{name}.control")
        self.process = stage.start([stage.program("airlock-modemsim"), f"--at-{kind}", self.path,
                                    "--at-flavour", flavour, "--control", control, "--quiet"],
                                   f"{name}sim")
        wait_for(lambda: os.path.exists(control) and os.path.lexists(self.path), "the modem")
        self.console = socket.socket(socket.AF_UNIX)
        self.console.connect(control)
        self.lines = self.console.makefile()

    def tell(self, line):
        """The answer's lines, without the last, which must be ok."""
        self.console.sendall(line.encode() + b"\n")
        lines = []
        while not lines or lines[-1].split(" ")[0] not in ("ok", "error"):
            lines.append(self.lines.readline().rstrip("\n"))
            assert lines[-1] or len(lines) < 10000, "the modem is gone"
        assert lines[-1].startswith("ok"), (line, lines)
        return lines[:-1]

    def stats(self):
        return {k: int(v) for k, v in re.findall(r"(\S+)=(\d+)", self.tell("at-stats")[0])}

    def received(self):
        return self.tell("at-received")


class Airlock:
    """airlockd between a modem and its endpoints, of kind "unix" or "pty", under a policy: the
    name of a shipped one, or a path. `more` are other ports: (modem, kinds)."""

    def __init__(self, stage, modem, kinds, role, policy, more=()):
        self.stage, self.audit = stage, stage.path("audit.jsonl")
        self.endpoints, self.ports = [], 0
        lines = [self.port_line(m, k, role) for m, k in ((modem, kinds), *more)]
        config = stage.write("airlock.conf", (
            "link sim {\n" + "".join(lines) + "}\n"
            f"policy {os.path.join(ROOT, 'dist', 'policies', policy)}\naudit {self.audit}\n"))
        self.endpoint = self.endpoints[0]
        self.process = stage.start([stage.program("airlockd"), "--foreground", "--config", config],
                                   "airlockd")
        wait_for(lambda: self.is_up() or self.process.poll() is not None, "the link")
        assert self.process.poll() is None, "airlockd did not start"

    def port_line(self, modem, kinds, role):
        port = modem.path if modem.kind == "pty" else f"unix:{modem.path}"
        line = f"\tat {port} as at{self.ports}"
        self.ports += 1
        for kind in kinds.split():
            path = self.stage.path(f"endpoint{len(self.endpoints)}")
            self.endpoints.append(path)
            line += f" endpoint {'unix:' * (kind == 'unix')}{path} role {role}"
        return line + "\n"

    def is_up(self):
        return all(map(os.path.lexists, self.endpoints)) and sum(
            r["reason"] == "link-up" for r in self.records()) == self.ports

    def records(self):
        if not os.path.exists(self.audit):
            return []
        with open(self.audit) as f:
            return [json.loads(line) for line in f if line.endswith("\n")]

    def refusals(self):
        """What the audit says was refused, (reason, command, rule) each."""
        return [(r["reason"], r.get("command", ""), r.get("rule", "")) for r in self.records()
                if r["reason"] not in ("ok", "link-up", "rules-loaded") and r["event"] != "alarm"]


    def alarms(self):
        """What detectors saw, (name, command) each."""
        return [(r["text"], r.get("command", "")) for r in self.records() if r["event"] == "alarm"]

    def counters(self, port="at0"):
        """The port's counters of both sides, which must be conserved. Nothing of what came before
        is gathered any longer: all of it is in the audit."""
        def found():
            return [r for r in self.records()[before:]
                    if r["event"] == "counters" and r.get("port") == port]
        def asked():
            """Again, where the scribe was too busy to take what it was told (`lost`)."""
            os.kill(self.process.pid, signal.SIGUSR1)
            try:
                return wait_for(found, "the counters", 2)
            except TimeoutError:
                return None
        before = len(self.records())
        counted = wait_for(asked, "the counters")[0]["counters"]
        for side, c in counted.items():
            balance = c["forwarded"] + c["answered"] + c["refused"] + c["in_flight"]
            assert c["received"] == balance, f"{side} is not conserved: {c}"
        return counted

    def rooms(self):
        """{pid: its command line} of the warden and all rooms."""
        found, rest = {}, [self.process.pid]
        while rest:
            pid = rest.pop()
            try:
                with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as f:
                    rest += [int(word) for word in f.read().split()]
                with open(f"/proc/{pid}/cmdline", encoding="ascii") as f:
                    found[pid] = " ".join(f.read().split("\0")[:-1])
            except OSError:
                pass  # it ended meanwhile
        return found


def open_endpoint(path):
    """A descriptor of a unix socket or pty."""
    if os.path.realpath(path).startswith("/dev/"):
        return os.open(path, os.O_RDWR | os.O_NOCTTY)
    s = socket.socket(socket.AF_UNIX)
    s.connect(path)
    return s.detach()


FINAL = re.compile(r"^(OK|ERROR|CONNECT.*|NO CARRIER|BUSY|\\+CM[ES] ERROR:.*|> ?)$", re.MULTILINE)


class Transcript:
    """What was asked, and how each question ended."""

    def __init__(self):
        self.asked = []   # (command, answer)
        self.rest, self.bytes = "", b""  # the client's, and all that it was sent

    def to_modem(self, data):
        self.rest += data.decode("latin-1")
        *lines, self.rest = re.split(r"\r\n?|\x1a|\n", self.rest)
        for line in lines:
            if line:
                self.asked.append([line, ""])

    def to_client(self, data):
        self.bytes += data
        if self.asked:
            self.asked[-1][1] += data.decode("latin-1")

    def ends(self):
        """{command: {its final results}}; None where there was none."""
        got = {}
        for command, answer in self.asked:
            found = FINAL.findall(answer.replace("\r", ""))
            end = found[-1].strip() if found else None
            got.setdefault(command, set()).add(end)
        return got


def added_errors(direct, through):
    """Commands that ended well directly, and not so through airlock."""
    def is_good(ends):
        return any(e and (e in ("OK", ">") or e.startswith("CONNECT")) for e in ends)
    direct, through = direct.ends(), through.ends()
    return [f"{c}: {direct[c]} and then {through[c]}" for c in sorted(direct) if c in through
            if is_good(direct[c]) and (not is_good(through[c]) or None in through[c] - direct[c])]


class Relay:
    """Joins whoever connects to a listening socket with the endpoint, one at a time.

    `first` is sent to the endpoint and its OK taken before the client hears anything.
    """

    def __init__(self, stage, listener, path, first=b""):
        self.listener, self.path, self.first = listener, path, first
        self.transcript, self.port = Transcript(), None
        self.wake_read, self.wake_write = os.pipe()
        self.thread = threading.Thread(target=self.run, daemon=True)
        self.thread.start()
        stage.relays.append(self)

    def run(self):
        while True:
            ready, _, _ = select.select([self.listener, self.wake_read], [], [])
            if self.wake_read in ready:
                return
            client, _ = self.listener.accept()
            with client:
                if not self.join(client):
                    return

    def join(self, client):
        """False where the relay is to end."""
        self.port = port = open_endpoint(self.path)
        try:
            got = b""
            if self.first:
                os.write(port, self.first)
            while self.first and not got.endswith(b"OK\r\n"):
                got += os.read(port, 4096)
            while True:
                ready, _, _ = select.select([client, port, self.wake_read], [], [])
                if self.wake_read in ready:
                    return False
                for source, sink in ((client.fileno(), port), (port, client.fileno())):
                    if source not in [r if isinstance(r, int) else r.fileno() for r in ready]:
                        continue
                    data = os.read(source, 65536)
                    if not data:
                        return True
                    if sink == port:
                        self.transcript.to_modem(data)
                    else:
                        self.transcript.to_client(data)
                    while data:
                        data = data[os.write(sink, data):]
        except OSError:
            return True
        finally:
            os.close(port)

    def close(self):
        os.write(self.wake_write, b"x")
        self.thread.join(5)
        self.listener.close()


class Bus:
    """A private message bus, and gdbus to talk over it."""

    def __init__(self, stage):
        self.stage, self.path = stage, stage.path("bus")
        config = stage.write("bus.conf", BUS_CONFIG.format(path=self.path))
        stage.start(["dbus-daemon", "--nofork", "--config-file", config], "dbus")
        wait_for(self.listens, "the bus")
        address = f"unix:path={self.path}"
        self.env = {"DBUS_SESSION_BUS_ADDRESS": address, "DBUS_SYSTEM_BUS_ADDRESS": address}

    def listens(self):
        """The socket's name is there a moment before it listens."""
        with socket.socket(socket.AF_UNIX) as s:
            return s.connect_ex(self.path) == 0

    def try_call(self, dest, path, method, *args, timeout_s=60):
        """(True, the answer as text) or (False, the error as text)."""
        got = subprocess.run(
            ["gdbus", "call", "--session", "--timeout", str(timeout_s), "--dest", dest,
             "--object-path", path, "--method", method, *args],
            env={**os.environ, **self.env}, capture_output=True, text=True, check=False)
        return got.returncode == 0, (got.stdout or got.stderr).strip()

    def call(self, dest, path, method, *args, timeout_s=60):
        done, text = self.try_call(dest, path, method, *args, timeout_s=timeout_s)
        assert done, (method, args, text)
        return text

    def wait(self, dest, path, method, *args):
        """Calls until it succeeds: the service is starting."""
        return wait_for(lambda: self.try_call(dest, path, method, *args)[0], f"{dest} on the bus")

    def get(self, dest, path, interface, name):
        text = self.call(dest, path, "org.freedesktop.DBus.Properties.Get", interface, name)
        return re.fullmatch(r"\(<(.*)>,\)", text, re.DOTALL)[1]


def compare(direct, through):
    """Prints both runs' results; how many differ."""
    differ = 0
    for name, value in direct.items():
        other = through.get(name)
        if other != value:
            differ += 1
            print(f"DIFFERENT {name}: directly {value!r}, through airlock {other!r}")
        else:
            print(f"same      {name}: {value}")
    return differ


def judge(refused, alarms):
    """Prints what was refused; how much of that was not the policy's doing: these clients and this
    modem send nothing that airlock could not read, and nothing that a detector is for."""
    for record in sorted(set(refused)):
        print("audit    ", *record)
    worse = [record for record in refused if record[0] not in POLICY]
    for record in worse:
        print("WORSE    ", *record)
    for name, command in alarms:
        print("WORSE     alarm", name, command)
    return len(worse) + len(alarms)
