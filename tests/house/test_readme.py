# SPDX-License-Identifier: MIT
"""Test that tests/README.md lists every folder, program and variable of the
tests, and that every file that it names exists."""

import re
import unittest

from house import SOURCE

TESTS = SOURCE / "tests"
TEXT = (TESTS / "README.md").read_text()
NAMED = set(re.findall(r"`([^`\n]+)`", TEXT))
SET_BY_MESON = re.compile(r"SESDOMAIN_|LIBSESDOMAIN")
OTHERS = {"PATH", "HOME", "PYTHONPATH"}  # set by the system, or for Python
AZURE = {"AZ_LOG", "AZ_STATE", "AZ_MOVES"}  # set for real/azure.py by its test


class Readme(unittest.TestCase):
    def test_folders(self):
        folders = {
            f"{path.name}/"
            for path in TESTS.iterdir()
            if path.is_dir() and path.name != "__pycache__"
        }
        rows = set(re.findall(r"^\| `(\w+/)` \|", TEXT, re.M))
        self.assertEqual(rows, folders)

    def test_programs(self):
        for path in TESTS.glob("test-*.c"):
            with self.subTest(path.name):
                self.assertTrue(path.stem[len("test-"):] in NAMED)
        for path in TESTS.glob("*.*"):
            if path.name.startswith("test-") or path.suffix == ".h":
                continue
            with self.subTest(path.name):
                self.assertTrue(path.name in TEXT + "README.md meson.build")

    def test_files_exist(self):
        for name in NAMED:
            if re.fullmatch(r"[a-z\d_/-]+\.(c|h|cpp|py|sh)", name):
                with self.subTest(name):
                    self.assertTrue(
                        any((TESTS / at / name).exists()
                            for at in (".", "real"))
                    )  # fmt: skip

    def test_variables(self):
        read = set()
        for path in TESTS.rglob("*"):
            if path.suffix in (".c", ".py"):
                read |= set(re.findall(
                    r'(?:environ\[|environ\.get\(|getenv\()"(\w+)"',
                    path.read_text(),
                ))  # fmt: skip
        run = (TESTS / "run.sh").read_text()
        read |= set(re.findall(r"\$\{([A-Z_]+):?-", run))
        for name in sorted(read - OTHERS - AZURE):
            with self.subTest(name):
                self.assertTrue(SET_BY_MESON.match(name) or name in TEXT)


if __name__ == "__main__":
    unittest.main()
