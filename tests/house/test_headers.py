# SPDX-License-Identifier: MIT
"""Test that the public headers compile alone, as strict C and as C++, with gcc
and clang."""

import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

from house import LIBRARIES, SOURCE, run

STRICT = ["-pedantic", "-Wall", "-Wextra", "-Wshadow", "-Werror"]
C = ["-std=c11", *STRICT]
CPP = ["-std=c++11", "-std=c++20"]
DNS = ["-DWITH_DNS"] if len(LIBRARIES) > 1 else []


class Headers(unittest.TestCase):
    def compile(self, compiler, source, *options):
        """Compile, link and run a program."""
        with tempfile.TemporaryDirectory() as directory:
            program = Path(directory) / "program"
            run(
                compiler, *options, *DNS, "-I", SOURCE / "include",
                "-o", program, SOURCE / "tests" / source,
                *(library.built for library in reversed(LIBRARIES)),
            )  # fmt: skip
            run(
                program,
                env={
                    **os.environ,
                    "LD_LIBRARY_PATH": str(LIBRARIES[0].built.parent),
                },
            )

    def test_c(self):
        for compiler in ("gcc", "clang"):
            with self.subTest(compiler):
                self.compile(compiler, "header.c", *C)

    def test_c99(self):
        """Compile each header alone as C99; header.c itself uses C11
        assertions."""
        for library in LIBRARIES:
            for compiler in ("gcc", "clang"):
                with self.subTest(library.name, compiler=compiler):
                    run(
                        compiler, "-std=c99", *STRICT, "-fsyntax-only",
                        "-I", SOURCE / "include", "-x", "c", library.header,
                        *(["-Wno-pragma-once-outside-header"]
                          if compiler == "clang" else []),
                    )  # fmt: skip

    def test_cpp(self):
        for compiler in ("g++", "clang++"):
            for standard in CPP:
                for program in ("header.cpp", "house/misuse.cpp"):
                    with self.subTest(compiler, standard=standard):
                        self.compile(compiler, program, standard, *STRICT)

    def test_short_enums_are_refused(self):
        done = subprocess.run(
            ["gcc", *C, "-fshort-enums", "-fsyntax-only", "-I",
             SOURCE / "include", SOURCE / "tests/header.c"],
            capture_output=True,
            text=True,
        )  # fmt: skip
        self.assertIn("has 32 bits", done.stderr)
        self.assertNotEqual(done.returncode, 0)

    def test_every_enumeration_is_measured(self):
        headers = "".join(
            (SOURCE / "include" / name).read_text()
            for name in ("sesdomain.h", "sesdomain-dns.h")
        )
        self.assertEqual(
            re.findall(r"^enum (\w+) \{", headers, re.M),
            re.findall(
                r"^IS_32_BITS\((\w+)\)",
                (SOURCE / "tests/header.c").read_text(),
                re.M,
            ),
        )


if __name__ == "__main__":
    unittest.main()
