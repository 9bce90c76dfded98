# SPDX-License-Identifier: MIT
"""Test that tests/unit.py and tests/report.py name every test that failed or
was skipped."""

import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

from house import SOURCE

TESTS = """
import subprocess, unittest

class Some(unittest.TestCase):
    def test_runs(self):
        pass

    def test_other(self):
        {}
"""


class Unit(unittest.TestCase):
    def run_unit(self, *arguments, **environment):
        done = subprocess.run(
            [sys.executable, SOURCE / "tests/unit.py", *arguments],
            env={**os.environ, "NO_SKIP": "0", **environment},
            capture_output=True,
            text=True,
        )
        return done.returncode, done.stdout

    def check(self, text, status, out, strict=None):
        """Run the tests in a text; with NO_SKIP=1, a skipped test has exit
        status strict."""
        with tempfile.TemporaryDirectory() as directory:
            path = Path(directory) / "test_some.py"
            path.write_text(text)
            self.assertEqual(self.run_unit(path), (status, out))
            self.assertEqual(
                self.run_unit(path, NO_SKIP="1"),
                (status if strict is None else strict, out),
            )

    def test_passes(self):
        self.check(TESTS.format("pass"), 0, "")

    def test_fails(self):
        self.check(TESTS.format("self.fail()"), 1, "")
        self.check(TESTS.format("open('no-such-file')"), 1, "")
        self.check("", 1, "")

    def test_some_by_name(self):
        with tempfile.TemporaryDirectory() as directory:
            path = Path(directory) / "test_some.py"
            path.write_text(TESTS.format("self.fail()"))
            self.assertEqual(self.run_unit(path, "runs"), (0, ""))
            self.assertEqual(self.run_unit(path, "runs", "other"), (1, ""))
            self.assertEqual(self.run_unit(path, "none"), (1, ""))

    def test_is_skipped_in_part(self):
        self.check(
            TESTS.format("self.skipTest('too early')"),
            0, "skipped: too early (1)\n", strict=1,
        )  # fmt: skip
        self.check(
            TESTS.format("subprocess.run(['no-such-program'])"),
            0, "skipped: needs the program no-such-program (1)\n", strict=1,
        )  # fmt: skip

    def test_is_skipped_as_a_whole(self):
        self.check(
            "import no_such_module\n" + TESTS.format("pass"),
            77, "skipped: needs the Python module no_such_module (1)\n",
            strict=1,
        )  # fmt: skip
        self.check(
            TESTS.format("pass").replace(
                "class", "@unittest.skip('not here')\nclass"
            ),
            77, "skipped: not here (2)\n", strict=1,
        )  # fmt: skip

    def test_cannot_be_built(self):
        self.assertEqual(
            self.run_unit("--skip", "built without x"),
            (77, "skipped: built without x (1)\n"),
        )


class Report(unittest.TestCase):
    def check(self, expected, *tests):
        rows = [
            {"name": f"libsesdomain:suite / {name}", "result": result,
             "duration": seconds, "stdout": out}
            for name, result, seconds, out in tests
        ]  # fmt: skip
        with tempfile.TemporaryDirectory() as directory:
            log = Path(directory) / "log"
            log.write_text("".join(json.dumps(row) + "\n" for row in rows))
            done = subprocess.run(
                [sys.executable, SOURCE / "tests/report.py", f"all={log}",
                 f"none={directory}/none"],
                capture_output=True,
                check=True,
                text=True,
            )  # fmt: skip
        self.assertEqual(done.stdout.splitlines(), expected)

    def test_no_failures(self):
        self.check([], ("a", "OK", 1, "ok 1\n"), ("b", "OK", 2, ""))

    def test_each_is_named(self):
        self.check(
            [
                "   50 s  all: c",
                "   20 s  all: a",
                "skipped: all: b: too early (1)",
                "skipped: all: c",
                "FAIL: all: a",
                "TIMEOUT: all: d",
            ],
            ("a", "FAIL", 20, ""),
            ("b", "OK", 1, "x\nskipped: too early (1)\ny\n"),
            ("c", "SKIP", 50, ""),
            ("d", "TIMEOUT", 19, ""),
        )


if __name__ == "__main__":
    unittest.main()
