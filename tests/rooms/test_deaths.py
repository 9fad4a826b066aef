#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""What dies, goes away or is suspended: it fails closed, and comes back."""
import os
import signal
import time

from rooms import (CTL_VERSION, Client, Daemon, Modem, frame, header, is_gone, open_frame,
                   result, run, wait_for)

ROOMS = 4  # scribe, lobby, gate, modem reader


def test_kill_client_reader(build):
    with Daemon(build) as d:
        d.wait_up()
        a, b = d.connect(), d.connect()
        d.wait_rooms(ROOMS + 2)
        before = set(d.rooms())
        c = d.connect()
        victim = wait_for("its reader", lambda: next(
            (pid for pid, line in d.rooms().items()
             if pid not in before and line[0] == "airlock-reader" and "once" not in line), None))
        os.kill(victim, signal.SIGKILL)
        assert c.is_closed()
        d.wait_audit("reader-died")
        for other in (a, b):
            assert result(other.ask(frame(0, 0, 9, CTL_VERSION))) == 0
        d.wait_rooms(ROOMS + 2)


def test_kill_modem_reader(build):
    with Daemon(build) as d:
        d.wait_up()
        c = d.connect()
        for _ in range(3):
            victim = d.room("airlock-reader", "modem")
            os.kill(victim, signal.SIGKILL)
            wait_for("another reader", lambda: d.room("airlock-reader", "modem") != victim)
        assert result(c.ask(frame(0, 0, 9, CTL_VERSION))) == 0
        assert len(d.wait_audit("reader-died", 3)) == 3
        # One that never lives takes the link down instead of being started for ever.
        for _ in range(4):
            victim = d.room("airlock-reader", "modem")
            os.kill(victim, signal.SIGKILL)
            wait_for("its death", lambda: is_gone(victim))
        d.wait_audit("link-down")
        assert c.is_closed()
        d.check_service()


def test_kill_gate(build):
    with Daemon(build) as d:
        d.wait_up()
        c = d.connect()
        os.kill(d.room("airlock-gate", "0"), signal.SIGKILL)
        assert c.is_closed()
        d.wait_audit("gate-died")
        d.wait_up(2)
        d.check_service()
        d.wait_rooms(ROOMS)


def test_kill_lobby(build):
    with Daemon(build) as d:
        d.wait_up()
        inside = d.connect()
        waiting = Client("\0" + d.name)
        time.sleep(0.2)
        os.kill(d.room("airlock-gate", "lobby"), signal.SIGKILL)
        assert waiting.is_closed()
        d.wait_audit("gate-died")
        assert result(inside.ask(frame(0, 0, 9, CTL_VERSION))) == 0
        d.check_service()


def test_kill_scribe(build):
    """No audit, no service, until there is another; clients stay (more in test_audit.py)."""
    with Daemon(build) as d:
        d.wait_up()
        c = d.connect()
        os.kill(d.room("airlock-scribe"), signal.SIGKILL)
        d.wait_audit("scribe-died")
        wait_for("service", lambda: result(c.ask(frame(0, 0, 9, CTL_VERSION))) == 0)
        assert len([r for r in d.audit() if r["reason"] == "link-up"]) == 1
        d.check_service()


def test_kill_warden(build):
    with Daemon(build) as d:
        d.wait_up()
        c = d.connect()
        d.wait_rooms(ROOMS + 1)
        rooms = list(d.children())
        d.process.kill()
        d.process.wait()
        wait_for("the death of all rooms", lambda: all(is_gone(pid) for pid in rooms))
        assert c.is_closed()


def test_kill_launcher(build):
    """Nothing could be started any more: all of it ends, and a service manager starts it anew."""
    with Daemon(build) as d:
        d.wait_up()
        c = d.connect()
        d.wait_rooms(ROOMS + 1)
        everybody = list(d.children())
        os.kill(d.launcher(), signal.SIGKILL)
        assert c.is_closed()
        assert d.process.wait(timeout=20) == 1
        wait_for("the death of all rooms", lambda: all(is_gone(pid) for pid in everybody))
        d.start()
        d.wait_up(2)
        d.check_service()


def test_stuck_launcher(build):
    """One that does not answer is as good as dead."""
    with Daemon(build) as d:
        d.wait_up()
        c = d.connect()
        os.kill(d.launcher(), signal.SIGSTOP)
        Client(d.dir + "/one.qmux_socket").close()
        other = Client(d.dir + "/one.qmux_socket")
        assert d.process.wait(timeout=20) == 1
        assert c.is_closed() and other.is_closed()


def test_device_goes_and_comes(build):
    with Daemon(build) as d:
        d.wait_up()
        for times in range(1, 4):
            c = d.connect()
            d.modem.stop()
            assert c.is_closed()
            d.wait_audit("link-down", times)
            # Meanwhile a client is told so.
            got = Client("\0" + d.name).ask(open_frame())
            assert got and result(got) != 0
            d.modem.start()
            d.wait_up(times + 1)
            d.check_service()
        d.wait_rooms(ROOMS)


def test_absent_at_start(build):
    with Daemon(build, with_modem=False) as d:
        d.wait_audit("link-down")
        modem = Modem(d.dir + "/modem")
        d.wait_up()
        d.check_service()
        modem.stop()


def test_suspend(build):
    """Stopped and continued, twenty times each, in all states: nobody dies."""
    with Daemon(build) as d:
        d.wait_up()
        c = d.connect()
        d.wait_rooms(ROOMS + 1)
        rooms = d.rooms()
        for pid in list(rooms) + [d.process.pid]:
            for _ in range(20):
                os.kill(pid, signal.SIGSTOP)
                os.kill(pid, signal.SIGCONT)
                time.sleep(0.002)
        for txid in range(1, 21):
            os.kill(list(rooms)[txid % len(rooms)], signal.SIGSTOP)
            c.send(frame(0, 0, txid, CTL_VERSION))
            time.sleep(0.01)
            os.kill(list(rooms)[txid % len(rooms)], signal.SIGCONT)
            assert header(c.receive())[2] == txid
        assert set(d.rooms()) == set(rooms)


def test_restart_budget(build):
    """A gate that dies again and again stays down, and that is said; others go on."""
    with Daemon(build) as d:
        for times in range(1, 12):
            d.wait_up(times)
            os.kill(d.room("airlock-gate", "0"), signal.SIGKILL)
            d.wait_audit("gate-died", times)
        d.wait_audit("link-closed")
        got = Client("\0" + d.name).ask(open_frame())
        assert got and result(got) != 0
        d.wait_rooms(2)


if __name__ == "__main__":
    run([test_kill_client_reader, test_kill_modem_reader, test_kill_gate, test_kill_lobby,
         test_kill_scribe, test_kill_warden, test_kill_launcher, test_stuck_launcher,
         test_device_goes_and_comes, test_absent_at_start,
         test_suspend], long_ones=[test_restart_budget])
