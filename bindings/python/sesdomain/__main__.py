# SPDX-License-Identifier: MIT
"""python -m sesdomain COMMAND: plan, check, bulk and collect.

plan and collect are implemented here; check and bulk run the programs
sesdomain-check and sesdomain-bulk, which the wheel does not contain.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Optional

from . import Domain, Error, Plan, formats, readers, version


def read(path: str) -> bytes:
    """Return all of a file, "-" for standard input."""
    if path == "-":
        return sys.stdin.buffer.read()
    return Path(path).read_bytes()


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
        parser.error("a setup document is missing")
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
    domain = Domain.from_setup(read(arguments.setup))
    for option in arguments.option:
        domain.set_option(*option.split("=", 1))
    for reader, path in listings(arguments):
        domain.load_existing(read(path), reader)
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
    return plan.text(arguments.format, part)


def run_plan(words: list[str]) -> int:
    """Print the plan of a setup document and return the exit status."""
    arguments = plan_arguments(words)
    if arguments.list:
        rows = [(row.name, row.description) for row in formats()]
        rows += [(row.name, row.description) for row in readers()]
        for name, description in rows:
            print(f"{name:14} {description}")
        return 0
    with load(arguments).plan() as plan:
        errors, withheld = report(plan)
        kinds = {row.name: row.kind for row in formats()}
        is_report = kinds.get(arguments.format, "report") == "report"
        if not is_report and not arguments.keep_going:
            errors = withheld
        if not errors or arguments.keep_going or is_report:
            text = documents(plan, arguments)
            sys.stdout.buffer.write(text.encode())
        changed = arguments.exit_code and plan.has_changes
    return 1 if errors else 3 if changed else 0


def run_program(name: str, words: list[str]) -> int:
    """Replace this process by a program of the C library."""
    try:
        os.execvp(name, [name, *words])
    except FileNotFoundError:
        print(f"{name} is not installed: Debian's sesdomain-tools, or meson"
              " setup -Dprograms=enabled", file=sys.stderr)  # fmt: skip
    return 2


def run_collect(words: list[str]) -> int:
    """Print a setup document with the outputs of AWS and return the exit
    status."""
    from ._collect import main as collect

    return collect(words)


COMMANDS = {
    "plan": run_plan,
    "check": lambda words: run_program("sesdomain-check", words),
    "bulk": lambda words: run_program("sesdomain-bulk", words),
    "collect": run_collect,
}


def main() -> int:
    """Run a command and return the exit status."""
    command = COMMANDS.get(sys.argv[1] if len(sys.argv) > 1 else "")
    if command is None:
        print("usage: python -m sesdomain plan|check|bulk|collect ...\n"
              "       each has --help", file=sys.stderr)  # fmt: skip
        return 2
    try:
        return command(sys.argv[2:])
    except (Error, ValueError) as error:
        print(error, file=sys.stderr)
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
