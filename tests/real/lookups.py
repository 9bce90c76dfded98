# SPDX-License-Identifier: MIT
"""The commands of the dig format, and the answers that they expect."""
import concurrent.futures
import os
import re
import shlex
import subprocess
import typing

WITHOUT_DIGRC = {**os.environ, "HOME": "/nonexistent"}

EXPECT = {  # the comparison of answer and values, by comment
    "# expect, in any order:": lambda answer, values: answer == values,
    "# expect at least, in any order:":
        lambda answer, values: answer >= values,
    "# expect none of:": lambda answer, values: not answer & values,
}
TOGETHER = (  # the combinations of comments that a command may have
    ("# expect, in any order:",),
    ("# expect at least, in any order:",),
    ("# expect at least, in any order:", "# expect none of:"),
    ("# expect none of:",),
)


KEY = "# as receivers look the key up, with a resolver:\n"
KEY_COMMAND = r"dig .* TXT \S+\n# expect a TXT record with .*"


class Lookup(typing.NamedTuple):
    command: str
    expect: dict  # values by comment

    @property
    def question(self):
        """Return the name and type of the lookup."""
        *_, kind, name = self.command.split()
        return name, kind

    def holds(self, answer):
        """Return whether the lines of an answer match the expectation."""
        return (len(set(answer)) == len(answer) and
                all(EXPECT[comment](set(answer), values)
                    for comment, values in self.expect.items()))


def _expect(lines, block):
    """Parse the comments of a command; each has at least one value."""
    expect = {}
    for line in lines:
        if line.startswith("#   ") and expect:
            values = expect[list(expect)[-1]]
            value, = shlex.split(line[4:])
            if value in values:
                raise ValueError(block)
            values.add(value)
        elif line in EXPECT and line not in expect:
            expect[line] = set()
        else:
            raise ValueError(block)
    if tuple(expect) not in TOGETHER or not all(expect.values()):
        raise ValueError(block)
    return expect


def parse(text):
    """Parse a document of the dig format; anything unexpected is an error."""
    title, *blocks = text.rstrip("\n").split("\n\n")
    if not all(line.startswith("# ") for line in title.split("\n")):
        raise ValueError(title)
    lookups = []
    for block in blocks:
        own, *key = block.split(KEY)  # the second is for a resolver
        lines = own.rstrip("\n").split("\n")
        commands = [line for line in lines if line.startswith("dig ")]
        if not commands or lines[:len(commands)] != commands:
            raise ValueError(block)
        if key and not re.fullmatch(KEY_COMMAND, key[0]):
            raise ValueError(block)
        expect = _expect(lines[len(commands):], block)
        lookups += [Lookup(command, expect) for command in commands]
    return lookups


def ask(lookup):
    """Run the command and return the lines of its answer in lower case.

    Comments of dig, such as those about retries on a busy machine, are
    removed."""
    done = subprocess.run(["sh", "-c", lookup.command], capture_output=True,
                          text=True, check=True, env=WITHOUT_DIGRC)
    answers = [line.split(None, 4)[-1] for line in done.stdout.splitlines()
               if line and not line.startswith(";")]
    return [line if line.startswith('"') else line.lower()
            for line in answers]


def failures(lookups):
    """Run all commands and return the unexpected answers by question."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        return {lookup.question: answer
                for lookup, answer in zip(lookups, pool.map(ask, lookups))
                if not lookup.holds(answer)}
