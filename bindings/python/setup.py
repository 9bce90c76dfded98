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
FLAGS = "-shared -std=c11 -O2 -fvisibility=hidden -Icsrc/include".split()


class Build(build_py):
    def run(self):
        super().run()
        system = PLATFORM.replace("_", "-").split("-")[0]
        target = Path(self.build_lib, "sesdomain",
                      NAMES.get(system, "libsesdomain.so")).absolute()
        if not SOURCES.exists():
            return
        if not PLATFORM.startswith("win"):
            FLAGS.append("-fPIC")
        listed = Path("csrc/lib/sources.txt").read_text().split()
        subprocess.run(
            [*shlex.split(os.environ.get("CC") or "cc"), *FLAGS,
             *(f"csrc/{name}" for name in listed), "-o", str(target)],
            check=True, stdout=sys.stderr)
        for extra in target.parent.glob("*.lib"):  # of the linker, on Windows
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
