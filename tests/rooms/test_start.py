#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""The order of the start: at no moment is there a way to the modem past a gate and its rules."""
import os
import signal
import socket
import threading
import time

from rooms import (CTL_ALLOCATE, CTL_VERSION, Daemon, frame, header, open_frame, run, tlv, wait_for)

FORBIDDEN, DMS = 0x7777, 2
CONFIG = """
link wwan0 {{
	qmi unix:{dir}/modem as /dev/cdc-wdm0
}}
listen @{name}
listen {dir}/one.qmux_socket link wwan0 role all mode 0666
audit {dir}/audit.jsonl
role all {{ user {user} }}
allow all qmi ctl.get-version-info
"""
ASKED = (frame(0, 0, 1, FORBIDDEN) + frame(0, 0, 2, CTL_ALLOCATE, tlv(1, bytes([DMS])))
         + frame(DMS, 1, 3, 0x25))


def hammer(d, stop, got):
    """Comes as early as it can, by both doors, and says what no rule allows."""
    while not stop.is_set():
        for address, first in (("\0" + d.name, open_frame()), (d.dir + "/one.qmux_socket", b"")):
            with socket.socket(socket.AF_UNIX) as s:
                try:
                    s.connect(address)
                    s.settimeout(0.05)
                    s.sendall(first + ASKED)
                    got.append(bool(s.recv(4096)))
                except OSError:
                    pass


def test_no_window(build):
    answered = starts = 0
    for kill in (signal.SIGKILL, signal.SIGTERM) * 5:
        with Daemon(build, CONFIG) as d:
            stop, got = threading.Event(), []
            threads = [threading.Thread(target=hammer, args=(d, stop, got)) for _ in range(4)]
            for t in threads:
                t.start()
            d.wait_up()
            time.sleep(0.1)
            d.process.send_signal(kill)
            d.process.wait(timeout=20)
            for _ in range(2):  # the sockets of the one before are in the way
                d.start()
                starts += 1
                time.sleep(0.15)
                d.process.send_signal(kill)
                d.process.wait(timeout=20)
            stop.set()
            for t in threads:
                t.join()
            answered += len(got)
            heard = {header(f)[3] for f in d.modem.seen}
            assert heard <= {CTL_VERSION}, heard
    assert answered > 20, "nobody came in"
    print(f"   {answered} clients answered in {starts + 10} starts, the modem heard none")


def test_order(build):
    """The scribe before gates, the gate before the modem's reader; listeners serve only then."""
    with Daemon(build, CONFIG) as d:
        d.wait_up()
        born = {}
        for pid, words in d.rooms().items():
            with open(f"/proc/{pid}/stat", encoding="ascii") as f:
                born[" ".join(words[:2])] = (int(f.read().rsplit(")", 1)[1].split()[19]), pid)
        order = [next(v for k, v in born.items() if k.startswith(name)) for name in
                 ("airlock-scribe", "airlock-gate 0", "airlock-reader modem")]
        assert order == sorted(order), born
        # While the gate is not ready, who comes waits or is told that the device is away.
        gate = order[1][1]
        os.kill(gate, signal.SIGKILL)
        wait_for("the next", lambda: len([r for r in d.audit() if r["reason"] == "link-up"]) == 2)


if __name__ == "__main__":
    run([test_no_window, test_order])
