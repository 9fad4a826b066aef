#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Seeds one violation of each rule into a clean little tree and sees whether the lint names it."""
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import lint

SPDX = "/* SPDX-License-Identifier: GPL-2.0-or-later */\n"
HEAD = SPDX + "/* A file of the test. */\n"

CLEAN = {
    "meson.build": "# SPDX-License-Identifier: GPL-2.0-or-later\n# '-Wvla'\n",
    "parsers/cursor.h": HEAD + "#include <stdint.h>\n",
    "parsers/cursor.c": HEAD + '#include "cursor.h"\n'
                        "int cur_at(struct cur *c)\n{\n\treturn c->p[0];\n}\n",
    "parsers/frame_x.h": HEAD + '#include "cursor.h"\n'
                         '/*@ requires\n  c.p[0]; */\nint frame_x(void);\n',
    "parsers/qmi_x.c": HEAD + "int x; /* " + 200 * "-" + " */\n" + 600 * "\n",
    "proxy/gate.h": HEAD + "int gate_run(void);\n",
    "proxy/gate.c": HEAD + '#include "gate.h"\nint gate_run(void)\n{\n\treturn 0;\n}\n',
    "proxy/reader_qmux.c": HEAD + '#include "../parsers/frame_x.h"\n'
                      "int reader_run(void)\n{\n\treturn frame_x();\n}\n",
    "sandbox/rooms.h": HEAD,
    # each limit, exactly reached
    "proxy/limits.c": HEAD + "int limits_run(void)\n{\n" + 57 * "\n" + "}\n"
                      "\t/* " + 86 * "x" + " */\n" + 437 * "\n",
    "do": "#!/bin/bash\n# SPDX-License-Identifier: GPL-2.0-or-later\necho \"$1\"\n",
}

# rule, file, its text in place of the clean one
SEEDS = [
    ("parser-includes", "parsers/a.c", HEAD + "#include <stdlib.h>\n"),
    ("parser-includes", "parsers/a.c", HEAD + '#include "../proxy/gate.h"\n'),
    ("parser-includes", "parsers/a.c", HEAD + '#include "gate.h"\n'),
    ("sandbox-includes", "sandbox/a.c", HEAD + '#include "../parsers/cursor.h"\n'),
    ("sandbox-includes", "sandbox/a.c", HEAD + '# include "gate.h"\n'),
    ("framer-includes", "proxy/gate.c", HEAD + '#include "../parsers/frame_x.h"\n'),
    ("framer-symbols", "proxy/gate.c",
     HEAD + "int frame_x(void);\nint gate_run(void)\n{\n\treturn frame_x();\n}\n"),
    ("parser-imports", "parsers/a.c",
     HEAD + "int open(const char *);\nint a_open(void)\n{\n\treturn open(\"/\");\n}\n"),
    ("exported-prefixes", "proxy/gate.c", HEAD + "int qmi_run(void)\n{\n\treturn 0;\n}\n"),
    ("exported-prefixes", "parsers/a.c", HEAD + "const int osmo_table[] = { 1 };\n"),
    ("function-length", "proxy/gate.c", HEAD + "int gate_run(void)\n{\n" + 58 * "\n" + "}\n"),
    ("parameters", "proxy/gate.h", HEAD + "static inline int gate_of(int a, int b, int c, int d, "
     "int e, int f, int g)\n{\n\treturn a;\n}\n"),
    ("recursion", "parsers/a.c", HEAD + "static int a_two(int n);\n"
     "static int a_one(int n)\n{\n\treturn a_two(n);\n}\n"
     "static int a_two(int n)\n{\n\treturn n ? a_one(n - 1) : 0;\n}\n"),
    ("file-length", "proxy/gate.h", HEAD + "#define GATE 1\n" + 498 * "\n"),
    ("columns", "proxy/gate.h", HEAD + "\t/* " + 87 * "x" + " */\n"),
    ("licence-line", "proxy/gate.h", "/* A file */\n/* of the test. */\n"),
    ("licence-line", "tests/a.py", "print()\n"),
    ("purpose", "proxy/gate.h", SPDX + "#pragma once\n"),
    ("stack", "proxy/gate.h", HEAD + "static void *gate_x(int n) { return alloca(n); }\n"),
    ("stack", "meson.build", "# SPDX-License-Identifier: GPL-2.0-or-later\n"),
    ("pointers", "parsers/a.c", HEAD + "int a_get(struct cur *c)\n{\n\treturn c->p[0];\n}\n"),
    ("pointers", "parsers/a.c", HEAD + "int a_get(struct cur c)\n{\n\treturn *c.p;\n}\n"),
    ("pointers", "parsers/a.c",
     HEAD + "int a_get(void *p)\n{\n\treturn ((const struct x *)p)->n;\n}\n"),
    ("leftovers", "proxy/gate.h", HEAD + "/* TO" + "DO: more */\n"),
    ("shell", "do", "#!/bin/bash\n# SPDX-License-Identifier: GPL-2.0-or-later\necho $1\n"),
]


def write_tree(root, files):
    for name, text in files.items():
        path = os.path.join(root, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as f:
            f.write(text)


def compile_tree(root, names):
    """Objects where meson would put them; a file that does not compile has none."""
    for name in names:
        if not name.endswith(".c"):
            continue
        folder, base = os.path.split(name)
        target = "libparsers.a.p" if folder == "parsers" else "airlock.p"
        out = os.path.join(root, "build", folder, target)
        os.makedirs(out, exist_ok=True)
        subprocess.run(["gcc", "-w", "-c", os.path.join(root, name), "-o",
                        os.path.join(out, base + ".o")], stderr=subprocess.DEVNULL, check=False)


def complaints(files):
    """Rule names of everything the lint says about a tree of these files."""
    with tempfile.TemporaryDirectory() as root:
        write_tree(root, files)
        compile_tree(root, files)
        tree = lint.Tree(root, os.path.join(root, "build"))
        return {rule: said for rule, check in lint.RULES if (said := list(check(tree)))}


def main():
    failed = 0
    said = complaints(CLEAN)
    if said:
        failed += 1
        print(f"not ok: the clean tree: {said}")
    for rule, name, text in SEEDS:
        said = complaints({**CLEAN, name: text})
        if list(said) != [rule]:
            failed += 1
            print(f"not ok: {rule} in {name}: {said}")
    never = {rule for rule, _ in lint.RULES} - {rule for rule, _, _ in SEEDS}
    if never:
        failed += 1
        print(f"not ok: rules without a seed: {never}")
    print(f"lint-selftest: {len(SEEDS)} seeds, {failed} went unnoticed or were misnamed")
    return 1 if failed else 0


sys.exit(main())
