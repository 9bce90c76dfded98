# SPDX-License-Identifier: MIT
"""Does the Go program of the README work? cgo needs no binding."""
import os
import pathlib
import sys
import unittest

SOURCE = pathlib.Path(os.environ["SESDOMAIN_SOURCE"])
sys.path.insert(0, str(SOURCE / "tests/python"))

import documents  # noqa: E402


@unittest.skipUnless(os.environ.get("CONFORMANCE") == "1", "CONFORMANCE=1")
class Go(unittest.TestCase):
    def test_readme(self):
        path = SOURCE / "README.md"
        self.assertTrue(any(b.language == "go" for b in documents.blocks(path)))
        reader = documents.Reader(self)
        self.assertGreaterEqual(reader.read(path), 6)


if __name__ == "__main__":
    unittest.main()
