# SPDX-License-Identifier: MIT
"""Test the package, installed by pip and used outside the checkout.

Nothing is downloaded: the build uses the installed setuptools and wheel
(Debian: python3-venv, python3-setuptools, python3-wheel).
"""

import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import sesdomain
from support import SOURCE

PACKAGE = SOURCE / "bindings/python"
NEEDED = ("ensurepip", "setuptools", "wheel")

PROGRAM = """
import sesdomain, sys
assert sesdomain.__file__.startswith(sys.prefix), sesdomain.__file__
domain = sesdomain.Domain("anycompany.com")
domain.add_instance("1", "us-east-1", dkim_tokens=["a"])
print(domain.plan().text("zone"), end="")
"""


@unittest.skipUnless(
    all(importlib.util.find_spec(name) for name in NEEDED),
    "needs " + ", ".join(NEEDED),
)
class Install(unittest.TestCase):
    def run_in(self, directory, *command):
        environment = {
            k: v for k, v in os.environ.items() if k != "PYTHONPATH"
        }
        done = subprocess.run(
            command,
            cwd=directory,
            env=environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        self.assertEqual(done.returncode, 0, done.stdout)
        return done.stdout

    def test_pip(self):
        with tempfile.TemporaryDirectory() as directory:
            where = Path(directory)
            copy = where / "package"  # pip builds in the source tree
            shutil.copytree(PACKAGE, copy)
            venv = where / "venv"
            python = str(venv / "bin/python")
            self.run_in(
                where, sys.executable, "-m", "venv",
                "--system-site-packages", str(venv),
            )  # fmt: skip
            self.run_in(
                where, python, "-m", "pip", "--no-input", "install",
                "--no-index", "--no-build-isolation", str(copy),
            )  # fmt: skip
            shutil.rmtree(copy)
            self.assertEqual(
                self.run_in(where, python, "-c", PROGRAM),
                "; The existing records are not known: add a record only "
                "where the name has none\n"
                "; of its type, or give the zone and plan again.\n"
                "; dkim: 1/us-east-1\n"
                "a._domainkey.anycompany.com.\t1800\tIN\tCNAME\t"
                "a.dkim.amazonses.com.\n",
            )
            typed = list(venv.glob("lib/python*/*/sesdomain/py.typed"))
            self.assertEqual(len(typed), 1)

    def test_its_version_is_that_of_the_library(self):
        project = (PACKAGE / "pyproject.toml").read_text()
        version = re.search(r'^version = "(.*)"$', project, re.M)[1]
        self.assertEqual(version, sesdomain.version())


class Package(unittest.TestCase):
    def test_everything_public_is_described(self):
        for name in sesdomain.__all__:
            if name in ("Document", "Word"):  # an alias without a docstring
                continue
            thing = getattr(sesdomain, name)
            self.assertTrue(thing.__doc__, name)
            members = vars(thing).items() if isinstance(thing, type) else ()
            for member, value in members:
                if callable(value) and not member.startswith("_"):
                    self.assertTrue(value.__doc__, f"{name}.{member}")

    def test_another_library_may_be_named(self):
        done = subprocess.run(
            [sys.executable, "-c", "import sesdomain"],
            env={**os.environ, "LIBSESDOMAIN": "/nowhere/libsesdomain.so.0"},
            capture_output=True,
            text=True,
        )
        self.assertNotEqual(done.returncode, 0)
        for text in (
            "ImportError: cannot load /nowhere/libsesdomain.so.0: ",
            "No such file or directory",
            "; LIBSESDOMAIN may hold the path",
        ):
            self.assertIn(text, done.stderr)

    def test_the_soname_is_what_is_loaded(self):
        library = Path(os.environ["LIBSESDOMAIN"]).resolve()
        with tempfile.TemporaryDirectory() as directory:
            (Path(directory) / "libsesdomain.so.0").symlink_to(library)
            environment = {
                k: v for k, v in os.environ.items() if k != "LIBSESDOMAIN"
            }
            done = subprocess.run(
                [sys.executable, "-c", "import sesdomain"],
                env={**environment, "LD_LIBRARY_PATH": directory},
                capture_output=True,
                text=True,
            )
            self.assertEqual(done.returncode, 0, done.stderr)


if __name__ == "__main__":
    unittest.main()
