# SPDX-License-Identifier: MIT
"""Test that the man pages are complete and correct mdoc, and that API pages
are generated from the headers without warnings."""

import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

from house import LIBRARIES, SOURCE, run

MAN = SOURCE / "doc/man"
BY_HAND = sorted(MAN.glob("*.[1-8]"))


def keys(schema):
    """Return every key of every object in a schema."""
    if isinstance(schema, dict):
        yield from schema.get("properties", ())
        for inner in schema.values():
            yield from keys(inner)


class Pages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.directory = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.directory.cleanup)
        cls.at = Path(cls.directory.name)
        run("python3", MAN / "pages.py", SOURCE, cls.at)
        for page in BY_HAND:
            shutil.copy(page, cls.at)
        cls.pages = sorted(cls.at.iterdir())

    def test_lint(self):
        names = {page.name for page in self.pages}
        done = subprocess.run(["mandoc", "-Tlint", *self.pages], text=True,
                              capture_output=True)
        for line in done.stdout.splitlines():
            other = re.search(r"referenced manual not found: Xr (\S+) (\d)",
                              line)
            self.assertTrue(other and f"{other[1]}.{other[2]}" in names, line)

    def test_every_function_has_a_page(self):
        for library in LIBRARIES:
            where = {}
            for page in self.at.glob("*.3"):
                names = page.read_text().partition(".Sh SYNOPSIS")[0]
                for name in re.findall(r"^\.Nm (\w+\w)", names, re.M):
                    where.setdefault(name, []).append(page.name)
            for name in library.declared():
                self.assertEqual(len(where.get(name, ())), 1, name)

    def test_every_key_has_a_paragraph(self):
        text = (self.at / "sesdomain-setup.5").read_text()
        schema = json.loads((SOURCE / "doc/setup.schema.json").read_text())
        for key in keys(schema):
            with self.subTest(key):
                self.assertIn(f".It Cm {key}", text.splitlines())

    def test_every_option_has_a_paragraph(self):
        for page in self.at.glob("*.1"):
            program = os.environ.get(
                page.stem.upper().replace("-", "_"), "")
            if not program:
                continue
            with self.subTest(page.stem):
                option = re.compile(r"(?<![\w-])--?([\w][\w-]*)")
                said = re.findall(r"^ +(-.*)", run(program, "--help"), re.M)
                shown = {o for line in said
                         for o in option.findall(line.split("  ")[0])}
                page_text = re.findall(r"^\.It (Fl .*)", page.read_text(), re.M)
                written = {o.lstrip("-") for line in page_text
                           for o in re.findall(r"Fl (\S+)", line)}
                self.assertEqual(written, shown)


class ApiPages(unittest.TestCase):
    def test_doxygen(self):
        with tempfile.TemporaryDirectory() as directory:
            at = Path(directory)
            settings = (SOURCE / "doc/Doxyfile").read_text()
            said = run("doxygen", "-", cwd=SOURCE,
                       input=settings + f"OUTPUT_DIRECTORY = {at}\n")
            self.assertEqual(said, "")
            page = (at / "html/sesdomain_8h.html").read_text()
            for name in LIBRARIES[0].declared():
                self.assertIn(name, page)


if __name__ == "__main__":
    unittest.main()
