# SPDX-License-Identifier: MIT
"""Run the tests of one file, as meson wants them run: unit.py FILE.

With NO_SKIP=1 a test that is skipped has failed.
"""
import os
import sys
import unittest
from pathlib import Path


def main():
    path = Path(sys.argv[1]).resolve()
    sys.path.insert(0, str(path.parent))
    sys.dont_write_bytecode = True
    suite = unittest.defaultTestLoader.loadTestsFromName(path.stem)
    result = unittest.TextTestRunner().run(suite)
    if result.testsRun == 0:
        return "there is no test in it"
    if os.environ.get("NO_SKIP") == "1" and result.skipped:
        return "skipped"
    return not result.wasSuccessful()


if __name__ == "__main__":
    sys.exit(main())
