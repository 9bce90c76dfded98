# SPDX-License-Identifier: MIT
"""Test plans that are applied after the zone has changed.

BIND, Knot DNS and Route 53 refuse such a change as a whole. PowerDNS cannot:
EXTEND and PRUNE lose nothing nevertheless; REPLACE removes values that were
added to its RRset in between.
"""
import pathlib
import tempfile
import typing
import unittest

import changes
import whole_zone
import wire
from nameserver import Key
from process import ADDRESS

KEYS = [f"{letter * 31}2" for letter in "abc"]

# SES0 is retired; its MAIL FROM domain moves to SES2, which is new.
SETUP = {
    "instances": [
        {"label": "SES0", "account": "0", "region": "ap-south-1",
         "state": "retired", "verification_token": "zero=",
         "mail_from": "bounce.{zone}"},
        {"label": "SES1", "account": "1", "region": "us-east-1",
         "verification_token": "one=",
         "mail_from": "mail.{zone}"},
        {"label": "SES2", "account": "2", "region": "eu-west-1",
         "verification_token": "two=", "dkim_tokens": KEYS,
         "mail_from": "bounce.{zone}",
         "receiving": "in.{zone}", "tracking": "click.{zone}"}],
    "dmarc": "v=DMARC1; p=none",
    "options": {"plan.removal": "always"}}

THERE = """\
_amazonses TXT "zero="
_amazonses TXT "one="
_amazonses TXT "not ours"
mail MX 10 feedback-smtp.us-east-1.amazonses.com.
mail TXT "v=spf1 mx ~all"
mail TXT "not ours either"
bounce MX 10 feedback-smtp.ap-south-1.amazonses.com.
bounce TXT "v=spf1 include:amazonses.com ~all"
"""

FREE = f"{KEYS[1]}._domainkey"


class Race(typing.NamedTuple):
    what: str
    gone: str = ""
    came: str = ""


RACES = (  # each changes records that the plan relies on
    Race("a value is added", "", '_amazonses TXT "added"'),
    Race("the wanted value is added", "", '_amazonses TXT "two="'),
    Race("a value that stays is deleted", '_amazonses TXT "not ours"'),
    Race("a value that goes is deleted", '_amazonses TXT "zero="'),
    Race("a value is changed", '_amazonses TXT "not ours"',
         '_amazonses TXT "not Ours"'),
    Race("a value is cut otherwise", '_amazonses TXT "not ours"',
         '_amazonses TXT "not " "ours"'),
    Race("all values are deleted", '_amazonses TXT "zero="\n'
         '_amazonses TXT "one="\n_amazonses TXT "not ours"'),
    Race("SPF is changed", 'mail TXT "v=spf1 mx ~all"',
         'mail TXT "v=spf1 a ~all"'),
    Race("a value is added beside SPF", "", 'mail TXT "added"'),
    Race("the MX is changed",
         "bounce MX 10 feedback-smtp.ap-south-1.amazonses.com.",
         "bounce MX 10 mx.example.net."),
    Race("an MX is added", "", "bounce MX 20 mx.example.net."),
    Race("a policy is published", "", '_dmarc TXT "v=DMARC1; p=reject"'),
    Race("an A at a name that was free", "", "click A 192.0.2.1"),
    Race("a TXT at a name that was free", "", f'{FREE} TXT "added"'),
    Race("a CNAME at a name that was free", "",
         f"{FREE} CNAME x.example.net."),
    Race("a CNAME where MX is to be", "", "in CNAME x.example.net."),
    Race("a CNAME where TXT is to be", "", "_dmarc CNAME x.example.net."),
    Race("an MX where MX is to be", "", "in MX 5 mx.example.net."),
)

HARMLESS = Race("an A where MX is to be", "", "in A 192.0.2.1")


def records(zone, lines):
    rows = [line.split(" ", 2) for line in lines.splitlines()]
    return {wire.record(f"{name}.{zone}", 300, kind, rdata)
            for name, kind, rdata in rows}


def fill(part, zone):
    """Fill the zone name into all texts of a document."""
    if isinstance(part, dict):
        return {key: fill(value, zone) for key, value in part.items()}
    if isinstance(part, list):
        return [fill(value, zone) for value in part]
    return part.replace("{zone}", zone)


def key(one):
    """Return name and type of a record as in the json output."""
    return str(one.name), wire.data(one).partition(" ")[0]


def zone_of(race):
    return f"race{(*RACES, HARMLESS).index(race)}.example"


def text_of(zone):
    return whole_zone.text(zone) + wire.to_text(records(zone, THERE))


class Raced:
    """A race for every format; a mixin."""

    way = None

    @classmethod
    def setUpClass(cls):
        cls.path = pathlib.Path(cls.enterClassContext(
            tempfile.TemporaryDirectory(prefix="sesdomain-real-"))) / "zone"
        zones = map(zone_of, (*RACES, HARMLESS))
        cls.server = cls.enterClassContext(cls.way.serve(
            {zone: text_of(zone) for zone in zones}))

    def document(self, zone):
        """Return a document with the current zone."""
        self.path.write_text(self.way.read(self.server, zone), "utf-8")
        return changes.Document(fill(SETUP, zone) | {"domain": zone},
                                self.path, self.way.source)

    def race(self, race):
        """Make a plan, change the zone, apply the plan. Return the zone name,
        the plan, the records before and after the plan was applied, and the
        outcome."""
        zone = zone_of(race)
        document = self.document(zone)
        plan, text = document.plan(), self.way.write(document)
        self.way.intrude(self.server, zone, records(zone, race.gone),
                         records(zone, race.came))
        before = self.way.held(self.server, zone)
        self.assertEqual(before, wire.parse(zone, text_of(zone)) -
                         records(zone, race.gone) | records(zone, race.came))
        outcome, said = self.way.apply(self.server, zone, text)
        return (zone, plan, before, self.way.held(self.server, zone), outcome,
                said)

    def test_harmless(self):
        zone, plan, before, after, outcome, said = self.race(HARMLESS)
        self.assertEqual(outcome, 0, said)
        self.assertEqual(after, wire.after(before, plan))


class Refusing(Raced):
    """A server that refuses a change as a whole; a mixin."""

    def test_races(self):
        for race in RACES:
            with self.subTest(race=race.what):
                zone, _, before, after, outcome, said = self.race(race)
                self.assertIn(outcome, self.way.refused, said)
                self.assertEqual(after, before)
                self.again(zone, records(zone, race.came))

    def again(self, zone, came):
        """Plan again with the changed zone. Foreign records are kept, except
        SPF records, which are merged."""
        document = self.document(zone)
        before, plan = self.way.held(self.server, zone), document.plan()
        text = self.way.write(document)
        self.assertEqual(self.way.apply(self.server, zone, text)[0], 0)
        after = self.way.held(self.server, zone)
        self.assertEqual(after, wire.after(before, plan))
        self.assertEqual(self.document(zone).drift(), ("", True))
        for one in came - after:
            self.assertIn("v=spf1", wire.data(one))


class Bind(Refusing, unittest.TestCase):
    way = changes.Bind()


class KnotUpdate(Refusing, unittest.TestCase):
    way = changes.KnotUpdate()


class KnotScript(Refusing, unittest.TestCase):
    way = changes.KnotScript()


class Route53(Refusing, unittest.TestCase):
    way = changes.Route53()


class PowerDnsValues(Raced, unittest.TestCase):
    way = changes.PowerDnsValues()

    def test_nothing_is_lost(self):
        taken = 0
        for race in RACES:
            with self.subTest(race=race.what):
                _, plan, before, after, outcome, said = self.race(race)
                taken += not outcome
                if outcome:
                    self.assertEqual(after, before)
                else:
                    self.assertEqual(after, before - wire.ops(plan, "remove")
                                     | wire.ops(plan, "add"))
        self.assertGreater(taken, 10)


class PowerDns(Raced, unittest.TestCase):
    """The race of REPLACE: from reading the zone until the request is applied.

    The sets that the plan changes are overwritten with the planned values; no
    other set is touched. No name gets a CNAME beside other data: the server
    then refuses the whole request."""

    way = changes.PowerDns()

    def test_window(self):
        refused = set()
        for race in RACES:
            with self.subTest(race=race.what):
                _, plan, before, after, outcome, said = self.race(race)
                if outcome:
                    refused.add(race.what)
                    self.assertEqual((outcome, after), (422, before), said)
                    self.assertIn("Conflicts with pre-existing RRset", said)
                    continue
                touched = {(rrset["name"] + ".", rrset["type"])
                           for rrset in plan["recordsets"]
                           if rrset["todo"] != "none"}
                wanted = {one for one in wire.ops(plan, "add") |
                          wire.ops(plan, "keep") if key(one) in touched}
                self.assertEqual(after, wanted | {
                    one for one in before if key(one) not in touched})
        self.assertEqual(refused, {
            "an A at a name that was free", "a TXT at a name that was free",
            "a CNAME where MX is to be", "a CNAME where TXT is to be"})

    def test_value_ops(self):
        """A server that supports EXTEND and PRUNE applies them as documented;
        an older server refuses the whole request."""
        values = changes.PowerDnsValues()
        zone = zone_of(HARMLESS)
        with self.way.serve({zone: text_of(zone)}) as server:
            path = server.file("transferred", self.way.read(server, zone))
            document = changes.Document(fill(SETUP, zone) | {"domain": zone},
                                        path)
            before = self.way.held(server, zone)
            outcome, said = self.way.apply(server, zone,
                                           values.write(document))
            after = self.way.held(server, zone)
            planned = wire.after(before, document.plan())
        if outcome:
            self.assertRegex(said, "(?i)changetype")
            self.assertEqual(after, before)
        else:
            self.assertEqual(after, planned)


class KnotTransaction(unittest.TestCase):
    """No other client can change the zone between comparison and commit."""

    way = changes.KnotScript()
    zone = zone_of(HARMLESS)

    def setUp(self):
        self.server = self.enterContext(
            self.way.serve({self.zone: text_of(self.zone)}))
        self.path = self.server.file("transferred",
                                     self.way.read(self.server, self.zone))
        self.document = changes.Document(
            fill(SETUP, self.zone) | {"domain": self.zone}, self.path)

    def test_an_update_waits_for_its_end(self):
        update = self.server.file("update", (
            f"server {ADDRESS} {self.server.port}\nzone {self.zone}.\n"
            f'update add _amazonses.{self.zone}. 300 TXT "added"\nsend\n'))
        self.server.file("knotc", (
            "#!/bin/sh\n"
            'case " $* " in *" zone-commit "*)\n'
            f"  knsupdate -t 20 -y {Key().argument} {update} &\n"
            "  sleep 0.5 ;;\n"
            'esac\nexec knotc "$@"\n')).chmod(0o755)
        before = self.way.held(self.server, self.zone)
        outcome, said = self.way.apply(
            self.server, self.zone, self.way.write(self.document),
            self.server.directory / "knotc")
        self.assertEqual(outcome, 0, said)
        wanted = wire.after(before, self.document.plan())
        wanted |= records(self.zone, '_amazonses TXT "added"')
        self.assertEqual(self.way.held(self.server, self.zone), wanted)

    def test_foreign_transaction_is_kept(self):
        self.server.knotc("zone-begin", self.zone)
        self.server.knotc("zone-set", self.zone, "added", "60", "TXT", "x")
        outcome, _ = self.way.apply(self.server, self.zone,
                                    self.way.write(self.document))
        self.assertEqual(outcome, 1)
        before = self.way.held(self.server, self.zone)
        self.server.knotc("zone-commit", self.zone)
        self.assertEqual(self.way.held(self.server, self.zone), before |
                         {wire.record(f"added.{self.zone}", 60, "TXT", "x")})

    def test_failing_knotc_is_not_an_empty_zone(self):
        self.server.file("knotc", (
            "#!/bin/sh\n"
            'case " $* " in *" zone-get "*)\n'
            "  echo 'error: (timed out)' >&2; exit 1 ;;\n"
            'esac\nexec knotc "$@"\n')).chmod(0o755)
        before = self.way.held(self.server, self.zone)
        outcome, said = self.way.apply(
            self.server, self.zone, self.way.write(self.document),
            self.server.directory / "knotc")
        self.assertEqual(outcome, 1)
        self.assertIn("timed out", said)
        self.assertEqual(self.way.held(self.server, self.zone), before)
        self.assertEqual(self.way.apply(
            self.server, self.zone, self.way.write(self.document))[0], 0)


if __name__ == "__main__":
    unittest.main()
