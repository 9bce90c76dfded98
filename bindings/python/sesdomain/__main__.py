# SPDX-License-Identifier: MIT
"""python -m sesdomain COMMAND: plan, check, bulk and collect.

plan and collect are implemented here; check and bulk run the programs
sesdomain-check, of the system, and sesdomain-bulk, of the wheel or the system.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Optional

from . import Domain, Error, Plan, Status, formats, readers, version


class Failure(Exception):
    """What is wrong with a file or an argument, in one line."""


def shown(text: str) -> str:
    """Return a text with all but printable ASCII escaped."""
    return ascii(text)[1:-1] or "''"


def read(path: str) -> bytes:
    """Return all of a file, "-" for standard input."""
    try:
        with open(0 if path == "-" else path, "rb") as file:
            return file.read()
    except OSError as error:
        raise Failure(
            f"{shown(path)}: cannot read: {error.strerror}"
        ) from None


@contextlib.contextmanager
def place(name: str) -> Iterator[None]:
    """Name the place in the message of an error."""
    try:
        yield
    except Error as error:
        raise Failure(f"{shown(name)}: {error}") from None


def write(octets: bytes) -> None:
    """Write to standard output, which may be closed or full."""
    try:
        with open(1, "wb", closefd=False) as out:
            out.write(octets)
    except OSError as error:
        raise Failure(
            f"standard output: cannot write: {error.strerror}"
        ) from None


def plan_arguments(words: list[str]) -> argparse.Namespace:
    """Parse the arguments that sesdomain-plan(1) describes."""
    parser = argparse.ArgumentParser("python -m sesdomain plan")
    add = parser.add_argument
    add("-f", "--format", default="text")
    add("-p", "--part", type=int)
    add("-o", "--option", action="append", default=[], metavar="NAME=VALUE")
    add("-x", "--existing", action="append", default=[],
        metavar="[READER=]FILE")  # fmt: skip
    add("-z", "--zone", action="append", default=[], metavar="FILE")
    add("-r", "--route53", action="append", default=[], metavar="FILE")
    add("-k", "--keep-going", action="store_true")
    add("-e", "--exit-code", action="store_true")
    add("-l", "--list", action="store_true")
    add("-V", "--version", action="version",
        version=f"sesdomain-plan {version()}")  # fmt: skip
    add("setup", nargs="?")
    arguments = parser.parse_args(words)
    if not arguments.list and arguments.setup is None:
        parser.error("a setup document was expected, or - for standard input")
    if arguments.part is not None and arguments.part < 1:
        parser.error(f"-p {arguments.part}: a number from 1 on was expected")
    for option in arguments.option:
        if "=" not in option:
            parser.error(f"-o {option}: NAME=VALUE was expected")
    return arguments


def listings(arguments: argparse.Namespace) -> list[tuple[Optional[str], str]]:
    """Return the readers and the files of the existing zone."""
    names = {reader.name for reader in readers()}
    found: list[tuple[Optional[str], str]] = []
    for given in arguments.existing:
        name, equals, path = given.partition("=")
        found.append((name, path) if equals and name in names
                     else (None, given))  # fmt: skip
    found += [("zone", path) for path in arguments.zone]
    return found + [("route53", path) for path in arguments.route53]


def load(arguments: argparse.Namespace) -> Domain:
    """Return the domain of the arguments."""
    text = read(arguments.setup)
    with place(arguments.setup):
        domain = Domain.from_setup(text)
    with place("-o"):
        for option in arguments.option:
            domain.set_option(*option.split("=", 1))
    for reader, path in listings(arguments):
        text = read(path)
        if not text.strip():
            raise Failure(f"{shown(path)}: it is empty; a zone has an SOA"
                          " record")  # fmt: skip
        with place(path):
            domain.load_existing(text, reader)
    return domain


def report(plan: Plan) -> tuple[bool, bool]:
    """Print the findings; return whether there are errors, and withholding
    ones.

    An error that the change itself removes, or that is removed in SES, does
    not withhold the document.
    """
    for finding in plan.findings:
        print(f"{finding.severity}: {finding.code}: {finding.message}",
              file=sys.stderr)  # fmt: skip
    errors = [f for f in plan.findings if f.severity == "error"]
    return bool(errors), any(f.fix not in ("plan", "ses") for f in errors)


def documents(plan: Plan, arguments: argparse.Namespace) -> str:
    """Return the requested document."""
    part = None if arguments.part is None else arguments.part - 1
    try:
        return plan.text(arguments.format, part)
    except Error as error:
        if error.status != Status.E_MISSING:
            raise
        raise Failure(f"{arguments.format}: there is no document"
                      f" {arguments.part}") from None  # fmt: skip


def run_plan(words: list[str]) -> int:
    """Print the plan of a setup document and return the exit status."""
    arguments = plan_arguments(words)
    if arguments.list:
        rows = [(row.name, row.description) for row in formats()]
        rows += [(row.name, row.description) for row in readers()]
        write("".join(f"{name:14} {words}\n" for name, words in rows).encode())
        return 0
    kinds = {row.name: row.kind for row in formats()}
    if arguments.format not in kinds:
        raise Failure(f"{shown(arguments.format)}: there is no such format;"
                      f" there are {', '.join(kinds)}")  # fmt: skip
    domain = load(arguments)
    with place(arguments.setup):
        plan = domain.plan()
    with plan:
        errors, withheld = report(plan)
        is_report = kinds[arguments.format] == "report"
        if not is_report and not arguments.keep_going:
            errors = withheld
        if not errors or arguments.keep_going or is_report:
            write(documents(plan, arguments).encode())
        changed = arguments.exit_code and plan.has_changes
    return 1 if errors else 3 if changed else 0


#: The wheel has no sesdomain-check: it needs c-ares and ldns.
ADVICE = (
    "install it with Debian's package sesdomain-tools, or from the source"
    " tree with meson setup -Dprograms=enabled"
)


def run_program(name: str, words: list[str]) -> int:
    """Run a program of the C library, that of the wheel first."""
    suffix = ".exe" if sys.platform == "win32" else ""
    beside = Path(__file__).with_name(name + suffix)
    program = str(beside) if beside.exists() else shutil.which(name)
    if program is None:
        raise Failure(f"{name} is not installed: {ADVICE}")
    if sys.platform == "win32":  # execv() would not wait for its end there
        return subprocess.run([program, *words]).returncode
    os.execv(program, [name, *words])


def run_collect(words: list[str]) -> int:
    """Print a setup document with the outputs of AWS and return the exit
    status."""
    from ._collect import main as collect

    return collect(words)


USAGE = """usage: python -m sesdomain plan|check|bulk|collect ...
       each has --help
"""

COMMANDS = {
    "plan": run_plan,
    "check": lambda words: run_program("sesdomain-check", words),
    "bulk": lambda words: run_program("sesdomain-bulk", words),
    "collect": run_collect,
}


def main() -> int:
    """Run a command and return the exit status."""
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    command = COMMANDS.get(word)
    try:
        if word in ("-h", "--help"):
            write(USAGE.encode())
            return 0
        if word in ("-V", "--version"):
            write(f"sesdomain {version()}\n".encode())
            return 0
        if command is None:
            print(USAGE, end="", file=sys.stderr)
            return 2
        return command(sys.argv[2:])
    except (Failure, Error, ValueError) as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
