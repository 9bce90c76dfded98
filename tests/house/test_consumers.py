# SPDX-License-Identifier: MIT
"""Test that other projects can use the library: installed, as a subproject,
and copied."""

import os
import shutil
import tempfile
import unittest
from pathlib import Path

from house import SOURCE, run

PROGRAM = SOURCE / "tests/house/consumer.c"
STRICT = ["-std=c11", "-pedantic", "-Wall", "-Wextra", "-Werror"]
ZONE = (
    "; The existing records are not known: add a record only where the name "
    "has none\n"
    "; of its type, or give the zone and plan again.\n"
    "; dkim: 1/us-east-1\n"
    "abc._domainkey.anycompany.com.\t1800\tIN\tCNAME\t"
    "abc.dkim.amazonses.com.\n"
)
# a recorded answer with the CNAME that the plan would add
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


CMAKE = """cmake_minimum_required(VERSION 3.21)
project(consumer C)
find_package(sesdomain CONFIG REQUIRED COMPONENTS)
add_executable(program ${PROGRAM})
target_link_libraries(program sesdomain::sesdomain)
"""
# lib/sources.txt lists the sources for projects that copy them.
CMAKE_COPIED = """cmake_minimum_required(VERSION 3.21)
project(consumer C)
file(STRINGS lib/sources.txt SOURCES)
add_executable(program ${PROGRAM} ${SOURCES})
target_include_directories(program PRIVATE include)
"""
PROGRAMS = ["bulk", "check", "plan"]
PAGES = ["man5/sesdomain-setup.5"] + [f"man3/sesdomain{topic}.3" for topic in (
    "", "-dns", "_catalogue", "_dns_answers", "_dns_client", "_dns_lookup",
    "_dns_recordings", "_dns_words", "_dns_zones", "_documents", "_existing",
    "_findings", "_instances", "_output", "_plan", "_questions", "_recordsets",
    "_settings", "_tables")]


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
            # the record exists, so there is no change
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
            "-Dprograms=enabled", "-Dauto_features=enabled", "--werror",
        )  # fmt: skip
        run("meson", "install", "-C", build, "--quiet")
        # a consumer without the shared library links the static one
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
        """Build the program with the flags of pkg-config and return the
        command."""
        flags = run(
            "pkg-config", "--cflags", "--libs", *options, package,
            env={**os.environ, "PKG_CONFIG_PATH": f"{prefix}/lib/pkgconfig"},
        ).split()  # fmt: skip
        dns = ["-DWITH_DNS"] if package.endswith("dns") else []
        run("gcc", *STRICT, *dns, PROGRAM, "-o", self.at / "program", *flags)
        return self.at / "program"

    def test_installed_files(self):
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
        expected |= {f"lib/cmake/sesdomain/sesdomain-config{end}.cmake"
                     for end in ("", "-version")}
        expected |= {f"bin/sesdomain-{name}" for name in PROGRAMS}
        expected |= {f"share/man/man1/sesdomain-{name}.1" for name in PROGRAMS}
        expected |= {f"share/man/{page}" for page in PAGES}
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

    def cmake(self, prefix, *components):
        """Build the program with find_package()."""
        text = CMAKE.replace("COMPONENTS", " ".join(components))
        if components:
            text = text.replace("sesdomain::sesdomain)",
                                "sesdomain::sesdomain-dns)\n"
                                "add_definitions(-DWITH_DNS)")
        (self.at / "CMakeLists.txt").write_text(text)
        run("cmake", f"-DCMAKE_PREFIX_PATH={prefix}", "-DCMAKE_C_FLAGS=-Wall",
            f"-DPROGRAM={PROGRAM}", "-S", self.at, "-B", self.at / "cmake")
        run("cmake", "--build", self.at / "cmake")
        return self.at / "cmake/program"

    def test_cmake(self):
        """Use the package config: relocated, shared and static, with and
        without the companion."""
        for prefix in (self.shared, self.static):
            moved = self.at / prefix.name
            shutil.copytree(prefix, moved, symlinks=True)
            for components in ((), ("COMPONENTS", "dns")):
                with self.subTest(prefix.name, components=components):
                    shutil.rmtree(self.at / "cmake", ignore_errors=True)
                    program = self.cmake(moved, *components)
                    needs = run("readelf", "-d", program)
                    self.assertEqual("libsesdomain.so.0" in needs,
                                     prefix == self.shared)
                    self.check(program, dns=bool(components))

    def test_cmake_refuses(self):
        """An unavailable version and an unknown component are errors."""
        for words in ("99", "COMPONENTS nothing"):
            with self.subTest(words):
                with self.assertRaises(AssertionError):
                    self.cmake(self.shared, words)

    def test_cmake_and_pkg_config(self):
        text = CMAKE.replace("find_package(sesdomain CONFIG REQUIRED COMPONENTS)",
            "find_package(PkgConfig REQUIRED)\n"
            "pkg_check_modules(SES REQUIRED IMPORTED_TARGET libsesdomain)")
        (self.at / "CMakeLists.txt").write_text(
            text.replace("sesdomain::sesdomain)", "PkgConfig::SES)"))
        run("cmake", f"-DCMAKE_PREFIX_PATH={self.shared}",
            f"-DPROGRAM={PROGRAM}", "-S", self.at, "-B", self.at / "cmake")
        run("cmake", "--build", self.at / "cmake")
        self.check(self.at / "cmake/program")

    def test_programs(self):
        library = {"LD_LIBRARY_PATH": f"{self.shared}/lib"}
        for name in PROGRAMS:
            said = run(self.shared / f"bin/sesdomain-{name}", "--version",
                       env={**os.environ, **library})
            self.assertRegex(said, rf"^sesdomain-{name} \d+\.\d+\.\d+\n$")

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
    """A subproject without a wrap file: the directory has the dependency's
    name."""

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
        self.assertNotIn("sesdomain-plan", built)  # and not its tests
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
    """A copy in another tree, compiled as C11 with the strictest warnings, and
    by gcc with link-time optimisation."""

    def setUp(self):
        super().setUp()
        shutil.copytree(SOURCE / "include", self.at / "include")
        shutil.copytree(
            SOURCE / "lib",
            self.at / "lib",
            ignore=shutil.ignore_patterns("dns", "meson.build", "*.map"),
        )

    def test_gcc(self):
        run("gcc", *STRICT, "-Wconversion", "-O1", "-flto=2", "-Iinclude",
            "@lib/sources.txt", PROGRAM, "-o", "program", cwd=self.at)
        self.check(self.at / "program")

    def test_clang_and_cmake(self):
        (self.at / "CMakeLists.txt").write_text(CMAKE_COPIED)
        run("cmake", f"-DPROGRAM={PROGRAM}", "-DCMAKE_C_COMPILER=clang",
            f"-DCMAKE_C_FLAGS={' '.join(STRICT)} -Wconversion", "-S", ".", "-B", "cmake",
            cwd=self.at)
        run("cmake", "--build", "cmake", "-j2", cwd=self.at)
        self.check(self.at / "cmake/program")


if __name__ == "__main__":
    unittest.main()
