# SPDX-License-Identifier: MIT
"""Test that Python's csv module reads the table, and that the rows are the
plan."""
import csv
import io
import json
import re
import unittest

import setups
import states
import zones

HEADS = ["name", "host", "type", "ttl", "priority", "value", "op", "purpose",
         "instances"]
LONG_KEY = states.INSTANCES[1]["dkim_keys"][0]["public_key"]
WORDS = {"add": "add", "keep": "leave", "remove": "delete"}
FORMULA = re.compile(r"[=+@\t\r-].")


def read(plan):
    """Return the rows; each line ends with CRLF (RFC 4180), also the last."""
    text = plan.text("csv")
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert text.endswith("\r\n")
    assert text.count("\n") == text.count("\r\n") == len(rows), text
    return rows


def host(plan, name):
    return name.removesuffix(plan.zone).removesuffix(".") or "@"


def expected(plan):
    document = json.loads(plan.text("json"))
    yield HEADS
    for rrset in document["recordsets"]:
        for value in rrset["records"]:
            priority, text = (value["text"].split() if rrset["type"] == "MX"
                              else ("", zones.pasted(value)))
            yield [rrset["name"], host(plan, rrset["name"]), rrset["type"],
                   str(rrset["ttl"]), priority, text, value["op"],
                   value["purpose"] or "", ", ".join(value["instances"])]


def hostile():
    document = zones.setup("odd")
    for octets in zones.HOSTILE:
        document["existing"].append({
            "name": "_amazonses.xn--bcher-kva.example", "type": "TXT",
            "ttl": 300, "rdata": zones.presentation(octets)})
    for label in "=1+1", "+1", "-1", "@x", 'a "b", c':
        document["instances"].append({
            "label": label, "account": label, "region": "us-west-2",
            "verification_token": f"t{len(document['instances'])}"})
    return document


def plain(document):
    options = document.get("options", {}) | {"csv.formula-safe": "no"}
    return document | {"options": options}


def documents():
    for name in ("cross-region", "one-account", "same-region", "edit",
                 "retired", "conflict", "odd", "parent-zone", "nobody"):
        yield plain(zones.setup(name))
    for seed in range(20):
        yield plain(setups.generate(f"csv{seed}", leaving=True))
    yield plain(hostile())


class Csv(unittest.TestCase):

    def test_rows_equal_the_plan(self):
        for document in documents():
            plan = zones.plan_of(document)
            self.assertEqual(read(plan), list(expected(plan)))

    def test_no_formulas(self):
        plan = zones.plan_of(hostile())
        safe = 0
        for row, wanted in zip(read(plan), expected(plan), strict=True):
            for field, plain in zip(row, wanted, strict=True):
                self.assertIsNone(FORMULA.match(field))
                self.assertIn(field, (plain, "'" + plain))
                self.assertEqual(field != plain, bool(FORMULA.match(plain)))
                safe += field != plain
        self.assertGreater(safe, 8)

    def test_customer_table_has_fields_of_provider(self):
        for document in documents():
            document = document | {"provider": "godaddy", "options": {
                **document.get("options", {}), "audience": "customer"}}
            plan = zones.plan_of(document)
            heads, *rows = read(plan)
            self.assertEqual(heads, ["name", "Name", "Type", "TTL",
                                     "Priority", "Value", "op"])
            self.assertEqual(rows, [
                [*row[:6], WORDS[row[6]]]
                for row in list(expected(plan))[1:]])

    def test_panel_with_presentation_format(self):
        """The priority is part of the value, and texts are quoted strings."""
        mx, spf = ("feedback-smtp.us-east-1.amazonses.com",
                   "v=spf1 include:amazonses.com ~all")
        for provider, audience, cells in (
                ("route53", "customer", ["", f"10 {mx}", f'"{spf}"']),
                ("powerdns", "customer", ["", f"10 {mx}.", f'"{spf}"']),
                ("godaddy", "customer", ["10", mx, spf]),
                ("route53", "operator", ["10", mx, spf])):
            document = zones.setup("same-region") | {
                "provider": provider, "options": {"audience": audience}}
            found = {row[2]: row[4:6] for row in read(zones.plan_of(document))
                     if row[0] == "mail.anycompany.com"}
            self.assertEqual(found["MX"] + found["TXT"][1:], cells)

    def test_a_long_key_in_strings(self):
        document = {
            "domain": "a.test", "provider": "route53",
            "options": {"audience": "customer"}, "instances": [{
                "account": "1", "region": "us-east-1",
                "dkim_keys": [{"selector": "s1", "public_key": LONG_KEY}]}]}
        plan = zones.plan_of(document)
        (cell,) = [row[5] for row in read(plan) if row[1] == "s1._domainkey"]
        first, second = re.fullmatch('"(.*)" "(.*)"', cell).groups()
        self.assertEqual(len(first), 255)
        self.assertEqual(first + second, "p=" + LONG_KEY)


if __name__ == "__main__":
    unittest.main()
