# SPDX-License-Identifier: MIT
"""Build the library into the package if its sources are in csrc/.

They do in a source distribution and where wheels.py builds wheels, and not in
the checkout, from where the package uses an installed library. CC is the
compiler, PLATFORM the platform in the wheel's name if it differs.
"""

import os
import shlex
import subprocess
import sys
import sysconfig
from pathlib import Path

from setuptools import Distribution, setup
from setuptools.command.build_py import build_py
from wheel.bdist_wheel import bdist_wheel

SOURCES = Path("csrc")
PLATFORM = os.environ.get("PLATFORM") or sysconfig.get_platform()
NAMES = {"win": "sesdomain.dll", "macosx": "libsesdomain.dylib"}
SYSTEM = PLATFORM.replace("_", "-").split("-")[0]
FLAGS = """-std=c11 -O2 -fvisibility=hidden -D_FILE_OFFSET_BITS=64
  -DSESDOMAIN_IDN -DIDN2_STATIC -Icsrc/include -Icsrc/idn2 -Icsrc/idn2/lib
  -Icsrc/idn2/unistring""".split()
# How the library is linked, and how a program finds it beside itself.
LIBRARY, PROGRAM = {
    "win": ([], []),
    "macosx": (["-fPIC", "-Wl,-install_name,@rpath/libsesdomain.dylib"],
               ["-Wl,-rpath,@loader_path"]),
}.get(SYSTEM, (["-fPIC", "-Wl,-soname,libsesdomain.so"],
               ["-Wl,-rpath,$ORIGIN"]))


def compile(sources, target, *options):
    subprocess.run(
        [*shlex.split(os.environ.get("CC") or "cc"), *FLAGS, *sources,
         *options, "-o", str(target)], check=True, stdout=sys.stderr)


class Build(build_py):
    def run(self):
        super().run()
        if not SOURCES.exists():
            return
        at = Path(self.build_lib, "sesdomain").absolute()
        listed = Path("csrc/lib/sources.txt").read_text().split()
        idn2 = [path for path in map(str, SOURCES.glob("idn2/**/*.c"))
                if not path.endswith("_data.c")]  # which others include
        compile([*(f"csrc/{name}" for name in listed), *sorted(idn2)],
                at / NAMES.get(SYSTEM, "libsesdomain.so"),
                "-shared", *LIBRARY)
        program = "sesdomain-bulk.exe" if SYSTEM == "win" else "sesdomain-bulk"
        compile(sorted(map(str, SOURCES.glob("examples/*.c"))), at / program,
                "-pthread", f"-L{at}", "-lsesdomain", *PROGRAM)
        for extra in *at.glob("*.lib"), *at.glob("*.pdb"):  # of the linker
            extra.unlink()


class Package(Distribution):
    def has_ext_modules(self):
        return SOURCES.exists()


class Wheel(bdist_wheel):
    def get_tag(self):
        if self.root_is_pure:
            return super().get_tag()
        return "py3", "none", PLATFORM.replace("-", "_").replace(".", "_")


setup(distclass=Package,
      cmdclass={"build_py": Build, "bdist_wheel": Wheel})
