# SPDX-License-Identifier: MIT
"""The commands of the dig format, and the answers they announce."""
import concurrent.futures
import os
import subprocess
import typing

WITHOUT_DIGRC = {**os.environ, "HOME": "/nonexistent"}

EXPECT = {  # what the comment says: how the answer compares to the values
    "# expect nothing":
        lambda answer, values: not answer and not values,
    "# expect, once it is gone, none of:":
        lambda answer, values: not answer & values,
    "# expect at least, in any order:":
        lambda answer, values: answer >= values > set(),
    "# expect, in any order:":
        lambda answer, values: answer == values > set(),
}


class Lookup(typing.NamedTuple):
    command: str
    expect: str
    values: frozenset

    @property
    def question(self):
        """Give what is asked, (name, type)."""
        *_, kind, name = self.command.split()
        return name, kind

    def holds(self, answer):
        """Tell whether the lines of an answer are as announced."""
        return (len(set(answer)) == len(answer) and
                EXPECT[self.expect](set(answer), self.values))


def parse(text):
    """Read a document of the dig format; whatever is new to us fails."""
    title, *blocks = text.rstrip("\n").split("\n\n")
    if not title.startswith("# ") or "\n" in title:
        raise ValueError(title)
    lookups = []
    for block in blocks:
        command, expect, *values = block.split("\n")
        if (not command.startswith("dig ") or expect not in EXPECT or
                not all(value.startswith("#   ") for value in values)):
            raise ValueError(block)
        lookups.append(Lookup(command, expect,
                              frozenset(value[4:] for value in values)))
    return lookups


def ask(lookup):
    """Run the command as it stands; the lines of its answer."""
    done = subprocess.run(["sh", "-c", lookup.command], capture_output=True,
                          text=True, check=True, env=WITHOUT_DIGRC)
    return done.stdout.splitlines()


def failures(lookups):
    """Run all commands; give the questions answered otherwise."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return [lookup.question
                for lookup, answer in zip(lookups, pool.map(ask, lookups))
                if not lookup.holds(answer)]
