# SPDX-License-Identifier: GPL-2.0-or-later
"""What the tests of AT ports share: a small AT modem, clients at sockets and pseudo-terminals."""
import os
import re
import select
import socket
import threading
import time
import tty

from rooms import WAIT, wait_for

CONFIG = """
link wwan0 {{
	at unix:{dir}/at as at0 endpoint unix:{dir}/at.sock endpoint {dir}/run/at0 role all
	nmea unix:{dir}/nmea as nmea0 endpoint unix:{dir}/nmea.sock
}}
audit {dir}/audit.jsonl
role all {{ user {user} }}
allow all at any
allow all at group calls
allow all at group channel-control
allow all at data
allow all at dial data
deny any at group code-execution
"""

ANSWERS = {
    "AT+CSQ": "+CSQ: 20,99",
    "AT+CREG?": "+CREG: 0,1",
    "AT+COPS?": "+COPS: 0",
    "ATI": "Model",
}


class AtModem:
    """Answers on a unix socket, or on a pseudo-terminal; in data mode it sends back what comes."""

    def __init__(self, path, as_tty=False):
        self.path = path
        self.as_tty = as_tty
        self.lines = []
        self.data = b""
        self.in_data = False
        self.mute = False
        self.fds = []
        self.listener = None
        self.start()

    def start(self):
        if self.as_tty:
            master, slave = os.openpty()
            tty.setraw(slave)
            os.symlink(os.ttyname(slave), self.path)
            self.fds = [master]
            self.slave = slave
            threading.Thread(target=self._serve, args=(master,), daemon=True).start()
            return
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(self.path)
        self.listener.listen(4)
        threading.Thread(target=self._accept, args=(self.listener,), daemon=True).start()

    def stop(self):
        """It is pulled out."""
        os.unlink(self.path)
        if self.listener:
            self.listener.close()
        if self.as_tty:
            os.close(self.slave)
        fds, self.fds = self.fds, []
        time.sleep(0.2)
        for fd in fds:
            os.close(fd)

    def send(self, data):
        os.write(self.fds[-1], data)

    def _accept(self, listener):
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            fd = client.detach()
            self.fds.append(fd)
            threading.Thread(target=self._serve, args=(fd,), daemon=True).start()

    def _serve(self, fd):
        held = b""
        self.in_data = False
        try:
            while part := self._read(fd):
                if self.in_data:
                    self._take_data(fd, part)
                    continue
                held += part
                while b"\r" in held:
                    line, held = held.split(b"\r", 1)
                    self._answer(fd, line.decode("latin-1"))
        except OSError:
            pass

    def _read(self, fd):
        """A read that waits would keep a pseudo-terminal open that was pulled out."""
        while not select.select([fd], [], [], 0.05)[0]:
            if fd not in self.fds:
                return b""
        return os.read(fd, 4096)

    def _take_data(self, fd, part):
        self.data += part
        if part == b"+++":
            self.in_data = False
            os.write(fd, b"\r\nOK\r\n")
        else:
            os.write(fd, part)

    def _answer(self, fd, line):
        line = line.lstrip("+")
        if not line or self.mute:
            return
        self.lines.append(line)
        if line.startswith("ATD*99"):
            self.in_data = True
            os.write(fd, b"\r\nCONNECT\r\n")
            return
        text = ANSWERS.get(line)
        os.write(fd, (f"\r\n{text}\r\n" if text else "").encode() + b"\r\nOK\r\n")

    def carrier_lost(self):
        self.in_data = False
        self.send(b"\r\nNO CARRIER\r\n")


class AtClient:
    """At a socket of airlock, or with the endpoint's pseudo-terminal open."""

    def __init__(self, path, is_pty=False):
        self.is_pty = is_pty
        if is_pty:
            self.fd = os.open(path, os.O_RDWR | os.O_NOCTTY)
            tty.setraw(self.fd)
        else:
            sock = socket.socket(socket.AF_UNIX)
            sock.connect(path)
            self.fd = sock.detach()

    def send(self, data):
        os.write(self.fd, data)

    def read_until(self, pattern, seconds=WAIT):
        """What comes, up to where the pattern is found; it fails at the end, or in time."""
        got = b""
        until = time.monotonic() + seconds
        while not re.search(pattern, got):
            ready, _, _ = select.select([self.fd], [], [], max(0, until - time.monotonic()))
            part = os.read(self.fd, 65536) if ready else b""
            if not part:
                raise AssertionError(f"no {pattern!r} in {got!r}")
            got += part
        return got

    def ask(self, line, pattern=rb"\r\n(OK|ERROR|\+CME ERROR: .*)\r\n"):
        self.send(line)
        return self.read_until(pattern)

    def is_closed(self):
        """Waits for the other side to hang up."""
        def check():
            try:
                ready, _, _ = select.select([self.fd], [], [], 0)
                return ready and not os.read(self.fd, 65536)
            except OSError:
                return True
        return wait_for("hang-up", check)

    def close(self):
        os.close(self.fd)
