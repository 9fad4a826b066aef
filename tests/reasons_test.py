#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Each reason of parsers/reason.h is given somewhere, and some test reaches it."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
ROW = re.compile(r'^\s*X\((\w+), "([a-z0-9-]+)",', re.M)


def read(*folders):
    """The text of all sources in the folders, but for the list itself and this test."""
    texts = []
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".c", ".h", ".py") and path.name not in (
                    "reason.h", "reasons_test.py", "at_reason.h"):
                texts.append(path.read_text(encoding="utf-8"))
    return "\n".join(texts)


def main():
    rows = ROW.findall((ROOT / "parsers/reason.h").read_text(encoding="utf-8"))
    code, tests = read("parsers", "proxy"), read("tests")
    failed = 0
    for name, word in rows:
        constant = rf"\bREASON_{name}\b"
        if name != "OK" and not re.search(constant, code):
            print(f"{word}: nothing gives this reason")
            failed += 1
        if not re.search(constant, tests) and not re.search(rf'["\s]{word}["\s:,]', tests):
            print(f"{word}: no test reaches this reason")
            failed += 1
    print(f"{len(rows)} reasons, {failed} without code or test")
    return 1 if failed or not rows else 0


if __name__ == "__main__":
    sys.exit(main())
