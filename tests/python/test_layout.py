# SPDX-License-Identifier: MIT
"""Test that C has the layout of .clang-format (clang-format 14), and that the
example programs are thin."""

import shutil
import subprocess
import unittest

from support import SOURCE

# Laid out by hand: the public headers, and tables of test cases with texts in
# several pieces.
BY_HAND = ("tests/rules", "tests/test-aws.c")
PROGRAM = shutil.which("clang-format-14") or shutil.which("clang-format")


def version():
    if not PROGRAM:
        return None
    done = subprocess.run([PROGRAM, "--version"], capture_output=True)
    return b" version 14." in done.stdout


@unittest.skipUnless(version(), "needs clang-format 14, as in Debian 12")
class Layout(unittest.TestCase):
    def test_clang_format(self):
        files = [
            path
            for top in ("lib", "examples", "tests")
            for path in sorted((SOURCE / top).rglob("*.[ch]"))
            if not path.relative_to(SOURCE).as_posix().startswith(BY_HAND)
        ]
        self.assertGreater(len(files), 60)
        done = subprocess.run(
            [PROGRAM, "--dry-run", "-Werror", *files],
            stderr=subprocess.PIPE,
            text=True,
        )
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_wrong_layout_is_found(self):
        done = subprocess.run(
            [PROGRAM, "--dry-run", "-Werror", "--assume-filename=lib/a.c"],
            input="int  a ;\n",
            cwd=SOURCE,
            capture_output=True,
            text=True,
        )
        self.assertNotEqual(done.returncode, 0)


class Examples(unittest.TestCase):
    def test_programs_are_thin(self):
        programs = sorted((SOURCE / "examples").glob("sesdomain-*.c"))
        self.assertTrue(programs)
        for path in programs:
            lines = len(path.read_text().splitlines())
            self.assertLess(lines, 200, path.name)


if __name__ == "__main__":
    unittest.main()
