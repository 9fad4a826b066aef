#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Network interfaces and nftables: real netlink, in network namespaces of the test's own."""
import ctypes
import os
import pty
import select
import shutil
import signal
import socket
import stat
import struct
import subprocess
import sys
import tempfile
import threading
import time
import tty

from rooms import (CTL_ALLOCATE, CTL_VERSION, RESULT_OK, Client, Daemon, Modem, frame, header,
                   is_gone, open_frame, result, run, tlv, wait_for)

CLONE_NEWNET = 0x40000000
NETLINK_KOBJECT_UEVENT = 15
WDS = 1
GET_SETTINGS = 0x002D
UIM = 11
SEND_APDU = 0x003B
SELECT = bytes.fromhex("00a40004023f00")

CONFIG = """
link wwan0 {{
	qmi unix:{dir}/modem as /dev/cdc-wdm0
	net {net}
}}
listen @{name}
audit {dir}/audit.jsonl
role all {{ user {user} }}
allow all qmi any
"""


def skip(why):
    print("skipped:", why)
    sys.exit(77)


def ip(*words, check=True):
    return subprocess.run(["ip", *words], capture_output=True, text=True, check=check).stdout


def nft(*words):
    return subprocess.run(["nft", *words], capture_output=True, text=True, check=False).stdout


def is_up(name):
    with open(f"/sys/class/net/{name}/flags", encoding="ascii") as f:
        return int(f.read(), 16) & 1 == 1


def wait_state(name, up):
    wait_for(f"{name} {'up' if up else 'down'}", lambda: is_up(name) == up)


def enter_namespace():
    """A network namespace of our own, with the sysfs that belongs to it."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWNET | 0x00020000) != 0:
        skip("no network namespace can be made here")
    ip("link", "set", "lo", "up")
    subprocess.run(["mount", "--make-rprivate", "/"], check=True)
    subprocess.run(["mount", "-t", "sysfs", "sysfs", "/sys"], check=True)


class Net(Daemon):
    """A daemon whose link has the veth wwan0; the other end, in a namespace of a peer, is `far`."""

    def __init__(self, build, words, system=None, config=CONFIG, with_modem=True):
        super().__init__(build, with_modem=with_modem)
        self.system = system
        with open(self.config, "w", encoding="utf-8") as f:
            f.write(config.format(dir=self.dir, name=self.name, user=os.getuid(), net=words,
                                  system=system))
        self.peer = subprocess.Popen(["unshare", "-n", "sleep", "600"])
        wait_for("a peer", lambda: os.readlink(f"/proc/{self.peer.pid}/ns/net") !=
                 os.readlink("/proc/self/ns/net"))
        ip("link", "del", "wwan0", check=False)
        ip("link", "add", "wwan0", "type", "veth", "peer", "name", "far", "netns",
           str(self.peer.pid))
        self.far("ip", "link", "set", "far", "up")
        self.far("ip", "addr", "add", "192.0.2.1/24", "dev", "far")
        ip("addr", "add", "192.0.2.2/24", "dev", "wwan0")

    def __enter__(self):
        return self  # start() is the test's

    def far(self, *words):
        return subprocess.run(["nsenter", "-n", "-t", str(self.peer.pid), *words],
                              capture_output=True, text=True, check=False)

    def start(self):
        more = ["--system", self.system] if self.system else []
        self.process = subprocess.Popen(
            [os.path.join(self.build, "proxy/airlockd"), "-f", "-c", self.config, *more],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log)

    def net_pid(self):
        return self.room("airlock-net")

    def gate(self):
        """The gate of the link, of whichever program."""
        return wait_for("a gate", lambda: next(
            (pid for pid, line in self.rooms().items()
             if line[0].startswith("airlock-gate") and line[1] == "0"), None))

    def has_table(self):
        return "airlock-wwan0" in nft("list", "tables")

    def __exit__(self, kind, value, trace):
        super().__exit__(kind, value, trace)
        self.peer.kill()
        self.peer.wait()
        ip("link", "del", "wwan0", check=False)
        nft("delete", "table", "inet", "airlock-wwan0")

    def stop(self):
        self.process.terminate()
        assert self.process.wait(timeout=20) == 0


def reaches(d, port):
    """Whether the peer gets a TCP connection to us."""
    script = ("import socket,sys\ns=socket.socket()\ns.settimeout(1)\n"
              f"try: s.connect(('192.0.2.2',{port})); s.recv(1); print('yes')\n"
              "except OSError: print('no')")
    got = d.far(sys.executable, "-c", script)
    assert got.stdout, got.stderr
    return got.stdout.strip() == "yes"


class Service:
    """A local service, on all addresses."""

    def __init__(self):
        self.sock = socket.socket()
        self.sock.bind(("0.0.0.0", 0))
        self.sock.listen(16)
        self.port = self.sock.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                client, _ = self.sock.accept()
                client.sendall(b"x")
                client.close()
            except OSError:
                return


def test_guard(build):
    """Down before the gate, whoever raises it; up and left alone while it lives; down after it."""
    with Net(build, "wwan0 guard", with_modem=False) as d:
        ip("link", "set", "wwan0", "up")
        d.start()
        wait_state("wwan0", False)  # was up before us
        d.wait_audit("link-down")   # no modem yet
        found = d.wait_audit("interface-raised")
        assert found[0]["link"] == "wwan0" and found[0]["text"] == "wwan0", found
        ip("link", "set", "wwan0", "up")
        d.wait_audit("interface-raised", 2)
        wait_state("wwan0", False)
        d.modem = Modem(d.dir + "/modem")
        d.wait_up()
        time.sleep(0.3)
        assert not is_up("wwan0"), "brought up without a rule"
        ip("link", "set", "wwan0", "up")
        d.check_service()
        assert is_up("wwan0")
        os.kill(d.gate(), signal.SIGKILL)
        wait_state("wwan0", False)
        d.wait_audit("interface-down")
        d.wait_up(2)
        assert not is_up("wwan0")
        ip("link", "set", "wwan0", "up")
        d.check_service()
        d.stop()
        assert not is_up("wwan0"), "up without a gate"
        assert len(d.wait_audit("interface-raised")) == 2


def test_panic(build):
    """A rule that panics closes the link for good, and its network with it."""
    config = CONFIG + "deny all payload apdu where apdu.instruction = 0xA4 panic\n"
    with Net(build, "wwan0 guard up", config=config) as d:
        d.start()
        d.wait_up()
        wait_state("wwan0", True)
        client = d.connect()
        got = client.ask(frame(0, 0, 1, CTL_ALLOCATE, tlv(1, bytes([UIM]))))
        assert result(got) == 0
        client.send(frame(UIM, got[16], 1, SEND_APDU,
                          tlv(1, b"\x01") + tlv(2, b"\x07\x00" + SELECT)))
        d.wait_audit("panic")
        wait_state("wwan0", False)
        d.wait_audit("interface-down")
        ip("link", "set", "wwan0", "up")
        d.wait_audit("interface-raised")
        wait_state("wwan0", False)
        client.close()


def test_up(build):
    """Brought up by a rule, once each time the gate comes; a name by pattern."""
    with Net(build, "wwan* guard up") as d:
        d.start()
        d.wait_up()
        wait_state("wwan0", True)
        ip("link", "set", "wwan0", "down")  # the administrator's will
        d.check_service()
        assert not is_up("wwan0")
        os.kill(d.gate(), signal.SIGKILL)
        d.wait_up(2)
        wait_state("wwan0", True)
        # It comes back as another interface.
        ip("link", "del", "wwan0")
        ip("link", "add", "wwan7", "type", "ifb")
        wait_state("wwan7", True)
        ip("link", "del", "wwan7")


def test_orphans(build):
    """The warden dies: interfaces go down all the same; airlock-net dies: the warden ends."""
    with Net(build, "wwan0 guard up firewall") as d:
        d.start()
        d.wait_up()
        wait_state("wwan0", True)
        rooms = list(d.rooms())
        d.process.kill()
        d.process.wait()
        wait_state("wwan0", False)
        assert d.has_table(), "open after a crash"
        wait_for("no room left", lambda: all(is_gone(pid) for pid in rooms))
        ip("link", "set", "wwan0", "up")
        d.start()
        d.wait_audit("interface-raised")
        d.wait_up(2)
        wait_state("wwan0", True)
        os.kill(d.net_pid(), signal.SIGKILL)
        assert d.process.wait(timeout=20) == 1
        assert d.has_table()
        d.start()
        d.wait_up(3)
        d.stop()
        assert not is_up("wwan0") and not d.has_table()


def test_firewall(build):
    """The peer reaches no service but what is admitted; others do; answers come in."""
    if not shutil.which("nft"):
        skip("no nft")
    service, admitted = Service(), Service()
    with Net(build, f"wwan0 firewall admit ping, tcp/{admitted.port}", with_modem=False) as d:
        ip("link", "set", "wwan0", "up")
        assert reaches(d, service.port)
        d.start()
        wait_for("a table before the link is open", d.has_table)
        d.wait_audit("link-down")
        d.modem = Modem(d.dir + "/modem")
        d.wait_up()
        assert is_up("wwan0"), "not guarded"
        assert not reaches(d, service.port)
        assert reaches(d, admitted.port)
        assert d.far("ping", "-c1", "-W2", "192.0.2.2").returncode == 0 or \
            not shutil.which("ping")
        with socket.create_connection(("127.0.0.1", service.port), timeout=5) as s:
            assert s.recv(1) == b"x"
        listener = d.far(sys.executable, "-c", "print(1)")
        assert listener.returncode == 0
        check_outgoing(d)
        d.process.kill()
        d.process.wait()
        assert d.has_table() and not reaches(d, service.port)
        d.start()
        d.wait_up(2)
        assert not reaches(d, service.port)
        nft("flush", "ruleset")
        d.wait_audit("firewall-changed")
        wait_for("a table again", d.has_table)
        assert not reaches(d, service.port)
        nft("insert", "rule", "inet", "airlock-wwan0", "from-modem", "accept")
        d.wait_audit("firewall-changed", 2)
        wait_for("no rule of others", lambda: not reaches(d, service.port))
        d.stop()
        assert not d.has_table()
        assert reaches(d, service.port)


def check_outgoing(d):
    """A connection that we begin works in both directions."""
    script = ("import socket\ns=socket.socket()\ns.bind(('192.0.2.1',4711))\ns.listen(1)\n"
              "print('go',flush=True)\nc,_=s.accept()\nc.sendall(b'y')\n")
    with subprocess.Popen(["nsenter", "-n", "-t", str(d.peer.pid), sys.executable, "-c", script],
                          stdout=subprocess.PIPE) as peer:
        assert peer.stdout.readline() == b"go\n"
        with socket.create_connection(("192.0.2.1", 4711), timeout=5) as s:
            assert s.recv(1) == b"y"


HANDED = """
import ctypes, os, socket, sys
for fd, protocol in ((3, 0), (4, 12)):
    s = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW | socket.SOCK_NONBLOCK, protocol)
    s.bind((0, 0))
    os.dup2(s.detach(), fd + 50)
for fd in (3, 4):
    os.dup2(fd + 50, fd)
    os.close(fd + 50)
assert ctypes.CDLL(None).unshare(0x40000000) == 0
os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS="2")
os.execv(sys.argv[1], sys.argv[1:])
"""


def test_handed(build):
    """Netlink of this network is handed to an airlockd that lives in another one."""
    with Net(build, "wwan0 guard up firewall") as d:
        d.process = subprocess.Popen(
            [sys.executable, "-c", HANDED, os.path.join(build, "proxy/airlockd"), "-f", "-c",
             d.config], stdin=subprocess.DEVNULL, stdout=d.log, stderr=d.log)
        d.wait_up()
        wait_state("wwan0", True)
        assert d.has_table()
        d.stop()
        assert not is_up("wwan0") and not d.has_table()


class SettingsModem(Modem):
    """Tells an address, a gateway and an MTU, as they are now."""

    address, gateway, prefix, mtu = "192.0.2.2", "192.0.2.1", 24, 1500

    def _answer(self, got):
        service, cid, txid, message = header(got)
        if (service, message) != (WDS, GET_SETTINGS):
            return super()._answer(got)

        def number(text):
            return struct.pack("<I", struct.unpack(">I", socket.inet_aton(text))[0])
        mask = struct.pack("<I", 0xFFFFFFFF << (32 - self.prefix) & 0xFFFFFFFF)
        tlvs = (RESULT_OK + tlv(0x1E, number(self.address)) + tlv(0x20, number(self.gateway))
                + tlv(0x21, mask) + tlv(0x29, struct.pack("<I", self.mtu)) + tlv(0x2B, b"\x04"))
        return frame(service, cid, txid, message, tlvs, 2, 0x80)


def test_settings(build):
    """What a client reads is compared with what the interface has; no address is in the audit."""
    with Net(build, "wwan0", with_modem=False) as d:
        d.modem = SettingsModem(d.dir + "/modem")
        ip("link", "set", "wwan0", "up")
        ip("route", "add", "default", "via", "192.0.2.1", "dev", "wwan0")
        d.start()
        d.wait_up()
        client = d.connect()
        got = client.ask(frame(0, 0, 1, CTL_ALLOCATE, tlv(1, bytes([WDS]))))
        assert result(got) == 0
        cid = got[16]  # TLV 1 comes first

        def read(txid):
            got = client.ask(frame(WDS, cid, txid, GET_SETTINGS,
                                   tlv(0x10, struct.pack("<I", 0xE710))))
            assert header(got)[3] == GET_SETTINGS and result(got) == 0, got.hex()
        read(1)
        time.sleep(3)
        assert not [r for r in d.audit() if r["reason"] == "settings-mismatch"]
        d.modem.mtu, d.modem.gateway = 1400, "192.0.2.9"
        read(2)
        found = d.wait_audit("settings-mismatch")
        assert found[0]["text"] == "wwan0 ipv4: gateway mtu", found
        ip("addr", "del", "192.0.2.2/24", "dev", "wwan0")
        ip("addr", "add", "198.51.100.7/24", "dev", "wwan0")
        found = d.wait_audit("settings-mismatch", 2)
        assert found[1]["text"] == "wwan0 ipv4: address", found
        with open(d.dir + "/audit.jsonl", encoding="ascii") as f:
            text = f.read()
        assert "192.0.2" not in text and "198.51.100" not in text
        # A modem that tells something else each time is slowed down, and nobody else is.
        for i in range(200):
            d.modem.mtu = 1000 + i
            read(3 + i)
        time.sleep(3)
        assert len([r for r in d.audit() if r["reason"] == "settings-mismatch"]) <= 3
        client.close()


MATCHED = """
link wwan0 {{
	match usb 1199:9071 path "pci0000:00/*"
	qmi interface 8
	at interface 3 as at0 endpoint unix:{dir}/at0
	net auto, {net} guard
}}
listen @{name}
audit {dir}/audit.jsonl
role all {{ user {user} }}
allow all qmi any
"""


class PtyModem(Modem):
    """The same modem at a terminal; `node` is its other end."""

    def __init__(self):
        master, slave = pty.openpty()
        tty.setraw(master)
        tty.setraw(slave)
        self.node, self.slave, self.master = os.ttyname(slave), slave, master
        super().__init__(None)

    def start(self):
        self.ends = False
        self.thread = threading.Thread(target=self._serve, args=(self,), daemon=True)
        self.thread.start()

    def recv(self, size):
        while not self.ends:
            if select.select([self.master], [], [], 0.05)[0]:
                try:
                    return os.read(self.master, size)
                except OSError:
                    time.sleep(0.05)  # nobody has it open
        return b""

    def sendall(self, data):
        os.write(self.master, data)

    def stop(self):
        self.ends = True
        self.thread.join()
        os.close(self.slave)
        os.close(self.master)


class System:
    """A sysfs and a /dev with as much of them as a USB modem shows."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory(prefix="airlock-system-")
        self.dir = self.folder.name

    def write(self, path, text):
        path = os.path.join(self.dir, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="ascii") as f:
            f.write(text + "\n")

    def link(self, path, target):
        path = os.path.join(self.dir, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        os.symlink(target, path)

    def plug(self, place, ids, number, ports):
        """A device at `place`; ports: (class, name, interface, node) each."""
        device = "sys/devices/pci0000:00/0000:00:14.0/usb1/" + place
        self.write(device + "/idVendor", ids[:4])
        self.write(device + "/idProduct", ids[5:])
        for sort, name, interface, node in ports:
            folder = f"{device}/{place}:1.{interface}"
            self.write(folder + "/bInterfaceNumber", f"{interface:02x}")
            between = "usbmisc" if sort == "usbmisc" else f"{name}/tty"
            self.link(f"sys/class/{sort}/{name}",
                      f"../../devices/pci0000:00/0000:00:14.0/usb1/{place}/{place}:1.{interface}"
                      f"/{between}/{name}")
            self.link("dev/" + name, node)
        if number is not None:
            self.news("add", number)

    def unplug(self, ports):
        for sort, name, _, _ in ports:
            os.unlink(f"{self.dir}/sys/class/{sort}/{name}")
            os.unlink(f"{self.dir}/dev/{name}")
        self.news("remove", 0)

    @staticmethod
    def news(action, number):
        """What the kernel tells its listeners. There may be none yet."""
        with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_KOBJECT_UEVENT) as s:
            try:
                s.sendto(f"{action}@/devices/x{number}\0ACTION={action}\0".encode(), (0, 1))
            except ConnectionRefusedError:
                pass


def test_hotplug(build):
    """A modem is the same under another number; nobody else may open it; two of them are none."""
    system = System()
    with Net(build, "wwan0", system=system.dir, config=MATCHED, with_modem=False) as d:
        d.start()
        d.wait_audit("link-down", 2)  # both of its ports
        modem = PtyModem()
        os.chmod(modem.node, 0o666)
        # A card reader, and an interface of the modem that is another's.
        other = [("usbmisc", "cdc-wdm0", 8, "/dev/null")]
        system.plug("1-2", "0bda:0129", 2, other)
        ports = [("usbmisc", "cdc-wdm1", 8, modem.node), ("usbmisc", "cdc-wdm2", 10, "/dev/null")]
        system.plug("1-4", "1199:9071", 4, ports)
        d.wait_up()
        assert stat.S_IMODE(os.stat(modem.node).st_mode) == 0o600
        ask(d, "/dev/cdc-wdm1")
        # It vanishes, and is back where the other one is plugged now.
        modem.stop()
        system.unplug(ports)
        d.wait_audit("link-down", 3)
        system.unplug(other)
        again = PtyModem()
        ports = [("usbmisc", "cdc-wdm0", 8, again.node), ("tty", "ttyUSB5", 3, again.node)]
        shutil.rmtree(system.dir + "/sys/devices")
        system.plug("1-3.2", "1199:9071", 5, ports[:1])
        d.wait_up(2)
        ask(d, "/dev/cdc-wdm0")
        # A second one of the kind: which is it?
        again.stop()
        system.unplug(ports[:1])
        d.wait_audit("link-down", 4)
        third = PtyModem()
        shutil.rmtree(system.dir + "/sys/devices")
        fifth = [("usbmisc", "cdc-wdm3", 8, third.node)]
        sixth = [("usbmisc", "cdc-wdm4", 8, third.node)]
        system.plug("1-5", "1199:9071", None, fifth)
        system.plug("1-6", "1199:9071", 7, sixth)
        time.sleep(1)
        assert len(d.wait_audit("link-up")) == 2, "one of two was chosen"
        system.unplug(sixth)
        d.wait_up(3)
        ask(d, "/dev/cdc-wdm3")
        third.stop()
    system.folder.cleanup()


def ask(d, node):
    """A client opens the modem by the name that it has now."""
    def opens():
        client = Client("\0" + d.name)
        got = client.ask(open_frame(device=node))
        if not got or result(got) != 0:
            client.close()
            return None
        return client
    client = wait_for("open by " + node, opens)
    got = client.ask(frame(0, 0, 7, CTL_VERSION))
    assert got and header(got) == (0, 0, 7, CTL_VERSION) and result(got) == 0
    client.close()


def test_suspend(build):
    """Stopped and continued in all states, with airlock-net: nobody dies, no answer is lost."""
    with Net(build, "wwan0 guard") as d:
        d.start()
        d.wait_up()
        c = d.connect()
        d.wait_rooms(6)  # scribe, lobby, gate, two readers, airlock-net
        people = sorted(d.children()) + [d.process.pid]
        assert d.net_pid() in people and d.launcher() in people
        for i in range(200):
            pid = people[i % len(people)]
            os.kill(pid, signal.SIGSTOP)
            c.send(frame(0, 0, i + 1, CTL_VERSION))
            time.sleep(0.001)
            os.kill(pid, signal.SIGCONT)
            assert header(c.receive())[2] == i + 1
        assert sorted(d.children()) + [d.process.pid] == people, "somebody died"
        d.stop()


if __name__ == "__main__":
    if os.getuid() != 0:
        skip("needs root")
    if not shutil.which("ip"):
        skip("no ip")
    enter_namespace()
    run([test_guard, test_panic, test_up, test_orphans, test_firewall, test_handed, test_settings,
         test_hotplug, test_suspend])
