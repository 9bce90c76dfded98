# SPDX-License-Identifier: MIT
"""Compare python -m sesdomain with the C program, and test contents that
outlive their plan."""

import copy
import dataclasses
import os
import pickle
import subprocess
import sys
import unittest

import sesdomain
from support import EXAMPLES, read

PROGRAM = os.environ.get("SESDOMAIN_PLAN")
SETUP = EXAMPLES[0] / "setup.json"


def run(*words, program=None):
    command = [program] if program else [sys.executable, "-m", "sesdomain",
                                         "plan"]
    return subprocess.run([*command, *words], capture_output=True, timeout=60)


class Commands(unittest.TestCase):
    @unittest.skipUnless(PROGRAM, "SESDOMAIN_PLAN is not set")
    def test_plan_is_that_of_the_program(self):
        setup = EXAMPLES[0] / "setup.json"
        for words in (["-f", "zone", setup], ["--format=json", setup],
                      ["-e", "-f", "csv", setup], ["-p", "1", setup],
                      ["-o", "dig.server=192.0.2.1", "-f", "dig", setup]):
            with self.subTest(words):
                one, other = run(*words), run(*words, program=PROGRAM)
                self.assertEqual(one.stdout, other.stdout)
                self.assertEqual(one.returncode, other.returncode)

    def test_bad_input_is_one_line(self):
        for words, text in (
            (["/nowhere"], b"/nowhere: cannot read: No such file"),
            ([""], b"'': cannot read: No such file"),
            (["/"], b"/: cannot read: Is a directory"),
            (["/dev/null"], b"/dev/null: line 1, column 1: "),
            (["-o", "no.such=x", SETUP], b"-o: options: 'no.such'"),
            (["-x", "/dev/null", SETUP], b"/dev/null: it is empty"),
            (["-p", "3", SETUP], b"text: there is no document 3"),
            (["-f", "nothing", SETUP], b"nothing: "),
            (["-x", "/nowhere", SETUP], b"/nowhere: "),
        ):
            with self.subTest(words):
                done = run(*words)
                self.assertEqual((done.returncode, done.stdout), (2, b""))
                self.assertIn(text, done.stderr)
                *findings, wrong = done.stderr.splitlines()
                self.assertIn(text, wrong)
                for line in findings:
                    self.assertRegex(line, b"^(error|warning|note): ")

    def test_output_that_cannot_be_written(self):
        plan = [sys.executable, "-m", "sesdomain", "plan"]
        for words, to in ((SETUP, ">&-"), ("-l", ">&-"),
                          (SETUP, ">/dev/full"), ("-l", ">/dev/full")):
            with self.subTest(words, to=to):
                done = subprocess.run(
                    ["sh", "-c", f'"$@" {to}', "sh", *plan, words],
                    capture_output=True)
                self.assertEqual(done.returncode, 2)
                self.assertIn(b"standard output: cannot write: ",
                              done.stderr.splitlines()[-1])

    def test_help_and_version(self):
        for word, said in (("--help", b"usage: "), ("-h", b"usage: "),
                           ("--version", b"sesdomain ")):
            done = subprocess.run([sys.executable, "-m", "sesdomain", word],
                                  capture_output=True)
            self.assertEqual((done.returncode, done.stderr), (0, b""))
            self.assertTrue(done.stdout.startswith(said))

    def test_unknown_command(self):
        done = subprocess.run([sys.executable, "-m", "sesdomain", "x"],
                              capture_output=True)
        self.assertEqual(done.returncode, 2)
        self.assertIn(b"usage: ", done.stderr)


class Contents(unittest.TestCase):
    def test_copies(self):
        for example in EXAMPLES:
            plan = sesdomain.Domain.from_setup(read(example)).plan()
            for part in (plan.instances, plan.recordsets, plan.findings,
                         plan.questions, plan.withheld):
                self.assertEqual(pickle.loads(pickle.dumps(part)), part)
                self.assertEqual(copy.deepcopy(part), part)
                for each in part:
                    dataclasses.asdict(each)
            readiness = plan.instances[0].readiness
            for change in (lambda: readiness.update(dkim=None),
                           lambda: readiness.pop("dkim"),
                           lambda: readiness.__setitem__("dkim", None)):
                self.assertRaises(TypeError, change)


if __name__ == "__main__":
    unittest.main()
