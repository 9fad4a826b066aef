# SPDX-License-Identifier: GPL-2.0-or-later
"""What the tests of real processes share: a daemon in its own folder, a small modem, frames."""
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time

# seconds until something that must happen counts as not happening
WAIT = int(os.environ.get("AIRLOCK_TEST_WAIT", "20"))
DEVICE = "/dev/cdc-wdm0"
CTL_SYNC, CTL_VERSION, CTL_ALLOCATE, CTL_OPEN = 0x27, 0x21, 0x22, 0xFF00
RESULT_OK = b"\x02\x04\x00\x00\x00\x00\x00"

CONFIG = """
link wwan0 {{
	qmi unix:{dir}/modem as /dev/cdc-wdm0
}}
listen @{name}
listen {dir}/one.qmux_socket link wwan0 role all mode 0660
audit {dir}/audit.jsonl
limit open 3
role all {{ user {user} }}
allow all qmi any
"""


def tlv(tag, value):
    return bytes([tag]) + len(value).to_bytes(2, "little") + value


def frame(service, cid, txid, message, tlvs=b"", flags=0, marker_flags=0):
    head = bytes([flags]) + txid.to_bytes(1 if service == 0 else 2, "little")
    body = head + message.to_bytes(2, "little") + len(tlvs).to_bytes(2, "little") + tlvs
    return (b"\x01" + (5 + len(body)).to_bytes(2, "little")
            + bytes([marker_flags, service, cid]) + body)


def open_frame(txid=1, device=DEVICE):
    return frame(0, 0, txid, CTL_OPEN, tlv(1, device.encode()))


def header(got):
    """Service, client id, transaction, message of a frame."""
    if got[4] == 0:
        return 0, got[5], got[7], got[8] + 256 * got[9]
    return got[4], got[5], got[7] + 256 * got[8], got[9] + 256 * got[10]


def result(got):
    """The error code of a response, 0 for success."""
    at = 12 if got[4] == 0 else 13
    while at + 3 <= len(got):
        size = got[at + 1] + 256 * got[at + 2]
        if got[at] == 2:
            return got[at + 5] + 256 * got[at + 6]
        at += 3 + size
    raise AssertionError("no result in " + got.hex())


def read_frame(sock):
    """One frame, or b'' at the end."""
    got = b""
    while len(got) < 3 or len(got) < 1 + got[1] + 256 * got[2]:
        want = 3 - len(got) if len(got) < 3 else 1 + got[1] + 256 * got[2] - len(got)
        part = sock.recv(want)
        if not part:
            return b""
        got += part
    return got


def wait_for(what, condition, seconds=WAIT):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        got = condition()
        if got:
            return got
        time.sleep(0.02)
    raise AssertionError("did not happen: " + what)


class Modem:
    """Answers every request with success, on a unix socket. `mute`: takes and does not answer."""

    def __init__(self, path):
        self.path = path
        self.mute = False
        self.seen = []
        self.clients = []
        self.next_cid = 1
        self.listener = None
        self.start()

    def start(self):
        if os.path.exists(self.path):
            os.unlink(self.path)
        self.listener = socket.socket(socket.AF_UNIX)
        self.listener.bind(self.path)
        self.listener.listen(8)
        threading.Thread(target=self._accept, args=(self.listener,), daemon=True).start()

    def stop(self):
        """The device is pulled out."""
        self.listener.close()
        os.unlink(self.path)
        for client in self.clients:
            try:
                client.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
            client.close()
        self.clients = []

    def send(self, data):
        self.clients[-1].sendall(data)

    def _accept(self, listener):
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            self.clients.append(client)
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client):
        try:
            while got := read_frame(client):
                self.seen.append(got)
                if not self.mute:
                    client.sendall(self._answer(got))
        except OSError:
            pass

    def _answer(self, got):
        service, cid, txid, message = header(got)
        tlvs = RESULT_OK
        if (service, message) == (0, CTL_ALLOCATE):
            tlvs += tlv(1, bytes([got[15], self.next_cid]))
            self.next_cid = self.next_cid % 250 + 1
        if (service, message) == (0, CTL_VERSION):
            tlvs += tlv(1, b"\x01\x02\x01\x00\x05\x00")
        return frame(service, cid, txid, message, tlvs, 1 if service == 0 else 2, 0x80)


class Client:
    """A connection to airlock."""

    def __init__(self, address, timeout=WAIT):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(address)
        self.sock.settimeout(timeout)

    def send(self, data):
        self.sock.sendall(data)

    def receive(self):
        try:
            return read_frame(self.sock)
        except ConnectionError:
            return b""

    def ask(self, data):
        self.send(data)
        return self.receive()

    def is_closed(self):
        """Waits for the other side to hang up."""
        return self.receive() == b""

    def close(self):
        self.sock.close()


class Daemon:
    """airlockd with a modem, in a folder that vanishes."""

    def __init__(self, build, config=CONFIG, with_modem=True):
        self.build = build
        self.folder = tempfile.TemporaryDirectory(prefix="airlock-rooms-")
        self.dir = self.folder.name
        self.name = "airlock-test-" + os.path.basename(self.dir)
        self.config = os.path.join(self.dir, "airlock.conf")
        with open(self.config, "w", encoding="utf-8") as f:
            f.write(config.format(dir=self.dir, name=self.name, user=os.getuid()))
        self.modem = Modem(self.dir + "/modem") if with_modem else None
        self.log = open(self.dir + "/log", "ab")
        self.process = None

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, kind, value, trace):
        if kind:
            print(self.text_of_log(), file=sys.stderr)
            for record in self.audit()[-20:]:
                print(record, file=sys.stderr)
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.log.close()
        self.folder.cleanup()

    def start(self):
        self.process = subprocess.Popen(
            [os.path.join(self.build, "proxy/airlockd"), "--foreground", "--config", self.config],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)

    def text_of_log(self):
        with open(self.dir + "/log", encoding="utf-8", errors="replace") as f:
            return f.read()

    def audit(self):
        try:
            with open(self.dir + "/audit.jsonl", encoding="ascii") as f:
                return [json.loads(line) for line in f if line.endswith("\n")]
        except FileNotFoundError:
            return []

    def wait_audit(self, reason, count=1):
        return wait_for(f"{count} x {reason}", lambda: (
            lambda found: found if len(found) >= count else None)(
                [r for r in self.audit() if r["reason"] == reason]))

    def wait_up(self, times=1):
        self.wait_audit("link-up", times)
        return self

    def rooms(self):
        """Process id -> words of the command line, of all children that have become a room."""
        return {pid: [words[0].removesuffix("-tunnel"), *words[1:]]
                for pid, words in self.children().items() if words[0] != "airlock-launcher"}

    def launcher(self):
        return wait_for("the launcher", lambda: next(
            (pid for pid, words in self.children().items() if words[0] == "airlock-launcher"),
            None))

    def children(self):
        found = {}
        for entry in os.listdir("/proc"):
            try:
                with open(f"/proc/{entry}/stat", encoding="ascii") as f:
                    stat = f.read().rsplit(")", 1)[1].split()
                if int(stat[1]) == self.process.pid and stat[0] != "Z":
                    with open(f"/proc/{entry}/cmdline", encoding="ascii") as f:
                        words = f.read().split("\0")[:-1]
                    if words and not words[0].endswith("airlockd"):
                        found[int(entry)] = words
            except (OSError, ValueError, IndexError):
                pass
        return found

    def room(self, *words):
        """The process whose command line begins so."""
        return wait_for(" ".join(words), lambda: next(
            (pid for pid, line in self.rooms().items() if line[:len(words)] == list(words)), None))

    def connect(self):
        """A client of the qmi-proxy socket that has opened the device; retries while it is away."""
        until = time.monotonic() + WAIT
        while time.monotonic() < until:
            client = Client("\0" + self.name)
            got = client.ask(open_frame())
            if got and result(got) == 0:
                return client
            client.close()
            time.sleep(0.005)
        raise AssertionError("no client can open the device")

    def check_service(self):
        client = self.connect()
        got = client.ask(frame(0, 0, 7, CTL_VERSION))
        assert got and header(got) == (0, 0, 7, CTL_VERSION) and result(got) == 0, got
        client.close()

    def descriptors(self, pid=None):
        return sorted(int(n) for n in os.listdir(f"/proc/{pid or self.process.pid}/fd"))

    def wait_rooms(self, count):
        wait_for(f"{count} rooms", lambda: len(self.rooms()) == count)


def copy_programs(build, folder):
    """The programs that airlockd starts, for a test that puts another in the place of one."""
    for name in os.listdir(os.path.join(build, "proxy")):
        if name.startswith("airlock") and os.path.isfile(os.path.join(build, "proxy", name)):
            shutil.copy(os.path.join(build, "proxy", name), folder)


def is_gone(pid):
    """A process that does not run any more (a zombie of somebody else's counts as gone)."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as f:
            return f.read().rsplit(")", 1)[1].split()[0] == "Z"
    except OSError:
        return True


def run(tests, long_ones=()):
    """Runs the tests named on the command line behind the build folder, else all but long ones."""
    build = sys.argv[1]
    chosen = [t for t in (*tests, *long_ones) if t.__name__ in (sys.argv[2:] or
                                                               [t.__name__ for t in tests])]
    for test in chosen:
        test(build)
        print("ok", test.__name__, flush=True)
    print(len(chosen), "tests passed")
    sys.exit(not chosen)
