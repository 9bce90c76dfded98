# SPDX-License-Identifier: MIT
"""What people enter wrongly is found, named and explained once (slips.py), and
what is right or somebody else's is not touched."""

import json
import unittest

from sesdomain import Domain
from slips import D, SETTINGS, rows, txt

ASIDE = {"no-mail-from", "one-aligned-identifier", "one-aligned-planned",
         "dmarc-no-reports", "no-dkim", "not-aligned", "dkim-key-short",
         "spf-merged"}  # fmt: skip
# never of what is our own
ELSE = {"byodkim-key-conflict", "dkim-key-and-other-txt", "data-conflict",
        "cname-conflict", "cname-differs"}  # fmt: skip


def plan_of(kind, records):
    made = Domain(D)
    settings = dict(SETTINGS[kind])
    keys = {
        key["selector"]: key["public_key"]
        for key in settings.pop("dkim_keys", ())
    }
    made.add_instance("1", "us-east-1", "SES1", dkim_keys=keys, **settings)
    if kind != "dmarc":
        policy = "v=DMARC1; p=none; rua=mailto:r@example.com"
        records = records + txt("_dmarc." + D, policy)
    for name, type, rdata in records:
        made.add_record(name, type, rdata, ttl=300)
    made.set_complete()
    return json.loads(made.plan().text("json"))


class Slips(unittest.TestCase):
    def test_rows(self):
        for kind, title, records, code, word in rows():
            with self.subTest(kind, title=title):
                self.check(plan_of(kind, records), code, word)

    def check(self, plan, code, word):
        found = [f for f in plan["findings"] if f["code"] not in ASIDE]
        self.assertEqual([f["code"] for f in found], [code] if code else [])
        for f in found:
            self.assertNotIn(f["code"], ELSE)
            self.assertIn(word, f["name"] + f["message"] + f["hint"])
        for rs in plan["recordsets"]:
            if "spf-merged" not in {f["code"] for f in plan["findings"]}:
                self.assertNotIn("remove", {r["op"] for r in rs["records"]})

    def test_a_key_in_use_is_not_misplaced(self):
        """Two instances have one key, at a selector each."""
        made = Domain(D)
        for number in ("1", "2"):
            made.add_instance(
                number, "us-east-1",
                dkim_keys={"s" + number: SETTINGS["key"]["dkim_keys"][0][
                    "public_key"]},
            )  # fmt: skip
        key = next(r for k, t, r, *_ in rows() if t == "with its tags")
        for name, type, rdata in key:
            made.add_record(name, type, rdata)
        made.set_complete()
        codes = {f.code for f in made.plan().findings}
        self.assertNotIn("value-misplaced", codes)


if __name__ == "__main__":
    unittest.main()
