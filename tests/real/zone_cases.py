# SPDX-License-Identifier: MIT
"""Zones in use, and setups that change them; the same seed always gives the
same case.

A zone holds some records of the setup's instances, complete or in part and in
any spelling; conflicting records; and unrelated records with every octet in
them.
"""
import copy
import functools
import json
import random

import program
import setups
import whole_zone
import wire

SPFS = (  # records to merge, to keep, and that conflict
    '"v=spf1 mx -all"', '"v=spf1 a " "include:spf.example.net ~all"',
    '"v=spf1 ?all"', '"v=spf1 redirect=_spf.example.net"', '"v=spf1"',
    '"V=SPF1 Include:AmazonSES.com -ALL"',
    '"v=spf1 include:amazonses.com include:spf.example.net -all"',
    '"v=spf1 -include:amazonses.com ~all"', '"v=spf1 what:is:this ~all"')
DMARCS = ('"v=DMARC1; p=reject; adkim=s"', '"v=DMARC1;" "p=none"')
SAID = (b" TXT ", b"\\", b'"', b";", b"$INCLUDE /etc/passwd", b"$(false)`'",
        b"\\000", b"\t\n\r\0", b"", b"%s%n", b"\xff\xfe", b"] 1 CNAME x.")
ODD = (r"a\032b", r"\000\255", r"semi\;colon", r"do\.t", r"\@", r"\$INCLUDE",
       r"\"quoted\"", r"back\\slash", "x" * 63, "*.wild", r"\(", "UPPER",
       r"\200.\195\164")


def quote(octets, rng=None):
    """Return the quoted form of a TXT string, with the necessary escapes and
    some unnecessary ones."""
    def one(octet):
        if octet in b'"\\' and not (rng and rng.random() < 0.3):
            return "\\" + chr(octet)
        if not 32 <= octet <= 126 or octet in b'"\\':
            return f"\\{octet:03d}"
        return chr(octet)
    return '"' + "".join(map(one, octets)) + '"'


def hostile(rng):
    """Return a TXT value of strings with arbitrary octets."""
    made = []
    for _ in range(rng.randint(1, 3)):
        octets = bytes(rng.choices(range(256), k=rng.choice((0, 3, 20, 200))))
        at = rng.randint(0, len(octets))
        octets = (octets[:at] + rng.choice(SAID) + octets[at:])[:255]
        made.append(quote(octets, rng))
    return " ".join(made)


class Zone:
    """The records of a zone that a server can load."""

    def __init__(self, apex):
        self.apex = apex
        self.sets = {}
        self.ttls = {}

    def add(self, rng, name, kind, rdata):
        """Add a record unless it would conflict; return whether it was
        added."""
        kinds = {k for n, k in self.sets if n == name.lower()}
        if (kind in kinds if kind == "CNAME" else "CNAME" in kinds) or (
                kind == "CNAME" and kinds):
            return False
        key = name.lower(), kind
        self.ttls.setdefault(key, rng.choice((0, 60, 300, 3600, 86400)))
        rdatas = self.sets.setdefault(key, [])
        if any(wire.record("x", 0, kind, there) ==
               wire.record("x", 0, kind, rdata) for there in rdatas):
            return False
        rdatas.append(rdata)
        return True

    def lines(self):
        return "".join(f"{name}.\t{self.ttls[name, kind]}\tIN\t{kind}\t"
                       f"{rdata}\n" for (name, kind), rdatas
                       in self.sets.items() for rdata in rdatas)


class Case:
    """A zone before a change, and the setup of the change."""

    def __init__(self, name, setup, apex, text, untouched=None, ours=None):
        self.name = name
        self.setup = setup
        self.zone = apex
        self.text = text
        self.untouched = untouched  # records that the plan must keep
        self.ours = ours            # records that the plan may remove

    def __repr__(self):
        return self.name

    @functools.cached_property
    def before(self):
        return wire.parse(self.zone, self.text)


def _alone(setup, instance):
    """Return the records that a plan for the instance alone adds."""
    one = copy.deepcopy(setup)
    one["instances"] = [dict(instance, state="active")]
    one["options"] = {}
    done = program.execute(one, "-k", "-f", "json")
    return [(rrset["name"], rrset["type"], value["rdata"],
             value["purpose"])
            for rrset in json.loads(done.stdout)["recordsets"]
            for value in rrset["records"] if value["op"] == "add"]


def _move(rng, instances):
    """Set the MAIL FROM domain of a retired instance to that of an active
    one."""
    stays = [i for i in instances if "mail_from" in i and
             i.get("state", "active") == "active"]
    leaves = [i for i in instances if "mail_from" in i and
              i.get("state") == "retired"]
    if stays and leaves and rng.random() < 0.8:
        leaves[0]["mail_from"] = stays[0]["mail_from"]


def _written(rng, kind, rdata, purpose):
    """Vary the spelling of a desired record, as other software would."""
    if purpose == "spf" and rng.random() < 0.4:
        return rng.choice(SPFS)
    if purpose == "verification" and len(rdata) < 99 and rng.random() < 0.3:
        return rng.choice(('"amazonses:' + rdata[1:],
                           rdata[:9] + '" "' + rdata[9:]))
    if kind in ("CNAME", "MX") and rng.random() < 0.2:
        return rdata.upper()
    return rdata


def _settle(rng, zone, setup):
    """Add all or some of the desired records, and return those added."""
    ours = set()
    for instance in setup["instances"]:
        gone = instance.get("state", "active") != "active"
        share = rng.choice((1, 1, 1, 0.5) if gone else (1, 0, 0, 0.5))
        for name, kind, rdata, purpose in _alone(setup, instance):
            rdata = _written(rng, kind, rdata, purpose)
            alone = purpose != "verification" and (name, kind) in zone.sets
            if rng.random() < share and not alone and zone.add(
                    rng, name, kind, rdata):
                ours.add((name, kind, rdata))
    return ours


def _obstruct(rng, zone, setup):
    """Add a record that conflicts with a desired record."""
    instance = rng.choice(setup["instances"])
    wanted = _alone(setup, instance)
    name, kind, _, _ = rng.choice(wanted)
    other = rng.choice(("A", "CNAME", "MX") if kind != "CNAME" else
                       ("A", "CNAME", "TXT"))
    rdata = {"A": "192.0.2.7", "CNAME": "Elsewhere.example.net.",
             "MX": "5 mx.example.net.", "TXT": '"in the way"'}[other]
    if other in ("A", "MX") and "_" in name:
        return
    zone.add(rng, name, other, rdata)


def _inhabit(rng, zone, setup):
    """Add unrelated records and foreign values."""
    domain, apex = setup["domain"], zone.apex
    names = [f"_amazonses.{domain}", domain, f"www.{domain}", f"_acme.{apex}"]
    names += [i["mail_from"] for i in setup["instances"]
              if "mail_from" in i and rng.random() < 0.3]
    for name in names:
        for _ in range(rng.choice((0, 1, 1, 3))):
            zone.add(rng, name, "TXT", hostile(rng))
    for odd in rng.sample(ODD, 4):
        zone.add(rng, f"{odd}.{domain}", "TXT", hostile(rng))
    zone.add(rng, domain, "TXT", '"v=spf1 mx -all"')
    zone.add(rng, domain, "MX", "10 mx.example.net.")
    zone.add(rng, f"alias.{domain}", "CNAME", "WWW.example.net.")
    zone.add(rng, f"_sip._tcp.{domain}", "SRV", "1 2 5060 sip.example.net.")
    zone.add(rng, domain, "CAA", r'0 issue "ca.example.net; x=\"y\""')
    zone.add(rng, f"sub.{domain}", "NS", "ns.example.net.")
    zone.add(rng, f"k1._domainkey.{domain}", "TXT", '"v=DKIM1; p="')
    zone.add(rng, f"{'z' * 32}._domainkey.{domain}", "CNAME",
             f"{'z' * 32}.dkim.amazonses.com.")
    if (f"_dmarc.{domain}", "TXT") not in zone.sets and rng.random() < 0.6:
        zone.add(rng, f"_dmarc.{domain}", "TXT", rng.choice(DMARCS))


def generate(seed):
    """Return a random case; only this seed has its zone."""
    rng = random.Random(f"sesdomain case {seed}")
    leaving = rng.random() < 0.7
    setup = setups.generate(
        f"case{seed}", rng.randint(2, 4) if leaving else rng.randint(1, 3),
        leaving=leaving, mail_from=rng.choice(("own", "own", "one", "none")))
    _move(rng, setup["instances"])
    zone = Zone(setup["zone"])
    ours = _settle(rng, zone, setup)
    if rng.random() < 0.3:
        _obstruct(rng, zone, setup)
    _inhabit(rng, zone, setup)
    text = whole_zone.text(setup["zone"]) + zone.lines()
    mine = {wire.record(name, zone.ttls[name.lower(), kind], kind, rdata)
            for name, kind, rdata in ours}
    case = Case(f"case {seed}", setup, setup["zone"], text, ours=mine)
    case.untouched = case.before - mine
    return case


def octets():
    """Return cases with every octet in the values of changed sets, and in
    unrelated names."""
    apex = "octets.example"
    zone = Zone(apex)
    rng = random.Random("sesdomain octets")
    spf = f"mail.{apex}", "TXT", '"v=spf1 mx ~all"'
    zone.add(rng, *spf)
    for first in range(0, 256, 16):
        value = quote(bytes(range(first, first + 16)))
        zone.add(rng, f"_amazonses.{apex}", "TXT", value)
        zone.add(rng, f"mail.{apex}", "TXT", f'"" {value}')
    for octet in set(range(256)) - set(range(ord("A"), ord("Z") + 1)):
        zone.add(rng, f"x\\{octet:03d}.{apex}", "TXT", '"x"')
    setup = {"domain": apex, "instances": [
        {"account": "1", "region": "us-east-1", "verification_token": "one=",
         "mail_from": f"mail.{apex}"}]}
    case = Case("octets", setup, apex, whole_zone.text(apex) + zone.lines())
    case.ours = {wire.record(spf[0], zone.ttls[spf[:2]], *spf[1:])}
    case.untouched = case.before - case.ours
    return case


def examples():
    """Return cases of the examples, with zones that have no SES records."""
    made = []
    for plan in program.examples():
        text = whole_zone.text(plan.zone)
        made.append(Case(plan.name, json.loads(plan.setup), plan.zone, text,
                         wire.parse(plan.zone, text), set()))
    return made
