# SPDX-License-Identifier: MIT
"""Test each way to use the library with musl instead of glibc: installed, by
pkg-config and CMake, copied, and in the Go module with cgo. The wheel for musl
is tested with the other wheels."""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ["SESDOMAIN_SOURCE"])
sys.path.insert(0, str(SOURCE / "tests/python"))

import documents  # noqa: E402
from test_bare_root import CMAKE  # noqa: E402
from test_go import MODULE, go  # noqa: E402

BLOCKS = documents.blocks(SOURCE / "README.md")
SETUP = SOURCE / "examples/data/cross-region/setup.json"


@unittest.skipUnless(os.environ.get("CONFORMANCE") == "1", "CONFORMANCE=1")
class Musl(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        place = tempfile.TemporaryDirectory()
        cls.addClassCleanup(place.cleanup)
        cls.at = pathlib.Path(place.name)
        program = next(b for b in BLOCKS if b.name == "plan.c")
        (cls.at / "plan.c").write_text(program.text)
        cls.run_command(
            "meson", "setup", "build", SOURCE, f"--prefix={cls.at}/usr",
            "--libdir=lib", "-Dtests=disabled", "-Dprograms=enabled",
            "-Didn=disabled", "-Ddns=disabled", "--werror")
        cls.run_command("meson", "install", "-C", "build", "--quiet")

    @classmethod
    def run_command(cls, *command):
        done = subprocess.run(
            command, cwd=cls.at, capture_output=True, text=True, timeout=300,
            env={"PATH": os.environ["PATH"], "CC": "musl-gcc",
                 "LD_LIBRARY_PATH": f"{cls.at}/usr/lib",
                 "PKG_CONFIG_PATH": f"{cls.at}/usr/lib/pkgconfig",
                 "CMAKE_PREFIX_PATH": f"{cls.at}/usr"})
        if done.returncode:
            raise AssertionError(f"{command}: {done.stdout}{done.stderr}")
        return done.stdout

    def check(self, program, printed):
        """Check that a program uses musl, and prints what the README shows."""
        said = self.run_command("readelf", "-lW", program)
        self.assertNotIn("ld-linux", said)
        install = next(b for b in BLOCKS if "meson install" in b.text)
        shown = next(b for b in BLOCKS if b.after is install)
        self.assertTrue(documents.is_like(printed, shown.text), printed)

    def test_installed(self):
        flags = self.run_command("pkg-config", "--cflags", "--libs",
                                 "libsesdomain").split()
        self.run_command("musl-gcc", "-o", "plan", "plan.c", *flags)
        self.check("plan", self.run_command("./plan"))
        self.assertIn("_dmarc.anycompany.com.", self.run_command(
            "usr/bin/sesdomain-plan", "-f", "zone", SETUP))

    def test_cmake(self):
        (self.at / "cmake").mkdir()
        (self.at / "cmake/CMakeLists.txt").write_text(CMAKE)
        self.run_command("cmake", "-S", "cmake", "-B", "cmake/build")
        self.run_command("cmake", "--build", "cmake/build")
        self.check("cmake/build/plan", self.run_command("cmake/build/plan"))

    def test_copied(self):
        (self.at / "lib").symlink_to(SOURCE / "lib")
        self.run_command("musl-gcc", "-std=c11", "-static", "-O0",
                         f"-I{SOURCE}/include", "-o", "copied", "plan.c",
                         "@lib/sources.txt")
        self.check("copied", self.run_command("./copied"))

    def test_go(self):
        """Pure Go needs no libc: this is the module with its C sources."""
        consumer = self.at / "consumer"
        consumer.mkdir()
        program = next(b for b in BLOCKS if b.name == "plan.go")
        (consumer / "plan.go").write_text(program.text)
        (consumer / "setup.json").write_bytes(SETUP.read_bytes())
        module = "libsesdomain.example/sesdomain"
        go(consumer, "mod", "init", "consumer")
        go(consumer, "mod", "edit", f"-require={module}@v0.0.0",
           f"-replace={module}={MODULE}")
        go(consumer, "build", "-tags=sesdomain_cgo",
           "-ldflags=-linkmode external -extldflags -static", "-o", "plan",
           ".", CC="musl-gcc", CGO_ENABLED="1")
        said = subprocess.run(["./plan"], cwd=consumer, check=True, text=True,
                              stdout=subprocess.PIPE).stdout
        self.assertIn("_dmarc.anycompany.com.", said)


if __name__ == "__main__":
    unittest.main()
