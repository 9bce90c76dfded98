#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Build the source distribution and wheels with the library inside.

wheels.py DIRECTORY [PLATFORM...] writes them into DIRECTORY: for all platforms,
or those named, or "sdist". Needs setuptools and wheel, and ziglang of PyPI,
whose C compiler builds for each of them on any machine.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
TOP = HERE.parents[1]

# The platform in the wheel's name: the target of zig.
PLATFORMS = {
    "manylinux_2_17_x86_64": "x86_64-linux-gnu.2.17",
    "manylinux_2_17_aarch64": "aarch64-linux-gnu.2.17",
    "musllinux_1_1_x86_64": "x86_64-linux-musl",
    "musllinux_1_1_aarch64": "aarch64-linux-musl",
    "macosx_11_0_x86_64": "x86_64-macos.11.0",
    "macosx_11_0_arm64": "aarch64-macos.11.0",
    "win_amd64": "x86_64-windows-gnu",
    "win_arm64": "aarch64-windows-gnu",
}


def tree(at):
    """Copy the package, with the sources of the library and its licence."""
    shutil.copytree(HERE, at, ignore=shutil.ignore_patterns(
        "__pycache__", "build", "*.egg-info", "csrc"))
    shutil.copytree(TOP / "include", at / "csrc/include")
    shutil.copytree(TOP / "lib", at / "csrc/lib",
                    ignore=shutil.ignore_patterns("dns", "*.in", "*.build"))
    shutil.copy(TOP / "COPYING", at / "COPYING")


def build(at, command, out, **environment):
    subprocess.run(
        [sys.executable, "setup.py", "--quiet", command, "--dist-dir", out],
        cwd=at, check=True, env={**os.environ, **environment})
    shutil.rmtree(at / "build", ignore_errors=True)


def main():
    out = Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory() as directory:
        at = Path(directory, "sesdomain")
        tree(at)
        for platform in sys.argv[2:] or ["sdist", *PLATFORMS]:
            if platform == "sdist":
                build(at, "sdist", out)
                continue
            zig = f"{sys.executable} -m ziglang cc -s -target "
            build(at, "bdist_wheel", out, CC=zig + PLATFORMS[platform],
                  PLATFORM=platform)


if __name__ == "__main__":
    main()
