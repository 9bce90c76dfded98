# SPDX-License-Identifier: MIT
"""Write the SHA-256 of each package of requirements.txt beside its version.

Run it after a version has been changed; it asks PyPI. The files of the Python
of Debian 12 and of Debian 13 are listed; pip refuses all others.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

FILE = pathlib.Path(__file__).with_name("requirements.txt")
PYTHONS = ["3.11", "3.13"]


def files(requirements, *options):
    """Return the name and the SHA-256 of each file that pip would install."""
    with tempfile.TemporaryDirectory() as directory:
        report = pathlib.Path(directory) / "report.json"
        subprocess.run(
            [sys.executable, "-m", "pip", "install", "--quiet",
             "--disable-pip-version-check", "--dry-run", "--ignore-installed",
             "--no-deps", f"--target={directory}", f"--report={report}",
             *options, *requirements], check=True)
        installed = json.loads(report.read_text("utf-8"))["install"]
    return [(normalised(package["metadata"]["name"]),
             package["download_info"]["archive_info"]["hashes"]["sha256"])
            for package in installed]


def normalised(name):
    return re.sub("[-_.]+", "-", name).lower()


def main():
    lines = FILE.read_text("utf-8").replace(" \\\n", " ").splitlines()
    pinned = [line.split()[0] for line in lines if "==" in line]
    source = {name for line in lines if line.startswith("--no-binary")
              for name in line.split()[1].split(",")}
    wheels = [p for p in pinned if p.partition("==")[0] not in source]
    found = [(name, digest) for python in PYTHONS
             for name, digest in files(wheels, "--only-binary=:all:",
                                       f"--python-version={python}")]
    found += files([p for p in pinned if p not in wheels],
                   "--no-binary=:all:")
    with FILE.open("w", encoding="utf-8") as out:
        for line in lines:
            if "==" not in line:
                print(line, file=out)
                continue
            version = line.split()[0]
            name = normalised(version.partition("==")[0])
            digests = sorted({d for n, d in found if n == name})
            print(version, *(f"--hash=sha256:{d}" for d in digests),
                  sep=" \\\n    ", file=out)


if __name__ == "__main__":
    main()
