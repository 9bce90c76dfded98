# SPDX-License-Identifier: MIT
"""Test that name servers and their checkers load the zone fragments, and that
the servers answer with their records."""
import contextlib
import pathlib
import re
import tempfile
import unittest

import lookups
import occupied_zone
import program
import servers
import setups
import whole_zone
from nameserver import parse_answer
from process import tool

EXAMPLES = program.examples()
COUNTS = [*range(1, 11), 13, 21, 34, 50]  # instances of a setup
GENERATED = [program.Plan(f"generated {count}", setups.generate(count, count))
             for count in COUNTS]
LEAVING = [program.Plan(f"leaving {seed}",
                        setups.generate(seed, seed - 99, leaving=True))
           for seed in range(100, 110)]
ELSEWHERE = [program.Plan(f"elsewhere {seed}",
                          setups.generate(seed, seed - 199))
             for seed in range(200, 210)]
BROKEN = [program.Plan(f"broken {seed}",
                       setups.generate(seed, 2, mail_from="own"))
          for seed in range(300, 306)]
# Each lookup takes a process: these plans are looked up on all servers, the
# others on one of three.
ASKED = EXAMPLES + LEAVING[:6] + [
    GENERATED[COUNTS.index(count)] for count in (1, 2, 3, 5, 8, 13)]


def rounds(plans):
    """Split the plans so that each part has at most one plan per zone."""
    parts = []
    for plan in plans:
        for part in parts:
            if plan.zone not in part:
                part[plan.zone] = plan
                break
        else:
            parts.append({plan.zone: plan})
    return parts


def leftovers(plan):
    """Return the removed records as lines of a fragment, and their
    questions."""
    lines, questions = [], []
    for rrset in plan.json["recordsets"]:
        removed = [value["rdata"] for value in rrset["records"]
                   if value["op"] == "remove"]
        lines += [f"{rrset['name']}.\t{rrset['ttl']}\tIN\t{rrset['type']}"
                  f"\t{rdata}\n" for rdata in removed]
        if removed:
            questions.append((rrset["name"] + ".", rrset["type"]))
    return "".join(lines), questions


def without(fragment, number):
    """Remove a record from a fragment, of each type in turn, and return the
    new fragment and the question about the record."""
    lines = fragment.splitlines(keepends=True)
    kind = ("TXT", "CNAME", "MX")[number % 3]
    records = [line for line in lines if f"\tIN\t{kind}\t" in line]
    line = records[number % len(records)]
    lines.remove(line)
    return "".join(lines), [(line.split("\t")[0], kind)]


def one_more(plan, fragment):
    """Add a value to each TXT and MX set, and return the fragment and the
    questions whose answers are then wrong: all but those about sets that may
    have foreign values."""
    more = {"TXT": '"one more"', "MX": "99 one.more.example."}
    sets = [rrset for rrset in plan.json["recordsets"]
            if rrset["type"] in more and
            any(value["op"] != "remove" for value in rrset["records"])]
    lines = [f"{rrset['name']}.\t{rrset['ttl']}\tIN\t{rrset['type']}"
             f"\t{more[rrset['type']]}\n" for rrset in sets]
    return fragment + "".join(lines), [
        (rrset["name"] + ".", rrset["type"]) for rrset in sets
        if rrset["prior"] != "unknown" or
        rrset["records"][0]["purpose"] != "verification"]


class Fragments(unittest.TestCase):
    """A directory of fragments, and complete zones that include them."""

    @classmethod
    def setUpClass(cls):
        cls.directory = pathlib.Path(cls.enterClassContext(
            tempfile.TemporaryDirectory(prefix="sesdomain-real-")))

    @classmethod
    def compose(cls, plan, fragment=None):
        path = cls.directory / re.sub(r"\W", "-", plan.name)
        path.write_text(fragment or plan.write("zone"), "utf-8")
        return whole_zone.text(plan.zone, path, plan in ELSEWHERE)

    def assert_records(self, rows, plan):
        around = whole_zone.records(plan.zone, plan in ELSEWHERE)
        expected = around + plan.records
        self.assertEqual(sorted(rows), sorted(expected))


class Checkers(Fragments):

    def each(self, check):
        for plan in EXAMPLES + GENERATED + LEAVING + ELSEWHERE:
            with self.subTest(plan=plan):
                path = self.directory / "zone"
                path.write_text(self.compose(plan), "utf-8")
                check(plan, path)

    def test_named_checkzone(self):
        def check(plan, path):
            said = tool("named-checkzone", "-i", "local", "-k", "fail", "-m",
                        "fail", "-M", "fail", "-n", "fail", "-r", "fail",
                        "-S", "fail", plan.zone, path)
            self.assertEqual(said, f"zone {plan.zone}/IN: loaded serial 1\n"
                                   "OK\n")
        self.each(check)

    def test_kzonecheck(self):
        def check(plan, path):
            said = tool("kzonecheck", "-v", "-o", plan.zone, path)
            self.assertNotIn("warning", said)
        self.each(check)

    def test_nsd_checkzone(self):
        def check(plan, path):
            said = tool("nsd-checkzone", plan.zone, path)
            self.assertEqual(said, f"zone {plan.zone} is ok\n")
        self.each(check)

    def test_ldns_read_zone(self):
        def check(plan, path):
            # ldns does not support $INCLUDE
            text = re.sub(r"^\$INCLUDE (.*)\n",
                          lambda m: pathlib.Path(m[1]).read_text("utf-8"),
                          path.read_text("utf-8"), flags=re.M)
            path.write_text(text, "utf-8")
            self.assert_records(parse_answer(tool("ldns-read-zone", path)),
                                plan)
        self.each(check)


class Served:
    """Tests for every server; a mixin."""

    server_class = None
    share = None  # remainder modulo 3 of the plans to look up

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.served = {}
        with contextlib.ExitStack() as stack:
            for part in rounds(EXAMPLES + GENERATED + LEAVING + ELSEWHERE):
                zones = {zone: cls.compose(plan)
                         for zone, plan in part.items()}
                server = stack.enter_context(cls.server_class(zones))
                cls.served.update(dict.fromkeys(part.values(), server))
            cls.addClassCleanup(stack.pop_all().close)

    def lookups(self, plan, server):
        return lookups.parse(plan.write(
            "dig", "-o", f"dig.server={server.address}#{server.port}"))

    def test_transfer(self):
        for plan, server in self.served.items():
            with self.subTest(plan=plan):
                self.assert_records(server.transfer(plan.zone), plan)

    def test_lookups(self):
        others = [plan for plan in GENERATED + LEAVING + ELSEWHERE
                  if plan not in ASKED]
        for plan in ASKED + others[self.share::3]:
            with self.subTest(plan=plan):
                asked = self.lookups(plan, self.served[plan])
                self.assertEqual([lookup.question for lookup in asked],
                                 [(rrset["name"] + ".", rrset["type"])
                                  for rrset in plan.json["recordsets"]])
                self.assertEqual(lookups.failures(asked), {})

    def assert_found(self, wrong):
        """Serve fragments, and check that exactly the questions with wrong
        answers fail."""
        zones = {plan.zone: self.compose(plan, fragment)
                 for plan, (fragment, _) in wrong.items()}
        with self.server_class(zones) as server:
            for plan, (_, questions) in wrong.items():
                with self.subTest(plan=plan):
                    asked = self.lookups(plan, server)
                    self.assertEqual(list(lookups.failures(asked)), questions)

    def test_lookups_beside_foreign_values(self):
        self.assertEqual(occupied_zone.before().count("\n"), 9)
        self.assert_found({occupied_zone.PLAN: (occupied_zone.fragment(), [])})

    def test_lookups_find_additional_records(self):
        self.assert_found({
            occupied_zone.PLAN: one_more(occupied_zone.PLAN,
                                         occupied_zone.fragment()),
            BROKEN[0]: one_more(BROKEN[0], BROKEN[0].write("zone"))})

    def test_lookups_find_missing_records(self):
        self.assert_found({plan: without(plan.write("zone"), number)
                           for number, plan in enumerate(BROKEN)})

    def test_lookups_find_leftovers(self):
        wrong = {}
        for plan in LEAVING:
            lines, questions = leftovers(plan)
            if questions and len(wrong) < 2:
                wrong[plan] = plan.write("zone") + lines, questions
        self.assertEqual(len(wrong), 2)
        self.assert_found(wrong)


class Bind(Served, Fragments):
    server_class = servers.Named
    share = 0


class Knot(Served, Fragments):
    server_class = servers.Knot
    share = 1


class Nsd(Served, Fragments):
    server_class = servers.Nsd
    share = 2


class Verdicts(unittest.TestCase):
    """Tests of the comparison, with right and wrong answers."""

    EXACT, LEAST, NONE = lookups.EXPECT
    CASES = (  # comments and values, right answers, wrong answers
        ({EXACT: "ab"}, ("ab", "ba"), ("", "a", "c", "abc", "aab")),
        ({LEAST: "ab"}, ("ab", "bca"), ("", "a", "bc", "aab")),
        ({LEAST: "ab", NONE: "cd"}, ("ab", "bae"), ("", "a", "abc", "aab")),
        ({NONE: "ab"}, ("", "c"), ("a", "bc", "cc")),
    )

    def test_verdicts(self):
        self.assertEqual([tuple(expect) for expect, _, _ in self.CASES],
                         list(lookups.TOGETHER))
        for expect, right, wrong in self.CASES:
            lookup = lookups.Lookup("dig", {
                comment: set(values) for comment, values in expect.items()})
            for answer in right:
                self.assertTrue(lookup.holds(list(answer)), (expect, answer))
            for answer in wrong:
                self.assertFalse(lookup.holds(list(answer)), (expect, answer))

    def test_malformed_comments(self):
        for lines in ((), ("#   a",), (self.EXACT,), (self.NONE, "#   a", "b"),
                      (self.EXACT, "#   a", "#   a"), ("# expect", "#   a"),
                      (self.EXACT, "#   a", self.NONE, "#   b"),
                      (self.NONE, "#   a", self.LEAST, "#   b"),
                      (self.LEAST, "#   a", self.NONE)):
            with self.subTest(lines), self.assertRaises(ValueError):
                lookups.parse("\n".join(("# title", "", "dig A a.", *lines)))


if __name__ == "__main__":
    unittest.main()
