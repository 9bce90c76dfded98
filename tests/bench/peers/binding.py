# SPDX-License-Identifier: MIT
"""The same through the Python package. Usage: binding.py zone|json|rows FILE"""

import sys

import sesdomain

form = sys.argv[1]
with open(sys.argv[2]) as lines:
    if form == "rows":
        for row in sesdomain.plan_rows(lines, "zone"):
            print(row["verdict"], len(row["findings"]))
    else:
        for line in lines:
            plan = sesdomain.Domain.from_setup(line).plan()
            sys.stdout.write(plan.text(form))
