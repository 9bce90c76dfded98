# SPDX-License-Identifier: MIT
"""The README in a bare Debian, word for word, with no path set for it: its
quickstart, its install line, and its programs in C and Python; then, without
what that installed, the Debian packages, CMake, the wheel, and the Go module.

debootstrap makes the bare system from Debian's mirror, below the build
directory; it is removed at the end. debootstrap takes a minute, the whole test
about five. The test runs only as root and with CONFORMANCE=1.
BARE_ROOT selects a release other than Debian 12, such as trixie.
"""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ["SESDOMAIN_SOURCE"])
BUILD = pathlib.Path(os.environ["SESDOMAIN_BUILD"])
sys.path.insert(0, str(SOURCE / "tests/python"))

import documents  # noqa: E402
from test_go import toolchain  # noqa: E402

VENV = pathlib.Path(os.environ.get("SESDOMAIN_VENV", "venv"))
RELEASE = os.environ.get("BARE_ROOT", "bookworm")
PATIENCE = 420  # seconds for a single command
HERE = "root/libsesdomain"
CMAKE = """cmake_minimum_required(VERSION 3.21)
project(plan C)
find_package(sesdomain CONFIG REQUIRED)
add_executable(plan ../plan.c)
target_link_libraries(plan sesdomain::sesdomain)
"""
# a PID namespace, so that background processes end with the command
NAMESPACE = ["unshare", "--mount", "--pid", "--fork", "--kill-child"]
ENVIRONMENT = {
    "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME": "/root",
    **{k: v for k, v in os.environ.items() if k.endswith("_proxy")}}


def packages(name):
    """Return the names in a list of packages, as words."""
    lines = (SOURCE / "examples" / name).read_text().splitlines()
    return " ".join(line.split()[0] for line in lines
                    if line and not line.startswith("#"))


def copy(directory):
    """Copy the checkout, with nothing built."""
    shutil.copytree(SOURCE, directory, ignore=shutil.ignore_patterns(
        "build*", ".git", "__pycache__", "subprojects"))


@unittest.skipUnless(os.environ.get("CONFORMANCE") == "1", "CONFORMANCE=1")
@unittest.skipUnless(os.geteuid() == 0, "needs root")
class Readme(unittest.TestCase):
    def setUp(self):
        place = tempfile.TemporaryDirectory(prefix="bare-root-", dir=BUILD)
        self.addCleanup(place.cleanup)
        self.root = pathlib.Path(place.name, "root")
        self.run_command("debootstrap", "--variant=minbase", RELEASE,
                         self.root)
        copy(self.root / HERE)
        self.blocks = documents.blocks(SOURCE / "README.md")

    def run_command(self, *command):
        """Run a command that must succeed and return its standard output."""
        done = subprocess.run([*NAMESPACE, *command], check=False, text=True,
                              stdin=subprocess.DEVNULL, env=ENVIRONMENT,
                              capture_output=True, timeout=PATIENCE)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        self.errors = done.stderr
        return done.stdout

    def inside(self, text, place=HERE, user="root"):
        """Run a shell script in the bare system and return its standard
        output."""
        return self.run_command(
            f"--mount-proc={self.root}/proc", "chroot", f"--userspec={user}",
            self.root, "sh", "-eu", "-c", f"cd /{place}\n{text}")

    def block(self, start, language="sh"):
        """Return the block of the README that begins with a text."""
        found = [block for block in self.blocks
                 if block.language == language and
                 block.text.startswith(start)]
        self.assertEqual(len(found), 1, start)
        return found[0]

    def check(self, block, printed):
        """Check that the output of a block is what the README shows after
        it."""
        shown = next(b for b in self.blocks if b.after is block)
        self.assertTrue(documents.is_like(printed, shown.text), printed)

    def put(self, name, text):
        (self.root / HERE / name).write_text(text)

    def test_every_way(self):
        self.word_for_word()
        self.inside("xargs rm -f < build/meson-logs/install-log.txt || :\n"
                    "ldconfig")
        self.packages()
        self.wheel()
        self.go()

    def word_for_word(self):
        quickstart = self.block("sh examples/quickstart.sh")
        self.check(quickstart, self.inside(quickstart.text))

        for name in "plan.c", "plan.py":
            program = next(b for b in self.blocks if b.name == name)
            self.put(name, program.text)
        for start in "meson install", "cc -std=c11":
            printed = self.inside(self.block(start).text)
            self.check(self.block("meson install"), printed)
        shutil.copy(SOURCE / "examples/data/cross-region/setup.json",
                    self.root / HERE)
        printed = self.inside(self.block("PYTHONPATH=").text)
        self.assertIn("_dmarc.anycompany.com TXT", printed)

        # as an unprivileged user, without the optional libraries
        self.inside(
            "apt-get remove -y " + packages("packages.optional"))
        copy(self.root / "tmp/copy")
        self.inside("chown -R nobody /tmp/copy")
        self.check(quickstart, self.inside(quickstart.text, "tmp/copy",
                                           user="nobody:nogroup"))
        self.assertIn("without what is optional", self.errors)

    def packages(self):
        """The Debian packages, built, installed by apt, and used by the
        compiler, CMake and Python."""
        self.inside("""
            cp -r doc/packaging/debian debian
            apt-get install -y --no-install-recommends build-essential cmake
            apt-get build-dep -y ./
            dpkg-buildpackage -us -uc -b
            apt-get install -y --no-install-recommends $(ls ../*.deb |
              grep -v dbgsym)""")
        shown = self.block("meson install")
        self.check(shown, self.inside(
            "cc -o plan plan.c $(pkg-config --cflags --libs libsesdomain) &&"
            " ./plan"))
        self.put("CMakeLists.txt", CMAKE)
        self.check(shown, self.inside("""
            mkdir cmake && mv CMakeLists.txt cmake
            cmake -S cmake -B cmake/build >&2 && cmake --build cmake/build >&2
            cmake/build/plan"""))
        self.assertIn("_dmarc.anycompany.com TXT",
                      self.inside("/usr/bin/python3 plan.py"))
        self.assertIn("_dmarc.anycompany.com",
                      self.inside("sesdomain-plan -f zone setup.json"))

    def wheel(self):
        """Without the library of the system."""
        self.inside("apt-get install -y --no-install-recommends python3-venv\n"
                    "apt-get remove -y python3-sesdomain sesdomain-tools")
        self.run_command(VENV / "bin/python",
                         SOURCE / "bindings/python/wheels.py",
                         self.root / HERE / "wheels", "manylinux_2_17_x86_64")
        self.assertIn("_dmarc.anycompany.com TXT", self.inside("""
            python3 -m venv v && v/bin/pip install -q --no-index wheels/*.whl
            v/bin/python plan.py"""))
        self.assertIn('"domain": "anycompany.com"', self.inside(
            "tr -d '\\n' < setup.json | v/bin/python -m sesdomain bulk"))

    def go(self):
        """The block of the README; Debian 12 has no Go that is new enough, so
        that of this machine is used."""
        self.put("plan.go", next(b for b in self.blocks
                                 if b.name == "plan.go").text)
        goroot = subprocess.run(
            ["go", "env", "GOROOT"], capture_output=True, text=True,
            env={**os.environ, "GOTOOLCHAIN": "local",
                 "PATH": f"{toolchain()}:{os.environ['PATH']}"},
            check=True).stdout.strip()
        shutil.copytree(goroot, self.root / "usr/local/go", symlinks=True)
        block = self.block("go mod init").text
        self.assertIn("_dmarc.anycompany.com.", self.inside(
            "PATH=$PATH:/usr/local/go/bin\n" + block))


if __name__ == "__main__":
    unittest.main()
