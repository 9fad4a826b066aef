#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Fills the tables of a manual page from the lists in the sources, so that neither can go stale.

usage: fill.py SOURCE-ROOT VERSION CAGES PAGE.in PAGE
A line of the form   .\\" @TABLE@   becomes the rows of that table.
"""
import os
import re
import sys


def x_rows(text, macro, fields):
    """Rows of the X-macro list `macro`: tuples of strings, or a string for a comment's heading."""
    body = re.search(rf"#define {macro}\(X\)(.*?[^\\])\n", text, re.DOTALL)[1]
    field = r'\s*("(?:[^"\\]|\\.)*"|\w+)'
    row = re.compile(r"/\*\s*(.*?)\s*\*/|X\(\w+," + ",".join([field] * fields) + r"\)")
    for found in row.finditer(body.replace("\\\n", " ")):
        yield found[1] if found[1] else tuple(f.strip('"') for f in found.groups()[1:])


def roff(text):
    """Text in which nothing is a request or an escape."""
    return text.replace("\\", "\\e").replace("-", "\\-")


def sentence(text):
    return text[0].upper() + text[1:] + "."


def rows_reasons(read):
    """parsers/reason.h"""
    for row in x_rows(read("parsers/reason.h"), "REASONS", 2):
        if isinstance(row, str):
            yield ".El\n.Ss " + sentence(row)[:-1] + "\n.Bl -tag -width transactions-exhausted"
        else:
            yield f".It Cm {roff(row[0])}\n{roff(sentence(row[1]))}"


def rows_facts(read):
    """parsers/payload.h"""
    for word, kind, _, text in x_rows(read("parsers/payload.h"), "FACTS", 4):
        yield f".It Cm {roff(word)}\n{roff(sentence(text))}" + (
            "\nA text." if kind == "TEXT" else "")


def rows_limits(read):
    """proxy/ruleset.h"""
    for word, default, low, high, text in x_rows(read("proxy/ruleset.h"), "LIMITS", 5):
        yield (f".It Ic limit {roff(word)} Ar number\n{roff(sentence(text))}\n"
               f"{low} to {high}; {default} where nothing is said.")


def rows_services(read):
    """The order of meson's list, which is that of the alphabet."""
    words = re.search(r"services = \[(.*?)\]", read("parsers/meson.build"), re.DOTALL)[1]
    names = re.findall(r"'(\w+)'", words)
    yield "\n".join(f".Cm {name}{' ,' if name != names[-1] else ' .'}" for name in names)


def word_list(words):
    return "\n".join(f".Cm {roff(w)}{' ,' if w != words[-1] else ' .'}" for w in words)


def rows_groups(read):
    """parsers/at.h"""
    words = re.findall(r'X\(\w+, "([\w-]+)"\)', read("parsers/at.h"))
    yield word_list([w for w in words if w != "none"])


def rows_families(read):
    """The titles in the tables, in the order of parsers/at.c"""
    body = re.search(r"#define FAMILIES\(X\)(.*?[^\\])\n", read("parsers/at.c"), re.DOTALL)[1]
    yield word_list([re.search(r'FAMILY\(\w+, "([^"]+)"\)', read(f"parsers/at_rows_{w}.c"))[1]
                     for w in re.findall(r"X\((\w+)\)", body)])


def string(literal):
    """The text of adjacent C strings."""
    return "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', literal)).replace('\\"', '"')


def rows_table(text, name):
    """The strings in each row of a C table: { "a", "b", function, "c" }"""
    body = re.search(rf"\b{name}\[\] = \{{(.*?)\n\}};", text, re.DOTALL)[1]
    for row in re.finditer(r'\{((?:"(?:[^"\\]|\\.)*"|[^{}"])*)\}', body):
        fields = re.findall(r'(?:"(?:[^"\\]|\\.)*"\s*)+', row[1])
        if fields:
            yield [string(f) for f in fields]


def rows_commands(read):
    """tests/modemsim/command.c"""
    for name, arguments, text in rows_table(read("tests/modemsim/command.c"), "commands"):
        yield f'.It Ic {roff(name)} Ar "{roff(arguments)}"'.replace(' Ar ""', "")
        yield roff(sentence(text))


def rows_events(read):
    """What an unknown event is told, in tests/modemsim/world_core.c"""
    text = read("tests/modemsim/world_core.c").split("bool world_event(")[1]
    for event in string(re.search(r"\*why = (.*?);", text, re.DOTALL)[1]).split(", "):
        name, _, arguments = event.partition(" ")
        yield f'.It Ic {roff(name)} Ar "{roff(arguments)}"'.replace(' Ar ""', "")


def rows_hostile(read):
    """tests/modemsim/hostile_table.c and, for AT ports, atsim_hostile_table.c"""
    tables = (("hostile_table.c", "hostile_behaviours"),
              ("atsim_hostile_table.c", "atsim_behaviours"))
    for name, *_, text in (row for file, table in tables
                           for row in rows_table(read(f"tests/modemsim/{file}"), table)):
        yield f".It Ic {roff(name)}\n{roff(sentence(text))}"


def rows_cages(read):
    """sandbox/rooms.c, as the build has printed it; `read` knows its path by this name."""
    for room in read("CAGES").split("\n\n"):
        name, _, text = room.strip("\n").partition("\n")
        yield f".Ss {sentence(name)[:-1]}\n.Bd -literal\n{roff(text)}\n.Ed"


TABLES = {"CAGES": rows_cages, "REASONS": rows_reasons, "FACTS": rows_facts,
          "LIMITS": rows_limits,
          "SERVICES": rows_services, "GROUPS": rows_groups, "FAMILIES": rows_families,
          "COMMANDS": rows_commands, "EVENTS": rows_events, "HOSTILE": rows_hostile}


def read_file(path):
    with open(path, encoding="utf-8") as f:
        return f.read()


def main():
    root, version, cages, source, target = sys.argv[1:]

    def read(name):
        return read_file(cages if name == "CAGES" else os.path.join(root, name))

    page = read_file(source).replace("@VERSION@", version)
    for name, rows in TABLES.items():
        page = page.replace(f'.\\" @{name}@\n', "".join(row + "\n" for row in rows(read)))
    with open(target, "w", encoding="utf-8") as f:
        f.write(page)


main()
