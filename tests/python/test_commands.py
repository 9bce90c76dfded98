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
            (["/nowhere"], b"/nowhere: No such file or directory"),
            (["-f", "nothing", EXAMPLES[0] / "setup.json"], b"nothing: "),
            (["-x", "/nowhere", EXAMPLES[0] / "setup.json"], b"/nowhere: "),
        ):
            with self.subTest(words):
                done = run(*words)
                self.assertEqual((done.returncode, done.stdout), (2, b""))
                self.assertIn(text, done.stderr)
                self.assertNotIn(b"Traceback", done.stderr)

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
