#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Under a service manager: sockets handed in, readiness told, a unit that is shut."""
import os
import shutil
import socket
import subprocess
import sys
import tempfile

from rooms import Daemon, is_gone, run

DIST = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../dist/systemd")
THRESHOLD = 8  # tenths, as systemd-analyze counts, at most
THRESHOLD_NET = 13  # with the network side

WRAPPER = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS="1", WATCHDOG_USEC="300000",
                  NOTIFY_SOCKET=sys.argv[2])
os.execv(sys.argv[3], sys.argv[3:])
"""


class Managed(Daemon):
    def __init__(self, build):
        super().__init__(build)
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind("\0" + self.name)
        self.listener.listen(8)
        self.manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.manager.bind(self.dir + "/notify")
        self.manager.settimeout(20)

    def start(self):
        fd = self.listener.fileno()
        self.process = subprocess.Popen(
            [sys.executable, "-c", WRAPPER, str(fd), self.dir + "/notify",
             os.path.join(self.build, "proxy/airlockd"), "-f", "-c", self.config],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, pass_fds=[fd])


def test_managed(build):
    with Managed(build) as d:
        assert d.manager.recv(100) == b"READY=1"
        d.wait_up()
        d.check_service()  # by the name that is ours, not the daemon's
        for _ in range(3):
            assert d.manager.recv(100) == b"WATCHDOG=1"
        rooms = list(d.rooms())
        d.process.terminate()
        said = d.manager.recv(100)
        while said == b"WATCHDOG=1":
            said = d.manager.recv(100)
        assert said == b"STOPPING=1"
        assert d.process.wait(timeout=20) == 0
        assert all(is_gone(pid) for pid in rooms)
        # The name is still held: a client waits in the queue, and nobody else gets the name.
        with socket.socket(socket.AF_UNIX) as client:
            client.connect("\0" + d.name)
        d.start()
        assert d.manager.recv(100) == b"READY=1"
        d.check_service()


def is_below(threshold, *parts):
    """Whether the unit, with drop-ins, has an exposure of at most so many tenths."""
    with tempfile.TemporaryDirectory() as folder:
        path = folder + "/airlockd.service"
        with open(path, "w", encoding="ascii") as f:
            for part in parts:
                f.write(part)
        got = subprocess.run(["systemd-analyze", "security", "--offline=true", "--no-pager",
                              f"--threshold={threshold}", path], capture_output=True,
                             text=True, timeout=60, check=False)
        print("  ", got.stdout.strip().splitlines()[-1])
        return got.returncode == 0


def read_unit(name):
    with open(os.path.join(DIST, name), encoding="ascii") as f:
        return f.read().replace("@sbindir@", "/usr/sbin")


def test_exposure(build):
    if not shutil.which("systemd-analyze"):
        print("   skipped: no systemd-analyze")
        sys.exit(77)
    unit, network = read_unit("airlockd.service"), read_unit("net.conf")
    assert is_below(THRESHOLD, unit)
    assert is_below(THRESHOLD_NET, unit, network)
    assert not is_below(THRESHOLD, unit, "[Service]\nUser=root\n"), "it lets everything pass"
    assert not is_below(THRESHOLD, unit, network), "it lets everything pass"


if __name__ == "__main__":
    run([test_managed, test_exposure])
