#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Unmodified qmicli says the same through airlock as through the stock qmi-proxy.

compare_test.py BUILD full: every action of actions.py, under the policy qmicli-full.
compare_test.py BUILD modemmanager: qmicli in the role of ModemManager; what `airlockctl explain`
says is refused must end with the QMI error that it names, and the rest must be equal.

Either relay stands in front of a modem that was just started. Three things are made equal first:
numbers of client ids, which the modem hands out; a byte that qmicli 1.32 prints from memory it
never wrote, behind operators' two-digit network codes; and in the list of services those without a
schema, which airlock hides because it could not let anything pass in them.
"""
import re
import subprocess
import sys

import actions
import harness

MIN_ACTIONS, MIN_SERVICES, MIN_EQUAL = 60, 10, 60
CID = re.compile(r"(\bCID: ')(\d+)(')")
HANDLE = re.compile(r"handle: '(\d+)'")
UNWRITTEN = re.compile(r"(MCC/MNC: '\d{3}-\d{2})[^\d']?' +LAC", re.DOTALL)
NO_SCHEMA = re.compile(r"\t(auth|cat2|unknown \[0x[0-9a-f]+\]) \(\d+\.\d+\)\n")
ALL_SERVICES = re.compile(r"\t(\w+|unknown \[0x[0-9a-f]+\]) \(\d+\.\d+\)\n")
STOCK_TRIES, TIMEOUT = 6, "operation failed: timeout"
PROTOCOL_ERROR = re.compile(r"QMI protocol error \((\d+)\)")
EXPLAINED = re.compile(r"QMI error (\d+)")
# libqmi 1.32 wants these answers' mandatory TLV beside an error as well; with qmi-proxy and a modem
# that refuses them, qmicli says the same.
MISREAD = {"nas.get-rf-band-information", "wds.get-channel-rates"}
MISREAD_SAYS = "Couldn't get the mandatory"
ROLES = {"full": ("qmicli-full", "qmicli"), "modemmanager": ("modemmanager", "modemmanager")}


def normalise(text, hidden):
    text = UNWRITTEN.sub(r"\1' LAC", CID.sub(r"\1N\3", text))
    return hidden.sub("", text) if "Supported versions" in text else text


def run_one(relay, arguments):
    """One qmicli. The stock proxy may deliver an indication ahead of the response that the modem
    sent first; qmicli then waits for it in vain, and gets another try. airlock gets none."""
    said = harness.qmicli(arguments)
    for _ in range(STOCK_TRIES if relay.name == "qmi-proxy" else 0):
        if TIMEOUT not in said[2]:
            break
        print(f"again with qmi-proxy, which lost the indication: {' '.join(arguments)}")
        said = harness.qmicli(arguments)
    return said


def run_all(relay, todo, hidden):
    """What qmicli said, action by action."""
    said, kept = [], {"cid": "1", "handle": "1"}
    for action in todo:
        status, out, err = run_one(relay, action.filled(kept))
        for key, pattern, group in (("cid", CID, 2), ("handle", HANDLE, 1)):
            found = pattern.search(out)
            if found:
                kept[key] = found[group]
        said.append((status, normalise(out, hidden), normalise(err, hidden)))
    return said


class Policy:
    """What the policy says about an action, by airlockctl."""

    def __init__(self, airlock, role):
        self.command = [airlock.place.program("airlockctl"), "-c", airlock.config, "explain", role]
        with open(airlock.policy_path(role if role != "qmicli" else "qmicli-full"),
                  encoding="utf-8") as f:
            self.adopts = re.search(r"^\s*adopt$", f.read(), re.MULTILINE) is not None

    def refuses(self, action):
        """None, or the set of QMI errors that may come: of its requests, or of no client id."""
        if any(a.startswith("--client-cid") for a in action.arguments) and not self.adopts:
            return set()
        for request in action.requests:
            got = subprocess.run([*self.command, *request.split()], capture_output=True, text=True,
                                 check=True).stdout
            told = EXPLAINED.search(got.split("\nmessage:")[0])
            if told:
                return {int(told[1])}
        return None

PROBING = 40  # refusals within a minute: airlock-detectors(7)


def judge_refused(action, errors, said, audit):
    """What is wrong about how an action was refused, or None."""
    status, out, err = said
    found = PROTOCOL_ERROR.search(err)
    if status == 0:
        return f"went through, which the policy refuses: {out}"
    if not found and MISREAD_SAYS in err and MISREAD & set(action.requests):
        return None
    if not found:
        return f"ended without a protocol error: {err}"
    if errors and "couldn't create client" not in err and int(found[1]) not in errors:
        return f"got error {found[1]}, which airlockctl does not name: {err}"
    if not any(r["event"] == "refused" for r in audit):
        return "left no record of a refusal in the audit"
    return None


def compare(build, mode):
    policy_name, role = ROLES[mode]
    hidden = NO_SCHEMA if mode == "full" else ALL_SERVICES
    wrong, refused, equal = [], [], []
    with harness.Workplace(build) as place:
        airlock = harness.Airlock(place, harness.Modem(place).socket, [policy_name],
                                  role=role if mode != "full" else None)
        policy = Policy(airlock, role)
        todo = actions.load()
        expected = [policy.refuses(a) for a in todo]
        through_airlock = run_all(airlock, todo, hidden)
        audit = airlock.records()
        airlock.stop()
    # What the policy refuses never reaches the modem: the other side leaves it out as well.
    passing = [a for a, e in zip(todo, expected) if e is None]
    with harness.Workplace(build) as place:
        stock = harness.Stock(place, harness.Modem(place).socket)
        through_stock = dict(zip(passing, run_all(stock, passing, hidden)))
    for action, errors, said in zip(todo, expected, through_airlock):
        if errors is not None:
            refused.append(action)
            problem = judge_refused(action, errors, said, audit)
            if problem:
                wrong.append(f"qmicli {action}: {problem}")
            continue
        equal.append(action)
        if said != through_stock[action]:
            wrong.append(f"qmicli {action}\n  qmi-proxy: {through_stock[action]}\n"
                         f"  airlock:   {said}")
        if "timed out" in said[2] or TIMEOUT in said[2]:
            wrong.append(f"qmicli {action}: no answer in time: {said[2]}")
    # Whoever tries all that is refused probes: only then is there an alarm.
    probes = {"probing"} if len(refused) > PROBING else set()
    wrong += [f"alarm {r['text']} about {r.get('message')}" for r in audit
              if r["event"] == "alarm" and r["text"] not in probes]
    return todo, equal, refused, wrong


def main():
    harness.enter()
    with harness.Workplace(sys.argv[1]) as place:
        place.need("airlockd", "airlockctl", "airlock-modemsim", "libopen-shim.so")
    mode = sys.argv[2]
    todo, equal, refused, wrong = compare(sys.argv[1], mode)
    for line in wrong:
        print("DIFFERENT: " + line)
    services = {a.service for a in todo}
    print(f"{len(todo)} actions over {len(services)} services: {len(equal)} compared with "
          f"qmi-proxy, {len(refused)} refused by the policy; {len(wrong)} not as expected")
    enough = len(services) >= MIN_SERVICES and (
        len(equal) >= MIN_EQUAL if mode == "full" else len(todo) >= MIN_ACTIONS and refused)
    return 0 if enough and not wrong else 1


if __name__ == "__main__":
    sys.exit(main())
