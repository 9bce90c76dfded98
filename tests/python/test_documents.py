# SPDX-License-Identifier: MIT
"""Test that the commands in the documents work and print what is shown.

The Go and JavaScript programs of the README are in the suite "conformance".
"""

import importlib.util
import json
import os
import re
import shutil
import subprocess
import tempfile
import unittest
from pathlib import Path

import sesdomain
from documents import Reader, blocks, generated, is_like
from support import SOURCE

README = SOURCE / "README.md"
DOCUMENTS = sorted((SOURCE / "doc").glob("*.md")) + [
    README,
    SOURCE / "bindings/python/README.md",
    SOURCE / "examples/data/README.md",
]


def is_go_or_js(block):
    return "go run" in block.text or "npm " in block.text or \
        block.language in ("go", "js")


@unittest.skipUnless(
    importlib.util.find_spec("botocore"),
    "needs the Python module botocore, for the stand-in of aws",
)
class Commands(unittest.TestCase):
    def read(self, path, least):
        count = Reader(self).read(path, lambda block: not is_go_or_js(block))
        self.assertGreaterEqual(count, least)

    def test_readme(self):
        self.read(README, 5)

    def test_guide(self):
        self.read(SOURCE / "doc/guide.md", 15)

    def test_many(self):
        self.read(SOURCE / "doc/many.md", 3)

    def test_python(self):
        self.read(SOURCE / "bindings/python/README.md", 2)

    def test_examples(self):
        self.read(SOURCE / "examples/data/README.md", 1)


class Quickstart(unittest.TestCase):
    """Tests of quickstart.sh in a copy of the checkout, with nothing built."""

    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.copy = Path(directory.name) / "copy"
        shutil.copytree(
            SOURCE,
            self.copy,
            ignore=shutil.ignore_patterns("build*", ".git", "__pycache__"),
        )

    def run_it(self):
        return subprocess.run(
            ["sh", self.copy / "examples/quickstart.sh"],
            env={**os.environ, "CFLAGS": "-O0"},
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )

    def test_twice(self):
        for _ in range(2):
            done = self.run_it()
            self.assertEqual(done.returncode, 0, done.stderr)
            shown = next(b for b in blocks(README) if b.language == "text")
            self.assertIn("quickstart.sh", shown.after.text)
            self.assertTrue(is_like(done.stdout, shown.text), done.stdout)
        self.assertIn("no work to do", done.stderr)


class Install(unittest.TestCase):
    """Tests of examples/install.sh, with stand-ins that print their
    arguments."""

    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.programs = Path(directory.name)
        for name in ("sh", "true", "false"):
            (self.programs / name).symlink_to(shutil.which(name))
        self.list = self.programs / "list"
        self.list.write_text("# made up\none true\ntwo\nthree  false\n")
        self.optional = self.programs / "optional"
        self.optional.write_text("four false\nfive\n")

    def put(self, name, script):
        path = self.programs / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def put_debian(self, present, uid):
        """Install stand-ins where apt offers all packages except "four"."""
        self.put(
            "apt-get",
            'case $* in *--simulate*) [ "$3" != four ] ;;\n'
            '*) echo "apt-get $*" ;; esac',
        )
        self.put("id", f"echo {uid}")
        self.put(
            "dpkg-query",
            f'case " {present} " in *" $4 "*) echo "ii " ;; *) exit 1 ;; esac',
        )

    def check(self, status, out, err="", optional=False):
        lists = [self.list, *(["--optional", self.optional] * optional)]
        done = subprocess.run(
            ["sh", SOURCE / "examples/install.sh", *lists],
            env={"PATH": str(self.programs)},
            capture_output=True,
            text=True,
        )
        self.assertEqual((done.returncode, done.stdout), (status, out), done)
        self.assertRegex(done.stderr, f"^{err}$")

    def test_all_installed(self):
        self.put_debian("one two three", uid=1000)
        self.check(0, "")

    def test_installed_without_dpkg(self):
        self.put_debian("two three", uid=1000)
        self.check(0, "")

    def test_as_root(self):
        self.put_debian("one", uid=0)
        self.check(
            0,
            "apt-get update\n"
            "apt-get install -y --no-install-recommends two three\n",
        )

    def test_with_sudo(self):
        self.put_debian("two", uid=1000)
        self.put("sudo", 'echo "sudo $1 $3"')
        self.check(0, f"sudo sh {self.list}\n")

    def test_without_root_and_sudo(self):
        self.put_debian("one", uid=1000)
        self.check(1, "", "Not here, .*: two three\n")

    def test_installing_fails(self):
        self.put_debian("", uid=0)
        self.put("apt-get", "exit 100")
        self.check(100, "")

    def test_another_system(self):
        self.check(1, "", "Not here, .*: three\n")
        self.list.write_text("one true\ntwo\n")
        self.check(0, "")

    def test_optional_as_root(self):
        self.put_debian("one", uid=0)
        self.check(
            0,
            "apt-get update\n"
            "apt-get install -y --no-install-recommends two three five\n",
            "Left out, .*: four\n",
            optional=True,
        )
        self.put_debian("one two three five", uid=0)
        self.check(
            0, "apt-get update\n", "Left out, .*: four\n", optional=True
        )

    def test_optional_without_root(self):
        self.put_debian("two three", uid=1000)
        self.check(0, "", "Not here, .*: four five\n.*\n", optional=True)
        self.put("sudo", "exit 1")  # mkdir is not permitted
        self.check(0, "", "Not here, .*: four five\n.*\n", optional=True)
        self.put_debian("three", uid=1000)
        self.check(1, "", "Not here, .*: two four five\n", optional=True)

    def test_optional_on_another_system(self):
        self.list.write_text("one true\ntwo\n")
        self.check(0, "", "Not here, .*: four\n.*\n", optional=True)

    def test_packages_of_the_build_can_be_probed(self):
        """Only packages with a file that install.sh can look for; Debian's own
        excepted."""
        for name, least in ("packages", 4), ("packages.optional", 2):
            text = (SOURCE / "examples" / name).read_text()
            rows = re.findall(r"^(?!#)(\S+) *(.*)$", text, re.M)
            bare = {name for name, probe in rows if not probe}
            self.assertLessEqual(bare, {"libc6-dev", "dpkg-dev"})
            self.assertGreaterEqual(len(rows) - len(bare), least)
            for _, probe in rows:
                done = subprocess.run(["sh", "-c", probe], capture_output=True)
                self.assertEqual(done.returncode, 0, probe)


class Links(unittest.TestCase):
    def test_every_link_leads_somewhere(self):
        for path in DOCUMENTS:
            text = path.read_text()
            for link in re.findall(r"\]\((?!https?:)([^)#]+)", text):
                with self.subTest(path.name, link=link):
                    self.assertTrue((path.parent / link).exists())

    def test_every_file_that_is_named_is_there(self):
        named = r"(?<![\w./-])((?:%s)/[\w./-]*[\w/])"
        tops = "bindings|doc|examples|include|lib|tests"
        for path in DOCUMENTS:
            for name in re.findall(named % tops, path.read_text()):
                if name.startswith("tests/abi/"):  # begins with the version
                    continue
                with self.subTest(path.name, name=name):
                    self.assertTrue((SOURCE / name).exists())


class Readme(unittest.TestCase):
    def test_readme_is_short(self):
        self.assertLessEqual(len(README.read_text().splitlines()), 246)

    def test_formats(self):
        def make(part):
            if part != "formats":
                return None
            kinds = {}
            for form in sesdomain.formats():
                kinds.setdefault(form.kind, []).append(f"`{form.name}`")
            return "| kind | formats |\n|---|---|\n" + "\n".join(
                f"| {kind} | {' '.join(names)} |"
                for kind, names in kinds.items()
            )

        generated(self, README, make)


if __name__ == "__main__":
    unittest.main()
