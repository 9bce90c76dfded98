# SPDX-License-Identifier: MIT
"""Setups and zones that people have: the verdict of each (situations.py), and
the same verdict whatever reader gives the zone.
"""

import json
import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

import listings
import situations
from support import SOURCE

PROGRAM = os.environ.get("SESDOMAIN_PLAN", "")
AT = SOURCE / "tests/situations"
SEVERITIES = ["note", "warning", "error"]
# findings that have nothing to do with a situation
ASIDE = {"no-mail-from", "one-aligned-identifier", "one-aligned-planned",
         "dmarc-no-reports", "no-dkim", "no-dmarc", "not-aligned"}  # fmt: skip


def listing_of(path):
    for suffix, option in ((".zone", "-z"), (".r53.json", "-r")):
        if path.with_name(path.name + suffix).exists():
            yield [option, str(path) + suffix]


def run(*words):
    return subprocess.run([PROGRAM, *words], capture_output=True, text=True,
                          timeout=60)  # fmt: skip


def texts(finding):
    return " ".join((finding["name"], finding["message"], finding["hint"]))


@unittest.skipUnless(PROGRAM, "needs the example programs")
class Situations(unittest.TestCase):
    def test_rows(self):
        for name, row in situations.ROWS:
            for listing in list(listing_of(AT / name)) or [[]]:
                with self.subTest(name, listing=listing[:1]):
                    self.check(row, [*listing, f"{AT / name}.json"])

    def check(self, row, words):
        done = run("-f", "json", *words)
        self.assertEqual(done.returncode, row.get("exit", 0), done.stderr)
        for expression in row.get("stderr", ()):
            self.assertRegex(done.stderr, expression)
        for form, expressions in row.get("refused", {}).items():
            refused = run("-f", *form.split(), *words)
            self.assertEqual(refused.returncode, 2)
            for expression in expressions:
                self.assertIn(expression, refused.stderr)
        if done.returncode == 2:
            return
        plan = json.loads(done.stdout)
        self.check_findings(row, plan)
        self.check_plan(row, plan)
        self.check_outputs(row, words)

    def check_findings(self, row, plan):
        found = [f for f in plan["findings"] if f["code"] not in ASIDE]
        most = SEVERITIES.index(row.get("most", "note"))
        for f in found:
            self.assertLessEqual(SEVERITIES.index(f["severity"]), most, f)
        for least, label, *words in row.get("names", ()):
            self.assertTrue(
                [
                    f
                    for f in plan["findings"]
                    if SEVERITIES.index(f["severity"])
                    >= SEVERITIES.index(least)
                    and label in (None, *f["instances"])
                    and all(word in texts(f) for word in words)
                ],
                (least, label, words, found),
            )
        if row.get("once"):
            grave = [f for f in found if f["severity"] != "note"]
            self.assertEqual(len(grave), 1, grave)
        if "concerns_not" in row:
            for f in found:
                self.assertNotIn(row["concerns_not"], f["instances"])

    def check_plan(self, row, plan):
        sets = {(rs["name"], rs["type"]): rs for rs in plan["recordsets"]}
        for key, (prior, todo) in row.get("sets", {}).items():
            self.assertEqual((sets[key]["prior"], sets[key]["todo"]),
                             (prior, todo), key)  # fmt: skip
        if "all" in row:
            self.assertEqual({rs["prior"] for rs in sets.values()},
                             {row["all"]})  # fmt: skip
        for key in ("zone", "ready"):
            if key in row:
                self.assertEqual(plan[key], row[key])
        readiness = {i["label"]: i["readiness"] for i in plan["instances"]}
        for (label, aspect), state in row.get("states", {}).items():
            self.assertEqual(readiness[label][aspect]["state"], state)

    def check_outputs(self, row, words):
        steps = run("-k", "-f", "steps", *words).stdout
        said = run("-k", "-f", "text", *words).stdout + steps
        for word in situations.NEVER + row.get("never", []):
            self.assertNotIn(word, said)
        at = 0
        for expression in row.get("steps", ()):
            match = re.compile(expression, re.M).search(steps, at)
            self.assertTrue(match, (expression, steps[at:]))
            at = match.end()
        for expression in row.get("no_steps", ()):
            self.assertNotRegex(steps, re.compile(expression, re.M))
        if row.get("withheld", False) is not None:
            update = run("-f", "nsupdate", *words)
            self.assertEqual(
                (update.returncode, bool(update.stdout)),
                (1, False) if row.get("withheld") else (
                    0, bool(update.stdout)),
            )  # fmt: skip
        if row.get("healthy"):
            diff = run("-k", "-f", "diff", *words)
            self.assertNotRegex(diff.stdout, re.compile("^-", re.M))
        for form, expressions in row.get("output", {}).items():
            done = run("-f", *form.split(), *words)
            self.assertIn(done.returncode, (0, 1), done.stderr)
            self.assertTrue(done.stdout, form)
            for expression in expressions:
                self.assertRegex(done.stdout, expression)

    def test_zone_files(self):
        for name, wanted in situations.ZONE_FILES.items():
            with self.subTest(name):
                done = run("-f", "json", "-z", f"{AT}/zone-file/{name}.zone",
                           f"{AT}/zone-file/setup.json")  # fmt: skip
                if isinstance(wanted, str):
                    self.assertEqual(done.returncode, 2)
                    self.assertRegex(done.stderr, wanted)
                    continue
                self.assertEqual(done.returncode, 0, done.stderr)
                there = {rs["name"]: rs["ttl"]
                         for rs in json.loads(done.stdout)["recordsets"]
                         if rs["prior"] == "present"}  # fmt: skip
                there.pop("_dmarc.example.com", None)
                self.assertEqual(there, wanted)

    def test_every_file_has_a_row(self):
        rows = {name for name, _ in situations.ROWS}
        rows |= {"zone-file/setup"}
        rows |= {"zone-file/" + name for name in situations.ZONE_FILES}
        files = {
            re.sub(r"(\.r53)?\.\w+$", "", str(path.relative_to(AT)))
            for path in AT.glob("*/*")
        }
        self.assertEqual(files, rows)


# ---- one zone, any reader ----

RECORD = re.compile(
    r"(?P<name>\S*)\s+(?:(?P<ttl>\d+)\s+)?(?:IN\s+)?(?P<type>[A-Z]+)\s+"
    r"(?P<rdata>.*)"
)


def parse(text):
    """Return the apex and the records of a plain zone file."""
    apex, ttl, name, records = None, 300, None, []
    for line in text.splitlines():
        if line.startswith("$ORIGIN"):
            apex = line.split()[1].rstrip(".")
        elif line.startswith("$TTL"):
            ttl = int(line.split()[1])
        elif line.strip() and not line.startswith(";"):
            found = RECORD.match(line)
            name = found["name"] or name
            rdata = found["rdata"]
            if found["type"] == "TXT" and '"' not in rdata:
                rdata = " ".join(f'"{word}"' for word in rdata.split())
            records.append((name, found["type"], int(found["ttl"] or ttl),
                            rdata))  # fmt: skip
    return apex, records


def absolute(records, apex):
    """Return records whose targets are absolute names."""
    for name, kind, ttl, rdata in records:
        if kind in ("CNAME", "MX", "NS") and not rdata.endswith("."):
            rdata += f".{apex}."
        if name.endswith("."):
            name = re.sub(rf"\.?{re.escape(apex)}\.$", "", name) or "@"
        yield name, kind, ttl, rdata


@unittest.skipUnless(PROGRAM, "needs the example programs")
class Readers(unittest.TestCase):
    def judged(self, listing, setup):
        done = run("-f", "json", *listing, setup)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        plan = json.loads(done.stdout)
        for rs in plan["recordsets"]:
            for value in rs["records"]:
                value.pop("id", None)
        return plan

    def test_the_same_verdict(self):
        compared = 0
        with tempfile.TemporaryDirectory() as directory:
            for path in sorted(AT.glob("*/*.zone")):
                compared += self.compare(path, Path(directory) / "listing")
        self.assertGreater(compared, 300)

    def compare(self, path, file):
        setup = path.with_suffix(".json")
        text = path.read_text(encoding="utf-8-sig")
        apex, records = parse(text) if setup.exists() else (None, None)
        if not apex:
            return 0  # a spelling that other formats do not have
        records = list(absolute(records, apex))
        if run("-f", "json", str(setup)).returncode == 2:
            return 0
        wanted = self.judged(["-z", str(path)], str(setup))
        compared = 0
        for name, write in listings.LISTINGS.items():
            if name == "cloudflare" and path.parent.name == "memory":
                continue  # it names no zone, which is a guess then
            try:
                listing = listings.text(write(records, apex))
            except (KeyError, IndexError):  # no such type, or no records
                continue
            file.write_text(listing)
            with self.subTest(f"{path.parent.name}/{path.stem}", reader=name):
                got = self.judged(["-x", str(file)], str(setup))
                for key in ("instances", "recordsets", "findings", "zone"):
                    self.assertEqual(got[key], wanted[key], key)
            compared += 1
        return compared


if __name__ == "__main__":
    unittest.main()
