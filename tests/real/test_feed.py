# SPDX-License-Identifier: MIT
"""Does the program of examples/feed for dnspython add what answers prove?"""
import os
import subprocess
import sys
import unittest

import feeding

PROGRAM = os.path.join(os.environ["SESDOMAIN_SOURCE"],
                       "examples/feed/feed.py")


class Feed(feeding.Cases, unittest.TestCase):
    def run_program(self, path, address, port):
        done = subprocess.run(
            [sys.executable, PROGRAM, path, address, str(port)], check=False,
            capture_output=True, text=True, timeout=120)
        self.assertEqual((done.stderr, done.returncode), ("", 0))
        return done.stdout


if __name__ == "__main__":
    unittest.main()
