# SPDX-License-Identifier: MIT
"""Test tests/news.sh: it requires news for changes to the ABI or the
output."""

import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

import sesdomain
from support import SOURCE

NEWS = "doc/news.md"
ENVIRONMENT = {
    **os.environ,
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_COUNT": "1",
    "GIT_CONFIG_KEY_0": "safe.directory",
    "GIT_CONFIG_VALUE_0": "*",
    **{
        f"GIT_{who}_{what}": "test@example.com"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    },
}


def run(directory, *command):
    return subprocess.run(
        command,
        cwd=directory,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


class History(unittest.TestCase):
    """A temporary git history that begins with a release."""

    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.where = Path(directory.name)
        self.git("init", "--quiet")
        self.commit(
            "a release",
            "include/a.h", "lib/a.map", "lib/a.c", "tests/golden/a/text.txt",
        )  # fmt: skip

    def git(self, *arguments):
        done = run(self.where, "git", *arguments)
        self.assertEqual(done.returncode, 0, done.stdout)

    def commit(self, subject, *paths):
        for path in paths:
            file = self.where / path
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("a") as end:
                end.write(subject + "\n")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", subject)

    def check(self, *silent):
        done = run(self.where, "sh", SOURCE / "tests/news.sh")
        told = re.findall("^news: .* doc/news.md: (.*)$", done.stdout, re.M)
        self.assertEqual(sorted(told), sorted(silent), done.stdout)
        self.assertEqual(done.returncode, bool(silent), done.stdout)

    def test_before_the_first_release(self):
        self.commit("header", "include/a.h")
        self.check()

    def test_changes_that_need_news(self):
        self.git("tag", "v0.1.0")
        self.commit("code", "lib/a.c")
        self.commit("a new format", "tests/golden/a/new.txt")
        self.commit("told", "include/a.h", "lib/a.map", NEWS)
        self.commit("golden, told", "tests/golden/a/text.txt", NEWS)
        self.check()
        self.commit("header", "include/a.h")
        self.commit("map", "lib/a.map", "lib/a.c")
        self.commit("golden", "tests/golden/a/text.txt")
        (self.where / "tests/golden/a/new.txt").unlink()
        self.commit("golden gone")
        self.commit("told too late", NEWS)
        self.check("header", "map", "golden", "golden gone")
        self.git("tag", "v0.2.0")
        self.check()


class Checkout(unittest.TestCase):
    def test_this_history(self):
        if not (SOURCE / ".git").exists():
            return  # an unpacked release has no history
        done = run(SOURCE, "sh", "tests/news.sh")
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_it_begins_with_this_version(self):
        text = (SOURCE / NEWS).read_text()
        first = re.search(r"^## ([0-9.]+), .*$", text, re.M)
        self.assertEqual(first[1], sesdomain.version())
        self.assertIn("\n### Output\n", text)


if __name__ == "__main__":
    unittest.main()
