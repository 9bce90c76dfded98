# SPDX-License-Identifier: MIT
"""Run the tests of one file for meson: unit.py FILE [WORD...].

With words, runs only tests whose names contain one of them.

A test is skipped if it raises SkipTest, or if a Python module, a program or a
file below /usr that it uses is not installed. Each reason is printed; if all
tests were skipped, the exit status is that of a skipped test. With NO_SKIP=1 a
skipped test is a failure. unit.py --skip REASON replaces tests that cannot be
built.
"""
import collections
import importlib
import os
import subprocess
import sys
import traceback
import unittest
from pathlib import Path

SKIPPED = 77  # exit status for meson


def missing(error):
    """Return the missing dependency that raised an error, or None."""
    if isinstance(error, ModuleNotFoundError):
        return f"needs the Python module {error.name}"
    if isinstance(error, FileNotFoundError):
        name = str(error.filename)
        last = traceback.extract_tb(error.__traceback__)[-1]
        if name.startswith("/usr/"):
            return f"needs {name}"
        if last.filename == subprocess.__file__ and "/" not in name:
            return f"needs the program {name}"
    return None


class Result(unittest.TextTestResult):
    def addError(self, test, err):
        reason = missing(err[1])
        if reason:
            self.addSkip(test, reason)
        else:
            super().addError(test, err)

    def addSubTest(self, test, subtest, err):
        reason = err and missing(err[1])
        if reason:
            self.addSkip(subtest, reason)
        else:
            super().addSubTest(test, subtest, err)


def run(path, words):
    """Run the tests of a file; return the result and the reasons of skipped
    tests."""
    sys.path.insert(0, str(path.parent))
    sys.dont_write_bytecode = True
    try:
        module = importlib.import_module(path.stem)
    except ModuleNotFoundError as error:
        return None, [missing(error)]
    loader = unittest.TestLoader()
    loader.testNamePatterns = [f"*{word}*" for word in words] or None
    suite = loader.loadTestsFromModule(module)
    result = unittest.TextTestRunner(resultclass=Result).run(suite)
    return result, [reason for _, reason in result.skipped]


def main():
    if sys.argv[1] == "--skip":
        result, reasons = None, [sys.argv[2]]
    else:
        result, reasons = run(Path(sys.argv[1]).resolve(), sys.argv[2:])
    for reason, count in collections.Counter(reasons).items():
        print(f"skipped: {reason} ({count})")
    if result and not result.wasSuccessful():
        return 1
    if reasons and os.environ.get("NO_SKIP") == "1":
        return 1
    if reasons and (not result or len(reasons) >= result.testsRun):
        return SKIPPED
    if result.testsRun == 0:
        return "there is no test in it"
    return 0


if __name__ == "__main__":
    sys.exit(main())
