# SPDX-License-Identifier: MIT
"""Report on the tests of tests/run.sh: report.py STAGE=LOG...

A LOG is what meson writes as testlog.json. Names the slowest tests, the tests
that were skipped in whole or in part, with the reason that unit.py prints, and
the tests that failed. The stage "bare" is built without optional libraries:
its skipped tests are not named.
"""
import json
import sys
from pathlib import Path

LONG = 20  # seconds
PASSED = ("OK", "EXPECTEDFAIL", "SKIP")
MARK = "skipped: "


def tests(arguments):
    """Return (stage, test) for each test in the logs that exist."""
    for argument in arguments:
        stage, _, path = argument.partition("=")
        if Path(path).exists():
            for line in Path(path).read_text().splitlines():
                yield stage, json.loads(line)


def name(stage, test):
    return f"{stage}: {test['name'].rpartition(' / ')[2]}"


def reasons(test):
    lines = test.get("stdout", "").splitlines()
    return [line[len(MARK):] for line in lines if line.startswith(MARK)]


def main():
    found = list(tests(sys.argv[1:]))
    for stage, test in sorted(found, key=lambda row: -row[1]["duration"]):
        if test["duration"] >= LONG:
            print(f"{test['duration']:5.0f} s  {name(stage, test)}")
    for stage, test in (row for row in found if row[0] != "bare"):
        for reason in reasons(test):
            print(f"{MARK}{name(stage, test)}: {reason}")
        if test["result"] == "SKIP" and not reasons(test):
            print(f"{MARK}{name(stage, test)}")
    for stage, test in found:
        if test["result"] not in PASSED:
            print(f"{test['result']}: {name(stage, test)}")


if __name__ == "__main__":
    main()
