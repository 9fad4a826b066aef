#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A kernel that has fewer walls: no start, unless asked for by name, and then it is said."""
import os
import subprocess

from rooms import Daemon, run


class Poor(Daemon):
    """airlockd on a kernel without system call filters."""

    def start(self, *options):
        self.process = subprocess.Popen(
            [os.path.join(self.build, "tests/rooms/no_seccomp"),
             os.path.join(self.build, "proxy/airlockd"), "--foreground", "--config", self.config,
             *options], stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)

    def __enter__(self):
        return self


def test_refuses(build):
    with Poor(build) as d:
        d.start()
        assert d.process.wait(timeout=20) == 1
        assert "--without-cages" in d.text_of_log()
        assert d.modem.seen == [] and d.modem.clients == [] and d.audit() == []


def test_without_cages(build):
    with Poor(build) as d:
        d.start("--without-cages")
        d.wait_up()
        d.check_service()
        assert "WITHOUT CAGES" in d.text_of_log()
        for pid in d.rooms():
            with open(f"/proc/{pid}/status", encoding="ascii") as f:
                assert "NoNewPrivs:\t1\n" in f.read()


def test_option_alone(build):
    """Where there are filters, the option takes none away."""
    with Poor(build) as d:
        d.process = subprocess.Popen(
            [os.path.join(build, "proxy/airlockd"), "-f", "-c", d.config, "--without-cages"],
            stdin=subprocess.DEVNULL, stdout=d.log, stderr=d.log)
        d.wait_up()
        for pid in d.rooms():
            with open(f"/proc/{pid}/status", encoding="ascii") as f:
                assert "Seccomp:\t2\n" in f.read()
        assert "WITHOUT" not in d.text_of_log()


def test_version(build):
    program = os.path.join(build, "proxy/airlockd")
    got = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    assert "filters: yes" in got.stdout, got
    got = subprocess.run([os.path.join(build, "tests/rooms/no_seccomp"), program, "--version"],
                         capture_output=True, text=True, check=True)
    assert "filters: NO" in got.stdout, got


def test_page(build):
    """What the tool prints and what the manual page says is one table."""
    got = subprocess.run([os.path.join(build, "proxy/airlockctl"), "cages"], capture_output=True,
                         text=True, check=True).stdout
    with open(os.path.join(build, "docs/airlockd.8"), encoding="utf-8") as f:
        manual = f.read()
    rooms = got.strip().split("\n\n")
    assert [room.split("\n")[0] for room in rooms][:2] == ["reader", "pty_reader"]
    assert len(rooms) >= 5 and all("\n    " in room for room in rooms), got
    for room in rooms:
        name, text = room.split("\n", 1)
        text = text.replace("\\", "\\e").replace("-", "\\-")
        assert f".Ss {name[0].upper()}{name[1:]}\n.Bd -literal\n{text}\n.Ed\n" in manual, name
    assert "@CAGES@" not in manual


if __name__ == "__main__":
    run([test_refuses, test_without_cages, test_option_alone, test_version, test_page])
