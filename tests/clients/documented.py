# SPDX-License-Identifier: GPL-2.0-or-later
"""The tables of what was measured in docs/threat-model.md, against what a test has just seen."""
import os
import re

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def stable(line):
    """The cells, without that of what is seen without airlock: it may need luck."""
    cells = [cell.strip() for cell in line.split("|")]
    return tuple(cells[:3] + cells[4:])


def count_missing(lines):
    """Prints which of the rows are not documented as they were seen; how many."""
    with open(os.path.join(ROOT, "docs", "threat-model.md"), encoding="utf-8") as f:
        part = re.search(r"## What was measured.*?\n## ", f.read(), re.DOTALL)[0]
    there = {stable(line) for line in part.splitlines() if line.startswith("|")}
    missing = [line for line in lines if stable(line) not in there]
    for line in missing:
        print("NOT IN docs/threat-model.md:", line)
    return len(missing)
