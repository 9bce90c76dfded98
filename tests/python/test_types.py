# SPDX-License-Identifier: MIT
"""Test the package and the Python programs of its README with mypy
--strict."""

import tempfile
import unittest
from pathlib import Path

import mypy.api

from documents import blocks
from support import SOURCE

PACKAGE = SOURCE / "bindings/python"
WRONG = """
import sesdomain
domain = sesdomain.Domain("a.test")
domain.add_absent("a.test")
domain.set_complete("no")
domain.plan().recordsets[0].values[0].text.split(" ")
"""


class Types(unittest.TestCase):
    def check(self, *programs):
        """Return the messages of mypy about the package and the programs."""
        with tempfile.TemporaryDirectory() as directory:
            paths = []
            for number, program in enumerate(programs):
                paths.append(Path(directory, f"program{number}.py"))
                paths[-1].write_text(program)
            out, err, _ = mypy.api.run(
                [
                    "--strict",
                    "--python-version=3.9",
                    "--cache-dir=/dev/null",
                    str(PACKAGE / "sesdomain"),
                    *map(str, paths),
                ]
            )
        self.assertEqual(err, "")
        return out.splitlines()

    def test_nothing_is_found(self):
        examples = [
            block.text
            for path in (SOURCE / "README.md", PACKAGE / "README.md")
            for block in blocks(path)
            if block.language == "python"
        ]
        self.assertGreater(len(examples), 1)
        *found, last = self.check(*examples)
        self.assertEqual(found, [])
        self.assertRegex(last, "^Success: ")

    def test_wrong_programs_are_found(self):
        lines = self.check(WRONG)
        for number in (4, 5, 6):
            self.assertTrue(
                [line for line in lines if f".py:{number}: error" in line],
                lines,
            )


if __name__ == "__main__":
    unittest.main()
