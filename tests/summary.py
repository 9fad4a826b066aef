#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Counts what stands in a meson testlog.json: what was skipped and why, what failed, how many."""
import json
import sys

PASSED = {"OK", "EXPECTEDFAIL"}
SKIPPED = {"SKIP", "IGNORED"}


def read_results(path):
    """The results of the log, in order; none where the log cannot be read."""
    try:
        with open(path, encoding="utf-8") as log:
            return [json.loads(line) for line in log if line.strip()]
    except OSError as error:
        print(f"summary: {error}", file=sys.stderr)
        return []


def last_line(result):
    lines = (result.get("stdout", "") + result.get("stderr", "")).strip().splitlines()
    return lines[-1] if lines else "no reason given"


def main():
    results = read_results(sys.argv[1])
    skipped = [r for r in results if r["result"] in SKIPPED]
    failed = [r for r in results if r["result"] not in PASSED | SKIPPED]
    for result in skipped:
        print(f"skipped: {result['name']}: {last_line(result)}")
    for result in failed:
        print(f"failed: {result['name']}: {result['result']}")
    n_failed = len(failed) if results else 1
    line = f"{len(results) - len(skipped) - len(failed)} passed, {n_failed} failed"
    print(line + (f", {len(skipped)} skipped" if skipped else ""))
    return 1 if n_failed else 0


sys.exit(main())
