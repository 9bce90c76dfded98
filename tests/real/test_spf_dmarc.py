# SPDX-License-Identifier: MIT
"""Compare the library with pyspf and checkdmarc on SPF and DMARC records.

pyspf is Debian's, checkdmarc comes from PyPI: this runs only with
CONFORMANCE=1, and SESDOMAIN_VENV is the directory made by venv.sh. Each known
difference has a row below, with the section that decides.
"""
import json
import os
import pathlib
import re
import subprocess
import typing
import unittest

import mailrecords
import spfworld

import sesdomain

COUNT = 3000


class Row(typing.NamedTuple):
    """The reason why a tool disagrees on records that match a pattern."""
    who: str
    ours: str
    theirs: str
    pattern: str
    why: str


SPF = (
    Row("pyspf", "wrong", "ok", r"(?i)%\{[a-z]0+r?[.\-+,/_=]*\}",
        "RFC 7208 section 7.3: the number of parts must not be zero"),
    Row("pyspf", "wrong", "ok",
        r"(?i)%\{(?![slodiphvcrt][0-9]*r?[.\-+,/_=]*\})",
        "RFC 7208 section 7.1: nothing else stands between the braces"),
    Row("pyspf", "ok", "wrong", r"%%%|%%(?: |$)",
        "RFC 7208 section 7.1: '%%' may stand before '%' and at the end"),
    Row("pyspf", "ok", "wrong",
        r" (?!redirect|exp)([A-Za-z][\w.-]*)=\S*(?: \S+)* \1=",
        "RFC 7208 section 6: unknown modifiers are ignored, however often"),
    Row("pyspf", "wrong", "ok", r"%%%[^{%_ -]",
        "RFC 7208 section 7.1: what follows '%%' may be wrong all the same"),
    Row("pyspf", "ok", "wrong",
        r"(?i)(?:include:|redirect=)(?:\.|\S*\.\.)",
        "RFC 7208 section 4.3: an empty label is no error of syntax, but "
        "no name that has a record"),
    Row("pyspf", "wrong", "ok", r" (?:default|op)=\S*%",
        "RFC 7208 section 6: the value of any modifier is a macro-string"),
    Row("pyspf", "wrong", "ok", r" (?!redirect=|exp=)(?i:redirect|exp)=",
        "RFC 7208 section 4.6.1: names have no case"),
    Row("pyspf", "wrong", "ok", r"\t",
        "RFC 7208 section 7.1: a macro-string has visible characters only"),
    Row("pyspf", "ok", "wrong", r" redirect=%\{d\}",
        "RFC 7208 section 4.6.4: a loop, which is no error of syntax"),

    Row("checkdmarc", "ok", "wrong", r"^V=SPF1",
        "RFC 7208 section 12: the version has no case"),
    Row("checkdmarc", "none", "ok", r'^[ "]|^v=spf1\t',
        "RFC 7208 section 4.5: it begins with the version and a space"),
    Row("checkdmarc", "wrong", "ok", r"\t",
        "RFC 7208 section 4.6.1: only spaces stand between terms"),
    Row("checkdmarc", "wrong", "ok",
        r"(?i)(?:a|mx|ptr|include|exists)[:/]|(?:redirect|exp)=",
        "RFC 7208 section 7.1: a name ends with a label of a top-level "
        "domain or a macro"),
    Row("checkdmarc", "wrong", "ok", r"=\S*%",
        "RFC 7208 section 6: the value of any modifier is a macro-string"),
    Row("checkdmarc", "wrong", "ok", r"(?i)[ +?~-]all ",
        "RFC 7208 section 4.6: an error anywhere is one, behind all too"),
    Row("checkdmarc", "ok", "wrong", r":\S*/\S*[.}%]",
        "RFC 7208 section 7.1: a name may have slashes"),
    Row("checkdmarc", "ok", "wrong", r"[:=]\S*[+?~-]all(?: |$)",
        "RFC 7208 section 7.1: a value may end so; nothing ran together"),
)

DMARC = (
    Row("checkdmarc", "none", "ok", r'^[ "]',
        "RFC 9989 section 4.8: the version comes first"),
    Row("checkdmarc", "wrong", "ok", r"(?i)(?:pct|ri)\s*=",
        "RFC 7489 section 6.4: they are numbers; checkdmarc reads no value "
        "of a tag that RFC 9989 has removed"),
    Row("checkdmarc", "wrong", "ok", r"!",
        "RFC 9989 section 4.8: it is to be encoded but before a size"),
    Row("checkdmarc", "wrong", "ok", r"(?i)mailto:",
        "RFC 6068 section 2, RFC 3986 appendix A: nothing else is part of "
        "an address; checkdmarc reads as far as it can"),
    Row("checkdmarc", "ok", "wrong", r"(?i)mailto:[^;,]*@[^;,\w]",
        "RFC 6068 section 2: a domain is a dot-atom, which may begin so"),
    Row("checkdmarc", "ok", "wrong", r"\w://[^/,;]*:",
        "RFC 3986 section 3.2.3: a port has digits, as checkdmarc says; we "
        "look at the characters of a URI that reporters need not support "
        "(RFC 9989 section 4.7), and no further"),
)


def checkdmarc(records):
    """Return the verdict of checkdmarc on each (kind, record)."""
    python = pathlib.Path(os.environ["SESDOMAIN_VENV"], "bin", "python")
    done = subprocess.run(
        [python, pathlib.Path(__file__).with_name("checkdmarc_verdicts.py")],
        input=json.dumps(records), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def ours(records):
    """Return the verdict of the parsers in lib/record on each (kind,
    record)."""
    lines = "".join(f"{kind} {record}\n" for kind, record in records)
    done = subprocess.run([os.environ["SESDOMAIN_RECORD_VERDICT"]], check=True,
                          input=lines.encode(), capture_output=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


@unittest.skipUnless(os.environ.get("CONFORMANCE") == "1", "CONFORMANCE=1")
class Comparison(unittest.TestCase):

    def explain(self, rows, said):
        """Check that each disagreement has a row, and each row a disagreement.

        said has (tool, record, our verdict, verdict of the tool)."""
        used = set()
        for who, record, mine, theirs in said:
            found = [row for row in rows if row[:3] == (who, mine, theirs) and
                     re.search(row.pattern, record)]
            with self.subTest(who=who, record=record):
                self.assertTrue(found, f"we: {mine}, {who}: {theirs}")
            used.update(found)
        self.assertEqual([row for row in rows if row not in used], [])


class Spf(Comparison):

    def test_grammar(self):
        records = [("spf", record) for record in
                   (*mailrecords.SPF, *mailrecords.spf(COUNT))]
        otherwise = []
        verdicts = dict.fromkeys(("ok", "wrong", "none"), 0)
        for (_, record), we, he in zip(records, ours(records),
                                       checkdmarc(records)):
            mine = ("none" if not we["is"] else
                    "wrong" if "wrong" in we else "ok")
            verdicts[mine] += 1
            theirs = spfworld.verdict(record)
            if theirs != mine:
                otherwise.append(("pyspf", record, mine, theirs))
            theirs = "wrong" if "error" in he else "ok"
            if (mine == "ok") != (theirs == "ok"):
                otherwise.append(("checkdmarc", record, mine, theirs))
        self.assertGreater(verdicts["ok"], COUNT / 4)
        self.assertGreater(verdicts["wrong"], COUNT / 4)
        self.assertGreater(verdicts["none"], 3)
        self.explain(SPF, otherwise)


class SpfLookups(Comparison):
    """The numbers of DNS lookups and of void lookups."""

    def findings(self, world):
        """Return the findings of a plan for a world: messages by code."""
        with sesdomain.Domain("example.com") as domain:
            domain.add_instance("1", "us-east-1", mail_from=spfworld.TOP)
            for (name, kind), values in world.records.items():
                for value in values:
                    domain.add_record(name, kind, spfworld.rdata(kind, value))
                if not values:
                    domain.add_absent(name, kind)
            for name in spfworld.ABSENT:
                domain.add_nonexistent(name)
            for name in spfworld.IPV6_ONLY:
                domain.add_record(name, "AAAA", "2001:db8::1")
                domain.add_absent(name, "A")
            return {finding.code: finding.message
                    for finding in domain.plan().findings}

    def counts(self, world):
        """Return the numbers in the two findings, or None without a
        finding."""
        findings = self.findings(world)
        return tuple(
            int(re.search(r" (\d+) .*lookups", findings[code])[1])
            if code in findings else None
            for code in ("spf-too-many-lookups", "spf-void-lookups"))

    def assert_counts(self, world, lookups, voids):
        with self.subTest(records=world.records):
            self.assertEqual(self.counts(world),
                             (lookups if lookups > 10 else None,
                              voids if voids > 2 else None))

    def test_counts(self):
        many = few = 0
        for seed in range(COUNT // 3):
            world = spfworld.World(spfworld.generate(seed))
            query = world.count()
            many += query.lookups > 10
            few += query.lookups <= 10
            self.assert_counts(world, query.lookups, query.void_lookups)
        self.assertGreater(many, COUNT / 30)
        self.assertGreater(few, COUNT / 20)

    def test_targets_without_record(self):
        verdicts = {True: 0, False: 0}
        for seed in range(COUNT // 3):
            world = spfworld.World(spfworld.generate(seed, broken=True))
            query, result = world.ask_without_limits()
            verdicts[result == "permerror"] += 1
            with self.subTest(records=world.records, why=query.perm_error):
                self.assertEqual("spf-target-without-record" in self.findings(world),
                                 result == "permerror")
        self.assertGreater(min(verdicts.values()), COUNT / 30)

    def test_known_disagreements(self):
        for terms, lookups, theirs, why in spfworld.OTHERWISE:
            world = spfworld.World(spfworld.records(terms))
            with self.subTest(why):
                self.assertEqual(world.count().lookups, theirs)
                self.assertNotEqual(lookups, theirs)
                self.assert_counts(world, lookups, 0)


class Dmarc(Comparison):

    def fault(self, ours):
        if not ours["is"]:
            return "none"
        return "wrong" if {"malformed", "twice", "invalid"} & set(ours) else "ok"

    def compare(self, record, we, he):
        """Check that a record that both accept has the same values in both."""
        with self.subTest(record=record):
            for tag, value in he["tags"].items():
                if tag in ("rua", "ruf"):
                    # checkdmarc reads neither size nor query of an address,
                    # and ends the address at the first character that no host
                    # name has (RFC 6068 section 2)
                    mine = [re.sub(r"(?i)^mailto:([^@]*@[\w.-]*).*",
                                   r"mailto:\1", uri.strip())
                            for uri in we[tag].split(",")]
                    self.assertEqual(mine, value)
                else:
                    self.assertEqual(we[tag], value)
            self.assertEqual({"p", "sp", "np", "rua", "ruf"} & set(we),
                             {"p", "sp", "np", "rua", "ruf"} &
                             set(he["tags"]))
            for word, tag in (("Unknown", "unknown"),
                              ("was removed in", "removed")):
                self.assertEqual(tag in we, any(
                    word in warning for warning in he["warnings"]))

    def test_grammar_and_meaning(self):
        records = [("dmarc", record) for record in
                   (*mailrecords.DMARC, *mailrecords.dmarc(COUNT))]
        otherwise, compared = [], 0
        for (_, record), we, he in zip(records, ours(records),
                                       checkdmarc(records)):
            mine = self.fault(we)
            wrong = "error" in he or any("the default value" in warning
                                         for warning in he["warnings"])
            theirs = "wrong" if wrong else "ok"
            if (mine == "ok") != (theirs == "ok"):
                otherwise.append(("checkdmarc", record, mine, theirs))
            elif mine == "ok":
                self.compare(record, we, he)
                compared += 1
        self.assertGreater(compared, COUNT / 6)
        self.explain(DMARC, otherwise)


if __name__ == "__main__":
    unittest.main()
