# SPDX-License-Identifier: MIT
"""Test that real servers apply plans correctly. All other records are
unchanged, octet for octet, and a second plan has no changes."""
import collections
import functools
import pathlib
import tempfile
import unittest

import changes
import setups
import whole_zone
import wire
import zone_cases


@functools.cache
def corpus():
    return [*zone_cases.examples(), zone_cases.octets(),
            *(zone_cases.generate(seed) for seed in range(100))]


def rounds(made):
    """Split the cases so that each part has at most one case per zone."""
    parts = []
    for case in made:
        part = next((p for p in parts if case.zone not in p), None)
        if part is None:
            parts.append(part := {})
        part[case.zone] = case
    return parts


class Applied:
    """Tests for every format; a mixin. Each class takes a third of the cases,
    so that three of them take all."""

    way = None
    third = 0

    @classmethod
    def corpus(cls):
        return corpus()[cls.third::3]

    @classmethod
    def setUpClass(cls):
        cls.path = pathlib.Path(cls.enterClassContext(
            tempfile.TemporaryDirectory(prefix="sesdomain-real-"))) / "zone"

    def test_cases(self):
        for part in rounds(self.corpus()):
            with self.way.serve({zone: case.text for zone, case
                                 in part.items()}) as server:
                for case in part.values():
                    with self.subTest(case=case):
                        self.check(case, server)

    def transfer(self, case, server):
        """Return the records of the server, and write them to the file."""
        text = self.way.read(server, case.zone)
        self.path.write_text(text, "utf-8")
        return self.way.parse(case.zone, text)

    def check(self, case, server):
        before = self.transfer(case, server)
        self.assertEqual(before, case.before)
        document = changes.Document(case.setup, self.path, self.way.source)
        plan = document.plan()
        wanted = wire.after(before, plan)
        self.assertLessEqual(case.untouched, wanted)
        self.assertLessEqual(wire.ops(plan, "remove"), case.ours)
        text = self.way.write(document)
        self.assertEqual(text == "", wanted == before)
        if text:
            outcome, said = self.way.apply(server, case.zone, text)
            self.assertEqual(outcome, 0, said)
        self.assertEqual(self.transfer(case, server), wanted)
        self.assertEqual(document.drift(), ("", True))
        self.assertEqual(self.way.write(document), "")


class Updated(Applied):
    """Dynamic updates. A change that exceeds the size of a message is split,
    and each part has prerequisites."""

    def test_several_updates(self):
        setup = setups.generate("updates", 200, tokens="none",
                                mail_from="own", dmarc=False)
        case = zone_cases.Case("large", setup, setup["zone"],
                          whole_zone.text(setup["zone"]))
        with self.way.serve({case.zone: case.text}) as server:
            before = self.transfer(case, server)
            document = changes.Document(setup, self.path)
            *first, last = document.documents("nsupdate")
            self.assertGreater(len(first), 1)
            for text in first:
                outcome, said = self.way.apply(server, case.zone, text)
                self.assertEqual(outcome, 0, said)
            there = self.transfer(case, server)
            for text in first:
                outcome, _ = self.way.apply(server, case.zone, text)
                self.assertIn(outcome, self.way.refused)
            self.assertEqual(self.transfer(case, server), there)
            plan = document.plan()
            self.assertEqual(self.way.write(document), last)
            self.way.apply(server, case.zone, last)
            after = self.transfer(case, server)
            self.assertEqual(after, wire.after(there, plan))
            self.assertGreater(len(after - before), 800)
            self.assertEqual(document.drift(), ("", True))


class Bind(Updated, unittest.TestCase):
    way = changes.Bind()


class KnotUpdate(Updated, unittest.TestCase):
    way = changes.KnotUpdate()
    third = 1


class KnotScript(Applied, unittest.TestCase):
    way = changes.KnotScript()
    third = 2


class KnotSigned(Applied, unittest.TestCase):
    way = changes.KnotSigned()

    @staticmethod
    def corpus():
        return [zone_cases.generate(seed) for seed in range(12)]


class PowerDns(Applied, unittest.TestCase):
    way = changes.PowerDns()


class PowerDnsValues(Applied, unittest.TestCase):
    way = changes.PowerDnsValues()
    third = 1


class Route53(Applied, unittest.TestCase):
    way = changes.Route53()
    third = 2


class Corpus(unittest.TestCase):
    """Checks that the random cases cover what they are meant to cover."""

    def test_every_change_occurs(self):
        seen = collections.Counter()
        with tempfile.TemporaryDirectory(prefix="sesdomain-real-") as name:
            path = pathlib.Path(name) / "zone"
            for case in corpus():
                path.write_text(case.text, "utf-8")
                plan = changes.Document(case.setup, path).plan()
                seen.update({rrset["todo"] + " " + rrset["type"]
                             for rrset in plan["recordsets"]})
                seen.update({finding["code"]
                             for finding in plan["findings"]})
        for what, least in {
                "create CNAME": 50, "create MX": 20, "create TXT": 20,
                "edit TXT": 20, "replace TXT": 5, "replace MX": 5,
                "delete CNAME": 10, "delete MX": 2, "delete TXT": 1,
                "spf-merged": 5, "removal-deferred": 5, "mx-conflict": 5,
                "cname-conflict": 2, "data-conflict": 2,
                "spf-denies": 1, "spf-malformed": 1}.items():
            with self.subTest(what=what):
                self.assertGreaterEqual(seen[what], least)


if __name__ == "__main__":
    unittest.main()
