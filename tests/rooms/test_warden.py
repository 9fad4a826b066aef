#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The warden and its rooms as processes: start, service, limits, and the end."""
import os
import pty
import signal
import socket
import stat
import subprocess
import time
import tty

from rooms import (CTL_ALLOCATE, CTL_VERSION, Client, Daemon, frame, header, is_gone, open_frame,
                   result, run, tlv, wait_for)

IS_ROOT = os.getuid() == 0
ROOMS = 4  # scribe, lobby, gate, modem reader


def run_config_check(build, path):
    return subprocess.run([os.path.join(build, "proxy/airlockd"), "-t", "--config", path],
                          capture_output=True, text=True, timeout=60, check=False)


def test_config_check(build):
    d = Daemon(build)
    got = run_config_check(build, d.config)
    assert got.returncode == 0 and "is good" in got.stdout, got
    with open(d.config, "a", encoding="ascii") as f:
        f.write("allow nobody-knows qmi any\n")
    got = run_config_check(build, d.config)
    lines = sum(1 for _ in open(d.config, encoding="ascii"))
    assert got.returncode == 1, got
    assert f"{d.config}:{lines}:" in got.stderr, got.stderr
    got = run_config_check(build, d.dir + "/none")
    assert got.returncode == 1 and "none" in got.stderr, got
    d.log.close()
    d.folder.cleanup()


def test_service(build):
    with Daemon(build) as d:
        d.wait_up()
        a, b = d.connect(), d.connect()
        for txid in range(1, 50):
            for c in (a, b):
                got = c.ask(frame(0, 0, txid, CTL_VERSION))
                assert header(got) == (0, 0, txid, CTL_VERSION), got.hex()
        got = Client("\0" + d.name).ask(open_frame(3, "/dev/sda"))
        assert header(got)[2] == 3 and result(got) != 0
        d.wait_audit("device-not-allowed")
        # Bare QMUX needs no open.
        one = Client(d.dir + "/one.qmux_socket")
        assert result(one.ask(frame(0, 0, 1, CTL_ALLOCATE, tlv(1, b"\x02")))) == 0
        assert len(d.rooms()) == ROOMS + 3


def test_pipelined_open(build):
    """Frames sent behind the open, before its answer, are not lost on the way out of the lobby."""
    with Daemon(build) as d:
        d.wait_up()
        for _ in range(20):
            c = Client("\0" + d.name)
            c.send(open_frame(1) + b"".join(frame(0, 0, t, CTL_VERSION) for t in range(2, 12)))
            for txid in range(1, 12):
                assert header(c.receive())[2] == txid
            c.close()


def test_rooms_are_rooms(build):
    """Each room: filter on, no rights, another user, not dumpable, and just its descriptors."""
    with Daemon(build) as d:
        d.wait_up()
        c = d.connect()
        d.wait_rooms(ROOMS + 1)
        for pid, line in d.rooms().items():
            with open(f"/proc/{pid}/status", encoding="ascii") as f:
                status = dict(row.split(":\t", 1) for row in f.read().splitlines() if ":\t" in row)
            assert status["Seccomp"].strip() == "2", line
            assert status["NoNewPrivs"].strip() == "1", line
            if not IS_ROOT:
                continue
            for kind in ("CapInh", "CapPrm", "CapEff", "CapAmb"):
                assert status[kind].strip() == "0" * 16, (line, kind)
            assert "0" not in status["Uid"].split() + status["Gid"].split(), line
            assert not status["Groups"].strip(), line
            want = {"airlock-reader": [0, 1, 2], "airlock-gate": list(range(73)),
                    "airlock-scribe": [0, 1, 2, 3]}[line[0]]
            got = d.descriptors(pid)
            assert got[:len(want)] == want, (line, got)
            if line[0] == "airlock-reader":
                assert got == want, (line, got)
        c.close()


def read_spaces(pid):
    return {kind: os.readlink(f"/proc/{pid}/ns/{kind}")
            for kind in ("user", "mnt", "net", "ipc", "uts", "cgroup", "pid")}


def test_rooms_are_nowhere(build):
    """Each room: no namespace of ours, an empty root, no interface; users and processes its own."""
    if not IS_ROOT:
        print("   skipped: needs root")
        return
    with Daemon(build) as d:
        d.wait_up()
        c = d.connect()
        d.wait_rooms(ROOMS + 1)
        assert "namespace" not in d.text_of_log()
        ours, own = read_spaces("self"), set()
        for pid, line in d.rooms().items():
            theirs = read_spaces(pid)
            assert not set(ours.values()) & set(theirs.values()), (line, theirs)
            own |= {theirs["user"], theirs["pid"]}
            assert os.listdir(f"/proc/{pid}/root/") == [], line
            with open(f"/proc/{pid}/net/dev", encoding="ascii") as f:
                assert [row.split(":")[0].strip() for row in f if ":" in row] in ([], ["lo"]), line
            with open(f"/proc/{pid}/uid_map", encoding="ascii") as f:
                assert f.read() == "", line
        assert len(own) == 2 * (ROOMS + 1), own
        with open(f"/proc/{d.process.pid}/status", encoding="ascii") as f:
            caps = int(f.read().split("CapEff:")[1].split()[0], 16)
        assert caps and not caps & (1 << 12 | 1 << 17 | 1 << 16), hex(caps)
        c.close()


def test_sockets(build):
    with Daemon(build) as d:
        d.wait_up()
        path = d.dir + "/one.qmux_socket"
        assert stat.S_IMODE(os.stat(path).st_mode) == 0o660
        # Nobody takes a socket that is in use.
        second = subprocess.run([os.path.join(build, "proxy/airlockd"), "-f", "-c", d.config],
                                capture_output=True, timeout=60, check=False)
        assert second.returncode == 1, second
        Client(path).close()
        # A socket that a killed daemon left is replaced.
        d.process.kill()
        d.process.wait()
        assert os.path.exists(path)
        d.start()
        d.wait_up(2)
        Client(path).close()
        # An orderly end removes it, and all rooms with it.
        rooms = list(d.rooms())
        d.process.send_signal(signal.SIGTERM)
        assert d.process.wait(timeout=20) == 0
        assert not os.path.exists(path)
        assert all(is_gone(pid) for pid in rooms)
        # What is no socket is left alone.
        with open(path, "w", encoding="ascii") as f:
            f.write("precious")
        d.start()
        assert d.process.wait(timeout=20) == 1
        with open(path, encoding="ascii") as f:
            assert f.read() == "precious"


def test_wrong_role(build):
    config = """
link wwan0 {{
	qmi unix:{dir}/modem as /dev/cdc-wdm0
}}
listen @{name}
audit {dir}/audit.jsonl
role other {{ exe /nowhere/program }}
allow other qmi any
"""
    with Daemon(build, config) as d:
        d.wait_up()
        c = Client("\0" + d.name)
        assert c.is_closed()
        record = d.wait_audit("no-role")[0]
        assert record["pid"] == os.getpid() and record["uid"] == os.getuid()
        assert record["exe"] == os.readlink("/proc/self/exe")
        assert d.modem.seen == []


def test_nothing_leaks(build):
    """Two hundred clients later, everybody has the descriptors that they had."""
    with Daemon(build) as d:
        d.wait_up()
        d.check_service()
        d.wait_rooms(ROOMS)
        gate = d.room("airlock-gate", "0")
        lobby = d.room("airlock-gate", "lobby")
        people = [d.process.pid, gate, lobby, d.room("airlock-scribe")]
        before = [len(d.descriptors(pid)) for pid in people]
        for i in range(200):
            c = d.connect() if i % 3 else Client("\0" + d.name)
            if i % 5 == 0:
                c.send(b"\x01\x0b")
            c.close()
        d.wait_rooms(ROOMS)
        wait_for("as many descriptors", lambda: [len(d.descriptors(p)) for p in people] == before)


def test_half_closed(build):
    """A client that will not send any more still gets its answers."""
    with Daemon(build) as d:
        d.wait_up()
        c = d.connect()
        c.send(b"".join(frame(0, 0, t, CTL_VERSION) for t in range(1, 30)))
        c.sock.shutdown(socket.SHUT_WR)
        for txid in range(1, 30):
            assert header(c.receive())[2] == txid
        assert c.is_closed()
        d.wait_rooms(ROOMS)


def test_half_open(build):
    """The lobby full of silent clients: one that speaks is served, they are thrown out."""
    with Daemon(build) as d:
        d.wait_up()
        silent = [Client("\0" + d.name) for _ in range(100)]
        d.check_service()
        for c in silent:
            assert c.is_closed()
        assert len(d.wait_audit("open-timeout")) + len(d.wait_audit("too-many-clients")) >= 90
        d.wait_rooms(ROOMS)


def test_many_connects(build):
    """A thousand connects, as fast as they go, while another client works."""
    with Daemon(build) as d:
        d.wait_up()
        c = d.connect()
        slowest, txid, refused = 0.0, 1, 0
        for i in range(1000):
            s = socket.socket(socket.AF_UNIX)
            s.setblocking(False)
            try:
                s.connect("\0" + d.name)
                s.send(b"\x01")
            except BlockingIOError:
                refused += 1
            s.close()
            if i % 20 == 0:
                begin = time.monotonic()
                txid = txid % 255 + 1
                assert header(c.ask(frame(0, 0, txid, CTL_VERSION)))[2] == txid
                slowest = max(slowest, time.monotonic() - begin)
        d.check_service()
        print(f"   slowest answer meanwhile: {slowest * 1000:.1f} ms; "
              f"{refused} connects found the queue full")
        wait_for("only its reader", lambda: len(d.rooms()) == ROOMS + 1)


def test_too_many_clients(build):
    """The limit of a link: one more is told so, and a place that gets free is given again."""
    config = """
link wwan0 {{
	qmi unix:{dir}/modem as /dev/cdc-wdm0
}}
listen @{name}
audit {dir}/audit.jsonl
limit clients 3
role all {{ user {user} }}
allow all qmi any
"""
    with Daemon(build, config) as d:
        d.wait_up()
        held = [d.connect() for _ in range(3)]
        got = Client("\0" + d.name).ask(open_frame())
        assert result(got) != 0
        d.wait_audit("too-many-clients")
        held.pop().close()
        held.append(d.connect())
        assert result(held[-1].ask(frame(0, 0, 1, CTL_VERSION))) == 0


def test_no_descriptors(build):
    """Out of descriptors, it neither spins nor stays deaf."""
    with Daemon(build) as d:
        d.wait_up()
        d.check_service()
        d.wait_rooms(ROOMS)
        taken = d.descriptors()
        most = next(n for n in range(1000) if n not in taken) + 10
        limit = ["prlimit", "--pid", str(d.process.pid)]
        subprocess.run(limit + [f"--nofile={most}:"], check=True)
        held = [Client("\0" + d.name) for _ in range(20)]
        d.wait_audit("too-many-clients")

        def cpu_ns():
            with open(f"/proc/{d.process.pid}/schedstat", encoding="ascii") as f:
                return int(f.read().split()[0])

        before = cpu_ns()
        time.sleep(2)
        spent = cpu_ns() - before
        assert spent < 2e8, "the warden spins"
        for c in held:
            c.close()
        subprocess.run(limit + ["--nofile=1024:"], check=True)
        start = time.monotonic()
        d.check_service()
        print(f"out of descriptors: {spent / 2e7:.2f} % of a CPU; then a client is served within "
              f"{(time.monotonic() - start) * 1e3:.0f} ms")


def test_counters(build):
    with Daemon(build) as d:
        d.wait_up()
        c = d.connect()
        for txid in range(1, 11):
            c.ask(frame(0, 0, txid, CTL_ALLOCATE, tlv(1, b"\x02")))
        d.process.send_signal(signal.SIGUSR1)
        records = wait_for("counters", lambda: (
            lambda found: found if len(found) == 2 else None)(
                [r for r in d.audit() if r["event"] == "counters"]))
        for record in records:
            for side in record["counters"].values():
                assert side["received"] == (side["forwarded"] + side["answered"]
                                            + side["refused"] + side["in_flight"]), record
        (mine,) = [r for r in records if r.get("link") == "wwan0"]
        assert mine["counters"]["host"]["received"] == 10, mine
        seqs = [r["seq"] for r in d.audit()]
        assert seqs == list(range(1, len(seqs) + 1)), seqs


def test_in_the_background(build):
    """Without --foreground the first process ends with success and the daemon goes on."""
    with Daemon(build) as d:
        d.wait_up()
        d.process.send_signal(signal.SIGTERM)
        assert d.process.wait(timeout=20) == 0
        got = subprocess.run([os.path.join(build, "proxy/airlockd"), "--config", d.config],
                             timeout=60, check=False)
        assert got.returncode == 0
        d.wait_up(2)
        d.check_service()
        (scribe,) = [int(p) for p in os.listdir("/proc") if p.isdigit()
                     and read_words(p)[:1] == ["airlock-scribe"] and d.dir in read_output(p)]
        with open(f"/proc/{scribe}/stat", encoding="ascii") as f:
            daemon = int(f.read().rsplit(")", 1)[1].split()[1])
        os.kill(daemon, signal.SIGTERM)
        wait_for("its end", lambda: is_gone(daemon) and is_gone(scribe))
        assert not os.path.exists(d.dir + "/one.qmux_socket")


def read_words(pid):
    try:
        with open(f"/proc/{pid}/cmdline", encoding="ascii") as f:
            return f.read().split("\0")[:-1]
    except (OSError, ValueError):
        return []


def read_output(pid):
    try:
        return os.readlink(f"/proc/{pid}/fd/1")
    except OSError:
        return ""


def test_terminal(build):
    """Its log on a terminal: nothing that a C library asks of a terminal kills it."""
    with Daemon(build) as d:
        d.wait_up()
        d.process.send_signal(signal.SIGTERM)
        d.process.wait(timeout=20)
        master, slave = pty.openpty()
        d.process = subprocess.Popen([os.path.join(build, "proxy/airlockd"), "-f", "-c", d.config],
                                     stdin=slave, stdout=slave, stderr=slave)
        d.wait_up(2)
        d.check_service()
        assert b"link-up" in os.read(master, 4096)
        os.close(master)
        os.close(slave)


def test_pty(build):
    """A character device: opened one way for the reader and one way for the gate."""
    master, slave = pty.openpty()
    tty.setraw(slave)
    name = os.ttyname(slave)
    config = """
link wwan0 {{
	qmi """ + name + """ as /dev/cdc-wdm0
}}
listen @{name}
audit {dir}/audit.jsonl
role all {{ user {user} }}
allow all qmi any
"""
    with Daemon(build, config, with_modem=False) as d:
        d.wait_up()
        reader, gate = d.room("airlock-reader", "modem"), d.room("airlock-gate", "0")
        if IS_ROOT:
            for pid, fd, want in ((reader, 0, 0), (gate, 72, 1)):
                with open(f"/proc/{pid}/fdinfo/{fd}", encoding="ascii") as f:
                    flags = int(f.read().split("flags:")[1].split()[0], 8)
                assert flags & 3 == want, (pid, oct(flags))
                assert os.readlink(f"/proc/{pid}/fd/{fd}") == name
        c = d.connect()
        c.send(frame(0, 0, 5, CTL_ALLOCATE, tlv(1, b"\x02")))
        got = os.read(master, 4096)
        _, _, txid, message = header(got)
        assert message == CTL_ALLOCATE
        os.write(master, frame(0, 0, txid, message, b"\x02\x04\x00\x00\x00\x00\x00"
                               + tlv(1, b"\x02\x01"), 1, 0x80))
        assert header(c.receive()) == (0, 0, 5, CTL_ALLOCATE)
        os.close(slave)
        os.close(master)
        assert c.is_closed()
        d.wait_audit("link-down")


if __name__ == "__main__":
    run([test_config_check, test_service, test_pipelined_open, test_rooms_are_rooms,
         test_rooms_are_nowhere, test_sockets, test_wrong_role, test_nothing_leaks,
         test_half_closed, test_half_open, test_many_connects,
         test_too_many_clients, test_no_descriptors, test_counters,
         test_in_the_background, test_terminal, test_pty])
