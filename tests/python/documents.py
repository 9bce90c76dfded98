# SPDX-License-Identifier: MIT
"""Run the commands of a document and check its output and its generated parts.

The language of a fenced block decides: a "sh" block is run, in order, in a
temporary directory; a "text" block right after it is its output, in which a
line "..." stands for any lines; a block of another language that has a name is
written to a file of that name. A comment such as <!-- options --> begins a
part that is generated from the library; UPDATE_DOCS=1 regenerates it.
"""

import json
import os
import re
import subprocess
import tempfile
from pathlib import Path

from support import SOURCE

BUILD = Path(os.environ["SESDOMAIN_BUILD"])
STAND_INS = SOURCE / "tests/python/stand-ins"
# Too large for a test of a document: quickstart.sh has its own test, and
# run.sh runs this test.
ELSEWHERE = re.compile(r"sh (examples/quickstart|tests/run)\.sh\b|git clone ")


def libdir():
    """Return the directory in which the build would install libraries."""
    path = BUILD / "meson-info/intro-buildoptions.json"
    value = {o["name"]: o["value"] for o in json.loads(path.read_text())}
    return Path(value["prefix"], value["libdir"])


class Block:
    def __init__(self, line, info, text, after):
        self.line = line
        self.language, _, self.name = info.partition(" ")
        self.text = text
        self.after = after  # the block before, after blank lines only

    @property
    def is_elsewhere(self):
        return any(map(ELSEWHERE.match, self.text.splitlines()))


def blocks(path):
    """Return the fenced blocks of a document."""
    found, fence, last = [], None, None
    for number, line in enumerate(path.read_text().splitlines(), 1):
        if fence is None and line.startswith("```"):
            fence = (number, line[3:], [])
        elif fence and line == "```":
            last = Block(fence[0], fence[1], "\n".join(fence[2] + [""]), last)
            found.append(last)
            fence = None
        elif fence:
            fence[2].append(line)
        elif line:
            last = None
    return found


def is_like(text, shown):
    """Return whether a text is the one shown, except for omitted lines."""
    parts = re.split(r"^\.\.\.\n", shown, flags=re.M)
    pattern = "(?:.*\n)*".join(map(re.escape, parts))
    return re.fullmatch(pattern, text) is not None


class Reader:
    """Runs the blocks of a document, in a directory that looks like a checkout
    with a built library."""

    def __init__(self, test):
        directory = tempfile.TemporaryDirectory()
        test.addCleanup(directory.cleanup)
        self.test = test
        self.directory = Path(directory.name).resolve()
        for name in ("bindings", "examples", "include", "lib", "tests"):
            (self.directory / name).symlink_to(SOURCE / name)
        (self.directory / "build").symlink_to(BUILD)
        root = self.directory / "root"  # the target of "meson install"
        libraries = f"{root}{libdir()}"
        self.environment = {
            **os.environ,
            "PATH": f"{STAND_INS}:{os.environ['PATH']}",
            "DESTDIR": str(root),
            "GOCACHE": str(BUILD / "go-cache"),
            "GOTOOLCHAIN": "local",
            "LD_LIBRARY_PATH": libraries,
            "PKG_CONFIG_PATH": f"{libraries}/pkgconfig",
            "PKG_CONFIG_SYSROOT_DIR": str(root),
            "SES_OUTPUTS": str(SOURCE / "examples/data/cross-region"),
        }

    def run(self, block):
        done = subprocess.run(
            ["sh", "-eu", "-c", block.text],
            cwd=self.directory,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=300,
        )
        self.test.assertEqual(done.returncode, 0, done.stderr)
        return done.stdout

    def read(self, path, wanted=lambda block: True):
        """Run the wanted blocks and return the number of sh blocks that were
        run."""
        count, printed = 0, None
        for block in filter(wanted, blocks(path)):
            with self.test.subTest(f"{path.name}:{block.line}"):
                if block.language == "sh":
                    printed = None
                    if not block.is_elsewhere:
                        count += 1
                        printed = self.run(block)
                elif block.name:
                    (self.directory / block.name).write_text(block.text)
                elif block.language == "text" and block.after:
                    if printed is not None:
                        self.test.assertTrue(
                            is_like(printed, block.text), printed
                        )
        return count


def generated(test, path, make):
    """Compare each part <!-- WHAT --> of a document with make(WHAT).

    make returns None for an ordinary comment. A part is a fenced block, or
    ends at a blank line."""
    text = path.read_text()

    def replace(match):
        made = make(match[1])
        return match[0] if made is None else f"<!-- {match[1]} -->\n{made}\n"

    now = re.sub(
        r"^<!-- ([^\n]*) -->\n(?:```[^\n]*\n(?:.*?\n)?```\n|(?:[^\n]+\n)*)",
        replace,
        text,
        flags=re.M | re.S,
    )
    if now != text and os.environ.get("UPDATE_DOCS"):
        path.write_text(now)
        text = now
    test.assertEqual(text, now, "UPDATE_DOCS=1 regenerates it")
