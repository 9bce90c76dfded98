# SPDX-License-Identifier: MIT
"""Test the Go module: generated from lib/, downloaded from a proxy into an
empty GOPATH, vendored, with its three build tags, and as the README shows
it; and the program of examples/feed for miekg/dns."""
import filecmp
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest
import zipfile

SOURCE = pathlib.Path(os.environ["SESDOMAIN_SOURCE"])
BUILD = pathlib.Path(os.environ["SESDOMAIN_BUILD"])
sys.path.insert(0, str(SOURCE / "tests/python"))

import documents  # noqa: E402
import feeding  # noqa: E402

MODULE = SOURCE / "bindings/go"
PATH = "libsesdomain.example/sesdomain"
VERSION = "v0.0.0"
PROGRAM = """package main

import (
	"os"

	"libsesdomain.example/sesdomain"
)

func main() {
	domain, err := sesdomain.New(`{"domain": "a.test", "dmarc": "v=DMARC1; p=none"}`)
	if err != nil {
		panic(err)
	}
	plan, err := domain.Plan()
	if err == nil {
		err = plan.Write(os.Stdout, "zone")
	}
	if err != nil {
		panic(err)
	}
}
"""
NOTE = """\
; The existing records are not known: add a record only where the name has none
; of its type, or give the zone and plan again.
"""
ZONE = NOTE + (
    "; dmarc\n; not beside another DMARC record of this name: look first\n"
    '_dmarc.a.test.\t1800\tIN\tTXT\t"v=DMARC1; p=none"\n')


def toolchain():
    """Return the directory of a Go toolchain that go.sh downloaded, if any."""
    tools = os.environ.get("SESDOMAIN_DNSCONTROL", "")
    return pathlib.Path(tools).parent / "toolchain/go/bin"


ENVIRONMENT = {
    **{k: v for k, v in os.environ.items() if not k.startswith("GO")},
    "PATH": f"{toolchain()}:{os.environ['PATH']}",
    "GOTOOLCHAIN": "local",
    "GOCACHE": str(BUILD / "go-cache"),
}


def go(at, *words, **environment):
    done = subprocess.run(["go", *words], cwd=at, text=True, timeout=600,
                          env={**ENVIRONMENT, **environment},
                          capture_output=True)
    if done.returncode:
        raise AssertionError(f"go {words}:\n{done.stdout}{done.stderr}")
    return done.stdout


@unittest.skipUnless(os.environ.get("CONFORMANCE") == "1", "CONFORMANCE=1")
class Go(unittest.TestCase):
    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.at = pathlib.Path(place.name)

    def proxy(self):
        """Serve the module as the module proxy does; return the address."""
        at = self.at / "proxy" / PATH / "@v"
        at.mkdir(parents=True)
        (at / "list").write_text(VERSION + "\n")
        (at / f"{VERSION}.info").write_text(f'{{"Version": "{VERSION}"}}')
        (at / f"{VERSION}.mod").write_text((MODULE / "go.mod").read_text())
        with zipfile.ZipFile(at / f"{VERSION}.zip", "w") as packed:
            for path in sorted(MODULE.rglob("*")):
                if path.is_file():
                    name = path.relative_to(MODULE).as_posix()
                    packed.write(path, f"{PATH}@{VERSION}/{name}")
        return f"file://{self.at}/proxy"

    def test_got_and_vendored(self):
        """Without a C compiler; the vendored module includes its C sources."""
        place = {"GOPROXY": self.proxy(), "GOSUMDB": "off",
                 "GOPATH": str(self.at / "gopath"),
                 "GOFLAGS": "-modcacherw"}
        consumer = self.at / "consumer"
        consumer.mkdir()
        (consumer / "main.go").write_text(PROGRAM)
        go(consumer, "mod", "init", "consumer", **place)
        go(consumer, "get", f"{PATH}@{VERSION}", **place)
        bare = {**place, "CGO_ENABLED": "0", "CC": "/nowhere/cc"}
        self.assertEqual(go(consumer, "run", ".", **bare), ZONE)
        said = go(consumer, "test", "-v", PATH, **bare)
        self.assertRegex(said, r"compared \d{3}")

        go(consumer, "mod", "vendor", **place)
        said = go(consumer, "run", "-mod=vendor", "-tags=sesdomain_cgo", ".",
                  **{**place, "GOPROXY": "off"})
        self.assertEqual(said, ZONE)

    def test_installed_library(self):
        """With GO_RACE=1, and a minute more, under the race detector."""
        race = ["-race"] if os.environ.get("GO_RACE") == "1" else []
        said = go(MODULE, "test", "-v", *race, "-tags=sesdomain_system", ".",
                  PKG_CONFIG_PATH=str(BUILD / "meson-uninstalled"),
                  LD_LIBRARY_PATH=str(BUILD / "lib"))
        self.assertRegex(said, r"compared \d{3}")

    def test_vet_and_format(self):
        go(MODULE, "vet", "-tags=sesdomain_system", ".",
           PKG_CONFIG_PATH=str(BUILD / "meson-uninstalled"))
        done = subprocess.run(
            ["gofmt", "-l", SOURCE / "examples/feed", *MODULE.glob("*.go"),
             *MODULE.glob("internal/*/lib.go")],
            env=ENVIRONMENT, capture_output=True, text=True)
        self.assertEqual(done.stdout + done.stderr, "")

    def test_generated_files_are_those_of_the_library(self):
        subprocess.run(["sh", MODULE / "generate.sh", self.at / "made"],
                       check=True, env=ENVIRONMENT, timeout=600)
        made = {p.relative_to(self.at / "made")
                for p in (self.at / "made").rglob("*.*")}
        kept = {p.relative_to(MODULE)
                for p in MODULE.glob("internal/clib/*.[ch]")}
        self.assertEqual(made, kept | {pathlib.Path("internal/wasm/core.go")})
        for name in sorted(made):
            with self.subTest(str(name)):
                self.assertTrue(
                    filecmp.cmp(self.at / "made" / name, MODULE / name, False),
                    "sh bindings/go/generate.sh bindings/go writes it anew")

    def test_readme(self):
        path = SOURCE / "README.md"
        self.assertTrue(any(b.language == "go" for b in documents.blocks(path)))
        reader = documents.Reader(self)
        reader.environment["PATH"] = \
            f"{toolchain()}:{reader.environment['PATH']}"
        self.assertGreaterEqual(reader.read(path), 6)


@unittest.skipUnless(os.environ.get("CONFORMANCE") == "1", "CONFORMANCE=1")
class Feed(feeding.Cases, unittest.TestCase):
    """go.sh downloads the modules that its go.sum names."""

    @classmethod
    def setUpClass(cls):
        place = tempfile.TemporaryDirectory()
        cls.addClassCleanup(place.cleanup)
        cls.program = pathlib.Path(place.name, "feed")
        library = {"PKG_CONFIG_PATH": str(BUILD / "meson-uninstalled")}
        at = SOURCE / "examples/feed"
        go(at, "vet", "-mod=readonly", "-tags=sesdomain_system", ".",
           **library)
        go(at, "build", "-mod=readonly", "-tags=sesdomain_system",
           "-o", cls.program, ".", **library)

    def run_program(self, path, address, port):
        done = subprocess.run(
            [self.program, path, address, str(port)], check=False,
            capture_output=True, text=True, timeout=120,
            env={"LD_LIBRARY_PATH": str(BUILD / "lib")})
        self.assertEqual((done.stderr, done.returncode), ("", 0))
        return done.stdout


if __name__ == "__main__":
    unittest.main()
