# SPDX-License-Identifier: MIT
"""Test what a wildcard no longer answers once a plan is applied (RFC 4592):
BIND answers before and after, and the findings of the plan say the same."""
import json
import re
import tempfile
import unittest
from pathlib import Path

import program
import servers
import whole_zone

TYPES = ("A", "AAAA", "MX", "TXT", "CNAME")
DKIM = {"dkim_tokens": [letter * 31 + "2" for letter in "abc"]}
A, AAAA = "* A 192.0.2.1", "* AAAA 2001:db8::1"
MX, CNAME = "* MX 10 mx.example.net.", "* CNAME web.example.net."
TXT = '* TXT "v=spf1 -all"'

# records of the zone, identity and settings, both relative to the zone
CASES = [
    ([A, MX], "foo", {**DKIM}),
    ([A, AAAA], "", {**DKIM, "mail_from": "post"}),
    ([A, MX, TXT], "", {**DKIM, "mail_from": "post"}),
    ([CNAME], "", {**DKIM, "mail_from": "post"}),
    ([CNAME], "", {**DKIM, "mail_from": "post.mail"}),
    ([CNAME], "foo", {**DKIM}),
    ([TXT], "", {**DKIM, "mail_from": "post"}),
    ([MX], "", {**DKIM, "mail_from": "post"}),
    ([A], "", {**DKIM, "tracking": "click"}),
    ([A, MX], "", {"verification_token": "t" * 43 + "=", "receiving": "in"}),
    ([A, MX], "a.b", {**DKIM}),
    ([A, "b A 192.0.2.9"], "a.b", {**DKIM}),
    ([A, "x.b A 192.0.2.9"], "a.b", {**DKIM}),
    (["*.b A 192.0.2.1"], "a.b", {**DKIM}),
    ([A, MX, "*.b MX 20 b.example.net."], "a.b", {**DKIM}),
    ([A, MX, "foo A 192.0.2.5"], "foo", {**DKIM}),
    ([A, "x.foo A 192.0.2.5"], "foo", {**DKIM}),
    ([A, "*._domainkey TXT \"v=DKIM1; p=\""], "", {**DKIM}),
    ([A, "_dmarc TXT \"v=DMARC1; p=none\""], "foo", {**DKIM}),
    ([A, "foo NS ns.example.net."], "bar", {**DKIM, "mail_from": "m"}),
]


def setup_of(zone, identity, settings):
    domain = f"{identity}.{zone}".lstrip(".")
    absolute = {key: value if "." in key or key not in
                ("mail_from", "tracking", "receiving") else f"{value}.{domain}"
                for key, value in settings.items()}
    return {"domain": domain, "zone": zone, "instances": [
        {"account": "1", "region": "us-east-1", **absolute}]}


def said(plan):
    """Return the names and types that findings say are lost."""
    found = set()
    for finding in plan["findings"]:
        message = finding["message"]
        lost = re.match(r"(.*?)(?:, the domain itself, loses its| will lose) "
                        r"(.*?) records", message)
        if lost:
            found |= {(name, kind)
                      for name in re.split(", | and ", lost[1])
                      for kind in re.findall(r"[A-Z]+", lost[2])}
        if finding["code"] == "wildcard-cname-lost":
            found.add((finding["name"], "CNAME"))
    return found


def asked(plan):
    """Return the names that the plan brings into existence, and hosts above
    and beside them."""
    names = {"other." + plan["zone"]}
    for rs in plan["recordsets"]:
        name = rs["name"]
        while name != plan["zone"]:
            names |= {name, "beside." + name.partition(".")[2]}
            name = name.partition(".")[2]
    return {name for name in names if "_" not in name}


class Wildcards(unittest.TestCase):
    def test_what_is_lost(self):
        before, after, plans = {}, {}, {}
        for number, (records, identity, settings) in enumerate(CASES):
            zone = f"case{number}.example"
            text = whole_zone.text(zone) + "\n".join(records) + "\n"
            setup = setup_of(zone, identity, settings)
            with tempfile.TemporaryDirectory() as directory:
                file = Path(directory) / "zone"
                file.write_text(text)
                plans[zone] = json.loads(program.run(
                    setup, "-f", "json", "-z", str(file), errors=True))
                fragment = program.run(setup, "-k", "-f", "zone", "-z",
                                       str(file), errors=True)
            before[zone], after[zone] = text, text + fragment
        with servers.Named(before) as old, servers.Named(after) as new:
            for zone, plan in plans.items():
                with self.subTest(zone, case=CASES[int(zone[4:-8])]):
                    self.assertEqual(said(plan), self.lost(plan, old, new))

    def lost(self, plan, old, new):
        found = set()
        for name in asked(plan):
            for kind in TYPES:
                if kind != "CNAME" and old.query(name, "CNAME"):
                    continue
                if old.query(name, kind) and not new.query(name, kind):
                    found.add((name, kind))
        # a CNAME for tracking takes the place of the addresses; names below one
        # that is lost are in the hint of its finding
        planned = {rs["name"] for rs in plan["recordsets"]
                   if rs["type"] == "CNAME"}
        lost = {name for name, _ in found}
        return {(name, kind) for name, kind in found
                if name not in planned
                and not (name.startswith("beside.")
                         and name.partition(".")[2] in lost)}


if __name__ == "__main__":
    unittest.main()
