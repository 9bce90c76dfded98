#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Build the source distribution and wheels with the library inside.

wheels.py DIRECTORY [PLATFORM...] writes them into DIRECTORY: for all platforms,
or those named, or "sdist". Needs setuptools and wheel, and ziglang of PyPI,
whose C compiler builds for each of them on any machine.

They contain libidn2, of whose release idn2/files.txt lists the files. LIBIDN2
names the file of that release; without it, the release is downloaded, from the
mirror of Debian or from GNU.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import urllib.request
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

IDN2 = "2.3.3"
IDN2_SUM = "f3ac987522c00d33d44b323cae424e2cffcb4c63c6aa6cd1376edacbf1c36eb0"


def fetch_idn2(file):
    """Download the release of libidn2."""
    if shutil.which("apt-get"):
        places = subprocess.run(
            ["apt-get", "indextargets", "--format", "$(REPO_URI)"],
            stdout=subprocess.PIPE, text=True, check=True).stdout.split()
        for place in dict.fromkeys(places):
            done = subprocess.run(
                ["/usr/lib/apt/apt-helper", "download-file",
                 f"{place}pool/main/libi/libidn2/libidn2_{IDN2}.orig.tar.gz",
                 file, f"SHA256:{IDN2_SUM}"],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            if done.returncode == 0:
                return
    urllib.request.urlretrieve(
        f"https://ftp.gnu.org/gnu/libidn/libidn2-{IDN2}.tar.gz", file)


def copy_idn2(at):
    """Copy what the library uses of libidn2, and its licences."""
    given = os.environ.get("LIBIDN2")
    file = Path(given) if given else at / "libidn2.tar.gz"
    if not given:
        fetch_idn2(file)
    if hashlib.sha256(file.read_bytes()).hexdigest() != IDN2_SUM:
        sys.exit(f"{file}: this is not libidn2 {IDN2}")
    with tarfile.open(file) as packed:
        for name in (HERE / "idn2/files.txt").read_text().split():
            path = at / "csrc/idn2" / name.replace(".in.h", ".h")
            if name.startswith("COPYING"):
                kind = name[len("COPYING"):].lstrip(".")
                path = at / f"COPYING.libidn2{kind and '.'}{kind}"
            path.parent.mkdir(parents=True, exist_ok=True)
            found = packed.extractfile(f"libidn2-{IDN2}/{name}")
            path.write_bytes(found.read())
    for name in "config.h", "uniconv.h":
        shutil.copy(HERE / "idn2" / name, at / "csrc/idn2")
    if not given:
        file.unlink()


def tree(at):
    """Copy the package, with the sources of the library and of sesdomain-bulk,
    and the licences."""
    shutil.copytree(HERE, at, ignore=shutil.ignore_patterns(
        "__pycache__", "build", "*.egg-info", "csrc", "idn2", "wheels.py"))
    shutil.copytree(TOP / "include", at / "csrc/include")
    shutil.copytree(TOP / "lib", at / "csrc/lib",
                    ignore=shutil.ignore_patterns("dns", "*.in", "*.build"))
    (at / "csrc/examples").mkdir()
    for pattern in "bulk*", "sesdomain-bulk.c", "io.*":
        for path in (TOP / "examples").glob(pattern):
            shutil.copy(path, at / "csrc/examples")
    shutil.copy(TOP / "COPYING", at / "COPYING")
    copy_idn2(at)


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
