# SPDX-License-Identifier: MIT
"""Does each dimension of the input, alone or with another, cost the same for
each element however many there are? growth.py PROGRAM.

Processor time, which varies, chooses what to look at: a dimension whose cost
for each element has grown, and a pair that costs more than its two dimensions.
What callgrind counts for these decides."""
import re
import subprocess
import sys
import tempfile
from pathlib import Path

MANY = 2000
FEW = 500
SUSPECT = 2  # times what was expected
ALLOWED = 2  # times the instructions for each element


def times(program, count):
    """Return the microseconds of each case."""
    done = subprocess.run([program, str(count)], check=True, text=True,
                          stdout=subprocess.PIPE)
    rows = (line.split() for line in done.stdout.splitlines())
    return {(one, two): int(time) for one, two, time in rows}


def suspects(program):
    many, few = times(program, MANY), times(program, FEW)
    for (one, two), time in many.items():
        usual = (MANY / FEW * few[one, two] if two == "-"
                 else many[one, "-"] + many[two, "-"])
        if time > SUSPECT * usual:
            yield one, two


def instructions(program, count, case):
    names = [name for name in case if name != "-"]
    with tempfile.TemporaryDirectory() as directory:
        out = Path(directory) / "out"
        subprocess.run(
            ["valgrind", "--quiet", "--tool=callgrind",
             "--toggle-collect=measured", f"--callgrind-out-file={out}",
             program, str(count), *names], check=True)
        return int(re.search(r"^(?:summary|totals): (\d+)", out.read_text(),
                             re.M)[1])


def main():
    program, *cases = sys.argv[1:]
    failed = 0
    for case in ([tuple(cases)] if cases else suspects(program)):
        few = instructions(program, FEW, case) / FEW
        many = instructions(program, MANY, case) / MANY
        failed += many > ALLOWED * few
        print(*case, f"{few:.0f} {many:.0f} {many / few:.2f}",
              "FAILED" if many > ALLOWED * few else "")
    return failed > 0


if __name__ == "__main__":
    sys.exit(main())
