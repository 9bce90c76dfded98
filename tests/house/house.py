# SPDX-License-Identifier: MIT
"""Common parts of these tests: the paths of files, and how to run commands."""

import os
import re
import subprocess
from pathlib import Path

SOURCE = Path(os.environ["SESDOMAIN_SOURCE"])
BUILD = Path(os.environ["SESDOMAIN_BUILD"])


class Library:
    """One of the two libraries: its header, its map, and what was built."""

    def __init__(self, name, variable, prefix):
        self.name = name
        self.prefix = prefix  # the prefix of functions that files share
        self.header = SOURCE / "include" / (name[3:] + ".h")
        self.map = SOURCE / "lib" / (name + ".map")
        self.built = Path(os.environ[variable])

    def objects(self):
        return sorted(Path(f"{self.built}.p").glob("*.o"))

    def exported(self):
        """Return the functions of the map."""
        return set(re.findall(r"^    (\w+);$", self.map.read_text(), re.M))

    def declared(self):
        """Return the functions of the header, each with the comment before
        it."""
        found = re.findall(
            r"(/\*\*(?:(?!\*/).)*\*/)?\nSESDOMAIN_API\s[^;(]*?(\w+)\(",
            self.header.read_text(),
            re.S,
        )
        return {name: comment for comment, name in found}


LIBRARIES = [Library("libsesdomain", "LIBSESDOMAIN", "sesd_")]
if os.environ.get("LIBSESDOMAIN_DNS"):
    LIBRARIES.append(
        Library("libsesdomain-dns", "LIBSESDOMAIN_DNS", "sesd_dns_")
    )


def run(*command, **options):
    """Run a command that must succeed and return its output."""
    words = [str(word) for word in command]
    done = subprocess.run(
        words,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        **options,
    )
    if done.returncode:
        raise AssertionError(
            f"{' '.join(words)} exits with {done.returncode}:\n{done.stdout}"
        )
    return done.stdout
