#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""SIGHUP: other rules while clients work; nothing of theirs is lost, bad rules change nothing."""
import hashlib
import os
import random
import signal
import threading
import time

from rooms import (CTL_ALLOCATE, Client, Daemon, Modem, frame, header, open_frame, result, run, tlv,
                   wait_for)
import at_rooms

DMS, GET_IDS, SET_MODE = 2, 0x25, 0x2E

CONFIG = """
link wwan0 {{
	qmi unix:{dir}/modem as /dev/cdc-wdm0
}}
listen @{name}
listen {dir}/one.qmux_socket link wwan0 role all mode 0660
audit {dir}/audit.jsonl
limit open 3
policy {dir}/policy
"""
ALLOW = "role all {{ user {user} }}\nallow all qmi ctl.*\nallow all qmi dms.*\n"
ANY = "role all {{ user {user} }}\nallow all qmi any\n"
READ_ONLY = "role all {{ user {user} }}\nallow all qmi ctl.*\nallow all qmi class read\n"


class Reloaded(Daemon):
    """With its rules in a file of their own."""

    def __init__(self, build, policy=ALLOW, config=CONFIG, **more):
        super().__init__(build, config, **more)
        self.idle = 0  # rooms without clients
        self.write_policy(policy)

    def wait_up(self, times=1):
        super().wait_up(times)
        self.idle = wait_for("all rooms", lambda: (lambda n: n >= 4 and n)(len(self.rooms())))
        return self

    def write(self, path, text):
        with open(path + ".new", "w", encoding="ascii") as f:
            f.write(text.format(dir=self.dir, name=self.name, user=os.getuid()))
        os.rename(path + ".new", path)

    def write_policy(self, text):
        self.write(self.dir + "/policy", text)

    def outcomes(self):
        return [r for r in self.audit() if r["reason"] in ("rules-loaded", "reload-refused")]

    def reload(self):
        """The audit record of what became of it."""
        before = len(self.outcomes())
        self.process.send_signal(signal.SIGHUP)
        return wait_for("the outcome of a reload",
                        lambda: len(self.outcomes()) > before and self.outcomes()[before])

    def take(self, policy):
        self.write_policy(policy)
        got = self.reload()
        assert got["reason"] == "rules-loaded", got
        return got

    def sum(self):
        digest = hashlib.sha256()
        for path in (self.config, self.dir + "/policy"):
            with open(path, "rb") as f:
                digest.update(f.read())
        return digest.hexdigest()


def allocate(c, service=DMS):
    got = c.ask(frame(0, 0, 1, CTL_ALLOCATE, tlv(1, bytes([service]))))
    assert result(got) == 0, got.hex()
    at = got.index(b"\x01\x02\x00" + bytes([service]))
    return got[at + 4]


def set_mode(c, cid, txid):
    return c.ask(frame(DMS, cid, txid, SET_MODE, tlv(1, b"\x00")))


def test_at_once(build):
    """The next message is judged by the new rules; the client and its id stay."""
    with Reloaded(build) as d:
        d.wait_up()
        start = d.outcomes()[0]
        assert start["reason"] == "rules-loaded" and start["sha256"] == d.sum(), start
        c = d.connect()
        cid = allocate(c)
        assert result(set_mode(c, cid, 1)) == 0
        for n in range(2, 12, 2):
            got = d.take(READ_ONLY)
            assert got["sha256"] == d.sum() and "text" not in got, got
            heard = len(d.modem.seen)
            assert result(set_mode(c, cid, n)) != 0
            assert len(d.modem.seen) == heard, "the modem heard it"
            assert d.take(ALLOW)["reason"] == "rules-loaded"
            assert result(set_mode(c, cid, n + 1)) == 0
        refused = [r for r in d.audit() if r["reason"] == "not-in-policy"]
        assert {r["role"] for r in refused} == {"all"} and len(refused) == 5
        c.close()


def test_unchanged(build):
    with Reloaded(build) as d:
        d.wait_up()
        got = d.reload()
        assert (got["reason"], got["text"], got["sha256"]) == ("rules-loaded", "unchanged", d.sum())
        # Other lines are other rules: the audit names them by line.
        assert "text" not in d.take("\n\n" + ALLOW)


def test_bad_rules(build):
    """The old ones stay, and it is said where the new ones are wrong."""
    with Reloaded(build) as d:
        d.wait_up()
        c = d.connect()
        cid = allocate(c)
        d.write_policy(ALLOW + "allow all qmi no-such-service.*\n")
        assert d.reload()["reason"] == "reload-refused"
        wait_for("the place", lambda: f"{d.dir}/policy:4:" in d.text_of_log())
        os.unlink(d.dir + "/policy")
        assert d.reload()["reason"] == "reload-refused"
        d.write_policy(ALLOW)
        with open(d.config, encoding="ascii") as f:
            good = f.read()
        os.rename(d.config, d.config + ".away")
        assert d.reload()["reason"] == "reload-refused"
        os.rename(d.config + ".away", d.config)
        for change, what in (
                (good.replace("audit.jsonl", "other.jsonl"), "audit"),
                (good + "user daemon\n", "user daemon"),
                (good + "limit queue 65536\n", "limit queue"),
                (good + f"listen {d.dir}/two.sock link wwan0 role all\n", "a new listener"),
                (good.replace("mode 0660", "mode 0600"), "owner, group or mode of")):
            with open(d.config, "w", encoding="ascii") as f:
                f.write(change)
            got = d.reload()
            assert got["reason"] == "reload-refused" and got["text"].startswith(what), (what, got)
            assert what in d.text_of_log()
        assert result(set_mode(c, cid, 1)) == 0
        with open(d.config, "w", encoding="ascii") as f:
            f.write(good)
        assert d.reload()["text"] == "unchanged"
        assert len(d.rooms()) == d.idle + 1, d.rooms()


def test_roles(build):
    """A role is the same by its name, wherever it stands; who has none any more may do nothing."""
    with Reloaded(build) as d:
        d.wait_up()
        c = d.connect()
        cid = allocate(c)
        d.take("role first {{ user daemon }}\n" + ALLOW + "deny first any\n")
        assert result(set_mode(c, cid, 1)) == 0
        d.write(d.config, CONFIG.replace("role all", "role other"))
        d.write_policy(ALLOW.replace("all {{", "other {{").replace("allow all", "allow other"))
        assert d.reload()["reason"] == "rules-loaded"
        assert result(set_mode(c, cid, 2)) != 0
        wait_for("a record without a role", lambda: [
            r for r in d.audit() if r["reason"] == "no-role" and "role" not in r])
        # One who comes now is known by the new rules, at a socket that there was before.
        new = d.connect()
        assert result(set_mode(new, allocate(new), 1)) == 0
        one = Client(d.dir + "/one.qmux_socket")
        assert result(set_mode(one, allocate(one), 1)) == 0
        # A user that is known by a name which the rules had not yet.
        d.write_policy("role other {{ user root }}\nallow other qmi dms.*\n")
        assert d.reload()["reason"] == "rules-loaded"
        got = Client("\0" + d.name).ask(open_frame())
        assert (os.getuid() == 0) == (got != b"")


def test_outstanding(build):
    """What was asked under the old rules is answered under the new ones."""
    with Reloaded(build) as d:
        d.wait_up()
        c = d.connect()
        cid = allocate(c)
        d.modem.mute = True
        heard = len(d.modem.seen)
        for txid in range(1, 9):
            c.send(frame(DMS, cid, txid, SET_MODE, tlv(1, b"\x00")))
        wait_for("the modem", lambda: len(d.modem.seen) == heard + 8)
        d.take(READ_ONLY)
        d.modem.mute = False
        for got in d.modem.seen[heard:]:
            service, his_cid, txid, message = header(got)
            d.modem.send(frame(service, his_cid, txid, message, b"\x02\x04\x00\x00\x00\x00\x00",
                               2, 0x80))
        for txid in range(1, 9):
            got = c.receive()
            assert header(got)[2] == txid and result(got) == 0
        # Asked again, it is judged by the new ones.
        assert result(set_mode(c, cid, 9)) != 0


def load(d, stop, counts):
    """A client that counts what it asked, and what was answered by the one or the other rules."""
    c = d.connect()
    cid = allocate(c)
    txid = 0
    while not stop.is_set():
        window = random.randint(1, 20)
        for _ in range(window):
            txid = txid % 60000 + 1
            c.send(frame(DMS, cid, txid, SET_MODE, tlv(1, b"\x00")))
            counts[0] += 1
        for _ in range(window):
            got = c.receive()
            assert got, "disconnected"
            counts[1 if result(got) == 0 else 2] += 1
    assert c.ask(frame(DMS, cid, 60001, GET_IDS))
    c.close()


def test_under_load(build):
    """Many reloads under load, some faster than they can be done: not one request is lost."""
    with Reloaded(build) as d:
        d.wait_up()
        stop = threading.Event()
        counts = [[0, 0, 0] for _ in range(4)]
        before = d.descriptors()
        threads = [threading.Thread(target=load, args=(d, stop, c)) for c in counts]
        for t in threads:
            t.start()
        rooms = wait_for("all clients", lambda: len(d.rooms()) == d.idle + 4 and d.rooms())
        for n in range(30):
            d.take(READ_ONLY if n % 2 else ALLOW + f"# {n}\n")
        for n in range(100):
            d.write_policy((READ_ONLY if n % 2 else ALLOW) + f"# {n} again\n")
            d.process.send_signal(signal.SIGHUP)
            time.sleep(0.002)
        # The last word counts, however many were swallowed.
        d.write_policy(ALLOW + "# the last\n")
        d.process.send_signal(signal.SIGHUP)
        last = d.sum()
        wait_for("the last", lambda: d.outcomes()[-1].get("sha256") == last)
        assert set(d.rooms()) == set(rooms), "somebody died or left"
        stop.set()
        for t in threads:
            t.join()
        for sent, done, refused in counts:
            assert sent == done + refused and done and refused, counts
        d.wait_rooms(d.idle)
        assert all(r["lost"] == 0 for r in d.audit())
        assert {r["role"] for r in d.audit() if r["reason"] == "not-in-policy"} == {"all"}
        wait_for("as many descriptors", lambda: len(d.descriptors()) == len(before))
        print(f"   {len(d.outcomes())} reloads, {sum(c[0] for c in counts)} requests")


def test_links(build):
    """A link comes, another goes; the third does not notice."""
    with Reloaded(build) as d:
        d.wait_up()
        c = d.connect()
        cid = allocate(c)
        second = CONFIG.replace("link wwan0 {{", """link wwan1 {{
	qmi unix:{dir}/modem1 as /dev/cdc-wdm1
}}
link wwan0 {{""")
        Modem(d.dir + "/modem1")
        d.write(d.config, second)
        assert d.reload()["reason"] == "rules-loaded"
        wait_for("the new link", lambda: any(
            r["reason"] == "link-up" and r["link"] == "wwan1" for r in d.audit()))
        other = Client("\0" + d.name)
        assert result(other.ask(open_frame(1, "/dev/cdc-wdm1"))) == 0
        d.write(d.config, second.replace("/modem1 as /dev/cdc-wdm1", "/none as /dev/cdc-wdm1"))
        assert d.reload()["reason"] == "rules-loaded"
        assert other.is_closed()
        assert result(Client("\0" + d.name).ask(open_frame(1, "/dev/cdc-wdm1"))) != 0
        d.write(d.config, CONFIG)
        assert d.reload()["reason"] == "rules-loaded"
        d.wait_rooms(d.idle + 1)
        assert result(Client("\0" + d.name).ask(open_frame(1, "/dev/cdc-wdm1"))) != 0
        # Its place is free for another.
        d.write(d.config, second.replace("wwan1", "wwan7"))
        assert d.reload()["reason"] == "rules-loaded"
        wait_for("another link", lambda: any(
            r["reason"] == "link-up" and r["link"] == "wwan7" for r in d.audit()))
        assert result(set_mode(c, cid, 7)) == 0
        ups = [r["link"] for r in d.audit() if r["reason"] == "link-up"]
        assert ups == ["wwan0", "wwan1", "wwan7"], ups


def test_tunnel(build):
    """AT inside QMI needs another gate; one that has it can do without."""
    with Reloaded(build, ANY) as d:
        d.wait_up()
        c = d.connect()
        cid = allocate(c)
        d.take(READ_ONLY)
        assert result(set_mode(c, cid, 1)) != 0
        new = d.connect()
        assert result(set_mode(new, allocate(new), 1)) != 0
        d.take(ANY)
        assert result(set_mode(c, cid, 2)) == 0
    with Reloaded(build, READ_ONLY) as d:
        d.wait_up()
        c = d.connect()
        d.take(ANY)
        assert c.is_closed()
        d.wait_up(2)
        c = d.connect()
        assert result(set_mode(c, allocate(c), 1)) == 0


def test_listener_goes(build):
    with Reloaded(build) as d:
        d.wait_up()
        one = Client(d.dir + "/one.qmux_socket")
        cid = allocate(one)
        lines = [line for line in CONFIG.splitlines() if "one.qmux" not in line]
        d.write(d.config, "\n".join(lines) + "\n")
        assert d.reload()["reason"] == "rules-loaded"
        assert not os.path.exists(d.dir + "/one.qmux_socket")
        assert result(set_mode(one, cid, 1)) == 0  # who is in, stays
        d.check_service()
        d.write(d.config, CONFIG)
        assert d.reload()["reason"] == "reload-refused"


def test_at_port(build):
    """On AT ports too, for who holds a socket and who a terminal."""
    config = at_rooms.CONFIG.replace("role all {{ user {user} }}", "policy {dir}/policy")
    config = "".join(line for line in config.splitlines(True)
                     if not line.startswith(("allow", "deny")))
    rules = "role all {{ user {user} }}\nallow all at any\n"
    with Reloaded(build, rules, config, with_modem=False) as d:
        at_rooms.AtModem(d.dir + "/at")
        wait_for("its port", lambda: any(r["reason"] == "link-up" for r in d.audit()))
        sock = at_rooms.AtClient(d.dir + "/at.sock")
        wait_for("its endpoint", lambda: os.path.exists(d.dir + "/run/at0"))
        tty = at_rooms.AtClient(d.dir + "/run/at0", True)
        for c in (sock, tty):
            assert b"+CSQ: 20" in c.ask(b"AT+CSQ\r")
        d.take(rules + "deny all at +CREG\n")
        for c in (sock, tty):
            assert b"+CSQ: 20" in c.ask(b"AT+CSQ\r")
        d.take("role all {{ user {user} }}\nallow all at +CREG\nallow all at entry text\n"
               "allow all at data\n")
        for c in (sock, tty):
            assert b"+CREG: 0" in c.ask(b"AT+CREG?\r")
            assert b"20,99" not in c.ask(b"AT+CSQ\r")
        sock.close()
        tty.close()


def test_stopped_scribe(build):
    """One reload at a time: while the scribe cannot say that the old is written, none begins."""
    with Reloaded(build) as d:
        d.wait_up()
        scribe = d.room("airlock-scribe")
        c = d.connect()
        cid = allocate(c)
        os.kill(scribe, signal.SIGSTOP)
        for n in range(5):
            d.write_policy(READ_ONLY + f"# {n}\n")
            d.process.send_signal(signal.SIGHUP)
            time.sleep(0.1)
            assert c.ask(frame(DMS, cid, n + 1, GET_IDS))
        wait_for("the new rules", lambda: result(set_mode(c, cid, 99)) != 0)
        os.kill(scribe, signal.SIGCONT)
        last = d.sum()
        wait_for("the last", lambda: d.outcomes()[-1].get("sha256") == last)
        assert all(r["lost"] == 0 for r in d.audit())


def test_stopped_gate(build):
    """A gate that does not turn to the new rules is killed, and started with them."""
    with Reloaded(build) as d:
        d.wait_up()
        gate = next(pid for pid, line in d.rooms().items()
                    if line[0].startswith("airlock-gate") and line[1] == "0")
        c = d.connect()
        os.kill(gate, signal.SIGSTOP)
        d.write_policy(READ_ONLY)
        assert d.reload()["reason"] == "rules-loaded"
        assert c.is_closed()
        assert d.wait_audit("gate-died")[0]["text"] == "gate keeps the old rules"
        c = d.connect()
        assert result(set_mode(c, allocate(c), 1)) != 0


if __name__ == "__main__":
    run([test_at_once, test_unchanged, test_bad_rules, test_roles, test_outstanding,
         test_under_load, test_links, test_tunnel, test_listener_goes, test_at_port,
         test_stopped_scribe, test_stopped_gate])
