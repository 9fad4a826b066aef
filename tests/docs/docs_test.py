#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Whether the documents agree with the programs, and whether the commands in them can be run.

usage: docs_test.py BUILD docs-words
Commands are the blocks ```sh of README.md and docs/*.md, and the lines .Dl in EXAMPLES of manual
pages. A word behind ```sh, or a comment .\\" before .Dl, says what can be done with them:
   run (or nothing)   run as it stands, in a folder where build/ and dist/ are
   run: until PATH    run, wait for PATH to appear, end it
   long, modem        takes minutes, or needs a modem: syntax and options are looked at
"""
import glob
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time

ROOT = os.path.normpath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
PROGRAMS = {"airlockd": "airlockd.8", "airlockctl": "airlockctl.1",
            "airlock-modemsim": "airlock-modemsim.1"}


def read(*path):
    with open(os.path.join(*path), encoding="utf-8") as f:
        return f.read()


def run(command, **kwargs):
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120,
                          **kwargs)


class Docs:
    """The built pages, the programs, and a folder to try things in."""

    def __init__(self, build, words, place):
        self.build = build
        self.place = place
        self.words = [line.split(" ", 2) for line in run([words]).stdout.splitlines()]
        self.pages = {os.path.basename(p).removesuffix(".in"): "" for p in
                      glob.glob(os.path.join(ROOT, "docs/*.in"))}
        for page in self.pages:
            self.pages[page] = read(build, "docs", page)
        self.texts = ["README.md"] + [os.path.relpath(p, ROOT) for p in
                                      glob.glob(os.path.join(ROOT, "docs/**/*.md"), recursive=True)]
        self._furnish()

    def _furnish(self):
        """build/ with the programs on top, dist/, and an /etc/airlock."""
        os.mkdir(os.path.join(self.place, "build"))
        targets = json.loads(run(["meson", "introspect", self.build, "--targets"]).stdout)
        for target in targets:
            if target["type"] == "executable" and target["installed"]:
                path = target["filename"][0]
                os.symlink(path, os.path.join(self.place, "build", os.path.basename(path)))
        os.symlink(os.path.join(ROOT, "dist"), os.path.join(self.place, "dist"))
        os.symlink(os.path.join(ROOT, "do"), os.path.join(self.place, "do"))
        os.symlink(os.path.join(ROOT, "dist"), os.path.join(self.place, "etc-airlock"))

    def program(self, name):
        return os.path.join(self.place, "build", name)

    def environment(self):
        return {**os.environ, "PATH": f"{self.place}/build:{os.environ['PATH']}"}

    def options(self, name):
        """The long options that a program's --help names."""
        got = run([self.program(name), "--help"])
        return set(re.findall(r"(?<![\w-])--([a-z][a-z-]*)", got.stdout + got.stderr))

    def table(self, name):
        return [(word, text) for kind, word, text in self.words if kind == name]


def plain(roff):
    """Roff text without its escapes."""
    for escape, char in (("\\(dq", '"'), ("\\-", "-"), ("\\e", "\\"), ("\\&", "")):
        roff = roff.replace(escape, char)
    return roff


def section(page, title):
    found = re.search(rf'^\.S[hs] {title}$(.*?)(?=^\.S[hs] |\Z)', page, re.M | re.S)
    return found[1] if found else ""


def items(text, macro):
    """Words of .It MACRO in a section."""
    found = re.findall(rf"^\.It {macro} (.*)$", text, re.M)
    return [plain(w) for line in found for w in line.split(" , ")]


def check_reasons(docs):
    page = plain(re.search(r"^\.Sh REASONS$(.*?)^\.Sh ", docs.pages["airlock-audit.5"],
                           re.M | re.S)[1])
    told = re.findall(r"^\.It Cm (.+)\n(.+)\.$", page, re.M)
    for word, text in docs.table("reason"):
        if (word, text[0].upper() + text[1:]) not in told:
            yield f"airlock-audit.5: reason {word}: not there, or not as '{text}'"
    for word, _ in told:
        if word not in dict(docs.table("reason")):
            yield f"airlock-audit.5: there is no reason {word}"


def check_keys(docs):
    source = read(ROOT, "proxy/scribe_json.c")
    keys = set(re.findall(r'(?:put_\w+|set_new_nocheck)\(\w+, "(\w+)"', source))
    page = docs.pages["airlock-audit.5"]
    told = set(items(section(page, "KEYS"), "Cm")) | set(items(section(page, "COUNTERS"), "Cm"))
    inner = set(re.findall(r"^\.Cm (\w+)", section(page, "KEYS"), re.M))
    for key in sorted(keys - told - inner):
        yield f"airlock-audit.5: key {key} is missing"
    for key in sorted(told - keys - {"host", "modem"}):
        if not re.search(rf'"{key}"', source):
            yield f"airlock-audit.5: there is no key {key}"
    for word in items(section(page, "EVENTS"), "Cm"):
        if not re.search(rf'\] = "{word}"', source):
            yield f"airlock-audit.5: there is no event {word}"
    for word in re.findall(r'\[AUDIT_\w+\] = "(\w+)"', source):
        if word not in items(section(page, "EVENTS"), "Cm"):
            yield f"airlock-audit.5: event {word} is missing"


def check_limits(docs):
    page = plain(section(docs.pages["airlock.conf.5"], "LIMITS"))
    for word, bounds in docs.table("limit"):
        if not re.search(rf"^\.It Ic limit {word} Ar number\n.*\n{re.escape(bounds)} where", page,
                         re.M):
            yield f"airlock.conf.5: limit {word}: not there, or not as '{bounds}'"
    told = re.findall(r"^\.It Ic limit (\S+)", page, re.M)
    for word in set(told) - set(dict(docs.table("limit"))):
        yield f"airlock.conf.5: there is no limit {word}"


def check_language(docs):
    page = docs.pages["airlock.conf.5"]
    classes = [word for word, _ in docs.table("class")]
    if items(section(page, "CLASSES"), "Cm") != classes:
        yield f"airlock.conf.5: the classes are {classes}"
    services = re.findall(r"^\.Cm (\w+)", section(page, "SERVICES"), re.M)
    for word, _ in docs.table("service"):
        if word not in services:
            yield f"airlock.conf.5: service {word} is missing"
    source = read(ROOT, "proxy/conf.c")
    words = re.search(r"conf_statements\[\] = \{(.*?)\n\};", source, re.S)[1]
    for word in re.findall(r'\{ "(\w+)"', words):
        if not re.search(rf"^\.It Ic {word}\b", page, re.M):
            yield f"airlock.conf.5: statement {word} is missing"
    for word in re.findall(r'\{ "(\w+)", (?:role|link|listen)_', read(ROOT, "proxy/conf_block.c")):
        if not re.search(rf"\bIc [\w ,]*{word}\b|^\.Ic [\w ,|]*{word}\b| {word}\b", page, re.M):
            yield f"airlock.conf.5: item {word} is missing"


def check_options(docs):
    for name, page in PROGRAMS.items():
        if not os.path.exists(docs.program(name)):
            yield f"{name}: not built"
            continue
        told = set(re.findall(r"^\.It .*?Fl Fl ([a-z-]+)", docs.pages[page], re.M))
        has = docs.options(name)
        for option in sorted(has - told):
            yield f"{page}: option --{option} is missing"
        for option in sorted(told - has):
            yield f"{page}: --help does not know --{option}"


def modemsim_words(docs, command):
    """The first words of what airlock-modemsim answers to a command."""
    path = os.path.join(docs.place, "words.sock")
    modem = subprocess.Popen([docs.program("airlock-modemsim"), "--quiet", "--unix", path + ".port",
                              "--at-unix", path + ".at", "--control", path])
    try:
        console = socket.socket(socket.AF_UNIX)
        for _ in range(200):
            try:
                console.connect(path)
                break
            except OSError:
                time.sleep(0.05)
        console.sendall(command.encode() + b"\n")
        lines = []
        with console.makefile() as answer:
            for line in answer:
                if re.match(r"(ok|error)\b", line):
                    break
                lines.append(re.match(r"[\w-]*", line)[0])
        return lines
    finally:
        modem.terminate()
        modem.wait()


def check_modemsim(docs):
    if not os.path.exists(docs.program("airlock-modemsim")):
        return
    page = docs.pages["airlock-modemsim.1"]
    for title, command in (("COMMANDS", "help"), ("HOSTILE BEHAVIOUR", "hostile list")):
        told = {w.split()[0] for w in items(section(page, title), "Ic")}
        has = set(modemsim_words(docs, command))
        for word in sorted(has - told):
            yield f"airlock-modemsim.1: {title}: {word} is missing"
        for word in sorted(told - has):
            yield f"airlock-modemsim.1: {title}: there is no {word}"


def check_pages(docs):
    for name in docs.pages:
        page = os.path.join(docs.build, "docs", name)
        got = run(["groff", "-ww", "-mdoc", "-Tascii", "-z", page])
        for line in got.stderr.splitlines():
            yield f"{name}: {line}"
        for other, number in re.findall(r"^\.Xr (airlock\S*) (\d)", docs.pages[name], re.M):
            if f"{other}.{number}" not in docs.pages:
                yield f"{name}: there is no {other}({number})"


def check_paths(docs):
    """Links, and paths in backticks, lead somewhere."""
    tops = {n for n in os.listdir(ROOT) if os.path.isdir(os.path.join(ROOT, n))} - {"build"}
    for name in docs.texts:
        text = re.sub(r"^```.*?^```", "", read(ROOT, name), flags=re.M | re.S)
        for link in re.findall(r"\]\(([^)#:]+)\)", text):
            if not os.path.exists(os.path.join(ROOT, os.path.dirname(name), link)):
                yield f"{name}: {link} is not there"
        for path in re.findall(r"`([\w.-]+/[\w./-]*)`", text):
            wild = re.sub(r"[A-Z]{4,}", "*", path)
            if path.split("/")[0] in tops and not glob.glob(os.path.join(ROOT, wild)):
                yield f"{name}: {path} is not there"
        for page in re.findall(r"\b(airlock[\w.-]*\(\d\))", text):
            if page.replace("(", ".").rstrip(")") not in docs.pages:
                yield f"{name}: there is no {page}"


def commands(docs):
    """(where, marker, text) of each command in the documents."""
    for name in docs.texts:
        blocks = re.findall(r"^```sh ?([^\n]*)\n(.*?)^```", read(ROOT, name), re.M | re.S)
        for marker, block in blocks:
            for line in block.replace("\\\n", "").splitlines():
                yield name, marker or "run", line
    for name, page in docs.pages.items():
        for comment, line in re.findall(r'(?:^\.\\" (.*)\n)?^\.Dl [$#] (.*)$', page, re.M):
            yield name, comment or "run", plain(line)


def try_command(docs, marker, text):
    """What is wrong with a command, or None."""
    text = text.replace("/etc/airlock", "etc-airlock")
    if run(["bash", "-n", "-c", text]).returncode:
        return "bash cannot parse it"
    for program, rest in re.findall(r"\b(airlock[\w-]*)\b([^|;&]*)", text):
        if program in PROGRAMS:
            for option in set(re.findall(r"--([a-z-]+)", rest)) - docs.options(program):
                return f"{program} has no option --{option}"
    for command in re.findall(r"^\./do (\w+)", text):
        if not re.search(rf"^  {command} ", run([os.path.join(ROOT, "do"), "help"]).stdout, re.M):
            return f"./do has no {command}"
    if not marker.startswith("run"):
        return None
    until = re.match(r"run: until (\S+)", marker)
    if until:
        text += f"\nfor i in $(seq 200); do test -e {until[1]} && exit; sleep 0.05; done; exit 1"
    shell = subprocess.Popen(["bash", "-c", text], cwd=docs.place, env=docs.environment(),
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                             start_new_session=True)
    if until:
        status, output = shell.wait(60), ""
    else:
        output, _ = shell.communicate(timeout=60)
        status = shell.returncode
    try:
        os.killpg(shell.pid, signal.SIGTERM)
    except ProcessLookupError:
        pass
    return f"status {status}: {output}" if status else None


def check_audit_example(docs):
    """The record in the page is JSON with known keys; later commands find it in audit.jsonl."""
    page = docs.pages["airlock-audit.5"]
    found = re.search(r"^\.Bd -literal.*?\n(\{.*?\})\n\.Ed", page, re.M | re.S)
    record = json.loads(found[1].replace("\n", ""))
    keys = set(items(section(page, "KEYS"), "Cm"))
    for key in set(record) - keys:
        yield f"airlock-audit.5: the example has a key {key}"
    with open(os.path.join(docs.place, "audit.jsonl"), "w", encoding="utf-8") as f:
        f.write(json.dumps(record, separators=(",", ":")) + "\n")


def check_commands(docs):
    count = 0
    for where, marker, text in commands(docs):
        count += 1
        wrong = try_command(docs, marker, text)
        if wrong:
            yield f"{where}: '{text}': {wrong}"
    if count < 15:
        yield f"only {count} commands were found in the documents"


def check_configurations(docs):
    """The examples of airlock.conf(5), one after another, are a configuration."""
    page = docs.pages["airlock.conf.5"]
    blocks = re.findall(r"^\.Bd -literal[^\n]*\n(.*?)^\.Ed", section(page, "EXAMPLES"), re.M | re.S)
    path = os.path.join(docs.place, "example.conf")
    with open(path, "w", encoding="utf-8") as f:
        f.write(plain("".join(blocks)).replace("policies/", ROOT + "/dist/policies/"))
    got = run([docs.program("airlockctl"), "check", path])
    if got.returncode or len(blocks) < 3:
        yield f"airlock.conf.5: the examples: {got.stdout}{got.stderr}"


CHECKS = [check_reasons, check_keys, check_limits, check_language, check_options, check_modemsim,
          check_pages, check_paths, check_audit_example, check_commands, check_configurations]


def count_complaints(docs):
    count = 0
    for check in CHECKS:
        try:
            for complaint in check(docs):
                print(f"{complaint} [{check.__name__}]")
                count += 1
        except OSError as error:
            print(f"{error} [{check.__name__}]")
            count += 1
    print(f"docs: {len(docs.pages)} pages, {len(docs.texts)} texts, {count} complaints")
    return count


def main():
    with tempfile.TemporaryDirectory() as place:
        return 1 if count_complaints(Docs(os.path.abspath(sys.argv[1]), sys.argv[2], place)) else 0


sys.exit(main())
