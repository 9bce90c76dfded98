# SPDX-License-Identifier: MIT
"""The declarations of a header, one per line, compared with those of the last
release: signatures.py HEADER SNAPSHOT [--update].

Detects changes that abidiff misses: values of an enumeration that no signature
mentions, two swapped parameters of one type, size_t that becomes uint64_t, an
enumeration that becomes a number, a removed const. Lines may be added, but not
changed or removed.
"""

import re
import sys
from pathlib import Path


def declared(text):
    """Return the functions, enumerators, types and constants of a header,
    sorted."""
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    lines = re.findall(r"^#define SESDOMAIN_(?!API|VERSION)\w+ .+", text, re.M)
    text = re.sub(r"^#.*", "", text, flags=re.M)
    for name, body in re.findall(r"enum (\w+) \{(.*?)\}", text, re.S):
        for enumerator in re.findall(r"\w+\s*=\s*[^,\s]+", body):
            lines.append(f"enum {name} {enumerator}")
    rest = re.sub(r"\{[^}]*\}", "", text.replace('extern "C" {', ""))
    lines += [part for part in rest.split(";") if "(" in part]
    return sorted(re.sub(r"\s+", " ", line).replace("SESDOMAIN_API ", "")
                  .replace(" = ", "=").replace("* ", "*").replace("( ", "(")
                  .strip()
                  for line in lines)


def lost(before, now):
    """Return the lines that changed or disappeared."""
    return sorted(set(before) - set(now))


def main():
    header, snapshot = Path(sys.argv[1]), Path(sys.argv[2])
    now = declared(header.read_text())
    if sys.argv[3:] == ["--update"]:
        snapshot.write_text("\n".join(now) + "\n")
        return 0
    changed = lost(snapshot.read_text().splitlines(), now)
    for line in changed:
        print("changed or lost:", line)
    return 1 if changed else 0


if __name__ == "__main__":
    sys.exit(main())
