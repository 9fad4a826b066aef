#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Checks the rules of the house: inclusion, lengths, symbols, licence lines, shell scripts.

Each rule is a function of the tree that yields complaints; RULES lists them. The last line counts.
"""
import argparse
import fnmatch
import json
import os
import re
import shutil
import subprocess
import sys

MAX_FUNCTION_LINES = 60
MAX_FILE_LINES = 500
MAX_SCRIPT_LINES = 600
MAX_COLUMNS = 100
MAX_PARAMETERS = 6
TAB = 8

# Rows only: no limit of length or width.
TABLES = ["parsers/qmi_*.c", "parsers/at_rows_*.c", "parsers/stk_rows.c", "tests/qmicli/actions.py"]
PARSER_HEADERS = {"stdint.h", "stdbool.h", "stddef.h", "string.h"}
# The readers, and what stands in for one in tests; everything else gets messages, not frames.
FRAMER_USERS = ["parsers/*", "proxy/reader_*.c", "proxy/stream.c", "proxy/stream.h", "tests/*",
                "fuzz/*"]
FRAMER_SYMBOLS = ["frame_*", "message_decode", "message_refuse"]
OTHERS_PREFIXES = ("qmi_", "mbim_", "osmo_")
PARSER_IMPORTS = {"memcpy", "memset", "memcmp", "memmove", "strlen", "strcmp", "strncmp",
                  "__stack_chk_fail", "_GLOBAL_OFFSET_TABLE_",
                  # what _FORTIFY_SOURCE makes of the first four
                  "__memcpy_chk", "__memset_chk", "__memmove_chk"}
SHELL_TASTE = "SC1091,SC2015,SC2016,SC2054,SC2317"  # what shellcheck says of correct scripts
SANITIZERS = ("__asan", "__ubsan", "__gcov", "__sanitizer")

C_FILES = ["*.c", "*.h"]
SCRIPTS = ["*.py", "*.sh", "do", ".ci/run"]
SOURCES = C_FILES + SCRIPTS + ["*meson.build", "*meson_options.txt", ".clang-format", "*.conf",
                               "*.policy", "*.[158]", "*.service"]


class Tree:
    """The files of the repository, and the build folder where there is one."""

    def __init__(self, root, build):
        self.root = root
        self.build = build
        self.files = sorted(self._list())
        self._text = {}
        self._tags = None

    def _list(self):
        """What git knows or would add; without git, all but build folders."""
        command = ["git", "-C", self.root, "ls-files", "--cached", "--others", "--exclude-standard"]
        names = []
        if shutil.which("git"):
            names = subprocess.run(command, capture_output=True, text=True,
                                   check=False).stdout.splitlines()
        if not names:
            names = [os.path.relpath(os.path.join(d, f), self.root)
                     for d, _, fs in os.walk(self.root) for f in fs]
            names = [n for n in names if not re.match(r"build|\.git/|(.*/)?__pycache__/", n)]
        return {n for n in names if os.path.isfile(os.path.join(self.root, n))}

    def text(self, name):
        if name not in self._text:
            with open(os.path.join(self.root, name), encoding="utf-8", errors="replace") as f:
                self._text[name] = f.read()
        return self._text[name]

    def lines(self, name):
        return self.text(name).splitlines()

    def matching(self, patterns, inside=""):
        return [n for n in self.files if n.startswith(inside) and matches(n, patterns)]

    def functions(self):
        """What ctags knows of every function: path, name, line, end, signature."""
        if self._tags is None:
            self._tags = ctags(self.root, self.matching(C_FILES))
        return self._tags

    def objects(self, *parts):
        """Object files of the build whose path holds one of `parts`."""
        found = []
        for folder, _, names in os.walk(self.build or ""):
            found += [os.path.join(folder, n) for n in names if n.endswith(".o")]
        here = [os.path.relpath(f, self.build) for f in found] if self.build else []
        return sorted(o for o in here if any(p in o for p in parts))


def matches(name, patterns):
    return any(fnmatch.fnmatch(name, p) for p in patterns)


def ctags(root, names):
    if not names:
        return []
    program = shutil.which("ctags-universal") or "ctags"
    command = [program, "--output-format=json", "--fields=+neS", "--languages=C",
               "--langmap=C:.c.h", "--kinds-C=f", "-L", "-", "-f", "-"]
    got = subprocess.run(command, cwd=root, input="\n".join(names), capture_output=True, text=True,
                         check=True)
    return [json.loads(line) for line in got.stdout.splitlines()]


def nm(tree, name, option):
    got = subprocess.run(["nm", option, "--format=posix", os.path.join(tree.build, name)],
                         capture_output=True, text=True, check=True)
    return [line.split()[:2] for line in got.stdout.splitlines() if line]


def source_of(object_name):
    """tests/x/y.p/unit_test_z.c.o -> something that a file pattern can be held against."""
    folder, name = os.path.split(object_name)
    return os.path.join(re.sub(r"/[^/]*\.p$", "", folder), name.removesuffix(".o"))


def includes(tree, name):
    for number, line in enumerate(tree.lines(name), 1):
        found = re.match(r'\s*#\s*include\s*([<"])([^>"]+)[>"]', line)
        if found:
            yield number, found[1] == "<", found[2]


def resolve(tree, name, header):
    """The repository's file that #include "header" in `name` means, or None."""
    for folder in (os.path.dirname(name), "", "parsers", "proxy", "sandbox"):
        path = os.path.normpath(os.path.join(folder, header))
        if path in tree.files:
            return path
    return None


def check_parser_includes(tree):
    for name in tree.matching(C_FILES, "parsers/"):
        for number, system, header in includes(tree, name):
            if system and header not in PARSER_HEADERS:
                yield f"{name}:{number}: parsers/ may not include <{header}>"
            if not system and os.path.dirname(resolve(tree, name, header) or "") != "parsers":
                yield f'{name}:{number}: parsers/ may only include itself, not "{header}"'


def check_sandbox_includes(tree):
    for name in tree.matching(C_FILES, "sandbox/"):
        for number, _, header in includes(tree, name):
            if (resolve(tree, name, header) or "").startswith(("parsers/", "proxy/")):
                yield f'{name}:{number}: sandbox/ may not include "{header}"'


def check_framer_includes(tree):
    for name in tree.matching(C_FILES):
        for number, _, header in includes(tree, name):
            if os.path.basename(header).startswith("frame_") and not matches(name, FRAMER_USERS):
                yield f'{name}:{number}: only a reader may include "{header}"'


def check_framer_symbols(tree):
    for name in tree.objects(".p/"):
        if matches(source_of(name), FRAMER_USERS):
            continue
        for symbol, _ in nm(tree, name, "--undefined-only"):
            if matches(symbol, FRAMER_SYMBOLS):
                yield f"{source_of(name)}: only a reader may call {symbol}()"


def check_parser_imports(tree):
    objects = tree.objects("libparsers.a.p/")
    if tree.build and not objects:
        yield f"{tree.build}: no objects of libparsers"
    own = {s for o in objects for s, _ in nm(tree, o, "--defined-only")}
    for name in objects:
        for symbol, _ in nm(tree, name, "--undefined-only"):
            if symbol not in own | PARSER_IMPORTS and not symbol.startswith(SANITIZERS):
                yield f"{source_of(name)}: parsers/ link nothing, but this wants {symbol}()"


def check_exported_prefixes(tree):
    for name in tree.objects(".p/"):
        for symbol, kind in nm(tree, name, "--defined-only"):
            if kind.isupper() and symbol.startswith(OTHERS_PREFIXES):
                yield f"{source_of(name)}: exports {symbol}, but that prefix is a library's"


def check_function_length(tree):
    for tag in tree.functions():
        length = tag.get("end", tag["line"]) - tag["line"] + 1
        if length > MAX_FUNCTION_LINES:
            yield f"{tag['path']}:{tag['line']}: {tag['name']}() has {length} lines"


def check_parameters(tree):
    for tag in tree.functions():
        count = tag.get("signature", "").count(",") + 1
        if count > MAX_PARAMETERS:
            yield f"{tag['path']}:{tag['line']}: {tag['name']}() has {count} parameters"


def check_recursion(tree):
    """Within one file: calls across files of parsers/ go downwards by the inclusion order."""
    for name in tree.matching(["*.c"], "parsers/"):
        if matches(name, TABLES):
            continue
        calls = {}
        tags = [t for t in tree.functions() if t["path"] == name]
        for tag in tags:
            body = "\n".join(tree.lines(name)[tag["line"]:tag.get("end", tag["line"])])
            called = set(re.findall(r"\b(\w+)\s*\(", body))
            calls[tag["name"]] = called & {t["name"] for t in tags}
        for function in calls:
            if function in reachable(calls, function):
                yield f"{name}: {function}() can call itself"


def reachable(calls, start):
    seen, todo = set(), list(calls[start])
    while todo:
        at = todo.pop()
        if at not in seen:
            seen.add(at)
            todo += calls.get(at, ())
    return seen


def check_file_length(tree):
    for name in tree.matching(C_FILES + SCRIPTS):
        limit = MAX_FILE_LINES if matches(name, C_FILES) else MAX_SCRIPT_LINES
        if not matches(name, TABLES) and len(tree.lines(name)) > limit:
            yield f"{name}: {len(tree.lines(name))} lines"


def check_columns(tree):
    for name in tree.matching(C_FILES + SCRIPTS + ["*meson.build"]):
        if matches(name, TABLES):
            continue
        for number, line in enumerate(tree.lines(name), 1):
            if len(line.expandtabs(TAB)) > MAX_COLUMNS:
                yield f"{name}:{number}: {len(line.expandtabs(TAB))} columns"


def check_licence_line(tree):
    for name in tree.matching(SOURCES):
        head = "\n".join(tree.lines(name)[:3])
        if "SPDX-License-Identifier: GPL-2.0-or-later" not in head:
            yield f"{name}: no SPDX line"


def check_purpose(tree):
    for name in tree.matching(C_FILES):
        head = "\n".join(tree.lines(name)[1:6])
        if not re.search(r"/\*[\s*]*[A-Za-z0-9`\"]", head):
            yield f"{name}: no sentence of purpose below the SPDX line"


def check_stack(tree):
    for name in tree.matching(C_FILES):
        for number, line in enumerate(tree.lines(name), 1):
            if re.search(r"\b(alloca|strdupa|strndupa|__builtin_alloca)\s*\(", line):
                yield f"{name}:{number}: alloca and its like are not used"
    if "-Wvla" not in tree.text("meson.build"):
        yield "meson.build: without -Wvla arrays of variable length go unnoticed"


def without_comments(text):
    """C text with its comments (and the contracts for the prover in them) blanked out."""
    return re.sub(r"/\*.*?\*/", lambda c: re.sub(r"[^\n]", " ", c[0]), text, flags=re.S)


def check_pointers(tree):
    """A cursor's pointer moves where that is proved, and wire bytes become structs by no cast."""
    proved = ("parsers/cursor.", "parsers/at_split.")
    arithmetic = re.compile(r"(->|\.)p\s*(\[|\+|-(?!>))|(\*|\+\+|--)\s*\w+(->|\.)p\b")
    cast = re.compile(r"\(\s*(const\s+)?(struct|union)\s+\w+\s*\*\s*\)")
    for name in tree.matching(C_FILES, "parsers/"):
        for number, line in enumerate(without_comments(tree.text(name)).splitlines(), 1):
            if not name.startswith(proved) and arithmetic.search(line):
                yield f"{name}:{number}: pointer arithmetic on a cursor outside cursor.c"
            if cast.search(line):
                yield f"{name}:{number}: a cast from bytes to a struct"


def check_leftovers(tree):
    words = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + "X)\\b")
    for name in tree.matching(SOURCES + ["*.md"]):
        for number, line in enumerate(tree.lines(name), 1):
            if words.search(line):
                yield f"{name}:{number}: unfinished: {line.strip()}"


def check_shell(tree):
    scripts = [n for n in tree.files if re.match(r"#!.*\b(ba)?sh\b", (tree.lines(n) or [""])[0])]
    if not shutil.which("shellcheck"):
        print("lint: shellcheck is not installed; the shell scripts were not checked")
        return
    command = ["shellcheck", "-x", "-f", "gcc", "-e", SHELL_TASTE, *scripts]
    got = subprocess.run(command, cwd=tree.root, capture_output=True, text=True, check=False)
    yield from got.stdout.splitlines()


RULES = [
    ("parser-includes", check_parser_includes),
    ("sandbox-includes", check_sandbox_includes),
    ("framer-includes", check_framer_includes),
    ("framer-symbols", check_framer_symbols),
    ("parser-imports", check_parser_imports),
    ("exported-prefixes", check_exported_prefixes),
    ("function-length", check_function_length),
    ("parameters", check_parameters),
    ("recursion", check_recursion),
    ("file-length", check_file_length),
    ("columns", check_columns),
    ("licence-line", check_licence_line),
    ("purpose", check_purpose),
    ("stack", check_stack),
    ("pointers", check_pointers),
    ("leftovers", check_leftovers),
    ("shell", check_shell),
]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--root", default=os.path.join(os.path.dirname(__file__), ".."))
    parser.add_argument("--build", help="build folder, for the rules about symbols")
    parser.add_argument("rule", nargs="*", help="only these rules")
    args = parser.parse_args()
    tree = Tree(os.path.normpath(args.root), args.build)
    count = 0
    for rule, check in RULES:
        if args.rule and rule not in args.rule:
            continue
        for complaint in check(tree):
            print(f"{complaint} [{rule}]")
            count += 1
    if not args.build:
        print("lint: no build folder was given; the rules about symbols did not run")
    print(f"lint: {len(tree.files)} files, {count} complaints")
    return 1 if count else 0


if __name__ == "__main__":
    sys.exit(main())
