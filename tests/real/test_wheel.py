# SPDX-License-Identifier: MIT
"""Test the wheel with the library inside, and the source distribution: built
by their script, installed without a compiler or a network, and used."""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest
import zipfile

SOURCE = pathlib.Path(os.environ["SESDOMAIN_SOURCE"])
VENV = pathlib.Path(os.environ.get("SESDOMAIN_VENV", "venv"))
PLATFORM = "manylinux_2_17_x86_64"
PROGRAM = """
import copy, dataclasses, pickle, sys
import sesdomain
assert sesdomain.__file__.startswith(sys.prefix), sesdomain.__file__
domain = sesdomain.Domain("anycompany.com")
domain.add_instance("1", "us-east-1", dkim_tokens=["a"])
plan = domain.plan()
for part in plan.recordsets, plan.findings, plan.instances:
    assert pickle.loads(pickle.dumps(part)) == part == copy.deepcopy(part)
assert dataclasses.asdict(plan.instances[0])["readiness"]["dkim"]
print(plan.text("zone"), end="")
"""
NOTE = """\
; The existing records are not known: add a record only where the name has none
; of its type, or give the zone and plan again.
"""
ZONE = NOTE + (
    "; dkim: 1/us-east-1\na._domainkey.anycompany.com.\t1800\tIN\tCNAME\t"
    "a.dkim.amazonses.com.\n")


def pythons():
    """Return the oldest and the newest Python of this machine; the source
    distribution is for Debian's."""
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
    kept = {min(found), max(found)} if found else set()
    return {version: found[version] for version in kept}


@unittest.skipUnless(os.environ.get("CONFORMANCE") == "1", "CONFORMANCE=1")
class Wheel(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        place = tempfile.TemporaryDirectory()
        cls.addClassCleanup(place.cleanup)
        cls.at = pathlib.Path(place.name)
        cls.run_command(VENV / "bin/python",
                        SOURCE / "bindings/python/wheels.py", cls.at / "dist",
                        "sdist", PLATFORM)
        cls.wheel, = (cls.at / "dist").glob("*.whl")
        cls.sdist, = (cls.at / "dist").glob("*.tar.gz")

    @classmethod
    def run_command(cls, *command, **environment):
        drop = ("PYTHONPATH", "LIBSESDOMAIN", "LD_LIBRARY_PATH")
        kept = {k: v for k, v in os.environ.items() if k not in drop}
        done = subprocess.run(command, cwd=cls.at, text=True, timeout=500,
                              env={**kept, **environment},
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if done.returncode:
            raise AssertionError(f"{command}: {done.stdout}")
        return done.stdout

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
                said = self.run_command(python, "-c", PROGRAM, PATH="/nowhere")
                self.assertEqual(said, ZONE)

    def test_source_distribution(self):
        """The library is built by this machine's compiler."""
        python = self.install("/usr/bin/python3", self.sdist,
                              "--system-site-packages")
        self.assertEqual(self.run_command(python, "-c", PROGRAM), ZONE)

    def test_what_is_inside(self):
        self.assertTrue(self.wheel.name.endswith(f"py3-none-{PLATFORM}.whl"))
        self.assertLess(self.wheel.stat().st_size, 400_000)
        with zipfile.ZipFile(self.wheel) as packed:
            names = packed.namelist()
            packed.extract("sesdomain/libsesdomain.so", self.at)
        self.assertTrue([n for n in names if n.endswith("/COPYING")], names)
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


if __name__ == "__main__":
    unittest.main()
