# SPDX-License-Identifier: GPL-2.0-or-later
"""Each detector is in the manual and in the build; the manual says of each what it sees, when it
is wrong and what it is for; the thresholds that it names are those of the code."""
import os
import re
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as f:
        return f.read()


def sections():
    """{detector: its text in the manual}, in the order of the manual."""
    body = read("docs/airlock-detectors.7.in").split(".Sh DETECTORS")[1].split(".Sh SEE ALSO")[0]
    found = re.split(r"^\.It Cm (\S+)\n", body, flags=re.MULTILINE)[1:]
    return {n.replace("\\-", "-"): text for n, text in zip(found[::2], found[1::2])}


def problems(manual):
    listed = re.findall(r"X\((\w+)\)", read("proxy/detectors.h").split("define")[1])
    built = re.findall(r"'(\w+)'", re.search(r"^detectors = \[(.*?)\]", read("proxy/meson.build"),
                                             re.MULTILINE | re.DOTALL)[1])
    names = [name.replace("_", "-") for name in listed]
    if sorted(built) != sorted(listed):
        yield f"detectors.h and meson.build differ: {set(built) ^ set(listed)}"
    for name in sorted(set(manual) ^ set(names)):
        yield f"{name} is not in both manual and detectors.h"
    for name in names:
        text = manual.get(name, "")
        for part in (".Em False alarms :", ".Em What for :"):
            if len(text.split(part)) != 2 or not text.split(part)[1].strip():
                yield f"{name}: not one {part}"
        source = read(f"proxy/detect_{name.replace('-', '_')}.c")
        row = re.search(r'\{\s*"([^"]+)", DETECT_(\w+), (\d+), \d+,\s*sees,', source)
        if not row or row[1] != name:
            yield f"{name}: no such row in its file"
            continue
        if row[2] != "ALERT":
            yield f"{name} is not on, and writes to the audit, by default"
        said = "The limit is in" in text
        if said != (row[3] != "0") or (said and not re.search(rf"\b{row[3]}\b", text)):
            yield f"{name}: the limit {row[3]} is not what the manual says"


def main():
    manual = sections()
    found = list(problems(manual))
    for line in found:
        print(line)
    # A detector that the manual forgot is found.
    assert list(problems({k: v for k, v in manual.items() if k != "covert"}))
    print(f"{len(manual)} detectors, {len(found)} problems")
    return 1 if found or len(manual) < 20 else 0


if __name__ == "__main__":
    sys.exit(main())
