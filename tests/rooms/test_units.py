#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The shipped units under a real systemd, which is the first process of namespaces of its own.

Only where no systemd runs the machine: two would quarrel about control groups. Started, asked,
reloaded, killed, started again by systemd, stopped.

usage: test_units.py BUILD [inside]
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

SYSTEMD = "/usr/lib/systemd/systemd"
DIST = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../dist/systemd")
PLACE, REPORT = "/run/airlock-programs", "/run/report"
USER = "airlock:x:991:991::/run/airlock:/usr/sbin/nologin\n"
TARGET = "[Unit]\nWants=airlockd.socket\nDefaultDependencies=no\n"
CONFIG = """
link wwan0 {
	qmi unix:/run/modem.sock as /dev/cdc-wdm0
}
listen @qmi-proxy
audit /var/log/airlock/audit.jsonl
role all { user 0 }
allow all qmi any
"""


def skip(why):
    print("skipped:", why)
    sys.exit(77)


def write(path, text):
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


def read(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def mount(*words):
    subprocess.run(["mount", *words], check=True)


def prepare(build):
    """A /run of our own with the programs and the units; a user, in a copy of the tables."""
    import rooms  # pylint: disable=import-outside-toplevel
    mount("--make-rprivate", "/")
    with tempfile.TemporaryDirectory(dir="/var/tmp") as kept:
        rooms.copy_programs(build, kept)
        mount("-t", "tmpfs", "tmpfs", "/run")
        shutil.copytree(kept, PLACE)
    os.chmod(PLACE, 0o755)
    mount("-t", "tmpfs", "tmpfs", "/var/log")
    for name, line in (("passwd", USER), ("group", "airlock:x:991:\n")):
        write("/run/" + name, read("/etc/" + name) + line)
        mount("--bind", "/run/" + name, "/etc/" + name)
    write("/run/airlock.conf", CONFIG)
    os.makedirs("/run/systemd/system")
    for name in ("airlockd.service", "airlockd.socket"):
        unit = read(os.path.join(DIST, name)).replace("@sbindir@", PLACE)
        unit = unit.replace("--foreground", "--foreground --config /run/airlock.conf")
        # Of the rest of a system there is nothing here that they could wait for.
        unit = unit.replace("[Unit]\n", "[Unit]\nDefaultDependencies=no\n")
        unit = unit.replace("[Service]\n", "[Service]\nStandardError=append:/run/log-of-it\n")
        write("/run/systemd/system/" + name, unit)
    write("/run/systemd/system/test.target", TARGET)


def systemctl(*words):
    got = subprocess.run(["systemctl", "--no-pager", *words], capture_output=True, text=True,
                         timeout=20, check=False)
    return got.returncode, got.stdout


def show(what):
    return systemctl("show", "--value", "-p", what, "airlockd.service")[1].strip()


def is_served():
    from rooms import CTL_VERSION, Client, frame, open_frame, result  # pylint: disable=C0415
    try:
        client = Client("\0qmi-proxy")
        opened = client.ask(open_frame())
        got = client.ask(frame(0, 0, 7, CTL_VERSION)) if opened and result(opened) == 0 else b""
        client.close()
        return bool(got) and result(got) == 0
    except (OSError, IndexError):
        return False


def exercise():
    from rooms import Modem, wait_for  # pylint: disable=import-outside-toplevel
    Modem("/run/modem.sock")
    os.chmod("/run/modem.sock", 0o666)
    wait_for("systemd", lambda: "running" in systemctl("is-system-running")[1])
    assert show("ActiveState") == "inactive"
    wait_for("a client that starts it", is_served)
    assert show("ActiveState") == "active"
    first = show("MainPID")
    assert systemctl("reload", "airlockd.service")[0] == 0
    wait_for("service after a reload", is_served)
    assert show("MainPID") == first
    systemctl("kill", "-s", "KILL", "--kill-who=main", "airlockd.service")
    wait_for("another one", lambda: show("NRestarts") == "1" and is_served())
    assert systemctl("stop", "airlockd.service")[0] == 0
    assert (show("Result"), show("ActiveState")) == ("success", "inactive")
    reasons = [json.loads(row)["reason"] for row in read("/var/log/airlock/audit.jsonl").split("\n")
               if row]
    assert reasons.count("link-up") == 2, reasons


def inside(build, report):
    """The first process: a child goes on as systemd, in its place."""
    prepare(build)
    if os.fork() == 0:
        said = "passed"
        try:
            exercise()
        except (AssertionError, OSError, subprocess.SubprocessError) as e:
            said = f"{e!r}\n{systemctl('status', 'airlockd.service')[1]}"
            if os.path.exists("/run/log-of-it"):
                said += read("/run/log-of-it")
        write(report, said)
        os.kill(1, 9)
        time.sleep(1)
        os._exit(0)
    os.execv(SYSTEMD, [SYSTEMD, "--system", "--unit=test.target", "--log-target=null"])


def main():
    build = os.path.abspath(sys.argv[1])
    if len(sys.argv) > 3:
        inside(build, sys.argv[3])
    if os.getuid() != 0 or not os.path.exists(SYSTEMD):
        skip("needs root and systemd")
    if os.path.isdir("/run/systemd/system"):
        skip("this machine is run by a systemd already")
    with tempfile.NamedTemporaryFile(dir="/var/tmp") as report:
        command = ["unshare", "--kill-child", "--fork", "--pid", "--mount", "--uts", "--ipc",
                   "--net", "--cgroup", "--mount-proc", sys.executable, __file__, build, "inside",
                   report.name]
        with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                              stderr=subprocess.PIPE) as process:
            until = time.monotonic() + 90
            while process.poll() is None and not read(report.name) and time.monotonic() < until:
                time.sleep(0.1)
            process.kill()
            error = process.stderr.read().decode(errors="replace")
        said = read(report.name)
    if not said and "perm" in error.lower():
        skip("no namespaces can be made here")
    assert said == "passed", said + error
    print("started by its socket, reloaded, killed, started again and stopped by a real systemd")


main()
