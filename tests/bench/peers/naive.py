# SPDX-License-Identifier: MIT
"""What a script of 20 lines does: it merges the records of the instances into
dictionaries, checks nothing, knows nothing of the zone, and writes a zone
file or JSON. Usage: naive.py zone|json FILE"""

import json
import sys

form = sys.argv[1]
for line in open(sys.argv[2]):
    setup = json.loads(line)
    domain, sets = setup["domain"], {}

    def add(name, type, value):
        values = sets.setdefault((name, type), [])
        if value not in values:
            values.append(value)

    for one in setup["instances"]:
        add(f"_amazonses.{domain}", "TXT", f'"{one["verification_token"]}"')
        for token in one["dkim_tokens"]:
            add(f"{token}._domainkey.{domain}", "CNAME",
                f"{token}.dkim.amazonses.com.")
        add(one["mail_from"], "MX",
            f"10 feedback-smtp.{one['region']}.amazonses.com.")
        add(one["mail_from"], "TXT", '"v=spf1 include:amazonses.com ~all"')
    add(f"_dmarc.{domain}", "TXT", f'"{setup["dmarc"]}"')
    if form == "json":
        sys.stdout.write(json.dumps(
            [{"name": name, "type": type, "ttl": 1800, "records": values}
             for (name, type), values in sets.items()]) + "\n")
        continue
    for (name, type), values in sets.items():
        for value in values:
            sys.stdout.write(f"{name}.\t1800\tIN\t{type}\t{value}\n")
