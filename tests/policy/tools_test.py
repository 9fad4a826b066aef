#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""airlockctl and airlock-compiler as processes, in their room: output, errors, exit status.

  tools_test.py AIRLOCKCTL AIRLOCK_COMPILER DIST
"""
import os
import struct
import subprocess
import sys
import tempfile

CTL, COMPILER, DIST = sys.argv[1:4]
failed = 0
checked = 0


def check(claim, what):
    global failed, checked
    checked += 1
    if not claim:
        failed += 1
        print("failed:", what)


def run(*command, data=b""):
    got = subprocess.run(command, input=data, capture_output=True, check=False, timeout=60)
    return got.returncode, got.stdout, got.stderr.decode()


def ctl(*args):
    status, out, err = run(CTL, *args)
    return status, out.decode(), err


def pack(*files):
    return b"".join(struct.pack("<II", len(n), len(t)) + n + t for n, t in files)


def write(name, text):
    with open(name, "w", encoding="utf-8") as f:
        f.write(text)


def test_check():
    config = os.path.join(DIST, "airlock.conf")
    status, out, err = ctl("check", config)
    check(status == 0 and err == "", f"check {config}: {err}")
    check("link wwan0 {\n\tqmi /dev/cdc-wdm0\n}" in out, out)
    check(f"\n# {DIST}/policies/modemmanager.policy\nrole modemmanager {{" in out, out)
    status, out, err = ctl("check", os.path.join(DIST, "policies/lpac.policy"))
    check(status == 0 and out.startswith("role lpac {\n\tuser root\n") and "# " not in out, out)
    write("again.policy", out)
    check(ctl("check", "again.policy")[1] == out, "the print of a policy prints the same")
    write("bad.conf", "policy bad.policy\npolicy none.policy\nallow nobody any\n")
    write("bad.policy", "rol a { }\nlimit slow 1\n")
    status, out, err = ctl("check", "bad.conf")
    lines = err.splitlines()
    check(status == 1 and out == "" and len(lines) == 4, err)
    for want in ("bad.policy:1:1: unknown statement \"rol\", expected role, allow, deny",
                 "bad.policy:2:1: limit belongs in the configuration",
                 "bad.conf:2:8: policy \"none.policy\": cannot be read: No such file",
                 "bad.conf:3:7: role \"nobody\" is not defined"):
        check(any(line.startswith(want) for line in lines), f"{want} in {err}")
    write("warn.policy", "role a { user root }\nallow a any\nallow a qmi class read\n")
    status, out, err = ctl("check", "warn.policy")
    check(status == 0 and err.startswith("warn.policy:3: warning:") and out != "", err)
    check(ctl("check", "missing.conf")[0] == 1, "a file that is not there")
    check(ctl("check", "/")[0] == 1, "a directory")


def test_explain():
    config = os.path.join(DIST, "airlock.conf")

    def explain(*args):
        return ctl("-c", config, "explain", *args)

    status, out, err = explain("modemmanager", "dms.set-operating-mode", "mode=online")
    check(status == 0 and err == "", err)
    check("verdict:  passes\nreason:   ok" in out and "gets the modem's answer" in out, out)
    check("modemmanager.policy:" in out and "where mode in (online, low-power)" in out, out)
    status, out, err = explain("modemmanager", "dms.set-operating-mode", "mode=2")
    check("verdict:  refused\nreason:   not-in-policy" in out and "rule:     implicit" in out, out)
    check("QMI error 71 (InvalidQmiCommand)" in out, out)
    status, out, err = explain("modemmanager", "dms.set-firmware-id")
    check("reason:   denied" in out and "deny modemmanager class firmware alert" in out, out)
    status, out, err = explain("modemmanager", "loc.inject-utc-time")
    check(out.count("verdict:  passes") == 2 and "hears it" in out, out)
    status, out, err = explain("qmicli", "raw", "0x22", "0x51")
    check(status == 0 and "unknown-service" in out and "error 31 (InvalidServiceType)" in out, out)
    status, out, err = explain("qmicli", "raw", "2", "0x25")
    check("message:  dms.get-ids" in out and "verdict:  passes" in out, out)
    status, out, err = explain("qmicli", "ctl.sync")
    check("no rule decides: it is answered by airlock" in out, out)
    status, out, err = explain("modemmanager", "AT+CMGS=23")
    check(status == 0 and err == "" and "+CMGS, set, class sms, group sms-raw" in out, out)
    check("verdict:  passes" in out and "allow modemmanager at +CMGS rate 60/min" in out, out)
    status, out, err = explain("modemmanager", "at+csq; +qfastboot")
    check(out.count("command:  ") == 2 and out.count("verdict:  passes") == 1, out)
    check("reason:   denied" in out and "+CME ERROR: 4 (operation not supported)" in out, out)
    status, out, err = explain("modemmanager", 'AT+CMGS="5551234"')
    check('refused: "entry text" is not granted' in out, out)
    status, out, err = explain("qmicli", "ATD*99#")
    check("dials:    data" in out and "not-in-policy" in out, out)
    status, out, err = explain("modemmanager", "ATE0")
    check("of the client's own terminal" in out and "class" in out, out)
    status, out, err = explain("modemmanager", "A/")
    check(status == 0 and '"repeat" is not granted' in out, out)
    status, out, err = explain("modemmanager", "AT+CREG=99")
    check("refused by its grammar, column 9" in out and "at-value-range" in out, out)
    check("hears it" in explain("modemmanager", "+CREG:")[1], "a code that is heard")
    check("hears nothing" in explain("qmicli", "+CREG:")[1], "a code that is not heard")
    status, out, err = explain("modemmanager", "+NIX:")
    check(status == 1 and "no such unsolicited code" in err, err)
    check(explain("modemmanager", "AT+CSQ", "x=1")[0] == 1, "nothing behind a line")
    sms = "sms-delivered=040B915155051032F440004210102100004005E8329BFD06"
    status, out, err = explain("modemmanager", "payload", sms)
    check(status == 0 and "fact:     sms.pid = 64" in out and out.count("reason:") == 2, err + out)
    status, out, err = explain("modemmanager", "payload", sms[:-2])
    check(status == 0 and out.count("sms-truncated") == 2, err + out)
    status, out, err = explain("modemmanager", "payload", "sms-delivered=0")
    check(status == 1 and "hex digits" in err, err)
    for words, hint in ((("qmicl", "dms.get-ids"), 'did you mean "qmicli"'),
                        (("qmicli", "dms.get-idz"), 'did you mean "dms.get-ids"'),
                        (("qmicli", "dms.set-operating-mode", "mode=fast"), "no value"),
                        (("qmicli", "dms.set-operating-mode", "mod=1"), "no field"),
                        (("qmicli", "dms.set-operating-mode", "mode"), "TLV=VALUE"),
                        (("qmicli", "raw", "x", "1"), "numbers"),
                        (("qmicli", "nas.system-info", "a=1"), "an indication")):
        status, out, err = explain(*words)
        check(status == 1 and hint in err and out == "", f"{words}: {err}{out}")


def test_usage():
    status, out, err = ctl("--help")
    check(status == 0 and "check FILE" in out and "--version" in out and err == "", out)
    status, out, err = ctl("--version")
    check(status == 0 and out.startswith("airlockctl "), out)
    for args in ((), ("what",), ("check",), ("check", "a", "b"), ("explain", "a"), ("-x",)):
        status, out, err = ctl(*args)
        check(status == 1 and out == "" and "usage:" in err, f"{args}: {err}")


def test_compiler():
    conf = b"policy p\nlink l { qmi /dev/x }\nlisten @q role a\nallow a any\n"
    policy = b"role a { user root }\nallow a any\n"
    status, links, err = run(COMPILER, "links", data=pack((b"/d/c", conf)))
    check(status == 0 and err == "" and links.startswith(b"arlk") and b"/d/p\0" in links, err)
    status, whole, err = run(COMPILER, "all", data=pack((b"/d/c", conf), (b"/d/p", policy)))
    check(status == 0 and err == "" and len(whole) == len(links), err)
    check(struct.unpack_from("<8I", links, 8)[3:6] == (2, 0, 0), "links: two files, no rules")
    check(struct.unpack_from("<8I", whole, 8)[:6] == (1, 0, 1, 2, 1, 2), "all: everything")
    status, out, err = run(COMPILER, "all", data=pack((b"/d/c", conf)))
    check(status == 1 and out == b"" and "/d/c:1:8: policy \"/d/p\": was not given" in err, err)
    check("/d/c:3:16: role \"a\" is not defined" in err, err)
    good = pack((b"c", b"role a { }\n"))
    for n in range(1, len(good)):
        status, out, err = run(COMPILER, "all", data=good[:n])
        check(status == 2 and out == b"", f"cut at {n}: {status} {err}")
    for data in (struct.pack("<II", 1025, 0), struct.pack("<II", 1, 1048577),
                 struct.pack("<II", 0xFFFFFFFF, 0xFFFFFFFE)):
        status, out, err = run(COMPILER, "all", data=data + b"x" * 2000)
        check(status == 2 and out == b"" and "too long" in err, err)
    for args in ((), ("none",), ("all", "x")):
        check(run(COMPILER, *args)[0] == 2, str(args))
    status, out, err = run(COMPILER, "all")
    check(status == 0 and out.startswith(b"arlk"), "no file at all is an empty configuration")


def main():
    with tempfile.TemporaryDirectory() as where:
        os.chdir(where)
        test_check()
        test_explain()
        test_usage()
        test_compiler()
    print(f"{checked} checks, {failed} failed")
    return 1 if failed or not checked else 0


if __name__ == "__main__":
    sys.exit(main())
