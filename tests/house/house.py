# SPDX-License-Identifier: MIT
"""What these tests share: where files are, and how to run commands."""

import os
import re
import subprocess
from pathlib import Path

SOURCE = Path(os.environ["SESDOMAIN_SOURCE"])
BUILD = Path(os.environ["SESDOMAIN_BUILD"])


class Library:
    """A library of ours: its header, its map, and what was built."""

    def __init__(self, name, variable, prefix):
        self.name = name
        self.prefix = prefix  # of what its files share
        self.header = SOURCE / "include" / (name[3:] + ".h")
        self.map = SOURCE / "lib" / (name + ".map")
        self.built = Path(os.environ[variable])

    def objects(self):
        return sorted(Path(f"{self.built}.p").glob("*.o"))

    def exported(self):
        """The functions of its map."""
        return set(re.findall(r"^    (\w+);$", self.map.read_text(), re.M))

    def declared(self):
        """The functions of its header: a name and the comment before it."""
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
    """Run a command that has to succeed; what it prints."""
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
            f"{' '.join(words)} answers {done.returncode}:\n{done.stdout}"
        )
    return done.stdout
