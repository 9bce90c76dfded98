# SPDX-License-Identifier: MIT
"""Can others use the library: installed, as a subproject, and copied?"""

import os
import shutil
import tempfile
import unittest
from pathlib import Path

from house import SOURCE, run

PROGRAM = SOURCE / "tests/house/consumer.c"
STRICT = ["-std=c11", "-pedantic", "-Wall", "-Wextra", "-Werror"]
ZONE = (
    "; dkim: 1/us-east-1\n"
    "abc._domainkey.anycompany.com.\t1800\tIN\tCNAME\t"
    "abc.dkim.amazonses.com.\n"
)
# what DNS has already is nothing to change: a recorded answer with the CNAME
EXISTS = (
    "sesdomain-dns 1\n! server 192.0.2.1 53\n"
    "192.0.2.1 53 - 5 abc._domainkey.anycompany.com. 1767225600 udp "
    + (
        b"\0\0\x84\0\0\1\0\1\0\0\0\0"
        b"\3abc\12_domainkey\12anycompany\3com\0\0\5\0\1"
        b"\xc0\x0c\0\5\0\1\0\0\1\x2c\0\x18"
        b"\3abc\4dkim\11amazonses\3com\0"
    ).hex()
    + "\n"
)

MESON = """project('consumer', 'c')
parts = [dependency('libsesdomain')]
args = []
if HAS_DNS
  parts += dependency('libsesdomain-dns')
  args += '-DWITH_DNS'
endif
executable('consumer', 'consumer.c', dependencies: parts, c_args: args)
"""


class Consumers(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.at = Path(directory.name)
        (self.at / "recording").write_text(EXISTS)

    def check(self, program, dns=False, **environment):
        options = {"env": {**os.environ, **environment}, "cwd": self.at}
        self.assertEqual(run(program, **options), ZONE)
        if dns:
            # all is there: the change is nothing
            self.assertNotIn("+", run(program, "recording", **options))


class Installed(Consumers):
    @classmethod
    def setUpClass(cls):
        cls.directory = tempfile.TemporaryDirectory()
        top = Path(cls.directory.name)
        cls.shared = top / "shared"
        build = top / "build"
        run(
            "meson", "setup", build, SOURCE, "--prefix", cls.shared,
            "--libdir", "lib", "-Ddefault_library=both", "-Dtests=disabled",
            "-Dexamples=disabled", "-Dauto_features=enabled", "--werror",
        )  # fmt: skip
        run("meson", "install", "-C", build, "--quiet")
        # who has no shared library links the static one
        cls.static = top / "static"
        shutil.copytree(cls.shared, cls.static, symlinks=True)
        for path in (cls.static / "lib").glob("*.so*"):
            path.unlink()
        for path in (cls.static / "lib/pkgconfig").glob("*.pc"):
            text = path.read_text()
            path.write_text(text.replace(str(cls.shared), str(cls.static)))

    @classmethod
    def tearDownClass(cls):
        cls.directory.cleanup()

    def build(self, prefix, package, *options):
        """Build the program with what pkg-config says; the command."""
        flags = run(
            "pkg-config", "--cflags", "--libs", *options, package,
            env={**os.environ, "PKG_CONFIG_PATH": f"{prefix}/lib/pkgconfig"},
        ).split()  # fmt: skip
        dns = ["-DWITH_DNS"] if package.endswith("dns") else []
        run("gcc", *STRICT, *dns, PROGRAM, "-o", self.at / "program", *flags)
        return self.at / "program"

    def test_what_is_installed(self):
        names = {
            path.relative_to(self.shared).as_posix()
            for path in self.shared.rglob("*")
            if not path.is_dir()
        }
        expected = {
            f"include/{name[3:]}.h" for name in ("libsesdomain",
                                                 "libsesdomain-dns")
        }  # fmt: skip
        for name in ("libsesdomain", "libsesdomain-dns"):
            expected |= {f"lib/{name}.a", f"lib/pkgconfig/{name}.pc"}
            expected |= {f"lib/{name}.so", f"lib/{name}.so.0"}
            real = (self.shared / f"lib/{name}.so.0").resolve().name
            expected.add(f"lib/{real}")
        self.assertEqual(names, expected)

    def test_shared(self):
        library = {"LD_LIBRARY_PATH": f"{self.shared}/lib"}
        program = self.build(self.shared, "libsesdomain")
        self.assertIn("libsesdomain.so.0", run("readelf", "-d", program))
        self.check(program, **library)
        program = self.build(self.shared, "libsesdomain-dns")
        self.assertIn("libsesdomain-dns.so.0", run("readelf", "-d", program))
        self.check(program, dns=True, **library)

    @unittest.skipUnless(
        Path("/usr/include/unistr.h").exists(), "needs libunistring-dev"
    )
    def test_static(self):
        for package in ("libsesdomain", "libsesdomain-dns"):
            with self.subTest(package):
                program = self.build(self.static, package, "--static")
                self.assertNotIn("sesdomain", run("readelf", "-d", program))
                self.check(program, dns=package.endswith("dns"))

    def test_its_version(self):
        said = run(
            "pkg-config", "--modversion", "libsesdomain", "libsesdomain-dns",
            env={**os.environ,
                 "PKG_CONFIG_PATH": f"{self.shared}/lib/pkgconfig"},
        ).split()  # fmt: skip
        header = (SOURCE / "meson.build").read_text()
        self.assertEqual(len(set(said)), 1)
        self.assertIn(f"version: '{said[0]}'", header)


class Subproject(Consumers):
    """Without a wrap file: the directory has the name of the dependency."""

    def build(self, *options, dns):
        (self.at / "subprojects").mkdir()
        (self.at / "subprojects/libsesdomain").symlink_to(SOURCE)
        shutil.copy(PROGRAM, self.at)
        word = "true" if dns else "false"
        (self.at / "meson.build").write_text(MESON.replace("HAS_DNS", word))
        run(
            "meson", "setup", "build", "--buildtype=plain", "--werror",
            *options, cwd=self.at,
        )  # fmt: skip
        run("ninja", "-C", "build", cwd=self.at)
        built = {path.name for path in (self.at / "build").rglob("*")}
        self.assertNotIn("sesdomain-plan", built)  # nor its tests
        self.assertFalse([name for name in built if name.startswith("test-")])
        self.check(self.at / "build/consumer", dns)

    def test_shared(self):
        self.build(dns=True)

    def test_static(self):
        self.build("--default-library=static", dns=True)

    def test_without_idn(self):
        self.build(
            "-Dlibsesdomain:idn=disabled",
            "-Dlibsesdomain:dns=disabled",
            dns=False,
        )


class Copied(Consumers):
    """Into another tree, by a C11 compiler that is told nothing."""

    def setUp(self):
        super().setUp()
        shutil.copytree(SOURCE / "include", self.at / "include")
        shutil.copytree(
            SOURCE / "lib",
            self.at / "lib",
            ignore=shutil.ignore_patterns("dns", "meson.build", "*.map"),
        )

    def build(self, compiler):
        sources = sorted((self.at / "lib").glob("*/*.c"))
        run(
            compiler, *STRICT, "-Iinclude", *sources, PROGRAM,
            "-o", "program", cwd=self.at,
        )  # fmt: skip
        self.check(self.at / "program")

    def test_gcc(self):
        self.build("gcc")

    def test_clang(self):
        self.build("clang")


if __name__ == "__main__":
    unittest.main()
