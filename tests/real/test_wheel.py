# SPDX-License-Identifier: MIT
"""Test the wheels with the library inside, and the source distribution: built
by their script, installed without a compiler or a network, and used; those for
other machines under qemu-user and wine."""
import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest
import zipfile

import machines

SOURCE = pathlib.Path(os.environ["SESDOMAIN_SOURCE"])
VENV = pathlib.Path(os.environ.get("SESDOMAIN_VENV", "venv"))
PLATFORM = "manylinux_2_17_x86_64"
PROGRAM = """
import copy, dataclasses, pickle, sys
import sesdomain
domain = sesdomain.Domain("anycompany.com")
domain.add_instance("1", "us-east-1", dkim_tokens=["a"])
plan = domain.plan()
for part in plan.recordsets, plan.findings, plan.instances:
    assert pickle.loads(pickle.dumps(part)) == part == copy.deepcopy(part)
assert dataclasses.asdict(plan.instances[0])["readiness"]["dkim"]
print(plan.text("zone"), end="")
"""
INSTALLED = """
assert sesdomain.__file__.startswith(sys.prefix), sesdomain.__file__
"""
# names with U-labels, some of them not allowed
NAMES = ("bücher.example", "straße.example", "ЯНДЕКС.рф", "日本語.jp",
         "مثال.example", "नी\u200dऐ.example", "☃.example", "ﬁ.example",
         "\u0301a.example", "אa.example", "xn--bcher-kva.example")
NOTE = """\
; The existing records are not known: add a record only where the name has none
; of its type, or give the zone and plan again.
"""
ZONE = NOTE + (
    "; dkim: 1/us-east-1\na._domainkey.anycompany.com.\t1800\tIN\tCNAME\t"
    "a.dkim.amazonses.com.\n")


def many():
    """Return an input of sesdomain-bulk."""
    lines = [json.loads(path.read_text())
             for path in sorted(SOURCE.glob("examples/data/*/setup.json"))]
    lines += [{"domain": name} for name in NAMES]
    return "".join(json.dumps(line) + "\n" for line in lines)


def pythons():
    """Return the Pythons of this machine, from 3.9 on."""
    found = {}
    places = [*pathlib.Path.home().glob(".pyenv/versions/*/bin/python3"),
              pathlib.Path("/usr/bin/python3")]
    for path in places:
        if path.exists():
            done = subprocess.run([path, "-c", "import sys, venv, ensurepip;"
                                   "print('%d.%d' % sys.version_info[:2])"],
                                  capture_output=True, text=True)
            if done.returncode == 0:
                version = tuple(map(int, done.stdout.split(".")))
                if version >= (3, 9):
                    found[version] = path
    return found


class Built(unittest.TestCase):
    """Some of what the script builds."""
    WHAT = ()

    @classmethod
    def setUpClass(cls):
        place = tempfile.TemporaryDirectory()
        cls.addClassCleanup(place.cleanup)
        cls.at = pathlib.Path(place.name)
        (cls.at / "many").write_text(many())
        cls.run_command(VENV / "bin/python",
                        SOURCE / "bindings/python/wheels.py", cls.at / "dist",
                        *cls.WHAT)
        cls.wheels = {path.stem.split("-", 4)[4]: path
                      for path in (cls.at / "dist").glob("*.whl")}

    @classmethod
    def run_command(cls, *command, fails=0, **environment):
        drop = ("PYTHONPATH", "LIBSESDOMAIN", "LD_LIBRARY_PATH")
        kept = {k: v for k, v in os.environ.items() if k not in drop}
        done = subprocess.run(command, cwd=cls.at, text=True, timeout=1500,
                              env={**kept, **environment},
                              stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode != fails:
            raise AssertionError(f"{command}: {done.stdout}")
        return done.stdout

    def check_bulk(self, *program, **environment):
        """Check that the program has the output of that of this build, which
        uses Debian's libidn2."""
        words = ["-q", "-f", "zone", "--output"]
        self.run_command(os.environ["SESDOMAIN_BULK"], *words, "right", "many",
                         fails=1)
        right, got = self.at / "right", self.at / "got"
        for more in "--jobs=2", "--resume":
            self.run_command(*program, more, *words, "got", "many", fails=1,
                             **environment)
            self.assertEqual(got.read_bytes(), right.read_bytes())
            got.write_bytes(right.read_bytes()[:right.stat().st_size // 2])
        got.unlink()


@unittest.skipUnless(os.environ.get("CONFORMANCE") == "1", "CONFORMANCE=1")
class Wheel(Built):
    WHAT = ("sdist", PLATFORM)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wheel, = cls.wheels.values()
        cls.sdist, = (cls.at / "dist").glob("*.tar.gz")

    def install(self, python, what, *options):
        venv = pathlib.Path(tempfile.mkdtemp(dir=self.at))
        self.run_command(python, "-m", "venv", *options, venv)
        self.run_command(venv / "bin/python", "-m", "pip", "install", "-q",
                         "--no-index", "--no-build-isolation",
                         "--disable-pip-version-check", what)
        return venv / "bin/python"

    def test_in_bare_venvs(self):
        versions = pythons()
        self.assertTrue(versions)
        for version, path in versions.items():
            with self.subTest(str(version)):
                python = self.install(path, self.wheel)
                said = self.run_command(python, "-c", PROGRAM + INSTALLED,
                                        PATH="/nowhere")
                self.assertEqual(said, ZONE)
        self.check_bulk(python, "-m", "sesdomain", "bulk", PATH="/nowhere")
        said = self.run_command(python, "-m", "sesdomain", "check", "many",
                                PATH="/nowhere", fails=2)
        self.assertIn("sesdomain-check is not installed: install ", said)
        self.assertEqual(said.count("\n"), 1)

    def test_source_distribution(self):
        """The library is built by this machine's compiler."""
        python = self.install("/usr/bin/python3", self.sdist,
                              "--system-site-packages")
        self.assertEqual(self.run_command(python, "-c", PROGRAM + INSTALLED),
                         ZONE)
        self.check_bulk(python, "-m", "sesdomain", "bulk")

    def test_what_is_inside(self):
        self.assertTrue(self.wheel.name.endswith(f"py3-none-{PLATFORM}.whl"))
        self.assertLess(self.wheel.stat().st_size, 450_000)
        with zipfile.ZipFile(self.wheel) as packed:
            names = packed.namelist()
            packed.extract("sesdomain/libsesdomain.so", self.at)
        self.assertLessEqual(
            {"COPYING", "COPYING.libidn2", "COPYING.libidn2.LESSERv3",
             "COPYING.libidn2.unicode", "COPYING.libidn2.v2"},
            {name.split("/")[-1] for name in names})
        library = self.at / "sesdomain/libsesdomain.so"
        said = self.run_command("readelf", "--dyn-syms", "-dW", library)
        needed = re.findall(r"Shared library: \[(.*)\]", said)
        self.assertLessEqual(set(needed), {"libc.so.6"})
        versions = {tuple(map(int, v.split(".")))
                    for v in re.findall(r"GLIBC_([\d.]+)", said)}
        self.assertLessEqual(max(versions), (2, 17))
        exported = set(re.findall(r"GLOBAL DEFAULT +\d+ (\w+)", said))
        declared = (SOURCE / "lib/libsesdomain.map").read_text()
        for name in re.findall(r"^    (\w+);$", declared, re.M):
            self.assertIn(name, exported)

    def test_out_of_a_zip(self):
        done = subprocess.run(
            ["/usr/bin/python3", "-c", "import sesdomain"], text=True,
            capture_output=True, env={"PYTHONPATH": str(self.wheel)})
        self.assertIn("ImportError: a library cannot be loaded out of",
                      done.stderr)


@unittest.skipUnless(os.environ.get("CONFORMANCE") == "1", "CONFORMANCE=1")
class Elsewhere(Built):
    WHAT = ("manylinux_2_17_aarch64", "musllinux_1_1_x86_64", "win_amd64",
            "macosx_11_0_arm64")

    def unpack(self, platform):
        at = self.at / platform
        shutil.unpack_archive(self.wheels[platform], at, "zip")
        for program in (at / "sesdomain").glob("sesdomain-bulk*"):
            program.chmod(0o755)
        return at

    def test_aarch64(self):
        """With Debian's Python for it."""
        at = self.unpack("manylinux_2_17_aarch64")
        version = "python3.%d" % max(
            v for v, p in pythons().items() if p.parts[1] == "usr")[1]
        root = machines.debian(
            "arm64", self.at, f"{version}-minimal", f"lib{version}-minimal",
            f"lib{version}-stdlib", "libc6", "libexpat1", "zlib1g", "libffi8")
        emulated = "qemu-aarch64-static", "-L", root
        said = self.run_command(
            *emulated, root / "usr/bin" / version, "-c", PROGRAM,
            PYTHONPATH=str(at))
        self.assertEqual(said, ZONE)
        self.check_bulk(*emulated, at / "sesdomain/sesdomain-bulk")

    def test_musl(self):
        """Debian has musl, but no Python that uses it: the program does."""
        at = self.unpack("musllinux_1_1_x86_64")
        program = at / "sesdomain/sesdomain-bulk"
        said = self.run_command("readelf", "-lW", program)
        self.assertIn("interpreter: /lib/ld-musl-x86_64.so.1", said)
        self.check_bulk(program)

    def test_windows(self):
        """There is no Python for Windows here: the program uses the library."""
        at = self.unpack("win_amd64")
        run = "wine", at / "sesdomain/sesdomain-bulk.exe", "-q"
        place = machines.wine(self.at)
        self.check_bulk(*run, **place)
        for _ in range(2):
            self.run_command(*run, "--html=page", "--output=out", "many",
                             fails=1, **place)
            self.assertTrue((self.at / "page/index.html").exists())
        (self.at / "own").write_text(many())
        said = self.run_command(*run, "--output=own", "own", fails=2, **place)
        self.assertIn("the output is the input", said)
        self.assertEqual((self.at / "own").read_text(), many())

    def test_macos(self):
        """Nothing runs it here."""
        at = self.unpack("macosx_11_0_arm64")
        for name in "libsesdomain.dylib", "sesdomain-bulk":
            head = (at / "sesdomain" / name).read_bytes()[:4]
            self.assertEqual(head.hex(), "cffaedfe")  # Mach-O, 64 bits


if __name__ == "__main__":
    unittest.main()
