# SPDX-License-Identifier: GPL-2.0-or-later
"""Real programs around a simulated modem: stock qmi-proxy, airlockd, qmicli, in one namespace.

A test calls enter() first, which runs it again inside namespace.sh, and works in a Workplace, which
ends every process that it started and removes its folder.
"""
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import qmux

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
STOCK_PROXY = "/usr/libexec/qmi-proxy"
SKIP = 77
LINK_UP_S = 20.0
END_S = 10.0


def skip(why):
    print(f"skipped: {why}")
    sys.exit(SKIP)


def enter():
    """Runs the calling script again inside a namespace of its own, unless it is in one already."""
    if not os.environ.get("AIRLOCK_NAMESPACE"):
        script = os.path.join(HERE, "namespace.sh")
        sys.stdout.flush()
        os.execv(script, [script, sys.executable, *sys.argv])


def wait_for(condition, seconds, what):
    """Calls `condition` until it returns something true; an overrun is an error of the test."""
    end = time.monotonic() + seconds
    while True:
        got = condition()
        if got:
            return got
        if time.monotonic() > end:
            what = what() if callable(what) else what
            raise TimeoutError(f"waited {seconds} s in vain for {what}")
        time.sleep(0.01)


class Workplace:
    """A folder for sockets and logs, the build's programs, and every process that was started."""

    def __init__(self, build, prefix="airlock-test-"):
        self.build = os.path.abspath(build)
        self.folder = tempfile.mkdtemp(prefix=prefix)
        os.chmod(self.folder, 0o755)
        self.processes = []

    def path(self, name):
        return os.path.join(self.folder, name)

    def program(self, name):
        """A program of the build, or None."""
        for folder in ("proxy", "tests/modemsim", "tests/bench", "tests/qmicli", "tests/load",
                       "tests/rooms"):
            found = os.path.join(self.build, folder, name)
            if os.path.exists(found):
                return found
        return None

    def need(self, *names):
        """Skips the test where the build has no such program."""
        for name in names:
            if not self.program(name):
                skip(f"{name} is not built")

    def start(self, command, name, env=None):
        """A process whose output goes to NAME.log."""
        with open(self.path(name + ".log"), "ab") as log:
            p = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                                 env=dict(os.environ, **(env or {})))
        self.processes.append(p)
        return p

    def stop(self, process):
        """Ends a process; says whether it went when told to."""
        self.processes.remove(process)
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        try:
            process.wait(END_S)
            return True
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            return False

    def log(self, name):
        try:
            with open(self.path(name + ".log"), encoding="utf-8", errors="replace") as f:
                return f.read()
        except OSError:
            return ""

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        for process in reversed(list(self.processes)):
            self.stop(process)
        if kind not in (None, SystemExit):
            for name in sorted(os.listdir(self.folder)):
                if name.endswith(".log"):
                    print(f"--- {name}\n{self.log(name[:-4])[-4000:]}", file=sys.stderr)
        if os.environ.get("AIRLOCK_KEEP"):
            print(f"kept: {self.folder}", file=sys.stderr)
        else:
            shutil.rmtree(self.folder, ignore_errors=True)


class Modem:
    """airlock-modemsim at a unix socket, with its control socket."""

    def __init__(self, place, name="modem", options=()):
        self.place, self.name = place, name
        self.socket, self.control = place.path(name + ".sock"), place.path(name + ".control")
        self.options = options
        self.process = None
        self.start()

    def start(self):
        self.process = self.place.start(
            [self.place.program("airlock-modemsim"), "--unix", self.socket,
             "--control", self.control, "--quiet", *self.options], self.name)
        wait_for(lambda: os.path.exists(self.socket) and os.path.exists(self.control), END_S,
                 "the simulated modem")

    def stop(self):
        self.place.stop(self.process)

    def command(self, line):
        """The lines of the answer; raises where the last one does not begin with "ok"."""
        with qmux.connect(self.control) as s:
            s.sendall(line.encode() + b"\n")
            text = b""
            while True:
                text += s.recv(65536)
                lines = text.decode(errors="replace").splitlines()
                if text.endswith(b"\n") and lines[-1].split(" ")[0] in ("ok", "error"):
                    break
        if not lines[-1].startswith("ok"):
            raise ValueError(f"modemsim: {line}: {lines[-1]}")
        return lines


class Stock:
    """The unmodified qmi-proxy of libqmi, with a unix socket as its device (shim.c)."""

    name = "qmi-proxy"
    listen = "@qmi-proxy"

    def __init__(self, place, modem_socket, log="stock"):
        if not os.path.exists(STOCK_PROXY):
            skip(f"{STOCK_PROXY} is not installed")
        self.place = place
        self.process = place.start([STOCK_PROXY, "--no-exit"], log, {
            "LD_PRELOAD": place.program("libopen-shim.so"), "AIRLOCK_SHIM_SOCKET": modem_socket})
        wait_for(self._is_up, END_S, "qmi-proxy")

    def _is_up(self):
        try:
            qmux.connect(self.listen).close()
            return True
        except OSError:
            return False

    def pids(self):
        return [self.process.pid]

    def stop(self):
        return self.place.stop(self.process)


def descendants(pid):
    """The process and everything below it."""
    found, rest = [], [pid]
    while rest:
        pid = rest.pop()
        try:
            with open(f"/proc/{pid}/task/{pid}/children", encoding="ascii") as f:
                rest += [int(w) for w in f.read().split()]
            found.append(pid)
        except OSError:
            pass
    return found


CONFIGURATION = """\
link wwan0 {{ qmi unix:{modem} as /dev/cdc-wdm0 }}
listen {listen}{role}
{policies}
audit {audit}
{extra}
"""


class Airlock:
    """airlockd with a generated configuration: one link, one socket, policies by name or path."""

    name = "airlock"

    def __init__(self, place, modem_socket, policies, **options):
        """Options: listen, role (of everybody who connects), extra (more configuration), log,
        configuration (in place of the one above)."""
        self.place = place
        self.listen = options.get("listen", "@qmi-proxy")
        self.log = options.get("log", "airlock")
        self.config, self.audit = place.path(self.log + ".conf"), place.path(self.log + ".jsonl")
        role = options.get("role")
        lines = "\n".join(f"policy {self.policy_path(p)}" for p in policies)
        with open(self.config, "w", encoding="utf-8") as f:
            f.write(options.get("configuration", CONFIGURATION).format(
                modem=modem_socket, listen=self.listen, role=f" role {role}" if role else "",
                policies=lines, audit=self.audit, extra=options.get("extra", "")))
        self.process = None
        self.start()

    @staticmethod
    def policy_path(policy):
        if os.path.sep in policy:
            return policy
        return os.path.join(ROOT, "dist", "policies", policy + ".policy")

    def start(self):
        self.process = self.place.start(
            [self.place.program("airlockd"), "--foreground", "--config", self.config], self.log)
        wait_for(self.is_up, LINK_UP_S, "airlock's link")

    def is_up(self):
        """Whether the link is up; a client of any role may open it then."""
        if self.process.poll() is not None:
            raise ChildProcessError(f"airlockd ended: {self.place.log(self.log)[-2000:]}")
        life = [r["reason"] for r in self.records() if r["event"] == "link" and "link" in r]
        return life and life[-1] == "link-up"

    def pids(self):
        return descendants(self.process.pid)

    def records(self):
        """The audit so far."""
        try:
            with open(self.audit, encoding="utf-8") as f:
                return [json.loads(line) for line in f if line.endswith("\n")]
        except FileNotFoundError:
            return []

    def stop(self):
        return self.place.stop(self.process)


def qmicli(arguments, timeout_s=60.0):
    """Runs one qmicli through the proxy: exit status, standard output, standard error."""
    got = subprocess.run(["qmicli", "-d", "/dev/cdc-wdm0", "-p", *arguments],
                         stdin=subprocess.DEVNULL, capture_output=True, text=True,
                         errors="replace", timeout=timeout_s, check=False)
    return got.returncode, got.stdout, got.stderr
