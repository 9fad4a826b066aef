#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""A reader and a gate that were taken over, in their rooms: whatever they try ends them.

The programs are a test's own and put in the place of the real ones in a copy of the folder.
"""
import concurrent.futures
import os
import subprocess
import sys
import tempfile

import rooms
from rooms import CTL_VERSION, Client, Daemon, frame

SIGSYS, FORGERIES = 31, 12


class Taken(Daemon):
    """airlockd with one program replaced, and the number of an attempt in that."""

    def __init__(self, build, victim, attempt):
        super().__init__(build)
        self.rooms_folder = self.dir + "/rooms"
        os.mkdir(self.rooms_folder)
        rooms.copy_programs(build, self.rooms_folder)
        with open(os.path.join(build, "tests/rooms/captured"), "rb") as f:
            program = f.read()
        assert program.count(b"ATTEMPT=0000") == 1
        for name in (victim, victim + "-tunnel"):  # which of them depends on the policy
            path = os.path.join(self.rooms_folder, name)
            with open(path, "wb") as f:
                f.write(program.replace(b"ATTEMPT=0000", b"ATTEMPT=%04d" % attempt))
            os.chmod(path, 0o755)

    def start(self):
        self.process = subprocess.Popen(
            [os.path.join(self.build, "proxy/airlockd"), "-f", "-c", self.config,
             "-r", self.rooms_folder], stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)


def take(build, victim, attempt):
    """The audit record of what became of it, when it was given a client that says X."""
    reason = ("reader-captured" if attempt >= 1000 else
              "reader-died" if victim == "airlock-reader" else "gate-died")
    with Taken(build, victim, attempt) as d:
        d.wait_up()
        modem_heard = len(d.modem.seen)
        c = Client(d.dir + "/one.qmux_socket")
        try:
            c.send(b"X" + frame(0, 0, 1, CTL_VERSION))
        except ConnectionError:
            pass  # a gate tries as soon as it has a client
        record = d.wait_audit(reason)[0]
        assert c.is_closed()
        assert len(d.modem.seen) == modem_heard, "the modem heard it"
        return record


def check(build, victim, attempt):
    try:
        record = take(build, victim, attempt)
    except AssertionError as e:
        return f"{victim}: attempt {attempt}: {e}"
    # Of a reader only the kind of death is on record: by its own trap, which ends in no record,
    # or by a signal.
    if victim == "airlock-gate" and record.get("error") != SIGSYS:
        return f"{victim}: attempt {attempt} was not stopped by the filter: {record}"
    return None


def main():
    build = sys.argv[1]
    counts = subprocess.run([os.path.join(build, "tests/rooms/captured"), "count"], check=True,
                            capture_output=True, text=True).stdout.split()
    work = [("airlock-reader", n) for n in range(int(counts[0]))]
    work += [("airlock-gate", n) for n in range(int(counts[1]))]
    work += [("airlock-reader", 1000 + n) for n in range(FORGERIES)]
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        wrong = [w for w in pool.map(lambda w: check(build, *w), work) if w]
    print(*wrong, sep="\n")
    print(f"{len(work)} attempts, {len(wrong)} not ended")
    # The proof that the test can fail: an attempt that does not exist ends otherwise.
    rooms.wait_for.__defaults__ = (3,)
    assert check(build, "airlock-reader", 999), "an attempt of nothing looked like a violation"
    assert check(build, "airlock-gate", 999), "an attempt of nothing looked like a violation"
    sys.exit(len(wrong) != 0)


if __name__ == "__main__":
    main()
